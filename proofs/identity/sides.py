"""Dot products: which vectors are their sides, and what tells the components of vectors apart."""

from derive import expression as x
from proofs.identity.tuples import parts

Hub = x.Expression
ENTRYWISE = (x.Call, x.Hadamard, x.Power, x.Softmax, x.Extremum, x.Diagonal, x.Trace, x.Determinant, x.Inverse)
"""What tells components of a vector apart, unless it stands on a scalar."""


def told_apart(node: x.Node) -> set[x.Size]:
    """The sizes of vectors whose components a node tells apart; a rotation would change what it says."""
    if isinstance(node, x.Index | x.Ordinal):
        sizes: tuple[x.Size, ...] = (node.over,)
    elif isinstance(node, x.Constant):
        sizes = node.shape if node.value else ()
    elif isinstance(node, x.Symbol):
        sizes = node.shape if node.shape[0] == node.shape[1] else ()
    elif isinstance(node, x.Quotient):
        sizes = node.denominator.shape
    elif isinstance(node, x.Trace | x.Determinant):
        sizes = node.operand.shape
    else:
        sizes = node.shape if isinstance(node, ENTRYWISE) and isinstance(node, x.Expression) else ()
    return {part for size in sizes for part in parts(size)}


def _hub(node: x.Expression) -> x.Expression | None:
    """Of which vector this is a multiple: of one with a name, or of a column of a matrix."""
    node = plain(node)
    if isinstance(node, x.Add):
        found = {_hub(term) for term in node.terms}
        return found.pop() if len(found) == 1 else None
    if isinstance(node, x.Quotient):
        return _hub(node.numerator)
    if isinstance(node, x.Product):
        matrices = [factor for factor in node.factors if factor.shape != x.SCALAR]
        return _hub(matrices[0]) if len(matrices) == 1 else None
    if isinstance(node, x.Column) and isinstance(node.matrix, x.Symbol) and isinstance(node.index, x.Index):
        return node
    return node if isinstance(node, x.Symbol) and "1" in node.shape else None


def shared_sides(sides: tuple[x.Expression, ...], known: frozenset[x.Index]) -> frozenset[Hub]:
    """The vectors that are a side of a dot product, whatever is summed around it: those at indices that are not bound."""
    found = set(map(_hub, sides))
    return frozenset(
        hub for hub in found if isinstance(hub, x.Symbol) or (isinstance(hub, x.Column) and hub.index in known)
    )


def plain(node: x.Expression) -> x.Expression:
    """The node without transposition, name and sign."""
    while isinstance(node, x.Transpose | x.Named | x.Negative):
        node = node.value if isinstance(node, x.Named) else node.operand
    return node
