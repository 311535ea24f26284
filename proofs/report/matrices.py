"""Numbers, vectors and matrices of a counterexample as MathML."""

from html import escape
from typing import Any

from proofs.report.text import number
from proofs.report.typeset import formula

WIDEST = 8
"""Rows and columns of a matrix that are shown; counterexamples are small, so that more are rare."""


def named(name: str, value: Any) -> str:
    """A quantity with its value: v_c = a small column."""
    return matrix(value, f"{formula_name(name)}<mo>=</mo>")


def formula_name(name: str) -> str:
    """The name of a quantity as MathML, without the math element."""
    made = formula(name)
    return (
        made.removeprefix("<math>").removesuffix("</math>") if made.startswith("<math>") else f"<mi>{escape(name)}</mi>"
    )


def matrix(value: Any, before: str = "") -> str:
    """A number, a vector (as a column) or a matrix as a math element."""
    if not isinstance(value, list | tuple):
        return f"<math>{before}<mn>{escape(number(value))}</mn></math>"
    rows = [row if isinstance(row, list | tuple) else [row] for row in value]
    cut = [list(row[:WIDEST]) + (["…"] if len(row) > WIDEST else []) for row in rows[:WIDEST]]
    cut += [["⋮"]] if len(rows) > WIDEST else []
    table = "".join(
        "<mtr>" + "".join(f"<mtd><mn>{escape(number(each))}</mn></mtd>" for each in row) + "</mtr>" for row in cut
    )
    return f'<math>{before}<mrow><mo stretchy="true">[</mo><mtable>{table}</mtable><mo stretchy="true">]</mo></mrow></math>'
