r"""The derivative rules: one row each, in the order in which they are tried.

A rule reads ∂ pattern / ∂ X = result. The tables here and in `derive.rewrites` are data: the engine (`derive.differentiate`) applies
them, and the tests perturb every row and see the checker refuse it.
"""

from derive.expression import Add, Derivative, Negative, Product, Quotient, Sum
from derive.pattern import ANY_CONDITION, Bindings, any_index
from derive.premises import Premises
from derive.rule import ONE, Rule
from derive.rules_notation import CALCULUS, X, c, d, f, g, more, part, zero_like
from derive.rules_of_scalars import SCALAR_RULES
from derive.rules_of_vectors import VECTOR_RULES
from derive.traversal import free_indices


def _index_apart(found: Bindings, premises: Premises) -> bool:
    index = found["?i"]
    return index not in free_indices(found["X"])


LINEARITY: tuple[Rule, ...] = (
    Rule(
        "constant",
        "What does not contain the variable has derivative zero.",
        "不含该变量的项导数为零。",
        ((d(c), zero_like(X)),),
        CALCULUS,
        grain="fold",
    ),
    Rule(
        "identity",
        "The derivative of a variable by itself is one.",
        "变量对自身的导数为一。",
        ((Derivative(f, f), ONE),),  # type: ignore[arg-type]
        CALCULUS,
        grain="fold",
    ),
    Rule(
        "sum",
        "The derivative of a sum is the sum of the derivatives.",
        "和的导数等于导数的和。",
        ((d(Add((f, g, more))), Add((d(f), d(Add((g, more)))))),),
        CALCULUS,
    ),
    Rule(
        "negative",
        "A sign moves out of the derivative.",
        "负号可以移到导数之外。",
        ((d(Negative(f)), Negative(d(f))),),
        CALCULUS,
        grain="fold",
    ),
    Rule(
        "constant factor",
        "A constant factor moves out of the derivative.",
        "常数因子可以移到导数之外。",
        (
            (d(Product((c, part, more))), Product((c, d(Product((part, more)))))),
            (d(Quotient(f, c)), Quotient(d(f), c)),
            (d(Quotient(f, Product((c, g)))), Quotient(d(Quotient(f, g)), c)),
            (d(Quotient(f, Product((g, c)))), Quotient(d(Quotient(f, g)), c)),
        ),
        CALCULUS,
        grain="fold",
    ),
)

SUMS: tuple[Rule, ...] = (
    Rule(
        "sum over an index",
        "The derivative passes into the sum over an index.",
        "导数可以移入求和号之内。",
        ((d(Sum(any_index("i"), f, ANY_CONDITION)), Sum(any_index("i"), d(f), ANY_CONDITION)),),
        CALCULUS,
        "the index of the sum does not occur in the variable",
        _index_apart,
        grain="fold",
    ),
)

DIFFERENTIATE = LINEARITY + SUMS + VECTOR_RULES + SCALAR_RULES
"""Tried from the top: what is simplest first."""
