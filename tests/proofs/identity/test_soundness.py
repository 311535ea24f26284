"""The benchmark at a small size, and the benchmark itself under test."""

import io

import pytest
import soundness


@pytest.mark.parametrize("seed", [1, 2])
def test_no_violation(seed):
    out = io.StringIO()
    assert soundness.run(60, seed, out) == 0, out.getvalue()


def test_nearly_everything_is_decided():
    """What is left undecided is no violation, so a checker that decides nothing would not be seen above."""
    out = io.StringIO()
    soundness.run(60, 3, out)
    wrong, equal = ([int(word) for word in line.split()[-3:]] for line in out.getvalue().splitlines()[1:3])
    assert wrong[1] >= 57
    assert equal[0] >= 57


def test_a_checker_that_accepts_everything_is_caught(monkeypatch):
    monkeypatch.setattr(soundness, "verdict", lambda tree, answer: "accepted")
    assert soundness.run(5, 0, io.StringIO()) == 5


def test_a_checker_that_refuses_everything_is_caught(monkeypatch):
    monkeypatch.setattr(soundness, "verdict", lambda tree, answer: "refused")
    assert soundness.run(5, 0, io.StringIO()) == 5
