"""Equations: the chains of a text, each cut where an arrow leads to one of its own."""

import re
from dataclasses import dataclass, field

from derive.nodes import Kept
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

SIDES = ("LHS", "RHS", "lhs", "rhs", "左边", "右边")
"""Names for the sides of what is to be shown."""


EQUATION = ("=", "approx", "propto")


ARROWS = ("implies", "to", "iff")


_LEAD = re.compile(r"[.。!?]|⟦[^⟧]*⟧")


@dataclass(frozen=True, slots=True)
class Equation(Kept):
    """One chain of equalities under conditions; `negated` conditions come from "otherwise".

    `relations`: the sign before each side but the first; `other`: a relation at which the chain goes on as no equation (<, ≠), and `beyond` what stands
    behind it; `member`: the set after ∈.
    `told`: the page tells it as the value of what is asked for in a case, see `case_values`; `by`: it is said to be the derivative by this, or its value.
    `before`, `behind`: the words around it on the page, ⟦…⟧ for a formula, ⟦•⟧ for one that was read as a condition.
    """

    sides: tuple[s.Syntax, ...]
    places: tuple[s.Span, ...]
    conditions: tuple[s.Syntax, ...]
    negated: tuple[s.Syntax, ...] = ()
    display: bool = True
    inside: bool = False
    relations: tuple[str, ...] = ()
    other: str = ""
    beyond: s.Syntax | None = None
    member: s.Syntax | None = None
    before: str = ""
    behind: str = ""
    passage: int = 0
    told: bool = False
    by: s.Syntax | None = None

    @property
    def span(self) -> s.Span:
        """From the first side to the last."""
        return (self.sides[0].span[0], self.sides[-1].span[1])

    @property
    def apart(self) -> bool:
        """Whether words stand between its left side and its value where others have a sign: "$y_w$ is $1$"."""
        return len(self.sides) == 2 and bool(self.places) and self.places[0][0] == self.places[0][1]

    @property
    def goes_on(self) -> bool:
        """Whether it has no left side of its own: = …"""
        return isinstance(strip(self.sides[0]), s.Empty)

    @property
    def lead(self) -> str:
        """The words right before it, from the last formula or the end of a sentence on."""
        return _LEAD.split(self.before)[-1]


def case_letters(equation: Equation) -> list[str | None]:
    """What stands on the sides of the conditions of an equation: w and o for w = o."""
    ends = [side for each in (*equation.conditions, *equation.negated) for side in getattr(strip(each), "sides", ())]
    return [key(strip(side)) for side in ends]


Links = list[tuple[str, s.Span, s.Syntax]]


@dataclass(slots=True)
class _Piece:
    """An equation while it is cut out of a chain."""

    sides: list[s.Syntax]
    places: list[s.Span] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    other: str = ""
    beyond: s.Syntax | None = None
    member: s.Syntax | None = None
    ended: bool = False


def split(chain: s.Chain) -> list[Equation]:
    """A chain cut where an arrow leads to an equation of its own.

    Signs of membership end a chain too: `= (ŷ − y)U ∈ R^{1×N}`; so does any other relation, which the equation keeps in mind.
    """
    links = _without_names_of_sides(list(zip(chain.operators, chain.places, chain.sides[1:], strict=True)))
    first = chain.sides[0]
    if key(strip(first)) in SIDES and links:
        first = links.pop(0)[2]
    pieces = [_Piece([first])]
    for operator, place, side in links:
        last = pieces[-1]
        if operator in ARROWS and (last.relations or isinstance(strip(last.sides[0]), s.Empty)):
            pieces.append(_Piece([side]))
        elif operator in ARROWS:
            last.sides.append(side)  # an arrow where = belongs says something else
            last.places.append(place)
            last.relations.append(operator)
        elif operator in EQUATION and not last.ended:
            last.sides.append(side)
            last.places.append(place)
            last.relations.append(operator)
        elif not last.ended:
            last.ended = True
            if operator == "in":
                last.member = side
            else:
                last.other, last.beyond = operator, side
    kept = [each for each in pieces if not (len(each.sides) == 1 and isinstance(strip(each.sides[0]), s.Empty))]
    return [
        Equation(
            tuple(each.sides),
            tuple(each.places),
            (),
            relations=tuple(each.relations),
            other=each.other,
            beyond=each.beyond,
            member=each.member,
        )
        for each in kept
    ]


def _without_names_of_sides(links: Links) -> Links:
    """A chain without LHS and RHS: ⇒ LHS = x is ⇒ x."""
    kept: Links = []
    arrow = ""
    for operator, place, side in links:
        if key(strip(side)) in SIDES:
            arrow = operator if operator in ARROWS else arrow
            continue
        kept.append((arrow or operator, place, side))
        arrow = ""
    return kept
