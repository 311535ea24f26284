"""Losses beyond word2vec, compiled, against the same losses in loops at 50 digits, differentiated by central differences."""

import numpy as np
import pytest
from general import CASES, Case
from losses import exact

import derive

TOLERANCE = 1e-10  # sums of at most 25 products of numbers below 10: some thousands of roundings of 1.1e-16

SIZES = [
    {"d": 3, "V": 3, "N": 4, "C": 2, "H": 3, "E": 2, "K": 3, "S": 2},
    {"d": 2, "V": 5, "N": 1, "C": 4, "H": 5, "E": 3, "K": 4, "S": 5},
    {"d": 1, "V": 2, "N": 3, "C": 3, "H": 1, "E": 1, "K": 1, "S": 1},
]


def inputs(case: Case, sizes: dict[str, int], seed: int = 0) -> list[object]:
    """Random arguments of a case; maps repeat words wherever they are long enough."""
    r = np.random.default_rng(seed)
    found: list[object] = []
    for _, kind in case.arguments:
        first, *rest = kind.split() or [""]
        if first == "index":
            found.append(int(r.integers(sizes[rest[0]])))
        elif first == "map":
            found.append(r.integers(sizes[rest[1]], size=sizes[rest[0]]))
        else:
            shape = [sizes[size] for size in kind.split()]
            found.append(np.asarray(r.normal(size=shape)))
    return found


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_value_and_gradients(case: Case, sizes: dict[str, int]) -> None:
    f = derive.compile(case.tree, wrt=case.wrt)
    assert [a.name for a in f.arguments] == [name for name, _ in case.arguments]
    given = inputs(case, sizes)
    names = [name for name, _ in case.arguments]
    truth = exact(case.loops, *given, wrt=[names.index(variable.name) for variable in case.wrt])
    loss, grads = f(*given)
    np.testing.assert_allclose(loss, truth.value, rtol=TOLERANCE, atol=TOLERANCE)
    for variable, wanted in zip(case.wrt, truth.gradients, strict=True):
        np.testing.assert_allclose(grads[variable.name], wanted, rtol=TOLERANCE, atol=TOLERANCE, err_msg=variable.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rows_are_columns_turned_and_single_precision_stays(case: Case) -> None:
    given = inputs(case, SIZES[0], seed=1)
    columns, rows = (derive.compile(case.tree, wrt=case.wrt, layout=layout) for layout in ("columns", "rows"))
    loss, grads = columns(*given)
    turned = [x.T if isinstance(x, np.ndarray) and x.ndim == 2 else x for x in given]
    other, turned_grads = rows(*turned)
    assert np.isclose(loss, other, rtol=TOLERANCE)
    single = [x.astype(np.float32) if isinstance(x, np.ndarray) and x.dtype == np.float64 else x for x in given]
    small, small_grads = columns(*single)
    assert small.dtype == np.float32
    for name, grad in grads.items():
        np.testing.assert_allclose(turned_grads[name].T, grad, rtol=TOLERANCE, atol=TOLERANCE)
        assert small_grads[name].dtype == np.float32
        np.testing.assert_allclose(small_grads[name], grad, rtol=2e-4, atol=2e-4)  # 1e3 roundings of 6e-8


def varied(case: Case, at: set[int], sizes: dict[str, int]) -> tuple[list[object], list[list[object]]]:
    """Arguments of which some vary over a batch of three, and those of each example."""
    given, examples = inputs(case, sizes), [inputs(case, sizes, seed) for seed in (5, 6, 7)]
    together = [np.stack([one[n] for one in examples]) if n in at else each for n, each in enumerate(given)]
    singles = [[one[n] if n in at else each for n, each in enumerate(given)] for one in examples]
    return together, singles


@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_any_arguments_may_vary_over_a_batch(case: Case, sizes: dict[str, int]) -> None:
    f = derive.compile(case.tree, wrt=case.wrt)
    names = [each for each, _ in case.arguments]
    for at in [*({n} for n in range(len(names))), set(range(0, len(names), 2)), set(range(len(names)))]:
        together, singles = varied(case, at, sizes)
        losses, grads = f(*together)
        found = [f(*one) for one in singles]
        np.testing.assert_allclose(losses, [loss for loss, _ in found], rtol=TOLERANCE)
        for key, grad in grads.items():
            each = [one[key] for _, one in found]
            wanted = np.stack(each) if names.index(key) in at else sum(each)
            np.testing.assert_allclose(grad, wanted, rtol=TOLERANCE, atol=TOLERANCE, err_msg=f"{key}, {at}")
