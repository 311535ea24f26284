r"""From lines to statements: which pieces of a formula make one chain, which are conditions, which only words.

The pieces of a formula, between line breaks, commas, wide gaps, colons and words, are `Segment`s. In order:

- a segment that begins with a relation sign goes on with the chain before it;
- one with words like "if", "for", 当 before it (or 时 behind), one before a colon, one without "=" (`w \neq c`, `k \in [1, K]`), a range
  (`i = 1, …, K`), or a relation of bare indices behind a formula (`…, w = o`) is a condition;
- one without any relation, behind a comma, goes on with a list; any other begins a chain of its own.

A condition on a line of its own holds for the chains below it, up to the next such line; if the formula begins with a chain and ends
with a condition, for the chain above. Connectives ("Therefore", "so", 所以) separate and are not kept.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from derive.parsing.segments import Piece, Segment, index_like, is_condition, is_range, of_indices, range_of, segments
from derive.parsing.syntax import (
    Applied,
    Branches,
    Chain,
    Empty,
    Fraction,
    Group,
    Listing,
    Name,
    Relation,
    Scripted,
    Span,
    Syntax,
    Words,
)
from derive.words.inside import CONDITIONAL, CONNECTIVES, NO_VALUE, OF_SYMBOLS, REASONS, REST


@dataclass(slots=True)
class _Draft:
    """A chain while it grows."""

    sides: list[Syntax] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)
    places: list[Span] = field(default_factory=list)
    conditions: list[Syntax] = field(default_factory=list)
    heading: tuple[Syntax, ...] = ()

    @property
    def open(self) -> bool:
        """Whether a side is still to come."""
        return len(self.operators) == len(self.sides) > 0

    def extend(self, parts: list[Piece]) -> None:
        for piece in parts:
            if piece.sort == "relation":
                if self.open:
                    self.operators[-1], self.places[-1] = piece.text, piece.span
                    continue
                if not self.sides:
                    self.sides.append(Empty(span=(piece.span[0], piece.span[0])))
                self.operators.append(piece.text)
                self.places.append(piece.span)
            elif piece.node is not None:
                self.add(piece.node)

    def add(self, node: Syntax) -> None:
        node, conditions = _apart(node)
        self.conditions.extend(conditions)
        if self.sides and not self.open:
            last = self.sides[-1]
            items = (*last.items, node) if isinstance(last, Listing) else (last, node)
            self.sides[-1] = Listing(items, span=(last.span[0], node.span[1]))
        else:
            self.sides.append(node)

    def chain(self) -> Chain:
        operators, places = self.operators, self.places
        if self.open:  # a trailing "=" says nothing yet
            operators, places = operators[:-1], places[:-1]
        end = max(side.span[1] for side in self.sides)
        conditions = (*self.heading, *self.conditions)
        return Chain(tuple(self.sides), tuple(operators), tuple(places), conditions, span=(self.sides[0].span[0], end))


def _apart(node: Syntax) -> tuple[Syntax, list[Syntax]]:
    """A side without the condition that is attached to it."""
    if isinstance(node, Applied):
        formula, conditions = _apart(node.formula)
        return formula, [*conditions, node.condition]
    below = node.below if isinstance(node, Scripted) else None
    if isinstance(node, Scripted) and isinstance(node.base, Fraction) and isinstance(below, Relation | Words):
        base = node.base if node.above is None else Scripted(node.base, None, node.above, node.primes, span=node.span)
        return base, [below]
    return node, []


def as_condition(segment: Segment, text: str) -> Syntax:
    """A segment as one condition: a Relation where it is one, else its words."""
    parts = segment.parts
    inner = range_of(parts[0].node.inner) if len(parts) == 1 and isinstance(parts[0].node, Group) else None
    if isinstance(inner, Relation | Words):
        return inner
    if segment.operators:
        draft = _Draft()
        draft.extend(parts)
        chain = draft.chain()
        if chain.operators:
            return Relation(chain.sides, chain.operators, span=segment.span)
    if not segment.words and parts[0].node is not None and not isinstance(parts[0].node, Group):
        return parts[0].node
    return Words(" ".join(text.split()), span=segment.span)


def chains(pieces: list[Piece], slice_of: Callable[[int, int], str]) -> tuple[Chain, ...]:
    """The statements of a formula. `slice_of(start, end)` is the author's text between two places."""
    return _Assembly(segments(pieces), slice_of).run()


class _Assembly:
    def __init__(self, all_segments: list[Segment], slice_of: Callable[[int, int], str]):
        self.segments = all_segments
        self.slice_of = slice_of
        self.done: list[_Draft] = []
        self.loose: list[Syntax] = []  # conditions that found no chain yet
        self.heading: tuple[Syntax, ...] = ()
        lines = self._lines()
        self.backwards = (
            bool(lines)
            and len(lines) > 1
            and not self._starts_with_condition(lines[0])
            and self._starts_with_condition(lines[-1])
        )

    def _lines(self) -> list[list[Segment]]:
        lines: list[list[Segment]] = []
        for segment in self.segments:
            if segment.after == "line" or not lines:
                lines.append([])
            lines[-1].append(segment)
        return lines

    def _starts_with_condition(self, line: list[Segment]) -> bool:
        first = line[0]
        if not first.parts:
            return first.conditional
        return is_condition(first, False, line[1:])

    def text(self, span: Span) -> str:
        return self.slice_of(*span)

    def run(self) -> tuple[Chain, ...]:
        for line in self._lines():
            if self._is_prose(line):
                span = (line[0].span[0], max(segment.span[1] for segment in line))
                self._head([Words(self.text(span), span=span)])
            else:
                self._line(line)
        if not self.done:
            return self._only_conditions()
        if self.loose:
            self.done[-1].conditions.extend(self.loose)
        return tuple(draft.chain() for draft in self.done if draft.sides)

    def _only_conditions(self) -> tuple[Chain, ...]:
        out = []
        for node in [*self.heading, *self.loose]:
            if isinstance(node, Relation):
                places = tuple(
                    (a.span[1], max(a.span[1], b.span[0])) for a, b in zip(node.sides, node.sides[1:], strict=False)
                )
                out.append(Chain(node.sides, node.operators, places, span=node.span))
            else:
                out.append(Chain((node,), (), (), span=node.span))
        return tuple(out)

    def _is_prose(self, line: list[Segment]) -> bool:
        """A line of words with symbols in it, but without a relation: "When J is 0, we have"."""
        if any(segment.operators for segment in line) or not line[0].words:
            return False
        with_parts = any(segment.parts for segment in line)
        words = {word for segment in line for word in segment.leads}
        return (
            with_parts
            and bool(words - {"otherwise", "else"})
            and not (words <= CONNECTIVES and not words & CONDITIONAL)
        )

    def _head(self, conditions: list[Syntax]) -> None:
        self.heading = tuple(conditions)

    def _line(self, line: list[Segment]) -> None:
        """One line: headings, statements, and conditions behind them."""
        behind = used = False
        heading: list[Syntax] = []
        for at, segment in enumerate(line):
            following = line[at + 1 :]
            if segment.leads & NO_VALUE and segment.operators:
                continue  # undefined for x = 0: nothing is claimed there
            if self.done and behind and segment.leads & REASONS and not any(each.operators for each in line[at:]):
                span = (segment.span[0], line[-1].span[1])
                self.done[-1].conditions.append(Words(self.text(span), span=span))  # since K is symmetric
                return
            if self.done and behind and segment.leads & REASONS and segment.after == "gap":
                self.done[-1].conditions.append(as_condition(segment, self.text(segment.span)))  # since Kᵀ = K
                continue
            if not segment.parts:
                self._only_words(segment, behind, line)
            elif self._is_the_rest(segment):
                behind = used = True
            elif self._lists_on(segment, behind) or self._is_one_of_several(segment, behind):
                behind = self._statement(segment, behind)
            elif is_condition(segment, behind, following):
                condition = as_condition(segment, self.text(segment.span))
                attached = behind and not segment.colon and not self._opens_next(segment, following)
                if (
                    not attached
                    and self.done
                    and (self.backwards or segment.leads & OF_SYMBOLS)
                    and not segment.colon
                    and not behind
                ):
                    attached = True
                if attached and self._as_branches(condition, line, at):
                    pass
                elif attached and self.done:
                    self.done[-1].conditions.append(condition)
                else:
                    heading, used = [*([] if used else heading), condition], False
                    self._head(heading)
                if is_range(segment, following):
                    for other in following:
                        if other.after == "comma" and not other.operators and not other.words:
                            condition = _with_item(condition, other)
                            other.parts = []
                    self._replace_last(condition, attached)
                behind = behind and attached
            elif segment.parts:
                behind = used = self._statement(segment, behind)

    def _lists_on(self, segment: Segment, behind: bool) -> bool:
        """y, \\hat y \\in R: the relation is of both."""
        last = self.done[-1] if self.done else None
        if last is None or last.operators or last.conditions or not behind or segment.colon:
            return False
        shared = set(segment.operators) <= {"in"} or (
            set(segment.operators) == {"="} and isinstance(last.sides[-1], Name | Scripted | Listing)
        )
        return shared and segment.after == "comma" and not segment.words and segment.parts[0].sort == "formula"

    def _is_one_of_several(self, segment: Segment, behind: bool) -> bool:
        """`a = b, c = d`: beside a statement as plain as itself, a relation of indices is a statement too."""
        plain = (
            behind and not (segment.conditional or segment.colon) and segment.operators == ["="] and of_indices(segment)
        )
        return plain and self.done[-1].operators == ["="] and index_like(self.done[-1].sides[0])

    def _replace_last(self, condition: Syntax, attached: bool) -> None:
        if attached and self.done:
            self.done[-1].conditions[-1] = condition
        elif self.heading:
            self.heading = (*self.heading[:-1], condition)

    def _only_words(self, segment: Segment, behind: bool, line: list[Segment]) -> None:
        leads = segment.leads
        text = " ".join(word.text for word in segment.words)
        if not leads or (leads <= CONNECTIVES or text.strip(" ，,。:：") in CONNECTIVES):
            if segment.after == "line" and len(line) == 1:
                self.heading = ()
            return
        words = Words(text, span=segment.span)
        if self.done and (behind or (segment.after != "line") or (self.backwards and not segment.colon)):
            if not self._as_branches(words, line, line.index(segment)):
                self.done[-1].conditions.append(words)
        else:
            self._head([words])

    def _as_branches(self, condition: Syntax, line: list[Segment], at: int) -> bool:
        """`= A \\text{ if } w = o, B \\text{ otherwise}`: the second condition makes two branches of the last side."""
        if (
            not self.done
            or at < 1
            or line[at - 1].after != "comma"
            or line[at - 1].operators
            or len(line[at - 1].parts) != 1
        ):
            return False
        draft = self.done[-1]
        last = draft.sides[-1] if draft.sides else None
        if not isinstance(last, Listing) or len(last.items) != 2 or len(draft.conditions) != 1:
            return False
        first, second = last.items
        draft.sides[-1] = Branches(
            ((first, draft.conditions.pop()), (second, condition)), span=(first.span[0], condition.span[1])
        )
        return True

    def _opens_next(self, segment: Segment, following: list[Segment]) -> bool:
        """`if x > 0, A = 1; if x < 0, A = α`: after a statement with its condition ahead, a condition stands ahead of the next."""
        ahead = bool(self.done and self.done[-1].heading) and segment.conditional and segment.after in ("comma", "gap")
        return ahead and bool(following) and not is_condition(following[0], True, following[1:])

    def _is_the_rest(self, segment: Segment) -> bool:
        """`= A \\text{ if } w = o, \\text{ else } B`: a value behind the word makes two branches of the last side."""
        draft = self.done[-1] if self.done else None
        if draft is None or not segment.leads & REST or segment.operators or len(segment.parts) != 1 or draft.open:
            return False
        given = [*draft.heading, *draft.conditions]
        value = segment.parts[0].node
        if len(given) != 1 or value is None or not draft.sides:
            return False
        first, rest = draft.sides[-1], Words("otherwise", span=segment.words[0].span)
        draft.sides[-1] = Branches(((first, given[0]), (value, rest)), span=(first.span[0], value.span[1]))
        draft.heading, draft.conditions = (), []
        return True

    def _statement(self, segment: Segment, behind: bool) -> bool:
        parts = segment.parts
        starts = parts[0].sort == "relation"
        current = self.done[-1] if self.done else None
        described = [word for word in segment.words if set(word.text.lower().split()) - CONNECTIVES]
        if described and not segment.operators and behind and current:
            current.conditions.append(Words(self.text(segment.span), span=segment.span))
            return True
        if described and not segment.operators:
            self._head([Words(self.text(segment.span), span=segment.span)])
            return False
        joins = current is not None and (
            starts or current.open or (segment.after == "comma" and behind and not segment.operators)
        )
        if joins and current is not None:
            current.extend(parts)
        elif current is not None and self._lists_on(segment, behind):
            current.add(parts[0].node or Empty(span=parts[0].span))  # y, \hat y \in R
            current.extend(parts[1:])
        else:
            draft = _Draft(heading=self.heading)
            draft.extend(parts)
            self.done.append(draft)
        return True


def _with_item(condition: Syntax, segment: Segment) -> Syntax:
    """i = 1 with the rest of its range: i = (1, 2, …, K)."""
    node = segment.parts[0].node if segment.parts else None
    if not isinstance(condition, Relation) or node is None:
        return condition
    last = condition.sides[-1]
    items = (*last.items, node) if isinstance(last, Listing) else (last, node)
    listing = Listing(items, span=(last.span[0], node.span[1]))
    return Relation((*condition.sides[:-1], listing), condition.operators, span=(condition.span[0], node.span[1]))
