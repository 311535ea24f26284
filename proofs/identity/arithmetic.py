"""Indices that are worked out (t − 1, i + k − 1), ordered (j ≤ i) or numbers: their two comparisons.

In general, x_{t−1} is a vector of its own; what holds then holds for every size. As it is, every value of the free indices is gone through at
the sizes that are tried, and an agreement reaches to these.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from derive import expression as x
from derive.general import Generalising, NotGeneralError, arithmetic, differentiated
from derive.nodes import rebuild
from derive.traversal import children, free_indices
from proofs.identity.points import Setting
from proofs.identity.powers import constant_exponent

Pair = tuple[x.Expression, x.Expression]
INHERITED = ("positive", "fraction", "nonzero", "in")
"""What is assumed of every entry is so of those that a shifted index reads."""


def in_general(
    left: x.Expression, right: x.Expression, setting: Setting, condition: x.Condition
) -> tuple[Setting, Pair] | None:
    """Both in their general form, and the setting with what stands for the rest; None where there is none."""
    making = Generalising(differentiated(left) | differentiated(right))
    try:
        pair = making.general(left), making.general(right)
    except NotGeneralError:
        return None
    if arithmetic(condition) or any(map(arithmetic, pair)):
        return None
    stands = making.stands.values()
    maps = tuple((each.name, each.axes[0].over, each.what.over) for each in stands if each.kind == "map")
    constraints = tuple(
        (each.name, *kept[1:])
        for each in stands
        for kept in setting.constraints
        if each.whole is not None and kept[0] == each.whole.name and kept[1] in INHERITED
    )
    constraints += tuple((each.name, "positive") for each in stands if each.kind == "number")
    return replace(setting, maps=(*setting.maps, *maps), constraints=setting.constraints + constraints), pair


def numbers_free(left: x.Expression, right: x.Expression, setting: Setting) -> tuple[Setting, Pair]:
    """Both with a symbol, a positive number, for each size that stands as a number."""
    met: dict[str, x.Symbol] = {}

    def free(node: Any) -> Any:
        if isinstance(node, x.Dimension) and not node.size.startswith("±"):
            parts = tuple(
                x.Number(Fraction(part)) if part.isdigit() else met.setdefault(part, x.Symbol(f"#{part}"))
                for part in node.size.split("+")
            )
            return parts[0] if len(parts) == 1 else x.Add(parts)
        return rebuild(node, free)

    pair = free(left), free(right)
    positive = tuple((each.name, "positive") for each in met.values())
    return replace(setting, constraints=setting.constraints + positive), pair


def number_degree(node: x.Node) -> int:
    """To which degree sizes and indices stand as numbers in an expression: (n − 1)(n − 2) is 0 at two sizes.

    >>> n = x.Dimension("n")
    >>> number_degree(x.Product((x.Add((n, x.Number(-1))), x.Power(n, x.Number(2)))))
    3
    """
    inside = [number_degree(each) for each in children(node)]
    match node:
        case x.Dimension() | x.Position():
            return 1
        case x.Product() | x.Hadamard() | x.Quotient():
            return sum(inside)
        case x.Power(_, exponent):
            times = constant_exponent(exponent)
            return inside[0] * max(1, abs(int(times))) if times is not None else max(inside)
        case x.Sum(index, body) if index not in free_indices(body):
            return 1 + max(inside)
        case x.Named(_, value):
            return number_degree(value)
    return max(inside, default=0)


def as_it_is(
    left: x.Expression, right: x.Expression, setting: Setting, condition: x.Condition
) -> tuple[Setting, Pair] | None:
    """Both for all values of their free indices at once; None where that is no matrix."""
    free = sorted(
        free_indices(left) | free_indices(right) | free_indices(condition), key=lambda each: (each.over, each.name)
    )
    apart = [each for each in setting.assumptions if free_indices(each) <= set(free)]
    if len(apart) < len(setting.assumptions) or len(free) > (2 if left.shape == x.SCALAR else 1):
        return None
    if len(free) and left.shape != x.SCALAR and left.shape[1] != "1":
        return None
    held = x.All((condition, *apart))

    def closed(value: x.Expression) -> x.Expression:
        if held.conditions != (x.ALWAYS,):
            value = x.Product((x.Delta(held), value))
        if not free:
            return value
        if left.shape != x.SCALAR:
            return x.Table(free[0], value)
        first = x.Transpose(x.Table(free[0], value))
        return x.Table(free[1], first) if len(free) == 2 else first

    return replace(setting, free=(), assumptions=()), (closed(left), closed(right))
