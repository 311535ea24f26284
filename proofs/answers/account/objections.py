"""The account of an answer: whatever stands beside an accepted claim and may change what it says speaks against accepting it.

An answer is accepted only if nothing is left on the page that was not understood: the relation is equality, every condition was
read, no word or sign beside the formula modifies it, no symbol of the assignment means something else there, and no second answer
contradicts the first. docs/soundness.md, "From the page to the test", has the table.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.problem import Part, Problem
from derive.words.case_values import without_exception, without_next_case, without_quantifier, without_rest
from derive.words.descriptions import COUNT_WORDS, OF_COUNTS, ROW_WORDS, ZERO_NAMES
from derive.words.differentiated_by import without_name
from derive.words.graders import NUMBERING
from derive.words.overruling import tags_in
from derive.words.phrases import AT_THE_KINK, COPIES, COUNTED, COUNTING, REPEATS
from derive.words.plain import plain
from proofs.answers.account.around import Around, around
from proofs.answers.account.at_points import told_at_a_point, without_point
from proofs.answers.account.beside import (
    at_a_brace,
    limiting,
    marked,
    other_members,
    other_range,
    other_shape,
    unattached,
)
from proofs.answers.account.contradiction import contradiction
from proofs.answers.account.labelled import given_to_another, mislabelled
from proofs.answers.account.named import named
from proofs.answers.account.named_values import called
from proofs.answers.account.paraphrase import paraphrase, without_paraphrase
from proofs.answers.account.premises import supposed
from proofs.answers.account.properties import is_bounded, properties, without
from proofs.answers.account.quantified import loose, quantified, unequal
from proofs.answers.account.redefinitions import redefined
from proofs.answers.account.restricting import only_sometimes, restricting
from proofs.answers.account.said_equal import said_to_be_another
from proofs.answers.account.shape_words import said_of_another_shape
from proofs.answers.account.summed import summed_otherwise
from proofs.answers.claims.conventions import row_vectors
from proofs.answers.claims.counts import equal_samples, of_another, sample_letters
from proofs.answers.claims.layout_words import layout_told
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.members import restricted
from proofs.answers.claims.script import Script
from proofs.answers.claims.sizes import misfits
from proofs.answers.claims.zero_words import asked_when, without_instance, without_remark
from proofs.answers.deciding.ends import is_zero
from proofs.answers.deciding.outcome import Outcome
from proofs.answers.deciding.vanishing import false_instances, is_zero_there, remarks
from proofs.answers.deciding.weighing import other_half
from proofs.verdict import Note


def objection(outcome: Outcome, script: Script, problem: Problem, part: Part) -> tuple[str, Note] | None:
    """What speaks against accepting an answer, as a verdict and its reason; None where nothing does."""
    claim, meaning = outcome.claim, outcome.meaning
    if meaning is None:
        return None
    for found in _objections(outcome, claim, meaning, script, problem, part):
        return found
    return None


def place_of(note: Note, claim: Claim, script: Script) -> s.Span | None:
    """Where in the text stands what speaks against a claim: its bracket, or the words next to it; None where that does not show."""
    if note.code.startswith("bracket-"):
        return next((each.span for each in script.formulas[claim.equation.passage].notes if each.kind), None)
    quoted = str(note.values.get("words") or note.values.get("sign") or note.values.get("other") or "").lower()
    source, end = script.source.lower(), claim.equation.span[1]
    behind = source.find(quoted, end)
    at = behind if behind >= 0 else source.rfind(quoted, 0, end)
    return (at, at + len(quoted)) if quoted and at >= 0 and len(source) == len(script.source) else None


def beside_claim(claim: Claim, script: Script) -> Around:
    """What stands around the formula of a claim."""
    equation = claim.equation
    page = around(script, equation.passage, equation.span[0], equation.before, equation.behind)
    if equation.conditions and page.after.strip() in ("(", "（") and _CLOSING.match(equation.behind):
        return replace(page, after="")  # brackets of a condition, $A$ ($w = o$), and not of a factor
    return page


_CLOSING = re.compile(r"\s*[)）](?=\s*(?:$|[\n.,;，。；]|[^\W\d_]))")
"""A bracket that closes, and neither a sign nor a formula behind it."""


def _given_again(claim: Claim, meaning: Meaning, outcome: Outcome) -> bool:
    """Whether a formula next to the claim gives its value once more, and so is no factor of it."""
    at = claim.equation.passage
    return any(value is not None and outcome.is_value(value) for value in map(meaning.value_of, (at - 1, at + 1)))


def _objections(
    outcome: Outcome, claim: Claim | None, meaning: Meaning, script: Script, problem: Problem, part: Part
) -> Iterator[tuple[str, Note]]:
    letters = sample_letters([each.sides[0] for each in script.equations if each.sides], problem.notation)
    repeated = bool(part.place.samples) and not part.distinct
    miscount = of_another(script.counts, letters, problem.notation)
    for each in outcome.beside:  # the other cases of the answer
        if each.claim is not None:
            yield from _of_the_formula(each.claim, script, part)
            page = beside_claim(each.claim, script)
            words = signs_beside(each.claim) or page.inside() or page.touched()
            if words:
                yield "ambiguous", Note("words-beside", {"words": words})
    if claim is not None:
        yield from _of_the_formula(claim, script, part, outcome.final)
        before, behind = claim.equation.before, claim.equation.behind
        for node in claim.unread:
            counted = script.counts and not miscount
            if counted and isinstance(node, s.Words) and (COUNTING.search(node.text) or _of_counts(node.text)):
                continue
            own = any(each in letters or each.rpartition("_")[2] in letters for each in equal_samples(node))
            if repeated and own and COPIES.search(before) and not tags_in(before) & {"turned", "factor"}:
                continue  # it says over which samples is summed
            yield "ambiguous", Note("words-beside", {"words": quoted(node, script)})
        if claim.equation.by is not None and claim.by is not None:
            before = without_name(before)
        if script.counts and not miscount:
            before = COUNTED.sub(" ", before)
        if repeated:
            before, behind = REPEATS.sub(" ", before), REPEATS.sub(" ", behind)
        if claim.equation.negated:
            before, behind = without_exception(before), without_rest(behind)
        if claim.equation.conditions:
            before = without_quantifier(before)
        told = [each.claim.equation for each in outcome.beside if each.claim is not None and each.claim.equation.told]
        if any(each.passage == claim.equation.passage + 4 and not each.negated for each in told):
            behind = without_next_case(behind)
        if part.place.argument is not None:
            behind = AT_THE_KINK.sub(" ", behind, count=1)
            point = told_at_a_point(claim, outcome.final, script, part) if outcome.final is not None else None
            points, holds = point or ((), True)
            if not holds:
                (start, _), (_, end) = (script.formulas[at].span for at in sorted(points))
                yield "ambiguous", Note("words-beside", {"words": script.source[start:end]})
            behind = without_point(behind) if points else behind
            script, meaning = _taking(points, script, meaning)
        if outcome.final is not None and part.kind == "gradient":
            said = list(properties(behind, claim.equation.passage, outcome.final, script, part))
            for odd in (each for each in said if not each.holds):
                yield (
                    "ambiguous",
                    Note("words-beside", {"words": shown(behind[slice(*odd.span)], odd.passages, script)}),
                )
            behind = without(behind, said)
            script, meaning = _taking([at for each in said for at in each.passages], script, meaning)
            for phrase, same in reversed(list(called(behind, outcome.final, meaning, part, outcome.is_value))):
                start, end = phrase.span
                if not same:
                    yield "ambiguous", Note("words-beside", {"words": behind[start:end].strip(" .,:;，。：")})
                behind = f"{behind[:start]}.{behind[end:]}"
        if part.kind == "zero":
            behind = without_instance(behind)
            for instance in false_instances(claim, meaning, part):
                yield "ambiguous", Note("words-beside", {"words": script.source[slice(*instance.equation.span)]})
        if part.kind == "gradient":
            zeros = remarks(claim, meaning)
            held = [is_zero_there(each, meaning, part) for each in zeros]
            unseen = [each.role == "zero" and asked_when(each.equation) for each in zeros]
            for remark in (zeros[at] for at, holds in enumerate(held) if holds is False or (unseen[at] and not holds)):
                yield "ambiguous", Note("zero-remark", {"remark": script.source[slice(*remark.equation.span)]})
            behind = without_remark(behind) if zeros and all(held) else behind
            other = said_to_be_another(claim, meaning, script, problem, part) if part.kind == "gradient" else None
            if other:
                yield "ambiguous", Note("redefined", {"symbol": other})
            again = paraphrase(script, claim.equation.passage, meaning.value_of, outcome.is_value)
            if again is not None and not again.same:
                yield "ambiguous", Note("words-beside", {"words": again.words})
            behind = without_paraphrase(behind, again.formulas) if again is not None else behind
        fitting = frozenset().union(*problem.notation.described.values()) - CHANGING
        fitting |= COUNT_WORDS if script.counts and not miscount else frozenset()
        rows = layout_told(script, problem.notation) == "rows" or row_vectors(script.prose, problem.notation)
        fitting |= ROW_WORDS if rows else frozenset()
        fitting |= ZERO_NAMES if outcome.final is not None and is_zero(outcome.final) else frozenset()
        page = replace(beside_claim(claim, script), before=before, behind=behind)
        if page.joined and _given_again(claim, meaning, outcome):
            page = replace(page, joined=None)
        words = (
            page.words(part.kind, fitting)
            or unattached(claim, script, problem)
            or page.touched()
            or other_shape(claim, outcome, script, problem)
            or (_of_another_shape(claim, outcome, script, problem) if part.place.argument is None else None)
            or signs_beside(claim)
            or named(claim, script, part)
            or supposed(claim, script, problem, part)
            or summed_otherwise(claim, script, problem, part)
            or page.inside()
            or other_members(claim, meaning, script, problem)
            or quantified(claim, script, part)
            or loose(claim, script)
            or at_a_brace(claim, meaning, script, problem, part)
            or marked(claim, outcome, meaning, script)
        )
        if words:
            yield "ambiguous", Note("words-beside", {"words": words})
        label = (
            mislabelled(claim, script, part) or given_to_another(meaning, script) if part.kind == "gradient" else None
        )
        if label:
            yield "ambiguous", Note("label-beside", {"words": label})
        rest = [piece.text for piece in script.unplaced if piece.passage == claim.equation.passage]
        rest = rest or [found for found in [restricting(claim, meaning, script, problem, part)] if found]
        if rest:
            yield "ambiguous", Note("words-beside", {"words": " ".join(rest)[:60]})
        if part.kind != "gradient" and only_sometimes(claim, part):
            cases = claim.equation.conditions or claim.equation.negated
            yield "ambiguous", Note("words-beside", {"words": " ".join(quoted(each, script) for each in cases)})
    if miscount and part.place.samples:
        yield "ambiguous", Note("words-beside", {"words": miscount})
    assigned = _ASSIGNED.search(script.source)
    if assigned and not _UPDATE.search(re.split(r"[$\n]", script.source[assigned.start() :])[0]):
        yield "ambiguous", Note("words-beside", {"words": assigned[0]})
    symbol = redefined(meaning, claim, script, problem, part) or next(
        misfits(script, problem, meaning.convention, outcome.final), ""
    )
    if symbol:
        yield "ambiguous", Note("redefined", {"symbol": symbol})
    members = restricted(script, problem, part)
    if members is not None:
        yield "ambiguous", Note("words-beside", {"words": script.source[slice(*members)]})
    for error, at in script.unread:
        if claim is None or abs(at - claim.equation.passage) <= 1:
            yield "ambiguous", Note("words-beside", {"words": str(error)})
    if claim is not None:
        limit = limiting(claim, script) or other_range(claim, script, problem, part)
        if limit:
            yield "ambiguous", Note("words-beside", {"words": limit})
        half = other_half(outcome, script)
        if half:
            yield "ambiguous", Note("words-beside", {"words": script.source[slice(*half.equation.span)]})
    if claim is not None and part.kind != "zero":
        denied = unequal(script)
        if denied:
            yield "ambiguous", Note("words-beside", {"words": denied})
    if claim is not None and part.kind == "gradient":
        second = contradiction(outcome, claim, meaning, script, part)
        if second:
            yield "ambiguous", Note("two-answers", {"other": second})


def _taking(passages: Iterable[int], script: Script, meaning: Meaning) -> tuple[Script, Meaning]:
    """Script and meaning without formulas that a remark was made of, which was held."""
    spans = {chain.span for at in passages for chain in script.formulas[at].chains}
    claims = [each for each in meaning.claims if each.equation.passage not in set(passages)]
    return replace(script, taken=script.taken | spans), replace(meaning, claims=claims)


def shown(words: str, passages: Iterable[int], script: Script) -> str:
    """Words behind a claim with their formulas as the author wrote them."""
    for at in passages:
        formula = script.source[slice(*script.formulas[at].span)]
        words = re.sub("⟦[^⟧]*⟧", formula.replace("\\", r"\\"), words, count=1)
    return words.strip()


def _of_counts(text: str) -> bool:
    """Whether all words of a text are those of a count: "was sampled"."""
    return set(re.findall(r"\w+", text.lower())) <= OF_COUNTS


def _of_another_shape(claim: Claim, outcome: Outcome, script: Script, problem: Problem) -> str | None:
    """The words behind a claim that give its value a shape that it does not have."""
    if outcome.final is None:
        return None
    return said_of_another_shape(script, claim.equation.passage, outcome.final.shape, problem.notation)


def _of_the_formula(
    claim: Claim, script: Script, part: Part, value: x.Expression | None = None
) -> Iterator[tuple[str, Note]]:
    """What speaks against a claim within its own formula: a loose reading, a bracket that is missing, another relation."""
    for remark in claim.remarks:
        repeated = remark.code == "sample-words" and not part.distinct
        if repeated or remark.code == "loose":
            yield "ambiguous", Note("loose", dict(remark.values))
    last = claim.equation.sides[-1]
    if isinstance(last, s.Group) and last.opening == "\\{":  # a set of one value
        yield "ambiguous", Note("loose", {"symbol": script.source[slice(*last.span)], "meaning": "(…)"})
    for note in script.formulas[claim.equation.passage].notes:
        if note.kind and note.kind != "doubled":
            yield "unknown", Note(f"bracket-{note.kind}", {"bracket": script.source[slice(*note.span)][:1]})
    sign = other_relation(claim, script)
    if sign and not (value is not None and is_bounded(claim, value, script, part)):
        yield "incomplete", Note("relation", {"sign": sign})


_ASSIGNED = re.compile(r"\\(?:gets|leftarrow)(?![A-Za-z])|←")
_UPDATE = re.compile(r"\\(?:eta|alpha|gamma|epsilon|lambda|partial|nabla)(?![A-Za-z])|η|∂|∇")
"""What stands in a step of gradient descent, which redefines nothing here."""


def mended(outcome: Outcome, script: Script) -> list[Note]:
    """What was put right in the formula of an accepted answer, to be told."""
    if outcome.claim is None:
        return []
    notes = script.formulas[outcome.claim.equation.passage].notes
    return [
        Note("bracket-doubled", {"bracket": script.source[slice(*each.span)]})
        for each in notes
        if each.kind == "doubled"
    ]


def other_relation(claim: Claim, script: Script) -> str:
    """The sign of a relation in the chain that is not equality, as the author writes it."""
    equation = claim.equation
    for sign, place in zip(equation.relations, equation.places, strict=False):
        if sign != "=":
            return script.source[place[0] : place[1]].strip()
    return SIGNS.get(equation.other, equation.other)


SIGNS = {"approx": "≈", "propto": "∝", "!=": "≠", "<=": "≤", ">=": "≥", "notin": "∉"}


def quoted(node: s.Syntax, script: Script) -> str:
    """A piece of the author's text, short."""
    return node.text if isinstance(node, s.Words) else key(strip(node)) or script.source[node.span[0] : node.span[1]]


CHANGING = frozenset(
    [
        "negative",
        "positive",
        "zero",
        "zeros",
        "half",
        "small",
        "between",
        "count",
        "number",
        "unit",
        "normalised",
        "normalized",
        "estimate",
        "estimated",
    ]
)
"""Words that describe a symbol and yet change a formula beside them."""
_SIGN = re.compile(r"[-+*/=·×÷−＋＝^!√¬∓±%]|\\(?:times|cdot|pm|neg|lnot|not)\b|[0-9]")
_CUT = re.compile(r"[,，;；:：.。!?]|\n|⟦[^⟧]*⟧")


def signs_beside(claim: Claim) -> str | None:
    """Mathematics that touches a formula from outside of its delimiters and was not read."""
    before = plain(_CUT.split(claim.equation.before)[-1])
    behind = plain(_CUT.split(claim.equation.behind)[0])
    for text in (before, behind):
        rest = NUMBERING.sub(" ", re.sub(r"(?<=[a-z])-(?=[a-z])", " ", f" {text} "))
        if _SIGN.search(rest):
            return text
    return None
