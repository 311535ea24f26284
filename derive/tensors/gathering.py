"""The score of a label is looked up among the scores of all, where these are computed anyway: w_{y_i}ᵀx_i is (X Wᵀ)[i, y_i]."""

from derive.tensors.axes import rewritten
from derive.tensors.graph import Given, Lookup, Node, Position, fresh, make, walk


def gathered(result: Node) -> Node:
    """The same value, with labels looked up as late as possible."""
    known = {node.digest: node for node in walk(result)}
    return rewritten(result, lambda node: _looked_up(node, known))


def _looked_up(node: Node, known: dict[str, Node]) -> Node | None:
    """A sum of a product with an entry at a label, as an entry of the sums for all labels; None where these are not there."""
    if node.op != "total":
        return None
    (body,) = node.args
    factors = body.args if body.op == "product" else (body,)
    for factor in factors:
        if factor.op != "leaf":
            continue
        for place, position in enumerate(factor.data[1]):
            if not isinstance(position, Lookup | Given):
                continue
            for size in {a.size for each in known.values() for a in each.axes}:
                found = _opened(node, factor, place, size)
                if found.digest in known:
                    return _take(found, node, position)
    return None


def _opened(node: Node, factor: Node, place: int, size: str) -> Node:
    """The sum with a new axis in the place of the label."""
    axis = fresh(size)
    name, positions = factor.data
    changed = make("leaf", (), (name, (*positions[:place], axis, *positions[place + 1 :])))
    (body,) = node.args
    factors = body.args if body.op == "product" else (body,)
    rest = tuple(changed if each is factor else each for each in factors)
    return make("total", (make("product", rest) if len(rest) > 1 else rest[0],), node.data)


def _take(found: Node, node: Node, position: Position) -> Node:
    (axis,) = set(found.axes) - set(node.axes)
    return make("take", (found,), (axis, position))
