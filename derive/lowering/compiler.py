"""`compile`: a loss to one NumPy function that gives its value and all its gradients, for every size."""

from collections.abc import Mapping, Sequence
from inspect import Parameter, Signature
from typing import Any, Protocol

import numpy as np

from derive.expression import Column, Expression, Symbol, Variable
from derive.lowering.inputs import Door
from derive.lowering.program import program
from derive.lowering.signature import Argument, arguments
from derive.traversal import rebuild

LAYOUTS = ("columns", "rows")


class Compiled(Protocol):
    """A compiled loss: `loss, grads = f(…)`; `source` is the generated Python, `arguments` what it takes."""

    source: str
    arguments: tuple[Argument, ...]
    __name__: str

    def __call__(self, *args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]: ...


def compile(
    loss: Expression,
    wrt: Sequence[Variable],
    *,
    name: str = "f",
    names: Mapping[str, str] | None = None,
    layout: str = "columns",
    apart: Sequence[tuple[str, str]] = (),
) -> Compiled:
    """A scalar loss as one NumPy function of arrays of any size, with its gradients by SymPy's differentiation.

    `wrt` are the variables: symbols of the loss, or columns of one that the loss uses at that column only (these become vector
    arguments). `names` renames symbols, indices and maps in the signature. With `layout="columns"` a d × V matrix is an
    array (d, V), as in the mathematics; with "rows" it is (V, d), as in the course's code, and so is its gradient. `apart` are
    pairs (index, map) that must not meet, such as an outside word and its negative samples.

    Returns a function f with `loss, grads = f(…)`, grads keyed by the names of the variables, each of its variable's shape and
    of the type of the arguments (float32 or float64). Its signature is in `help(f)`, its program in `f.source`.
    f raises InputError (a ValueError) for shapes that do not fit, indices out of range, numbers that are not finite, and
    InputTypeError (a TypeError) for arrays of another type.

    >>> import numpy as np
    >>> from derive.expression import Call, Index, Negative, Product, Symbol, Transpose
    >>> w, x = Symbol("w", ("d", "1")), Symbol("x", ("d", "1"))
    >>> f = compile(Negative(Call("log", Call("sigmoid", Product((Transpose(w), x))))), wrt=[w], name="logistic")
    >>> loss, grads = f(np.zeros(2), np.array([2.0, -4.0]))
    >>> round(float(loss), 4), grads["w"].tolist()
    (0.6931, [-1.0, 2.0])
    """
    if layout not in LAYOUTS:
        raise ValueError(f'layout is "columns" or "rows", not {layout!r}')
    names = dict(names or {})
    loss, variables = _columns_as_vectors(loss, wrt, names)
    found = arguments(loss, [v.name for v in variables], names)
    made = program(name, loss, variables, found)
    keys = [names.get(v.name, v.name) for v in variables]
    door = Door(found, layout, apart)
    signature = Signature([Parameter(a.name, Parameter.POSITIONAL_OR_KEYWORD) for a in found])
    flip = layout == "rows"

    def f(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        bound = signature.bind(*args, **kwargs)
        values = door.admit(*bound.arguments.values())
        value, *slopes = made.function(
            *(_turned(v) if flip and a.is_matrix else v for a, v in zip(found, values, strict=True))
        )
        if not np.all(np.isfinite(value)):
            door.blame(values)
        return value, {key: _turned(slope) if flip else slope for key, slope in zip(keys, slopes, strict=True)}

    f.__name__ = f.__qualname__ = name
    f.__doc__ = _documentation(name, door, keys, variables)
    f.__signature__ = signature  # type: ignore[attr-defined]
    f.source = made.source  # type: ignore[attr-defined]
    f.arguments = found  # type: ignore[attr-defined]
    return f  # type: ignore[return-value]


def _turned(array: Any) -> Any:
    """The other layout of a matrix: the one place where words change from rows to columns and back."""
    return array.T


def _columns_as_vectors(
    loss: Expression, wrt: Sequence[Variable], names: dict[str, str]
) -> tuple[Expression, list[Symbol]]:
    """The loss with every column that is a variable as a vector symbol of its own."""
    variables: list[Symbol] = []
    for variable in wrt:
        if isinstance(variable, Column) and isinstance(variable.matrix, Symbol) and hasattr(variable.index, "name"):
            default = f"{variable.matrix.name}_{variable.index.name}"
            vector = Symbol(names.get(default, default), (variable.matrix.declared[0], "1"))
            loss = _replaced(loss, variable, vector)
            variables.append(vector)
        elif isinstance(variable, Symbol):
            variables.append(variable)
        else:
            raise ValueError("wrt holds symbols of the loss, or columns of one")
    return loss, variables


def _replaced(node: Any, old: Any, new: Any) -> Any:
    return new if node == old else rebuild(node, lambda child: _replaced(child, old, new))


def _documentation(name: str, door: Door, keys: Sequence[str], variables: Sequence[Symbol]) -> str:
    kinds = {argument.symbol: argument for argument in door.arguments}
    lines = [f"{name}({', '.join(a.name for a in door.arguments)}) -> loss, {{{', '.join(map(repr, keys))}}}", ""]
    for argument in door.arguments:
        where = f", from 0 to {argument.points_at} − 1" if argument.points_at else ""
        what = "an integer" if argument.points_at and not argument.sizes else door.spoken(argument)
        lines.append(f"{argument.name}: {what}{where}")
    lines += [
        f"grads[{key!r}]: {door.spoken(kinds[v.name])}"
        for key, v in zip(keys, variables, strict=True)
        if v.name in kinds
    ]
    return "\n".join(lines)
