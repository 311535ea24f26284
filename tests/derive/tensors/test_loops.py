"""A loop over rows of a large matrix gives what the whole matrix gives, and is written only where every line allows it."""

import re

import numpy as np
import pytest
from test_written_files import drawn
from tree_losses import cases

from derive.stating import state
from derive.tensors import blocks, loading
from derive.tensors import module as modules
from derive.tensors.blocks import in_blocks
from derive.tensors.helpers import HELPERS
from derive.tensors.statements import module_of_statement

GLOVE = r"\sum_{i=1}^{V}\sum_{j=1}^{V} F_{ij}(w_i^\top t_j + b_i + c_j - \log X_{ij})^2"
GLOVE_SIZES = {"w": ("V", "d"), "t": ("V", "d"), "b": ("V",), "c": ("V",), "F": ("V", "V"), "X": ("V", "V")}
LOGISTIC = r"\frac{1}{n m}\sum_{i=1}^{n}\sum_{j=1}^{m} M_{ij}\log(1+e^{-Y_{ij} p_i^\top q_j}) + \lambda \sum_{i=1}^{n} p_i^\top p_i"
LOGISTIC_SIZES = {"p": ("n", "d"), "q": ("m", "d"), "M": ("n", "m"), "Y": ("n", "m"), r"\lambda": ()}
TANH = r"\lVert \tanh(X W) \odot M - Y \rVert_F^2"
TANH_SIZES = {"X": ("n", "d"), "W": ("d", "m"), "M": ("n", "m"), "Y": ("n", "m")}
COLUMNS = r"\lVert \tanh(P^\top Q) \odot M - Y \rVert_F^2"
COLUMN_SIZES = {"P": ("d", "n"), "Q": ("d", "m"), "M": ("n", "m"), "Y": ("n", "m")}
ATTENTION = r"\operatorname{tr}(G^\top \operatorname{softmax}\left(\frac{Q K^\top}{\sqrt{d}}\right) Z)"
ATTENTION_SIZES = {"Q": ("n", "d"), "K": ("m", "d"), "Z": ("m", "V"), "G": ("n", "V")}
LOSSES = [
    *((GLOVE, by, GLOVE_SIZES) for by in "wtbcFX"),
    *((LOGISTIC, by, LOGISTIC_SIZES) for by in "pqY"),
    *((TANH, by, TANH_SIZES) for by in "XWM"),
    *((COLUMNS, by, COLUMN_SIZES) for by in "Q"),
    *((ATTENTION, by, ATTENTION_SIZES) for by in "QKG"),
]
SIZES = {"V": 7, "n": 9, "m": 6, "d": 3}


def source(loss, by, sizes):
    """The file of a loss; vectors w, t, p, q are families."""
    declare = [
        f"{name}[{of[0]}]: {of[1]}" if name in ("w", "t", "p", "q") else f"{name}: {' x '.join(of)}"
        for name, of in sizes.items()
    ]
    by_rows = {"convention": "rows", "assume": ["softmax acts on each row"]} if "softmax" in loss else {}
    return module_of_statement(state(loss, by, declare=declare, **by_rows)).source


def small_blocks(text, entries=13):
    """The file with blocks of so few entries that small matrices have several."""
    assert "for rows in blocks(" in text
    text, times = re.subn(r"most=\d+ << \d+", f"most={entries * 8}", text)
    assert times == 1
    return loading.loaded(text)


def values_of(sizes, seed, kind=np.float64):
    random = np.random.default_rng(seed)
    found = {
        "lambda_" if name == r"\lambda" else name: random.standard_normal([SIZES[size] for size in of]).astype(kind)
        for name, of in sizes.items()
    }
    if "F" in found:
        found["X"] = np.abs(found["X"]) + kind(0.5)
    for mask in found.keys() & {"M", "F"}:
        found[mask] = (found[mask] > 0).astype(kind)
    return found


def ids(row):
    return f"{row[1]} in {row[0][:12]}"


@pytest.mark.parametrize("row", LOSSES, ids=ids)
@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("entries", [1, 13, 1000])
def test_rows_at_a_time_give_what_all_give(row, kind, entries, monkeypatch):
    text = source(*row)
    monkeypatch.setattr(modules, "in_blocks", lambda *_: None)
    whole = source(*row)
    assert "blocks(" not in whole
    values = values_of(row[2], 4, kind)
    loss, grads = small_blocks(text, entries)(**values)
    expected, slopes = loading.loaded(whole)(**values)
    near = 1e-12 if kind is np.float64 else 1e-5
    (got,), (slope,) = grads.values(), slopes.values()
    assert (loss.dtype, got.dtype, got.shape) == (kind, kind, slope.shape)
    np.testing.assert_allclose(loss, expected, rtol=near)
    np.testing.assert_allclose(got, slope, rtol=near, atol=near)


@pytest.mark.parametrize("row", LOSSES, ids=ids)
def test_rows_at_a_time_give_the_derivative(row):
    function, values = small_blocks(source(*row)), values_of(row[2], 5)
    _, grads = function(**values)
    before = {name: value.copy() for name, value in values.items()}
    for place in np.ndindex(values[row[1]].shape):
        ends = []
        for step in (1e-6, -1e-6):
            moved = values[row[1]].copy()
            moved[place] += step
            ends.append(function(**{**values, row[1]: moved})[0])
        np.testing.assert_allclose(grads[row[1]][place], (ends[0] - ends[1]) / 2e-6, rtol=1e-5, atol=1e-6)
    for name, value in values.items():
        np.testing.assert_array_equal(value, before[name])


@pytest.mark.parametrize("by", ["w", "t", "c"])
def test_a_matrix_without_rows_has_a_gradient_of_its_shape(by, monkeypatch):
    sizes = {"w": ("n", "d"), "t": ("m", "d"), "b": ("n",), "c": ("m",), "F": ("n", "m"), "X": ("n", "m")}
    loss = GLOVE.replace("_{i=1}^{V}", "_{i=1}^{n}").replace("_{j=1}^{V}", "_{j=1}^{m}")
    monkeypatch.setitem(SIZES, "n", 0)
    values = values_of(sizes, 1)
    value, grads = small_blocks(source(loss, by, sizes))(**values)
    assert value == 0
    assert grads[by].shape == values[by].shape
    assert not grads[by].any()


@pytest.mark.parametrize("case", cases, ids=lambda case: case.name)
def test_any_loss_that_allows_a_loop_has_the_same_gradient_by_it(case, monkeypatch):
    monkeypatch.setattr(blocks, "FEWEST", 0)
    made = modules.module(case.loss, case.variable, families=case.families)
    if "for rows in blocks(" not in made.source:
        return
    function = small_blocks(made.source)
    monkeypatch.setattr(modules, "in_blocks", lambda *_: None)
    whole = modules.module(case.loss, case.variable, families=case.families)
    values = drawn(case, made, 3)
    (loss, grads), (expected, slopes) = function(**values), loading.loaded(whole.source)(**values)
    np.testing.assert_allclose(loss, expected, rtol=1e-12)
    for name, slope in slopes.items():
        np.testing.assert_allclose(grads[name], slope, rtol=1e-10, atol=1e-12)


def test_a_small_matrix_is_one_block_and_others_have_equal_ones():
    parts = loading.loaded(HELPERS["blocks"], "blocks")
    assert parts(1000, 3000) == [slice(0, 1000)]
    sizes = [len(range(100_000)[each]) for each in parts(100_000, 8000)]
    assert sum(sizes) == 100_000
    assert len(sizes) > 1
    assert max(sizes) - min(sizes) < len(sizes)
    assert max(sizes) * 8000 <= 3 << 20
    assert parts(0, 5) == [slice(0, 1)]
    assert parts(3, 1 << 30) == [slice(0, 1), slice(1, 2), slice(2, 3)]


KNOWN = {"A": ("n", "d"), "B": ("d", "m"), "F": ("n", "m"), "G": ("n", "m"), "b": ("m",), "k": (), "": ("n", "m")}
START = ["r = A @ B", "r += F", "r *= G", "r -= b"]


def looped(lines, slope):
    return in_blocks([*START, *lines], slope, KNOWN, lambda name: name, "g")


@pytest.mark.parametrize(
    ("lines", "slope"),
    [
        (["loss = np.vdot(r, F)"], "r @ G"),
        (["loss = np.sum(r) / k + np.vdot(F, F)"], "r.sum(axis=0)"),
        (["u = np.exp(r)", "loss = np.sum(u)"], "A.T @ u"),
    ],
)
def test_rows_and_sums_over_them_are_in_a_loop(lines, slope):
    assert looped(lines, slope) is not None


@pytest.mark.parametrize(
    ("lines", "slope"),
    [
        (["s = np.sum(r)", "u = r / s", "loss = np.sum(u)"], "u @ G"),
        (["loss = np.sum(r)"], "r.T"),
        (["loss = np.sum(r)"], "r.T @ r @ r"),
        (["loss = np.linalg.det(r)"], "r"),
        (["loss = np.sum(r[:, 0])"], "r"),
        (["loss = np.max(r)"], "r"),
        (["s = r.sum(axis=1)", "r += s", "loss = np.sum(r)"], "r"),
        (["s = r.sum(axis=0)", "r += s", "loss = np.sum(r)"], "r"),
        (["F *= 2", "loss = np.sum(r)"], "r"),
        (["r = r + 1", "loss = np.sum(r)"], "r"),
        (["softmax(r, axis=0, out=r)", "loss = np.sum(r)"], "r"),
        (["u = softmax(r, axis=0)", "loss = np.sum(u)"], "r"),
        (["u = F.copy()", "softmax(u, out=u)", "loss = np.sum(r)"], "r"),
        (["loss = np.sum(G @ r)"], "r"),
    ],
)
def test_lines_that_need_all_rows_at_once_stay_as_they_are(lines, slope):
    """A total that each row is divided by, a turned matrix, a function of the whole, an array that changes between."""
    assert looped(lines, slope) is None


def test_few_steps_are_not_worth_a_loop():
    text = source(r"\lVert X W - Y \rVert_F^2", "W", {name: TANH_SIZES[name] for name in "XWY"})
    assert "blocks(" not in text
