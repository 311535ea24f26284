"""What a sum runs over where its limits leave that open: which letter it binds, and through which index set that runs."""

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.reading.components import numbers_components
from derive.reading.reader import Reader, Scope

SAMPLE_LETTERS = ("k", "s", "i", "j", "t", "l", "n", "r")
"""Letters that number samples, where nothing else tells."""
WORD_LETTERS = ("w", "x", "i", "j", "k", "v", "a", "b", "n", "z", "l", "r")


def guessed(reader: Reader, word: str, above: s.Syntax | None, body: s.Syntax, scope: Scope) -> x.Size:
    """What an index runs over when no range is given: offsets if it stands in w_{t+j}, samples in a part with samples, else words."""
    if above is not None:
        size = reader.notation.size_of(key(strip(above)) or "")
        if size is not None:
            return size
    if numbers_components(reader, word, body, scope):
        return reader.dimension
    if reader.place.window:
        for node in every(body):
            if isinstance(node, s.Additive) and any(
                key(strip(t.operand if isinstance(t, s.Signed) else t)) == word for t in node.terms
            ):
                reader.remark("incomplete-range", symbol=word)
                return reader.offsets
        return reader.words
    return reader.draws if reader.place.samples and not _of_words(reader, word, body) else reader.words


def _of_words(reader: Reader, word: str, body: s.Syntax) -> bool:
    """Whether a letter runs over words where there are samples: it is a letter of words, and never the k of w_k."""
    return word.rstrip("'") not in SAMPLE_LETTERS and not reader.numbers_samples(word, body)


def restricted_letter(reader: Reader, conditions: list[s.Syntax], scope: Scope) -> str | None:
    """The letter that conditions below a sum are about, where none of them gives its range: the w of w ≠ o."""
    for each in conditions:
        for side in each.sides if isinstance(each, s.Relation) else ():
            side = strip(side)
            letter = isinstance(side, s.Name) and len(side.name) == 1 and side.name.islower() and not side.accents
            if letter and isinstance(side, s.Name) and side.name not in {*scope, *reader.fixed}:
                return side.name
    return None


def beside_word(reader: Reader, conditions: list[s.Syntax]) -> bool:
    """Whether conditions compare with a word: o, c or w_s."""
    words = {key(strip(side)) for each in conditions if isinstance(each, s.Relation) for side in each.sides}
    return any(word in reader.fixed or (word or "").startswith(f"{reader.notation.samples}_") for word in words)


def letter_in(reader: Reader, body: s.Syntax, scope: Scope) -> str:
    """The letter that a sum without limits binds: the first unbound one among the subscripts of its body."""
    taken = {*reader.fixed, *scope}
    for word in reader.written_indices(body):
        if word not in taken and word in (*WORD_LETTERS, *SAMPLE_LETTERS):
            return word
    raise s.ReadingError("this sum does not say what it runs over", body.span, "an index below the sum")


def bind_loose(reader: Reader, conditions: list[s.Syntax], bound: dict[str, x.Index], scope: Scope) -> None:
    """Letters in conditions that nothing binds, as the i of Σ_{w_i = w_s}, are bound by the sum."""
    for node in (node for each in conditions for node in every(each)):
        number = reader.number_of_sample(node)
        word = key(number) if number is not None else None
        if word and not bound and not word.isdigit() and word not in {*scope, *reader.place.free}:
            bound[word] = x.Index(word, reader.draws, span=node.span)
