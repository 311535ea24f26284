"""The answers of a document to an assignment of statements: blocks taken apart, answers placed, each decided with what stands around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from derive.elaboration.context import Definition
from derive.parsing import syntax as s
from derive.parsing.macros import Macros
from derive.parsing.trees import key, strip
from derive.statement import Statement
from derive.tasks import Tasks
from derive.words.beside import told_against
from proofs.answers.claims.script import Script
from proofs.documents.document import Block, Document
from proofs.statements.account import DEFINES, TOPICS, formulas, page_of
from proofs.statements.claims import RESULTS
from proofs.statements.decide import Surroundings, check_statement
from proofs.statements.names_elsewhere import contradicts, given_twice
from proofs.statements.pieces import PlacedChain, behind_mark, only, pieces_of, sentence_end
from proofs.statements.placing import Placing
from proofs.statements.under_names import gives
from proofs.verdict import Note, Verdict


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer: the part it is for, where it stands, what stands there (blank where other answers stand), and what came before it.

    `sayings`: equations of the author's about names of the assignment, outside of the answers.
    """

    part: str
    block: Block
    script: Script
    start: int = 0
    earlier: tuple[Definition, ...] = ()
    sayings: tuple[PlacedChain, ...] = ()
    words: bool = False


def answers_of(document: Document, tasks: Tasks, macros: Macros) -> list[Placed]:
    """The answers of a document, in its order."""
    placing = Placing(tasks)
    found: list[Placed] = []
    earlier: dict[str, Definition] = {}
    sayings: list[PlacedChain] = []
    for block in document.blocks:
        if block.role == "question":
            continue
        page = page_of(block.text, macros, map(tasks.statement, tasks.part_ids))
        pieces = pieces_of(page)
        placing.begin(block.name, (*earlier.values(), *_defined(pieces)))
        groups = _groups(pieces, placing, block, page)
        answered = {id(piece) for group in groups for piece in group[1]}
        helpers = [piece for piece in pieces if id(piece) not in answered]
        for (part, own), (script, start) in zip(groups, _texts(page, groups), strict=True):
            inside = [each for each in helpers if each.span[0] >= start]
            before = _defined([each for each in pieces if each.span[0] < start and each not in own])
            known = {**earlier, **{each.name: each for each in before}}
            for made in _defined(inside):
                known.pop(made.name, None)
            found.append(Placed(part, block, script, start, tuple(known.values()), tuple(sayings), words=not own))
        earlier |= {each.name: each for each in _defined(helpers)}
        if not placing.labelled:
            sayings += [each for each in helpers if each.chain.operators]
    return found


def _defined(pieces: Sequence[PlacedChain]) -> list[Definition]:
    """What some pieces define."""
    return [made for each in pieces if (made := each.definition) is not None]


Group = tuple[str, list[PlacedChain]]
"""A part, and the pieces that answer it; none where the block answers it in words."""


def _groups(pieces: tuple[PlacedChain, ...], placing: Placing, block: Block, page: Script) -> list[Group]:
    """The answers of a block: runs of pieces that are for one part."""
    answering: list[tuple[str, PlacedChain]] = []
    for at, piece in enumerate(pieces):
        part, name = placing.place(piece), pieces[at - 1] if at else None
        if part is None and name is not None and gives(page, name.chain, piece.chain):
            part = placing.by_name(name)
            answering += [(part, name)] if part else []
        answering += [(part, piece)] if part else []
    groups = [(part, [piece for _, piece in run]) for part, run in groupby(answering, key=itemgetter(0))]
    if not groups or (len(placing.labelled) == 1 and placing.labelled[0] not in {part for part, _ in groups}):
        groups = _by_label_alone(pieces, placing, block)
    return groups


def _by_label_alone(pieces: tuple[PlacedChain, ...], placing: Placing, block: Block) -> list[Group]:
    """A block of which no left side tells the part: by its label, else by the value or the shape of what it shows."""
    if len(placing.labelled) == 1:
        return [(placing.placed(placing.labelled[0]), list(pieces))]
    marked = block.role == "answer"
    shown = [piece for piece in pieces if not piece.mention and _bare(piece) and (piece.display or marked)]
    return [(part, [piece]) for piece in shown if (part := placing.place_by_formula(piece, marked))]


def _bare(piece: PlacedChain) -> bool:
    """Whether a piece is a value without a left side, or one under a letter for the result: H = …"""
    first = strip(piece.chain.sides[0])
    letters = {letter for each in RESULTS.values() for letter in each}
    return not piece.chain.operators or isinstance(first, s.Empty) or key(first) in letters


def _texts(page: Script, groups: list[Group]) -> list[tuple[Script, int]]:
    """The text of each answer, and where it begins: from behind the sentence of the one before to the one behind it, without the pieces of the others."""
    if len(groups) < 2:
        return [(page, 0) for _ in groups]
    texts = []
    for at, (_, pieces) in enumerate(groups):
        before = groups[at - 1][1][-1].region if at else (0, 0)
        start = sentence_end(page, before) if at else 0
        between = page.source[before[1] : start]
        if at and told_against(between, DEFINES | TOPICS):
            start = before[1]  # what is said there may be said of this answer too
        start = behind_mark(page, min(start, pieces[0].region[0]))
        last = at + 1 == len(groups)
        end = len(page.source) if last else groups[at + 1][1][0].region[0]
        others = [piece for k, (_, own) in enumerate(groups) if k != at for piece in own]
        texts.append((only(page, (start, max(end, pieces[-1].region[1])), others), start))
    return texts


# ------------------------------------------------------------------------------------------------------------- verdicts


def verdict_on(answer: Placed, statement: Statement, tasks: Tasks, macros: Macros, budget: float) -> Verdict:
    """The verdict on one answer."""
    found = _verdict(answer, statement, tasks, macros, budget)
    told = [Note.of(each) for each in statement.notes]
    notes = tuple(each for each in found.notes if each not in told)
    text = re.sub(r"[^\S\n]{3,}", "  ", re.sub(r"\n\s*\n\s*\n", "\n\n", answer.script.source)).strip()
    start = answer.block.line_column(answer.start)
    line, column = (found.line, found.column) if found.links or found.line > 1 else start
    return replace(found, part=answer.part, text=text, line=line, column=column, notes=notes)


def _verdict(answer: Placed, statement: Statement, tasks: Tasks, macros: Macros, budget: float) -> Verdict:
    if answer.words and not formulas(answer.script):
        return Verdict("", "prose", Note("prose"))
    against = next((each for each in answer.sayings if contradicts(each, statement, tasks, answer.earlier)), None)
    twice = given_twice(answer.script, answer.earlier, statement, macros)
    if against is not None:
        return Verdict("", "ambiguous", Note("redefined", {"symbol": key(strip(against.chain.sides[0])) or "…"}))
    if twice:
        return Verdict("", "ambiguous", Note("given-twice", {"symbol": twice}))
    page = Surroundings(macros, answer.earlier, answer.block.line_column, answer.script)
    return check_statement(statement, answer.script.source, budget, page)
