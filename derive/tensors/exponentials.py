"""Rules for products of exponentials, of sums of them, and of powers: exp(a) exp(−a) = 1, exp(f) / Σ exp(f) is a softmax.

>>> from derive.tensors.graph import leaf, make
>>> z = leaf("z", ())
>>> powers(make("product", (power(z, constant(3)), reciprocal(z))), ())
power(leaf(('z', ())), constant(Fraction(2, 1)))
"""

from collections.abc import Collection
from fractions import Fraction

from derive.tensors.algebra import add, flat, function, power, product, reciprocal
from derive.tensors.axes import take, total
from derive.tensors.graph import ZERO, Node, constant, same_value


def as_power(factor: Node) -> tuple[Node, Fraction]:
    """A factor as a base and an exponent."""
    if factor.op == "reciprocal":
        base, exponent = as_power(factor.args[0])
        return base, -exponent
    if factor.op == "power" and factor.args[1].op == "constant":
        return factor.args[0], factor.args[1].data
    return factor, Fraction(1)


def powers(node: Node, known: Collection[str]) -> Node | None:
    """x² · 1/x = x, and 1/x² as 1/x · 1/x where 1/x has a form of its own, such as σ."""
    factors = list(node.args)
    for n, one in enumerate(factors):
        base, exponent = as_power(one)
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
            same, more = as_power(other)
            if same_value(base, same) and (exponent < 0) != (more < 0):
                rest = [each for k, each in enumerate(factors) if k not in (m, n)]
                return product(*rest, power(base, constant(exponent + more)))
    return None


def exponentials(node: Node, known: Collection[str]) -> Node | None:
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
    base, exponent = as_power(whole)
    if softmax.op != "softmax" or len(softmax.args) > 1 or exponent < 1 or base.op != "total" or len(base.data) > 1:
        return None
    (body,) = softmax.args
    if not same_value(total((softmax.data,), function("exp", body)), base):
        return None
    value = function("exp", body)
    value = take(value, *share.data) if share.op == "take" else value
    return product(value, power(base, constant(exponent - 1)))


def into_sum(node: Node, known: Collection[str]) -> Node | None:
    """1/Σ exp(f) · Σ exp(f) g = Σ softmax(f) g."""
    factors = list(node.args)
    for n, below in enumerate(factors):
        base, exponent = as_power(below)
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


def of_exponentials(factor: Node) -> bool:
    """Whether a factor is an exponential, a sum of some, or a power of that."""
    base = as_power(factor)[0]
    inside = base.args if base.op in ("total", "add") else (base,)
    return any(each.op == "exp" for term in inside for each in flat("product", [term]))
