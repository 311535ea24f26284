"""A loss and its gradients as one generated function: normal forms, array program, shared parts, `sympy.lambdify`.

No gradient is stated anywhere: each is SymPy's `diff` of the loss as it is given. For a batch, the loss of example b is the same
loss with b as a further index of every argument that varies, and what is differentiated is the sum over b.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from inspect import getsource
from typing import Any

import sympy as sp
from sympy.tensor.indexed import Idx, Indexed

from derive.expression import Expression, Index, Symbol
from derive.lowering import nodes
from derive.lowering.alignment import Array, permuted
from derive.lowering.arrays import Lowering
from derive.lowering.binders import children_changed
from derive.lowering.fusions import fused
from derive.lowering.normal import normal
from derive.lowering.printer import ArrayPrinter
from derive.lowering.recognise import recognised
from derive.lowering.runtime import NAMESPACE
from derive.lowering.samples import SIGN, WORDS, Stack
from derive.lowering.scattering import sparse_rows
from derive.lowering.share import shared
from derive.lowering.signature import BATCH, Argument
from derive.symbolic.forward import former
from derive.symbolic.gradients import derivative
from derive.symbolic.terms import dimension, index_map, limits, position, table
from derive.traversal import walk


@dataclass(frozen=True)
class Program:
    """The generated function in the mathematics' own layout: arguments, then a buffer (or None) for each matrix gradient."""

    function: Callable[..., Any]
    source: str
    arguments: tuple[Argument, ...]


def program(
    name: str,
    loss: Expression,
    variables: Sequence[Symbol],
    arguments: Sequence[Argument],
    *,
    batched: Collection[str] = (),
    total: bool = False,
    sparse: bool = False,
) -> Program:
    """One function for the loss and its gradient by every variable.

    `batched` names the arguments that vary over a batch and so have a first axis more; the values are then one per example, or
    their sum with `total`. With `sparse`, the gradient by a matrix is a pair (indices, rows).
    """
    form = former(loss)
    value = form.entry(loss)
    example = form.fresh("b", BATCH)
    if batched:
        value = _over_batch(value, frozenset(batched), example)
        arguments = [replace(a, sizes=(BATCH, *a.sizes)) if a.symbol in batched else a for a in arguments]
    whole = sp.Sum(value, limits(example)) if batched else value
    parameters = [position(Index(a.symbol, a.points_at)) for a in arguments if a.points_at is not None and not a.sizes]
    sizes = {argument.symbol: argument.sizes for argument in arguments}
    stack = Stack()
    result = _Results(parameters, stack)
    per_example = bool(batched) and not total
    outputs = [result.dense(value if per_example else whole, (example,) if per_example else ())]
    buffers = []
    for variable in variables:
        axes = tuple(form.fresh("a" if size == "V" else "i", size) for size in sizes[variable.name])
        entry = table(variable.name)[axes] if axes else sp.Symbol(variable.name, real=True)
        slope = derivative(whole, entry)
        matrix = len(axes) == 2 and variable.name not in batched
        if matrix and sparse:
            outputs += result.sparse(slope, axes)
        elif matrix:
            buffer = sp.Symbol(f"out_{variable.name}")
            buffers.append(buffer)
            outputs.append(_written(result.dense(slope, axes), sp.Symbol(variable.name), buffer))
        else:
            outputs.append(result.dense(slope, axes))
    inputs = [sp.Symbol(argument.symbol) for argument in arguments]
    function = _generated([*inputs, *buffers], outputs, arguments, stack)
    return Program(function, getsource(function).replace("_lambdifygenerated", name), tuple(arguments))


def _written(node: Any, variable: sp.Symbol, buffer: sp.Symbol) -> Any:
    """The array program that leaves its result in `buffer`, without a copy where the last operation can write there itself."""
    if isinstance(node, nodes.Outer):
        return nodes.OuterInto(variable, buffer, *node.args)
    if isinstance(node, nodes.Scatter) and isinstance(node.args[0], nodes.Zeros):
        return nodes.ScatterInto(variable, buffer, *node.args[1:])
    if isinstance(node, nodes.Scatter):
        base = node.args[0].args[0] if isinstance(node.args[0], nodes.Copy) else node.args[0]
        return nodes.Scatter(_written(base, variable, buffer), *node.args[1:])
    number, product = node.as_coeff_Mul()
    if isinstance(product, nodes.Dot):
        left, right = product.args
        return nodes.ProductInto(variable, buffer, number * left, right)
    return nodes.Into(variable, buffer, node)


def _over_batch(form: Any, batched: frozenset[str], example: Idx) -> Any:
    """The form with `example` as a further, first index of every argument that is batched."""

    def change(node: Any) -> Any:
        if isinstance(node, Idx):
            return index_map(str(node.label))[example] if str(node.label) in batched else node
        if isinstance(node, Indexed):
            indices = tuple(change(index) for index in node.indices)
            return node.base[(example, *indices)] if str(node.base.label) in batched else node.base[indices]
        if isinstance(node, sp.Symbol):
            return table(node.name)[example] if node.name in batched and not node.is_integer else node
        return children_changed(node, change)

    return change(form)


class _Results:
    """Index forms to array programs, all of one program."""

    def __init__(self, parameters: Sequence[Idx], stack: Stack):
        self.parameters, self.stack = parameters, stack

    def ready(self, form: sp.Expr) -> Any:
        return self.stack.joined(recognised(normal(form)))

    def dense(self, form: sp.Expr, axes: Sequence[Idx]) -> Any:
        """A result with exactly these axes."""
        low = Lowering(self.parameters, axes)
        array: Array = low.lower(self.ready(form))
        if set(array.axes) != set(axes):
            return nodes.Whole(low.aligned(array, axes), *(axis.upper for axis in axes))
        return permuted(array, axes).node

    def sparse(self, form: sp.Expr, axes: tuple[Idx, ...]) -> list[Any]:
        """The words and the rows that are added there."""
        return list(sparse_rows(Lowering(self.parameters, axes), self.ready(form), axes))


def reserved(loss: Expression) -> frozenset[str]:
    """The names that a program needs for itself: functions, sizes and the type."""
    sizes = {size for node in walk(loss) for size in _sizes(node)}
    parts = {part for size in sizes for part in size.split("+")} - {"1"}
    return frozenset({*parts, *NAMESPACE, BATCH, WORDS, SIGN, "dtype", "one", "zero", "out"})


def _sizes(node: Any) -> tuple[str, ...]:
    return tuple(node.shape) if isinstance(node, Expression) else (node.over,) if isinstance(node, Index) else ()


def _generated(inputs: Sequence[Any], outputs: list[Any], arguments: Sequence[Argument], stack: Stack) -> Any:
    taken = {*map(str, inputs), *NAMESPACE, WORDS, SIGN, "dtype", "one", "zero"}
    taken |= {part for argument in arguments for size in argument.sizes for part in size.split("+")}

    def cse(results: Any) -> Any:
        statements, results = shared(fused(results), frozenset(taken))
        return [*_prelude([e for _, e in statements] + results, arguments, stack), *statements], results

    return sp.lambdify(inputs, outputs, modules=[NAMESPACE], printer=ArrayPrinter(), cse=cse, docstring_limit=0)


def _prelude(results: Sequence[Any], arguments: Sequence[Argument], stack: Stack) -> list[tuple[Any, Any]]:
    """Statements that name the sizes, the type and the joined samples that the program mentions."""
    mentioned = {symbol.name for result in results for symbol in result.free_symbols}
    floats = next(argument for argument in arguments if argument.points_at is None)
    lines: list[tuple[str, str]] = []
    for argument in arguments:
        for axis, size in enumerate(argument.sizes):
            if str(dimension(size)) in mentioned:
                mentioned.discard(size)
                lines.append((size, f"{argument.symbol}.shape[{axis}]"))
    if any(result.has(nodes.Zeros, nodes.Whole, nodes.Equal, nodes.Choose) for result in results):
        lines.append(("dtype", f"{floats.symbol}.dtype"))
    if any(result.has(nodes.Equal) for result in results):
        lines.append(("one, zero", "dtype.type(1), dtype.type(0)"))
    if WORDS in mentioned and stack.names is not None:
        lines.append((WORDS, f"joined({', '.join(stack.names)})"))
    if SIGN in mentioned:
        lines.append((SIGN, f"signs({WORDS}, {floats.symbol})"))
    return [(sp.Symbol(left), sp.Symbol(right)) for left, right in lines]
