"""The command `gradproof`: a table of commands, each in its own module of `proofs.commands`."""

import argparse
import atexit
import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

from proofs.commands.examples import epilog
from proofs.commands.parser import Parser

COMMANDS = {
    "verify": "read homework documents, find the answers, give each a verdict",
    "check": "give a verdict on one answer, or on a JSONL file of them",
    "grade": "grade a class: points, feedback, Gradescope results",
    "derive": "print a derivation, every step checked",
    "compile": "write a loss and its gradient as a Python file that needs NumPy only (no batch axis: state a sum over data)",
    "certify": "write a theorem for Coq, with its proof, that an accepted answer is right",
    "test": "hold an implementation against the derived gradients",
    "serve": "judge answers in the browser while they are typed, on this machine only",
    "train": "train word2vec on real text, evaluate and plot it",
    "parts": "list the assignments and the parts they have",
    "doctor": "say what is installed, and what shadows what",
    "completion": "print the completion of a shell: bash, zsh or tcsh",
}


TRACEBACK = "GRADPROOF_TRACEBACK"
"""The variable of the environment that lets a fault of gradproof show itself."""
CIRCLES = (2_000_000, 20, 20)
"""How rarely circles of objects are looked for: trees have none, and looking through all of them takes a tenth of the time."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is the one CONTRACT gives: 2 usage, 1 refused, 3 undecided, 0 accepted."""
    gc.set_threshold(*CIRCLES)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)  # at the end nothing is looked through once more: the process gives all of it back
    arguments = list(sys.argv[1:] if argv is None else argv)
    options = command_line(next((a for a in arguments if not a.startswith("-")), None)).parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of a pipe left, and has seen no more than a part
        _let_go_of_output()
        return 128 + 13
    except OSError as error:
        _let_go_of_output()
        place = f"{error.filename}: " if error.filename else "the output cannot be written: "
        print(f"gradproof {options.command}: {place}{error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("gradproof: interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        told = f"{type(error).__name__}: {error}"
        print(
            f"gradproof {options.command}: failed ({told[:200]}). This is a fault of gradproof; {TRACEBACK}=1 shows where.",
            file=sys.stderr,
        )
        return 3


def command_line(named: str | None = None, all_of_them: bool = False) -> Parser:
    """The parser of the command line; only the command that is named is loaded, or all of them."""
    parser = Parser(
        prog="gradproof",
        description="Derives gradients, and decides on answers and programs.",
        epilog="gradproof COMMAND --help shows the options of a command, with examples.",
    )
    parser.add_argument("--version", action=Version, nargs=0, help="show the version and leave")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        sub = subparsers.add_parser(name, help=summary, description=summary, epilog=epilog(name))
        if name == named or all_of_them:
            module = importlib.import_module(f"proofs.commands.{name}")
            module.configure(sub)
            sub.set_defaults(run=module.run, parser=sub)
    return parser


def _let_go_of_output() -> None:
    """Nothing more goes to the standard output, not even when Python ends and flushes it."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Version(argparse.Action):
    """Prints the version; the installed metadata is looked through only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print("gradproof", version("gradproof"))
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
