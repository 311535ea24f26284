"""What differs at one number only, at a tie, or has no value there: refused with the point, or left open, never accepted."""

import pytest
from identity_cases import ONE, U, a, b, dot, e, minus, u_o, v, w

from derive import expression as x
from proofs.identity import Judge, Setting, find_witness, numerically
from proofs.identity.places import Found

o, c = x.Index("o", "V"), x.Index("c", "V")
HERE = Setting((o, c))
score = dot(u_o, v)


def number(value):
    return x.Number(value)


def between(left, right):
    return x.All((x.Compare(left, "<=", right), x.Compare(right, "<=", left)))


def plus(*terms):
    return x.Add(terms)


def judged(left, right, setting=HERE):
    judge = Judge([left, right], setting)
    return judge, judge.compare(left, right)


smooth = x.Product((x.Call("sigmoid", a), x.Call("sigmoid", x.Negative(a))))
SPECKS = {
    "1[x = 17]": x.Delta(between(a, number(17))),
    "1[17 = x]": x.Delta(between(number(17), a)),
    "a case for one number": x.Cases(((number(7), between(a, number(4))), (number(0), x.ALWAYS))),
    "what is left when x < 3 and x > 3 are not": x.Cases(
        ((number(0), x.Compare(a, "<", number(3))), (number(0), x.Compare(number(3), "<", a)), (ONE, x.ALWAYS))
    ),
    "1 − |sign(x − 3)|": minus(ONE, x.Call("abs", x.Call("sign", minus(a, number(3))))),
    "max(0, x − 1000)": x.Extremum("max", (number(0), minus(a, number(1000)))),
    "max(0, −x − 1000)": x.Extremum("max", (number(0), minus(x.Negative(a), number(1000)))),
}


@pytest.mark.parametrize("name", SPECKS)
def test_a_value_at_a_number_that_is_named_is_looked_at(name):
    other = plus(smooth, SPECKS[name])
    judge, found = judged(smooth, other)
    assert found.equal is False
    assert find_witness(judge, smooth, other) is not None


OPEN = {
    "1[uᵀv = 3]": plus(score, x.Delta(between(score, number(3)))),
    "1[uᵀv = vᵀv]": plus(score, x.Delta(between(score, dot(v, v)))),
    "a score over itself": x.Quotient(x.Product((score, score)), score),
    "an entry over itself": x.Quotient(x.Product((score, x.Entry(b, o))), x.Entry(b, o)),
    "a difference over itself": x.Product((score, x.Quotient(minus(a, e), minus(a, e)))),
}


def test_a_number_that_no_ball_holds_exactly_is_left_open():
    assert judged(smooth, plus(smooth, x.Delta(between(a, number("-5/3")))))[1].equal is None


@pytest.mark.parametrize("name", OPEN)
def test_what_cannot_be_looked_at_is_left_open(name):
    judge, found = judged(score, OPEN[name])
    assert found.equal is None
    assert found.reason
    assert numerically(judge, score, OPEN[name]).equal is not True


HOLES = {
    "(x − 3)/(x − 3)": x.Product((smooth, x.Quotient(minus(a, number(3)), minus(a, number(3))))),
    "0/(x − 3)": plus(smooth, x.Quotient(number(0), minus(a, number(3)))),
    "vᵀv/vᵀv": x.Product((smooth, x.Quotient(dot(v, v), dot(v, v)))),
}


@pytest.mark.parametrize("name", HOLES)
def test_a_hole_is_told(name):
    _, found = judged(smooth, HOLES[name])
    assert (found.equal, found.hole) == (True, True)


relu = x.Call("relu", score)
step = x.Delta(x.Compare(number(0), "<", score))
slope = x.Product((step, v))
leaky = x.Extremum("max", (x.Product((e, a)), a))
cases = x.Cases(((ONE, x.Compare(number(0), "<", a)), (e, x.Compare(a, "<=", number(0)))))
weak = x.Cases(((ONE, x.Compare(number(0), "<=", a)), (e, x.ALWAYS)))
FINE = {
    "the gradient of relu at a score": (x.Derivative(relu, u_o), slope),
    "leaky relu by cases": (x.Derivative(leaky, a), cases),
    "leaky relu, the other way at 0": (x.Derivative(leaky, a), weak),
    "the same cases in two orders": (cases, x.Cases(((e, x.Compare(a, "<=", number(0))), (ONE, x.ALWAYS)))),
    "a hinge": (
        x.Derivative(x.Extremum("max", (number(0), minus(ONE, score))), u_o),
        x.Negative(x.Product((x.Delta(x.Compare(score, "<", ONE)), v))),
    ),
    "a clipped score": (
        x.Derivative(x.Extremum("min", (x.Call("relu", score), ONE)), u_o),
        x.Product((x.Delta(x.All((x.Compare(number(0), "<", score), x.Compare(score, "<", ONE)))), v)),
    ),
    "the least of two multiples": (
        x.Derivative(x.Extremum("min", (x.Product((e, a)), x.Product((e, score)))), u_o),
        x.Product((x.Delta(x.Compare(score, "<", a)), e, v)),
    ),
    "a division by an exponential": (score, x.Product((score, x.Quotient(x.Call("exp", score), x.Call("exp", score))))),
    "a division by 1 + exp": (x.Call("sigmoid", a), x.Quotient(ONE, plus(ONE, x.Call("exp", x.Negative(a))))),
}


@pytest.mark.parametrize("name", FINE)
def test_kinks_and_denominators_that_never_vanish_are_fine(name):
    _, found = judged(*FINE[name], Setting((o, c), constraints=(("e", "fraction"),)))
    assert (found.equal, found.hole) == (True, False), found.reason


def test_nothing_is_found_where_nothing_can_be():
    judge, _ = judged(score, minus(score, number(0)))
    assert judge.places(score, minus(score, number(0)), x.ALWAYS) == Found()
    assert U.shape == ("d", "V")


# 1ᵀ(b/(1 − b) − b/(1 − b)) has no value where an entry of b is 1: it is 0 only for who has none there either.
missing = x.Quotient(b, minus(x.filled(1, b.shape), b))
nothing = x.Product((x.Transpose(x.filled(1, b.shape)), minus(missing, missing)))
entry = x.Call("log", minus(ONE, x.Entry(b, w)))
other_word = x.Not(x.Same(w, o))
second = x.Before(x.Ordinal(1, "V"), w)
REACHED = {
    "every entry": x.Sum(w, entry),
    "every entry, weighed": x.Sum(w, x.Product((x.Entry(x.Symbol("t", ("V", "1")), w), entry))),
}
LEFT_OUT = {
    "all but one, by the condition of the sum": x.Sum(w, entry, other_word),
    "all but one, by a delta": x.Sum(w, x.Product((x.Delta(other_word), entry))),
    "all but one, by 1 − δ": x.Sum(w, x.Product((minus(ONE, x.Delta(x.Same(w, o))), entry))),
    "all but the first": x.Sum(w, entry, second),
    "all but the first, by a delta": x.Sum(w, x.Product((x.Delta(second), entry))),
    "one": x.Sum(w, x.Product((x.Entry(x.OneHot(o), w), entry))),
    "one, as an entry": x.Entry(x.Call("log", minus(x.filled(1, b.shape), b)), o),
    "all, in a case": x.Cases(((x.Sum(w, entry), x.Same(o, c)), (number(0), x.ALWAYS))),
    "another fraction under a delta": x.Sum(w, x.Quotient(x.Delta(other_word), minus(ONE, x.Entry(b, w)))),
}


@pytest.mark.parametrize("name", REACHED)
def test_a_denominator_is_excused_by_a_sum_over_every_entry(name):
    slope = x.Derivative(plus(a, REACHED[name]), a)
    assert judged(slope, plus(ONE, nothing))[1].equal is True


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_denominator_is_not_excused_by_a_sum_that_leaves_an_entry_out(name):
    slope = x.Derivative(plus(a, LEFT_OUT[name]), a)
    assert judged(slope, plus(ONE, nothing))[1].equal is None


def test_denominators_under_the_same_condition_are_the_same():
    kept = x.Sum(w, x.Quotient(e, minus(x.Entry(b, w), ONE)), other_word)
    turned = x.Negative(x.Sum(w, x.Quotient(e, minus(ONE, x.Entry(b, w))), other_word))
    assert judged(kept, turned)[1].equal is True


A = x.Symbol("A", ("V", "V"))
spread = x.Trace(x.Inverse(A))
OTHERS = {
    "a sum of other logarithms": (x.Derivative(plus(a, x.Sum(w, entry)), a), plus(ONE, x.Product((nothing, nothing)))),
    "an inverse, which divides by the determinant": (spread, x.Quotient(x.Product((x.Determinant(A), spread)), x.Determinant(A))),
    "a power that is negative": (x.Product((x.Power(score, number(-1)), a)), x.Quotient(a, score)),
    "the same sum over another letter": (x.Quotient(a, x.Sum(w, x.Entry(b, w))), x.Quotient(a, x.Sum(x.Index("r", "V"), x.Entry(b, x.Index("r", "V"))))),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_what_both_divide_by_is_no_hole(name):
    assert judged(*OTHERS[name])[1].equal is True


def test_a_denominator_is_not_excused_by_another_one():
    two = minus(x.filled(2, b.shape), b)
    other = x.Product((x.Transpose(x.filled(1, b.shape)), minus(x.Quotient(b, two), x.Quotient(b, two))))
    slope = x.Derivative(plus(a, x.Sum(w, entry)), a)
    assert judged(slope, plus(ONE, other))[1].equal is None
    assert judged(spread, x.Product((spread, x.Quotient(score, score))))[1].equal is None
