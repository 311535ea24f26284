"""The mutation run: what it changes, and that the survivors which it knows are still there."""

import ast
import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "mutation.py"
SPEC = importlib.util.spec_from_file_location("mutation", SCRIPT)
mutation = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(mutation)


def every(program):
    """The program after each change by itself."""
    for number, _ in enumerate(mutation.changes(ast.parse(program))):
        tree = ast.parse(program)
        mutation.changed(*list(mutation.changes(tree))[number])
        yield ast.unparse(tree)


@pytest.mark.parametrize(
    ("program", "changed"),
    [
        ("a < b", {"a <= b"}),
        ("a + 1", {"a - 1", "a + 2"}),
        ("a and b", {"a or b"}),
        ("x += y", {"x -= y"}),
        ("if a:\n    b", {"if False:\n    b"}),
        ("def f():\n    return a", {"def f():\n    return None"}),
        ("f(a)", set()),
    ],
)
def test_the_changes(program, changed):
    assert set(every(program)) == changed


@pytest.mark.parametrize(("file", "what", "line"), mutation.EQUIVALENT)
def test_a_survivor_that_is_known_is_there(file, what, line):
    assert line in [each.strip() for each in (mutation.ROOT / file).read_text("utf-8").splitlines()]


@pytest.mark.parametrize("area", mutation.AREAS)
def test_an_area_has_files_and_tests(area):
    files, tests = mutation.AREAS[area]
    assert any(list(mutation.ROOT.glob(pattern)) for pattern in files.split())
    assert all((mutation.ROOT / each).exists() for each in tests.split())
