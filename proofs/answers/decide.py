"""Claims held against the truth: the loss as stated, differentiated in the checker."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading import syntax as s
from derive.reading.context import Convention, Definition, Remark
from derive.traversal import free_indices, rebuild, substitute, walk
from proofs.answers.conventions import Declared
from proofs.answers.meaning import Claim, Meaning, Side, fitted, read_meaning
from proofs.answers.script import Script
from proofs.identity import Comparison, Judge, Setting, Undecidable, numerically
from proofs.verdict import ACCEPTED, Note

RANK = {
    word: k
    for k, word in enumerate(
        (
            *ACCEPTED,
            "incomplete",
            "transposed",
            "wrong-target",
            "wrong",
            "wrong-shape",
            "prose",
            "unknown",
            "unreadable",
        )
    )
}
AIMS = (("same", "special", "general"), ("column",), ("unnamed",), ("bare",), ("other",))
"""Which claims are the answer: those that name what is asked, else those that name nothing, else what stands alone."""
TRIALS = 12
"""At most so many readings of one answer are tried."""


@dataclass(slots=True)
class Outcome:
    """What one reading of an answer comes to."""

    word: str
    message: Note
    meaning: Meaning | None = None
    claim: Claim | None = None
    final: x.Expression | None = None
    truth: x.Expression | None = None
    condition: x.Condition = x.ALWAYS
    comparison: Comparison | None = None
    judge: Judge | None = None
    sizes: Any = None
    final_holds: bool | None = None
    links: list[tuple[s.Syntax, s.Span, bool | None, Note | None]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    claimed: x.Expression | None = None
    place: s.Span | None = None
    target: str = "unnamed"

    @property
    def aim(self) -> str:
        """What the claim is about, see AIMS."""
        return (
            "bare"
            if self.target == "unnamed" and self.claim is not None and self.claim.role != "gradient"
            else self.target
        )

    @property
    def standing(self) -> tuple[int, int, int]:
        """The better of two readings is the one that accepts, then the one under which more of the author's lines hold."""
        false = sum(1 for link in self.links if link[2] is False)
        true = sum(1 for link in self.links if link[2] is True)
        return (RANK.get(self.word, 99), false, -true)


def setting_of(part: Part, expressions: Iterable[x.Node] = ()) -> Setting:
    """What may vary in a part; indices that an answer leaves open vary too."""
    open_ones = {index for each in expressions for index in free_indices(each)} - set(part.free)
    extra = tuple(sorted(open_ones, key=lambda index: (index.over, index.name)))
    return Setting((*part.free, *extra), part.maps, part.assumptions, part.constraints)


def decide(
    script: Script,
    problem: Problem,
    part: Part,
    declared: Declared,
    earlier: tuple[Definition, ...] = (),
    assumed: x.Condition = x.ALWAYS,
) -> Outcome:
    """The best reading of an answer, decided. A reading under which the author's own links hold is preferred."""
    best: Outcome | None = None
    pending: list[tuple[Convention, dict[str, str]]] = [(each, {}) for each in declared.candidates()]
    seen = 0
    while pending and seen < TRIALS:
        convention, choices = pending.pop(0)
        seen += 1
        meaning = read_meaning(script, problem, part, convention, choices, earlier)
        if assumed != x.ALWAYS:
            meaning.claims = [replace(claim, condition=x.All((claim.condition, assumed))) for claim in meaning.claims]
        outcome = DECIDERS[part.kind](script, problem, part, meaning)
        outcome.meaning = meaning
        if best is None or outcome.standing < best.standing:
            best = outcome
        for what, options in meaning.met.items():
            if what not in choices:
                pending += [(convention, {**choices, what: option}) for option in options[1:]]
                meaning.choices[what] = options[0]
        if outcome.word in ACCEPTED and all(link[2] is not False for link in outcome.links):
            break
    assert best is not None
    return best


# --------------------------------------------------------------------------------------------------------------------- gradients


def gradient(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """∂loss/∂variable: the last claim about it decides, every link of every claim is reported."""
    assert part.loss is not None and part.variable is not None
    truth = derivative_of(part.loss, part.variable)
    links: list[Any] = []
    decided: list[Outcome] = []
    for claim in meaning.claims:
        wanted, target = wanted_truth(claim, part, meaning.convention, truth)
        instance = instance_of(claim, part, problem)
        if instance is not None:
            name, expanded = instance
            wanted = substituted(wanted, part.loss, expanded)
        final = decide_claim(claim, part, wanted, target, links, meaning.remarks)
        if final is not None and instance is not None:
            final.notes.append(Note("reading-instance", {"loss": name}))
        if final is not None:
            decided.append(final)
    aimed = next((found for targets in AIMS if (found := [each for each in decided if each.aim in targets])), [])
    if not aimed:
        return nothing_found(script, meaning, links)
    outcome = combined(aimed, part)
    outcome.links = links
    return outcome


@lru_cache(maxsize=64)
def derivative_of(loss: x.Expression, variable: x.Variable, turned: bool = False) -> x.Expression:
    """∂loss/∂variable, one object for one derivative, so that its value is computed once."""
    found = x.Derivative(loss, variable)
    return x.Transpose(found) if turned else found


def wanted_truth(claim: Claim, part: Part, convention: Convention, truth: x.Expression) -> tuple[x.Expression, str]:
    """What a claim must equal, in the author's layout, and how its target relates to the part's.

    "same", "special" (u_o where u_w is asked), "other" (another variable or another loss), "unnamed".
    """
    by, of = claim.by, claim.of
    mine = laid_out(truth, part.variable, convention)
    if by is None:
        return mine, "unnamed"
    plain = by.operand if isinstance(by, x.Transpose) else by
    if of is not None and of is not part.loss and not same_loss(of, part):
        return mine, "other"
    if plain == part.variable:
        return derivative_of(part.loss, part.variable, isinstance(by, x.Transpose)), "same"  # type: ignore[arg-type]
    if (
        isinstance(plain, x.Column)
        and part.special
        and plain == x.Column(part.variable.matrix, part.place.free[part.special])
    ):  # type: ignore[union-attr]
        return derivative_of(part.loss, plain, isinstance(by, x.Transpose)), "special"  # type: ignore[arg-type]
    if (
        isinstance(plain, x.Column)
        and plain.matrix == part.variable
        and isinstance(plain.index, x.Index)
        and plain.index not in part.free
    ):
        return derivative_of(part.loss, plain, isinstance(by, x.Transpose)), "column"  # type: ignore[arg-type]
    if isinstance(plain, x.Column) and isinstance(part.variable, x.Column) and plain.matrix == part.variable.matrix:
        if (
            plain.index not in part.free
            and isinstance(plain.index, x.Index)
            and isinstance(part.variable.index, x.Index)
        ):
            return derivative_of(part.loss, plain), "general"  # type: ignore[arg-type]
    return mine, "other"


def instance_of(claim: Claim, part: Part, problem: Problem) -> tuple[str, x.Expression] | None:
    """The loss of a window with its abstract J written out, for an answer that writes it out: by samples if it has any, else by softmax."""
    values = [side.value for side in claim.sides[1 if claim.by is not None else 0 :] if side.value is not None]
    nodes = [node for value in values for node in walk(value)]
    if (
        part.loss is None
        or not any(isinstance(node, x.Loss) for node in walk(part.loss))
        or any(isinstance(node, x.Loss) for node in nodes)
    ):
        return None
    if not any(isinstance(node, x.Call) or (isinstance(node, x.Named) and node.name == "hat y") for node in nodes):
        return None
    sampled = any(isinstance(node, x.Mapped) and node.name == problem.notation.samples for node in nodes)
    name = "negative" if sampled else "naive"
    o = next((index for index in free_indices(problem.notation.losses[name]) if index.name == "o"), None)

    def expand(node: Any) -> Any:
        if isinstance(node, x.Loss):
            return substitute(problem.notation.losses[name], {o: node.outside})
        return rebuild(node, expand)

    return name, expand(part.loss)


def substituted(wanted: x.Expression, loss: x.Expression, expanded: x.Expression) -> x.Expression:
    """The truth for another loss."""
    if isinstance(wanted, x.Transpose):
        return x.Transpose(substituted(wanted.operand, loss, expanded))
    assert isinstance(wanted, x.Derivative)
    return x.Derivative(expanded, wanted.variable)


def same_loss(of: x.Expression, part: Part) -> bool:
    """A restated loss is the part's if it is the same function; a cheap look first."""
    if of == part.loss:
        return True
    if of.shape != x.SCALAR or part.loss is None:
        return False
    try:
        judge = Judge([of, part.loss], setting_of(part))
        return judge.compare(of, part.loss).equal is True
    except (Undecidable, KeyError, x.ShapeError):
        return False


def laid_out(truth: x.Expression, variable: x.Expression | None, convention: Convention) -> x.Expression:
    """The truth in the layout of the author: rows of U, vectors as rows."""
    assert isinstance(truth, x.Derivative)
    if isinstance(variable, x.Symbol) and "V" in variable.shape and convention.U == "rows":
        return derivative_of(truth.body, variable, True)
    if isinstance(variable, x.Column):
        family = {"U": "u", "C": "v"}.get(getattr(variable.matrix, "name", ""), "")
        if family in convention.rows:
            return derivative_of(truth.body, variable, True)
    return truth


def decide_claim(
    claim: Claim, part: Part, truth: x.Expression, target: str, links: list[Any], remarks: Iterable[Remark] = ()
) -> Outcome | None:
    """Decide the links of one claim, and its end if it is about the part's target. None where it is about something else."""
    if len(claim.sides) == 1 and claim.by is not None:
        return None  # a left side that the text mentions
    readable = [side for side in claim.sides if side.value is not None]
    gradient_like = claim.role == "gradient" or len(claim.sides) == 1
    values = [
        fitted(side.value, truth.shape) if gradient_like and side.value is not None else side.value
        for side in claim.sides
    ]
    expressions = [value for value in values if value is not None]
    try:
        judge = Judge([truth, *expressions], setting_of(part, [*expressions, claim.condition]), common=truth)
    except (Undecidable, KeyError):
        return None
    restricted = claim.condition
    previous: x.Expression | None = truth if gradient_like and claim.by is None else None
    start = len(links)
    if not isinstance(claim.sides[0].syntax, s.Empty):
        previous = values[0] if previous is None else previous
    offset = len(claim.statement.sides) - len(claim.sides)
    for k, (side, value) in enumerate(zip(claim.sides, values, strict=True)):
        if k + offset == 0:
            continue
        place = claim.statement.places[k + offset - 1]
        holds, note = link(judge, previous, side, value, restricted)
        links.append((side.syntax, place, holds, note))
        if value is not None:
            previous = value
    if claim.role in ("definition", "loss"):
        return None
    if claim.role == "equation" and part.kind == "gradient" and not bare(claim, truth):
        return None
    if not readable:
        return unreadable(claim.sides[-1], claim)
    last, value = claim.sides[-1], values[-1]
    outcome = end(judge, last, value, truth, restricted, claim, part)
    if (
        outcome.message.code == "not-evaluated" and not part.evaluated
    ):  # `= U(ŷ − y) = ∇v_c`: the value stands before its name
        for side, before in zip(claim.sides[-2:0:-1], values[-2:0:-1], strict=True):
            earlier = end(judge, side, before, truth, restricted, claim, part)
            if earlier.word in ACCEPTED:
                outcome = earlier
                break
    outcome.claim, outcome.judge, outcome.truth, outcome.claimed, outcome.target = claim, judge, truth, claim.by, target
    if outcome.word in ACCEPTED and mixed_layout(judge, values[:-1], truth):
        outcome.word, outcome.message = (
            "transposed",
            Note("transposed-own-convention", {"found": "both", "expected": x.spoken(truth.shape)}),
        )
    if outcome.word in ACCEPTED and any(node.code == "incomplete-range" for node in remarks):
        outcome.word, outcome.message = "incomplete", Note("incomplete-range")
    if target == "column" and outcome.word in ACCEPTED:
        outcome.word, outcome.message = "incomplete", Note("incomplete-form")
    if target == "other" and outcome.word in ACCEPTED:
        outcome.word, outcome.message = "wrong-target", Note("wrong-target", {"claimed": claim.by, "target": part.by})
    if target == "special":
        outcome.notes.append(Note("covers-case", {"case": f"{part.place.generic} = {part.special}"}))
    if outcome.final_holds and any(entry[2] is False for entry in links[start:]):
        outcome.notes.append(
            Note("final-right-link-wrong", {"link": next(entry for entry in links[start:] if entry[2] is False)[1]})
        )
    return outcome


def mixed_layout(judge: Judge, values: list[x.Expression | None], truth: x.Expression) -> bool:
    """Whether a chain for a matrix also holds it laid out the other way: the author says that both are the same."""
    if "1" in truth.shape:
        return False
    turned = x.Transpose(truth)
    try:
        return any(
            value is not None and value.shape == turned.shape and judge.compare(turned, value).equal for value in values
        )
    except (Undecidable, KeyError):
        return False


def bare(claim: Claim, truth: x.Expression) -> bool:
    """Whether an equation without a derivative on its left can be the answer: its last side has the right shape."""
    value = claim.sides[-1].value
    if claim.sides[-1].misshapen:
        return True
    return value is not None and (
        value.shape in (truth.shape, truth.shape[::-1]) or len(claim.sides) == 1 or _zero(value)
    )


def _zero(value: x.Expression) -> bool:
    return isinstance(value, x.Number | x.Constant) and value.value == 0


def link(
    judge: Judge, previous: x.Expression | None, side: Side, value: x.Expression | None, condition: x.Condition
) -> tuple[bool | None, Note | None]:
    """Whether one `=` holds by itself."""
    if side.misshapen:
        return False, Note("shape-mismatch", {"detail": str(side.error)})
    if previous is None or value is None:
        return None, None
    previous, value = fitted(previous, value.shape), fitted(value, previous.shape)
    if previous.shape != value.shape:
        if previous.shape == value.shape[::-1]:
            return None, Note("transposed", {"found": x.spoken(value.shape), "expected": x.spoken(previous.shape)})
        return False, Note(
            "shape-mismatch", {"detail": f"{x.spoken(value.shape)} is set equal to {x.spoken(previous.shape)}"}
        )
    try:
        found = judge.compare(previous, value, condition)
        return found.equal, None
    except (Undecidable, KeyError):
        return None, None


def end(
    judge: Judge,
    last: Side,
    value: x.Expression | None,
    truth: x.Expression,
    condition: x.Condition,
    claim: Claim,
    part: Part,
) -> Outcome:
    """The last side against the truth."""
    if value is None:
        if last.misshapen:
            return Outcome(
                "wrong-shape",
                Note("shape-mismatch", {"detail": str(last.error)}),
                final_holds=False,
                place=last.syntax.span,
                claim=claim,
            )
        return unreadable(last, claim)
    if value.shape != truth.shape:
        return misfit(judge, value, truth, condition, last)
    try:
        found = judge.compare(truth, value, condition)
    except (Undecidable, KeyError):
        found = Comparison(None, judge.sizes)
    if found.equal is None:
        found = numerically(judge, truth, value, condition)
        if found.equal:
            return Outcome(
                "equal-numerically",
                Note("holds-numerically"),
                final=value,
                comparison=found,
                final_holds=True,
                sizes=judge.sizes,
                condition=condition,
            )
    if found.equal is False:
        return Outcome(
            "wrong",
            Note("differs"),
            final=value,
            comparison=found,
            final_holds=False,
            sizes=found.sizes,
            place=last.syntax.span,
            condition=condition,
        )
    if found.equal is None:
        return Outcome("unknown", Note("unknown-outside", {"detail": found.reason}), final=value, condition=condition)
    if found.uncovered is not None:
        return Outcome(
            "incomplete",
            Note("incomplete-case", {"case": ""}),
            final=value,
            comparison=found,
            final_holds=True,
            condition=condition,
        )
    if any(
        isinstance(node, x.Derivative)
        and any(isinstance(each, x.Call) and each.function == "log" for each in walk(node))
        for node in walk(value)
    ):
        return Outcome(
            "incomplete", Note("not-evaluated", {"value": ""}), final=value, final_holds=True, condition=condition
        )
    if part.evaluated and not _zero(value):
        return Outcome(
            "incomplete", Note("not-evaluated", {"value": "0"}), final=value, final_holds=True, condition=condition
        )
    if found.sizes == "every":
        return Outcome(
            "proved",
            Note("holds-every-size"),
            final=value,
            comparison=found,
            final_holds=True,
            sizes="every",
            condition=condition,
        )
    if judge.plan.reason and "number" in judge.plan.reason:
        return Outcome(
            "unknown", Note("unknown-outside", {"detail": judge.plan.reason}), final=value, condition=condition
        )
    return Outcome(
        "equal-up-to",
        Note("holds-up-to", {"sizes": found.sizes}),
        final=value,
        comparison=found,
        final_holds=True,
        sizes=found.sizes,
        condition=condition,
    )


def misfit(judge: Judge, value: x.Expression, truth: x.Expression, condition: x.Condition, last: Side) -> Outcome:
    """Another shape than asked: the right value laid out the other way, or something else."""
    detail = {"found": x.spoken(value.shape), "expected": x.spoken(truth.shape)}
    if value.shape == truth.shape[::-1]:
        try:
            if judge.compare(truth, x.Transpose(value), condition).equal:
                return Outcome(
                    "transposed", Note("transposed", detail), final=value, final_holds=False, place=last.syntax.span
                )
        except (Undecidable, KeyError):
            pass
    code = "scalar-for-vector" if value.shape == x.SCALAR else "shape-differs"
    return Outcome("wrong-shape", Note(code, detail), final=value, final_holds=False, place=last.syntax.span)


def unreadable(side: Side, claim: Claim) -> Outcome:
    """The place that could not be read, and what was expected there; or what does not multiply."""
    error = side.error
    if isinstance(error, x.ShapeError):
        return Outcome(
            "wrong-shape",
            Note("shape-mismatch", {"detail": str(error)}),
            final_holds=False,
            claim=claim,
            place=side.syntax.span,
        )
    expected = error.expected if isinstance(error, s.ReadingError) else ""
    span = error.span if isinstance(error, s.ReadingError) else side.syntax.span
    return Outcome(
        "unreadable", Note("unreadable", {"expected": expected, "found": str(error)}), claim=claim, place=span
    )


def combined(decided: list[Outcome], part: Part) -> Outcome:
    """Several claims about one target: the last of each case stands, and one that is refused refuses the whole."""
    latest: dict[Any, Outcome] = {}
    for outcome in decided:
        claim = outcome.claim
        latest[(claim.condition, claim.by) if claim is not None else None] = outcome
    ends = list(latest.values())
    if len(ends) == 1:
        return (
            ends[0]
            if part.special or not isinstance(part.variable, x.Symbol) or part.variable.shape != x.SCALAR
            else whole_line(ends, part)
        )
    if part.variable is not None and part.variable.shape == x.SCALAR:
        return whole_line(ends, part)
    refused = [each for each in ends if each.word not in ACCEPTED]
    worst = [each for each in refused if each.word not in ("incomplete", "unreadable", "unknown")] or refused
    return worst[-1] if worst else ends[-1]


def whole_line(ends: list[Outcome], part: Part) -> Outcome:
    """For a function of one number: the cases together must cover the line."""
    refused = [each for each in ends if each.word not in ACCEPTED]
    if refused:
        return refused[-1]
    conditions = [each.condition for each in ends]
    if any(each == x.ALWAYS for each in conditions):
        return ends[-1]
    judge = ends[-1].judge
    assert judge is not None
    for ground in judge.grounds:
        if not ground.where(x.Some(tuple(conditions))).all():
            ends[-1].word, ends[-1].message = "incomplete", Note("incomplete-case", {"case": ""})
    return ends[-1]


def nothing_found(script: Script, meaning: Meaning, links: list[Any]) -> Outcome:
    """No claim about what is asked: words, or something that could not be read."""
    failed = [claim for claim in meaning.claims if claim.sides[-1].error is not None]
    if script.errors:
        error = script.errors[-1]
        return Outcome(
            "unreadable",
            Note("unreadable", {"expected": error.expected, "found": str(error)}),
            links=links,
            place=error.span,
        )
    if failed:
        outcome = unreadable(failed[-1].sides[-1], failed[-1])
        outcome.links = links
        return outcome
    return Outcome(
        "prose" if script.prose.strip() else "incomplete",
        Note("prose" if script.prose.strip() else "incomplete-no-conclusion"),
        links=links,
    )


# ------------------------------------------------------------------------------------------------------------------ other kinds


def identity(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """A chain whose ends are the two things that are to be shown equal, up to a sign on both."""
    assert part.loss is not None
    links: list[Any] = []
    best: Outcome | None = None
    for claim in meaning.claims:
        decide_claim(claim, part, part.loss, "unnamed", links)
        values = [side.value for side in claim.sides if side.value is not None and side.value.shape == x.SCALAR]
        if len(claim.sides) < 2 or not values:
            continue
        last = claim.sides[-1]
        judge = Judge([part.loss, x.Negative(part.loss), *values], setting_of(part))
        shown = [value for value in values if _matches(judge, part.loss, value)]
        if not any(_sums(value) for value in values):
            continue
        if last.value is None or last.value.shape != x.SCALAR:
            outcome = (
                unreadable(last, claim)
                if not last.misshapen
                else Outcome("wrong-shape", Note("shape-mismatch", {"detail": str(last.error)}), claim=claim)
            )
        elif last.value in shown and not _sums(last.value):
            outcome = Outcome(
                "proved", Note("holds-every-size"), final=last.value, final_holds=True, sizes=judge.sizes, claim=claim
            )
            sign = _sign(judge, part.loss, values[0])
            if sign is not None and sign != _sign(judge, part.loss, last.value):
                outcome = Outcome(
                    "wrong",
                    Note("differs"),
                    final=last.value,
                    truth=values[0],
                    judge=judge,
                    comparison=judge.compare(values[0], last.value),
                    final_holds=False,
                    claim=claim,
                    place=last.syntax.span,
                )
        elif last.value in shown:
            outcome = Outcome(
                "incomplete", Note("incomplete-no-conclusion"), final=last.value, final_holds=True, claim=claim
            )
        else:
            first = next((value for value in values[:-1] if value in shown), part.loss)
            outcome = Outcome(
                "wrong",
                Note("differs"),
                final=last.value,
                truth=first,
                judge=judge,
                comparison=judge.compare(first, last.value),
                final_holds=False,
                claim=claim,
                place=last.syntax.span,
            )
        best = outcome
    if best is None:
        words = script.prose.strip()
        stated = any(claim.role in ("definition", "equation") and len(claim.sides) > 1 for claim in meaning.claims)
        long = len(words.split()) > 12 or len(words) > 40 and not words.isascii()
        best = (
            Outcome("prose", Note("prose"))
            if long or not stated
            else Outcome("incomplete", Note("incomplete-no-conclusion"))
        )
    best.links = links
    return best


def _sums(value: x.Expression) -> bool:
    """Whether a side still is the sum over the vocabulary of y_w log ŷ_w, at its top."""
    while isinstance(value, x.Negative):
        value = value.operand
    if isinstance(value, x.Product):
        return any(_sums(factor) for factor in value.factors)
    if isinstance(value, x.Add):
        return any(_sums(term) for term in value.terms)
    return isinstance(value, x.Sum) or isinstance(value, x.Named) and _sums(value.value)


def _matches(judge: Judge, loss: x.Expression, value: x.Expression) -> bool:
    return _sign(judge, loss, value) is not None


def _sign(judge: Judge, loss: x.Expression, value: x.Expression) -> int | None:
    """+1 if a side equals the loss, −1 if it equals its negative."""
    try:
        if judge.compare(loss, value).equal:
            return 1
        return -1 if judge.compare(x.Negative(loss), value).equal else None
    except (Undecidable, KeyError):
        return None


def zero(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """When the gradient vanishes: an equation whose difference is ± the gradient, or one that makes it vanish (ŷ = y)."""
    assert part.loss is not None and part.variable is not None
    truth = laid_out(x.Derivative(part.loss, part.variable), part.variable, meaning.convention)
    best: Outcome | None = None
    for claim in meaning.claims:
        values = [side.value for side in claim.sides]
        for left, right in zip(values, values[1:], strict=False):
            if left is None or right is None:
                continue
            right, left = fitted(right, left.shape), fitted(left, right.shape)
            if left.shape != right.shape:
                continue
            difference = x.Add((left, x.Negative(right)))
            if difference.shape == truth.shape:
                judge = Judge([truth, difference, x.Negative(truth)], setting_of(part))
                if any(judge.compare(each, difference).equal for each in (truth, x.Negative(truth))):
                    return Outcome(
                        "proved",
                        Note("zero-condition"),
                        final=difference,
                        final_holds=True,
                        sizes=judge.sizes,
                        claim=claim,
                    )
                best = Outcome(
                    "wrong",
                    Note("differs"),
                    final=difference,
                    truth=truth,
                    judge=judge,
                    comparison=judge.compare(truth, difference),
                    final_holds=False,
                    claim=claim,
                )
            elif {_name(left), _name(right)} == {"y", "hat y"}:
                return Outcome(
                    "proved", Note("zero-sufficient"), final=difference, final_holds=True, sizes="every", claim=claim
                )
    if best is not None:
        return best
    return nothing_found(script, meaning, [])


def _name(value: x.Expression) -> str:
    while isinstance(value, x.Transpose):
        value = value.operand
    if isinstance(value, x.Entry):
        value = value.matrix
    return value.name if isinstance(value, x.Named) else ""


def reuse(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """A quantity to name: it, or its negative, on some side."""
    assert part.value is not None
    links: list[Any] = []
    last: Outcome | None = None
    for claim in meaning.claims:
        for side in claim.sides:
            if side.value is None:
                continue
            judge = Judge([part.value, x.Negative(part.value), side.value], setting_of(part))
            if side.value.shape != part.value.shape:
                last = Outcome(
                    "wrong-shape",
                    Note(
                        "shape-differs", {"found": x.spoken(side.value.shape), "expected": x.spoken(part.value.shape)}
                    ),
                    claim=claim,
                    final=side.value,
                    place=side.syntax.span,
                )
                continue
            try:
                if any(judge.compare(each, side.value).equal for each in (part.value, x.Negative(part.value))):
                    return Outcome(
                        "proved",
                        Note("holds-every-size"),
                        final=side.value,
                        final_holds=True,
                        sizes=judge.sizes,
                        claim=claim,
                        links=links,
                    )
                last = Outcome(
                    "wrong",
                    Note("differs"),
                    final=side.value,
                    truth=part.value,
                    judge=judge,
                    comparison=judge.compare(part.value, side.value),
                    final_holds=False,
                    claim=claim,
                    place=side.syntax.span,
                )
            except (Undecidable, KeyError):
                continue
    return last or nothing_found(script, meaning, links)


def prose(script: Script, problem: Problem, part: Part, meaning: Meaning) -> Outcome:
    """Words: a person decides."""
    return Outcome("prose", Note("prose"))


DECIDERS = {"gradient": gradient, "identity": identity, "zero": zero, "reuse": reuse, "prose": prose}


def remarks_of(meaning: Meaning | None) -> list[Note]:
    """What the reader noticed, as notes."""
    return [] if meaning is None else [_note(remark) for remark in meaning.remarks]


def _note(remark: Remark) -> Note:
    return Note(remark.code, dict(remark.values))
