"""NumPy source of a graph: one line for each value that has a name or is used more than once.

>>> from derive.tensors.graph import Axis, leaf, total, product_of
>>> i, j = Axis(1, "N"), Axis(2, "d")
>>> writer = Writer({"N": "N", "d": "d"})
>>> writer.write(total((j,), product_of(leaf("X", (i, j)), leaf("w", (j,))))).code
'X @ w'
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from derive.tensors.algebra import coefficient
from derive.tensors.contraction import contracted
from derive.tensors.graph import Axis, Fixed, Given, Lookup, Node, Position, axes_of, constant, make, walk
from derive.tensors.pieces import (
    ADD,
    ATOM,
    COMPARE,
    MUL,
    POWER,
    UNARY,
    Piece,
    aligned,
    both,
    bracketed,
    multiplied,
    ordered,
    times,
    union,
)

LONG = 70
"""A longer expression than this gets a name of its own."""
BY_OPERATION = {
    "softmax": "p", "log_sum_exp": "log_sum", "sigmoid": "s", "total": "s", "add": "r", "inverse": "inverse",
    "same": "hit", "not": "others", "exp": "e", "tanh": "t", "sqrt": "root", "product": "a", "reciprocal": "a", "less": "active", "softplus": "s",
}  # fmt: skip
"""What a value is called that has no name in the mathematics."""
PLAIN = ("leaf", "constant", "size")


class Writer:
    """Writes values as NumPy expressions and collects the lines that name some of them.

    `sizes` are the Python names of the sizes, `arguments` those of the arguments; `names` are wished for by digest.
    """

    def __init__(
        self,
        sizes: Mapping[str, str],
        arguments: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
    ):
        self.sizes, self.arguments, self.names = sizes, arguments or {}, names or {}
        self.lines: list[str] = []
        self.helpers: set[str] = set()
        self.taken = {*self.sizes.values(), *self.arguments.values(), *RESERVED}
        self.known: dict[str, tuple[Piece, tuple[int, ...]]] = {}
        self._uses: Counter[str] = Counter()
        self.whole_inverses: set[str] = set()

    def expect(self, *roots: Node) -> None:
        """Counts how often each value is used below some roots."""
        for root in roots:
            self._uses[root.digest] += 1
        nodes = list(walk(*roots))
        inside = {node.args[0].digest for node in nodes if node.op == "total" and node.args[0].op == "product"}
        for node in nodes:
            for part in node.args:
                self._uses[part.digest] += 1
            if node.digest not in inside:
                self.whole_inverses |= {part.digest for part in node.args if part.op == "inverse"}
        for node in nodes:
            if node.op == "reciprocal":
                self._uses[node.args[0].digest] += self._uses[node.digest] - 1
        self.whole_inverses |= {root.digest for root in roots}

    def write(self, node: Node, want: Sequence[Axis] = ()) -> Piece:
        """The value of a node, by its name where it has one."""
        if node.digest in self.known:
            piece, places = self.known[node.digest]
            return Piece(piece.code, tuple(node.axes[n] for n in places), piece.level, piece.truth, piece.number)
        made = EMIT.get(node.op, _function)(self, node, want)
        if node.digest in self.known:
            return made
        if node.op in PLAIN or made.number:
            return made
        wished = self.names.get(node.digest)
        shared = self._uses[node.digest] > 1 and node.op != "reciprocal" and coefficient(node)[1].op not in PLAIN
        if wished or shared or len(made.code) > LONG:
            return self.named(node, made, wished)
        return made

    def named(self, node: Node, made: Piece, wished: str | None = None) -> Piece:
        """Gives a value a name, in a line of its own."""
        name = self.unused(wished or BY_OPERATION.get(node.op, "value"))
        self.lines.append(f"{name} = {made.code}")
        piece = Piece(name, made.axes, ATOM, made.truth)
        self.remember(node, piece)
        return piece

    def remember(self, node: Node, piece: Piece) -> None:
        """From now on the value of a node is this piece."""
        self.known[node.digest] = piece, tuple(node.axes.index(axis) for axis in piece.axes)

    def uses(self, node: Node) -> int:
        """How often a value is used."""
        return self._uses[node.digest]

    def order(self, nodes: Sequence[Node], want: Sequence[Axis]) -> Sequence[Axis]:
        """The order of axes that some values have already, where none is wanted."""
        if len(want) > 1:
            return want
        for node in nodes:
            if node.digest in self.known and len(node.axes) > 1:
                return [node.axes[n] for n in self.known[node.digest][1]]
        return want

    def unused(self, name: str) -> str:
        """The name, with a number behind it where it is taken."""
        found, number = name, 2
        while found in self.taken:
            found, number = f"{name}_{number}", number + 1
        self.taken.add(found)
        return found

    # --------------------------------------------------------------------------------------------------------- positions

    def place(self, position: Position) -> Piece:
        """A position as an array of integers, or as one."""
        match position:
            case Axis(_, size):
                return Piece(f"np.arange({self.size(size)})", (position,))
            case Given(name):
                return Piece(self.arguments.get(name, name))
            case Fixed(number):
                return Piece(str(number))
            case Lookup(name, argument):
                table = self.arguments.get(name, name)
                return Piece(
                    table if isinstance(argument, Axis) else f"{table}[{self.place(argument).code}]", axes_of(position)
                )
        raise AssertionError(position)

    def size(self, size: str) -> str:
        """A size in the source."""
        return self.sizes.get(size, size)

    def indexed(self, array: str, positions: Sequence[Position]) -> Piece:
        """An array at positions, one for each of its axes."""
        axes = [axis for position in positions for axis in axes_of(position)]
        plain = [isinstance(position, Axis) for position in positions]
        if len(set(axes)) == len(axes) and sum(not each for each in plain) <= 1:
            if all(plain):
                return Piece(array, tuple(axes))
            marks = [":" if isinstance(each, Axis) else self.place(each).code for each in positions]
            while len(marks) > 1 and marks[-1] == ":":
                marks.pop()
            return Piece(f"{array}[{', '.join(marks)}]", tuple(axes))
        if len(positions) == 2 and positions[0] == positions[1] and isinstance(positions[0], Axis):
            return Piece(f"np.diagonal({array})", (positions[0],))
        order = tuple(dict.fromkeys(axes))
        places = [aligned(self.place(each), order) for each in positions]
        return Piece(f"{array}[{', '.join(each.code for each in places)}]", order)

    def as_numbers(self, piece: Piece) -> Piece:
        """Booleans as zeros and ones."""
        if not piece.truth:
            return piece
        if not piece.axes:
            return Piece(f"dtype.type({piece.code})", (), ATOM)
        return Piece(f"{bracketed(piece, ATOM)}.astype(dtype)", piece.axes)


RESERVED = (
    "np",
    "math",
    "dtype",
    "loss",
    "def",
    "return",
    "sigmoid",
    "softmax",
    "softplus",
    "log_sum_exp",
    "lambda",
    "grads",
)
Emitter = Callable[[Writer, Node, Sequence[Axis]], Piece]

# ----------------------------------------------------------------------------------------------------------------- leaves


def _leaf(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    name, positions = node.data
    return w.indexed(w.arguments.get(name, name), positions)


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


def _size(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    return Piece(w.size(node.data), number=True)


# --------------------------------------------------------------------------------------------------------- sums, products


def _add(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    terms = [coefficient(term) for term in node.args]
    picked = _less_one_hot(w, node, want)
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
    floats = any(piece.axes and not piece.truth and not piece.number for _, piece in parts)
    parts = [(minus, aligned(piece if floats else w.as_numbers(piece), order)) for minus, piece in parts]
    if parts[0][0] and not all(minus for minus, _ in parts):
        parts.sort(key=lambda part: part[0])
    code = ("-" if parts[0][0] else "") + bracketed(parts[0][1], MUL if parts[0][0] else ADD)
    for minus, piece in parts[1:]:
        code += (" - " if minus else " + ") + bracketed(piece, MUL if minus else ADD)
    return Piece(code, order, ADD, number=all(piece.number for _, piece in parts))


def _less_one_hot(w: Writer, node: Node, want: Sequence[Axis]) -> Piece | None:
    """A softmax less 1 at the labels, where no table of zeros and ones is needed."""
    if len(node.args) != 2 or node.args[0].op != "softmax" or node.digest in w.known:
        return None
    value, hit = coefficient(node.args[1])
    if value != -1 or hit.op != "same":
        return None
    axis, label = hit.data if isinstance(hit.data[0], Axis) else hit.data[::-1]
    if axis != node.args[0].data or not isinstance(label, Lookup) or not isinstance(label.argument, Axis):
        return None
    shares = w.write(node.args[0], want)
    name = w.unused(w.names.get(node.digest) or BY_OPERATION["add"])
    w.lines.append(f"{name} = {shares.code}" + (".copy()" if w.uses(node.args[0]) > 1 or shares.level == ATOM else ""))
    if w.uses(node.args[0]) == 1 and shares.code.isidentifier():
        w.lines.pop()
        name = shares.code
    places = [label if each == axis else each for each in shares.axes]
    w.lines.append(f"{w.indexed(name, places).code} -= 1")
    piece = Piece(name, shares.axes)
    w.remember(node, piece)
    return piece


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
        inside = _multiplied(w, -value, rest, want)
        return Piece(
            f"-{bracketed(inside, MUL)}", inside.axes, UNARY if inside.level >= POWER else MUL, number=inside.number
        )
    return _multiplied(w, value, rest, want)


def _total(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    (body,) = node.args
    if body.op == "power" and body.args[1] is constant(2) and body.digest not in w.known:
        piece = w.write(body.args[0])
        if piece.code.isidentifier():
            return contracted([piece, piece], node.data, want)
    if body.op != "product" or body.digest in w.known:
        piece = w.as_numbers(w.write(body))
        return contracted([piece], node.data, want)
    solved = _solved(w, node, want)
    if solved is not None:
        return solved
    body = _regrouped(w, node)
    above = [w.write(each) for each in body.args if each.op != "reciprocal"]
    below = [w.write(each.args[0]) for each in body.args if each.op == "reciprocal"]
    if any(each.truth for each in above):
        above = _masked(w, above)
    if below:
        above = [_over(above, below), *[each for each in above if each not in _host(above, below)]]
    return contracted(above, node.data, want)


def _regrouped(w: Writer, node: Node) -> Node:
    """The product that a sum is taken of, with a sum of two of its factors in it that is needed elsewhere."""
    (body,) = node.args
    for f, g in combinations(body.args, 2) if len(body.args) > 2 else ():
        rest = [each for each in body.args if each is not f and each is not g]
        away = [a for a in node.data if a in {*f.axes, *g.axes} and not any(a in each.axes for each in rest)]
        joined = make("total", (make("product", (f, g)),), tuple(away))
        for part in (joined, make("total", (make("product", (g, f)),), tuple(away))) if away else ():
            if w.uses(part) or part.digest in w.known:
                return make("product", (part, *rest))
    return body


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


def _over(above: list[Piece], below: list[Piece]) -> Piece:
    host = _host(above, below)
    return times(host or [Piece("1", number=True)], below)


def _solved(w: Writer, node: Node, want: Sequence[Axis]) -> Piece | None:
    """A⁻¹ x by solving A z = x, where the inverse is not needed as a whole."""
    (body,) = node.args
    for factor in body.args:
        if factor.op != "inverse" or factor.digest in w.whole_inverses or len(factor.axes) != 2:
            continue
        others = [each for each in body.args if each is not factor]
        own = set(factor.data)
        for axis in factor.data:
            (open_axis,) = own - {axis}
            touching = [each for each in others if axis in each.axes]
            if axis not in node.data or len(touching) != 1 or len(touching[0].axes) > 2 or touching[0].op == "inverse":
                continue
            right = w.write(touching[0])
            if not set(right.axes) <= {axis, *(set(right.axes) - own)} or open_axis in right.axes:
                continue
            matrix = w.write(factor.args[0])
            order = factor.data if axis == factor.data[1] else factor.data[::-1]
            # A⁻¹[row, column]: summed over the column it is A z = x, over the row Aᵀ z = x
            left = ordered(matrix, order)
            right = ordered(right, [axis, *[each for each in right.axes if each != axis]])
            rest = tuple(each for each in right.axes if each != axis)
            solution = Piece(f"np.linalg.solve({left.code}, {right.code})", (open_axis, *rest))
            remaining = [w.write(each) for each in others if each is not touching[0]]
            return contracted([*remaining, solution], set(node.data) - {axis}, want)
    return None


# -------------------------------------------------------------------------------------------------------------- functions

NUMPY = {"exp", "log", "tanh", "sqrt", "abs", "sign", "sin", "cos", "sinh", "cosh"}


def _function(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    inside = w.as_numbers(w.write(node.args[0], want))
    if node.op in NUMPY:
        library = "math" if inside.number and node.op not in ("sign", "abs") else "np"
        return Piece(f"{library}.{node.op}({inside.code})", inside.axes, number=inside.number)
    w.helpers.add(node.op)
    return Piece(f"{node.op}({inside.code})", inside.axes)


def _relu(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    inside = w.write(node.args[0], want)
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


def _both_along(w: Writer, args: tuple[Node, ...], axis: Axis, want: Sequence[Axis]) -> tuple[Piece, Piece]:
    """log Σ exp and softmax of the same values, in one line."""
    w.helpers.add("log_sum_exp_and_softmax")
    total, shares = make("log_sum_exp", args, axis), make("softmax", args, axis)
    body = w.write(args[0], want)
    place = f", axis={body.axes.index(axis)}" if body.axes[-1] != axis else ""
    names = [w.unused(w.names.get(each.digest) or BY_OPERATION[each.op]) for each in (total, shares)]
    w.lines.append(f"{names[0]}, {names[1]} = log_sum_exp_and_softmax({body.code}{place})")
    pieces = Piece(names[0], tuple(a for a in body.axes if a != axis)), Piece(names[1], body.axes)
    for node, piece in zip((total, shares), pieces, strict=True):
        w.remember(node, piece)
    return pieces


# ------------------------------------------------------------------------------------------------- matrices and positions


def _square(function: str, keeps: bool) -> Emitter:
    def emit(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
        own = tuple(node.data)
        body = w.write(node.args[0])
        batch = tuple(axis for axis in body.axes if axis not in own)
        body = ordered(body, (*batch, *own))
        return Piece(function.format(body.code), (*batch, *own) if keeps else batch)

    return emit


def _take(w: Writer, node: Node, want: Sequence[Axis]) -> Piece:
    axis, position = node.data
    body = w.write(node.args[0])
    return w.indexed(bracketed(body, ATOM), [position if each == axis else each for each in body.axes])


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


EMIT: dict[str, Emitter] = {
    "leaf": _leaf,
    "constant": _constant,
    "size": _size,
    "add": _add,
    "product": _product,
    "total": _total,
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
"""How each operation is written; functions of every entry by their own name."""
