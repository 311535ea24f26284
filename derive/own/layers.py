"""The vectors that a variable passes through on its way into a loss, such as z = Wx + b and h = tanh(z)."""

from collections.abc import Iterator

from derive import expression as x
from derive.premises import Premises
from derive.rules_of_layers import pulled_back
from derive.traversal import free_indices, replaced, walk

MOST = 60
"""More layers than this are not looked for."""
AFFINE = (x.Product, x.Add, x.Quotient, x.Hadamard, x.Negative)


def layered(loss: x.Expression, variable: x.Expression) -> tuple[tuple[x.Named, ...], x.Expression]:
    """The vectors that the variable passes through on its way into the loss, named from the inside out, and the loss in terms of them."""
    layers: list[x.Named] = []
    inside: x.Expression = variable
    taken = {node.name for node in walk(loss) if isinstance(node, x.Symbol | x.Named)}
    while True:
        given = next((node for node in reversed(list(walk(loss))) if _is_layer(node, inside, layers)), None)
        if isinstance(given, x.Named):
            layers.append(given)
            inside = given
            continue
        found = _next_layer(loss, inside)
        if found is None or len(layers) > MOST:
            break
        affine = not isinstance(found, x.Call)
        name = next(each for each in _layer_names("z" if affine else "h", len(layers)) if each not in taken)
        taken.add(name)
        layer = x.Named(name, found)
        loss = replaced(loss, found, layer)
        layers.append(layer)
        inside = layer
    return tuple(layers), loss


def _layer_names(letter: str, count: int) -> Iterator[str]:
    yield letter
    for number in range(2, count + 3):
        yield f"{letter}_{number}"


def _next_layer(loss: x.Expression, inside: x.Expression) -> x.Expression | None:
    """The next vector around `inside`: the widest affine map of it, or a function of it that a further map follows."""
    affine: x.Expression | None = None
    for parent in _around(loss, inside):
        if isinstance(parent, AFFINE) and (affine is None or any(part == affine for part in walk(parent))):
            if affine is None and isinstance(inside, x.Named) and _within_call(parent, inside):
                break
            affine = parent
        elif affine is not None:
            break
    if affine is not None:
        return affine
    calls = [each for each in _around(loss, inside) if isinstance(each, x.Call) and each.argument == inside]
    further = any(isinstance(each, AFFINE) for each in _around(loss, inside))
    return calls[0] if calls and further and isinstance(inside, x.Named) else None


def _within_call(parent: x.Expression, inside: x.Expression) -> bool:
    """Whether a function acts on `inside` before `parent` does."""
    return any(
        isinstance(node, x.Call | x.Softmax) and any(part == inside for part in walk(node)) for node in walk(parent)
    )


def _around(loss: x.Expression, inside: x.Expression) -> list[x.Expression]:
    """The column vectors that properly hold `inside`, from the inside out."""
    holding = [
        node
        for node in walk(loss)
        if isinstance(node, x.Expression)
        and node.shape != x.SCALAR
        and node.shape[1] == "1"
        and node != inside
        and not isinstance(node, x.Named | x.Column)
        and free_indices(node) <= free_indices(loss)
        and any(part == inside for part in walk(node))
    ]
    return list(reversed(holding))


def _is_layer(node: x.Node, inside: x.Expression, layers: list[x.Named]) -> bool:
    """Whether a node is a vector that the author named and that `inside` goes into."""
    return (
        isinstance(node, x.Named)
        and node.shape != x.SCALAR
        and node not in layers
        and Premises(inside).depends(node.value, inside)
        and pulled_back(node.value, inside, node, Premises(inside)) is not None
    )
