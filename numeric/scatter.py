"""Adding weighted rows into a matrix, in place, with repeats counted.

A minibatch changes a few hundred rows of a large matrix. That change is a sparse matrix in compressed columns (one
column per pair, its entries the rows that the pair touches) times a dense one, and SciPy's kernel for this product adds
into its output. The kernel has no public name; where it is missing or behaves otherwise, `_add_products_public`, which
needs public names only, takes its place (about a third of the speed).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.floating[Any]]
Kernel = Callable[[Floats, NDArray[np.int32], Floats, Floats], None]


def _add_products_public(target: Floats, rows: NDArray[np.int32], weights: Floats, vectors: Floats) -> None:
    touched, place = np.unique(rows, return_inverse=True)
    pair = np.repeat(np.arange(len(vectors)), rows.shape[1])
    shape = (len(touched), len(vectors))
    target[touched] += csr_array((weights.ravel(), (place.ravel(), pair)), shape=shape) @ vectors


def _add_products_in_place(target: Floats, rows: NDArray[np.int32], weights: Floats, vectors: Floats) -> None:
    pairs, per_pair = rows.shape
    start = _column_starts(pairs, per_pair)
    _csc_matvecs(
        len(target), pairs, target.shape[1], start, rows.ravel(), weights.ravel(), vectors.ravel(), target.ravel()
    )


@lru_cache(maxsize=64)
def _column_starts(pairs: int, per_pair: int) -> NDArray[np.int32]:
    return np.arange(0, pairs * per_pair + 1, per_pair, dtype=np.int32)


def _works(kernel: Kernel) -> bool:
    """A case small enough to run at import, with a repeat within a pair and one across pairs."""
    target, vectors = np.ones((3, 2), dtype=np.float32), np.array([[1, 2], [4, 8]], dtype=np.float32)
    rows, weights = np.array([[2, 2], [0, 2]], dtype=np.int32), np.array([[1, 2], [3, 4]], dtype=np.float32)
    try:
        kernel(target, rows, weights, vectors)
    except (NameError, TypeError, ValueError, AttributeError):
        return False
    return target.tolist() == [[13, 25], [1, 1], [20, 39]]


try:
    from scipy.sparse._sparsetools import csc_matvecs as _csc_matvecs
except ImportError:
    _csc_matvecs = None

KERNELS: dict[str, Kernel] = {"in place": _add_products_in_place, "public": _add_products_public}
"""In order of preference."""

_kernel: Kernel = next(kernel for kernel in KERNELS.values() if _works(kernel))


def add_products(target: Floats, rows: NDArray[np.int32], weights: Floats, vectors: Floats) -> None:
    """target[rows[b, r]] += weights[b, r] · vectors[b] for all b and r, repeats counted, in place.

    target (V, d), rows (B, R) int32, weights (B, R), vectors (B, d), all C-contiguous and of one float dtype; every row
    index must lie in 0..V−1, which is NOT checked here: this is the innermost loop, and its callers check once for
    many calls (`require_rows`).

    >>> target = np.zeros((3, 1))
    >>> add_products(target, np.array([[0, 2, 2]], dtype=np.int32), np.array([[1.0, 2.0, 3.0]]), np.array([[10.0]]))
    >>> target.ravel().tolist()
    [10.0, 0.0, 50.0]
    """
    _kernel(target, rows, weights, vectors)


def require_rows(rows: NDArray[np.int32], count: int) -> None:
    """Raises: IndexError unless every index lies in 0..count−1."""
    if rows.size and not 0 <= rows.min() <= rows.max() < count:
        raise IndexError(f"row indices run from {rows.min()} to {rows.max()}, but the rows are 0 to {count - 1}")
