"""The greatest and the least over an index, and where they are attained: read, derived, decided, compiled, written back.

Each row is a loss with right answers and wrong ones.
"""

import numpy as np
import pytest

from derive.statement import StatementError
from derive.stating import state
from derive.tensors.loading import loaded
from derive.tensors.statements import module_of_statement
from derive.writing.latex import latex
from proofs.derivations import derive_statement
from proofs.statements import check_statement

HINGE = ("s: C", "y: index C")
PIECES = ("w[K]: d", "x: d", "b: K")

ROWS = [
    (r"\max_i x_i", "x", ("x: n",), [r"e_{i^*}", r"\frac{\partial J}{\partial x_i} = 1\{i = i^*\}", r"\frac{\partial J}{\partial x_k} = 1\{k = \arg\max_j x_j\}", r"\frac{\partial J}{\partial x_i} = 1\{x_i = \max_j x_j\}", r"e_k, \quad k = \operatorname*{arg\,max}_j x_j"], [r"\mathbf 1", "e_1", r"x_{i^*} e_{i^*}", r"-e_{i^*}"]),
    (r"\max(x)^2", "x", ("x: n",), [r"2 \max(x) e_{\operatorname{argmax}_i x_i}"], [r"2 x", r"2 e_{i^*}"]),
    (r"\lVert x \rVert_\infty", "x", ("x: n",), [r"\operatorname{sign}(x_{i^*}) e_{i^*}", r"\frac{\partial J}{\partial x_i} = \operatorname{sign}(x_i) 1\{|x_i| = \max_j |x_j|\}"], ["e_{i^*}", r"\operatorname{sign}(x)"]),
    (r"\lVert A x - a \rVert_\infty", "x", ("A: n x d", "x: d", "a: n"), [r"\operatorname{sign}(A_{i^*,:} x - a_{i^*}) A_{i^*,:}^\top"], [r"A_{i^*,:}^\top", r"A^\top \operatorname{sign}(A x - a)"]),
    (r"\max(0, 1 + \max_{j \ne y} s_j - s_y)", "s", HINGE, [r"1\{1 + s_{j^*} - s_y > 0\} (e_{j^*} - e_y)", r"1\{1 + \max_{j \ne y} s_j > s_y\} (e_{j^*} - e_y)"], [r"e_{j^*} - e_y", r"1\{1 + s_{j^*} - s_y > 0\} (e_y - e_{j^*})", r"1\{1 + s_{j^*} - s_y > 0\} e_{j^*}"]),
    (r"\sum_{i=1}^N \max_k z_{ik}", "z", ("z: N x K",), [r"\frac{\partial J}{\partial z_{ik}} = 1\{k = k^*_i\}", r"\frac{\partial J}{\partial z_{ik}} = 1\{k = \arg\max_j z_{ij}\}"], [r"\frac{\partial J}{\partial z_{ik}} = 1", r"\frac{\partial J}{\partial z_{ik}} = 1 - 1\{k = k^*_i\}"]),
    (r"\max_k (w_k^\top x + b_k)", "x", PIECES, ["w_{k^*}", r"W^\top e_{k^*}"], ["w_{k^*} + b_{k^*} x", r"\sum_k w_k"]),
    (r"\min_k \lVert x - w_k \rVert^2", "x", PIECES, [r"2 (x - w_{k^*})"], [r"2 (w_{k^*} - x)", r"2 \sum_k (x - w_k)"]),
    (r"\frac12 (\max_i x_i - \min_i x_i)^2", "x", ("x: n",), [r"(x_{i^*} - x_{j^*}) (e_{i^*} - e_{j^*})", r"(\max_i x_i - \min_i x_i) (e_{\arg\max_i x_i} - e_{\arg\min_i x_i})"], [r"(x_{i^*} - x_{j^*}) (e_{i^*} + e_{j^*})", r"(x_{i^*} - x_{j^*}) (e_{j^*} - e_{i^*})"]),
    (r"\max_i x_i + \log \sum_j e^{x_j - \max_i x_i}", "x", ("x: n",), [r"\operatorname{softmax}(x)"], [r"\operatorname{softmax}(x) + e_{i^*}"]),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "wrt", "declare", "right", "wrong"), ROWS, ids=[row[0] for row in ROWS])
def test_right_answers_are_proved_and_wrong_ones_refused(loss, wrt, declare, right, wrong):
    asked = state(loss, wrt, declare=declare)
    assert {latex: check_statement(asked, latex).verdict for latex in right} == dict.fromkeys(right, "proved")
    assert {latex: check_statement(asked, latex).verdict for latex in wrong} == dict.fromkeys(wrong, "wrong")


@pytest.mark.parametrize(("loss", "wrt", "declare"), [row[:3] for row in ROWS], ids=[row[0] for row in ROWS])
def test_it_is_derived_and_every_line_is_accepted(loss, wrt, declare):
    asked = state(loss, wrt, declare=declare)
    made = derive_statement(asked)
    assert made.checked
    for line in made.chains[-1].lines[-1:]:
        written = latex(asked.spelled(line.expression))
        assert r"\dots" in written or check_statement(asked, written).accepted, written


LENGTHS = {"n": 4, "d": 3, "K": 5, "C": 4, "N": 6}
VALUES = {
    r"\max_i x_i": lambda a: a["x"].max(),
    r"\lVert A x - a \rVert_\infty": lambda a: np.abs(a["A"] @ a["x"] - a["a"]).max(),
    r"\max(0, 1 + \max_{j \ne y} s_j - s_y)": lambda a: max(0, 1 + np.delete(a["s"], a["y"]).max() - a["s"][a["y"]]),
    r"\sum_{i=1}^N \max_k z_{ik}": lambda a: a["z"].max(axis=1).sum(),
    r"\min_k \lVert x - w_k \rVert^2": lambda a: ((a["x"] - a["w"]) ** 2).sum(axis=1).min(),
}


@pytest.mark.parametrize("loss", VALUES)
def test_the_written_file_finds_the_place_by_itself(loss):
    wrt, declare = next(row[1:3] for row in ROWS if row[0] == loss)
    asked = state(loss, wrt, declare=declare)
    random, arrays = np.random.default_rng(3), {}
    for each in asked.declarations:
        arrays[each.name] = 2 if each.kind == "index" else random.normal(size=[LENGTHS[size] for size in each.sizes])
    got, slopes = loaded(module_of_statement(asked).source)(**arrays)
    assert got == pytest.approx(VALUES[loss](arrays))
    slope = slopes[wrt]
    for at in np.ndindex(slope.shape):
        step = np.zeros(slope.shape)
        step[at] = 1e-6
        ends = [VALUES[loss]({**arrays, wrt: arrays[wrt] + sign * step}) for sign in (1, -1)]
        assert slope[at] == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-5)


@pytest.mark.parametrize("latex", [r"e_{\arg\min_j x_j}", r"e_{\arg\max_j x_j^2}", r"e_k, \quad k = \arg\min_j x_j"])
def test_a_place_that_the_loss_does_not_have_is_neither_accepted_nor_refused(latex):
    asked = state(r"\max_i x_i", "x", declare=["x: n"])
    assert check_statement(asked, latex).verdict == "unknown"


def test_one_place_is_not_every_entry():
    asked = state(r"\max_i x_i", "x", declare=["x: n"])
    assert check_statement(asked, r"\frac{\partial J}{\partial x_{i^*}} = 1").verdict == "incomplete"


def test_a_counterexample_is_a_point_at_which_the_place_is_right():
    asked = state(r"\max_i x_i", "x", declare=["x: n"])
    point = check_statement(asked, "e_1").counterexample
    values = np.ravel(point.values["x"])
    assert np.argmax(values) + 1 == point.values["i^*"]
    assert np.sum(values == values.max()) == 1


def test_where_two_attain_it_is_said():
    assert "attained-once" in [note.code for note in state(r"\max_i x_i", "x", declare=["x: n"]).notes]


@pytest.mark.parametrize(
    ("loss", "message"),
    [
        (r"\lVert A \rVert_\infty", "norm"),
        (r"\max_i a", "nothing says what i runs over"),
        (r"\max_{i=1}^n a", "does not change"),
    ],
)
def test_what_is_no_greatest_is_refused(loss, message):
    with pytest.raises(StatementError, match=message):
        state(loss, "x" if "x" in loss else "A" if "A" in loss else "a", declare=["x: n", "y: n", "A: n x d", "a:"])
