"""The function that a caller sees: a quick look at the arguments, the generated program, a look at the result.

Inputs that are just as they should be (arrays of one float type whose sizes agree, indices in range) go straight to the program;
the look takes a microsecond or two. Anything else goes by way of `inputs.Door`, which converts it or says what is wrong, and, if
an argument has one axis more, to the program for a batch.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from derive.lowering.inputs import Door, InputError
from derive.lowering.signature import Argument

Fits = Callable[..., bool]


def quick_look(arguments: Sequence[Argument], layout: str, apart: Sequence[tuple[str, str]]) -> Fits:
    """A function of the arguments that is true only if all of them fit as they are."""
    source = (
        f"def fits({', '.join(a.symbol for a in arguments)}):\n    return {_conditions(arguments, layout, apart)}\n"
    )
    namespace: dict[str, Any] = {"ndarray": np.ndarray, "intp": np.dtype(np.intp)}
    namespace |= {"float32": np.dtype(np.float32), "float64": np.dtype(np.float64)}
    exec(source, namespace)  # noqa: S102 - the text is ours: sizes, axes and names that `safe_names` let through
    return namespace["fits"]


def _conditions(arguments: Sequence[Argument], layout: str, apart: Sequence[tuple[str, str]]) -> str:
    first = next((a.symbol for a in arguments if a.points_at is None and a.sizes), None)
    if first is None:
        return "False"
    where: dict[str, str] = {}
    lines = [f"type({first}) is ndarray and ({first}.dtype is float32 or {first}.dtype is float64)"]
    for argument in (a for a in arguments if a.sizes):
        name, dtype = argument.symbol, "intp" if argument.points_at else f"{first}.dtype"
        shape = argument.sizes[::-1] if layout == "rows" and argument.is_matrix else argument.sizes
        lines.append(f"type({name}) is ndarray and {name}.dtype is {dtype} and {name}.ndim == {len(shape)}")
        for axis, size in enumerate(shape):
            here = f"{name}.shape[{axis}]"
            if where.setdefault(size, here) != here:
                lines.append(f"{here} == {where[size]}")
    for argument in (a for a in arguments if a.points_at is not None):
        name, most = argument.symbol, where.get(str(argument.points_at))
        if most is None or len(argument.sizes) > 1:
            return "False"
        if argument.sizes:
            lines.append(
                f"{name}.size and ({name}_list := {name}.tolist()) and min({name}_list) >= 0 and max({name}_list) < {most}"
            )
        else:
            lines.append(f"type({name}) is int and 0 <= {name} < {most}")
    lines += [f"{index} not in {drawn}_list" for index, drawn in apart]
    if any(a.points_at is None and not a.sizes for a in arguments):
        return "False"
    return "(\n        " + "\n        and ".join(lines) + "\n    )"


def finite(value: Any, slopes: Sequence[Any]) -> bool:
    """Whether the value and the gradients by numbers and vectors are finite; one number that is not makes their sum so."""
    total = value if np.ndim(value) == 0 else np.add.reduce(value, axis=None)
    for slope in slopes:
        if np.ndim(slope) == 1:
            total = total + np.add.reduce(slope)
    if math.isfinite(total):
        return True
    return bool(np.all(np.isfinite(value)) and all(np.all(np.isfinite(s)) for s in slopes if np.ndim(s) < 2))


def buffers(
    out: Mapping[str, Any] | None, keys: Sequence[tuple[str, Argument]], values: Mapping[str, Any], door: Door
) -> list[Any]:
    """The arrays that the caller gives for the gradients by matrices, in the order of `keys`; None for those not given."""
    given = dict(out or {})
    found = []
    for key, argument in keys:
        buffer = given.pop(key, None)
        if buffer is not None:
            variable = values[argument.symbol]
            if not isinstance(buffer, np.ndarray) or buffer.shape != variable.shape or buffer.dtype != variable.dtype:
                raise InputError(f"out[{key!r}] must be an array of shape {variable.shape} and type {variable.dtype}")
            if any(np.may_share_memory(buffer, value) for value in values.values() if isinstance(value, np.ndarray)):
                raise InputError(f"out[{key!r}] shares memory with an argument")
        found.append(buffer)
    if given:
        raise InputError(f"out holds {', '.join(map(repr, given))}: only gradients by matrices are written into")
    return found


__all__ = ["buffers", "finite", "quick_look"]
