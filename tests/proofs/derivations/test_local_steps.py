"""A step is decided at its own place only if it does nothing elsewhere, and a layer is any vector only where nothing passes through it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from derive.blocks import Step
from derive.differentiate import put
from derive.expression import (
    Add,
    Call,
    Constant,
    Derivative,
    Dimension,
    Named,
    Negative,
    Number,
    Product,
    Symbol,
    Transpose,
)
from derive.rewrites import PREPARE
from derive.rule_by_rule import rule_by_rule
from derive.stating import state
from derive.through_quantities import through_quantities
from derive.traversal import walk
from proofs.derivations import check, setting
from proofs.derivations.checking import _known, _locally, differentiated_by
from proofs.derivations.local_steps import local_pairs, written_out
from proofs.identity import Judge

UNFOLD = next(rule for rule in PREPARE if rule.name == "unfold")
W, x, y = Symbol("W", ("m", "n")), Symbol("x", ("n", "1")), Symbol("y", ("m", "1"))
z = Named("z", Product((W, x)))


def steps(loss: str, by: str):
    return [step for chain in rule_by_rule(state(loss, by)).chains for step in chain.steps]


def test_what_a_step_does_elsewhere_is_not_seen_at_its_place():
    for step in steps(r"-\log \sigma(w^\top x) + \lambda w^\top w", "w"):
        assert list(local_pairs(step))
        elsewhere = replace(step, after=Negative(step.after))
        assert not list(local_pairs(elsewhere))


def test_the_chain_rule_is_looked_at_for_a_linear_loss():
    """Through z = Wx: ∂(gᵀz)/∂W = g xᵀ, whatever the loss is."""
    step = next(
        step
        for step in through_quantities(state(r"a^\top \operatorname{softmax}(W x)", "W")).chains[-1].steps
        if step.rule.name == "chain rule"
    )
    before, after = next(local_pairs(step))
    assert isinstance(before, Derivative)
    assert isinstance(before.body, Product)
    assert not any(isinstance(node, Derivative) for node in walk(after))


def test_a_layer_that_is_differentiated_through_keeps_its_value():
    """In ∂(yᵀz)/∂W the vector z is no symbol of its own: its derivative would be lost."""
    (chain,) = rule_by_rule(state(r"y^\top x", "x")).chains
    name = Derivative(Product((Transpose(y), z)), W)
    step = replace(
        chain.steps[0], before=name, after=Product((y, Transpose(x))), where=(), result=Product((y, Transpose(x)))
    )
    for before, _ in local_pairs(step):
        assert z in set(walk(before))


def test_a_layer_that_holds_another_column_of_the_variable_keeps_its_value():
    """In ∂(gᵀv̂)/∂v_k the mean v̂ is of columns of v, of which v_k may be one: the derivative is no zero."""
    (step,) = {each for each in cbow() if each.rule.name == "chain rule"}
    before = next(local_pairs(step))[0]
    zero = Constant(Fraction(0), before.shape)
    alone = replace(step, before=before, where=(), after=zero, result=zero)
    assert any(isinstance(node, Named) for node in walk(before))
    for one, other in local_pairs(alone):
        assert Judge([one, other], setting([one, other])).compare(one, other).equal is not True


def test_a_denominator_made_of_sizes_is_any_number():
    (step,) = {each for each in cbow() if each.rule.name == "chain rule"}
    pair = next(local_pairs(step))
    assert not any(isinstance(node, Dimension) for side in pair for node in walk(side))
    judge = Judge(list(pair), setting(pair))
    assert judge.compare(*pair).equal is True
    assert judge.sizes == "every"
    assert judge.compare(pair[0], Negative(pair[1])).equal is False


def cbow():
    mean = r"\hat{v} = \frac{1}{2m} \sum_{-m \le j \le m, j \ne 0} v_{w_{t+j}}"
    return through_quantities(state(r"-\log \sigma(u_o^\top \hat{v})", "v_k", (mean,))).chains[-1].steps


def test_a_name_is_what_it_stands_for():
    loss = Call("log", Add((Symbol("a"), Symbol("b"))))
    by = Symbol("a")
    assert written_out(Derivative(Named("J", loss), by)) == written_out(Derivative(loss, by))
    assert written_out(z) == z.value


@pytest.mark.parametrize(
    "loss",
    [
        r"-y^\top \log \operatorname{softmax}(W_2 \sigma(W_1 x + b_1) + b_2)",
        r"\frac{1}{2} \lVert W_3 \tanh(W_2 \tanh(W_1 x)) - y \rVert^2",
    ],
)
def test_deep_networks_are_decided(loss):
    assert check(through_quantities(state(loss, "W_1"))).checked


def test_a_name_that_is_differentiated_by_is_not_what_it_stands_for():
    t = Symbol("t")
    at = Named("z", Product((Number(2), t)))
    before = Derivative(Call("exp", at), at)
    step = Step(before, Derivative(Call("exp", at.value), at), UNFOLD, (0, 0), at.value)
    assert put(before, step.where, step.result) == step.after
    assert differentiated_by(step) == (at,)
    assert _known(step, {}) is None
    assert _locally(step, (), ()) is None
    outside = Step(Call("exp", at), Call("exp", at.value), UNFOLD, (0,), at.value)
    assert differentiated_by(outside) == ()
    assert _known(outside, {}) == "every"
