"""Some rows of what a line says: an expression with the same rows of all that it is made of, and a sum over all rows as that over some.

>>> parts = Parts({"A": ("n", "m"), "b": ("n",)}, "rows")
>>> told(parts.some(ast.parse("np.exp(A) * b[:, None]", mode="eval").body)[0])
'np.exp(A[rows]) * b[rows, None]'
"""

import ast
from collections.abc import Container, Mapping, Sequence

ENTRYWISE = frozenset(
    {
        "np.abs",
        "np.arctan",
        "np.cos",
        "np.cosh",
        "np.exp",
        "np.expm1",
        "np.log",
        "np.log1p",
        "np.logaddexp",
        "np.maximum",
        "np.minimum",
        "np.sign",
        "np.sin",
        "np.sinh",
        "np.sqrt",
        "np.square",
        "np.tanh",
        "np.where",
        "sigmoid",
        "softplus",
    }
)
"""Functions of every entry."""
SOFTMAX_STEPS = 4
"""How often a softmax goes over its matrix."""


class NotByRowsError(Exception):
    """A line that is neither of rows nor a sum over them."""


class Parts:
    """Says of expressions what their rows are.

    `shapes` are the sizes of what is known outside of the loop, `rows` is the name of the rows.
    """

    def __init__(self, shapes: Mapping[str, Sequence[str]], rows: str = ""):
        self.whole, self.rows = {name: len(shape) for name, shape in shapes.items()}, rows
        self.made: dict[str, int] = {}
        """What is made of some rows in the loop, with the number of its axes."""
        self.steps = 0
        """How often a matrix was worked on entry by entry."""

    def changes(self, node: ast.AST) -> bool:
        """Whether something is made of what the loop makes."""
        return reads(node, self.made)

    def axes_outside(self, node: ast.expr) -> int:
        """How many axes something has that does not change in the loop."""
        match node:
            case ast.Constant(int() | float()):
                return 0
            case ast.Name(name) if name in self.whole:
                return self.whole[name]
            case ast.Attribute(value, "T"):
                return self.axes_outside(value)
            case ast.Subscript(ast.Name() as value, ast.Tuple([ast.Slice(None, None, None), ast.Constant(None)])):
                return self.axes_outside(value) + 1
            case ast.BinOp(left, ast.MatMult(), right):
                return max(0, self.axes_outside(left) - 1) + max(0, self.axes_outside(right) - 1)
            case ast.BinOp(left, _, right) | ast.Compare(left, [_], [right]):
                return max(self.axes_outside(left), self.axes_outside(right))
            case ast.UnaryOp(_, value):
                return self.axes_outside(value)
            case ast.Call(function, [*values], []) if ast.unparse(function) in ENTRYWISE:
                return max(map(self.axes_outside, values))
            case ast.Call(ast.Attribute(ast.Name("math"))):
                return 0
        raise NotByRowsError

    def axes_of(self, node: ast.expr) -> int:
        return self.some(node)[1] if self.changes(node) else self.axes_outside(node)

    def operand(self, node: ast.expr, axes: int) -> ast.expr:
        """What meets some rows, an array of so many axes, entry by entry: its own rows, or all of it where it has none."""
        if self.changes(node):
            code, own = self.some(node)
            if own != axes:
                raise NotByRowsError
            return code
        own = self.axes_outside(node)
        if own > axes:
            raise NotByRowsError
        return self.some(node)[0] if own == axes else node

    def some(self, node: ast.expr) -> tuple[ast.expr, int]:
        """The rows of an array, and how many axes it has."""
        part = ast.Name(self.rows)
        match node:
            case ast.Name(name) if name in self.made:
                return node, self.made[name]
            case ast.Name(name) if self.whole.get(name, 0):
                return ast.Subscript(node, part), self.whole[name]
            case ast.Attribute(ast.Name(name) as value, "T") if self.whole.get(name) == 2:
                every = ast.Subscript(value, ast.Tuple([ast.Slice(), part]))
                return ast.Attribute(every, "T"), 2
            case ast.Subscript(value, ast.Tuple([ast.Slice(None, None, None), ast.Constant(None) as new])):
                code, axes = self.some(value)
                if axes != 1:
                    raise NotByRowsError
                if isinstance(code, ast.Subscript):
                    return ast.Subscript(code.value, ast.Tuple([part, new])), 2
                return ast.Subscript(code, node.slice), 2
            case ast.BinOp(left, ast.MatMult() as sign, right):
                code, axes = self.some(left)
                if axes != 2 or self.changes(right):
                    raise NotByRowsError
                return ast.BinOp(code, sign, right), self.axes_outside(right)
            case ast.BinOp(left, sign, right):
                axes = self._entrywise(left, right)
                return ast.BinOp(self.operand(left, axes), sign, self.operand(right, axes)), axes
            case ast.Compare(left, [sign], [right]):
                axes = self._entrywise(left, right)
                return ast.Compare(self.operand(left, axes), [sign], [self.operand(right, axes)]), axes
            case ast.UnaryOp(sign, value):
                code, axes = self.some(value)
                self.steps += axes > 1
                return ast.UnaryOp(sign, code), axes
            case ast.Call(ast.Attribute(value, "astype"), [ast.Name("dtype")], []):
                code, axes = self.some(value)
                return ast.Call(ast.Attribute(code, "astype"), node.args, []), axes
            case ast.Call(function, [*values], []) if ast.unparse(function) in ENTRYWISE:
                axes = self._entrywise(*values)
                return ast.Call(function, [self.operand(each, axes) for each in values], []), axes
            case ast.Call(ast.Attribute(value, "sum"), [], [ast.keyword("axis", ast.Constant(1))]):
                return ast.Call(ast.Attribute(self._matrix(value), "sum"), [], node.keywords), 1
            case ast.Call(ast.Name("softmax"), [value], []):
                self.steps += SOFTMAX_STEPS
                return ast.Call(node.func, [self._matrix(value)], []), 2
            case ast.Call(ast.Attribute(ast.Name("np"), "einsum"), [ast.Constant("ij,ij->i"), left, right], []):
                return ast.Call(node.func, [node.args[0], self._matrix(left), self._matrix(right)], []), 1
        raise NotByRowsError

    def _matrix(self, node: ast.expr) -> ast.expr:
        """Some rows of a matrix."""
        code, axes = self.some(node)
        if axes != 2:
            raise NotByRowsError
        return code

    def written_over(self, node: ast.AST) -> int:
        """How often a line goes over a matrix that the loop makes, where it puts a function of its entries or rows in its place; else 0."""
        match node:
            case ast.Expr(ast.Call(function, [ast.Name(name), *others], [ast.keyword("out", ast.Name(out))])):
                if name == out and self.made.get(name) == 2 and all(isinstance(each, ast.Constant) for each in others):
                    called = ast.unparse(function)
                    return SOFTMAX_STEPS if called == "softmax" else int(called in ENTRYWISE)
        return 0

    def _entrywise(self, *values: ast.expr) -> int:
        before = self.steps
        axes = max(map(self.axes_of, values))
        if not axes:
            raise NotByRowsError
        self.steps = before + (axes > 1)
        return axes

    def over_all(self, node: ast.expr) -> tuple[ast.expr, int] | None:
        """A sum over all rows as that over some, and how many axes it has; None for what is no such sum."""
        if not self.changes(node):
            return None
        match node:
            case ast.Call(ast.Attribute(ast.Name("np"), "vdot"), [left, right], []):
                axes = max(self.axes_of(left), self.axes_of(right))
                return ast.Call(node.func, [self.operand(left, axes), self.operand(right, axes)], []), 0
            case ast.Call(ast.Attribute(ast.Name("np"), "sum"), [value], []):
                return ast.Call(node.func, [self.some(value)[0]], []), 0
            case ast.Call(ast.Attribute(value, "sum"), [], [ast.keyword("axis", ast.Constant(0))]):
                code, axes = self.some(value)
                return ast.Call(ast.Attribute(code, "sum"), [], node.keywords), axes - 1
            case ast.BinOp(ast.UnaryOp(minus, ast.Attribute(left, "T")), ast.MatMult() as sign, right):
                turned = self.over_all(ast.BinOp(ast.Attribute(left, "T"), sign, right))
                return turned and (ast.UnaryOp(minus, turned[0]), turned[1])
            case ast.BinOp(ast.Attribute(left, "T"), ast.MatMult() as sign, right) if self.axes_of(left) == 2:
                code, axes = self.some(right)
                return ast.BinOp(ast.Attribute(self.some(left)[0], "T"), sign, code), axes
            case ast.BinOp(ast.Name(matrix) as left, ast.MatMult() as sign, right) if self.whole.get(matrix) == 2:
                code, axes = self.some(right)
                columns = ast.Subscript(left, ast.Tuple([ast.Slice(), ast.Name(self.rows)]))
                return ast.BinOp(columns, sign, code), axes
            case ast.BinOp(left, ast.MatMult() as sign, right) if self.axes_of(left) == 1:
                code, axes = self.some(right)
                return ast.BinOp(self.some(left)[0], sign, code), axes - 1
        return None


def reads(node: ast.AST, names: Container[str]) -> bool:
    """Whether an expression speaks of one of some names."""
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(node))


def told(node: ast.AST) -> str:
    """The text of an expression or a line."""
    return ast.unparse(node).replace(" ** ", "**").replace("'", '"')
