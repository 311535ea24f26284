"""Powers: which exponent a formula is, and a value raised to it."""

from fractions import Fraction
from math import prod

from derive import expression as x
from proofs.identity.evaluate import Array, Evaluation, Scope
from proofs.identity.undecidable import Undecidable

LARGEST_EXPONENT = 64
"""Integer exponents beyond it count as "outside": nobody writes them, and they would break the degree bound."""
LARGEST_CONSTANT = 2048
"""Bits of a power of numbers that is worked out."""


def constant_exponent(node: x.Expression) -> Fraction | None:
    """An exponent as a number, where it is one."""
    if isinstance(node, x.Number):
        return node.value
    if isinstance(node, x.Negative | x.Transpose):
        inner = constant_exponent(node.operand)
        return inner if inner is None or isinstance(node, x.Transpose) else -inner
    if isinstance(node, x.Add | x.Product):
        several = [constant_exponent(each) for each in (node.terms if isinstance(node, x.Add) else node.factors)]
        known = [each for each in several if each is not None]
        if len(known) < len(several) or any(each.numerator.bit_length() > LARGEST_CONSTANT for each in known):
            return None
        return sum(known, Fraction(0)) if isinstance(node, x.Add) else prod(known, start=Fraction(1))
    if isinstance(node, x.Quotient):
        top, bottom = constant_exponent(node.numerator), constant_exponent(node.denominator)
        return None if top is None or not bottom else top / bottom
    if isinstance(node, x.Power):
        base, exponent = constant_exponent(node.base), constant_exponent(node.exponent)
        if base and exponent is not None and exponent.denominator == 1:
            bits = max(base.numerator.bit_length(), base.denominator.bit_length()) * abs(exponent)
            return base**exponent.numerator if bits <= LARGEST_CONSTANT else None
    return None


def raised(e: Evaluation, base: x.Expression, exponent: Fraction, level: int, scope: Scope) -> Array:
    """base^exponent for a rational exponent."""
    if max(abs(exponent.numerator), exponent.denominator) > LARGEST_EXPONENT and not e.algebra.real:
        raise Undecidable("exponent", exponent=exponent)
    inside = e.value(base, level, scope)
    if exponent.denominator > 1:
        inside = e.algebra.root(inside, exponent.denominator, level)
    return e.algebra.power(inside, exponent.numerator, level)
