r"""Probabilities and means: P(O = w | C = c), p_{w|c}, E_{w \sim \hat y}[u_w], \langle u \rangle_{\hat y}; what stands behind the bar counts."""

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.reader import Reader, Scope
from derive.traversal import free_indices, substitute


def _parameters(reader: Reader) -> set[str]:
    """What may stand behind a semicolon in P(w | c; U): what the model is made of."""
    notation = reader.notation
    matrices = {name for name, shape in notation.symbols.items() if "1" not in shape}
    vectors = {f"{letter}_{reader.center}" for letter in notation.families}
    return matrices | set(notation.written.values()) | vectors | {"theta", "Theta"}


def predicted(reader: Reader, span: s.Span) -> x.Named:
    """ŷ, the distribution that an assignment predicts."""
    if not reader.notation.prediction:
        raise s.ReadingError("there is no distribution over words here", span, "an expression")
    return reader.notation.quantities[reader.notation.prediction]


def probability(reader: Reader, group: s.Syntax, span: s.Span, scope: Scope, below: bool = False) -> x.Expression:
    """P(O = w | C = c), P(w | c), p_w (its word `below`): the entry of ŷ at the word; P(w | k) is that of the softmax by v_k."""
    outcome, given = _sides(reader, strip(group), group.span)
    outcome = _value(reader, outcome, reader.outside)
    if not below:
        _conditioned(reader, given, key(outcome))
    if key(outcome) is None:
        raise s.ReadingError("this probability does not name a word", group.span, "P(O = w | C = c)")
    return x.Entry(distribution(reader, given, scope), reader.index(outcome, reader.words, scope), span=span)


def _conditioned(reader: Reader, given: s.Syntax | None, word: str | None) -> None:
    """P(w) is how often a word is seen, and P(w | c) is what the model predicts: one is not read for the other."""
    if given is None:
        reader.loose(f"P({word})", f"P({word} | c)")


def _sides(reader: Reader, inner: s.Syntax, span: s.Span) -> tuple[s.Syntax, s.Syntax | None]:
    """What stands before the bar, and behind it."""
    items = inner.items if isinstance(inner, s.Listing) else (inner,)
    if any(key(strip(item)) not in _parameters(reader) for item in items[1:]):
        raise s.ReadingError("this is not the probability of one word", span, "P(O = w | C = c)")
    first = strip(items[0])
    if isinstance(first, s.Relation) and ":" in first.operators:
        if first.operators != (":",):
            raise s.ReadingError("this probability is not understood", span, "P(O = w | C = c)")
        return first.sides[0], first.sides[1]
    return first, None


def _value(reader: Reader, node: s.Syntax, word: str) -> s.Syntax:
    """The word w of O = w, w and u_w, where an outside `word` is wanted; the c of C = c, c and v_c for the centre."""
    node, outside = strip(node), word == reader.outside
    if isinstance(node, s.Relation):
        if node.operators != ("=",) or key(strip(node.sides[0])) != word.upper():
            raise s.ReadingError("this probability is not understood", node.span, f"{word.upper()} = w")
        node = strip(node.sides[1])
    if isinstance(node, s.Scripted) and node.below is not None and node.above is None:
        vector = key(node.base) in reader.notation.families
        node = strip(node.below) if vector and outside == (key(node.base) in reader.vectors) else node
    return node


def distribution(reader: Reader, given: s.Syntax | None, scope: Scope) -> x.Expression:
    """ŷ, or the same softmax by another centre vector where the side behind the bar is another word."""
    hat = predicted(reader, given.span if given is not None else (0, 0))
    centre = reader.place.free.get(reader.center)
    if given is None or centre is None:
        return hat
    given = _value(reader, given, reader.center)
    word = key(given) or ""
    if word in (*reader.center_words, reader.center.upper()) or (word == reader.center and word not in scope):
        return hat
    term = reader.index_by_itself(given, scope)
    if term is None or term.over != reader.words:
        raise s.ReadingError("what this probability is conditioned on is no word here", given.span, "P(w | c)")
    return substitute(hat.value, {centre: term})


def expectation(reader: Reader, head: s.Syntax, group: s.Syntax, scope: Scope) -> x.Expression:
    """E[u_w] as the mean under ŷ: Σ_w ŷ_w u_w; a distribution named below holds, and a letter of samples is their plain mean."""
    below = strip(head.below) if isinstance(head, s.Scripted) and head.below is not None else None
    if isinstance(head, s.Scripted) and head.above is not None:
        raise s.ReadingError("this power of a mean is not understood", head.span, "E[u_w]")
    return mean(reader, below, group, scope)


def mean(reader: Reader, below: s.Syntax | None, group: s.Syntax, scope: Scope) -> x.Expression:
    """The mean of what stands in the bracket under what stands below: a letter, a distribution, or letter ∼ distribution."""
    inner = strip(group)
    letter, law = _law(reader, below)
    if letter is None:
        letter = _only_letter(reader, inner, scope)
    if letter is None and key(inner) in reader.notation.families:
        letter = "w"
    if letter is None:
        raise s.ReadingError("this expectation does not name what it is of", inner.span, "E[u_w]")
    if key(inner) in reader.notation.families:
        inner = s.Scripted(inner, s.Name(letter, span=inner.span), span=inner.span)
    if reader.place.samples and reader.numbers_samples(letter, inner):
        if law is not None:
            raise s.ReadingError("the law of a sample is not understood", group.span, "\\sum_{k=1}^K")
        sample = x.Index(letter, reader.draws, span=inner.span)
        value = reader.read(inner, {**scope, letter: sample})
        return x.Quotient(x.Sum(sample, value), x.Dimension(reader.draws), span=group.span)
    reader.remark("reading-expectation")
    index = x.Index(letter, reader.words, span=inner.span)
    value = reader.read(inner, {**scope, letter: index})
    if index not in free_indices(value):
        raise s.ReadingError(f"what stands in this expectation does not depend on {letter}", group.span, f"u_{letter}")
    under = _under(reader, law, letter, scope)
    return x.Sum(index, x.Product((x.Entry(under, index), value)), span=group.span)


def _law(reader: Reader, below: s.Syntax | None) -> tuple[str | None, s.Syntax | None]:
    """The letter and the distribution that stand below an expectation."""
    if below is None:
        return None, None
    if isinstance(below, s.Relation):
        if below.operators != ("sim",):
            raise s.ReadingError("this expectation is not understood", below.span, "E_{w \\sim \\hat y}[u_w]")
        name = strip(below.sides[0])
        word = key(name)
        if word in (reader.outside.upper(), None) or not isinstance(name, s.Name) or len(word or "") != 1:
            raise s.ReadingError("this expectation does not name what it is of", below.span, "w \\sim \\hat y")
        return word, below.sides[1]
    word = key(below)
    plain = isinstance(below, s.Name) and len(below.name) == 1 and below.name.islower() and not below.accents
    if plain and word not in reader.notation.probability and word not in reader.notation.quantities:
        return word, None
    return None, below


def _under(reader: Reader, law: s.Syntax | None, letter: str, scope: Scope) -> x.Expression:
    """The probabilities of all words, as a column."""
    if law is None:
        return predicted(reader, (0, 0))
    law = strip(law)
    if key(law) in reader.notation.probability and not reader.own(key(law) or ""):
        return predicted(reader, law.span)
    if (
        isinstance(law, s.Juxtaposition)
        and len(law.factors) == 2
        and key(law.factors[0]) in reader.notation.probability
    ):
        outcome, given = _sides(reader, strip(law.factors[1]), law.span)
        if (
            key(strip(outcome)) not in ("cdot", letter, reader.outside.upper())
            and key(_value(reader, outcome, reader.outside)) != letter
        ):
            raise s.ReadingError("this distribution is not one over all words", law.span, "P(\\cdot | c)")
        _conditioned(reader, given, "·")
        return distribution(reader, given, scope)
    value = reader.read(law, scope)
    if value.shape != (reader.words, "1"):
        raise s.ReadingError("this is no distribution over the words", law.span, "w \\sim \\hat y")
    return value


def _only_letter(reader: Reader, inner: s.Syntax, scope: Scope) -> str | None:
    """The one open letter among the subscripts of a formula."""
    letters = {word for word in reader.written_indices(inner) if len(word) == 1 and word.islower()}
    found = letters - {*reader.fixed, *scope}
    return found.pop() if len(found) == 1 else None
