"""A second answer with another value, or a false line, beside the one that is accepted."""

import re

from derive import expression as x
from derive.elaboration.open_lengths import fitted
from derive.parsing import syntax as s
from derive.parsing.alone import emphasised, stands_alone
from derive.parsing.trees import strip
from derive.problem import Part
from derive.words.claims import equates, offers
from derive.words.clauses import Clause, clauses_of
from derive.words.inside import CONNECTIVES
from derive.words.joins import BOTH
from derive.words.left_out import says_left_out
from derive.words.phrases import ANSWERS, NAMED, OTHERWISE, RESTATED
from derive.words.plain import plain
from derive.words.second_values import (
    ANNOUNCED,
    AT_FIRST,
    BESIDES,
    BUT_NO,
    BY_ANOTHER,
    CALLED,
    GROUNDED,
    IN_A_CASE,
    IT_IS,
    OF_A_TERM,
    OF_ANOTHER_QUANTITY,
    OF_THE_FUNCTION,
    OF_THE_LAST,
    OF_THE_NEXT,
)
from proofs.answers.account.inner_derivatives import inner_derivative
from proofs.answers.account.paraphrase import paraphrase
from proofs.answers.account.redefinitions import beside
from proofs.answers.account.said_equal import is_a_column
from proofs.answers.claims.meaning import Claim, Meaning, looks_like_derivative
from proofs.answers.claims.script import Script
from proofs.answers.claims.sizes import fits, told
from proofs.answers.deciding.outcome import Outcome, equal_in
from proofs.answers.deciding.targets import same_loss
from proofs.answers.deciding.weighing import column_told, mentioned
from proofs.identity import Judge, equal


def contradiction(outcome: Outcome, claim: Claim, meaning: Meaning, script: Script, part: Part) -> str | None:
    """Another formula that is given as the answer too, and has another value; a false step on the way to a right end is none."""
    truth, judge = outcome.truth, outcome.judge
    if truth is None or judge is None:
        return None
    again = paraphrase(script, claim.equation.passage, meaning.value_of, outcome.is_value)
    written = [each for each in meaning.claims if each is claim or (each.by is not None and each.by == claim.by)]
    paraphrased = again.passages if again is not None and again.same else ()
    for other in meaning.claims:
        if other is claim or other.role == "zero" or other.equation.passage in paraphrased:
            continue
        if _given_up(other, claim):
            continue
        if part.place.argument is not None and len(other.sides) > 1 and _of_a_place(other, part):
            if equal_in(part, other.sides[0].value, other.sides[1].value, other.condition) is not True:  # type: ignore[arg-type]
                return _shown(other, script)
            continue
        follows = _follows(other, claim) or (len(other.sides) > 1 and other.by is None and beside(other, claim, script))
        if follows and _false(other, judge):
            return _shown(other, script)
        if other.role in ("loss", "definition"):
            continue
        if _otherwise(other, outcome, part):
            return _shown(other, script)
        if other.sides[-1].value is None:
            if len(other.sides) == 1 and (_given(other) or (other.sides[-1].misshapen and _shown_again(other, claim))):
                return _shown(other, script)
            mine = other.equation.goes_on or (other.by is not None and other.by == claim.by)
            if mine and other.sides[-1].misshapen and _asserted(other, claim, script):
                return _shown(other, script)
            continue
        if _of_another_derivative(other, claim, script):
            continue
        inner = inner_derivative(other, script, part)
        if inner is not None:
            if not inner:
                return _shown(other, script)
            continue
        if _is_its_shape(other, truth, part):
            continue
        if script.is_piece(other.equation) and not _inert(other, written, truth, judge):
            return _shown(other, script)
        if len(other.sides) == 1 and says_left_out(other.equation.lead):
            left = fitted(other.sides[-1].value, truth.shape)
            if left.shape != truth.shape or equal(truth, left, judge.setting, claim.condition) is not True:
                return _shown(other, script)
            continue  # all that is left of it is the same once more
        lies = column_told(other, script)
        if _of_something_else(other, lies, written, truth, judge, part, meaning.convention.orientation == "rows"):
            continue
        if len(other.sides) == 1 and lies and not mentioned(other):
            return _shown(other, script)
        if not _asserted(other, claim, script) or (other.of is not None and not _same(other.of, part)):
            continue
        if other.by is not None and claim.by is not None and other.by != claim.by:
            if _other_is_false(other, part):
                return _shown(other, script)
            continue
        value = fitted(other.sides[-1].value, truth.shape)
        if value.shape not in (truth.shape, truth.shape[::-1]):
            if other.by is None and len(other.sides) == 1 and _given(other):
                return _shown(other, script)
            continue
        value = value if value.shape == truth.shape else x.Transpose(value)
        target = x.Transpose(truth) if isinstance(other.by, x.Transpose) != isinstance(truth, x.Transpose) else truth
        if other.by is not None and target.shape != value.shape:
            continue
        if equal(truth, value, judge.setting, x.All((other.condition, claim.condition))) is False:
            return _shown(other, script)
    return None


def _given_up(other: Claim, claim: Claim) -> bool:
    """Whether an author tells that a formula ahead of the answer was his first thought, and was wrong."""
    equation = other.equation
    ahead = equation.passage < claim.equation.passage
    return ahead and bool(AT_FIRST(plain(equation.lead)) and BUT_NO(plain(equation.behind)))


def _is_its_shape(other: Claim, truth: x.Expression, part: Part) -> bool:
    """Whether a formula is the shape of the answer, d × 1, and no value: "so the result is d × 1"."""
    sizes = told(other.equation.sides[0], part.notation) if len(other.equation.sides) == 1 else None
    return sizes is not None and fits(sizes, truth.shape)


def _inert(other: Claim, written: list[Claim], truth: x.Expression, judge: Judge) -> bool:
    """Whether a formula that is a piece of a phrase cannot be a value: a symbol, another shape, a term of the answer, or that value itself."""
    value = other.sides[-1].value
    if value is None or mentioned(other) or (isinstance(value, x.Call) and isinstance(value.argument, x.Symbol)):
        return True
    value = fitted(value, truth.shape)
    return (
        value.shape != truth.shape
        or equal(truth, value, judge.setting, other.condition) is not False
        or _is_a_term(value, written, judge)
    )


def _is_a_term(value: x.Expression, written: list[Claim], judge: Judge) -> bool:
    """Whether a value is one term of a sum that an answer is written as: Uŷ of U(ŷ − y) too."""
    sides = [side.value for claim in written for side in claim.sides if side.value is not None]
    terms = [term for each in sides for term in _terms(each) if term.shape == value.shape]
    return any(equal(term, value, judge.setting) for term in terms)


def _terms(value: x.Expression) -> tuple[x.Expression, ...]:
    """The terms of a sum, or of a product with a sum in it, a sum over an index of such too; none of what is no sum."""
    match value:
        case x.Add(terms):
            return terms
        case x.Sum(index, body, condition):
            return tuple(x.Sum(index, term, condition) for term in _terms(body))
        case x.Product(factors):
            for at, factor in enumerate(factors):
                if isinstance(factor, x.Add):
                    return tuple(x.Product((*factors[:at], term, *factors[at + 1 :])) for term in factor.terms)
    return ()


def _of_something_else(
    other: Claim,
    lies: re.Match[str] | None,
    written: list[Claim],
    truth: x.Expression,
    judge: Judge,
    part: Part,
    rows: bool,
) -> bool:
    """Whether a bare value is said to be one term of the answer, and is, or to be the function that is differentiated, or of another derivative."""
    value, lead = other.sides[-1].value, plain(other.equation.lead)
    if value is None or other.by is not None or len(other.equation.sides) > 1 or other.equation.goes_on:
        return False
    if lies:
        return (not lies.groupdict().get("row") or rows) and is_a_column(value, part)
    if (OF_A_TERM(lead) or OF_THE_NEXT(lead)) and not equates(lead):
        return _is_a_term(fitted(value, truth.shape), written, judge)
    if BY_ANOTHER(lead):
        return value.shape not in (truth.shape, truth.shape[::-1])
    return bool(OF_THE_FUNCTION(lead)) and part.place.argument is not None and same_loss(value, part)


def _given(other: Claim) -> bool:
    """Whether the words before a formula call it the answer, or the formula before it once more."""
    ahead = plain(other.equation.before)
    return bool(NAMED.search(ahead) or RESTATED.search(ahead) or CALLED(plain(other.equation.behind)))


def _follows(other: Claim, claim: Claim) -> bool:
    """Whether an equation stands behind the claim in its own formula, as a consequence of it."""
    same = other.equation.passage == claim.equation.passage
    return same and other.by is None and other.equation.span[0] > claim.equation.span[0] and len(other.sides) > 1


def _of_a_place(other: Claim, part: Part) -> bool:
    """Whether an equation gives the slope of the function at a number of its own: σ′(0) = 1/4."""
    left = strip(other.equation.sides[0])
    head = left.factors[0] if isinstance(left, s.Juxtaposition) else left
    primed = isinstance(head, s.Scripted) and bool(head.primes)
    at_a_number = primed or isinstance(getattr(other.by, "value", None), x.Number)
    return at_a_number and other.by != part.variable and all(side.value is not None for side in other.sides[:2])


def _false(other: Claim, judge: Judge) -> bool:
    left, right = other.sides[0].value, other.sides[1].value
    if left is None or right is None or other.equation.relations[:1] != ("=",):
        return False
    left, right = fitted(left, right.shape), fitted(right, left.shape)
    if isinstance(left, x.Number) and isinstance(right, x.Number):
        return left.value != right.value
    return equal(left, right, judge.setting, other.condition) is False


def _otherwise(other: Claim, outcome: Outcome, part: Part) -> bool:
    """Whether a bare value for all other words stands behind the case of one word, and is not theirs."""
    value = other.sides[-1].value
    if outcome.target != "special" or len(other.sides) > 1 or value is None or part.loss is None or not part.special:
        return False
    if not OTHERWISE.search(plain(re.split(r"⟦[^⟧]*⟧", other.equation.before)[-1])) or part.variable is None:
        return False
    own = x.Derivative(part.loss, part.variable)
    apart = x.Not(x.Same(part.place.free[part.place.generic or ""], part.place.free[part.special]))
    return equal_in(part, own, value, apart) is not True


def _other_is_false(other: Claim, part: Part) -> bool:
    """Whether a line gives the derivative by another variable, and gives it wrong."""
    by = other.by.operand if isinstance(other.by, x.Transpose) else other.by
    value = other.sides[-1].value
    if part.loss is None or not isinstance(by, x.Symbol | x.Column) or value is None:
        return False
    own = x.Derivative(part.loss, by)
    value = fitted(value, own.shape)
    if value.shape != own.shape:
        return False
    return equal_in(part, own, value, other.condition) is False


def _same(of: x.Expression, part: Part) -> bool:
    return of is part.loss or same_loss(of, part)


def _of_another_derivative(other: Claim, claim: Claim, script: Script) -> bool:
    """Whether a value in a sentence that begins with "this" is that of a derivative which stands between it and the claim."""
    equation = other.equation
    if other.by is not None or len(equation.sides) > 1 or not OF_THE_LAST(equation.lead):
        return False
    chains = [chain for formula in script.formulas for chain in formula.chains if "=" in chain.operators]
    ahead = [chain for chain in chains if claim.equation.span < chain.span < equation.span]
    asked = claim.equation.sides[0]
    return bool(ahead) and looks_like_derivative(ahead[-1].sides[0]) and ahead[-1].sides[0] != asked


_ENDS = re.compile(r"\s*(?:$|[.。;；]|\n)")


def _ends_its_sentence(other: Claim) -> bool:
    """Whether a formula is a value without a left side, and the end of its sentence."""
    equation = other.equation
    return len(other.sides) == 1 and not equation.goes_on and bool(_ENDS.match(equation.behind))


def _shown_again(other: Claim, claim: Claim) -> bool:
    """Whether a formula behind an answer stands in its place: "We now have B.", or only how it is written stands before it, "or, with matrices, B"."""
    lead, symbol = other.equation.lead, mentioned(other)
    if other.equation.span[0] <= claim.equation.span[0] or not _ends_its_sentence(other):
        return False
    return offers(lead, symbol) or not (symbol or any(map(_speaks, clauses_of(lead))))


def _speaks(clause: Clause) -> bool:
    """Whether a clause says something of a thing: it has a verb, or names one; "with matrices" names none."""
    names = {"mark", "unknown"} | (set() if clause.body and "prep" in clause.body[0].tags else {"given", "math"})
    return bool(clause.verb) or clause.reason or any(each.tags & names for each in clause.tokens)


def _asserted(other: Claim, claim: Claim, script: Script) -> bool:
    """Whether a claim gives a value for what is asked, and does not only mention a formula."""
    equation = other.equation
    if other.by is not None and len(equation.sides) > 1:
        ahead, behind = equation.span[0] < claim.equation.span[0], plain(equation.behind.split("⟦")[0])
        boxed = any(
            emphasised(equation.sides[0], each) for each in (equation.before, script.source[: equation.span[0]])
        )
        said = ANNOUNCED(plain(equation.lead)) or BESIDES(behind) or GROUNDED(behind)
        return not ahead or _given(other) or boxed or bool(said)
    if other.by is not None:
        return False
    next_to_it = equation.passage == claim.equation.passage + 2
    if _ends_its_sentence(other) and equates(equation.lead):
        return True  # So the derivative is the vector B.
    bare = len(other.sides) == 1 or equation.goes_on
    if next_to_it and bare and BOTH(equation.lead) and _ENDS.match(equation.behind):
        return True  # two values: A and B
    if _shown_again(other, claim):
        return True  # Finally B.
    if mentioned(other) and not NAMED.search(plain(equation.before)):
        follows = next_to_it and IT_IS(equation.before.split("⟦…⟧")[-1])
        return bool(follows) and isinstance(strip(equation.sides[0]), s.Numeral) and not IN_A_CASE(equation.behind)
    plus = isinstance(equation.sides[0], s.Signed) and equation.sides[0].sign == "+"
    if (equation.goes_on or plus) and equation.span[0] > claim.equation.span[0]:
        return True  # it goes on: = …, + …
    if len(other.sides) > 1 and not equation.goes_on:
        return False  # an equation about something else
    if equation.passage == claim.equation.passage:
        return True
    words = plain(equation.lead)
    if OF_ANOTHER_QUANTITY(words):
        return False  # another quantity
    shown = stands_alone(equation.before, equation.behind) or emphasised(equation.sides[0], equation.before)
    return (
        shown
        or bool(ANSWERS.search(words))
        or bool(CALLED(plain(equation.behind)))
        or (equation.display and set(words.split()) <= CONNECTIVES)
    )


def _shown(claim: Claim, script: Script) -> str:
    """The other value as its author writes it, short."""
    said = " ".join(script.source[slice(*claim.equation.sides[-1].span)].split())
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


LONGEST = 60
