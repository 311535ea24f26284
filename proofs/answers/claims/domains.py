"""What a claim is said to hold for: a set or a range beside it restricts nothing if it is all that its letter runs over."""

from derive import expression as x
from derive.elaboration.sets import difference, size_of_set
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part
from derive.reading.reader import Reader
from derive.traversal import walk
from derive.words.ranges import ALL, BUT_SOME
from proofs.answers.claims.sizes import REALS, told


def _goes_on(members: s.Syntax) -> bool:
    """Whether a term is added to a set, or a number taken from it."""
    inner = strip(members)
    terms = inner.terms[1:] if isinstance(inner, s.Additive) else ()
    return any(
        isinstance(each, s.Signed) and (each.sign != "-" or isinstance(strip(each.operand), s.Numeral))
        for each in terms
    )


def is_range(node: s.Syntax) -> bool:
    """Whether a condition only says what a letter runs over, or what shape a symbol has: i = 1, …, K; U ∈ R^{d × V}; ∀ w."""
    inner = strip(node)
    if isinstance(inner, s.Name):
        return True  # for all w
    if not isinstance(inner, s.Relation):
        return False
    if inner.operators.count("in") > 1 or _goes_on(inner.sides[-1]):
        return False  # k ∈ [1, K] + v_c: something stands behind the set
    if set(inner.operators) <= {"in", "forall"}:
        numbers = {word for each in every(inner.sides[-1]) if (word := key(each)) is not None}
        members = strip(inner.sides[-1])
        members = strip(members.inner) if isinstance(members, s.Group) else members
        written_out = isinstance(members, s.Listing) and not any(isinstance(each, s.Dots) for each in every(members))
        return not written_out and not numbers & {"Z", "N", "Q", "mathbb Z", "mathbb N", "mathbb Q"}
    return inner.operators == ("=",) and any(isinstance(each, s.Dots) for each in every(inner.sides[-1]))


def says_nothing(reader: Reader, node: s.Syntax) -> bool:
    """Whether a condition that cannot be read as one is a range or a set, and all that its letter or its symbol stands for."""
    inner = strip(node)
    if not is_range(node) or not isinstance(inner, s.Relation):
        return is_range(node)
    lefts = inner.sides[0].items if isinstance(inner.sides[0], s.Listing) else (inner.sides[0],)
    last = inner.sides[-1]
    if inner.operators == ("=",):
        index = reader.place.free.get(key(strip(lefts[0])) or "")
        return index is None or size_of_set(reader, last) == index.over
    return "in" not in inner.operators or all(_all_of_it(reader, strip(each), last) for each in lefts)


def _all_of_it(reader: Reader, letter: s.Syntax, within: s.Syntax) -> bool:
    """Whether a set is the whole of what a letter runs over, or a space in which the symbol lies."""
    word, notation = key(letter) or "", reader.notation
    if reader.place.argument is not None and word == reader.place.argument.name:
        return _real_line(reader, within)
    base = key(letter.base) if isinstance(letter, s.Scripted) else word
    sample = isinstance(letter, s.Scripted) and base == notation.samples
    if base in notation.quantities:
        return True
    if not sample and (base in notation.families or base in notation.symbols):
        return told(within, notation) is not None and not isinstance(_base(within), s.Group)
    if told(within, notation) is not None:
        return True
    whole, apart = difference(within)
    if reader.place.window and word == reader.place.generic and [key(strip(each)) for each in apart] == [reader.center]:
        within = whole  # all words but the centre, of which the part asks
    size, index = size_of_set(reader, within), reader.place.free.get(word)
    if sample:
        return size in (reader.words, reader.draws)
    return size is not None and (index is None or size == index.over)


def _base(node: s.Syntax) -> s.Syntax:
    inner = strip(node)
    return inner.base if isinstance(inner, s.Scripted) else inner


def _real_line(reader: Reader, within: s.Syntax) -> bool:
    """All numbers; without 0, where the function of the part has a kink there."""
    whole, apart = difference(within)
    smooth = not any(isinstance(each, x.Cases | x.Extremum) for each in walk(reader.place.loss or x.ALWAYS))
    return key(strip(whole)) in REALS and (not apart or ([key(strip(each)) for each in apart] == ["0"] and not smooth))


def restricts_to_a_set(reader: Reader, node: s.Syntax, found: x.Condition) -> bool:
    """Whether a condition that was read is a set of words that is written out, and not all of them: w ∈ {o, c}."""
    inner = strip(node)
    if not isinstance(inner, s.Relation) or "in" not in inner.operators:
        return False
    always = found == x.ALWAYS or (isinstance(found, x.Same) and found.left == found.right)
    letter = strip(inner.sides[0])
    sample = isinstance(letter, s.Scripted) and key(letter.base) == reader.notation.samples
    if sample and size_of_set(reader, inner.sides[-1]) == reader.words:
        return False  # w_k ∈ Vocab
    return not always and (sample or (key(letter) or "") in reader.place.free)


def over_all(node: s.Syntax, part: Part) -> bool:
    """Whether a condition says "for all w" of the index of the part, or runs through all of its values."""
    inner, generic = strip(node), part.place.generic
    if isinstance(inner, s.Words):
        return bool(ALL(inner.text)) and not BUT_SOME(inner.text)
    if isinstance(inner, s.Relation):
        plain = not {"!=", "notin"} & set(inner.operators) and not difference(inner.sides[-1])[1]
        return plain and generic in {key(strip(side)) for side in inner.sides[:2]}
    return key(inner) == generic
