"""What a comparison may say, and what it may not: signs, roots and logarithms as over the reals, cases, shapes."""

from fractions import Fraction

import pytest
from identity_cases import ONE, a, e, minus, o

from derive import expression as x
from proofs.identity import Judge, Setting, exhaustive

two = x.Number(2)


def call(name, argument):
    return x.Call(name, argument)


EQUAL = {
    "exp": (call("exp", x.Add((a, e))), x.Product((call("exp", a), call("exp", e)))),
    "log of a product of exponentials": (call("log", x.Product((call("exp", a), call("exp", e)))), x.Add((a, e))),
    "sigmoid": (call("sigmoid", x.Negative(a)), minus(ONE, call("sigmoid", a))),
    "tanh": (call("tanh", a), minus(x.Product((two, call("sigmoid", x.Product((two, a))))), ONE)),
    "root of a square": (call("sqrt", x.Product((a, a))), call("abs", a)),
    "max": (x.Extremum("max", (a, e)), x.Add((x.Extremum("min", (a, e)), call("abs", minus(a, e))))),
    "relu": (call("relu", a), x.Product((x.Number(Fraction(1, 2)), x.Add((a, call("abs", a)))))),
    "max with a constant": (x.Extremum("max", (a, x.Add((a, two)))), x.Add((a, two))),
}


@pytest.mark.parametrize("name", EQUAL)
def test_equal(name):
    left, right = EQUAL[name]
    assert Judge([left, right], Setting()).compare(left, right).equal is True


TIES = {
    "reflexive": (x.Delta(x.Compare(a, "<=", a)), ONE),
    "irreflexive": (x.Delta(x.Compare(a, "<", a)), x.Number(0)),
    "sign of nothing": (call("sign", minus(a, a)), x.Number(0)),
}


@pytest.mark.parametrize("name", TIES)
def test_ties_are_not_refused(name):
    """In the field they hold; balls that hold zero cannot confirm it."""
    left, right = TIES[name]
    assert Judge([left, right], Setting()).compare(left, right).equal is not False


UNEQUAL = {
    "log of a sum": (call("log", x.Add((a, e))), x.Add((call("log", a), call("log", e)))),
    "sign forgotten": (call("sqrt", x.Product((a, a))), a),
    "abs of seven": (x.Product((a, call("abs", x.Number(-7)))), x.Product((a, x.Number(-7)))),
    "abs of eleven": (x.Product((a, call("abs", x.Number(-11)))), x.Product((a, x.Number(-11)))),
    "max with seven": (x.Extremum("max", (a, x.Add((a, x.Number(7))))), a),
    "max with thirteen": (x.Extremum("max", (a, x.Add((a, x.Number(13))))), a),
    "log of what is negative": (a, call("log", x.Negative(call("exp", a)))),
    "root of what is negative": (a, call("sqrt", x.Negative(x.Product((a, a))))),
    "less or equal": (x.Delta(x.Compare(a, "<=", a)), x.Number(0)),
    "e is no small number": (x.Product((a, call("exp", ONE))), x.Product((a, x.Number(25)))),
    "a part in a thousand": (a, x.Product((x.Number(Fraction(1001, 1000)), a))),
    "zero over zero": (a, x.Product((a, x.Quotient(minus(a, a), minus(a, a))))),
}


@pytest.mark.parametrize("name", UNEQUAL)
def test_never_equal(name):
    left, right = UNEQUAL[name]
    assert Judge([left, right], Setting()).compare(left, right).equal is not True


@pytest.mark.parametrize("nothing", ["a number", "a difference"])
def test_what_is_divided_by_zero_is_never_equal_however_often_it_is_asked(nothing):
    """Values are remembered, and so is where there is none."""
    zero = x.Number(0) if nothing == "a number" else minus(a, a)
    broken = x.Quotient(e, zero)
    judge = Judge([e, broken], Setting(), common=e)
    assert [judge.compare(e, broken).equal for _ in range(3)] == [None] * 3
    moved = x.Derivative(x.Quotient(x.Product((e, a)), zero), a)
    judge = Judge([e, moved], Setting(), common=e)
    assert [judge.compare(e, moved).equal for _ in range(3)] == [None] * 3


def test_a_missing_case_is_said():
    partial = x.Cases(((a, x.Same(o, x.Index("c", "V"))),))
    found = Judge([a, partial], Setting((o, x.Index("c", "V")))).compare(a, partial)
    assert found.uncovered


@pytest.mark.parametrize("ends", [(0,), (0, 4), (0, 4, 9)])
def test_what_cases_of_numbers_leave_out_is_seen_whatever_the_numbers_are(ends):
    """Cases above 0, between 0 and −n, between −2n and −3n: a number below the last, or in a gap, has none."""
    for n in range(3, 43):
        tests = [x.Compare(x.Number(0), "<", a)]
        for k in ends:
            high, low = x.Number(-n * k), x.Number(-n * (k + 1))
            tests.append(x.All((x.Compare(low, "<", a), x.Compare(a, "<", high))))
        partial = x.Cases(tuple((a, test) for test in tests))
        assert Judge([a, partial], Setting()).compare(a, partial).uncovered, n
        assert exhaustive(tests, Setting()) is False, n


def test_a_condition_restricts():
    up = x.Compare(x.Number(0), "<", a)
    judge = Judge([call("abs", a), a], Setting())
    assert judge.compare(call("abs", a), a, up).equal is True
    assert judge.compare(call("abs", a), a).equal is False


def test_shapes_must_agree():
    vector = x.Symbol("p", ("d", "1"))
    with pytest.raises(x.ShapeError):
        Judge([a, vector], Setting()).compare(a, vector)


def test_a_side_link_outside_the_class_does_not_taint_the_rest():
    strange = x.Call("exp", x.Dimension("V"))
    judge = Judge([a, minus(x.Product((two, a)), a), strange], Setting())
    found = judge.compare(a, minus(x.Product((two, a)), a))
    assert (found.equal, found.sizes) == (True, "every")


def test_a_vector_indexed_past_its_length_is_not_decided():
    """d = 3 entries at 9 words: no crash, and no verdict."""
    past = x.Entry(x.Symbol("p", ("d", "1")), x.Index("o", "V"))
    judge = Judge([past, past], Setting((x.Index("o", "V"), x.Index("c", "V"), x.Index("r", "V"))))
    assert judge.compare(past, past).equal is None


def test_a_bound_index_is_no_free_one_of_the_same_name():
    """With weights a δ between bound indices is another one than a δ with what is pointed at."""
    k, l, other = (x.Index(name, "n") for name in "kla")
    w, y = x.Symbol("w", ("n", "n")), x.Symbol("y", ("n", "1"))

    def total(index):
        return x.Sum(index, x.Sum(l, x.Entry(w, index, l), x.Not(x.Same(l, index))))

    left, right = (x.Product((total(index), x.Entry(y, k))) for index in (k, other))
    assert Judge([left, right], Setting((k,))).compare(left, right).equal is True
    assert Judge([left, right], Setting((k,))).compare(left, x.Product((x.Number(2), right))).equal is False


def test_a_case_that_no_point_meets_is_left_open():
    """Nothing is seen where a condition never holds: it is neither found equal nor apart, and nothing breaks."""
    left, right = call("sign", a), call("abs", a)
    found = Judge([left, right], Setting()).places(left, right, x.Not(x.ALWAYS))
    assert found.open is not None
    assert not found.apart
