"""The record of an outcome: words, places in the author's text, the counterexample, how it was read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from derive import expression as x
from derive.parsing.macros import NO_MACROS, Macros
from derive.problem import Part
from derive.reading.context import Notation
from derive.traversal import children, walk
from proofs.answers.decide import remarks_of
from proofs.answers.deciding.counterexample import counterexample, failing_case, refuted
from proofs.answers.deciding.outcome import CheckedLink, Outcome
from proofs.answers.deciding.targets import asked_for
from proofs.diagnosis.edits import Accepts, in_source
from proofs.diagnosis.layout import relaid, retargeted
from proofs.diagnosis.likely import Likely
from proofs.diagnosis.repair import Repair, nearest
from proofs.identity import find_witness
from proofs.verdict import Counterexample, Link, Note, Verdict

SECONDS_FOR_A_STEP = 1.0
"""A counterexample to one step is found in milliseconds or not at all."""
LineColumn = Callable[[int], tuple[int, int]]
"""(line, column) of an offset in the text."""


def recorded(
    part: Part,
    outcome: Outcome,
    text: str,
    form: str,
    budget: float,
    accepts: Accepts | None = None,
    macros: Macros = NO_MACROS,
) -> Verdict:
    """The record of an outcome; a `wrong` without a witness becomes `unknown`.

    `accepts` tells whether an edited text is accepted; without it no slip is looked for.

    Its lines are offsets in the text, until `placed` puts lines and columns there.
    """
    notes = [*outcome.notes, *remarks_of(outcome)]
    word, message, witness = outcome.word, outcome.message, None
    if word == "wrong":
        word, message, witness = witnessed(outcome, part, budget)
    repair, rewritten, mended = None, [], None
    if accepts is not None:
        repair = diagnosed(outcome, part) if word in ("wrong", "wrong-shape") else None
        rewritten = rewriting(word, outcome, part, text, accepts, macros) if repair is None else []
        mended = _repaired(repair, text, outcome, accepts, macros) if repair else _rewritten(rewritten, text)
    in_form = in_asked_form(outcome.final, part)
    if form == "strict" and word in ("proved", "equal-up-to", "equal-numerically") and not in_form:
        word, message = "wrong-form", Note("not-in-asked-form", {"form": ", ".join(part.form)})
    links = tuple(_link(text, each, budget) for each in outcome.links)
    broken = next((link for link in links if link.holds is False), None)
    if outcome.final_holds and broken is not None and word != "wrong-target":
        notes.append(false_step(broken))
    start = outcome.place[0] if outcome.place else outcome.claim.equation.span[0] if outcome.claim else 0
    return Verdict(
        part=part.id,
        verdict=word,
        message=message,
        reading=written(outcome.final),
        links=links,
        final_holds=None if word == "unknown" else outcome.final_holds,
        in_asked_form=in_form,
        claimed=f"∂J/∂{_spelled(outcome.claimed)}" if outcome.claimed is not None else "",
        target=f"∂J/∂{part.by}" if part.by else "",
        convention=_convention(outcome, part, word),
        sizes=outcome.sizes,
        assumptions=part.stated,
        counterexample=witness,
        mistake=repair.mistake if repair else rewritten[0]["kind"] if rewritten else None,
        repair=mended,
        notes=tuple(notes),
        line=start,
        text=text,
    )


def placed(verdict: Verdict, place: LineColumn) -> Verdict:
    """The record with lines and columns where it has offsets."""
    line, column = place(verdict.line)
    links = []
    for link in verdict.links:
        its_line, its_column = place(link.line)
        links.append(replace(link, line=its_line, column=its_column))
    notes = tuple(
        Note(note.code, {**note.values, "line": place(note.values["line"])[0]}) if note.code == FALSE_STEP else note
        for note in verdict.notes
    )
    repair = verdict.repair
    if repair is not None:
        edits = [(edit, place(edit["start"])) for edit in repair["edits"]]
        repair = {**repair, "edits": [edit | {"line": at[0], "column": at[1]} for edit, at in edits]}
    return replace(verdict, line=line, column=column, links=tuple(links), notes=notes, repair=repair)


FALSE_STEP = "final-right-link-wrong"
"""The note that tells the line of a false step."""


def false_step(link: Link) -> Note:
    """That the end is right and a step before it is not."""
    return Note(FALSE_STEP, {"line": link.line, "link": _brief(link.text)})


def witnessed(outcome: Outcome, part: Part, budget: float) -> tuple[str, Note, Counterexample | None]:
    """The word, its sentence and the counterexample of an answer that differs; `unknown` where no point could be certified."""
    witness = counterexample(outcome, part, budget)
    word, message = refuted(witness)
    if word == "wrong" and (outcome.message.code != "differs" or outcome.message.values):
        return word, outcome.message, witness
    if message.code != "differs":
        return word, message, witness
    case, holds_in = failing_case(outcome, part)
    if holds_in:
        return word, Note("differs-in-case", {"case": case, "holds_in": holds_in}), witness
    return word, Note("differs", {"case": case}), witness


def diagnosed(outcome: Outcome, part: Part) -> Repair | None:
    """The slip, where one edit of the answer makes it right."""
    if outcome.judge is None or outcome.truth is None or outcome.final is None:
        return None
    return nearest(outcome.final, outcome.truth, outcome.condition, outcome.judge, part)


def _repaired(repair: Repair, text: str, outcome: Outcome, accepts: Accepts, macros: Macros) -> dict[str, Any] | None:
    """The right answer, and the edit of the author's text that leads to it; None where no such edit is accepted."""
    remarks = outcome.claim.remarks if outcome.claim else ()
    edit = in_source(repair, text, remarks, written, accepts, _at_a_glance(outcome, text, macros))
    if edit is None:
        return None
    return {"latex": written(repair.edit.tree), "edits": [edit]}


def _likely(outcome: Outcome, macros: Macros, truth: x.Expression | None) -> Likely | None:
    """What looks at repairs of the last side quickly; None where there is nothing to compare with."""
    claim, judge = outcome.claim, outcome.judge
    if claim is None or claim.read is None or judge is None or truth is None:
        return None
    return Likely(claim.read, judge, truth, outcome.condition, macros)


def _at_a_glance(outcome: Outcome, text: str, macros: Macros) -> Callable[[int, int, str], bool]:
    """Whether an edit of the text may be accepted, as far as the last side alone tells."""
    likely = _likely(outcome, macros, outcome.truth)
    if likely is None or outcome.claim is None or outcome.final is None:
        return lambda start, end, to: True
    first, last = outcome.claim.sides[-1].syntax.span
    known = likely.reads(text, (first, last), outcome.final)

    def glance(start: int, end: int, to: str) -> bool:
        if not known or start < first or end > last:
            return True
        return likely.side(text[:start] + to + text[end:], (first, last + len(to) - (end - start)))

    return glance


def rewriting(
    word: str, outcome: Outcome, part: Part, text: str, accepts: Accepts, macros: Macros
) -> list[dict[str, Any]]:
    """The edits of an answer whose value has another shape, or stands for another derivative."""
    if outcome.claim is None or not outcome.claim.sides:
        return []
    sides = tuple(side.syntax for side in outcome.claim.sides)
    if word == "wrong-target" and part.by:
        return retargeted(sides, text, part, accepts)
    if word not in ("transposed", "wrong-shape"):
        return []
    asked = asked_for(part, outcome.meaning.convention) if outcome.meaning else None
    likely, other = (_likely(outcome, macros, truth) for truth in (outcome.truth, asked))
    return relaid(sides, text, part, accepts, likely, other)


def _rewritten(edits: list[dict[str, Any]], text: str) -> dict[str, Any] | None:
    """Edits, and what stands in the end from the first to the last of them."""
    if not edits:
        return None
    latex, at = "", edits[0]["start"]
    for edit in edits:
        latex, at = latex + text[at : edit["start"]] + edit["to"], edit["end"]
    return {"latex": latex, "edits": edits}


def _link(text: str, step: CheckedLink, budget: float) -> Link:
    side = step.syntax.span
    shown = text[step.place[1] : side[1]].strip() or text[side[0] : side[1]]
    return Link(shown, certified(step, budget), step.place[0], 0, step.note)


def certified(step: CheckedLink, budget: float) -> bool | None:
    """Whether a step holds; what is called false has a point of its own where its two sides differ, else it is not decided."""
    if step.holds is not False or step.judge is None or step.left is None or step.right is None:
        return step.holds
    if step.left.shape != step.right.shape:
        return step.holds
    found = find_witness(step.judge, step.left, step.right, step.condition, min(budget, SECONDS_FOR_A_STEP))
    return None if found is None else False


def _brief(text: str) -> str:
    """The start of a formula, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def written(value: x.Expression | None) -> str:
    """LaTeX of how an answer was read."""
    if value is None:
        return ""
    from derive.writing.latex import latex

    try:
        return latex(value)
    except Exception:  # noqa: BLE001 - the echo is a courtesy, the verdict does not hang on it
        return ""


def _spelled(value: x.Expression) -> str:
    return written(value) or "?"


def _convention(outcome: Outcome, part: Part, word: str) -> dict[str, str | None]:
    """How the author lays things out: the assignment's matrix, where it matters, and the value."""
    known = outcome.meaning is not None and _speaks_of_layout(outcome, part)
    orientation = outcome.meaning.convention.orientation if outcome.meaning and known else None
    return layouts(part.notation, orientation) | layout_of(word, outcome.final)


def layout_of(word: str, final: x.Expression | None) -> dict[str, str | None]:
    """How the value of an answer lies, by the word of the verdict."""
    value = "shape of the variable" if final is not None else None
    return {"layout": "transposed" if word == "transposed" else value}


def layouts(notation: Notation, orientation: str | None = None) -> dict[str, str | None]:
    """How the matrix lies of which the assignment says that its layout is the author's choice."""
    return {notation.layout: orientation} if notation.layout else {}


def _speaks_of_layout(outcome: Outcome, part: Part) -> bool:
    """Whether it matters how the assignment's matrix lies."""
    name = part.notation.layout
    if not name:
        return False
    matrix = part.notation.symbol(name)
    nodes = [outcome.final] if outcome.final is not None else []
    return part.variable == matrix or any(
        isinstance(each, x.Transpose | x.Product)
        and matrix in (getattr(each, "operand", None), *getattr(each, "factors", ()))
        for node in nodes
        for each in walk(node)
    )


def in_asked_form(value: x.Expression | None, part: Part) -> bool:
    """Whether the answer uses the terms that the part asks for and no sum over the vocabulary besides."""
    if value is None or not part.form:
        return True

    def plain(node: x.Node) -> bool:
        if isinstance(node, x.Named):
            return True
        if isinstance(node, x.Sum) or (isinstance(node, x.Call) and node.function in ("exp", "log")):
            return False
        return all(plain(child) for child in children(node))

    return plain(value)


def line_column(text: str, at: int) -> tuple[int, int]:
    """1-based line and column of an offset."""
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
