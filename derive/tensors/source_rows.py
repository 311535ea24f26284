"""Arrays to some rows of which something is added in place: a softmax less 1 at its label, zeros and what labels pick."""

from collections.abc import Sequence

from derive.tensors.algebra import add, coefficient
from derive.tensors.graph import Axis, Lookup, Node
from derive.tensors.pieces import ATOM, Piece
from derive.tensors.scattering import add_to, scattered
from derive.tensors.writer import BY_OPERATION, Writer


def less_one_hot(w: Writer, node: Node, want: Sequence[Axis]) -> Piece | None:
    """A softmax less 1 at the labels, where no table of zeros and ones is needed."""
    if len(node.args) != 2 or node.digest in w.known:
        return None
    softmax, less = node.args if node.args[0].op == "softmax" else node.args[::-1]
    value, hit = coefficient(less)
    if softmax.op != "softmax":
        return None
    if value != -1 or hit.op != "same":
        return None
    axis, label = hit.data if isinstance(hit.data[0], Axis) else hit.data[::-1]
    if axis != softmax.data or not isinstance(label, Lookup) or not isinstance(label.argument, Axis):
        return None
    shares = w.write(softmax, want)
    name = w.unused(w.names.get(node.digest) or BY_OPERATION["add"])
    w.lines.append(f"{name} = {shares.code}" + (".copy()" if w.uses(softmax) > 1 or shares.level == ATOM else ""))
    if w.uses(softmax) == 1 and shares.code.isidentifier():
        w.lines.pop()
        name = shares.code
    places = [label if each == axis else each for each in shares.axes]
    w.lines.append(f"{w.indexed(name, places).code} -= 1")
    piece = Piece(name, shares.axes)
    w.remember(node, piece)
    return piece


def with_rows(w: Writer, node: Node, want: Sequence[Axis]) -> Piece | None:
    """An array, with what is added to some of its rows added in place."""
    found = {id(term): scattered(term) for term in node.args}
    rows = [each for each in found.values() if each is not None]
    rest = [term for term in node.args if found[id(term)] is None]
    if not rows or not rest or set(add(*rest).axes) != set(node.axes) or node.digest in w.known:
        return None
    base = w.as_numbers(w.write(add(*rest), want))
    if set(base.axes) != set(node.axes):
        return None
    name, alone = base.code, len(rest) == 1 and w.uses(coefficient(rest[0])[1]) == 1
    if base.code not in w.owned or not alone:
        name = w.unused(w.names.get(node.digest) or BY_OPERATION["add"])
        w.begin(name, base if base.fresh else Piece(f"{base.code}.copy()", base.axes))
    w.owned[name] = base.axes
    piece = Piece(name, base.axes)
    for each in rows:
        add_to(w, piece, each)
    w.remember(node, piece)
    return piece


def rows_of_sum(w: Writer, node: Node, want: Sequence[Axis]) -> Piece | None:
    """Σ_s 1[a = w_s] f as zeros, to which values are added where the labels point."""
    what = scattered(node)
    if what is None:
        return None
    axes = tuple(want) if set(want) == set(node.axes) else (what.axis, *(a for a in node.axes if a != what.axis))
    shape = ", ".join(w.size(axis.size) for axis in axes)
    name = w.own(node, Piece(f"np.zeros(({shape}{',' if len(axes) == 1 else ''}), dtype)", axes))
    add_to(w, Piece(name, axes), what)
    return Piece(name, axes)
