"""TABLE of the formats of a report on documents: name → the module whose `render(documents, lang)` makes it.

`documents` are records as `gradproof verify --format json` prints them. `text` is not here: it needs the author's lines.
"""

import importlib
from collections.abc import Sequence
from typing import Any

MODULES = {
    "json": "proofs.report.json",
    "html": "proofs.report.page",
    "csv": "proofs.report.spreadsheet",
    "junit": "proofs.report.junit",
    "github": "proofs.report.github",
    "sarif": "proofs.report.sarif",
    "gradescope": "proofs.report.gradescope",
}


def render(name: str, documents: Sequence[dict[str, Any]], lang: str = "en") -> str:
    """The documents in that format.

    >>> render("github", [{"file": "a.md", "answers": [], "error": "a.md: no such file"}])
    '::error file=a.md,title=gradproof::a.md: no such file\\n'
    """
    made: str = importlib.import_module(MODULES[name]).render(documents, lang)
    return made
