"""A witness is a point where the two certainly differ, and one that the claim speaks of."""

import interpreter
import mutants
import numpy as np
import pytest
from identity_cases import a, minus, world

from derive import expression as x
from derive.problem import load
from derive.traversal import walk
from proofs.identity import Judge, Setting, find_witness, numerically
from proofs.identity.balls import arb, separated
from proofs.verify import check


def test_a_witness_of_every_part_holds_in_numpy():
    """The two values printed are those that a plain interpreter finds at the point printed."""
    for each in mutants.answers(load("cs224n-a2")):
        if any(isinstance(node, x.Loss) for node in walk(each.tree)):
            continue
        wrong = x.Negative(each.tree)
        found = find_witness(Judge([each.truth, wrong], each.setting), each.truth, wrong)
        assert found is not None, each.part.id
        plain = interpreter.worth(wrong, world(found.evaluation))
        ours = np.array([[float(value) for value in row] for row in found.right])
        np.testing.assert_allclose(ours, plain, rtol=1e-10)
        row, column = found.entry
        assert abs(float(found.left[row, column]) - float(found.right[row, column])) > 1e-9


def test_no_witness_for_what_is_equal():
    for each in mutants.answers(load("cs224n-a2"))[:6]:
        judge = Judge([each.truth, each.tree], each.setting)
        assert find_witness(judge, each.truth, each.tree, seconds=0.3) is None


def test_a_witness_keeps_the_condition():
    """|x| = 3x fails for x > 0, and only points with x > 0 may say so."""
    up = x.Compare(x.Number(0), "<", a)
    left, right = x.Call("abs", a), x.Product((x.Number(3), a))
    found = find_witness(Judge([left, right], Setting()), left, right, up)
    assert found is not None
    assert float(found.symbols["a"][0, 0]) > 0


def test_a_claim_is_not_refuted_outside_its_condition():
    up = x.Compare(x.Number(0), "<", a)
    judge = Judge([x.Call("abs", a), a], Setting())
    assert find_witness(judge, x.Call("abs", a), a, up, seconds=0.3) is None
    assert numerically(judge, x.Call("abs", a), a, up).equal is not False


def test_a_witness_has_a_case():
    """Where no case applies there is no value to differ."""
    high = x.Cases(((x.Number(1), x.Compare(x.Product((a, a)), "<", x.Number(0))),))
    judge = Judge([x.Number(2), high], Setting())
    assert find_witness(judge, x.Number(2), high, seconds=0.3) is None


def test_balls_that_overlap_are_not_separated():
    one, third = np.array([arb(x.Number(1).value)]), np.array([arb(x.Number("1/3").value)])
    assert not separated(one, third * 3).any()
    assert separated(one, third).all()


@pytest.mark.parametrize(("part", "latex"), [("b.1", r"U\hat{y}"), ("h", r"v_c"), ("f", r"\sigma(x)"), ("e", r"1")])
def test_every_wrong_verdict_has_a_counterexample(part, latex):
    found = check(part, latex)
    assert found.verdict == "wrong"
    assert found.counterexample.answer != found.counterexample.gradient


def test_numerically_tells_apart():
    tower = x.Call("exp", x.Call("exp", x.Call("exp", x.Product((x.Number("1/20"), a)))))
    judge = Judge([tower, minus(x.Product((x.Number(2), tower)), tower), a], Setting())
    assert judge.compare(tower, tower).equal is None
    assert numerically(judge, tower, minus(x.Product((x.Number(2), tower)), tower)).equal is True
    assert numerically(judge, tower, a).equal is False
