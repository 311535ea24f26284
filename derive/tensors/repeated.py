"""A product of matrices, or a system that is solved, gets a name where it is written twice: it is calculated once.

>>> lines, slope = without_repeats(["loss = np.vdot(A.T @ G, V)"], "2 * (A.T @ G)", lambda name: name)
>>> print("\\n".join([*lines, slope]))
a = A.T @ G
loss = np.vdot(a, V)
2 * a
"""

import ast
from collections import Counter
from collections.abc import Callable, Sequence

from derive.tensors.block_parts import told

NAMES = {ast.BinOp: "a", ast.Call: "z"}
"""What such a product is called, as products are elsewhere, and the z that solves A z = x."""
COSTLY = frozenset({"np.linalg.solve", "np.linalg.inv", "np.linalg.det", "np.linalg.slogdet"})


def without_repeats(lines: Sequence[str], slope: str, unused: Callable[[str], str]) -> tuple[list[str], str]:
    """The lines and the gradient, with a name for each product that stands in them twice and does not change between."""
    lines = list(lines)
    tried: set[str] = set()
    while True:
        counted = Counter(each for line in [*lines, slope] for each in _products(line))
        again = [each for each, times in counted.items() if times > 1 and each not in tried]
        if not again:
            return lines, slope
        product = max(again, key=len)
        tried.add(product)
        lines, slope = _named(lines, slope, product, unused)


def _named(lines: list[str], slope: str, product: str, unused: Callable[[str], str]) -> tuple[list[str], str]:
    places = [n for n, line in enumerate([*lines, slope]) if product in _products(line)]
    first, last = places[0], places[-1]
    words = {node.id for node in ast.walk(ast.parse(product)) if isinstance(node, ast.Name)}
    if any(_changes(line, words) for line in lines[first:last]):
        return lines, slope
    name = unused(NAMES[type(ast.parse(product, mode="eval").body)])
    found = [_replaced(line, product, name) if n in places else line for n, line in enumerate([*lines, slope])]
    *lines, slope = found
    lines.insert(first, f"{name} = {product}")
    return lines, slope


def _products(line: str) -> list[str]:
    """What takes long in a line: products of matrices, systems, inverses, determinants."""
    return [ast.unparse(node) for node in ast.walk(ast.parse(line)) if _is_costly(node)]


def _is_costly(node: ast.AST) -> bool:
    match node:
        case ast.BinOp(_, ast.MatMult(), _):
            return True
        case ast.Call(function, _, []):
            return ast.unparse(function) in COSTLY
    return False


def _changes(line: str, words: set[str]) -> bool:
    """Whether a line may give another value to one of some names, or to the memory of one."""
    tree = ast.parse(line).body[0]
    match tree:
        case ast.Assign(targets=[ast.Name(name)]):
            return name in words
        case ast.AugAssign(target=ast.Name(name)):
            return name in words
    return any(isinstance(node, ast.Name) and node.id in words for node in ast.walk(tree))


def _replaced(line: str, product: str, name: str) -> str:
    return told(_Named(product, name).visit(ast.parse(line)))


class _Named(ast.NodeTransformer):
    """Puts a name in the place of a product; a + a is 2 a, and (a + a) / 2 is a."""

    def __init__(self, product: str, name: str):
        self.product, self.name = product, name

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.BinOp | ast.Call) and ast.unparse(node) == self.product:
            return ast.Name(self.name)
        match self.generic_visit(node):
            case ast.BinOp(ast.Name(one), ast.Add(), ast.Name(other)) if one == other == self.name:
                return ast.BinOp(ast.Constant(2), ast.Mult(), ast.Name(one))
            case ast.BinOp(ast.BinOp(ast.Constant(2), ast.Mult(), ast.Name(inside)), ast.Div(), ast.Constant(2)):
                return ast.Name(inside)
            case found:
                return found
