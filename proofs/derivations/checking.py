"""Checks a derivation before it is shown: every step, every line and every claim is decided by the exact identity test.

>>> import proofs
>>> d = proofs.derive("b.1")
>>> d.checked, d.evidence.sizes
(True, 'every')
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from derive.blocks import Chain, Claim, Evidence, Step
from derive.derivation import Derivation
from derive.differentiate import places, put
from derive.expression import (
    Column,
    Compare,
    Condition,
    Derivative,
    Expression,
    Index,
    Named,
    Number,
    Power,
    Symbol,
    Table,
)
from derive.through_quantities import OWN
from derive.traversal import children, free_indices, fresh, index_maps, replaced, substitute, walk
from proofs.derivations.local_steps import general, local_pairs, written_out
from proofs.identity import Judge, Setting, find_witness
from proofs.report.wording import say
from proofs.verdict import Note


@dataclass(frozen=True, slots=True)
class Equality:
    """Two expressions that a derivation says are equal, and the rule that says so."""

    before: Expression
    after: Expression
    rule: str
    steps: tuple[Step, ...] = ()
    """The steps that lead from the one to the other, if it is steps that do."""


Sizes = str | dict[str, int]
"""How far a decision reaches: "every" size, or up to those tried."""
SURE = 2.0
"""Seconds for a point at which a step that seems wrong certainly is."""
Constraints = tuple[tuple[str, ...], ...]


class UncheckedError(ValueError):
    """A derivation that must not be shown. `link` is the step that differs, or could not be decided.

    `wrong`: whether the step is wrong, and not only undecided.
    """

    def __init__(self, part: str, link: Equality, wrong: bool, reason: Note):
        said = "is not an identity" if wrong else f"is not decided: {say(reason, 'en')}"
        super().__init__(f"{part}: the step by “{link.rule}” {said}")
        self.part, self.link, self.wrong = part, link, wrong


def check(derivation: Derivation, assumed: Mapping[Expression, Expression] | None = None) -> Derivation:
    """The derivation with its evidence. UncheckedError at the first step that is not an identity, or is not decided.

    `assumed` is what may be put for what because a statement assumes it: 1 for 𝟏ᵀy.
    """
    lines, steps = 0, 0
    sizes: list[str | dict[str, int]] = []
    known: Known = dict.fromkeys((assumed or {}).items(), "every")
    for block in derivation.blocks:
        if isinstance(block, Chain | Claim):
            said = tuple(links(block))
            sizes.append(_decide(derivation, said, block.facts, known))
            if isinstance(block, Chain) and not block.facts:
                known[block.start, block.result] = sizes[-1]
            lines += len(block.lines) if isinstance(block, Chain) else 1
            steps += len(block.steps) if isinstance(block, Chain) else 1
    return replace(derivation, evidence=Evidence(lines, steps, _reach(sizes)))


def links(block: Chain | Claim) -> Iterator[Equality]:
    """Everything that a block says is equal: its steps one by one, and its lines."""
    if isinstance(block, Claim):
        yield Equality(block.left, block.right, "definition" if block.definition else "claim")
        return
    if block.left is not None:
        yield Equality(block.left, block.start, "what is asked")
    before = block.start
    for line in block.lines:
        for step in line.steps:
            yield Equality(step.before, step.after, step.rule.name, (step,))
        yield Equality(before, line.expression, line.steps[-1].rule.name if line.steps else "line", line.steps)
        before = line.expression


def _decide(
    derivation: Derivation, links: Sequence[Equality], facts: tuple[Condition, ...], known: "Known"
) -> str | dict[str, int]:
    """Every link decided; the answer is the sizes that the decision reaches to.

    Where whole lines are not decided for every size, a link that is so by its steps, each at its own place, needs no more.
    """
    pairs = {link: column_by_column(link.before, link.after) for link in links if link.before != link.after}
    expressions = list(dict.fromkeys(side for pair in pairs.values() for side in pair))
    judge = Judge(expressions, setting(expressions, facts, derivation.constraints), ties=False)
    reached: list[Sizes] = []
    for link, (before, after) in pairs.items():
        shown = any(_known(step, known) is not None for step in link.steps)
        alone = judge.decides and link.steps and not shown
        by_steps = None if alone else _by_steps(link, facts, derivation.constraints, known)
        if by_steps is not None:
            reached.append(by_steps)
            continue
        found = judge.compare(before, after)
        if found.equal is not True:
            apart = found.equal is False and (
                not _has_open_power(before, after) or find_witness(judge, before, after, seconds=SURE) is not None
            )
            where = f"part {derivation.part}" if derivation.part != OWN else "this loss"
            raise UncheckedError(where, link, wrong=apart, reason=found.reason or Note("no-point-where-it-fails"))
        reached.append(found.sizes)
    return _reach(reached)


def _has_open_power(*expressions: Expression) -> bool:
    """Whether an exponent is no number: then values in the field that differ prove nothing."""
    return any(
        isinstance(node, Power) and not isinstance(node.exponent, Number) for each in expressions for node in walk(each)
    )


Known = dict[tuple[Expression, Expression], Sizes]
"""What earlier chains of the same derivation have shown to be equal, and how far."""


def _by_steps(link: Equality, facts: tuple[Condition, ...], constraints: Constraints, known: Known) -> Sizes | None:
    """How far a link holds because it is only a name, is so for any layers, or because each of its steps holds at its own place; None if that is open."""
    if not link.steps:
        if written_out(link.before) == written_out(link.after):
            return "every"
        return _decided(general(column_by_column(link.before, link.after)), facts, constraints)
    joined = [link.before, *(step.after for step in link.steps)]
    if joined[-1] != link.after or any(step.before != each for step, each in zip(link.steps, joined, strict=False)):
        return None
    found = [_known(step, known) or _locally(step, facts, constraints) for step in link.steps]
    decided = [each for each in found if each is not None]
    return _reach(decided) if len(decided) == len(found) else None


def _known(step: Step, known: Known) -> Sizes | None:
    """How far a step holds because an earlier chain has shown it, or because it puts what a name stands for; None for any other."""
    before, after = _at_its_place(step)
    if put(step.before, step.where, step.result) != step.after:
        return None
    if isinstance(before, Named) and before.value == after and before not in differentiated_by(step):
        return "every"
    return known.get((before, after))


def _at_its_place(step: Step) -> tuple[Expression, Expression]:
    """What a step puts for what."""
    return next(node for place, node in places(step.before) if place == step.where), step.result


def differentiated_by(step: Step) -> tuple[Named, ...]:
    """The names by which something around the place of a step is differentiated: there they are variables, and not what they stand for."""
    found: list[Named] = []
    node: Any = step.before
    for number in step.where:
        if isinstance(node, Derivative) and isinstance(node.variable, Named):
            found.append(node.variable)
        node = children(node)[number]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=512)
def _locally(step: Step, facts: tuple[Condition, ...], constraints: Constraints) -> Sizes | None:
    """How far a step is decided at its own place."""
    held = {name: Symbol(f"{name.name}′{k}", name.shape) for k, name in enumerate(differentiated_by(step))}
    for one, other in local_pairs(step):
        for name, free in held.items():
            one, other = replaced(one, name, free), replaced(other, name, free)
        reached = _decided(column_by_column(one, other), facts, constraints)
        if reached is not None:
            return reached
    return None


def _decided(
    pair: tuple[Expression, Expression], facts: tuple[Condition, ...], constraints: Constraints
) -> Sizes | None:
    """How far two expressions are equal by themselves; None if that is open."""
    if pair[0] == pair[1]:
        return "every"
    judge = Judge(list(pair), setting(pair, facts, constraints))
    found = judge.compare(*pair)
    return found.sizes if found.equal is True else None


def column_by_column(before: Expression, after: Expression) -> tuple[Expression, Expression]:
    """Matrices given by their columns are equal if the columns at a free index are."""
    table = next((side for side in (before, after) if isinstance(side, Table)), None)
    if table is None or "1" in table.shape:
        return before, after
    index = fresh(table.index, free_indices(before) | free_indices(after))

    def column(side: Expression) -> Expression:
        return substitute(side.body, {side.index: index}) if isinstance(side, Table) else Column(side, index)

    return column(before), column(after)


def setting(
    expressions: Sequence[Expression], facts: tuple[Condition, ...] = (), constraints: Constraints = ()
) -> Setting:
    """What is free in some expressions: their indices and index maps, under the facts."""
    free: frozenset[Index] = frozenset().union(*(free_indices(each) for each in expressions))
    maps = index_maps(*expressions, *facts)
    sources = {source for _, source, _ in maps}
    free |= {index for fact in facts for index in free_indices(fact) if index.over not in sources}
    about_indices = tuple(fact for fact in facts if not any(isinstance(node, Compare) for node in walk(fact)))
    positive = tuple(
        (fact.right.name, "positive")
        for fact in facts
        if isinstance(fact, Compare)
        and isinstance(fact.left, Number)
        and isinstance(fact.right, Symbol)
        and not fact.left.value
    )
    held = tuple(index for index in sorted(free, key=lambda each: (each.over, each.name)))
    return Setting(held, tuple(sorted(maps)), about_indices, constraints + positive)


def _reach(sizes: Sequence[str | dict[str, int]]) -> str | dict[str, int]:
    """The least of what was reached: "every" only if each was."""
    limited = [each for each in sizes if not isinstance(each, str)]
    if not limited:
        return "every"
    names = {name for each in limited for name in each}
    return {name: min(each[name] for each in limited if name in each) for name in sorted(names)}
