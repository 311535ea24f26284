"""How much of a verdict is shown: 0 the word alone, 1 where, 2 the counterexample and the kind of slip, 3 the right answer."""

from dataclasses import replace
from typing import TYPE_CHECKING

from proofs.verdict_words import Note

if TYPE_CHECKING:
    from proofs.verdict import Verdict

WHERE = (
    "differs-in-case",
    "link-fails",
    "final-right-link-wrong",
    "final-wrong-links-right",
    "incomplete-case",
    "wrong-target",
)
"""Messages that say where and nothing more: they are shown from level 1 on."""
ABOUT_READING = ("reading", "convention", "ambiguous", "not-in-asked-form", "assumption")
KEPT = ("unreadable", "unknown", "ambiguous")
"""Verdicts that give no answer away; their message is shown at every level."""


def cut(verdict: "Verdict", hints: int) -> "Verdict":
    """The verdict as far as `hints` allows; what is held back is empty.

    >>> from proofs.verdict import Verdict
    >>> record = Verdict("b.1", "wrong", Note("differs"), mistake="sign", repair={"latex": "U(\\\\hat y - y)", "edits": []})
    >>> [(cut(record, n).mistake, bool(cut(record, n).repair), cut(record, n).message.code) for n in range(4)]
    [(None, False, ''), (None, False, ''), ('sign', False, 'differs'), ('sign', True, 'differs')]
    """
    kept = replace(verdict, answers=tuple(cut(each, hints) for each in verdict.answers)) if verdict.answers else verdict
    if hints < 3:
        message = kept.message
        if "model" in message.values:
            message = Note(message.code, {name: value for name, value in message.values.items() if name != "model"})
        kept = replace(kept, repair=None, message=message)
    if hints < 2:
        told = kept.accepted or kept.verdict in KEPT or (hints == 1 and kept.message.code in WHERE)
        notes = tuple(note for note in kept.notes if note.code.startswith(ABOUT_READING))
        kept = replace(kept, reading=kept.reading if kept.accepted else "")  # in other words it may be the right value
        kept = replace(kept, counterexample=None, mistake=None, notes=notes, message=kept.message if told else Note(""))
    if hints < 1:
        kept = replace(
            kept,
            links=(),
            final_holds=None,
            reading="",
            notes=(),
            assumptions=(),
            convention=dict.fromkeys(kept.convention),
        )
    return kept
