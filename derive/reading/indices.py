"""Subscripts and limits: index terms, conditions on them, and what a sum runs over."""

from dataclasses import replace
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import conditions
from derive.elaboration.sets import size_of_set
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.reading.context import Scope
from derive.traversal import free_indices

if TYPE_CHECKING:
    from derive.reading.reader import Reader

ZERO = ("0", "O")
"""What people type for the outside word o."""
LARGEST = 10_000
"""A number that stands as an index is not larger than this."""


def whole(digits: str, span: s.Span, largest: int = LARGEST) -> int:
    """A whole number that stands as an index or a limit, of a size that can be gone through."""
    bare = digits.lstrip("-")
    if not bare.isdecimal() or len(bare) > len(str(largest)) or int(bare) > largest:
        raise s.ReadingError("a number as large as this is not followed as an index", span, f"at most {largest}")
    return int(digits)


def index_term(reader: "Reader", node: s.Syntax, over: x.Size, scope: Scope) -> x.IndexTerm:
    """The value of an index set that a subscript names; a sample where a word is wanted stands for the sample's word."""
    node = strip(node)
    if isinstance(node, s.Relation):
        letter = key(strip(node.sides[0])) or ""
        if node.operators == ("=",) and letter not in scope and letter not in reader.place.free:
            return index_term(reader, node.sides[1], over, scope)  # y_{w=o}, where nothing else is called w: y_o
        _restrict(reader, node, scope)
        node = strip(node.sides[0])
    if isinstance(node, s.Listing) and any(isinstance(strip(item), s.Relation) for item in node.items[1:]):
        for item in node.items[1:]:
            _restrict(reader, item, scope)
        node = strip(node.items[0])
    number = reader.number_of_sample(node) if reader.sample_map else None
    if isinstance(node, s.Scripted) and node.above is None and number is not None:
        found = mapped(reader, node, over, scope)
        if found.over != over:
            raise s.ReadingError(
                f"a word stands where an index over {over} is needed", node.span, f"an index over {over}"
            )
        return found
    if reader.place.window and isinstance(node, s.Additive):
        offset = window_offset(reader, node, scope)
        if offset is not None:
            return offset if offset.over == over else reader.window_word(offset, span=node.span)
    word = key(node)
    if isinstance(node, s.Group) and node.opening == "|" and reader.notation.size_of(key(strip(node.inner)) or ""):
        return x.Ordinal(-1, over, span=node.span)
    if word is None:
        raise s.ReadingError("this subscript is not an index", node.span, "an index such as w, o or w_s")
    return named_index(reader, word, over, scope, node.span)


def _restrict(reader: "Reader", node: s.Syntax, scope: Scope) -> None:
    """Keep a condition that is written inside a subscript: it holds for the whole statement, and so can speak of free indices only.

    In a series that is written by cases, ŷ_{w=o} + ⋯ + ŷ_{w≠o}, it holds for its term.
    """
    found = reader.condition(node, scope)
    if not free_indices(found) <= {*reader.place.free.values(), *reader.running}:
        raise s.ReadingError(
            "this condition is about an index that the statement does not have", node.span, "a plain subscript"
        )
    reader.aside(found)


def named_index(reader: "Reader", word: str, over: x.Size, scope: Scope, span: s.Span) -> x.IndexTerm:
    """The index that a letter stands for."""
    if over == reader.dimension:
        return component(reader, word, scope, span)
    found = scope.get(word) or free_index(reader, word, span)
    if found is not None:
        return fitted(reader, replace(found, span=span), over, span)
    if word in ZERO and reader.outside in reader.place.free:
        reader.remark("reading-u0-is-uo")
        return replace(reader.place.free[reader.outside], span=span)
    if word.isdigit():
        if over == reader.words and reader.place.samples:
            return reader.sample_word(x.Ordinal(whole(word, span), reader.draws, span=span), span=span)
        return x.Ordinal(whole(word, span), over, span=span)
    size = reader.notation.size_of(word)
    if size == over and word not in reader.place.free and word[0].isupper():
        return x.Ordinal(-1, over, span=span)
    if size == reader.draws and over == reader.words and word.isupper() and reader.place.samples:
        return reader.sample_word(x.Ordinal(-1, reader.draws, span=span), span=span)
    if len(word.rstrip("'")) <= 2 and not word[0].isupper():
        generic = reader.place.generic
        if generic is not None and (reader.letters is None or word in reader.letters):
            alias(reader, word, generic, span)
            return fitted(reader, replace(reader.place.free[generic], span=span), over, span)
        reader.remark("reading-unknown-index", symbol=word)
        sample = reader.place.samples and over == reader.words and word in ("k", "s", "i", "j")
        return fitted(reader, x.Index(word, reader.draws if sample else over, span=span), over, span)
    raise s.ReadingError(f"the index {word} is not bound here", span, "an index of the part, or one that a sum binds")


def component(reader: "Reader", word: str, scope: Scope, span: s.Span) -> x.IndexTerm:
    """The number of a component: a letter that a sum binds so, or one of its own; a letter of words is none."""
    bound = scope.get(word) or reader.place.free.get(word)
    if bound is not None and bound.over == reader.dimension:
        return replace(bound, span=span)
    if word.isdigit():
        return x.Ordinal(whole(word, span), reader.dimension, span=span)
    if reader.notation.size_of(word) == reader.dimension:
        return x.Ordinal(-1, reader.dimension, span=span)
    if bound is not None or word in (reader.notation.samples, *reader.fixed) or len(word) > 1 or not word.islower():
        raise s.ReadingError(f"{word} does not number components", span, "a letter such as i")
    return x.Index(word, reader.dimension, span=span)


def free_index(reader: "Reader", word: str, span: s.Span) -> x.Index | None:
    """The free index of the part that a letter names; the part's own letter and another one for it do not go together."""
    if word == reader.place.generic:
        one_letter(reader, word, span)
    return reader.place.free.get(word)


def one_letter(reader: "Reader", word: str, span: s.Span) -> None:
    """Keep the letter that stands for the index of the part; a second one is another index."""
    together = reader.aliased | {word}
    if len(together) > 1 and not together <= {reader.notation.samples, reader.place.generic}:  # u_w beside w_s
        raise s.ReadingError(f"the index {word} is not bound here", span, "one letter for the index of the part")
    reader.aliased.add(word)


def alias(reader: "Reader", word: str, meaning: str, span: s.Span) -> None:
    """One letter of the author's own may stand for the part's index."""
    one_letter(reader, word, span)
    reader.remark("reading", symbol=word, meaning=meaning)
    if word == reader.notation.samples and reader.place.free[meaning].over == reader.draws:
        reader.loose(f"u_{word}", f"u_{{{word}_{meaning}}}")  # a letter of words, not of samples


def fitted(reader: "Reader", index: x.IndexTerm, over: x.Size, span: s.Span) -> x.IndexTerm:
    """An index over samples, as a word where a word is wanted."""
    if index.over == over:
        return index
    if index.over == reader.draws and over == reader.words:
        return reader.sample_word(index, span=span)
    if over == "1+K":
        return index
    if index.over == reader.offsets and over == reader.words and reader.notation.window:
        name = getattr(index, "name", str(getattr(index, "number", "")))
        reader.loose(name, f"w_{{t+{name}}}")
        return x.Mapped(reader.notation.window, index, reader.words, span=span)
    raise s.ReadingError(
        f"this index runs over {index.over}, an index over {over} is needed", span, f"an index over {over}"
    )


def mapped(reader: "Reader", node: s.Scripted, over: x.Size, scope: Scope) -> x.IndexTerm:
    """w_s, the word of sample s; w_t and w_{t+j}, the words of the window."""
    below = strip(node.below) if node.below is not None else s.Empty(span=node.span)
    span = node.span
    if reader.place.window:
        if node.primes:
            raise s.ReadingError("this prime is not understood", span, "w_{t+j}")
        offset = window_offset(reader, below, scope)
        if offset is not None:
            return offset if offset.over == over else reader.window_word(offset, span=span)
    if key(below) == "0" and reader.place.samples and reader.outside in reader.place.free:
        reader.remark("reading", symbol=f"{reader.sample_map}_0", meaning=reader.outside)
        return replace(reader.place.free[reader.outside], span=span)
    if not reader.place.samples and not reader.place.window:
        raise s.ReadingError("there are no samples in this part", span, "an index of a word")
    word = key(below)
    if word is None or word == reader.notation.samples:
        raise s.ReadingError("this is not the number of a sample", below.span, "s, k or a number")
    index = named_index(reader, word + "'" * node.primes, reader.draws, scope, below.span)
    if index.over != reader.draws:
        raise s.ReadingError(f"{word} is not a sample here", below.span, "the number of a sample")
    return reader.sample_word(index, span=span)


OFFSETS = ("j", "i", "k")
"""Letters of a place in a window."""


def window_offset(reader: "Reader", below: s.Syntax, scope: Scope) -> x.Index | x.Ordinal | x.IndexTerm | None:
    """The offset in w_{t+j}, w_{c+j}, w_j; the centre itself for w_t and w_c."""
    center = reader.place.free[reader.center]
    centres = (reader.notation.position, reader.center)
    if isinstance(below, s.Additive):
        last = below.terms[-1]
        if len(below.terms) != 2 or key(strip(below.terms[0])) not in centres or not isinstance(last, s.Signed):
            return None
        if last.sign not in ("+", "-"):
            return None
        step, minus = strip(last.operand), last.sign == "-"
        word = key(step)
        if word in scope and scope[word].over == reader.offsets and not minus:
            return replace(scope[word], span=step.span)
        if word == reader.half:
            return _edge(reader, minus, step.span)
        if word in OFFSETS and word not in scope and not minus:
            reader.remark("reading-unknown-index", symbol=word)
            return x.Index(word, reader.offsets, span=step.span)
        if word is not None and word.isdigit():
            return x.Ordinal((-1 if minus else 1) * whole(word, step.span), reader.offsets, span=step.span)
        return None
    word = key(below)
    if word in centres:
        return center
    if word in scope and scope[word].over == reader.offsets:
        reader.loose(f"w_{word}", f"w_{{t+{word}}}")  # an offset counts from the centre
        return scope[word]
    return x.Ordinal(0, reader.offsets, span=below.span) if word == "0" else None


def _edge(reader: "Reader", minus: bool, span: s.Span) -> x.Ordinal:
    if minus:
        raise s.ReadingError("the first word of the window stands alone here", span, "w_{t+j}")
    return x.Ordinal(0, reader.offsets, end=True, span=span)


def equal(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition:
    """w = o, w_i = w_s of indices, x = 0 of numbers."""
    sizes = [_is_size(reader, side, scope) for side in (left, right)]
    of_sizes = [size or isinstance(strip(side), s.Numeral) for size, side in zip(sizes, (left, right), strict=True)]
    if (any(sizes) and all(of_sizes)) or _is_real(reader, left, scope) or _is_real(reader, right, scope):
        a, b = (reader.real(side, scope) for side in (left, right))
        return x.All((x.Compare(a, "<=", b), x.Compare(b, "<=", a)))
    if any(isinstance(each, s.Dots) for each in every(right)):
        raise s.ReadingError("this is a range and no condition", right.span, "a condition such as w = o")
    held = conditions.hot(reader, left, right, scope)
    if held is not None:
        return held
    left, right = _of_vectors(reader, left, right)
    numbers = [key(strip(side)) or "" for side in (left, right)]
    if all(number.isdecimal() for number in numbers):
        return x.ALWAYS if int(numbers[0]) == int(numbers[1]) else x.Some(())
    numbered = scope.get(key(strip(left)) or "")
    if numbered is not None and numbered.over == reader.draws and key(strip(right)) == "0":
        return x.Some(())  # samples are counted from 1
    number = _offset_is(reader, left, right, scope)
    if number is not None:
        return number
    over = over_of(reader, left, right, scope)
    return x.Same(*(_compared(reader, side, over, scope) for side in (left, right)))


def _of_vectors(reader: "Reader", left: s.Syntax, right: s.Syntax) -> tuple[s.Syntax, s.Syntax]:
    """w and o for u_w and u_o: the vectors of one family are told apart by their words."""
    sides = strip(left), strip(right)
    if not all(isinstance(each, s.Scripted) and each.below is not None and each.above is None for each in sides):
        return left, right
    letters = {key(each.base) for each in sides if isinstance(each, s.Scripted)}
    if len(letters) != 1 or not letters <= set(reader.vectors):
        return left, right
    one, other = (each.below for each in sides if isinstance(each, s.Scripted) and each.below is not None)
    return one, other


def ordered(reader: "Reader", left: s.Syntax, operator: str, right: s.Syntax, scope: Scope) -> x.Condition | None:
    """j < k, j ≤ k: indices compared by their order; None for numbers."""
    if all(reader.index_by_itself(side, scope) is None for side in (left, right)):
        return None
    over = over_of(reader, left, right, scope)
    one, other = (_compared(reader, side, over, scope) for side in (left, right))
    if operator in (">", ">="):
        one, other = other, one
    return x.Before(one, other) if operator in ("<", ">") else x.Not(x.Before(other, one))


def _is_size(reader: "Reader", node: s.Syntax, scope: Scope) -> bool:
    """Whether a letter is the name of a size, and no index: the V of V = 30."""
    return (key(strip(node)) or "") in reader.notation.sizes and reader.index_by_itself(node, scope) is None


def _is_real(reader: "Reader", node: s.Syntax, scope: Scope) -> bool:
    """Whether a letter is a real number here: the x of f(x), the α beside it."""
    word = key(strip(node)) or ""
    argument = reader.place.argument
    scalar = reader.notation.symbols.get(word) == x.SCALAR and reader.index_by_itself(node, scope) is None
    return scalar or (argument is not None and argument.name == word)


def among(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition:
    """w \\in \\{w_1, …, w_K\\}: what stands for the word of a sample always is one of them, and then u_w says what it means."""
    own = reader.index_by_itself(left, scope)
    numbered = own is not None and own.over == reader.draws
    if not reader.place.samples or numbered or size_of_set(reader, right) != reader.draws:
        return conditions.among(reader, left, right, scope)
    word = index_term(reader, left, reader.words, scope)
    if not isinstance(word, x.Mapped) or word.name != reader.sample_map:
        raise s.ReadingError("whether this word is a sample is not followed", right.span, "a condition such as w = o")
    reader.withdraw("loose", f"u_{key(strip(left))}")
    return x.Same(word, word)


def _offset_is(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Condition | None:
    """j = 0 or j = m for an offset of the window."""
    word, value = key(strip(left)), key(strip(right))
    index = scope.get(word or "")
    if index is None or index.over != reader.offsets or value is None:
        return None
    if value in ("o", "O"):  # the letter for the digit: an offset is no word
        reader.remark("reading", symbol=value, meaning="0")
        value = "0"
    if value.lstrip("-").isdigit():
        return x.Same(index, x.Ordinal(whole(value, right.span), reader.offsets))
    return x.Same(index, x.Ordinal(0, reader.offsets, end=True)) if value == reader.half else None


def _compared(reader: "Reader", node: s.Syntax, over: x.Size, scope: Scope) -> x.IndexTerm:
    """A side of a condition; a number there is that very value, not the word of a sample."""
    word = key(strip(node)) or ""
    if word.isdigit() and word not in ZERO:
        return x.Ordinal(whole(word, node.span), over, span=node.span)
    return index_term(reader, node, over, scope)


def over_of(reader: "Reader", left: s.Syntax, right: s.Syntax, scope: Scope) -> x.Size:
    """What both sides of a condition run over: numbers of samples, or words; a number compared with a word is read as its word, loosely."""
    kinds = set()
    for side in (left, right):
        index = reader.index_by_itself(side, scope)
        if index is not None:
            kinds.add(index.over)
        elif key(strip(side)) is None or not _unbound(strip(side)):
            kinds.add(reader.words)
    if len(kinds) > 1:
        number = next(side for side in (left, right) if _number_of_place(reader, side, scope))
        reader.loose(key(strip(number)) or "", f"{reader.sample_map}_{key(strip(number))}")
    return kinds.pop() if len(kinds) == 1 else reader.words


def _number_of_place(reader: "Reader", node: s.Syntax, scope: Scope) -> bool:
    """Whether a side of a condition is the number of a sample, or an offset, and no word."""
    index = reader.index_by_itself(node, scope)
    return index is not None and index.over != reader.words


def _unbound(node: s.Syntax) -> bool:
    """Whether this is a number or one letter, which takes the kind of what it is compared with."""
    return isinstance(node, s.Numeral) or (isinstance(node, s.Name) and len(node.name) == 1)
