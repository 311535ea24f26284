"""The options that state a loss of one's own, and the fields of a JSONL row that do: --loss, --wrt, --where, --declare, --assume, …"""

import argparse
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from proofs.commands.common import UsageError

if TYPE_CHECKING:
    from derive.statement import Statement

TARGETS = ("gradient", "jacobian", "hessian")
CONVENTIONS = ("columns", "rows", "scalar")


class Once(argparse.Action):
    """An option of which a second value is refused: the first would be lost without a word."""

    def __call__(
        self, parser: argparse.ArgumentParser, options: argparse.Namespace, value: Any, name: Any = None
    ) -> None:
        if getattr(options, self.dest) is not None:
            parser.error(f"{name} takes one variable; {value!r} is a second: run the command once for each")
        setattr(options, self.dest, value)


def add_statement(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    group = parser.add_argument_group("a loss of your own")
    group.add_argument("--loss", metavar="LATEX", help="the loss")
    group.add_argument("--wrt", metavar="LATEX", action=Once, help="what to differentiate it by: one variable")
    group.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="LATEX",
        help="what a name in your loss stands for, such as 'z = W x'; may be given several times",
    )
    group.add_argument(
        "--declare",
        action="append",
        default=[],
        metavar="NAME: SIZES",
        help="'W: m x d', 'b: m', 'lambda:' a number, 'W: K x m x n' matrices W_1 … W_K, 'x[N]: d' vectors x_1 … x_N, 'k: index C', 'y[N]: index C' labels, 'w[K]: sample V' labels that are drawn, 'S: set N' a set",
    )
    group.add_argument(
        "--assume", action="append", default=[], metavar="TEXT", help="'y is one-hot', 'S symmetric', 'k != y'"
    )
    group.add_argument("--target", choices=TARGETS, default="gradient", help="what is asked for (gradient)")
    group.add_argument("--convention", choices=CONVENTIONS, default="columns", help="how data stand (columns)")
    # A formula may begin with a minus: argparse takes what this matches for an argument and not for an option.
    parser._negative_number_matcher = re.compile(r"-[^-]")


def stated(options: argparse.Namespace) -> "Statement":
    """The statement that the options make; UsageError with the field and the place for what cannot be read."""
    from derive.statement import StatementError
    from derive.stating import state

    if (options.loss is None) != (options.wrt is None):
        raise UsageError("--loss and --wrt go together")
    try:
        return state(
            options.loss,
            options.wrt,
            options.where,
            options.declare,
            options.assume,
            options.target,
            options.convention,
        )
    except StatementError as error:
        raise UsageError(said(error)) from None


def given(options: argparse.Namespace) -> bool:
    """Whether a statement is given; UsageError for options of one without a loss."""
    if options.loss is None and (options.wrt or options.where or options.declare or options.assume):
        raise UsageError("--wrt, --where, --declare and --assume go with --loss")
    return options.loss is not None


def said(error: Any) -> str:
    """What is wrong with a statement, and where, in one line."""
    start, end = error.span or (0, len(error.text))
    there = error.text[start:end].strip() or error.text.strip()
    expected = f"; {error.expected} was expected" if error.expected else ""
    return f"--{error.field} '{error.text}': {error}{expected}, at column {start + 1} ({there})"


# ------------------------------------------------------------------------------------------------------------- JSONL rows

LISTS = ("where", "assume", "families")


def row_states(row: Mapping[str, Any]) -> bool:
    """Whether a row states a loss instead of naming a part."""
    return "loss" in row


def faults(row: Mapping[str, Any]) -> list[str]:
    """The fields of a row that are not of their type."""
    wrong = [f"{name} must be a string" for name in ("loss", "wrt", "latex") if not isinstance(row.get(name), str)]
    for name in LISTS:
        value = row.get(name) or []
        if not isinstance(value, list) or any(not isinstance(each, str) for each in value):
            wrong.append(f"{name} must be a list of strings")
    if not isinstance(row.get("declare") or {}, dict | list):
        wrong.append("declare must be an object or a list of strings")
    return wrong


def from_row(row: Mapping[str, Any]) -> "Statement":
    """The statement of a row; StatementError for what cannot be read."""
    from derive.stating import state

    return state(
        row["loss"],
        row["wrt"],
        tuple(row.get("where") or ()),
        declared(row.get("declare") or {}, row.get("families") or ()),
        tuple(row.get("assume") or ()),
        row.get("target") or "gradient",
        row.get("convention") or "columns",
    )


def declared(table: Any, families: Any) -> list[str]:
    """The declarations of a row as --declare has them.

    >>> declared({"x": ["N", "d"], "y": {"index": "C", "of": ["N"]}, "W": ["m", "d"]}, ["x"])
    ['x[N]: d', 'y[N]: index C', 'W: m x d']
    """
    if isinstance(table, list):
        return [str(each) for each in table]
    made = []
    for name, value in table.items():
        if isinstance(value, dict):
            count = f"[{value['of'][0]}]" if value.get("of") else ""
            made.append(f"{name}{count}: index {value.get('index')}")
        elif name in families:
            made.append(f"{name}[{value[0]}]: {' x '.join(map(str, value[1:]))}")
        else:
            made.append(f"{name}: {' x '.join(map(str, value))}")
    return made
