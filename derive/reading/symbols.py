"""Symbols, bare and with subscripts: the author's own first, then the part's, then the assignment's."""

from fractions import Fraction

from derive import expression as x
from derive.elaboration.entries import indices_of, picked
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.components import pair
from derive.reading.context import QUANTITIES, Notation
from derive.reading.expectations import probability
from derive.reading.helpers import member, of_entries
from derive.reading.losses import loss_symbol
from derive.reading.reader import Reader, Scope
from derive.reading.sets import SAMPLED, names_samples

OTHER_FONTS = ("blackboard", "calligraphic")
"""Fonts in which a letter is another letter."""


def _plain_font(reader: Reader, node: s.Syntax) -> None:
    """A symbol of the assignment in a font of sets is another symbol."""
    inner = node.base if isinstance(node, s.Scripted) else node
    if isinstance(inner, s.Name) and inner.font in OTHER_FONTS:
        reader.loose(f"{inner.font} {inner.name}", inner.name)


def symbol(reader: Reader, node: s.Syntax, word: str, below: s.Syntax | None, scope: Scope) -> x.Expression:
    """A symbol, with its subscript if it has one, in order: the author's own, the part's, the assignment's."""
    whole = key(node)
    if whole in reader.bound:
        return reader.bound[whole]
    for candidate in dict.fromkeys([whole, word] if below is None else [whole]):
        found = reader.own(candidate) if candidate else []
        if found:
            return reader.defined(found, scope)
    notation = reader.notation
    plain = _plain(word)
    if plain in notation.quantities:
        _plain_font(reader, node)
        return _quantity(reader, plain, below, node.span, scope)
    if below is not None:
        own = reader.own(word)
        if own:
            return reader.entries(reader.defined(own, scope), below, node.span, scope)
        known = member(reader, word, below, scope)
        if known is not None:
            return known
        if plain in notation.families:
            _plain_font(reader, node)
            return family(reader, plain, below, node.span, scope)
        return _other_subscript(reader, node, plain, below, scope)
    if plain in scope and scope[plain].over == reader.offsets:
        raise s.ReadingError("an offset stands as a number here", node.span, "an expression")
    if plain in ("I",) and isinstance(node, s.Name):
        raise s.ReadingError("an identity matrix is not understood here", node.span, "an expression")
    if plain in ("e",):
        return x.Call("exp", x.Number(Fraction(1)), span=node.span)
    if plain == "pi":
        return x.Pi(span=node.span)
    if plain in notation.symbols:
        value = notation.symbol(plain, node.span)
        _plain_font(reader, node)
        if value.shape == x.SCALAR and reader.place.argument is not None:
            spelled(reader, plain, None, scope)
        return reader.matrix(value) if plain == notation.layout else value
    if plain in notation.loss_letters:
        return loss_symbol(reader, node)
    if plain == "sigma" and reader.place.argument is not None:
        return x.Call("sigmoid", reader.place.argument, span=node.span)
    if plain == "f" and reader.place.argument is not None and reader.place.loss is not None:
        return reader.place.loss
    size = plain if plain == reader.half and reader.place.window else notation.size_of(plain)
    if size is not None and plain == size:
        return x.Dimension(size, span=node.span)
    if plain in reader.place.free or plain in notation.letters:
        reader.remark("reading", symbol=plain, meaning="a number")
        return x.Symbol(plain, span=node.span)
    if plain in notation.families:
        generic = reader.place.generic
        if generic is not None and plain in reader.vectors:
            reader.remark("reading", symbol=plain, meaning=f"{plain}_{generic}")
            return family(reader, plain, s.Name(generic, span=node.span), node.span, scope)
    entries = of_entries(reader, word, scope)
    if entries is not None:
        return entries
    raise s.ReadingError(
        f"the symbol {plain} is not known here", node.span, "a symbol of the assignment, or one that the answer defines"
    )


def _plain(word: str) -> str:
    """The word without arrows and spelling differences of the hat."""
    return word.replace("vec ", "").replace("widehat ", "hat ").replace("tilde y", "hat y")


def _quantity(reader: Reader, word: str, below: s.Syntax | None, span: s.Span, scope: Scope) -> x.Expression:
    """ŷ and y, as vectors or by entry."""
    value = reader.notation.quantities[word]
    if below is None:
        return reader.vector(x.Named(value.name, value.value, span=span), QUANTITIES)
    index = reader.index(below, value.shape[0], scope)
    if reader.place.window and isinstance(value.value, x.OneHot) and isinstance(index, x.Mapped):
        return x.OneHot(index, span=span)  # the label of a word of the window
    return x.Entry(value, index, span=span)


def family(reader: Reader, letter: str, below: s.Syntax, span: s.Span, scope: Scope) -> x.Expression:
    """u_w and v_c, columns of U and of the centre vectors; U with a list of words is the signed matrix of the samples."""
    matrix = reader.notation.families[letter]
    value = picked(reader, letter, reader.notation.symbol(matrix), pair(below) or (below,), span, scope)
    if isinstance(value, x.Column) and letter in reader.vectors and reader.place.samples:
        _note_sample(reader, below, value.index, scope)
    return reader.vector(value, matrix) if isinstance(value, x.Column) else value


def _note_sample(reader: Reader, below: s.Syntax, index: x.IndexTerm, scope: Scope) -> None:
    """Keep how a vector of a sample is written: u_k or u_{w_k}; both together are two things."""
    inner = strip(below)
    if reader.number_of_sample(inner) is not None:
        reader.samples.add("word")
    of_sample = isinstance(index, x.Mapped) and index.name == reader.sample_map
    if isinstance(inner, s.Name) and of_sample and not isinstance(scope.get(inner.name), x.Mapped):
        reader.samples.add("number")
        if inner.name == reader.notation.samples:
            reader.loose(f"u_{inner.name}", f"u_{{{inner.name}_k}}")
    if len(reader.samples) > 1:
        reader.loose("u_k", f"u_{{{reader.notation.samples}_k}}")


def _other_subscript(reader: Reader, node: s.Syntax, word: str, below: s.Syntax, scope: Scope) -> x.Expression:
    """Subscripts of matrices, of σ′s and losses, and of δ."""
    if word == reader.notation.layout:
        inner = strip(below)
        both = pair(below)
        if both is not None:
            value = reader.entries(reader.matrix(reader.layout_matrix), below, node.span, scope)
            return reader.vector(value, word) if isinstance(value, x.Column) else value
        if isinstance(inner, s.Listing):
            if not names_samples(reader, inner):
                raise s.ReadingError(
                    "this list of words is not o and the samples", below.span, "U_{o,\\{w_1,\\dots,w_K\\}}"
                )
            return signed_matrix(reader, node.span)
        if not reader.place.signed and reader.place.samples and (key(inner) or "").lower() in SAMPLED:
            sample = x.Index("s", reader.draws)
            column = x.Column(reader.layout_matrix, reader.sample_word(sample))
            return x.Table(sample, column, span=node.span)
        if reader.place.signed and key(inner) in (reader.outside, "s", "w", "neg", "sub"):
            return signed_matrix(reader, node.span)
        column = x.Column(reader.layout_matrix, reader.index(below, reader.words, scope), span=node.span)
        return reader.vector(column, word)
    if word in reader.notation.loss_letters:
        return loss_symbol(reader, node)
    if word == "e" and not isinstance(strip(below), s.Relation):  # the unit vector of a word
        return reader.unit(below, node.span, scope)
    if word in reader.notation.probability and not reader.place.samples:
        return probability(reader, below, node.span, scope, below=True)
    if word == "delta" and key(strip(below)) in {*scope, *reader.place.free}:
        return reader.unit(below, node.span, scope)
    if word == "delta":
        equal = s.Relation(_two(below), ("=",), span=below.span)
        return x.Delta(reader.condition(equal, scope), span=node.span)
    if (
        word in reader.notation.symbols
        and reader.notation.symbols[word] == x.SCALAR
        and reader.place.argument is not None
    ):
        spelled(reader, word, strip(below), scope)
        return x.Symbol(word, x.SCALAR, span=node.span)
    raise s.ReadingError(
        f"the symbol {key(node) or word} is not known here",
        node.span,
        "a symbol of the assignment, or one that the answer defines",
    )


def spelled(reader: Reader, word: str, below: s.Syntax | None, scope: Scope) -> None:
    """Keep with which subscript a number of f(x) is written; the index of a sum below it makes another number of each term."""
    if below is not None and key(below) in scope:
        reader.loose(f"{word}_{key(below)}", word)
    seen = reader.subscripts.setdefault(word, [])
    if below not in seen:
        seen.append(below)


def told_apart(reader: Reader) -> None:
    """x_i for the x of f(x) is one number under one subscript: at every x the same, at the other numbers that one or none."""
    argument = reader.place.argument
    mine = reader.subscripts.get(argument.name, []) if argument is not None else []
    for word, seen in reader.subscripts.items():
        if len(seen) > 1 or (seen != [None] and seen != mine):
            below = next(each for each in reversed(seen) if each is not None)
            reader.loose(f"{word}_{key(below) or '…'}", word)


def _two(below: s.Syntax) -> tuple[s.Syntax, s.Syntax]:
    """The two subscripts of Kronecker's δ."""
    inner = strip(below)
    items = inner.sides if isinstance(inner, s.Relation) and inner.operators == ("=",) else indices_of(inner)
    if len(items) != 2:
        raise s.ReadingError("δ wants two indices", below.span, "two indices")
    return items[0], items[1]


def is_signed_matrix(node: s.Syntax, notation: Notation) -> bool:
    """Whether this is the assignment's matrix with a list of words below: U_{o,{w_1,…,w_K}}."""
    if not isinstance(node, s.Scripted) or node.below is None or not isinstance(strip(node.below), s.Listing):
        return False
    base = strip(node.base)
    while isinstance(base, s.Scripted):
        base = strip(base.base)
    return isinstance(base, s.Name) and base.name == notation.layout


def signed_matrix(reader: Reader, span: s.Span) -> x.Expression:
    """U_{o,{w_1,…,w_K}} = [u_o, −u_{w_1}, …, −u_{w_K}]."""
    if reader.outside not in reader.place.free:
        raise s.ReadingError("there is no word o in this part", span, "a symbol of this part")
    matrix, sample = reader.layout_matrix, x.Index("s", reader.draws)
    negatives = x.Table(sample, x.Column(matrix, reader.sample_word(sample)))
    blocks = x.Beside((x.Column(matrix, reader.place.free[reader.outside]), x.Negative(negatives)))
    return x.Named("U_{o,\\{w_1,\\dots,w_K\\}}", blocks, span=span)
