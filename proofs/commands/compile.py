"""`gradproof compile`: a loss and its gradient as a Python file that needs NumPy only."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from proofs.commands.common import UsageError, add_assignment, complain, task_statement, write
from proofs.commands.stating import add_statement, given, stated

if TYPE_CHECKING:
    from derive.statement import Statement
    from derive.tensors.module import Module


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("part", nargs="?", metavar="PART", help="a part of the assignment, such as b.1")
    add_statement(parser)
    add_assignment(parser)
    parser.add_argument("-o", "--output", metavar="FILE.py", help="write there instead of to the terminal")
    parser.add_argument(
        "--test", action="store_true", help="write test_FILE.py beside it: it holds FILE.py to the derivation"
    )


def run(options: argparse.Namespace) -> int:
    """Write the file; 2 for a usage error, 3 for a loss that cannot be written with NumPy."""
    from derive.outside import UnsupportedError

    try:
        made = _made(options)
        told = _stated(options, made) if options.test else {}
        write(made.source, options.output, for_people=False)
        if options.test:
            from derive.tensors.tests import test_source

            target = Path(options.output)
            text = test_source(target.stem, told)
            write(text, str(target.with_name(f"test_{target.name}")), for_people=False)
    except UsageError as error:
        return complain("compile", str(error))
    except UnsupportedError as error:
        print(f"gradproof compile: {error}", file=sys.stderr)
        return 3
    return 0


def _stated(options: argparse.Namespace, made: "Module") -> dict[str, Any]:
    """What was stated, as `gradproof.check_gradient` takes it; a part may have gradients by more than the file gives."""
    if options.part is not None:
        sizes = {each.name: each.sizes for each in made.arguments}
        if sizes.get(made.gradient) != made.gradient_sizes:
            raise UsageError(
                f"--test holds gradients by whole arrays to the derivation; {options.part} is by one column"
            )
        told = {"loss": options.part, "wrt": made.gradient, "assignment": options.assignment}
        samples = _samples(options)
        return told | ({"names": {"negatives": samples}} if samples in sizes else {})
    told = {name: getattr(options, name) for name in ("loss", "wrt", "where", "declare", "assume")}
    return told | ({} if options.convention == "columns" else {"convention": options.convention})


def _samples(options: argparse.Namespace) -> str:
    """What the file calls the samples of a part, "" where it has none."""
    from derive.problem import load

    if task_statement(options.assignment, options.part) is not None:
        return ""
    problem = load(options.assignment)
    return (problem.notation.samples or "") if problem.part(options.part).place.samples else ""


def _made(options: argparse.Namespace) -> "Module":
    from derive.tensors.statements import module_of_part, module_of_statement

    if (options.part is None) != given(options):
        raise UsageError("name a part, or give a loss of your own by --loss and --wrt")
    if options.test and not options.output:
        raise UsageError("--test goes with -o FILE.py")
    if options.part is not None:
        asked = task_statement(options.assignment, options.part)
        if asked is not None:
            return module_of_statement(asked)
        try:
            return module_of_part(options.part, options.assignment)
        except KeyError as error:
            raise UsageError(str(error.args[0])) from None
    own = stated(options)
    _tell(own)
    return module_of_statement(own, options.loss, options.wrt, options.where, _formula(own))


def _tell(own: "Statement") -> None:
    """How the loss was read, on standard error, as `derive` tells it before the derivation."""
    from proofs.report.wording import say
    from proofs.verdict_words import Note

    for each in own.notes:
        print(f"gradproof compile: {say(Note.of(each), 'en')}", file=sys.stderr)


SHOWN = 240
"""A derivative whose LaTeX is longer than this says less than the lines of the file do."""
BUDGET = 10.0
"""Seconds for deriving what the docstring shows."""


def _formula(own: "Statement") -> str:
    """The derivative as a person writes it, where every step of its derivation was decided; "" where it was not, or is no help."""
    from derive.outside import OutsideError
    from derive.writing.latex import latex
    from proofs.deadline import deadline
    from proofs.derivations import UncheckedError, derive_statement

    if any(each.kind == "family" and each.name == getattr(own.variable, "name", "") for each in own.declarations):
        return ""  # an array of rows here, and columns there
    found = ""
    with deadline(BUDGET):
        try:
            found = latex(own.spelled(derive_statement(own).result))
        except (OutsideError, UncheckedError):
            return ""
    return found if len(found) <= SHOWN else ""
