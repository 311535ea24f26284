"""Random losses over the whole grammar: nothing false is found, and what is false would be found."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
_spec = importlib.util.spec_from_file_location("benchmark_losses", BENCHMARKS / "losses.py")
assert _spec is not None
losses = importlib.util.module_from_spec(_spec)
sys.modules["benchmark_losses"] = losses
assert _spec.loader is not None
_spec.loader.exec_module(losses)

COUNT = 8


def test_nothing_false_is_found():
    found = losses.run(COUNT, 100)
    assert found.false == []
    assert found.counts["compiled"] >= COUNT - 1
    assert found.counts["derived"] >= COUNT - 3
    assert found.counts["mutated: refused"] >= COUNT
    assert found.counts["rewritten: accepted"] >= COUNT


@pytest.mark.parametrize("seed", [100, 101, 102])
def test_a_gradient_that_is_off_by_a_thousandth_is_found(monkeypatch, seed):
    made = losses.random_loss(seed)
    monkeypatch.setattr(losses, "random_loss", lambda _: replace(made, value=lambda env: 1.001 * made.value(env)))
    kinds = " ".join(losses.run(1, seed).false)
    assert "a compiled gradient" in kinds
    assert "a derived gradient" in kinds


def test_a_wrong_answer_called_right_is_found(monkeypatch):
    accepted = losses.check_statement
    monkeypatch.setattr(losses, "check_statement", lambda *asked: replace(accepted(*asked), verdict="proved"))
    assert any("mutated and proved" in each for each in losses.run(2, 100).false)


def test_a_right_answer_refused_is_found(monkeypatch):
    decided = losses.check_statement
    monkeypatch.setattr(losses, "check_statement", lambda *asked: replace(decided(*asked), verdict="wrong"))
    assert any("rewritten and wrong" in each for each in losses.run(2, 100).false)


@pytest.mark.parametrize("seed", range(40))
def test_a_loss_and_its_sizes_are_read_as_they_were_made(seed):
    made = losses.random_loss(seed)
    stated = losses.state(made.latex, made.wrt, declare=made.declare, assume=made.assume)
    env = made.draw(1, seed)
    assert losses.close(
        losses.worth(stated.loss, losses.world_of(stated, env, 1)), made.value(env).reshape(1, 1), losses.NEAR
    )
