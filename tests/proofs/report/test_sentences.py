"""No sentence stands in a catalogue that nothing tells."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[3]
MADE = ("bracket-", "kind-", "value-")
"""Beginnings of codes that are put together where they are told."""


def catalogues() -> list[Path]:
    """The files of sentences."""
    return [
        *(ROOT / "proofs/report").glob("wording*.py"),
        *(ROOT / "proofs").rglob("messages/*.py"),
        ROOT / "proofs/harness/gradient/messages.py",
    ]


def codes(path: Path) -> set[str]:
    """What sentences in both languages are kept under in a file."""
    return {
        key.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and isinstance(value, ast.Tuple)
    }


def test_every_sentence_is_told_somewhere():
    files = catalogues()
    told = "".join(
        path.read_text("utf-8")
        for package in ("derive", "proofs", "gradproof")
        for path in (ROOT / package).rglob("*.py")
        if path not in files
    ).replace("'", '"')
    found = {code: path for path in files for code in codes(path)}
    assert len(found) > 300
    unsaid = {
        code
        for code, path in found.items()
        if f'"{code}"' not in told and not code.startswith(MADE) and path.read_text("utf-8").count(f'"{code}"') < 2
    }
    assert unsaid == set()
