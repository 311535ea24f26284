"""python benchmarks/regions.py N SEED: N random losses with narrow regions; an answer that is wrong inside of the region alone is never accepted.

Each loss is a product of hinges, windows, orders and maxima of random letters; the truth beside it, and mutants that differ from it only where all of them
hold. Prints a table; exit status 1 if a mutant was accepted, or a right answer refused.
"""

import random
import sys
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from derive import expression as x
from proofs.identity import Judge, Setting

A = x.Symbol("a")
LETTERS = [x.Symbol(name) for name in "bcefghklmpqrstuv"]
WIDEST = 7
"""So many comparisons at most cut out a region."""


def number(value: int) -> x.Number:
    return x.Number(Fraction(value))


def where(*conditions: x.Condition) -> x.Expression:
    return x.Delta(x.All(conditions))


def gate(r: random.Random, letters: list[x.Symbol]) -> tuple[x.Expression, int]:
    """What is not 0 in a region alone, and how many comparisons cut it out."""
    first, *rest = (letters.pop() for _ in range(r.randint(2, 4)))  # of its own letters, so that no region is empty
    low = r.randint(-9, 30)
    kind = r.choice(["hinge", "window", "order", "largest", "layers"])
    if kind == "hinge":
        return x.Call("relu", x.Add((first, number(-low)))), 1
    if kind == "window":
        return where(x.Compare(number(low), "<", first), x.Compare(first, "<", number(low + r.randint(2, 30)))), 2
    if kind == "order":
        return where(*(x.Compare(one, "<", other) for one, other in pairwise([first, *rest]))), len(rest)
    if kind == "largest":
        return x.Add((x.Extremum("max", (first, *rest)), x.Negative(x.Extremum("max", (rest[0], *rest))))), len(rest)
    return x.Call("relu", x.Product((first, x.Call("relu", rest[0])))), 2


def run(N: int, seed: int, out: Any = sys.stdout) -> int:
    """The whole benchmark; the number of violations."""
    r = random.Random(seed)
    table: dict[str, Counter[str]] = {"wrong in the region": Counter(), "right": Counter()}
    violations = 0
    for _ in range(N):
        letters, gates, width = r.sample(LETTERS, len(LETTERS)), [], 0
        for _ in range(r.randint(2, 4)):
            made, more = gate(r, letters)
            if width + more <= WIDEST:
                gates.append(made)
                width += more
        region = x.Product(tuple(gates)) if len(gates) > 1 else gates[0]
        plain = x.Product((number(r.randint(2, 5)), A))
        truth = x.Derivative(x.Add((x.Product((plain, A)), x.Product((A, A, region)))), A)
        right = x.Add((x.Product((number(2), plain)), x.Product((number(2), A, region))))
        mutant = x.Add((right, x.Product((number(r.choice([-2, -1, 1, 7])), r.choice([A, number(1)]), region))))
        for kind, answer, bad in (("wrong in the region", mutant, "accepted"), ("right", right, "refused")):
            found = Judge([truth, answer], Setting()).compare(truth, answer)
            word = {True: "accepted", False: "refused", None: "undecided"}[found.equal]
            table[kind][word] += 1
            violations += word == bad
    print(f"{'':20}{'accepted':>10}{'refused':>10}{'undecided':>11}", file=out)
    for kind, row in table.items():
        print(f"{kind:20}{row['accepted']:>10,}{row['refused']:>10,}{row['undecided']:>11,}", file=out)
    return violations


if __name__ == "__main__":
    N, SEED = (*map(int, sys.argv[1:3]), 200, 0)[:2] if len(sys.argv) != 2 else (int(sys.argv[1]), 0)
    sys.exit(1 if run(N, SEED) else 0)
