"""Functions, comparisons, inverses and looked-up labels as NumPy."""

from collections.abc import Sequence

from derive.tensors.axes import symmetric
from derive.tensors.graph import Axis, Node, axes_of, make, walk
from derive.tensors.pieces import (
    ADD,
    ATOM,
    COMPARE,
    MUL,
    POWER,
    UNARY,
    Piece,
    aligned,
    bracketed,
    ordered,
    union,
)
from derive.tensors.writer import BY_OPERATION, Emitter, Writer

# -------------------------------------------------------------------------------------------------------------- functions

NUMPY = {"exp", "log", "tanh", "sqrt", "abs", "sign", "sin", "cos", "sinh", "cosh"}
NUMPY_ALONE = {"sign", "abs", "arctan", "arcsin", "arccos", "arcsinh", "arccosh", "arctanh"}
"""Functions that the module math has not, or by another name."""


def _function(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    inside = w.as_numbers(w.write(node.args[0], want))
    if node.op in NUMPY | NUMPY_ALONE:
        library = "math" if inside.number and node.op not in NUMPY_ALONE else "np"
        return Piece(f"{library}.{node.op}({inside.code})", inside.axes, number=inside.number)
    w.helpers.add(node.op)
    return Piece(f"{node.op}({inside.code})", inside.axes)


def _relu(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    (below,) = node.args
    alone = w.uses(below) == 1 and below.digest not in w.known
    if alone and node.digest in w.names:
        w.names = {**w.names, below.digest: w.names[node.digest]}
    inside = w.write(below, want)
    if alone and inside.code in w.owned and len(inside.axes) > 1:
        w.lines.append(f"np.maximum({inside.code}, 0, out={inside.code})")
        w.remember(node, Piece(inside.code, inside.axes))
        return Piece(inside.code, inside.axes)
    return Piece(f"np.maximum({inside.code}, 0)", inside.axes)


def _reciprocal(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    inside = w.write(node.args[0], want)
    return Piece(f"1 / {bracketed(inside, UNARY)}", inside.axes, MUL, number=inside.number)


def _power(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    base, exponent = w.write(node.args[0], want), w.write(node.args[1], want)
    axes = union([base, exponent])
    base, exponent = aligned(base, axes), aligned(exponent, axes)
    return Piece(
        f"{bracketed(base, ATOM)}**{bracketed(exponent, UNARY)}", axes, POWER, number=base.number and exponent.number
    )


def _along(name: str) -> Emitter:
    """softmax and log Σ exp, along an axis, with weights if there are some."""

    def emit(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
        partner = make("softmax" if name == "log_sum_exp" else "log_sum_exp", node.args, node.data)
        if len(node.args) == 1 and w.uses(partner) and partner.digest not in w.known:
            return _both_along(w, node.args, node.data, want)[name == "softmax"]
        body = w.write(node.args[0], want)
        axes, called, told = body.axes, name, [body.code]
        if name == "softmax" and len(node.args) == 1 and body.fresh and len(axes) > 1:
            return _written_over(w, node, body)
        if len(node.args) > 1:
            weights = w.write(node.args[1], body.axes)
            axes, called = union([body, weights]), f"weighted_{name}"
            w.helpers.add("largest")
            told = [aligned(each, axes).code for each in (body, weights)]
        w.helpers.add(called)
        if axes[-1] != node.data:
            told.append(f"axis={axes.index(node.data)}")
        kept = axes if name == "softmax" else tuple(a for a in axes if a != node.data)
        return Piece(f"{called}({', '.join(told)})", kept)

    return emit


def _written_over(w: Writer, node: Node, body: Piece) -> Piece:
    """A softmax in the memory of what it is of."""
    name = w.own(node, body)
    w.helpers.add("softmax")
    place = f", axis={body.axes.index(node.data)}" if body.axes[-1] != node.data else ""
    w.lines.append(f"softmax({name}{place}, out={name})")
    return Piece(name, body.axes)


def _both_along(w: Writer, args: tuple[Node, ...], axis: Axis, want: Sequence[Axis]) -> tuple[Piece, Piece]:
    """log Σ exp and softmax of the same values, in one line."""
    w.helpers.add("log_sum_exp_and_softmax")
    total, shares = make("log_sum_exp", args, axis), make("softmax", args, axis)
    body = w.write(args[0], want)
    place = f", axis={body.axes.index(axis)}" if body.axes[-1] != axis else ""
    names = [w.unused(w.names.get(each.digest) or BY_OPERATION[each.op]) for each in (total, shares)]
    told = body.code
    if body.code in w.owned and _last_use(w, args[0], (total, shares)):
        place = f"{place}, out={body.code}"
    elif body.fresh and len(body.axes) > 1:
        w.begin(names[1], body)
        told, place = names[1], f"{place}, out={names[1]}"
    w.lines.append(f"{names[0]}, {names[1]} = log_sum_exp_and_softmax({told}{place})")
    w.owned[names[1]] = body.axes
    pieces = Piece(names[0], tuple(a for a in body.axes if a != axis)), Piece(names[1], body.axes)
    for node, piece in zip((total, shares), pieces, strict=True):
        w.remember(node, piece)
    return pieces


def _last_use(w: Writer, node: Node, here: Sequence[Node]) -> bool:
    """Whether an array is not needed any more after these, once what others make of it is written down: entries at labels, sums."""
    own = {each.digest for each in here}
    others = [each for each in w.parents.get(node.digest, {}).values() if each.digest not in own]
    others = [whole for each in others for whole in (_sums_of(w, each) if each.op == "product" else [each])]
    if len(node.axes) < 2 or not all(_made_small(each) for each in others):
        return False
    if any(part.digest in own for each in others for part in walk(each)):
        return False
    for each in others:
        if each.digest not in w.known:
            w.named(each, w.write(each))
    return True


def _sums_of(w: Writer, product: Node) -> list[Node]:
    """The sums that a product is made for alone; itself where something else needs it."""
    found = list(w.parents.get(product.digest, {}).values())
    return found if found and all(each.op == "total" for each in found) else [product]


def _made_small(node: Node) -> bool:
    """Whether a value is made of some entries of an array at labels, or is a number that all of them sum to."""
    return (node.op == "take" and bool(axes_of(node.data[1]))) or (node.op == "total" and not node.axes)


# ------------------------------------------------------------------------------------------------- matrices and positions


def _square(function: str, keeps: bool) -> Emitter:
    def emit(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
        own = tuple(node.data)
        body = w.write(node.args[0])
        batch = tuple(axis for axis in body.axes if axis not in own)
        body = ordered(body, (*batch, *own))
        even = keeps and symmetric(node.args[0], own[0], own[1], w.assumed.symmetric)  # and so is its inverse
        return Piece(function.format(body.code), (*batch, *own) if keeps else batch, symmetric=even and not batch)

    return emit


def _take(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    axis, position = node.data
    body = w.write(node.args[0])
    found = w.indexed(bracketed(body, ATOM), [position if each == axis else each for each in body.axes])
    return w.named(node, found) if axes_of(position) and w.is_lent(node.args[0]) else found


def _compared(sign: str) -> Emitter:
    def emit(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
        left, right = [w.place(each) for each in node.data] if sign == "==" else [w.write(each) for each in node.args]
        if sign == "==" and all(isinstance(each, Axis) for each in node.data):
            return Piece(f"np.eye({w.size(node.data[0].size)}, dtype=bool)", node.data, truth=True)
        axes = union([Piece("", tuple(axis for axis in want if axis in node.axes)), left, right])
        left, right = aligned(left, axes), aligned(right, axes)
        if left.code == "0":
            return Piece(f"{bracketed(right, ADD)} {FLIPPED[sign]} 0", axes, COMPARE, truth=True)
        return Piece(f"{bracketed(left, ADD)} {sign} {bracketed(right, ADD)}", axes, COMPARE, truth=True)

    return emit


FLIPPED = {"<": ">", "<=": ">=", "==": "=="}


def _not(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    inside = w.write(node.args[0], want)
    if " == " in inside.code and inside.code.count(" == ") == 1 and inside.level == COMPARE:
        return Piece(inside.code.replace(" == ", " != "), inside.axes, COMPARE, truth=True)
    return Piece(
        f"~{bracketed(inside, UNARY)}" if inside.axes else f"(not {inside.code})", inside.axes, UNARY, truth=True
    )


def _or(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    parts = [w.write(each, want) for each in node.args]
    axes = union(parts)
    return Piece(" | ".join(bracketed(aligned(each, axes), UNARY) for each in parts), axes, COMPARE, truth=True)


def _choose(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    pieces = [w.write(each, want) for each in node.args]
    axes = union(pieces)
    codes = [aligned(each, axes).code for each in pieces]
    if not any(each.axes for each in pieces[1::2]):
        codes = [f"dtype.type({code})" if each.number else code for code, each in zip(codes, pieces, strict=True)]
    result = "np.nan"
    for condition, value, code in reversed(list(zip(node.args[::2], codes[1::2], codes[::2], strict=True))):
        result = value if condition.op == "constant" else f"np.where({code}, {value}, {result})"
    return Piece(f"({result})" if not result.startswith("np.") else result, axes)


def _extremum(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    pieces = [w.write(each, want) for each in node.args]
    axes = union(pieces)
    code = aligned(pieces[0], axes).code
    for each in pieces[1:]:
        code = f"np.maximum({code}, {aligned(each, axes).code})"
    return Piece(code, axes)


FUNCTIONS: dict[str, Emitter] = {
    "": _function,
    "relu": _relu,
    "reciprocal": _reciprocal,
    "power": _power,
    "softmax": _along("softmax"),
    "log_sum_exp": _along("log_sum_exp"),
    "inverse": _square("np.linalg.inv({})", True),
    "log_det": _square("np.linalg.slogdet({})[1]", False),
    "determinant": _square("np.linalg.det({})", False),
    "take": _take,
    "same": _compared("=="),
    "less": _compared("<"),
    "at_most": _compared("<="),
    "not": _not,
    "or": _or,
    "choose": _choose,
    "extremum": _extremum,
}
"""The entry "" is that of functions of every entry."""
