"""What stands beside an accepted claim, or inside its formula, and makes it another one: a limit, a range, a space, a remark at a brace."""

import re

from derive import expression as x
from derive.elaboration.sets import size_of_set
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.elaborate import Reader
from derive.words.claims import odd_word, says_gone
from derive.words.phrases import ABOUT_ANOTHER
from derive.words.plain import plain
from derive.words.ranges import FOR_EVERY_FORMULA, UNDER_A_CONDITION
from derive.words.remarks import is_tag, lone_mark, word_of
from derive.words.sentences import ends_in
from derive.words.shapes import OF_SHAPE
from proofs.answers.account.described import agrees
from proofs.answers.claims.counts import sample_letters
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.restrictions import full_run, is_condition, of_subscripts
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.claims.sizes import fits, told
from proofs.answers.deciding.outcome import Outcome, equal_in

_ANEW = re.compile(r"\s+[A-Z][a-z]")
"""A sentence that begins behind a formula without a stop."""


def in_sentence(claim: Claim, at: int, script: Script) -> bool:
    """Whether formula `at` of the page stands in the sentence of a claim."""
    first, last = sorted((claim.equation.passage, at))
    if first == last:
        return True
    between = script.between(first, last)
    return not (ends_in(between) or _ANEW.match(between))


def limiting(claim: Claim, script: Script) -> str | None:
    """A limit beside a claim (as ‖v_c‖ → 0), or a condition on sizes that no claim took up (n < V)."""
    for at, passage in enumerate(script.formulas):
        if not in_sentence(claim, at, script):
            continue
        if ABOUT_ANOTHER.search(script.around(at)[0]):
            continue
        for chain in map(of_subscripts, passage.chains):
            if at == claim.equation.passage and chain.span <= claim.equation.span:
                continue
            tested = bool(chain.operators) and is_condition(chain) and not full_run(chain)
            if "to" in chain.operators or (tested and at >= claim.equation.passage and chain.span not in script.taken):
                return script.source[slice(*chain.span)]
    return None


def other_range(claim: Claim, script: Script, problem: Problem, part: Part) -> str | None:
    """A set beside a claim over which its index does not run: for every k ∈ {1, …, V}, where k numbers samples."""
    generic = part.place.free.get(part.place.generic or "")
    if generic is None or claim.by is None:
        return None
    every = FOR_EVERY_FORMULA(claim.equation.behind)
    if every and part.place.window:
        return every[0].strip()  # for all w, of which the part leaves one out
    letters = sample_letters([claim.equation.sides[0]], problem.notation)
    for at, passage in enumerate(script.formulas):
        if not in_sentence(claim, at, script):
            continue
        for chain in passage.chains:
            if chain.operators not in (("in",), ("=",)) or key(strip(chain.sides[0])) not in letters:
                continue
            if chain.operators == ("=",) and not full_run(chain):
                continue
            size = size_of_set(Reader(problem.notation, part.place), chain.sides[1])
            if size != generic.over:
                return script.source[slice(*chain.span)]
    return None


def unattached(claim: Claim, script: Script, problem: Problem) -> str | None:
    """A condition behind a claim that was not read as its own; a shape, or a range from 1 on, is told elsewhere whether it fits."""
    found = UNDER_A_CONDITION(claim.equation.behind)
    if not found or _ANEW.match(claim.equation.behind) or claim.equation.conditions or claim.condition != x.ALWAYS:
        return None
    at = claim.equation.passage + 2
    chains = script.formulas[at].chains if at < len(script.formulas) else ()
    if chains and all(told(chain.sides[-1], problem.notation) is not None or full_run(chain) for chain in chains):
        return None
    return found[0].split("⟦")[0].strip()


def other_shape(claim: Claim, outcome: Outcome, script: Script, problem: Problem) -> str | None:
    """A shape that the author gives for the value, ∈ R^{V × d} or (V × d), where it has another one."""
    if outcome.final is None:
        return None
    member = claim.equation.member
    if member is not None and told(member, problem.notation) is None:
        return script.source[slice(*member.span)]
    sides = [member] if member is not None else []
    bracketed = OF_SHAPE(claim.equation.behind.split("⟦")[0])
    following = script.formulas[claim.equation.passage + 2 : claim.equation.passage + 3]
    if bracketed and following and following[0].expression is not None:
        sides.append(following[0].expression)
    for side in sides:
        sizes = told(side, problem.notation)
        if sizes is not None and not fits(sizes, outcome.final.shape):
            return script.source[slice(*side.span)]
    return None


def other_members(claim: Claim, meaning: Meaning, script: Script, problem: Problem) -> str | None:
    """A space that another line of the same formula gives for its value, where that lies in another one."""
    for other in meaning.claims:
        member, value = other.equation.member, other.sides[-1].value if other.sides else None
        if other is claim or member is None or other.equation.passage != claim.equation.passage:
            continue
        sizes = told(member, problem.notation)
        if sizes is None or (value is not None and not fits(sizes, value.shape)):
            return script.source[slice(*member.span)]
    return None


_COUNTED = ("terms", "entries", "rows", "columns", "copies", "项", "个", "行", "列")
"""What a number at a brace may count."""


def marked(claim: Claim, outcome: Outcome, meaning: Meaning, script: Script) -> str | None:
    """What stands by itself in the formula of a claim: a word or a sign that may say that it is wrong, or another expression behind it."""
    own = claim.equation
    beside = [
        each for each in script.equations if each is not own and each.passage == own.passage and len(each.sides) == 1
    ]
    mark = next(filter(None, (lone_mark(each.sides[0], script.source) for each in beside)), None)
    values = {each.equation.span: each.sides[-1].value for each in meaning.claims if each.sides}
    for each in beside if mark is None else ():
        value = values.get(each.span)
        again = value is not None and outcome.is_value(value)
        if each.span[0] >= own.span[1] and not (each.conditions or again or is_tag(each.sides[0], script.source)):
            return script.source[slice(*each.span)]
    return mark


def at_a_brace(claim: Claim, meaning: Meaning, script: Script, problem: Problem, part: Part) -> str | None:
    """What stands at a brace below or above the value, and says that it is something else: = 0, wrong, 2."""
    for node in every(claim.equation.sides[-1]):
        label = strip(node.label) if isinstance(node, s.Braced) and node.label is not None else None
        if label is None or not isinstance(node, s.Braced):
            continue
        said = script.source[slice(*label.span)]
        told = [word for each in every(label) if (word := word_of(each)) and word not in _COUNTED]
        changed = any(isinstance(each, s.Numeral | s.Signed) for each in every(label))
        if (
            any(map(odd_word, told))
            or (told and changed)
            or (isinstance(label, s.Relation) and "to" in label.operators)
        ):
            return said
        words = label.text if isinstance(label, s.Words) else label.name if isinstance(label, s.Name) else ""
        if isinstance(label, s.Numeral | s.Signed) or (len(words) > 1 and (odd_word(words) or says_gone(words))):
            return said
        symbol = (key(strip(node.inner)) or "").replace("widehat ", "hat ")
        if (
            symbol in problem.notation.described
            and words
            and not agrees(plain(words), symbol, script, problem, part, meaning)
        ):
            return said
        if isinstance(label, s.Relation) and label.operators == ("=",) and isinstance(strip(label.sides[0]), s.Empty):
            reader = Reader(problem.notation, part.place, meaning.convention)
            inner, other = (read_side(reader, side).value for side in (node.inner, label.sides[1]))
            if inner is not None and other is not None and equal_in(part, inner, other) is False:
                return said
    return None
