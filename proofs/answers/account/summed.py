"""What the words beside a claim say that its sums run over, where that is not what was read: "with $w$ from $1$ to $V - 1$"."""

from derive import expression as x
from derive.elaboration.sets import size_of_set
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.problem import Part, Problem
from derive.reading.context import Notation
from derive.reading.elaborate import Reader
from derive.traversal import walk
from derive.words.quoting import as_written
from derive.words.ranges import BEGINS, BESIDE_AN_END, COUNTED_ONCE, FROM_TO, STOPS, SUM_OVER
from derive.words.sentences import HALF
from proofs.answers.account.beside import in_sentence
from proofs.answers.claims.meaning import Claim
from proofs.answers.claims.restrictions import full_run
from proofs.answers.claims.script import Script


def summed_otherwise(claim: Claim, script: Script, problem: Problem, part: Part) -> str | None:
    """The words, or the set, that make a sum of a claim run over something else; None where nothing does."""
    if part.place.samples and not part.distinct and (once := COUNTED_ONCE(HALF.split(claim.equation.behind)[0])):
        return once[0].strip()
    over = {
        node.index.name: node.index.over
        for side in claim.sides
        for node in (walk(side.value) if side.value is not None else ())
        if isinstance(node, x.Sum) and isinstance(node.index, x.Index)
    }
    if not over:
        return None
    return (
        _another_set(claim, over, script, problem, part)
        or _another_end(claim, over, script, problem)
        or _over_others(claim, set(over.values()), problem.notation, part)
    )


def _over_others(claim: Claim, sizes: set[str], notation: Notation, part: Part) -> str | None:
    """What the sentence of a claim says that its sum runs over, where no sum of it does."""
    found = SUM_OVER(HALF.split(claim.equation.behind)[0])
    if found is None:
        return None
    size = next((getattr(notation, thing) for thing in ("draws", "offsets", "words") if found[thing]), "")
    other = size not in sizes and not (size == notation.words and (part.place.window or part.place.samples))
    apart = bool(part.place.samples) and not part.distinct and "distinct" in found[0]
    return found[0] if other or apart else None


def _another_set(claim: Claim, over: dict[str, str], script: Script, problem: Problem, part: Part) -> str | None:
    """A set that is written out, w ∈ {1, …, V/2}, and is not all that the sum over its letter runs over."""
    for at, passage in enumerate(script.formulas):
        if at == claim.equation.passage or not in_sentence(claim, at, script):
            continue
        for chain in passage.chains:
            size = over.get(key(strip(chain.sides[0])) or "")
            numbers = chain.operators == ("=",) and isinstance(strip(chain.sides[1]), s.Listing) and not full_run(chain)
            if size is not None and numbers:
                return script.source[slice(*chain.span)]  # w = 1, 2, 3
            if size is None or chain.operators != ("in",) or not isinstance(chain.sides[1], s.Group):
                continue
            if size_of_set(Reader(problem.notation, part.place), chain.sides[1]) != size:
                return script.source[slice(*chain.span)]
    return None


def _another_end(claim: Claim, over: dict[str, str], script: Script, problem: Problem) -> str | None:
    """Ends that are told in words, and are not 1 and the size of what the sum runs over."""
    for found in FROM_TO.all(script.page):
        at = int(found["what"][1:-1])
        told = [script.formulas[int(found[name][1:-1])] for name in ("what", "first", "last")]
        letter, first, last = ((each.expression and key(strip(each.expression))) or "" for each in told)
        size = over.get(letter)
        if size is None or not in_sentence(claim, at, script):
            continue
        if first != "1" or problem.notation.size_of(last) != size:
            return script.source[told[0].span[0] : told[-1].span[1]]
    if beside := BESIDE_AN_END(script.page):
        return as_written(beside[0], script.source, claim.equation.span[0])
    for said, begins in ((BEGINS, True), (STOPS, False)):
        for found in said.all(script.page):
            number = found["end"].strip("⟦⟧")
            end = number if number == found["end"] else _end_of(script.formulas[int(number)], over)
            if not (end == "1" if begins else problem.notation.size_of(end or "") in over.values()):
                return as_written(found[0], script.source, claim.equation.span[0])
    return None


def _end_of(formula: s.Passage, over: dict[str, str]) -> str | None:
    """The end of a sum that a formula names, as 1 or w = 1; None where it is of another letter."""
    if formula.expression is not None:
        return key(strip(formula.expression))
    for chain in formula.chains:
        if chain.operators == ("=",) and key(strip(chain.sides[0])) in over:
            return key(strip(chain.sides[1]))
    return None
