"""`gradproof compile`: a loss and its gradient as a Python file that needs NumPy only."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from proofs.commands.common import UsageError

if TYPE_CHECKING:
    from derive.tensors.module import Module


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("part", nargs="?", metavar="PART", help="a part of the assignment, such as b.1")
    parser.add_argument("--loss", metavar="LATEX", help="a loss of your own")
    parser.add_argument("--wrt", metavar="LATEX", help="what to differentiate it by")
    parser.add_argument("--where", action="append", default=[], metavar="LATEX", help="a definition; may be repeated")
    parser.add_argument(
        "--declare", action="append", default=[], metavar="'NAME: SIZES'",
        help="what a name is: 'W: m x d', 'b: m', 'lambda:', 'x[N]: d', 'k: index C', 'y[N]: index C'; may be repeated",
    )  # fmt: skip
    parser.add_argument("--assume", action="append", default=[], metavar="WORDS", help="such as 'y is one-hot'")
    parser.add_argument("--target", choices=("gradient", "jacobian", "hessian"), default="gradient", help="(gradient)")
    parser.add_argument("--convention", choices=("columns", "rows", "scalar"), default="columns", help="(columns)")
    parser.add_argument("--assignment", default="cs224n-a2", metavar="ID", help="which assignment (cs224n-a2)")
    parser.add_argument("-o", "--output", metavar="FILE.py", help="write there instead of to the terminal")
    parser.add_argument(
        "--test", action="store_true", help="write test_FILE.py beside it: it holds FILE.py to the derivation"
    )


def run(options: argparse.Namespace) -> int:
    """Write the file; 2 for a usage error, 3 for a loss that cannot be written with NumPy."""
    from derive.statement import StatementError
    from derive.tensors.entries import UnsupportedError

    try:
        made = _made(options)
    except (UsageError, StatementError) as error:
        print(f"gradproof compile: {error}{_place(error)}", file=sys.stderr)
        return 2
    except UnsupportedError as error:
        print(f"gradproof compile: {error}", file=sys.stderr)
        return 3
    if not options.output:
        print(made.source, end="")
        return 0
    target = Path(options.output)
    target.write_text(made.source, encoding="utf8")
    if options.test:
        from derive.tensors.tests import test_source

        text = test_source(target.stem, _stated(options))
        target.with_name(f"test_{target.name}").write_text(text, encoding="utf8")
    return 0


def _stated(options: argparse.Namespace) -> dict[str, str | list[str]]:
    """What was stated, as `gradproof.check_gradient` takes it."""
    if options.part is not None:
        return {"loss": options.part, "assignment": options.assignment}
    told = {name: getattr(options, name) for name in ("loss", "wrt", "where", "declare", "assume")}
    return told | ({} if options.convention == "columns" else {"convention": options.convention})


def _made(options: argparse.Namespace) -> "Module":
    from derive.tensors.statements import module_of_part, module_of_statement

    if (options.part is None) == (options.loss is None):
        raise UsageError("name a part, or give a loss of your own by --loss and --wrt")
    if options.test and not options.output:
        raise UsageError("--test goes with -o FILE.py")
    if options.part is not None:
        try:
            return module_of_part(options.part, options.assignment)
        except KeyError as error:
            raise UsageError(str(error.args[0])) from None
    if options.wrt is None:
        raise UsageError("--loss and --wrt go together")
    from derive.statement import state

    asked = state(
        options.loss, options.wrt, options.where, options.declare, options.assume, options.target, options.convention
    )
    return module_of_statement(asked, loss=options.loss, wrt=options.wrt, where=options.where)


def _place(error: Exception) -> str:
    """The text that cannot be read, with carets under the place."""
    text, span = getattr(error, "text", None), getattr(error, "span", None)
    if text is None:
        return ""
    carets = f"\n  {' ' * span[0]}{'^' * max(span[1] - span[0], 1)}" if span else ""
    return f"\n  --{getattr(error, 'field', 'loss')}: {text}" if not span else f"\n  {text}{carets}"
