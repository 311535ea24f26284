"""Slips that are told, each with a neighbour that looks like it and must not have its name: what a sentence says is held on every example."""

import numpy as np
import pytest

from proofs.harness import check_gradient
from proofs.harness.gradient.check import WrongGradient


def found(function, loss, wrt, declare=(), assume=(), lang="en"):
    with pytest.raises(WrongGradient) as caught:
        check_gradient(function, loss, wrt, declare=declare, assume=assume, lang=lang)
    return caught.value.finding


HINGE_LOSS = r"\sum_{i=1}^N \max(0, 1 - w^\top x_i + w^\top z_i) + \frac{\lambda}{2}\|w\|^2"
HINGE = HINGE_LOSS, "w", ("x[N]: d", "z[N]: d", "w: d", "\\lambda:")


def hinge(step):
    def program(x, z, w, lambda_):
        m = 1 - x @ w + z @ w
        return np.maximum(m, 0).sum() + lambda_ / 2 * w @ w, (z - x).T @ (1.0 * step(m)) + lambda_ * w

    return program


def test_a_step_at_another_place_is_not_the_step_turned_round():
    assert found(hinge(lambda m: m < 0), *HINGE).bug == "step-reversed"
    moved = found(hinge(lambda m: m > 1), *HINGE)  # wrong for m from 0 to 1 alone: there it looks like the other side
    assert (moved.bug, "1 in 1 - w" in moved.message) == ("term-missing", True)


QUANTILE = (
    r"\sum_{i=1}^N \max(\tau (y_i - w^\top x_i), (\tau - 1)(y_i - w^\top x_i))",
    "w",
    ("x[N]: d", "y[N]:", "w: d"),
)


def quantile(above, below):
    def program(x, y, w, tau):
        r = y - x @ w
        return np.maximum(tau * r, (tau - 1) * r).sum(), -x.T @ np.where(r > 0, above(tau), below(tau))

    return program


def test_both_sides_of_a_maximum_may_vary():
    assume = ["tau is positive"]
    assert found(quantile(lambda t: t - 1, lambda t: t), *QUANTILE, assume).bug == "step-reversed"
    assert found(quantile(lambda t: t, lambda t: 1 - t), *QUANTILE, assume).bug == "term-sign"


def test_a_slip_is_shown_beside_a_kink_and_not_at_it():
    shown = found(quantile(lambda t: -t, lambda t: 1 - t), *QUANTILE, ["tau is positive"])
    assert shown.bug == "sign"
    assert np.array_equal(shown.got, -np.array(shown.expected))


def softened(times):
    def program(a, b, tau):
        s = a @ b / tau
        return np.logaddexp(0, s), b / (1 + np.exp(-s)) * times(tau)

    return program


def test_a_number_that_is_given_is_a_factor_and_another_power_of_it_is_told_apart():
    loss = r"\log(1 + \exp(a^\top b / \tau))", "a", ("a: n", "b: n", "\\tau:"), ("tau is positive",)
    assert "tau²" not in found(softened(lambda t: 1), *loss).message
    assert "is tau² times the derived" in found(softened(lambda t: t), *loss).message
    assert found(softened(lambda t: 1 / (1 + t)), *loss).bug == "value"


PAIR = r"\log \sum_{a=1}^C \sum_{b=1}^C \exp(T_{ab}) - T_{ij}", "T", ("T: C x C", "i: index C", "j: index C")


def pair(row, column):
    def program(T, i, j):
        e = np.exp(T - T.max())
        g = e / e.sum()
        g[row(i, j), column(i, j)] -= 1
        return np.log(e.sum()) + T.max() - T[i, j], g

    return program


def test_an_index_one_off_and_two_exchanged():
    assert found(pair(lambda i, j: j, lambda i, j: i), *PAIR).bug == "inputs-exchanged"
    off = found(pair(lambda i, j: i, lambda i, j: j - 1), *PAIR)
    assert (off.bug, "j - 1 in the place of j" in off.message) == ("index-off", True)
    assert found(pair(lambda i, j: i, lambda i, j: 0), *PAIR).bug not in ("index-off", "inputs-exchanged")


def test_an_array_left_out_and_a_matrix_transposed():
    loss = r"\log \sum_{j=1}^n A_{jj} \exp(x_j) + x^\top A y", "y", ("A: n x n", "x: n", "y: n")
    value = lambda A, x, y: np.log(np.diag(A) @ np.exp(x)) + x @ A @ y
    assert found(lambda A, x, y: (value(A, x, y), A @ x), *loss, ["A is positive"]).bug in (
        "input-transposed",
        "one-side",
    )
    assert found(lambda A, x, y: (value(A, x, y), 0 * A @ x + x.sum()), *loss, ["A is positive"]).bug in (
        "input-ignored",
        "factor-dropped",
    )


def test_transposed_where_it_is_square_is_told_from_transposed_throughout():
    loss = r"a^\top W b", "W", ("W: m x n", "a: m", "b: n")
    square = found(lambda W, a, b: (a @ W @ b, np.outer(b, a) if len(a) == len(b) else np.outer(a, b)), *loss)
    assert square.bug == "transposed-square"
    assert found(lambda W, a, b: (a @ W @ b, np.outer(b, a)), *loss).bug == "transposed"


ATTENTION = r"t^\top \mathrm{softmax}(K q)", "q", ("K: n x d", "q: d", "t: n")


def attention(back):
    def program(K, q, t):
        s = np.exp(K @ q - (K @ q).max())
        s = s / s.sum()
        return t @ s, K.T @ back(s, t)

    return program


def test_a_sum_for_the_mean_of_a_softmax():
    assert found(attention(lambda s, t: s * (t - t.sum())), *ATTENTION).bug == "softmax-sum"
    assert found(attention(lambda s, t: s * (t - t.mean())), *ATTENTION).bug == "value"


WEIGHED = r"\frac12 (y - H x)^\top S (y - H x)", "x", ("H: k x n", "x: n", "y: k", "S: k x k"), ("S is symmetric",)


def test_a_residual_between_which_a_matrix_stands_may_lack_a_term():
    value = lambda H, x, y, S: (y - H @ x) @ S @ (y - H @ x) / 2
    lacking = found(lambda H, x, y, S: (value(H, x, y, S), -H.T @ S @ y), *WEIGHED)
    assert (lacking.bug, "-H x" in lacking.message) == ("term-missing", True)
    assert found(lambda H, x, y, S: (value(H, x, y, S), -H.T @ (y - H @ x)), *WEIGHED).bug != "term-missing"


def test_a_factor_twice_and_one_that_is_lacking():
    loss = r"\sum_{i=1}^n m_i (x_i - y_i)^2", "x", ("m: n", "x: n", "y: n")
    program = lambda times: lambda m, x, y: (m @ (x - y) ** 2, 2 * times(m) * (x - y))
    assert found(program(lambda m: m * m), *loss).bug == "factor-twice"
    assert found(program(np.ones_like), *loss).bug == "factor-dropped"


def test_a_sentence_has_one_stop_and_no_letter_that_nobody_gave():
    def program(a, b):
        raise ValueError("This cannot be done.")

    assert "done.." not in found(program, r"a^\top b", "a", ("a: n", "b: n")).message
    told = found(lambda a, b: (np.exp(a @ b), (a @ b) * b), r"\exp(a^\top b)", "a", ("a: n", "b: n"))
    assert (told.bug, r"has a^\top b for the derivative" in told.message) == ("inner-wrong", True)


def test_vectors_that_are_not_declared_are_an_array_by_their_own_name():
    loss = r"-\log\sigma(u_o^\top v) - \sum_{k=1}^K \log \sigma(-u_k^\top v)"

    def program(taken):
        def one_and_all(u, o, v):
            s = u @ v
            slope = np.exp(-np.logaddexp(0, -s))
            slope[o] -= np.exp(-np.logaddexp(0, s[o])) * taken
            return np.logaddexp(0, -s[o]) + np.logaddexp(0, s).sum(), slope @ u

        return one_and_all

    assert check_gradient(program(1), loss, "v").findings == ()
    assert found(program(0), loss, "v").bug == "term-missing"
