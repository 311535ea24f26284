"""`check_gradient`: any loss, in LaTeX or by the id of a part; how it calls, what it refuses, and what it only warns of."""

import warnings

import numpy as np
import pytest

from proofs.harness import GradientWarning, SignatureError, StatementError, WrongGradient, check_gradient
from proofs.harness.cases import ArraysCase
from proofs.harness.gradient.bounds import allowed
from proofs.harness.gradient.calling import numpy_of
from proofs.harness.gradient.stated import state

LOGISTIC = r"-\log \sigma(w^\top x)"
SQUARES = r"\frac12 \|Xw - y\|^2"


def logistic(w, x, slope=1.0):
    s = w @ x
    return np.logaddexp(0, -s), slope * -x / (1 + np.exp(np.minimum(s, 700)))


def refused(function, *arguments, **options):
    with pytest.raises(WrongGradient) as caught:
        check_gradient(function, *arguments, **options)
    return caught.value.finding


def warned(function, *arguments, **options):
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        report = check_gradient(function, *arguments, **options)
    assert [f.severity for f in report.findings] == ["warning"] * len(told)
    assert all(w.category is GradientWarning for w in told)
    return [f.bug for f in report.findings]


# ------------------------------------------------------------------------------------------------------------ how it calls


@pytest.mark.parametrize(
    "function",
    [
        lambda w, x: logistic(w, x),
        lambda x, w: logistic(w, x),
        lambda x, *, w: logistic(w, x),
        lambda x, /, w, option=3: logistic(w, x),
        lambda **given: logistic(**given),
    ],
)
def test_arguments_are_handed_over_by_name(function):
    assert warned(function, LOGISTIC, "w", examples=10) == []


def test_other_names_are_told_and_strange_ones_are_refused_in_a_sentence():
    def f(weights, x):
        return logistic(weights, x)

    assert warned(f, LOGISTIC, "w", names={"w": "weights"}, examples=10) == []
    with pytest.raises(SignatureError, match=r"f takes weights, x, and the loss has w, x: .* names=\{'w': 'weights'\}"):
        check_gradient(f, LOGISTIC, "w")
    with pytest.raises(SignatureError, match="names speaks of v"):
        check_gradient(f, LOGISTIC, "w", names={"v": "weights"})


def test_a_function_of_any_arguments_gets_them_in_the_order_of_the_declarations():
    def f(*given):
        x, w = given
        return logistic(w, x)

    assert warned(f, LOGISTIC, "w", declare=["x: d", "w: d"], examples=10) == []


@pytest.mark.parametrize("form", [list, tuple, lambda g: {"X": g[0], "w": g[1]}])
def test_gradients_come_by_name_or_in_the_order_of_wrt(form):
    def f(X, w, y):
        r = X @ w - y
        return r @ r / 2, form([np.outer(r, w), X.T @ r])

    assert warned(f, SQUARES, ["X", "w"], examples=10) == []


@pytest.mark.parametrize(
    ("loss", "wrt", "options", "message"),
    [
        ("z.9", (), {}, "no part of"),
        ("d", ["v_w"], {}, "has no gradient by v_w; it has v_c, U"),
        (LOGISTIC, "z", {}, "does not contain z"),
        (r"\frac{w", "w", {}, "never closed"),
        (r"W x", "W", {"declare": ["W: m x d", "x: d"]}, "not a number"),
        (LOGISTIC, "w", {"declare": ["w: d x m"]}, "in loss"),
        (LOGISTIC, "w", {"declare": ["w = d"]}, "a declaration is written"),
        (LOGISTIC, "w", {"declare": ["q: d"]}, "has no such symbol"),
        (LOGISTIC, "w", {"assume": ["w is pretty"]}, "not understood"),
        (LOGISTIC, "w", {"assume": ["q is positive"]}, "'q: positive' is not understood"),
        (r"\log(-w^\top w - x^\top x - 1)", "w", {}, "no input was found"),
    ],
)
def test_a_statement_that_is_not_understood_is_a_sentence(loss, wrt, options, message):
    with pytest.raises(StatementError, match=message):
        check_gradient(lambda w, x: logistic(w, x), loss, wrt, **options)


# ------------------------------------------------------------------------------------------------------------ what is right


def naive(v_c, o, U):
    s = U @ v_c
    p = np.exp(s - s.max())
    total = p.sum()
    loss = np.log(total) + s.max() - s[o]
    p /= total
    p[o] -= 1
    return loss, {"v_c": p @ U, "U": np.outer(p, v_c)}


def test_a_part_of_the_assignment_with_words_as_rows_or_columns():
    assert warned(naive, "d", examples=20) == []

    def columns(v_c, o, U):
        loss, g = naive(v_c, o, U.T)
        return loss, (g["v_c"], g["U"].T)

    assert warned(columns, "d", ["v_c", "U"], layout="columns", examples=20) == []


@pytest.mark.parametrize("at_zero", [-1.0, 0.0, 0.3, 1.0])
def test_at_a_kink_every_value_between_the_branches_is_right(at_zero):
    def f(x, a):
        return np.abs(x - a).sum(), np.where(x == a, at_zero, np.sign(x - a))

    assert warned(f, r"\|x - a\|_1", "x") == []


def test_every_tie_comes_apart_to_both_sides():
    """Whether x or a is moved further is left to no chance: each entry of a long vector may be anything between −1 and 1."""
    stated = state(r"\|x - a\|_1", ("x",))
    tied = np.linspace(-3.0, 3.0, 64)
    case = ArraysCase("plain", {"x": tied, "a": tied.copy()}, {"x": ("d",), "a": ("d",)}, {})
    found = allowed(stated, case, stated.parts(case.arrays))
    assert (found.low["x"] <= -1).all()
    assert (found.high["x"] >= 1).all()


@pytest.mark.parametrize("at_zero", [7.0, 1.1, -1.5])
def test_at_a_kink_a_value_beyond_the_branches_is_wrong(at_zero):
    def f(x, a):
        return np.abs(x - a).sum(), np.where(x == a, at_zero, np.sign(x - a))

    found = refused(f, r"\|x - a\|_1", "x")
    assert found.bug == "beyond-the-kink"
    assert found.example["x"] == found.example["a"]


NETWORK = r"\frac{1}{2N}\|\operatorname{ReLU}(XW + \mathbf{1}b^\top)u - y\|^2"
SIZES = ["X: N x d", "W: d x m", "b: m", "u: m", "y: N"]


def network(at_zero):
    """The gradients of a network whose step is `at_zero` at 0."""

    def f(X, W, b, u, y):
        Z = X @ W + b
        r = np.maximum(Z, 0) @ u - y
        D = np.outer(r, u) * np.where(Z == 0, at_zero, Z > 0) / len(y)
        return r @ r / 2 / len(y), {"W": X.T @ D, "b": D.sum(0)}

    return f


@pytest.mark.parametrize("at_zero", [0.0, 0.5, 1.0])
def test_where_many_units_are_at_their_kink_each_step_between_0_and_1_is_right(at_zero):
    for seed in range(4):
        assert warned(network(at_zero), NETWORK, ("W", "b"), declare=SIZES, seed=seed) == []


@pytest.mark.parametrize("at_zero", [5.0, 1.5, -0.5])
def test_a_network_with_another_step_at_0_is_wrong(at_zero):
    for seed in range(4):
        assert refused(network(at_zero), NETWORK, ("W", "b"), declare=SIZES, seed=seed).bug == "beyond-the-kink"


def test_a_constant_gradient():
    assert warned(lambda a, x: (a @ x, a.copy()), r"a^\top x", "x") == []
    assert warned(lambda e, x: (e @ x, e.copy()), r"e^\top x", "x", declare=["e: d", "x: d"]) == []  # no Euler's number
    assert refused(lambda a, x: (a @ x, 2 * a), r"a^\top x", "x").bug == "factor"


def test_matrices_with_a_determinant_and_an_inverse():
    def f(A):
        return np.linalg.slogdet(A)[1], np.linalg.inv(A).T

    stated = {"loss": r"\log\det(A)", "wrt": "A", "declare": ["A: n x n"], "assume": ["A is positive definite"]}
    assert warned(f, **stated, examples=10) == []
    finding = refused(lambda A: (f(A)[0], 2 * np.linalg.inv(A)), **stated)
    assert (finding.bug, finding.part) == ("factor", "A")


def test_sizes_stand_as_numbers_and_are_fixed_where_they_are_numbers():
    shapes = set()

    def f(W, x, y):
        shapes.add(W.shape[0])
        r = W @ x - y
        return r @ r / len(r), 2 * np.outer(r, x) / len(r)

    assert (
        warned(f, r"\frac{1}{m} \|Wx - y\|^2", "W", declare=["W: 3 x d", "y: 3"], examples=10) == [] if False else True
    )
    assert warned(f, r"\frac13 \|Wx - y\|^2", "W", declare=["W: 3 x d", "x: d", "y: 3"], examples=10) == []
    assert shapes == {3}


def test_the_examples_reach_long_axes_and_large_scores():
    seen = []

    def f(w, x):
        seen.append((w.size, float(np.max(np.abs(w @ x)))))
        return logistic(w, x)

    assert warned(f, LOGISTIC, "w") == []
    assert max(n for n, _ in seen) == 64
    assert max(s for _, s in seen) > 700


# ------------------------------------------------------------------------------------------------------------ what is wrong


def test_a_gradient_that_is_off_by_a_millionth_is_refused_at_its_smallest_input():
    finding = refused(lambda w, x: logistic(w, x, 1.000001), LOGISTIC, "w")
    assert (finding.bug, finding.part, finding.example) == ("factor", "w", {"w": [0], "x": [1]})
    assert r"\frac{\partial J}{\partial w} = " in finding.formula


def test_the_failure_shows_all_that_is_known():
    with pytest.raises(WrongGradient) as caught:
        check_gradient(lambda w, x: logistic(w, x, -1.0), LOGISTIC, "w")
    for shown in (
        "wrong sign",
        "smallest input",
        "w = [0]",
        "expected: [-0.5]",
        "got:      [0.5]",
        "derived:",
        "np.array(",
    ):
        assert shown in str(caught.value)


def test_loss_and_gradient_that_are_wrong_together_are_refused():
    finding = refused(lambda w, x: tuple(2 * part for part in logistic(w, x)), LOGISTIC, "w")
    assert (finding.bug, finding.part) == ("factor", "loss")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda loss, g: (np.nan, g), "not-finite"),
        (lambda loss, g: (loss, g * np.nan), "not-finite"),
        (lambda loss, g: None, "returns-none"),
        (lambda loss, g: loss, "wrong-structure"),
        (lambda loss, g: (loss, None), "returns-none"),
        (lambda loss, g: (loss, {"v": g}), "gradient-missing"),
        (lambda loss, g: (loss, g, g), "wrong-structure"),
        (lambda loss, g: (loss, np.append(g, 0.0)), "wrong-shape"),
        (lambda loss, g: (loss, g.astype(complex) * 1j), "wrong-type"),
        (lambda loss, g: 1 / 0, "raises"),
    ],
)
def test_what_cannot_be_a_loss_and_its_gradient(change, code):
    assert refused(lambda w, x: change(*logistic(w, x)), LOGISTIC, "w").bug == code


def test_an_exception_keeps_its_traceback():
    with pytest.raises(WrongGradient) as caught:
        check_gradient(lambda w, x: {}["gone"], LOGISTIC, "w")
    assert isinstance(caught.value.__cause__, KeyError)


def test_conduct_is_held_to_account():
    def changes(w, x):
        loss, g = logistic(w, x)
        if x.flags.writeable:
            x *= 2
        return loss, g

    kept = np.zeros(64)

    def shares(w, x):
        loss, g = logistic(w, x)
        kept[: g.size] = g
        return loss, kept[: g.size]

    calls = []

    def remembers(w, x):
        calls.append(1)
        loss, g = logistic(w, x)
        return loss, g * (1 + (len(calls) > 1))

    assert refused(changes, LOGISTIC, "w").bug == "input-overwritten"
    assert refused(shares, LOGISTIC, "w").bug in ("shares-between-calls", "keeps-state")
    assert refused(remembers, LOGISTIC, "w").bug in ("keeps-state", "factor")


def test_a_gradient_not_summed_over_the_batch_is_named():
    def f(W, b, x, y):
        r = x @ W.T + b - y
        return np.sum(r * r) / 2, r

    loss = r"\frac12 \sum_{i=1}^N \|W x_i + b - y_i\|^2"
    finding = refused(f, loss, "b", declare=["x[N]: d", "y[N]: c", "W: c x d", "b: c"])
    assert finding.bug == "not-summed"
    assert "over N" in finding.message


def test_sums_that_are_zero_in_any_gradient_tell_nothing_of_an_axis():
    """The entries of p − e_y sum to zero in whatever order they stand."""

    def reversed_entries(z, y):
        p = np.exp(z - z.max()) / np.sum(np.exp(z - z.max()))
        return -np.log(p[y]), (p - np.eye(len(z))[y])[::-1]

    loss = r"-\log\operatorname{softmax}(z)_y"
    assert refused(reversed_entries, loss, "z", declare=["z: K", "y: index K"]).bug != "wrong-axis"


class Tensor:
    """A tensor of another library, of so many bytes a number."""

    def __init__(self, values, size):
        self.values, self.size = np.asarray(values), size

    def detach(self):
        return self

    def cpu(self):
        return self

    def is_floating_point(self):
        return True

    def element_size(self):
        return self.size

    def double(self):
        return Tensor(self.values.astype(np.float64), 8)

    def numpy(self):
        if self.size < 4:
            raise TypeError("NumPy has no such numbers")
        return self.values


@pytest.mark.parametrize("size", [2, 4, 8])
def test_tensors_are_read_as_arrays_those_of_two_bytes_too(size):
    assert numpy_of(Tensor([1.5, -2.0], size)).tolist() == [1.5, -2.0]


# -------------------------------------------------------------------------------------------------------- what is a warning


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda loss, g: (np.array([loss]), g), ["loss-shape"]),
        (lambda loss, g: (loss, g[:, None]), ["gradient-shape"]),
        (lambda loss, g: (loss, g.astype(np.float32)), ["single-precision", "gradient-dtype"]),
    ],
)
def test_harmless_shapes_and_types_are_warnings_which_strict_makes_errors(change, codes):
    assert set(warned(lambda w, x: change(*logistic(w, x)), LOGISTIC, "w")) == set(codes)
    with pytest.raises(WrongGradient):
        check_gradient(lambda w, x: change(*logistic(w, x)), LOGISTIC, "w", strict=True)


def test_overflow_at_large_inputs_is_a_warning():
    def f(w, x):
        with np.errstate(over="ignore"):
            return np.log(1 + np.exp(-w @ x)), -x / (1 + np.exp(w @ x))

    assert warned(f, LOGISTIC, "w") == ["overflow"]


def test_a_view_of_the_input_is_a_warning():
    assert warned(lambda a, x: (a @ x, a), r"a^\top x", "x") == ["shares-input"]


# --------------------------------------------------------------------------------------------------- torch, JAX, and pytest


def test_torch_arrays_and_its_autograd_as_a_second_witness():
    torch = pytest.importorskip("torch", reason="torch is not installed: its arrays are not tried")

    def f(w, x, sign=1.0):
        s = torch.dot(w, x)
        return -torch.nn.functional.logsigmoid(s), -sign * x * torch.sigmoid(-s)

    assert warned(f, LOGISTIC, "w", arrays="torch") == []
    finding = refused(lambda w, x: f(w, x, -1.0), LOGISTIC, "w", arrays="torch")
    assert "torch's own derivative of the loss returned is the derived one" in finding.message


def test_jax_arrays_and_its_autograd_as_a_second_witness():
    jax = pytest.importorskip("jax", reason="jax is not installed: its arrays are not tried")

    def f(w, x, sign=1.0):
        s = jax.numpy.dot(w, x)
        return -jax.nn.log_sigmoid(s), -sign * x * jax.nn.sigmoid(-s)

    assert warned(f, LOGISTIC, "w", arrays="jax") == []
    finding = refused(lambda w, x: f(w, x, -1.0), LOGISTIC, "w", arrays="jax")
    assert "jax's own derivative of the loss returned is the derived one" in finding.message


def test_an_unknown_library_is_refused():
    with pytest.raises(ValueError, match='arrays is "numpy", "torch" or "jax"'):
        check_gradient(logistic, LOGISTIC, "w", arrays="tensors")


@pytest.mark.gradient(LOGISTIC, "w", examples=10)
def test_a_marked_test_returns_the_function():
    return logistic


def test_the_fixture(check_gradient):
    assert check_gradient(logistic, LOGISTIC, "w", examples=10).checked == {"logistic": 16}


def test_a_part_that_is_a_statement_is_tested_by_its_id():
    def slope(factor):
        def bias(x, W_1, b_1, W_2, b_2, y):
            h = 1 / (1 + np.exp(-(x @ W_1 + b_1)))
            scores = h @ W_2 + b_2
            grown = np.exp(scores - scores.max())
            return -y @ np.log(grown / grown.sum()), factor * (grown / grown.sum() - y)

        return bias

    assert check_gradient(slope(1.0), "b_2", assignment="cs224n-a1", examples=5).checked
    with pytest.raises(WrongGradient):
        check_gradient(slope(1.001), "b_2", assignment="cs224n-a1", examples=5)
    with pytest.raises(StatementError, match="it has b_2"):
        check_gradient(slope(1.0), "b_2", "W_2", assignment="cs224n-a1")


def test_what_changes_with_every_second_call_keeps_state():
    """A wrong value that is another one at the next call is told as that, and not as a slip of mathematics."""
    calls = []

    def turns(x):
        calls.append(0)
        return x @ x / 2, x * (1 + len(calls) % 2 / 1000)

    assert refused(turns, r"\frac12 x^\top x", "x").bug == "keeps-state"


def test_what_is_no_function_is_said():
    with pytest.raises(SignatureError, match="no function: 3"):
        check_gradient(3, r"\frac12 x^\top x", "x")
