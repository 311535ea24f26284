"""A product of matrices that is written twice gets a name: it is calculated once.

>>> lines, slope = without_repeats(["loss = np.vdot(A.T @ G, V)"], "2 * (A.T @ G)", lambda name: name)
>>> print("\\n".join([*lines, slope]))
a = A.T @ G
loss = np.vdot(a, V)
2 * a
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Sequence

NAME = "a"
"""What such a product is called, as products are elsewhere."""


def without_repeats(lines: Sequence[str], slope: str, unused: Callable[[str], str]) -> tuple[list[str], str]:
    """The lines and the gradient, with a name for each product of matrices that stands in them twice and does not change between."""
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
    name = unused(NAME)
    found = [_replaced(line, product, name) if n in places else line for n, line in enumerate([*lines, slope])]
    *lines, slope = found
    lines.insert(first, f"{name} = {product}")
    return lines, slope


def _products(line: str) -> list[str]:
    """The products of matrices in a line that does more than give one a name."""
    tree = ast.parse(line).body[0]
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult) and not reads_numbers(node)
    ]


def reads_numbers(node: ast.AST) -> bool:
    """Whether something is called or picked below: what that costs, or changes, is not looked into."""
    return any(isinstance(each, ast.Call | ast.Subscript) for each in ast.walk(node))


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
    tree = _Named(product, name).visit(ast.parse(line))
    return re.sub(r" \*\* ", "**", ast.unparse(tree)).replace("'", '"')


class _Named(ast.NodeTransformer):
    def __init__(self, product: str, name: str):
        self.product, self.name = product, name

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, ast.BinOp) and ast.unparse(node) == self.product:
            return ast.Name(self.name)
        return self.generic_visit(node)
