"""A derivative with its fractions cancelled: S · exp(−s) · (… exp(s)/S …), as differentiation leaves it, in terms of softmax and σ.

>>> from derive.tensors.algebra import function, negative, power
>>> from derive.tensors.graph import leaf
>>> x = leaf("x", ())
>>> e = function("exp", negative(x))
>>> slope = cancelled(product(power(add(ONE, e), constant(-2)), e))
>>> [factor.op for factor in slope.args], slope.args[0].args[0] is x
(['sigmoid', 'sigmoid'], True)
"""

from collections.abc import Callable, Collection

from derive.tensors.algebra import add, beside, coefficient, flat, product
from derive.tensors.axes import rebuilt
from derive.tensors.branches import factor_of_branches, part_above_zero
from derive.tensors.common import common_factor, common_sum, one_sum, term_by_term
from derive.tensors.exponentials import exponentials, into_sum, of_exponentials, powers
from derive.tensors.graph import ONE, Node, constant
from derive.tensors.signs import constant_above_zero, minus_inside


def cancelled(root: Node, known: Collection[str] = ()) -> Node:
    """The same value; sums whose digest is `known` are calculated anyway, and stay as they are."""
    memo: dict[int, Node] = {}

    def change(node: Node) -> Node:
        if id(node) not in memo:
            args = tuple(map(change, node.args))
            made = node if all(a is b for a, b in zip(args, node.args, strict=True)) else rebuilt(node, args, node.data)
            memo[id(node)] = _simpler(made, known) if made.op == node.op else cancelled(made, known)
        return memo[id(node)]

    return change(root)


def _simpler(node: Node, known: Collection[str]) -> Node:
    """The node after the first rule that changes it, and so on."""
    for rule in RULES.get(node.op, ()):
        found = rule(node, known)
        if found is not None:
            return cancelled(found, known)
    return node


def _multiplied_out(node: Node, known: Collection[str]) -> Node | None:
    """(a + b) c = a c + b c, where c cancels."""
    number, rest = coefficient(node)
    for factor in flat("product", [rest]):
        if factor.op != "add":
            continue
        others = beside(factor, flat("product", [rest]))
        moved = [each for each in others if of_exponentials(each)]
        terms = [cancelled(product(*moved, term), known) for term in factor.args] if moved else []
        if terms and sum(map(_size, terms)) < sum(map(_size, factor.args)):
            return product(constant(number), *[each for each in others if each not in moved], add(*terms))
    return None


def _size(node: Node) -> int:
    """The number of the factors of a term."""
    rest = coefficient(node)[1]
    return len(rest.args) if rest.op == "product" else int(rest is not ONE)


Rule = Callable[[Node, Collection[str]], Node | None]
RULES: dict[str, tuple[Rule, ...]] = {
    "product": (
        powers,
        exponentials,
        into_sum,
        _multiplied_out,
        part_above_zero,
        constant_above_zero,
        minus_inside,
    ),
    "total": (term_by_term, one_sum),
    "add": (common_factor, common_sum),
    "choose": (factor_of_branches,),
}
"""Which rules are tried on which node, in this order; None where a rule does not apply. They are told what is calculated anyway."""
