r"""Letters that everybody knows, where nobody says otherwise and the page uses them as everybody does: π, and Φ before brackets.

>>> from derive.elaboration.pages import formula
>>> is_circle([formula(r"\frac{1}{\sqrt{2\pi}}")]), is_circle([formula(r"\sum_k \pi_k x_k")])
(True, False)
>>> is_called([formula(r"x \Phi(x)")], "Phi"), is_called([formula(r"\lVert \Phi (w - v) - \Phi u \rVert^2")], "Phi")
(True, False)
"""

from collections.abc import Iterable

from derive.elaboration.powers import is_transposition
from derive.parsing import syntax as s
from derive.parsing.trees import every, key


def is_circle(written: Iterable[s.Syntax]) -> bool:
    """Whether π may be the number: it is not asked about, has no subscript, is no vector and no function."""
    pages = list(written)
    for part in (each for page in pages for each in every(page)):
        if isinstance(part, s.Scripted) and key(part.base) == "pi" and (part.below or part.primes or _turned(part)):
            return False
        if isinstance(part, s.Name) and part.name == "pi" and (part.accents or part.font == "bold"):
            return False
        if isinstance(part, s.Juxtaposition) and any(
            key(part.factors[place]) == "pi" and _argument(part, place) for place in range(len(part.factors) - 1)
        ):
            return False
    return key(pages[1]) != "pi" if len(pages) > 1 else True


def is_number_too(written: Iterable[s.Syntax]) -> bool:
    """Whether π stands with a subscript, and by itself behind a number as the 2π of a density: then it is two things.

    >>> from derive.elaboration.pages import formula
    >>> is_number_too([formula(r"\\pi_k \\frac{1}{\\sqrt{2\\pi}}")]), is_number_too([formula(r"\\pi_k")])
    (True, False)
    """
    every_part = [each for page in written for each in every(page)]
    below = any(
        isinstance(each, s.Scripted) and key(each.base) == "pi" and each.below is not None for each in every_part
    )
    return below and any(
        isinstance(each, s.Juxtaposition) and any(behind_number(each, at) for at in range(len(each.factors)))
        for each in every_part
    )


def behind_number(row: s.Juxtaposition, at: int) -> bool:
    """Whether the factor at a place is a π directly behind a number."""
    factor = row.factors[at]
    plain = isinstance(factor, s.Name) and factor.name == "pi" and not factor.accents and not factor.font
    return plain and at > 0 and isinstance(row.factors[at - 1], s.Numeral) and not row.operators[at - 1]


def is_called(written: Iterable[s.Syntax], letter: str) -> bool:
    """Whether Φ may be the normal distribution function, Γ the gamma function: it stands before a bracket wherever it stands."""
    called = met = 0
    for part in (each for page in written for each in every(page)):
        if isinstance(part, s.Name) and part.name == letter:
            met += 1
        if isinstance(part, s.Juxtaposition):
            called += sum(
                _is(part.factors[place], letter) and _bracket(part, place) for place in range(len(part.factors) - 1)
            )
    return 0 < called == met


def _is(node: s.Syntax, letter: str) -> bool:
    base = node.base if isinstance(node, s.Scripted) and node.below is None else node
    return isinstance(base, s.Name) and base.name == letter and not base.accents


def _bracket(row: s.Juxtaposition, place: int) -> bool:
    """Whether a bracket follows directly."""
    after = row.factors[place + 1]
    after = after.base if isinstance(after, s.Scripted) else after
    return not row.operators[place] and isinstance(after, s.Group) and after.opening in ("(", "[")


def _argument(row: s.Juxtaposition, place: int) -> bool:
    """Whether a letter in a bracket follows, or several things: π(a | s) is a function, π(1 + x²) a product."""
    after = row.factors[place + 1]
    after = after.base if isinstance(after, s.Scripted) else after
    return _bracket(row, place) and not isinstance(after.inner, s.Additive)  # type: ignore[attr-defined]


def _turned(node: s.Scripted) -> bool:
    return node.above is not None and (is_transposition(node.above) or key(node.above) in ("+", "-", "*"))
