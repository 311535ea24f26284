"""What a document says of an answer away from it: that it is taken back, and that a symbol or the loss means something else there.

docs/soundness.md, "From the page to the test", has the rows.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache, partial

from derive.parsing.macros import Macros
from derive.problem import Part, Problem
from derive.reading.context import Convention
from proofs.answers.account.objections import CHANGING
from proofs.answers.account.redefinitions import declared_otherwise
from proofs.answers.answer import Answer
from proofs.answers.claims.meaning import read_meaning, with_names
from proofs.answers.claims.script import read_script
from proofs.answers.claims.symbols_used import letters_in
from proofs.answers.given_elsewhere import another_value, given_in
from proofs.answers.placing.looks import unnamed
from proofs.answers.placing.titled import titled
from proofs.documents.document import Block, Document
from proofs.documents.events import asks
from proofs.documents.rows import glossary, sentences
from proofs.documents.sayings import head, own_title, reaches, said_against, titles_of
from proofs.identity.memory import Store
from proofs.verdict import Note


def overruled(document: Document, answers: list[Answer], problem: Problem, macros: Macros) -> list[Note | None]:
    """For each answer the first thing that the document says against it elsewhere."""
    own = {each.block.number for each in answers}
    loose = [each for each in document.blocks if each.number not in own]
    ahead = _ahead(document) if answers else []
    found: list[Note | None] = []
    against = said_against(document, [(each.part.id, each.block) for each in answers], fitting=fitting(problem))
    for answer, words in zip(answers, against, strict=True):
        words = words or _by_its_title(answer, problem, macros)
        if words:
            found.append(Note("said-elsewhere", {"words": words}))
            continue
        label = mislabelled(answer, answers, problem)
        if label:
            found.append(label)
            continue
        told = next(_otherwise(answer, ahead, loose, problem, macros), None)
        other = None if told else another_value(answer, [*given_in(document, own, answer)], problem, macros)
        found.append(Note("two-answers", {"other": other}) if other else told)
    return found


def mislabelled(answer: Answer, answers: list[Answer], problem: Problem) -> Note | None:
    """That a bare value stands under the label of another part than the one that it is right for, in a document that letters its parts so.

    Courses move their letters from year to year, and keep the order: what breaks the order, or the letters of the other answers, is no such move.
    """
    if not _moved(answer, problem):
        return None
    order = [each.id for each in problem.parts]
    place = lambda each: (order.index(each.block.hint), order.index(each.part.id))
    mine = place(answer)
    others = [place(each) for each in answers if each is not answer and _moved(each, problem)]
    crossed = any((mine[0] - there[0]) * (mine[1] - there[1]) < 0 for there in others)
    named = [each for each in answers if not each.lettered and each.block.hint in order and not _moved(each, problem)]
    agreed = any(each.part.id == each.block.hint for each in named if each.part.kind == "gradient")
    kept = agreed and all(each.part.id == each.block.hint for each in named)
    return Note("label-differs", {"label": answer.block.hint, "part": answer.part.id}) if crossed or kept else None


def _moved(answer: Answer, problem: Problem) -> bool:
    """Whether a value without a left side is taken for another part than the gradient that its label names."""
    own = next((part for part in problem.parts if part.id == answer.block.hint), None)
    bare = bool(answer.script.equations) and all(map(unnamed, answer.script.equations))
    return own is not None and own.kind == "gradient" and own is not answer.part and bare


def fitting(problem: Problem) -> frozenset[str]:
    """The words that are right of what an assignment gives."""
    return frozenset().union(*problem.notation.described.values()) - CHANGING


def _by_its_title(answer: Answer, problem: Problem, macros: Macros) -> str | None:
    """What the title of its part says that an answer is, where that is something else."""
    title = own_title(answer.block)
    return titled(title, problem, answer.part, macros, answer.script.equations) if title.strip() else None


MEANINGS: Store[tuple[Problem, tuple[str, bool] | None]] = Store(1024, 1_000_000)
"""So many introductions are remembered by what they say for a part, of so many characters together."""


def _otherwise(
    answer: Answer, ahead: list[str], loose: list[Block], problem: Problem, macros: Macros
) -> Iterator[Note]:
    """Symbols to which the text before an answer, of its part or of the document, gives another meaning; and its rows of notation."""
    letters = letters_in(answer.script.equations)
    for text in _texts(answer, ahead, loose, _notation(answer, problem, macros)):
        found = told_before(text, letters, problem, answer.part, macros)
        if found is not None:
            yield found


def _ahead(document: Document) -> list[str]:
    """What stands before all answers of a document and may say what symbols mean: its titles, the rows of its head, its lists of symbols."""
    rows = [_rows(head(document)), "\n\n".join(glossary(document.text))]
    return [*filter(None, rows), *_told_in(titles_of(document))]


def _told_in(titles: Iterable[str]) -> Iterator[str]:
    """The titles that hold a formula; a footnote is a sentence of its own."""
    return (_FOOTNOTE.sub(". ", each) for each in titles if "$" in each)


def _notation(answer: Answer, problem: Problem, macros: Macros) -> str:
    """The rows of notation in the block of an answer, without those that give a derivative under the name of its variable."""
    rows = _rows(answer.block.text)
    if not rows:
        return ""
    script = read_script(answer.block.text, macros)
    told = [each for each in with_names(script.equations, problem, *problem.parts) if each.by and len(each.sides) > 1]
    values = [script.source[slice(*each.sides[-1].span)] for each in told]
    return "\n\n".join(row for row in rows.split("\n\n") if not any(value in row for value in values))


def _texts(answer: Answer, ahead: list[str], loose: list[Block], notation: str) -> Iterator[str]:
    """What may say for an answer what its symbols mean."""
    yield from ahead
    yield from filter(None, [notation])
    yield from _told_in(answer.block.titles)
    for block in loose:
        if block.printed or (block.question and block.question != answer.block.question):
            continue
        apart = block.role == "question" or not reaches(block, answer.block)
        if apart and (len(block.text) > BRIEF or asks(block.text)):
            continue  # a discussion of another part, or a printed text
        yield block.text
        yield from filter(None, [_rows(block.text)])


BRIEF = 160
"""A text of so many characters, under the label of another part or outside of the marked answers, is about the symbol that it explains."""
_FOOTNOTE = re.compile(r"\\(?:footnote|thanks)\s*\{")


@lru_cache(maxsize=512)
def _rows(text: str) -> str:
    """What the rows of notation in a text say, a paragraph a row."""
    return "\n\n".join(sentences(text))


def told_before(text: str, letters: Collection[str], problem: Problem, part: Part, macros: Macros) -> Note | None:
    """That a text before an answer in these letters gives one of them, or the loss, another meaning."""
    found = _meant(text, problem, part, macros)
    if found is not None and part.place.samples and found[0] in problem.notation.symbols:
        plain = next((each for each in problem.parts if each.kind == "gradient" and not each.place.samples), part)
        found = (
            _meant(text, problem, plain, macros) and found
        )  # there u_1 may be the vector of a sample; here it is a column
    return (
        Note("redefined", {"symbol": found[0]}) if found and (found[1] or found[0].split("_")[0] in letters) else None
    )


def _meant(text: str, problem: Problem, part: Part, macros: Macros) -> tuple[str, bool] | None:
    """The first symbol that means something else in a text, as it is read for a part; what was read before is remembered."""
    known = (id(problem), part.id, text, macros.within(text))
    return MEANINGS.get(known, partial(_declared, text, macros, problem, part), len(text))[1]


def _declared(text: str, macros: Macros, problem: Problem, part: Part) -> tuple[Problem, tuple[str, bool] | None]:
    script = read_script(text, macros)
    meaning = read_meaning(script, problem, part, Convention(), {})
    return problem, declared_otherwise(meaning, script, problem, part)
