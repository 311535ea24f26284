r"""Cells that are judged: `%load_ext gradproof`, then

    %%answer b.1 --hints 2
    \frac{\partial J}{\partial v_c} = U(\hat{y} - y)

shows the verdict below the cell; `_` holds it, with `_.verdict` for programs.
"""

import argparse
import shlex
from dataclasses import dataclass
from typing import Any, NoReturn

from derive.assignments import DEFAULT
from proofs.commands.common import UsageError
from proofs.commands.stating import add_statement, given, stated
from proofs.language import language
from proofs.verdict import Verdict


@dataclass(frozen=True)
class Answered:
    """What a cell comes to: the verdict, and how it is shown."""

    verdict: Verdict
    lang: str
    hints: int

    def _repr_html_(self) -> str:
        from proofs.report.html import verdict_html

        return verdict_html(self.verdict, self.lang, self.hints, macros=self.verdict.text)

    def _repr_latex_(self) -> str:
        from proofs.notebook.verdicts import verdict_latex

        return verdict_latex(self.verdict, self.lang, self.hints)

    def __repr__(self) -> str:
        from proofs.report.text import Style, render

        lines = self.verdict.text.split("\n")

        def line_of(_: Any, number: int) -> str:
            return lines[number - 1] if 0 < number <= len(lines) else ""

        return render([self.verdict], line_of, Style(self.lang, self.hints)).rstrip()


class _Options(argparse.ArgumentParser):
    """Reads the first line of a cell; what is wrong with it is raised, since there is nothing to leave."""

    def error(self, message: str) -> NoReturn:
        from IPython.core.error import UsageError as Shown  # IPython prints it as one line

        raise Shown(f"%%answer: {message}; such as %%answer b.1 --hints 2")


def answer(line: str, cell: str) -> Answered:
    """%%answer PART, or %%answer --loss 'LATEX' --wrt 'LATEX': the verdict on the answer that the cell holds.

    Options: --hints 0..3, --lang en|zh, --assignment ID; for a loss those of `gradproof check`: --where, --declare, --assume, --target.
    """
    options = _Options(prog="%%answer", add_help=False)
    options.add_argument("part", metavar="PART", nargs="?")
    options.add_argument("--hints", type=int, choices=range(4), default=3)
    options.add_argument("--lang", choices=("en", "zh"), default=language())
    options.add_argument("--assignment", default=DEFAULT)
    add_statement(options)
    try:
        told = options.parse_args(shlex.split(line))
        verdict = _judged(told, cell.rstrip("\n"))
    except (ValueError, KeyError, UsageError) as error:  # ValueError: a quote that is not closed
        options.error(str(error.args[0]))
    return Answered(verdict, told.lang, told.hints)


def _judged(told: argparse.Namespace, latex: str) -> Verdict:
    if given(told):
        from proofs.statements import check_statement

        return check_statement(stated(told), latex)
    if told.part is None:
        raise UsageError("name a PART, or give --loss and --wrt")
    from proofs.verify import check

    return check(told.part, latex, assignment=told.assignment)


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext gradproof` calls: it registers the cell magic."""
    shell.register_magic_function(answer, "cell", "answer")
