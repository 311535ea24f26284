"""Rules for sums: one sum for a sum of sums, what is common to terms once.

>>> from derive.tensors.graph import leaf, make
>>> a, b, c = (leaf(name, ()) for name in "abc")
>>> same_value(common_factor(make("add", (product(a, c), product(b, c))), ()), product(add(a, b), c))
True
"""

from collections.abc import Collection
from itertools import combinations
from itertools import product as pairs

from derive.tensors.algebra import add, beside, coefficient, factors_of, flat, has, product, without
from derive.tensors.axes import substitute, total
from derive.tensors.graph import Node, constant, fresh, same_value


def one_sum(node: Node, known: Collection[str]) -> Node | None:
    """Σ_i a Σ_j b = Σ_ij a b: the order is chosen when it is written."""
    (body,) = node.args
    factors = flat("product", [body])
    for factor in factors if len(factors) > 1 else ():
        if factor.op != "total" or factor.digest in known:
            continue
        names = {axis: fresh(axis.size) for axis in factor.data}
        inside = substitute(factor.args[0], names)
        others = beside(factor, factors)
        return total((*node.data, *names.values()), product(*others, inside))
    return None


def common_factor(node: Node, known: Collection[str]) -> Node | None:
    """a c + b c = (a + b) c."""
    shared: list[Node] = []
    terms = list(node.args)
    for factor in factors_of(terms[0]):
        if all(has(term, factor) for term in terms):
            terms = [without(term, factor) for term in terms]
            shared.append(factor)
    return product(add(*terms), *shared) if shared else None


def common_sum(node: Node, known: Collection[str]) -> Node | None:
    """Σ_h f g + Σ_hc f k = Σ_h f (g + Σ_c k): what comes before is calculated once, as in backpropagation."""
    for one, other in combinations(node.args, 2):
        joined = _one_of_both(one, other, known)
        if joined is not None:
            return add(*(each for each in node.args if each is not one and each is not other), joined)
    return None


def _one_of_both(one: Node, other: Node, known: Collection[str]) -> Node | None:
    (a, first), (b, second) = coefficient(one), coefficient(other)
    if first.op != "total" or second.op != "total" or (known and {first.digest, second.digest} & set(known)):
        return None
    for h, k in pairs(first.data, second.data):
        if h.size != k.size or h in other.axes:
            continue
        names = {axis: h if axis == k else fresh(axis.size) for axis in second.data}
        left = flat("product", first.args)
        right = flat("product", [substitute(second.args[0], names)])
        gone = {*first.data, *names.values()} - {h}
        shared = []
        for each in [f for f in left if h in f.axes and not gone & set(f.axes)]:
            partner = next((f for f in right if same_value(f, each)), None)
            if partner is not None:
                shared.append(each)
                left.remove(each)
                right.remove(partner)
        if not shared:
            continue
        parts = (
            product(constant(a), total([axis for axis in first.data if axis != h], product(*left))),
            product(constant(b), total([axis for axis in names.values() if axis != h], product(*right))),
        )
        return total([h], product(*shared, add(*parts)))
    return None
