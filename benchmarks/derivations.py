"""Derivations against SymPy, and what they cost.

python benchmarks/derivations.py            all parts in both languages, then 1,000 random losses
python benchmarks/derivations.py 100        so many random losses
"""

import random
import sys
import time
from fractions import Fraction
from pathlib import Path

from derive.deriving import gradient_chain
from derive.expression import (
    Add,
    Call,
    Column,
    Expression,
    Index,
    Mapped,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Transpose,
)
from derive.premises import Premises
from proofs.derivations import setting
from proofs.identity import Judge

sys.path.append(str(Path(__file__).parents[1] / "tests" / "derive"))
from from_sympy import gradient_tree

U, v = Symbol("U", ("d", "V")), Symbol("v_c", ("d", "1"))
o = Index("o", "V")
x, alpha = Symbol("x"), Symbol("alpha")
VARIABLES = (v, Column(U, o), x, alpha, U)


def score(word) -> Expression:
    """u_wᵀv_c."""
    return Product((Transpose(Column(U, word)), v))


def random_loss(chance: random.Random, depth: int = 3, words: tuple = (o,)) -> Expression:
    """A scalar of scores, symbols and numbers under +, ·, /, powers, exp, log σ, σ and sums over words and samples."""
    if depth == 0:
        leaf = chance.choice(("score", "score", "x", "alpha", "number"))
        if leaf == "score":
            return score(chance.choice(words))
        return {"x": x, "alpha": alpha, "number": Number(Fraction(chance.randint(1, 5)))}[leaf]

    def part(words: tuple = words) -> Expression:
        return random_loss(chance, depth - 1, words)

    kind = chance.choice(
        ("add", "product", "negative", "exp", "sigmoid", "log σ", "square", "quotient", "words", "samples")
    )
    if kind in ("words", "samples"):
        name = "wxkl"[depth] if kind == "words" else "srab"[depth]
        index = Index(name, "V" if kind == "words" else "K")
        word = index if kind == "words" else Mapped("w", index, "V")
        return Sum(index, part((*words, word)))
    shallow = random_loss(chance, 0, words)
    return {
        "add": lambda: Add((part(), part())),
        "product": lambda: Product((shallow, part())),
        "negative": lambda: Negative(part()),
        "exp": lambda: Call("exp", x if isinstance(shallow, Number) else shallow),
        "sigmoid": lambda: Call("sigmoid", shallow),
        "log σ": lambda: Call("log", Call("sigmoid", shallow)),
        "square": lambda: Power(part(), Number(Fraction(2))),
        "quotient": lambda: Quotient(
            part(), Add((Number(Fraction(1)), Call("exp", x if isinstance(shallow, Number) else shallow)))
        ),
    }[kind]()


def agrees(seed: int) -> bool | None:
    """Whether the rules and SymPy give the same derivative of one random loss; None where the test does not decide."""
    chance = random.Random(seed)
    loss, variable = random_loss(chance), chance.choice(VARIABLES)
    ours = gradient_chain(loss, variable, Premises(variable)).result
    theirs = gradient_tree(loss, variable)
    return Judge([ours, theirs], setting([ours, theirs])).compare(ours, theirs).equal


def parts() -> None:
    """All parts, both languages, every step checked: the time and the steps of each."""
    from derive.problem import load
    from proofs.derivations import derive

    start = time.perf_counter()
    total = 0
    for part in load().parts:
        made = derive(part.id)
        for lang in ("en", "zh"):
            made.latex(lang)
        lines, steps = sum(len(chain.lines) for chain in made.chains), sum(len(chain.steps) for chain in made.chains)
        total += steps
        print(f"{part.id:10} {lines:3} lines {steps:3} steps  {made.evidence.sizes if made.evidence else 'unchecked'}")
    print(f"{total} steps checked, two languages: {time.perf_counter() - start:.2f} s")


def main(count: int) -> None:
    """The figures."""
    parts()
    start = time.perf_counter()
    found = [agrees(seed) for seed in range(count)]
    seconds = time.perf_counter() - start
    print(f"{count} random losses: {found.count(True)} equal to SymPy's derivative, {found.count(False)} different, "
          f"{found.count(None)} not decided, {seconds:.0f} s")  # fmt: skip
    print("different:", [seed for seed, same in enumerate(found) if same is False][:10])
    print("not decided:", [seed for seed, same in enumerate(found) if same is None][:10])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
