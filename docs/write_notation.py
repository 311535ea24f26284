"""Writes docs/notation.markdown, the notations that answers are read in, from the table that the tests run.

    python docs/write_notation.py

Each row of `tests/proofs/answers/answers_table.py` is an answer that is accepted beside one that is refused, so what this page lists is read.
"""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

PAGE = Path(__file__).with_name("notation.markdown")
TABLE = Path(__file__).parents[1] / "tests" / "proofs" / "answers" / "answers_table.py"
TITLES = {
    "TRANSPOSES": "Transposes",
    "BOLD": "Fonts",
    "HATS": "ŷ",
    "DERIVATIVES": "Derivatives",
    "SUMS": "Sums",
    "PROBABILITIES": "Probabilities and expectations",
    "FUNCTIONS": "Functions",
    "CONDITIONS": "Conditions",
    "DEFINITIONS": "Definitions of one's own",
    "STEPS": "Chains of steps",
    "UNICODE": "Unicode and plain text",
    "CASES": "Cases",
    "DOTS": "Dots",
    "SAMPLES": "Negative samples",
    "WINDOWS": "Windows",
    "ROWS_OF_U": "Outside vectors as rows",
    "IDENTITIES": "Identities and conditions for zero",
    "TARGETS": "What the left side names",
}
"""Headings, by the tuples of the table."""


STATEMENTS = Path(__file__).parents[1] / "tests" / "proofs" / "statements"
LOSSES = {
    "test_functions": "Losses of one's own: functions",
    "test_greatest": "Losses of one's own: the greatest and the least",
    "test_index_arithmetic": "Losses of one's own: index arithmetic",
    "test_losses_of_papers": "Losses of one's own: as papers write them",
}
"""Headings, by the tables of losses with right answers and wrong ones."""


def table(path: Path = TABLE) -> ModuleType:
    """A table of the tests."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def cell(text: str) -> str:
    """A formula inside a cell of a Markdown table, as code on one line."""
    return "`" + " ".join(text.split()).replace("|", "\\|").replace("`", "'") + "`"


def page() -> str:
    """The text of the page."""
    rows = table()
    lines = [
        "# Notations that are read",
        "",
        "Written from the table of the tests by `python docs/write_notation.py`: each of these answers is accepted, and a wrong sibling of each is refused.",
        "What is not understood is told with its place, and is never taken for right.",
    ]
    for name, title in TITLES.items():
        lines += ["", f"## {title}", "", "| | part | accepted |", "| --- | --- | --- |"]
        lines += [f"| {row.notation} | {row.part} | {cell(row.right)} |" for row in getattr(rows, name)]
    for name, title in LOSSES.items():
        lines += ["", f"## {title}", "", "| loss | by | accepted |", "| --- | --- | --- |"]
        for loss, by, right in losses(name):
            lines += [f"| {cell(loss)} | {cell(by)} | {cell(right)} |"]
    return "\n".join(lines) + "\n"


def losses(name: str) -> Iterator[tuple[str, str, str]]:
    """Each loss of a table with its variable and an answer that is accepted."""
    rows = table(STATEMENTS / f"{name}.py").ROWS
    for row in rows.values() if isinstance(rows, dict) else rows:
        answers = next(each for each in row[2:] if isinstance(each, list))
        if answers:
            yield row[0], row[1], answers[0]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf8")
