"""Symbols of the assignment to which an author gives another meaning, by a formula or in words.

A definition that agrees with the assignment's says nothing new; one that does not, or that cannot be understood, makes the answer
speak of something else: it is not decided under the assignment's meaning.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any

from derive import expression as x
from derive.nodes import once, rebuild
from derive.problem import Part, Problem
from derive.reading import syntax as s
from derive.reading.context import Convention, Definition, every, key, strip, transposition_given
from derive.reading.elaborate import Reader
from derive.reading.open_lengths import fitted
from derive.reading.phrases import (
    COUNTED,
    DEFINING,
    DESCRIBED_LATER,
    DESCRIBING,
    INTRODUCING,
    NAMING,
    OF_A_CASE,
    REASONING,
    SUPPOSING,
)
from derive.reading.plain import plain
from derive.reading.sentences import HALF, ends_in
from derive.reading.words import NEUTRAL, OF_ANY_SIZE, OF_COLUMNS
from proofs.answers.equations import Statement
from proofs.answers.meaning import Claim, Meaning, read_meaning
from proofs.answers.outcome import setting_of
from proofs.answers.script import Script
from proofs.answers.sides import Side, read_side
from proofs.answers.sizes import fits, shapes_of, told
from proofs.identity import Judge, Undecidable


def redefined(meaning: Meaning, answer: Claim | None, script: Script, problem: Problem, part: Part) -> str | None:
    """The first symbol of the assignment that means something else in an answer; None where all keep their meaning."""
    if answer is not None:
        chains = [chain for formula in script.formulas for chain in formula.chains]
        conditions = [strip(each) for chain in chains for each in chain.conditions]
        turned = transposition_given(
            [*chains, *conditions], [node for side in answer.statement.sides for node in every(side)]
        )
        if turned:
            return turned
    for claim in meaning.claims:
        if claim is answer or claim.role == "zero":
            continue
        sign = [script.source[a:b] for a, b in claim.statement.places[:1]]
        assigned = bool(sign) and bool(re.search(r":=|\\(?:gets|leftarrow|coloneqq|triangleq|equiv)|←", sign[0]))
        near = answer is not None and part.kind != "zero" and beside(claim, answer, script)
        introduced = assigned or bool(INTRODUCING.search(plain(claim.statement.before))) or near
        introduced = introduced or _supposed(claim, part)
        ahead = answer is not None and claim.statement.span[0] < answer.statement.span[0] and part.kind != "zero"
        name = _function(claim, meaning, problem, part)
        if name and answer is not None and name in letters_of(answer):
            return name
        if claim.role == "loss" and _other_loss(claim, part):
            return key(strip(claim.statement.sides[0])) or "J"
        if answer is not None and part.kind == "gradient" and _other_slope(claim, answer, part):
            return script.source[slice(*claim.statement.span)]
        if introduced and answer is not None and any(remark.code == "loose" for remark in claim.remarks):
            name = _named(claim.statement.sides[0])
            base = name.split("_")[0]  # ŷ_w is of ŷ; u_w is another vector than u_o
            if (base if base in problem.notation.quantities else name) in letters_of(answer):
                return name
        if part.kind != "zero" and REASONING.search(plain(claim.statement.before)) and _false(claim, part):
            return script.source[slice(*claim.statement.span)]
        if not introduced and (not ahead or _of_two_symbols(claim, problem, part)):
            continue  # something that is said to hold in some case, as ŷ = y
        name = _by_formula(claim, problem, part, meaning.convention, introduced, near)
        of_size = name is not None and problem.notation.size_of(name) is not None
        if name and answer is not None and not of_size and name.split("_")[0] not in letters_of(answer):
            continue
        if name:
            return name
    for name in in_words(script, problem, part, meaning, answer):
        return name
    return None


def declared_otherwise(meaning: Meaning, script: Script, problem: Problem, part: Part) -> tuple[str, bool] | None:
    """The first symbol to which a text without an answer gives another meaning for a part, and whether every answer to it rests on that.

    A loss means something else only where it is none of those that the assignment has: what one question calls J another does too.
    """
    for claim in meaning.claims:
        if len(claim.sides) < 2 or claim.role == "zero":
            continue
        if claim.role == "loss":
            if _other_loss(claim, part) and not _of_another_part(claim, script, problem):
                return _named(claim.statement.sides[0]) or "J", part.place.argument is None
            continue
        name = _function(claim, meaning, problem, part)
        name = name or _by_formula(claim, problem, part, meaning.convention, introduced=True, near=False)
        if name:
            return name, name in problem.notation.quantities or problem.notation.size_of(name) is not None
    described = next(in_words(script, problem, part, meaning, None), None)
    return (described, problem.notation.size_of(described) is not None) if described else None


def _other_slope(claim: Claim, answer: Claim, part: Part) -> bool:
    """Whether an answer ends in σ′, and a line says that σ′ is something that it is not, or that cannot be read."""
    ends = [each for each in every(answer.statement.sides[-1]) if isinstance(each, s.Scripted) and each.primes]
    if part.place.argument is not None or len(claim.sides) < 2 or not ends:
        return False
    functions = {key(each.base) for each in ends}
    left = claim.sides[0].value
    if left is None:
        node = strip(claim.statement.sides[0])
        return isinstance(node, s.Fraction) and bool(functions & {key(each) for each in every(node.numerator)})
    if not isinstance(left, x.Derivative) or not isinstance(left.body, x.Call) or claim.sides[1].value is None:
        return False
    return equal(left, claim.sides[1].value, part, claim) is not True


def _of_another_part(claim: Claim, script: Script, problem: Problem) -> bool:
    """Whether a line gives a loss as it is in some part of the assignment."""
    alone = replace(script, statements=(claim.statement,))
    parts = {part.loss_name: part for part in problem.parts if part.loss is not None}
    return any(
        each.role == "loss" and not _other_loss(each, part)
        for part in parts.values()
        for each in read_meaning(alone, problem, part, Convention(), {}).claims
    )


def _false(claim: Claim, part: Part) -> bool:
    """Whether an equation that is given as a reason does not hold."""
    left, right = (side.value for side in claim.sides[:2]) if len(claim.sides) == 2 else (None, None)
    if left is None or right is None or left.shape != right.shape:
        return False
    return claim.statement.relations == ("=",) and equal(left, right, part, claim) is False


def _supposed(claim: Claim, part: Part) -> bool:
    """Whether an equation is a premise of the answer, for whole vectors, or the reason of it: "when ŷ = y", "because y_c = 1"."""
    ahead, value = plain(claim.statement.before), claim.sides[0].value
    whole = value is not None and value.shape != x.SCALAR and part.kind in ("gradient", "identity")
    return (whole and bool(SUPPOSING.search(ahead))) or (part.kind != "zero" and bool(REASONING.search(ahead)))


_JOINING = re.compile(
    r"[\s()（）]*(?:(?:and|where|with|here|for|in which|let|其中|且|这里|而|、)[\s:：]*)*", re.IGNORECASE
)
"""What stands between an answer and a formula that says what its symbols are."""


def beside(claim: Claim, answer: Claim, script: Script) -> bool:
    """Whether an equation stands behind the answer in its own sentence, without words that make it a case or a remark."""
    mine, other = answer.statement, claim.statement
    if other.passage == mine.passage:
        return other.span[0] >= mine.span[1] and not OF_A_CASE.search(script.source[mine.span[1] : other.span[0]])
    if other.passage < mine.passage:
        return False
    between = script.page.partition(f"⟦{mine.passage}⟧")[2].partition(f"⟦{other.passage}⟧")[0]
    if ends_in(between):
        return False
    return bool(_JOINING.fullmatch(re.split(r"[,，;；:：]|⟦\d+⟧", between)[-1]))


def _function(claim: Claim, meaning: Meaning, problem: Problem, part: Part) -> str | None:
    """σ, where a line says σ(z) = … and that is another function, or σ = … and that is no value."""
    if len(claim.sides) < 2 or claim.statement.relations[:1] != ("=",):
        return None
    left = strip(claim.statement.sides[0])
    called = isinstance(left, s.Juxtaposition) and len(left.factors) == 2 and key(left.factors[0]) == "sigma"
    if key(left) == "sigma":
        return None if claim.sides[1].value is not None else "sigma"
    if not called or not isinstance(left, s.Juxtaposition):
        return None
    letter = strip(left.factors[1])
    if not isinstance(letter, s.Name) or letter.accents or len(letter.name) != 1:
        return None
    told = [each.statement.sides[1] for each in meaning.claims if each.defines == letter.name]
    argument = s.Name("x", span=letter.span)
    values: list[s.Syntax] = [*told, argument] if told else [argument]
    for value in values:  # z = e^x, σ(z) = z/(z+1): a letter for a value of x
        own = () if letter.name == "x" else (Definition(letter.name, value),)
        reader = Reader(problem.notation, part.place, meaning.convention, own)
        first, second = (read_side(reader, side).value for side in claim.statement.sides[:2])
        logistic = x.Call("sigmoid", part.place.argument) if told and part.place.argument is not None else first
        if first is None or (
            second is not None and any(equal(each, second, part, claim) for each in (first, logistic) if each)
        ):
            return None
    return "sigma"


def _other_loss(claim: Claim, part: Part) -> bool:
    """Whether a line says that the loss or the function of the part is another one, f(x) = min(αx, x), or one that cannot be read."""
    if len(claim.sides) < 2 or claim.statement.inside or claim.sides[0].value is not part.loss or part.loss is None:
        return False
    if claim.statement.relations[:1] != ("=",):
        return False
    values = [side.value for side in claim.sides[1:] if side.value is not None]
    if values:
        return equal(part.loss, values[0], part, claim) is not True
    return not any(_general(side) or _slip(side, claim, part) for side in claim.sides[1:])


def _general(side: Side) -> bool:
    """Whether a side could not be read for a function of no meaning here, as in a rule: f(x) = g(x)/h(x)."""
    at = side.error.span if isinstance(side.error, s.ReadingError) else None
    rows = [each for each in every(side.syntax) if isinstance(each, s.Juxtaposition)]
    pairs = [pair for row in rows for pair in pairwise(row.factors)]
    return any(
        first.span == at and key(first) in ("f", "g", "h") and isinstance(second, s.Group) for first, second in pairs
    )


def _slip(side: Side, claim: Claim, part: Part) -> bool:
    """Whether a sum of the loss is written with two letters for its one index, and is the loss with one: Σ_j log σ(−u_{w_i}ᵀv_c)."""
    if not isinstance(side.error, s.ReadingError) or claim.read is None or part.loss is None:
        return False
    at = next((each for each in every(side.syntax) if each.span == side.error.span), side.syntax)
    stray = key(at.below if isinstance(at, s.Scripted) and at.below is not None else at)
    sums = [each for each in every(side.syntax) if isinstance(each, s.Big) and each.below is not None]
    bound = {key(each) for big in sums for each in every(big.below) if isinstance(each, s.Name)} - {stray}  # type: ignore[arg-type]
    for letter in sorted(filter(None, bound)):
        with suppress(s.ReadingError, x.ShapeError):
            if stray and equal(part.loss, claim.read(_renamed(side.syntax, stray, letter)), part, claim):
                return True
    return False


def _renamed(node: Any, old: str, new: str) -> Any:
    """Written mathematics with one letter in the place of another."""
    if isinstance(node, s.Name) and key(node) == old:
        return replace(node, name=new)
    return rebuild(node, lambda child: _renamed(child, old, new))


def equal(left: x.Expression, right: x.Expression, part: Part, claim: Claim) -> bool | None:
    """Whether two values are the same, decided by the exact test; None where it does not decide."""
    try:
        judge = Judge([left, right], setting_of(part, [left, right, claim.condition]))
        return judge.compare(left, right, claim.condition).equal
    except (Undecidable, KeyError, x.ShapeError):
        return None


def _of_two_symbols(claim: Claim, problem: Problem, part: Part) -> bool:
    return all(side.value is not None and given(side.value, problem, part) for side in claim.sides[:2])


def letters_of(answer: Claim) -> set[str]:
    """The symbols that an answer is written in, without their subscripts."""
    return letters_in([answer.statement])


def letters_in(statements: Iterable[Statement]) -> set[str]:
    """The symbols that some statements are written in, without their subscripts."""
    return {letter for each in statements for side in each.sides for letter in _letters(side)}


@once
def _letters(side: s.Syntax) -> frozenset[str]:
    return frozenset((key(node) or "").split("_")[0] for node in every(side))


def _by_formula(
    claim: Claim, problem: Problem, part: Part, convention: Convention, introduced: bool, near: bool
) -> str | None:
    """A symbol that a formula sets equal to something that it is not, or that cannot be read."""
    if len(claim.sides) < 2 or claim.by is not None:
        return None
    plainly = Reader(problem.notation, part.place, convention)  # without the author's own definitions
    left, right = (read_side(plainly, side.syntax).value for side in claim.sides[:2])
    name = _named(claim.statement.sides[0])
    if left is None or isinstance(strip(claim.statement.sides[0]), s.Numeral):
        known = name in problem.notation.described and name != "sigma"  # of σ see _function
        return name if near and known and not _ones(claim) else None
    if not (given(left, problem, part) or (introduced and _known(left, problem))):
        return None
    if right is None or claim.statement.relations[:1] != ("=",):
        return name if introduced and claim.sides[1].value is None else None
    right, left = fitted(right, left.shape), fitted(left, right.shape)
    if left.shape != right.shape:
        return name if left.shape != right.shape[::-1] else None
    return name if equal(left, right, part, claim) is False else None


def _named(node: s.Syntax) -> str:
    """The letter of a symbol, without what stands below it or in brackets behind it."""
    inner = strip(node)
    if isinstance(inner, s.Juxtaposition):
        inner = strip(inner.factors[0])
    return key(inner) or (key(inner.base) if isinstance(inner, s.Scripted) else None) or ""


def _ones(claim: Claim) -> bool:
    """Whether a line says that the vector of ones is a list of ones."""
    left, right = strip(claim.statement.sides[0]), strip(claim.statement.sides[1])
    right = strip(right.base) if isinstance(right, s.Scripted) else right
    items = right.items if isinstance(right, s.Listing) else ()
    return (
        isinstance(left, s.Numeral)
        and bool(items)
        and all(isinstance(strip(item), s.Dots) or key(strip(item)) == left.text for item in items)
    )


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


def _known(value: x.Expression, problem: Problem) -> bool:
    """Whether an expression is a number or a function that the assignment fixes: α, σ(x)."""
    if isinstance(value, x.Symbol):
        return value.name in problem.notation.symbols and value.name != "x"
    return isinstance(value, x.Call) and isinstance(value.argument, x.Symbol)


_SENTENCE = re.compile(rf"{HALF.pattern}|(?=,\s*(?:where|here|with)\b)|(?=其中)")
_FORMULA = re.compile(r"⟦(\d+)⟧")
_SYMBOL = re.compile(r"⟦(\d+)⟧|(?<![\w⟦])(?:σ|ŷ)(?![\w⟧])")
_PLAIN = {"σ": "sigma", "ŷ": "hat y"}
"""Symbols that an author may write among the words, outside of a formula."""
_OPEN_END = re.compile(r"^[*/·=]|[-+*/=·]$")


def in_words(script: Script, problem: Problem, part: Part, meaning: Meaning, answer: Claim | None) -> Iterator[str]:
    """Symbols that the prose describes as something else: "let y be uniform", "where ŷ is the label"."""
    for sentence in _SENTENCE.split(script.page):
        for found in _SYMBOL.finditer(sentence):
            name = _PLAIN[found[0]] if found[1] is None else _symbol(script.formulas[int(found[1])], problem, answer)
            if name is None or name not in {*problem.notation.described, *problem.notation.sizes, "negatives"}:
                continue
            if any(each.start() <= found.start() < each.end() for each in COUNTED.finditer(sentence)):
                continue  # if w_s was sampled n times
            ahead = plain(sentence[: found.start()])
            opening = re.search(r"(?:^|[,，:：]|\b(?:because|since|as|and)|因为|由于|若)\s*$", ahead)
            if part.kind == "gradient" and part.place.argument is None and SUPPOSING.search(ahead):
                what = re.split(r"[,，;；:：]|⟦\d+⟧", sentence[found.end() :])[0]
                if what.strip() and not agrees(plain(what), name, script, problem, meaning):
                    yield name
                continue
            pattern = DEFINING if INTRODUCING.search(ahead) else DESCRIBING if opening or len(ahead) < 3 else None
            predicate = pattern.match(plain(sentence[found.end() :])) if pattern else None
            if predicate is None and re.search(r"\b(?:writ(?:e|ing)|call(?:ing)?|use|using)\b", ahead):
                predicate = NAMING.match(plain(sentence[found.end() :])) or NAMING.match(
                    re.split(r"\bcall\b", ahead)[-1]
                )
            predicate = predicate or DESCRIBED_LATER.match(plain(sentence[found.end() :]))
            if predicate is None:
                continue
            if not agrees(predicate["what"], name, script, problem, meaning):
                yield name


def _symbol(passage: s.Passage, problem: Problem, answer: Claim | None) -> str | None:
    """The one symbol of the assignment that a formula consists of; a letter that the answer uses for a size is that size."""
    if len(passage.chains) != 1 or len(passage.chains[0].sides) != 1:
        return None
    side = strip(passage.chains[0].sides[0])
    argument = side.factors[1] if isinstance(side, s.Juxtaposition) and len(side.factors) == 2 else None
    if isinstance(side, s.Juxtaposition) and isinstance(argument, s.Group) and isinstance(strip(argument), s.Name):
        side = strip(side.factors[0])  # σ(z), and not its value at a score
    word = (key(side) or "").replace("widehat ", "hat ")
    size = problem.notation.size_of(word)
    if size is not None and size != word and answer is not None and word in _tops(answer):
        return size
    letter, _, below = word.partition("_")
    notation = problem.notation
    fixed = (notation.outside, notation.center, (notation.window or "").partition("_")[2])
    sample = f"{letter}_k"
    if sample in notation.described and len(below) == 1 and below not in fixed and word not in notation.described:
        return sample
    if answer is not None and word in _sets(answer):
        return "negatives"
    return word if word in problem.notation.described else None


def _sets(answer: Claim) -> set[str]:
    """The letters of sets over which an answer sums."""
    nodes = [node for side in answer.statement.sides for node in every(side) if isinstance(node, s.Big) and node.below]
    relations = [each for node in nodes for each in every(node.below) if isinstance(each, s.Relation)]  # type: ignore[arg-type]
    return {key(strip(each.sides[-1])) or "" for each in relations if each.operators == ("in",)}


def _tops(answer: Claim) -> set[str]:
    """The letters up to which an answer sums."""
    nodes = [node for side in answer.statement.sides for node in every(side)]
    return {key(strip(node.above)) or "" for node in nodes if isinstance(node, s.Big) and node.above is not None}


def agrees(what: str, name: str, script: Script, problem: Problem, meaning: Meaning) -> bool:
    """Whether a description of a symbol uses only words that fit it, and no formula but its sizes and its own word."""
    fitting = problem.notation.described.get(name, frozenset())
    what = re.sub(r"\bthe (?:only|single)\b", "the", what)
    what = re.split(r"\band \W*⟦|\b(?:where|when|while|whereas|such|if|for|since|because|so)\b|其中|当", what)[0]
    own = {*problem.indices, *problem.notation.sizes, "1", "0", "R", name, "k", "i"}
    fixed = _fixed(name, problem)
    for found in _FORMULA.finditer(what):
        passage = script.formulas[int(found[1])]
        if _OPEN_END.search(script.source[slice(*passage.span)].strip("$ ")):
            return False  # it goes on in the words: 1 - the logistic function
        for side in (side for chain in passage.chains if not _of_its_entry(chain, name) for side in chain.sides):
            sizes = told(side, problem.notation)
            shapes = shapes_of(name, problem, meaning.convention)
            if sizes is not None and shapes and not any(fits(sizes, shape) for shape in shapes):
                return False
            word = key(strip(side))
            other = word is None and isinstance(strip(side), s.Scripted) and sizes is None
            if (
                other
                or (word is not None and word not in own)
                or (word == problem.notation.center and fixed == problem.notation.outside)
            ):
                return False
    said = re.findall(r"[a-z][a-z-]*|[\u4e00-\u9fff]+", _FORMULA.sub(" ", what))
    if name in ("u_k", "w_k", "negatives") and set(said) & OF_COLUMNS:
        return False
    lengths = {size.lstrip("±") for size in problem.notation.sizes}
    others = [problem.notation.described.get(each, frozenset()) for each in lengths - {name}]
    if name in lengths and set(said) & (frozenset().union(*others) - fitting - OF_ANY_SIZE):
        return False
    return all(word in NEUTRAL or word in fitting or _chinese(word, fitting) for word in said)


def _of_its_entry(chain: s.Chain, name: str) -> bool:
    """Whether a formula is an equation for an entry of the symbol, y_o = 1: what it says is held against the symbol elsewhere."""
    left = strip(chain.sides[0])
    return chain.operators == ("=",) and isinstance(left, s.Scripted) and key(left.base) == name and left.above is None


def _fixed(name: str, problem: Problem) -> str:
    """The index at which a symbol stands: o of u_o, and of y, which is one-hot there."""
    quantity = problem.notation.quantities.get(name)
    if quantity is not None and isinstance(quantity.value, x.OneHot):
        return getattr(quantity.value.index, "name", "")
    return name.partition("_")[2]


def _chinese(word: str, fitting: frozenset[str]) -> bool:
    rest = word
    for known in sorted((each for each in (*fitting, *NEUTRAL) if not each.isascii()), key=len, reverse=True):
        rest = rest.replace(known, "")
    return not word.isascii() and not rest
