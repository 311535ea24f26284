"""Where a value is wrong, when no bug explains it: the condition that parts the wrong examples from the right ones.

A condition is told if it holds on every wrong trial and seldom on a right one, and there are enough of both.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.cases import DescentCase, ElementwiseCase, NegativeCase, SoftmaxCase, WindowCase
from proofs.courses.cs224n_a2.harness.trial import Trial
from proofs.harness.cases import Case

SELDOM = 0.2  # of the right trials may meet the condition: where it holds, a fault need not show
LEAST = 3  # trials of either kind: fewer may agree with a condition by chance
Condition = tuple[type[Case], Callable[[Any], bool], str, str]
RowCondition = tuple[Callable[[Any], set[int]], str, str]

CONDITIONS: tuple[Condition, ...] = (
    (NegativeCase, lambda c: len(set(c.negatives)) < c.K, "a word is drawn twice", "有词被抽到两次"),
    (NegativeCase, lambda c: len(c.script) > c.K, "a draw hits the outside word", "抽到了外围词"),
    (NegativeCase, lambda c: c.K > 1, "K > 1", "K > 1"),
    (SoftmaxCase, lambda c: c.U.shape[0] == c.U.shape[1], "V = d", "V = d"),
    (SoftmaxCase, lambda c: c.U.shape[0] != c.U.shape[1], "V ≠ d", "V ≠ d"),
    (SoftmaxCase, lambda c: len(c.U) == 2, "V = 2", "V = 2"),
    (SoftmaxCase, lambda c: c.o != 0, "o ≠ 0", "o ≠ 0"),
    (SoftmaxCase, lambda c: c.o == len(c.U) - 1, "o is the last word", "o 是最后一个词"),
    (WindowCase, lambda c: c.center in c.outside, "the centre word occurs in its own window", "中心词出现在自己的窗口里"),
    (WindowCase, lambda c: any(w != c.center for w in c.outside), "an outside word is not the centre word", "有外围词不是中心词"),
    (WindowCase, lambda c: len(set(c.outside)) < len(c.outside), "an outside word occurs twice", "有外围词出现两次"),
    (WindowCase, lambda c: len(c.outside) > 1, "the window has two words or more", "窗口有两个以上的词"),
    (WindowCase, lambda c: list(c.word2Ind.values()) != sorted(c.word2Ind.values()), "word2Ind is not in the order of its indices", "word2Ind 不按下标排序"),
    (DescentCase, lambda c: c.after != "none", "there is a postprocessing", "有 postprocessing"),
    (DescentCase, lambda c: c.after != "none" and len(c.pushes) > 1, "there is a postprocessing and a second iteration", "有 postprocessing 且迭代多于一次"),
    (DescentCase, lambda c: len(c.pushes) > 1, "there is a second iteration", "迭代多于一次"),
    (DescentCase, lambda c: np.ndim(c.x0) > 0, "x is an array", "x 是数组"),
    (ElementwiseCase, lambda c: np.ndim(c.x) > 1, "the array has two axes", "数组有两个轴"),
    (ElementwiseCase, lambda c: np.ndim(c.x) > 0, "the argument is an array", "参数是数组"),
    (ElementwiseCase, lambda c: bool(np.any(np.asarray(c.x) < 0)), "x < 0", "x < 0"),
    (ElementwiseCase, lambda c: bool(np.any(np.asarray(c.x) > 0)), "x > 0", "x > 0"),
)  # fmt: skip

ROWS: tuple[RowCondition, ...] = (
    (lambda c: {c.o}, "in the row of the outside word", "外围词那一行"),
    (
        lambda c: set(c.negatives) if isinstance(c, NegativeCase) else set(),
        "in the rows of the negatives",
        "负样本各行",
    ),
    (lambda c: set(range(len(c.U))) - {c.o}, "in the rows of the other words", "其他词的各行"),
)


def where(trials: Sequence[Trial], part: str, lang: str) -> str:
    """ ", only where …" for the condition found, or nothing."""
    known = [(t, t.ratio(part) > 1) for t in trials if t.parts is not None and part in t.truth]
    wrong, right = [t for t, off in known if off], [t.case for t, off in known if not off]
    if len(wrong) < LEAST:
        return ""
    rows = _rows(wrong, part)
    if rows is not None:
        return f";只错在{rows[1]}" if lang == "zh" else f"; it differs only {rows[0]}"
    if len(right) < LEAST:
        return ""
    told = []
    for kind, holds, en, zh in CONDITIONS:
        if isinstance(wrong[0].case, kind) and all(holds(t.case) for t in wrong):
            told.append((sum(map(holds, right)) / len(right), en, zh))
    share, en, zh = min(told, default=(1.0, "", ""))
    if share > SELDOM:
        return ""
    return f";只在{zh}时不同" if lang == "zh" else f"; it differs only where {en}"


def _rows(wrong: Sequence[Trial], part: str) -> tuple[str, str] | None:
    """The rows of ∂U that all faults lie in."""
    if part != "U" or not isinstance(wrong[0].case, SoftmaxCase) or any(len(t.case.U) < 2 for t in wrong[:1]):
        return None
    touched = [(t.case, set(np.nonzero(np.any(np.abs(t.parts["U"] - t.truth["U"]) > t.bounds["U"], axis=1))[0].tolist())) for t in wrong if t.parts]  # fmt: skip
    for rows, en, zh in ROWS:
        if all(off <= rows(case) for case, off in touched):
            return en, zh
    return None
