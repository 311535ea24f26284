"""Words of prose stand in the lexicon, and no other module looks for one: whoever adds a phrase adds a row there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from derive.words.descriptions import words_of
from derive.words.inside import PROSE

ROOT = Path(__file__).resolve().parents[3]
LEXICON = ROOT / "derive" / "words"
SEARCHES = {"compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "split"}
OF_CODE = words_of("if else for in of where import with is or and not let case cases sum index wrt")
"""Words that are of programs and commands too."""


def literals(tree: ast.AST) -> Iterator[ast.Constant]:
    """The strings within patterns and lists of words."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        of_re = isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re"
        if (of_re and called.attr in SEARCHES) or (
            isinstance(called, ast.Name) and called.id in ("words_of", "Phrases")
        ):
            yield from (
                each for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def prose_in(source: str) -> list[str]:
    """The patterns of a module that look for words of prose: Chinese, or two words of English."""
    found = []
    for each in literals(ast.parse(source)):
        words = {word.lower() for word in re.findall(r"(?<![\\A-Za-z])[A-Za-z]{2,}", each.value)}
        if re.search(r"[一-鿿](?!-)(?<!-.)", each.value) or len(words & (PROSE - OF_CODE)) > 1:
            found.append(each.value)
    return found


@pytest.mark.parametrize("package", ["derive", "proofs"])
def test_no_other_module_looks_for_words(package: str):
    modules = [each for each in (ROOT / package).rglob("*.py") if LEXICON not in each.parents]
    found = {str(each.relative_to(ROOT)): prose_in(each.read_text(encoding="utf8")) for each in modules}
    assert {name: patterns for name, patterns in found.items() if patterns} == {}


def test_what_is_looked_for_is_found():
    assert prose_in('A = re.compile(r"\\b(?:that is|which equals)\\b")\nB = re.search("等于", text)') != []
    assert prose_in('A = re.compile(r"\\\\(?:begin|end)\\{[㐀-鿿]+\\}")') == []
