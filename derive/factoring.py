"""Common factors taken out, and products multiplied out: Ua − Ub = U(a − b)."""

from collections.abc import Callable

from derive.expression import SCALAR, Add, Expression, Negative, Number, Product, Transpose
from derive.pattern import add, factors_of, product
from derive.premises import Premises
from derive.rule import ONE

Parts = tuple[tuple[Expression, ...], tuple[Expression, ...]]


def common_transpose(node: Expression, premises: Premises) -> Expression | None:
    """aᵀ − bᵀ = (a − b)ᵀ."""
    if not isinstance(node, Add) or not all(isinstance(bare(term), Transpose) for term in node.terms):
        return None
    inside = [bare(term).operand for term in node.terms]  # type: ignore[attr-defined]
    if inside[0].shape[1] != "1":
        return None
    terms = [
        Negative(each) if isinstance(term, Negative) else each for each, term in zip(inside, node.terms, strict=True)
    ]
    return Transpose(add(*terms))


def bare(term: Expression) -> Expression:
    """A term without its sign."""
    return term.operand if isinstance(term, Negative) else term


def common_left(node: Expression, premises: Premises) -> Expression | None:
    """Ua − Ub = U(a − b)."""
    return _factor_out(node, lambda factors: (factors[:1], factors[1:]), leading=True)


def common_right(node: Expression, premises: Premises) -> Expression | None:
    """f x − g x = (f − g) x."""
    return _factor_out(node, lambda factors: (factors[-1:], factors[:-1]), leading=False)


def _factor_out(node: Expression, split: Callable[[tuple[Expression, ...]], Parts], leading: bool) -> Expression | None:
    if not isinstance(node, Add):
        return None
    parts = [split(factors_of(bare(term))) for term in node.terms]
    shared = parts[0][0]
    if any(common != shared for common, _ in parts) or isinstance(shared[0], Number):
        return None
    if not all(rest or shared[0].shape == node.shape for _, rest in parts):
        return None
    rests = [product(*(rest or (ONE,))) for _, rest in parts]
    if any(rest.shape != rests[0].shape for rest in rests):
        return None
    if not leading and rests[0].shape != SCALAR and rests[0].shape[1] != shared[0].shape[0]:
        return None
    terms = [
        Negative(rest) if isinstance(term, Negative) else rest for term, rest in zip(node.terms, rests, strict=True)
    ]
    inside = add(*sorted(terms, key=lambda term: isinstance(term, Negative)))
    return product(shared[0], inside) if leading else product(inside, shared[0])


def multiply_out(node: Expression, premises: Premises) -> Expression | None:
    """U(a − b) = Ua − Ub."""
    if not isinstance(node, Product):
        return None
    for position, factor in enumerate(node.factors):
        if isinstance(factor, Add):
            before, after = node.factors[:position], node.factors[position + 1 :]
            return add(
                *(
                    Negative(product(*before, term.operand, *after))
                    if isinstance(term, Negative)
                    else product(*before, term, *after)
                    for term in factor.terms
                )
            )
    return None
