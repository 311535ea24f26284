r"""Rows of tables and lists as the sentences that they stand for: `| $y$ | the label |` says "$y$ is the label".

A row of notation gives a symbol and what it means, in a table, a list, a glossary or the head of a file. A row of results gives a part, or a
derivative, and a value. A row of marks gives a part and its points.

>>> sentences("| symbol | meaning |\n|---|---|\n| $y$ | the label |")
['$y$ is the label.']
>>> sentences("- $y$: prediction\n- $J$: $-p$")
['$y$ is the prediction.', '$J = -p$.']
>>> [(row.parts, row.value) for row in results("Short answers: (b)(i) $U y$; (f) $0$")]
[(('b.1',), '$U y$'), (('f',), '$0$')]
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.words.overruling import parts_named
from derive.words.pages import COLUMNS, COMMENTED, EXPLAINED, EXPLAINED_ZH, FORMULA, NO_MARK, SYMBOL, VALUE, described
from proofs.documents.page import Span

_ALONE = re.compile(rf"\s*[*_`]*({FORMULA})[*_`]*\s*")
RULE = re.compile(r"[\s:|\-=]*-[\s:|\-=]*")
"""The line of a Markdown table below its head."""
_ENTRY = re.compile(
    rf"^[ \t>]*(?:(?:[-*+•]|\d+[.)]|\\item(?=[\s$]))[ \t]*)?[*_`]*(?P<what>{SYMBOL})[*_`]*[ \t]*(?::|：|--+|—|–|=>|(?<=\$)[ \t]*=)[ \t]*(?P<value>\S[^\n]*)$",
    re.MULTILINE,
)
_ITEM = re.compile(r"\\item\s*\[\s*(?P<what>\$[^$]+\$)\s*\]\s*(?P<value>[^\\\n]+)")
_GLOSSARY = re.compile(
    r"\\newglossaryentry\s*\{[^{}]*\}\s*\{\s*name\s*=\s*\{?(?P<what>\$[^$]+\$)\}?\s*,\s*description\s*=\s*\{(?P<value>[^{}]+)\}"
)
_TURNED = re.compile(
    rf"(?:^|[:：;；,，.]|\n)[ \t]*(?P<value>[A-Za-z\u4e00-\u9fff][\w \u4e00-\u9fff-]{{1,40}}?)[ \t]*(?:=|:|：)[ \t]*(?P<what>{FORMULA})(?=\s*(?:[;；,，.。]|$))",
    re.MULTILINE,
)
_SHORT = re.compile(
    rf"(?<![A-Za-z\d])[(（]?(?P<label>[a-i])[)）](?:\s*[(（]?(?P<sub>iv|i{{1,3}}|[1-4])[)）])?[*_]*\s*[:：]?[*_]*\s*(?P<value>{FORMULA})"
)
_DERIVATIVE = re.compile(r"\\partial|\\nabla|∂|∇|'")


@dataclass(frozen=True, slots=True)
class Result:
    """A value that a row gives for parts, or for the derivative on its left."""

    parts: tuple[str, ...]
    value: str
    left: str = ""


def table_rows(text: str) -> Iterator[tuple[str, ...]]:
    """The rows of the tables in a text, Markdown's and LaTeX's, cell by cell; no heads and no rules."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        head = "$" not in line and at + 1 < len(lines) and RULE.fullmatch(lines[at + 1]) and "|" in lines[at + 1]
        if "|" in line and not head and not RULE.fullmatch(line):
            cells = _cells(line.strip().strip("|"), "|")
            if len(cells) > 1 and (line.strip().startswith("|") or any(RULE.fullmatch(each) for each in lines[:at])):
                yield cells
    for found in re.finditer(
        r"\\begin\s*\{(tabular|tabularx|longtable|array)\*?\}(?:\s*\{[^{}]*\})*(.*?)\\end\s*\{\1", text, re.DOTALL
    ):
        for row in re.split(r"\\\\", found[2]):
            cells = _cells(re.sub(r"\\(?:hline|toprule|midrule|bottomrule|cline\s*\{[^{}]*\})", " ", row), "&")
            if len(cells) > 1:
                yield cells


def bars(line: str, sign: str) -> list[int]:
    """Where the signs stand between the cells of a row; one inside of a formula parts none."""
    masked = re.sub(FORMULA, lambda found: "·" * len(found[0]), line).replace(f"\\{sign}", "··")
    return [k for k, each in enumerate(masked) if each == sign]


def cells(line: str, sign: str) -> list[Span]:
    """Where the cells of a row stand."""
    cuts = [-1, *bars(line, sign), len(line)]
    return [(a + 1, b) for a, b in itertools.pairwise(cuts)]


def _cells(line: str, sign: str) -> tuple[str, ...]:
    """The cells of a row."""
    return tuple(line[slice(*each)].strip() for each in cells(line, sign))


def sentences(text: str) -> list[str]:
    """What the rows of notation in a text say, a sentence a row."""
    found = []
    for cells in table_rows(text):
        symbols = [cell for cell in cells if _ALONE.fullmatch(cell)]
        if symbols and not any(parts_named(cell) for cell in cells):
            found += [_said(symbols[0], each) for each in cells if each is not symbols[0] and each]
    for pattern in (_ENTRY, _ITEM, _GLOSSARY, _TURNED, EXPLAINED_ZH, EXPLAINED):
        found += [_said(each["what"], each["value"]) for each in pattern.finditer(text)]
    found += [
        _said(each["what"] or each["what_zh"], each["value"] or each["value_zh"]) for each in COLUMNS.finditer(text)
    ]
    return found


def without_rows(text: str) -> str:
    """A text without its tables of notation, which `sentences` reads."""
    lines = text.split("\n")
    ruled = [at for at, line in enumerate(lines) if "|" in line and RULE.fullmatch(line)]
    taken: set[int] = set()
    for at in ruled:
        end = next((k for k in range(at + 1, len(lines)) if "|" not in lines[k]), len(lines))
        if sentences("\n".join(lines[max(at - 1, 0) : end])):
            taken |= set(range(at - 1, end))
    return "\n".join(line for at, line in enumerate(lines) if at not in taken)


def glossary(source: str) -> list[str]:
    """What the lists of symbols of a file say: descriptions, entries of a glossary, comments of a program."""
    patterns = (_ITEM, _GLOSSARY, COMMENTED)
    return [_said(each["what"], each["value"]) for pattern in patterns for each in pattern.finditer(source)]


def _said(what: str, value: str) -> str:
    what, value = what.strip(" *_`"), value.strip(" .;,。；，*`|")
    alone = _ALONE.fullmatch(what)
    what = (
        alone[1].strip("$")
        if alone
        else {
            "ŷ": r"\hat y",
            "yhat": r"\hat y",
            "y_hat": r"\hat y",
            "σ": r"\sigma",
            "sigma": r"\sigma",
            "loss": "J",
        }.get(what, what)
    )
    formula = _ALONE.fullmatch(value)
    if formula:
        return f"${what} = {formula[1].strip('$')}$."
    return described(f"${what}$", value)


def results(text: str) -> Iterator[Result]:
    """The values that the rows of a text, and its short lists of answers, give for parts or for derivatives."""
    for cells in table_rows(text):
        parts = tuple(part for cell in cells[:2] for part in _named(cell))
        formulas = [found[1] for found in map(VALUE.fullmatch, cells) if found]
        if parts and formulas:
            yield from (Result(parts, each) for each in formulas)
        elif len(formulas) == 2 and _DERIVATIVE.search(formulas[0]):
            yield Result((), formulas[1], formulas[0])
    for found in _ENTRY.finditer(text):
        value = VALUE.fullmatch(found["value"])
        if value and _DERIVATIVE.search(found["what"]):
            yield Result((), value[1], found["what"])
    for found in _SHORT.finditer(text):
        named = parts_named(f"({found['label']})" + (f"({found['sub']})" if found["sub"] else ""))
        yield Result(named, found["value"])


def _named(cell: str) -> tuple[str, ...]:
    """The parts that a cell names; there a letter may stand by itself."""
    bare = re.fullmatch(r"[*_\s]*([a-i])(?:[. ]?(iv|i{1,3}|[1-4]))?[*_\s.:)]*", cell)
    return parts_named(f"({bare[1]})" + (f"({bare[2]})" if bare[2] else "") if bare else cell)


def without_points(text: str) -> list[tuple[str, str]]:
    """The parts to which the rows of a text give no points, each with its row."""
    rows = [cells for cells in table_rows(text) if any(map(NO_MARK.fullmatch, cells[1:]))]
    return [(part, " | ".join(cells)) for cells in rows for part in _named(cells[0])]
