"""Every sentence that the reader may say is told in Chinese too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gradproof import check
from proofs.report.json import record
from proofs.report.wording_of_reading import READING, in_chinese

ROOT = Path(__file__).parents[3]
RAISED = {"ReadingError", "ShapeError", "fail", "__init__"}
"""What raises a sentence of the reader; its strings are what was found and what was expected, or `message` holds it."""
FILES = [
    *(each for each in (ROOT / "derive").rglob("*.py") if "compiling" not in each.parts),
    *(ROOT / "proofs/answers").rglob("*.py"),
    *(ROOT / "proofs/statements").rglob("*.py"),
]


def template(node: ast.expr) -> Iterator[str]:
    """The sentences that an argument may be, {} for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
    elif isinstance(node, ast.IfExp):
        yield from template(node.body)
        yield from template(node.orelse)


def sentences() -> set[str]:
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and [getattr(each, "id", "") for each in node.targets] == ["message"]:
                found |= set(template(node.value))
            elif isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                found |= {each for argument in node.args for each in template(argument)} if name in RAISED else set()
    return {each for each in found if in_words(each)}


def in_words(said: str) -> bool:
    """Whether a sentence is in English, and no formula alone."""
    return bool(re.search(r"[a-z]{3} [a-z]", re.sub(r"\\[A-Za-z]+|\(.*?\)", "", said)))


def test_every_sentence_of_the_reader_has_a_row():
    missing = sorted(each for each in sentences() if each not in READING)
    assert missing == []


def test_every_row_has_as_many_places_in_both_languages():
    assert [each for each, chinese in READING.items() if each.count("{}") != chinese.count("{}")] == []


def test_the_collection_sees_the_reader():
    assert len(sentences()) > 200
    assert "the index {} is not bound here" in sentences()


@pytest.mark.parametrize(
    ("said", "chinese"),
    [
        ("the index q is not bound here", "下标 q 在此处没有约束"),
        ("one case is a scalar, another a d × 1 column", "一种情形是标量，另一种是d × 1 列向量"),
        ("no such sentence", "no such sentence"),
    ],
)
def test_what_is_filled_in_is_told_too(said, chinese):
    assert in_chinese(said) == chinese


@pytest.mark.parametrize(
    "answer",
    [
        r"$\frac{\partial J}{\partial v_c} = \sum_{w=1}^{q} \hat y_w u_w$",
        r"$\frac{\partial J}{\partial v_c} = \hat y - y$",
        r"$\frac{\partial J}{\partial v_c} = U(\hat y - y$ and $)$",
        r"$\frac{\partial J}{\partial v_c} = U(\hat y - v_c)$",
    ],
)
def test_a_chinese_report_speaks_chinese(answer):
    message = record(check("b.1", answer), "zh", 3)["message"]
    assert re.search("[一-鿿]", message)
    assert not in_words(re.sub(r"“.*?”", "", message))
