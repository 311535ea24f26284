"""Do the tests see it when the code is wrong? python benchmarks/mutation.py [MUTANTS] [SEED] [AREA | AREA:FILE] …

A mutant is one small change to one file: a comparison turned, + for −, a number one larger, a condition denied, a line of an if
dropped. It is made in a copy of the repository, and those tests of its area are run there that import the file; a mutant that they pass is a survivor and is
listed, for a person to look at: a test is missing, or nothing that can be seen has changed, and then the place goes into EQUIVALENT.

Runs of November 2026. Every survivor was looked at: each has its test now, its line is gone, or it stands in EQUIVALENT.

    area                  seed      mutants  seen at first
    identity              20261129       25             14
    identity:counting.py  1              12              7
    identity:cutoff.py    1              12              8
    identity:linear.py    3               4              4
    identity:tuples.py    3               4              1
    identity:sides.py     3               4              2
    elaboration           3              12              8
    rules                 20261129       25             19
    rules                 1              25             18
    reading               20261129       25             18
    harness               20261129       14             12
    gradient              11             24             14
    harness               11             16              8
    answers               11             14             11
    words                 77             34             13
"""

import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AREAS = {
    "identity": ("proofs/identity/*.py", "tests/proofs/identity tests/proofs/answers/test_refuted.py"),
    "rules": (
        "derive/rules*.py derive/rewrites.py derive/tidying.py derive/slopes.py",
        " ".join(f"tests/derive/test_{each}.py" for each in ("tidying", "rules_of_scalars", "rules", "own")),
    ),
    "words": ("derive/words/*.py", "tests/derive/words tests/proofs/answers/test_accounted.py"),
    "parsing": ("derive/parsing/*.py", "tests/derive/parsing tests/proofs/answers/test_notations.py"),
    "reading": ("derive/reading/*.py", "tests/derive/reading tests/proofs/answers"),
    "elaboration": (
        "derive/elaboration/*.py",
        "tests/proofs/statements tests/proofs/test_statements.py tests/derive/test_own.py",
    ),
    "answers": ("proofs/answers/*.py proofs/answers/*/*.py", "tests/proofs/answers"),
    "statements": ("proofs/statements/*.py", "tests/proofs/statements tests/proofs/test_statements.py"),
    "gradient": ("proofs/harness/gradient/*.py", "tests/proofs/harness"),
    "harness": (
        "proofs/harness/*.py proofs/courses/cs224n_a2/harness/*.py",
        "tests/proofs/harness tests/proofs/courses",
    ),
}
"""Area → the files that are changed, and the tests that must see it."""
EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("proofs/identity/balls.py", "one more", "parts = [Fraction(1, 2), Fraction(1, 3)]"): "another number is drawn",
    ("proofs/identity/counting.py", "one more", "_curved(part, (node, -1), tuple(repeats), tally)"): "any number that is no other's",
    ("proofs/identity/counting.py", "one more", "last = node.number <= 0"): "the first value is pinned the same either way",
    (
        "proofs/identity/sizing.py",
        "one more",
        "lengths = max((each.lengths.get(name, (0, 0, 0))[0] for each in self.tallies), default=0)",
    ): "there is always an expression; the other numbers of the line are seen",
    (
        "proofs/identity/sizing.py",
        "one more",
        "tuples = (each.lengths.get(other, (0, 0, 0))[0] for each in self.tallies for other in self.weighted)",
    ): "two are asked for, and a derivative has no shorter tuples",
    ("proofs/identity/cutoff.py", "one more", "base[name] += 1"): "sizes two apart are as different as sizes one apart",
    ("proofs/identity/judge.py", "Or", "if seen.apart or seen.everywhere:"):
        "more points are drawn than are needed",
    (
        "proofs/courses/cs224n_a2/harness/suite.py",
        "Add",
        'return Report(getattr(function, "__name__", like), findings, bench.checked, round(perf_counter() - started, 3))',
    ): "only the time that is told",
    (
        "proofs/answers/account/contradiction.py",
        "one more",
        "return at_a_number and other.by != part.variable and all(side.value is not None for side in other.sides[:2])",
    ): "a third side that cannot be read speaks against the answer by itself",
    ("proofs/harness/gradient/supposed.py", "Sub", "return v + np.eye(*v.shape) * (1.0 + np.abs(v).sum())"):
        "the diagonal is larger on the other side of 0 too",
    (
        "proofs/harness/gradient/inputs.py",
        "one more",
        'positive = regime == "course" and draw(st.integers(0, 4)) == 4  # for logarithms and roots',
    ): "how many of the examples have positive numbers only",
    ("proofs/courses/cs224n_a2/harness/subjects.py", "one more", "if t > 50 * len(self.case.pushes):"): "a limit on labour",
    (
        "proofs/courses/cs224n_a2/harness/suite.py",
        "one more",
        "self.checked[subject.name] = self.checked.get(subject.name, 0) + found.checked",
    ): "only the number of examples that is told",
    ("proofs/identity/tuples.py", "one more", "NONE = -(10**6)"): "any number far below 0",
    ("proofs/identity/trials.py", "one more", "reach: int = 1"): "small integers from another small range",
    (
        "derive/parsing/python.py",
        "one more",
        'self.own[word] = f"{word}·{int(times or 0) + 1}" if word in self.own or word in self.names else word',
    ): "any number that is no other's",
    ("proofs/harness/gradient/check.py", "Lt", "small = [t for t in trials if sum(np.size(a) for a in t.case.arrays.values()) <= MOST_ENTRIES]"):
        "a limit on labour, one entry less",
    ("proofs/identity/field.py", "never", "if value.denominator > 2 or abs(value.numerator) > 2:"): "what is remembered, and not what it is",
    ("proofs/identity/powers.py", "GtE",
     "if len(known) < len(several) or any(each.numerator.bit_length() > LARGEST_CONSTANT for each in known):"):
        "a limit on labour, one bit less",
}  # fmt: skip
"""Survivors that were looked at: file, change and the line in which it was made, and why no test can see it."""
SECONDS = 400
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


def mutants(area: str, only: str, count: int, rng: random.Random) -> list[tuple[Path, int]]:
    """So many places of an area, or of one file of it, each a file and the number of the change in it."""
    files = [
        path for pattern in AREAS[area][0].split() for path in sorted(ROOT.glob(pattern)) if str(path).endswith(only)
    ]
    places = [(path, k) for path in files for k, _ in enumerate(changes(ast.parse(path.read_text("utf-8"))))]
    return rng.sample(places, min(count, len(places)))


@cache
def named_in(file: Path) -> frozenset[Path]:
    """The files whose modules a file imports, or names in a table from which it imports when it is asked."""
    tree = ast.parse(file.read_text("utf-8"))
    package = ".".join(file.parent.relative_to(ROOT).parts)
    asked = any("import_module" in (getattr(node, "id", ""), getattr(node, "attr", "")) for node in ast.walk(tree))
    names: list[str | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names += [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
        elif isinstance(node, ast.Import):
            names += [each.name for each in node.names]
        elif asked and isinstance(node, ast.Constant) and isinstance(node.value, str):
            name = node.value.partition(":")[0]
            names += [name, f"{package}.{name}"] if re.fullmatch(r"\w[\w.]*", name) else []
    places = [ROOT.joinpath(*name.split(".")) for name in names if name]
    return frozenset(
        file for each in places for file in (each.with_suffix(".py"), each / "__init__.py") if file.is_file()
    )


def imported(path: Path) -> frozenset[Path]:
    """The files that a file imports, by whatever way."""
    found: set[Path] = set()
    left = [path]
    while left:
        new = named_in(left.pop()) - found
        found |= new
        left += new
    return frozenset(found)


def tests_near(area: str, path: Path | None) -> list[str]:
    """The test files of an area, or those of them that import a file, the shortest first; all of them where none does."""
    names = [ROOT / each for each in AREAS[area][1].split()]
    files = [test for each in names for test in (sorted(each.rglob("test_*.py")) if each.is_dir() else [each])]
    near = [each for each in files if path is None or path in imported(each)] or files
    return [str(each.relative_to(ROOT)) for each in sorted(near, key=lambda each: each.stat().st_size)]


def seen(copy: Path, area: str, path: Path | None = None) -> bool:
    """Whether the tests of the area fail that import a file."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests_near(area, path)]
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
        print(f"stopped after {SECONDS} s: {path}", flush=True)
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
        for area, _, only in (each.partition(":") for each in areas):
            if seen(copy, area):
                raise SystemExit(f"{area}: the tests fail before anything is changed")
            for path, number in mutants(area, only, max(1, count // len(areas)), rng):
                text = path.read_text("utf-8")
                tree = ast.parse(text)
                node, what = list(changes(tree))[number]
                line = text.splitlines()[node.lineno - 1].strip()
                name = str(path.relative_to(ROOT))
                changed(node, what)
                target = copy / path.relative_to(ROOT)
                target.write_text(ast.unparse(tree), encoding="utf8")
                tally[f"{area} made"] += 1
                if seen(copy, area, path):
                    tally[f"{area} seen"] += 1
                elif why := EQUIVALENT.get((name, what, line)):
                    tally[f"{area} equivalent"] += 1
                    print(f"equivalent: {name}:{node.lineno} {what}: {line[:100]} ({why})", flush=True)
                else:
                    print(f"survives: {name}:{node.lineno} {what}: {line[:100]}", flush=True)
                target.write_text(text, encoding="utf8")
            print(f"{area}: {told(tally, area)}", flush=True)
    print(f"in all: {told(tally)}, {time.perf_counter() - start:.0f} s")


def told(tally: Counter[str], area: str = "") -> str:
    """How many mutants of an area, or of all, were seen."""
    made, found, equal = (
        sum(value for name, value in tally.items() if name.startswith(area) and name.endswith(word))
        for word in ("made", "seen", "equivalent")
    )
    return f"{found} of {made} mutants seen, {equal} equivalent"


if __name__ == "__main__":
    main()
