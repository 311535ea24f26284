"""Published homework that lies beside the project, where it does: every labelled answer stands in a block that is no question."""

import csv
import json
import re
from pathlib import Path

import pytest

from proofs.documents import read

FIELD = Path(__file__).resolve().parents[4] / "shared" / "field"
HOMEWORK = FIELD.parent / "assignment" / "word2vec_homework_zh.md"
LEAST_INSIDE = 0.95


def bare(text: str) -> str:
    """Text without white space, quote marks, comments and labels."""
    text = re.sub(r"(?m)(?<!\\)%.*$", "", text)
    return re.sub(r"\\label\{[^}]*\}|\\item|\\color\{red\}|[\s>~]+", "", text)


@pytest.mark.skipif(not FIELD.is_dir(), reason="the published answers do not lie beside the project")
def test_labelled_answers_stand_in_blocks_that_are_no_question():
    labels = {r["id"]: r for r in map(json.loads, (FIELD / "answers.jsonl").read_text("utf-8").splitlines())}
    inside = total = 0
    for row in csv.DictReader((FIELD / "documents" / "documents.tsv").open(encoding="utf-8"), delimiter="\t"):
        blocks = [bare(b.text) for b in read(FIELD / "documents" / row["file"]).blocks if b.role != "question"]
        for name in row["answers"].split():
            total += 1
            inside += any(bare(labels[name]["latex"]) in block for block in blocks)
    assert inside >= LEAST_INSIDE * total


@pytest.mark.skipif(not HOMEWORK.is_file(), reason="the Chinese homework does not lie beside the project")
def test_the_chinese_homework():
    answers = [b for b in read(HOMEWORK).blocks if b.role != "question"]
    assert [b.hint for b in answers] == [
        "a",
        "b.1",
        "b.2",
        "b.3",
        "b.4",
        "c",
        "d",
        "e",
        "f",
        "g.1",
        "g.2",
        "g.3",
        "h",
        "i",
    ]
    assert [b.role for b in answers] == ["answer" if b.hint != "b.1" else "unmarked" for b in answers]
