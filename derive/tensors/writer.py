"""What writes NumPy source: the names that are taken, the lines so far, and the values that have a name.

How each operation is written stands in `EMIT`, which `derive.tensors.source` fills.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from derive.outside import UnsupportedError
from derive.tensors.algebra import coefficient
from derive.tensors.assumed import NOTHING, Assumed
from derive.tensors.graph import Axis, Fixed, Given, Lookup, Node, Position, axes_of, constant, make, walk
from derive.tensors.helpers import HELPERS
from derive.tensors.pieces import (
    ATOM,
    Piece,
    aligned,
    bracketed,
)
from derive.tensors.steps import Steps, may_be_view

LONG = 70
"""A longer expression than this gets a name of its own."""
BY_OPERATION = {
    "softmax": "p", "log_sum_exp": "log_sum", "sigmoid": "s", "total": "s", "add": "r", "inverse": "inverse",
    "leaf": "taken", "same": "hit", "not": "others", "exp": "e", "tanh": "t", "sqrt": "root", "product": "a", "reciprocal": "a", "less": "active", "softplus": "s",
}  # fmt: skip
"""What a value is called that has no name in the mathematics."""
PLAIN = ("leaf", "constant", "pi", "size")


RESERVED = (
    "np",
    "math",
    "dtype",
    "loss",
    "def",
    "return",
    "lambda",
    "grads",
    *HELPERS,
)


class Writer:
    """Writes values as NumPy expressions and collects the lines that name some of them.

    `sizes` are the Python names of the sizes, `arguments` those of the arguments; `names` are wished for by digest. `quick` is for a
    function that is called with small arrays too: it may call helpers where plain NumPy is easier to read, and slower. `assumed` is what may be relied on.
    """

    def __init__(
        self,
        sizes: Mapping[str, str],
        arguments: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
        quick: bool = False,
        assumed: Assumed = NOTHING,
    ):
        self.assumed = assumed
        self.sizes, self.arguments, self.names = sizes, arguments or {}, names or {}
        self.quick = quick
        self.lines: list[str] = []
        self.helpers: set[str] = set()
        self.taken = {*self.sizes.values(), *self.arguments.values(), *RESERVED}
        self.known: dict[str, tuple[Piece, tuple[int, ...]]] = {}
        self._uses: Counter[str] = Counter()
        self.whole_inverses: set[str] = set()
        self.owned: dict[str, tuple[Axis, ...]] = {}
        """Names of arrays that were made here, with their axes: after their last use they may be written over."""
        self.steps: dict[str, Steps] = {}
        self.parents: dict[str, dict[str, Node]] = {}
        """What uses a value, by its digest."""

    def expect(self, *roots: Node) -> None:
        """Counts how often each value is used below some roots."""
        for root in roots:
            self._uses[root.digest] += 1
        nodes = list(walk(*roots))
        inside = {node.args[0].digest for node in nodes if node.op == "total" and node.args[0].op == "product"}
        for node in nodes:
            for part in node.args:
                self._uses[part.digest] += 1
                self.parents.setdefault(part.digest, {})[node.digest] = node
            if node.digest not in inside:
                self.whole_inverses |= {part.digest for part in node.args if part.op == "inverse"}
        for node in nodes:
            if node.op == "reciprocal":
                self._uses[node.args[0].digest] += self._uses[node.digest] - 1
        self.whole_inverses |= {root.digest for root in roots}
        self._expect_parts(nodes)

    def write(self, node: Node, want: Sequence[Axis] = ()) -> Piece:
        """The value of a node, by its name where it has one."""
        if node.digest in self.known:
            piece, places = self.known[node.digest]
            return replace(piece, axes=tuple(node.axes[n] for n in places), fresh=False, product=None)
        made = (EMIT.get(node.op) or EMIT[""])(self, node, want)
        if node.digest in self.known:
            return made
        if made.number or (node.op in PLAIN and not (self._uses[node.digest] > 1 and _picks(node))):
            return made
        wished = self.names.get(node.digest)
        shared = self._uses[node.digest] > 1 and node.op != "reciprocal"
        shared = shared and (coefficient(node)[1].op not in PLAIN or _picks(node))
        if wished or shared or len(made.code) > LONG:
            return self.named(node, made, wished)
        return made

    def named(self, node: Node, made: Piece, wished: str | None = None) -> Piece:
        """Gives a value a name, in a line of its own."""
        name = self.unused(wished or BY_OPERATION.get(node.op, "value"))
        self.begin(name, made)
        if made.fresh:
            self.owned[name] = made.axes
        piece = Piece(name, made.axes, ATOM, made.truth, symmetric=made.symmetric)
        self.remember(node, piece)
        return piece

    def begin(self, name: str, made: Piece) -> None:
        """The lines that give an array a name: a matrix that is multiplied is so where it lies, NumPy would make a new one."""
        first, steps = (made.begun if len(made.axes) > 1 else None) or (made.code, ())
        self.lines += [f"{name} = {first}", *(f"{name} {sign}= {code}" for sign, code in steps)]

    def own(self, node: Node, made: Piece) -> str:
        """A name for a new array that becomes the value of a node step by step."""
        name = self.unused(self.names.get(node.digest) or BY_OPERATION.get(node.op, "value"))
        self.begin(name, made)
        self.owned[name] = made.axes
        self.remember(node, Piece(name, made.axes))
        return name

    def finished(self, rest: str) -> tuple[list[str], str]:
        """The lines and what follows them; arrays that nothing speaks of any more are written over."""
        for name in list(self.steps):
            steps = self.steps[name]
            at = self.lines.index(steps.line(name))
            word = re.compile(rf"\b{re.escape(steps.first)}\b")
            behind = [*self.lines[at + 1 :], rest]
            if any(map(word.search, behind)) or any(may_be_view(each, word) for each in self.lines):
                continue
            self.lines[at : at + 1] = [f"{steps.first} {sign}= {code}" for sign, code in steps.others]
            again = re.compile(rf"\b{re.escape(name)}\b")
            self.lines = [again.sub(steps.first, line) for line in self.lines]
            rest = again.sub(steps.first, rest)
            self.steps = {key: each.renamed(again, steps.first) for key, each in self.steps.items()}
        return self.lines, rest

    def remember(self, node: Node, piece: Piece) -> None:
        """From now on the value of a node is this piece."""
        self.known[node.digest] = piece, tuple(node.axes.index(axis) for axis in piece.axes)

    def uses(self, node: Node) -> int:
        """How often a value is used."""
        return self._uses[node.digest]

    def is_lent(self, node: Node) -> bool:
        """Whether an array was made here and a softmax of it may be written over it: what is made of it is named before that."""
        above = self.parents.get(node.digest, {}).values()
        made = node.digest in self.known and self.known[node.digest][0].code in self.owned
        return made and any(each.op in ("softmax", "log_sum_exp") for each in above)

    def also(self, node: Node, times: int = 1) -> None:
        """A value is needed more often than was counted, or less."""
        self._uses[node.digest] += times

    def shared(self, f: Node, g: Node) -> Node | None:
        """The product of two arrays with the same axes, where it is needed in several places."""
        if not f.axes or set(f.axes) != set(g.axes):
            return None
        both = (make("product", (f, g)), make("product", (g, f)))
        return next((each for each in both if self._uses[each.digest] > 1 or each.digest in self.known), None)

    def _expect_parts(self, nodes: Sequence[Node]) -> None:
        """Counts products of two factors, and sums over one of two axes, that several sums can have in common."""
        found: Counter[str] = Counter()
        for node in nodes:
            if node.op != "total":
                continue
            pairs = {
                make("product", pair).digest
                for f, g in combinations(squares_apart(node.args[0]), 2)
                if f is not g and f.axes and set(f.axes) == set(g.axes)
                for pair in ((f, g), (g, f))
            }
            found.update(pairs if len(squares_apart(node.args[0])) > 2 else ())
            found.update(make("total", node.args, (axis,)).digest for axis in node.data if len(node.data) == 2)
        own = {node.digest for node in nodes}
        for digest, count in found.items():
            if count + (digest in own) > 1:
                self._uses[digest] += count

    def order(self, nodes: Sequence[Node], want: Sequence[Axis]) -> Sequence[Axis]:
        """The order of axes that some values have already, or what they are made of entry by entry, where none is wanted."""
        if len(want) > 1:
            return want
        for node in nodes:
            for each in (node, *(part for part in node.args if set(part.axes) == set(node.axes))):
                if each.digest in self.known and len(each.axes) > 1:
                    return [each.axes[n] for n in self.known[each.digest][1]]
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
            case Lookup(name, argument, example):
                table = self.arguments.get(name, name)
                if isinstance(argument, Axis):
                    return Piece(table, axes_of(position))
                whole = ":, " if example else ""
                return Piece(f"{table}[{whole}{self.place(argument).code}]", axes_of(position))
        raise AssertionError(position)

    def size(self, size: str) -> str:
        """A size in the source. UnsupportedError for one that no argument has."""
        if size in self.sizes or size.isdigit():
            return self.sizes.get(size, size)
        if "+" in size:
            return f"({' + '.join(map(self.size, size.split('+')))})"
        raise UnsupportedError(f"what is computed depends on {size}, and no argument has this size")

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
        if piece.code.startswith("np.eye("):
            return Piece(piece.code.replace("dtype=bool", "dtype=dtype"), piece.axes, fresh=True, symmetric=True)
        return Piece(f"{bracketed(piece, ATOM)}.astype(dtype)", piece.axes)


def _picks(node: Node) -> bool:
    """Whether an entry stands at labels: reading it moves memory."""
    return node.op == "leaf" and any(isinstance(each, Lookup) and axes_of(each) for each in node.data[1])


def squares_apart(body: Node) -> list[Node]:
    """The factors of a product, a square as two."""
    found: list[Node] = []
    for each in body.args if body.op == "product" else (body,):
        square = each.op == "power" and each.args[1] is constant(2)
        found += [each.args[0]] * 2 if square else [each]
    return found


Emitter = Callable[[Writer, Node, Sequence[Axis]], Piece]
EMIT: dict[str, Emitter] = {}
"""How each operation is written; the entry "" is that of functions of every entry."""
