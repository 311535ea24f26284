"""Exponents that hold a log-sum-exp or a softplus: the softmax and the logistic function, read off.

exp(f(p) − LSE_k f(k)) is the softmax of f at p; exp(z − softplus(z)) is σ(z) and exp(−softplus(z)) is σ(−z). An exponent may
hold several of them, as exp(f(a) + f(b) − 2·LSE f) does; each is taken out with its own place.
"""

from typing import Any

import sympy as sp
from sympy.tensor.indexed import Idx, Indexed

from derive.lowering.binders import (
    Logistic,
    LogSumExp,
    SoftmaxAt,
    Softplus,
    canonical,
    children_changed,
    free,
    rename,
)
from derive.lowering.normal import normal

Terms = dict[Any, Any]
"""The terms of an exponent with their coefficients."""


def recognised(form: sp.Expr) -> sp.Expr:
    """The normal form with every softmax and logistic function named."""
    return normal(_walk(form))


def _walk(node: Any) -> Any:
    node = children_changed(node, _walk)
    return _factored(node.args[0]) if isinstance(node, sp.exp) else node


def _factored(exponent: Any) -> Any:
    terms: Terms = dict(exponent.as_coefficients_dict())
    factors: list[Any] = []
    for take in (_take_softmax, _take_logistic):
        while (factor := take(terms)) is not None:
            factors.append(factor)
    rest = sp.Add(*(coefficient * term for term, coefficient in terms.items()))
    return sp.Mul(*factors, sp.exp(rest))


def _less(terms: Terms, taken: Terms, times: int = 1) -> Terms | None:
    """`terms` − `taken`, or None where that would turn a coefficient of `taken` over its sign."""
    left = dict(terms)
    for term, coefficient in taken.items():
        have = left.get(term, 0)
        if have * coefficient <= 0 or abs(have) < abs(coefficient):
            return None
        left[term] = have - coefficient
    return {term: coefficient for term, coefficient in left.items() if coefficient != 0}


def _replace(terms: Terms, new: Terms) -> None:
    terms.clear()
    terms.update(new)


def _take_softmax(terms: Terms) -> Any:
    lse: Any
    for lse in [t for t, c in terms.items() if isinstance(t, LogSumExp) and c <= -1]:
        pattern = next(iter(lse.body.as_coefficients_dict()))
        for term in list(terms):
            place = place_of(pattern, term, lse.index)
            if place is None:
                continue
            body = rename(lse.body, lse.index, place)
            left = _less(terms, dict(body.as_coefficients_dict()) | {lse: sp.Integer(-1)})
            if left is not None:
                _replace(terms, left)
                return canonical(SoftmaxAt(lse.body, lse.index, place))
    return None


def _take_logistic(terms: Terms) -> Any:
    plus: Any
    for plus in [t for t, c in terms.items() if isinstance(t, Softplus) and c <= -1]:
        z = plus.args[0]
        left = _less(terms, dict(z.as_coefficients_dict()) | {plus: sp.Integer(-1)})
        if left is not None:
            _replace(terms, left)
            return Logistic(z)
        _replace(terms, _less(terms, {plus: sp.Integer(-1)}) or {})
        return Logistic(-z)
    return None


def place_of(pattern: Any, term: Any, index: Idx) -> Any:
    """The value of `index` at which `pattern` becomes `term`, or None."""
    if pattern == term:
        return index if index in free(pattern) else None
    if pattern == index:
        return term if isinstance(term, Idx | Indexed) or term.is_Integer else None
    if type(pattern) is not type(term):
        return None
    inside = pattern.indices if isinstance(pattern, Indexed) else pattern.args
    against = term.indices if isinstance(pattern, Indexed) else term.args
    if len(inside) != len(against) or isinstance(pattern, Idx):
        return None
    found = None
    for left, right in zip(inside, against, strict=True):
        if left != right:
            place = place_of(left, right, index)
            found = place if found is None else found
            if place is None:
                # The arguments of a sum or product may stand in another order: look for any that fits.
                return _in_any_order(pattern, term, index) if isinstance(pattern, sp.Add | sp.Mul) else None
    return found if found is not None and rename(pattern, index, found) == term else None


def _in_any_order(pattern: Any, term: Any, index: Idx) -> Any:
    for left in pattern.args:
        for right in term.args:
            place = place_of(left, right, index)
            if place is not None and rename(pattern, index, place) == term:
                return place
    return None
