"""Sums over pairs: their value is that of the sum as it was written, whether the terms depend on the order or not."""

import numpy as np
import pytest

from derive.stating import state
from gradproof import compile

DECLARE = {"s": "s: n", "t": "t: n", "v": "v[n]: d", "A": "A: n x n"}
SYMMETRIC = {
    r"\sum_{i=1}^{n}\sum_{j=i+1}^{n} s_i s_j": lambda s, t, v, i, j: s[i] * s[j],
    r"\sum_{i=1}^{n-1}\sum_{j=i+1}^{n} s_i s_j v_i^\top v_j": lambda s, t, v, i, j: s[i] * s[j] * (v[i] @ v[j]),
    r"\sum_{i<j} (s_i - s_j)^2": lambda s, t, v, i, j: (s[i] - s[j]) ** 2,
    r"\sum_{1 \le i < j \le n} \cos(s_i - s_j)": lambda s, t, v, i, j: np.cos(s[i] - s[j]),
    r"\sum_{i<j} (s_i - s_j)(t_i - t_j)": lambda s, t, v, i, j: (s[i] - s[j]) * (t[i] - t[j]),
    r"\sum_{i<j} e^{-s_i s_j} \lVert v_i - v_j \rVert^2": lambda s, t, v, i, j: np.exp(-s[i] * s[j]) * np.sum((v[i] - v[j]) ** 2),
}  # fmt: skip
ORDERED = {
    r"\sum_{i<j} s_i t_j": lambda s, t, v, i, j: s[i] * t[j],
    r"\sum_{i<j} (s_i - s_j)^3": lambda s, t, v, i, j: (s[i] - s[j]) ** 3,
    r"\sum_{i=1}^{n}\sum_{j=i+1}^{n} \log\sigma(s_i - s_j)": lambda s, t, v, i, j: -np.log1p(np.exp(s[j] - s[i])),
    r"\sum_{i<j} \max(s_i, 0) s_j": lambda s, t, v, i, j: max(s[i], 0) * s[j],
    r"\sum_{i<j} s_i v_i^\top v_j s_j^2": lambda s, t, v, i, j: s[i] * (v[i] @ v[j]) * s[j] ** 2,
}  # fmt: skip


@pytest.mark.parametrize("loss", SYMMETRIC | ORDERED)
def test_a_sum_over_pairs_has_the_value_of_its_pairs(loss):
    made = compile(loss=loss, wrt="s", declare=[each for name, each in DECLARE.items() if f"{name}_" in loss])
    random = np.random.default_rng(5)
    values = {"s": random.normal(size=4), "t": random.normal(size=4), "v": random.normal(size=(4, 3))}
    got, _ = made(**{name: each for name, each in values.items() if f"{name}_" in loss})
    expected = sum(
        (SYMMETRIC | ORDERED)[loss](values["s"], values["t"], values["v"], i, j)
        for i in range(4)
        for j in range(i + 1, 4)
    )
    assert got == pytest.approx(expected)


def test_how_a_sum_over_pairs_was_read_is_said():
    assert [note.code for note in state(r"\sum_{i<j} s_i s_j", "s", declare=DECLARE.values()).notes] == ["pairs"]
