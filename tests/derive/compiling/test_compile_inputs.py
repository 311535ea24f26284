"""What does not fit is refused with one clear sentence, and nothing is broadcast, wrapped round or cast in silence."""

import numpy as np
import pytest
from when_called import Compiled

import derive
from derive.compiling import InputError, InputTypeError
from derive.outside import UnsupportedError

naive = Compiled("b.1", layout="rows")
negative = Compiled("h", layout="rows")
columns = Compiled("b.1")
v, U, w = np.ones(3), np.ones((5, 3)), np.array([1, 2])

REFUSED = [
    (naive, (v, 1, np.ones((5, 4))), ValueError, "v_c has d = 3, but U, of shape (V, d), has d = 4"),
    (columns, (v, 1, np.ones((5, 3))), ValueError, "v_c has d = 3, but U, of shape (d, V), has d = 5"),
    (naive, (v, 1, np.ones(5)), ValueError, "U must have shape (V, d), it has shape (5,)"),
    (naive, (np.float64(1), 1, U), ValueError, "v_c must have shape (d,), it has shape ()"),
    (naive, (v, 5, U), IndexError, "o is 5, but V = 5: indices run from 0 to 4"),
    (naive, (v, -1, U), ValueError, "o is -1, but V = 5: indices run from 0 to 4"),
    (naive, (v, 1.0, U), TypeError, "o must be an integer, it is a float"),
    (naive, (v, True, U), TypeError, "o must be an integer, it is a bool"),
    (naive, (v.astype(int), 1, U), TypeError, "v_c must hold floats (float32 or float64), it holds int64"),
    (naive, (v, 1, U.astype(complex)), TypeError, "U must hold floats (float32 or float64), it holds complex128"),
    (naive, (v, 1, U.astype(object)), TypeError, "U must hold floats (float32 or float64), it holds object"),
    (naive, (v, 1, U.astype(np.float16)), TypeError, "U must hold floats (float32 or float64), it holds float16"),
    (naive, (v.astype(np.float32), 1, U), TypeError, "v_c is float32 and U is float64: give all arrays one type"),
    (naive, (v * np.nan, 1, U), ValueError, "v_c holds a number that is not finite"),
    (naive, (v, 1, U * np.inf), ValueError, "U holds a number that is not finite"),
    (naive, (v, 1, np.where(np.eye(5, 3) > 0, -np.inf, 1)), ValueError, "U holds a number that is not finite"),
    (
        naive,
        (v * 1e300, 1, U * 1e300),
        ValueError,
        "the result is not finite: the numbers are too large for their type",
    ),
    (negative, (v, 1, w, U), ValueError, "o = 1 is among the negatives: draw it again"),
    (negative, (v, 0, np.array([1, 5]), U), IndexError, "negatives holds 5, but V = 5: indices run from 0 to 4"),
    (negative, (v, 0, np.array([1, -2]), U), ValueError, "negatives holds -2, but V = 5: indices run from 0 to 4"),
    (negative, (v, 0, np.array([1.0, 2.0]), U), TypeError, "negatives must hold integers, it holds float64"),
    (negative, (v, 0, 1, U), ValueError, "negatives must have shape (K,), it has shape ()"),
    (naive, (np.ones((2, 3)), np.array([0, 5]), U), IndexError, "o holds 5, but V = 5: indices run from 0 to 4"),
    (naive, (np.ones((2, 3)), np.array([-1, 0]), U), IndexError, "o holds -1, but V = 5: indices run from 0 to 4"),
    (
        negative,
        (np.ones((2, 3)), np.array([0, 3]), np.array([[1, 2], [2, 7]]), U),
        IndexError,
        "negatives holds 7, but V = 5: indices run from 0 to 4",
    ),
    (
        negative,
        (np.ones((2, 3)), np.array([0, 3]), np.array([[1, 2], [2, 3]]), U),
        ValueError,
        "o = 3 is among the negatives: draw it again",
    ),
    (
        negative,
        (np.ones((2, 3)), np.array([0, 3]), w[None, :], U),
        ValueError,
        "v_c has B = 2, but negatives, of shape (B, K), has B = 1",
    ),
]


@pytest.mark.parametrize(("f", "arguments", "kind", "message"), REFUSED, ids=[row[-1] for row in REFUSED])
def test_refused_with_one_sentence(f, arguments, kind, message):
    with np.errstate(all="ignore"), pytest.raises(kind) as caught:
        f(*arguments)
    assert str(caught.value) == message
    assert isinstance(caught.value, InputError | InputTypeError)


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ({"U": np.empty((3, 5))}, "out['U'] must be an array of shape (5, 3) and type float64"),
        ({"v_c": np.empty(3)}, "out holds 'v_c': memory can be given for 'U'"),
        ({"U": U}, "out['U'] shares memory with an argument"),
    ],
)
def test_memory_that_does_not_fit(out, message):
    with pytest.raises(InputError) as caught:
        naive(v, 1, U, out=out)
    assert str(caught.value) == message


def test_lists_and_other_integers_are_taken():
    expected = negative(v, 0, w, U)[0]
    assert negative([1.0, 1.0, 1.0], np.int32(0), [1, 2], U.tolist())[0] == expected
    assert negative(v_c=v, o=0, negatives=w.astype(np.uint8), U=U)[0] == expected
    assert negative(v, 0, [], U)[0] == pytest.approx(np.log1p(np.exp(-3)))


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: derive.compile("b.3"), ValueError, "has no loss"),
        (lambda: derive.compile("z"), KeyError, "no part 'z'"),
        (lambda: derive.compile("b.1", layout="diagonal"), ValueError, 'layout is "columns" or "rows"'),
        (lambda: derive.compile("b.1", name="f(): pass"), ValueError, "no name for a function"),
        (lambda: derive.compile("b.1", name="class"), ValueError, "no name for a function"),
        (lambda: derive.compile("b.1", sparse=True), UnsupportedError, "not sparse"),
    ],
)
def test_what_cannot_be_compiled_says_why(call, kind, message):
    with pytest.raises(kind, match=message):
        call()


def test_names_that_a_program_uses_are_given_way():
    """A matrix called V over a vocabulary of size V, a vector called exp, a symbol that is no identifier."""
    from derive.expression import Column, Index, Product, Symbol, Transpose

    V, x, odd = Symbol("V", ("d", "V")), Symbol("exp", ("d", "1")), Symbol("α'", ("1", "1"))
    f = derive.compile(Product((odd, Transpose(Column(V, Index("lambda", "V"))), x)), wrt=[x, V, odd])
    loss, grads = f(np.array([1.0, 2.0]), 1, np.array([[1.0, 3.0], [1.0, 4.0]]), 2.0)
    assert float(loss) == 22
    assert [grad.tolist() for grad in grads.values()] == [[6, 8], [[0, 2], [0, 4]], 11]
