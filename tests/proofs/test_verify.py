"""Verdicts on one answer: truth of every link with its place, what is missing, errors in the author's own text, and rubbish."""

import doctest
import json
import string
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.problem import load
from proofs.report.json import record
from proofs.verdict import ACCEPTED, REFUSED, UNDECIDED, exit_status, weakest
from proofs.verify import check

ROOT = Path(__file__).parents[2]
WORDS = {*ACCEPTED, *REFUSED, *UNDECIDED}

# (part, text with « before every link that is false and ‹ before every one that is true, verdict)
CHAINS = [
    ("b.1", r"\frac{\partial J}{\partial v_c}‹= -u_o + \sum_w \hat y_w u_w‹= U(\hat y - y)", "proved"),
    ("b.1", r"\frac{\partial J}{\partial v_c}«= u_o - \sum_w \hat y_w u_w«= U(\hat y - y)", "proved"),
    ("b.1", "\\frac{\\partial J}{\\partial v_c}‹= -u_o + \\sum_w \\hat y_w u_w \\\\\n ‹= U\\hat y - u_o \\\\\n «= U(\\hat y + y)", "wrong"),
    ("b.1", "\\begin{aligned}\n\\nabla_{v_c} J &«= U\\hat y \\\\\n&«= U\\hat y - Uy\\\\\n&‹= U(\\hat y - y)\n\\end{aligned}", "proved"),
    ("g.1.u_o", r"\frac{\partial J}{\partial u_o}‹= -\frac{\partial}{\partial u_o}\log\sigma(u_o^\top v_c)‹= -(1-\sigma(u_o^\top v_c))v_c«= -\sigma(u_o^\top v_c)v_c", "wrong"),
    ("f", r"\sigma'(x)‹= \frac{e^{-x}}{(1+e^{-x})^2}«= \sigma(x)(1+\sigma(x))«= \sigma(x)(1-\sigma(x))", "proved"),
    ("f", r"\sigma'(x)‹= \sigma(x)\sigma(-x)‹= \sigma(x) - \sigma(x)^2", "proved"),
    ("c", r"\frac{\partial J}{\partial u_w}‹= \hat y_w v_c - \delta_{wo} v_c«= \hat y_w v_c", "wrong"),
]  # fmt: skip


def place_of(text: str, at: int) -> tuple[int, int]:
    return text[:at].count("\n") + 1, at - text.rfind("\n", 0, at)


@pytest.mark.parametrize(("part", "marked", "word"), CHAINS)
def test_every_link_has_its_truth_and_its_place(part, marked, word):
    expected, text = [], ""
    for char in marked:
        if char in "«‹":
            expected.append((char == "‹", len(text)))
        else:
            text += char
    found = check(part, text)
    assert found.verdict == word
    assert [link.holds for link in found.links] == [truth for truth, _ in expected]
    lines = text.split("\n")
    for link, (_, at) in zip(found.links, expected, strict=True):
        assert (link.line, link.column) == place_of(text, at)
        assert lines[link.line - 1][link.column - 1] == "="
    assert found.final_holds == (word == "proved")


def test_a_false_link_under_a_right_end_is_named():
    found = check("b.1", r"\frac{\partial J}{\partial v_c} = u_o - U\hat y = U(\hat y - y)")
    assert found.accepted
    assert "final-right-link-wrong" in [note.code for note in found.notes]


UNDECIDED_ANSWERS = [
    ("no range under the sum", "i.1", r"\sum_j \frac{\partial J(v_c, w_{t+j}, U)}{\partial U}", "incomplete"),
    ("one case missing", "c", r"\frac{\partial J}{\partial u_w} = \begin{cases}(\hat y_w - 1)v_c & w = o\end{cases}", "incomplete"),
    ("half of the line", "e", r"$f'(x) = 1$ for $x > 0$", "incomplete"),
    ("half of the line, in cases", "e.relu", r"f'(x) = \begin{cases} 1 & x > 0\end{cases}", "incomplete"),
    ("not evaluated", "g.1.u_o", r"\frac{\partial J}{\partial u_o} = -\frac{\partial}{\partial u_o}\log\sigma(u_o^\top v_c)", "incomplete"),
    ("zero not said", "i.3", r"\frac{\partial J}{\partial v_w} = \sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_w}", "incomplete"),
    ("only the left side", "b.1", r"\frac{\partial J}{\partial v_c}", "incomplete"),
    ("divided by zero", "b.1", r"\frac{\partial J}{\partial v_c} = \frac{U(\hat y - y)}{0}", "unknown"),
    ("divided by a difference that is zero", "c", r"\nabla_{u_w} J = \frac{(\hat y_w - y_w) v_c}{\alpha - \alpha}", "unknown"),
    ("nothing", "b.1", "", "incomplete"),
    ("words", "b.1", "It moves the centre vector to the words that were seen.", "prose"),
    ("words asked", "b.3", r"The term $u_o$ pulls $v_c$ towards the true word.", "prose"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "latex", "word"), [row[1:] for row in UNDECIDED_ANSWERS], ids=[row[0] for row in UNDECIDED_ANSWERS]
)
def test_neither_accepted_nor_refused(part, latex, word):
    found = check(part, latex)
    assert (found.verdict, found.counterexample) == (word, None)


# (part, text with ⟦ ⟧ around what cannot be read)
ERRORS = [
    ("b.1", r"U(\hat y - ⟦z⟧)"),
    ("b.1", "\\frac{\\partial J}{\\partial v_c} = U\\hat y \\\\\n = U(\\hat y - ⟦q⟧)"),
    ("d", r"$v_c(\hat y - ⟦\gamma⟧)^\top$"),
    ("b.1", r"由此可得 $U(\hat y - ⟦z⟧)$"),
    ("b.1", r"\newcommand{\yh}{\hat{y}} $U(\yh - ⟦z⟧)$"),
    ("g.1.v_c", r"\sum_{⟦s=1}^{B}⟧ \sigma(u_{w_s}^\top v_c)u_{w_s}"),
]


@pytest.mark.parametrize(("part", "marked"), ERRORS)
def test_an_error_points_into_the_authors_own_text(part, marked):
    text = marked.replace("⟦", "").replace("⟧", "")
    piece = marked[marked.index("⟦") + 1 : marked.index("⟧")]
    found = check(part, text)
    assert found.verdict == "unreadable"
    assert text.split("\n")[found.line - 1][found.column - 1 :].startswith(piece)


@pytest.mark.parametrize(
    "latex", [r"U(\hat y - ", r"\frac{\partial J}{\partial v_c} = U(\hat y", r"\frac{U}{", r"\sum_{w"]
)
def test_a_text_that_stops_is_never_accepted(latex):
    assert not check("b.1", latex).accepted


def test_the_authors_own_split_decides_what_a_sum_runs_over():
    """Σ_{w_s} runs over the samples equal to w_s where the author splits the loss so; the verdict says which reading it took."""
    split = (
        r"\frac{\partial J}{\partial u_{w_s}} = \frac{\partial}{\partial u_{w_s}}\left(-\log\sigma(u_o^T v_c)"
        r" - \sum_{w_i = w_s}\log\sigma(-u_{w_i}^T v_c) - \sum_{w_i \ne w_s}\log\sigma(-u_{w_i}^T v_c)\right)"
        r" = \sum_{w_s} \sigma(u_{w_s}^T v_c) v_c"
    )
    found = check("h", split)
    assert found.accepted
    assert [link.holds for link in found.links] == [True, True]
    assert "reading-sum-over-equal-samples" in [note.code for note in found.notes]


READINGS = [
    ("u_0 is u_o", "g.1.u_o", r"-(1-\sigma(u_0^T v_c)) v_c", "reading-u0-is-uo"),
    ("E under ŷ", "b.1", r"-u_o + E[u_w]", "reading-expectation"),
    ("a missing ∂", "b.1", r"\frac{\partial J}{v_c} = U(\hat y - y)", "reading-missing-partial"),
    ("a letter for the part's own", "c", r"\frac{\partial J}{\partial u_k} = (\hat y_k - y_k) v_c", "reading"),
    ("a window written out", "i.2", r"\sum_{-m \le j \le m, j \ne 0} (U\hat y - u_{w_{t+j}})", "reading-instance"),
]


@pytest.mark.parametrize(("part", "latex", "code"), [row[1:] for row in READINGS], ids=[row[0] for row in READINGS])
def test_a_reading_is_said(part, latex, code):
    found = check(part, latex)
    assert found.accepted
    assert code in [note.code for note in found.notes]
    assert found.reading


def test_an_unknown_index_is_not_the_parts_own():
    assert check("c", r"\frac{\partial J}{\partial u_w} = (\hat y_q - y_w) v_c").verdict == "wrong"


def test_the_cases_of_c_by_one_side_alone_say_so():
    found = check("c", r"\frac{\partial J}{\partial u_o} = (\hat y_o - 1) v_c")
    assert found.accepted
    assert "covers-case" in [note.code for note in found.notes]


def test_the_right_claims_of_other_parts_are_not_held_against_a_part_of_a_block():
    found = check("i", r"$\frac{\partial J}{\partial v_w} = 0$ for $w \ne c$, so $\frac{\partial J}{\partial v_c} = 0$")
    assert {each.part: each.verdict for each in found.answers} == {"i.3": "proved", "i.2": "wrong"}
    alone = check(
        "i.3", r"$\frac{\partial J}{\partial v_w} = 0$ for $w \ne c$, so $\frac{\partial J}{\partial v_c} = 0$"
    )
    assert alone.verdict == "ambiguous"


def test_a_wrong_case_is_named():
    found = check("c", r"\begin{cases} (\hat y_o - 1)u_o & w = o \\ \hat y_w v_c & w \ne o \end{cases}")
    assert (found.verdict, found.message.code) == ("wrong", "differs-in-case")
    assert found.message.values == {"case": "w = o", "holds_in": "w ≠ o"}


def test_declarations_may_stand_before():
    assert check("d", r"(\hat y - y)v_c^\top", defs=r"$U \in \mathbb{R}^{V \times d}$").accepted
    assert check("d", r"v_c(\hat y - y)^\top", defs=r"$U \in \mathbb{R}^{V \times d}$").verdict == "transposed"
    assert check("b.1", r"U(\yh - y)", defs=r"\newcommand{\yh}{\hat{y}}").accepted


def test_the_form_asked_for():
    sums = r"-u_o + \sum_w \hat y_w u_w"
    assert check("b.1", sums).accepted
    assert not check("b.1", sums).in_asked_form
    assert check("b.1", sums, form="strict").verdict == "wrong-form"
    assert check("b.1", r"U(\hat y - y)", form="strict").accepted


def test_a_block_of_answers():
    three = (
        r"$\nabla_{v_c} J = (\sigma(u_o^T v_c) - 1)u_o + \sum_k \sigma(u_k^T v_c) u_k$, "
        r"$\nabla_{u_o} J = (\sigma(u_o^T v_c) - 1)v_c$, $\nabla_{u_k} J = SIGN\sigma(u_k^T v_c) v_c$"
    )
    right, wrong = check("g.1", three.replace("SIGN", "")), check("g.1", three.replace("SIGN", "-"))
    assert right.accepted
    assert [each.part for each in right.answers] == ["g.1.v_c", "g.1.u_o", "g.1.u_ws"]
    assert wrong.verdict == "wrong"
    assert [each.accepted for each in wrong.answers] == [True, True, False]


def test_no_such_part():
    for name in ("z", "", "b.9", "__class__"):
        with pytest.raises(KeyError):
            check(name, "0")


def test_how_verdicts_weigh():
    assert weakest(["proved", "equal-up-to"]) == "equal-up-to"
    assert weakest(["incomplete", "unreadable", "proved"]) == "unreadable"
    assert [exit_status(words) for words in ([], ["proved"], ["prose", "proved"], ["prose", "wrong"])] == [0, 0, 3, 1]


def test_the_page_for_students_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / "docs" / "student.md"), module_relative=False, encoding="utf8")
    assert done.attempted > 10
    assert done.failed == 0


# ------------------------------------------------------------------------------------------------------------------ rubbish

PARTS = [part.id for part in load().parts]
FRAGMENTS = (
    r"\frac", r"\frac{", "}", "{", r"\partial J", r"\partial v_c", "=", "&", r"\\", r"\left(", r"\right)", "(", ")", "[", "]", "_", "^", "^T",
    r"\sum_{w \in V}", r"\sum_{s=1}^K", r"\sum", r"\hat", r"\hat y", "y", "y_w", "U", "u_o", "v_c", "u_{w_s}", r"\sigma", r"\log", r"\exp",
    "+", "-", r"\cdot", "/", "|", r"\{", r"\}", "$", "$$", r"\[", r"\]", r"\begin{cases}", r"\end{cases}", r"\begin{aligned}", r"\end{aligned}",
    r"\newcommand{\a}{\a}", r"\a", r"\def\b#1{", "#1", r"\text{if }", "w = o", r"\ne", "if", "where", "，", "（", "当", "ŷ", "∂", "−", "²",
    "0", "1", "10^{10^{10}}", "1/0", "x", r"\alpha", "x > 0", r"\in", ",", ":", ";", r"\dots", r"\cdots", "'", "`", "%", "~", "\n", "\n\n", "\t",
    "\u0000", "\u202e", "\U0001d400", r"\verb|x|", r"\input{a}", r"\over", r"\atop", r"\choose", r"\sqrt", r"\max", r"\nabla", r"\mathbb{1}",
)  # fmt: skip
RIGHT = {
    "b.1": r"\frac{\partial J}{\partial v_c} = -u_o + \sum_{w \in Vocab} \hat{y}_w u_w = U(\hat{y} - y)",
    "c": r"\begin{cases} (\hat y_o - 1) v_c & w = o \\ \hat y_w v_c & w \ne o \end{cases}",
    "d": r"\left[\frac{\partial J}{\partial u_1}, \dots, \frac{\partial J}{\partial u_V}\right] = v_c(\hat y - y)^\top",
    "g.1.v_c": r"\left(\sigma(u_o^\top v_c) - 1\right)u_o + \sum_{s=1}^K \sigma(u_{w_s}^\top v_c)u_{w_s}",
    "h": r"\sum_{\substack{k=1 \\ w_k = w_s}}^{K} \sigma(u_{w_s}^T v_c) v_c",
    "i.2": r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}",
}


@settings(max_examples=300, deadline=None)
@given(
    part=st.sampled_from(PARTS),
    pieces=st.lists(st.sampled_from(FRAGMENTS), max_size=14),
    gap=st.sampled_from(["", " "]),
)
def test_token_soup_gets_a_verdict(part, pieces, gap):
    found = check(part, gap.join(pieces), budget=1.0)
    assert found.verdict in WORDS
    json.dumps(record(found))
    assert found.verdict != "wrong" or found.counterexample is not None


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=string.printable + "ŷσ∂Σᵀ（）＝当", max_size=60))
def test_any_text_gets_a_verdict(text):
    assert check("b.1", text, budget=1.0).verdict in WORDS


@pytest.mark.parametrize("part", RIGHT)
def test_a_right_answer_cut_short_is_accepted_only_where_it_still_says_the_answer(part):
    """A prefix may still be right (a bracket missing at its end, a first line that stands alone): then its echo is right by itself."""
    latex = RIGHT[part]
    assert check(part, latex).accepted
    for end in range(len(latex)):
        prefix = latex[:end]
        found = check(part, prefix, budget=1.0)
        assert found.verdict in WORDS
        if found.accepted:
            assert found.final_holds is True, prefix
            assert check(part, found.reading).accepted, prefix


def test_rubbish_is_not_evaluated(tmp_path):
    target = tmp_path / "made"
    for latex in (
        f"__import__('pathlib').Path('{target}').touch()",
        f"\\write18{{touch {target}}}",
        "().__class__.__bases__[0].__subclasses__()",
        "lambda: 0",
        "10^{10^{10^{10}}}",
        "9" * 5000,
    ):
        assert not check("b.1", latex).accepted
    assert not target.exists()


def calls(work):
    """How many functions a piece of work calls: a measure of labour that no busy machine disturbs."""
    count = 0

    def seen(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    ["(", "{", "u_o + ", "$x$ ", r"\frac{", r"\hat y_w ", "词", "= U ", r"$\sigma(x) = 1$ so\n\n", "((", "[(", r"\foo"],
)
def test_labour_grows_with_the_length_of_a_text_and_not_with_its_square(piece):
    labour, words = [], []
    for length in (2_000 // len(piece), 8_000 // len(piece)):
        labour.append(calls(lambda text=piece * length: words.append(check("b.1", text, budget=5.0).verdict)))
    assert set(words) <= set(WORDS)
    assert labour[1] < 6 * labour[0]


@pytest.mark.parametrize("most", [1, 5, 12, 24, 25, 40])
@pytest.mark.parametrize(
    ("part", "latex"),
    [
        ("b.1", r"\sum_{w=1}^{MOST} \hat y_w u_w - u_o"),
        ("b.1", r"\sum_{w=1, w \neq MOST}^{V} \hat y_w u_w - u_o"),
        ("b.1", r"U(\hat y - y) + u_{MOST}"),
        ("g.1.v_c", r"-(1-\sigma(u_o^T v_c)) u_o + \sum_{s=1}^{MOST} \sigma(u_{w_s}^T v_c) u_{w_s}"),
    ],
)
def test_a_number_for_an_index_is_followed_to_where_it_shows(part, latex, most):
    """However large the number, sizes go beyond it, samples stay distinct, and the counterexample has room for it."""
    verdict = check(part, latex.replace("MOST", str(most)))
    assert verdict.verdict == "wrong"
    assert verdict.counterexample is not None


@pytest.mark.parametrize(
    ("end", "number"),
    [
        *((r"\sum_{w=1}^{NUMBER} \hat y_w u_w - u_o", number) for number in ("120", "199", "1000", "9" * 5000)),
        *((r"U(\hat y - y) + u_{NUMBER}", number) for number in ("120", "9999")),
    ],
)
def test_a_number_beyond_all_sizes_is_refuted_or_not_decided_and_no_earlier_line_speaks_for_it(number, end):
    lines = rf"$\frac{{\partial J}}{{\partial v_c}} = U(\hat y - y)$, so $\frac{{\partial J}}{{\partial v_c}} = {end}$"
    assert check("b.1", lines.replace("NUMBER", number)).verdict in ("wrong", "unknown", "unreadable")


def test_the_samples_matrix_where_there_is_no_word_o():
    assert check("f", r"U_{o,\{w_1,\dots,w_K\}}").verdict == "unreadable"
