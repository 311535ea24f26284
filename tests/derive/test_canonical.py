"""Signs and words of expressions: the same for those that differ by order only, others for any other two."""

import pytest

from derive import expression as x
from derive.elaboration.pairs import canonical

a, b, s, t = (x.Symbol("a", ("n", "1")), x.Symbol("b", ("n", "1")), x.Symbol("s"), x.Symbol("t"))
TWO, THREE = x.Number(2), x.Number(3)


def difference(left, right):
    return x.Add((left, x.Negative(right)))


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        (difference(s, t), difference(t, s), -1),
        (x.Power(difference(s, t), TWO), x.Power(difference(t, s), TWO), 1),
        (x.Call("cos", difference(s, t)), x.Call("cos", difference(t, s)), 1),
        (x.Call("sin", difference(s, t)), x.Call("sin", difference(t, s)), -1),
        (x.Product((s, t)), x.Product((t, s)), 1),
        (x.Hadamard(a, b), x.Hadamard(b, a), 1),
        (x.Hadamard(difference(a, b), b), x.Hadamard(b, difference(b, a)), -1),
        (x.Product((x.Transpose(a), b)), x.Product((x.Transpose(b), a)), 1),
        (x.Named("p", s), s, 1),
        (x.Transpose(x.Transpose(a)), a, 1),
        (x.Negative(x.Negative(s)), s, 1),
    ],
)
def test_what_differs_by_its_order_has_one_word(one, other, sign):
    (first, word), (second, same) = canonical(one), canonical(other)
    assert (word, first) == (same, sign * second)
    assert abs(first) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (difference(s, t), x.Add((s, t))),
        (x.Power(s, TWO), x.Power(s, x.Number(4))),
        (x.Power(difference(s, t), THREE), x.Power(difference(t, s), THREE)),
        (x.Call("exp", difference(s, t)), x.Call("exp", difference(t, s))),
        (x.Product((a, x.Transpose(b))), x.Product((b, x.Transpose(a)))),
        (x.Entry(a, x.Index("i", "n")), x.Entry(a, x.Index("j", "n"))),
    ],
)
def test_what_differs_otherwise_has_another_word(one, other):
    assert canonical(one) != canonical(other)
