"""The nearest right answer: one edit of the answer's tree, decided by the identity test.

>>> from proofs.verify import check
>>> verdict = check("g.1.u_ws", r"(1 - \\sigma(u_k^\\top v_c)) v_c")
>>> verdict.mistake
'minus-in-sigmoid'
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from derive import expression as x
from derive.nodes import rebuild
from derive.pattern import is_zero
from derive.problem import Part
from derive.traversal import children, walk
from proofs.diagnosis.mistakes import TABLE, Mistake
from proofs.identity import Judge, Undecidable

SECONDS = 0.15
"""How much time of its own the search may take: a wrong answer is wrong without it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A tree that differs from the answer in one place: what stood there, and what stands there now."""

    tree: x.Expression
    old: x.Expression
    new: x.Expression


@dataclass(frozen=True, slots=True)
class Repair:
    """A right answer one edit away, and the slip that the edit undoes."""

    mistake: str
    edit: Edit


def edited(node: x.Expression, mistake: Mistake, part: Part) -> Iterator[Edit]:
    """All trees that differ from `node` by one edit of a kind, edits near the top first."""
    for new in mistake.edits(node, part):
        yield Edit(new, node, new)
    for child in children(node):
        if isinstance(child, x.Expression) and not isinstance(node, x.Named):
            for below in _safely(edited(child, mistake, part)):
                with suppress(x.ShapeError):
                    tree = rebuild(node, partial(_exchanged, child, below.tree))
                    placed = below.old.span is not None or node.span is None
                    yield replace(below, tree=tree) if placed else Edit(tree, node, tree)


def _exchanged(old: x.Node, new: x.Node, each: x.Node) -> x.Node:
    return new if each is old else each


def _safely(candidates: Iterator[Edit]) -> Iterator[Edit]:
    """The candidates that have a shape."""
    with suppress(x.ShapeError):
        yield from candidates


def nearest(
    answer: x.Expression, truth: x.Expression, condition: x.Condition, judge: Judge, part: Part
) -> Repair | None:
    """The first single edit that makes the answer right wherever the condition holds; None where none was found in time."""
    if any(isinstance(node, x.Derivative) and "1" not in node.variable.shape for node in walk(answer)):
        return None  # derivatives by a whole matrix: one trial would take longer than the search may
    until = time.thread_time() + SECONDS
    quick = judge.thinned(condition)
    vanishes = quick.equal(truth, x.filled(0, truth.shape), condition)  # then all that empties a sum would be a repair
    for mistake in TABLE:
        for edit in _safely(edited(answer, mistake, part)):
            candidate = edit.tree
            if time.thread_time() > until:
                return None
            if candidate.shape != truth.shape or candidate == answer or (vanishes and not is_zero(candidate)):
                continue
            try:
                if quick.compare(truth, candidate, condition).equal is False:
                    continue
                decided = Judge([truth, candidate], judge.setting, truth).compare(truth, candidate, condition)
            except (Undecidable, KeyError, x.ShapeError):
                continue
            if decided.equal and not decided.uncovered:
                return Repair(mistake.code, edit)
    return None
