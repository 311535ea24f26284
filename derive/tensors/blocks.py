"""A matrix that is made by a product and then worked on entry by entry, some of its rows at a time: they stay in the cache.

The lines of a function are read, not what they came from: a line goes before the loop, into it, or behind it. Rows of a matrix are
made of the same rows of others; a sum over all rows is the sum of those over some. Where any line is neither, nothing is changed.

>>> lines = ["r = w @ t.T", "r += b[:, None]", "r -= np.log(X)", "a = F * r", "loss = np.vdot(a, r)"]
>>> shapes = {"w": ("V", "d"), "t": ("V", "d"), "b": ("V",), "X": ("V", "V"), "F": ("V", "V"), "": ("V", "d")}
>>> made = in_blocks(lines, "2 * (a @ t)", shapes, lambda name: name, "d_w")
>>> print("\\n".join([*made[0], f"return loss, {made[1]}"]))
d_w = np.empty((V, d), dtype)
loss = dtype.type(0)
for rows in blocks(V, V * dtype.itemsize):
    r = w[rows] @ t.T
    r += b[rows, None]
    r -= np.log(X[rows])
    a = F[rows] * r
    loss += np.vdot(a, r)
    np.matmul(a, t, out=d_w[rows])
d_w *= 2
return loss, d_w
"""

import ast
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from derive.tensors.block_parts import NotByRowsError, Parts, reads, told

FEWEST = 3
"""With fewer steps of this kind between two products a loop gains nothing."""


def in_blocks(
    lines: Sequence[str], slope: str, shapes: Mapping[str, Sequence[str]], unused: Callable[[str], str], gradient: str
) -> tuple[list[str], str] | None:
    """The lines and the gradient with a loop over rows; None where there is nothing to gain or a line does not allow it.

    `shapes` are the sizes, as the lines call them, of each name that has some; `gradient` is a name for the gradient, whose shape is the one at "".
    """
    for several in (True, False):
        try:
            work = _Lines(shapes, unused, several)
            for line in lines:
                work.line(line)
            return work.finished(slope, gradient) if work.count and work.parts.steps >= FEWEST else None
        except (NotByRowsError, SyntaxError):
            continue
    return None


class _Lines:
    """Sorts the lines of a function into those before a loop over rows, in it, and behind it.

    With `several`, each product of matrices that has as many rows as the first is made in the loop.
    """

    def __init__(self, shapes: Mapping[str, Sequence[str]], unused: Callable[[str], str], several: bool):
        self.shapes, self.parts, self.unused, self.several = shapes, Parts(shapes), unused, several
        self.defined: set[str] = set()
        self.behind: set[str] = set()
        """What is known behind the loop only."""
        self.count = ""
        """How many rows there are, and how long those are that the loop makes by products."""
        self.widths: list[str] = []
        self.first: list[str] = []
        self.begun: list[str] = []
        self.inside: list[str] = []
        self.last: list[str] = []

    def line(self, text: str) -> None:
        """Puts one line into its place."""
        match ast.parse(text).body:
            case [ast.Assign(targets=[ast.Name(name)], value=value)]:
                self._assigned(text, name, value)
            case [ast.AugAssign(target=ast.Name(name), value=value) as node] if name in self.parts.made:
                self.parts.steps += self.parts.made[name] > 1
                node.value = self.parts.operand(value, self.parts.made[name])
                self.inside.append(told(node))
            case [node] if over := self.parts.written_over(node):
                self.parts.steps += over
                self.inside.append(text)
            case _:
                if self.count:  # what it changes may be read in the loop
                    raise NotByRowsError
                self.first.append(text)

    def _assigned(self, text: str, name: str, value: ast.expr) -> None:
        if name in self.defined and self.count:  # what is in the loop may read the old one
            raise NotByRowsError
        self.defined.add(name)
        before = self.count
        begins = (not self.count or self.several) and self._begin(value)
        if not begins and not self.parts.changes(value):
            if not reads(value, self.behind):
                self.first.append(text)
                return
            self.last.append(text)
        else:
            try:
                code, self.parts.made[name] = self.parts.some(value)
                self.parts.whole.pop(name, None)
                self.widths += self._products(value)
                self.inside.append(f"{name} = {told(code)}")
                return
            except NotByRowsError:
                if begins:  # of the whole of other matrices: it stands before the loop
                    self.count = before
                    self.first.append(text)
                    return
                rest = self._summed(value, name if self.parts.over_all(value) else "")
                self.last += [f"{name} = {rest}"] if rest != name else []
        self.parts.whole.pop(name, None)
        self.behind.add(name)

    def finished(self, slope: str, gradient: str) -> tuple[list[str], str]:
        """All lines in their order, and the gradient."""
        value = ast.parse(slope, mode="eval").body
        if self.parts.changes(value):
            try:
                behind = self._filled(value, gradient)
                shape = ", ".join(self.shapes[""]) + ("," if len(self.shapes[""]) == 1 else "")
                self.begun.insert(0, f"{gradient} = np.empty(({shape}), dtype)")
                self.last += behind
                slope = gradient
            except NotByRowsError:
                slope = self._summed(value, gradient)
        elif not self.parts.made:
            raise NotByRowsError
        widths = [f"{times} * {each}" if times > 1 else each for each, times in Counter(self.widths).items()]
        width = widths[0] if len(widths) == 1 else f"({' + '.join(widths)})"
        head = f"for {self.parts.rows} in blocks({self.count}, {width} * dtype.itemsize):"
        loop = [head, *(f"    {each}" for each in self.inside)]
        return [*self.first, *self.begun, *loop, *self.last], slope

    def _filled(self, value: ast.expr, gradient: str) -> list[str]:
        """Fills some rows of the gradient in the loop: a product where it lies, and a number that it is multiplied by is left for behind."""
        match value:
            case ast.BinOp(number, ast.Mult(), product) if self._is_number(number):
                return [*self._filled(product, gradient), f"{gradient} *= {told(number)}"]
            case ast.BinOp(product, ast.Div(), number) if self._is_number(number):
                return [*self._filled(product, gradient), f"{gradient} /= {told(number)}"]
        code, _ = self.parts.some(value)
        place = f"{gradient}[{self.parts.rows}]"
        if isinstance(code, ast.BinOp) and isinstance(code.op, ast.MatMult):
            self.inside.append(f"np.matmul({told(code.left)}, {told(code.right)}, out={place})")
        else:
            self.inside.append(f"{place} = {told(code)}")
        return []

    def _is_number(self, node: ast.expr) -> bool:
        return not self.parts.changes(node) and not reads(node, self.behind) and not self.parts.axes_outside(node)

    def _begin(self, value: ast.expr) -> bool:
        """Whether rows are made here: a matrix that is made of the product of two, of as many rows as the loop has."""
        if self.parts.changes(value) or reads(value, self.behind):
            return False
        for node in ast.walk(value):
            if isinstance(node, ast.BinOp) and self._products(node):
                count = self._shape(node.left)[0]
                if count and self.count in ("", count):
                    self.parts.rows = self.parts.rows or self.unused("rows")
                    self.count = count
                    return True
        return False

    def _products(self, value: ast.expr) -> list[str]:
        """How long the rows are of the products of matrices in an expression."""
        pairs = [
            (node.left, node.right)
            for node in ast.walk(value)
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult)
        ]
        widths = [self._shape(right)[1] for left, right in pairs if self._is_matrix(left)]
        return [each for each in widths if each]

    def _is_matrix(self, node: ast.expr) -> bool:
        return bool(self._shape(node)[0]) or (self.parts.changes(node) and self.parts.axes_of(node) == 2)

    def _shape(self, node: ast.expr) -> tuple[str, str]:
        """How many rows and columns a matrix has, two empty words where that is not known."""
        match node:
            case ast.Name(name) if len(self.shapes.get(name, ())) == 2:
                rows, columns = self.shapes[name]
                return rows, columns
            case ast.Attribute(inside, "T"):
                rows, columns = self._shape(inside)
                return columns, rows
        return "", ""

    def _summed(self, node: ast.expr, name: str) -> str:
        """An expression in which sums over all rows are added up in the loop."""
        work = _Sums(self, name)
        made = work.visit(node)
        if self.parts.changes(made):
            raise NotByRowsError
        return told(made)


class _Sums(ast.NodeTransformer):
    """Puts a name in the place of each sum over rows, the first under a name that is given."""

    def __init__(self, lines: _Lines, name: str):
        self.lines, self.name = lines, name

    def visit(self, node: ast.AST) -> ast.AST:
        found = self.lines.parts.over_all(node) if isinstance(node, ast.expr) else None
        if found is None:
            return self.generic_visit(node)
        code, axes = found
        name, self.name = self.name or self.lines.unused("s"), ""
        self.lines.begun.append(f"{name} = {'0' if axes else 'dtype.type(0)'}")
        sign, code = (
            ("-", code.operand) if isinstance(code, ast.UnaryOp) and isinstance(code.op, ast.USub) else ("+", code)
        )
        self.lines.inside.append(f"{name} {sign}= {told(code)}")
        self.lines.behind.add(name)
        return ast.Name(name)
