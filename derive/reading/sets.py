"""Sets that an index runs over: Vocab, {1, …, K}, {w_1, …, w_K}, {−m, …, −1, 1, …, m}, V \\ {o}, {j : w_j = w_s}."""

from typing import TYPE_CHECKING

from derive import expression as x
from derive.reading import syntax as s
from derive.reading.context import every, key, strip

if TYPE_CHECKING:
    from derive.reading.reader import Reader

CLOSES = {"[": "]", "(": ")"}
SAMPLED = ("neg", "sample")
"""How names of the set of negative samples begin."""


NEGATIVES = ("N",)
"""The letter that people use for that set, where there are samples."""


def set_builder(reader: "Reader", node: s.Syntax) -> s.Syntax | None:
    """What stands in the braces of {j : w_j = w_s}, of a set of the author's own too; None for any other set."""
    own = reader.own(key(strip(node)) or "")
    node = strip(own[0].value if own else node)
    if isinstance(node, s.Group) and node.opening == "\\{" and has_conditions(node.inner):
        return node.inner
    return None


def has_conditions(node: s.Syntax) -> bool:
    """Whether braces hold a condition, not members."""
    return any(isinstance(each, s.Relation | s.Applied) for each in every(node))


def size_of_set(reader: "Reader", node: s.Syntax) -> x.Size | None:
    """The index set that a set's name or its members stand for, None where they are not all of one."""
    opening = node.opening if isinstance(node, s.Group) else ""
    if isinstance(node, s.Group) and node.closing != CLOSES.get(node.opening, node.closing):
        return None  # [1, V) leaves out its end
    node = strip(node)
    node = strip(node.inner) if isinstance(node, s.Group) else node
    items = _items(node)
    if len(items) > 1:
        return _run(reader, items, opening)
    word = key(node)
    own = reader.own(word) if word is not None else []
    if own and not opening:
        return size_of_set(reader, own[0].value)
    if word is not None and names_sample_words(reader, word):
        reader.remark("reading", symbol=word, meaning="\\{w_1,\\dots,w_K\\}")
        return reader.draws
    return None if word is None else reader.notation.size_of(word)


def names_sample_words(reader: "Reader", word: str | None) -> bool:
    """Whether a name is that of the set of negative samples, whose members are words."""
    return word is not None and reader.place.samples and (word.lower().startswith(SAMPLED) or word in NEGATIVES)


def _items(node: s.Syntax) -> list[s.Syntax]:
    """The members of a list, with or without commas between them and the dots."""
    if isinstance(node, s.Listing):
        return [each for item in node.items for each in _items(strip(item))]
    if isinstance(node, s.Juxtaposition) and any(isinstance(strip(each), s.Dots) for each in node.factors):
        return [strip(each) for each in node.factors]
    return [node]


def _run(reader: "Reader", items: list[s.Syntax], opening: str) -> x.Size | None:
    """1, 2, …, K without a gap, from the first to the last; −m, …, m; the interval [1, K]."""
    words = [_number(reader, item) for item in items]
    ends = [reader.edge(word) for word in (*words[:1], *words[-1:])]
    dots = [k for k, word in enumerate(words) if word == "…"]
    if len(words) == 2 and ends == ["-m", "m"] and opening == "[" and reader.place.window:
        return reader.offsets
    if not dots:
        return reader.notation.size_of(words[1]) if len(words) == 2 and opening == "[" and words[0] == "1" else None
    if reader.place.window and ends == ["-m", "m"]:
        return reader.offsets if words[1:-1] in _BETWEEN else None
    ahead = words[: dots[0]]
    if len(dots) > 1 or dots[0] != len(words) - 2 or ahead != [str(k + 1) for k in range(len(ahead))] or not ahead:
        return None
    return reader.notation.size_of(words[-1])


_BETWEEN = (["…"], ["…", "-1", "1", "…"], ["…", "-1", "0", "1", "…"], ["…", "0", "…"])
"""What may stand between −m and m."""


def _number(reader: "Reader", node: s.Syntax) -> str:
    """A member as a word: "1" for 1 and w_1, "…" for dots."""
    node = strip(node)
    if isinstance(node, s.Dots):
        return "…"
    if isinstance(node, s.Signed) and node.sign == "-":
        return "-" + _number(reader, node.operand)
    if (
        isinstance(node, s.Scripted)
        and key(node.base) in (reader.notation.samples, *reader.vectors)
        and node.below is not None
    ):
        return _number(reader, node.below)
    if isinstance(node, s.Group) and node.opening == "|":
        return key(strip(node.inner)) or "?"
    return key(node) or "?"


def leaves_out_zero(node: s.Syntax) -> bool:
    """Whether the members of {−m, …, −1, 1, …, m} pass over 0."""
    inner = strip(node)
    inner = strip(inner.inner) if isinstance(inner, s.Group) else inner
    words = [key(strip(item)) for item in inner.items] if isinstance(inner, s.Listing) else []
    return "1" in words and "0" not in words


def difference(node: s.Syntax) -> tuple[s.Syntax, list[s.Syntax]]:
    """V \\ {o}: the set, and what is taken out of it."""
    inner = strip(node)
    if (
        isinstance(inner, s.Additive)
        and len(inner.terms) == 2
        and isinstance(inner.terms[1], s.Signed)
        and inner.terms[1].sign == "-"
    ):
        return inner.terms[0], members(inner.terms[1].operand)
    if isinstance(inner, s.Juxtaposition) and len(inner.factors) == 2 and inner.operators[0] in ("setminus", "/"):
        return inner.factors[0], members(inner.factors[1])
    return node, []


def members(node: s.Syntax) -> list[s.Syntax]:
    """The members of a set that is written out."""
    node = strip(node)
    inner = strip(node.inner) if isinstance(node, s.Group) and node.opening == "\\{" else node
    return list(inner.items) if isinstance(inner, s.Listing) else [inner]


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
        rest = _items(inner)
    if len(rest) == 1:
        return not isinstance(rest[0], s.Numeral) and (key(rest[0]) or "").lower() in SAMPLE_SETS
    bases = {key(item.base) for item in rest if isinstance(item, s.Scripted)}
    written = all(isinstance(item, s.Scripted | s.Dots) for item in rest)
    return written and bases <= {reader.notation.samples} and _run(reader, rest, "\\{") == reader.draws


SAMPLE_SETS = frozenset(
    ["w", "n", "s", "neg", "negs", "sub", "samples", "negatives", "w_s", "w_k", "w_i", "w_{1:k}", "mathcal", "n"]
)
"""Names of the set of all samples."""
