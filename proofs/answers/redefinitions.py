"""Symbols of the assignment to which an author gives another meaning, by a formula or in words.

A definition that agrees with the assignment's says nothing new; one that does not, or that cannot be understood, makes the answer
speak of something else: it is not decided under the assignment's meaning.
"""

import re
from collections.abc import Iterator

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading import syntax as s
from derive.reading.context import Convention, every, key, strip
from derive.reading.elaborate import Reader
from derive.reading.phrases import DEFINING, DESCRIBING, INTRODUCING, NAMING, NEUTRAL, plain
from proofs.answers.meaning import Claim, Meaning, fitted, read_side
from proofs.answers.outcome import setting_of
from proofs.answers.script import Script
from proofs.identity import Judge, Undecidable


def redefined(meaning: Meaning, answer: Claim | None, script: Script, problem: Problem, part: Part) -> str | None:
    """The first symbol of the assignment that means something else in an answer; None where all keep their meaning."""
    for claim in meaning.claims:
        sign = [script.source[a:b] for a, b in claim.statement.places[:1]]
        assigned = bool(sign) and bool(re.search(r":=|\\(?:gets|leftarrow|coloneqq|triangleq|equiv)|←", sign[0]))
        introduced = assigned or bool(INTRODUCING.search(plain(claim.statement.before)))
        ahead = answer is not None and claim.statement.span[0] < answer.statement.span[0] and part.kind != "zero"
        if not introduced and (not ahead or _of_two_symbols(claim, problem, part)):
            continue  # something that is said to hold in some case, as ŷ = y
        name = _by_formula(claim, problem, part, meaning.convention, introduced)
        if name and answer is not None and name.split("_")[0] not in letters_of(answer):
            continue
        if name:
            return name
    for name in in_words(script, problem):
        return name
    return None


def _of_two_symbols(claim: Claim, problem: Problem, part: Part) -> bool:
    return all(side.value is not None and given(side.value, problem, part) for side in claim.sides[:2])


def letters_of(answer: Claim) -> set[str]:
    """The symbols that an answer is written in, without their subscripts."""
    words = {key(node) or "" for side in answer.statement.sides for node in every(side)}
    return {word.split("_")[0] for word in words}


def _by_formula(claim: Claim, problem: Problem, part: Part, convention: Convention, introduced: bool) -> str | None:
    """A symbol that a formula sets equal to something that it is not, or that cannot be read."""
    if len(claim.sides) < 2 or claim.by is not None:
        return None
    plainly = Reader(problem.notation, part.place, convention)  # without the author's own definitions
    left, right = (read_side(plainly, side.syntax).value for side in claim.sides[:2])
    if left is None or not (given(left, problem, part) or (introduced and _known(left, problem))):
        return None
    name = key(strip(claim.statement.sides[0])) or ""
    if right is None or claim.statement.relations[:1] != ("=",):
        return name if introduced and claim.sides[1].value is None else None
    right, left = fitted(right, left.shape), fitted(left, right.shape)
    if left.shape != right.shape:
        return name if left.shape != right.shape[::-1] else None
    try:
        found = Judge([left, right], setting_of(part, [left, right, claim.condition])).compare(
            left, right, claim.condition
        )
    except (Undecidable, KeyError, x.ShapeError):
        return None
    return name if found.equal is False else None


def given(value: x.Expression, problem: Problem, part: Part) -> bool:
    """Whether an expression is a symbol of the assignment, one of its vectors or entries."""
    while isinstance(value, x.Transpose):
        value = value.operand
    if isinstance(value, x.Entry | x.Column):
        value = value.matrix
    if isinstance(value, x.Named):
        return part.place.argument is None and any(
            value.name == each.name for each in problem.notation.quantities.values()
        )
    return isinstance(value, x.Symbol) and value.name in problem.notation.symbols and value.shape != x.SCALAR


def _known(value: x.Expression, problem: Problem) -> bool:
    """Whether an expression is a number or a function that the assignment fixes: α, σ(x)."""
    if isinstance(value, x.Symbol):
        return value.name in problem.notation.symbols and value.name != "x"
    return isinstance(value, x.Call) and isinstance(value.argument, x.Symbol)


_SENTENCE = re.compile(r"(?<=[.!?])\s+|[。！？;；]|\n[ \t>]*\n|(?=,\s*(?:where|here|with)\b)|(?=其中)")
_FORMULA = re.compile(r"⟦(\d+)⟧")


def in_words(script: Script, problem: Problem) -> Iterator[str]:
    """Symbols that the prose describes as something else: "let y be uniform", "where ŷ is the label"."""
    for sentence in _SENTENCE.split(script.page):
        for found in _FORMULA.finditer(sentence):
            name = _symbol(script.formulas[int(found[1])], problem)
            if name is None:
                continue
            ahead = plain(sentence[: found.start()])
            opening = re.search(r"(?:^|[,，:：]|\b(?:because|since|as|and)|因为|由于|若)\s*$", ahead)
            pattern = DEFINING if INTRODUCING.search(ahead) else DESCRIBING if opening or len(ahead) < 3 else None
            predicate = pattern.match(plain(sentence[found.end() :])) if pattern else None
            if predicate is None and re.search(r"\b(?:write|call|use)\b", ahead):
                predicate = NAMING.match(plain(sentence[found.end() :])) or NAMING.match(
                    re.split(r"\bcall\b", ahead)[-1]
                )
            if predicate is None:
                continue
            if not agrees(predicate["what"], name, script, problem):
                yield name


def _symbol(passage: s.Passage, problem: Problem) -> str | None:
    """The one symbol of the assignment that a formula consists of."""
    if len(passage.chains) != 1 or len(passage.chains[0].sides) != 1:
        return None
    word = key(strip(passage.chains[0].sides[0]))
    known = set(problem.notation.described)
    plain_word = (word or "").replace("widehat ", "hat ")
    return plain_word if plain_word in known else None


def agrees(what: str, name: str, script: Script, problem: Problem) -> bool:
    """Whether a description of a symbol uses only words that fit it, and no formula but its sizes and its own word."""
    fitting = problem.notation.described.get(name, frozenset())
    what = re.split(r"\band \W*⟦|\b(?:where|when|such|if|for|since|because|so)\b|其中|当", what)[0]
    for found in _FORMULA.finditer(what):
        passage = script.formulas[int(found[1])]
        words = {key(strip(side)) for chain in passage.chains for side in chain.sides}
        if not words <= {"o", "1", "0", "V", "d", "R", None, name, "w", "c"} or ("c" in words and name in ("y", "u_o")):
            return False
    said = re.findall(r"[a-z][a-z-]*|[\u4e00-\u9fff]+", _FORMULA.sub(" ", what))
    return all(word in NEUTRAL or word in fitting or _chinese(word, fitting) for word in said)


def _chinese(word: str, fitting: frozenset[str]) -> bool:
    rest = word
    for known in sorted((each for each in (*fitting, *NEUTRAL) if not each.isascii()), key=len, reverse=True):
        rest = rest.replace(known, "")
    return not word.isascii() and not rest
