"""The pieces of a formula cut into segments, and which segments are conditions."""

from dataclasses import dataclass, field

from derive.parsing.syntax import Applied, Dots, Group, Listing, Name, Numeral, Relation, Scripted, Span, Syntax, Words
from derive.words.inside import BEHIND, CONDITIONAL, OF_SYMBOLS

# Words before the value in all other cases.
# Words behind what they make a condition.
EQUATIONS = frozenset({"=", "implies", "approx", "propto", "to"})


@dataclass(slots=True)
class Piece:
    """An expression ("formula"), a relation sign ("relation"), words, or a separator: line, comma, gap, colon."""

    sort: str
    node: Syntax | None
    text: str
    span: Span


@dataclass(slots=True)
class Segment:
    """What stands between two separators; `after` is the separator (or "words") before it."""

    after: str
    words: list[Words] = field(default_factory=list)
    parts: list[Piece] = field(default_factory=list)
    colon: bool = False
    condition: bool = False

    @property
    def operators(self) -> list[str]:
        return [piece.text for piece in self.parts if piece.sort == "relation"]

    @property
    def leads(self) -> set[str]:
        return {word.lower() for each in self.words for word in each.text.replace(",", " ").split()} | {
            word for each in self.words for word in CONDITIONAL if not word.isascii() and each.text.startswith(word)
        }

    @property
    def conditional(self) -> bool:
        return bool(self.leads & CONDITIONAL)

    @property
    def span(self) -> Span:
        spans = [each.span for each in self.words] + [each.span for each in self.parts]
        return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (0, 0)


def segments(pieces: list[Piece]) -> list[Segment]:
    """The pieces cut at separators and words.

    >>> [segment.after for segment in segments([Piece("words", Words("if", span=(0, 2)), "if", (0, 2))])]
    ['line']
    """
    out = [Segment("line")]
    for piece in pieces:
        current = out[-1]
        if piece.sort in ("formula", "relation"):
            current.parts.append(piece)
        elif piece.sort == "words" and isinstance(piece.node, Words):
            if current.parts and piece.node.text.startswith(BEHIND):
                current.condition = True
                out.append(Segment("words"))
            elif current.parts:
                out.append(Segment("words", [piece.node]))
            else:
                current.words.append(piece.node)
        elif piece.sort == "colon":
            current.colon = True
            out.append(Segment("colon"))
        elif piece.sort == "line" or current.parts or current.words:
            out.append(Segment(piece.sort))
        if piece.sort == "line" and len(out) > 1 and not (out[-2].parts or out[-2].words):
            out[-2].after = "line"
            out.pop()
    return [segment for segment in out if segment.parts or segment.words]


def index_like(node: Syntax | None) -> bool:
    if isinstance(node, Name):
        return len(node.name) == 1 and node.name.islower() and not node.accents and node.font != "bold"
    return (
        isinstance(node, Scripted) and isinstance(node.base, Name) and node.base.name == "w" and not node.base.accents
    )


def is_range(segment: Segment, following: list[Segment]) -> bool:
    """i = 1, 2, …, K: the dots come in the segments behind the commas."""
    if segment.operators != ["="] or len(segment.parts) != 3 or not isinstance(segment.parts[2].node, Numeral | Name):
        return False
    for other in following[:4]:
        if other.after != "comma" or other.operators:
            return False
        if any(isinstance(piece.node, Dots) for piece in other.parts):
            return True
    return False


def is_condition(segment: Segment, behind: bool, following: list[Segment]) -> bool:
    """Whether a segment with a formula in it is a condition; `behind`: a formula stands before it on its line."""
    operators = segment.operators
    first = segment.parts[0]
    if segment.condition:
        return True
    if segment.conditional:
        if not segment.leads & OF_SYMBOLS:
            return True
        return not EQUATIONS & set(operators) or of_indices(segment)
    if first.sort == "relation":
        return first.text == "forall"
    if isinstance(first.node, Group) and len(segment.parts) == 1 and restricts(first.node.inner):
        return behind
    if operators and not EQUATIONS & set(operators):
        return True
    if segment.colon and (of_indices(segment) or not operators):
        return True
    if operators == ["="] and of_indices(segment) and (behind or is_range(segment, following)):
        return True
    return is_range(segment, following)


def restricts(inner: Syntax) -> bool:
    """Whether brackets hold a condition or a remark: (w = o), (y and ŷ are row vectors)."""
    items = inner.items if isinstance(inner, Listing) else (inner,)
    return isinstance(range_of(inner), Relation | Words) or any(
        isinstance(item, Applied) and isinstance(item.condition, Words) for item in items
    )


def range_of(inner: Syntax) -> Syntax:
    """w = (1, …, V) for the list w = 1, …, V that stands in brackets; anything else as it is."""
    first = inner.items[0] if isinstance(inner, Listing) else None
    if (
        not isinstance(inner, Listing)
        or not isinstance(first, Relation)
        or not any(isinstance(each, Dots) for each in inner.items)
    ):
        return inner
    last = first.sides[-1]
    members = Listing((last, *inner.items[1:]), span=(last.span[0], inner.span[1]))
    return Relation((*first.sides[:-1], members), first.operators, span=inner.span)


def of_indices(segment: Segment) -> bool:
    formulas = [piece.node for piece in segment.parts if piece.sort == "formula"]
    return (
        len(formulas) >= 2
        and index_like(formulas[0])
        and all(index_like(node) or isinstance(node, Numeral | Words) for node in formulas[1:])
    )
