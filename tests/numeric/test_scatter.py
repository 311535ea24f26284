"""Both scatter kernels are np.add.at, repeats counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numeric import scatter
from numeric.scatter import KERNELS, _works, add_products, require_rows


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 8), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_it_is_add_at(kernel, dtype, V, d, B, R, seed):
    rng = np.random.default_rng(seed)
    target = rng.integers(-8, 8, (V, d)).astype(dtype)
    rows = rng.integers(0, V, (B, R)).astype(np.int32)
    weights, vectors = rng.integers(-8, 8, (B, R)).astype(dtype), rng.integers(-8, 8, (B, d)).astype(dtype)
    expected = target.copy()
    np.add.at(expected, rows, weights[:, :, None] * vectors[:, None])
    kernel(target, rows, weights, vectors)
    np.testing.assert_array_equal(target, expected)  # small integers: exact in either precision


def test_the_kernel_in_use_is_the_fast_one_where_it_works():
    assert scatter._kernel is next(kernel for kernel in KERNELS.values() if _works(kernel))


def wrong_kernels():
    def assigns(target, rows, weights, vectors):
        target[rows] += weights[:, :, None] * vectors[:, None]

    def copies(target, rows, weights, vectors):
        target = target.copy()
        np.add.at(target, rows, weights[:, :, None] * vectors[:, None])

    def other_signature(target, rows):
        raise AssertionError

    return [assigns, copies, other_signature]


@pytest.mark.parametrize("kernel", wrong_kernels(), ids=lambda kernel: kernel.__name__)
def test_a_kernel_that_behaves_otherwise_is_not_used(kernel):
    assert not _works(kernel)


def test_a_row_of_a_larger_matrix_is_changed_in_place():
    whole = np.zeros((4, 2), np.float32)
    add_products(whole[1:3], np.array([[1]], np.int32), np.ones((1, 1), np.float32), np.ones((1, 2), np.float32))
    assert whole.tolist() == [[0, 0], [0, 0], [1, 1], [0, 0]]


@pytest.mark.parametrize("rows", [[-1], [3], [0, 5]])
def test_rows_out_of_range_are_refused(rows):
    with pytest.raises(IndexError, match="the rows are 0 to 2"):
        require_rows(np.array(rows), 3)
