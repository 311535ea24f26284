"""Shared parts are computed once: a node used twice becomes a statement, and so do the results of one computation.

`shared` has the form of a `cse` that `sympy.lambdify` calls: expressions in, (name, expression) statements and the expressions
in these names out.
"""

from collections import Counter
from typing import Any

import sympy as sp

from derive.lowering import nodes

RESULTS: dict[type, tuple[str, ...]] = {
    nodes.LogSumAndSoftmax: ("log_sum", "y_hat"),
    nodes.SoftplusAndLogistic: ("loss", "sigma"),
    nodes.LogisticBothWays: ("sigma", "sigma_minus"),
    nodes.SoftplusSumAndLogistic: ("loss", "sigma"),
    nodes.SoftmaxPass: ("log_sum", "y_hat", "mean"),
    nodes.CrossEntropyPass: ("loss", "delta", "slope"),
}
"""What the results of a computation with several are called."""

NAMES: dict[type, str] = {
    nodes.Dot: "score",
    nodes.Contract: "total",
    nodes.Reduce: "total",
    nodes.Take: "taken",
    nodes.SoftmaxOf: "y_hat",
    nodes.LogisticOf: "sigma",
    nodes.Scatter: "delta",
    nodes.Outer: "outer",
    nodes.Choose: "case",
}
"""What a shared part is called in the generated source; the rest are x, x1, x2, …"""

FRESH = (nodes.Item, nodes.Dot, nodes.Contract, nodes.Reduce, nodes.SoftmaxOf, nodes.LogisticOf, sp.Add, sp.Mul)
"""Computations whose result is a new array: used once, it may be written to, and needs no copy."""

VIEWS = (nodes.Axes, nodes.Permute)


def shared(outputs: list[Any], taken: frozenset[str] = frozenset()) -> tuple[list[tuple[sp.Symbol, Any]], list[Any]]:
    """The statements and the outputs in their names; names in `taken` are not given out."""
    return _Sharing(outputs, set(taken)).result()


class _Sharing:
    def __init__(self, outputs: list[Any], taken: set[str]):
        self.outputs, self.taken = outputs, taken
        self.uses: Counter[Any] = Counter()
        self.statements: list[tuple[sp.Symbol, Any]] = []
        self.names: dict[Any, Any] = {}
        for output in outputs:
            self.count(output)

    def count(self, node: Any) -> None:
        self.uses[node] += 1
        if self.uses[node] == 1:
            for argument in _parts(node):
                self.count(argument)

    def result(self) -> tuple[list[tuple[sp.Symbol, Any]], list[Any]]:
        outputs = [self.visit(output) for output in self.outputs]
        return self.statements, outputs

    def visit(self, node: Any) -> Any:
        if node in self.names:
            return self.names[node]
        if isinstance(node, nodes.Item):
            return self.item(node)
        if isinstance(node, nodes.Copy) and isinstance(node.args[0], FRESH) and self.uses[node.args[0]] == 1:
            return self.visit(node.args[0])
        parts = _parts(node)
        result = node
        if parts:
            changed = iter([self.visit(part) for part in parts])
            result = node.func(*(next(changed) if _is_part(a) else a for a in node.args))
        if self.uses[node] > 1 and _worth_a_name(node):
            name = self.fresh(NAMES.get(type(node), "x"))
            self.statements.append((name, result))
            result = name
        self.names[node] = result
        return result

    def item(self, node: Any) -> Any:
        """The statement that gives all the results of a computation, and the name of one of them."""
        whole = node.args[0]
        value = whole.func(*(self.visit(part) if _is_part(part) else part for part in whole.args))
        x = whole.args[0]
        if isinstance(whole, nodes.LogSumAndSoftmax) and isinstance(x, FRESH) and self.uses[x] == 1:
            value = whole.func(*value.args, sp.true)
        names = [self.fresh(stem) for stem in RESULTS[type(whole)]]
        self.statements.append((sp.Symbol(", ".join(str(name) for name in names)), value))
        for number, name in enumerate(names):
            self.names[nodes.Item(whole, sp.Integer(number))] = name
        return self.names[node]

    def fresh(self, stem: str) -> sp.Symbol:
        name, number = stem, 1
        while name in self.taken:
            name, number = f"{stem}{number}", number + 1
        self.taken.add(name)
        return sp.Symbol(name)


def _is_part(node: Any) -> bool:
    return bool(node.args) and not isinstance(node, sp.Tuple)


def _parts(node: Any) -> list[Any]:
    return [argument for argument in node.args if _is_part(argument)]


def _worth_a_name(node: Any) -> bool:
    return bool(node.args) and not node.is_Number and not isinstance(node, VIEWS)
