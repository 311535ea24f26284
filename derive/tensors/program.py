"""A loss and its gradients as one Python function of arrays that were looked at before: the inside of `derive.compile`.

No gradient is stated anywhere: each comes from a reverse sweep over the loss as it is given, with what its terms have in common taken out.

>>> from derive.expression import Product, Symbol, Transpose
>>> x = Symbol("x", ("n", "1"))
>>> made = formula(Product((Transpose(x), x)), [x])
>>> print(made.source("f", {"x": Argument("x", ("n",))}).rstrip())
import numpy as np
<BLANKLINE>
<BLANKLINE>
def f(x):
    loss = x @ x
    return loss, 2 * x
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from derive.expression import Expression, Symbol
from derive.outside import UnsupportedError
from derive.tensors.algebra import beside, coefficient, constant, flat, product
from derive.tensors.arguments import BATCH, Argument
from derive.tensors.batches import over, summed
from derive.tensors.collecting import collected
from derive.tensors.entries import Entries
from derive.tensors.fusions import fuse, read_once
from derive.tensors.gathering import gathered
from derive.tensors.graph import Axis, Node, fresh, walk
from derive.tensors.helpers import HELPERS
from derive.tensors.names import python_name
from derive.tensors.passes import PASSES
from derive.tensors.pieces import Piece
from derive.tensors.results import array, functions, named_sizes, number, sizes_used
from derive.tensors.reverse import Slopes
from derive.tensors.samples import SIGN, WORDS, Samples
from derive.tensors.scattering import Scattered, add_to, merged, scattered, sparse_rows
from derive.tensors.source import Writer

RESERVED = frozenset({*HELPERS, *PASSES, WORDS, SIGN, BATCH, "np", "math", "dtype", "out"})
"""The names that a program needs for itself, beside those of the sizes."""


@dataclass(frozen=True)
class Slope:
    """∂ loss / ∂ symbol, its axes as the array of the symbol has them."""

    symbol: str
    node: Node
    axes: tuple[Axis, ...]

    def terms(self) -> list[Node]:
        """What it is the sum of, multiplied out."""
        value, rest = coefficient(self.node)
        factors = flat("product", [rest])
        for factor in factors:
            if factor.op == "add":
                others = [constant(value), *beside(factor, factors)]
                return [product(*others, term) for term in factor.args]
        return [self.node]


@dataclass(frozen=True)
class Formula:
    """A loss and its slopes in index notation; `example` is the axis of a batch, where the values are one for each example."""

    value: Node
    slopes: tuple[Slope, ...]
    samples: Samples
    names: Mapping[str, str]
    example: Axis | None = None

    def over(self, varying: Collection[str], total: bool) -> "Formula":
        """The same where some arguments vary over a batch; with `total`, the value is the sum over it."""
        if not varying:
            return self
        if self.samples.pair is not None and set(self.samples.pair) & set(varying):
            varying = {*varying, WORDS}
        b, slopes = Axis(0, BATCH), []
        for slope in self.slopes:
            node, own = over(slope.node, varying, b), slope.symbol in varying
            node = node if own else collected(summed([b], node))
            slopes.append(replace(slope, node=node, axes=(*[b] * own, *slope.axes)))
        value = over(self.value, varying, b)
        return Formula(
            summed([b], value) if total else value, tuple(slopes), self.samples, self.names, None if total else b
        )

    def source(self, name: str, arguments: Mapping[str, Argument], sparse: bool = False) -> str:
        """The Python text: what it needs beside NumPy, and the function, with memory for each gradient by a matrix as last arguments.

        `arguments` are those of the function, in order, by their symbols. With `sparse` the gradient by a matrix is a pair
        (words, rows). Raises UnsupportedError where it is no such sum.
        """
        return _Writing(self, name, arguments, sparse).text()


def formula(loss: Expression, variables: Sequence[Symbol], families: Collection[str] = ()) -> Formula:
    """The loss and its derivatives; `families` are the matrices whose columns are the rows of their arrays."""
    entries = Entries(families)
    stated, samples = entries.scalar(loss), Samples()
    value, by = collected(stated), Slopes(stated)
    known = {node.digest for node in walk(value)}
    slopes = []
    for variable in variables:
        axes = tuple(fresh(size) for size in variable.shape if size != "1")
        axes = axes[::-1] if variable.name in families else axes
        node = collected(by.by(variable.name, axes), known)
        slopes.append(Slope(variable.name, samples.joined(node), axes))
    names = {digest: python_name(each) for digest, each in entries.names.items()}
    return Formula(samples.joined(value), tuple(slopes), samples, names)


def inner_name(name: str) -> str:
    """The name of a function in its text: unlike those of the functions that it calls."""
    return f"{name}_and_slope" if name in RESERVED else name


class _Writing:
    """Puts the lines of one function together."""

    def __init__(self, made: Formula, name: str, arguments: Mapping[str, Argument], sparse: bool):
        self.made, self.name, self.arguments, self.sparse = made, name, arguments, sparse
        self.sizes = named_sizes(arguments.values())
        self.w = Writer(
            self.sizes | {made.samples.size: f"{WORDS}.shape[-1]"},
            {key: each.name for key, each in arguments.items()},
            {made.value.digest: "loss", **made.names},
            quick=True,
        )
        self.w.taken |= {WORDS, SIGN}
        self.w.taken -= {"loss"} - {each.name for each in arguments.values()}
        self.buffers: list[str] = []
        self.given: set[str] = set()
        """The results so far: an array that is one of them is copied for another."""

    def text(self) -> str:
        """The whole text."""
        w, made = self.w, self.made
        value = made.value
        roots = [value, *(slope.node for slope in made.slopes)]
        if not any(read_once(node, roots) for node in walk(*roots)):
            value = roots[0] = gathered(value)
        w.expect(*roots)
        for slope in made.slopes:
            for group in self._vectors(slope) if len(self.arguments[slope.symbol].sizes) == 2 else ():
                w.also(group)
        fuse(w, roots)
        loss = number(w, value, [made.example] if made.example else [])
        results = [loss]
        for slope in made.slopes:
            results += self._slope(slope)
        told = f"return {', '.join(results)}"
        lines, told = w.finished(told)
        lines = [*self._preamble("\n".join([*lines, told])), *lines, told]
        body = "\n".join(f"    {line}" for line in lines)
        name = inner_name(self.name)
        takes = ", ".join([*(each.name for each in self.arguments.values()), *(f"{b}=None" for b in self.buffers)])
        parts = [*functions(self.w.helpers), f"def {name}({takes}):\n{body}"]
        maths = any(re.search(r"\bmath\.", each) for each in parts)
        return "\n\n\n".join([("import math\n\n" if maths else "") + "import numpy as np", *parts]) + "\n"

    def _preamble(self, text: str) -> list[str]:
        """The sizes, the type and the joined samples that the lines speak of."""
        lines = []
        first = next(each.name for each in self.arguments.values() if each.points_at is None)
        pair = self.made.samples.pair
        if pair is not None and re.search(rf"\b({WORDS}|{SIGN})\b", text):
            lines.append(f"{WORDS} = joined({', '.join(self.arguments[each].name for each in pair)})")
            self.w.helpers.add("joined")
        if pair is not None and re.search(rf"\b{SIGN}\b", text):
            lines.append(f"{SIGN} = signs({WORDS}.shape[-1], {first}.dtype)")
            self.w.helpers.add("signs")
        if re.search(r"\bdtype\b", text.replace(".dtype", "")):
            lines.insert(0, f"dtype = {first}.dtype")
        return [*sizes_used(self.arguments.values(), self.sizes, text), *lines]

    # ----------------------------------------------------------------------------------------------------------- gradients

    def _slope(self, slope: Slope) -> list[str]:
        """What is returned for a gradient: its array, or its words and rows."""
        argument = self.arguments[slope.symbol]
        matrix = len(argument.sizes) == 2 and BATCH not in argument.sizes
        found = [scattered(term) for term in slope.terms()]
        rows = merged([each for each in found if each is not None and each.axis in slope.axes])
        if None in found or len({each.axis for each in rows}) > 1:
            rows = []
        if matrix and self.sparse:
            if not rows:
                raise UnsupportedError("this gradient is not sparse: it is a sum over whole columns", slope.node)
            return list(sparse_rows(self.w, rows, slope.axes))
        buffer = f"out_{argument.name}" if matrix else ""
        if buffer:
            self.buffers.append(buffer)
        if rows:
            return [self._rows_added(slope, rows, buffer)]
        return [self._outer(slope, buffer) if matrix else self._array(slope)]

    def _array(self, slope: Slope) -> str:
        """An array that nothing else is."""
        code = array(self.w, slope.node, slope.axes, {each.name for each in self.arguments.values()} | self.given)
        self.given.add(code)
        return code

    def _rows_added(self, slope: Slope, rows: Sequence[Scattered], buffer: str) -> str:
        """Zeros, and what is added to some of their rows."""
        shape = ", ".join(self.w.size(axis.size) for axis in slope.axes)
        name = self.w.unused(f"d_{self.arguments[slope.symbol].name}")
        self.w.helpers.add("zeros")
        told = f"zeros(({shape}{',' if len(slope.axes) == 1 else ''}), dtype{', ' + buffer if buffer else ''})"
        self.w.lines.append(f"{name} = {told}")
        for each in rows:
            add_to(self.w, Piece(name, slope.axes), each)
        return name

    def _vectors(self, slope: Slope) -> list[Node]:
        """The two vectors that a gradient is the product of, if it is one."""
        value, rest = coefficient(slope.node)
        factors = flat("product", [rest])
        groups = [[each for each in factors if each.axes == (axis,)] for axis in slope.axes]
        numbers = [each for each in factors if not each.axes]
        if len(groups) != 2 or not all(groups) or sum(map(len, [*groups, numbers])) < len(factors):
            return []
        return [product(*groups[0]), product(constant(value), *numbers, *groups[1])]

    def _outer(self, slope: Slope, buffer: str) -> str:
        """A gradient by a matrix: the product of two vectors, or any array, in the memory that is given."""
        vectors = self._vectors(slope)
        if vectors:
            column, row = (self.w.as_numbers(self.w.write(each)).code for each in vectors)
            self.w.helpers.add("outer")
            return f"outer({column}, {row}, {buffer})"
        self.w.helpers.add("into")
        return f"into({buffer}, {self._array(slope)})"
