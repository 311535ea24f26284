"""Gradient descent: what it computes, what it leaves alone, and that a resumed run is the run without a stop."""

import random

import numpy as np
import pytest

from numeric import sgd as module
from numeric.checkpoint import CheckpointError
from numeric.sgd import sgd


def noisy(x):
    """A loss whose gradient draws from both random states that a course script uses."""
    noise = np.random.randn(*x.shape) + random.random()
    return float((x**2).sum()), 2 * x + 0.1 * noise


def test_a_quadratic_is_stepped_exactly():
    assert sgd(lambda x: (x * x, 2.0 * x), 8.0, 0.25, 3, PRINT_EVERY=0) == 8.0 * 0.5**3


def test_start_and_gradient_are_left_alone():
    start, held = np.array([1, 2]), np.ones(2)
    end = sgd(lambda x: (0.0, held), start, 0.5, 2, PRINT_EVERY=0)
    assert start.tolist() == [1, 2]
    assert held.tolist() == [1.0, 1.0]
    assert end.tolist() == [0.0, 1.0]


def test_an_objective_that_changes_its_argument_does_not_change_x():
    def rude(x):
        x += 100
        return 0.0, np.zeros_like(x)

    assert sgd(rude, np.zeros(2), 1.0, 3, PRINT_EVERY=0).tolist() == [0.0, 0.0]


def test_postprocessing_is_applied_after_each_step():
    seen = []
    sgd(lambda x: (0.0, 1.0), 0.0, 1.0, 3, postprocessing=lambda x: seen.append(float(x)) or x * 10, PRINT_EVERY=0)
    assert seen == [-1.0, -11.0, -111.0]


def test_the_step_is_halved(monkeypatch):
    monkeypatch.setattr(module, "ANNEAL_EVERY", 2)
    assert sgd(lambda x: (0.0, 1.0), 0.0, 1.0, 5, PRINT_EVERY=0) == -(1 + 1 + 0.5 + 0.5 + 0.25)


def test_progress_is_printed_every_so_often(capsys):
    sgd(lambda x: (2.0, 0.0), 1.0, 1.0, 5, PRINT_EVERY=2)
    assert capsys.readouterr().out == "iter 2: 2.000000\niter 4: 2.000000\n"


def test_a_resumed_run_is_the_run_without_a_stop(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "SAVE_EVERY", 7)
    monkeypatch.setattr(module, "ANNEAL_EVERY", 9)

    def run(iterations, saved):
        return sgd(noisy, np.ones((2, 3)), 0.1, iterations, useSaved=saved, PRINT_EVERY=0)

    def seed():
        random.seed(3)
        np.random.seed(3)

    seed()
    whole = run(30, saved=False)
    seed()
    run(17, saved=True)  # stopped after the checkpoint at 14
    random.seed(99)
    np.random.seed(99)
    assert np.array_equal(run(30, saved=True), whole)


def test_a_checkpoint_of_another_shape_is_refused(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "SAVE_EVERY", 1)
    sgd(noisy, np.ones(2), 0.1, 1, useSaved=True, PRINT_EVERY=0)
    with pytest.raises(CheckpointError, match=r"not a checkpoint of an x of shape \(3,\)"):
        sgd(noisy, np.ones(3), 0.1, 2, useSaved=True, PRINT_EVERY=0)
