"""TABLE of what goes wrong in gradient descent: each row descends with that bug."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from proofs.courses.cs224n_a2.harness.bugs.prediction import Rows
from proofs.courses.cs224n_a2.harness.cases import POSTPROCESSINGS, DescentCase
from proofs.courses.cs224n_a2.harness.subjects import Parts, Scripted, descend

Array = np.ndarray[Any, np.dtype[Any]]


def rows(c: DescentCase) -> Rows:
    n, h = len(c.pushes), c.step
    seen: dict[str, Any] = {}

    def stale(x: Any, g: Any, t: int) -> Any:  # the gradient of the start, for ever
        first = seen.setdefault("g", g)
        return x - h * first

    def momentum(x: Any, g: Any, t: int) -> Any:
        seen["m"] = 0.9 * seen.get("m", 0.0) + g
        return x - h * seen["m"]

    def previous(x: Any, g: Any, t: int) -> Any:
        last, seen["p"] = seen.get("p", 0 * g), g
        return x - h * last

    def adaptive(x: Any, g: Any, t: int) -> Any:
        seen["s"] = seen.get("s", 0.0) + np.square(g)
        return x - h * g / np.sqrt(seen["s"] + TINY)

    twice = {"x": _twice(c), "calls": np.asarray(2 * n)}
    return [
        ("ascent", _descend(c, lambda x, g, t: x + h * g)),
        ("postprocessing-lost", _descend(c, lambda x, g, t: x - h * g, post=False)),
        ("postprocessing-lost", _in_place_only(c)),
        ("postprocessing-before-step", _pre(c)),
        ("postprocessing-at-end", _at_end(c)),
        ("postprocessing-of-start", _of_start(c)),
        ("postprocessing-twice", _descend(c, lambda x, g, t: _after(c)(np.asarray(x - h * g)))),
        (
            "postprocessing-once",
            _descend(c, lambda x, g, t: x - h * g if t else _after(c)(np.asarray(x - h * g)), post=False),
        ),
        (
            "postprocessing-of-gradient",
            _descend(c, lambda x, g, t: x - h * np.asarray(_after(c)(np.array(g))), post=False),
        ),
        ("step-divided-by-rows", _descend(c, lambda x, g, t: x - h * g / _rows(g))),
        ("step-divided-by-rows", _descend(c, lambda x, g, t: x - h * g / np.size(g))),
        ("gradient-normalised", _descend(c, lambda x, g, t: x - h * _length(g))),
        ("gradient-sign-only", _descend(c, lambda x, g, t: x - h * np.sign(g))),
        ("gradient-normalised", _descend(c, lambda x, g, t: x - h * g / np.sqrt(np.square(g) + TINY))),
        ("adaptive-step", _descend(c, adaptive)),
        ("gradient-clipped", _descend(c, lambda x, g, t: x - h * np.clip(g, -1, 1))),
        ("gradient-clipped", _descend(c, lambda x, g, t: x - h * np.clip(g, -0.5, 0.5))),
        ("gradient-clipped", _descend(c, lambda x, g, t: x - h * g / max(1.0, float(np.linalg.norm(g))))),
        ("gradient-of-step-before", _descend(c, previous)),
        ("step-grows", _descend(c, lambda x, g, t: x - h * (t + 1) * g)),
        ("integer-start", descend(replace(c, x0=np.trunc(c.x0)))),
        ("extra-evaluation", {"calls": np.asarray(n + 1)}),
        ("gradient-averaged", _descend(c, lambda x, g, t: x - h * np.mean(g))),
        ("step-squared", _descend(c, lambda x, g, t: x - h**2 * g)),
        ("step-ignored", _descend(c, lambda x, g, t: x - g)),
        ("loss-for-gradient", _descend(c, lambda x, g, t: x - h * (t + 1.0))),
        ("one-iteration-short", _descend(c, lambda x, g, t: x - h * g, n=n - 1)),
        ("one-iteration-more", _descend(c, lambda x, g, t: x - h * g, n=n + 1)),
        ("one-iteration-only", _descend(c, lambda x, g, t: x - h * g, n=1)),
        ("calls-f-twice", twice),
        ("step-decays-each-iteration", _descend(c, lambda x, g, t: x - h * 0.5**t * g)),
        ("step-decays-each-iteration", _descend(c, lambda x, g, t: x - h * 0.5 ** (t + 1) * g)),
        ("step-decays-each-iteration", _descend(c, lambda x, g, t: x - h / (t + 1) * g)),
        ("step-decays-each-iteration", _descend(c, lambda x, g, t: x - h * 0.5 ** _divisors(t) * g)),
        ("gradient-of-the-start", _descend(c, stale)),
        ("gradient-of-the-start", _descend(_flat(c), lambda x, g, t: x - h * (g + c.slope * np.asarray(c.x0)))),
        ("start-forgotten", _descend(c, lambda x, g, t: np.asarray(c.x0) - h * g)),
        ("momentum", _descend(c, momentum)),
        ("returns-start", {"x": np.asarray(c.x0, float)}),
        ("returns-gradient", {"x": _last_gradient(c)}),
    ]


TINY = 1e-8  # that people add below a square root


def _divisors(t: int) -> int:
    """How often iteration t (from 0) has halved its step where `20000 % it == 0` stands for `it % 20000 == 0`."""
    return sum(20_000 % it == 0 for it in range(1, t + 1))


def _of_start(case: DescentCase) -> Parts:
    """The postprocessing once more, on the start vector."""
    start = np.asarray(_after(case)(np.array(case.x0, float)))
    return descend(replace(case, x0=start))


def _after(case: DescentCase) -> Callable[[Any], Any]:
    return POSTPROCESSINGS[case.after][1] or (lambda x: x)


def _descend(case: DescentCase, step: Callable[[Any, Any, int], Any], post: bool = True, n: int | None = None) -> Parts:
    """Descent with another step, `post` telling whether the postprocessing's result is used."""
    bare = case if post else DescentCase(case.layout, case.x0, case.step, case.slope, case.pushes, "none")
    return descend(bare, step, n)


def _pre(case: DescentCase) -> Parts:
    """The postprocessing before the step."""
    bare = DescentCase(case.layout, case.x0, case.step, case.slope, case.pushes, "none")
    post = _after(case)
    return descend(bare, lambda x, g, t: post(np.array(x)) - case.step * g)


def _at_end(case: DescentCase) -> Parts:
    parts = _descend(case, lambda x, g, t: x - case.step * g, post=False)
    return parts | {"x": np.asarray(_after(case)(np.array(parts["x"])))}


def _rows(g: Any) -> int:
    return len(g) if np.ndim(g) else 1


def _length(g: Any) -> Any:
    n = float(np.linalg.norm(g))
    return g / n if n else np.asarray(g) * np.nan


def _flat(c: DescentCase) -> DescentCase:
    return DescentCase(c.layout, c.x0, c.step, 0.0, c.pushes, c.after)


def _in_place_only(c: DescentCase) -> Parts:
    """The result of the postprocessing thrown away; what it does in place stays."""
    if c.after != "halve in place" or not isinstance(c.x0, np.ndarray):
        return _descend(c, lambda x, g, t: x - c.step * g, post=False)
    return descend(c)


def _twice(c: DescentCase) -> Array:
    """Loss from one call, gradient from a second: the scripted gradients are used two by two."""

    f, x = Scripted(c), np.array(c.x0, dtype=float)
    for _ in c.pushes:
        f(x)
        _, g = f(x)
        x = np.asarray(_after(c)(np.asarray(x - c.step * g)))
    return x


def _last_gradient(c: DescentCase) -> Array:
    last: dict[str, Any] = {}

    def keep(x: Any, g: Any, t: int) -> Any:
        last["g"] = g
        return x - c.step * g

    _descend(c, keep)
    return np.asarray(last["g"], float)
