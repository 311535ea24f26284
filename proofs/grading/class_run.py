"""The run over a class: submissions marked by workers, results written as they come, and gone on with after a stop.

What is done stands in `records/NAME.json` with a key of what it was made from; a run takes what has the right key from there.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from derive.assignments.files import file_text
from proofs.files import write_text
from proofs.grading import marking
from proofs.grading.feedback import Score, feedback_html, gradescope_json
from proofs.grading.overview import Standing, overview_html, standing
from proofs.grading.points import PERSON, Scheme
from proofs.grading.submissions import Submission, find
from proofs.grading.table import (
    Cells,
    SubmissionRow,
    TableError,
    Typed,
    final,
    open_parts,
    parsed,
    read_back,
    total,
    written,
)
from proofs.serve.workers import LostError, Workers

SUBMISSION_SECONDS = 300.0
"""A homework holds some twenty answers, few of which need more than a second; past this its worker is stopped."""
SAVE_SECONDS = 1.0
"""The table and the overview are written anew at most this often while the run goes on."""
RECORDS, LAST, NEXT = "records", "records/grades.last.csv", "records/grades.next.csv"

Report = Callable[[int, int, int, float], None]
"""Called after each submission: how many are done, of how many; how many were marked by this run, and in how many seconds."""


@dataclass(frozen=True)
class Job:
    """What is to be graded, and how. `told`: what `verify_document` is told."""

    folder: Path
    output: Path
    scheme: Scheme
    told: Mapping[str, Any]
    lang: str = "en"
    hints: int = 1
    jobs: int = 1
    besides: tuple[Path, ...] = ()

    def key(self, submission: Submission) -> str:
        """What the record of a submission depends on, as a fingerprint."""
        from importlib.metadata import version

        stated = file_text(self.told["assignment"]) if self.told.get("assignment", "").endswith(".toml") else ""
        told = sorted(self.told.items())
        settings = [version("gradproof"), told, stated, list(self.scheme.points), self.lang, self.hints]
        return sha256((json.dumps(settings) + submission.digest()).encode()).hexdigest()


@dataclass
class Class:
    """A class as far as it is done: rows of the table and standings, by submission, and what a person typed."""

    job: Job
    submissions: list[Submission]
    ours: tuple[Cells, ...]
    typed: Typed
    rows: dict[str, SubmissionRow] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    saved: float = 0.0

    def add(self, made: marking.Marked) -> None:
        """Take the result of one submission, and write its own files."""
        scheme, name = self.job.scheme, made["submission"]
        of_person = [part for part, each in made["parts"].items() if each["rule"] == PERSON or each["contested"]]
        points = {
            part: scheme.score(part, made["parts"][part]["rule"]) if part in made["parts"] else None
            for part in scheme.points
        }
        row = SubmissionRow(name, points, tuple(points) if made["error"] or _nothing_found(made) else tuple(of_person))
        self.rows[name] = row
        scores = [
            Score(part, final(row, part, self.typed), most, self.typed.points(name, part) is not None)
            for part, most in scheme.points.items()
        ]
        sum_of = total(row, self.typed)
        self.standings[name] = standing(
            name, made["parts"], {s.part: s.points for s in scores}, sum_of, open_parts(row, self.typed), made["error"]
        )
        self._write_own(made, scores, sum_of)

    def _write_own(self, made: marking.Marked, scores: list[Score], sum_of: float) -> None:
        """The page and the results of one submission; those that would come out as they are stay."""
        lang, name, most = self.job.lang, made["submission"], sum(self.job.scheme.points.values())
        page, results = self.job.output / "feedback" / f"{name}.html", self.job.output / "gradescope" / f"{name}.json"
        results_text = gradescope_json(made, scores, lang)
        with contextlib.suppress(OSError, ValueError):
            if page.exists() and results.read_text(encoding="utf-8") == results_text:  # they are made from the same
                return
        write_text(page, feedback_html(made, scores, sum_of, most, lang))
        write_text(results, results_text)

    def save(self, always: bool = False) -> None:
        """Write the table and the overview, with what a person typed in the meantime; not more often than need be."""
        if not always and monotonic() < self.saved + SAVE_SECONDS:
            return
        output, parts = self.job.output, list(self.job.scheme.points)
        self.typed = read_back(output / "grades.csv", parts, self.ours)
        rows = [self.rows[each.name] for each in self.submissions if each.name in self.rows]
        text = written(rows, parts, self.typed)
        write_text(output / NEXT, text)
        write_text(output / "grades.csv", text)
        (output / NEXT).replace(output / LAST)
        self.ours = (parsed(output / LAST)[1],)
        standings = [self.standings[row.name] for row in rows]
        waiting = len(self.submissions) - len(rows)
        write_text(output / "class.html", overview_html(standings, self.job.scheme.points, self.job.lang, waiting))
        self.saved = monotonic()


def _nothing_found(made: marking.Marked) -> bool:
    """Whether no part was answered at all: likelier a document that is not understood than an empty one."""
    return all(each["verdict"] == "missing" for each in made["parts"].values())


def grade(job: Job, report: Report) -> Class:
    """Grade a class. Raises TableError for a table that cannot be read back, OSError for what cannot be written."""
    submissions = find(job.folder, (job.output, *job.besides))
    ours = tuple(parsed(job.output / name)[1] for name in (LAST, NEXT))
    typed = read_back(job.output / "grades.csv", list(job.scheme.points), ours)
    made = Class(job, submissions, ours, typed)
    for part in ("", RECORDS, "feedback", "gradescope"):
        (job.output / part).mkdir(parents=True, exist_ok=True)
    try:
        asyncio.run(_run(made, report))
    finally:
        if made.rows:
            made.save(always=True)
    return made


async def _run(made: Class, report: Report) -> None:
    job = made.job
    keys = {each.name: job.key(each) for each in made.submissions}
    done = 0
    waiting: list[Submission] = []
    for each in made.submissions:
        if (kept := _kept(job, each.name, keys[each.name])) is None:
            waiting.append(each)
            continue
        made.add(kept)
        done += 1
    before = done
    report(done, len(made.submissions), 0, 0.0)
    if not waiting:
        return
    started, left = monotonic(), iter(waiting)

    async def one_after_the_other(workers: Workers) -> None:
        nonlocal done
        for submission in left:
            marked = await _marked(workers, job, submission) | {"key": keys[submission.name]}
            text = json.dumps(marked, ensure_ascii=False)
            write_text(job.output / RECORDS / f"{submission.name}.json", text.encode("utf-8", "replace").decode())
            made.add(marked)
            made.save()
            done += 1
            report(done, len(made.submissions), done - before, monotonic() - started)

    count = min(job.jobs, len(waiting))
    async with Workers(count, answers=marking.__name__) as workers:
        await asyncio.gather(*(one_after_the_other(workers) for _ in range(count)))


async def _marked(workers: Workers, job: Job, submission: Submission) -> marking.Marked:
    """The result of one submission; a worker that is late or dies costs the answer that it was at, or else this submission."""
    question = {
        "name": submission.name, "path": str(submission.path.resolve()), "parts": list(job.scheme.points),
        "told": dict(job.told), "lang": job.lang, "hints": job.hints,
    }  # fmt: skip
    try:
        return await workers.ask_on(question, SUBMISSION_SECONDS)
    except LostError as lost:
        reason = {"late": f"it took longer than {SUBMISSION_SECONDS:.0f} s", "died": "the process that read it died"}
        return marking.failed(submission.name, f"It could not be graded: {reason[lost.why]}.")


def _kept(job: Job, name: str, key: str) -> marking.Marked | None:
    """The record of an earlier run, if it was made from the same files in the same way."""
    try:
        made: marking.Marked = json.loads((job.output / RECORDS / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return made if isinstance(made, dict) and made.get("key") == key else None


def waiting_parts(made: Class) -> Iterator[tuple[str, str]]:
    """The parts that a person should look at: submission and part."""
    for row in made.rows.values():
        for part in open_parts(row, made.typed):
            yield row.name, part


__all__ = ["Class", "Job", "TableError", "grade", "waiting_parts"]
