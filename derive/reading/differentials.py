"""Derivatives as they stand on the page, before anything is read: the sign ∂, and what stands below it.

>>> from derive.elaboration.pages import formula
>>> node = formula(r"\\frac{\\partial J}{\\partial u_k}")
>>> stands_in(node), differentiates_by(node) == node.denominator
(True, True)
"""

from derive.reading import syntax as s
from derive.reading.context import every, key, strip

SIGNS = ("partial", "d", "delta")
"""∂, d, and the δ that some write for them."""


def is_sign(node: s.Syntax) -> bool:
    """Whether this is a sign of a derivative by itself."""
    return key(strip(node)) in SIGNS


def begins_with_sign(node: s.Syntax) -> bool:
    """Whether a sign of a derivative stands at the head of this: ∂J, ∂²J, d."""
    return any(isinstance(each, s.Name) and each.name in SIGNS for each in every(node)[:4])


def differentiates_by(node: s.Syntax) -> s.Syntax | None:
    """What stands below ∇_x, or below the line of ∂J/∂x and ∂J / ∂x, with its sign; None where this is no derivative."""
    if isinstance(node, s.Scripted) and key(node.base) == "nabla":
        return node.below
    if isinstance(node, s.Fraction) and (begins_with_sign(node.numerator) or begins_with_sign(node.denominator)):
        return node.denominator
    if isinstance(node, s.Juxtaposition) and "/" in node.operators and key(node.factors[0]) in ("partial", "d"):
        at = node.operators.index("/") + 1
        rest = node.factors[at:]
        return rest[0] if len(rest) == 1 else s.Juxtaposition(rest, node.operators[at:], span=node.span)
    return None


def stands_in(node: s.Syntax) -> bool:
    """Whether ∂, ∇, d or a prime stands in a side."""
    return any(
        (isinstance(each, s.Name) and each.name in ("partial", "nabla", "d"))
        or (isinstance(each, s.Scripted) and each.primes > 0)
        for each in every(node)
    )
