"""What a written function names and gives back: the sizes that its lines speak of, its value, its gradients as arrays of their own."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from derive.tensors.arguments import Argument
from derive.tensors.graph import Axis, Node
from derive.tensors.helpers import HELPERS
from derive.tensors.names import python_name
from derive.tensors.passes import PASSES
from derive.tensors.pieces import aligned, ordered
from derive.tensors.writer import Writer


def named_sizes(arguments: Iterable[Argument]) -> dict[str, str]:
    """Python names of the sizes, unlike those of the arguments."""
    arguments = tuple(arguments)
    taken = {argument.name for argument in arguments}
    found: dict[str, str] = {}
    for argument in arguments:
        for size in (*argument.sizes, *([argument.points_at] if argument.points_at else [])):
            if size not in found and not size.isdigit():
                plain = python_name(size)
                found[size] = plain if plain not in taken else f"size_{plain}"
    return found


def sizes_used(arguments: Iterable[Argument], sizes: Mapping[str, str], text: str) -> list[str]:
    """N, d = X.shape for what the lines speak of."""
    wanted = {size: name for size, name in sizes.items() if re.search(rf"\b{re.escape(name)}\b", text)}
    lines = []
    for argument in sorted(arguments, key=lambda a: -len(a.sizes)):
        here = [size for size in argument.sizes if size in wanted]
        if not here:
            continue
        if len(here) == len(argument.sizes) and len(set(argument.sizes)) == len(argument.sizes):
            told = ", ".join(wanted[size] for size in argument.sizes)
            lines.append(f"{told} = {argument.name}.shape" if len(here) > 1 else f"{told} = len({argument.name})")
        else:
            lines += [
                f"{wanted[size]} = {argument.name}.shape[{argument.sizes.index(size)}]" for size in dict.fromkeys(here)
            ]
        for size in here:
            wanted.pop(size, None)
    return lines


def functions(names: Collection[str]) -> list[str]:
    """The text of some functions that NumPy lacks, and of those that they call."""
    every, wanted = HELPERS | PASSES, set(names)
    while more := {n for n in every if any(re.search(rf"\b{n}\(", every[each]) for each in wanted)} - wanted:
        wanted |= more
    return [every[each].rstrip() for each in every if each in wanted]


def number(writer: Writer, value: Node, axes: Sequence[Axis] = ()) -> str:
    """A value in the type of the arguments."""
    piece = writer.as_numbers(writer.write(value, axes))
    return f"dtype.type({piece.code})" if piece.number else piece.code


def array(writer: Writer, gradient: Node, axes: tuple[Axis, ...], given: Collection[str]) -> str:
    """A gradient with exactly these axes, in memory that is not that of an argument."""
    if not axes:
        return number(writer, gradient)
    piece = writer.as_numbers(writer.write(gradient, axes))
    shape = ", ".join(writer.size(axis.size) for axis in axes)
    shape = f"({shape},)" if len(axes) == 1 else f"({shape})"
    if not piece.axes:
        return f"np.full({shape}, {piece.code}, dtype)"
    if any(axis not in piece.axes for axis in axes):
        return f"np.broadcast_to({aligned(piece, axes).code}, {shape}).copy()"
    turned = ordered(piece, axes)
    bare = turned.code.removesuffix(".T")
    view = bare in given or (bare in writer.taken and turned.code.endswith(".T"))
    return f"{turned.code}.copy()" if view else turned.code
