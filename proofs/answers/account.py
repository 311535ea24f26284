"""The account of an answer: whatever stands beside an accepted claim and may change what it says speaks against accepting it.

An answer is accepted only if nothing is left on the page that was not understood: the relation is equality, every condition was
read, no word or sign beside the formula modifies it, no symbol of the assignment means something else there, and no second answer
contradicts the first. docs/soundness.md, "From the page to the test", has the table.
"""

import re
from collections.abc import Iterator

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading import syntax as s
from derive.reading.context import every, key, strip
from derive.reading.elaborate import Reader
from derive.reading.phrases import (
    ANSWERS,
    COUNT_WORDS,
    COUNTING,
    NAMED,
    OTHERWISE,
    ROW_WORDS,
    SAID_INSIDE,
    blocking,
    plain,
    unknown,
)
from derive.reading.segments import CONNECTIVES
from derive.reading.sets import size_of_set
from derive.reading.touching import touching
from proofs.answers.conventions import ROW_VECTORS, WORDS_OF_U
from proofs.answers.counts import of_another, sample_letters
from proofs.answers.gradients import mentioned, same_loss
from proofs.answers.meaning import Claim, Meaning, fitted, read_side
from proofs.answers.outcome import Outcome, setting_of
from proofs.answers.redefinitions import beside, redefined
from proofs.answers.script import Script, full_run, is_condition
from proofs.answers.sizes import fits, misfits, told
from proofs.identity import Judge, Undecidable
from proofs.verdict import Note


def objection(outcome: Outcome, script: Script, problem: Problem, part: Part) -> tuple[str, Note] | None:
    """What speaks against accepting an answer, as a verdict and its reason; None where nothing does."""
    claim, meaning = outcome.claim, outcome.meaning
    if meaning is None:
        return None
    for found in _objections(outcome, claim, meaning, script, problem, part):
        return found
    return None


def touched(claim: Claim, script: Script) -> str | None:
    """Mathematics outside of the dollars that touches the claim's formula, on its line."""
    at = claim.statement.passage
    ahead, after = (script.formulas[k].prose if 0 <= k < len(script.formulas) else "" for k in (at - 1, at + 1))
    return touching(ahead, after)


def _objections(
    outcome: Outcome, claim: Claim | None, meaning: Meaning, script: Script, problem: Problem, part: Part
) -> Iterator[tuple[str, Note]]:
    letters = sample_letters([each.sides[0] for each in script.statements if each.sides])
    miscount = of_another(script.counts, letters)
    for each in outcome.beside:  # the other cases of the answer
        if each.claim is not None:
            yield from _of_a_case(each.claim, script, problem, part)
    if claim is not None:
        for remark in claim.remarks:
            if remark.code == "sample-words" and not any("distinct" in each for each in part.stated):
                yield "ambiguous", Note("loose", dict(remark.values))
            if remark.code == "loose":
                yield "ambiguous", Note("loose", dict(remark.values))
        for note in script.formulas[claim.statement.passage].notes:
            if note.kind and note.kind != "doubled":
                yield "unknown", Note(f"bracket-{note.kind}", {"bracket": script.source[slice(*note.span)][:1]})
        sign = other_relation(claim, script)
        if sign:
            yield "incomplete", Note("relation", {"sign": sign})
        for node in claim.unread:
            if isinstance(node, s.Words) and COUNTING.search(node.text) and script.counts and not miscount:
                continue
            yield "ambiguous", Note("words-beside", {"words": quoted(node, script)})
        fitting = frozenset().union(*problem.notation.described.values()) - CHANGING
        fitting |= COUNT_WORDS if script.counts and not miscount else frozenset()
        fitting |= ROW_WORDS if WORDS_OF_U.search(script.prose) or ROW_VECTORS.search(script.prose) else frozenset()
        words = (
            blocking(claim.statement.before, claim.statement.behind, part.kind, fitting, claim.statement.display)
            or unattached(claim, script, problem)
            or touched(claim, script)
            or other_shape(claim, outcome, script, problem)
            or signs_beside(claim)
            or other_variable(claim, script, problem, part)
            or remark_inside(claim, script)
            or other_members(claim, meaning, script, problem)
            or at_a_brace(claim, meaning, script, problem, part)
        )
        if words:
            yield "ambiguous", Note("words-beside", {"words": words})
        loose = [piece.text for piece in script.unplaced if piece.passage == claim.statement.passage]
        if loose:
            yield "ambiguous", Note("words-beside", {"words": " ".join(loose)[:60]})
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
    for error, at in script.unread:
        if claim is None or abs(at - claim.statement.passage) <= 1:
            yield "ambiguous", Note("words-beside", {"words": str(error)})
    if claim is not None:
        limit = limiting(claim, script) or other_range(claim, script, problem, part)
        if limit:
            yield "ambiguous", Note("words-beside", {"words": limit})
    if claim is not None and part.kind == "gradient":
        second = contradiction(outcome, claim, meaning, script, problem, part)
        if second:
            yield "ambiguous", Note("two-answers", {"other": second})


def _of_a_case(claim: Claim, script: Script, problem: Problem, part: Part) -> Iterator[tuple[str, Note]]:
    """What speaks against one of several cases that make up an answer."""
    for remark in claim.remarks:
        if remark.code == "loose":
            yield "ambiguous", Note("loose", dict(remark.values))
    for note in script.formulas[claim.statement.passage].notes:
        if note.kind and note.kind != "doubled":
            yield "unknown", Note(f"bracket-{note.kind}", {"bracket": script.source[slice(*note.span)][:1]})
    sign = other_relation(claim, script)
    if sign:
        yield "incomplete", Note("relation", {"sign": sign})
    words = signs_beside(claim) or remark_inside(claim, script)
    if words:
        yield "ambiguous", Note("words-beside", {"words": words})


_ASSIGNED = re.compile(r"\\(?:gets|leftarrow)(?![A-Za-z])|←")
_UPDATE = re.compile(r"\\(?:eta|alpha|gamma|epsilon|lambda|partial|nabla)(?![A-Za-z])|η|∂|∇")
"""What stands in a step of gradient descent, which redefines nothing here."""


def mended(outcome: Outcome, script: Script) -> list[Note]:
    """What was put right in the formula of an accepted answer, to be told."""
    if outcome.claim is None:
        return []
    notes = script.formulas[outcome.claim.statement.passage].notes
    return [
        Note("bracket-doubled", {"bracket": script.source[slice(*each.span)]})
        for each in notes
        if each.kind == "doubled"
    ]


_STOP = re.compile(r"[.。!?！？](?!\d)|\n[ \t>]*\n")


def in_sentence(claim: Claim, at: int, script: Script) -> bool:
    """Whether formula `at` of the page stands in the sentence of a claim."""
    first, last = sorted((claim.statement.passage, at))
    if first == last:
        return True
    between = script.page.partition(f"⟦{first}⟧")[2].partition(f"⟦{last}⟧")[0]
    return not _STOP.search(between)


def limiting(claim: Claim, script: Script) -> str | None:
    """A limit beside a claim (as ‖v_c‖ → 0), or a condition on sizes that no claim took up (n < V)."""
    for at, passage in enumerate(script.formulas):
        if at == claim.statement.passage or not in_sentence(claim, at, script):
            continue
        for chain in passage.chains:
            tested = bool(chain.operators) and is_condition(chain) and not full_run(chain)
            held = [each.span for other in script.statements for each in (*other.conditions, *other.negated)]
            if "to" in chain.operators or (tested and at > claim.statement.passage and chain.span not in held):
                return script.source[slice(*chain.span)]
    return None


def other_range(claim: Claim, script: Script, problem: Problem, part: Part) -> str | None:
    """A set beside a claim over which its index does not run: for every k ∈ {1, …, V}, where k numbers samples."""
    generic = part.place.free.get(part.place.generic or "")
    if generic is None or claim.by is None:
        return None
    every = _EVERY.match(claim.statement.behind)
    if every and part.place.window:
        return every[0].strip()  # for all w, of which the part leaves one out
    letters = sample_letters([claim.statement.sides[0]])
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


_EVERY = re.compile(
    r"[\s,，]*(?:for (?:all|every|any|each)(?: words?)?|对(?:于)?(?:所有|任意|每个))\s*⟦…⟧", re.IGNORECASE
)


def other_relation(claim: Claim, script: Script) -> str:
    """The sign of a relation in the chain that is not equality, as the author writes it."""
    statement = claim.statement
    for sign, place in zip(statement.relations, statement.places, strict=False):
        if sign != "=":
            return script.source[place[0] : place[1]].strip()
    return SIGNS.get(statement.other, statement.other)


SIGNS = {"approx": "≈", "propto": "∝", "!=": "≠", "<=": "≤", ">=": "≥", "notin": "∉"}


def other_variable(claim: Claim, script: Script, problem: Problem, part: Part) -> str | None:
    """For a bare value: what the words before it differentiate by, where that is not what the part asks for."""
    if claim.by is not None or part.variable is None:
        return None
    ahead = script.page[: script.page.find(f"⟦{claim.statement.passage}⟧")]
    found = re.search(r"(?:with respect to|w\.?r\.?t\.?|by|of \w+ by|关于|对)\s*⟦(\d+)⟧[^.。;；⟦]*$", ahead)
    if found is None:
        return None
    words = {key(strip(side)) for chain in script.formulas[int(found[1])].chains for side in chain.sides}
    asked = part.by.replace("{", "").replace("}", "")
    letters = {(word or "").split("_")[0] for word in words}
    if asked in {(word or "") for word in words} or (letters == {asked.split("_")[0]} and not part.special):
        return None
    same = letters == {asked.split("_")[0]} and not words & {"u_o", "u_c"}
    return None if same else found[0].split("⟦")[0].strip()


def unattached(claim: Claim, script: Script, problem: Problem) -> str | None:
    """A condition behind a claim that was not read as its own; a shape, or a range from 1 on, is told elsewhere whether it fits."""
    found = re.match(r"[ \t,，(（]*(?:with|where|for|when|if|provided|其中|当|若)\s*⟦•⟧", claim.statement.behind)
    if not found or claim.statement.conditions or claim.condition != x.ALWAYS:
        return None
    at = claim.statement.passage + 2
    chains = script.formulas[at].chains if at < len(script.formulas) else ()
    if chains and all(told(chain.sides[-1], problem.notation) is not None or full_run(chain) for chain in chains):
        return None
    return found[0].split("⟦")[0].strip()


def other_shape(claim: Claim, outcome: Outcome, script: Script, problem: Problem) -> str | None:
    """A shape that the author gives for the value, ∈ R^{V × d} or (V × d), where it has another one."""
    if outcome.final is None:
        return None
    member = claim.statement.member
    if member is not None and told(member, problem.notation) is None:
        return script.source[slice(*member.span)]
    sides = [member] if member is not None else []
    bracketed = re.match(
        r"[\s,，]*(?:[(（]|an?|which is(?: an?)?|of (?:the )?(?:shape|size)|形状为|是)?\s*$",
        claim.statement.behind.split("⟦")[0],
    )
    following = script.formulas[claim.statement.passage + 2 : claim.statement.passage + 3]
    if bracketed and following and len(following[0].chains) == 1 and len(following[0].chains[0].sides) == 1:
        sides.append(following[0].chains[0].sides[0])
    for side in sides:
        sizes = told(side, problem.notation)
        if sizes is not None and not fits(sizes, outcome.final.shape):
            return script.source[slice(*side.span)]
    return None


def other_members(claim: Claim, meaning: Meaning, script: Script, problem: Problem) -> str | None:
    """A space that another line of the same formula gives for its value, where that lies in another one."""
    for other in meaning.claims:
        member, value = other.statement.member, other.sides[-1].value if other.sides else None
        if other is claim or member is None or other.statement.passage != claim.statement.passage:
            continue
        sizes = told(member, problem.notation)
        if sizes is None or (value is not None and not fits(sizes, value.shape)):
            return script.source[slice(*member.span)]
    return None


def remark_inside(claim: Claim, script: Script) -> str | None:
    """A quantifier or a tag in words inside the formula, which no reading of it holds."""
    passage = script.formulas[claim.statement.passage]
    source = script.source[slice(*passage.span)]
    for words in _OVER_A_SIGN.findall(source):
        odd = unknown(words)
        if odd:
            return odd
    found = SAID_INSIDE.search(source)
    return found[0] if found else "\\let" if re.search(r"\\let\s*\\", script.source) else None


_OVER_A_SIGN = re.compile(r"\\(?:overset|stackrel|underset)\s*\{\s*\\(?:text|mbox|mathrm)\s*\{([^{}]*)\}")


def at_a_brace(claim: Claim, meaning: Meaning, script: Script, problem: Problem, part: Part) -> str | None:
    """What stands at a brace below or above the value, and says that it is something else: = 0, wrong, 2."""
    for node in every(claim.statement.sides[-1]):
        label = strip(node.label) if isinstance(node, s.Braced) and node.label is not None else None
        if label is None or not isinstance(node, s.Braced):
            continue
        said = script.source[slice(*label.span)]
        words = label.text if isinstance(label, s.Words) else label.name if isinstance(label, s.Name) else ""
        if isinstance(label, s.Numeral) or (len(words) > 1 and blocking("", f" {words}")):
            return said
        if isinstance(label, s.Relation) and label.operators == ("=",) and isinstance(strip(label.sides[0]), s.Empty):
            reader = Reader(problem.notation, part.place, meaning.convention)
            inner, other = (read_side(reader, side).value for side in (node.inner, label.sides[1]))
            if (
                inner is not None
                and other is not None
                and differ(fitted(inner, other.shape), fitted(other, inner.shape), part)
            ):
                return said
    return None


def differ(left: x.Expression, right: x.Expression, part: Part) -> bool:
    """Whether two values are certainly not the same."""
    if left.shape != right.shape:
        return True
    try:
        return Judge([left, right], setting_of(part, [left, right])).compare(left, right).equal is False
    except (Undecidable, KeyError, x.ShapeError):
        return False


def quoted(node: s.Syntax, script: Script) -> str:
    """A piece of the author's text, short."""
    return node.text if isinstance(node, s.Words) else key(strip(node)) or script.source[node.span[0] : node.span[1]]


CHANGING = frozenset(["negative", "positive", "zero", "zeros", "half", "small", "between", "count", "number", "unit"])
"""Words that describe a symbol and yet change a formula beside them."""
_SIGN = re.compile(r"[-+*/=·×÷−＋＝^!√¬∓±%]|\\(?:times|cdot|pm|neg|lnot|not)\b|[0-9]")
_NUMBERING = re.compile(
    r"(?:^|\s)(?:[(（\[]\s*(?:\d+|[ivx]+|[a-z])(?:\.\d+)*\s*[)）\]]|\d+\s*[.)、:：]|(?:eq(?:uation|n)?s?|part|step|case|question|problem|sec(?:tion)?|line|equations)\.?~?\s*[(]?\d+[)]?|第?\s*\d+\s*(?:步|题|问|式|小题)?|--+|-\s*$|^\s*[-*+#>]+|\*+|\d+\s*x\s*\d+)",
    re.IGNORECASE,
)
_CUT = re.compile(r"[,，;；:：.。!?]|\n|⟦[^⟧]*⟧")


def signs_beside(claim: Claim) -> str | None:
    """Mathematics that touches a formula from outside of its delimiters and was not read."""
    before = plain(_CUT.split(claim.statement.before)[-1])
    behind = plain(_CUT.split(claim.statement.behind)[0])
    for text in (before, behind):
        rest = _NUMBERING.sub(" ", f" {text} ")
        if _SIGN.search(rest):
            return text
    return None


def contradiction(
    outcome: Outcome, claim: Claim, meaning: Meaning, script: Script, problem: Problem, part: Part
) -> str | None:
    """Another formula that is given as the answer too, and has another value; a false step on the way to a right end is none."""
    truth, judge = outcome.truth, outcome.judge
    if truth is None or judge is None:
        return None
    for other in meaning.claims:
        if other is claim:
            continue
        follows = _follows(other, claim) or (len(other.sides) > 1 and other.by is None and beside(other, claim, script))
        if follows and _false(other, judge):
            return _text(other)
        if other.role in ("loss", "definition"):
            continue
        if _otherwise(other, claim, outcome, part):
            return _text(other)
        if other.sides[-1].value is None:
            if len(other.sides) == 1 and NAMED.search(plain(other.statement.before)):
                return _text(other)
            continue
        if not _asserted(other, claim) or (other.of is not None and not _same(other.of, part)):
            continue
        if other.by is not None and claim.by is not None and other.by != claim.by:
            if not _of_sibling(other, part, problem) and _other_is_false(other, part):
                return _text(other)
            continue
        value = fitted(other.sides[-1].value, truth.shape)
        if value.shape not in (truth.shape, truth.shape[::-1]):
            if other.by is None and len(other.sides) == 1 and NAMED.search(plain(other.statement.before)):
                return _text(other)
            continue
        value = value if value.shape == truth.shape else x.Transpose(value)
        target = x.Transpose(truth) if isinstance(other.by, x.Transpose) != isinstance(truth, x.Transpose) else truth
        if other.by is not None and target.shape != value.shape:
            continue
        condition = x.All((other.condition, claim.condition))
        try:
            found = Judge([truth, value], judge.setting).compare(truth, value, condition)
        except (Undecidable, KeyError, x.ShapeError):
            continue
        if found.equal is False:
            return _text(other)
    return None


def _follows(other: Claim, claim: Claim) -> bool:
    """Whether a statement stands behind the claim in its own formula, as a consequence of it."""
    same = other.statement.passage == claim.statement.passage
    return same and other.by is None and other.statement.span[0] > claim.statement.span[0] and len(other.sides) > 1


def _false(other: Claim, judge: Judge) -> bool:
    left, right = other.sides[0].value, other.sides[1].value
    if left is None or right is None:
        return False
    left, right = fitted(left, right.shape), fitted(right, left.shape)
    if isinstance(left, x.Number) and isinstance(right, x.Number):
        return left.value != right.value
    try:
        return Judge([left, right], judge.setting).compare(left, right, other.condition).equal is False
    except (Undecidable, KeyError, x.ShapeError):
        return False


def _otherwise(other: Claim, claim: Claim, outcome: Outcome, part: Part) -> bool:
    """Whether a bare value for all other words stands behind the case of one word, and is not theirs."""
    value = other.sides[-1].value
    if outcome.target != "special" or len(other.sides) > 1 or value is None or part.loss is None or not part.special:
        return False
    if not OTHERWISE.search(plain(re.split(r"⟦[^⟧]*⟧", other.statement.before)[-1])) or part.variable is None:
        return False
    own = x.Derivative(part.loss, part.variable)
    value = fitted(value, own.shape)
    apart = x.Not(x.Same(part.place.free[part.place.generic or ""], part.place.free[part.special]))
    try:
        return Judge([own, value], setting_of(part, [own, value])).compare(own, value, apart).equal is not True
    except (Undecidable, KeyError, x.ShapeError):
        return True


def _of_sibling(other: Claim, part: Part, problem: Problem) -> bool:
    """Whether a line answers another part of the same block, g.1.u_o beside g.1.v_c: that one is judged by itself."""
    block = part.id.rpartition(".")[0]
    by = other.by.operand if isinstance(other.by, x.Transpose) else other.by
    if not block or not isinstance(by, x.Column):
        return False
    others = [each.variable for each in problem.block(block) if each is not part]
    return any(isinstance(each, x.Column) and each.matrix == by.matrix for each in others)


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
    try:
        setting = setting_of(part, [own, value, other.condition])
        return Judge([own, value], setting).compare(own, value, other.condition).equal is False
    except (Undecidable, KeyError, x.ShapeError):
        return False


def _same(of: x.Expression, part: Part) -> bool:
    return of is part.loss or same_loss(of, part)


_BESIDES = re.compile(r"\b(?:and|also|or|but|alternatively)\b|和|或|也", re.IGNORECASE)


def _asserted(other: Claim, claim: Claim) -> bool:
    """Whether a claim gives a value for what is asked, and does not only mention a formula."""
    statement = other.statement
    if other.by is not None and len(statement.sides) > 1:
        ahead = statement.span[0] < claim.statement.span[0]
        return not ahead or bool(_BESIDES.search(plain(statement.behind.split("⟦")[0])))
    if other.by is not None:
        return False
    if mentioned(other) and not NAMED.search(plain(statement.before)):
        return False
    open_left = isinstance(strip(statement.sides[0]), s.Empty)
    plus = isinstance(statement.sides[0], s.Signed) and statement.sides[0].sign == "+"
    if (open_left or plus) and statement.span[0] > claim.statement.span[0]:
        return True  # it goes on: = …, + …
    if len(other.sides) > 1 and not open_left:
        return False  # an equation about something else
    if statement.passage == claim.statement.passage:
        return True
    words = plain(re.split(r"[.。!?]|⟦[^⟧]*⟧", statement.before)[-1])
    if re.search(r"\b(?:negative|minus|opposite|ascent|descent|update|direction)\b|负", words):
        return False  # another quantity
    return bool(ANSWERS.search(words)) or (statement.display and set(words.split()) <= CONNECTIVES)


def _text(claim: Claim) -> str:
    last = claim.statement.sides[-1]
    names = [each.name for each in every(last) if isinstance(each, s.Name)]
    return " ".join(names)[:40] or "…"
