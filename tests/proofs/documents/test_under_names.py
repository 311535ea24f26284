"""Answers that stand under the name of a variable, in lists, tables and lines, are those of the derivatives by it."""

from pathlib import Path

import pytest

from proofs.documents import read
from proofs.verify import verify_document

VALUES = {
    "g.1.v_c": r"(\sigma(u_o^\top v_c)-1)u_o+\sum_{s=1}^K\sigma(u_{w_s}^\top v_c)u_{w_s}",
    "g.1.u_o": r"(\sigma(u_o^\top v_c)-1)v_c",
    "g.1.u_ws": r"\sigma(u_{w_s}^\top v_c)v_c",
}
WRONG = {
    "g.1.v_c": r"(\sigma(u_o^\top v_c)-1)u_o-\sum_{s=1}^K\sigma(u_{w_s}^\top v_c)u_{w_s}",
    "g.1.u_o": r"(\sigma(u_o^\top v_c)+1)v_c",
    "g.1.u_ws": r"-\sigma(u_{w_s}^\top v_c)v_c",
}
FORMS = {
    "list.md": "## (g)\n\n- $v_c$: $%1$\n- $u_o$: $%2$\n- $u_{w_s}$: $%3$\n",
    "lines.md": "## (g)\n\nw.r.t. $v_c$:\n$$%1$$\nw.r.t. $u_o$:\n$$%2$$\nw.r.t. $u_{w_s}$:\n$$%3$$\n",
    "table.md": "## (g)\n\n| variable | gradient |\n|---|---|\n| $v_c$ | $%1$ |\n| $u_o$ | $%2$ |\n| $u_{w_s}$ | $%3$ |\n",
    "sentences.md": "(g) The gradient with respect to $v_c$ is $%1$. With respect to $u_o$ it is $%2$. With respect to $u_{w_s}$ it is $%3$.\n",
    "items.tex": r"\begin{document}(g) \begin{itemize}\item For $v_c$: $%1$ \item For $u_o$: $%2$ \item For $u_{w_s}$: $%3$\end{itemize}\end{document}",
}


def verdicts(tmp_path: Path, form: str, values: dict[str, str]) -> dict[str, str]:
    text = FORMS[form]
    for at, value in enumerate(values.values(), start=1):
        text = text.replace(f"%{at}", value)
    (tmp_path / form).write_text(text, encoding="utf8")
    return {each.part: each.verdict for each in verify_document(read(tmp_path / form)) if each.part in VALUES}


@pytest.mark.parametrize("form", FORMS)
def test_values_under_the_names_of_variables_are_answers(tmp_path: Path, form: str) -> None:
    assert set(verdicts(tmp_path, form, VALUES).values()) == {"proved"}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("part", VALUES)
def test_one_that_is_wrong_is_refused_and_the_others_stand(tmp_path: Path, form: str, part: str) -> None:
    found = verdicts(tmp_path, form, VALUES | {part: WRONG[part]})
    assert {each: word == "proved" for each, word in found.items()} == {each: each != part for each in VALUES}
    assert found[part] == "wrong"


@pytest.mark.parametrize("label", ["(b)", "b)", "- (b):", "## (b)\n\n"])
def test_a_wrong_value_alone_under_a_letter_is_the_answer_of_its_gradient(tmp_path: Path, label: str) -> None:
    answer = "(c) $\\frac{\\partial J}{\\partial u_w} = (\\hat y_w - y_w) v_c$\n"
    (tmp_path / "a.md").write_text(f"{label} $U(y-\\hat y)$\n\n{answer}", encoding="utf8")
    found = {each.part: each.verdict for each in verify_document(read(tmp_path / "a.md"))}
    assert (found["b.1"], found["c"]) == ("wrong", "proved")


@pytest.mark.parametrize(
    ("opening", "counter"),
    [("[label=(\\alph*)]", "\\setcounter{enumi}{5}"), ("[label=(\\alph*), start=2]", "\\addtocounter{enumi}{3}")],
)
def test_the_items_of_a_list_are_counted_as_its_author_sets_them(tmp_path: Path, opening: str, counter: str) -> None:
    first = "" if "start" in opening else "\\setcounter{enumi}{1}"
    items = f"{first}\\item $U(y-\\hat y)$\n{counter}\n\\item $\\sigma(x)(1-\\sigma(x))$ $u_w$"
    text = f"\\begin{{document}}\\begin{{enumerate}}{opening}\n{items}\n\\end{{enumerate}}\\end{{document}}"
    (tmp_path / "a.tex").write_text(text, encoding="utf8")
    blocks = read(tmp_path / "a.tex").blocks
    assert [each.hint for each in blocks] == ["b", "f"]


def test_a_value_that_the_words_call_the_gradient_is_the_answer_of_its_letter(tmp_path: Path) -> None:
    text = "Write $q$ for the output.\n\n(b) The gradient with respect to the center vector is $U(q-y)$.\n\n(c) $\\nabla_{u_w}J=(\\hat y_w-y_w)v_c$\n"
    (tmp_path / "a.md").write_text(text, encoding="utf8")
    found = {each.part: each.verdict for each in verify_document(read(tmp_path / "a.md"))}
    assert found["b.1"] not in ("missing", "proved")
    (tmp_path / "b.md").write_text(text.replace("Write $q$ for", "Write $q=\\hat y$ for"), encoding="utf8")
    found = {each.part: each.verdict for each in verify_document(read(tmp_path / "b.md"))}
    assert found["b.1"] == "proved"
