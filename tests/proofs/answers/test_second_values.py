"""A second value beside an answer, without a left side: alone in its place it is an answer too, spoken of it is none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from derive.stating import state
from proofs import check
from proofs.documents import read
from proofs.statements import check_statement
from proofs.verdict import ACCEPTED
from proofs.verify import verify_document

FIRST = r"$\frac{\partial J}{\partial U}=v_c(\hat y-y)^\top$"
PLACES = [
    "{a} ${b}$",
    "{a} | ${b}$",
    "{a} $\\boxed{{{b}}}$",
    "{a}, $\\fbox{{${b}$}}$",
    "* {a}\n* ${b}$",
    "a) {a}\n\nb) ${b}$",
    "| {a} |\n|---|\n| ${b}$ |",
    "{a}\n\n> ${b}$",
    "{a}\n\n#### ${b}$",
    "{a}\n\n<strong>${b}$</strong>",
    "**${b}$** (from {a})",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_second_value_is_compared_wherever_it_stands_alone(place: str) -> None:
    assert check("d", place.format(a=FIRST, b=r"v_c(y-\hat y)^\top")).verdict not in ACCEPTED
    assert check("d", place.format(a=FIRST, b=r"v_c\hat y^\top-v_cy^\top")).verdict in ACCEPTED


@pytest.mark.parametrize(
    "answer",
    [
        rf"The first term gives $-v_cy^\top$, the second one $v_c\hat y^\top$. Together: {FIRST}.",
        rf"{FIRST}, where $v_c$ is a column.",
        rf"{FIRST}. Shape: $d\times V$.",
    ],
)
def test_what_is_only_spoken_of_is_no_second_answer(answer: str) -> None:
    assert check("d", answer).message.code != "two-answers"


CENTRE = r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$"


@pytest.mark.parametrize(
    "said",
    [
        r"A step against it moves $v_c$ towards $u_o$ and away from the predicted context vector $\sum_w \hat y_w u_w$.",
        r"It is the difference between the predicted context vector $U\hat y$ and the observed one.",
    ],
)
def test_a_term_of_the_answer_may_be_spoken_of(said: str) -> None:
    assert check("b.1", f"{CENTRE}. {said}").verdict in ACCEPTED


@pytest.mark.parametrize(
    "said",
    [
        ". So the derivative is the predicted context vector $B$.",
        ". This simplifies to the predicted context vector $B$.",
        ". We are left with the vector $B$.",
        ". The second term drops out, leaving the vector $B$.",
        ". Result: the vector $B$.",
        ". In other words the vector $B$.",
        ", the predicted context vector $B$.",
    ],
)
def test_a_value_that_is_said_to_be_the_answer_by_a_noun_is_a_second_one(said: str) -> None:
    assert check("b.1", CENTRE + said.replace("B", r"U\hat y")).verdict not in ACCEPTED
    assert check("b.1", CENTRE + said.replace("B", r"U\hat y-u_o")).verdict in ACCEPTED


@pytest.fixture
def verdicts(tmp_path: Path) -> Callable[..., dict[str, str]]:
    def of(text: str, assignment: str = "cs224n-a2") -> dict[str, str]:
        file = tmp_path / "a.md"
        file.write_text(text, "utf-8")
        return {each.part: each.verdict for each in verify_document(read(file), assignment=assignment)}

    return of


def test_a_later_value_that_is_right_in_one_case_only_takes_the_first_one_back(
    verdicts: Callable[..., dict[str, str]],
) -> None:
    general = "## (c)\n\n$$\\frac{\\partial J}{\\partial u_w}=\\hat y_wv_c-y_wv_c$$\n\n"
    others = "## (c) once more\n\n$$\\frac{\\partial J}{\\partial u_w}=\\hat y_wv_c$$\n\n"
    special = "## (c), $w=o$\n\n$$\\frac{\\partial J}{\\partial u_o}=(\\hat y_o-1)v_c$$\n\n"
    assert verdicts(general)["c"] in ACCEPTED
    assert verdicts(general + others)["c"] == "wrong"
    assert verdicts(special + others)["c"] in ACCEPTED


SHOWN = ["* {a}\n* ${b}$", "1. {a}\n2. ${b}$", "| {a} |\n|---|\n| ${b}$ |", "{a}\n\n> ${b}$"]


@pytest.mark.parametrize("place", SHOWN)
def test_a_second_value_for_a_loss_of_ones_own(place: str) -> None:
    loss = state(r"\frac12\lVert Aw-t\rVert^2+\mu w^\top w", "w", declare=["A: n x m", "w: m", "t: n", "mu:"])
    first = r"$\frac{\partial J}{\partial w}=A^\top(Aw-t)+2\mu w$"
    assert check_statement(loss, place.format(a=first, b=r"A^\top(Aw-t)")).verdict not in ACCEPTED
    assert check_statement(loss, place.format(a=first, b=r"2\mu w-A^\top(t-Aw)")).verdict in ACCEPTED


@pytest.mark.parametrize(
    "lead",
    [
        "; after simplification",
        ". Finally",
        ". In short,",
        ", better",
        ". Ignoring the label,",
        ". I submit",
        "。最后",
        ". We now have",
        ". This leaves",
        ", which leaves",
        ". At this stage we have",
        ". Compare",
        ". We are left with",
    ],
)
def test_a_shorter_value_that_concludes_is_a_second_answer(lead: str) -> None:
    answer = rf"$\frac{{\partial J}}{{\partial v_c}} = U(\hat y - y)${lead} $%s$."
    assert check("b.1", answer % r"U\hat y").verdict == "ambiguous"
    assert check("b.1", answer % r"U\hat y - u_o").accepted


@pytest.mark.parametrize(
    "words",
    [
        r"The softmax part gives $U\hat y$.",
        r"In the first term we get $U\hat y$.",
        r"The update subtracts $U\hat y$.",
        r"When the model is sure we have $u_o$.",
        r"It is what the model expects and what is seen, $u_o$.",
    ],
)
def test_a_value_of_a_term_is_none(words: str) -> None:
    assert check("b.1", rf"$\frac{{\partial J}}{{\partial v_c}} = U(\hat y - y)$. {words}").accepted


RIGHT_AFTER_ALL = r"$$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$$"


def test_a_first_thought_that_its_author_gives_up_is_no_second_answer() -> None:
    told = r"I first thought that the answer is $(\hat y - y)v_c$, but that does not have the right shape. So "
    assert check("c", told + RIGHT_AFTER_ALL).accepted
    assert not check("c", told.replace("but that does not have", "and that has") + RIGHT_AFTER_ALL).accepted
    assert not check("c", told + RIGHT_AFTER_ALL.replace("-", "+")).accepted


@pytest.mark.parametrize("end", ["but it is not.", "but in the end this isn't true."])
def test_a_denial_at_the_end_of_a_long_sentence_reaches_a_displayed_answer(end: str) -> None:
    told = " At first sight everything here looks right to me, "
    assert not check("c", f"{RIGHT_AFTER_ALL}{told}{end}").accepted


@pytest.mark.parametrize("told", ["Answer: {w}. Check: {r}.", "My answer is {w}. Check against the notes: {r}"])
def test_what_is_called_the_answer_is_not_outdone_by_a_right_equation_behind_it(told: str) -> None:
    wrong, right = (rf"$\frac{{\partial J}}{{\partial v_c}}=U({each})$" for each in (r"y-\hat y", r"\hat y-y"))
    assert check("b.1", told.format(w=wrong, r=right)).verdict == "ambiguous"
    assert check("b.1", told.format(w=right, r=right)).verdict == "proved"


@pytest.mark.parametrize(
    ("lemma", "accepted"),
    [
        (r"1-\sigma(x)=\sigma(-x)", True),
        (r"1-\sigma(x)=\sigma(x)", False),
        (r"\sigma(x)^2", False),
        (r"=\sigma(x)^2", False),
    ],
)
def test_an_equation_of_its_own_behind_the_answer_is_no_second_value(lemma, accepted):
    assert check("f", rf"$\sigma'(x)=\sigma(x)(1-\sigma(x))$ and ${lemma}$.").accepted == accepted


@pytest.mark.parametrize("before", ["-", "2 "])
def test_a_sign_or_a_number_on_a_displayed_derivative_loses_no_answer(tmp_path, before):
    page = tmp_path / "page.md"
    page.write_text(
        f"(b)\n\n{before}$$\\frac{{\\partial J}}{{\\partial v_c}}=U(\\hat y-y)$$\n\n(f)\n\n{before}$$\\sigma'(x)=\\sigma(x)(1-\\sigma(x))$$\n"
    )
    found = {each.part: each.verdict for each in verify_document(read(page))}
    assert (found["b.1"], found["f"]) == ("wrong", "wrong")
    page.write_text("(b)\n\n-$$\\frac{\\partial J}{\\partial v_c}=U(y-\\hat y)$$\n")
    assert {each.part: each.verdict for each in verify_document(read(page))}["b.1"] == "incomplete"


@pytest.mark.parametrize(
    "remark",
    [
        "; at $x=0$ it is not differentiable.",
        ", undefined at $x = 0$.",
        " (not differentiable at $x=0$)",
        ", not defined at $x=0$",
    ],
)
def test_where_a_function_of_a_number_has_no_slope_may_be_told_in_its_sentence(remark):
    slope = r"$f'(x) = \begin{cases}1 & x>0\\ \alpha & x<0\end{cases}$"
    assert check("e", slope + remark).verdict == "proved"
    assert not check("e", slope + remark.replace("not ", "").replace("un", "")).accepted


def test_a_case_that_another_answer_speaks_of_holds_there_alone(verdicts: Callable[..., dict[str, str]]) -> None:
    other = r"(c) Without the length less is known. HOW $u_x = \alpha u_y$, the two count the same."
    page = other + "\n\n" + r"(d) $\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$" + "\n"
    assert verdicts(page.replace("HOW", "If"))["c"] in ACCEPTED
    assert verdicts(page.replace("HOW", "Let"))["c"] not in ACCEPTED


@pytest.mark.parametrize("how", ["or, with matrices, ", "Compactly, ", ""])
def test_a_value_that_only_lies_otherwise_where_it_is_wrong_is_a_second_one(how: str) -> None:
    sums = r"$$\frac{\partial J}{\partial v_c} = -u_o + \sum_x \hat y_x u_x$$"
    assert check("b.1", f"{sums}\n\n{how}$U(y - \\hat y)$.").verdict not in ACCEPTED
    assert check("b.1", f"{sums}\n\n{how}$U^\\top(y - \\hat y)$.").verdict not in ACCEPTED
    assert check("b.1", f"{sums}\n\n{how}$U(\\hat y - y)$.").verdict in ACCEPTED


SUMS = [
    rf"$\sum_{{-m\le j\le m, j\ne 0}} \frac{{\partial J(v_c, w_{{t+j}}, U)}}{{\partial {by}}}$" for by in ("U", "v_c")
]
BEFORE = "".join(f"## ({letter})\n\nSee the notes.\n\n" for letter in "abcdefgh") + "## (i)\n\n"


def test_an_answer_in_words_that_is_zero_is_left_to_a_person_and_not_missing(
    verdicts: Callable[..., dict[str, str]],
) -> None:
    page = f"{BEFORE}1. {SUMS[0]}\n2. {SUMS[1]}\n3. SAID: the other centre vectors do not stand in it.\n"
    assert verdicts(page.replace("SAID", "Zero"))["i.3"] == "prose"
    assert verdicts(page.replace("SAID", "Good"))["i.3"] == "missing"


@pytest.mark.parametrize("between", [r" \quad ", ", ", "; "])
def test_labels_may_follow_one_another_in_a_line(verdicts: Callable[..., dict[str, str]], between: str) -> None:
    found = verdicts(f"{BEFORE}(i) {SUMS[0]}{between}(ii) {SUMS[1]}{between}(iii) $0$")
    assert [found[part] for part in ("i.1", "i.2", "i.3")] == ["proved"] * 3


@pytest.mark.parametrize(
    "leads",
    [", because", ", since", ". Proof:", ". Indeed,", ". To see this, we differentiate:", ", as", "，因为", "。证明："],
)
def test_what_is_given_with_its_reason_behind_it_is_the_answer(leads: str) -> None:
    reason = r"$$\frac{\partial J}{\partial v_c} = -u_o + \sum_x \hat y_x u_x$$"
    answer = r"$\frac{\partial J}{\partial v_c} = U(VALUE)$"
    assert check("b.1", answer.replace("VALUE", r"\hat y - y") + f"{leads} {reason}").verdict == "proved"
    assert check("b.1", answer.replace("VALUE", r"y - \hat y") + f"{leads} {reason}").verdict == "ambiguous"


def test_a_false_step_on_the_way_to_a_right_end_is_no_second_answer() -> None:
    steps = r"\frac{\partial J}{\partial v_c} = U(y - \hat y)"
    end = r"\frac{\partial J}{\partial v_c} = -u_o + \sum_x \hat y_x u_x"
    assert check("b.1", f"$${steps}$$\n\n$${end}$$").accepted


@pytest.mark.parametrize(
    "answer",
    [
        "**$VALUE$**\n\nWe start from the loss.",
        r"$$\boxed{VALUE}$$ It is found so:",
        "Claim: $VALUE$.",
        "We claim that $VALUE$.",
    ],
)
def test_what_is_boxed_or_announced_before_a_derivation_is_an_answer(answer: str) -> None:
    derivation = r"$$\frac{\partial J}{\partial v_c} = -u_o + \sum_x \hat y_x u_x$$"
    for value, word in ((r"U(\hat y - y)", "proved"), (r"U(y - \hat y)", "ambiguous")):
        shown = answer.replace("VALUE", rf"\frac{{\partial J}}{{\partial v_c}} = {value}")
        assert check("b.1", f"{shown}\n\n{derivation}").verdict == word
