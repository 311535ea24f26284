"""Verdicts as the `results.json` of a Gradescope autograder: a test an answer, a failed reading an entry of its own.

The fields are those of Gradescope's "Autograder Specifications": score, tests[] with name, score, max_score, status, output,
output_format, visibility and extra_data.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from proofs.report.fields import kind, leaves
from proofs.report.json import Record
from proofs.report.text import Style, paragraph
from proofs.report.wording import meaning, phrase

Test = dict[str, Any]


def render(documents: Sequence[Record], lang: str = "en") -> str:
    """One result for all documents, a point for each answer; one that a person must see has no points yet."""
    tests: list[Test] = []
    for document in documents:
        before = f"{document['file']} " if len(documents) > 1 else ""
        if document.get("error"):
            tests.append(failed(document["error"], before))
        for made in leaves(document["answers"]):
            score = {"accepted": 1.0, "refused": 0.0}.get(kind(made["verdict"]))
            tests.append(of_answer(made, score, 1.0, lang, before))
    return written(results(tests))


def of_answer(made: Record, score: float | None, most: float, lang: str, before: str = "", note: str = "") -> Test:
    """The test of one answer; `score` None: a person decides, and nothing is said to have failed."""
    said = paragraph(made, lambda *_: "", Style(lang, hints=0))[1:]
    output = [line.strip() for line in said] or [made["message"] or meaning(made["verdict"], lang)]
    output += [phrase("for-a-person", lang)] if score is None else []
    output += [note] if note else []
    extra = {name: made[name] for name in ("part", "verdict", "mistake")} | {"for_a_person": score is None}
    name = f"{before}{made['part'] or '–'}: {made['verdict']}"
    return entry(name, score or 0.0, most, "\n".join(output), extra, None if score is None else score >= most)


def failed(message: str, before: str = "") -> Test:
    """The entry of a submission that could not be graded: it is no test of the author's, and takes no points."""
    return entry(f"{before}gradproof: could not be graded", 0.0, 0.0, message, {"error": message}, False)


def entry(name: str, score: float, most: float, output: str, extra: dict[str, Any], passed: bool | None) -> Test:
    """One test; `passed` None: it has no status yet."""
    status = {} if passed is None else {"status": "passed" if passed else "failed"}
    shown = {"output": output, "output_format": "text", "visibility": "visible", "extra_data": extra}
    return {"name": name, "score": score, "max_score": most, **status, **shown}


def results(tests: Iterable[Test], seconds: float | None = None) -> dict[str, Any]:
    """The whole object: the sum of the scores, and the tests."""
    listed = list(tests)
    made: dict[str, Any] = {"score": round(sum(test["score"] for test in listed), 6)}
    made |= {"execution_time": round(seconds)} if seconds is not None else {}
    return made | {"output_format": "text", "test_output_format": "text", "visibility": "visible", "tests": listed}


def written(made: dict[str, Any]) -> str:
    """The object as the file holds it."""
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
