"""`compile`: a loss to one NumPy function that gives its value and all its gradients, for every size."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from keyword import iskeyword
from typing import Any, NamedTuple, Protocol

import numpy as np

from derive.compiling.calling import buffer, caller, finite
from derive.compiling.inputs import Door, InputError
from derive.compiling.showing import function_html, function_latex
from derive.compiling.signature import arguments, public_names, safe_names
from derive.expression import Column, Expression, Index, Mapped, Symbol, Variable
from derive.nodes import rebuild
from derive.tensors.arguments import BATCH, Argument
from derive.tensors.loading import loaded
from derive.tensors.program import RESERVED, Formula, formula, inner_name
from derive.traversal import replaced, walk

NAMED = (Symbol, Index, Mapped)
LAYOUTS = ("columns", "rows")


class SparseRows(NamedTuple):
    """A gradient by a matrix that is 0 but for some words: `rows[n]` belongs to word `indices[n]`; a repeated word counts again."""

    indices: Any
    rows: Any

    def dense(self, words: int) -> Any:
        """The same as an array (words, d), repeats added up."""
        result = np.zeros((words, self.rows.shape[1]), self.rows.dtype)
        np.add.at(result, self.indices, self.rows)
        return result


class Compiled(Protocol):
    """A compiled loss: `loss, grads = f(…)`; `source` is the generated Python, `arguments` what it takes."""

    source: str
    arguments: tuple[Argument, ...]
    __name__: str

    def __call__(self, *args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]: ...


def compile_loss(
    loss: Expression,
    wrt: Sequence[Variable],
    *,
    name: str = "f",
    names: Mapping[str, str] | None = None,
    layout: str = "columns",
    sparse: bool = False,
    apart: Sequence[tuple[str, str]] = (),
    window: Sequence[str] = (),
) -> Compiled:
    """`derive.compile` of an expression; see there. The arguments in `window` take lists, and the loss is the sum over them."""
    if layout not in LAYOUTS:
        raise ValueError(f'layout is "columns" or "rows", not {layout!r}')
    if not name.isidentifier() or iskeyword(name):
        raise ValueError(f"{name!r} is no name for a function")
    if not wrt:
        raise ValueError("wrt names no variable to differentiate by")
    renamed = tuple(sorted((names or {}).items()))
    return _compiled(loss, tuple(wrt), name, renamed, layout, sparse, tuple(apart), frozenset(window))


@lru_cache(maxsize=256)
def _compiled(
    loss: Expression,
    wrt: tuple[Variable, ...],
    name: str,
    names: tuple[tuple[str, str], ...],
    layout: str,
    sparse: bool,
    apart: tuple[tuple[str, str], ...],
    window: frozenset[str],
) -> Compiled:
    renamed = dict(names)
    loss, variables = _columns_as_vectors(loss, wrt, renamed)
    safe = safe_names(loss, reserved(loss))
    loss, variables = _renamed(loss, safe), [_renamed(variable, safe) for variable in variables]
    renamed = public_names(safe, renamed)
    apart = tuple((safe.get(index, index), safe.get(drawn, drawn)) for index, drawn in apart)
    window = frozenset(safe.get(each, each) for each in window)
    found = arguments(loss, [v.name for v in variables], renamed)
    maker = _Maker(name, loss, tuple(variables), found, layout, sparse, apart, window)
    return maker.function()


@dataclass(frozen=True)
class Program:
    """The generated function: arguments, then a buffer (or None) for each gradient by a matrix."""

    function: Callable[..., Any]
    source: str
    arguments: tuple[Argument, ...]


class _Maker:
    """Makes the public function of a loss; programs for batches are made when the first batch comes."""

    def __init__(
        self,
        name: str,
        loss: Expression,
        variables: tuple[Symbol, ...],
        found: tuple[Argument, ...],
        layout: str,
        sparse: bool,
        apart: tuple[tuple[str, str], ...],
        window: frozenset[str],
    ):
        self.name, self.loss, self.variables, self.arguments = name, loss, variables, found
        self.layout, self.sparse, self.apart, self.window = layout, sparse, apart, window
        by_symbol = {argument.symbol: argument for argument in found}
        absent = [variable.name for variable in variables if variable.name not in by_symbol]
        if absent:
            raise ValueError(f"the loss does not depend on {', '.join(absent)}")
        self.keyed = [(by_symbol[v.name].name, by_symbol[v.name]) for v in variables]
        self.families = [a.symbol for a in found if a.is_matrix] if layout == "rows" else []
        self.programs: dict[frozenset[str], tuple[Program, Door]] = {}

    @cached_property
    def formula(self) -> Formula:
        """The loss and its derivatives."""
        return formula(self.loss, self.variables, self.families)

    def made(self, batched: frozenset[str]) -> tuple[Program, Door]:
        """The program in which these arguments vary over a batch, and the door to it."""
        if batched not in self.programs:
            found = [replace(a, sizes=(BATCH, *a.sizes)) if a.symbol in batched else a for a in self.arguments]
            door = Door(found, self.layout, self.apart)
            stored = {a.symbol: Argument(a.symbol, door.shape(a), a.points_at, a.symbol) for a in found}
            source = self.formula.over(batched, bool(self.window)).source(self.name, stored, self.sparse)
            function = loaded(source, inner_name(self.name))
            self.programs[batched] = (Program(function, source, tuple(found)), door)
        return self.programs[batched]

    def function(self) -> Compiled:
        """The public function."""
        made, door = self.made(self.window)
        f: Any = caller(
            self.name,
            made.arguments,
            self.keyed,
            layout=self.layout,
            sparse=self.sparse,
            apart=self.apart,
            core=made.function,
            slowly=self.slowly,
            rows=SparseRows,
        )
        f.__doc__, f.source, f.arguments = self.documentation(door), made.source, made.arguments
        takes = [(argument.name, taken(argument, door)) for argument in door.arguments]
        wrt = [key for key, _ in self.keyed]
        f._repr_html_ = lambda: function_html(self.name, self.loss, takes, wrt, made.source)
        f._repr_latex_ = lambda: function_latex(self.loss)
        return f

    def slowly(self, args: tuple[Any, ...], out: Mapping[str, Any] | None) -> tuple[Any, dict[str, Any]]:
        """The way of arguments that must be converted, refused, or are a batch, or that come with memory for the result."""
        made, door = self.made(self.window)
        varying = frozenset() if door.scalar or self.window else door.batched(args)
        if varying:
            made, door = self.made(varying)
        values = door.admit(*args)
        into = [
            key for key in self.keyed if len(key[1].sizes) == 2 and key[1].symbol not in varying and not self.sparse
        ]
        by_symbol = {a.symbol: v for a, v in zip(made.arguments, values, strict=True)}
        known = [key for key, _ in into]
        given = [buffer(out or {}, key, by_symbol[a.symbol], values, known) for key, a in into]
        if out and not into:
            raise InputError("out is for gradients by matrices that are not sparse")
        value, *slopes = made.function(*values, *given)
        if not finite(value, slopes):
            door.blame(values)
        return value, self.keyed_slopes(slopes, varying)

    def keyed_slopes(self, slopes: Sequence[Any], varying: Collection[str]) -> dict[str, Any]:
        """The gradients by name."""
        rest, found = iter(slopes), {}
        for key, argument in self.keyed:
            slope = next(rest)
            if argument.is_matrix and self.sparse and argument.symbol not in varying:
                slope = SparseRows(slope, next(rest))
            found[key] = slope
        return found

    def documentation(self, door: Door) -> str:
        shown = ", ".join(argument.name for argument in self.arguments)
        lines = [f"{self.name}({shown}) -> loss, {{{', '.join(repr(key) for key, _ in self.keyed)}}}", ""]
        lines += [f"{argument.name}: {taken(argument, door)}" for argument in door.arguments]
        for key, argument in self.keyed:
            what = "SparseRows(indices, rows)" if self.sparse and argument.is_matrix else door.spoken(argument)
            lines.append(f"grads[{key!r}]: {what}")
        return "\n".join(lines)


def taken(argument: Argument, door: Door) -> str:
    """What an argument must be, in words."""
    where = f", from 0 to {argument.points_at} − 1" if argument.points_at else ""
    return ("an integer" if argument.points_at and not argument.sizes else door.spoken(argument)) + where


def reserved(loss: Expression) -> frozenset[str]:
    """The names that a program needs for itself: functions, sizes and the type."""
    sizes = {
        size
        for node in walk(loss)
        for size in (node.shape if isinstance(node, Expression) else (node.over,) if isinstance(node, Index) else ())
    }
    return RESERVED | {part for size in sizes for part in size.split("+")} - {"1"}


def _renamed(node: Any, names: Mapping[str, str]) -> Any:
    """The tree with other names for its symbols, indices and maps."""
    node = rebuild(node, lambda child: _renamed(child, names))
    return replace(node, name=names[node.name]) if isinstance(node, NAMED) and node.name in names else node


def _columns_as_vectors(
    loss: Expression, wrt: Sequence[Variable], names: Mapping[str, str]
) -> tuple[Expression, list[Symbol]]:
    """The loss with every column that is a variable as a vector symbol of its own."""
    variables: list[Symbol] = []
    for variable in wrt:
        if isinstance(variable, Column) and isinstance(variable.matrix, Symbol) and hasattr(variable.index, "name"):
            default = f"{variable.matrix.name}_{variable.index.name}"
            vector = Symbol(names.get(default, default), (variable.matrix.declared[0], "1"))
            loss = replaced(loss, variable, vector)
            variables.append(vector)
        elif isinstance(variable, Symbol):
            variables.append(variable)
        else:
            raise ValueError("wrt holds symbols of the loss, or columns of one")
    return loss, variables


__all__ = ["Compiled", "SparseRows", "compile_loss"]
