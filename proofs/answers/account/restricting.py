"""Equations beside an answer that hold between symbols of the assignment only in some case, and so restrict what it says: UᵀU = I, u_o = u_w."""

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.elaborate import Reader
from derive.words.phrases import AT_THE_KINK, INTRODUCING, SUPPOSING
from derive.words.plain import plain
from proofs.answers.account.beside import in_sentence
from proofs.answers.claims.definitions import head_of, introducible, singles_out
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.claims.symbols_used import letters_of
from proofs.answers.deciding.outcome import equal_in, setting_of
from proofs.answers.deciding.vanishing import is_no_limit
from proofs.identity import exhaustive

DIFFERENTIALS = frozenset({"partial", "nabla", "d", "delta", "D", "Delta"})
"""Names of which one makes an equation a step of a derivation, which is judged as such."""

OPERATORS = ("tr", "Tr", "det", "rank", "rk", "dim", "ker")
"""Functions of matrices that nobody defines."""


def restricting(answer: Claim, meaning: Meaning, script: Script, problem: Problem, part: Part) -> str | None:
    """The first equation on the page that is about known symbols and is not true of them; None where there is none.

    One that cannot be read speaks against an answer in its own sentence, unless a symbol of the author's own stands in it.
    """
    own = {claim.defines for claim in meaning.claims if claim.defines is not None} - set(OPERATORS)
    for claim in meaning.claims:
        if claim is answer or claim.by is not None or claim.role not in ("equation", "definition"):
            continue
        if is_no_limit(claim, meaning, part) or singles_out(claim.equation):
            continue
        equation = claim.equation
        if equation.relations[:1] != ("=",) or equation.goes_on or equation.inside or _is_a_step(claim):
            continue
        plainly = Reader(problem.notation, part.place, meaning.convention)  # without the author's own definitions
        left = read_side(plainly, equation.sides[0]).value
        head = read_side(plainly, head_of(equation.sides[0])).value
        if _defines(claim, head, answer, problem, part) or _a_remark(claim, answer, script, part):
            continue
        right = read_side(plainly, equation.sides[1]).value or claim.sides[1].value
        if left is None or right is None:
            near = part.kind == "gradient" and in_sentence(answer, equation.passage, script)
            false = near and not own & {key(node) for side in equation.sides[:2] for node in every(side)}
        else:
            false = equal_in(part, left, right, claim.condition) is False
        if false:
            return script.source[slice(*equation.span)]
    return None


def only_sometimes(claim: Claim, part: Part) -> bool:
    """Whether a claim stands under a condition that does not always hold: for V = 2."""
    return claim.condition != x.ALWAYS and not exhaustive([claim.condition], setting_of(part, [claim.condition]))


def _is_a_step(claim: Claim) -> bool:
    """Whether something is differentiated in an equation."""
    nodes = [node for side in claim.equation.sides for node in every(side)]
    named = [node for node in nodes if isinstance(node, s.Name | s.Scripted)]
    return any(key(node) in DIFFERENTIALS or getattr(node, "primes", 0) for node in named)


def _a_remark(claim: Claim, answer: Claim, script: Script, part: Part) -> bool:
    """Whether an equation behind an answer stands in another sentence, which introduces nothing: "Its maximum is 1/4 at x = 0."

    Of a function of a number the same sentence may say where it has no derivative: "…, undefined at x = 0".
    """
    behind = claim.equation.span[0] > answer.equation.span[0]
    next_to_it = claim.equation.passage == answer.equation.passage + 2
    if behind and next_to_it and part.place.argument is not None and AT_THE_KINK.match(answer.equation.behind):
        return True
    ahead = plain(claim.equation.before)
    return (
        behind
        and not in_sentence(answer, claim.equation.passage, script)
        and not (INTRODUCING.search(ahead) or SUPPOSING.search(ahead))
    )


def _defines(claim: Claim, left: x.Expression | None, answer: Claim, problem: Problem, part: Part) -> bool:
    """Whether an equation gives a letter of the author's own its meaning, or one that the answer does not use another."""
    word, called = claim.defines, isinstance(strip(claim.equation.sides[0]), s.Juxtaposition)
    if word is None or (called and word in (*problem.notation.probability, *OPERATORS)):
        return False  # P(o | c) = … is about the assignment's probability
    if left is None:
        return True
    unused = "_" not in word and word not in letters_of(answer)
    return unused or introducible(word, left, part, problem)
