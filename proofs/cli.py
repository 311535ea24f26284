"""The command `gradproof`: a table of commands, each in its own module of `proofs.commands`."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

COMMANDS = {
    "verify": "read homework documents, find the answers, give each a verdict",
    "check": "give a verdict on one answer, or on a JSONL file of them",
    "grade": "grade a class: points, feedback, Gradescope results",
    "derive": "print a derivation, every step checked",
    "compile": "write a loss and its gradient as a Python file that needs NumPy only",
    "test": "hold an implementation against the derived gradients",
    "serve": "judge answers in the browser while they are typed, on this machine only",
    "train": "train word2vec on real text, evaluate and plot it",
    "parts": "list the assignments and the parts they have",
    "doctor": "say what is installed, and what shadows what",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is the one CONTRACT gives: 2 usage, 1 refused, 3 undecided, 0 accepted."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    named = next((a for a in arguments if not a.startswith("-")), None)
    parser = argparse.ArgumentParser(
        prog="gradproof", description="Derives gradients, and decides on answers and programs."
    )
    parser.add_argument("--version", action=Version, nargs=0, help="show the version and leave")
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        sub = subparsers.add_parser(name, help=summary, description=summary)
        if name == named:
            module = importlib.import_module(f"proofs.commands.{name}")
            module.configure(sub)
            sub.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader of a pipe left: not an error of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("gradproof: interrupted", file=sys.stderr)
        return 130


class Version(argparse.Action):
    """Prints the version; the installed metadata is looked through only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print("gradproof", version("gradproof"))
        parser.exit()


if __name__ == "__main__":
    sys.exit(main())
