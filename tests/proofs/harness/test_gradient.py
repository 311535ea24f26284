"""`check_gradient`: any loss, in LaTeX or by the id of a part."""

import numpy as np
import pytest

from proofs.harness import WrongGradient, check_gradient

LOGISTIC = r"-\log \sigma(w^\top x)"
SHAPES = {"w": ("d",), "x": ("d",)}


def logistic(w, x, slope=1.0):
    s = w @ x
    return np.logaddexp(0, -s), slope * -x / (1 + np.exp(s))


def test_a_right_gradient_of_a_loss_in_latex():
    assert check_gradient(logistic, LOGISTIC, ["w"], shapes=SHAPES, examples=40) == 40


def test_a_gradient_that_is_off_by_a_millionth_is_refused_at_its_smallest_input():
    with pytest.raises(WrongGradient, match="the gradient by w is not the derived one") as caught:
        check_gradient(lambda w, x: logistic(w, x, 1.000001), LOGISTIC, ["w"], shapes=SHAPES)
    assert np.size(caught.value.example["w"]) == 1
    assert np.abs(caught.value.example["x"]).sum() == 1


def test_loss_and_gradient_that_are_wrong_together_are_refused():
    def doubled(w, x):
        loss, gradient = logistic(w, x)
        return 2 * loss, 2 * gradient

    with pytest.raises(WrongGradient, match="the loss"):
        check_gradient(doubled, LOGISTIC, ["w"], shapes=SHAPES)


def naive(v_c, o, U):
    s = U @ v_c
    p = np.exp(s - s.max())
    p /= p.sum()
    p_o = p[o]
    p[o] -= 1
    return -np.log(p_o), {"v_c": p @ U, "U": np.outer(p, v_c)}


def test_a_part_of_the_assignment_with_words_as_rows_or_columns():
    assert check_gradient(naive, "d") == 50

    def columns(v_c, o, U):
        loss, g = naive(v_c, o, U.T)
        return loss, (g["v_c"], g["U"].T)

    assert check_gradient(columns, "d", ["v_c", "U"], layout="columns") == 50
    with pytest.raises(WrongGradient, match="the gradient by U"):
        check_gradient(
            lambda v, o, U: (naive(v, o, U)[0], {**naive(v, o, U)[1], "U": 1.01 * naive(v, o, U)[1]["U"]}), "d"
        )


def test_nan_never_passes():
    with pytest.raises(WrongGradient):
        check_gradient(lambda w, x: (np.nan, np.full_like(w, np.nan)), LOGISTIC, ["w"], shapes=SHAPES)


@pytest.mark.parametrize(
    ("loss", "wrt", "shapes", "message"),
    [
        ("z.9", (), None, "no part of"),
        (LOGISTIC, (), SHAPES, "names no variable"),
        (LOGISTIC, ("z",), SHAPES, "does not declare"),
        ("d", ("z",), None, "has no gradient by z"),
    ],
)
def test_what_it_does_not_know_is_said(loss, wrt, shapes, message):
    with pytest.raises(ValueError, match=message):
        check_gradient(logistic, loss, wrt, shapes=shapes)


@pytest.fixture
def torch():
    return pytest.importorskip("torch", reason="torch is not installed: tensors are not tried")


def test_torch_tensors(torch):
    def mine(w, x):
        w = w.clone().requires_grad_(True)
        loss = -torch.nn.functional.logsigmoid(w @ x)
        loss.backward()
        return loss, w.grad

    assert check_gradient(mine, LOGISTIC, ["w"], shapes=SHAPES, arrays="torch") == 50


def test_a_part_of_the_assignment_with_torch_tensors(torch):
    def mine(v_c, o, negatives, U, sign=1.0):
        v_c, U = v_c.clone().requires_grad_(True), U.clone().requires_grad_(True)
        log_sigmoid = torch.nn.functional.logsigmoid
        loss = -log_sigmoid(U[o] @ v_c) - log_sigmoid(-U[negatives] @ v_c).sum()
        loss.backward()
        return loss, {"v_c": sign * v_c.grad, "U": U.grad}

    assert check_gradient(mine, "h", arrays="torch") == 50
    with pytest.raises(WrongGradient, match="the gradient by v_c"):
        check_gradient(lambda *a: mine(*a, sign=-1.0), "h", arrays="torch")
    with pytest.raises(WrongGradient, match="the loss is not the derived one"):  # single precision is told from double
        check_gradient(lambda v, o, n, U: mine(v.float(), o, n, U.float()), "h", arrays="torch")
    with pytest.raises(WrongGradient, match="the gradient by U"):
        check_gradient(lambda *a: (mine(*a)[0], mine(*a)[1] | {"U": mine(*a)[1]["U"].bfloat16()}), "h", arrays="torch")


def test_a_gradient_that_is_none_is_said_to_be_so():
    with pytest.raises(TypeError, match="returns None for the gradient by w"):
        check_gradient(lambda w, x: (logistic(w, x)[0], {"w": None}), LOGISTIC, ["w"], shapes=SHAPES)


def test_jax_arrays():
    jax = pytest.importorskip("jax", reason="jax is not installed: its arrays are not tried")
    mine = jax.value_and_grad(lambda w, x: -jax.nn.log_sigmoid(w @ x))
    assert check_gradient(mine, LOGISTIC, ["w"], shapes=SHAPES, arrays="jax") == 50
