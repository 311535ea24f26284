r"""The exercises of a document that states its losses itself: "Let $J = …$. Compute $\nabla_w J$.", and the answers behind each.

Every word of an exercise must be one that is understood; where another stands there, its answers are `ambiguous`, since it may change the loss.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from derive.assignments.files import FileText
from derive.declarations import plain_name
from derive.elaboration.undeclared import UndeclaredError
from derive.parsing.macros import Macros
from derive.parsing.syntax import ReadingError
from derive.statement import Statement, StatementError
from derive.stating import state
from derive.tasks import Task, Tasks
from derive.words.exercises import ASKS, FOOTNOTE, TITLED, changes_all
from proofs.answers.pending import Pending
from proofs.documents.document import Block, Document
from proofs.statements.assigned import answers_to
from proofs.statements.exercise_texts import EACH, Asked, Said, arguments
from proofs.verdict import Note, Verdict

_DISPLAY = re.compile(
    r"\\begin\{(?:align|equation|gather|multline|eqnarray)\*?\}|\\\[|(?<!\$)\$\$(?=\s*\\(?:nabla|frac))"
)

_ANSWERED = re.compile(r"(?:\\nabla|\\partial|\\frac\{d|[A-Za-z]')[^=$]*=")
"""A derivative that is set equal to something."""


@dataclass(slots=True)
class Exercise:
    """What one exercise says. `given`: texts NAME = … by their names; `asked`: what is asked for, and in which block, in order; `odd`: words that are not understood."""

    given: dict[str, str] = field(default_factory=dict)
    declare: list[str] = field(default_factory=list)
    assume: list[str] = field(default_factory=list)
    asked: list[tuple[Asked, int]] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    letters: dict[int, str] = field(default_factory=dict)
    """How the document letters the blocks that ask: (a), (b)."""
    answers: list[Block] = field(default_factory=list)
    titled: bool = False
    """Whether it stands under a title, or has a number."""
    inherited: bool = False
    """Whether what is given is that of the exercise before it, until it states something of its own."""

    def next(self) -> "Exercise":
        """The exercise under the next title."""
        return Exercise(dict(self.given), list(self.declare), list(self.assume), titled=True, inherited=True)

    def forget(self) -> None:
        """What is given is stated anew."""
        self.inherited = False
        for each in (self.given, self.declare, self.assume):
            each.clear()

    @property
    def tells_derivatives(self) -> bool:
        """Whether a derivative is set equal to something in its answers."""
        return any(_ANSWERED.search(block.text) for block in self.answers)


def exercises_of(document: Document, macros: Macros) -> list[Exercise]:
    """The exercises of a document that have a loss and answers: to a question, or, under a title, to one that is not understood."""
    found: list[Exercise] = [Exercise()]
    general: list[str] = []
    titled, title = bool(TITLED.search(document.text)), ("", "")
    pages = [(block, Said(block.text, macros)) for block in _paragraphs(document)]
    behind = [*(said for _, said in pages[1:]), Said("", macros)][: len(pages)]
    for (block, said), following in zip(pages, behind, strict=True):
        below = _title(block)
        below = below if any(below) else title
        if below != title and (found[-1].given or found[-1].asked):
            found.append(found[-1].next())
        title = below
        found[-1].titled |= any(below)
        names = said.states and not (said.asks or said.general or following.states or following.asks)
        footnote, changing = FOOTNOTE.match(block.text), changes_all(block.text) if not said.formulas else None
        if footnote and found[-1].asked:
            found[-1].odd.append(footnote[0].strip())
            continue
        if changing and not found[-1].answers:
            general.append(changing)
        if block.role == "answer" or not (said.states or said.asks) or (names and found[-1].asked):
            if found[-1].given or found[-1].asked:
                found[-1].answers.append(block)
            continue
        here = found[-1]
        stated = said.states and bool(here.asked or (said.given.keys() & here.given.keys() and not here.inherited))
        if stated or (said.given and here.answers):
            found.append(Exercise(titled=here.titled))
        here = found[-1]
        if here.inherited and said.given:
            here.forget()
        here.given |= said.given
        here.declare += said.declare
        here.assume += said.assume
        general += said.odd if said.general else []
        here.odd += [*general, *said.odd]
        here.asked += [(each, block.number) for each in said.asked]
        here.letters |= {block.number: block.hint} if said.asked else {}
    return [each for each in found if each.answers and (each.asked or (titled and each.titled))]


def _title(block: Block) -> tuple[str, str]:
    """The title and the number of the exercise that a block belongs to, each "" where there is none."""
    first = block.hint.split(".")[0]
    title = next((each for each in reversed(block.titles) if TITLED.search(each)), "")
    return title, first if first.isdigit() else block.question


def _paragraphs(document: Document) -> list[Block]:
    """The blocks of a document, those that are not marked as answers cut where a sentence that states or asks begins or ends a paragraph."""
    out: list[Block] = []
    for block in document.blocks:
        blanks = [found.end() for found in re.finditer(r"\n[ \t]*\n", block.text)]
        displays = [found.start() for found in _DISPLAY.finditer(block.text) if _asks_before(block.text, found.start())]
        cuts = sorted({0, *blanks, *displays, len(block.text)})
        spans = list(pairwise(cuts)) if block.role != "answer" else [(0, len(block.text))]
        out += [replace(block, page=block.page.part(*span)) for span in spans if block.text[slice(*span)].strip()]
    return [replace(each, number=number) for number, each in enumerate(out)]


def _asks_before(text: str, at: int) -> bool:
    """Whether a question ends right before a place."""
    last = re.split(r"(?<=[.?!])\s+(?=[A-Z])", text[:at].strip())[-1]
    return bool(re.search(r"[.?:]\Z", last) and ASKS.search(last))


def tasks_of(exercise: Exercise, number: int) -> tuple[Tasks, dict[int, str]]:
    """An exercise as an assignment, and the parts that alone are asked for in a block; StatementError or ReadingError where its losses cannot be read."""
    parts: list[Task] = []
    statements: dict[str, Statement] = {}
    blocks: dict[int, str] = {}
    questions = _each_argument(exercise)
    for place, (asked, block) in enumerate(questions):
        name = plain_name(re.sub(r"\(.*", "", asked.of or next(reversed(exercise.given), "")))
        found = next((each for each in exercise.given if each.replace("mathcal ", "") == name), None)
        if found is None:
            raise UndeclaredError(name, 0, (0, 0))
        loss = exercise.given[found]
        by = asked.by or _only_argument(loss)
        if not _at_its_arguments(asked, loss):
            raise StatementError("the question of this exercise is not understood", "wrt", loss)
        declare = list(dict.fromkeys(exercise.declare))
        if plain_name(by) in exercise.given:
            shape = _shape_of(plain_name(by), loss, found, exercise)
            declare = [each for each in declare if each.split(":")[0] != plain_name(by)] + [shape]
        others = [text for other, text in exercise.given.items() if other not in (found, plain_name(by))]
        where = [_without_arguments(text, [loss, *others]) for text in others]
        row = {
            "loss": loss,
            "wrt": by,
            "where": where,
            "declare": declare,
            "assume": exercise.assume,
            "target": asked.target,
        }
        label = f"{number}" if len(questions) == 1 else f"{number}.{place + 1}"
        asks = f"the {asked.target} of {asked.of} by {by}"
        parts.append(Task(label, asks, asks, row))
        statements[label] = state(loss, by, where, declare, exercise.assume, asked.target)
        blocks[block] = "" if block in blocks else label
    title = "the document's own losses"
    tasks = Tasks("document", title, title, tuple(parts), {}, FileText("", "document"), statements)
    return tasks, blocks


def _each_argument(exercise: Exercise) -> list[tuple[Asked, int]]:
    """What is asked for, "both partial derivatives" as one by each argument of the function."""
    found: list[tuple[Asked, int]] = []
    for asked, block in exercise.asked:
        loss = exercise.given.get(plain_name(asked.of) or next(reversed(exercise.given), ""), "")
        by = arguments(loss) or [""] if asked.by == EACH else [asked.by]
        found += [(replace(asked, by=each), block) for each in by]
    return found


def _at_its_arguments(asked: Asked, loss: str) -> bool:
    """Whether a loss is asked about at its own arguments, f(x) or f, and not at other places: f(2x)."""
    told = [each.strip() for each in asked.at.split(",")] if asked.at else []
    return not told or told == (arguments(loss) or [asked.by])


def _only_argument(loss: str) -> str:
    """What a function of one thing is differentiated by where that is not said; StatementError where it is of several, or of nothing that is told."""
    found = arguments(loss)
    if len(found) != 1:
        raise StatementError("the question does not say by what is differentiated", "wrt", loss)
    return found[0]


def _without_arguments(text: str, others: list[str]) -> str:
    """L = … for L(w) = … where L stands elsewhere without its argument."""
    head = re.match(r"\s*(?P<name>[^=(]*)\((?P<at>[^()=]*)\)\s*=", text)
    if head is None:
        return text
    bare = re.compile(rf"{re.escape(head['name'].strip())}(?![A-Za-z({{_^'])")
    used = any(bare.search(each) for each in others if each is not text)
    return f"{head['name']} = {text[head.end() :]}" if used else text


def _shape_of(name: str, loss: str, found: str, exercise: Exercise) -> str:
    """The declaration of a quantity that is differentiated by, of the shape that its definition gives it; UndeclaredError where that is not found."""
    where = [text for other, text in exercise.given.items() if other != found]
    for letter in dict.fromkeys(re.findall(r"\\[A-Za-z]+|[A-Za-z]", exercise.given[name].partition("=")[2])):
        try:
            made = state(loss, letter, where, exercise.declare, exercise.assume)
        except (StatementError, ReadingError):
            continue
        if name in made.quantities:
            sizes = [size for size in made.quantities[name].shape if size != "1"]
            if made.quantities[name].shape[0] != "1" or not sizes:
                return f"{name}: {' x '.join(sizes)}"
    raise UndeclaredError(name, 0, (0, 0))


def answers_to_exercises(document: Document, macros: Macros, budget: float) -> tuple[list[Pending], Tasks | None]:
    """The answers of a document to the losses that it states itself, and these as an assignment; None where it states none that can be read."""
    out: list[Pending] = []
    parts: list[Task] = []
    for number, exercise in enumerate(exercises_of(document, macros), 1):
        try:
            if not exercise.asked:
                raise StatementError("the question of this exercise is not understood", "wrt", "")
            own, labels = tasks_of(exercise, number)
        except (StatementError, ReadingError) as error:
            first, label = exercise.answers[0], str(number)
            if not (exercise.tells_derivatives or exercise.titled):
                continue  # it asks of the loss of another page, and nothing answers it here
            by = exercise.asked[0][0].by if exercise.asked else ""
            parts.append(Task(label, "", "", {"wrt": by}))
            told = Note("unreadable", {"found": str(error), "expected": error.expected or None})
            line, column = first.line_column(0)
            verdict = partial(Verdict, label, "unreadable", told, text=first.text, line=line, column=column)
            out.append(Pending(label, first, first.text, 0, verdict))
            continue
        parts += own.parts
        blocks: list[Block] = []
        asked = [max((at for at in labels if at < block.number), default=-1) for block in exercise.answers]
        lettered = _by_letter(exercise, labels)
        hints = [block.hint for block in exercise.answers]
        for block, before in zip(exercise.answers, asked, strict=True):
            own_letter = lettered.get(block.hint, "") if hints.count(block.hint) == 1 else ""
            alone = bool(own_letter) or asked.count(before) == 1
            role = "answer" if alone or block.role == "question" else block.role
            label = own_letter or (labels.get(before, "") if alone else "")
            blocks.append(replace(block, name=label, role=role, hint="answer", number=len(blocks)))
        found = answers_to(replace(document, blocks=tuple(blocks)), own, macros, budget)
        words = Note("said-elsewhere", {"words": ", ".join(exercise.odd)})
        out += [replace(each, decide=partial(_unsure, each.decide, words)) for each in found] if exercise.odd else found
    title = "the losses that the document states"
    return out, Tasks("document", title, title, tuple(parts), {}, FileText("", "document")) if parts else None


def _by_letter(exercise: Exercise, labels: dict[int, str]) -> dict[str, str]:
    """The parts by the letters of their questions, where each question has its own: (a) below "Solution" answers question (a)."""
    hints = list(exercise.letters.values())
    return {
        hint: labels.get(number, "")
        for number, hint in exercise.letters.items()
        if hint[-1:].isalpha() and hints.count(hint) == 1
    }


def _unsure(decide: Callable[[], Verdict], words: Note) -> Verdict:
    """A verdict that neither accepts nor refuses, since words of the exercise are not understood."""
    found = decide()
    if not (found.accepted or found.refused):
        return found
    return replace(found, verdict="ambiguous", message=words, counterexample=None, mistake=None, repair=None)
