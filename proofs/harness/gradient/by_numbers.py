"""TABLE of slips that the numbers tell by themselves: a factor, a size, other places, sums along an axis, lost digits."""

from collections.abc import Callable
from itertools import permutations

import numpy as np

from proofs.harness.gradient.evidence import Numbers, SlipKind
from proofs.harness.gradient.stated import LOSS


def constant(n: Numbers) -> SlipKind | None:
    """0, −1 or another constant times the truth."""
    c = n.scaled()
    if c is None:
        return None
    if c == 0:
        return SlipKind("zero")
    return SlipKind("sign") if c == -1 else SlipKind("factor", {"factor": number(c)})


BY_A_SIZE = (("size-missing", 1.0), ("size-extra", -1.0), ("root-missing", 0.5), ("root-extra", -0.5))
"""Codes, and the power of a size that the truth is multiplied by."""


def by_a_size(n: Numbers) -> SlipKind | None:
    """A size, its root, or the inverse of one, times the truth: a mean for a sum, a sum for a mean, a 1/√d."""
    for size in sizes(n):
        for code, power in BY_A_SIZE:
            c = n.scaled(lambda t, s=size, p=power: float(t.case.sizes[s]) ** p)  # type: ignore[misc]
            if c is not None:
                times = "" if c == 1 else f"{number(c)}·" if power > 0 else f"{number(c)} times "
                return SlipKind(code, {"size": size, "factor": times if power > 0 or c != 1 else ""})
    return None


POWERS = ((1, "{}"), (-1, "1/{}"), (2, "{}²"), (-2, "1/{}²"))


def by_an_input(n: Numbers) -> SlipKind | None:
    """A number that is given, or an array of the gradient's shape entry by entry, times the truth: a 1/τ left out, a mask twice."""
    first = n.trials[0].case
    for name in (each for each in first.arrays if each not in first.points):
        given = [np.asarray(t.case.arrays[name], np.float64) for t in n.trials]
        if any(a.shape not in ((), e.shape) for a, e in zip(given, n.truth, strict=True)):
            continue
        for power, said in POWERS:
            with np.errstate(all="ignore"):
                times = [a**power * e for a, e in zip(given, n.truth, strict=True)]
            if n.met(times):
                how = ", entry by entry," if any(a.ndim for a in given) else ""
                return SlipKind("factor", {"factor": said.format(name) + how})
    return None


def another_size(n: Numbers) -> SlipKind | None:
    """A mean over d where that over N belongs."""
    for size, other in permutations(sizes(n), 2):
        if n.scaled(lambda t, s=size, o=other: t.case.sizes[s] / t.case.sizes[o]) == 1:  # type: ignore[misc]
            return SlipKind("size-other", {"size": size, "other": other})
    return None


def sizes(n: Numbers) -> list[str]:
    """The named sizes that differ from one trial to another."""
    named = sorted({s for t in n.trials for s in t.case.sizes if not s.isdigit()})
    return [s for s in named if len({t.case.sizes[s] for t in n.trials}) > 1]


def offset(n: Numbers) -> SlipKind | None:
    """A constant added."""
    c = n.along([np.ones_like(e) for e in n.truth], list(n.truth))
    return None if c is None else SlipKind("offset", {"offset": number(c)})


def rearranged(n: Numbers) -> SlipKind | None:
    """The right entries in other places: transposed, reshaped, or another variable's."""
    if all(e.ndim == 2 for e in n.truth):
        if n.each(lambda t, e: e.T.reshape(e.shape)):
            oblong = any(e.shape[0] != e.shape[1] and min(e.shape) > 1 for e in n.truth)
            return SlipKind("reshaped" if oblong else "transposed")
        if n.each(lambda t, e: e.T if e.shape[0] == e.shape[1] else e):
            return SlipKind("transposed-square")
    for other in n.trials[0].subject.stated.wrt:
        if other != n.part and n.each(lambda t, e, o=other: t.truth[o] if t.truth else None):  # type: ignore[misc]
            return SlipKind("exchanged", {"other": other})
    return None


def summed_up(n: Numbers) -> SlipKind | None:
    """Entries summed along an axis and broadcast, or the right total in the wrong places."""
    if n.part == LOSS:
        return None
    for axis, said in ((None, "all entries"), (0, "the rows"), (1, "the columns")):
        if all(axis is None or e.ndim == 2 for e in n.truth):
            whole = [e.sum(axis=axis, keepdims=True) + np.zeros_like(e) for e in n.truth]
            if n.met(whole):
                return SlipKind("broadcast", {"axis": said})
    totals = [
        (np.sum(g), np.sum(e), np.sum(b) + 0 * np.sum(np.abs(e)))
        for g, e, b in zip(n.got, n.truth, n.bound, strict=True)
    ]
    right = all(abs(g - e) <= 64 * max(float(b), 1e-12 * (1 + abs(float(e)))) for g, e, b in totals)
    several = sum(e.size > 1 and abs(float(np.sum(e))) > 1e-6 for e in n.truth) >= 2
    return SlipKind("wrong-axis") if right and several else None


def few_digits(n: Numbers) -> SlipKind | None:
    """Rounded to some decimals, to float16, or clipped at a bound."""
    got, truth = (np.concatenate([np.ravel(a) for a in side]) for side in (n.got, n.truth))
    error = np.abs(got - truth)
    for digits in range(1, 10):
        if (error <= 0.5001 * 10.0**-digits).all() and np.array_equal(got, np.round(got, digits)):
            return SlipKind("rounded", {"digits": digits})
    with np.errstate(over="ignore"):
        half = np.array_equal(got, got.astype(np.float16))
    if half and (error <= 2.0**-10 * np.abs(truth) + 2.0**-24).all():
        return SlipKind("half-precision")
    bound = float(np.max(np.abs(got), initial=0.0))
    clipped = np.clip(truth, -bound, bound)
    off = [np.clip(e, -bound, bound) for e in n.truth]
    return SlipKind("clipped", {"bound": f"{bound:.6g}"}) if np.sum(clipped != truth) > 2 and n.met(off) else None


BY_NUMBERS: tuple[Callable[[Numbers], SlipKind | None], ...] = (
    constant,
    by_a_size,
    another_size,
    offset,
    rearranged,
    few_digits,
)


def number(c: float) -> str:
    """A constant as it is shown."""
    return f"{c:.6g}"
