"""Names of the author's own that are given more than one value: δ = ŷ − y and then δ_o = 0; s = σ(x) and then s := 1 − s².

Such a name has a value only where all that is said of it agrees everywhere. What uses it otherwise is not decided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.context import Convention, Definition
from derive.reading.elaborate import Reader
from derive.reading.helpers import of_index
from derive.reading.indices import index_term
from derive.traversal import substitute
from proofs.answers.deciding.outcome import Outcome, equal_in, setting_of
from proofs.identity import exhaustive


def given_twice(outcome: Outcome, problem: Problem, part: Part) -> str | None:
    """The first name in an answer, or in what it rests on, that is given two values which do not agree."""
    meaning = outcome.meaning
    if meaning is None or not meaning.definitions:
        return None
    ends = [each.claim.equation.sides[-1] for each in (outcome, *outcome.beside) if each.claim is not None]
    used = _used(ends, meaning.definitions)
    pairs = [
        (one, other)
        for one, other in combinations(meaning.definitions, 2)
        if one.base == other.base and one.base not in problem.notation.quantities
        for written in [used.get(one.base, set())]
        if written - (set() if one.key in meaning.own else meaning.own)  # δ_w = … here may be another δ than before
    ]
    partly = [each.defines for each in meaning.claims if each.defines and each.unread]
    told = next(
        (each for each in partly if each.split("_")[0] in used), None
    )  # δ_k for k ≥ 2: it has no value elsewhere
    if told is not None:
        return told
    names = _Names(problem, part, meaning.convention, meaning.definitions)
    return next((other.key for one, other in pairs if names.agree(one, other) is False), None)


def _used(sides: Iterable[s.Syntax], definitions: Sequence[Definition]) -> dict[str, set[str]]:
    """The letters of names that stand in some formulas and in the values of those names, each with the ways it is written: δ, δ_w."""
    found: dict[str, set[str]] = {}
    waiting = list(sides)
    while waiting:
        nodes = every(waiting.pop())
        bases = {id(each.base) for each in nodes if isinstance(each, s.Scripted)}
        for node in nodes:
            if isinstance(node, s.Name | s.Scripted) and id(node) not in bases:
                name = Definition(key(node) or "", node, left=node)
                if name.base not in found:
                    waiting += [each.value for each in definitions if each.base == name.base]
                found.setdefault(name.base, set()).add(name.key)
    return found


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of an answer, as they are read in its part."""

    problem: Problem
    part: Part
    convention: Convention
    definitions: tuple[Definition, ...]

    def agree(self, one: Definition, other: Definition) -> bool:
        """Whether two values of a name can both stand: as those of two names, or because they are the same."""
        if one.member is not None and other.member is not None:
            return self._members(one, other)
        if one.parameter is not None or other.parameter is not None or "(…)" in one.key + other.key:
            return self._functions(one, other)
        if one.member is None and other.member is None:
            return self._same(self._value(one), self._value(other, one), one, other)
        whole, entry = (one, other) if one.member is None else (other, one)
        value = self._value(whole)
        if value is None or value.shape == x.SCALAR:
            return value is not None  # s and s_k are two names where s is a number
        assert entry.left is not None
        return self._same(self._read(entry.left, (whole,)), self._value(entry, whole), whole, entry)

    def _members(self, one: Definition, other: Definition) -> bool:
        """The values of δ_w and δ_o, or of δ_j and δ_k; two that stand each for one member are two names."""
        family, member = (one, other) if self._is_general(one) else (other, one)
        if one.key == other.key:
            return self._same(self._value(one), self._value(other, one), one, other)
        if not self._is_general(family):
            return True
        for over in filter(None, (self.problem.notation.words, self.problem.notation.draws)):
            try:
                term = self._term(member, over)
            except s.ReadingError:
                continue  # it is no member of this family
            letter = _letter(family)
            value = self._read(family.value, scope={letter: term})
            if value is not None:
                scope = {_letter(member): term} if self._is_general(member) else {}
                index = x.Index(letter, over)
                said = substitute(family.condition, {index: term}) if family.condition else None
                own = Definition(family.key, family.value, condition=said)
                return self._same(value, self._read(member.value, scope=scope), own, member)
        return True

    def _functions(self, one: Definition, other: Definition) -> bool:
        """The values of g(z) and g(t), or what is said of g(−z)."""
        first, second = (one, other) if one.parameter is not None else (other, one)
        if first.parameter is None or second.left is None or not isinstance(second.left, s.Juxtaposition):
            return self.part.place.argument is None
        if of_index(first):
            term = x.Index(
                second.parameter or first.parameter, self.problem.notation.draws or self.problem.notation.words
            )
            values = [self._read(each.value, scope={each.parameter or "": term}) for each in (first, second)]
            return self._same(values[0], values[1], one, other)
        letters = {key(each) or "" for each in every(second.left.factors[1]) if isinstance(each, s.Name)}
        bound: dict[str, x.Expression] = {each: x.Symbol(each) for each in letters}
        return self._same(
            self._read(second.left, (first,), bound=bound), self._read(second.value, (first,), bound=bound), one, other
        )

    def _same(self, left: x.Expression | None, right: x.Expression | None, one: Definition, other: Definition) -> bool:
        """Whether two values are the same wherever both are given."""
        where = x.All(tuple(each.condition for each in (one, other) if each.condition is not None))
        if where.conditions and exhaustive([x.Not(where)], setting_of(self.part, [where])):
            return True  # they speak of different cases
        if left is None or right is None:
            return False
        return equal_in(self.part, left, right, where) is True

    def _is_general(self, name: Definition) -> bool:
        """Whether a name has a letter below that stands for any index: δ_w, and no δ_o or δ_1."""
        letter, notation = _letter(name), self.problem.notation
        fixed = (notation.outside, notation.center, notation.position)
        return len(letter.rstrip("'")) == 1 and letter[0].islower() and letter not in fixed

    def _term(self, name: Definition, over: x.Size) -> x.IndexTerm:
        """The index at which a member stands."""
        assert name.member is not None
        if self._is_general(name):
            return x.Index(_letter(name), over)
        if self.part.place.samples and _letter(name) == "0":
            raise s.ReadingError("samples are counted from 1", name.member.span)
        return index_term(self._reader(()), name.member, over, {})

    def _value(self, name: Definition, also: Definition | None = None) -> x.Expression | None:
        return self._read(name.value, () if also is None else (also,))

    def _reader(self, own: tuple[Definition, ...]) -> Reader:
        """A reader to whom every other name is known, and of this one only what is handed to it."""
        known = own[0].base if own else ""
        others = tuple(each for each in self.definitions if each.base != known)
        return Reader(self.problem.notation, self.part.place, self.convention, (*others, *own))

    def _read(
        self,
        node: s.Syntax,
        own: tuple[Definition, ...] = (),
        scope: dict[str, x.IndexTerm] | None = None,
        bound: dict[str, x.Expression] | None = None,
    ) -> x.Expression | None:
        reader = self._reader(own)
        reader.bound = bound or {}
        try:
            return reader.read(node, scope)
        except (s.ReadingError, x.ShapeError):
            return None


def _letter(name: Definition) -> str:
    """The subscript as a word; of a word of a sample, w_k, the letter of the sample."""
    below = name.member
    inner = strip(below.below) if isinstance(below, s.Scripted) and below.below is not None else below
    return key(inner) or "" if inner is not None else ""
