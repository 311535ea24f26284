"""Every row of VALUES against a plain NumPy interpreter, through balls."""

import interpreter
import numpy as np
import pytest
from identity_cases import CASES, point, world

from derive import expression as x
from derive.traversal import walk
from proofs.identity.balls import Balls
from proofs.identity.evaluate import VALUES, Evaluation
from proofs.identity.points import Setting

SIZES = [{"V": 4, "d": 2, "K": 3, "m": 1}, {"V": 3, "d": 3, "K": 4, "m": 1}]


def values_of(node, sizes, seed):
    random = np.random.default_rng(seed)
    evaluation = Evaluation(Balls(random, 2), point(random, sizes), Setting())
    found = evaluation.value(node)
    assert not evaluation.algebra.undefined.any()
    return np.array([[float(each) for each in row] for row in found[0]]), interpreter.worth(node, world(evaluation))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("seed", range(3))
def test_value(name, seed):
    for sizes in SIZES:
        ours, plain = values_of(CASES[name], sizes, seed)
        np.testing.assert_allclose(ours, np.broadcast_to(plain, ours.shape), rtol=1e-12, atol=1e-12)


def test_every_row_is_exercised():
    met = {type(node) for tree in CASES.values() for node in walk(tree)}
    assert set(VALUES) - met == {x.Loss, x.Derivative}


@pytest.mark.parametrize("kind", [kind for kind in VALUES if kind not in (x.Loss, x.Derivative, x.Named)])
def test_a_broken_row_is_seen(kind, monkeypatch):
    """Each row made 0.1 % too large changes some value that the tests compare."""
    right = VALUES[kind]
    from fractions import Fraction

    monkeypatch.setitem(
        VALUES,
        kind,
        lambda e, node, level, scope: e.algebra.multiply(
            right(e, node, level, scope), e.algebra.constant(Fraction(1001, 1000), level), level
        ),
    )
    trees = [tree for tree in CASES.values() if any(isinstance(node, kind) for node in walk(tree))]
    pairs = [values_of(tree, SIZES[0], seed) for tree in trees for seed in range(3)]
    assert any(not np.allclose(ours, plain, rtol=1e-6, atol=1e-9) for ours, plain in pairs)
