"""`gradproof completion`: the script with which a shell completes commands, options, parts and files."""

import argparse

from derive.assignments import DEFAULT
from proofs.commands.common import UsageError, assignment_data, complain, write

SHELLS = ("bash", "zsh", "tcsh")
FILES = {"paths", "output", "jsonl", "points", "corpus", "file", "files", "judgements"}
FOLDERS = {"folder"}
PARTS = {"part", "parts"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("shell", choices=SHELLS, help="bash, zsh or tcsh")


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    from proofs.cli import command_line

    try:
        import shtab
    except ImportError:
        return complain("completion", "shtab is not installed: pip install 'gradproof[completion]'")
    parser = command_line(all_of_them=True)
    for action in _actions(parser):
        if action.dest in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.dest in FOLDERS:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
        elif action.dest in PARTS and action.choices is None:
            action.choices = [part["id"] for part in assignment_data(DEFAULT)["parts"]]
    try:
        write(shtab.complete(parser, options.shell) + "\n")
    except UsageError as error:
        return complain("completion", str(error))
    return 0


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The actions of a parser and of the parsers below it."""
    made: list[argparse.Action] = []
    for action in parser._actions:
        made.append(action)
        if isinstance(action, argparse._SubParsersAction):
            made += [each for below in action.choices.values() for each in _actions(below)]
    return made
