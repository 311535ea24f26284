"""What a claim about a gradient must equal: the truth, by the variable and in the layout that its author writes."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from derive import expression as x
from derive.nodes import once, rebuild
from derive.problem import Part, Problem
from derive.reading.context import Convention, Notation
from derive.traversal import children, free_indices, substitute, walk
from proofs.answers.claims.meaning import Claim
from proofs.answers.deciding.outcome import equal_in


@lru_cache(maxsize=64)
def derivative_of(loss: x.Expression, variable: x.Variable, turned: bool = False) -> x.Expression:
    """∂loss/∂variable, one object for one derivative, so that its value is computed once."""
    found = x.Derivative(loss, variable)
    return x.Transpose(found) if turned else found


def asked_for(part: Part, convention: Convention) -> x.Expression | None:
    """The derivative that a part asks for, in the author's layout; None where it asks for none."""
    if part.loss is None or part.variable is None:
        return None
    return laid_out(derivative_of(part.loss, part.variable), part.variable, convention)


def wanted_truth(
    by: x.Expression | None, of: x.Expression | None, part: Part, convention: Convention, truth: x.Expression
) -> tuple[x.Expression, str]:
    """What a claim of the derivative `by` something `of` a loss must equal, in the author's layout, and how its target relates to the part's.

    "same", "special" (u_o where u_w is asked), "general" (any v_i where v_c is asked), "column" (one column where the matrix is
    asked), "other" (another variable or another loss), "unnamed".
    """
    mine = laid_out(truth, part.variable, convention)
    if by is None or part.loss is None or part.variable is None:
        return mine, "unnamed"
    turned = isinstance(by, x.Transpose)
    target = target_of(by, part)
    if target == "other" or (of is not None and of is not part.loss and not same_loss(of, part)):
        return mine, "other"
    plain = by.operand if isinstance(by, x.Transpose) else by
    variable = part.variable if target == "same" else plain
    return derivative_of(part.loss, variable, turned and target != "general"), target


def target_of(by: x.Expression, part: Part) -> str:
    """How what a claim differentiates by relates to the variable of a part, whatever the loss."""
    by, variable = by.operand if isinstance(by, x.Transpose) else by, part.variable
    if by == variable or _is_named(by, part):
        return "same"
    if not isinstance(by, x.Column):
        return "other"
    open_index = isinstance(by.index, x.Index) and by.index not in part.free
    if open_index and by.matrix == variable:
        return "column"
    if isinstance(variable, x.Column) and by.matrix == variable.matrix:
        if part.special and by.index == part.place.free[part.special]:
            return "special"
        if open_index and isinstance(variable.index, x.Index):
            return "general"
    return "other"


def _is_named(by: x.Expression, part: Part) -> bool:
    """Whether an author's name stands for the variable, which has one in the assignment too: A for the signed matrix."""
    named = isinstance(by, x.Named) and isinstance(part.variable, x.Named) and by.shape == part.variable.shape
    return named and equal_in(part, by, part.variable) is True  # type: ignore[arg-type]


def instance_of(claim: Claim, part: Part, problem: Problem) -> tuple[str, x.Expression] | None:
    """The loss of a window with its abstract J written out, for an answer that writes it out: by samples if it has any, else by softmax."""
    values = [side.value for side in claim.sides[1 if claim.by is not None else 0 :] if side.value is not None]
    if part.loss is None or not abstract(part.loss) or any(map(abstract, values)):
        return None
    nodes = [node for value in values for node in walk(value)]
    notation = problem.notation
    if not any(
        isinstance(node, x.Call) or (isinstance(node, x.Named) and node.name == notation.prediction) for node in nodes
    ):
        return None
    sampled = _draws(nodes, notation)
    one_word = (
        name for name in notation.loss_names.values() if _draws(walk(notation.losses[name]), notation) == sampled
    )
    name = next(one_word)
    loss = notation.losses[name]
    outside = next((index for index in free_indices(loss) if index.name == notation.outside), None)

    def expand(node: Any) -> Any:
        if isinstance(node, x.Loss):
            return substitute(loss, {outside: node.outside})
        return rebuild(node, expand)

    return name, expand(part.loss)


def _draws(nodes: Iterable[x.Node], notation: Notation) -> bool:
    """Whether samples stand among some nodes."""
    return any(isinstance(node, x.Mapped) and node.name == notation.samples for node in nodes)


def substituted(wanted: x.Expression, expanded: x.Expression) -> x.Expression:
    """The truth for another loss."""
    turned = isinstance(wanted, x.Transpose)
    plain = wanted.operand if isinstance(wanted, x.Transpose) else wanted
    assert isinstance(plain, x.Derivative)
    return derivative_of(expanded, plain.variable, turned)


def same_loss(of: x.Expression, part: Part) -> bool:
    """A restated loss is the part's if it is the same function; a cheap look first."""
    if of == part.loss:
        return True
    if of.shape != x.SCALAR or part.loss is None:
        return False
    return abstract(of) == abstract(part.loss) and equal_in(part, of, part.loss) is True


@once
def abstract(node: x.Node) -> bool:
    """Whether a loss stands in a tree that is not written out: J(v_c, w_{t+j}, U)."""
    return isinstance(node, x.Loss) or any(map(abstract, children(node)))


def laid_out(truth: x.Expression, variable: x.Expression | None, convention: Convention) -> x.Expression:
    """The truth in the layout of the author: rows of U, vectors as rows."""
    assert isinstance(truth, x.Derivative)
    if isinstance(variable, x.Symbol):
        turned = _is_matrix(variable) and convention.orientation == "rows"
    else:
        turned = isinstance(variable, x.Column) and getattr(variable.matrix, "name", "") in convention.rows
    return derivative_of(truth.body, variable, True) if turned else truth


def turns(part: Part) -> bool:
    """Whether the derivative that a part asks for lies the other way where the assignment's matrix does."""
    return isinstance(part.variable, x.Symbol) and _is_matrix(part.variable)


def _is_matrix(variable: x.Symbol) -> bool:
    return "1" not in variable.shape
