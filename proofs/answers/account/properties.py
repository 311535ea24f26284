r"""What words say a value is like, "always positive", "at most $1/4$", "an even function", held by its values in balls.

A property that a point refutes is told; one that no point refutes says nothing more of a formula that is right by itself, and one of which
the values cannot tell leaves the answer undecided. Parity, linearity and independence are decided by the exact test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from derive import expression as x
from derive.problem import Part
from derive.reading.elaborate import Reader
from derive.traversal import free_indices, replaced, walk
from derive.words.properties import Told, told
from proofs.answers.account.differentiated import thing_at
from proofs.answers.claims.meaning import Claim
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.deciding.outcome import equal_in, setting_of
from proofs.identity import Judge, Undecidable
from proofs.identity.balls import Balls, arb
from proofs.identity.evaluate import Evaluation
from proofs.identity.points import one_draw
from proofs.identity.powers import constant_exponent
from proofs.identity.presets import place
from proofs.identity.reals import worth

DRAWS = 24
"""A value of arrays is looked at for so many choices of their entries."""
REACH, STEP = 12, Fraction(1, 4)
"""A function of a number is looked at up to so far from 0, in such steps."""
FINE = 32
"""And in so many smaller ones beside its greatest and its least value there."""
FAR = (Fraction(50), Fraction(100))
"""Places that count as far out."""
NEAR = Fraction(1, 10**9)
"""What is closer than this to a limit at both has it."""


@dataclass(frozen=True)
class Held:
    """A property with its place in the words behind a claim, the formulas in it, and whether the value has it."""

    span: tuple[int, int]
    passages: tuple[int, ...]
    holds: bool | None


def properties(behind: str, at: int, value: x.Expression, script: Script, part: Part) -> Iterator[Held]:
    """The properties that the words behind formula `at` tell of its value."""
    for each in told(behind):
        first = behind[: each.span[0]].count("⟦")
        passages = _numbered(script, at)[first : first + behind[slice(*each.span)].count("⟦")]
        marks = dict(zip([one for one in (*each.numbers, each.where) if one and one[0] == "⟦"], passages, strict=False))
        try:
            holds = _Values(value, script, part).have(each, marks)
        except (Undecidable, KeyError, x.ShapeError):
            holds = None
        if holds is not None or each.name != "same":  # what is not read is weighed as a second value
            yield Held(each.span, passages, holds)


def is_bounded(claim: Claim, value: x.Expression, script: Script, part: Part) -> bool:
    """Whether the relation at which the chain of a claim goes on is a bound of a function of a number, = … ≤ 1/4, and holds."""
    bound, beyond = _BOUNDS.get(claim.equation.other), claim.equation.beyond
    if bound is None or beyond is None or part.place.argument is None or set(claim.equation.relations) != {"="}:
        return False
    limit = read_side(Reader(part.notation, part.place), beyond).value
    return _PROPERTIES[bound](_Values(value, script, part), [limit]) is True


_BOUNDS = {"<=": "most", ">=": "least", "<": "below", ">": "above"}


def without(words: str, found: list[Held]) -> str:
    """The words behind a claim without properties that hold; a stop is left where they stood."""
    for each in reversed(found):
        words = f"{words[: each.span[0]].rstrip(' ,，(（')}.{words[each.span[1] :].lstrip(')）')}"
    return words


def _numbered(script: Script, at: int) -> tuple[int, ...]:
    return tuple(k for k in range(at + 1, len(script.formulas)) if not script.formulas[k].prose)


class _Values:
    """A value at points."""

    def __init__(self, value: x.Expression, script: Script, part: Part):
        self.value, self.script, self.part = value, script, part
        self.argument = part.place.argument
        self.judge = Judge([value], setting_of(part, [value]))

    def have(self, one: Told, marks: dict[str, int]) -> bool | None:
        """Whether it has a property."""
        things = [thing_at(marks[each], self.script, self.part) if each in marks else None for each in one.numbers]
        values = [each.value if each else _number(said) for each, said in zip(things, one.numbers, strict=True)]
        if one.where is not None and not self._anywhere(marks.get(one.where)):
            return None
        return _PROPERTIES[one.name](self, values)

    def _anywhere(self, at: int | None) -> bool:
        """Whether "for all $x$" names the argument itself."""
        thing = None if at is None else thing_at(at, self.script, self.part)
        return thing is not None and thing.value is not None and thing.value == self.argument

    def at(self, number: Fraction | None, seed: int, *others: x.Expression) -> list[Any] | None:
        """The value, and other ones, in balls at a number, for a choice of all else; None where they have no value."""
        ground = self.judge.grounds[seed % len(self.judge.grounds)]
        balls = Balls(np.random.default_rng(seed), 1 + seed % 3, fine=seed % 3 == 1, sparse=seed % 3 == 2)
        here = Evaluation(balls, one_draw(ground.point, seed % ground.point.batch), self.judge.setting)
        if number is not None and self.argument is not None:
            place(here, {self.argument: number})
        found = [worth(here, each) for each in (self.value, *others)]
        return None if any(each is None for each in found) else [each[0] for each in found if each is not None]

    def points(self) -> Iterator[Any]:
        """Its values, one array of balls for each point."""
        if self.argument is None:
            found = (self.at(None, seed) for seed in range(DRAWS))
        else:
            found = (self.at(number, 1) for number in self._grid())
        yield from (each[0] for each in found if each is not None)

    def _grid(self) -> list[Fraction]:
        coarse = [k * STEP for k in range(int(-REACH / STEP), int(REACH / STEP) + 1)]
        worth_there = {k: each[0][0, 0] for k in coarse if (each := self.at(k, 1)) is not None}
        if not worth_there:
            return []
        ends = (
            max(worth_there, key=lambda k: worth_there[k].mid()),
            min(worth_there, key=lambda k: worth_there[k].mid()),
        )
        fine = {end + k * STEP / FINE for end in ends for k in range(-FINE, FINE + 1)}
        return sorted({*worth_there, *fine})

    def all(self, holds: Callable[[Any], bool], fails: Callable[[Any], bool]) -> bool | None:
        """Whether every entry at every point certainly holds; False where one certainly fails."""
        entries = [entry for each in self.points() for entry in each.flat]
        if not entries or any(map(fails, entries)):
            return False if entries else None
        return True if all(map(holds, entries)) else None

    def bounded(
        self, value: x.Expression | None, sign: int, strictly: bool = False, attained: bool = False
    ) -> bool | None:
        """Whether no entry is above a number, or below it where `sign` is −1; `attained`: and one is that number."""
        limit = _constant(value)
        if limit is None:
            return None
        found = self.all(
            lambda entry: sign * (entry - arb(limit)) < 0 or (not strictly and (entry - arb(limit)).contains(0)),
            lambda entry: sign * (entry - arb(limit)) > 0,
        )
        if not attained or not found:
            return found
        return any((entry - arb(limit)).contains(0) for each in self.points() for entry in each.flat)

    def turned(self, sign: int) -> bool | None:
        """Whether f(−x) is f(x), or −f(x); of a matrix, whether it is its own transpose."""
        if self.argument is None:
            rows, columns = self.value.shape
            square = rows == columns
            return square and sign > 0 and equal_in(self.part, self.value, x.Transpose(self.value))
        other = replaced(self.value, self.argument, x.Negative(self.argument))
        return equal_in(self.part, self.value, other if sign > 0 else x.Negative(other))

    def rising(self, sign: int) -> bool | None:
        """Whether it never falls, or never rises, between points that follow each other."""
        if self.argument is None:
            return None
        found = [each[0, 0] for each in self.points()]
        if any(sign * (after - before) < 0 for before, after in pairwise(found)):
            return False
        return True if found else None

    def far_out(self, value: x.Expression | None) -> bool | None:
        """Whether it has a limit on both sides."""
        limit = _constant(value)
        if self.argument is None or limit is None:
            return None
        found = [self.at(sign * far, 1) for far in FAR for sign in (1, -1)]
        gaps = [abs(each[0][0, 0] - arb(limit)) for each in found if each is not None]
        return len(gaps) == len(found) and all(gap < arb(NEAR) for gap in gaps)

    def long(self, value: x.Expression | None) -> bool | None:
        """Whether the length of a vector is a number."""
        limit = _constant(value)
        if limit is None:
            return None
        gaps = [sum(entry * entry for entry in each.flat) - arb(limit * limit) for each in self.points()]
        return False if any(not gap.contains(0) for gap in gaps) else True if gaps else None

    def of_rank_one(self, *others: x.Expression) -> bool | None:
        """Whether all columns, with those of other values, are multiples of one."""
        if self.argument is not None:
            return None
        found = [each for each in (self.at(None, seed, *others) for seed in range(DRAWS)) if each is not None]
        for each in found:
            together = np.concatenate(each, axis=1)
            for a, b in zip(*np.triu_indices(together.shape[0], 1), strict=True):
                for k, l in zip(*np.triu_indices(together.shape[1], 1), strict=True):
                    if not (together[a, k] * together[b, l] - together[a, l] * together[b, k]).contains(0):
                        return False
        return True if found else None

    def along(self, value: x.Expression | None, one_way: bool = False) -> bool | None:
        """Whether it is a multiple of another vector; `one_way`: and points where that one points."""
        if value is None or value.shape != self.value.shape:
            return None if value is None or value.shape[0] != self.value.shape[0] else self.of_rank_one(value)
        found = [each for each in (self.at(None, seed, value) for seed in range(DRAWS)) if each is not None]
        if one_way and any(
            sum((a * b for a, b in zip(one.flat, other.flat, strict=True)), arb(Fraction(0))) < 0
            for one, other in found
        ):
            return False
        return self.of_rank_one(value)

    def vanishes_nowhere(self) -> bool | None:
        """Whether it is zero at no point; of arrays only the opposite can be seen."""
        if self.argument is not None:
            return self.all(lambda entry: not entry.contains(0), lambda entry: entry.is_zero())
        return False if any(all(entry.is_zero() for entry in each.flat) for each in self.points()) else None

    def of_terms(self, value: x.Expression | None) -> bool | None:
        """Whether the one sum that it is written as has so many terms."""
        sums = [each for each in walk(self.value) if isinstance(each, x.Sum)]
        if value is None or len(sums) != 1:
            return None
        return equal_in(self.part, x.Sum(sums[0].index, x.Number(Fraction(1)), sums[0].condition), value)

    def spanned(self, matrix: x.Expression | None) -> bool | None:
        """Whether it is a matrix times something, as it is written; that it is none cannot be seen so."""
        factors = self.value.factors if isinstance(self.value, x.Product) else ()
        return True if matrix is not None and factors[:1] == (matrix,) else None

    def changed(self, value: x.Expression | None, linear: bool) -> bool | None:
        """Whether it is unchanged, or twice itself, where a symbol is doubled, and the same with any other in its place."""
        if isinstance(value, x.Symbol) and value.name in self.part.place.free:
            return None if linear else self.part.place.free[value.name] not in free_indices(self.value)
        if isinstance(value, x.Column):
            value = value if not any(each == value.matrix for each in _bare(self.value, value)) else None
        if not isinstance(value, x.Symbol | x.Column):
            return None
        if any(isinstance(each, x.Derivative) for each in walk(self.value)):
            return None
        twice = replaced(self.value, value, x.Product((x.Number(Fraction(2)), value)))
        return equal_in(self.part, twice, x.Product((x.Number(Fraction(2)), self.value)) if linear else self.value)


def _bare(node: x.Expression, column: x.Column) -> Iterator[x.Node]:
    """What a tree holds beside one column of a matrix."""
    yield from walk(replaced(node, column, x.Symbol("a column of its own", column.shape)))


def _number(said: str) -> x.Expression | None:
    try:
        return x.Number(Fraction(said.replace("−", "-")))
    except ValueError:
        return None


def _constant(value: x.Expression | None) -> Fraction | None:
    return None if value is None else constant_exponent(value)


def _first(values: list[x.Expression | None]) -> x.Expression | None:
    return values[0] if values else None


def _both(one: bool | None, other: bool | None) -> bool | None:
    return False if one is False or other is False else (one and other)


_ZERO = x.Number(Fraction(0))
_PROPERTIES: dict[str, Callable[[_Values, list[x.Expression | None]], bool | None]] = {
    "positive": lambda one, _: one.all(lambda entry: entry > 0, lambda entry: entry <= 0),
    "below zero": lambda one, _: one.all(lambda entry: entry < 0, lambda entry: entry >= 0),
    "nonnegative": lambda one, _: one.bounded(_ZERO, -1),
    "nonpositive": lambda one, _: one.bounded(_ZERO, 1),
    "nonzero": lambda one, _: one.vanishes_nowhere(),
    "most": lambda one, values: one.bounded(_first(values), 1),
    "least": lambda one, values: one.bounded(_first(values), -1),
    "below": lambda one, values: one.bounded(_first(values), 1, strictly=True),
    "above": lambda one, values: one.bounded(_first(values), -1, strictly=True),
    "maximum": lambda one, values: one.bounded(_first(values), 1, attained=True),
    "minimum": lambda one, values: one.bounded(_first(values), -1, attained=True),
    "even": lambda one, values: one.turned(1) if _first(values) in (None, _ZERO) or one.argument else None,
    "odd": lambda one, _: one.turned(-1),
    "increasing": lambda one, _: one.rising(1),
    "decreasing": lambda one, _: one.rising(-1),
    "limit": lambda one, values: one.far_out(_first(values)),
    "gone": lambda one, _: one.far_out(_ZERO),
    "norm": lambda one, values: one.long(_first(values)),
    "unit": lambda one, _: one.long(x.Number(Fraction(1))),
    "rank": lambda one, _: one.of_rank_one(),
    "between": lambda one, values: _both(one.bounded(values[0], -1), one.bounded(values[-1], 1)),
    "combination": lambda one, values: one.spanned(_first(values)),
    "terms": lambda one, values: one.of_terms(_first(values)),
    "same": lambda one, values: equal_in(one.part, one.value, values[0]) if values and values[0] else None,
    "linear": lambda one, values: one.changed(_first(values), True),
    "free": lambda one, values: one.changed(_first(values), False),
    "along": lambda one, values: one.along(_first(values)),
    "towards": lambda one, values: one.along(_first(values), one_way=True),
}
"""How each property of `derive/words/properties` is held."""
