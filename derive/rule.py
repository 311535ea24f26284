"""A rule, and the small words that the tables are written in.

A rule says how an expression becomes an equal one, and what a teacher says about it. The tables (`derive.rules`, `derive.tidying`,
`derive.rewrites`, `derive.closed_form`) are data: the engine applies them, and the tests perturb every row and
see the checker refuse it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from derive.expression import Call, Expression, Number
from derive.pattern import Bindings, hole
from derive.premises import Premises

Form = tuple[Expression, Expression]
Algebra = Callable[[Expression, Premises], Expression | None]
Check = Callable[[Bindings, Premises], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: how an expression becomes an equal one, and what a teacher says about it.

    `forms` are (pattern, result) pairs, several where factors may stand in either order; what no pattern can say is a function, `build`,
    and has no forms. `proviso` says when the rule holds beyond what the patterns say, `holds` decides it. `grain`: a "line" of its own on
    the page, a "fold" that joins the line before it, "said" if its sentence is told there all the same, or "tidy", the algebra that
    nobody writes down unless asked.
    """

    name: str
    en: str
    zh: str
    forms: tuple[Form, ...]
    source: str
    proviso: str = ""
    holds: Check | None = None
    grain: str = "line"
    build: Callable[[Expression, Premises], Expression | None] | None = None


ONE, TWO = Number(Fraction(1)), Number(Fraction(2))
f, g = hole("f"), hole("g")
ALGEBRA = "field axioms"
DEFINITION = "definition"
LOGARITHM = "laws of the logarithm"


def row(
    name: str,
    en: str,
    zh: str,
    forms: tuple[Form, ...] = (),
    source: str = ALGEBRA,
    *,
    build: Algebra | None = None,
    proviso: str = "",
    grain: str = "line",
) -> Rule:
    """One row of the table."""
    return Rule(name, en, zh, forms, source, proviso, None, grain, build)


def exp(argument: Expression) -> Expression:
    """In a pattern: e to the argument."""
    return Call("exp", argument)


def sigma(argument: Expression) -> Expression:
    """In a pattern: σ of the argument."""
    return Call("sigmoid", argument)
