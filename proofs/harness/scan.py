"""What a file says without being run: the functions it defines, what it imports, whether it is Python 2. No heavy import."""

import ast
import re
from collections.abc import Sequence
from pathlib import Path

# What only Python 2 reads, line by line: a print statement, `except A, b`, `raise A, b`, backticks, `<>`, 0777, ur"".
PYTHON_2 = re.compile(
    r"^\s*print\s+[^\s(=.\[]|^\s*print\s*$|^\s*except\s+[\w.]+\s*,\s*\w+\s*:|^\s*raise\s+\w+\s*,|`[^`]+`\s*$|<>|\bexec\s+\w|^\s*print\s*>>"
)
PYTHON_2_NAMES = {"xrange", "unicode", "raw_input", "basestring", "long", "reduce", "unichr", "reload", "execfile"}


DEFINITION = re.compile(r"^def\s+(\w+)", re.MULTILINE)


def imported_names(tree: ast.AST, attempted: bool = False) -> set[str]:
    """Modules imported anywhere in a file, with their parents; not those whose failure a `try` provides for."""
    names: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        inside = attempted or (isinstance(tree, ast.Try) and node in tree.body)
        if isinstance(node, ast.Import) and not inside:
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not inside and node.module and not node.level:
            names.add(node.module)
        names |= imported_names(node, inside)
    return names | {n.rsplit(".", i)[0] for n in names for i in range(1, n.count(".") + 1)}


def defined_names(path: Path) -> list[str]:
    """The functions that a file defines or imports by name at its top, without running it."""
    try:
        tree = ast.parse(path.read_bytes())
    except SyntaxError:  # Python 2, say: its functions are known by their first lines
        return DEFINITION.findall(path.read_text(encoding="utf-8", errors="replace"))
    except ValueError:
        return []
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.ImportFrom):
            names += [a.asname or a.name for a in node.names]
        elif isinstance(node, ast.Assign):
            names += [t.id for t in node.targets if isinstance(t, ast.Name)]
    return list(dict.fromkeys(names))


def public_functions(path: Path) -> list[str]:
    """The functions defined at the top of a file, without those that are private or tests."""
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError):
        return []
    names = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return [name for name in dict.fromkeys(names) if not name.startswith(("_", "test"))]


LEAST_LETTERS = 6  # that the beginning of a name has, to be taken for the whole of it


def known_as(name: str, functions: Sequence[str]) -> str | None:
    """The one of some known functions that a name stands for in another spelling, or None.

    >>> known = ("sigmoid", "softmaxLossAndGradient")
    >>> known_as("softmax_loss_and_gradient", known), known_as("softmax_loss", known), known_as("loss", known)
    ('softmaxLossAndGradient', 'softmaxLossAndGradient', None)
    """
    letters = name.replace("_", "").lower()
    if name in functions or len(letters) < LEAST_LETTERS:
        return None
    return next((known for known in functions if known.replace("_", "").lower().startswith(letters)), None)


def python_2_line(source: str) -> int | None:
    """The first line that only Python 2 can read, if any (1-based)."""
    return next((i for i, line in enumerate(source.splitlines(), 1) if PYTHON_2.search(line.split("#")[0])), None)
