"""TABLE of what a browser may ask, field by field. A question that is not in the table, or a field that does not fit, is refused with a sentence.

>>> understood("check", {"part": "b.1", "latex": "x"})["lang"]
'en'
>>> understood("check", {"part": "b.1", "latex": 7})
Traceback (most recent call last):
    ...
proofs.serve.questions.QuestionError: latex: a text is expected here
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.assignments import DEFAULT
from proofs.serve.limits import ANSWER_CHARACTERS, ANSWER_SECONDS, DERIVATION_SECONDS, DOCUMENT_BYTES, DOCUMENT_SECONDS

Read = Callable[[Any], Any]


class QuestionError(ValueError):
    """A question that is not understood; the message is one sentence for whoever wrote the page or the script."""


REQUIRED = object()
"""The default of a field that must be given."""


@dataclass(frozen=True, slots=True)
class FormField:
    """How a field is read, and what stands for it when it is not given."""

    read: Read
    default: Any = REQUIRED


@dataclass(frozen=True, slots=True)
class Question:
    """The fields of a question, and the seconds after which its worker is killed."""

    fields: dict[str, FormField]
    seconds: float


def text(most: int) -> Read:
    """A text of at most so many characters."""

    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise QuestionError("a text is expected here")
        if len(value) > most:
            raise QuestionError(f"{len(value):,} characters; at most {most:,} are read")
        return value

    return read


def texts(most: int) -> Read:
    """A list of short texts."""
    each = text(2_000)

    def read(value: Any) -> list[str]:
        if not isinstance(value, list) or len(value) > most:
            raise QuestionError(f"a list of at most {most} texts is expected here")
        return [each(one) for one in value]

    return read


def one_of(*choices: Any) -> Read:
    """One of a few values."""

    def read(value: Any) -> Any:
        if value not in choices or isinstance(value, bool) != isinstance(choices[0], bool):
            raise QuestionError(f"one of {', '.join(map(str, choices))} is expected here")
        return value

    return read


FORMULA = text(ANSWER_CHARACTERS)
NAME = text(100)
SAID = {"lang": FormField(one_of("en", "zh"), "en"), "hints": FormField(one_of(0, 1, 2, 3), 3)}
ASSIGNMENT = {"assignment": FormField(NAME, DEFAULT)}
PART = ASSIGNMENT | {"part": FormField(NAME)}
LOSS = {
    "loss": FormField(FORMULA),
    "wrt": FormField(text(500)),
    "where": FormField(texts(20), ()),
    "declare": FormField(texts(40), ()),
    "assume": FormField(texts(20), ()),
    "target": FormField(one_of("gradient", "jacobian", "hessian"), "gradient"),
    "convention": FormField(one_of("columns", "rows", "scalar"), "columns"),
}
ANSWER = {"latex": FormField(FORMULA)}

QUESTIONS = {
    "statement": Question(PART | SAID, ANSWER_SECONDS),
    "statement-loss": Question(LOSS | SAID, ANSWER_SECONDS),
    "check": Question(PART | ANSWER | SAID, ANSWER_SECONDS),
    "check-loss": Question(LOSS | ANSWER | SAID, ANSWER_SECONDS),
    "derive": Question(PART | SAID | {"detail": FormField(one_of(True, False), False)}, DERIVATION_SECONDS),
    "derive-loss": Question(LOSS | SAID | {"detail": FormField(one_of(True, False), False)}, DERIVATION_SECONDS),
    "verify": Question(
        ASSIGNMENT | SAID | {"name": FormField(text(255)), "base64": FormField(text(DOCUMENT_BYTES))}, DOCUMENT_SECONDS
    ),
}


def understood(kind: str, given: Any) -> dict[str, Any]:
    """The question with every field read; QuestionError with the field that does not fit."""
    if not isinstance(given, dict):
        raise QuestionError("an object with the fields of the question is expected")
    fields = QUESTIONS[kind].fields
    if unknown := sorted(set(given) - set(fields)):
        raise QuestionError(f"{unknown[0][:40]!r} is no field of {kind!r}; there are {', '.join(fields)}")
    made: dict[str, Any] = {"kind": kind}
    for name, field in fields.items():
        if name not in given and field.default is REQUIRED:
            raise QuestionError(f"{name}: is missing")
        try:
            made[name] = field.read(given[name]) if name in given else field.default
        except QuestionError as error:
            raise QuestionError(f"{name}: {error}") from None
    return made
