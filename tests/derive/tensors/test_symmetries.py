"""Matrices that are assumed to be symmetric or positive definite: one factor, no transpose, and the gradient that they have without that."""

import numpy as np
import pytest

from derive.stating import state
from derive.tensors import loading
from derive.tensors.statements import module_of_statement

NORMAL = r"\frac{N}{2}\log\det\Sigma + \frac12\sum_{i=1}^{N}(x_i-\mu)^\top\Sigma^{-1}(x_i-\mu)"
DECLARED = ["x[N]: d", "mu: d", "Sigma: d x d"]
PROCESS = r"\frac12 y^\top K^{-1} y + \frac12\log\det K"
LOSSES = [
    (NORMAL, r"\Sigma", DECLARED, "Sigma"),
    (NORMAL, r"\mu", DECLARED, "Sigma"),
    (PROCESS, "K", ["y: d", "K: d x d"], "K"),
    (r"y^\top \Sigma^{-1} y + y^\top \Sigma b", "y", ["y: d", "b: d", "Sigma: d x d"], "Sigma"),
    (
        r"\log\det(\Sigma + t I) + \operatorname{tr}(A (\Sigma + t I)^{-1})",
        r"\Sigma",
        ["A: d x d", "Sigma: d x d", "t:"],
        "Sigma",
    ),
    (r"\operatorname{tr}(X^\top \Sigma X \Sigma)", "X", ["X: d x d", "Sigma: d x d"], "Sigma"),
]


def source(row, *assumed):
    """The file of a loss under some assumptions."""
    loss, by, declared, matrix = row
    return module_of_statement(
        state(loss, by, declare=declared, assume=[f"{matrix} {each}" for each in assumed])
    ).source


def drawn(row, kind, sign=1.0):
    random = np.random.default_rng(8)
    sizes = {"N": 6, "d": 4}
    found = {}
    for each in row[2]:
        name, _, of = each.replace("[N]", "").partition(":")
        shape = ["N"] * ("[N]" in each) + [size for size in of.split() if size != "x"]
        found[name] = random.standard_normal([sizes[size] for size in shape]).astype(kind)
    A = random.standard_normal((4, 4))
    found[row[3]] = (A @ A.T + np.diag([1, 2, 3, 4 * sign])).astype(kind)
    return found


@pytest.mark.parametrize("row", LOSSES, ids=lambda row: f"{row[0][:20]} by {row[1]}")
@pytest.mark.parametrize("word", ["symmetric", "positive definite"])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_what_is_assumed_changes_no_value(row, word, kind):
    values = drawn(row, kind)
    loss, grads = loading.loaded(source(row, word))(**values)
    expected, slopes = loading.loaded(source(row))(**{name: value.astype(np.float64) for name, value in values.items()})
    near = 1e-10 if kind is np.float64 else 1e-3
    assert loss.dtype == kind
    np.testing.assert_allclose(loss, expected, rtol=near)
    for name, slope in slopes.items():
        np.testing.assert_allclose(grads[name], slope, rtol=near, atol=near)


def test_a_positive_definite_matrix_has_one_factorisation():
    text = source(LOSSES[0], "positive definite")
    body = text.split('    """\n')[-1]
    assert body.count("log_det_and_inverse(Sigma)") == 1
    assert ".T @ inverse" not in body
    assert "inverse.T" not in body
    assert "It relies on Sigma being symmetric positive definite." in text
    assert "slogdet" in source(LOSSES[0], "symmetric").split('    """\n')[-1]


def test_a_system_with_a_symmetric_matrix_is_solved_once():
    text = source((r"y^\top \Sigma^{-1} y", "y", ["y: d", "Sigma: d x d"], "Sigma"), "symmetric")
    assert text.count("np.linalg.solve(") == 1
    assert "It relies on Sigma being symmetric." in text
    assert source((r"y^\top A^{-1} y", "y", ["y: d", "A: d x d"], "A")).count("np.linalg.solve(") == 2


@pytest.mark.parametrize("t", [0.5, -3.0])
def test_a_multiple_of_the_identity_may_make_it_indefinite(t):
    """Then there is no Cholesky factor, and the values are those of log |det| and the inverse."""
    loss = r"\log\det(X^\top X + t I)"
    text = module_of_statement(state(loss, "X", declare=["X: n x m", "t:"])).source
    assert "log_det_and_inverse(r)" in text
    X = np.random.default_rng(2).standard_normal((5, 3))
    value, grads = loading.loaded(text)(X=X, t=t)
    M = X.T @ X + t * np.eye(3)
    np.testing.assert_allclose(value, np.linalg.slogdet(M)[1])
    np.testing.assert_allclose(grads["X"], 2 * X @ np.linalg.inv(M))


def test_the_likelihood_of_a_process_by_what_its_matrix_is_made_of():
    """K is seen to be symmetric: its inverse is applied to y once."""
    stated = state(PROCESS, "A", where=[r"K = A A^\top + t I"], declare=["y: n", "A: n x d", "t:"])
    body = module_of_statement(stated).source.split('    """\n')[-1]
    assert body.count("inverse @ y") == 1
    assert "y @ inverse" not in body
    assert body.count("@ A") == 2  # one of them in K
