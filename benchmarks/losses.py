"""Random losses over the whole grammar of statements: derived, compiled and decided against an interpreter that shares nothing with us.

python benchmarks/losses.py 2000           the losses of seeds 0 … 1999
python benchmarks/losses.py 2000 5000      those of seeds 5000 … 6999

For each loss: the compiled gradient and the value of the derived one are held against central differences of the NumPy function that was
made beside the LaTeX; what `derive` prints is given to `check`; so are answers that are the derived one rewritten, and mutated. False is a
gradient that is another, a right answer refused, a wrong one accepted.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from interpreter import World, worth
from mutants import minus, replaced, spots, times
from random_losses import SIZES, Env, Loss, random_loss

from derive import expression as x
from derive.outside import OutsideError, UnsupportedError
from derive.statement import Statement, StatementError
from derive.stating import state
from derive.tensors.statements import module_of_statement
from derive.writing.latex import latex
from gradproof.written import Written
from proofs.derivations import UncheckedError, derive_statement
from proofs.statements import check_statement
from proofs.verdict import Verdict

FAR = 1e-4
"""Central differences of these sizes are good to about 1e-8 of the largest third derivative; what differs by a mutation differs by more."""
NEAR = 1e-9
"""Two trees with the same value differ by rounding only."""
ANSWERS = 3
"""Rewritten answers, and as many mutated ones, for each loss."""
SECONDS = 5.0


@dataclass
class Found:
    """What was counted, and the false ones: the seed, what is false, and the formula."""

    counts: Counter[str] = field(default_factory=Counter)
    false: list[str] = field(default_factory=list)

    def wrong(self, seed: int, what: str, detail: str) -> None:
        """Record something false."""
        self.counts[f"FALSE: {what}"] += 1
        self.false.append(f"{seed}: {what}: {detail}")


def close(one: Any, other: Any, tolerance: float) -> bool:
    """Whether two arrays are the same within a share of the largest entry."""
    one, other = np.asarray(one, float), np.asarray(other, float)
    scale = 1 + np.max(np.abs(other), initial=0)
    return one.shape == other.shape and bool(np.max(np.abs(one - other), initial=0) <= tolerance * scale)


def world_of(stated: Statement, env: Env, which: int) -> World:
    """The numbers of a loss as the plain interpreter takes them: columns, families as the columns of a matrix."""
    values = {}
    for name, array in env.items():
        kind = stated.declarations.table[name].kind
        if kind == "family":
            values[name] = array.T
        elif kind in ("number", "vector", "matrix"):
            values[name] = array if array.ndim == 2 else array.reshape(-1, 1)
    indices = {x.Index("k", "K"): int(env["k"])} if "k" in env else {}
    return World(dict(SIZES[which]), values, indices, {"c": env["c"]} if "c" in env else {})


def try_seed(seed: int, found: Found) -> None:
    """Everything about one loss."""
    made = random_loss(seed)
    draws = [made.draw(which, seed) for which in range(len(SIZES))]
    slopes = [made.slope(env) for env in draws]
    if not all(np.isfinite(each).all() and np.max(np.abs(each), initial=0) < 1e4 for each in slopes):
        found.counts["too large for finite differences"] += 1
        return
    found.counts["losses"] += 1
    try:
        stated = state(made.latex, made.wrt, declare=made.declare, assume=made.assume)
    except StatementError as error:
        found.wrong(seed, "a loss is not read", f"{made.latex}: {error}")
        return
    _compiled(seed, made, stated, draws, slopes, found)
    _derived(seed, made, stated, draws, slopes, found)


def _compiled(
    seed: int, made: Loss, stated: Statement, draws: list[Env], slopes: list[np.ndarray], found: Found
) -> None:
    try:
        program = Written(module_of_statement(stated).source)
    except UnsupportedError:
        found.counts["not compiled"] += 1
        return
    found.counts["compiled"] += 1
    for env, slope in zip(draws, slopes, strict=True):
        arguments = {f"{name}_" if name == "lambda" else name: array for name, array in env.items()}
        loss, gradients = program(**arguments)
        if not close(loss, made.value(env), NEAR) or not close(next(iter(gradients.values())), slope, FAR):
            found.wrong(seed, "a compiled gradient", made.latex)
            return


def _derived(
    seed: int, made: Loss, stated: Statement, draws: list[Env], slopes: list[np.ndarray], found: Found
) -> None:
    try:
        result = stated.spelled(derive_statement(stated).result)
    except (OutsideError, UncheckedError) as error:
        kind = "not decided" if isinstance(error, UncheckedError) and not error.wrong else "not derived"
        if isinstance(error, UncheckedError) and error.wrong:
            found.wrong(seed, "a step of a derivation", made.latex)
        found.counts[kind] += 1
        return
    found.counts["derived"] += 1
    worlds = [world_of(stated, env, which) for which, env in enumerate(draws)]
    values = [worth(result, world) for world in worlds]
    if not all(close(value.reshape(slope.shape), slope, FAR) for value, slope in zip(values, slopes, strict=True)):
        found.wrong(seed, "a derived gradient", f"{made.latex}: {latex(result)}")
        return
    printed = check_statement(stated, latex(result), SECONDS)
    _count(seed, "printed", True, printed, latex(result), made, found)
    chance = random.Random(seed)
    for way, right in ((equal, True), (slip, False)):
        for _ in range(ANSWERS):
            tree = changed(result, way, chance)
            if tree is None:
                continue
            try:
                with np.errstate(all="ignore"):
                    others = [worth(tree, world) for world in worlds]
            except KeyError:  # a symbol that this loss has not
                continue
            alike = all(close(one, other, NEAR) for one, other in zip(others, values, strict=True))
            apart = any(not close(one, other, FAR) for one, other in zip(others, values, strict=True))
            if (right and not alike) or (not right and not apart):
                continue
            text = latex(tree)
            verdict = check_statement(stated, text, SECONDS)
            _count(seed, "rewritten" if right else "mutated", right, verdict, text, made, found)


def _count(seed: int, kind: str, right: bool, verdict: Verdict, text: str, made: Loss, found: Found) -> None:
    word = "accepted" if verdict.accepted else "refused" if verdict.refused else "undecided"
    found.counts[f"{kind}: {word}"] += 1
    if (right and verdict.refused) or (not right and verdict.accepted):
        found.wrong(seed, f"{kind} and {verdict.verdict}", f"{made.latex} by {made.wrt}: {text}")


def equal(node: x.Expression, chance: random.Random) -> list[x.Expression]:
    """What may stand in the place of a node without a change of value."""
    one = x.Number(Fraction(1))
    found: list[x.Expression] = [x.Transpose(x.Transpose(node)), minus(times(x.Number(Fraction(2)), node), node)]
    if node.shape == x.SCALAR:
        found += [minus(one, minus(one, node)), x.Quotient(times(x.Number(Fraction(3)), node), x.Number(Fraction(3)))]
    match node:
        case x.Call("sigmoid", z):
            ones = one if z.shape == x.SCALAR else x.Constant(Fraction(1), z.shape)
            found += [minus(ones, x.Call("sigmoid", x.Negative(z)))] * 3
        case x.Call("tanh", z) if z.shape == x.SCALAR:
            found += [minus(times(x.Number(Fraction(2)), x.Call("sigmoid", times(x.Number(Fraction(2)), z))), one)] * 3
        case x.Call("exp", z) if z.shape == x.SCALAR:
            found += [x.Quotient(one, x.Call("exp", x.Negative(z)))] * 2
        case x.Add(terms) if len(terms) > 1:
            found += [x.Add(tuple(chance.sample(terms, len(terms))))] * 2
        case x.Hadamard(left, right):
            found += [x.Hadamard(right, left)] * 3
        case x.Transpose(x.Product(factors)) if all(each.shape != x.SCALAR for each in factors):
            found += [x.Product(tuple(x.Transpose(each) for each in reversed(factors)))] * 3
        case x.Product(factors):
            for at, factor in enumerate(factors):
                if isinstance(factor, x.Add):
                    parts = tuple(x.Product((*factors[:at], term, *factors[at + 1 :])) for term in factor.terms)
                    found += [x.Add(parts)] * 3
        case x.Sum(index, x.Add(terms), condition):
            found += [x.Add(tuple(x.Sum(index, term, condition) for term in terms))] * 3
    return found


def slip(node: x.Expression, chance: random.Random) -> list[x.Expression]:
    """What might stand in the place of a node by mistake."""
    found: list[x.Expression] = [
        x.Negative(node),
        times(x.Number(Fraction(2)), node),
        times(x.Number(Fraction(1, 2)), node),
    ]
    if node.shape[0] == node.shape[1] and node.shape != x.SCALAR:
        found += [x.Transpose(node)] * 2
    match node:
        case x.Negative(operand):
            found += [operand] * 3
        case x.Add(terms) if len(terms) > 1:
            at = chance.randrange(len(terms))
            rest = terms[:at] + terms[at + 1 :]
            found += [rest[0] if len(rest) == 1 else x.Add(rest), x.Add((*rest, x.Negative(terms[at])))] * 2
        case x.Call(function, argument):
            found += [x.Call(function, x.Negative(argument))] * 2
            found += [
                x.Call(chance.choice([each for each in ("sin", "tanh", "sigmoid") if each != function]), argument)
            ]
        case x.Hadamard(left, _):
            found += [left]
        case x.Product(factors) if len(factors) > 1:
            numbers = [at for at, factor in enumerate(factors) if factor.shape == x.SCALAR]
            found += [x.Product(factors[:at] + factors[at + 1 :]) for at in numbers]
        case x.Sum(_, body, _) if not isinstance(body, x.Delta):
            found += []
        case x.Number(value):
            found += [x.Number(value + 1), x.Number(value - 1)]
        case x.Symbol(name, shape):
            other = {"x": "y", "y": "x", "A": "B", "B": "A", "t": "lambda", "lambda": "t"}.get(name)
            found += [x.Symbol(other, shape)] * 2 if other else []
    return [each for each in found if each.shape == node.shape]


def changed(
    tree: x.Expression, way: Callable[[x.Expression, random.Random], list[x.Expression]], chance: random.Random
) -> x.Expression | None:
    """The tree after one to three changes; None where one does not fit."""
    for _ in range(chance.randint(1, 3)):
        node, _ = chance.choice(spots(tree))
        try:
            options = way(node, chance)
            tree = replaced(tree, node, chance.choice(options)) if options else tree
        except (x.ShapeError, IndexError):
            return None
    return tree


def run(count: int, start: int = 0) -> Found:
    """The losses of `count` seeds."""
    found = Found()
    for seed in range(start, start + count):
        try:
            try_seed(seed, found)
        except Exception as error:  # noqa: BLE001 - a crash is a finding, and the next loss is tried
            found.wrong(seed, f"a crash, {type(error).__name__}", f"{random_loss(seed).latex}: {error}")
    return found


def main(count: int, start: int) -> int:
    """The figures; 1 if anything is false."""
    began = time.perf_counter()
    found = run(count, start)
    for kind, number in sorted(found.counts.items()):
        print(f"{number:7}  {kind}")
    print(f"{time.perf_counter() - began:.0f} s")
    print("\n".join(found.false[:40]))
    return 1 if found.false else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 0))
