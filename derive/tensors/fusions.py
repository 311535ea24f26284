"""Computations that belong together, found in the graph: one pass over a matrix instead of two, two functions from one exponential.

A fusion writes one line that gives several values of the graph at once. It changes the order of the arithmetic, never the result.
"""

from collections.abc import Callable, Sequence

from derive.tensors.algebra import flat
from derive.tensors.graph import Axis, Node, make, walk
from derive.tensors.pieces import Piece, ordered
from derive.tensors.symmetries import definite
from derive.tensors.writer import Writer

Fusion = Callable[[Writer, Node, Sequence[Node]], None]


def fuse(w: Writer, roots: Sequence[Node], fusions: Sequence[Fusion] | None = None) -> None:
    """Writes the lines of all fusions of these values, or of some fusions."""
    nodes = list(walk(*roots))
    for fusion in FUSIONS if fusions is None else fusions:
        for node in nodes:
            if node.digest not in w.known:
                fusion(w, node, nodes)


def read_once(node: Node, roots: Sequence[Node]) -> tuple[Node, Node, Node] | None:
    """(M, x, Mᵀ p) for p = softmax(M x), where the roots need both products with M."""
    if node.op != "softmax" or len(node.args) != 1 or node.axes != (node.data,):
        return None
    total = node.args[0]
    inside = flat("product", total.args) if total.op == "total" and len(total.data) == 1 else []
    for matrix, vector in (inside, inside[::-1]) if len(inside) == 2 else ():
        if len(matrix.axes) == 2 and len(vector.axes) == 1:
            for each in walk(*roots):
                if _is_mean(each, node, matrix):
                    return matrix, vector, each
    return None


def softmax_pass(w: Writer, node: Node, nodes: Sequence[Node]) -> None:
    """With s = M x: log Σ e^s, softmax(s) and Mᵀ softmax(s) in one pass over M."""
    found = read_once(node, nodes)
    log_sum = make("log_sum_exp", node.args, node.data) if found else node
    if found is None or not w.uses(log_sum):
        return
    matrix, vector, mean = found
    w.helpers.add("softmax_pass")
    left = ordered(w.write(matrix), [node.data, *vector.axes])
    told = f"{left.code}, {w.write(vector).code}"
    _named(w, f"softmax_pass({told})", ((log_sum, "log_sum"), (node, "p"), (mean, "mean")))
    w.also(node, -1)


def _is_mean(each: Node, softmax: Node, matrix: Node) -> bool:
    """Whether a node is Σ_w softmax_w M_wi."""
    if each.op != "total" or len(each.data) != 1 or len(each.axes) != 1:
        return False
    factors = flat("product", each.args)
    if len(factors) != 2 or {factor.digest for factor in factors} != {softmax.digest, matrix.digest}:
        return False
    (other,) = [factor for factor in factors if factor.digest == matrix.digest]
    return other.axes.index(each.data[0]) == matrix.axes.index(softmax.data)


def softplus_sum(w: Writer, node: Node, nodes: Sequence[Node]) -> None:
    """Σ log(1 + eˣ) and σ(x) of a vector, from one exponential."""
    if node.op != "total" or node.axes or node.args[0].op != "softplus" or w.uses(node.args[0]) > 1:
        return
    x = node.args[0].args[0]
    sigmoid = make("sigmoid", (x,))
    if len(x.axes) == 1 and w.uses(sigmoid):
        w.helpers.add("softplus_sum_and_sigmoid")
        _named(w, f"softplus_sum_and_sigmoid({w.write(x).code})", ((node, "s"), (sigmoid, "sigma")))


def softplus_and_sigmoid(w: Writer, node: Node, nodes: Sequence[Node]) -> None:
    """log(1 + eˣ) and σ(x), entry by entry."""
    if node.op != "softplus":
        return
    sigmoid = make("sigmoid", node.args)
    if w.uses(sigmoid) and sigmoid.digest not in w.known:
        w.helpers.add("softplus_and_sigmoid")
        body = w.write(node.args[0])
        _named(w, f"softplus_and_sigmoid({body.code})", ((node, "s"), (sigmoid, "sigma")), body.axes)


def log_det_and_inverse(w: Writer, node: Node, nodes: Sequence[Node]) -> None:
    """The logarithm of the determinant and the inverse of a symmetric positive definite matrix, from one factorisation."""
    if node.op != "log_det" or not definite(node.args[0], w.assumed.definite):
        return
    inverse = next(
        (each for each in nodes if each.op == "inverse" and each.args[0].digest == node.args[0].digest), None
    )
    if inverse is None:
        return
    w.helpers.add("log_det_and_inverse")
    matrix = ordered(w.write(node.args[0]), node.data)
    names = [w.unused(w.names.get(each.digest, name)) for each, name in ((node, "log_det"), (inverse, "inverse"))]
    w.lines.append(f"{', '.join(names)} = log_det_and_inverse({matrix.code})")
    w.remember(node, Piece(names[0], ()))
    w.remember(inverse, Piece(names[1], inverse.axes, symmetric=True))


def _named(w: Writer, code: str, results: Sequence[tuple[Node, str]], axes: tuple[Axis, ...] | None = None) -> None:
    """One line with a name for each of its results."""
    names = [w.unused(w.names.get(node.digest, name)) for node, name in results]
    w.lines.append(f"{', '.join(names)} = {code}")
    for (node, _), name in zip(results, names, strict=True):
        own = node.axes if axes is None else axes
        w.owned[name] = own
        w.remember(node, Piece(name, own))


FUSIONS: tuple[Fusion, ...] = (
    softmax_pass,
    softplus_sum,
    softplus_and_sigmoid,
    log_det_and_inverse,
)
"""In the order in which they are tried."""
