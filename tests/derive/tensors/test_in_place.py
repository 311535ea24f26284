"""What a written file writes over: arrays of its own after their last use, and nothing else."""

import re

import numpy as np
import pytest
from test_written_files import drawn, loaded
from tree_losses import cases

from derive.stating import state
from derive.tensors import loading
from derive.tensors.module import module
from derive.tensors.statements import module_of_statement
from derive.tensors.steps import Steps, may_be_view
from derive.tensors.writer import Writer


def attention():
    """The file for attention."""
    return module_of_statement(
        state(r"\operatorname{tr}(T^\top A W)", "Q", where=[r"A = \operatorname{softmax}(Q K^\top)"],
              declare=["Q: n x d", "K: k x d", "W: k x m", "T: n x m"], convention="rows",
              assume=["softmax acts on each row"])
    ).source  # fmt: skip


@pytest.mark.parametrize("case", cases, ids=lambda case: case.name)
def test_arguments_stay_as_they_are_and_a_second_call_gives_the_same(case):
    made = module(case.loss, case.variable, families=case.families)
    function, values = loaded(made.source), drawn(case, made, 5)
    before = {name: np.array(value, copy=True) for name, value in values.items()}
    loss, grads = function(**values)
    kept = {name: np.array(value, copy=True) for name, value in grads.items()}
    again, second = function(**values)
    for name, value in values.items():
        np.testing.assert_array_equal(value, before[name])
    np.testing.assert_array_equal(loss, again)
    for name, value in kept.items():
        np.testing.assert_array_equal(second[name], value)
        assert not any(np.shares_memory(second[name], np.asarray(each)) for each in values.values())


def test_a_matrix_is_written_over_step_by_step():
    text = attention()
    assert re.search(r"softmax\(A, out=A\)", text)
    assert re.search(r"^ +A \*= \w+$", text, re.MULTILINE)


def two_layers():
    """The file for a network of two layers over a batch with one-hot labels."""
    return module_of_statement(
        state(r"-\frac{1}{N}\sum_{i=1}^{N}\sum_{k=1}^{K} Y_{ik}\log P_{ik}", "W",
              where=[r"H = \operatorname{ReLU}(X W + \mathbf{1} b)", r"P = \operatorname{softmax}(H T + \mathbf{1} c)"],
              declare=["X: N x d", "W: d x m", "b: m", "T: m x K", "c: K", "Y: N x K"], convention="rows",
              assume=["softmax acts on each row", "each row of Y is one-hot"])
    ).source  # fmt: skip


def test_the_scores_of_labels_are_summed_before_a_softmax_is_written_over_them():
    text = two_layers()
    assert re.search(r"log_sum_exp_and_softmax\((\w+), out=\1\)", text)
    random = np.random.default_rng(3)
    X, W, b, T, c = (random.normal(size=shape) for shape in ((5, 3), (3, 4), 4, (4, 6), 6))
    labels = random.integers(6, size=5)
    scores = np.maximum(X @ W + b, 0) @ T + c
    expected = np.mean([np.log(np.exp(row).sum()) - row[label] for row, label in zip(scores, labels, strict=True)])
    loss, _ = loaded(text)(X=X, W=W, b=b, T=T, c=c, Y=np.eye(6)[labels])
    np.testing.assert_allclose(loss, expected, rtol=1e-12)


def test_a_matrix_product_is_multiplied_where_it_lies():
    assert re.search(r"^    (\w+) = \w+ @ T\.T\n    \1 \*= \w+ > 0$", two_layers(), re.MULTILINE)


def lines_of(steps, before, rest):
    """What becomes of a sum that begins with r, and what stands behind it."""
    writer = Writer({})
    writer.lines = [*before, steps.line("s")]
    writer.steps = {"s": steps}
    return writer.finished(rest)


def test_an_array_that_nothing_speaks_of_any_more_is_written_over():
    lines, rest = lines_of(Steps("r", (("-", "b"), ("+", "c"))), ["r = X @ W"], "s @ s")
    assert lines == ["r = X @ W", "r -= b", "r += c"]
    assert rest == "r @ r"


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        (["r = X @ W"], "s @ r"),
        (["r = X @ W", "v = r.T"], "v @ s"),
        (["r = X @ W", "v = r[:, 0]"], "v @ s"),
        (["r = X @ W", "v = np.diagonal(r)"], "v @ s"),
    ],
)
def test_one_that_is_needed_again_or_has_another_name_stays(before, rest):
    lines, after = lines_of(Steps("r", (("-", "b"),)), before, rest)
    assert lines == [*before, "s = r - b"]
    assert after == rest


@pytest.mark.parametrize("line", ["v = r", "v = r.T", "v = r[1:]", "v = np.transpose(r, (1, 0))"])
def test_a_view_is_seen(line):
    assert may_be_view(line, re.compile(r"\br\b"))


@pytest.mark.parametrize("line", ["v = r * 2", "v = -r", "v = np.exp(r)", "v = q.T", "r -= b"])
def test_a_new_array_is_no_view(line):
    assert not may_be_view(line, re.compile(r"\br\b"))


def test_what_two_sums_have_in_common_is_calculated_once():
    text = module_of_statement(
        state(r"\sum_{i=1}^{n}\sum_{j=1}^{m} F_{ij}(p_i^\top q_j)^2", "p", declare=["p[n]: d", "q[m]: d", "F: n x m"])
    ).source
    assert text.count("F * ") == 1


def test_the_sum_over_both_axes_is_that_of_the_sums_over_one():
    text = attention()
    assert text.count("einsum") == 1
    assert "vdot" not in text


@pytest.mark.parametrize(("gram", "slope"), [(r"X^\top X", "2 * (X @ inverse)"), (r"X X^\top", "2 * (inverse @ X)")])
def test_a_product_of_a_matrix_with_itself_is_factorised_once(gram, slope):
    """Its Cholesky factor gives the logarithm of its determinant and its inverse."""
    text = module_of_statement(state(rf"\log\det({gram})", "X", declare=["X: m x n"])).source
    assert "log_det, inverse = log_det_and_inverse(s)" in text
    assert f'{{"X": {slope}}}' in text
    assert text.count("cholesky(") == 1


@pytest.mark.parametrize("other", [r"X^\top A", "A", "X X", r"A - X^\top X", r"X^\top X - A A^\top"])
def test_a_matrix_that_is_not_seen_to_be_definite_has_no_cholesky_factor(other):
    declared = ["X: m x m", "A: m x m"]
    by = "A" if "X" not in other else "X"
    assert "cholesky" not in module_of_statement(state(rf"\log\det({other})", by, declare=declared)).source


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("shape", [(5, 3), (90, 70), (300, 200)])
def test_the_inverse_by_halves_is_the_inverse(kind, shape):
    f = loading.loaded(module_of_statement(state(r"\log\det(X^\top X)", "X", declare=["X: m x n"])).source)
    X = np.random.default_rng(3).standard_normal(shape).astype(kind)
    loss, grads = f(X=X)
    values = np.linalg.svd(X.astype(np.float64), compute_uv=False)
    assert (loss.dtype, grads["X"].dtype) == (kind, kind)
    np.testing.assert_allclose(loss, 2 * np.log(values).sum(), rtol=1e-5)
    np.testing.assert_allclose(grads["X"], 2 * np.linalg.pinv(X.astype(np.float64)).T, atol=1e-4)


def test_a_matrix_without_a_cholesky_factor_is_taken_as_it_is():
    """XᵀX of nearly dependent columns may have an eigenvalue below 0 in single precision."""
    source = module_of_statement(state(r"\log\det(X^\top X)", "X", declare=["X: m x n"])).source
    log_det, inverse = loading.loaded(source, "log_det_and_inverse")(np.diag([2.0, -3.0]))
    np.testing.assert_allclose((log_det, inverse[0, 0], inverse[1, 1]), (np.log(6), 1 / 2, -1 / 3))


@pytest.mark.parametrize("solved", [r"A^\top A + \lambda I", r"B^\top B", r"A A^\top"])
def test_any_other_matrix_is_solved_with(solved):
    """It may be smaller than what its inverse is applied to: then inverting is more work."""
    declared = ["A: m x m", "B: n x m", r"\lambda:", "y: m"]
    text = module_of_statement(
        state(rf"\operatorname{{tr}}(A^\top ({solved})^{{-1}} y y^\top)", "y", declare=declared)
    ).source
    assert "np.linalg.solve(" in text


def test_what_is_calculated_of_numbers_is_calculated_before_it_meets_an_array():
    text = module_of_statement(state(r"\frac{(a^\top x)^2}{x^\top x}", "x", declare=["a: n", "x: n"])).source
    assert not re.search(r"\* [ax] / ", text)


def test_booleans_meet_an_array_that_lies_as_they_do():
    text = module_of_statement(
        state(
            r"\lVert \operatorname{ReLU}(X W) V - Y \rVert^2",
            "W",
            declare=["X: n x d", "W: d x h", "V: h x k", "Y: n x k"],
        )
    ).source
    assert re.search(r"\*= \w+ > 0$", text, re.MULTILINE)


def test_a_layer_is_clipped_where_it_lies():
    """ReLU is written over its argument, and its step is told by its value."""
    body = two_layers().split('    """\n')[-1]
    assert "np.maximum(H, 0, out=H)" in body
    assert "*= H > 0" in body
    kept = module_of_statement(
        state(r"\lVert \operatorname{ReLU}(X W) - X W \rVert_F^2", "W", declare=["X: n x d", "W: d x m"])
    )
    assert "out=" not in kept.source.split('    """\n')[-1]
