"""One submission: its document read, its answers judged, each part of the scheme with its rule. Runs in a worker process.

The result is plain data, as `records/NAME.json` keeps it:

    {"submission": …, "file": main document, "answers": [record, …], "shown": [record at the hints of the feedback, …],
     "parts": {part: {"rule": …, "verdict": …, "mistake": …, "line": …, "contested": …}}, "macros": …, "remarks": […], "error": …}
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from proofs.answers.watch import UNWATCHED, Watch
from proofs.grading.credit import contested, rule
from proofs.grading.submissions import Submission, SubmissionError, main_document, unpack
from proofs.verdict import Note, Verdict, weakest

Marked = dict[str, Any]


def warm() -> None:
    """Load the mathematics before the first submission."""
    import proofs.verify  # noqa: F401


def answer(question: dict[str, Any], begun: Callable[[int], None]) -> Marked:
    """What a worker is asked: a submission by its name and path, and how it is to be judged. `begun` hears which answer is next."""
    watch = Watch(begun, frozenset(question["lost"]))
    submission = Submission(question["name"], Path(question["path"]))
    try:
        return marked(submission, question["parts"], question["told"], question["lang"], question["hints"], watch)
    except Exception as error:  # noqa: BLE001 (a fault of ours costs one submission, and is told as one)
        return failed(
            submission.name, f"gradproof failed on this: {type(error).__name__}: {error}. This is a fault of gradproof."
        )


def failed(name: str, why: str) -> Marked:
    """A submission that could not be graded."""
    return {
        "submission": name,
        "file": "",
        "answers": [],
        "shown": [],
        "parts": {},
        "macros": "",
        "remarks": [],
        "error": why,
    }


def marked(
    submission: Submission, parts: Sequence[str], told: dict[str, Any], lang: str, hints: int, watch: Watch = UNWATCHED
) -> Marked:
    """The result of one submission."""
    from derive.tasks import labels
    from proofs.documents import DocumentError, read
    from proofs.verify import verify_document

    try:
        with tempfile.TemporaryDirectory(prefix="gradproof-") as folder:
            root, path = _laid_out(submission, Path(folder))
            try:
                document = read(path, labels(told["assignment"]))
            except DocumentError as error:
                raise SubmissionError(_shown(str(error), root)) from None
            verdicts = verify_document(document, **told, watch=watch)
            remarks = [_shown(str(each), root) for each in document.remarks]
            name = _shown(str(path), root)
            verdicts = tuple(_with_names(each, root) for each in verdicts)
    except SubmissionError as error:
        return failed(submission.name, str(error))
    return summed(submission.name, name, verdicts, parts, lang, hints) | {
        "macros": document.preamble,
        "remarks": remarks,
    }


def summed(name: str, file: str, verdicts: Sequence[Verdict], parts: Sequence[str], lang: str, hints: int) -> Marked:
    """The records of a submission, and what each part of the scheme comes to."""
    from proofs.report.json import record

    verdicts = [each for verdict in verdicts for each in _by_part(verdict)]
    of_part = {part: [each for each in verdicts if each.part == part] for part in parts}
    made: dict[str, Any] = {}
    in_order: list[Verdict] = []
    for part, found in of_part.items():
        found = found or [Verdict(part, "missing", Note("missing"))]
        in_order += found
        word = weakest([each.verdict for each in found])
        first = next(each for each in found if each.verdict == word)
        made[part] = {
            "rule": rule(first), "verdict": word, "mistake": first.mistake, "line": first.line,
            "contested": contested(found),
        }  # fmt: skip
    in_order += [each for each in verdicts if each.part not in of_part and each.verdict != "missing"]
    return {
        "submission": name, "file": file, "error": "",
        "answers": [record(each, lang) for each in in_order],
        "shown": [record(each, lang, hints) for each in in_order],
        "parts": made,
    }  # fmt: skip


def _by_part(verdict: Verdict) -> tuple[Verdict, ...]:
    """A verdict, or those in it that are on other parts than it: one on a block holds those of its parts."""
    return verdict.answers if any(each.part != verdict.part for each in verdict.answers) else (verdict,)


def _laid_out(submission: Submission, folder: Path) -> tuple[Path, Path]:
    """The folder that a submission lies in, and its main document."""
    if submission.kind == "folder":
        return submission.path, main_document(submission.path)
    if submission.kind == "zip":
        unpack(submission.path, folder)
        return folder, main_document(folder)
    from proofs.documents.loading import SUFFIXES

    if submission.path.suffix.lower() not in SUFFIXES:
        kinds = ", ".join(SUFFIXES)
        raise SubmissionError(
            f"{submission.path.name} cannot be read; what can is {kinds}, or a folder or zip with one of them"
        )
    return submission.path.parent, submission.path


def _shown(text: str, root: Path) -> str:
    """A message without the place on this machine where the submission lies."""
    return text.replace(f"{root.resolve()}/", "").replace(f"{root}/", "")


def _with_names(verdict: Verdict, root: Path) -> Verdict:
    from dataclasses import replace

    return replace(
        verdict, file=_shown(verdict.file, root), answers=tuple(_with_names(a, root) for a in verdict.answers)
    )
