"""A step is decided at its own place only if it does nothing elsewhere, and a layer is any vector only where nothing passes through it."""

from dataclasses import replace

import pytest

from derive.expression import Add, Call, Derivative, Named, Negative, Product, Symbol, Transpose
from derive.own import derivation_of_own
from derive.statement import state
from derive.traversal import walk
from proofs.derivations import check
from proofs.local_steps import local_pairs, written_out

W, x, y = Symbol("W", ("m", "n")), Symbol("x", ("n", "1")), Symbol("y", ("m", "1"))
z = Named("z", Product((W, x)))


def steps(loss: str, by: str):
    return [step for chain in derivation_of_own(state(loss, by)).chains for step in chain.steps]


def test_what_a_step_does_elsewhere_is_not_seen_at_its_place():
    for step in steps(r"-\log \sigma(w^\top x) + \lambda w^\top w", "w"):
        assert list(local_pairs(step))
        elsewhere = replace(step, after=Negative(step.after))
        assert not list(local_pairs(elsewhere))


def test_the_chain_rule_is_looked_at_for_a_linear_loss():
    """Through z = Wx: ∂(gᵀz)/∂W = g xᵀ, whatever the loss is."""
    step = next(
        each for each in steps(r"a^\top \operatorname{softmax}(W x)", "W") if each.rule.name.startswith("through")
    )
    before, after = next(local_pairs(step))
    assert isinstance(before, Derivative)
    assert isinstance(before.body, Product)
    assert not any(isinstance(node, Derivative) for node in walk(after))


def test_a_layer_that_is_differentiated_through_keeps_its_value():
    """In ∂(yᵀz)/∂W the vector z is no symbol of its own: its derivative would be lost."""
    (chain,) = derivation_of_own(state(r"y^\top x", "x")).chains
    name = Derivative(Product((Transpose(y), z)), W)
    step = replace(
        chain.steps[0], before=name, after=Product((y, Transpose(x))), where=(), result=Product((y, Transpose(x)))
    )
    for before, _ in local_pairs(step):
        assert z in set(walk(before))


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
    assert check(derivation_of_own(state(loss, "W_1"))).checked
