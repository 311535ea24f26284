"""What must hold of the compiled word2vec losses whatever the numbers: batches, layouts, precision, words in another order."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from when_called import Compiled

import derive
from derive.tensors.helpers import HELPERS
from derive.tensors.passes import PASSES

naive = Compiled("b.1", layout="rows")
negative = Compiled("h", layout="rows")
sparse = Compiled("h", layout="rows", sparse=True)
TOLERANCE = 1e-12  # the same sums in another order: some hundred roundings of 1.1e-16
SINGLE = 2e-5  # the same of 6e-8


def close(got: object, wanted: object, tolerance: float = TOLERANCE) -> None:
    np.testing.assert_allclose(np.asarray(got), np.asarray(wanted), rtol=tolerance, atol=tolerance)


def helpers(*names: str) -> dict[str, Any]:
    """Functions that are written into programs, by name."""
    space: dict[str, Any] = {}
    exec("\n\n".join(["import math", "import numpy as np", *((HELPERS | PASSES)[name] for name in names)]), space)  # noqa: S102 (our own text)
    return space


@st.composite
def examples(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(v_c (B, d), o (B,), negatives (B, K), U (V, d)); words repeat within and across examples."""
    V, d, B, K = (draw(st.integers(low, high)) for low, high in ((2, 7), (1, 5), (1, 4), (1, 40)))
    r = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    o = r.integers(V, size=B)
    negatives = (o[:, None] + r.integers(1, V, size=(B, K))) % V
    return r.normal(size=(B, d)), o, negatives, r.normal(size=(V, d))


@settings(max_examples=60, deadline=None)
@given(examples())
def test_a_batch_is_a_stack_of_singles(data):
    v, o, w, U = data
    for f, rest in ((naive, (o,)), (negative, (o, w))):
        losses, grads = f(v, *rest, U)
        singles = [f(v[b], *(each[b] for each in rest), U) for b in range(len(v))]
        close(losses, [loss for loss, _ in singles])
        close(grads["v_c"], [one["v_c"] for _, one in singles])
        close(grads["U"], sum(one["U"] for _, one in singles))


@settings(max_examples=60, deadline=None)
@given(examples())
def test_sparse_is_dense(data):
    v, o, w, U = data
    for arguments in ((v[0], int(o[0]), w[0], U), (v, o, w, U)):
        loss, grads = negative(*arguments)
        other, thin = sparse(*arguments)
        close(other, loss)
        close(thin["v_c"], grads["v_c"])
        close(thin["U"].dense(len(U)), grads["U"])


@settings(max_examples=60, deadline=None)
@given(examples(), st.randoms(use_true_random=False))
def test_words_may_be_renumbered(data, random):
    v, o, w, U = data
    order = list(range(len(U)))
    random.shuffle(order)
    place = np.argsort(order)
    for f, rest in ((naive, (o[0],)), (negative, (o[0], w[0]))):
        loss, grads = f(v[0], *rest, U)
        other, moved = f(v[0], *(place[each] for each in rest), U[order])
        close(other, loss)
        close(moved["U"], grads["U"][order])


@settings(max_examples=60, deadline=None)
@given(examples())
def test_single_precision_stays(data):
    v, o, w, U = data
    for f, rest in ((naive, (o[0],)), (negative, (o[0], w[0]))):
        loss, grads = f(v[0], *rest, U)
        small, slopes = f(v[0].astype(np.float32), *rest, U.astype(np.float32))
        assert {small.dtype, slopes["v_c"].dtype, slopes["U"].dtype} == {np.dtype(np.float32)}
        close(small, loss, SINGLE * max(1, abs(loss)))
        for key in grads:
            close(slopes[key], grads[key], SINGLE * 10)


@settings(max_examples=60, deadline=None)
@given(examples(), st.sampled_from([64, 200, 1000]))
def test_one_pass_in_blocks_is_two_passes(data, block):
    v, _, _, U = data
    helper = helpers("softmax_pass")["softmax_pass"]
    for one, other in zip(helper(3 * U, v[0]), helper(3 * U, v[0], cached=0, block=block), strict=True):
        close(other, one)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [1e2, 1e4])
def test_stable_at_large_scores(size, dtype):
    U, v = np.array([[1.0], [-1.0], [0.5]], dtype), np.array([size], dtype)
    loss, grads = naive(v, 1, U)
    close(loss, 2 * size)
    close(grads["U"], [[size], [-size], [0]], 1e-12)
    assert naive(v, 0, U)[0] == pytest.approx(0, abs=1e-20)
    loss, grads = negative(v, 1, np.array([0, 2, 2]), U)
    close(loss, size * (1 + 1 + 0.5 + 0.5))
    close(grads["U"], [[size], [-size], [2 * size]], 1e-12)
    loss, grads = negative(-v, 1, np.array([0, 2, 2]), U)
    assert 0 <= loss < 1e-20
    assert np.abs(grads["U"]).max() < 1e-15


@settings(max_examples=60, deadline=None)
@given(examples(), st.sampled_from([64, 200, 1000]), st.booleans())
def test_scores_in_blocks_are_scores(data, block, given_memory):
    v, _, _, U = data
    scores = v @ U.T
    helper = helpers("log_sum_exp_and_softmax")["log_sum_exp_and_softmax"]
    wanted = helper(scores)
    got = helper(scores, block=block, out=scores if given_memory else None)
    for one, other in zip(wanted, got, strict=True):
        close(other, one)
    assert np.shares_memory(got[1], scores) == given_memory


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 4), max_size=200), st.integers(1, 3), st.integers(0, 2**32 - 1))
def test_rows_are_added_as_often_as_their_word_stands_there(drawn, d, seed):
    r = np.random.default_rng(seed)
    index, added, target = np.array(drawn, np.intp), r.normal(size=(len(drawn), d)), r.normal(size=(5, d))
    kept, wanted = added.copy(), target.copy()
    np.add.at(wanted, index, added)
    helpers("add_rows")["add_rows"](target, index, added)
    close(target, wanted)
    assert np.array_equal(added, kept)


@pytest.mark.parametrize("shape", [(3, 4), (2, 600), (5, 1), (0, 3), (3, 0)])
@pytest.mark.parametrize("order", ["C", "F"])
def test_an_outer_product_in_blocks(shape, order):
    r = np.random.default_rng(0)
    a, b = r.normal(size=shape[0]), r.normal(size=shape[1])
    outer = helpers("outer")["outer"]
    close(outer(a, b), np.outer(a, b))
    close(outer(a, b, block=16), np.outer(a, b))
    close(outer(a, b, np.empty(shape, order=order)), np.outer(a, b))


def test_memory_given_is_memory_used():
    r = np.random.default_rng(0)
    v, U = r.normal(size=3), r.normal(size=(5, 3))
    out = np.full_like(U, np.nan)
    for f, rest in ((naive, (2,)), (negative, (2, np.array([1, 1, 4])))):
        _, wanted = f(v, *rest, U)
        _, grads = f(v, *rest, U, out={"U": out})
        assert np.shares_memory(grads["U"], out)
        close(out, wanted["U"])


BATCHES = {"naive": (naive, ()), "negative": (negative, (np.array([[1, 1, 4], [0, 3, 3]]),))}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("order", ["C", "F", "every other"])
@pytest.mark.parametrize("name", BATCHES)
def test_memory_given_for_a_batch_is_memory_used(name, order, dtype):
    f, rest = BATCHES[name]
    r = np.random.default_rng(0)
    v, o, U = r.normal(size=(2, 3)).astype(dtype), np.array([2, 2]), r.normal(size=(5, 3)).astype(dtype)
    out = np.full((10, 6), np.nan, dtype)[::2, ::2] if order == "every other" else np.full_like(U, np.nan, order=order)
    losses, wanted = f(v, o, *rest, U)
    same, grads = f(v, o, *rest, U, out={"U": out})
    assert np.shares_memory(grads["U"], out)
    assert {each.dtype for each in (same, *grads.values())} == {np.dtype(dtype)}
    tolerance = TOLERANCE if dtype == np.float64 else SINGLE
    close(same, losses, tolerance)
    close(out, wanted["U"], tolerance)
    close(grads["v_c"], wanted["v_c"], tolerance)


def test_a_vector_of_a_batch_has_no_memory_to_give():
    with pytest.raises(ValueError, match="memory can be given for 'U'"):
        naive(np.ones((2, 3)), np.array([0, 1]), np.ones((5, 3)), out={"v_c": np.empty((2, 3))})


@settings(max_examples=60, deadline=None)
@given(examples(), st.booleans())
def test_any_memory_order_gives_the_same(data, batch):
    """Every other row and column of a larger array, from behind, or turned: the numbers count, not where they lie."""
    v, o, w, U = data
    wide = np.full((2 * U.shape[0], 2 * U.shape[1]), np.nan)
    wide[::2, ::2] = U
    back = np.ascontiguousarray(U[::-1, ::-1])[::-1, ::-1]
    long = np.full((2 * v.shape[0], 2 * v.shape[1]), np.nan)
    long[::2, ::2] = v
    at = slice(None) if batch else 0
    for f, rest in ((naive, (o,)), (negative, (o, w)), (sparse, (o, w))):
        words = [each[at] if batch else (int(each[0]) if each.ndim == 1 else each[0]) for each in rest]
        loss, grads = f(v[at], *words, U)
        for other in (wide[::2, ::2], back, np.asfortranarray(U)):
            again, slopes = f(long[::2, ::2][at], *words, other)
            close(again, loss)
            close(slopes["v_c"], grads["v_c"])
            if f is sparse:
                close(slopes["U"].dense(len(U)), grads["U"].dense(len(U)))
            else:
                close(slopes["U"], grads["U"])


def test_results_share_no_memory_and_arguments_are_not_changed():
    r = np.random.default_rng(0)
    v, U, w = r.normal(size=3), r.normal(size=(5, 3)), np.array([1, 1, 4])
    kept = v.copy(), U.copy(), w.copy()
    for f, rest in ((naive, (2,)), (negative, (2, w))):
        first = f(v, *rest, U)[1]
        second = f(v, *rest, U)[1]
        assert not np.shares_memory(first["U"], second["U"])
        assert not any(np.shares_memory(grad, each) for grad in first.values() for each in (v, U))
    assert all(np.array_equal(a, b) for a, b in zip(kept, (v, U, w), strict=True))


@pytest.mark.parametrize("word_loss", ["b.1", "h"])
def test_the_window_is_the_sum_over_its_words(word_loss):
    r = np.random.default_rng(3)
    v, U, outside, w = r.normal(size=3), r.normal(size=(6, 3)), np.array([2, 2, 5]), np.array([[1, 1], [0, 4], [2, 2]])
    window, word = derive.compile("i.1", layout="rows", word_loss=word_loss), naive if word_loss == "b.1" else negative
    rest = () if word_loss == "b.1" else (w,)
    loss, grads = window(v, outside, *rest, U)
    singles = [word(v, int(o), *(each[n] for each in rest), U) for n, o in enumerate(outside)]
    close(loss, sum(one for one, _ in singles))
    for key in ("v_c", "U"):
        close(grads[key], sum(one[key] for _, one in singles))
    assert window(v, [], *(np.empty((0, 2), int) for _ in rest), U)[0] == 0


@pytest.mark.parametrize(
    ("part", "arguments", "value", "slope"),
    [
        ("f", ([-1e4, 0.0, 1e4],), [0, 0.5, 1], [0, 0.25, 0]),
        ("e", ([-2.0, 0.0, 3.0], 0.25), [-0.5, 0, 3], [0.25, 0.25, 1]),
        ("e.relu", ([-2.0, 0.0, 3.0],), [0, 0, 3], [0, 0, 1]),
    ],
)
def test_functions_of_a_number_act_entry_by_entry(part, arguments, value, slope):
    f = derive.compile(part)
    for shape in ((3,), (3, 1), (1, 3, 1)):
        x = np.array(arguments[0], np.float32).reshape(shape)
        got, grads = f(x, *arguments[1:])
        assert got.shape == grads["x"].shape == shape
        assert got.dtype == grads["x"].dtype == np.float32
        close(np.ravel(got), value)
        close(np.ravel(grads["x"]), slope)
    assert float(f(arguments[0][2], *arguments[1:])[0]) == value[2]
