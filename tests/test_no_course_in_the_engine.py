"""The engine knows no course: part ids, loss names, letters and sizes of the first assignment stand in its data and its folders only.

Looked at are the strings of the code, docstrings left out. What is not yet free of them is listed here, file by file or folder by
folder, each with what it holds; a file that becomes free of them must leave the list.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COURSE = tomllib.loads((ROOT / "derive" / "assignments" / "cs224n-a2.toml").read_text("utf8"))
FOLDERS = ("derive/assignments", "derive/courses", "proofs/courses")
"""Where courses live."""

IDS = {part["id"] for part in COURSE["parts"]}
IDS = {name for name in IDS | {name.rsplit(".", 1)[0] for name in IDS} if len(name) > 1}
FUNCTIONS = {"sigmoid", "relu", "leaky_relu"}
"""Losses of the assignment that are functions everybody knows."""
LOSSES = set(COURSE["losses"]) - FUNCTIONS
SIZES = {"V", "K", "±m"}
LETTERS = {name for name, shape in COURSE["symbols"].items() if shape != ["1", "1"]} | {"v_c", "u_o", "u_w", "w_t"}

MEMORY = "C is NumPy's word for an order in memory"
LETTERS_OF_SIZES = "the letter of an index that has none, by the usual name of the size that it runs over"
WAITING = {
    "derive/indexing.py": LETTERS_OF_SIZES,
    "derive/lowering": "a notation's sizes V, K and ±m are what index maps and windows are told by",
    "derive/statement.py": "names for sizes that nothing names, in the order of use",
    "proofs/harness/cases.py": MEMORY,
    "proofs/harness/gradient/witness.py": MEMORY,
    "proofs/commands/train.py": "the options of the trainer",
    "proofs/coq/agreement.py": "sizes at which a certificate is compared with the answer: small, and d by its name",
    "proofs/coq/entries.py": LETTERS_OF_SIZES,
}
"""What still holds letters or sizes of the first assignment, and why."""
NAMED = {
    "derive/reading/sets.py": "a word of English for the words around the centre",
    "derive/problem.py": "a window is a kind of index map here",
    "derive/rules.py": "the sign of a rule",
    "proofs/answers/account.py": "a word of English that changes a formula",
    "proofs/commands/train.py": "the options of the trainer",
}
"""What still holds a word that is the name of one of its losses."""


def strings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The strings of a module that are no docstrings, with their lines."""
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    told = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, holders)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value, node.lineno


def found(words: set[str]) -> dict[str, list[str]]:
    """Where some words stand in the code: file → "word (line)"."""
    places: dict[str, list[str]] = {}
    for package in ("derive", "proofs"):
        for file in sorted((ROOT / package).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if not name.startswith(FOLDERS):
                hits = [
                    f"{word} (line {line})"
                    for word, line in strings(ast.parse(file.read_text("utf8")))
                    if word in words
                ]
                if hits:
                    places[name] = hits
    return places


def outside(places: dict[str, list[str]], waiting: dict[str, str]) -> dict[str, list[str]]:
    """Those that no entry of a list covers."""
    return {
        name: hits
        for name, hits in places.items()
        if not any(name == each or name.startswith(f"{each}/") for each in waiting)
    }


def test_no_part_of_a_course_is_named_in_the_engine():
    assert found(IDS) == {}


@pytest.mark.parametrize(
    ("words", "waiting"), [(LOSSES, NAMED), (SIZES | LETTERS, WAITING)], ids=["losses", "letters and sizes"]
)
def test_no_new_file_of_the_engine_speaks_the_language_of_a_course(words, waiting):
    assert outside(found(words), waiting) == {}


@pytest.mark.parametrize(
    ("words", "waiting"), [(LOSSES, NAMED), (SIZES | LETTERS, WAITING)], ids=["losses", "letters and sizes"]
)
def test_what_waits_is_listed_only_as_long_as_it_waits(words, waiting):
    places = found(words)
    assert [each for each in waiting if not any(name == each or name.startswith(f"{each}/") for name in places)] == []


def test_a_name_of_a_course_would_be_seen():
    tree = ast.parse('"""b.1 stands in a docstring."""\ndef f():\n    "and here b.1"\n    return g("b.1", x="V")\n')
    assert [word for word, _ in strings(tree)] == ["b.1", "V"]
