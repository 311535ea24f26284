"""What the words behind the derivative of a function of a number say of it at a point is held by its value there."""

import pytest

from gradproof import check

CLAIM = r"$\sigma'(x) = \sigma(x)(1-\sigma(x))$"
REMARKS = [
    (r", which at $x = 0$ is $1/4$.", r", which at $x = 0$ is $1/3$."),
    (r"; at $x=0$ this is $1/4$.", r"; at $x=1$ this is $1/4$."),
    (r", which is $1/4$ at $x = 0$.", r", which is $1$ at $x = 0$."),
    (r"; its largest value is $1/4$, at $x=0$.", r"; its largest value is $1/2$, at $x=0$."),
    (r". The maximum is $1/4$ at $x=0$.", r". Its largest value is $1/4$, at $x=1$."),
    (r". At $x=0$ it equals $\frac14$.", r". At $x=0$ it equals $\frac12$."),
]


@pytest.mark.parametrize(("true", "false"), REMARKS)
def test_a_value_at_a_point_is_held(true: str, false: str) -> None:
    assert check("f", CLAIM + true).accepted
    assert check("f", CLAIM + false).verdict == "ambiguous"


def test_a_value_that_is_said_without_a_point_is_no_remark():
    assert not check("f", CLAIM + ", which is $1/4$.").accepted


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r", or, in matrix form, $U\hat y - U y$", r", or, in matrix form, $U y - U\hat y$"),
        (r"; for $\hat y = y$ it is zero", r"; for $\hat y = 2 y$ it is zero"),
    ],
)
def test_the_value_once_more_and_where_it_is_zero(right: str, wrong: str) -> None:
    claim = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"
    assert check("b.1", f"{claim}{right}.").accepted
    assert not check("b.1", f"{claim}{wrong}.").accepted
