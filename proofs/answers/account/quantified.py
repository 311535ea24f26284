"""What a claim is said to hold for, where that is no index of it; and what stands loosely behind it, a relation or a number of its own."""

import re

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part
from derive.words.ranges import AMONG_SAMPLES, FOR_ALL_AHEAD, FOR_ALL_BEHIND, FOR_ALL_OF_SOME, FOR_ALL_WORDS
from proofs.answers.account.beside import in_sentence
from proofs.answers.claims.counts import sample_letters
from proofs.answers.claims.meaning import Claim, looks_like_derivative
from proofs.answers.claims.restrictions import is_index
from proofs.answers.claims.script import Script

_RELATIONS = frozenset({"!=", "<", "<=", ">", ">=", "ll", "gg", "≪", "≫", "<<", ">>"})


def quantified(claim: Claim, script: Script, part: Part) -> str | None:
    """A letter, or all words, for which a claim is said to hold, and that its derivative does not run over: "for every w" beside ∂J/∂u_{w_s}."""
    if claim.by is None:
        return None
    restricted = claim.condition != x.ALWAYS
    if part.place.window and part.place.generic and not restricted and FOR_ALL_WORDS(claim.equation.behind):
        return claim.equation.behind.strip()[:30]
    if not part.place.window and not part.place.samples and FOR_ALL_OF_SOME(claim.equation.behind):
        return claim.equation.behind.strip()[:40]
    ahead, behind = script.around(claim.equation.passage)
    samples = sample_letters([claim.equation.sides[0]], part.notation) if part.place.generic else set()
    for found in (FOR_ALL_BEHIND(behind), FOR_ALL_AHEAD(re.split(r"[.。!?]\s|\n\s*\n", ahead)[-1])):
        letters = _letters(script.formulas[int(found["what"][1:-1])]) if found else []
        if found is None or not letters:
            continue
        if AMONG_SAMPLES(found.string[found.end("what") :]) and not set(letters) & samples:
            return letters[0]
        odd = next((each for each in letters if each not in _indices(claim, part)), None)
        if odd is not None or (part.place.window and part.place.generic and not restricted):
            return odd or letters[0]
    return None


def _letters(passage: s.Passage) -> list[str]:
    """The letters of indices that a formula names: w, w ∈ V, o, c."""
    found: list[str] = []
    for chain in passage.chains:
        first = strip(chain.sides[0])
        for node in first.items if isinstance(first, s.Listing) else (first,):
            if is_index(node):
                found.append(key(strip(node)) or "")
    return found


def _indices(claim: Claim, part: Part) -> set[str]:
    """The letters that are indices of a claim, and those of the part."""
    nodes = [node for side in claim.equation.sides for node in every(side)]
    below = [strip(node.below) for node in nodes if isinstance(node, s.Scripted) and node.below is not None]
    letters = {key(each) or "" for each in below} | sample_letters([claim.equation.sides[0]], part.notation)
    bound = [node for node in nodes if isinstance(node, s.Big) and node.below is not None]
    letters |= {key(each) or "" for node in bound for each in every(node.below)}  # type: ignore[arg-type]
    argument = {part.place.argument.name} if part.place.argument is not None else set()
    return letters | set(part.place.free) | argument


def loose(claim: Claim, script: Script) -> str | None:
    """A relation without a formula, or a number, that stands behind a claim in its formula or its sentence: ⇔ o ≠ c, x ≪ 0, 2."""
    mine = claim.equation
    for other in script.equations:
        if other is mine or len(other.sides) > 1 or other.span[0] < mine.span[1]:
            continue
        same = other.passage == mine.passage
        if other.other in _RELATIONS and (same or in_sentence(claim, other.passage, script)):
            return script.source[other.span[0] : other.span[1] + 12].strip()
        if same and isinstance(other.sides[0], s.Numeral):
            return script.source[slice(*other.span)]
    return None


def unequal(script: Script) -> str | None:
    """A formula of its own that says of a derivative, or of what stands before it, that it is not something: ∂J/∂v ≠ A, ≠ A; of 0 it may be said."""
    for chain in (each for passage in script.formulas for each in passage.chains if "!=" in each.operators):
        first, last = chain.sides[0], strip(chain.sides[-1])
        of_zero = isinstance(last, s.Numeral) and last.text == "0"
        if not of_zero and (isinstance(first, s.Empty) or looks_like_derivative(first)):
            return " ".join(script.source[slice(*chain.span)].split())[:60]
    return None
