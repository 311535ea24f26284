"""Right programs in other styles are not flagged; the bounds are met with room, and small faults exceed them by far."""

import numpy as np
import pytest
from harness_sources import RIGHT, STYLES
from hypothesis import HealthCheck, given, settings

from proofs.courses.cs224n_a2.harness.subjects import BY_NAME
from proofs.courses.cs224n_a2.harness.suite import Bench, check_function
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.harness import strategies, tolerance
from proofs.harness.calls import Guard
from proofs.harness.search import Effort

LOSSES = ("naiveSoftmaxLossAndGradient", "negSamplingLossAndGradient")


def functions(source):
    space = {}
    exec(compile(source, "style", "exec"), space)  # noqa: S102 (our own text)
    return {name: space[name] for name in BY_NAME}


@pytest.mark.parametrize("style", STYLES)
def test_no_style_gets_an_error(style):
    findings = list(Bench(functions(RIGHT + STYLES[style]), Effort(60)).findings())
    assert [f for f in findings if f.severity == "error"] == []
    if style == "float32":
        assert "single-precision" in {f.bug for f in findings}


@pytest.mark.parametrize("name", LOSSES)
def test_an_error_of_a_hundred_millionth_is_far_beyond_the_bound(name):
    subject, right = BY_NAME[name], functions(RIGHT)[name]
    ratios = []

    @settings(max_examples=60, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(subject.cases())
    def run(case):
        trial = Trial(subject, right, case, Guard())
        assert max(trial.ratio(p) for p in subject.parts) < 0.5
        off = float(trial.truth["loss"]) * (1 + 1e-8)
        ratios.append(tolerance.worst_ratio(np.asarray(off), trial.truth["loss"], trial.bounds["loss"]))

    run()
    assert max(ratios) > 100


def test_nan_and_a_wrong_shape_are_infinitely_far_away():
    bound = np.array([1e9, 1e9])
    assert tolerance.worst_ratio(np.array([np.nan, 0.0]), np.zeros(2), bound) == np.inf
    assert tolerance.worst_ratio(np.zeros(3), np.zeros(2), bound) == np.inf
    assert tolerance.worst_ratio(np.array([0.0, 5e8]), np.zeros(2), bound) == 0.5


def test_a_function_of_ones_own_through_an_adapter():
    def mine(U, v, o):  # words as columns
        s = v @ U
        p = np.exp(s - s.max())
        p /= p.sum()
        y = np.eye(len(p))[o]
        return -np.log(p[o]), U @ (p - y), np.outer(v, p - y)

    def adapt(f, v, o, U, dataset):
        loss, gv, gU = f(U.T, v, o)
        return loss, gv, gU.T

    report = check_function(mine, "naiveSoftmaxLossAndGradient", adapt)
    assert not report.errors
    report = check_function(mine, "naiveSoftmaxLossAndGradient", lambda f, v, o, U, data: f(U.T, v, o))
    assert {f.bug for f in report.errors} == {"transposed-layout"}
    with pytest.raises(ValueError, match="like must be one of"):
        check_function(mine, "softmax")


@settings(max_examples=200, database=None)
@given(strategies.negative_cases())
def test_scripts_hold_the_negatives_and_every_layout_is_the_same_numbers(case):
    assert len(case.negatives) == case.K
    assert case.o not in case.negatives
    arguments = case.arguments()
    assert np.array_equal(arguments["outsideVectors"], case.U)
    drawn = [arguments["dataset"].sampleTokenIdx() for _ in case.script]
    assert [w for w in drawn if w != case.o] == case.negatives
    assert np.abs(case.U @ case.v_c).max() <= 1.25 * strategies.SCORE_CAP
