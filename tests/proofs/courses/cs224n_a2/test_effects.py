"""Effects that no row of the tables explains, each on numbers that show it and on numbers that nearly do."""

from types import SimpleNamespace

import numpy as np
import pytest

from proofs.courses.cs224n_a2.harness.cases import SoftmaxCase
from proofs.courses.cs224n_a2.harness.effects import Numbers, epsilon_in_log, few_digits, penalty
from proofs.harness.child import Request
from proofs.harness.runner import Worker

TRUTH = np.array([0.123456789012, -2.71828182845904, 0.577215664901533, 1.61803398874989])


def numbers(got, truth=TRUTH, trials=(), part="loss"):
    return Numbers(trials, part, np.asarray(got, float), np.asarray(truth, float), np.full(len(truth), 1e-15))


@pytest.mark.parametrize("digits", range(1, 10))
def test_rounding_is_told_with_its_digits(digits):
    found = few_digits(numbers(np.round(TRUTH, digits)))
    assert (found.code, found.words) == ("rounded", {"digits": digits})


def test_ten_decimals_are_no_rounding_that_is_told():
    assert few_digits(numbers(np.round(TRUTH, 10))) is None


def test_half_precision_is_told_down_to_its_smallest_numbers():
    truth = np.array([*TRUTH, 0.9 * 2.0**-24, 1.2 * 2.0**-24])
    half = truth.astype(np.float16).astype(float)
    assert few_digits(numbers(half, truth)).code == "half-precision"
    assert few_digits(numbers(2 * half, truth)) is None


def softmax_trial(seed, wrong):
    """One case of the softmax: `wrong` makes the loss that came back from the case and the right one."""
    random = np.random.default_rng(seed)
    case = SoftmaxCase(v_c=random.integers(-2, 3, 3).astype(float), o=1, U=random.integers(-2, 3, (4, 3)).astype(float))
    loss = 2.0 + seed
    got = wrong(case, loss)
    return SimpleNamespace(
        case=case,
        parts={"loss": np.array(got)},
        truth={"loss": np.array(loss)},
        bounds={"loss": np.array(1e-14)},
        ratio=lambda part: abs(got - loss) / 1e-14,
    )


def of_losses(wrong):
    trials = [softmax_trial(seed, wrong) for seed in range(5)]
    return numbers([t.parts["loss"] for t in trials], [t.truth["loss"] for t in trials], trials)


@pytest.mark.parametrize("epsilon", [1e-12, 1e-8, 1e-5])
def test_a_small_number_in_the_logarithm_is_told(epsilon):
    found = epsilon_in_log(of_losses(lambda case, loss: -np.log(np.exp(-loss) + epsilon)))
    assert (found.code, found.words, found.severity) == ("epsilon-in-log", {"epsilon": f"{epsilon:.0e}"}, "warning")


def test_another_loss_has_no_small_number_in_its_logarithm():
    assert epsilon_in_log(of_losses(lambda case, loss: 0.9 * loss)) is None


@pytest.mark.parametrize(("what", "factor"), [("|v_c|²", 0.5), ("|U|²", 0.01), ("|v_c|² + |U|²", -0.25)])
def test_a_penalty_is_told_with_its_factor(what, factor):
    def added(case, loss):
        v, u = np.sum(case.v_c**2), np.sum(case.U**2)
        return loss + factor * {"|v_c|²": v, "|U|²": u}.get(what, v + u)

    found = penalty(of_losses(added))
    assert (found.code, found.words) == ("penalty-added", {"penalty": what, "factor": f"{factor:.6g}"})


def test_a_worker_that_ends_is_reported_and_costs_no_other_module(tmp_path):
    with Worker() as worker:
        worker.process.kill()
        worker.process.wait()
        report = worker.test(Request(str(tmp_path / "module.py")))
    assert [finding.bug for finding in report.findings] == ["harness-failed"]
