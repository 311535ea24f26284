"""Every row of TANGENTS against central differences of a plain interpreter, and a row broken by 0.1 % or a sign against the same."""

from dataclasses import replace
from fractions import Fraction

import interpreter
import numpy as np
import pytest
from identity_cases import CASES, ONE, M_s, U, a, b, c, e, minus, o, p, point, s, scalar_of, w, world

from derive import expression as x
from derive.traversal import walk
from proofs.identity import Judge, Setting, Undecidable
from proofs.identity.balls import Balls
from proofs.identity.directional import opened
from proofs.identity.evaluate import TANGENTS, Evaluation
from proofs.identity.slopes import SLOPES
from proofs.identity.tangents import BEFORE_KINK

SIZES = {"V": 3, "d": 2, "K": 2, "m": 1}
STEP = 1e-5
"""Central differences: truncation about 1e-10, rounding about 1e-11, times what third derivatives there are."""
CLOSE = {"rtol": 2e-5, "atol": 1e-6}
"""A fiftieth of the 0.1 % that a broken row is off by."""


def slopes(tree, seed):
    """(ours, by differences) for each symbol of a tree; kinks are passed over."""
    whole = scalar_of(tree)
    for symbol in (U, M_s, b, p, a, e):
        if not any(node == symbol for node in walk(tree)):
            continue
        name = symbol.matrix.name if isinstance(symbol, x.Member) else symbol.name
        random = np.random.default_rng(seed)
        evaluation = Evaluation(Balls(random, 2), point(random, SIZES), Setting())
        evaluation.value(whole)
        try:
            found = evaluation.value(x.Derivative(whole, symbol))
        except Undecidable:
            continue
        if evaluation.algebra.undefined.any():
            continue
        ours = np.array([[float(each) for each in row] for row in found[0]])
        at = world(evaluation)
        plain = np.zeros_like(ours)
        for place in np.ndindex(plain.shape):
            ends = []
            for sign in (1, -1):
                moved = at.values[name].copy()
                own = moved[at.indices[s]] if isinstance(symbol, x.Member) else moved
                own[place] += sign * STEP
                ends.append(interpreter.worth(whole, replace(at, values={**at.values, name: moved}))[0, 0])
            plain[place] = (ends[0] - ends[1]) / (2 * STEP)
        yield ours, plain


@pytest.mark.parametrize("name", CASES)
def test_slope(name):
    found = [pair for seed in range(4) for pair in slopes(CASES[name], seed)]
    assert found
    for ours, plain in found:
        np.testing.assert_allclose(ours, plain, **CLOSE)


def _seen(kind_in, monkeypatch_trees):
    pairs = [pair for tree in monkeypatch_trees for seed in range(4) for pair in slopes(tree, seed)]
    return any(not np.allclose(ours, plain, **CLOSE) for ours, plain in pairs)


@pytest.mark.parametrize("factor", [Fraction(1001, 1000), Fraction(-1)])
@pytest.mark.parametrize("kind", [kind for kind in TANGENTS if kind not in (x.Loss, x.Derivative)])
def test_a_broken_row_is_seen(kind, factor, monkeypatch):
    right = TANGENTS[kind]

    def broken(evaluation, node, level, scope, seed):
        change = right(evaluation, node, level, scope, seed)
        by = evaluation.algebra.constant(factor, level)
        return None if change is None else evaluation.algebra.multiply(change, by, level)

    monkeypatch.setitem(TANGENTS, kind, broken)
    assert _seen(kind, [tree for tree in CASES.values() if any(isinstance(node, kind) for node in walk(tree))])


@pytest.mark.parametrize("name", [name for name in SLOPES if name not in ("sign", *BEFORE_KINK)])
def test_a_broken_slope_is_seen(name, monkeypatch):
    right, factor = SLOPES[name], x.Number(Fraction(1001, 1000))
    monkeypatch.setitem(SLOPES, name, lambda node: x.Product((factor, right(node))))
    assert _seen(name, [CASES[name]])


@pytest.mark.parametrize("name", BEFORE_KINK)
def test_a_broken_slope_before_a_kink_is_seen(name, monkeypatch):
    monkeypatch.setitem(BEFORE_KINK, name, BEFORE_KINK[name] + Fraction(1, 1000))
    assert _seen(name, [CASES[name]])


LAWS = {
    "d exp": (x.Call("exp", a), x.Call("exp", a)),
    "d log": (x.Call("log", a), x.Quotient(x.Number(1), a)),
    "d sigmoid": (x.Call("sigmoid", a), x.Product((x.Call("sigmoid", a), x.Call("sigmoid", x.Negative(a))))),
    "d power": (x.Power(a, x.Number(5)), x.Product((x.Number(5), x.Power(a, x.Number(4))))),
    "d quotient": (x.Quotient(x.Number(1), a), x.Negative(x.Quotient(x.Number(1), x.Product((a, a))))),
    "d log exp": (x.Call("log", x.Call("exp", x.Product((a, a)))), x.Product((x.Number(2), a))),
}


@pytest.mark.parametrize("name", LAWS)
def test_laws_in_the_field(name):
    body, slope = LAWS[name]
    judge = Judge([x.Derivative(body, a), slope, x.Product((x.Number(Fraction(1001, 1000)), slope))], Setting())
    assert judge.compare(x.Derivative(body, a), slope).equal is True
    assert judge.compare(x.Derivative(body, a), x.Product((x.Number(Fraction(1001, 1000)), slope))).equal is False


def test_jacobian_of_a_column_by_a_column():
    product = x.Product((x.Transpose(U), p))
    judge = Judge([x.Derivative(product, p), x.Transpose(U)], Setting((o, c)))
    assert judge.compare(x.Derivative(product, p), x.Transpose(U)).equal is True


@pytest.mark.parametrize(
    "name", [name for name in CASES if name not in ("variable power", "power of power", "beside", "max", "min")]
)
def test_the_written_out_derivative_is_the_carried_one(name):
    """Both by each symbol that stands in the tree; what is opened for a second derivative agrees with the first one."""
    node = scalar_of(CASES[name])
    setting = Setting((o, c, s), (("w", "K", "V"),))
    for variable in {each for each in walk(node) if isinstance(each, x.Symbol)} - {x.Symbol("L", ("1", "V"))}:
        first = x.Derivative(node, variable)
        wrong = x.Product((x.Number(Fraction(1001, 1000)), opened(first)))
        found = Judge([first, opened(first)], setting).compare(first, opened(first))
        if name in ("determinant", "inverse") and variable.shape == x.SCALAR:
            # beside inverses such traces are not opened: they are compared at more sizes than a number behind them can hide at
            assert found.equal is True
            assert found.sizes != "every"
            assert Judge([first, wrong], setting).compare(first, wrong).equal is False
        else:
            assert found.equal is True


SECOND = {
    "a cube": (x.Power(a, x.Number(3)), a, x.Product((x.Number(6), a))),
    "an exponential": (x.Call("exp", x.Product((a, e))), a, x.Product((e, e, x.Call("exp", x.Product((a, e)))))),
    "a sine": (x.Call("sin", a), a, x.Negative(x.Call("sin", a))),
    "a quotient": (x.Quotient(ONE, a), a, x.Quotient(x.Number(2), x.Power(a, x.Number(3)))),
    "a form": (x.Product((x.Transpose(b), x.Diagonal(b), b)), b, x.Product((x.Number(6), x.Diagonal(b)))),
    "a softmax": (
        x.Call("log", x.Sum(w, x.Call("exp", x.Entry(b, w)))),
        b,
        minus(x.Diagonal(x.Softmax(b)), x.Product((x.Softmax(b), x.Transpose(x.Softmax(b))))),
    ),
}


@pytest.mark.parametrize("name", SECOND)
def test_second_derivatives(name):
    body, by, right = SECOND[name]
    twice = x.Derivative(x.Derivative(body, by), by)
    wrong = x.Product((x.Number(Fraction(1001, 1000)), right))
    judge = Judge([twice, right, wrong], Setting((o,)))
    assert judge.compare(twice, right).equal is True
    assert judge.compare(twice, wrong).equal is False
