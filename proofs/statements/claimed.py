"""One claim decided: every link of its chain, and its last side held against the derivative that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise
from typing import Any

from derive import expression as x
from derive.elaboration.calls import is_slope
from derive.elaboration.context import without_unknowns
from derive.elaboration.open_lengths import fitted
from derive.elaboration.small_changes import STEP
from derive.parsing import syntax as s
from derive.parsing.differentials import differentiates_by
from derive.parsing.trees import strip
from derive.statement import Statement
from derive.traversal import free_indices, walk
from derive.words.phrases import SAID_INSIDE
from proofs.answers.claims.sides import Side
from proofs.answers.deciding.ends import held
from proofs.answers.deciding.gradients import implied
from proofs.answers.deciding.outcome import CheckedLink, Outcome
from proofs.identity import Comparison, Judge, Setting, Undecidable, equal, numerically
from proofs.statements.claims import AskedFor, Claim, derivation
from proofs.statements.inner import absent, inner, vague
from proofs.statements.setting import setting_of
from proofs.verdict import ACCEPTED, Note

ORDERS = {"gradient": 1, "jacobian": 1, "hessian": 2}
"""How often the loss is differentiated."""
WITNESS = 5.0
"""Seconds for the search of a counterexample."""


def target_of(statement: Statement) -> str:
    above = {"gradient": "∂J", "jacobian": "∂f", "hessian": "∂²J"}[statement.target]
    return f"{above}/∂{statement.wrt}{'²' if statement.target == 'hessian' else ''}"


@dataclass(slots=True)
class Claimed:
    """One claim while it is decided."""

    statement: Statement
    claim: Claim
    text: str
    notes: list[Note] = field(default_factory=list)

    def aims(self) -> bool:
        """Whether the claim is about the derivative that is asked for: of the loss, by the variable, as often as is asked."""
        asked = self.claim.asked
        return asked is not None and asked.order == ORDERS[self.statement.target] and self.is_for(asked)

    def is_for(self, asked: AskedFor) -> bool:
        """Whether a derivative is of the loss, by the variable."""
        return self._is_variable(asked.variable) and self._is_loss(asked)

    def helps(self) -> bool:
        """Whether the claim is of another derivative than the one that is asked for: ∂J/∂z = …, ∂z/∂W = …, ∂(xᵀAx)/∂x = …"""
        return self.claim.asked is not None and not self.aims()

    def says_more(self) -> bool:
        """Whether the claim is an equation about something else than a derivative."""
        return self.claim.asked is None and len(self.claim.sides) > 1

    def links_alone(self) -> list[CheckedLink]:
        """The steps of the claim, each by itself."""
        values = [side.value for side in self.claim.sides if side.value is not None]
        try:
            return self._links(self._judge(values) if values else None)
        except Undecidable:
            return []

    def outcome(self) -> Outcome:
        """What the claim comes to."""
        claim = self.claim
        last = claim.sides[-1]
        self.notes += [Note.of(each) for each in claim.notes]
        value = claim.value
        if last.value is None or value is None:
            fault = last.error
            if not isinstance(fault, x.ShapeError):
                return self._made("incomplete", Note("empty"), links=self._links(None))
            span = next((node.span for node in fault.nodes if node.span is not None), None)
            code = Note("shape-mismatch", {"detail": without_unknowns(str(fault))})
            return self._made("wrong-shape", code, links=self._links(None), place=span)
        signs = [span for sign, span in zip(claim.chain.operators, claim.chain.places, strict=True) if sign != "="]
        tag = SAID_INSIDE.search(self.text)
        if signs:
            said = Note("relation", {"sign": self.text[slice(*signs[0])].strip()})
            return self._made("incomplete", said, links=self._links(None))
        if tag:
            return self._made("ambiguous", Note("words-beside", {"words": tag[0]}), links=self._links(None))
        wanted, word, message = self.wanted()
        claim.sides[-1] = replace(last, value=value)
        values = [side.value for side in claim.sides if side.value is not None]
        judge = self._judge([wanted, *values])
        links = self._links(judge)
        if word == "implies":
            found = implied(judge, claim.sides[-1], claim.sides[0].value, value, claim.condition)
            return replace(found, links=links, notes=self.notes, judge=judge, place=claim.chain.span)
        if word:
            return self._made(word, message, links=links)
        left = [*inner(value), *self._slopes_asked_for(value)]
        if any(absent(each) for each in left):
            return self._made("incomplete", Note("not-evaluated"), links=links)
        found = self._final(judge, wanted, value, links)
        if left and found.word in ACCEPTED:
            return self._made("incomplete", Note("not-evaluated"), links=links)
        return found

    def _slopes_asked_for(self, value: x.Expression) -> list[x.Derivative]:
        """The f′(x) in a value that are the derivative that is asked for itself; the differentials in it."""
        slopes = [node for node in walk(value) if isinstance(node, x.Derivative) and is_slope(node)]
        if any(node.variable == STEP for node in slopes):
            return slopes
        made = [(node, derivation(node)) for node in slopes]
        return [node for node, each in made if each is not None and self.is_for(each)]

    # ------------------------------------------------------------------------------------------------- what must be equal

    def wanted(self) -> tuple[x.Expression, str, Note]:
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
        if not self.aims() and asked.variable == STEP:
            return left, "incomplete", Note("incomplete-no-conclusion")
        if not self.aims():
            return left, "wrong-target", Note("wrong-target-stated", {"target": target_of(statement)})
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
            isinstance(node, x.Derivative) and self.is_loss(node.body) for node in walk(value)
        )

    def _is_variable(self, variable: x.Variable) -> bool:
        """Whether a claim differentiates by what is asked: the symbol, or any member of the same family."""
        asked = self.statement.variable
        if variable == asked or (isinstance(asked, x.Entry) and variable == asked.matrix):
            return True
        if isinstance(asked, x.Column | x.Member) and type(variable) is type(asked):
            return (
                variable.matrix == asked.matrix
                and isinstance(variable.index, x.Index)
                and variable.index.name in self.claim.open
            )
        if isinstance(variable, x.Column):
            return variable.matrix == asked and isinstance(variable.index, x.Index)
        return False

    def _is_loss(self, asked: AskedFor) -> bool:
        body = asked.body
        if self.statement.target == "jacobian" and isinstance(body, x.Entry):
            return body.column is None and self.is_loss(body.matrix)
        return self.is_loss(body)

    def is_loss(self, body: x.Expression) -> bool:
        """Whether an expression is the loss."""
        loss = self.statement.loss
        while isinstance(body, x.Named):
            if body.value == loss:
                return True
            body = body.value
        if body == loss:
            return True
        return body.shape == loss.shape and equal(body, loss, setting_of(self.statement, [body, loss])) is True

    def _general(self, asked: AskedFor) -> bool:
        """Whether the entry that is claimed is every entry: its indices are free, and differ."""
        pieces = list(asked.pieces)
        if isinstance(asked.variable, x.Column | x.Member) and asked.variable != self.statement.variable:
            pieces.append(asked.variable.index)
        if isinstance(asked.body, x.Entry):
            pieces.append(asked.body.row)
        if isinstance(self.statement.variable, x.Entry):
            of = self.statement.variable
            own = [of.row] if of.column is None else [of.row, of.column]
            if pieces in ([], own):  # the entry that is asked for, or all of them
                return True
        pieces = [self._meant(each) for each in pieces]
        free = all(isinstance(each, x.Index) and self._stands_free(each) for each in pieces)
        return free and len({each.name for each in pieces if isinstance(each, x.Index)}) == len(pieces)

    def _meant(self, index: x.IndexTerm) -> x.IndexTerm:
        """The free index that an index is in the case of the claim: the j of j = y, where the claim is of the entry y."""
        told = self.claim.condition
        for each in told.conditions if isinstance(told, x.All) else (told,):
            if isinstance(each, x.Same) and index in (each.left, each.right):
                other = each.right if index == each.left else each.left
                return other if isinstance(other, x.Index) and other.name in self.claim.open else index
        return index

    def _stands_free(self, index: x.Index) -> bool:
        """Whether an index of the left side is any: one that the answer introduces, or a declared one that the loss does not speak of."""
        declared = self.statement.declarations.get(index.name)
        if any(index.name == each.name for each in self.statement.choices):
            return False
        return declared is None or index not in self.statement.free

    # ------------------------------------------------------------------------------------------------------------ comparing

    def _judge(self, expressions: Sequence[x.Expression]) -> Judge:
        return Judge(list(dict.fromkeys(expressions)), self._setting(expressions))

    def _setting(self, expressions: Sequence[x.Expression]) -> Setting:
        """The setting of some expressions under the condition of the claim."""
        return setting_of(self.statement, [*expressions, self.claim.condition])

    def _links(self, judge: Judge | None) -> list[CheckedLink]:
        made = []
        for place, (left, right) in zip(self.claim.chain.places, pairwise(self.claim.sides), strict=True):
            value = right.value
            if left.value is not None and value is not None:
                value = fitted(value, left.value.shape)
            compare = partial(self._holds, judge, left, right)
            made.append(CheckedLink(right.syntax, place, left.value, value, self.claim.condition, judge, compare))
        return made

    def _holds(self, judge: Judge | None, one: Side, other: Side) -> tuple[bool | None, Note | None]:
        fault, left = other.error or one.error, one.value
        if fault is not None and _by_the_chain_rule(other if other.error else one):
            return None, None
        if fault is not None:
            return False, Note("shape-mismatch", {"detail": without_unknowns(str(fault))})
        if left is None or other.value is None or judge is None:
            return None, None
        right = fitted(other.value, left.shape)
        if left.shape != right.shape:
            found, expected = x.spoken(right.shape), x.spoken(left.shape)
            return False, Note("shape-differs", {"found": found, "expected": expected})
        inside = [*inner(left), *inner(right)]
        if any(absent(each) for each in inside):
            return None, None
        equal = self._compared(judge, left, right).equal
        unsure = self.claim.picks or any(vague(each) for each in inside)
        return (None if equal is False and unsure else equal), None

    def _compared(self, judge: Judge, left: x.Expression, right: x.Expression) -> Comparison:
        try:
            found = judge.compare(left, right, self.claim.condition)
            if found.equal is None:
                found = numerically(judge, left, right, self.claim.condition)
            return found
        except Undecidable as error:
            return Comparison(None, {}, reason=error.reason)

    def _final(self, judge: Judge, wanted: x.Expression, final: x.Expression, links: list[CheckedLink]) -> Outcome:
        """The last side against what is wanted."""
        final, condition = fitted(final, wanted.shape), self.claim.condition
        found = held(judge, final, wanted, condition, self.claim.chain.span, WITNESS)
        if self.claim.picks and found.word not in ACCEPTED:
            return self._made("unknown", Note("unknown-outside", {"detail": Note("own-greatest")}), links, final=final)
        turned = x.Transpose(wanted)
        if (
            found.word == "wrong"
            and "1" not in wanted.shape
            and turned.shape == final.shape
            and self._equal(turned, final)
        ):
            shapes = {"found": "its transpose", "expected": x.spoken(wanted.shape)}
            return self._made("transposed", Note("transposed", shapes), links, final=final, final_holds=False)
        return replace(
            found,
            links=links,
            notes=[*self.notes, *found.notes],
            truth=wanted,
            judge=judge,
            place=self.claim.chain.span,
        )

    def _equal(self, left: x.Expression, right: x.Expression) -> bool:
        return equal(left, right, self._setting([left, right]), self.claim.condition) is True

    def _made(
        self, word: str, message: Note, links: list[CheckedLink], place: s.Span | None = None, **rest: Any
    ) -> Outcome:
        return Outcome(word, message, links=links, notes=self.notes, place=place or self.claim.chain.span, **rest)


def _by_the_chain_rule(side: Side) -> bool:
    """Whether a side is a product of derivatives alone: authors who lay them out otherwise multiply them in another order."""
    whole = strip(side.syntax)
    return isinstance(whole, s.Juxtaposition) and all(differentiates_by(each) is not None for each in whole.factors)
