"""A loss and its gradients as one generated function: normal forms, array program, shared parts, `sympy.lambdify`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import getsource
from typing import Any

import sympy as sp

from derive.expression import Expression, Variable
from derive.lowering import nodes
from derive.lowering.arrays import Array, Lowering, permuted
from derive.lowering.normal import normal
from derive.lowering.printer import ArrayPrinter
from derive.lowering.recognise import recognised
from derive.lowering.runtime import NAMESPACE
from derive.lowering.share import shared
from derive.lowering.signature import Argument
from derive.symbolic import gradient, index_form
from derive.symbolic.terms import dimension, position
from derive.traversal import free_indices


@dataclass(frozen=True)
class Program:
    """The generated function, (loss, gradient, …) in the mathematics' own layout, and its Python source."""

    function: Callable[..., Any]
    source: str


def program(name: str, loss: Expression, variables: Sequence[Variable], arguments: Sequence[Argument]) -> Program:
    """One function for the loss and its gradient by every variable.

    No gradient is stated anywhere: each is SymPy's `diff` of the loss as it is given.
    """
    parameters = [position(index) for index in free_indices(loss)]
    outputs = [_lowered(parameters, index_form(loss), ())]
    for variable in variables:
        found = gradient(loss, variable)
        outputs.append(
            _lowered(parameters, found.entry, [axis for axis in (found.row, found.column) if axis is not None])
        )
    taken = frozenset({argument.symbol for argument in arguments} | set(NAMESPACE) | {"dtype", "one", "zero"})

    def cse(results: Any) -> Any:
        statements, results = shared(results, taken)
        return [*_prelude([e for _, e in statements] + results, arguments), *statements], results

    symbols = [sp.Symbol(argument.symbol) for argument in arguments]
    function = sp.lambdify(symbols, outputs, modules=[NAMESPACE], printer=ArrayPrinter(), cse=cse, docstring_limit=0)
    source = getsource(function).replace("_lambdifygenerated", name)
    return Program(function, source)


def _lowered(parameters: Sequence[Any], form: sp.Expr, axes: Sequence[Any]) -> Any:
    """The array program of one result with exactly these axes."""
    array: Array = Lowering(parameters, axes).lower(recognised(normal(form)))
    if set(array.axes) != set(axes):
        low = Lowering(parameters, axes)
        sizes = [axis.upper for axis in axes]
        return nodes.Whole(low.aligned(array, axes), *sizes)
    return permuted(array, axes).node


def _prelude(results: Sequence[Any], arguments: Sequence[Argument]) -> list[tuple[sp.Expr, sp.Expr]]:
    """Statements that name the sizes and the type that the program mentions."""
    mentioned = set().union(*(result.free_symbols for result in results))
    lines: list[tuple[sp.Expr, sp.Expr]] = []
    for argument in arguments:
        for axis, size in enumerate(argument.sizes):
            symbol = dimension(size)
            if symbol in mentioned:
                mentioned -= {symbol}
                lines.append((symbol, sp.Symbol(f"{argument.symbol}.shape[{axis}]")))
    if any(result.has(nodes.Zeros, nodes.Whole, nodes.Equal) for result in results):
        floats = next(argument for argument in arguments if argument.points_at is None)
        lines.append((sp.Symbol("dtype"), sp.Symbol(f"{floats.symbol}.dtype")))
    if any(result.has(nodes.Equal) for result in results):
        lines.append((sp.Symbol("one, zero"), sp.Symbol("dtype.type(1), dtype.type(0)")))
    return lines
