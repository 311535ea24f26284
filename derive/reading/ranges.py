"""What a big operator runs over: limits read as indices, the letters that they bind, and conditions."""

from dataclasses import dataclass, replace

from derive import expression as x
from derive.elaboration.relations import is_silent
from derive.elaboration.sets import difference, leaves_out_zero, limits, set_builder, size_of_set
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.ends import Ranged, end_of, run, within
from derive.reading.indices import named_index
from derive.reading.reader import Reader, Scope
from derive.reading.sets import names_sample_words
from derive.reading.unsaid import SAMPLE_LETTERS, beside_word, bind_loose, guessed, letter_in, restricted_letter
from derive.traversal import substitute

EQUAL_SAMPLES = "equal samples"
"""The words below a sum over the samples that equal the part's own."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a big operator runs over: its indices, outermost first, with the letters that they bind, and the condition."""

    indices: tuple[x.Index, ...]
    letters: tuple[str, ...]
    condition: x.Condition = x.ALWAYS
    words: frozenset[str] = frozenset()

    def scope(self, reader: Reader) -> Scope:
        """What each letter stands for inside: its index, or the word of the sample for a letter that runs over a set of words."""
        return {
            letter: reader.sample_word(index) if letter in self.words else index
            for letter, index in zip(self.letters, self.indices, strict=True)
        }


def read_range(reader: Reader, below: s.Syntax | None, above: s.Syntax | None, body: s.Syntax, scope: Scope) -> Range:
    """The range of a sum; several bound letters make nested sums."""
    if isinstance(below, s.Words) and below.text == EQUAL_SAMPLES and reader.place.samples:
        return _equal_samples(reader, below.span)
    given = limits(below)
    above = above.sides[-1] if isinstance(above, s.Relation) and above.operators == ("=",) else above
    if not any(_starts(each) for each in given):
        _known_top(reader, above)
    bound: dict[str, x.Index] = {}
    words: set[str] = set()
    conditions: list[s.Syntax] = []
    extra: list[x.Condition] = []
    for each in sorted(given, key=lambda each: key(each) is not None):
        word = key(each)
        if word is not None and word in bound:
            continue
        if isinstance(each, s.Relation) and isinstance(strip(each.sides[0]), s.Empty):
            return _other_samples(reader, each, scope, same=each.operators[0] == "=")
        if isinstance(each, s.Scripted) and reader.number_of_sample(each) is not None and reader.place.samples:
            return _over_word(reader, each)
        if word is not None:
            bound[word] = x.Index(word, guessed(reader, word, above, body, scope), span=each.span)
        elif isinstance(each, s.Relation):
            letter, index, more, rest = _ranged(reader, each, above, body, scope)
            if letter is not None and index is not None and index.over == reader.draws and _set_of_words(reader, each):
                words.add(letter)
            if letter is not None and index is not None:
                if letter in bound and index.over != bound[letter].over:
                    raise s.ReadingError(f"{letter} is given two ranges", each.span, "one range")
                bound[letter] = index
            extra += more
            conditions += rest
        else:
            raise s.ReadingError("this limit is not understood", each.span, "a range such as w \\in Vocab or s = 1")
    bind_loose(reader, conditions, bound, scope)
    if not bound:
        restricted = restricted_letter(reader, conditions, scope)
        letter = restricted or letter_in(reader, body, scope)
        size = guessed(reader, letter, above, body, scope)
        if (
            restricted
            and size == reader.draws
            and beside_word(reader, conditions)
            and not reader.numbers_samples(letter, body)
        ):
            size = reader.words  # i ≠ o: a word
        bound[letter] = x.Index(letter, size, span=body.span)
    for letter, index in list(bound.items()):
        if letter in reader.place.free and letter != reader.place.generic:
            reader.loose(
                letter, f"{letter}'"
            )  # the part's own o or c runs here: it is another one than that of v_c in ŷ
            bound[letter] = index if extra else replace(index, name=f"{letter}'")
    for letter in words:  # a set holds a word once, samples may repeat it
        reader.remark("sample-words", symbol=letter, meaning="\\{w_1,\\dots,w_K\\}")
    found = Range(tuple(bound.values()), tuple(bound), words=frozenset(words))
    inner = {**scope, **found.scope(reader)}
    if not conditions and not extra and any(remark.code == "incomplete-range" for remark in reader.remarks):
        extra = [
            x.Not(x.Same(index, x.Ordinal(0, reader.offsets)))
            for index in bound.values()
            if index.over == reader.offsets
        ]
    read = [reader.condition(each, inner) for each in conditions] + extra
    whole: x.Condition = x.ALWAYS if not read else read[0] if len(read) == 1 else x.All(tuple(read))
    reader.split |= any(isinstance(each, x.Same) and _both_samples(reader, each) for each in read)
    return replace(found, condition=whole)


def _both_samples(reader: Reader, test: x.Same) -> bool:
    """Whether a condition compares the words of two samples."""
    return all(isinstance(each, x.Mapped) and each.name == reader.sample_map for each in (test.left, test.right))


def _set_of_words(reader: Reader, node: s.Relation) -> bool:
    """Whether a letter runs over the samples as words, w ∈ {w_1, …, w_K}, and not over their numbers; k of w_k ∈ … is a number."""
    if node.operators != ("in",) or isinstance(strip(node.sides[0]), s.Scripted):
        return False
    members, _ = difference(node.sides[1])
    inner = strip(members)
    inner = strip(inner.inner) if isinstance(inner, s.Group) else inner
    items = inner.items if isinstance(inner, s.Listing) else (inner,)
    if any(isinstance(strip(item), s.Scripted) for item in items):
        return True
    return names_sample_words(reader, key(inner))


def _starts(node: s.Syntax) -> bool:
    """Whether a limit is a first value, w = 1: then the upper limit is the last one."""
    plain = isinstance(node, s.Relation) and isinstance(strip(node.sides[0]), s.Name)
    return plain and isinstance(node, s.Relation) and node.operators == ("=",) and len(node.sides) == 2


def _top(above: s.Syntax | None) -> str | None:
    """The name of an upper limit, also between bars."""
    top = strip(above) if above is not None else None
    if isinstance(top, s.Group) and top.opening == "|":
        top = strip(top.inner)
    return None if top is None else key(top)


def _known_top(reader: Reader, above: s.Syntax | None) -> None:
    """An upper limit that stands without a first value must be a size."""
    if above is not None and not is_silent(above) and reader.notation.size_of(_top(above) or "") is None:
        raise s.ReadingError("this upper limit is not understood", above.span, "a size such as K")


def _over_word(reader: Reader, node: s.Scripted) -> Range:
    """Σ_{w_k}: over all samples; Σ_{w_s} of the part's own s may mean those that equal w_s, or all of them: it does not say."""
    word = key(strip(node.below)) if node.below is not None else None
    if word is None or word not in reader.place.free or reader.choose("sum-over-sample", ("equal", "all")) == "all":
        letter = word or "s"
        reader.samples.add("word")
        return Range((x.Index(letter, reader.draws, span=node.span),), (letter,))
    if not reader.split:
        reader.loose(f"\\sum_{{w_{word}}}", f"\\sum_{{k: w_k = w_{word}}}")
    return _equal_samples(reader, node.span)


def _equal_samples(reader: Reader, span: s.Span) -> Range:
    """Over the samples that equal the part's own."""
    own = next((index for index in reader.place.free.values() if index.over == reader.draws), None)
    if own is None:
        raise s.ReadingError("there is no sample to compare with in this part", span, "w_k = w_s")
    reader.remark("reading-sum-over-equal-samples")
    index = x.Index("t", reader.draws, span=span)
    mine = reader.sample_word(own, span=span)
    return Range((index,), ("t",), x.Same(reader.sample_word(index), mine))


def _other_samples(reader: Reader, node: s.Relation, scope: Scope, same: bool) -> Range:
    """Σ_{≠ w_s}: over the samples that differ from w_s; inside, w_s is the sample that runs."""
    reader.split = True
    free = reader.index(node.sides[1], reader.words, scope)
    sample = strip(node.sides[1])
    letter = key(strip(sample.below)) if isinstance(sample, s.Scripted) and sample.below is not None else None
    index = x.Index("t", reader.draws, span=node.span)
    test: x.Condition = x.Same(reader.sample_word(index), free)
    return Range((index,), (letter or "t",), test if same else x.Not(test))


def _ranged(
    reader: Reader, node: s.Relation, above: s.Syntax | None, body: s.Syntax, scope: Scope
) -> tuple[str | None, x.Index | None, list[x.Condition], list[s.Syntax]]:
    """One relation below a sum: a range of a letter, or a condition."""
    sides, operators = node.sides, node.operators
    word = key(strip(sides[0]))
    if operators == ("in",) and word is not None:
        members, without = difference(sides[1])
        builder = set_builder(reader, members)
        if builder is not None:
            return _such_that(reader, word, builder, body, scope, sides[0].span)
        size = size_of_set(reader, members)
        if size is not None:
            first = strip(sides[0])
            if isinstance(first, s.Scripted):
                if (
                    size != reader.draws
                    or first.below is None
                    or key(first.base) not in (reader.notation.samples, *reader.vectors)
                ):
                    raise s.ReadingError("this is no letter that can run", first.span, "w_k \\in \\{w_1,\\dots,w_K\\}")
                word = key(strip(first.below)) or word
            index = x.Index(word, size, span=sides[0].span)
            name = s.Name(word, span=sides[0].span)
            out: list[s.Syntax] = [s.Relation((name, each), ("!=",), span=each.span) for each in without]
            zero = (
                [x.Not(x.Same(index, x.Ordinal(0, reader.offsets)))]
                if size == reader.offsets and leaves_out_zero(members)
                else []
            )
            return word, index, [*zero], out
    if operators == ("=",) and word is not None and getattr(strip(sides[0]), "below", None) is None:
        if above is None and key(strip(sides[1])) == "0":
            return None, None, [], [node]
        found = run(reader, word, (sides[1], above), (False, False), body, scope, node.span)
        top, _ = (end_of(above) if found is not None and above is not None else None) or ("", 0)
        if top in SAMPLE_LETTERS and reader.notation.size_of(top) == reader.draws:
            reader.loose(top, reader.draws)  # the number of a sample, or how many there are
        if found is not None:
            return found
        if above is not None and not is_silent(above):
            reader.loose(f"{word} = …", f"{word} = 1")  # it begins at no number: read as a condition
    magnitude = within(reader, sides, operators, node.span)
    if magnitude is not None:
        return magnitude
    word = key(strip(sides[1]))
    if len(sides) == 3 and set(operators) <= {"<", "<="} and word is not None:
        found = run(
            reader, word, (sides[0], sides[2]), (operators[0] == "<", operators[1] == "<"), body, scope, node.span
        )
        if found is None:
            raise s.ReadingError("this range is not understood", node.span, "a range such as 1 \\le s \\le K")
        return found
    return None, None, [], [node]


def all_values(reader: Reader, node: s.Relation) -> bool:
    """Whether 1 ≤ k ≤ K says no more of a letter than what it stands for anyway."""
    sides, signs = node.sides, node.operators
    word = key(strip(sides[1])) if len(sides) == 3 else None
    if word is None or not set(signs) <= {"<", "<="}:
        return False
    try:
        ends = sides[0], sides[2]
        found = run(reader, word, ends, (signs[0] == "<", signs[1] == "<"), s.Empty(span=node.span), {}, node.span)
        whole = found is not None and not found[2]
        return whole and named_index(reader, word, found[1].over, {}, node.span).over == found[1].over  # type: ignore[index]
    except s.ReadingError:
        return False


def _such_that(reader: Reader, word: str, builder: s.Syntax, body: s.Syntax, scope: Scope, span: s.Span) -> Ranged:
    """A letter that runs over a set given by a condition: the set's own letter stands for it inside the condition."""
    found = read_range(reader, builder, None, body, scope)
    if len(found.indices) != 1:
        raise s.ReadingError("this set has more than one running index", builder.span, "a set such as {j : w_j = w_s}")
    index = x.Index(word, found.indices[0].over, span=span)
    return word, index, [substitute(found.condition, {found.indices[0]: index})], []
