"""How the inputs of the course's functions are made smaller: edits, in the order in which they are tried."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.cases import (
    DescentCase,
    DrawCase,
    ElementwiseCase,
    NegativeCase,
    SoftmaxCase,
    WindowCase,
)
from proofs.harness.shrink import plain


def fewer_words(case: Any) -> Iterator[Any]:
    """One row of U less, of a word that is not used; the words after it move up."""
    if isinstance(case, SoftmaxCase):
        used = {case.o, *(case.script if isinstance(case, NegativeCase) else ())}
        for w in (w for w in range(len(case.U)) if w not in used):
            script: dict[str, Any] = (
                {"script": tuple(x - (x > w) for x in case.script)} if isinstance(case, NegativeCase) else {}
            )
            yield replace(case, o=case.o - (case.o > w), U=np.delete(case.U, w, axis=0), **script)
    elif isinstance(case, WindowCase):
        for word, w in case.word2Ind.items():
            if word not in (case.center, *case.outside):
                left = {each: i - (i > w) for each, i in case.word2Ind.items() if each != word}
                rows: dict[str, Any] = {"V_rows": np.delete(case.V_rows, w, axis=0), "U": np.delete(case.U, w, axis=0)}
                yield replace(case, word2Ind=left, **rows)


def fewer_axes(case: Any) -> Iterator[Any]:
    """One dimension of the vectors less; of an array, fewer entries or axes."""
    if isinstance(case, SoftmaxCase | WindowCase):
        first = "v_c" if isinstance(case, SoftmaxCase) else "V_rows"
        for i in range(case.U.shape[1] if case.U.shape[1] > 1 else 0):
            yield replace(case, U=np.delete(case.U, i, axis=1), **{first: np.delete(getattr(case, first), i, axis=-1)})
    elif isinstance(case, ElementwiseCase) and np.size(case.x) > 1:
        yield from (replace(case, x=np.asarray(case.x).reshape(-1)[i : i + 1]) for i in range(np.size(case.x)))
        yield replace(case, x=np.asarray(case.x).reshape(-1))


def fewer_samples(case: Any) -> Iterator[Any]:
    """One draw, outside word or step less; smaller words in the places of those that are left."""
    if isinstance(case, NegativeCase | DrawCase):
        for i, w in enumerate(case.script):
            K = case.K - (w != case.o)
            if K > 0:
                yield replace(case, script=case.script[:i] + case.script[i + 1 :], K=K)
        for i, w in enumerate(case.script):
            if w != case.o:
                smaller = (x for x in range(w) if x != case.o)
                yield from (replace(case, script=(*case.script[:i], x, *case.script[i + 1 :])) for x in smaller)
    elif isinstance(case, WindowCase):
        for i in range(len(case.outside)):
            outside = case.outside[:i] + case.outside[i + 1 :]
            if outside:
                yield replace(case, outside=outside, window=(len(outside) + 1) // 2)
    elif isinstance(case, DescentCase) and len(case.pushes) > 1:
        yield from (replace(case, pushes=case.pushes[:i] + case.pushes[i + 1 :]) for i in range(len(case.pushes)))


def simpler_settings(case: Any) -> Iterator[Any]:
    """The first word, words in the order of their indices, no postprocessing, the default slope."""
    if isinstance(case, SoftmaxCase) and case.o > 0 and not isinstance(case, NegativeCase):
        order = [case.o, *(w for w in range(len(case.U)) if w != case.o)]
        yield replace(case, o=0, U=case.U[order])
    elif isinstance(case, WindowCase):
        tidy = {word: i for i, word in enumerate(sorted(case.word2Ind))}
        if list(case.word2Ind.items()) != list(tidy.items()):
            yield replace(case, word2Ind=tidy)
            yield replace(case, word2Ind=dict(sorted(case.word2Ind.items())))
    elif isinstance(case, DescentCase):
        yield from (replace(case, **{k: v}) for k, v in _PLAIN_DESCENT.items() if getattr(case, k) != v)
    elif isinstance(case, ElementwiseCase) and case.alpha is not None:
        yield replace(case, alpha=None)


_PLAIN_DESCENT: dict[str, Any] = {"after": "none", "slope": 0.0, "step": 1.0}
EDITS: tuple[Callable[[Any], Iterator[Any]], ...] = (
    plain,
    fewer_samples,
    fewer_words,
    fewer_axes,
    simpler_settings,
)
"""What makes a case smaller.

>>> from proofs.harness.shrink import smallest
>>> case = SoftmaxCase(v_c=np.array([2.0, 1.5]), o=1, U=np.array([[1.0, 0.5], [2.0, 2.0], [0.0, -1.0]]))
>>> small = smallest(case, lambda c: c.v_c[0] > 0, EDITS)
>>> small.v_c.tolist(), small.o, small.U.tolist()
([1.0, 0.0], 0, [[0.0, 0.0], [0.0, 0.0]])
"""
