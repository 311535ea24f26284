"""Inputs at the door: converted where that loses nothing, refused with one sentence where they do not fit.

Nothing is broadcast, wrapped round or cast in silence: a size is what the first array says it is, an index counts from 0, and
all floats are of one type, float32 or float64.
"""

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from derive.tensors.arguments import Argument

FLOATS = (np.dtype(np.float32), np.dtype(np.float64))


class InputError(ValueError):
    """A value that does not fit: a shape, an index out of range, a word among its own negatives, a number that is not finite."""


class InputIndexError(InputError, IndexError):
    """An index that points outside the vocabulary."""


class InputTypeError(TypeError):
    """An array of the wrong type: integers, complex numbers or objects where floats belong, or floats of two precisions."""


class Door:
    """Knows the arguments of a function and lets values in. `apart` are pairs (index, map) that must not meet."""

    def __init__(self, arguments: Sequence[Argument], layout: str, apart: Sequence[tuple[str, str]] = ()):
        self.arguments, self.layout = tuple(arguments), layout
        self.apart = [(i, m) for i, m in apart]
        self.scalar = not any(argument.sizes for argument in arguments if argument.points_at is None)

    def admit(self, *values: Any) -> list[Any]:
        """The values as arrays of one float type and indices in range; raises InputError or InputTypeError."""
        pairs = list(zip(self.arguments, values, strict=True))
        ready = [self._floats(a, v) if a.points_at is None else self._indices(a, v) for a, v in pairs]
        ready = self._one_type(ready)
        sizes = self._sizes(ready)
        for argument, value in zip(self.arguments, ready, strict=True):
            if argument.points_at is not None:
                self._in_range(argument, value, sizes)
        self._kept_apart(dict(zip((a.symbol for a in self.arguments), ready, strict=True)))
        return ready

    def batched(self, values: Sequence[Any]) -> frozenset[str]:
        """The arguments that have one axis more than declared: they vary over a batch."""
        pairs = zip(self.arguments, values, strict=True)
        return frozenset(a.symbol for a, v in pairs if np.ndim(v) == len(a.sizes) + 1)

    def shape(self, argument: Argument) -> tuple[str, ...]:
        """The sizes in the layout that the caller uses."""
        *batch, rows, columns = argument.sizes if argument.is_matrix else (*argument.sizes, "", "")
        return (*batch, columns, rows) if self.layout == "rows" and argument.is_matrix else argument.sizes

    def spoken(self, argument: Argument) -> str:
        sizes = self.shape(argument)
        return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})" if sizes else "a number"

    def _floats(self, argument: Argument, value: Any) -> Any:
        array = np.asarray(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and not argument.sizes:
            return value  # a Python number takes the type of the arrays
        if array.dtype not in FLOATS:
            raise InputTypeError(f"{argument.name} must hold floats (float32 or float64), it holds {array.dtype}")
        if not self.scalar and array.ndim != len(argument.sizes):
            raise InputError(f"{argument.name} must have shape {self.spoken(argument)}, it has shape {array.shape}")
        return array

    def _indices(self, argument: Argument, value: Any) -> Any:
        if not argument.sizes:
            try:
                if isinstance(value, bool | np.bool_):
                    raise TypeError
                return operator.index(value)
            except TypeError:
                message = f"{argument.name} must be an integer, it is {_kind(value)}"
                raise InputTypeError(message) from None
        array = np.asarray(value)
        if array.ndim != len(argument.sizes):
            raise InputError(f"{argument.name} must have shape {self.spoken(argument)}, it has shape {array.shape}")
        if array.size == 0 and not isinstance(value, np.ndarray):
            array = array.astype(np.intp)
        if array.dtype.kind not in "iu":
            raise InputTypeError(f"{argument.name} must hold integers, it holds {array.dtype}")
        return array.astype(np.intp, copy=False)

    def _one_type(self, ready: list[Any]) -> list[Any]:
        floats = [(a, v) for a, v in zip(self.arguments, ready, strict=True) if a.points_at is None]
        arrays = [(a, v) for a, v in floats if isinstance(v, np.ndarray)]
        first, dtype = (arrays[0][0], arrays[0][1].dtype) if arrays else (None, np.dtype(np.float64))
        for argument, value in arrays:
            if first is not None and value.dtype != dtype:
                raise InputTypeError(
                    f"{first.name} is {dtype} and {argument.name} is {value.dtype}: give all arrays one type"
                )
        numbers = [
            a.points_at is None and not isinstance(v, np.ndarray) for a, v in zip(self.arguments, ready, strict=True)
        ]
        return [np.asarray(v, dtype) if number else v for v, number in zip(ready, numbers, strict=True)]

    def _sizes(self, ready: Sequence[Any]) -> dict[str, int]:
        sizes: dict[str, int] = {}
        said: dict[str, str] = {}
        for argument, value in zip(self.arguments, ready, strict=True):
            for size, length in zip(self.shape(argument), np.shape(value) if argument.sizes else (), strict=True):
                if sizes.setdefault(size, length) != length:
                    raise InputError(
                        f"{said[size]} has {size} = {sizes[size]}, but {argument.name}, of shape "
                        f"{self.spoken(argument)}, has {size} = {length}"
                    )
                said.setdefault(size, argument.name)
        return sizes

    def _in_range(self, argument: Argument, value: Any, sizes: dict[str, int]) -> None:
        most = sizes[str(argument.points_at)]
        flat = np.ravel(value)
        wrong = flat[(flat < 0) | (flat >= most)]
        if wrong.size:
            raise InputIndexError(
                f"{argument.name} {'is' if not argument.sizes else 'holds'} {wrong[0]}, "
                f"but {argument.points_at} = {most}: indices run from 0 to {most - 1}"
            )

    def _kept_apart(self, values: dict[str, Any]) -> None:
        names = {argument.symbol: argument.name for argument in self.arguments}
        for index, drawn in self.apart:
            met = np.equal(values[drawn], np.asarray(values[index])[..., None])
            if met.any():
                word = np.broadcast_to(values[drawn], met.shape)[met][0]
                raise InputError(f"{names[index]} = {word} is among the {names[drawn]}: draw it again")

    def blame(self, values: Sequence[Any]) -> None:
        """After a result that is not finite: names the input that is not, or says that the scores overflow."""
        for argument, value in zip(self.arguments, values, strict=True):
            if argument.points_at is None and not np.all(np.isfinite(value)):
                raise InputError(f"{argument.name} holds a number that is not finite")
        raise InputError("the result is not finite: the numbers are too large for their type")


def _kind(value: Any) -> str:
    return f"an array of {value.dtype}" if isinstance(value, np.ndarray) else f"a {type(value).__name__}"
