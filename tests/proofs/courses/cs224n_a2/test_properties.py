"""The test of the tests: for each property, a broken implementation that only it catches."""

from random import Random

import numpy as np
import pytest
from harness_sources import RIGHT, of_function
from hypothesis import HealthCheck, Phase, find, given, seed, settings

from proofs.courses.cs224n_a2.harness.properties import PROPERTIES, properties_of
from proofs.courses.cs224n_a2.harness.subjects import SUBJECTS
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.harness.calls import Guard

NAIVE, NEG = "naiveSoftmaxLossAndGradient", "negSamplingLossAndGradient"

# property, function, what stands there, what is put in its place
BROKEN = [
    ("returns", NAIVE, "    top =", "    if outsideWordIdx == 2:\n        raise KeyError(2)\n    top ="),
    ("written", "sigmoid_grad", "return s - s * s", "pass"),
    ("structure", NAIVE, "return loss, gradCenterVec, gradOutsideVecs", "return loss, gradCenterVec, gradOutsideVecs, 0"),
    ("inputs unchanged", NAIVE, "    return loss", "    if outsideVectors.flags.writeable:\n        outsideVectors[0] += 1\n    return loss"),
    ("sampler used as given", NEG, "    signs = ", "    dataset.sampleTokenIdx()\n    signs = "),
    ("samples", "getNegativeSamples", "return samples", "return samples[::-1]"),
    ("one call per iteration", "sgd", "    return x", "    f(x)\n    return x"),
    ("end point", "sgd", "x - step * grad", "x - 1.001 * step * grad"),
    ("loss function called once a word", "skipgram", "        one, ofCenter, ofOutside = word2vecLossAndGradient(",
     ("        word2vecLossAndGradient(centerWordVectors[center], word2Ind[word], outsideVectors, dataset)\n"
      "        one, ofCenter, ofOutside = word2vecLossAndGradient(")),
    ("finite", NAIVE, "return loss,", "return np.nan,"),
    ("value", "leaky_relu", "return x *", "return 1.000001 * x *"),
    ("loss", NEG, "return loss,", "return 1.000001 * loss,"),
    ("gradient v_c", NAIVE, "delta @ outsideVectors", "1.000001 * delta @ outsideVectors"),
    ("gradient V", "skipgram", "+= ofCenter", "+= 1.000001 * ofCenter"),
    ("gradient U", NEG, "    return loss", "    gradOutsideVecs *= 1.000001\n    return loss"),
    ("same answer twice", NAIVE, "    return loss",
     "    sigmoid.n = getattr(sigmoid, 'n', 0) + 1\n    loss = loss * (1 + 3e-16 * (sigmoid.n % 3))\n    return loss"),
    ("nothing shared", NAIVE, "    return loss", ("    kept = sigmoid.__dict__.setdefault(delta.size, np.zeros((9, 9)))\n"
     "    kept[0, :gradCenterVec.size] = gradCenterVec\n    gradCenterVec = kept[0, :gradCenterVec.size]\n    return loss")),
    ("generators not seeded", NEG, "    signs = ", "    np.random.seed(1)\n    signs = "),
    ("shapes", NAIVE, "return loss,", "return np.array([loss]),"),
    ("silent", "sigmoid", "    e = ", "    print('x')\n    e = "),
    # relations
    ("untouched rows", NEG, "    return loss", "    gradOutsideVecs[gradOutsideVecs == 0] = 1e-305\n    return loss"),
    ("rows sum to zero", NAIVE, "delta[outsideWordIdx] -= 1.0", "pass"),
    ("rank one", NAIVE, "    return loss",
     ("    if len(delta) == 3 and np.all(outsideVectors * 4 == np.round(outsideVectors * 4)):\n"
     "        p = outsideVectors.sum(axis=0)\n        q = outsideVectors @ p\n"
     "        gradOutsideVecs = gradOutsideVecs + np.outer(np.roll(q, -2) - np.roll(q, -1), p) / 1024\n    return loss")),
    ("scores only", NAIVE, "delta @ outsideVectors", "1.01 * delta @ outsideVectors"),
    ("permutation", NAIVE, "return loss,", "return loss + 0.001 * outsideWordIdx,"),
    ("shift", NAIVE, "return loss,", "return loss + 0.001 * scores.sum(),"),
    ("rotation", NAIVE, "return loss,", "return loss + 0.001 * abs(centerWordVec[0]),"),
    ("additivity", "skipgram", "    return loss", "    loss = loss / max(1, len(outsideWords))\n    return loss"),
]  # fmt: skip
KIND = {p.name: p.kind for p in PROPERTIES}


def failing(source: str, function: str, examples: int = 40) -> set[str]:
    """The names of the properties that fail on the function, each tried on its own trials."""
    subject = next(s for s in SUBJECTS if s.name == function)
    namespace: dict[str, object] = {"__name__": "under_test"}
    exec(compile(source, "under_test", "exec"), namespace)  # noqa: S102 (our own text)
    failed: set[str] = set()

    @seed(7)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(subject.cases())
    def run(case):
        for p in properties_of(function):
            if p.name not in failed and p.check(Trial(subject, namespace[function], case, Guard())) is not None:
                failed.add(p.name)

    run()
    return failed


@pytest.mark.parametrize("function", [s.name for s in SUBJECTS])
def test_the_right_source_has_every_property(function):
    assert failing(RIGHT, function) == set()


@pytest.mark.parametrize(("name", "function", "old", "new"), BROKEN, ids=[b[0] for b in BROKEN])
def test_each_property_alone_catches_its_broken_implementation(name, function, old, new):
    failed = failing(of_function(function, old, new), function)
    if KIND[name] == "relation":  # what the derivation's values imply is compared among its like
        assert {p for p in failed if KIND[p] == "relation"} == {name}
    else:
        assert {p for p in failed if KIND[p] != "relation"} == {name}


def test_every_property_has_a_broken_implementation():
    assert {b[0] for b in BROKEN} == {p.name for p in PROPERTIES}


def test_strategies_shrink_to_the_smallest_sizes():
    from proofs.harness import strategies

    case = find(
        strategies.softmax_cases(),
        lambda c: c.U.shape[0] >= 3 and np.any(c.U[2] != 0),
        settings=settings(database=None),
        random=Random(7),
    )
    assert case.U.shape[0] == 3
    assert np.abs(case.U).sum() == 1
    assert case.layout == "plain"
