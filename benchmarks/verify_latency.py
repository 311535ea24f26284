"""Latency of verdicts: warm, per answer of the project's own table; cold, one process for a document; beside SymPy in the same run.

python benchmarks/verify_latency.py [ROUNDS]
"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "proofs" / "answers")]


def timed(work, rounds: int, clock=time.perf_counter) -> list[float]:
    """Milliseconds of each of so many rounds."""
    found = []
    for _ in range(rounds):
        started = clock()
        work()
        found.append(1e3 * (clock() - started))
    return found


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of them lies."""
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def reference(clock=time.perf_counter) -> list[float]:
    """What a SymPy user would do at one size (V = 3, d = 2): compare U(ŷ − y) with the derivative by five float samples."""
    import random

    import sympy as sp

    U = sp.Matrix(2, 3, sp.symbols("u:6", real=True))
    v = sp.Matrix(sp.symbols("v:2", real=True))
    scores = (U.T * v).applyfunc(sp.exp)
    loss = -sp.log(scores[1] / sum(scores))
    names = [*U, *v]

    def compare() -> None:
        answer = U * (scores / sum(scores) - sp.Matrix([0, 1, 0]))
        difference = sp.Matrix([loss]).jacobian(v).T - answer
        function = sp.lambdify(names, list(difference))
        for _ in range(5):
            assert all(abs(entry) < 1e-9 for entry in function(*(random.uniform(-1, 1) for _ in names)))

    compare()
    return timed(compare, 10, clock)


def main() -> None:
    """Print the table."""
    from answers_table import ROWS

    from proofs.verify import check

    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    answers = {"right": [(row.part, row.right) for row in ROWS], "wrong": [(row.part, row.wrong) for row in ROWS]}
    for kind in answers.values():
        for part, latex in kind:
            check(part, latex)
    rows = []
    for kind, cases in answers.items():
        per_case = [min(timed(lambda p=part, a=latex: check(p, a), rounds)) for part, latex in cases]
        rows.append((f"{kind} answers, warm ({len(cases)})", median(per_case), quantile(per_case, 0.99)))
    command = [sys.executable, "-m", "proofs.cli", "verify", str(ROOT / "examples" / "homework.md")]
    cold = timed(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=False), rounds)
    rows.append(("examples/homework.md, one process", median(cold), max(cold)))
    other = reference()
    rows.append(("SymPy jacobian, lambdify, five samples at V = 3, d = 2", median(other), max(other)))
    print("| what | median ms | 99 % ms |\n| --- | ---: | ---: |")
    for what, middle, high in rows:
        print(f"| {what} | {middle:.1f} | {high:.1f} |")
    print(f"\nSymPy takes {median(other) / rows[0][1]:.1f} times the median of a right answer.")


if __name__ == "__main__":
    main()
