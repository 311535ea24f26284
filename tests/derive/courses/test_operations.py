"""The operations of the compiled losses, against what a person counts in their programs."""

import numpy as np
import pytest

from derive.compiling import compile
from derive.courses.cs224n_a2.operations import Counted, operations, run


def test_naive_softmax_reads_all_words_three_times():
    """Scores, mean outside vector and ∂J/∂U take Vd each, the shares V divisions and V exponentials, the score of o d."""
    found = operations(compile("b.1"))
    assert found.multiplications == {("V", "d"): 3, ("V",): 1, ("d",): 1}
    assert found.functions[("V",)] == 1


def test_negative_sampling_reads_the_words_of_the_samples():
    """Scores, ∂J/∂v_c and ∂J/∂U take (K + 1)d each; nothing depends on V."""
    found = operations(compile("g.1.v_c"))
    assert found.multiplications[("1+K", "d")] == 3
    assert not any("V" in names for names in (*found.multiplications, *found.functions))


@pytest.mark.parametrize(
    ("operation", "count"),
    [
        (lambda a, b: a * b, 12),
        (lambda a, b: a.T @ b, 48),
        (lambda a, b: np.einsum("ij,ij->i", a, b), 12),
        (lambda a, b: np.dot(a, b.T), 36),
        (lambda a, b: a + b, 0),
    ],
    ids=["entrywise", "matrix product", "einsum", "dot", "addition"],
)
def test_what_counts(operation, count):
    tally: dict[str, int] = {}
    a, b = (np.ones((3, 4)).view(Counted) for _ in range(2))
    a.tally = b.tally = tally
    operation(a, b)
    assert tally.get("multiplications", 0) == count


def test_counting_changes_no_value():
    compiled = compile("b.1")
    assert run(compiled, {"V": 7, "d": 2}) == run(compiled, {"V": 7, "d": 2})
