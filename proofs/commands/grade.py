"""`gradproof grade`: a class graded: a table of points, a page for the staff, feedback and Gradescope results for each submission."""

import argparse
import sys
from pathlib import Path

from proofs.commands.common import (
    UsageError,
    add_assignment,
    assignment_data,
    can_be_read,
    complain,
    hints_option,
    language,
    positive,
    settings,
)
from proofs.commands.progress import ProgressLine

STATUS = "exit status: 0 every part has its points; 3 some wait for a person; 2 wrong use"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = f"{parser.epilog}\n\n{STATUS}"
    parser.add_argument("folder", metavar="DIR", help="the submissions: files, folders or zips with one main document")
    parser.add_argument("--points", required=True, metavar="FILE", help="points by part, and credit (TOML)")
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="folder for the results")
    add_assignment(parser)
    hints_option(parser, default=1, of="of the feedback")
    parser.add_argument("-j", "--jobs", type=positive(int), default=1, metavar="N", help="processes (1)")
    parser.add_argument("--budget", type=positive(float), metavar="SECONDS", help="time for one answer")
    parser.add_argument(
        "--form", choices=("value", "strict"), default="value", help="strict: the terms asked for count too"
    )
    parser.add_argument("--lang", choices=("en", "zh"), default=language(), help="language of the results (from LANG)")


def run(options: argparse.Namespace) -> int:
    """Grade, say what came of it, and return the exit status."""
    from proofs.grading.class_run import Job, grade, waiting_parts
    from proofs.grading.points import PointsError, load
    from proofs.grading.table import TableError

    folder, output, points = Path(options.folder), Path(options.output), Path(options.points)
    line = ProgressLine()
    try:
        if not folder.is_dir():
            raise UsageError(f"{folder}: {'is a file, not a folder' if folder.exists() else 'no such folder'}")
        if output.exists() and not output.is_dir():
            raise UsageError(f"{output}: is a file, but -o names a folder")
        can_be_read(options.assignment)
        parts = [part["id"] for part in assignment_data(options.assignment)["parts"]]
        scheme = load(points, parts)
        job = Job(
            folder, output, scheme, settings(options), options.lang, options.hints, options.jobs, besides=(points,)
        )  # fmt: skip
        made = grade(job, lambda *news: line(_progress(*news), last=news[0] == news[1]))
    except KeyboardInterrupt:
        line.end()
        print(f"gradproof grade: stopped; the same command goes on from what is in {output}", file=sys.stderr)
        raise
    except (UsageError, PointsError, TableError) as error:
        line.end()
        return complain("grade", str(error))
    except OSError as error:
        line.end()
        return complain("grade", f"{error.filename or output}: {error.strerror or error}")
    line.end()
    for complaint in made.typed.complaints:
        complain("grade", complaint)
    if not made.rows:
        return complain("grade", f"{folder}: no submissions")
    open_ones = list(waiting_parts(made))
    failed = [each.name for each in made.standings.values() if each.error]
    print(f"{len(made.rows)} submissions: {output / 'grades.csv'}, {output / 'class.html'}")
    if failed:
        print(f"could not be graded: {', '.join(failed)}")
    if open_ones:
        names = len({name for name, _ in open_ones})
        print(f"wait for a person: {len(open_ones)} parts of {names} submissions (column for_a_person)")
    return 3 if open_ones else 0


def _progress(done: int, count: int, fresh: int, seconds: float) -> str:
    """How far it is, how fast, how long still."""
    made = f"{done:>{len(str(count))}} of {count} submissions"
    if not fresh or not seconds:
        return made
    return f"{made}  {fresh / seconds:5.1f} a second  {(count - done) * seconds / fresh:5.0f} s left"
