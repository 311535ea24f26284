"""A derivative with its fractions cancelled: S · exp(−s) · (… exp(s)/S …), as differentiation leaves it, in terms of softmax and σ.

>>> from derive.tensors.algebra import add, function, power
>>> from derive.tensors.graph import Axis, leaf
>>> x = leaf("x", ())
>>> e = function("exp", negative(x))
>>> slope = cancelled(product(power(add(ONE, e), constant(-2)), e))
>>> [factor.op for factor in slope.args], slope.args[0].args[0] is x
(['sigmoid', 'sigmoid'], True)
"""

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from itertools import combinations
from itertools import product as pairs

from derive.tensors.algebra import add, coefficient, flat, function, negative, power, product, reciprocal
from derive.tensors.axes import rebuilt, substitute, take, total
from derive.tensors.graph import ONE, ZERO, Axis, Node, axes_of, constant, fresh, make, same_value


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


# ------------------------------------------------------------------------------------------------------------ products


def _as_power(factor: Node) -> tuple[Node, Fraction]:
    """A factor as a base and an exponent."""
    if factor.op == "reciprocal":
        base, exponent = _as_power(factor.args[0])
        return base, -exponent
    if factor.op == "power" and factor.args[1].op == "constant":
        return factor.args[0], factor.args[1].data
    return factor, Fraction(1)


def _powers(node: Node, known: Collection[str]) -> Node | None:
    """x² · 1/x = x, and 1/x² as 1/x · 1/x where 1/x has a form of its own, such as σ."""
    factors = list(node.args)
    for n, one in enumerate(factors):
        base, exponent = _as_power(one)
        if one.op == "power" and exponent.denominator == 1 and exponent < -1:
            below = reciprocal(base)
            if below.op == "reciprocal" and base.op == "total" and any(each.op == "exp" for each in factors):
                joined = product(below, *factors[:n], *factors[n + 1 :])
                if any(each.op == "softmax" or each.op == "take" for each in flat("product", [joined])):
                    return product(joined, power(base, constant(exponent + 1)))
            if below.op != "reciprocal":
                return product(*factors[:n], *[below] * -int(exponent), *factors[n + 1 :])
        if (
            one.op == "power"
            and exponent.denominator == 1
            and exponent > 1
            and one.args[0].op in ("sigmoid", "softmax")
        ):
            return product(*factors[:n], *[base] * int(exponent), *factors[n + 1 :])
        for m, other in enumerate(factors[:n]):
            same, more = _as_power(other)
            if same_value(base, same) and (exponent < 0) != (more < 0):
                rest = [each for k, each in enumerate(factors) if k not in (m, n)]
                return product(*rest, power(base, constant(exponent + more)))
    return None


def _exponentials(node: Node, known: Collection[str]) -> Node | None:
    """exp(a) exp(b) = exp(a + b) where terms go, and Σ exp(f) · softmax(f) = exp(f)."""
    factors = list(node.args)
    for n, one in enumerate(factors):
        for m, other in enumerate(factors):
            rest = [each for k, each in enumerate(factors) if k not in (m, n)]
            if m < n and one.op == other.op == "exp":
                exponent = add(one.args[0], other.args[0])
                if exponent is ZERO or _length(exponent) < _length(one.args[0]) + _length(other.args[0]):
                    return product(*rest, function("exp", exponent))
            if m != n:
                found = _share_of(one, other)
                if found is not None:
                    return product(*rest, found)
    return None


def _length(node: Node) -> int:
    return max(len(each.args) if each.op == "add" else 1 for each in flat("product", [node]))


def _share_of(share: Node, whole: Node) -> Node | None:
    """The product of a softmax, or of one of its entries, with the sum of its exponentials."""
    softmax = share.args[0] if share.op == "take" else share
    base, exponent = _as_power(whole)
    if softmax.op != "softmax" or len(softmax.args) > 1 or exponent < 1 or base.op != "total" or len(base.data) > 1:
        return None
    (body,) = softmax.args
    if not same_value(total((softmax.data,), function("exp", body)), base):
        return None
    value = function("exp", body)
    value = take(value, *share.data) if share.op == "take" else value
    return product(value, power(base, constant(exponent - 1)))


def _into_sum(node: Node, known: Collection[str]) -> Node | None:
    """1/Σ exp(f) · Σ exp(f) g = Σ softmax(f) g."""
    factors = list(node.args)
    for n, below in enumerate(factors):
        base, exponent = _as_power(below)
        if exponent > -1 or base.op != "total" or len(base.data) > 1:
            continue
        for m, above in enumerate(factors):
            if above.op != "total" or not any(each.op == "exp" for each in flat("product", above.args)):
                continue
            inside = product(reciprocal(base), *above.args)
            if not any(each.op == "softmax" for each in flat("product", [inside])):
                continue
            rest = [each for k, each in enumerate(factors) if k not in (m, n)]
            return product(*rest, power(base, constant(exponent + 1)), total(above.data, inside))
    return None


def _multiplied_out(node: Node, known: Collection[str]) -> Node | None:
    """(a + b) c = a c + b c, where c cancels."""
    number, rest = coefficient(node)
    for factor in flat("product", [rest]):
        if factor.op != "add":
            continue
        others = [each for each in rest.args if each is not factor]
        moved = [each for each in others if _of_exponentials(each)]
        terms = [cancelled(product(*moved, term), known) for term in factor.args] if moved else []
        if terms and sum(map(_size, terms)) < sum(map(_size, factor.args)):
            return product(constant(number), *[each for each in others if each not in moved], add(*terms))
    return None


def _of_exponentials(factor: Node) -> bool:
    """Whether a factor is an exponential, a sum of some, or a power of that."""
    base = _as_power(factor)[0]
    inside = base.args if base.op in ("total", "add") else (base,)
    return any(each.op == "exp" for term in inside for each in flat("product", [term]))


def _minus_inside(node: Node, known: Collection[str]) -> Node | None:
    """−(a − b) = b − a, inside a sum as well."""
    number, rest = coefficient(node)
    if number > 0:
        return None
    factors = flat("product", [rest])
    for factor in factors:
        opposite = _opposite(factor, known)
        if opposite is not None:
            return product(constant(-number), *(opposite if each is factor else each for each in factors))
    return None


def _constant_of(node: Node) -> Fraction:
    """The number that is one of the terms of a sum."""
    return sum((term.data for term in node.args if term.op == "constant"), Fraction(0))


def _constant_above_zero(node: Node, known: Collection[str]) -> Node | None:
    """x² − 1 as −(1 − x²), so that both are one value."""
    for factor in node.args:
        if factor.op == "add" and _constant_of(factor) < 0 and factor.digest not in known:
            turned = add(*map(negative, factor.args))
            return negative(product(*(turned if each is factor else each for each in node.args)))
    return None


def _opposite(node: Node, known: Collection[str]) -> Node | None:
    """−x without a minus before it, where there is such a form."""
    if node.digest in known:
        return None
    if node.op == "add":
        turned = any(coefficient(term)[0] < 0 for term in node.args) and _constant_of(node) <= 0
        return add(*map(negative, node.args)) if turned else None
    if node.op != "total":
        return None
    factors = flat("product", node.args)
    for factor in factors:
        opposite = _opposite(factor, known) if factor.op == "add" else None
        if opposite is not None:
            return total(node.data, product(*(opposite if each is factor else each for each in factors)))
    return None


def _size(node: Node) -> int:
    """The number of the factors of a term."""
    rest = coefficient(node)[1]
    return len(rest.args) if rest.op == "product" else int(rest is not ONE)


# ---------------------------------------------------------------------------------------------------------------- sums


def _term_by_term(node: Node, known: Collection[str]) -> Node | None:
    """Σ (f + g) h = Σ f h + Σ g h, where a term picks a value, or does not change along the sum."""
    (body,) = node.args
    for factor in flat("product", [body]):
        if factor.op != "add":
            continue
        others = [each for each in flat("product", [body]) if each is not factor]
        if any(_picks(term, node.data) for term in factor.args):
            return add(*(total(node.data, product(*others, term)) for term in factor.args))
    return None


def _picks(term: Node, axes: Sequence[Axis]) -> bool:
    """Whether a term has a δ of an axis, and of what does not depend on it, as a factor."""
    deltas = [each.data for each in flat("product", [term]) if each.op == "same"]
    return any(a in axes and a not in axes_of(b) for pair in deltas for a, b in (pair, pair[::-1]))


def _one_sum(node: Node, known: Collection[str]) -> Node | None:
    """Σ_i a Σ_j b = Σ_ij a b: the order is chosen when it is written."""
    (body,) = node.args
    factors = flat("product", [body])
    for factor in factors if len(factors) > 1 else ():
        if factor.op != "total" or factor.digest in known:
            continue
        names = {axis: fresh(axis.size) for axis in factor.data}
        inside = substitute(factor.args[0], names)
        others = [each for each in factors if each is not factor]
        return total((*node.data, *names.values()), product(*others, inside))
    return None


def _common_factor(node: Node, known: Collection[str]) -> Node | None:
    """a c + b c = (a + b) c."""
    shared: list[Node] = []
    terms = list(node.args)
    for factor in flat("product", [coefficient(terms[0])[1]]):
        if factor is not ONE and all(_has(term, factor) for term in terms):
            terms = [_without(term, factor) for term in terms]
            shared.append(factor)
    return product(add(*terms), *shared) if shared else None


def _has(term: Node, factor: Node) -> bool:
    return any(same_value(factor, each) for each in flat("product", [term]))


def _without(term: Node, factor: Node) -> Node:
    factors = flat("product", [term])
    factors.remove(next(each for each in factors if same_value(each, factor)))
    return product(*factors)


def _common_sum(node: Node, known: Collection[str]) -> Node | None:
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
        if h.size != k.size:
            continue
        names = {axis: h if axis == k else fresh(axis.size) for axis in second.data}
        left = flat("product", first.args)
        right = flat("product", [substitute(second.args[0], names)])
        gone = {*first.data, *names.values()} - {h}
        shared = [each for each in left if h in each.axes and not gone & set(each.axes) and _among(each, right)]
        if not shared:
            continue
        for each in shared:
            left.remove(each)
            right.remove(next(f for f in right if same_value(f, each)))
        parts = (
            product(constant(a), total([axis for axis in first.data if axis != h], product(*left))),
            product(constant(b), total([axis for axis in names.values() if axis != h], product(*right))),
        )
        return total([h], product(*shared, add(*parts)))
    return None


def _among(factor: Node, factors: Sequence[Node]) -> bool:
    return any(same_value(factor, each) for each in factors)


# --------------------------------------------------------------------------------------------------------------- branches


def _factor_of_branches(node: Node, known: Collection[str]) -> Node | None:
    """A factor that all branches have, or all but those that are 0, stands before them; a step and a sign by their names."""
    values = list(node.args[1::2])
    filled = [value for value in values if value is not ZERO]
    for factor in flat("product", [coefficient(filled[0])[1]]) if filled else ():
        taken = [ZERO if value is ZERO else _divided(value, factor) for value in values]
        if factor is not ONE and None not in taken:
            args = [each for pair in zip(node.args[::2], taken, strict=True) for each in pair]
            return product(factor, make("choose", tuple(each for each in args if each is not None)))
    return _by_name(node.args[::2], values)


def _divided(value: Node, factor: Node) -> Node | None:
    """value / factor, where the factor or its opposite is one of the factors."""
    if _has(value, factor):
        return _without(value, factor)
    sums = [each for each in flat("product", [value]) if each.op == "add"]
    opposite = next((each for each in sums if same_value(add(*map(negative, each.args)), factor)), None)
    return None if opposite is None else negative(_without(value, opposite))


def _by_name(conditions: Sequence[Node], values: Sequence[Node]) -> Node | None:
    if conditions[-1] is not ONE or values[-1] is not ZERO or values[0] is not ONE:
        return None
    if len(values) == 2:
        return conditions[0]
    up, down = conditions[0], conditions[1]
    opposite = up.op == down.op == "less" and up.args == down.args[::-1]
    if len(values) == 3 and values[1] is constant(-1) and opposite and up.args[0] is ZERO:
        return make("sign", up.args[1:])
    return None


def _part_above_zero(node: Node, known: Collection[str]) -> Node | None:
    """x 1[0 < x] = max(x, 0)."""
    for step in node.args:
        if step.op == "less" and step.args[0] is ZERO and _has(node, step.args[1]):
            return product(_without(_without(node, step), step.args[1]), make("relu", step.args[1:]))
    return None


Rule = Callable[[Node, Collection[str]], Node | None]
RULES: dict[str, tuple[Rule, ...]] = {
    "product": (
        _powers,
        _exponentials,
        _into_sum,
        _multiplied_out,
        _part_above_zero,
        _constant_above_zero,
        _minus_inside,
    ),
    "total": (_term_by_term, _one_sum),
    "add": (_common_factor, _common_sum),
    "choose": (_factor_of_branches,),
}
"""Which rules are tried on which node, in this order; None where a rule does not apply."""
