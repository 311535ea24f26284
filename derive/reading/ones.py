r"""The all-ones vector, which takes its length from what stands beside it: \mathbf 1^\top \exp(z), v_c \mathbf 1^\top, \mathbf 1 - \sigma(z).

Its length is unknown at first; a product, a sum or a quotient with something of a known shape tells it.
"""

from fractions import Fraction

from derive import expression as x
from derive.elaboration.shapes import unknown
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.context import QUANTITIES
from derive.reading.indices import index_term
from derive.reading.reader import Reader, Scope


def ones(reader: Reader, node: s.Syntax) -> x.Expression:
    """A column of ones whose length is not known yet."""
    return x.Constant(Fraction(1), (unknown(reader, node), "1"), span=node.span)


def subscripted(reader: Reader, node: s.Scripted, scope: Scope) -> x.Expression:
    r"""Subscripts of 0 and 1: a length (\mathbf 1_{K+1}, 0_d, 0_{d \times 1}), a condition (1_{w=o}), a word (\mathbb 1_o, one-hot)."""
    assert isinstance(node.base, s.Numeral)
    assert node.below is not None
    below = strip(node.below)
    inner = strip(below.inner) if isinstance(below, s.Group) and below.opening == "\\{" else below
    if node.base.text == "1" and isinstance(inner, s.Relation | s.Listing):
        return x.Delta(reader.condition(inner, scope), span=node.span)
    value = Fraction(node.base.text)
    word = key(below)
    if value == 1 and word is not None and (word in scope or word in reader.place.free):
        return one_hot(reader, below, node.span, scope)
    shape = _shape(reader, below)
    if shape is None:
        raise s.ReadingError(
            "this subscript is no length and no condition", node.below.span, "\\mathbf{1}_V or 1_{w = o}"
        )
    return x.filled(value, shape, node.span)


def one_hot(reader: Reader, index: s.Syntax, span: s.Span, scope: Scope) -> x.Expression:
    """The column that is 1 at a word, laid out like y."""
    return reader.vector(x.OneHot(index_term(reader, index, reader.words, scope), span=span), QUANTITIES)


def _shape(reader: Reader, below: s.Syntax) -> x.Shape | None:
    """d, K + 1, |V|, d × 1 as a shape."""
    if isinstance(below, s.Juxtaposition) and len(below.factors) == 2 and below.operators[0] in ("times", "*"):
        sizes = [_size(reader, strip(factor)) for factor in below.factors]
        return None if None in sizes else (sizes[0] or "", sizes[1] or "")
    size = _size(reader, below)
    return None if size is None else (size, "1")


def _size(reader: Reader, node: s.Syntax) -> x.Size | None:
    if isinstance(node, s.Group) and node.opening == "|":
        node = strip(node.inner)
    if isinstance(node, s.Additive) and len(node.terms) == 2:
        words = {key(strip(term.operand if isinstance(term, s.Signed) else term)) for term in node.terms}
        plus = all(not isinstance(term, s.Signed) or term.sign == "+" for term in node.terms)
        rest = words - {"1"}
        if plus and "1" in words and len(rest) == 1 and reader.notation.size_of(rest.pop() or "") == reader.draws:
            return "1+K"
        return None
    word = key(node)
    return "1" if word == "1" else None if word is None else reader.notation.size_of(word)
