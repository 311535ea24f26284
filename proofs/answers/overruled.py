"""What a document says of an answer away from it: in its titles, its introduction, an erratum, another part.

Nothing there is an answer, and most of it is harmless. It counts against an answer where a title rejects what stands below it, where a
sentence takes back all answers or the part that it names, and where the introduction gives a symbol or the loss another meaning.
docs/soundness.md, "From the page to the test", has the rows.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from derive.problem import Part, Problem
from derive.reading.context import Convention, every, key
from derive.reading.macros import Macros
from derive.reading.overruling import (
    SENTENCE,
    SETTING,
    of_all,
    of_corrections,
    of_every_answer,
    parts_named,
    rejected,
    rejects,
    taken_back,
)
from proofs.answers.collect import Answer
from proofs.answers.meaning import read_meaning
from proofs.answers.redefinitions import declared_otherwise
from proofs.answers.script import read_script
from proofs.documents.document import Block, Document
from proofs.identity.memory import Store
from proofs.verdict import Note

_TITLE = re.compile(r"^\s*(?:title|subtitle|status|description|note)\s*:\s*(.+)$|\\title\s*\{([^{}]*)\}", re.MULTILINE)
_FRONT = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LABELLED = re.compile(r"\\label\s*\{([^{}]*)\}")
_REFERRED = re.compile(r"\\(?:eq|auto|c|C)?ref\s*\{([^{}]*)\}")


def overruled(document: Document, answers: list[Answer], problem: Problem, macros: Macros) -> None:
    """Note at each answer the first thing that the document says against it elsewhere."""
    own = {id(each.block) for each in answers}
    loose = [(at, each) for at, each in enumerate(document.blocks) if id(each) not in own]
    places = {id(each): at for at, each in enumerate(document.blocks)}
    sayings = list(_sayings(document, loose))
    for answer in answers:
        against = next(_against(answer, places[id(answer.block)], document, sayings), None)
        answer.overruled = against or next(_otherwise(answer, places[id(answer.block)], loose, problem, macros), None)


def _against(
    answer: Answer, at: int, document: Document, sayings: list[tuple[int, Block, str, tuple[str, ...]]]
) -> Iterator[Note]:
    for title in (*_titles_of(document), *answer.block.titles):
        if rejected(title):
            yield Note("said-elsewhere", {"words": title.strip()[:80]})
    labels = set(_LABELLED.findall(answer.text))
    for place, block, sentence, named in sayings:
        if block is answer.block and not rejects(sentence):
            continue  # its own words are weighed where they stand
        parts = bool(named) and any(f"{answer.part.id}.".startswith(f"{each}.") for each in named)
        referred = labels & set(_REFERRED.findall(sentence))
        whole = not named and not _REFERRED.search(sentence)
        whole = whole and (bool(of_every_answer(sentence)) or _reaches(block, place, answer, at))
        if parts or referred or whole:
            words = sentence.strip().split("\n")[0][:80]
            yield Note("said-elsewhere", {"words": words})


def _titles_of(document: Document) -> Iterable[str]:
    front = _FRONT.match(document.text)
    head = document.text[: front.end()] if front else document.text if r"\title" in document.text else ""
    return (a or b for a, b in _TITLE.findall(head))


def _sayings(document: Document, loose: list[tuple[int, Block]]) -> Iterator[tuple[int, Block, str, tuple[str, ...]]]:
    """The sentences of a document that take something back: of the parts that they name, or, outside of answers, of all."""
    outside = {id(block) for _, block in loose}
    for at, block in enumerate(document.blocks):
        corrects = any(of_corrections(title) for title in block.titles[-1:])
        asked = block.role == "question" and not corrects
        for sentence in SENTENCE.split(block.text):
            named = parts_named(sentence)
            if named or _REFERRED.search(sentence):
                if not asked and (taken_back(sentence) or (corrects and id(block) in outside)):
                    yield at, block, sentence, named
            elif id(block) not in outside:
                if of_every_answer(sentence):
                    yield at, block, sentence, ()
            elif of_all(sentence) or (corrects and taken_back(sentence)):
                yield at, block, sentence, ()


def _reaches(block: Block, place: int, answer: Answer, at: int) -> bool:
    """Whether what stands in a block of no answer is said for an answer: of its part, or of the whole document."""
    if block.hint and not f"{answer.block.hint}.".startswith(f"{block.hint}."):
        return False
    inside = block.titles == answer.block.titles[: len(block.titles)]
    return inside or place > at or any(SETTING.search(title) for title in block.titles[-1:])


MEANINGS: Store[tuple[Problem, tuple[str, bool] | None]] = Store(1024, 1_000_000)
"""So many introductions are remembered by what they say for a part, of so many characters together."""


def _otherwise(
    answer: Answer, at: int, loose: list[tuple[int, Block]], problem: Problem, macros: Macros
) -> Iterator[Note]:
    """Symbols to which the text before an answer, of its part or of the document, gives another meaning."""
    words = {key(node) or "" for each in answer.script.statements for side in each.sides for node in every(side)}
    letters = {word.split("_")[0] for word in words}
    for place, block in loose:
        if place > at or block.role == "question" or not _reaches(block, place, answer, at):
            continue
        if block.question and block.question != answer.block.question:
            continue
        known = (id(problem), answer.part.id, block.text, frozenset(macros.table.items()))
        declared = partial(_declared, block.text, macros, problem, answer.part)
        _, found = MEANINGS.get(known, declared, len(block.text))
        if found and (found[1] or found[0].split("_")[0] in letters):
            yield Note("redefined", {"symbol": found[0]})


def _declared(text: str, macros: Macros, problem: Problem, part: Part) -> tuple[Problem, tuple[str, bool] | None]:
    script = read_script(text, macros)
    meaning = read_meaning(script, problem, part, Convention(), {})
    return problem, declared_otherwise(meaning, script, problem, part)
