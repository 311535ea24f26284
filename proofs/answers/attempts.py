"""Several derivations in one answer: a right one, and another that the author begins behind it and that fails."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from derive.problem import Problem
from derive.words.phrases import INTRODUCING
from derive.words.plain import plain
from proofs.answers.answer import Answer
from proofs.answers.claims.conventions import Conventions

_PARAGRAPH = re.compile(r"\n[ \t>]*\n")


def attempts(answer: Answer, problem: Problem, declared: Conventions) -> list[Answer]:
    """An answer as one, or as two where it is not accepted and what stands before a new beginning is right by itself."""
    for at in beginnings(answer):
        first = _of(answer, 0, at)
        if first.accepted(problem, declared) and not answer.accepted(problem, declared):
            return [first, _of(answer, at, len(answer.script.equations))]
    return [answer]


def beginnings(answer: Answer) -> Iterator[int]:
    """The equations that begin a derivation anew: "Let θ = …" in a paragraph of its own, with equations before it and behind it."""
    equations = answer.script.equations
    for at, (before, after) in enumerate(pairwise(equations), 1):
        between = answer.script.source[before.span[1] : after.span[0]]
        opened = INTRODUCING.search(plain(after.lead))
        if answer.part.kind == "gradient" and opened and _PARAGRAPH.search(between):
            yield at


def _of(answer: Answer, start: int, stop: int) -> Answer:
    return replace(answer, script=replace(answer.script, equations=answer.script.equations[start:stop]))
