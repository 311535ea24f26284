"""A compiled function as a notebook shows it: the loss it computes, what it takes, what it gives, and its program."""

from collections.abc import Sequence
from html import escape

from derive.expression import Expression
from derive.writing.latex import latex
from derive.writing.mathml import mathml

STYLE = """
.gradproof-function pre { overflow-x: auto; } .gradproof-function td, .gradproof-function th { text-align: left !important; }
.gradproof-function tr { background: none !important; } .gradproof-function math[display="block"] { width: fit-content; }
"""


def function_html(
    name: str, loss: Expression, takes: Sequence[tuple[str, str]], wrt: Sequence[str], source: str
) -> str:
    """The signature, the formula, a row for every argument (its name, and what it is in words), and the program folded away."""
    taken, given = ", ".join(name for name, _ in takes), ", ".join(map(repr, wrt))
    signature = f"{name}({taken}) → loss, {{{given}}}"
    rows = "".join(f"<tr><td><code>{escape(name)}</code></td><td>{escape(what)}</td></tr>" for name, what in takes)
    return (
        f'<div class="gradproof-function"><style>{STYLE}</style><p><code>{escape(signature)}</code></p>'
        f"<p>{mathml(loss, display=True)}</p><table><tbody>{rows}</tbody></table>"
        f"<details><summary>NumPy</summary><pre>{escape(source)}</pre></details></div>"
    )


def function_latex(loss: Expression) -> str:
    """The loss that it computes."""
    return f"\\[{latex(loss)}\\]"
