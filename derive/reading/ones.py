r"""The all-ones vector, which takes its length from what stands beside it: \mathbf 1^\top \exp(z), v_c \mathbf 1^\top, \mathbf 1 - \sigma(z).

Its length is open at first, a size "?1" of its own; a product, a sum or a quotient with something of a known shape closes it.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive import expression as x
from derive.nodes import rebuild
from derive.reading import syntax as s
from derive.reading.context import key, strip
from derive.reading.indices import Scope, condition, index_term
from derive.traversal import walk

if TYPE_CHECKING:
    from derive.reading.elaborate import Reader

FONTS = ("bold", "blackboard")


def ones(reader: "Reader", span: s.Span) -> x.Expression:
    """A column of ones whose length is not known yet."""
    reader.opened += 1
    return x.Constant(Fraction(1), (f"?{reader.opened}", "1"), span=span)


def is_open(shape: x.Shape) -> bool:
    """Whether a length is still open."""
    return any(size.startswith("?") for size in shape)


def closed(node: Any, sizes: dict[x.Size, x.Size]) -> Any:
    """The expression with open lengths filled in; a single one is the number 1."""
    if not sizes:
        return node
    if isinstance(node, x.Constant):
        shape = (sizes.get(node.declared[0], node.declared[0]), sizes.get(node.declared[1], node.declared[1]))
        return (
            x.Number(node.value, span=node.span) if shape == x.SCALAR else x.Constant(node.value, shape, span=node.span)
        )
    return rebuild(node, lambda each: closed(each, sizes))


def product_sizes(left: x.Shape, right: x.Shape) -> dict[x.Size, x.Size]:
    """What a product says about open lengths; two columns, or two rows, side by side have one length."""
    if x.SCALAR in (left, right) or left[1] == right[0] or not (is_open(left) or is_open(right)):
        return {}
    if right[0].startswith("?") and left[1] != "1":
        return {right[0]: left[1]}
    if left[1].startswith("?") and right[0] != "1":
        return {left[1]: right[0]}
    if left[1] == right[1] == "1":
        return _equal(left[0], right[0])
    return _equal(left[1], right[1]) if left[0] == right[0] == "1" else {}


def _equal(left: x.Size, right: x.Size) -> dict[x.Size, x.Size]:
    if left.startswith("?"):
        return {left: right}
    return {right: left} if right.startswith("?") else {}


def alike(values: Iterable[x.Expression]) -> list[x.Expression]:
    """Values of one shape, terms of a sum, their open lengths filled in from each other."""
    found = list(values)
    if not any(is_open(value.shape) for value in found):
        return found
    known = [value.shape for value in found if not is_open(value.shape) and value.shape != x.SCALAR]
    scalars = [value for value in found if value.shape == x.SCALAR and not isinstance(value, x.Number)]
    target = known[0] if known else x.SCALAR if scalars else next(v.shape for v in found if is_open(v.shape))
    return [_as(value, target) if is_open(value.shape) else value for value in found]


def _as(value: x.Expression, target: x.Shape) -> x.Expression:
    sizes = {a: b for a, b in zip(value.shape, target, strict=True) if a.startswith("?") and a != b}
    plain = value.operand if isinstance(value, x.Negative) else value
    if isinstance(plain, x.Constant) and value.shape[1] == "1" and target[1] != "1":  # 1 − a row: a row of ones
        full = x.Constant(plain.value, target, span=plain.span)
        return x.Negative(full) if isinstance(value, x.Negative) else full
    filled: x.Expression = closed(value, sizes)
    return filled


def settled(value: x.Expression, span: s.Span) -> x.Expression:
    """A whole side: ones alone are the number 1; elsewhere their length must be known by now."""
    if isinstance(value, x.Constant) and is_open(value.declared):
        return x.Number(value.value, span=value.span)
    if any(isinstance(node, x.Constant) and is_open(node.declared) for node in walk(value)):
        raise s.ReadingError("how long this vector of ones is does not show", span, "\\mathbf{1}_V")
    return value


def subscripted(reader: "Reader", node: s.Scripted, scope: Scope) -> x.Expression:
    r"""Subscripts of 0 and 1: a length (\mathbf 1_{K+1}, 0_d, 0_{d \times 1}), a condition (1_{w=o}), a word (\mathbb 1_o, one-hot)."""
    assert isinstance(node.base, s.Numeral)
    assert node.below is not None
    below = strip(node.below)
    inner = strip(below.inner) if isinstance(below, s.Group) and below.opening == "\\{" else below
    if node.base.text == "1" and isinstance(inner, s.Relation | s.Listing):
        return x.Delta(condition(reader, inner, scope), span=node.span)
    value = Fraction(node.base.text)
    word = key(below)
    if value == 1 and word is not None and (word in scope or word in reader.place.free):
        return one_hot(reader, below, node.span, scope)
    shape = _shape(reader, below)
    if shape is None:
        raise s.ReadingError(
            "this subscript is no length and no condition", node.below.span, "\\mathbf{1}_V or 1_{w = o}"
        )
    return x.Number(value, span=node.span) if shape == x.SCALAR else x.Constant(value, shape, span=node.span)


def one_hot(reader: "Reader", index: s.Syntax, span: s.Span, scope: Scope) -> x.Expression:
    """The column that is 1 at a word, laid out like y."""
    return reader.vector(x.OneHot(index_term(reader, index, "V", scope), span=span), "y")


def _shape(reader: "Reader", below: s.Syntax) -> x.Shape | None:
    """d, K + 1, |V|, d × 1 as a shape."""
    if isinstance(below, s.Juxtaposition) and len(below.factors) == 2 and below.operators[0] in ("times", "*"):
        sizes = [_size(reader, strip(factor)) for factor in below.factors]
        return None if None in sizes else (sizes[0] or "", sizes[1] or "")
    size = _size(reader, below)
    return None if size is None else (size, "1")


def _size(reader: "Reader", node: s.Syntax) -> x.Size | None:
    if isinstance(node, s.Group) and node.opening == "|":
        node = strip(node.inner)
    if isinstance(node, s.Additive) and len(node.terms) == 2:
        words = {key(strip(term.operand if isinstance(term, s.Signed) else term)) for term in node.terms}
        plus = all(not isinstance(term, s.Signed) or term.sign == "+" for term in node.terms)
        rest = words - {"1"}
        if plus and "1" in words and len(rest) == 1 and reader.notation.size_of(rest.pop() or "") == "K":
            return "1+K"
        return None
    word = key(node)
    return "1" if word == "1" else None if word is None else reader.notation.size_of(word)
