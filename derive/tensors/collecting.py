"""A derivative with what its terms have in common taken out: a c + b c = (a + b) c, and one sum for a sum of sums.

>>> from derive.tensors.algebra import add, product
>>> from derive.tensors.graph import leaf, same_value
>>> a, b, c = (leaf(name, ()) for name in "abc")
>>> same_value(collected(add(product(a, c), product(b, c))), product(add(a, b), c))
True
"""

from collections.abc import Callable, Collection

from derive.tensors.axes import rebuilt
from derive.tensors.common import common_factor, common_sum, one_sum
from derive.tensors.graph import Node
from derive.tensors.signs import minus_inside


def collected(root: Node, known: Collection[str] = ()) -> Node:
    """The same value; sums whose digest is `known` are calculated anyway, and stay as they are."""
    memo: dict[int, Node] = {}

    def change(node: Node) -> Node:
        if id(node) not in memo:
            args = tuple(map(change, node.args))
            made = node if all(a is b for a, b in zip(args, node.args, strict=True)) else rebuilt(node, args, node.data)
            memo[id(node)] = _simpler(made, known) if made.op == node.op else collected(made, known)
        return memo[id(node)]

    return change(root)


def _simpler(node: Node, known: Collection[str]) -> Node:
    """The node after the first rule that changes it, and so on."""
    for rule in RULES.get(node.op, ()):
        found = rule(node, known)
        if found is not None:
            return collected(found, known)
    return node


Rule = Callable[[Node, Collection[str]], Node | None]
RULES: dict[str, tuple[Rule, ...]] = {
    "product": (minus_inside,),
    "total": (one_sum,),
    "add": (common_factor, common_sum),
}
"""Which rules are tried on which node, in this order; None where a rule does not apply. They are told what is calculated anyway."""
