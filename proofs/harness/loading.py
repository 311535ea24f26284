"""A file from anywhere as a module: its missing imports stood in for, its faults named, nothing of it trusted."""

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from proofs.harness.calls import CallResult, Guard, Raised, guarded
from proofs.harness.scan import PYTHON_2_NAMES, imported_names, python_2_line
from proofs.harness.standins import known_modules, standin


class _StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Asked last: makes a stand-in for a name that the file imports outside any `try`, and that nobody else found."""

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname in self.names or fullname in known_modules():
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return standin(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def _all_imports(tree: ast.AST, folder: Path, seen: set[Path]) -> set[str]:
    """The imports of a file and of its neighbours that it imports."""
    names = imported_names(tree)
    for name in list(names):
        neighbour = folder / (name.replace(".", "/") + ".py")
        if neighbour.is_file() and neighbour not in seen:
            seen.add(neighbour)
            try:
                names |= _all_imports(ast.parse(neighbour.read_bytes()), folder, seen)
            except (SyntaxError, ValueError):
                continue
    return names


def load(path: Path, guard: Guard) -> tuple[ModuleType | None, CallResult, str | None]:
    """Import the file; the module (None when there is none), what its import did, and a code for what is wrong with it."""
    try:
        source = path.read_text(encoding="utf-8", errors="surrogateescape")
        source = source.removeprefix("\ufeff")
        tree = ast.parse(source, str(path))
        compiled = compile(tree, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        line = python_2_line(source)
        raised = Raised("SyntaxError", error.msg or "", line or error.lineno)
        return None, CallResult("raised", raised=raised), "python-2" if line else "cannot-import"
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        return None, CallResult("raised", raised=Raised(type(error).__name__, str(error)[:200])), "cannot-import"
    folder = str(path.parent.resolve())
    sys.path.insert(0, folder)
    sys.meta_path.append(_StandInFinder(_all_imports(tree, path.parent, {path})))
    sys.argv = [str(path)]
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    sys.modules[path.stem if path.stem not in sys.modules else f"_under_test_{path.stem}"] = module

    def execute() -> None:
        exec(compiled, module.__dict__)  # noqa: S102 (the file under test, in its own process)

    outcome = guarded(execute, {}, guard)
    if outcome.raised and outcome.raised.kind == "NameError" and _python_2_name(outcome.raised.message):
        return None, outcome, "python-2"
    code = {"returned": None, "exited": "exits-on-import", "hung": "hangs-on-import"}.get(outcome.how, "cannot-import")
    usable = outcome.how in ("returned", "exited")
    return (module if usable else None), outcome, code


def _python_2_name(message: str) -> bool:
    return any(f"'{name}'" in message for name in PYTHON_2_NAMES)


def functions_of(module: ModuleType, known: Sequence[str]) -> dict[str, Any]:
    """The known functions that the module has, in the order of `known`."""
    return {name: module.__dict__[name] for name in known if callable(module.__dict__.get(name))}
