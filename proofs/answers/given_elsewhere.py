"""A value that a document gives for a part away from its answer: in a table of results, in a short list of answers, in an item of its own."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from derive.parsing.differentials import stands_in
from derive.parsing.macros import Macros
from derive.problem import Part, Problem
from derive.words.pages import FORMULA_ONLY, LISTED
from proofs.answers.answer import Answer
from proofs.answers.claims.conventions import Conventions
from proofs.answers.claims.script import read_script
from proofs.answers.decide import decide
from proofs.answers.placing.looks import named_by
from proofs.documents.document import Block, Document
from proofs.documents.rows import Result, results

OTHER = ("wrong", "wrong-shape")
"""What a second value is found to be where it is another one."""


def another_value(answer: Answer, given: Sequence[Result], problem: Problem, macros: Macros) -> str | None:
    """The first value that is given for the part of an answer elsewhere and is wrong; None where all agree or cannot be decided."""
    for each in given:
        value = each.value.strip().removeprefix("\\[").removesuffix("\\]").strip("$ ")
        if each.parts:
            ours = any(f"{answer.part.id}.".startswith(f"{part}.") for part in each.parts)
            wrong = ours and _differs(f"$${value}$$", answer.part, problem, macros)
        else:
            wrong = _fits_none(f"$${each.left.strip('$ ')} = {value}$$", answer.part, problem, macros)
        if wrong:
            return each.value
    return None


def given_in(document: Document, own: set[int], answer: Answer) -> Iterator[Result]:
    """The values that stand for a part in blocks that hold no answer to it, alone or in a row, and in short lists of answers."""
    for block in document.blocks:
        if block.printed or (block.question and block.question != answer.block.question):
            continue
        if block.number in own:
            yield from _listed(block.text)
            continue
        if _within(block, answer) or (block.hint[:1].isalpha() and block.hint == answer.block.hint):
            alone = FORMULA_ONLY.fullmatch(block.text.strip(" \n.;,。；"))
            yield from [Result((answer.part.id,), alone[1])] if alone else []
        if not block.hint or block.hint == answer.block.hint:
            yield from _in_rows(block.text)


@lru_cache(maxsize=512)
def _listed(text: str) -> tuple[Result, ...]:
    """What the short lists of answers in a text give, found once for all answers of a document."""
    return tuple(each for found in LISTED.finditer(text) for each in results(found[0]))


@lru_cache(maxsize=512)
def _in_rows(text: str) -> tuple[Result, ...]:
    """What the rows of a text give, found once."""
    return tuple(results(text))


def _within(block: Block, answer: Answer) -> bool:
    """Whether a block is an item next to the one in which an answer stands, both under the label of its part."""
    part = answer.part.id
    return (
        all(each.hint.startswith(f"{part}.") for each in (block, answer.block)) and block.number > answer.block.number
    )


def _differs(text: str, part: Part, problem: Problem, macros: Macros) -> bool:
    script = read_script(text, macros)
    return bool(script.equations) and decide(script, problem, part, Conventions()).word in OTHER


def _fits_none(text: str, part: Part, problem: Problem, macros: Macros) -> bool:
    """Whether an equation with a derivative on its left, that of a part, is right for no part that asks for that derivative."""
    script = read_script(text, macros)
    if len(script.equations) != 1 or not stands_in(script.equations[0].sides[0]):
        return False
    named = [each for each, how in zip(problem.parts, named_by(script.equations[0], problem), strict=True) if how.exact]
    return part in named and all(decide(script, problem, each, Conventions()).word in OTHER for each in named)
