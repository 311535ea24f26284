"""What a compiled function costs: its multiplications and exponentials counted while it runs, as polynomials in the sizes.

The generated program runs on arrays that count what is done to them, at a few sizes; a count that grows by each size is a polynomial
without powers, which as many sizes determine, and a further run confirms.

>>> from derive.expression import Call, Product, Symbol, Transpose
>>> from derive.compiling import compile
>>> w, x = Symbol("w", ("d", "1")), Symbol("x", ("d", "1"))
>>> operations(compile(Call("exp", Product((Transpose(w), x))), [w])).multiplications
{('d',): 2}
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np

from derive.compiling.compiler import Compiled
from derive.expression import Size
from derive.tensors.loading import loaded
from derive.tensors.program import inner_name

Monomial = tuple[Size, ...]
"""A product of sizes: ("V", "d") stands for V·d."""
SAMPLES = "1+K"
"""The words of a pair and its samples are counted together."""
PROBES: dict[Size, tuple[int, int, int]] = {"V": (40, 43, 61), "d": (3, 5, 11), SAMPLES: (12, 14, 23)}
"""Two values of each size that determine a count, and one that confirms it; enough samples that none is computed by itself."""
OTHER = (4, 6, 9)


@dataclass(frozen=True, slots=True)
class Operations:
    """Multiplications and divisions, and values of exp and log, by monomials in the sizes."""

    multiplications: dict[Monomial, int]
    functions: dict[Monomial, int]


class Counted(np.ndarray[Any, np.dtype[Any]]):
    """An array that counts; `tally` is shared by all that come from one run."""

    tally: dict[str, int]

    def __array_finalize__(self, other: Any) -> None:
        self.tally = getattr(other, "tally", {})

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        out = options.get("out")
        if out is not None:
            options["out"] = tuple(map(_plain, out))
        result = getattr(ufunc, method)(*map(_plain, inputs), **options)
        if method == "__call__" and ufunc.__name__ in COSTS:
            kind, cost = COSTS[ufunc.__name__]
            self._count(kind, cost(result, inputs))
        return out[0] if out is not None else self._wrapped(result)

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        plain = {name: _plain(value) for name, value in options.items()}
        result = function(*map(_plain, args), **plain)
        if function in PRODUCTS:
            self._count("multiplications", PRODUCTS[function](result, args))
        return self._wrapped(result)

    def _count(self, kind: str, times: int) -> None:
        self.tally[kind] = self.tally.get(kind, 0) + times

    def _wrapped(self, result: Any) -> Any:
        if not isinstance(result, np.ndarray):
            return result
        counted = result.view(Counted)
        counted.tally = self.tally
        return counted


def _plain(value: Any) -> Any:
    return value.view(np.ndarray) if isinstance(value, Counted) else value


def _entries(result: Any, inputs: Any) -> int:
    return int(np.size(result))


def _contraction(result: Any, inputs: Any) -> int:
    """An entry of a matrix product takes as many multiplications as there are numbers summed."""
    return int(np.size(result)) * int(np.shape(inputs[0])[-1])


def _summation(result: Any, inputs: Any) -> int:
    """One multiplication, for each operand after the first, at every value of all the letters of an einsum."""
    terms = inputs[0].split("->")[0].split(",")
    letters = {
        letter: size
        for term, operand in zip(terms, inputs[1:], strict=True)
        for letter, size in zip(term, operand.shape, strict=True)
    }
    return (len(terms) - 1) * prod(letters.values())


PRODUCTS: dict[Any, Any] = {np.dot: _contraction, np.einsum: _summation}
"""What the functions that are no ufuncs cost."""

COSTS: dict[str, tuple[str, Any]] = {
    "multiply": ("multiplications", _entries),
    "divide": ("multiplications", _entries),
    "matmul": ("multiplications", _contraction),
    "exp": ("functions", _entries),
    "log": ("functions", _entries),
    "log1p": ("functions", _entries),
    "logaddexp": ("functions", _entries),
}
"""What the ufuncs cost, by kind; additions, comparisons and copies are free."""


def operations(compiled: Compiled) -> Operations:
    """The operations of one call: the loss and all gradients that it gives. ValueError if they are no such polynomials."""
    names = sorted({_size(size) for argument in compiled.arguments for size in _sizes(argument)})
    names = [SAMPLES, *(name for name in names if name != SAMPLES)] if SAMPLES in names else names
    probes = {name: PROBES.get(name, OTHER) for name in names}
    corners = [dict(zip(names, values, strict=True)) for values in product(*(probes[name][:2] for name in names))]
    monomials = [tuple(name for name, taken in zip(names, bits, strict=True) if taken) for bits in _subsets(len(names))]
    further = {name: probes[name][2] for name in names}
    runs, confirming = [run(compiled, sizes) for sizes in corners], run(compiled, further)
    matrix = np.array([[prod(sizes[name] for name in monomial) for monomial in monomials] for sizes in corners], float)
    found = {}
    for kind in ("multiplications", "functions"):
        solved = np.linalg.solve(matrix, np.array([each.get(kind, 0) for each in runs], float))
        counts = {monomial: round(value) for monomial, value in zip(monomials, solved, strict=True) if round(value)}
        if value_of(counts, further) != confirming.get(kind, 0):
            raise ValueError(f"the {kind} of {compiled.__name__} are no polynomial in {', '.join(names)}")
        found[kind] = counts
    return Operations(found["multiplications"], found["functions"])


def value_of(counts: Mapping[Monomial, int], sizes: Mapping[Size, int]) -> int:
    """The counts as a number."""
    return sum(times * prod(sizes[name] for name in monomial) for monomial, times in counts.items())


def run(compiled: Compiled, sizes: Mapping[Size, int]) -> dict[str, int]:
    """What is counted in one run of the generated program at some sizes."""
    tally: dict[str, int] = {}
    random = np.random.default_rng(1)
    program = loaded(compiled.source, inner_name(compiled.__name__))
    values: list[Any] = []
    for argument in compiled.arguments:
        shape = tuple(sizes[_size(size)] - (size == "K") for size in argument.sizes)
        if argument.points_at is None:
            counted = random.standard_normal(shape).view(Counted)
            counted.tally = tally
            values.append(counted)
        else:
            values.append(np.arange(1, shape[0] + 1) if shape else 0)
    buffers = program.__code__.co_argcount - len(values)
    program(*values, *[None] * buffers)
    return tally


def _size(size: Size) -> Size:
    return SAMPLES if size == "K" else size


def _sizes(argument: Any) -> tuple[Size, ...]:
    return (*argument.sizes, argument.points_at) if argument.points_at else argument.sizes


def _subsets(count: int) -> list[tuple[int, ...]]:
    return list(product((1, 0), repeat=count))
