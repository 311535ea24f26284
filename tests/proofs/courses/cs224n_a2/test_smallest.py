"""The example that is shown: the smallest, the same on every run, and one on which the sentence is true."""

import numpy as np
import pytest
from harness_sources import RIGHT, of_function
from hypothesis import HealthCheck, Phase, given, settings

from proofs.courses.cs224n_a2.harness.edits import EDITS
from proofs.courses.cs224n_a2.harness.subjects import BY_NAME, SUBJECTS
from proofs.courses.cs224n_a2.harness.suite import Bench
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.harness.calls import Guard
from proofs.harness.search import Effort
from proofs.harness.shrink import smallest

NAIVE, NEG = "naiveSoftmaxLossAndGradient", "negSamplingLossAndGradient"
LOSS = "np.log(total) + top - scores[outsideWordIdx]"


def functions(source, *names):
    space = {}
    exec(compile(source, "under_test", "exec"), space)  # noqa: S102 (our own text)
    return {name: space[name] for name in names or BY_NAME}


def findings(source, *names, seed=None):
    return list(Bench(functions(source, *names), Effort(seed=seed)).findings())


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda s: s.name)
def test_every_case_shrinks_to_zeros_by_cases_that_a_right_function_can_be_called_on(subject):
    right = functions(RIGHT)[subject.name]

    @settings(
        max_examples=10, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(subject.cases())
    def run(case):
        seen = []
        small = smallest(case, lambda c: seen.append(c) or True, EDITS)
        assert small.layout == "plain"
        assert not any(np.any(getattr(small, field)) for field in small.numbers)
        assert small.beyond_course == case.beyond_course
        for each in [*seen[:10], small]:
            trial = Trial(subject, right, each, Guard())
            assert all(trial.ratio(p) <= 1 for p in subject.parts)

    run()


@pytest.mark.parametrize(
    ("function", "old", "new", "example"),
    [
        (NAIVE, "return loss,", "return 1.01 * loss,", ([0, 0], 0, [[0, 0], [0, 0]])),
        (NAIVE, "delta @ outsideVectors", "1.01 * delta @ outsideVectors", ([0, 0], 0, [[0, 0], [0, 1]])),
        (NAIVE, "delta[:, None] *", "1.01 * delta[:, None] *", ([0, 1], 0, [[0, 0], [0, 0]])),
    ],
)
def test_the_example_is_the_smallest_whatever_the_seed(function, old, new, example):
    for seed in (None, 1, 2):
        (finding,) = findings(of_function(function, old, new), function, seed=seed)
        shown = finding.example
        got = shown["centerWordVec"], shown["outsideWordIdx"], shown["outsideVectors"]
        assert [np.sort(np.abs(np.ravel(x))).tolist() for x in got] == [
            np.sort(np.abs(np.ravel(x))).tolist() for x in example
        ]


def test_two_runs_give_the_same_findings_to_the_last_number():
    source = of_function(NEG, "logaddexp(0.0, scores).sum()", "logaddexp(0.0, scores).mean()")
    assert findings(source, NEG) == findings(source, NEG)


def test_sentence_and_values_speak_of_the_same_part():
    source = of_function(NAIVE, LOSS, f"2 * ({LOSS})").replace("delta @ outsideVectors", "-delta @ outsideVectors")
    (finding,) = findings(source, NAIVE)
    assert np.shape(finding.expected) == ((len(finding.example["centerWordVec"]),) if finding.part == "v_c" else ())
    assert ("the gradient of the centre vector" in finding.message.lower()) == (finding.part == "v_c")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (LOSS, "-(np.eye(len(weights))[outsideWordIdx] * np.log(weights / total)).sum()", "zero-times-log-zero"),
        ("top = scores.max()", "top = 0.0", "softmax-unshifted"),
        (LOSS, "np.log(np.exp(scores).sum()) - scores[outsideWordIdx]", "softmax-unshifted"),
        (LOSS, "-np.log((weights / total)[outsideWordIdx])", "overflow"),
    ],
)
def test_a_nan_gets_its_name_by_where_it_stands(old, new, code):
    assert [(f.bug, f.severity) for f in findings(of_function(NAIVE, old, new), NAIVE)] == [(code, "warning")]


ROW = "centerWordVectors[center].reshape(1, -1), word2Ind[word], outsideVectors, dataset)"
AS_ROW = of_function("skipgram", "centerWordVectors[center], word2Ind[word], outsideVectors, dataset)", ROW)
TAKES_FIRST = AS_ROW.replace("gradCenterVecs[center] += ofCenter", "gradCenterVecs[center] += ofCenter[0]")
FLATTENED = TAKES_FIRST.replace("    top = ", "    scores = outsideVectors @ centerWordVec.ravel()\n    top = ")
FLATTENED = FLATTENED.replace("scores = outsideVectors @ centerWordVec\n", "pass\n", 1).replace(
    "centerWordVec[None, :]\n", "centerWordVec.ravel()[None, :]\n", 1
)


def test_skipgram_that_takes_the_first_entry_of_a_gradient_is_found_out_by_the_losses_beside_it():
    flat = findings(FLATTENED, "skipgram", NAIVE)
    assert [(f.function, f.bug, f.severity) for f in flat] == [("skipgram", "first-entry-only", "error")]
    rows = FLATTENED.replace("delta @ outsideVectors\n", "(delta @ outsideVectors).reshape(np.shape(centerWordVec))\n")
    kept = findings(rows, "skipgram", NAIVE)
    assert [(f.function, f.bug, f.severity) for f in kept] == [("skipgram", "gradient-must-be-row", "warning")]
