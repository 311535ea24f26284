"""Verdicts on written answers: one answer, or all of a document.

>>> check("b.1", r"U(\\hat{y} - y)").verdict
'proved'
>>> check("b.1", r"U\\hat{y}").verdict
'wrong'
"""

import time
from dataclasses import replace
from typing import Any

from derive import expression as x
from derive.problem import DEFAULT, Part, Problem, load
from derive.reading.macros import collect
from derive.reading.syntax import ReadingError
from proofs.answers.collect import Answer, answers_of, document_convention
from proofs.answers.conventions import Declared
from proofs.answers.counterexample import counterexample, failing_case
from proofs.answers.decide import decide, remarks_of
from proofs.answers.outcome import Outcome
from proofs.answers.place import aimed_parts
from proofs.answers.script import Script, read_script
from proofs.documents import Document
from proofs.verdict import ACCEPTED, Link, Note, Verdict, weakest

SECONDS = 10.0
"""Default budget of one answer."""


def check(
    part: str, latex: str, defs: str = "", *, assignment: str = DEFAULT, budget: float = SECONDS, form: str = "value"
) -> Verdict:
    """The verdict on one answer for a part, or for a block of parts such as "g.1".

    `defs`: declarations that stand before the answer (macros, shapes, symbols). `form="strict"` makes the terms that the part asks
    for part of the verdict. Raises KeyError for a part or an assignment that there is not.
    """
    started = time.perf_counter()
    problem = load(assignment)
    parts = problem.block(part)
    try:
        macros = collect(defs + "\n" + latex)
        before, script = read_script(defs, macros), read_script(latex, macros)
    except ReadingError as error:
        found = Note("unreadable", {"expected": error.expected, "found": str(error)})
        return Verdict(part, "unreadable", found, text=latex, seconds=time.perf_counter() - started)
    declared = Declared()
    declared.read(before, problem.notation)
    declared.read(script, problem.notation)
    verdicts = [
        judged(each, script, problem, declared, latex, form, budget)
        for each in (aimed_parts(script, parts, problem) if len(parts) > 1 else parts)
    ]
    return gathered(part, verdicts, started)


def gathered(part: str, verdicts: list[Verdict], started: float) -> Verdict:
    """One record for a part with several answers."""
    seconds = time.perf_counter() - started
    if len(verdicts) == 1:
        return replace(verdicts[0], seconds=seconds)
    word = weakest([each.verdict for each in verdicts])
    first = next(each for each in verdicts if each.verdict == word)
    return replace(first, part=part, answers=tuple(verdicts), seconds=seconds)


def verify_document(
    document: Document, *, assignment: str = DEFAULT, budget: float = SECONDS, form: str = "value"
) -> tuple[Verdict, ...]:
    """A verdict for every answer of a document, in its order, held to the conventions that its author uses."""
    problem = load(assignment)
    try:
        macros = collect(document.preamble)
    except ReadingError as error:
        return (Verdict("", "unreadable", Note("unreadable", {"expected": error.expected, "found": str(error)})),)
    answers = answers_of(document, problem, macros)
    declared = document_convention(answers, problem)
    verdicts = []
    for answer in answers:
        started = time.perf_counter()
        outcome = decide(answer.script, problem, answer.part, declared, answer.earlier)
        if outcome.word == "wrong" and answer.complement is not None:
            outcome = elsewhere(outcome, answer, problem, declared)
        found = recorded(answer.part, problem, outcome, answer.text, form, budget, declared, answer.place)
        where = answer.block.place(answer.start)
        verdicts.append(
            replace(
                found,
                file=where.file if where.file != document.sources[0].name else "",
                cell=where.cell,
                seconds=time.perf_counter() - started,
            )
        )
    return tuple(verdicts)


def elsewhere(outcome: Outcome, answer: Answer, problem: Problem, declared: Declared) -> Outcome:
    """A general formula that fails only in a case for which the author gives a formula of its own: read for the other case."""
    again = decide(answer.script, problem, answer.part, declared, answer.earlier, answer.complement or x.ALWAYS)
    if again.word in ACCEPTED:
        again.notes.append(
            Note("own-formula-elsewhere", {"case": f"{answer.part.place.generic} = {answer.part.special}"})
        )
        return again
    return outcome


def judged(
    part: Part,
    script: Script,
    problem: Problem,
    declared: Declared,
    text: str,
    form: str = "value",
    budget: float = SECONDS,
    offset: Any = None,
) -> Verdict:
    """Decide one part and write the record."""
    outcome = decide(script, problem, part, declared)
    return recorded(part, problem, outcome, text, form, budget, declared, offset)


def recorded(
    part: Part,
    problem: Problem,
    outcome: Outcome,
    text: str,
    form: str,
    budget: float,
    declared: Declared,
    offset: Any = None,
) -> Verdict:
    """The record of an outcome; a `wrong` without a witness becomes `unknown`."""
    place = offset or (lambda at: line_column(text, at))
    notes = [*outcome.notes, *remarks_of(outcome)]
    word, message, witness = outcome.word, outcome.message, None
    if word == "wrong":
        assert outcome.judge is not None
        assert outcome.truth is not None
        assert outcome.final is not None
        witness = counterexample(outcome, part, budget)
        if witness is None:
            word, message = "unknown", Note("unknown-outside", {"detail": "no certified point"})
        else:
            case, holds_in = failing_case(outcome, part)
            message = (
                Note("differs-in-case", {"case": case, "holds_in": holds_in})
                if holds_in
                else Note("differs", {"case": case})
            )
    in_form = in_asked_form(outcome.final, part)
    if form == "strict" and word in ("proved", "equal-up-to", "equal-numerically") and not in_form:
        word, message = "wrong-form", Note("not-in-asked-form", {"form": ", ".join(part.form)})
    links = []
    for syntax, span, holds, note in outcome.links:
        line, column = place(span[0])
        links.append(
            Link(
                text[span[1] : syntax.span[1]].strip() or text[syntax.span[0] : syntax.span[1]],
                holds,
                line,
                column,
                note,
            )
        )
    start = outcome.place[0] if outcome.place else outcome.claim.statement.span[0] if outcome.claim else 0
    line, column = place(start)
    convention = outcome.meaning.convention if outcome.meaning else None
    return Verdict(
        part=part.id,
        verdict=word,
        message=message,
        reading=written(outcome.final),
        links=tuple(links),
        final_holds=outcome.final_holds,
        in_asked_form=in_form,
        claimed=f"∂J/∂{_spelled(outcome.claimed)}" if outcome.claimed is not None else "",
        target=f"∂J/∂{part.by}" if part.by else "",
        convention={
            "U": convention.U if convention and _speaks_of_u(outcome, part) else None,
            "layout": "transposed"
            if word == "transposed"
            else "shape of the variable"
            if outcome.final is not None
            else None,
        },
        sizes=outcome.sizes,
        assumptions=part.stated,
        counterexample=witness,
        notes=tuple(notes),
        line=line,
        column=column,
        text=text,
    )


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


def _speaks_of_u(outcome: Outcome, part: Part) -> bool:
    from derive.traversal import walk

    u = x.Symbol("U", ("d", "V"))
    nodes = [outcome.final] if outcome.final is not None else []
    return part.variable == u or any(
        isinstance(each, x.Transpose | x.Product)
        and u in (getattr(each, "operand", None), *getattr(each, "factors", ()))
        for node in nodes
        for each in walk(node)
    )


def in_asked_form(value: x.Expression | None, part: Part) -> bool:
    """Whether the answer uses the terms that the part asks for and no sum over the vocabulary besides."""
    from derive.traversal import children

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
