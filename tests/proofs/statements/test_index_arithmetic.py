r"""Index arithmetic: x_{t-1}, x_{i+k-1}, sums over part of a size, indices in an order, indices as numbers: read, derived, decided, compiled.

Each row is a loss with right answers and wrong ones, and its value as plain loops over arrays that count from 0.
"""

import numpy as np
import pytest

from derive.general import Generalising
from derive.statement import StatementError
from derive.stating import state
from derive.writing.latex import latex
from derive.writing.placing import counting_from_zero
from gradproof import compile
from proofs.derivations import derive_statement
from proofs.statements import check_statement

X, WINDOWS = ("x: T", "a:"), ("x: n", "w: K", "y: m")


def _windows(a):
    return 0.5 * sum((a["y"][i] - sum(a["w"][k] * a["x"][i + k] for k in range(3))) ** 2 for i in range(4))


def _lags(a):
    past = [sum(a["b"][k] * a["x"][t - k - 1] for k in range(2)) for t in range(2, 6)]
    return sum((a["x"][t] - past[t - 2]) ** 2 for t in range(2, 6))


def _causal(a):
    s, g = np.exp(a["s"]), a["g"]
    return sum(g[i, j] * s[i, j] / s[i, : i + 1].sum() for i in range(3) for j in range(i + 1))


ROWS = {
    "a step back": (r"\sum_{t=2}^T (x_t - a x_{t-1})^2", "a", X,
        [r"-2 \sum_{t=2}^T (x_t - a x_{t-1}) x_{t-1}", r"\sum_{t=2}^T 2 (a x_{t-1} - x_t) x_{t-1}"],
        [r"-2 \sum_{t=2}^T (x_t - a x_{t-1}) x_t", r"-2 \sum_{t=3}^T (x_t - a x_{t-1}) x_{t-1}", r"2 \sum_{t=2}^T (x_t - a x_{t-1}) x_{t-1}"],
        {"x": (5,), "a": ()}, lambda a: sum((a["x"][t] - a["a"] * a["x"][t - 1]) ** 2 for t in range(1, 5))),
    "several steps back": (r"\sum_{t=p+1}^T \left(x_t - \sum_{k=1}^p b_k x_{t-k}\right)^2", "b_j", ("x: T", "b: p", "j: index p"),
        [r"-2 \sum_{t=p+1}^T \left(x_t - \sum_{k=1}^p b_k x_{t-k}\right) x_{t-j}"],
        [r"-2 \sum_{t=p+1}^T \left(x_t - \sum_{k=1}^p b_k x_{t-k}\right) x_t", r"2 \sum_{t=p+1}^T \left(x_t - \sum_{k=1}^p b_k x_{t-k}\right) x_{t-j}", "0"],
        {"x": (6,), "b": (2,), "j": 1}, _lags),
    "windows": (r"\frac12 \sum_{i=1}^m \left(y_i - \sum_{k=1}^K w_k x_{i+k-1}\right)^2", "w", WINDOWS,
        [r"\frac{\partial J}{\partial w_k} = -\sum_{i=1}^m \left(y_i - \sum_{l=1}^K w_l x_{i+l-1}\right) x_{i+k-1}"],
        [r"\frac{\partial J}{\partial w_k} = -\sum_{i=1}^m \left(y_i - \sum_{l=1}^K w_l x_{i+l-1}\right) x_{i+1}", r"\frac{\partial J}{\partial w_k} = -\sum_{i=2}^m \left(y_i - \sum_{l=1}^K w_l x_{i+l-1}\right) x_{i+k-1}"],
        {"x": (6,), "w": (3,), "y": (4,)}, _windows),
    "neighbours": (r"\sum_{i=1}^{n-1} (x_{i+1} - x_i)^2", "x", ("x: n",),
        [r"\sum_{i=1}^{n-1} 2 (x_{i+1} - x_i)(e_{i+1} - e_i)"], ["0", r"-2 x", r"\sum_{i=1}^{n-1} 2 (x_{i+1} - x_i)(e_i - e_{i+1})"],
        {"x": (4,)}, lambda a: np.sum(np.diff(a["x"]) ** 2)),
    "members of a family": (r"\sum_{t=2}^T \lVert z_t - A z_{t-1} \rVert^2", "A", ("z[T]: d", "A: d x d"),
        [r"-2 \sum_{t=2}^T (z_t - A z_{t-1}) z_{t-1}^\top"], [r"-2 \sum_{t=2}^T (z_t - A z_{t-1}) z_t^\top", r"-2 \sum_{t=2}^T z_{t-1} (z_t - A z_{t-1})^\top"],
        {"z": (4, 2), "A": (2, 2)}, lambda a: sum(np.sum((a["z"][t] - a["A"] @ a["z"][t - 1]) ** 2) for t in range(1, 4))),
    "labels": (r"\sum_{t=1}^{T-1} A_{y_t y_{t+1}}", "A", ("A: K x K", "y[T]: index K"),
        [r"\frac{\partial J}{\partial A_{ij}} = \sum_{t=1}^{T-1} 1\{y_t = i\} 1\{y_{t+1} = j\}"],
        [r"\frac{\partial J}{\partial A_{ij}} = \sum_{t=1}^{T-1} 1\{y_t = j\} 1\{y_{t+1} = i\}", r"\frac{\partial J}{\partial A_{ij}} = \sum_{t=1}^{T-1} 1\{y_t = i\}"],
        {"A": (3, 3), "y": [0, 2, 2, 1]}, lambda a: sum(a["A"][a["y"][t], a["y"][t + 1]] for t in range(3))),
    "up to another index": (r"\sum_{i=1}^n \sum_{j=1}^i g_{ij} s_j", "s", ("g: n x n", "s: n"),
        [r"\frac{\partial J}{\partial s_j} = \sum_{i \ge j} g_{ij}", r"\frac{\partial J}{\partial s_j} = \sum_{i=j}^n g_{ij}"],
        [r"\frac{\partial J}{\partial s_j} = \sum_{i > j} g_{ij}", r"\frac{\partial J}{\partial s_j} = \sum_{i=1}^n g_{ij}", r"\frac{\partial J}{\partial s_j} = \sum_{i \le j} g_{ij}"],
        {"g": (3, 3), "s": (3,)}, lambda a: sum(a["g"][i, j] * a["s"][j] for i in range(3) for j in range(i + 1))),
    "masked": (r"\sum_{i=1}^n \sum_{j=1}^i g_{ij} \frac{e^{s_{ij}}}{\sum_{k=1}^i e^{s_{ik}}}", "g", ("g: n x n", "s: n x n"),
        [r"\frac{\partial J}{\partial g_{ij}} = 1\{j \le i\} \frac{e^{s_{ij}}}{\sum_{k=1}^i e^{s_{ik}}}"],
        [r"\frac{\partial J}{\partial g_{ij}} = \frac{e^{s_{ij}}}{\sum_{k=1}^i e^{s_{ik}}}", r"\frac{\partial J}{\partial g_{ij}} = 1\{j \le i\} \frac{e^{s_{ij}}}{\sum_{k=1}^n e^{s_{ik}}}", r"\frac{\partial J}{\partial g_{ij}} = 1\{j < i\} \frac{e^{s_{ij}}}{\sum_{k=1}^i e^{s_{ik}}}"],
        {"g": (3, 3), "s": (3, 3)}, _causal),
    "a number": (r"\sum_{t=1}^T a^{t-1} x_t", "a", X, [r"\sum_{t=1}^T (t-1) a^{t-2} x_t"],
        [r"\sum_{t=1}^T a^{t-2} x_t", r"\sum_{t=1}^T t a^{t-1} x_t", r"\sum_{t=1}^T (t-1) a^{t-1} x_t"],
        {"x": (4,), "a": 0.7}, lambda a: sum(a["a"] ** t * a["x"][t] for t in range(4))),
    "powers": (r"\sum_{i=1}^n \left(y_i - \sum_{k=1}^d w_k x_i^k\right)^2", "w_j", ("x: n", "y: n", "w: d", "j: index d"),
        [r"-2 \sum_{i=1}^n \left(y_i - \sum_{k=1}^d w_k x_i^k\right) x_i^j"], [r"-2 \sum_{i=1}^n \left(y_i - \sum_{k=1}^d w_k x_i^k\right) x_i"],
        {"x": [0.5, 1.5, 2.0], "y": (3,), "w": (2,), "j": 1}, lambda a: sum((a["y"] - a["w"][0] * a["x"] - a["w"][1] * a["x"] ** 2) ** 2)),
    "an order within a family": (r"\sum_{i<j} u_i^\top v_j", "u_k", ("u[n]: d", "v[n]: d", "k: index n"),
        [r"\sum_{j>k} v_j", r"\sum_{j=k+1}^n v_j"], [r"\sum_{j<k} v_j", r"\sum_{j \ne k} v_j", r"\sum_{j \ge k} v_j"],
        {"u": (4, 2), "v": (4, 2), "k": 1}, lambda a: sum(a["u"][i] @ a["v"][j] for i in range(4) for j in range(i + 1, 4))),
}  # fmt: skip
ANSWERS = [(name, answer, right) for name, row in ROWS.items() for right in (True, False) for answer in row[3 if right else 4]]  # fmt: skip
EVERY = ("a step back", "several steps back", "windows", "members of a family", "a number", "powers")
"""Losses whose arrays with shifted indices are not differentiated by: decided for every size."""


@pytest.mark.parametrize(("name", "answer", "right"), ANSWERS)
def test_right_answers_are_accepted_and_wrong_ones_refused(name, answer, right):
    loss, wrt, declare, *_ = ROWS[name]
    found = check_statement(state(loss, wrt, declare=declare), answer)
    assert (found.accepted, found.refused) == (right, not right), found.message
    if right and name in EVERY:
        assert found.verdict == "proved"


@pytest.mark.parametrize("name", ROWS)
def test_the_compiled_loss_is_that_of_the_loops(name):
    loss, wrt, declare, _, _, given, value = ROWS[name]
    random = np.random.default_rng(3)
    arrays = {key: random.normal(size=each) if isinstance(each, tuple) else each for key, each in given.items()}
    arrays = {key: np.array(each) if isinstance(each, list) else each for key, each in arrays.items()}
    got, slopes = compile(loss=loss, wrt=wrt, declare=declare)(**arrays)
    assert got == pytest.approx(value(arrays))
    (slope,) = slopes.values()
    symbol = wrt.partition("_")[0]
    whole = np.asarray(arrays[symbol], float)
    expected = np.zeros_like(whole)
    for at in np.ndindex(whole.shape):
        moved = [whole + step * np.eye(1, whole.size, np.ravel_multi_index(at, whole.shape) if at else 0).reshape(whole.shape) for step in (1e-6, -1e-6)]  # fmt: skip
        expected[at] = (value({**arrays, symbol: moved[0]}) - value({**arrays, symbol: moved[1]})) / 2e-6
    expected = expected[arrays[wrt.partition("_")[2]]] if "_" in wrt else expected
    np.testing.assert_allclose(slope, expected, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("name", [each for each in ROWS if each != "masked"])
def test_a_derivation_is_found_and_its_last_line_is_accepted(name):
    loss, wrt, declare, *_ = ROWS[name]
    asked = state(loss, wrt, declare=declare)
    made = derive_statement(asked)
    assert made.checked
    last = latex(asked.spelled(made.chains[-1].result))
    assert check_statement(asked, last).accepted, last


@pytest.mark.parametrize(
    ("loss", "place"),
    [
        (r"\sum_{t=1}^T x_{t-1}", "t-1"),
        (r"\sum_{t=2}^T x_{t-2}", "t-2"),
        (r"\sum_{t=1}^T x_{t+1}", "t+1"),
        (r"\sum_{t=1}^{T+1} x_t", "T+1"),
        (r"\sum_{t=0}^T x_t", "T"),
        (r"\sum_{t=0}^{T-1} x_t + \sum_{t=1}^T x_t", "T"),
        (r"\sum_{t=0}^{T-1} x_{t+1}", "t+1"),
        (r"\sum_{t=1}^{T-1} x_{t+2}", "t+2"),
    ],
)
def test_an_index_that_leaves_its_array_is_refused_at_its_place(loss, place):
    with pytest.raises(StatementError) as refused:
        state(loss, "x", declare=["x: T"])
    start, end = refused.value.span
    assert loss[start:end] == place


def test_a_condition_on_the_sizes_is_said():
    (note,) = state(ROWS["windows"][0], "w", declare=WINDOWS).notes
    assert note.code == "index-stays-inside"
    assert dict(note.values) == {"condition": "m + K ≤ n + 1"}


def test_an_answer_that_is_right_inside_and_wrong_at_the_ends_is_not_accepted():
    asked = state(ROWS["neighbours"][0], "x", declare=["x: n"])
    for answer in (
        r"\frac{\partial J}{\partial x_k} = 4 x_k - 2 \sum_{i=1}^{n-1} x_{i+1} 1\{i = k\} - 2 \sum_{i=2}^{n} x_{i-1} 1\{i = k\}",
        r"\frac{\partial J}{\partial x_k} = 2 x_k 1\{k < n\} + 2 x_k - 2 \sum_{i=1}^{n-1} x_{i+1} 1\{i = k\} - 2 \sum_{i=2}^{n} x_{i-1} 1\{i = k\}",
    ):
        assert not check_statement(asked, answer).accepted
    ends = r"2 x_k 1\{k < n\} + 2 x_k 1\{k > 1\} - 2 \sum_{i=1}^{n-1} x_{i+1} 1\{i = k\} - 2 \sum_{i=2}^{n} x_{i-1} 1\{i = k\}"
    found = check_statement(asked, rf"\frac{{\partial J}}{{\partial x_k}} = {ends}")
    assert found.verdict == "equal-up-to"


def test_a_factor_that_is_one_at_small_sizes_only_is_not_accepted():
    asked = state(r"\sum_{i=1}^{n-1} x_{i+1} x_i a", "a", declare=["x: n", "a:"])
    right = r"\sum_{i=1}^{n-1} x_{i+1} x_i"
    assert check_statement(asked, right).verdict == "proved"
    for wrong in (
        rf"{right} + \sum_{{i=1}}^n 1\{{i > 9\}} x_i",
        rf"\frac{{n}}{{7}} {right}",
        rf"{right} + \prod_i x_i",
    ):
        assert not check_statement(asked, wrong).accepted


def test_a_shifted_array_is_the_same_in_both_sides_and_two_shifts_are_two_arrays():
    asked = state(r"\sum_{t=3}^T x_{t-1} x_{t-2} x_t a", "a", declare=X)
    making = Generalising(frozenset({"a"}))
    first, second = making.general(asked.loss), making.general(asked.loss)
    assert first == second
    assert sorted(each.kind for each in making.stands.values()) == ["held", "shifted", "shifted"]


FROM_ZERO = [
    (r"\sum_{i=0}^{T-1} x_i^2 + x_0", "x_0", "2 x_0 + 1", "2 x_1 + 1"),
    (r"\sum_{t=0}^{T-2} (x_{t+1} - x_t)^2", "x_0", "-2 (x_1 - x_0)", "-2 (x_2 - x_1)"),
    (r"\sum_{t=1}^{T-1} (x_t - x_{t-1})^2", "x_{T-1}", "2 (x_{T-1} - x_{T-2})", "2 (x_{T-2} - x_{T-3})"),
    (r"\sum_{k=0}^{T-1} x_k z^k", "z", r"\sum_{k=1}^{T-1} k x_k z^{k-1}", r"\sum_{k=1}^{T-1} k x_k z^k"),
    (r"\sum_{i=1}^N \sum_{k=0}^{T-1} (x_k u_i)^2", "x", r"2 \sum_{i=1}^N u_i^2 x", r"2 \sum_{i=2}^N u_i^2 x"),
    (
        r"x^\top x",
        "x",
        r"\frac{\partial J}{\partial x_k} = 2 \sum_{i=0}^{T-1} 1\{i=k\} x_i",
        r"2 \sum_{i=1}^{T-1} e_i x_i",
    ),
]


@pytest.mark.parametrize(("loss", "wrt", "right", "wrong"), FROM_ZERO)
def test_entries_are_counted_from_0_where_the_page_does(loss, wrt, right, wrong):
    more = "" if "x_{t-1}" not in loss else " + \\sum_{t=0}^{T-1} 0 x_t"
    asked = state(loss + more, wrt, declare=["x: T", "z:", "u: N"])
    assert check_statement(asked, right).accepted
    assert check_statement(asked, wrong).verdict == "wrong"


@pytest.mark.parametrize("loss", [r"\sum_{t=0}^{T-2} (x_{t+1} - x_t)^2", r"\sum_{k=0}^{T-1} x_k z^k"])
def test_what_is_counted_from_0_is_written_so(loss):
    asked = state(loss, "x" if "z" not in loss else "z", declare=["x: T", "z:"])
    made = derive_statement(asked)
    lines = [each for each in made.latex().splitlines() if "sum" in each]
    assert lines
    assert all("=0}" in each for each in lines)
    with counting_from_zero(asked.from_zero):
        for line in made.chains[-1].lines:
            written = latex(asked.spelled(line.expression))
            assert check_statement(asked, written).verdict in ("proved", "equal-up-to", "incomplete"), written


def test_filters_over_two_axes_are_compared_at_sizes_that_fit_into_memory():
    z = r"\sum_{a=1}^R \sum_{b=1}^S u_{ab} I_{i+a-1, j+b-1}"
    loss = rf"\sum_{{i=1}}^p \sum_{{j=1}}^q \sigma({z})"
    asked = state(loss, "u", declare=["I: M x N", "u: R x S"])
    slope = (
        rf"\sigma({z}) (1 - \sigma({z}))".replace("ab", "cd")
        .replace("{a=", "{c=")
        .replace("{b=", "{d=")
        .replace("i+a", "i+c")
        .replace("j+b", "j+d")
    )
    right = rf"\frac{{\partial J}}{{\partial u_{{ab}}}} = \sum_{{i=1}}^p \sum_{{j=1}}^q {slope} I_{{i+a-1, j+b-1}}"
    assert check_statement(asked, right).verdict == "equal-up-to"
    assert check_statement(asked, right.replace("I_{i+a-1, j+b-1}", "I_{i+b-1, j+a-1}")).refused


STEPS = state(r"\sum_{i=1}^{n-1} (z_{i+1} - z_i)^2", "z_k", declare=["z: n", "k: index n"])


@pytest.mark.parametrize(
    "latex",
    [
        r"2 (z_k - z_{k-1}) 1\{k > 1\} - 2 (z_{k+1} - z_k) 1\{k < n\}",
        r"2 (z_k - z_{k-1}) 1\{1 < k\} - 2 \mathbb 1[k \le n - 1] (z_{k+1} - z_k)",
        r"2 (z_k - z_{k-1}) 1_{k \ne 1} - 2 (z_{k+1} - z_k) 1_{k \ne n}",
        r"\begin{cases} 2 (z_1 - z_2) & k = 1 \\ 4 z_k - 2 z_{k-1} - 2 z_{k+1} & 1 < k < n \\ 2 (z_n - z_{n-1}) & k = n \end{cases}",
        r"\begin{cases} 2 (z_k - z_{k+1}) & k = 1 \\ 2 (z_k - z_{k-1}) & k = n \\ 4 z_k - 2 z_{k-1} - 2 z_{k+1} & \text{otherwise} \end{cases}",
    ],
)
def test_an_index_stays_inside_where_a_condition_keeps_it_there(latex):
    assert check_statement(STEPS, latex).verdict == "equal-up-to"
    assert check_statement(STEPS, latex.replace("z_k", "2 z_k", 1)).refused


@pytest.mark.parametrize(
    "latex",
    [
        r"2 (z_k - z_{k-1}) 1\{k \ge 1\} - 2 (z_{k+1} - z_k) 1\{k < n\}",
        r"2 (z_k - z_{k-2}) 1\{k > 1\} - 2 (z_{k+1} - z_k) 1\{k < n\}",
        r"2 (z_k - z_{k-1}) 1\{k > 1\} - 2 (z_{k+1} - z_k) 1\{k > 1\}",
        r"2 (z_k - z_{k-1}) (1 - 1\{k > 1\}) - 2 (z_{k+1} - z_k) 1\{k < n\}",
        r"2 (z_k - z_{k-1}) + 1\{k > 1\}",
        r"\begin{cases} 2 (z_k - z_{k+1}) & k = 1 \\ 4 z_k - 2 z_{k-1} - 2 z_{k+1} & \text{otherwise} \end{cases}",
    ],
)
def test_a_condition_keeps_only_what_it_says_inside(latex):
    found = check_statement(STEPS, latex)
    assert (found.verdict, found.message.values["found"].split(" entry")[0][:21]) == (
        "unreadable",
        "this index goes past ",
    )


def test_what_an_author_names_by_a_step_back_is_read_where_it_stands():
    asked = state(r"\sum_{t=2}^T (x_t - a x_{t-1})^2", "a", declare=X)
    right = r"$-2 \sum_{t=2}^T \varepsilon_t x_{t-1}$ where $\varepsilon_t = x_t - a x_{t-1}$"
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, right.replace("t=2", "t=1")).verdict == "unreadable"
    assert check_statement(asked, right.replace("x_t -", "x_t +")).refused
    told = state(r"\sum_{t=2}^T e_t^2", "a", [r"e_t = x_t - a x_{t-1}"], X)
    assert check_statement(told, r"-2 \sum_{t=2}^T e_t x_{t-1}").verdict == "proved"
    assert check_statement(told, r"-2 \sum_{t=2}^T e_t x_t").refused
    with pytest.raises(StatementError, match="past the first"):
        state(r"\sum_{t=1}^T e_t^2", "a", [r"e_t = x_t - a x_{t-1}"], X)
