"""What lessons share: premises, names explained, assumptions in words, the plain gradient."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from derive.blocks import Block, Chain, Claim, Words
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

LOSS_NAMES = {"naive": "J_naive-softmax", "negative": "J_neg-sample", "signed": "J_neg-sample", "window": "J_skip-gram",
              "leaky_relu": "f", "relu": "f", "sigmoid": "σ"}  # fmt: skip
"""How the assignment calls its losses and functions."""

ONE = Number(Fraction(1))
ETA = Symbol("eta")


def premises_of(problem: Problem, part: Part, extra: tuple[Named, ...] = ()) -> Premises:
    """What the derivation of a part may rely on."""
    bounds = tuple(Compare(Symbol(name), "<", ONE) for name, kind in part.constraints if kind == "fraction")
    return Premises(part.variable or ONE, part.assumptions + bounds, (*names_of(problem), *extra))


def named_loss(part: Part) -> str:
    """The name of the loss of a part."""
    return LOSS_NAMES.get(part.loss_name, "J")


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
            case Not(Same(Index() as word, Mapped(name, _, over))):
                sample = Mapped(name, Index("s", "K"), over)
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
