"""A value behind the name of a derivative, or of a variable, is claimed of that: in `check`, and where documents list several."""

from pathlib import Path

import pytest

from derive.stating import state
from proofs.documents import read
from proofs.statements import check_statement
from proofs.verify import verify_document

ASKED = state(r"\frac{1}{2}\lVert Xw - y\rVert^2 + \frac{1}{2}\lVert b\rVert^2", "w")
VALUE = r"$X^\top(Xw-y)$"


@pytest.mark.parametrize("said", ["$w$: ", "For $w$ we get ", r"$\nabla_w J$: ", "With respect to $w$ it is "])
def test_a_value_under_the_name_of_its_variable_is_right_and_under_another_wrong(said):
    assert check_statement(ASKED, said + VALUE).verdict == "proved"
    other = said.replace("$w$", "$b$").replace(r"\nabla_w", r"\nabla_b")
    assert check_statement(ASKED, other + VALUE).verdict in ("wrong-target", "ambiguous")
    assert not check_statement(ASKED, said.replace("w$", "w'$").replace("_w", "_{2w}") + VALUE).accepted


LOSS = r"\frac{1}{2}\lVert Xw + b\mathbf 1 - y\rVert^2"
PARTS = "\n".join(
    f"[[parts]]\nid = '1.{wrt}'\nloss = '{LOSS}'\nwrt = '{wrt}'\ndeclare = ['X: n x d', 'w: d', 'y: n', 'b:']"
    for wrt in "wb"
)
FORMS = [
    "- $w$: A\n- $b$: B\n",
    "w.r.t. $w$:\n$A$\nw.r.t. $b$:\n$B$\n",
    "The gradient with respect to $w$ is A. With respect to $b$ it is B.\n",
    "| variable | gradient |\n|---|---|\n| $w$ | A |\n| $b$ | B |\n",
    "$\\partial J/\\partial w$: A\n\n$\\nabla_b J$: B\n",
]


@pytest.mark.parametrize("form", FORMS)
def test_lists_of_values_by_their_variables(tmp_path: Path, form: str) -> None:
    mini = tmp_path / "mini.toml"
    mini.write_text(f'id = "mini"\ntitle = "Mini"\n{PARTS}\n', encoding="utf8")

    def verdicts(first: str, second: str) -> dict[str, str]:
        file = tmp_path / "a.md"
        file.write_text("## 1\n\n" + form.replace("A", first).replace("B", second), encoding="utf8")
        return {each.part: each.verdict for each in verify_document(read(file), assignment=str(mini))}

    right, sum_of_errors = r"$X^\top(Xw+b\mathbf 1-y)$", r"$\mathbf 1^\top(Xw+b\mathbf 1-y)$"
    assert verdicts(right, sum_of_errors) == {"1.w": "proved", "1.b": "proved"}
    assert verdicts(right, r"$\mathbf 1^\top(y-Xw-b\mathbf 1)$") == {"1.w": "proved", "1.b": "wrong"}


LOGISTIC = state(r"-\sum_{i=1}^N \log\sigma(w^\top x_i)", "w", declare=["w: d", "x[N]: d"])
RESULT = r"$\nabla_w J = \sum_{i=1}^N (\sigma(w^\top x_i) - 1) x_i$"


def test_the_slope_of_a_function_in_words_is_an_equation_on_the_way():
    said = r"The derivative of $\log\sigma(z)$ is {}. So " + RESULT + "."
    right, wrong = (
        check_statement(LOGISTIC, said.replace("{}", each)) for each in (r"$1 - \sigma(z)$", r"$\sigma(z)$")
    )
    assert right.verdict == "proved"
    assert all(link.holds is not False for link in right.links)
    assert any(link.holds is False for link in wrong.links)


def test_the_derivative_of_another_function_is_no_answer_in_words():
    value = RESULT.partition("= ")[2]
    assert check_statement(LOGISTIC, f"The gradient of $J$ is ${value}").accepted
    for other in ("-J", "J^2", r"\frac{1}{N} J"):
        assert not check_statement(LOGISTIC, f"The gradient of ${other}$ is ${value}").accepted
