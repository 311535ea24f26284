"""A written file says by name which argument has a wrong shape, or an index that is out of range; NumPy would often go on with it."""

import numpy as np
import pytest

from derive.stating import state
from derive.tensors.loading import loaded
from derive.tensors.statements import module_of_statement

REGRESSION = loaded(
    module_of_statement(
        state(r"\frac{1}{2N}\sum_{i=1}^N (w^\top x_i + b - y_i)^2", "w", declare=["w: d", "x[N]: d", "y[N]:", "b:"])
    ).source
)
LABELLED = loaded(
    module_of_statement(
        state(r"-\log \operatorname{softmax}(W x)_k", "W", declare=["W: C x 3", "x: 3", "k: index C"])
    ).source
)
RIGHT = {"x": np.ones((4, 3)), "y": np.ones(4), "w": np.ones(3), "b": 0.5}
LABEL = {"W": np.ones((4, 3)), "x": np.ones(3), "k": 3}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"w": np.ones(2)}, "x has the shape (4, 3), expected (N, d) with d = 2 as in w"),
        ({"x": np.ones((3, 4))}, "x has the shape (3, 4), expected (N, d) with d = 3 as in w"),
        ({"x": np.ones((2, 4, 3))}, "x has the shape (2, 4, 3), expected (N, d) with d = 3 as in w"),
        ({"y": np.ones((4, 1))}, "y has the shape (4, 1), expected (N,) with N = 4 as in x"),
        ({"y": 1.0}, "y has the shape (), expected (N,) with N = 4 as in x"),
        ({"b": np.ones(4)}, "b has the shape (4,), expected a number"),
        ({"w": None}, "w has the shape (), expected (d,)"),
    ],
)
def test_a_wrong_shape_is_told_by_name(wrong, said):
    REGRESSION(**RIGHT)
    with pytest.raises(ValueError, match="shape") as caught:
        REGRESSION(**RIGHT | wrong)
    assert str(caught.value) == said


@pytest.mark.parametrize("wrong", [4, -1, 1.0])
def test_an_index_is_in_range(wrong):
    LABELLED(**LABEL)
    with pytest.raises(ValueError, match="integers") as caught:
        LABELLED(**LABEL | {"k": wrong})
    assert str(caught.value) == "k must be integers from 0 to 3"


def test_a_size_that_is_a_number_is_that_number():
    with pytest.raises(ValueError, match="shape") as caught:
        LABELLED(**LABEL | {"x": np.ones(2)})
    assert str(caught.value) == "x has the shape (2,), expected (3,)"


def test_a_loss_of_numbers_alone_takes_arrays_of_them_entry_by_entry():
    sigmoid = loaded(module_of_statement(state(r"\sigma(a x)", "x", declare=["x:", "a:"])).source)
    several = np.array([-1.0, 0.0, 2.0])
    loss, grads = sigmoid(x=several, a=0.5)
    for x, value, slope in zip(several, loss, grads["x"], strict=True):
        one, slopes = sigmoid(x=x, a=0.5)
        np.testing.assert_allclose([value, slope], [one, slopes["x"]], rtol=1e-15)
