"""A whole Python file for a loss: it needs NumPy only, takes arrays by name, and gives the loss and its gradient.

>>> from derive.expression import Product, Symbol, Transpose
>>> from derive.tensors.loading import loaded
>>> x = Symbol("x", ("n", "1"))
>>> made = module(Product((Transpose(x), x)), x)
>>> loss, grads = loaded(made.source)(x=[1.0, 2.0])
>>> float(loss), grads["x"].tolist()
(5.0, [2.0, 4.0])
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import starmap

from derive import expression as x
from derive.general import Stand, place_of
from derive.outside import UnsupportedError
from derive.tensors.arguments import Argument, arguments_of
from derive.tensors.assumed import NOTHING, Assumed
from derive.tensors.blocks import in_blocks
from derive.tensors.branches import steps_by_relu
from derive.tensors.entries import Entries
from derive.tensors.fusions import fuse, log_det_and_inverse
from derive.tensors.gathering import gathered
from derive.tensors.graph import Axis, Given, Node, Position, axes_of, fresh
from derive.tensors.names import python_name
from derive.tensors.pieces import Piece, aligned
from derive.tensors.repeated import without_repeats
from derive.tensors.results import array, functions, named_sizes, number, sizes_used
from derive.tensors.reverse import Slopes
from derive.tensors.source import Writer
from derive.tensors.summands import Where
from derive.tensors.worked_out import argument_of, array_of


@dataclass(frozen=True, slots=True)
class Module:
    """A file: its text, the arguments of its function, and the key of the gradient."""

    source: str
    arguments: tuple[Argument, ...]
    gradient: str
    gradient_sizes: tuple[str, ...] = ()
    title: str = field(default="", compare=False)


def module(
    loss: x.Expression,
    variable: x.Variable,
    *,
    families: Collection[str] = (),
    arguments: Sequence[Argument] = (),
    names: Mapping[str, str] | None = None,
    assumed: Assumed = NOTHING,
    title: Sequence[str] = (),
    name: str = "loss_and_gradient",
    worked_out: Sequence[Stand] = (),
    every: Collection[x.Index] = (),
) -> Module:
    """The file for ∂ loss / ∂ variable, with an axis for `every` value of these indices of the variable.

    `families` are the matrices whose columns are vectors x_i: arrays (N, d). `arguments` are accepted in any case, also where the
    loss does not need them. `assumed` is what may be relied on. `names` are names in Python by those of the symbols; `title` the lines that open the docstring.
    `worked_out` are the symbols that stand for index arithmetic: they are made from the arguments first.
    UnsupportedError says what cannot be written.
    """
    if loss.shape != x.SCALAR:
        raise UnsupportedError("the loss is no number", loss)
    found = dict(names or {})
    base = tuple(families)
    families = {*base, *(each.name for each in worked_out if each.whole is not None and each.whole.name in base)}
    tables = {place_of(each.what): each.name for each in worked_out if each.kind == "map" and len(each.axes) == 2}
    entries = Entries(families, tables=tables)
    places = fresh(variable.shape[0]), fresh(variable.shape[1])
    symbol, positions, sizes = _target(entries, variable, *places, {index: fresh(index.over) for index in every})
    value = gathered(entries.scalar(loss))
    slopes = Slopes(value)
    gradient = slopes.by(symbol, positions)
    value, gradient = steps_by_relu(assumed.applied(value), assumed.applied(gradient))
    everything = _arguments(loss, variable, base, found, arguments)
    everything = {key: each for key, each in everything.items() if key not in {index.name for index in every}}
    everything |= {each.name: argument_of(each, base) for each in worked_out}
    return _Writing(name, everything, entries, title, worked_out, base, assumed).module(
        value, gradient, slopes.named, symbol, positions, sizes
    )


def _target(
    entries: Entries, variable: x.Expression, row: Axis, column: Axis, where: Where
) -> tuple[str, tuple[Position, ...], tuple[str, ...]]:
    """The argument that is differentiated by, the positions of the part that is asked for, and the sizes of the gradient."""
    node = entries.entry(variable, row, column, where)
    if node.op != "leaf":
        raise UnsupportedError("one differentiates by a symbol, a column or an entry of one", variable)
    name, positions = node.data
    return name, positions, tuple(p.size for p in positions if isinstance(p, Axis))


def _arguments(
    loss: x.Expression,
    variable: x.Expression,
    families: Collection[str],
    names: Mapping[str, str],
    declared: Sequence[Argument],
) -> dict[str, Argument]:
    """The arguments by the name of their symbol, in the order in which the loss mentions them."""
    found = arguments_of((loss, variable), lambda name: names.get(name, python_name(name)))
    found |= {name: replace(found[name], sizes=found[name].sizes[::-1]) for name in families if name in found}
    taken = {each.name for each in found.values()}
    return found | {each.name: each for each in declared if each.name not in taken}


class _Writing:
    """Puts the lines of a file together."""

    def __init__(
        self,
        name: str,
        arguments: Mapping[str, Argument],
        entries: Entries,
        title: Sequence[str],
        worked_out: Sequence[Stand] = (),
        families: Collection[str] = (),
        assumed: Assumed = NOTHING,
    ):
        self.assumed = assumed
        self.name, self.entries, self.title, self.worked_out, self.families = name, entries, title, worked_out, families
        made = {each.name for each in worked_out}
        self.arguments = {key: each for key, each in arguments.items() if key not in made}
        self.known = arguments
        """The arguments, and what is worked out from them."""
        told = {size for each in self.arguments.values() for size in each.sizes}
        self.sizes = {size: name for size, name in named_sizes(self.known.values()).items() if size in told}

    def module(
        self,
        value: Node,
        gradient: Node,
        slopes: Mapping[str, Node],
        symbol: str,
        positions: tuple[Position, ...],
        sizes: tuple[str, ...],
    ) -> Module:
        names = {digest: python_name(name) for digest, name in self.entries.names.items()}
        for digest, name in list(names.items()):
            by_name = slopes.get(digest)
            if by_name is not None and by_name.op not in ("leaf", "constant"):
                names.setdefault(by_name.digest, f"d_{name}")
        writer = Writer(self.sizes, {key: each.name for key, each in self.known.items()}, names, assumed=self.assumed)
        writer.expect(value, gradient)
        fuse(writer, (value, gradient), (log_det_and_inverse,))
        loss = number(writer, value)
        if loss != "loss":
            writer.lines.append(f"loss = {loss}")
        axes = tuple(axis for position in positions for axis in axes_of(position))
        slope = array(writer, gradient, axes, {each.name for each in self.known.values()})
        key = self._key(positions, symbol)
        writer.lines, slope = without_repeats(*writer.finished(slope), writer.unused)
        writer.lines, slope = self._by_rows(writer, slope, axes)
        lines = [*self._preamble(writer, "\n".join([*writer.lines, slope])), *writer.lines]
        body = "\n".join(f"    {line}" for line in [*lines, f'return loss, {{"{key}": {slope}}}'])
        helpers = functions(writer.helpers)
        uses_math = re.search(r"\bmath\.", "\n".join([body, *helpers]))
        imports = (["import math"] if uses_math else []) + ["import numpy as np"]
        parts = ["\n".join([self._head(), "", *imports]), *helpers, self._function(body, key, sizes)]
        source = "\n\n\n".join(part.rstrip() for part in parts) + "\n"
        return Module(source.replace('"""\n\n\nimport', '"""\n\nimport'), tuple(self.arguments.values()), key, sizes)

    def _by_rows(self, writer: Writer, slope: str, axes: tuple[Axis, ...]) -> tuple[list[str], str]:
        """The lines and the gradient, with a loop over rows where that keeps large matrices in the cache."""
        pieces = [*(piece for piece, _ in writer.known.values()), *starmap(Piece, writer.owned.items())]
        shapes = {piece.code: self._shape(writer, piece) for piece in pieces}
        shapes |= {each.name: tuple(map(writer.size, each.sizes)) for each in self.known.values()}
        shapes |= dict.fromkeys(self.sizes.values(), ()) | {"": tuple(writer.size(axis.size) for axis in axes)}
        found = in_blocks(writer.lines, slope, shapes, writer.unused, writer.unused("gradient"))
        if found is None:
            return writer.lines, slope
        writer.helpers.add("blocks")
        return found

    def _shape(self, writer: Writer, piece: Piece) -> tuple[str, ...]:
        """The sizes of a value as the lines call them, an empty word for one that no argument has."""
        known = {axis.size for axis in piece.axes if axis.size in self.sizes or axis.size.isdigit()}
        return tuple(writer.size(axis.size) if axis.size in known else "" for axis in piece.axes)

    def _key(self, positions: tuple[Position, ...], symbol: str) -> str:
        own = self.arguments[symbol].name
        below = [position.name for position in positions if isinstance(position, Given)]
        return "_".join([own, *below])

    # ------------------------------------------------------------------------------------------------------------- words

    def _preamble(self, writer: Writer, text: str) -> list[str]:
        """Arguments as arrays of one type, the sizes that the lines use, and what is worked out from them."""
        names = {key: each.name for key, each in self.known.items()}
        more: list[str] = []
        for each in self.worked_out:
            if each.kind == "attained":
                more += self._attained(each, writer)
            else:
                more.append(f"{names[each.name]} = {array_of(each, names, self.sizes, self.families)}")
        taken = list(self.arguments.values())
        arrays = [a for a in taken if a.points_at is None and a.sizes]
        numbers = [a for a in taken if a.points_at is None and not a.sizes]
        known = {size for each in taken for size in each.sizes}
        pointing = [f"{a.name}=({a.name}, {self._size(a.points_at)})" for a in taken if a.points_at in known]
        if pointing:
            writer.helpers.add("indices")
            more.insert(0, f"indices({', '.join(pointing)})")
        text = "\n".join([*more, text])
        floats = arrays or numbers
        told = ", ".join(each.name for each in floats)
        lines = []
        if floats:
            writer.helpers.add("arrays")
            lines.append(f"{told} = arrays({told})" if len(floats) > 1 else f"({told},) = arrays({told})")
        lines += [f"{a.name} = np.asarray({a.name})" for a in taken if a.points_at is not None and a.sizes]
        if known:  # a loss of numbers alone may be given arrays of them
            writer.helpers.add("shapes")
            sizes = [f'{a.name}=({a.name}, "{" ".join(a.sizes)}")' for a in taken]
            lines.append(f"shapes({', '.join(sizes)})")
        if not floats:
            lines.append("dtype = np.dtype(np.float64)")
        elif re.search(r"\bdtype\b", text) or (arrays and numbers):
            lines.append(f"dtype = {floats[0].name}.dtype")
        if arrays:
            lines += [f"{each.name} = dtype.type({each.name})" for each in numbers]
        return lines + sizes_used(taken, self.sizes, text) + more

    def _size(self, size: str | None) -> str:
        return self.sizes.get(size or "", size or "")

    def _attained(self, stand: Stand, writer: Writer) -> list[str]:
        """The index at which something is greatest, or the indices, one for each value of the outer one."""
        choice = stand.what
        row = fresh(choice.index.over)
        outer = () if choice.outer is None else (fresh(choice.outer.over),)
        where = {choice.index: row} | ({choice.outer: outer[0]} if outer else {})
        here = Writer(self.sizes, {key: each.name for key, each in self.known.items()})
        value = gathered(self.entries.entry(choice.body, None, None, where))
        code = here.as_numbers(here.write(value, (*outer, row)))
        told = aligned(code, (*outer, row)).code
        if choice.condition != x.ALWAYS:
            held = self.entries.entry(x.Delta(choice.condition), None, None, where)
            test = aligned(here.as_numbers(here.write(gathered(held), (*outer, row))), (*outer, row)).code
            told = f"np.where({test} > 0, {told}, {'-' if choice.kind == 'max' else ''}np.inf)"
        writer.helpers |= here.helpers
        axis = "axis=1" if outer else "axis=0"
        name = self.known[stand.name].name
        return [*here.lines, f"{name} = np.arg{choice.kind}({told}, {axis})"]

    def _head(self) -> str:
        return (
            "\n".join(['r"""' + self.title[0], *self.title[1:], '"""'])
            if self.title
            else '"""A loss and its gradient."""'
        )

    def _function(self, body: str, key: str, sizes: tuple[str, ...]) -> str:
        told = ", ".join(each.name for each in self.arguments.values())
        words = [f"{each.name}: {_spoken(each)}" for each in self.arguments.values()]
        shape = _shape(sizes)
        lines = [
            f"def {self.name}(*, {told}):",
            f'    """The loss, and {{"{key}": its gradient, {shape}}}.',
            "",
            *(f"    {each}" for each in words),
            '    """',
            body,
        ]
        return "\n".join(lines)


def _shape(sizes: Sequence[str]) -> str:
    return "a number" if not sizes else f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"


def _spoken(argument: Argument) -> str:
    if argument.points_at is None:
        return "a number" if not argument.sizes else f"array {_shape(argument.sizes)}"
    what = "integer" if not argument.sizes else f"integers {_shape(argument.sizes)}"
    return f"{what} from 0 to {argument.points_at} - 1"
