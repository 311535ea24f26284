"""Subscripts and limits: index terms, conditions on them, and what a sum runs over."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from derive import expression as x
from derive.reading import syntax as s
from derive.reading.context import every, key, strip

if TYPE_CHECKING:
    from derive.reading.elaborate import Reader

Scope = dict[str, x.Index]
ZERO = ("0", "O")
"""What people type for the outside word o."""
SAMPLE_LETTERS = ("k", "s", "i", "j", "t", "l", "n", "x")
WORD_LETTERS = ("w", "x", "i", "j", "k", "v", "a", "b", "n", "z", "l", "r")


def index_term(reader: "Reader", node: s.Syntax, over: x.Size, scope: Scope) -> x.IndexTerm:
    """The value of an index set that a subscript names; a sample where a word is wanted stands for the sample's word."""
    node = strip(node)
    if isinstance(node, s.Relation):
        reader.aside(condition(reader, node, scope))
        node = strip(node.sides[0])
    if isinstance(node, s.Listing) and any(isinstance(strip(item), s.Relation) for item in node.items[1:]):
        for item in node.items[1:]:
            reader.aside(condition(reader, item, scope))
        node = strip(node.items[0])
    if (
        isinstance(node, s.Scripted)
        and key(node.base) in (reader.notation.samples, reader.center_letter(scope))
        and node.below is not None
        and node.above is None
    ):
        return mapped(reader, node, over, scope)
    word = key(node)
    if isinstance(node, s.Group) and node.opening == "|":
        word = key(strip(node.inner))
        if word is not None and reader.notation.size_of(word):
            return x.Ordinal(-1, over, span=node.span)
    if word is None:
        raise s.ReadingError("this subscript is not an index", node.span, "an index such as w, o or w_s")
    return named_index(reader, word, over, scope, node.span)


def named_index(reader: "Reader", word: str, over: x.Size, scope: Scope, span: s.Span) -> x.IndexTerm:
    """The index that a letter stands for."""
    found = scope.get(word) or reader.place.free.get(word)
    if found is not None:
        return fitted(reader, replace(found, span=span), over, span)
    if word in ZERO and "o" in reader.place.free:
        reader.remark("reading-u0-is-uo")
        return replace(reader.place.free["o"], span=span)
    if word.isdigit():
        if over == "V" and reader.place.samples:
            return x.Mapped(reader.sample_map, x.Ordinal(int(word), "K", span=span), "V", span=span)
        return x.Ordinal(int(word), over, span=span)
    size = reader.notation.size_of(word)
    if size == over and word not in reader.place.free and word[0].isupper():
        return x.Ordinal(-1, over, span=span)
    if size == "K" and over == "V" and word.isupper() and reader.place.samples:
        return x.Mapped(reader.sample_map, x.Ordinal(-1, "K", span=span), "V", span=span)
    if len(word.rstrip("'")) <= 2 and not word[0].isupper():
        generic = reader.place.generic
        if generic is not None and (reader.letters is None or word in reader.letters):
            reader.aliased.add(word)
            reader.remark("reading", symbol=word, meaning=generic)
            return fitted(reader, replace(reader.place.free[generic], span=span), over, span)
        reader.remark("reading-unknown-index", symbol=word)
        sample = reader.place.samples and over == "V" and word in ("k", "s", "i", "j")
        return fitted(reader, x.Index(word, "K" if sample else over, span=span), over, span)
    raise s.ReadingError(f"the index {word} is not bound here", span, "an index of the part, or one that a sum binds")


def fitted(reader: "Reader", index: x.Index, over: x.Size, span: s.Span) -> x.IndexTerm:
    """An index over samples, as a word where a word is wanted."""
    if index.over == over:
        return index
    if index.over == "K" and over == "V":
        return x.Mapped(reader.sample_map, index, "V", span=span)
    if over == "1+K":
        return index
    if index.over == "±m" and over == "V" and reader.notation.window:
        reader.remark("reading", symbol=index.name, meaning=f"the word at offset {index.name}")
        return x.Mapped(reader.notation.window, index, "V", span=span)
    raise s.ReadingError(
        f"{index.name} runs over {index.over}, an index over {over} is needed", span, f"an index over {over}"
    )


def mapped(reader: "Reader", node: s.Scripted, over: x.Size, scope: Scope) -> x.IndexTerm:
    """w_s, the word of sample s; w_t and w_{t+j}, the words of the window."""
    below = strip(node.below) if node.below is not None else s.Empty(span=node.span)
    span = node.span
    if reader.place.window:
        offset = window_offset(reader, below, scope)
        if offset is not None:
            return offset if offset.over == over else x.Mapped(reader.notation.window or "w_t", offset, "V", span=span)
    if key(below) == "0" and reader.place.samples and "o" in reader.place.free:
        return replace(reader.place.free["o"], span=span)
    if not reader.place.samples and not reader.place.window:
        raise s.ReadingError("there are no samples in this part", span, "an index of a word")
    word = key(below)
    if word is None:
        raise s.ReadingError("this is not the number of a sample", below.span, "s, k or a number")
    if word.isdigit():
        return x.Mapped(reader.sample_map, x.Ordinal(int(word), "K", span=below.span), "V", span=span)
    index = scope.get(word) or reader.place.free.get(word)
    if index is None and reader.notation.size_of(word) == "K" and word.isupper():
        return x.Mapped(reader.sample_map, x.Ordinal(-1, "K", span=below.span), "V", span=span)
    if index is None and "s" in reader.place.free:
        reader.remark("reading", symbol=word, meaning="s")
        index = reader.place.free["s"]
    if index is None or index.over != "K":
        raise s.ReadingError(f"{word} is not a sample here", below.span, "the number of a sample")
    return x.Mapped(reader.sample_map, replace(index, span=below.span), "V", span=span)


def window_offset(reader: "Reader", below: s.Syntax, scope: Scope) -> x.Index | x.Ordinal | x.IndexTerm | None:
    """The offset in w_{t+j}, w_{c+j}, w_j; the centre itself for w_t and w_c."""
    center = reader.place.free["c"]
    if isinstance(below, s.Additive) and len(below.terms) == 2:
        last = below.terms[1]
        step = strip(last.operand) if isinstance(last, s.Signed) else strip(last)
        minus = isinstance(last, s.Signed) and last.sign == "-"
        word = key(step)
        if word in scope and scope[word].over == "±m" and not minus:
            return x.Index(scope[word].name, "±m", span=step.span)
        if word == "m":
            return _edge(minus, step.span)
        if word is not None and word.isdigit():
            return x.Ordinal(-int(word) if minus else int(word), "±m", span=step.span)
        return None
    word = key(below)
    if word in ("t", "c"):
        return center
    if word in scope and scope[word].over == "±m":
        return scope[word]
    return x.Ordinal(0, "±m", span=below.span) if word == "0" else None


def _edge(minus: bool, span: s.Span) -> x.Ordinal:
    if minus:
        raise s.ReadingError("the first word of the window stands alone here", span, "w_{t+j}")
    return x.Ordinal(0, "±m", end=True, span=span)


# ------------------------------------------------------------------------------------------------------------------ conditions

NEGATED = {"!=": "=", "notin": "in", ">": "<=", ">=": "<"}
ORDER = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}


def condition(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Condition:
    """A condition on indices or on real numbers: w = o, w_i \\ne w_s, x > 0, several of them."""
    node = strip(node)
    if isinstance(node, s.Applied):
        return x.All((condition(reader, node.formula, scope), condition(reader, node.condition, scope)))
    if isinstance(node, s.Listing):
        return x.All(tuple(condition(reader, item, scope) for item in node.items if not _silent(item)))
    if isinstance(node, s.Juxtaposition):
        meant = [factor for factor in node.factors if not _silent(factor)]
        if len(meant) == 1:
            return condition(reader, meant[0], scope)
    if isinstance(node, s.Relation):
        return (
            x.All(tuple(_relation(reader, *each, scope) for each in _pairs(node)))
            if len(node.sides) > 2
            else _relation(reader, node.sides[0], node.operators[0], node.sides[1], scope)
        )
    raise s.ReadingError("this is not a condition", node.span, "a condition such as w = o or x > 0")


def _pairs(node: s.Relation) -> Iterator[tuple[s.Syntax, str, s.Syntax]]:
    yield from zip(node.sides, node.operators, node.sides[1:], strict=False)


def _silent(node: s.Syntax) -> bool:
    return isinstance(strip(node), s.Words | s.Empty)


def _relation(reader: "Reader", left: s.Syntax, operator: str, right: s.Syntax, scope: Scope) -> x.Condition:
    if operator in ("!=", "notin"):
        return x.Not(_relation(reader, left, NEGATED[operator], right, scope))
    if operator in ORDER:
        a, b = (reader.real(side, scope) for side in (left, right))
        return (
            x.Compare(a, operator, b) if operator in ("<", "<=") else x.Compare(b, "<" if operator == ">" else "<=", a)
        )
    if operator in ("=", "in"):
        number = _offset_is(reader, left, right, scope)
        if number is not None:
            return number
        a, b = (index_term(reader, side, over_of(reader, left, right, scope), scope) for side in (left, right))
        return x.Same(a, b)
    raise s.ReadingError(f"a condition with {operator} is not understood", left.span, "=, ≠, < or >")


def _offset_is(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition | None:
    """j = 0 or j = m for an offset of the window."""
    word, value = key(strip(left)), key(strip(right))
    index = scope.get(word or "")
    if index is None or index.over != "±m" or value is None:
        return None
    if value.lstrip("-").isdigit():
        return x.Same(index, x.Ordinal(int(value), "±m"))
    return x.Same(index, x.Ordinal(0, "±m", end=True)) if value == "m" else None


def over_of(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Size:
    """What both sides of a condition run over: samples where both are samples, words otherwise."""
    kinds = []
    for side in (left, right):
        word = key(strip(side))
        index = scope.get(word or "") or reader.place.free.get(word or "")
        kinds.append(index.over if index is not None else "V")
    return kinds[0] if kinds[0] == kinds[1] else "V"


# ---------------------------------------------------------------------------------------------------------------------- ranges


@dataclass(frozen=True, slots=True)
class Range:
    """What a big operator runs over: its indices, outermost first, with the letters that they bind, and the condition."""

    indices: tuple[x.Index, ...]
    letters: tuple[str, ...]
    condition: x.Condition = x.ALWAYS


def limits(node: s.Syntax | None) -> list[s.Syntax]:
    """The limits as a flat list of conditions."""
    if node is None:
        return []
    node = strip(node)
    if isinstance(node, s.Listing):
        return [each for item in node.items for each in limits(item)]
    if isinstance(node, s.Applied):
        return limits(node.formula) + limits(node.condition)
    if isinstance(node, s.Relation) and any(operator in (":", "|", "mid") for operator in node.operators):
        at = next(k for k, operator in enumerate(node.operators) if operator in (":", "|", "mid"))
        first = node.sides[0] if at == 0 else s.Relation(node.sides[: at + 1], node.operators[:at], span=node.span)
        rest = (
            node.sides[at + 1]
            if at + 2 == len(node.sides)
            else s.Relation(node.sides[at + 1 :], node.operators[at + 1 :], span=node.span)
        )
        return limits(first) + limits(rest)
    if isinstance(node, s.Juxtaposition) and any(_silent(factor) for factor in node.factors):
        return [each for factor in node.factors if not _silent(factor) for each in limits(factor)]
    return [] if _silent(node) else [node]


def read_range(reader: "Reader", below: s.Syntax | None, above: s.Syntax | None, body: s.Syntax, scope: Scope) -> Range:
    """The range of a sum; several bound letters make nested sums."""
    given = limits(below)
    bound: dict[str, x.Index] = {}
    conditions: list[s.Syntax] = []
    extra: list[x.Condition] = []
    for each in given:
        word = key(each)
        if isinstance(each, s.Relation) and isinstance(strip(each.sides[0]), s.Empty):
            return _other_samples(reader, each, body, scope, same=each.operators[0] == "=")
        if isinstance(each, s.Scripted) and key(each.base) == reader.notation.samples and reader.place.samples:
            return _over_word(reader, each, body, scope)
        if word is not None:
            bound[word] = x.Index(word, _guess(reader, word, above, body, scope), span=each.span)
        elif isinstance(each, s.Relation):
            letter, index, more, rest = _ranged(reader, each, above, body, scope)
            if letter is not None and index is not None:
                if letter in bound and index.over != bound[letter].over:
                    raise s.ReadingError(f"{letter} is given two ranges", each.span, "one range")
                bound[letter] = index
            extra += more
            conditions += rest
        else:
            raise s.ReadingError("this limit is not understood", each.span, "a range such as w \\in Vocab or s = 1")
    conditions = _bind_loose(reader, conditions, above, body, bound, scope)
    if not bound:
        letter = _letter_in(reader, body, scope)
        bound[letter] = x.Index(letter, _guess(reader, letter, above, body, scope), span=body.span)
    inner = {**scope, **bound}
    if not conditions and not extra and any(remark.code == "incomplete-range" for remark in reader.remarks):
        extra = [x.Not(x.Same(index, x.Ordinal(0, "±m"))) for index in bound.values() if index.over == "±m"]
    read = [condition(reader, each, inner) for each in conditions] + extra
    whole: x.Condition = x.ALWAYS if not read else read[0] if len(read) == 1 else x.All(tuple(read))
    return Range(tuple(bound.values()), tuple(bound), whole)


def _bind_loose(
    reader: "Reader",
    conditions: list[s.Syntax],
    above: s.Syntax | None,
    body: s.Syntax,
    bound: dict[str, x.Index],
    scope: Scope,
) -> list[s.Syntax]:
    """Letters in conditions that nothing binds, as the i of Σ_{w_i = w_s}, are bound by the sum."""
    if bound:
        return conditions
    for each in conditions:
        for node in every(each):
            if isinstance(node, s.Scripted) and key(node.base) == reader.notation.samples and node.below is not None:
                word = key(strip(node.below))
                if word and word not in scope and word not in reader.place.free and not word.isdigit():
                    bound[word] = x.Index(word, "K", span=node.span)
                    return conditions
    return conditions


def _over_word(reader: "Reader", node: s.Scripted, body: s.Syntax, scope: Scope) -> Range:
    """Σ_{w_s}: over the samples equal to w_s, or over all of them; the author's other lines decide."""
    word = key(strip(node.below)) if node.below is not None else None
    if word is None or word not in reader.place.free or reader.choose("sum-over-sample", ("equal", "all")) == "all":
        letter = word or "s"
        return Range((x.Index(letter, "K", span=node.span),), (letter,))
    reader.remark("reading-sum-over-equal-samples")
    index = x.Index("t", "K", span=node.span)
    return Range(
        (index,), ("t",), x.Same(x.Mapped(reader.sample_map, index, "V"), index_term(reader, node, "V", scope))
    )


def _other_samples(reader: "Reader", node: s.Relation, body: s.Syntax, scope: Scope, same: bool) -> Range:
    """Σ_{≠ w_s}: over the samples that differ from w_s; inside, w_s is the sample that runs."""
    free = index_term(reader, node.sides[1], "V", scope)
    letter = key(strip(strip(node.sides[1]).below)) if isinstance(strip(node.sides[1]), s.Scripted) else None  # type: ignore[union-attr,arg-type]
    index = x.Index("t", "K", span=node.span)
    test: x.Condition = x.Same(x.Mapped(reader.sample_map, index, "V"), free)
    return Range((index,), (letter or "t",), test if same else x.Not(test))


def _ranged(
    reader: "Reader", node: s.Relation, above: s.Syntax | None, body: s.Syntax, scope: Scope
) -> tuple[str | None, x.Index | None, list[x.Condition], list[s.Syntax]]:
    """One relation below a sum: a range of a letter, or a condition."""
    sides, operators = node.sides, node.operators
    word = key(strip(sides[0]))
    if operators == ("in",) and word is not None:
        size = _set(reader, sides[1])
        if size is not None:
            return word, x.Index(word, size, span=sides[0].span), [], []
    if operators == ("=",) and word is not None and not isinstance(strip(sides[0]), s.Scripted):
        low = key(strip(sides[1]))
        if low is not None and (low.isdigit() or low.lstrip("-").isdigit()):
            if low == "0" and above is None:
                return None, None, [], [node]
            index, more = _counted(reader, word, low, above, body, scope, node.span)
            return word, index, more, []
        if isinstance(strip(sides[1]), s.Signed) and above is not None and key(strip(above)) == "m":
            return word, x.Index(word, "±m", span=sides[0].span), [], []
    if len(sides) == 3 and set(operators) <= {"<", "<="}:
        word = key(strip(sides[1]))
        low, high = strip(sides[0]), strip(sides[2])
        if word is not None:
            return _between(reader, word, low, operators, high, node.span)
    return None, None, [], [node]


def _between(
    reader: "Reader", word: str, low: s.Syntax, operators: tuple[str, ...], high: s.Syntax, span: s.Span
) -> tuple[str, x.Index, list[x.Condition], list[s.Syntax]]:
    """−m ≤ j ≤ m, 1 ≤ s ≤ K, with strict ends left out."""
    more: list[x.Condition] = []
    window = isinstance(low, s.Signed) and low.sign == "-" and key(strip(low.operand)) == "m" and key(high) == "m"
    if window:
        index = x.Index(word, "±m", span=span)
        if operators[0] == "<":
            raise s.ReadingError("a window that leaves out −m is not understood", span, "−m ≤ j ≤ m")
    else:
        size = reader.notation.size_of(key(high) or "")
        if size in (None, "±m") or key(low) not in ("1", "0"):
            raise s.ReadingError("this range is not understood", span, "a range such as 1 \\le s \\le K")
        index = x.Index(word, size or "", span=span)
        if (operators[0] == "<") != (key(low) == "0"):
            raise s.ReadingError("this range does not begin at 1", span, "a range such as 1 \\le s \\le K")
    if operators[1] == "<":
        more.append(x.Not(x.Same(index, x.Ordinal(0, index.over, end=True))))
    return word, index, more, []


def _set(reader: "Reader", node: s.Syntax) -> x.Size | None:
    """The index set that a set's name stands for: Vocab, V, {1, …, K}, [1, K], {w_1, …, w_K}."""
    node = strip(node)
    if isinstance(node, s.Group):
        node = strip(node.inner)
    if isinstance(node, s.Listing):
        last = strip(node.items[-1])
        if isinstance(last, s.Scripted) and key(last.base) == reader.notation.samples and last.below is not None:
            last = strip(last.below)
        return reader.notation.size_of(key(last) or "")
    word = key(node)
    return None if word is None else reader.notation.size_of(word)


def _counted(
    reader: "Reader", word: str, low: str, above: s.Syntax | None, body: s.Syntax, scope: Scope, span: s.Span
) -> tuple[x.Index, list[x.Condition]]:
    """s = 1 … K, and ranges that are off by a constant."""
    top = strip(above) if above is not None else None
    more: list[x.Condition] = []
    name = key(top) if top is not None else None
    if isinstance(top, s.Group) and top.opening == "|":
        name = key(strip(top.inner))
    if isinstance(top, s.Additive) and len(top.terms) == 2:
        name = key(strip(top.terms[0]))
        step = top.terms[1]
        amount = key(strip(step.operand)) if isinstance(step, s.Signed) else None
        if (
            isinstance(step, s.Signed)
            and step.sign == "+"
            and amount == "1"
            and low == "1"
            and reader.notation.size_of(name or "") == "K"
        ):
            return x.Index(word, "1+K", span=span), []
        if not isinstance(step, s.Signed) or step.sign != "-" or amount is None or not amount.isdigit():
            raise s.ReadingError("this upper limit is not understood", top.span, "a size such as K")
        cut = int(amount)
    else:
        cut = 0
    if name is not None and name.isdigit():
        size: x.Size | None = _guess(reader, word, None, body, scope)
        index = x.Index(word, size or "V", span=span)
        values = [x.Same(index, x.Ordinal(k, index.over)) for k in range(int(low), int(name) + 1)]
        return index, [x.Some(tuple(values))]
    size = reader.notation.size_of(name) if name is not None else _guess(reader, word, None, body, scope)
    if size == "±m":
        size = "V" if not reader.place.samples else "K"
    if size is None:
        raise s.ReadingError(f"the upper limit {name} is not a size that is known here", span, "V or K")
    index = x.Index(word, size, span=span)
    if low != "1":
        if int(low) < 1:
            raise s.ReadingError(f"indices begin at 1, this sum at {low}", span, "1")
        more += [x.Not(x.Same(index, x.Ordinal(k, size))) for k in range(1, int(low))]
    more += [x.Not(x.Same(index, x.Ordinal(-k, size, end=True))) for k in range(cut)]
    return index, more


def _guess(reader: "Reader", word: str, above: s.Syntax | None, body: s.Syntax, scope: Scope) -> x.Size:
    """What an index runs over when no range is given: offsets if it stands in w_{t+j}, samples in a part with samples, else words."""
    if above is not None:
        size = reader.notation.size_of(key(strip(above)) or "")
        if size is not None:
            return size
    if reader.place.window:
        for node in every(body):
            if isinstance(node, s.Additive) and any(
                key(strip(t.operand if isinstance(t, s.Signed) else t)) == word for t in node.terms
            ):
                reader.remark("incomplete-range", symbol=word)
                return "±m"
        return "V"
    return "K" if reader.place.samples else "V"


def _letter_in(reader: "Reader", body: s.Syntax, scope: Scope) -> str:
    """The letter that a sum without limits binds: the first unbound one among the subscripts of its body."""
    taken = {"o", "c"} | set(scope)
    for node in every(body):
        if isinstance(node, s.Scripted) and node.below is not None:
            below = strip(node.below)
            if isinstance(below, s.Scripted) and key(below.base) == reader.notation.samples and below.below is not None:
                below = strip(below.below)
            word = key(below)
            if word and word not in taken and word in (*WORD_LETTERS, *SAMPLE_LETTERS):
                return word
    raise s.ReadingError("this sum does not say what it runs over", body.span, "an index below the sum")
