"""`gradproof test`: hold implementations of the course's functions against the derived gradients."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

NAMED = 10  # files left out that are named; the others are counted


def _positive(kind: type[int] | type[float]) -> "type[int | float]":
    def read(text: str) -> int | float:
        value = kind(text)
        if not value > 0:
            raise argparse.ArgumentTypeError(f"{text} is not above 0")
        return value

    read.__name__ = kind.__name__
    return read  # type: ignore[return-value]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.description = (
        "Hold Python files against the derived gradients. The files are run: the limits on time and memory catch accidents, "
        "they are no sandbox. Run a stranger's file in a container (docs/containers.md)."
    )
    parser.add_argument("paths", nargs="+", metavar="FILE|DIR", help="Python files, or folders that hold them")
    parser.add_argument("--format", choices=("text", "json", "junit", "github", "gradescope"), default="text")
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language of the sentences")
    parser.add_argument(
        "--hints", type=int, choices=range(4), default=3, metavar="0..3",
        help="0 verdict only, 1 which part, 2 kind and smallest input, 3 the derived formula too (3)",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="FILE", help="write the report there")
    parser.add_argument(
        "--points", metavar="FILE.toml", help="points by function for gradescope: a table [points], such as sgd = 2"
    )
    parser.add_argument("--examples", type=_positive(int), default=20, metavar="N", help="examples of each kind (20)")
    parser.add_argument("--seed", type=int, metavar="N", help="other examples than the fixed ones")
    parser.add_argument("--time-limit", type=_positive(float), default=60.0, metavar="S", help="for one module (60)")
    parser.add_argument("--memory-limit", type=_positive(int), default=2048, metavar="MB", help="for one module (2048)")
    parser.add_argument(
        "-j", "--jobs", type=_positive(int), default=1, metavar="N", help="modules at the same time (1)"
    )


def _points(file: str | None) -> dict[str, float] | None:
    """The points of a file, by function; ValueError says in a sentence what is wrong with it."""
    if file is None:
        return None
    import tomllib

    try:
        found = tomllib.loads(Path(file).read_text(encoding="utf-8")).get("points")
    except (OSError, ValueError) as error:
        raise ValueError(f"{file}: {error}") from None
    if not isinstance(found, dict) or not all(isinstance(v, int | float) and v >= 0 for v in found.values()):
        raise ValueError(f"{file}: it needs a table [points] of numbers, such as sgd = 2")
    return {name: float(value) for name, value in found.items()}


def run(options: argparse.Namespace) -> int:
    """Test, report, and return the exit status: 2 usage, 1 an error was found, 0 otherwise."""
    from proofs.harness.child import Request
    from proofs.harness.findings import exit_status
    from proofs.harness.hints import held_back
    from proofs.harness.report import FORMATS
    from proofs.harness.runner import NoForkError, check_modules, left_out, python_files

    missing = [p for p in options.paths if not os.path.exists(p)]
    if missing:
        print(f"gradproof test: no such file or folder: {', '.join(missing)}", file=sys.stderr)
        return 2
    try:
        points = _points(options.points)
    except ValueError as error:
        print(f"gradproof test: {error}", file=sys.stderr)
        return 2
    files = python_files(options.paths)
    if not files:
        print("gradproof test: no file there defines a function of the course", file=sys.stderr)
        return 2
    if out := [str(p) for p in left_out(options.paths)]:
        shown = ", ".join(out[:NAMED]) + (f" and {len(out) - NAMED} more" if len(out) > NAMED else "")
        print(f"gradproof test: left out, as they define no function of the course: {shown}", file=sys.stderr)
    requests = [
        Request(str(f), options.examples, options.seed, options.lang, options.time_limit, options.memory_limit)
        for f in files
    ]
    try:
        reports = [held_back(r, options.hints, options.lang) for r in check_modules(requests, options.jobs)]
    except NoForkError as error:
        print(f"gradproof test: {error}", file=sys.stderr)
        return 2
    many = len(options.paths) > 1 or os.path.isdir(options.paths[0])
    extras: dict[str, dict[str, Any]] = {"json": {"many": many}, "gradescope": {"points": points}}
    extra = extras.get(options.format, {})
    shown = FORMATS[options.format](reports, options.lang, **extra)
    if options.output:
        try:
            Path(options.output).write_text(shown, encoding="utf-8")
        except OSError as error:
            print(f"gradproof test: cannot write {options.output}: {error.strerror}", file=sys.stderr)
            return 2
    else:
        sys.stdout.write(shown)
    return exit_status(reports)
