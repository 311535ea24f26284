"""`compile`: a loss to one NumPy function that gives its value and all its gradients, for every size."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from inspect import Parameter, Signature
from typing import Any, NamedTuple, Protocol

import numpy as np

from derive.expression import Column, Expression, Index, Mapped, Symbol, Variable
from derive.lowering.calling import buffers, finite, quick_look
from derive.lowering.inputs import Door, InputError
from derive.lowering.program import Program, program, reserved
from derive.lowering.signature import Argument, arguments, safe_names
from derive.symbolic.variables import replaced
from derive.traversal import rebuild

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
    renamed = {
        safe.get(old, old): new
        for old, new in {**{old: new.strip("_") for old, new in safe.items()}, **renamed}.items()
    }
    apart = tuple((safe.get(index, index), safe.get(drawn, drawn)) for index, drawn in apart)
    window = frozenset(safe.get(each, each) for each in window)
    found = arguments(loss, [v.name for v in variables], renamed)
    maker = _Maker(name, loss, tuple(variables), found, layout, sparse, apart, window)
    return maker.function()


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
        self.flip = layout == "rows"
        by_symbol = {argument.symbol: argument for argument in found}
        absent = [variable.name for variable in variables if variable.name not in by_symbol]
        if absent:
            raise ValueError(f"the loss does not depend on {', '.join(absent)}")
        self.keyed = [(by_symbol[v.name].name, by_symbol[v.name]) for v in variables]
        self.programs: dict[frozenset[str], tuple[Program, Door]] = {}

    def made(self, batched: frozenset[str]) -> tuple[Program, Door]:
        """The program in which these arguments vary over a batch, and the door to it."""
        if batched not in self.programs:
            made = program(
                self.name,
                self.loss,
                self.variables,
                self.arguments,
                batched=batched,
                total=bool(self.window),
                sparse=self.sparse,
            )
            self.programs[batched] = (made, Door(made.arguments, self.layout, self.apart))
        return self.programs[batched]

    def function(self) -> Compiled:
        made, door = self.made(self.window)
        core, fits = made.function, quick_look(made.arguments, self.layout, self.apart)
        symbols = [argument.symbol for argument in self.arguments]
        turns = [self.flip and argument.is_matrix for argument in self.arguments]
        as_given = door.scalar or bool(self.window)
        into = [key for key in self.keyed if len(key[1].sizes) == 2 and not self.sparse]
        keys = [key for key, _ in self.keyed]
        nothing = [None] * len(into)
        order = [argument.name for argument in self.arguments]

        def f(*args: Any, out: Mapping[str, Any] | None = None, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
            if kwargs or len(args) != len(order):
                args = tuple(signature.bind(*args, **kwargs).arguments.values())
            if not fits(*args):
                batched = frozenset() if as_given else door.batched(args)
                if batched:
                    return self.batch(batched, args, out)
                args = tuple(door.admit(*args))
            given = nothing if out is None else buffers(out, into, dict(zip(symbols, args, strict=True)), door)
            if self.flip:
                args = tuple([_turned(v) if turn else v for v, turn in zip(args, turns, strict=True)])
                given = [None if buffer is None else _turned(buffer) for buffer in given]
            value, *slopes = core(*args, *given)
            if not finite(value, slopes):
                door.blame(args)
            return value, self.keyed_slopes(keys, slopes)

        parameters = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in order]
        keyword = Parameter("out", Parameter.KEYWORD_ONLY, default=None)
        signature = Signature(parameters)
        f.__name__ = f.__qualname__ = self.name
        f.__doc__ = self.documentation(door)
        f.__signature__ = signature.replace(parameters=[*parameters, keyword])  # type: ignore[attr-defined]
        f.source = made.source  # type: ignore[attr-defined]
        f.arguments = made.arguments  # type: ignore[attr-defined]
        return f  # type: ignore[return-value]

    def keyed_slopes(self, keys: Sequence[str], slopes: list[Any]) -> dict[str, Any]:
        """The gradients by name, matrices in the layout of the caller."""
        if not self.sparse:
            if self.flip:
                slopes = [_turned(s) if a.is_matrix else s for s, (_, a) in zip(slopes, self.keyed, strict=True)]
            return dict(zip(keys, slopes, strict=True))
        rest = iter(slopes)
        return {
            key: SparseRows(next(rest), next(rest)) if argument.is_matrix else next(rest)
            for key, argument in self.keyed
        }

    def batch(self, batched: frozenset[str], args: Sequence[Any], out: Any) -> tuple[Any, dict[str, Any]]:
        """The same for a batch: values one per example, gradients by what is shared summed over the batch."""
        if out is not None:
            raise InputError("out is for one example at a time")
        made, door = self.made(batched)
        values = door.admit(*args)
        turned = [_turned(v) if self.flip and a.is_matrix else v for a, v in zip(self.arguments, values, strict=True)]
        shared = [
            key for key in self.keyed if len(key[1].sizes) == 2 and key[1].symbol not in batched and not self.sparse
        ]
        value, *slopes = made.function(*turned, *[None] * len(shared))
        if not finite(value, slopes):
            door.blame(values)
        found = self.keyed_slopes([key for key, _ in self.keyed], slopes)
        return value, found

    def documentation(self, door: Door) -> str:
        shown = ", ".join(argument.name for argument in self.arguments)
        lines = [f"{self.name}({shown}) -> loss, {{{', '.join(repr(key) for key, _ in self.keyed)}}}", ""]
        for argument in door.arguments:
            where = f", from 0 to {argument.points_at} − 1" if argument.points_at else ""
            what = "an integer" if argument.points_at and not argument.sizes else door.spoken(argument)
            lines.append(f"{argument.name}: {what}{where}")
        for key, argument in self.keyed:
            what = "SparseRows(indices, rows)" if self.sparse and argument.is_matrix else door.spoken(argument)
            lines.append(f"grads[{key!r}]: {what}")
        return "\n".join(lines)


def _turned(matrix: Any) -> Any:
    """The other layout of a matrix, as a view: the one place where words change from rows to columns and back."""
    return matrix.swapaxes(-1, -2)


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
