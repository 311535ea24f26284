"""The function that a caller sees: a quick look at the arguments, the generated program, a look at the result.

Arguments that are just as they should be (arrays of one float type whose sizes agree, indices in range) go straight to the
program, with about three microseconds for the looks and the call. Anything else takes the slow way, by `inputs.Door`, which
converts it or says what is wrong, and, if an argument has one axis more, to the program for a batch.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from derive.compiling.inputs import InputError
from derive.tensors.arguments import Argument


def caller(
    name: str,
    arguments: Sequence[Argument],
    keyed: Sequence[tuple[str, Argument]],
    *,
    layout: str,
    sparse: bool,
    apart: Sequence[tuple[str, str]],
    core: Callable[..., Any],
    slowly: Callable[..., Any],
    rows: Callable[..., Any],
) -> Callable[..., Any]:
    """The public function. `core` is the generated program, `slowly` takes all the arguments that do not fit as they are.

    `keyed` are the names of the gradients with their variables; `rows` makes a sparse gradient of its two parts.
    """
    shown = {argument.symbol: argument.name for argument in arguments}
    passed = [argument.name for argument in arguments]
    names = ", ".join(argument.name for argument in arguments)
    arrays = ", ".join(argument.name for argument in arguments if argument.sizes)
    written = tuple(key for key, argument in keyed if argument.is_matrix and not sparse)
    results, slopes, checks = [], [], ["_loss"]
    for number, (key, argument) in enumerate(keyed):
        slope = f"_slope{number}"
        if argument.is_matrix and sparse:
            results.append(f"{slope}, _rows{number}")
            slopes.append(f"{key!r}: _SparseRows({slope}, _rows{number})")
            continue
        results.append(slope)
        slopes.append(f"{key!r}: {slope}")
        if argument.is_matrix:
            given = f"_buffer(out, {key!r}, {argument.name}, ({arrays},), {written})"
            passed.append(f"None if out is None else {given}")
        else:
            checks.append(f"{slope} @ {argument.name}" if argument.sizes else slope)  # where this overflows, go slowly
    source = f"""def {name}({names}, *, out=None):
    if {"out is None and " if sparse else ""}{conditions(arguments, layout, [(shown[i], shown[m]) for i, m in apart])}:
        _loss, {", ".join(results)} = _core({", ".join(passed)})
        if _isfinite({" + ".join(checks)}):
            return _loss, {{{", ".join(slopes)}}}
    return _slowly(({names},), out)
"""
    namespace: dict[str, Any] = {"_ndarray": np.ndarray, "_intp": np.dtype(np.intp), "_isfinite": math.isfinite}
    namespace |= {"_float32": np.dtype(np.float32), "_float64": np.dtype(np.float64)}
    namespace |= {
        "_core": core,
        "_slowly": slowly,
        "_buffer": buffer,
        "_SparseRows": rows,
    }
    exec(source, namespace)  # noqa: S102 - the text is ours: sizes, axes and names that `safe_names` let through
    return namespace[name]


def conditions(arguments: Sequence[Argument], layout: str, apart: Sequence[tuple[str, str]]) -> str:
    """Python text that is true only if all the arguments fit as they are."""
    floats = [a.name for a in arguments if a.points_at is None and a.sizes]
    simple = all(a.sizes if a.points_at is None else len(a.sizes) < 2 for a in arguments)
    if not floats or not simple:
        return "False"
    first, where = floats[0], dict[str, str]()
    lines = [f"type({first}) is _ndarray and ((_dtype := {first}.dtype) is _float32 or _dtype is _float64)"]
    for argument in (a for a in arguments if a.sizes):
        name, dtype = argument.name, "_intp" if argument.points_at else "_dtype"
        shape = argument.sizes[::-1] if layout == "rows" and argument.is_matrix else argument.sizes
        if name != first:
            lines.append(f"type({name}) is _ndarray and {name}.dtype is {dtype}")
        lines.append(f"len(_{name}_shape := {name}.shape) == {len(shape)}")
        for axis, size in enumerate(shape):
            here = f"_{name}_shape[{axis}]"
            if where.setdefault(size, here) != here:
                lines.append(f"{here} == {where[size]}")
    for argument in (a for a in arguments if a.points_at is not None):
        name, most = argument.name, where.get(str(argument.points_at))
        if most is None:
            return "False"
        if argument.sizes:
            words = f"_{name}"
            lines.append(f"({words} := {name}.tolist()) and min({words}) >= 0 and max({words}) < {most}")
        else:
            lines.append(f"type({name}) is int and 0 <= {name} < {most}")
    lines += [f"{index} not in _{drawn}" for index, drawn in apart]
    return "(\n        " + "\n        and ".join(lines) + "\n    )"


def finite(value: Any, slopes: Sequence[Any]) -> bool:
    """Whether the value and the gradients by numbers and vectors are finite.

    A vector times zeros is 0 unless it holds a number that is not finite, and unlike a sum it does not overflow.
    """
    total = (
        value
        if not isinstance(value, np.ndarray) or value.ndim == 0
        else value.ravel() @ _zeros(value.size, value.dtype)
    )
    for slope in slopes:
        if slope.ndim == 1:
            total = total + slope @ _zeros(slope.size, slope.dtype)
    return math.isfinite(total)


@lru_cache(maxsize=64)
def _zeros(count: int, dtype: Any) -> Any:
    return np.zeros(count, dtype)


def buffer(out: Mapping[str, Any], key: str, variable: Any, values: Sequence[Any], known: Sequence[str]) -> Any:
    """The array that the caller gives for the gradient `key`, or None.

    Raises InputError where `out` names none of the `known` gradients, and for another shape or type, or memory of an argument.
    """
    given = out.get(key)
    if given is None or len(out) > 1:
        _refuse_strange(out, known)
        if given is None:
            return None
    if not isinstance(given, np.ndarray) or given.shape != variable.shape or given.dtype != variable.dtype:
        raise InputError(f"out[{key!r}] must be an array of shape {variable.shape} and type {variable.dtype}")
    for value in values:
        if isinstance(value, np.ndarray) and np.may_share_memory(given, value):
            raise InputError(f"out[{key!r}] shares memory with an argument")
    return given


def _refuse_strange(out: Mapping[str, Any], known: Sequence[str]) -> None:
    strange = [name for name in out if name not in known]
    if strange:
        raise InputError(
            f"out holds {strange[0]!r}: memory can be given for {', '.join(map(repr, known)) or 'nothing here'}"
        )
