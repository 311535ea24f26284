"""python benchmarks/soundness.py N SEED: N random wrong mutants of right answers, none accepted; N equal rewritings, none refused.

Trees of right answers to every part are changed at random (mutants.py). What a change is worth is decided by a plain NumPy
interpreter (interpreter.py), at several sizes; the right answers themselves are held there against finite differences.
Prints a table; exit status 1 if a mutant was accepted, or a rewriting refused.
"""

import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from mutants import Answer, answers, changed, equal, same, wrong

from derive.expression import ShapeError
from derive.problem import load
from proofs.identity import Judge, Undecidable


def verdict(tree: Any, answer: Answer) -> str:
    """accepted, refused or undecided, by the exact identity test."""
    try:
        judge = Judge([answer.truth, tree], answer.setting, common=answer.truth)
        found = judge.compare(answer.truth, tree)
    except (Undecidable, ShapeError):
        return "undecided"
    if found.equal is None or found.uncovered:
        return "undecided"
    return "accepted" if found.equal else "refused"


def run(N: int, seed: int, out: Any = sys.stdout) -> int:
    """The whole benchmark; the number of violations."""
    r, started = random.Random(seed), time.perf_counter()
    given = answers(load("cs224n-a2"))
    table: dict[str, Counter[str]] = {"wrong mutants": Counter(), "equal rewritings": Counter()}
    violations = []
    for kind, way, want, bad in (
        ("wrong mutants", wrong, False, "accepted"),
        ("equal rewritings", equal, True, "refused"),
    ):
        while table[kind].total() < N:
            answer = r.choice(given)
            tree = changed(answer, way, r, r.randint(1, 3))
            if tree is None or tree == answer.tree:
                continue
            try:
                truth = same(tree, answer, 1 if want else None)
            except (LookupError, NotImplementedError):
                continue
            if truth is not want:
                if want and truth is False:
                    violations.append(("a rewriting that is none", answer.part.id, tree))
                    break
                continue
            word = verdict(tree, answer)
            table[kind][word] += 1
            if word == bad:
                violations.append((kind, answer.part.id, tree))
    print(f"{'':18}{'accepted':>10}{'refused':>10}{'undecided':>11}", file=out)
    for kind, row in table.items():
        print(f"{kind:18}{row['accepted']:>10,}{row['refused']:>10,}{row['undecided']:>11,}", file=out)
    print(f"seed {seed}, {len(given)} right answers, {time.perf_counter() - started:.0f} s", file=out)
    for kind, part, tree in violations[:10]:
        print(f"VIOLATION ({kind}, part {part}): {tree}", file=out)
    return len(violations)


if __name__ == "__main__":
    N, SEED = (*map(int, sys.argv[1:3]), 1000, 0)[:2] if len(sys.argv) != 2 else (int(sys.argv[1]), 0)
    sys.exit(1 if run(N, SEED) else 0)
