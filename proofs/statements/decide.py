"""The verdict on an answer to a statement: every link of its chain decided, and its last side held against the derivative asked for."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from derive import expression as x
from derive.elaboration.context import Note as Remark
from derive.reading import syntax as s
from derive.reading.phrases import SAID_INSIDE
from derive.statement import Statement
from derive.traversal import free_indices, walk
from proofs.deadline import deadline
from proofs.identity import Comparison, Judge, Undecidable, find_witness, numerically, overlapping
from proofs.identity.witness import as_lists
from proofs.statements.claims import Answer, Claim, Derivation, WordsError, derivation, read_answer
from proofs.statements.setting import setting_of
from proofs.verdict import Counterexample, Link, Note, Verdict, weakest

SECONDS = 10.0
ZERO = x.Number(Fraction(0))
WITNESS = 5.0
"""Seconds for the search of a counterexample."""


def check_statement(statement: Statement, latex: str, budget: float = SECONDS) -> Verdict:
    """The verdict on an answer.

    >>> from derive.statement import state
    >>> asked = state(r"x^\\top a", "x", declare=["x: n", "a: n"])
    >>> check_statement(asked, r"\\frac{\\partial J}{\\partial x} = a").verdict
    'proved'
    >>> check_statement(asked, r"-\\frac{\\partial J}{\\partial x} = -a").verdict
    'incomplete'
    """
    started = time.perf_counter()
    found = _undecided("unknown", Note("budget", {"seconds": f"{budget:g}"}), latex, None)
    with deadline(budget):
        found = _attempt(statement, latex, budget)
    notes = tuple(_note(each) for each in statement.notes)
    return replace(
        found, notes=(*notes, *found.notes), seconds=time.perf_counter() - started, target=_target(statement)
    )


def _attempt(statement: Statement, latex: str, budget: float) -> Verdict:
    """Read an answer and decide it; what cannot be read or decided is told as such."""
    found: Verdict
    try:
        found = _decided(statement, _read(statement, latex), latex, budget)
    except WordsError as error:
        found = _undecided("ambiguous", Note("words-beside", {"words": str(error)}), latex, error.span)
    except s.ReadingError as error:
        values = {"found": str(error), "expected": error.expected or None}
        found = _undecided("unreadable", Note("unreadable", values), latex, error.span)
    except _MisshapenError as error:
        found = _undecided("wrong-shape", Note("shape-mismatch", {"detail": str(error)}), latex, error.span)
    except Undecidable as error:
        found = _undecided("unknown", Note("unknown-outside", {"detail": str(error)}), latex, None)
    return found


class _MisshapenError(ValueError):
    """An answer whose shapes do not fit where it is read."""

    def __init__(self, error: x.ShapeError):
        super().__init__(str(error))
        self.span = next((node.span for node in error.nodes if node.span is not None), None)


def _read(statement: Statement, latex: str) -> Answer:
    try:
        return read_answer(statement, latex)
    except x.ShapeError as error:
        raise _MisshapenError(error) from None


def _note(remark: Remark) -> Note:
    return Note(remark.code, dict(remark.values))


def _target(statement: Statement) -> str:
    above = {"gradient": "∂J", "jacobian": "∂f", "hessian": "∂²J"}[statement.target]
    return f"{above}/∂{statement.wrt}{'²' if statement.target == 'hessian' else ''}"


def _place(latex: str, span: s.Span | None) -> tuple[int, int]:
    """Line and column of a span, from 1."""
    at = span[0] if span is not None else 0
    before = latex[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def _undecided(word: str, message: Note, latex: str, span: s.Span | None) -> Verdict:
    line, column = _place(latex, span)
    return Verdict("", word, message, text=latex, line=line, column=column)


def _decided(statement: Statement, answer: Answer, latex: str, budget: float) -> Verdict:
    """The verdicts on all claims as one: any that is refused refuses the whole."""
    if not answer.claims:
        return _undecided("incomplete", Note("empty"), latex, None)
    verdicts = [_Claimed(statement, claim, latex, budget).verdict() for claim in answer.claims]
    if len(verdicts) == 1:
        return verdicts[0]
    pairs = list(zip(verdicts, answer.claims, strict=True))
    odd = next(
        (each for each, claim in pairs if claim.asked is None and len(claim.sides) > 1 and not _true(each)), None
    )
    if odd is not None and any(claim.asked is not None for claim in answer.claims):
        beside = latex[slice(*next(claim.chain.span for each, claim in pairs if each is odd))]
        return _undecided("ambiguous", Note("words-beside", {"words": beside}), latex, None)
    stated = [each for each, claim in pairs if claim.asked is not None] or verdicts
    word = weakest([each.verdict for each in stated])
    return next(each for each in stated if each.verdict == word)


def _true(verdict: Verdict) -> bool:
    """Whether every step of an equation beside the answer holds."""
    return bool(verdict.links) and all(link.holds is True for link in verdict.links)


@dataclass(slots=True)
class _Claimed:
    """One claim while it is decided."""

    statement: Statement
    claim: Claim
    latex: str
    budget: float
    notes: list[Note] = field(default_factory=list)

    def verdict(self) -> Verdict:
        """The record of the claim."""
        claim = self.claim
        last = claim.sides[-1]
        self.notes += [_note(each) for each in claim.notes]
        if last.value is None:
            fault = last.fault
            detail = str(fault) if fault is not None else "nothing"
            word = "wrong-shape" if fault is not None else "incomplete"
            span = (
                next((node.span for node in fault.nodes if node.span is not None), None) if fault is not None else None
            )
            code = Note("shape-mismatch", {"detail": detail}) if fault is not None else Note("empty")
            return self._made(word, code, links=self._links(None), place=span)
        signs = [span for sign, span in zip(claim.chain.operators, claim.chain.places, strict=True) if sign != "="]
        tag = SAID_INSIDE.search(self.latex)
        if signs:
            said = Note("relation", {"sign": self.latex[slice(*signs[0])].strip()})
            return self._made("incomplete", said, links=self._links(None))
        if tag:
            return self._made("ambiguous", Note("words-beside", {"words": tag[0]}), links=self._links(None))
        wanted, word, message = self._wanted()
        values = [side.value for side in claim.sides if side.value is not None]
        judge = self._judge([wanted, *values])
        links = self._links(judge)
        if word:
            return self._made(word, message, links=links)
        return self._final(judge, wanted, last.value, links)

    # ------------------------------------------------------------------------------------------------- what must be equal

    def _wanted(self) -> tuple[x.Expression, str, Note]:
        """What the last side must equal; a word already where the left side is something else."""
        claim, statement = self.claim, self.statement
        wanted = statement.wanted
        asked = claim.asked
        nothing = Note("")
        if asked is None:
            if any(self._speaks_of_the_loss(side.value) for side in claim.sides[:-1]):
                return wanted, "implies", nothing
            bare = self._bare(wanted)
            first = claim.sides[0].value
            if len(claim.sides) > 1 and not claim.named and first is not None and not self._opens(bare, first):
                return bare, "incomplete", Note("incomplete-no-conclusion")
            return bare, "", nothing
        left = next(side.value for side in claim.sides if side.value is not None and derivation(side.value) == asked)
        assert left is not None
        if claim.sides[-1].value is left:
            return left, "incomplete", Note("not-evaluated", {"value": "…"})
        orders = {"gradient": 1, "jacobian": 1, "hessian": 2}
        if asked.order != orders[statement.target] or not self._is_variable(asked.variable) or not self._is_loss(asked):
            return left, "wrong-target", Note("wrong-target-stated", {"target": _target(statement)})
        if not self._general(asked):
            return left, "incomplete", Note("incomplete-entry")
        return left, "", nothing

    def _opens(self, wanted: x.Expression, first: x.Expression) -> bool:
        """Whether a chain without the derivative begins with the value that is asked for, and so is a bare value."""
        if first.shape == wanted.shape:
            return self._equal(wanted, first)
        return first.shape == wanted.shape[::-1] and self._equal(x.Transpose(wanted), first)

    def _bare(self, wanted: x.Expression) -> x.Expression:
        """What a value without a left side must equal; one free index of its own makes it an entry."""
        last = self.claim.sides[-1].value
        assert last is not None
        own = [index for index in free_indices(last) if index.name in self.claim.open]
        if last.shape == x.SCALAR and len(own) == 1 and "1" in wanted.shape and wanted.shape != x.SCALAR:
            self.notes.append(Note("reading-entry", {"index": own[0].name}))
            return x.Entry(wanted if wanted.shape[1] == "1" else x.Transpose(wanted), own[0])
        return wanted

    def _speaks_of_the_loss(self, value: x.Expression | None) -> bool:
        """Whether a derivative of the loss stands in a side that is another expression of it."""
        return value is not None and any(
            isinstance(node, x.Derivative) and self._same_as_loss(node.body) for node in walk(value)
        )

    def _is_variable(self, variable: x.Variable) -> bool:
        """Whether a claim differentiates by what is asked: the symbol, or any member of the same family."""
        asked = self.statement.variable
        if variable == asked:
            return True
        if isinstance(asked, x.Column) and isinstance(variable, x.Column):
            return (
                variable.matrix == asked.matrix
                and isinstance(variable.index, x.Index)
                and variable.index.name in self.claim.open
            )
        if isinstance(variable, x.Column):
            return variable.matrix == asked and isinstance(variable.index, x.Index)
        return False

    def _is_loss(self, asked: Derivation) -> bool:
        body = asked.body
        if self.statement.target == "jacobian" and isinstance(body, x.Entry):
            return body.column is None and self._same_as_loss(body.matrix)
        return self._same_as_loss(body)

    def _same_as_loss(self, body: x.Expression) -> bool:
        loss = self.statement.loss
        while isinstance(body, x.Named):
            if body.value == loss:
                return True
            body = body.value
        if body == loss:
            return True
        if body.shape != loss.shape:
            return False
        try:
            return self._judge([body, loss]).compare(body, loss).equal is True
        except Undecidable:
            return False

    def _general(self, asked: Derivation) -> bool:
        """Whether the entry that is claimed is every entry: its indices are free, and differ."""
        pieces = list(asked.pieces)
        if isinstance(asked.variable, x.Column) and asked.variable != self.statement.variable:
            pieces.append(asked.variable.index)
        if isinstance(asked.body, x.Entry):
            pieces.append(asked.body.row)
        free = all(isinstance(each, x.Index) and self._stands_free(each) for each in pieces)
        return free and len({each.name for each in pieces if isinstance(each, x.Index)}) == len(pieces)

    def _stands_free(self, index: x.Index) -> bool:
        """Whether an index of the left side is any: one that the answer introduces, or a declared one that the loss does not speak of."""
        declared = self.statement.declarations.get(index.name)
        return declared is None or index not in self.statement.free

    # ------------------------------------------------------------------------------------------------------------ comparing

    def _judge(self, expressions: Sequence[x.Expression]) -> Judge:
        return Judge(list(dict.fromkeys(expressions)), setting_of(self.statement, expressions))

    def _links(self, judge: Judge | None) -> tuple[Link, ...]:
        made = []
        sides = self.claim.sides
        for at, span in enumerate(self.claim.chain.places):
            left, right = sides[at], sides[at + 1]
            holds, note = None, None
            if right.fault is not None or left.fault is not None:
                fault = right.fault or left.fault
                holds, note = False, Note("shape-mismatch", {"detail": str(fault)})
            elif left.value is not None and right.value is not None and judge is not None:
                holds, note = self._holds(judge, left.value, right.value)
            text = self.latex[span[1] : right.node.span[1]].strip()
            made.append(Link(text, holds, *_place(self.latex, span), note=note))
        return tuple(made)

    def _holds(self, judge: Judge, left: x.Expression, right: x.Expression) -> tuple[bool | None, Note | None]:
        if right == ZERO and left.shape != x.SCALAR:
            right = x.Constant(ZERO.value, left.shape)
        if left.shape != right.shape:
            found, expected = x.spoken(right.shape), x.spoken(left.shape)
            return False, Note("shape-differs", {"found": found, "expected": expected})
        return self._compared(judge, left, right).equal, None

    def _compared(self, judge: Judge, left: x.Expression, right: x.Expression) -> Comparison:
        try:
            found = judge.compare(left, right, self.claim.condition)
            if found.equal is None:
                found = numerically(judge, left, right, self.claim.condition)
            return found
        except Undecidable as error:
            return Comparison(None, {}, reason=str(error))

    def _final(self, judge: Judge, wanted: x.Expression, final: x.Expression, links: tuple[Link, ...]) -> Verdict:
        if final == ZERO and wanted.shape != x.SCALAR:
            final = x.Constant(ZERO.value, wanted.shape)
        turned = x.Transpose(wanted)
        if final.shape != wanted.shape:
            if final.shape == turned.shape and self._equal(turned, final):
                shapes = {"found": x.spoken(final.shape), "expected": x.spoken(wanted.shape)}
                return self._made("transposed", Note("transposed", shapes), links, final, holds=False)
            shapes = {"found": x.spoken(final.shape), "expected": x.spoken(wanted.shape)}
            return self._made("wrong-shape", Note("shape-differs", shapes), links, final, holds=False)
        condition = self.claim.condition
        found = judge.compare(wanted, final, condition)
        torn = list(overlapping(judge, final, condition)) if found.equal else []
        if torn:
            detail = "two cases that apply at once, with different values"
            told = [self._differs(judge, wanted, each, links, where, detail) for each, where in torn]
            return next((each for each in told if each.verdict == "wrong"), told[0])
        if found.equal is True and found.uncovered is None:
            sizes = found.sizes if isinstance(found.sizes, dict) else "every"
            self.notes += [Note("where-defined")] if found.hole else []
            word = "proved" if sizes == "every" else "equal-up-to"
            code = Note("holds-every-size") if word == "proved" else Note("holds-up-to", {"sizes": sizes})
            return self._made(word, code, links, final, holds=True, sizes=sizes)
        if found.equal is True:
            return self._made("incomplete", Note("incomplete-case", {}), links, final)
        if found.equal is None:
            close = numerically(judge, wanted, final, self.claim.condition)
            if close.equal is True:
                return self._made("equal-numerically", Note("holds-numerically"), links, final, holds=True)
            if close.equal is None:
                return self._differs(judge, wanted, final, links, condition, found.reason)
        if "1" not in wanted.shape and final.shape == turned.shape and self._equal(turned, final):
            shapes = {"found": "its transpose", "expected": x.spoken(wanted.shape)}
            return self._made("transposed", Note("transposed", shapes), links, final, holds=False)
        return self._differs(judge, wanted, final, links, condition)

    def _equal(self, left: x.Expression, right: x.Expression) -> bool:
        try:
            return self._judge([left, right]).compare(left, right, self.claim.condition).equal is True
        except Undecidable:
            return False

    def _differs(
        self,
        judge: Judge,
        wanted: x.Expression,
        final: x.Expression,
        links: tuple[Link, ...],
        condition: x.Condition,
        reason: str = "no certified point",
    ) -> Verdict:
        """`wrong` with a point that refutes it; without one `unknown`, for the reason given."""
        found = find_witness(judge, wanted, final, condition, min(WITNESS, self.budget))
        if found is None:
            return self._made("unknown", Note("unknown-outside", {"detail": reason}), links, final)
        values = {name: as_lists(array) for name, array in found.symbols.items()}
        values |= dict(found.indices) | {name: list(points) for name, points in found.maps.items()}
        entry = None if found.left.shape == (1, 1) else (found.entry[0] + 1, found.entry[1] + 1)
        answer = None if found.right is None else as_lists(found.right)
        point = Counterexample(dict(found.sizes), values, answer, as_lists(found.left), entry)
        message = Note("no-value") if answer is None else Note("differs", {})
        return replace(self._made("wrong", message, links, final, holds=False), counterexample=point)

    # -------------------------------------------------------------------------------------------------------------- record

    def _made(
        self,
        word: str,
        message: Note,
        links: tuple[Link, ...] = (),
        final: x.Expression | None = None,
        holds: bool | None = None,
        sizes: object = None,
        place: s.Span | None = None,
    ) -> Verdict:
        notes = list(self.notes)
        if word == "implies":
            false = any(link.holds is False for link in links)
            true = all(link.holds is True for link in links)
            word = "wrong" if false else "incomplete" if true else "unknown"
            message = (
                Note("differs", {"side": "equation"})
                if false
                else Note("implies")
                if true
                else Note("unknown-outside", {"detail": "this equation"})
            )
        broken = next((link for link in links if link.holds is False), None)
        if holds and broken is not None:
            notes.append(
                Note("final-right-link-wrong", {"line": broken.line, "link": " ".join(broken.text.split())[:60]})
            )
        start = place or self.claim.chain.span
        line, column = _place(self.latex, start)
        return Verdict(
            "",
            word,
            message,
            reading=_latex(final),
            links=links,
            final_holds=holds,
            sizes=sizes,  # type: ignore[arg-type]
            convention={
                "layout": "transposed"
                if word == "transposed"
                else "shape of the variable"
                if final is not None
                else None
            },
            assumptions=tuple(f"{each.symbol}: {each.kind}" for each in self.statement.assumptions),
            notes=tuple(notes),
            text=self.latex,
            line=line,
            column=column,
        )


def _latex(value: x.Expression | None) -> str:
    """How an answer was read; the echo is a courtesy, the verdict does not hang on it."""
    if value is None:
        return ""
    from derive.writing.latex import latex

    try:
        return latex(value)
    except Exception:  # noqa: BLE001
        return ""
