"""Every row of both tables: used by some derivation, right there, and refused by the checker when it is perturbed."""

from contextlib import suppress
from fractions import Fraction
from functools import cache

import pytest
from own_losses import LOSSES

from derive.blocks import Chain, Line, Step, Words
from derive.closed_form import ONE_HOT
from derive.courses.cs224n_a2.sampling import THROUGH
from derive.derivation import Derivation
from derive.deriving import OutsideError, gradient_chain, names_of
from derive.differentiate import GRADIENT, places
from derive.expression import (
    SCALAR,
    Call,
    Constant,
    Delta,
    Entry,
    Expression,
    Extremum,
    Index,
    Named,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Same,
    Symbol,
    Transpose,
)
from derive.lessons import derivation_of
from derive.premises import Premises
from derive.problem import load
from derive.rewrites import REWRITES
from derive.rule_by_rule import rule_by_rule
from derive.rules import DIFFERENTIATE
from derive.rules_of_vectors import BY_COLUMNS
from derive.stating import state
from proofs.derivations import UncheckedError, check

PROBLEM = load("cs224n-a2")

x, alpha = Symbol("x"), Symbol("alpha")
o = Index("o", "V")
z, a, A, W, b = (
    Symbol("z", ("n", "1")),
    Symbol("a", ("n", "1")),
    Symbol("A", ("n", "n")),
    Symbol("W", ("n", "m")),
    Symbol("b", ("m", "1")),
)
ALONE: list[tuple[Expression, Symbol]] = [
    (Product((Transpose(z), A, z)), z),
    (Product((Transpose(a), A, z)), z),
    (Product((Transpose(a), W, b)), W),
    (Product((x, Call("exp", x))), x),
    (Call("tanh", x), x),
    (Call("sqrt", x), x),
    (Call("abs", x), x),
    (Call("relu", x), x),
    (Extremum("min", (x, alpha)), x),
    (Entry(Call("exp", z), Index("i", "n")), z),
    (Call("log", Entry(W, Index("i", "n"), Index("j", "m"))), W),
    (Product((Number(Fraction(0)), Call("exp", x))), x),
    (Quotient(Quotient(Call("exp", x), alpha), Power(alpha, Number(Fraction(2)))), x),
    (Product((Delta(Same(o, o)), Power(x, Number(Fraction(3))))), x),
    (Named("s", Power(x, Number(Fraction(2)))), x),
    (Call("log", Product((x, alpha))), x),
]
"""For the rows that no part and no example needs."""

CONSTRAINTS = (("x", "positive"), ("alpha", "fraction"), ("p", "fraction"), ("q", "positive"), ("X", "positive"))


@cache
def uses() -> dict[str, tuple[Chain, Step]]:
    """For each rule a step by which it is used, one that changes something other than a zero where there is one, and its chain."""
    found: dict[str, tuple[Chain, Step]] = {}
    for chain in every_chain():
        for step in chain.steps:
            old = found.get(step.rule.name)
            if old is None or is_zero(old[1].result):
                found[step.rule.name] = (chain, step)
    return found


def every_chain():
    for part in PROBLEM.parts:
        yield from derivation_of(PROBLEM, part).chains
    part = PROBLEM.part("c")
    yield gradient_chain(
        part.loss, part.variable, Premises(part.variable, (), names_of(PROBLEM)), phases=(*GRADIENT, ONE_HOT)
    )
    for _, loss, by in LOSSES:
        with suppress(OutsideError):  # through quantities
            yield from rule_by_rule(state(loss, by)).chains
    for loss, variable in ALONE:
        yield gradient_chain(loss, variable, Premises(variable))


def is_zero(expression: Expression) -> bool:
    return isinstance(expression, Number | Constant) and expression.value == 0


def derivation(step: Step, after: Expression, facts=()) -> Derivation:
    """A derivation of what one step does at its place: under a derivative or a product with zero an error might not show."""
    before = next(node for place, node in places(step.before) if place == step.where)
    alone = Step(before, after, step.rule, (), after)
    return Derivation("test", Words("", ""), (Chain(None, before, (Line(after, (alone,)),), facts),), CONSTRAINTS)


DERIVATIVES = DIFFERENTIATE + BY_COLUMNS + THROUGH
ALL = [rule.name for rule in DERIVATIVES + REWRITES]


def test_names_are_unique():
    assert len(ALL) == len(set(ALL))


@pytest.mark.parametrize("rule", DERIVATIVES + REWRITES, ids=lambda rule: rule.name)
def test_a_rule_is_said_once_by_patterns_or_by_a_function(rule):
    assert bool(rule.forms) != bool(rule.build)


@pytest.mark.parametrize("name", ALL)
def test_every_row_is_used_and_right(name):
    chain, step = uses()[name]
    assert check(derivation(step, step.result, chain.facts)).checked


def off(expression: Expression, factor: Fraction) -> Expression:
    """The expression times a factor; a zero becomes a little more than zero."""
    if is_zero(expression):
        shape = expression.shape
        return Number(Fraction(1, 1000)) if shape == SCALAR else Constant(Fraction(1, 1000), shape)
    return Negative(expression) if factor == -1 else Product((Number(factor), expression))


@pytest.mark.parametrize("factor", [Fraction(-1), Fraction(1001, 1000)], ids=["sign", "0.1%"])
@pytest.mark.parametrize("name", ALL)
def test_a_perturbed_row_is_refused_with_its_name(name, factor):
    chain, step = uses()[name]
    with pytest.raises(UncheckedError, match=name) as refused:
        check(derivation(step, off(step.result, factor), chain.facts))
    assert refused.value.wrong
