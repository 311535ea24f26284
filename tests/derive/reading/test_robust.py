"""Whatever is typed, reading ends soon, in a tree or in an error with a place."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.parsing.grammar import read
from derive.parsing.macros import collect
from derive.parsing.passages import read_passages
from derive.parsing.syntax import ReadingError
from derive.parsing.vocabulary import CHARACTERS, COMMANDS

SCRAPS = (
    [rf"\{name}" for name in COMMANDS]
    + list(CHARACTERS)
    + [
        r"\left(",
        r"\right)",
        r"\left\{",
        r"\right.",
        r"\left.",
        r"\right|",
        r"\begin{cases}",
        r"\end{cases}",
        r"\begin{aligned}",
        r"\end{aligned}",
        r"\\",
        r"\\[2pt]",
        r"\{",
        r"\}",
        r"\|",
    ]
    + [
        r"\begin{array}{c}",
        r"\end{array}",
        r"\begin{bmatrix}",
        r"\end{bmatrix}",
        r"\text{if",
        r"}",
        r"\text{w=o}",
        r"_{naive-softmax}",
        r"\tag{1}",
        r"$$",
        r"%",
        r"...",
        r"12",
        r"3.5",
    ]
    + ["u_o", "v_c", "if", "where", "Vocab", "时", "，", "\n", "\n\n> ", "ŷ", "ᵀ", "#1", "\x00", "@"]
)
WHOLE = [
    r"$$\begin{align} \frac{\partial J}{\partial v_c} &= -\left(u_o - \sum_{x\in V} \hat{y}_x u_x\right) \\ &= U(\hat y - y) \end{align}$$",
    r"J_{\text{neg}} = \begin{cases} (\hat y_w - 1)v_c & \text{if $w = o$} \\ \hat y_w v_c & \text{otherwise} \end{cases}, \forall w",
    r"\left\{\begin{aligned} &|S|\,\sigma'(x) \\ &\sum_{\substack{i \\ w_i = w_s}} {a \over b} \end{aligned}\right. \quad (w \ne c)",
]


def refusal(work: Callable[[str], object], text: str) -> ReadingError | None:
    try:
        work(text)
    except ReadingError as error:
        return error
    return None


def ends(text: str, work: Callable[[str], object] = read) -> None:
    error = refusal(work, text)
    assert error is None or 0 <= error.span[0] <= error.span[1] <= len(text)
    assert error is None or str(error)
    read_passages(text)


@given(st.lists(st.sampled_from(SCRAPS), max_size=30).map(" ".join))
@settings(deadline=1000)
def test_any_scraps(text: str) -> None:
    ends(text)


@given(st.text(max_size=60))
@settings(deadline=1000)
def test_any_text(text: str) -> None:
    ends(text)


@given(st.sampled_from(WHOLE), st.data())
@settings(deadline=1000)
def test_damaged_formulas(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    ends(text[:start] + data.draw(st.sampled_from(["", *SCRAPS])) + text[end:])
    ends(text[start:end])


@given(
    st.lists(st.sampled_from([*SCRAPS, r"\newcommand{\x}[1]{", r"\def\y{\x", r"\x", r"\y"]), max_size=20).map("".join)
)
@settings(deadline=1000)
def test_any_macros(text: str) -> None:
    ends(text, collect(text).tokens)


REPEATED = (
    [rf"\{name} " for name in ("frac", "hat", "bm", "sum", "text", "boxed", "not", "stackrel", "over", "left(", "sqrt")]
    + [
        "{",
        "(",
        "|",
        "$",
        "_",
        "^",
        "-",
        "+",
        "= ",
        ", ",
        "&",
        "\\\\",
        "\\\\ - ",
        "a",
        "1",
        "'",
        "if ",
        "l o g ",
        "a_{b c} ",
    ]
    + [
        r"\begin{aligned}",
        r"\begin{cases}",
        r"\begin{array}{c}",
        r"\left\{\begin{array}{c}",
        r"\{ a | ",
        "x^{",
        r"\text{=",
        r"\tag{",
    ]
    + [r"a = b \\ ", r"\sum_{i \in S} ", r"\frac{a}{b}", "`", "``` ", "> "]
)


@pytest.mark.parametrize("scrap", REPEATED)
def test_long_input_takes_time_in_proportion(scrap: str) -> None:
    text = scrap * (20_000 // len(scrap))
    start = time.process_time()
    ends(text)
    assert time.process_time() - start < 4  # 20 kB, read twice, on a slow machine; a quadratic rule takes minutes
