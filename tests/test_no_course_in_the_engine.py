"""The engine knows no course: part ids, loss names, letters and sizes of the first assignment stand in its data and its folders only.

Looked at are the strings of the code, docstrings left out. What is not yet free of them is listed here, file by file or folder by
folder, each with what it holds, and so is what means something else by the same word; a file that becomes free of them must leave the list.
"""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from derive.declarations import Declarations

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
LETTERS = {each.whole for each in Declarations.read(COURSE["declare"]) if each.whole} | {"v_c", "u_o", "u_w", "w_t"}

WAITING = {
    "derive/indexing.py": "the letter of an index that has none, by the usual name of the size that it runs over: w of V, s of K, i of d",
}
"""What still holds letters or sizes of the first assignment, and why."""
MEANT_OTHERWISE = {
    ("proofs/report/json.py", "U"): "a key of every record, which scripts of others read",
    ("derive/stating.py", "V"): "a name for a size that nothing names",
    ("derive/stating.py", "C"): "a name for a size that nothing names",
    ("derive/problem.py", "window"): "a kind of index map",
    ("derive/reading/sets.py", "window"): "a word of English for the words around the centre",
    ("derive/rules.py", "negative"): "the sign of a rule",
    ("derive/words/saying.py", "C"): "the sign for a condition in a phrase",
    ("derive/words/worded_cases.py", "negative"): "a word of English for x < 0",
    ("derive/words/english.py", "negative"): "a word of English that turns a formula round",
    ("proofs/answers/account/objections.py", "negative"): "a word of English that changes a formula",
    ("proofs/answers/account/differentiated.py", "negative"): "a word of English that changes a loss",
    ("proofs/commands/train.py", "K"): "an option of the trainer",
    ("proofs/commands/train.py", "window"): "an option of the trainer",
    ("proofs/harness/cases.py", "C"): "NumPy's word for an order in memory",
    ("proofs/harness/gradient/witness.py", "C"): "NumPy's word for an order in memory",
}
"""Where such a word is none of the assignment's."""


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
    """Where some words stand in the code and mean what the assignment means: file → "word (line)"."""
    places: dict[str, list[str]] = {}
    for package in ("derive", "proofs"):
        for file in sorted((ROOT / package).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if not name.startswith(FOLDERS):
                hits = [
                    f"{word} (line {line})"
                    for word, line in strings(ast.parse(file.read_text("utf8")))
                    if word in words and (name, word) not in MEANT_OTHERWISE
                ]
                if hits:
                    places[name] = hits
    return places


def test_no_part_of_a_course_is_named_in_the_engine():
    assert found(IDS) == {}


def test_no_new_file_of_the_engine_speaks_the_language_of_a_course():
    places = found(LOSSES | SIZES | LETTERS)
    assert {name: hits for name, hits in places.items() if not name.startswith(tuple(WAITING))} == {}


def test_what_is_listed_is_listed_only_as_long_as_it_is_there():
    places = found(LOSSES | SIZES | LETTERS)
    assert [each for each in WAITING if not any(name.startswith(each) for name in places)] == []
    files = {file: ast.parse((ROOT / file).read_text("utf8")) for file, _ in MEANT_OTHERWISE}
    assert [each for each in MEANT_OTHERWISE if each[1] not in dict(strings(files[each[0]]))] == []


def test_a_name_of_a_course_would_be_seen():
    tree = ast.parse('"""b.1 stands in a docstring."""\ndef f():\n    "and here b.1"\n    return g("b.1", x="V")\n')
    assert [word for word, _ in strings(tree)] == ["b.1", "V"]
