"""Every notation: the right answer is accepted, its wrong sibling refused, and with a counterexample that an evaluation of our own confirms."""

from functools import cache
from typing import Any

import mpmath as mp
import numpy as np
import pytest
from answers_table import ROWS as TABLE
from answers_table import Row
from students_table import STUDENTS

from proofs.verdict import Verdict
from proofs.verify import check

ROWS = (*TABLE, *STUDENTS)
STEP = mp.mpf(10) ** -12
"""Central differences at 40 digits: error of order STEP², far below the six digits that are printed."""
PRINTED = 2e-5
"""Values are printed to six significant digits; entries here stay below 10."""


@cache
def verdict(part: str, latex: str) -> Verdict:
    return check(part, latex)


def named(row: Row) -> str:
    return f"{row.part} {row.notation}"


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_the_right_answer_is_accepted(row):
    found = verdict(row.part, row.right)
    assert found.accepted, (found.verdict, found.message)
    assert found.sizes == "every" or isinstance(found.sizes, dict)
    assert all(link.holds is not False for link in found.links)


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_the_wrong_sibling_is_refused(row):
    found = verdict(row.part, row.wrong)
    assert found.verdict == row.word, (found.verdict, found.message)
    assert found.verdict != "wrong" or found.counterexample is not None


WINDOW_OF_SAMPLES = r"\sum_{-m \le j \le m, j \ne 0} \left(SIGN(1-\sigma(u_{w_{t+j}}^T v_c))u_{w_{t+j}} + \sum_{s=1}^K \sigma(u_{w_s}^T v_c)u_{w_s}\right)"


def test_a_window_written_out_by_samples():
    """Many words may coincide here: it may be left undecided, but never judged falsely."""
    assert not check("i.2", WINDOW_OF_SAMPLES.replace("SIGN", "-")).refused
    assert check("i.2", WINDOW_OF_SAMPLES.replace("SIGN", "")).verdict == "wrong"


# ------------------------------------------------------------- counterexamples, by losses written out here and nothing of the checker


def log_sigmoid(z: Any) -> Any:
    return -mp.log(1 + mp.exp(-z))


def dot(a: Any, b: Any) -> Any:
    return mp.fsum(p * q for p, q in zip(a, b, strict=True))


def naive(U: Any, v: Any, o: int) -> Any:
    scores = [dot(U[:, k], v) for k in range(U.shape[1])]
    return mp.log(mp.fsum(mp.exp(score) for score in scores)) - scores[o]


def negative(U: Any, v: Any, o: int, words: list[int]) -> Any:
    return -log_sigmoid(dot(U[:, o], v)) - mp.fsum(log_sigmoid(-dot(U[:, k], v)) for k in words)


def signed(M: Any, v: Any) -> Any:
    return -mp.fsum(log_sigmoid(dot(M[:, k], v)) for k in range(M.shape[1]))


def slope(loss: Any, at: Any) -> Any:
    """∂ loss / ∂ entry, for every entry of an array."""
    found = np.empty(at.shape, dtype=object)
    for place in np.ndindex(at.shape):
        values = []
        for step in (STEP, -STEP):
            moved = at.copy()
            moved[place] += step
            values.append(loss(moved))
        found[place] = (values[0] - values[1]) / (2 * STEP)
    return found


def array(value: Any, *shape: int) -> Any:
    exact = [mp.mpf(float(each)) for each in np.array(value, dtype=float).ravel()]
    return np.array(exact, dtype=object).reshape(shape)


def true_gradient(part: str, answer: str, sizes: dict[str, int], values: dict[str, Any]) -> Any:
    """The gradient that a part asks for, at a point as the record prints it."""
    if part in ("e", "e.relu", "f"):
        x, alpha = array(values.get("x", 0), 1), array(values.get("alpha", 0), 1)[0]
        functions = {
            "e": lambda z: max(alpha * z[0], z[0]),
            "e.relu": lambda z: max(mp.mpf(0), z[0]),
            "f": lambda z: 1 / (1 + mp.exp(-z[0])),
        }
        return slope(functions[part], x)
    U, v = array(values["U"], sizes["d"], sizes["V"]), array(values["v_c"], sizes["d"])
    o = values.get("o", 0) - 1
    words = [k - 1 for k in values["w"]] if isinstance(values.get("w"), list) else []
    M = np.concatenate([U[:, [o]], -U[:, words]], axis=1)
    offsets = [k - 1 for j, k in enumerate(values.get("w_t", [])) if j != sizes["m"]]
    sampled = "sigma" in answer

    def window(centre: Any) -> Any:
        return mp.fsum(negative(U, centre, k, words) if sampled else naive(U, centre, k) for k in offsets)

    by_u_naive = slope(lambda each: naive(each, v, o), U)
    return {
        "b.1": lambda: slope(lambda centre: naive(U, centre, o), v),
        "c": lambda: by_u_naive[:, values["w"] - 1],
        "d": lambda: by_u_naive,
        "g.1.v_c": lambda: slope(lambda centre: negative(U, centre, o, words), v),
        "g.1.u_o": lambda: slope(lambda each: negative(each, v, o, words), U)[:, o],
        "g.1.u_ws": lambda: slope(lambda each: negative(each, v, o, words), U)[:, words[values["s"] - 1]],
        "g.2.U": lambda: slope(lambda each: signed(each, v), M),
        "g.2.v_c": lambda: slope(lambda centre: signed(M, centre), v),
        "h": lambda: slope(lambda each: negative(each, v, o, words), U)[:, words[values["s"] - 1]],
        "i.2": lambda: slope(window, v),
    }[part]()


GRADIENTS = [
    row
    for row in ROWS
    if row.word == "wrong" and row.part not in ("a", "b.2", "i.1", "i.3", "g.2.reuse") and "J(v_c" not in row.wrong
]


@pytest.mark.parametrize("row", GRADIENTS, ids=named)
def test_a_counterexample_is_what_it_says(row):
    found = verdict(row.part, row.wrong).counterexample
    assert found is not None
    assert all(isinstance(each, int) for each in np.array(found.values.get("U", 0), dtype=object).ravel()), (
        "small integers"
    )
    with mp.workdps(40):
        truth = true_gradient(row.part, row.wrong, found.sizes, found.values).astype(float)
    printed, answer = (np.array(each, dtype=float) for each in (found.gradient, found.answer))
    assert printed.size == truth.size
    assert np.allclose(printed.ravel(), truth.ravel(), atol=PRINTED)
    assert not np.allclose(answer.ravel(), printed.ravel(), atol=PRINTED)
