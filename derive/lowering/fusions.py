"""Computations that belong together, found in the array program: one pass over a matrix instead of two.

A fusion is a row of FUSIONS: given all the nodes of a program, the nodes to replace and what by. It changes the order of the
arithmetic, never the result.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import sympy as sp

from derive.lowering import nodes

Replacement = dict[Any, Any]


def softmax_passes(program: Collection[Any]) -> Replacement:
    """With s = x @ M: log Σ e^s, softmax(s) and M @ softmax(s) in one pass over M."""
    found: Replacement = {}
    for mean, softmax, x, matrix in _means(program):
        whole = nodes.SoftmaxPass(x, matrix)
        found[nodes.LogSumExpOf(*softmax.args)] = nodes.Item(whole, sp.Integer(0))
        found[softmax] = nodes.Item(whole, sp.Integer(1))
        found[mean] = nodes.Item(whole, sp.Integer(2))
    return found


def cross_entropy_passes(program: Collection[Any]) -> Replacement:
    """With s = x @ M and y a unit vector: log Σ e^s − s·y, softmax(s) − y and M @ (softmax(s) − y), where nothing else needs them."""
    found: Replacement = {}
    for mean, softmax, x, matrix in _means(program):
        log_sum = nodes.LogSumExpOf(*softmax.args)
        for slope in (node for node in program if isinstance(node, sp.Add) and mean in node.args):
            taken = -(slope - mean)
            word = _word(taken, matrix)
            if word is None:
                continue
            delta = nodes.Scatter(nodes.Copy(softmax), sp.Integer(0), word, sp.Integer(-1))
            losses = [log_sum - nodes.Dot(*pair) for pair in ((x, taken), (taken, x))]
            loss = next((loss for loss in losses if loss in program), None)
            if loss is None or not _only_in(
                program, {log_sum, mean, softmax}, {loss, slope, delta, mean, delta.args[0]}
            ):
                continue
            whole = nodes.CrossEntropyPass(x, matrix, word)
            found |= {part: nodes.Item(whole, sp.Integer(n)) for n, part in enumerate((loss, delta, slope))}
    return found


def _means(program: Collection[Any]) -> Iterator[tuple[Any, Any, Any, Any]]:
    """(M @ ŷ, ŷ, x, M) for every ŷ = softmax(x @ M), the matrix as columns of scores; with M.T it is ŷ @ M.T and M.T @ x."""
    for mean in program:
        if not isinstance(mean, nodes.Dot):
            continue
        for softmax, matrix in (mean.args[::-1], mean.args):
            if (
                not isinstance(softmax, nodes.SoftmaxOf)
                or not isinstance(softmax.args[0], nodes.Dot)
                or softmax.args[1] != 0
            ):
                continue
            left, right = softmax.args[0].args
            if softmax is mean.args[1] and right == matrix:
                yield mean, softmax, left, matrix
            elif softmax is mean.args[0] and left == matrix:
                yield mean, softmax, right, nodes.turned(matrix)


def _word(taken: Any, matrix: Any) -> Any:
    """The word whose column of the matrix is taken, or None."""
    if not isinstance(taken, nodes.Take):
        return None
    source, word, axis, _, words = taken.args
    one_column = words == 0 and (source, axis) in ((matrix, 1), (nodes.turned(matrix), 0))
    return word if one_column else None


def _only_in(program: Collection[Any], parts: Collection[Any], homes: Collection[Any]) -> bool:
    """Whether no node but the `homes` has one of the parts as an argument."""
    return not any(part in node.args for node in program if node not in homes for part in parts)


BOTH = (
    (nodes.LogSumExpOf, nodes.SoftmaxOf, nodes.LogSumAndSoftmax),
    (nodes.SoftplusOf, nodes.LogisticOf, nodes.SoftplusAndLogistic),
)
"""Two functions of one argument that share their exponentials, and the computation that gives both."""


def shared_exponentials(program: Collection[Any]) -> Replacement:
    """Two functions from one exponential."""
    found: Replacement = {}
    for first, second, both in BOTH:
        for node in program:
            if isinstance(node, first) and second(*node.args) in program:
                found[node] = nodes.Item(both(*node.args), sp.Integer(0))
                found[second(*node.args)] = nodes.Item(both(*node.args), sp.Integer(1))
    return found


def opposite_logistics(program: Collection[Any]) -> Replacement:
    """σ(x) and σ(−x) from one exponential."""
    found: Replacement = {}
    for node in program:
        x: Any = node.args[0] if isinstance(node, nodes.LogisticOf) else None
        if x is None or x.could_extract_minus_sign() or nodes.LogisticOf(-x) not in program:
            continue
        both = nodes.LogisticBothWays(x)
        found[node], found[nodes.LogisticOf(-x)] = nodes.Item(both, sp.Integer(0)), nodes.Item(both, sp.Integer(1))
    return found


def softplus_sums(program: Collection[Any]) -> Replacement:
    """Where log(1 + eˣ) is only summed, over the one axis of x, its sum."""
    found: Replacement = {}
    for node in program:
        if isinstance(node, nodes.Reduce) and isinstance(node.args[0], nodes.Item) and node.args[2] == 1:
            both, number = node.args[0].args
            only = not any(node.args[0] in other.args for other in program if other != node)
            if isinstance(both, nodes.SoftplusAndLogistic) and number == 0 and only:
                whole = nodes.SoftplusSumAndLogistic(*both.args)
                found[node] = nodes.Item(whole, sp.Integer(0))
                found[nodes.Item(both, sp.Integer(1))] = nodes.Item(whole, sp.Integer(1))
    return found


def sums_of_products(program: Collection[Any]) -> Replacement:
    """The sum of an entrywise product that is computed anyway, from that."""
    found: Replacement = {}
    for node in program:
        if isinstance(node, nodes.Contract):
            spec: Any = node.args[0]
            factors: Any = node.args[1:]
            product = sp.Mul(*factors)
            (left, right), kept = spec.name.split("->")[0].split(","), spec.name.split("->")[1]
            if left == right and product in program:
                axes = sp.Tuple(*(n for n, axis in enumerate(left) if axis not in kept))
                found[node] = nodes.Reduce(product, axes, sp.Integer(len(left)))
    return found


FUSIONS: tuple[Callable[[Collection[Any]], Replacement], ...] = (
    cross_entropy_passes,
    softmax_passes,
    shared_exponentials,
    softplus_sums,
    opposite_logistics,
    sums_of_products,
)
"""In the order in which they are tried."""


def fused(outputs: list[Any]) -> list[Any]:
    """The outputs with every fusion made."""
    for fusion in FUSIONS:
        every = dict.fromkeys(node for output in outputs for node in sp.preorder_traversal(output))
        replacement = fusion(every)
        if replacement:
            outputs = [_replaced(output, replacement) for output in outputs]
    return outputs


def _replaced(node: Any, replacement: Replacement) -> Any:
    if node in replacement:
        node = replacement[node]
    if not node.args or isinstance(node, sp.Tuple):
        return node
    changed = [_replaced(argument, replacement) for argument in node.args]
    return node if all(a is b for a, b in zip(changed, node.args, strict=True)) else node.func(*changed)
