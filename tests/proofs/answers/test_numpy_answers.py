"""Answers in NumPy, each beside one that differs from it in a sign, an order or an index."""

import pytest

from proofs.verify import check

RIGHT = [
    ("b.1", "grad_v_c = U @ (yhat - y)", "grad_v_c = U @ (y - yhat)"),
    ("b.1", "`U.dot(y_hat - y)`", "`U.dot(y_hat)`"),
    ("b.1", "np.sum(U * (yhat - y), axis=1)", "np.sum(U * yhat, axis=1)"),
    ("b.1", "(yhat - y) @ U.T", "(y - yhat) @ U.T"),
    ("b.1", "U.T @ (yhat - y), where U has shape (V, d)", "U.T @ (yhat - y), where U has shape (d, V)"),
    ("b.1", "delta = yhat - y\ngrad = U @ delta", "delta = y - yhat\ngrad = U @ delta"),
    ("b.1", "U @ yhat - U[:, o]", "U @ yhat - U[:, c]"),
    ("c", "grad_U[:, w] = (yhat[w] - y[w]) * v_c", "grad_U[:, w] = (y[w] - yhat[w]) * v_c"),
    (
        "c",
        "grad_u_o = (yhat_o - 1) * v_c\ngrad_u_w = yhat_w * v_c  # w != o",
        "grad_u_o = yhat_o * v_c\ngrad_u_w = (yhat_w - 1) * v_c  # w != o",
    ),
    ("d", "np.outer(v_c, yhat - y)", "np.outer(v_c, y - yhat)"),
    ("d", "v_c[:, None] * (yhat - y)[None, :]", "u_o[:, None] * (yhat - y)[None, :]"),
    ("d", "np.einsum('i,j->ij', v_c, yhat - y)", "np.einsum('i,j->ij', v_c, yhat)"),
    ("e", "np.where(x > 0, 1, alpha)", "np.where(x < 0, 1, alpha)"),
    ("e", "f'(x) = 1 if x > 0 else alpha", "f'(x) = alpha if x > 0 else 1"),
    ("e.relu", "(x > 0).astype(float)", "(x < 0).astype(float)"),
    ("f", "`s * (1 - s)` where `s = sigmoid(x)`", "`s * (1 + s)` where `s = sigmoid(x)`"),
    ("f", "np.exp(-x) / (1 + np.exp(-x)) ** 2", "np.exp(-x) / (1 + np.exp(-x)) ** 3"),
    (
        "g.1.v_c",
        "-sigmoid(-u_o @ v_c) * u_o + sum(sigmoid(u_k @ v_c) * u_k for k in range(K))",
        "-sigmoid(-u_o @ v_c) * u_o - sum(sigmoid(u_k @ v_c) * u_k for k in range(K))",
    ),
    ("g.1.u_o", "(sigmoid(u_o @ v_c) - 1) * v_c", "(1 - sigmoid(u_o @ v_c)) * v_c"),
    ("g.1.u_ws", "du_k = sigmoid(np.dot(u_k, v_c)) * v_c", "du_k = sigmoid(-np.dot(u_k, v_c)) * v_c"),
    ("i.3", "np.zeros_like(v_w)", "v_w * 2 @ v_c"),
]


@pytest.mark.parametrize(("part", "right", "wrong"), RIGHT, ids=[f"{part} {right}" for part, right, _ in RIGHT])
def test_right_and_wrong(part, right, wrong):
    found, refused = check(part, right), check(part, wrong)
    assert found.accepted, (found.verdict, found.message)
    assert refused.refused, (refused.verdict, refused.message)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("b.1", "U @ (yhat - y)  # wrong"),
        ("b.1", "`U @ (yhat - y)` is wrong"),
        ("b.1", "Not `U @ (yhat - y)`, but its negative."),
        ("b.1", "U @ (yhat - y), where y is all ones"),
        ("b.1", "y = 2 * y\ngrad = U @ (yhat - y)"),
        ("b.1", "yhat[o] -= 1\ngrad = U @ (yhat - y)"),
        ("d", "np.multiply(v_c, yhat - y)"),
    ],
)
def test_not_accepted(part, text):
    found = check(part, text)
    assert not found.accepted
    assert not found.refused


def test_a_gradient_under_another_name():
    assert check("b.1", "grad_U = U @ (yhat - y)").verdict == "wrong-target"


@pytest.mark.parametrize(("part", "right", "wrong"), RIGHT, ids=[f"{part} {right}" for part, right, _ in RIGHT])
def test_repairs_are_accepted_where_they_are_applied(part, right, wrong):
    mended, repair = wrong, check(part, wrong).repair or {}
    for edit in sorted(repair.get("edits", ()), key=lambda each: -each["start"]):
        mended = mended[: edit["start"]] + edit["to"] + mended[edit["end"] :]
    assert mended == wrong or check(part, mended).accepted, mended
