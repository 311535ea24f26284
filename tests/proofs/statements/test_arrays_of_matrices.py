"""Arrays of three sizes, W: K x m x n: W_k is a matrix, W_{kij} an entry; read, derived, decided and compiled."""

import numpy as np
import pytest

import gradproof
from derive.outside import OutsideError
from derive.statement import StatementError
from derive.stating import state
from derive.writing.latex import latex
from proofs.derivations import derive_statement
from proofs.harness.gradient.stated import StatementError as StatementOfAFunctionError
from proofs.statements import check_statement

BILINEAR = (r"\frac12\sum_{k=1}^K (x^\top W_k z - y_k)^2", ["W: K x m x n", "x: m", "z: n", "y: K", "l: index K"])
FACTORS = (
    r"\sum_{i=1}^a\sum_{j=1}^b\sum_{k=1}^c (X_{ijk} - \sum_{r=1}^R A_{ir} B_{jr} C_{kr})^2",
    ["X: a x b x c", "A: a x R", "B: b x R", "C: c x R"],
)
HEADS = (
    r"g^\top \sum_{h=1}^H W_h V^\top \operatorname{softmax}(K q_h)",
    ["q[H]: d", "K: n x d", "V: n x m", "W: H x c x m", "g: c", "k: index H"],
)
MIXTURE = (
    r"\sum_{i=1}^N \sum_{k=1}^K r_{ik} (\log\det S_k - (x_i - m_k)^\top S_k (x_i - m_k))",
    ["x[N]: d", "m[K]: d", "r: N x K", "S: K x d x d", "j: index K"],
)
P = r"p_h = \operatorname{softmax}(K q_h)"
R_AND_W = [
    (BILINEAR, "W_l", r"(x^\top W_l z - y_l) x z^\top", r"x z^\top"),
    (BILINEAR, "W_l", r"\frac{\partial J}{\partial W_{lij}} = (x^\top W_l z - y_l) x_i z_j", r"2 (x^\top W_l z - y_l) x z^\top"),
    (BILINEAR, "W", r"\frac{\partial J}{\partial W_k} = (x^\top W_k z - y_k) x z^\top", r"\frac{\partial J}{\partial W_k} = \sum_{l=1}^K (x^\top W_l z - y_l) x z^\top"),
    (BILINEAR, "z", r"\sum_{k=1}^K (x^\top W_k z - y_k) W_k^\top x", r"\sum_{k=1}^K W_k^\top x"),
    (FACTORS, "X", r"\frac{\partial J}{\partial X_{ijk}} = 2(X_{ijk} - \sum_r A_{ir} B_{jr} C_{kr})", r"\frac{\partial J}{\partial X_{ijk}} = 2 X_{ijk}"),
    (FACTORS, "B", r"\frac{\partial J}{\partial B_{js}} = -2\sum_{i,k} (X_{ijk} - \sum_r A_{ir} B_{jr} C_{kr}) A_{is} C_{ks}", r"\frac{\partial J}{\partial B_{js}} = -2\sum_{i,k} X_{ijk} A_{is} C_{ks}"),
    (HEADS, "W_k", rf"$g p_k^\top V$ where ${P}$", rf"$g \sum_{{h=1}}^H p_h^\top V$ where ${P}$"),
    (HEADS, "q_k", rf"$K^\top(\operatorname{{diag}}(p_k) - p_k p_k^\top) V W_k^\top g$ where ${P}$", rf"$K^\top \operatorname{{diag}}(p_k) V W_k^\top g$ where ${P}$"),
    (MIXTURE, "S_j", r"\sum_{i=1}^N r_{ij} (S_j^{-1} - (x_i - m_j)(x_i - m_j)^\top)", r"\sum_{i=1}^N r_{ij} (S_j^{-1} + (x_i - m_j)(x_i - m_j)^\top)"),
]  # fmt: skip


def asked(stated, by):
    loss, declare = stated
    return state(loss, by, declare=declare, assume=["S_j is symmetric positive definite"] if stated is MIXTURE else [])


@pytest.mark.parametrize(("stated", "by", "right", "wrong"), R_AND_W, ids=[f"{by}-{n}" for n, (_, by, _, _) in enumerate(R_AND_W)])  # fmt: skip
def test_answers(stated, by, right, wrong):
    found = check_statement(asked(stated, by), right)
    assert found.verdict == ("equal-up-to" if stated is MIXTURE else "proved")
    assert check_statement(asked(stated, by), wrong).verdict == "wrong"


BY = [
    *((BILINEAR, each) for each in ("W_l", "W", "z")),
    *((HEADS, each) for each in ("W_k", "q_k", "V")),
    *((MIXTURE, each) for each in ("S_j", "m_j", "r")),
    (FACTORS, "X"),
]


@pytest.mark.parametrize(("stated", "by"), BY, ids=[by for _, by in BY])
def test_a_derivation_is_an_answer(stated, by):
    found = derive_statement(asked(stated, by))
    assert found.checked
    assert check_statement(asked(stated, by), latex(found.result)).accepted


def test_a_derivation_by_a_factor():
    assert derive_statement(asked(FACTORS, "A")).checked


def test_a_counterexample_shows_the_matrices_one_after_the_other():
    shown = check_statement(asked(BILINEAR, "W_l"), r"\sum_{k=1}^K (x^\top W_k z - y_k) x z^\top").counterexample
    assert len(shown.values["W"]) == shown.sizes["K"]


def test_compiled():
    made = gradproof.compile(loss=BILINEAR[0], wrt="W", declare=BILINEAR[1][:-1])
    random = np.random.default_rng(1)
    W, x, z, y = (random.normal(size=size) for size in ((2, 3, 4), 3, 4, 2))
    loss, slopes = made(W=W, x=x, z=z, y=y)
    rest = np.einsum("i,kij,j->k", x, W, z) - y
    assert loss == pytest.approx(rest @ rest / 2)
    assert slopes["W"] == pytest.approx(np.einsum("k,i,j->kij", rest, x, z))
    with pytest.raises(ValueError, match="W has the shape"):
        made(W=W[0], x=x, z=z, y=y)


def test_compiled_for_one_matrix():
    made = gradproof.compile(loss=BILINEAR[0], wrt="W_l", declare=BILINEAR[1])
    random = np.random.default_rng(2)
    W, x, z, y = (random.normal(size=size) for size in ((2, 3, 4), 3, 4, 2))
    _, slopes = made(W=W, x=x, z=z, y=y, l=1)
    assert slopes["W_l"] == pytest.approx((x @ W[1] @ z - y[1]) * np.outer(x, z))


@pytest.mark.parametrize(
    ("loss", "declare", "assume", "message"),
    [
        (r"\lVert W \rVert^2", ["W: K x m x n"], [], "array of matrices"),
        (r"\sum_k x^\top W_k z", ["W: K x m x n", "x: n", "z: m"], [], "does not multiply"),
        (r"\sum_k W_{k,1}", ["W: K x m x n"], [], "two indices"),
        (r"\sum_k \sum_i W_{kii}", ["W: 2 x 3 x 4 x 5"], [], "at most three sizes"),
        (r"\sum_k \operatorname{tr} W_k", ["W: K x m x m"], ["W_k is orthogonal"], "not assumed"),
    ],
)
def test_what_is_no_array_is_told(loss, declare, assume, message):
    with pytest.raises((StatementError, OutsideError), match=message):
        state(loss, "W", declare=declare, assume=assume)


def test_a_hessian_by_a_matrix_of_an_array_is_not_decided():
    stated = state(r"\frac12\sum_k (x^\top W_k z)^2", "x", declare=["W: K x m x n", "x: m", "z: n"], target="hessian")
    assert check_statement(stated, r"\sum_{k=1}^K W_k z z^\top W_k^\top").verdict == "proved"
    assert check_statement(stated, r"\sum_{k=1}^K W_k^\top z z^\top W_k").verdict != "proved"


def test_labels_pick_columns_in_a_derivation():
    loss = r"\sum_{i=1}^N \frac{q_{c_i}^\top p_i}{1 + r_i^2}"
    assert derive_statement(state(loss, "r", declare=["p[N]: d", "q[V]: d", "r: N", "c[N]: index V"])).checked


@pytest.mark.parametrize("factor", [1, 2])
def test_a_function_of_an_array_is_held_to_it(factor):
    def program(x, W, z, y):
        rest = np.einsum("i,kij,j->k", x, W, z) - y
        return rest @ rest / 2, {"W": factor * np.einsum("k,i,j->kij", rest, x, z)}

    stated = {"loss": BILINEAR[0], "wrt": "W", "declare": BILINEAR[1][:-1]}
    if factor == 1:
        assert gradproof.check_gradient(program, **stated, examples=5)
    else:
        with pytest.raises(AssertionError, match="2 times the derived one"):
            gradproof.check_gradient(program, **stated, examples=5)


def test_an_order_of_numbers_is_not_drawn_for_a_function():
    with pytest.raises(StatementOfAFunctionError, match="order of numbers"):
        gradproof.check_gradient(
            lambda a, b, t: (0, {}), r"\max(a, b) t", "t", declare=["a:", "b:", "t:"], assume=["a < b"]
        )
