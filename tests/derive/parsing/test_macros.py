"""Macros mean what the document says, and their tokens stand where the author called them."""

import pytest

from derive.parsing.macros import NO_MACROS, collect
from derive.parsing.syntax import ReadingError

EXPANSIONS = [
    (r"\newcommand{\bu}{\mathbf{u}}", r"\bu_o", r"bold { u } _ o"),
    (r"\newcommand\bu{\mathbf u}", r"\bu", "bold u"),
    (r"\renewcommand*{\R}{x}", r"\R", "x"),
    (r"\newcommand{\a}{1}\providecommand{\a}{2}", r"\a", "1"),
    (r"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}", r"\pd J x", "frac { partial J } { partial x }"),
    (r"\newcommand{\n}[2][2]{#2^#1}", r"\n{x} \n[3]{x}", "x ^ 2 x ^ 3"),
    (r"\def\inv#1{#1^{-1}}", r"\inv{A}", "A ^ { - 1 }"),
    (r"\DeclareMathOperator{\smx}{softmax} \DeclareMathOperator*\am{argmax}", r"\smx \am", "softmax argmax"),
    (r"\let\veps\varepsilon \let\half=\nu", r"\veps\half", "epsilon nu"),
    (r"\newcommand{\by}{\mathbf{y}}\newcommand{\byt}{\hat{\by}}", r"\byt", "hat { bold { y } }"),
    (r"\newcommand{\T}[1]{\text{#1}}", r"x \T{if $o = w$}", "x if o = w"),
    (r"\newcommand{\T}[1]{\text{#1}}", r"J_{\T{naive-softmax}}", "J _ { naive-softmax }"),
    ("% \\newcommand{\\a}{1}\n", r"\a", "a"),
    (r"\newcommand{\sq}[1]{#1 {#1}}", r"\sq{a_{b}}", "a _ { b } { a _ { b } }"),
]


@pytest.mark.parametrize(("preamble", "text", "tokens"), EXPANSIONS)
def test_expansion(preamble: str, text: str, tokens: str) -> None:
    assert " ".join(token.text for token in collect(preamble).tokens(text)) == tokens


def test_a_body_stands_at_its_call_and_an_argument_at_its_own_place() -> None:
    macros = collect(r"\newcommand{\pd}[1]{\partial #1}")
    text = r"x + \pd{y}"
    spans = {token.text: text[token.start : token.end] for token in macros.tokens(text)}
    assert spans == {"x": "x", "+": "+", "partial": r"\pd{y}", "y": "y"}


@pytest.mark.parametrize("body", [r"\a", r"\a\a", r"{\a}", r"x\a"])
def test_a_macro_that_never_ends(body: str) -> None:
    text = r"1 + \a"
    with pytest.raises(ReadingError, match="without end") as caught:
        collect(rf"\newcommand{{\a}}{{{body}}}").tokens(text)
    assert text[slice(*caught.value.span)] == r"\a"


def test_a_missing_argument() -> None:
    with pytest.raises(ReadingError, match="needs 2 arguments"):
        collect(r"\newcommand{\pd}[2]{#1#2}").tokens(r"\pd{x}")


def test_a_parameter_that_is_not_declared() -> None:
    with pytest.raises(ReadingError, match="has no parameter #2") as caught:
        collect(r"\newcommand{\pd}[1]{#1#2}").tokens(r"\pd{x}")
    assert caught.value.span == (0, 6)


def test_nothing_defined() -> None:
    assert not NO_MACROS
    assert not collect("no definition here, only \\text{words}")
