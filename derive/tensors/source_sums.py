"""Leaves, sums and products as NumPy: fractions, outer products, matrix products, systems that are solved."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from derive.tensors.algebra import coefficient, flat
from derive.tensors.contraction import contracted
from derive.tensors.graph import Axis, Lookup, Node, Position, axes_of, constant, total
from derive.tensors.pieces import (
    ADD,
    ATOM,
    MUL,
    POWER,
    UNARY,
    Piece,
    aligned,
    both,
    bracketed,
    multiplied,
    times,
    union,
)
from derive.tensors.sharing import picked_inside, regrouped, sum_of_sums, term_by_term
from derive.tensors.source_biases import with_biases
from derive.tensors.source_rows import less_one_hot, rows_of_sum, with_rows
from derive.tensors.source_solving import solved
from derive.tensors.writer import BY_OPERATION, Emitter, Steps, Writer

# ----------------------------------------------------------------------------------------------------------------- leaves


def _leaf(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    name, positions = node.data
    array = w.arguments.get(name, name)
    if w.quick and len(positions) == 2 and _picks_rows(positions):
        w.helpers.add("rows")
        first, second = positions
        place, plain = (first, second) if isinstance(second, Axis) else (second, first)
        matrix = array if plain is second else f"{array}.T"
        return Piece(f"rows({matrix}, {w.place(place).code})", (*axes_of(place), plain), fresh=True)
    even = name in w.assumed.symmetric and all(isinstance(each, Axis) for each in positions)
    return replace(w.indexed(array, positions), symmetric=even and len(node.axes) == 2)


def _picks_rows(positions: Sequence[Position]) -> bool:
    """Whether one position is an axis, and the other a table of labels for other axes."""
    plain = [each for each in positions if isinstance(each, Axis)]
    others = [each for each in positions if isinstance(each, Lookup) and axes_of(each)]
    return len(plain) == len(others) == 1 and plain[0] not in axes_of(others[0])


def number(value: Fraction) -> Piece:
    """A rational number."""
    if value.denominator == 1:
        return Piece(str(value.numerator), level=ATOM if value >= 0 else UNARY, number=True)
    decimal = str(float(value))
    if Fraction(decimal) == value and len(decimal) < 7:
        return Piece(decimal, level=ATOM if value >= 0 else UNARY, number=True)
    return Piece(f"{value.numerator} / {value.denominator}", level=MUL, number=True)


def _constant(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    return number(node.data)


def _pi(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    return Piece("math.pi", (), number=True)


def _size(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    return Piece(w.size(node.data), number=True)


# --------------------------------------------------------------------------------------------------------- sums, products


def _add(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    whole = picked_inside(w, node)
    if whole is not None:
        return w.write(whole, want)
    terms = [coefficient(term) for term in node.args]
    picked = less_one_hot(w, node, want) or with_rows(w, node, want)
    if picked is not None:
        return picked
    want = w.order([each for _, each in terms], want)
    first = max(range(len(terms)), key=lambda n: (len(terms[n][1].axes), -n))
    leading = w.write(terms[first][1], want)
    order = union([leading, Piece("", tuple(want)) if set(want) == set(node.axes) else leading, Piece("", node.axes)])
    if set(leading.axes) == set(node.axes):
        order = leading.axes
    parts: list[tuple[bool, Piece]] = []
    for term, (value, _) in zip(node.args, terms, strict=True):
        piece = _scaled(w, term, abs(value), order)
        parts.append((value < 0, piece))
    parts = with_biases(w, parts)
    floats = any(piece.axes and not piece.truth and not piece.number for _, piece in parts)
    parts = [(minus, aligned(piece if floats else w.as_numbers(piece), order)) for minus, piece in parts]
    if parts[0][0] and not all(minus for minus, _ in parts):
        parts.sort(key=lambda part: part[0])
    code = ("-" if parts[0][0] else "") + bracketed(parts[0][1], MUL if parts[0][0] else ADD)
    others = [("-" if minus else "+", bracketed(piece, MUL if minus else ADD)) for minus, piece in parts[1:]]
    begun = _in_place(w, node, parts, order, others)
    if begun is not None:
        return begun
    code += "".join(f" {sign} {each}" for sign, each in others)
    return Piece(code, order, ADD, number=all(piece.number for _, piece in parts), fresh=floats)


def _in_place(
    w: Writer,
    node: Node,
    parts: Sequence[tuple[bool, Piece]],
    order: tuple[Axis, ...],
    others: Sequence[tuple[str, str]],
) -> Piece | None:
    """A sum that begins with an array of the file's own, or in which vectors are added to a whole matrix: NumPy would make new arrays."""
    (minus, first), *rest = parts
    if minus or not order or first.axes != order:
        return None
    if len(order) == 1 and (
        w.quick or first.code in w.names.values()
    ):  # a vector keeps the name that it has in the mathematics
        return None
    if first.code in w.owned:
        made = Piece(f"{first.code}" + "".join(f" {sign} {each}" for sign, each in others), order, ADD, fresh=True)
        piece = w.named(node, made, w.names.get(node.digest))
        apart = [first.code not in each.code for _, each in rest]
        if all(apart[1:]) and (
            apart[0] or rest[0][1].fresh
        ):  # a view of the array would change with it, a later term too
            w.steps[piece.code] = Steps(first.code, tuple(others))
        return piece
    if len(order) < 2 or not any(0 < len(each.axes) < len(order) for _, each in rest):
        return None
    if not first.fresh:
        return None
    name = w.own(node, first)
    w.lines += [f"{name} {sign}= {each}" for sign, each in others]
    return Piece(name, order)


def _scaled(w: Writer, node: Node, value: Fraction, want: Sequence[Axis]) -> Piece:
    """A term with its coefficient replaced by `value`."""
    rest = coefficient(node)[1]
    if node.op == "constant":
        return number(value)
    return _multiplied(w, value, rest, want)


def _multiplied(w: Writer, value: Fraction, rest: Node, want: Sequence[Axis]) -> Piece:
    """A number times a node: its factors above and below the line of a fraction."""
    plain = rest.digest in w.known or rest.op != "product"
    if value == 1 and plain and rest.op != "reciprocal":
        return w.write(rest, want)
    factors = [rest] if plain else list(rest.args)
    want = w.order(factors, want)
    above = [w.write(each, want) for each in factors if each.op != "reciprocal"]
    below = [w.write(each.args[0], want) for each in factors if each.op == "reciprocal"]
    if rest.op == "reciprocal" and rest.digest in w.known:
        above, below = [w.write(rest, want)], []
    if value.numerator != 1 or not above:
        above.insert(0, number(Fraction(value.numerator)))
    if value.denominator != 1:
        below.append(number(Fraction(value.denominator)))
    above = [*[each for each in above if not each.truth], *both([each for each in above if each.truth])]
    if any(each.truth for each in above) and not any(
        each.axes and not each.truth and not each.number for each in above
    ):
        above = [w.as_numbers(each) for each in above]
    above.sort(key=lambda each: not each.number)
    return multiplied(above, below, want)


def _product(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    value, rest = coefficient(node)
    if value == -1 or value < 0:
        inside = w.as_numbers(_multiplied(w, -value, rest, want))
        return Piece(
            f"-{bracketed(inside, MUL)}", inside.axes, UNARY if inside.level >= POWER else MUL, number=inside.number
        )
    return _multiplied(w, value, rest, want)


def _total(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    found = _sum(w, node, want)
    if not node.axes and node.digest not in w.known and any(map(w.is_lent, flat("product", node.args))):
        return w.named(node, found)
    return found


def _sum(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    (body,) = node.args
    if body.op == "power" and body.args[1] is constant(2) and body.digest not in w.known:
        piece = w.write(body.args[0])
        if piece.code.isidentifier():
            return contracted([piece, piece], node.data, want)
    rows = rows_of_sum(w, node, want)
    if rows is not None:
        return rows
    if body.op != "product" or body.digest in w.known:
        piece = w.as_numbers(w.write(body))
        return contracted([piece], node.data, want)
    inverted = solved(w, node, want)
    if inverted is not None:
        return inverted
    apart = term_by_term(w, node)
    if apart is not None:
        return w.write(apart, want)
    shared = sum_of_sums(w, node)
    if shared is not None:
        return contracted([w.write(shared)], set(node.data) & set(shared.axes), want)
    body = regrouped(w, node)
    if body is not node.args[0]:
        shared = sum_of_sums(w, total(tuple(axis for axis in node.data if axis in body.axes), body))
        if shared is not None:
            return contracted([w.write(shared)], set(node.data) & set(shared.axes), want)
    alike = {each: [other for other in body.args if set(other.axes) == set(each.axes)] for each in body.args}
    above = [w.write(each, w.order(alike[each], ())) for each in body.args if each.op != "reciprocal"]
    below = [w.write(each.args[0]) for each in body.args if each.op == "reciprocal"]
    if any(each.truth for each in above):
        above = _masked(w, above)
    if below:
        host = _host(above, below)
        others = list(above)
        for each in host:
            others.remove(each)  # once: in a square it stands twice
        above = [times(host or [Piece("1", number=True)], below), *others]
    return contracted(_begun(w, _met(w, above)), node.data, want)


def _begun(w: Writer, pieces: list[Piece]) -> list[Piece]:
    """The factors of a matrix product, those that are products themselves made in memory of their own."""
    found = []
    for each in pieces:
        if each.begun is not None and len(each.axes) > 1 and len(pieces) > 1:
            name = w.unused(BY_OPERATION["product"])
            w.begin(name, each)
            found.append(Piece(name, each.axes))
        else:
            found.append(each)
    return found


def _met(w: Writer, pieces: list[Piece]) -> list[Piece]:
    """The factors of a matrix product, where two arrays that were made here meet entry by entry: one is multiplied by the other."""
    for n, m in combinations(range(len(pieces)), 2) if len(pieces) > 2 else ():
        f, g = pieces[n], pieces[m]
        if f.axes == g.axes and len(f.axes) > 1 and f.code in w.owned and g.code in w.owned and f.code != g.code:
            name = w.unused(BY_OPERATION["product"])
            w.steps[name] = Steps(f.code, (("*", g.code),))
            w.lines.append(w.steps[name].line(name))
            w.owned[name] = f.axes
            return [Piece(name, f.axes), *[each for k, each in enumerate(pieces) if k not in (n, m)]]
    return pieces


def _masked(w: Writer, pieces: list[Piece]) -> list[Piece]:
    """Booleans multiply an array of numbers that has their axes, or become numbers."""
    found = [each for each in pieces if not each.truth]
    for mask in both([each for each in pieces if each.truth]):
        host = next((n for n, each in enumerate(found) if mask.axes and set(mask.axes) <= set(each.axes)), None)
        if host is None:
            found.append(w.as_numbers(mask))
        else:
            found[host] = times([found[host], mask])
    return found


def _host(above: list[Piece], below: list[Piece]) -> list[Piece]:
    """The factor that the denominators divide: the first that has all of their axes, else the first."""
    axes = {axis for each in below for axis in each.axes}
    return [next((each for each in above if axes <= set(each.axes)), above[0])] if above else []


SUMS: dict[str, Emitter] = {
    "leaf": _leaf,
    "constant": _constant,
    "pi": _pi,
    "size": _size,
    "add": _add,
    "product": _product,
    "total": _total,
}
