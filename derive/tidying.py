"""Trivial algebra: what nobody writes down unless asked. The table, and the functions that find terms and factors in any order."""

from fractions import Fraction

from derive.expression import (
    SCALAR,
    Add,
    Call,
    Cases,
    Derivative,
    Expression,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Table,
    Transpose,
    filled,
)
from derive.indexing import known_delta
from derive.pattern import add, is_zero, product
from derive.premises import Premises
from derive.rule import DEFINITION, ONE, Rule, row
from derive.traversal import walk


def drop_zero_terms(node: Expression, premises: Premises) -> Expression | None:
    """f + 0 = f."""
    if not isinstance(node, Add) or not any(map(is_zero, node.terms)):
        return None
    kept = [term for term in node.terms if not is_zero(term)]
    return add(*kept) if kept else filled(0, node.shape)


def vanish(node: Expression, premises: Premises) -> Expression | None:
    """0 · f = 0, −0 = 0, Σ 0 = 0, 0/f = 0."""
    match node:
        case Product(factors) if any(map(is_zero, factors)):
            return filled(0, node.shape)
        case Negative(inside) | Sum(_, inside) | Quotient(inside) | Table(_, inside) if is_zero(inside):
            return filled(0, node.shape)
    return None


def drop_ones(node: Expression, premises: Premises) -> Expression | None:
    """1 · f = f, f/1 = f, f¹ = f."""
    match node:
        case Product(factors) if ONE in factors:
            return product(*([factor for factor in factors if factor != ONE] or [ONE]))
        case Quotient(top, bottom) if bottom == ONE:
            return top
        case Power(base, exponent) if exponent == ONE:
            return base
    return None


def signs_out(node: Expression, premises: Premises) -> Expression | None:
    """Signs move to the front: a(−b) = −ab, Σ(−f) = −Σf, (−f)/g = −f/g, (−x)ᵀ = −xᵀ."""
    match node:
        case Product(factors) if any(isinstance(factor, Negative) for factor in factors):
            bare = [factor.operand if isinstance(factor, Negative) else factor for factor in factors]
            odd = sum(isinstance(factor, Negative) for factor in factors) % 2
            return Negative(product(*bare)) if odd else product(*bare)
        case Sum(index, Negative(body), condition):
            return Negative(Sum(index, body, condition))
        case Table(index, Negative(body)):
            return Negative(Table(index, body))
        case Quotient(Negative(top), bottom):
            return Negative(Quotient(top, bottom))
        case Transpose(Negative(inside)):
            return Negative(Transpose(inside))
    return None


def signs_in(node: Expression, premises: Premises) -> Expression | None:
    """−(f − g) = g − f, what is positive first, and −(−f) = f."""
    match node:
        case Negative(Negative(inside)):
            return inside
        case Negative(Number(value)):
            return Number(-value)
        case Negative(Cases(branches)):
            return Cases(
                tuple((signs_in(Negative(value), premises) or Negative(value), test) for value, test in branches)
            )
        case Negative(Add(terms)):
            turned = [term.operand if isinstance(term, Negative) else Negative(term) for term in terms]
            return add(*sorted(turned, key=lambda term: isinstance(term, Negative)))
    return None


def arithmetic(node: Expression, premises: Premises) -> Expression | None:
    """Numbers are added and multiplied."""
    match node:
        case Add(terms) if sum(isinstance(term, Number) for term in terms) > 1:
            total = sum((term.value for term in terms if isinstance(term, Number)), Fraction(0))
            rest = [term for term in terms if not isinstance(term, Number)]
            return add(*rest, Number(total)) if rest else Number(total)
        case Product(factors) if any(
            isinstance(factor, Number) and (place > 0 or factor.value < 0) for place, factor in enumerate(factors)
        ):
            total = Fraction(1)
            for factor in factors:
                total *= factor.value if isinstance(factor, Number) else 1
            rest = [factor for factor in factors if not isinstance(factor, Number)]
            kept = product(*([Number(abs(total))] if abs(total) != 1 else []), *(rest or [ONE]))
            return Negative(kept) if total < 0 else kept
    return None


def transpositions(node: Expression, premises: Premises) -> Expression | None:
    """(xᵀ)ᵀ = x, (AB)ᵀ = BᵀAᵀ, and a scalar is its own transpose."""
    match node:
        case Transpose(inside) if inside.shape == SCALAR:
            return inside
        case Transpose(Transpose(inside)):
            return inside
        case Transpose(Product(factors)):
            return product(*(f if f.shape == SCALAR else Transpose(f) for f in reversed(factors)))
    return None


def one_fraction(node: Expression, premises: Premises) -> Expression | None:
    """(f/g) · h = fh/g, where h is no fraction, no derivative still to be taken, and f is no exponential to be named later."""
    if not isinstance(node, Product) or any(isinstance(part, Derivative) for part in walk(node)):
        return None
    fractions = [factor for factor in node.factors if isinstance(factor, Quotient) and factor.shape == SCALAR]
    if len(fractions) != 1 or isinstance(fractions[0].numerator, Call):
        return None
    others = [factor for factor in node.factors if factor is not fractions[0]]
    top = [] if fractions[0].numerator == ONE else [fractions[0].numerator]
    return Quotient(product(*top, *others), fractions[0].denominator)


def one_fraction_deep(node: Expression, premises: Premises) -> Expression | None:
    """(f/g)/h = f/(gh)."""
    match node:
        case Quotient(Quotient(top, bottom), below) if bottom.shape == SCALAR and below.shape == SCALAR:
            return Quotient(top, product(bottom, below))
    return None


def cancel_terms(node: Expression, premises: Premises) -> Expression | None:
    """f − f = 0 inside a sum."""
    if not isinstance(node, Add):
        return None
    for term in node.terms:
        if Negative(term) in node.terms:
            rest = list(node.terms)
            rest.remove(term)
            rest.remove(Negative(term))
            return add(*rest) if rest else filled(0, node.shape)
    return None


TIDY: tuple[Rule, ...] = (
    row(
        "signs",
        "Signs are taken in.",
        "去掉括号前的负号。",
        build=signs_in,
        grain="tidy",
    ),
    row(
        "zero terms",
        "Zeros fall away.",
        "去掉零项。",
        build=drop_zero_terms,
        grain="tidy",
    ),
    row(
        "times zero",
        "A product with zero is zero.",
        "乘以零得零。",
        build=vanish,
        grain="tidy",
    ),
    row(
        "times one",
        "Ones fall away.",
        "去掉因子一。",
        build=drop_ones,
        grain="tidy",
    ),
    row(
        "signs in front",
        "Signs move to the front.",
        "负号移到最前。",
        build=signs_out,
        grain="tidy",
    ),
    row(
        "arithmetic",
        "Numbers are worked out.",
        "数值运算。",
        build=arithmetic,
        grain="tidy",
    ),
    row(
        "transposes",
        "A transposed product has its factors turned round.",
        "乘积的转置等于转置的逆序乘积。",
        build=transpositions,
        grain="tidy",
    ),
    row(
        "one fraction",
        "A product with a fraction is written as one fraction.",
        "与分式的乘积写成一个分式。",
        build=one_fraction,
        proviso="g is not zero",
        grain="tidy",
    ),
    row(
        "fraction over a fraction",
        "A fraction divided once more.",
        "繁分式化简。",
        build=one_fraction_deep,
        proviso="g and h are not zero",
        grain="tidy",
    ),
    row(
        "opposite terms",
        "Opposite terms cancel.",
        "相反的项抵消。",
        build=cancel_terms,
        grain="tidy",
    ),
    row(
        "same index",
        "An index equals itself.",
        "下标等于自身。",
        build=known_delta,
        source=DEFINITION,
        proviso="or the assumptions say that the two indices differ",
        grain="fold",
    ),
)
