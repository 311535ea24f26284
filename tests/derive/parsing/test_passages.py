"""Prose and formulas of a fragment."""

import pytest
from sexpr import sexpr

from derive.parsing.macros import collect
from derive.parsing.passages import read_passages

MACROS = collect(r"\newcommand{\alns}[1]{\begin{align*}#1\end{align*}}\newcommand{\T}[1]{\text{#1}}")

FRAGMENTS = [  # prose between bars, formulas as trees
    (r"so $a = b$, and \(c = d\).", ["|so |", "a = b", "|, and |", "c = d", "|.|"]),
    ("$$a = b$$ text $$c$$", ["a = b", "| text |", "c"]),
    ("> \\[\n> a\n> = b\n> \\]", ["|> |", "a = b"]),
    (r"\begin{align*} a &= b \end{align*}", ["a = b"]),
    (r"\begin{cases} a & x > 0 \end{cases}", ["(cases [a | <x > 0>])"]),
    (r"\alns{ a &= b }", ["a = b"]),
    (r"\frac{\partial J}{\partial U} &= v \\", ["(/ (partial J) (partial U)) = v"]),
    (r"    \frac{x}{y} = 0 % done", ["(/ x y) = 0"]),
    ("The gradient is the difference of two vectors.", ["|The gradient is the difference of two vectors.|"]),
    ("因为 y 是独热向量。", ["|因为 y 是独热向量。|"]),
    ("0", ["0"]),
    ("it costs 5% more, $a$", ["|it costs 5% more, |", "a"]),
    ("% $a = b$\n$c$", ["|% $a = b$\n|", "c"]),
    ("```\n$a$\n```\n$b$", ["|```\n$a$\n```\n|", "b"]),
    ("`$a$` $b$", ["|`$a$` |", "b"]),
    (r"costs \$5 and $x$", [r"|costs \$5 and |", "x"]),
    ("$a = b\n\nnext $c$", ["a = b", "|\n\nnext |", "c"]),
    (r"&=\left\{\begin{aligned} &1&&\text{if }x>0 \end{aligned}\right. \\ &= y", ["() = (cases [1 | <x > 0>]) = y"]),
    (r"\newcommand{\x}{$a$} and $b$", [r"|\newcommand{\x}{$a$} and |", "b"]),
]


def shown(text: str) -> list[str]:
    out = []
    for passage in read_passages(text, MACROS):
        assert passage.error is None
        out += [f"|{passage.prose}|"] if passage.prose else [sexpr(chain) for chain in passage.chains]
    return out


@pytest.mark.parametrize(("text", "expected"), FRAGMENTS)
def test_fragment(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_dollar_inside_of_words() -> None:
    assert shown(r"$J = a \text{ if $w=o$}$ end") == ["J = a if <w = o>", "| end|"]


def test_the_passages_are_the_text() -> None:
    text = "a $b$ c $$d = e$$\nf"
    passages = read_passages(text)
    assert "".join(text[slice(*p.span)] for p in passages) == text
    assert [p.display for p in passages] == [False, False, False, True, False]


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("$a$", False),
        (r"\(a\)", False),
        ("$$a$$", True),
        (r"\[a\]", True),
        (r"\begin{align}a\end{align}", True),
        (r"\alns{a}", True),
    ],
)
def test_display(text: str, display: bool) -> None:
    assert [passage.display for passage in read_passages(text, MACROS)] == [display]


def test_code_is_prose_beside_formulas() -> None:
    assert shown("`U @ x` is $a$") == ["|`U @ x` is |", "a"]
    assert shown("see `forward()` and `x.py`") == ["|see `forward()` and `x.py`|"]


def test_an_unreadable_formula_does_not_hide_the_others() -> None:
    first, _, second = read_passages(r"$a = \frac{b}$ and $c$")
    assert first.error is not None
    assert first.chains == ()
    assert [sexpr(chain) for chain in second.chains] == ["c"]


def test_notes_come_with_their_passage() -> None:
    passage, _ = read_passages("$(a))$ then")
    assert [note.span for note in passage.notes] == [(4, 5)]


def test_a_line_of_mathematics_says_what_equals_what():
    text = "So we find that\n\\sigma(z)\nis what the value a = b says of it\nx = \\beta\nat last"
    (formula,) = (each for each in read_passages(text) if each.chains)
    assert text[slice(*formula.span)].strip() == "x = \\beta"
