"""The kind of a slip, decided by evidence: it is named only if it gives what came back, on every example.

First the numbers alone are looked at. Then the loss as stated is valued and differentiated with a slip in it, by the checker's own walk.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from derive import expression as x
from derive.traversal import walk
from proofs.harness.gradient import changes, slopes
from proofs.harness.gradient.by_numbers import BY_NUMBERS, by_an_input, number, sizes, summed_up
from proofs.harness.gradient.evidence import Numbers, SlipKind, jumps, near, numbers
from proofs.harness.gradient.floats import Slip
from proofs.harness.gradient.other_inputs import at_other_inputs
from proofs.harness.gradient.stated import LOSS
from proofs.harness.gradient.trial import GradientTrial
from proofs.identity.undecidable import TooLarge, Undecidable

Array = np.ndarray[Any, np.dtype[Any]]
MOST_TRIALS = 12  # on which derivatives with a slip are taken
MOST_ENTRIES = 40  # of the inputs of such a trial
MOST_NODES = 40  # of the loss that are looked at, from the top


def slip(trials: Sequence[GradientTrial], part: str) -> SlipKind | None:
    """The slip that explains a part on every trial, or None."""
    n = numbers(trials, part)
    if n is None:
        return None
    if all(jumps(t, part) for t in trials if t.error is None and t.returned.fault is None and t.ratio(part) > 1):
        return SlipKind("beyond-the-kink")
    for find in (*BY_NUMBERS, in_the_loss, in_the_derivative, by_an_input, at_other_inputs, summed_up):
        name = find(n)
        if name is not None:
            return name
    return None


def in_the_loss(n: Numbers) -> SlipKind | None:
    """A piece of the loss that is left out, or has another sign or factor."""
    tree = n.trials[0].subject.stated.tree
    if n.part != LOSS or tree is None or not n.trials[0].subject.stated.walkable:
        return None
    evidence = SmallTrials(n)
    for term in tree.terms if isinstance(tree, x.Add) else ():
        name = evidence.through(lambda some, term=term: _values(some, term), what(term))  # type: ignore[misc]
        if name is not None:
            return name
    for code, changed, piece, whole in changes.rows(tree):
        if evidence.met(lambda some, changed=changed: _values(some, changed)):  # type: ignore[misc]
            return SlipKind(code, {"what": what(piece), "whole": _of_a_sum(whole)})
    return None


def in_the_derivative(n: Numbers) -> SlipKind | None:
    """A derivative of the loss with a slip at one of its nodes."""
    stated = n.trials[0].subject.stated
    if n.part == LOSS or stated.tree is None or not stated.walkable:
        return None
    tree, variable, evidence = stated.tree, stated.variables[stated.wrt.index(n.part)], SmallTrials(n)
    nodes = [node for node in _inner(tree) if slopes.holds(node, variable)][:MOST_NODES]
    for node in (tree, *nodes):
        for code, slope, words in slopes.rows(node, variable):
            put_in = _everywhere(tree, node, slope)
            if evidence.met(lambda some, put_in=put_in: _gradients(some, put_in)):  # type: ignore[misc]
                pieces = {key: what(value) for key, value in words.items() if key in ("factor", "what")}
                if isinstance(node, x.Call) and "z" in words.get("slope", ""):
                    z = what(node.argument)
                    pieces["slope"] = words["slope"].replace("z", z if words["slope"] == "z" else f"({z})")
                return SlipKind(code, words | {"what": what(node)} | pieces)
    for node in nodes:
        name = evidence.through(_what_comes_through(_everywhere(tree, node, lambda *_: None)), what(node))
        if name is not None:
            return name
    for code, changed, piece, whole in changes.rows(tree):
        if evidence.met(lambda some, changed=changed: _gradients(some, {}, changed)):  # type: ignore[misc]
            return SlipKind(code, {"what": what(piece), "whole": _of_a_sum(whole)})
    return None


def _of_a_sum(whole: x.Node | None) -> str:
    return f" in {what(whole)}" if whole is not None else ""


Predict = Callable[[Numbers], Sequence[Array | None]]
"""What a program with a slip returns, one value a trial."""


def _what_comes_through(cut: dict[int, Slip]) -> Predict:
    """The part of the gradient that is not there when a node is held."""
    return lambda n: [None if w is None else e - w for e, w in zip(n.truth, _gradients(n, cut), strict=True)]


class SmallTrials:
    """Predictions are made on a few trials, the wrong ones first; what fits there must fit on every small trial."""

    def __init__(self, n: Numbers) -> None:
        small = [i for i, t in enumerate(n.trials) if sum(np.size(a) for a in t.case.arrays.values()) <= MOST_ENTRIES]
        small.sort(key=lambda i: n.trials[i].ratio(n.part) <= 1)
        self.few, self.every = _of(n, small[:MOST_TRIALS]), _of(n, small)

    def met(self, predict: Predict) -> bool:
        """Whether a prediction is what came back."""
        return self.few.met(predict(self.few)) and self.every.met(predict(self.every))

    def through(self, directions: Predict, said: str) -> SlipKind | None:
        """What comes through a node, c times too often: c a constant, or a size."""

        def moved(n: Numbers, times: Callable[[GradientTrial], float]) -> list[Array | None]:
            each = zip(n.trials, n.truth, directions(n), strict=True)
            return [None if d is None else e + times(t) * d for t, e, d in each]

        few = self.few
        c = few.along(directions(few), list(few.truth))
        if c is not None and self.every.met(moved(self.every, lambda t: c)):
            code = {-1.0: "term-missing", -2.0: "term-sign"}.get(c, "term-factor")
            return SlipKind(code, {"what": said, "factor": number(1 + c)})
        for size in sizes(few):
            for code, power in (("term-size-missing", 1), ("term-size-extra", -1)):
                if self.met(lambda n, s=size, p=power: moved(n, lambda t: float(t.case.sizes[s]) ** p - 1)):  # type: ignore[misc]
                    return SlipKind(code, {"what": said, "size": size})
        for size, other in permutations(sizes(few), 2):
            if self.met(lambda n, s=size, o=other: moved(n, lambda t: t.case.sizes[s] / t.case.sizes[o] - 1)):  # type: ignore[misc]
                return SlipKind("term-size-other", {"what": said, "size": size, "other": other})
        return None


def _of(n: Numbers, places: Sequence[int]) -> Numbers:
    """The evidence of some trials."""
    pick: Callable[[Sequence[Any]], Any] = lambda items: tuple(items[i] for i in places)
    return Numbers(pick(n.trials), n.part, pick(n.got), pick(n.truth), pick(n.bound))


def _values(n: Numbers, node: x.Expression) -> list[Array | None]:
    """The values of an expression, one a trial."""
    found: list[Array | None] = []
    for t, e in zip(n.trials, n.truth, strict=True):
        here = t.subject.stated.walk(t.case.arrays)
        value = _tried(lambda here=here: here.worth(node)) if here is not None else None  # type: ignore[misc]
        found.append(value.reshape(e.shape) if value is not None and value.size == e.size else None)
    return found


def _gradients(n: Numbers, slips: dict[int, Slip], tree: x.Expression | None = None) -> list[Array | None]:
    """The gradients with slips, one a trial."""
    stated = n.trials[0].subject.stated
    variable = stated.variables[stated.wrt.index(n.part)]
    turned = next(i.turned for i in stated.inputs if i.name == n.part)
    found: list[Array | None] = []
    for t, e in zip(n.trials, n.truth, strict=True):
        here, loss = stated.walk(t.case.arrays, slips), tree or stated.tree
        assert here is not None
        assert loss is not None
        g = _tried(lambda here=here, loss=loss: here.gradient(loss, variable))  # type: ignore[misc]
        g = g.T if g is not None and turned else g
        found.append(g.reshape(e.shape) if g is not None and g.size == e.size else None)
    return found


def _tried(value: Callable[[], Array]) -> Array | None:
    """A value, or None where a slip makes nonsense of an expression."""
    try:
        return value()
    except (Undecidable, TooLarge, ValueError, IndexError, KeyError, AttributeError):
        return None


def evidence_of_our_own(trial: GradientTrial) -> bool:
    """Whether the checker's own walk gives other gradients than the compiled derivation at a case, away from kinks."""
    stated = trial.subject.stated
    if not stated.walkable or trial.truth is None:
        return False
    for part in stated.wrt:
        bound = 2.0**-40 * np.asarray(trial.allowed.rounding[part])
        n = Numbers((trial,), part, (trial.truth[part],), (trial.truth[part],), (bound,))
        (ours,) = _gradients(n, {})
        if (
            ours is not None
            and np.isfinite(ours).all()
            and not jumps(trial, part)
            and not near(trial.truth[part], ours, bound)
        ):
            return True
    return False


def _inner(tree: x.Expression) -> Iterator[x.Expression]:
    """The expressions below the root, from the top, each once."""
    return iter(dict.fromkeys(node for node in walk(tree) if isinstance(node, x.Expression) and node is not tree))


def _everywhere(tree: x.Expression, node: x.Expression, changed: Slip) -> dict[int, Slip]:
    """A slip at every place where the node stands: people compute it once."""
    return {id(each): changed for each in walk(tree) if each == node}


def what(node: x.Node) -> str:
    """A node as its author would write it."""
    from derive.writing.latex import latex

    if isinstance(node, x.Index):
        return node.name
    try:
        return latex(node)
    except Exception:  # noqa: BLE001 (a name is worth no failure)
        return type(node).__name__.lower()
