"""The derivation of a part of an assignment: what a lesson of its course tells, or else the gradient, with its names explained.

Formulas are found by the rules from the loss as stated; a lesson only says which of them to show, and puts words between them.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction

from derive.blocks import Block, Chain, Claim, Words
from derive.course import of_course
from derive.derivation import Derivation
from derive.deriving import gradient_chain, names_of
from derive.differentiate import GRADIENT, Phase
from derive.expression import (
    Compare,
    Condition,
    Delta,
    Entry,
    Expression,
    Index,
    Mapped,
    Named,
    Not,
    Number,
    OneHot,
    Same,
    Some,
    Symbol,
    Table,
    Transpose,
)
from derive.premises import Premises
from derive.problem import Part, Problem
from derive.traversal import fresh, walk

Lesson = Callable[[Problem, Part], Iterable[Block]]

ONE = Number(Fraction(1))


def derivation_of(problem: Problem, part: Part) -> Derivation:
    """The derivation of one part, unchecked."""
    course = of_course("derive", problem.id, "lessons")
    lesson = course.LESSONS.get(part.id, plain_gradient) if course else plain_gradient
    title = course.TITLES.get(part.id) if course else None
    return Derivation(part.id, _title(problem, part, title), tuple(lesson(problem, part)), part.constraints)


def _title(problem: Problem, part: Part, told: tuple[str, ...] | None) -> Words:
    """The heading of a derivation."""
    if told is not None:
        en, zh, *names = told
        return Words(en, zh, tuple(problem.notation.quantities[name] for name in names))
    if part.kind == "gradient" and part.variable is not None:
        name = Named(named_loss(part), part.loss or ONE)
        return Words("The derivative of {0} by {1}", "{0} 对 {1} 的导数", (name, part.variable))
    return Words(part.asks, part.asks_zh)


def premises_of(problem: Problem, part: Part, extra: tuple[Named, ...] = ()) -> Premises:
    """What the derivation of a part may rely on."""
    bounds = tuple(Compare(Symbol(name), "<", ONE) for name, kind in part.constraints if kind == "fraction")
    return Premises(part.variable or ONE, part.assumptions + bounds, (*names_of(problem), *extra))


def named_loss(part: Part) -> str:
    """The name of the loss of a part."""
    return part.notation.called.get(part.loss_name, "J")


def gradient(problem: Problem, part: Part, *further: Phase) -> Chain:
    """The gradient of a part from the loss, by the common tables and those that the part needs besides."""
    assert part.loss is not None
    assert part.variable is not None
    phases = (*GRADIENT, *further)
    return gradient_chain(part.loss, part.variable, premises_of(problem, part), named_loss(part), phases)


def explained(problem: Problem, *expressions: Expression) -> list[Block]:
    """What the names stand for that occur in expressions: ŷ entry by entry, y as a unit vector."""
    used = {node for each in expressions for node in walk(each) if isinstance(node, Named)}
    told: list[Block] = []
    for named in names_of(problem):
        if named in used:
            told.append(_definition(named))
    return [Words("Here", "其中"), *told] if told else []


def _definition(named: Named) -> Claim:
    match named.value:
        case Transpose(Table(index, body)):
            return Claim(Entry(named, index), body, definition=True)
        case OneHot(at):
            w = fresh(Index("w", at.over), frozenset({at}) if isinstance(at, Index) else frozenset())
            return Claim(Entry(named, w), Delta(Same(w, at)), definition=True)
    return Claim(named, named.value, definition=True)


def under(facts: tuple[Condition, ...]) -> list[Block]:
    """The assumptions about indices, in words."""
    told: list[Block] = []
    for fact in facts:
        match fact:
            case Not(Same(Index() as word, Mapped(name, drawn, over))):
                sample = Mapped(name, Index("s", drawn.over), over)
                told.append(
                    Words(
                        "No sample is the outside word: {0} for every `s`.",
                        "负样本都不是外部词：对所有 `s` 有 {0}。",
                        (Not(Same(sample, word)),),
                    )
                )
            case Some((Same(r, s), Not(Same(Mapped(name, _, over), _)))):
                r, s = Index("r", r.over), Index("s", s.over)
                told.append(
                    Words(
                        "The samples are distinct: {0} for {1}.",
                        "负样本互不相同：当 {1} 时 {0}。",
                        (Not(Same(Mapped(name, r, over), Mapped(name, s, over))), Not(Same(r, s))),
                    )
                )
            case Not(Same(Index() as one, Index() as other)):
                told.append(Words("Here {0}.", "这里 {0}。", (Not(Same(one, other)),)))
    return told


def plain_gradient(problem: Problem, part: Part) -> Iterable[Block]:
    if part.kind != "gradient":
        return [Words(part.model or part.asks, part.model_zh or part.asks_zh)]
    found = gradient(problem, part)
    return [*under(part.assumptions), found, *explained(problem, found.result)]
