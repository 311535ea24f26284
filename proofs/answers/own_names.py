"""A name of an author's own means one thing: δ = ŷ − y, and then δ_o = 0, or the same letter for something else, says two."""

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading.context import Definition
from derive.reading.elaborate import Reader
from derive.reading.open_lengths import fitted
from derive.traversal import walk
from proofs.answers.definitions import parameter_of, valued
from proofs.answers.meaning import Claim, Meaning
from proofs.answers.outcome import equal_in
from proofs.answers.script import Script
from proofs.answers.sides import read_side
from proofs.answers.symbols_used import letters_in


def torn(answer: Claim, meaning: Meaning, script: Script, problem: Problem, part: Part) -> str | None:
    """The first equation that gives a letter of the author's own, or an entry of it, another value than an earlier one, or a value in some case only."""
    notation = problem.notation
    known = {*notation.quantities, *notation.families, *notation.symbols}
    told: dict[str, list[Definition]] = {}
    for claim in meaning.claims:
        word = claim.defines
        if word is None or claim is answer or len(claim.sides) < 2:
            continue
        letter = word.split("_")[0]
        if letter in known:
            continue  # its meaning is the assignment's
        others = [each.equation for each in meaning.claims if each is not claim]
        earlier = told.setdefault(letter, [])
        used = letter in letters_in(others)
        if used and (claim.unread or (earlier and not _says_the_same(claim, earlier, meaning, problem, part))):
            return script.source[slice(*claim.equation.span)]
        test = None if claim.condition == x.ALWAYS else claim.condition
        earlier.append(Definition(word, valued(claim.equation), parameter_of(claim.equation.sides[0]), test))
    return None


def _says_the_same(claim: Claim, earlier: list[Definition], meaning: Meaning, problem: Problem, part: Part) -> bool:
    """Whether an equation is true by the earlier ones alone, or of a case that these leave out."""
    cased = claim.condition != x.ALWAYS
    if any(each.condition is not None and (cased or each.key != claim.defines) for each in earlier):
        return True  # cases of one name, or p_w for w ≠ o, and p_o
    reader = Reader(problem.notation, part.place, meaning.convention, tuple(earlier))
    left, right = read_side(reader, claim.equation.sides[0]).value, claim.sides[1].value
    keys = {each.key for each in earlier}
    letter, _, below = (claim.defines or "").partition("_")
    if left is None:  # an entry of what is named as a whole or for any index; s_1 and s_2 are two names
        running = any(each.partition("_")[2].isalpha() for each in keys)
        return not (letter in keys or (below.isdigit() and running))
    if not any(isinstance(node, x.Named) and node.name in keys for node in walk(left)):
        return True  # s_o and s_k are two names
    if right is None:
        return False
    left, right = fitted(left, right.shape), fitted(right, left.shape)
    return left.shape == right.shape and equal_in(part, left, right, claim.condition) is True
