"""Do the tests see it when the code is wrong? python benchmarks/mutation.py [MUTANTS] [SEED] [AREA]

A mutant is one small change to one file: a comparison turned, + for −, a number one larger, a condition denied, a line of an if
dropped. It is made in a copy of the repository, and the tests of its area are run there; a mutant that they pass is a survivor and is
listed, for a person to look at: some change nothing that can be seen.
"""

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AREAS = {
    "identity": ("proofs/identity/*.py", "tests/proofs/identity tests/proofs/answers/test_refuted.py"),
    "rules": (
        "derive/rules*.py derive/rewrites.py derive/tidying.py",
        "tests/derive/test_rules.py tests/derive/test_own.py",
    ),
    "reading": ("derive/reading/*.py", "tests/derive/reading tests/proofs/answers"),
    "answers": ("proofs/answers/*.py", "tests/proofs/answers"),
    "harness": ("proofs/harness/*.py proofs/harness/gradient/*.py", "tests/proofs/harness"),
}
"""Area → the files that are changed, and the tests that must see it."""
SECONDS = 600
"""Tests that take longer are stopped: a mutant that makes them hang is seen."""
TURNED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def changes(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Each place that can be changed, and what becomes of it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in TURNED:
            yield node, TURNED[type(node.ops[0])].__name__
        elif (isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp)) and type(node.op) in TURNED:
            yield node, TURNED[type(node.op)].__name__
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield node, "one more"
        elif isinstance(node, ast.If):
            yield node, "never"
        elif isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
            yield node, "None"


def changed(node: ast.AST, what: str) -> None:
    """Make the change."""
    turned = {each.__name__: each for each in TURNED.values()}
    if isinstance(node, ast.Compare):
        node.ops = [turned[what]()]
    elif isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp):
        node.op = turned[what]()
    elif isinstance(node, ast.Constant):
        node.value += 1
    elif isinstance(node, ast.If):
        node.test = ast.Constant(False)
    elif isinstance(node, ast.Return):
        node.value = ast.Constant(None)


def mutants(area: str, count: int, rng: random.Random) -> list[tuple[Path, int]]:
    """So many places of an area, each a file and the number of the change in it."""
    files = [path for pattern in AREAS[area][0].split() for path in sorted(ROOT.glob(pattern))]
    places = [(path, k) for path in files for k, _ in enumerate(changes(ast.parse(path.read_text("utf-8"))))]
    return rng.sample(places, min(count, len(places)))


def seen(copy: Path, area: str) -> bool:
    """Whether the tests of the area fail."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *AREAS[area][1].split()]
    try:
        run = subprocess.run(
            command,
            check=False,
            cwd=copy,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": str(copy), "CI": "true"},
        )
    except subprocess.TimeoutExpired:
        return True
    return run.returncode != 0


def main() -> None:
    """Run mutants of each area, or of one; print the survivors and the share that was seen."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 0)
    areas = sys.argv[3:] or list(AREAS)
    tally: Counter[str] = Counter()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "*.pyc", "__pycache__"))
        for area in areas:
            if seen(copy, area):
                raise SystemExit(f"{area}: the tests fail before anything is changed")
            for path, number in mutants(area, max(1, count // len(areas)), rng):
                text = path.read_text("utf-8")
                tree = ast.parse(text)
                node, what = list(changes(tree))[number]
                line = ast.get_source_segment(text, node) or ""
                changed(node, what)
                target = copy / path.relative_to(ROOT)
                target.write_text(ast.unparse(tree), encoding="utf8")
                tally[f"{area} made"] += 1
                if seen(copy, area):
                    tally[f"{area} seen"] += 1
                else:
                    print(
                        f"survives: {path.relative_to(ROOT)}:{node.lineno} {what}: {' '.join(line.split())[:100]}",
                        flush=True,
                    )
                target.write_text(text, encoding="utf8")
            print(f"{area}: {tally[f'{area} seen']} of {tally[f'{area} made']} seen", flush=True)
    made, found = (sum(value for name, value in tally.items() if name.endswith(word)) for word in ("made", "seen"))
    print(f"{found} of {made} mutants seen, {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
