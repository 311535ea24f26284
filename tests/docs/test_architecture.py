"""The structure that docs/architecture.md tells of: what it names is there, its picture is of today, no two files import each other."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
PACKAGES = ("derive", "gradproof", "numeric", "proofs")


def modules() -> dict[str, Path]:
    """Every module of the four packages by its dotted name."""
    files = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in files}


def imported(tree: ast.AST, known: set[str]) -> set[str]:
    """The modules of the house that a module imports, inside of functions too, but not those for types alone."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            parts = {f"{node.module}.{each.name}" for each in node.names}
            found |= parts & known or {node.module} & known
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names} & known
        else:
            found |= imported(node, known)
    return found


def graph() -> dict[str, set[str]]:
    """Which modules each module imports."""
    known = modules()
    return {name: imported(ast.parse(path.read_text("utf-8")), set(known)) - {name} for name, path in known.items()}


def circles(edges: dict[str, set[str]]) -> list[set[str]]:
    """The sets of modules of which each reaches every other."""
    reached: dict[str, set[str]] = {}
    for start, first in edges.items():
        seen, todo = set(), list(first)
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo += edges[name]
        reached[start] = seen
    return [{name, *(o for o in reached[name] if name in reached[o])} for name in edges if name in reached[name]]


def test_no_file_imports_one_that_imports_it():
    assert circles(graph()) == []


TWO_MEANINGS = {
    "written and drawn": {"Big", "Branches"},
    "the tree and the graph of arrays": {"Node", "Piece"},
    "the parts of an assignment with a notation, and statements": {"Claim", "Definition", "Placing", "Reader"},
    "a loss and a program": {"Numbers", "Returned", "Scripted", "StatementError", "Subject", "Trial"},
    "derivations and answers": {"Chain", "Words"},
    "a document and the tree": {"Level", "Named", "Place", "Segment"},
    "one for the library, one for its face": {"Gradient", "RefusedError", "Style", "Worker"},
}
"""Names that two classes have, by the two rooms that they stand in, which no module enters both of without saying which."""


def test_no_other_two_classes_have_one_name():
    met = [
        node.name
        for name, path in modules().items()
        if not name.startswith("proofs.coq")  # it writes another language, and has its words
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert {each for each in met if met.count(each) > 1} <= set().union(*TWO_MEANINGS.values())


def test_an_import_inside_of_a_function_counts_and_one_for_types_alone_does_not():
    program = "if TYPE_CHECKING:\n    import a\nclass C:\n    def f(self):\n        from b import c\n        import d"
    assert imported(ast.parse(program), {"a", "b", "b.c", "d"}) == {"b.c", "d"}


def test_a_circle_would_be_seen():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}] * 3


@pytest.mark.parametrize(
    "named", sorted(set(re.findall(r"`((?:derive|proofs|tests|examples|docs)[\w/.]*)`", PAGE.read_text("utf-8"))))
)
def test_what_the_page_names_is_there(named):
    assert (ROOT / named).exists()


def test_the_picture_is_of_today():
    script = ROOT / "docs" / "figures" / "draw_architecture.py"
    spec = importlib.util.spec_from_file_location("draw_architecture", script)
    drawing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawing)
    assert drawing.PICTURE.read_text("utf-8") == drawing.picture()
    for _, boxes in drawing.WAYS:
        for _, where, _ in boxes:
            for place in re.findall(r"(?:derive|proofs)/[\w/.]+", where):
                assert (ROOT / place).exists(), place
