"""Names that an author gives a value more than once: nothing that uses them is decided, unless all that is said of them agrees."""

from collections.abc import Callable
from pathlib import Path

import pytest

from derive.stating import state
from proofs import check
from proofs.documents import read
from proofs.statements import check_statement
from proofs.verdict import ACCEPTED
from proofs.verify import verify_document

GRADIENT = r"\frac{\partial J}{\partial v_c}"
SAMPLED = rf"{GRADIENT} = -(1-\sigma(u_o^\top v_c))u_o + \sum_{{k=1}}^K a_k u_{{w_k}}"
TWICE = [
    ("b.1", rf"Let $r=\hat y-y$, with $r_o=1$. ${GRADIENT}=Ur$", "an entry of a vector"),
    ("b.1", rf"Let $r_2=0$ and $r=\hat y-y$. ${GRADIENT}=Ur$", "an entry, told first"),
    ("b.1", rf"${GRADIENT}=Ar$ where $A=U$, $A_c=0$ and $r=\hat y-y$", "a column of a matrix"),
    ("d", r"$B=v_c(\hat y-y)^\top$, $B_{12}=0$. $\frac{\partial J}{\partial U}=B$", "an entry of a matrix"),
    ("c", r"$q=\hat y_w-y_w$. Now $q:=q/2$. $\frac{\partial J}{\partial u_w}=qv_c$", "a name set anew by itself"),
    ("b.1", rf"$a=\hat y-y$ and $b=a$. Then $a=\hat y$. ${GRADIENT}=Ub$", "the value of a name in between"),
    (
        "g.1.v_c",
        rf"$a_k=\sigma(u_{{w_k}}^\top v_c)$, $a_j=\sigma(-u_{{w_j}}^\top v_c)$. ${SAMPLED}$",
        "another index letter",
    ),
    ("g.1.v_c", rf"$a_k=\sigma(u_{{w_k}}^\top v_c)$ but $a_2=1$. ${SAMPLED}$", "one member of a family"),
    ("f", r"Let $h(x)=\sigma(x)$ and $h(t)=\sigma(t)^2$. $\sigma'(x)=h(x)(1-h(x))$", "a function"),
    ("f", r"Let $h(t)=\sigma(t)$, $h(-t)=\sigma(t)$. $\sigma'(x)=h(x)(1-h(x))$", "a function at another argument"),
]
ONCE = [
    ("b.1", rf"Let $r=\hat y-y$, so $r_o=\hat y_o-1$. ${GRADIENT}=Ur$", "an entry as it is"),
    ("b.1", rf"$A=U$, $r=\hat y-y$, and once more $r=-(y-\hat y)$. ${GRADIENT}=Ar$", "the same again"),
    ("g.1.v_c", rf"$a_k=\sigma(u_{{w_k}}^\top v_c)$, $a_j=1-\sigma(-u_{{w_j}}^\top v_c)$. ${SAMPLED}$", "two letters"),
    (
        "c",
        r"$\frac{\partial J}{\partial u_w}=q_wv_c$, $q_w=\hat y_w-1$ for $w=o$, $q_w=\hat y_w$ for $w\ne o$",
        "two cases",
    ),
    (
        "g.1.u_o",
        r"$a_k=\sigma(u_{w_k}^\top v_c)$, $a_o=\sigma(u_o^\top v_c)$. $\frac{\partial J}{\partial u_o}=(a_o-1)v_c$",
        "two names",
    ),
    (
        "c",
        r"$r=\hat y-y$, $r_o=0$. $\frac{\partial J}{\partial u_w}=(\hat y_w-y_w)v_c$",
        "a name that is not used",
    ),
]


@pytest.mark.parametrize(("part", "answer", "what"), TWICE, ids=[each[2] for each in TWICE])
def test_a_name_with_two_values_is_not_decided(part: str, answer: str, what: str) -> None:
    found = check(part, answer)
    assert (found.verdict, found.message.code) == ("ambiguous", "given-twice")


@pytest.mark.parametrize(("part", "answer", "what"), ONCE, ids=[each[2] for each in ONCE])
def test_a_name_of_which_all_agrees_keeps_its_value(part: str, answer: str, what: str) -> None:
    assert check(part, answer).verdict == "proved"


def test_what_is_wrong_under_one_of_two_values_is_not_refused_either() -> None:
    assert check("b.1", rf"$r=\hat y$ except $r_o=\hat y_o-1$; ${GRADIENT}=Ur$").verdict == "ambiguous"


@pytest.mark.parametrize("entry", ["r_1=0", "r_3=1"])
def test_an_entry_of_a_name_beside_the_answer_to_a_loss_of_ones_own(entry: str) -> None:
    loss = state(r"\frac12\lVert Aw-t\rVert^2", "w", declare=["A: n x m", "w: m", "t: n"])
    assert check_statement(loss, r"$r=Aw-t$, $A^\top r$").verdict == "proved"
    assert check_statement(loss, rf"$r=Aw-t$, ${entry}$, $A^\top r$").verdict not in ACCEPTED
    assert check_statement(loss, rf"${entry}$, $r=Aw-t$, $A^\top r$").verdict not in ACCEPTED


@pytest.fixture
def verdicts(tmp_path: Path) -> Callable[..., dict[str, str]]:
    def of(text: str, assignment: str = "cs224n-a2") -> dict[str, str]:
        file = tmp_path / "a.md"
        file.write_text(text, "utf-8")
        return {each.part: each.verdict for each in verify_document(read(file), assignment=assignment)}

    return of


def test_a_name_that_is_given_anew_in_a_later_part(verdicts: Callable[..., dict[str, str]]) -> None:
    begin = "## (b) (i)\n\nLet $r=\\hat y-y$. $$\\frac{\\partial J}{\\partial v_c}=Ur$$\n\n## (c)\n\n"
    entry = "$$\\frac{\\partial J}{\\partial u_w}=r_wv_c$$\n\n## (d)\n\n$$\\frac{\\partial J}{\\partial U}=v_cr^\\top$$"
    assert verdicts(begin + entry)["d"] == "proved"
    assert verdicts(begin + "Here $r_w=\\hat y_w-y_w$.\n\n" + entry)["d"] == "proved"
    changed = verdicts(begin + "Here $r_w=\\hat y_w-2y_w$.\n\n" + entry)
    assert (changed["b.1"], changed["d"]) == ("proved", "ambiguous")
    own = verdicts(begin + "Here $r_w=\\hat y_w$.\n\n" + entry.replace("r_wv_c", "(r_w-y_w)v_c"))
    assert (own["c"], own["d"]) == ("proved", "ambiguous")  # (c) says what its own r_w is


def test_an_entry_that_is_cleared_before_the_answers_of_a_document(verdicts: Callable[..., dict[str, str]]) -> None:
    answer = "## ridge\n\n$$\\frac{\\partial J}{\\partial w}=\\sum_{i=1}^N(w^\\top x_i-t_i)x_i+\\lambda a$$"
    assert verdicts(f"Let $a=w$.\n\n{answer}", "cs229")["ridge"] == "proved"
    assert verdicts(f"Let $a=w$, with $a_2=0$.\n\n{answer}", "cs229")["ridge"] == "ambiguous"


@pytest.mark.parametrize("letter", ["c", "o"])
def test_a_sum_over_a_letter_of_the_part_is_over_another_index_and_takes_no_symbol_with_it(letter: str) -> None:
    prediction = rf"-\sum_{{{letter}=1}}^V y_{letter} u_{letter} + \sum_{{{letter}=1}}^V\hat y_{letter} u_{letter}"
    found = check("b.1", prediction)
    assert (found.verdict, found.message.code) == ("ambiguous", "loose")
    assert check("b.1", f"{prediction} - u_{letter}").verdict not in ACCEPTED
