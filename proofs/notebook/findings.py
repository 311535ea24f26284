"""The report of a program as HTML and LaTeX: each fault with the smallest input that shows it, set as matrices."""

from html import escape
from typing import TYPE_CHECKING, Any

from proofs.harness.report import WORDS, figures, not_tested
from proofs.report.fields import SIGNS
from proofs.report.matrices import matrix
from proofs.report.style import SHEET

if TYPE_CHECKING:
    from proofs.harness.findings import Finding, Report

STYLE = (
    SHEET + ".gradproof pre { background: var(--wash); padding: .5rem .8rem; border-radius: 4px; overflow-x: auto; }"
)


def report_html(report: "Report", lang: str) -> str:
    """A report as an article element, errors first."""
    group = "refused" if report.errors else "other" if report.warnings else "accepted"
    found = "".join(_finding(each, lang) for each in (*report.errors, *report.warnings))
    clean = "" if found else f"<p>{WORDS[lang]['clean']}</p>"
    rest = "".join(f"<p>{escape(line)}</p>" for line in not_tested(report, lang))
    return (
        f'<div class="gradproof"><style>{STYLE}</style><article class="{group}"><header><span class="sign">{SIGNS[group]}</span> '
        f'<b class="part">{escape(report.module)}</b></header>{found}{clean}{rest}'
        f'<p class="where">{escape(figures(report, lang))}</p></article></div>'
    )


def _finding(finding: "Finding", lang: str) -> str:
    words = WORDS[lang]
    group = "refused" if finding.severity == "error" else "other"
    made = (
        f'<section class="{group}"><h4><span class="sign">{escape(words[finding.severity])}</span> '
        f"<code>{escape(finding.function)}</code> · {escape(finding.bug)}</h4><p>{escape(finding.message)}</p>"
    )
    if finding.example is not None:
        values = "".join(f"<span>{_value(name, value)}</span>" for name, value in finding.example.items())
        made += f'<p class="where">{words["input"]}</p><div class="values">{values}</div>'
        if finding.expected is not None or finding.got is not None:
            rows = "".join(
                f'<tr><th scope="row">{words[key]}</th><td class="scroll">{_outcome(value)}</td></tr>'
                for key, value in (("expected", finding.expected), ("got", finding.got))
            )
            made += f'<table class="two"><tbody>{rows}</tbody></table>'
    if finding.snippet and finding.severity == "error":
        made += f"<details><summary>{words['reproduce']}</summary><pre>{escape(finding.snippet)}</pre></details>"
    return made + "</section>"


def _value(name: str, value: Any) -> str:
    """An argument by its name in the program, with its value."""
    if _is_numeric(value):
        return matrix(value, f"<mtext>{escape(name)}</mtext><mo>=</mo>")
    return f"<code>{escape(name)} = {escape(str(value))}</code>"


def _outcome(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(f"<span>{_value(str(name), each)}</span> " for name, each in value.items())
    return matrix(value) if _is_numeric(value) else f"<code>{escape(str(value))}</code>"


def _is_numeric(value: Any) -> bool:
    """Whether a value is a number, a vector or a matrix."""
    if isinstance(value, list | tuple):
        depth_one = all(isinstance(each, int | float) for each in value)
        return bool(value) and (depth_one or all(isinstance(row, list | tuple) and _is_numeric(row) for row in value))
    return isinstance(value, int | float) and not isinstance(value, bool)


ESCAPES = str.maketrans({"_": r"\_", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "{": r"\{", "}": r"\}", "\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"})  # fmt: skip


def report_latex(report: "Report", lang: str) -> str:
    """A report as an itemize environment, for notebooks that become a PDF."""
    rows = [
        f"\\item \\texttt{{{each.function.translate(ESCAPES)}}}: {each.message.translate(ESCAPES)}"
        for each in (*report.errors, *report.warnings)
    ] or [f"\\item {WORDS[lang]['clean']}"]
    head = f"\\textbf{{{report.module.translate(ESCAPES)}}}"
    return "\n".join([head, r"\begin{itemize}", *rows, r"\end{itemize}", figures(report, lang).translate(ESCAPES)])
