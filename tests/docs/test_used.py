"""Whatever a module defines is referred to: by another module, by its own, by the documentation or by a benchmark; tests alone are not enough."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("derive", "gradproof", "numeric", "proofs")
FOUND = re.compile(r"pytest_\w+|_")
"""Names that others look for: those of pytest's hooks, and the name of what needs none."""


def defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The functions, classes and constants of a module; a decorator may have put a function where it is used."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            if isinstance(node, ast.ClassDef) or not node.decorator_list:
                yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (
                (each.id, node) for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)
            )


def named(node: ast.AST) -> Iterator[str]:
    """The names that a piece of program reads; in strings too: types in quotes, names by which something is loaded, docstrings."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            yield each.id
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield from re.findall(r"\w+", each.value)


def taken(tree: ast.AST) -> Iterator[str]:
    """The names that a module takes from others: imported, or asked of an object or a module, or told by a string such as "module:name"."""
    for each in ast.walk(tree):
        if isinstance(each, ast.ImportFrom):
            yield from (alias.name for alias in each.names)
        elif isinstance(each, ast.Attribute):
            yield each.attr
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and re.fullmatch(r"[\w.]+:\w+", each.value):
            yield each.value.partition(":")[2]


def unused(tree: ast.Module, elsewhere: set[str]) -> list[str]:
    """What a module defines and nothing refers to."""
    read = [(node, set(named(node))) for node in tree.body]
    found = []
    for name, node in defined(tree):
        if name in elsewhere or FOUND.fullmatch(name) or name.startswith("__"):
            continue
        own = isinstance(node, ast.Assign | ast.AnnAssign)
        if not any(name in names for other, names in read if other is not node or own):
            found.append(name)
    return found


def test_what_nothing_refers_to_is_seen():
    program = 'A = 1\nB: int = A\ndef f(): ...\ndef g(): return f()\nclass C: ...\n"""Of C."""\n@put\ndef h(): ...'
    assert unused(ast.parse(program), set()) == ["B", "g"]
    assert unused(ast.parse(program), {"B"}) == ["g"]


def test_everything_is_referred_to():
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.m*"), *ROOT.glob("benchmarks/*.py"), *ROOT.glob("docs/*.py")]
    told = {word for page in pages for word in re.findall(r"\w+", page.read_text("utf-8"))}
    trees = {
        path: ast.parse(path.read_text("utf-8")) for package in PACKAGES for path in (ROOT / package).rglob("*.py")
    }
    elsewhere = told | {name for tree in trees.values() for name in taken(tree)}
    assert {
        str(path.relative_to(ROOT)): found for path, tree in trees.items() if (found := unused(tree, elsewhere))
    } == {}
