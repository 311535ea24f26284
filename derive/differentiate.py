"""The engine: tries the rows of a table at every place, applies one at a time, and records each application as a step.

>>> from derive.expression import Call, Derivative, Symbol
>>> x = Symbol("x")
>>> steps = run(Derivative(Call("log", Call("sigmoid", x)), x), GRADIENT, Premises(x))
>>> [step.rule.name for step in steps][:2]
['logarithm', 'sigmoid']
"""

from collections.abc import Iterator, Sequence
from typing import Any

from derive.blocks import Line, Path, Step
from derive.closed_form import CLOSE
from derive.expression import Add, Derivative, Expression, Named, Node, Product
from derive.nodes import rebuild
from derive.pattern import add, fill, match, product
from derive.premises import Premises
from derive.rewrites import COLLECT, PREPARE
from derive.rule import Rule
from derive.rules import DIFFERENTIATE
from derive.tidying import TIDY
from derive.traversal import children

LIMIT = 400
"""More steps than this are no derivation that anyone reads; the tables have no loop that needs them."""

Phase = tuple[Rule, ...]
GRADIENT: tuple[Phase, ...] = (PREPARE, DIFFERENTIATE, COLLECT, CLOSE)


class NoDerivativeError(ValueError):
    """No rule applies to a derivative. `node` is the expression that is not understood."""

    def __init__(self, message: str, node: Expression):
        super().__init__(message)
        self.node = node


def places(node: Node, at: Path = ()) -> Iterator[tuple[Path, Expression]]:
    """Every expression in a tree with its place, from the top; what a name stands for and what one differentiates by are left out."""
    if isinstance(node, Expression):
        yield at, node
    for number, child in enumerate(children(node)):
        if isinstance(node, Derivative) and number == 1:
            continue
        if not isinstance(node, Named):
            yield from places(child, (*at, number))


def put(node: Any, at: Path, new: Expression) -> Any:
    """The tree with `new` at a place; sums in sums and products in products are dissolved."""
    if not at:
        return new
    count = iter(range(10**9))
    changed = rebuild(node, lambda child: put(child, at[1:], new) if next(count) == at[0] else child)
    if isinstance(changed, Product):
        return product(*changed.factors)
    return add(*changed.terms) if isinstance(changed, Add) else changed


def result_of(rule: Rule, node: Expression, premises: Premises) -> Expression | None:
    """What a rule makes of an expression at its top, or None."""
    if rule.build is not None:
        return rule.build(node, premises)
    for pattern, result in rule.forms:
        if type(pattern) is not type(node):
            continue
        for found in match(pattern, node, depends=premises.depends):
            if rule.holds is None or rule.holds(found, premises):
                return fill(result, found)
    return None


def apply(rule: Rule, expression: Expression, premises: Premises) -> Step | None:
    """The first application of a rule in an expression, from the top."""
    for where, node in places(expression):
        result = result_of(rule, node, premises)
        if result is not None:
            return Step(expression, put(expression, where, result), rule, where, result)
    return None


def run(expression: Expression, phases: Sequence[Phase], premises: Premises) -> list[Step]:
    """Applies the tables one after the other, each until none of its rows applies, tidying up in between."""
    steps: list[Step] = []
    for phase in phases:
        while True:
            step = _next(expression, TIDY, premises) or _next(expression, phase, premises)
            if step is None:
                break
            steps.append(step)
            expression = step.after
            if len(steps) > LIMIT:
                raise NoDerivativeError("more steps than a derivation may have", expression)
    return steps


def _next(expression: Expression, rules: Phase, premises: Premises) -> Step | None:
    for rule in rules:
        step = apply(rule, expression, premises)
        if step is not None:
            return step
    return None


def lines(steps: Sequence[Step]) -> tuple[Line, ...]:
    """The steps gathered into the lines of a page: a line for each rule that deserves one, with the trivial steps that follow it."""
    gathered: list[list[Step]] = []
    for step in steps:
        opens = step.rule.grain == "line" and (
            not gathered
            or (
                all(step.rule != other.rule for other in gathered[-1])
                and any(other.rule.grain == "line" for other in gathered[-1])
            )
        )
        if opens or not gathered:
            gathered.append([])
        gathered[-1].append(step)
    return tuple(Line(group[-1].after, tuple(group)) for group in gathered)
