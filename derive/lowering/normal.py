"""The normal form of an index expression: sums pulled apart, δ sifted, exponentials combined so that nothing overflows.

`normal` rewrites bottom-up by two tables, SUM_RULES for a Total and RULES for everything else, until nothing changes. No rule
knows a loss or a gradient: they are identities of sums, exponentials and logarithms over the reals.
"""

from collections.abc import Callable
from typing import Any

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta
from sympy.tensor.indexed import Idx

from derive.lowering.binders import (
    LogSumExp,
    Softplus,
    Total,
    apart,
    canonical,
    children_changed,
    free,
    from_sums,
    rename,
)
from derive.symbolic.branches import Branches
from derive.symbolic.terms import dimension, size_of

Rule = Callable[[Any], Any]
"""Takes a node, gives its replacement, or None where the rule does not apply."""


def normal(form: sp.Expr) -> sp.Expr:
    """The normal form of an index expression."""
    return canonical(_rewrite(canonical(from_sums(form))))


def _rewrite(node: Any) -> Any:
    node = children_changed(node, _rewrite)
    for rule in RULES.get(type(node), ()):
        found = rule(node)
        if found is not None and found != node:
            return _rewrite(found)
    return node


# ------------------------------------------------------------------------------------------------------------------- sums


def distribute_sum(total: Total) -> Any:
    """Σ(a + b) = Σa + Σb."""
    if isinstance(total.body, sp.Add):
        return sp.Add(*(Total(term, total.index) for term in total.body.args))
    return None


def pull_constants(total: Total) -> Any:
    """Σ_k c·f(k) = c·Σ_k f(k), and Σ_k c = c·(the size of k)."""
    outside: list[Any] = []
    inside: list[Any] = []
    for factor in sp.Mul.make_args(total.body):
        (inside if total.index in free(factor) else outside).append(factor)
    if not inside:
        return total.body * dimension(size_of(total.index))
    return sp.Mul(*outside, Total(sp.Mul(*inside), total.index)) if outside else None


def sift(total: Total) -> Any:
    """Σ_k δ(k, t) f(k) = f(t), t free of k."""
    for factor in sp.Mul.make_args(total.body):
        if isinstance(factor, KroneckerDelta) and total.index in factor.args:
            other = factor.args[1] if factor.args[0] == total.index else factor.args[0]
            if total.index not in free(other):
                rest = sp.Mul(*(f for f in sp.Mul.make_args(total.body) if f is not factor))
                return rename(rest, total.index, other)
    return None


def expand_deltas(total: Total) -> Any:
    """Σ_k (a(k) + δ(k, t)) f(k): multiplied out, so that the δ can be sifted."""
    factors = sp.Mul.make_args(total.body)
    for factor in factors:
        if isinstance(factor, sp.Add) and any(_has_delta_of(term, total.index) for term in factor.args):
            rest = sp.Mul(*(f for f in factors if f is not factor))
            return sp.Add(*(Total(term * rest, total.index) for term in factor.args))
    return None


def _has_delta_of(term: Any, index: Idx) -> bool:
    return any(isinstance(f, KroneckerDelta) and index in free(f) for f in sp.Mul.make_args(term))


# ----------------------------------------------------------------------------------------- exponentials and logarithms


def log_sum_exp(total: Total) -> Any:
    """Σ_k exp(f(k)) = exp(LSE_k f(k))."""
    if isinstance(total.body, sp.exp):
        return sp.exp(canonical(LogSumExp(total.body.args[0], total.index)))
    return None


def softplus(add: sp.Add) -> Any:
    """1 + exp(z) = exp(softplus(z)); exp(a) + exp(b) = exp(b + softplus(a − b))."""
    exponents = [term.args[0] if isinstance(term, sp.exp) else sp.Integer(0) for term in add.args]
    if all(isinstance(term, sp.exp) or term == 1 for term in add.args):
        merged = exponents[0]
        for exponent in exponents[1:]:
            merged = merged + Softplus(exponent - merged)
        return sp.exp(merged)
    return None


def log_of_product(log: sp.log) -> Any:
    """log(exp(a)·b) = a + log b."""
    exponentials, rest = _split_exponentials(log.args[0])
    if exponentials:
        return sp.Add(*exponentials) + (sp.log(rest) if rest != 1 else 0)
    return None


def _split_exponentials(node: Any) -> tuple[list[Any], Any]:
    factors = sp.Mul.make_args(node)
    exponents = [factor.args[0] for factor in factors if isinstance(factor, sp.exp)]
    return exponents, sp.Mul(*(factor for factor in factors if not isinstance(factor, sp.exp)))


def combine_exponentials(mul: sp.Mul) -> Any:
    """exp(a)·exp(b) = exp(a + b), which SymPy leaves apart."""
    exponents, rest = _split_exponentials(mul)
    return rest * sp.exp(sp.Add(*exponents)) if len(exponents) > 1 else None


def exponential_into_sums(mul: sp.Mul) -> Any:
    """exp(a)·Σ_k exp(f)·g = Σ_k exp(a + f)·g, and so for any sum of terms: large exponentials cancel before they are computed."""
    exponents, rest = _split_exponentials(mul)
    if not exponents:
        return None
    factors = sp.Mul.make_args(rest)
    for target in factors:
        if _holds_exponential(target):
            others = sp.Mul(*(f for f in factors if f is not target))
            return others * _multiplied(target, sp.exp(sp.Add(*exponents)))
    return None


def _holds_exponential(node: Any) -> bool:
    if isinstance(node, sp.exp):
        return True
    if isinstance(node, Total):
        return _holds_exponential(node.body)
    return isinstance(node, sp.Add | sp.Mul) and any(_holds_exponential(argument) for argument in node.args)


def _multiplied(node: Any, factor: Any) -> Any:
    """node · factor, the factor carried to where the exponentials of the node stand."""
    if isinstance(node, sp.Add):
        return sp.Add(*(_multiplied(term, factor) for term in node.args))
    if isinstance(node, Total):
        node = apart(node, factor)
        return Total(_multiplied(node.body, factor), node.index)
    factors = sp.Mul.make_args(node)
    for target in factors:
        if isinstance(target, sp.Add | Total) and _holds_exponential(target):
            return sp.Mul(*(f for f in factors if f is not target), _multiplied(target, factor))
    product = node * factor
    return combine_exponentials(product) or product


def common_factor_of_branches(cases: Branches) -> Any:
    """A factor that all branches share, or all but those that are 0, stands before them."""
    values = [value for value, _ in cases.pairs if value != 0]
    shared = [f for f in sp.Mul.make_args(values[0]) if not f.is_Number] if values else []
    for value in values[1:]:
        shared = [f for f in shared if f in sp.Mul.make_args(value)]
    if not shared:
        return None
    taken = sp.Mul(*shared)
    return taken * Branches.of(*((value / taken if value != 0 else value, c) for value, c in cases.pairs))


RULES: dict[type, tuple[Rule, ...]] = {
    Total: (sift, distribute_sum, log_sum_exp, pull_constants, expand_deltas),
    sp.Add: (softplus,),
    sp.log: (log_of_product,),
    sp.Mul: (combine_exponentials, exponential_into_sums),
    Branches: (common_factor_of_branches,),
}
"""Which rules are tried on which node, in this order."""
