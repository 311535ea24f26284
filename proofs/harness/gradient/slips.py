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
from proofs.harness.gradient.by_numbers import BY_NUMBERS, number, sizes, summed_up
from proofs.harness.gradient.evidence import Numbers, SlipKind, jumps, near, numbers
from proofs.harness.gradient.floats import Slip
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
    for find in (*BY_NUMBERS, in_the_loss, in_the_derivative, summed_up):
        name = find(n)
        if name is not None:
            return name
    return None


def in_the_loss(n: Numbers) -> SlipKind | None:
    """A piece of the loss that is left out, or has another sign or factor."""
    tree = n.trials[0].subject.stated.tree
    if n.part != LOSS or tree is None or not n.trials[0].subject.stated.walkable:
        return None
    few = _few(n)
    if isinstance(tree, x.Add):
        for term in tree.terms:
            name = _through(few, _values(few, term), what(term))
            if name is not None:
                return name
    for code, changed, piece in changes.rows(tree):
        if few.met(_values(few, changed)):
            return SlipKind(code, {"what": what(piece)})
    return None


def in_the_derivative(n: Numbers) -> SlipKind | None:
    """A derivative of the loss with a slip at one of its nodes."""
    stated = n.trials[0].subject.stated
    if n.part == LOSS or stated.tree is None or not stated.walkable:
        return None
    variable, few = stated.variables[stated.wrt.index(n.part)], _few(n)
    nodes = [node for node in _inner(stated.tree) if slopes.holds(node, variable)][:MOST_NODES]
    for node in (stated.tree, *nodes):
        for code, slope, words in slopes.rows(node, variable):
            if few.met(_gradients(few, _everywhere(stated.tree, node, slope))):
                pieces = {key: what(value) for key, value in words.items() if key in ("factor", "what")}
                return SlipKind(code, words | {"what": what(node)} | pieces)
    for node in nodes:
        without = _gradients(few, _everywhere(stated.tree, node, lambda *_: None))
        directions = [None if w is None else e - w for e, w in zip(few.truth, without, strict=True)]
        name = _through(few, directions, what(node))
        if name is not None:
            return name
    for code, changed, piece in changes.rows(stated.tree):
        if few.met(_gradients(few, {}, changed)):
            return SlipKind(code, {"what": what(piece)})
    return None


def _few(n: Numbers) -> Numbers:
    """The evidence on some trials with few numbers, those first that are wrong."""
    order = sorted(range(len(n.trials)), key=lambda i: n.trials[i].ratio(n.part) <= 1)
    small = [i for i in order if sum(np.size(a) for a in n.trials[i].case.arrays.values()) <= MOST_ENTRIES][
        :MOST_TRIALS
    ]
    pick: Callable[[Sequence[Any]], Any] = lambda items: tuple(items[i] for i in small)
    return Numbers(pick(n.trials), n.part, pick(n.got), pick(n.truth), pick(n.bound))


def _through(n: Numbers, directions: Sequence[Array | None], said: str) -> SlipKind | None:
    """What comes through a node, c times too often: c a constant, or a size."""
    c = n.along(directions, list(n.truth))
    if c is not None:
        code = {-1.0: "term-missing", -2.0: "term-sign"}.get(c, "term-factor")
        return SlipKind(code, {"what": said, "factor": number(1 + c)})
    for size in sizes(n):
        for code, power in (("term-size-missing", 1), ("term-size-extra", -1)):
            scales = [float(t.case.sizes[size]) ** power - 1 for t in n.trials]
            moved = [None if d is None else e + s * d for e, s, d in zip(n.truth, scales, directions, strict=True)]
            if n.met(moved):
                return SlipKind(code, {"what": said, "size": size})
    for size, other in permutations(sizes(n), 2):
        scales = [t.case.sizes[size] / t.case.sizes[other] - 1 for t in n.trials]
        moved = [None if d is None else e + s * d for e, s, d in zip(n.truth, scales, directions, strict=True)]
        if n.met(moved):
            return SlipKind("term-size-other", {"what": said, "size": size, "other": other})
    return None


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
