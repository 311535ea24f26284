"""Sets of words where there are samples or a window: o and {w_1, …, w_K}, {w_{t−m}, …, w_{t+m}}, and their names."""

from typing import TYPE_CHECKING

from derive.elaboration.sets import items_of, members, run
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

if TYPE_CHECKING:
    from derive.reading.reader import Reader

SAMPLED = ("neg", "sample")
"""How names of the set of negative samples begin."""


NEGATIVES = ("N",)
"""The letter that people use for that set, where there are samples."""


def names_sample_words(reader: "Reader", word: str | None) -> bool:
    """Whether a name is that of the set of negative samples, whose members are words."""
    return word is not None and reader.place.samples and (word.lower().startswith(SAMPLED) or word in NEGATIVES)


def written_out(
    reader: "Reader", node: s.Syntax | None, above: s.Syntax | None
) -> tuple[str, list[s.Syntax], s.Syntax] | None:
    """w ∈ {o, w_1, …, w_K}, and k from 0 to K where w_0 is o: the letter, the members ahead of the run, and the range of the run."""
    node = None if node is None else strip(node)
    if not isinstance(node, s.Relation) or not reader.place.samples:
        return None
    letter = key(strip(node.sides[0]))
    if node.operators == ("=",) and key(strip(node.sides[1])) == "0" and above is not None and letter is not None:
        run: s.Syntax = s.Relation((node.sides[0], s.Numeral("1", span=node.span)), ("=",), span=node.span)
        return letter, [s.Name(reader.outside, span=node.span)], run
    if node.operators != ("in",):
        return None
    items = members(node.sides[1])
    first = ("1", *(f"{letter}_1" for letter in (reader.sample_map, *reader.vectors)))
    at = next((k for k, item in enumerate(items) if key(strip(item)) in first), 0)
    if not at or letter is None or any(isinstance(strip(item), s.Dots) for item in items[:at]):
        return None
    run = s.Listing(tuple(items[at:]), span=node.sides[1].span)
    return letter, items[:at], s.Relation((node.sides[0], run), ("in",), span=node.span)


CONTEXT = ("context", "Context", "window", "outside")
"""Names of the words around the centre."""
WITH_CENTRE = ("window",)
"""Names that may mean all words of the window, the centre's too."""


def context(reader: "Reader", below: s.Syntax | None) -> str | None:
    r"""The letter of w ∈ context and of w \in \{w_{t-m}, …, w_{t-1}, w_{t+1}, …, w_{t+m}\}; None for other limits."""
    node = None if below is None else strip(below)
    conditions: tuple[s.Syntax, ...] = ()
    if isinstance(node, s.Listing) and node.items:
        node, *rest = node.items
        conditions = tuple(rest)
    if not reader.place.window or not isinstance(node, s.Relation) or node.operators != ("in",):
        return None
    letter, words = key(strip(node.sides[0])), node.sides[1]
    named = key(strip(words)) in CONTEXT and not conditions
    if named and key(strip(words)) in WITH_CENTRE:
        reader.loose(key(strip(words)) or "", "j \\ne 0")
    return letter if letter and len(letter) == 1 and (named or _around(reader, words, letter, conditions)) else None


def _around(reader: "Reader", node: s.Syntax, letter: str, conditions: tuple[s.Syntax, ...]) -> bool:
    """Whether a set is written out as the words around w_t, w_t itself left out beside it or inside."""
    items = [
        "…" if isinstance(strip(item), s.Dots) else reader.edge(_offset(reader, strip(item))) for item in members(node)
    ]
    if items == ["-m", "…", "-1", "1", "…", "m"]:
        return not conditions
    if items != ["-m", "…", "m"] or len(conditions) != 1:
        return False
    only = strip(conditions[0])
    return (
        isinstance(only, s.Relation)
        and only.operators == ("!=",)
        and [key(strip(side)) for side in only.sides] == [letter, reader.notation.window]
    )


def _offset(reader: "Reader", node: s.Syntax) -> str:
    """−m for w_{t−m}."""
    letter, _, position = (reader.notation.window or "").partition("_")
    below = (
        strip(node.below)
        if isinstance(node, s.Scripted) and node.below is not None and key(node.base) == letter
        else None
    )
    if not isinstance(below, s.Additive) or len(below.terms) != 2 or key(strip(below.terms[0])) != position:
        return "?"
    last = below.terms[1]
    sign = last.sign if isinstance(last, s.Signed) else "?"
    word = key(strip(last.operand)) if isinstance(last, s.Signed) else None
    return f"{'' if sign == '+' else sign}{word}"


def names_samples(reader: "Reader", listing: s.Listing) -> bool:
    """Whether a list is o and all samples: o, {w_1, …, w_K}, with or without the braces, or o and a name of their set."""
    items = [strip(item) for item in listing.items]
    o, w = reader.outside, reader.sample_map
    if key(items[0]) not in (o, "0", f"{w}_{o}", f"{w}_0"):
        return False
    rest = items[1:]
    if len(rest) == 1 and isinstance(rest[0], s.Group) and rest[0].opening == "\\{":
        inner = strip(rest[0].inner)
        rest = items_of(inner)
    if len(rest) == 1:
        return not isinstance(rest[0], s.Numeral) and (key(rest[0]) or "").lower() in SAMPLE_SETS
    bases = {key(item.base) for item in rest if isinstance(item, s.Scripted)}
    written = all(isinstance(item, s.Scripted | s.Dots) for item in rest)
    return written and bases <= {reader.notation.samples} and run(reader, rest, "\\{") == reader.draws


SAMPLE_SETS = frozenset(
    ["w", "n", "s", "neg", "negs", "sub", "samples", "negatives", "w_s", "w_k", "w_i", "w_{1:k}", "mathcal", "n"]
)
"""Names of the set of all samples."""
