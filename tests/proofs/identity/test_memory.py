"""What is remembered between answers: it saves work, changes no verdict, and does not grow without end."""

import gc
import weakref

import pytest
from identity_cases import ONE, U, a, c, e, minus, o, v, w

from derive import expression as x
from proofs.identity import Judge, Setting, ground, judge
from proofs.identity.ground import GROUNDS
from proofs.identity.memory import Store

SETTING = Setting((o, c))


def score(factor: int = 1) -> x.Expression:
    return x.Product((x.Number(factor), x.Transpose(x.Column(U, o)), v))


def test_a_comparison_is_made_once_whoever_asks(monkeypatch):
    """Two answers that say the same are two trees."""
    first = Judge([score(), score(7)], SETTING).compare(score(), score(7))
    monkeypatch.setattr(judge, "seen_at", None)
    assert Judge([score(), score(7)], SETTING).compare(score(), score(7)) is first
    with pytest.raises(TypeError):
        Judge([score(), score(11)], SETTING).compare(score(), score(11))


def test_what_a_condition_or_a_setting_changes_is_another_comparison():
    pointing, other = x.Delta(x.Same(o, x.Ordinal(1, "V"))), x.Number(1)
    both = Judge([pointing, other], SETTING)
    assert both.compare(pointing, other).equal is False
    assert both.compare(pointing, other, x.Same(o, x.Ordinal(1, "V"))).equal is True
    root = x.Call("sqrt", x.Product((a, a)))
    assert Judge([root, a], Setting()).compare(root, a).equal is False
    assert Judge([root, a], Setting(constraints=(("a", "positive"),))).compare(root, a).equal is True


def test_a_quick_look_is_not_remembered():
    """A few draws may agree where more of them do not."""
    sides = [score(3), score(5)]
    careful = Judge(sides, SETTING)
    quick = careful.thinned(x.ALWAYS)
    assert quick.compare(*sides) is not quick.compare(*sides)
    assert quick.compare(*sides) is not careful.compare(*sides)


def test_judges_of_the_same_share_a_plan_and_not_what_they_compute(monkeypatch):
    """How much was computed tells how much more may be: a judge that others used before would stop earlier than a new one."""
    sides = [score(17), score(19)]
    first = Judge.of(sides, SETTING, sides[0])
    assert first.compare(*sides).equal is False
    used = [each.labour for each in first.grounds]
    monkeypatch.setattr(judge, "plan", None)
    monkeypatch.setattr(judge, "PLANS", Store(0))
    again = Judge.of([score(17), score(19)], SETTING, score(17))
    assert again.plan is first.plan
    assert again.compare(*sides) is first.compare(*sides)
    assert any(new.labour < old for new, old in zip(again.grounds, used, strict=True))
    with pytest.raises(TypeError):
        Judge.of([score(17), score(23)], SETTING, score(17))


def test_what_a_judge_computes_goes_with_it():
    """At once: arrays that wait for cycles to be collected fill the memory."""
    body = x.Call("exp", score(13))
    sides = [x.Derivative(body, v), x.Product((body, x.Number(13), x.Column(U, o)))]
    gc.disable()
    try:
        judging = Judge(sides, SETTING)
        assert judging.compare(*sides).equal is True
        held = [weakref.ref(each.evaluation) for each in judging.grounds]
        assert held
        del judging
        assert [each() for each in held] == [None] * len(held)
    finally:
        gc.enable()


def test_grounds_are_given_up_when_they_hold_too_much(monkeypatch):
    monkeypatch.setattr(GROUNDS, "heaviest", 200_000)
    for factor in range(2, 8):
        index = x.Index(f"o{factor}", "V")
        side = x.Product((x.Number(factor), x.Transpose(x.Column(U, index)), U, x.Transpose(U), v))
        for _ in range(2):
            assert Judge([side, score()], Setting((o, c, index)), common=side).compare(side, side).equal is True
        assert GROUNDS.weight <= GROUNDS.heaviest or len(GROUNDS) == 1


def test_what_grows_after_it_was_forgotten_weighs_nothing():
    store: Store[str] = Store(most=1)
    store.get("old", lambda: "old", weight=3)
    store.get("new", lambda: "new", weight=4)
    store.heavier("old", 100)
    assert (store.weight, len(store)) == (4, 1)
    store.heavier("new", 100)
    assert store.weight == 104


def test_what_raises_is_not_remembered():
    store: Store[str] = Store(most=3)
    with pytest.raises(ZeroDivisionError):
        store.get("key", lambda: str(1 // 0))
    assert store.get("key", lambda: "made") == "made"


@pytest.mark.parametrize("letter", "abcdef")
def test_roots_have_a_value_at_some_draw(letter):
    """Half of all numbers have no root: four of them stand together in one draw of sixteen."""
    parts = [x.Symbol(f"{letter}{k}") for k in range(4)]
    roots = [x.Call("sqrt", each) for each in parts]
    left, right = x.Add(tuple(roots)), x.Add(tuple(reversed(roots)))
    setting = Setting(constraints=tuple((each.name, "nonzero") for each in parts))
    assert Judge([left, right], setting).compare(left, right).equal is True
    wrong = minus(right, x.Product((ONE, e)))
    assert Judge([left, wrong], setting).compare(left, wrong).equal is False


def test_patterns_hang_on_the_sizes_that_something_points_into():
    """d is none of them, V is: with two words there is no room for three blocks."""
    three = Setting((o, c, w), assumptions=(x.Not(x.Same(o, c)),))
    many = ground.admitted(three, {"V": 6, "d": 3}, (), ())
    assert ground.admitted(three, {"V": 6, "d": 20}, (), ()) is many
    few = ground.admitted(three, {"V": 2, "d": 3}, (), ())
    assert (len(many), len(few)) == (3, 2)
    assert len(ground.admitted(Setting((o, c, w)), {"V": 6, "d": 3}, (), ())) == 5
