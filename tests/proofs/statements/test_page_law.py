"""A change of the page that changes what an answer says changes its verdict, wherever the answer stands; one that does not, does not."""

import importlib.util
import sys
from pathlib import Path

import pytest

from derive.tasks import labels
from proofs.documents import read
from proofs.verify import verify_document

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"
_spec = importlib.util.spec_from_file_location("benchmark_page", BENCHMARKS / "page.py")
assert _spec is not None
page = importlib.util.module_from_spec(_spec)
sys.modules["benchmark_page"] = page
assert _spec.loader is not None
_spec.loader.exec_module(page)

ASSIGNMENT = r"""
id = "fit"
title = "Least squares"
declare = ["A: r x c", "z: c", "b: r"]

[[parts]]
id = "fit.z"
loss = '\frac12 (A z - b)^\top (A z - b)'
wrt = "z"

[[parts]]
id = "fit.A"
loss = '\frac12 (A z - b)^\top (A z - b)'
wrt = "A"
"""
ANSWER = r"$\frac{\partial J}{\partial z} = A^\top (A z - b)$"
OTHER = r"$\frac{\partial J}{\partial A} = (A z - b) z^\top$"
PLACES = {
    "under its label": lambda answer: f"## fit.z\n\n{answer}\n",
    "without a label": lambda answer: f"{answer}\n",
    "before another": lambda answer: f"## fit\n\n{answer}\n\n{OTHER}.\n",
    "behind another": lambda answer: f"## fit\n\n{OTHER}. {answer}\n",
    "before another in its sentence": lambda answer: f"## fit\n\n{answer} and {OTHER}.\n",
    "behind another in its sentence": lambda answer: f"## fit\n\n{OTHER} and {answer}\n",
    "between paragraphs": lambda answer: f"## fit\n\n{OTHER}.\n\n{answer}\n\nThat is all.\n",
    "in a list": lambda answer: f"## fit\n\n- {OTHER}\n- {answer}\n",
    "first in a list": lambda answer: f"## fit\n\n- {answer}\n- {OTHER}\n",
}
NO_COMMENT = {"a TeX comment"}
"""In Markdown a % is one."""
LABELS = {"answer", "answer in bold", "solution", "a letter", "a number", "解"}
"""Labels of answers: with them what stands before is a question."""


@pytest.fixture
def word(tmp_path):
    """The word that the answer gets on a page."""
    file = tmp_path / "fit.toml"
    file.write_text(ASSIGNMENT, encoding="utf8")

    def of(text):
        document = tmp_path / "page.md"
        document.write_text(text, encoding="utf8")
        found = verify_document(read(document, labels(str(file))), assignment=str(file))
        return next((each for each in found if each.part == "fit.z"), None)

    return of


@pytest.mark.parametrize("place", PLACES)
def test_what_is_changed_is_not_accepted(word, place):
    kept = []
    for kind, change in page.CHANGED.items():
        text = change(ANSWER)
        found = word(PLACES[place](text)) if text is not None and kind not in NO_COMMENT else None
        if found is not None and found.accepted:
            kept.append(kind)
    assert kept == []


@pytest.mark.parametrize("place", PLACES)
def test_what_says_nothing_changes_nothing(word, place):
    lost = []
    for kind, change in page.INERT.items():
        text = change(ANSWER)
        if text is None or (kind in LABELS and "another" in place) or (kind in LABELS and "list" in place):
            continue
        found = word(PLACES[place](text))
        if found is None or not found.accepted:
            lost.append(kind)
    assert lost == []
