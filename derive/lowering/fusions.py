"""Computations that belong together, found in the array program: one pass over a matrix instead of two.

A fusion is a row of FUSIONS: given all the nodes of a program, the nodes to replace and what by. It changes the order of the
arithmetic, never the result.
"""

from collections.abc import Callable, Collection
from typing import Any

import sympy as sp

from derive.lowering import nodes

Replacement = dict[Any, Any]


def softmax_passes(program: Collection[Any]) -> Replacement:
    """With s = x @ M: log Σ e^s, softmax(s) and M @ softmax(s) in one pass over M."""
    found: Replacement = {}
    for node in program:
        if not (isinstance(node, nodes.Dot) and isinstance(node.args[1], nodes.SoftmaxOf)):
            continue
        matrix, softmax = node.args
        score, axis = softmax.args
        if axis == 0 and isinstance(score, nodes.Dot) and score.args[1] == matrix and score not in found:
            whole = nodes.SoftmaxPass(score.args[0], matrix)
            found[nodes.LogSumExpOf(score, axis)] = nodes.Item(whole, sp.Integer(0))
            found[softmax] = nodes.Item(whole, sp.Integer(1))
            found[node] = nodes.Item(whole, sp.Integer(2))
    return found


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


FUSIONS: tuple[Callable[[Collection[Any]], Replacement], ...] = (softmax_passes, shared_exponentials, softplus_sums)


def fused(outputs: list[Any]) -> list[Any]:
    """The outputs with every fusion made."""
    for fusion in FUSIONS:
        every = {node for output in outputs for node in sp.preorder_traversal(output)}
        replacement = fusion(every)
        if replacement:
            outputs = [_replaced(output, replacement) for output in outputs]
    return outputs


def _replaced(node: Any, replacement: Replacement) -> Any:
    if node in replacement:
        item = replacement[node]
        whole = item.args[0]
        return nodes.Item(whole.func(*(_replaced(argument, replacement) for argument in whole.args)), item.args[1])
    if not node.args or isinstance(node, sp.Tuple):
        return node
    changed = [_replaced(argument, replacement) for argument in node.args]
    return node if all(a is b for a, b in zip(changed, node.args, strict=True)) else node.func(*changed)
