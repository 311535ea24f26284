"""Sums with a δ between an index of the result and a label: rows that are added where the labels point, repeats counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.tensors.algebra import add, coefficient, constant, flat, negative, product
from derive.tensors.axes import at, substitute, total
from derive.tensors.graph import Axis, Fixed, Given, Lookup, Node, Position, axes_of, make
from derive.tensors.pieces import MUL, Piece, aligned, bracketed, ordered
from derive.tensors.writer import Writer


@dataclass(frozen=True, slots=True)
class Scattered:
    """Σ_s 1[a = w_s] f: `axis` a, `place` w_s, `values` f with the axes of the place."""

    axis: Axis
    place: Position
    values: Node


def scattered(node: Node) -> Scattered | None:
    """The term as what scatters along one of its axes, if it does."""
    factors, summed = _flattened(node)
    for factor in factors:
        if factor.op != "same":
            continue
        for axis, place in (factor.data, factor.data[::-1]):
            if not isinstance(axis, Axis) or axis in summed or not isinstance(place, Given | Lookup | Fixed):
                continue
            if not set(axes_of(place)) <= set(summed):
                continue
            rest = [substitute(each, {axis: place}) for each in factors if each is not factor]
            inner = [each for each in summed if each not in axes_of(place)]
            return Scattered(axis, place, total(inner, product(*rest)))
    return None


def merged(found: Sequence[Scattered]) -> list[Scattered]:
    """The same, the values that are added at the same labels added up before."""
    kept: list[Scattered] = []
    for each in found:
        for n, other in enumerate(kept):
            names = dict(zip(axes_of(each.place), axes_of(other.place), strict=False))
            if each.axis == other.axis and at(each.place, dict(names)) == other.place:
                kept[n] = replace(other, values=add(other.values, substitute(each.values, dict(names))))
                break
        else:
            kept.append(each)
    return kept


def _flattened(node: Node) -> tuple[list[Node], list[Axis]]:
    """The factors of a term, those inside its sums over a δ among them, and the axes of these sums."""
    number, rest = coefficient(node)
    factors, summed = [constant(number)], list[Axis]()
    for factor in flat("product", [rest]):
        if factor.op == "total" and _holds_same(factor.args[0]):
            inner, below = _flattened(factor.args[0])
            factors += inner
            summed += [*factor.data, *below]
        else:
            factors.append(factor)
    return factors, summed


def _holds_same(node: Node) -> bool:
    return any(
        each.op == "same" or (each.op == "total" and _holds_same(each.args[0])) for each in flat("product", [node])
    )


def add_to(w: Writer, target: Piece, what: Scattered) -> None:
    """A line that adds the values to a named array."""
    minus = coefficient(what.values)[0] < 0
    if minus:
        what = replace(what, values=negative(what.values))
    free = [axis for axis in target.axes if axis != what.axis]
    if not axes_of(what.place):
        piece = aligned(w.as_numbers(w.write(what.values, free)), free)
        spot = w.indexed(target.code, [what.place if axis == what.axis else axis for axis in target.axes])
        w.lines.append(f"{spot.code} {'-' if minus else '+'}= {piece.code}")
        return
    order = [*axes_of(what.place), *free]
    values = aligned(_values(w, what, free), order)
    code = f"-{bracketed(values, MUL)}" if minus else values.code
    first = ordered(target, [what.axis, *free]).code
    if w.quick:
        w.helpers.add("add_rows")
    called = "add_rows" if w.quick else "np.add.at"
    w.lines.append(f"{called}({first}, {w.place(what.place).code}, {code})")


def _values(w: Writer, what: Scattered, free: Sequence[Axis]) -> Piece:
    """The values: what has the axes of the place, times the rest."""
    own = axes_of(what.place)
    number, rest = coefficient(what.values)
    factors = flat("product", [rest]) if rest.digest not in w.known else [rest]
    mine = [each for each in factors if each.axes and set(each.axes) <= set(own)]
    others = [each for each in factors if not any(each is one for one in mine)]
    if not mine or not others or all(not each.axes for each in others):
        return w.as_numbers(w.write(what.values, [*own, *free]))
    column = w.write(make("product", tuple(mine)) if len(mine) > 1 else mine[0], own)
    row = w.as_numbers(w.write(product(constant(number), *others), [*own, *free]))
    axes = [*own, *free]
    left, right = aligned(column, axes), aligned(row, axes)
    return Piece(f"{bracketed(left, MUL)} * {bracketed(right, MUL + 1)}", tuple(axes), MUL, fresh=True)


def sparse_rows(w: Writer, terms: Sequence[Scattered], axes: Sequence[Axis]) -> tuple[str, str]:
    """Code for the words, and for the rows that are added there, of several terms that scatter along one axis."""
    found = [_rows(w, each, [axis for axis in axes if axis != each.axis]) for each in terms]
    if len(found) == 1:
        return found[0]
    joined = [", ".join(each) for each in zip(*found, strict=True)]
    return f"np.concatenate(({joined[0]}))", f"np.concatenate(({joined[1]}))"


def _rows(w: Writer, what: Scattered, free: Sequence[Axis]) -> tuple[str, str]:
    own = axes_of(what.place)
    place = w.place(what.place).code
    if not own:
        piece = aligned(w.as_numbers(w.write(what.values, free)), free)
        return f"np.array([{place}])", f"np.reshape({piece.code}, (1, {w.size(free[0].size)}))"
    piece = _values(w, what, free)
    code = aligned(piece, [*own, *free]).code
    if set(own) - set(piece.axes):
        shape = ", ".join(f"{place}.shape[{n}]" for n in range(len(own)))
        code = f"np.broadcast_to({code}, ({shape}, {', '.join(w.size(axis.size) for axis in free)}))"
    if len(own) == 1:
        return place, code
    bracket = code if code.isidentifier() else f"({code})"
    return f"{place}.ravel()", f"{bracket}.reshape(-1, {w.size(free[0].size)})"
