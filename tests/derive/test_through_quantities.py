"""Derivations through named quantities: what is named, in which order, and what stands in each line."""

import pytest

from derive.blocks import Chain, Claim
from derive.stating import state
from derive.through_quantities import through_quantities
from derive.writing.text import text

NETWORK = {
    "where": [r"h = \sigma(W_1 x + b_1)", r"\hat{y} = \operatorname{softmax}(W_2 h + b_2)"],
    "declare": ["x: d", "W_1: m x d", "b_1: m", "W_2: k x m", "b_2: k", "y: k"],
}
LOSSES = {
    "bilinear": (r"a^\top X b", "X", ["X: m x n", "a: m", "b: n"], "a bᵀ"),
    "trace": (r"\operatorname{tr}(A X B X)", "X", ["A: n x m", "X: m x n", "B: n x m"], "Aᵀ Xᵀ Bᵀ + Bᵀ Xᵀ Aᵀ"),
    "inverse": (r"a^\top X^{-1} b", "X", ["X: n x n", "a: n", "b: n"], "−X⁻ᵀ a bᵀ X⁻ᵀ"),
    "log det": (r"\log |\det(X)|", "X", ["X: n x n"], "X⁻ᵀ"),
    "norm": (r"\lVert x - a \rVert_2", "x", ["x: n", "a: n"], "(x − a)/‖x − a‖"),
    "sums of weights": (
        r"\frac12 \sum_{i=1}^N w_i (\theta^\top x_i - y_i)^2",
        r"\theta",
        ["x[N]: d", r"\theta: d", "w: N", "y: N"],
        "Σ_{i=1…N} w_i (θᵀ x_i − y_i) x_i",
    ),
    "labels": (
        r"-\sum_{i=1}^N \log \frac{e^{w_{y_i}^\top x_i}}{\sum_{k=1}^C e^{w_k^\top x_i}}",
        "w_j",
        ["x[N]: d", "w[C]: d", "y[N]: index C", "j: index C"],
        "Σ_{i=1…N} softmax(wᵀ x_i)_j x_i − Σ_{i=1…N} 𝟙[j = y_i] x_i",
    ),
    "rows": (
        r"\operatorname{tr}(G^\top \operatorname{softmax}(X W))",
        "W",
        ["X: N x d", "W: d x C", "G: N x C"],
        "Xᵀ(softmax(X W) ⊙ (G − (G ⊙ softmax(X W)) 𝟏 𝟏ᵀ))",
    ),
}


@pytest.mark.parametrize(("loss", "by", "declare", "result"), LOSSES.values(), ids=LOSSES)
def test_the_gradient_is_written_as_by_hand(loss, by, declare, result):
    convention = "rows" if "operatorname{softmax}" in loss else "columns"
    made = through_quantities(state(loss, by, declare=declare, convention=convention))
    assert text(made.chains[-1].result) == result


def test_quantities_come_last_first():
    made = through_quantities(state(r"-y^\top \log \hat{y}", "W_1", **NETWORK))
    assert [text(chain.start.variable) for chain in made.chains] == ["z", "h", "r", "W_1"]
    inner = made.chains[-1]
    assert text(inner.lines[0].expression).startswith("(∂J/∂")
    assert "∂J" not in text(inner.result)


def test_the_loss_and_the_names_stand_first():
    made = through_quantities(state(r"-y^\top \log \hat{y}", "W_1", **NETWORK))
    claims = [block for block in made.blocks if isinstance(block, Claim)]
    assert text(claims[0].left) == "J"
    assert {"h", "ŷ"} <= {text(claim.left) for claim in claims}
    assert all(isinstance(block, Chain) for block in made.blocks[len(claims) :])


@pytest.mark.parametrize(
    ("loss", "by", "declare", "target", "result"),
    [
        (r"\log \sum_{j=1}^n e^{z_j}", "z", ["z: n"], "hessian", "diag(softmax(z)) − softmax(z) (softmax(z))ᵀ"),
        (r"\frac{x}{\lVert x \rVert}", "x", ["x: n"], "jacobian", "(I/‖x‖) − ((x xᵀ)/(‖x‖ (xᵀ x)))"),
    ],
)
def test_second_derivatives_and_jacobians(loss, by, declare, target, result):
    made = through_quantities(state(loss, by, declare=declare, target=target))
    assert text(made.chains[-1].result) == result
