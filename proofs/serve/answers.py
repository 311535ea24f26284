"""TABLE of what a worker can be asked: each question a function from its fields to plain data. Runs in the worker only.

What stands in a question is read by the project's own readers; nothing of it is evaluated, and no file that it names is opened.
"""

import base64
import binascii
import tempfile
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from proofs.serve.limits import ANSWER_SECONDS

Question = dict[str, Any]


def warm() -> None:
    """Load the mathematics and decide once per part, so that the first keystroke is as fast as the next."""
    from derive.problem import load
    from proofs.verify import check

    for part in load().parts:
        check(part.id, "0", budget=1.0)


def answer(question: Question, begun: Callable[[int], None]) -> dict[str, Any]:
    """The answer to a question; a fault of ours is told as one, and never costs the process. `begun` hears which answer of a document is next."""
    try:
        return ANSWERS[question["kind"]](question | {"begun": begun})
    except RefusedError as refused:
        return refused.told
    except KeyError as error:
        return {"error": str(error.args[0]) if error.args else "not known"}
    except Exception as error:  # noqa: BLE001 (the next question must find a worker)
        return {"error": f"gradproof failed on this: {type(error).__name__}. This is a fault of gradproof."}


class RefusedError(Exception):
    """A question that has no answer: `told` is what is said, with the place where there is one."""

    def __init__(self, message: str, **place: Any):
        super().__init__(message)
        self.told = {"error": message, **place}


def check(question: Question) -> dict[str, Any]:
    """The verdict on an answer for a part, or for a loss of one's own; what there is not, or cannot be read, is told as such."""
    from proofs.commands.check import judged
    from proofs.report.json import record

    asked = _asked(question) if "loss" in question else _parts(question)
    told = {"budget": ANSWER_SECONDS} | {name: question[name] for name in ("assignment",) if name in question}
    verdict = judged(question.get("part") or (lambda: asked), question["latex"], "", told)
    return shown(record(verdict, question["lang"], question["hints"]), question["lang"], question["latex"])


def statement(question: Question) -> dict[str, Any]:
    """What a part asks for, and the loss that it is about."""
    from derive.problem import Part

    parts = _parts(question)
    asked = (each.asks_zh if question["lang"] == "zh" else each.asks for each in parts)
    said = "".join(f'<p class="asks">{escape(each)}</p>' for each in asked)
    first = parts[0]
    loss = first.loss if isinstance(first, Part) else _assignment(question).statement(first.id).loss
    return {"html": said + _stated(loss)}


def _parts(question: Question) -> Any:
    """The parts that a question is about; KeyError for one that there is not."""
    return _assignment(question).block(question["part"])


def _assignment(question: Question) -> Any:
    """The assignment of a question."""
    from derive.assignments.files import AssignmentError
    from derive.assignments.loading import load

    try:
        return load(question["assignment"])
    except AssignmentError as error:
        raise RefusedError(str(error)) from None


def statement_loss(question: Question) -> dict[str, Any]:
    """A loss of one's own as it was read, and what was inferred of the shapes that were not declared."""
    from proofs.report.wording import say
    from proofs.verdict import Note

    asked = _asked(question)
    notes = [say(Note(each.code, dict(each.values)), question["lang"]) for each in asked.notes]
    said = "".join(f"<li>{escape(each)}</li>" for each in dict.fromkeys(notes))
    return {"html": _stated(asked.loss) + (f'<ul class="notes">{said}</ul>' if said else "")}


def _asked(question: Question) -> Any:
    """The statement of a loss; refused with the field and the place for what cannot be read."""
    from derive.statement import StatementError
    from derive.stating import state

    fields = ("loss", "wrt", "where", "declare", "assume", "target", "convention")
    try:
        return state(**{name: question[name] for name in fields})
    except StatementError as error:
        expected = f"; {error.expected} was expected" if error.expected else ""
        raise RefusedError(f"{error}{expected}", field=error.field, source=error.text, span=error.span) from None


def _stated(loss: Any) -> str:
    from derive.writing.mathml import mathml

    if loss is None:
        return ""
    return f"<p>{mathml(loss, display=True).replace('>', '><mi>J</mi><mo>=</mo>', 1)}</p>"


def derive(question: Question) -> dict[str, Any]:
    """The derivations of a part, of the parts of a block, or of a loss of one's own, every step checked."""
    from derive.deriving import OutsideError
    from proofs.derivations import UncheckedError, derive_statement
    from proofs.derivations import derive as derived

    try:
        if "loss" in question:
            found = [derive_statement(_asked(question))]
        else:
            found = [derived(part.id, question["assignment"]) for part in _parts(question)]
    except OutsideError as error:
        if "loss" in question:
            raise RefusedError(str(error), source=error.source or question["loss"], span=error.span) from None
        raise RefusedError(f"{error}; it is not shown") from None
    except UncheckedError as error:
        raise RefusedError(f"{error}; it is not shown") from None
    return {"html": [each.html(question["lang"], question["detail"]) for each in found]}


def verify(question: Question) -> dict[str, Any]:
    r"""The verdicts on a document that was dropped. It lies alone in a folder of its own, so an \input in it finds nothing."""
    from derive.tasks import labels
    from proofs.answers.watch import Watch
    from proofs.documents import DocumentError, read
    from proofs.documents.loading import SUFFIXES
    from proofs.report.fields import leaves
    from proofs.report.json import record
    from proofs.verify import verify_document

    name = PurePosixPath(question["name"].replace("\\", "/")).name or "document"
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise RefusedError(f"{name}: not a kind of document that is read here ({', '.join(SUFFIXES)})")
    try:
        content = base64.b64decode(question["base64"], validate=True)
    except binascii.Error:
        raise RefusedError("the document is not base64") from None
    watch = Watch(question["begun"], frozenset(question["lost"]))
    with tempfile.TemporaryDirectory(prefix="gradproof-") as folder:
        file = Path(folder, "document" + suffix)
        file.write_bytes(content)
        try:
            document = read(file, labels(question["assignment"]))
            verdicts = verify_document(document, assignment=question["assignment"], watch=watch)
        except DocumentError as error:
            raise RefusedError(str(error).replace(str(file), name)) from None
    lang, hints = question["lang"], question["hints"]
    found = (record(replace(each, file=each.file.replace(str(file), name)), lang, hints) for each in verdicts)
    answers = [shown(each, lang, document.preamble) for each in leaves(found)]
    return {
        "file": name,
        "answers": answers,
        "remarks": [str(each).replace(str(file), name) for each in document.remarks],
    }


def shown(made: dict[str, Any], lang: str, macros: str) -> dict[str, Any]:
    """A verdict as the page takes it: the record of CONTRACT, and the report as HTML."""
    from proofs.report.html import verdict_html

    return {"record": made, "html": verdict_html(made, lang, macros=macros, style=False)}


ANSWERS: dict[str, Callable[[Question], dict[str, Any]]] = {
    "statement": statement,
    "statement-loss": statement_loss,
    "check": check,
    "check-loss": check,
    "derive": derive,
    "derive-loss": derive,
    "verify": verify,
}
