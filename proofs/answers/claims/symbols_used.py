"""Which symbols stand in an answer, and what words name them."""

from collections.abc import Iterable

from derive import expression as x
from derive.nodes import once
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.words.labels import OF_CASES
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.meaning import Claim


def letters_of(answer: Claim) -> set[str]:
    """The symbols that an answer is written in, without their subscripts."""
    return letters_in([answer.equation])


def letters_in(equations: Iterable[Equation]) -> set[str]:
    """The symbols that some equations are written in, without their subscripts."""
    return {letter for each in equations for side in each.sides for letter in _letters(side)}


@once
def _letters(side: s.Syntax) -> frozenset[str]:
    return frozenset((key(node) or "").split("_")[0] for node in every(side))


def letter_of(node: s.Syntax) -> str:
    """The letter of a symbol, without what stands below it or in brackets behind it."""
    inner = strip(node)
    if isinstance(inner, s.Juxtaposition):
        inner = strip(inner.factors[0])
    return key(inner) or (key(inner.base) if isinstance(inner, s.Scripted) else None) or ""


def given(value: x.Expression, problem: Problem, part: Part) -> bool:
    """Whether an expression is a symbol of the assignment, one of its vectors or entries."""
    while isinstance(value, x.Transpose):
        value = value.operand
    if isinstance(value, x.Entry | x.Column):
        value = value.matrix
    if isinstance(value, x.Dimension):
        return True
    if isinstance(value, x.Named):
        return part.place.argument is None
    return isinstance(value, x.Symbol) and value.name in problem.notation.symbols and value.shape != x.SCALAR


def known(value: x.Expression, problem: Problem) -> bool:
    """Whether an expression is a number or a function that the assignment fixes: α, σ(x)."""
    if isinstance(value, x.Symbol):
        return value.name in problem.notation.symbols and value.name != "x"
    return isinstance(value, x.Call) and isinstance(value.argument, x.Symbol)


def words_of_variable(part: Part) -> frozenset[str]:
    """The words that are right of what a part differentiates by: those of a sample for u_{w_s}, of other words for v_w of a window."""
    described, sample = part.notation.described, f"{part.by_word.split('_')[0]}_k"
    words = described.get(part.by_word) or (described.get(sample) if part.place.samples else OF_CASES) or frozenset()
    return words | {part.by_word, *part.by_word.split("_")}
