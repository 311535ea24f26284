r"""Files for what was stated: a loss in LaTeX with its declarations, or a part of an assignment.

>>> from derive.stating import state
>>> asked = state(r"\frac12 \lVert X w - y \rVert^2", "w", declare=["X: N x d", "w: d", "y: N"])
>>> "r = X @ w - y" in module_of_statement(asked).source
True
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from derive import expression as x
from derive.declarations import Assumption, Declared
from derive.elaboration.greatest import Choice
from derive.general import Generalising, NotGeneralError, Stand
from derive.outside import UnsupportedError
from derive.statement import Statement, symmetric
from derive.tensors.arguments import Argument
from derive.tensors.assumed import Assumed
from derive.tensors.centres import centred
from derive.tensors.module import Module, module
from derive.tensors.names import python_name
from derive.traversal import walk

SUM_TO_ONE = ("one-hot", "sums-to-1", "distribution")


def module_of_statement(
    asked: Statement, loss: str = "", wrt: str = "", where: Sequence[str] = (), slope: str = ""
) -> Module:
    """The file for a statement; `loss`, `wrt`, `where` and the derivative `slope` are the LaTeX that its docstring shows.

    UnsupportedError says what cannot be written with NumPy.
    """
    if asked.target == "hessian":
        raise UnsupportedError("a file gives a loss and its gradient; ask for the gradient", asked.loss)
    families = [each.whole or each.name for each in asked.declarations if each.kind == "family"]
    making = Generalising(
        frozenset(part.name for part in walk(asked.variable) if isinstance(part, x.Symbol)), pairs=True
    )
    try:
        general = making.general(asked.loss)
    except NotGeneralError:
        raise UnsupportedError("this index arithmetic cannot be written with NumPy here", asked.loss) from None
    return module(
        general,
        asked.variable,
        families=families,
        worked_out=(*(_attained(each, making) for each in asked.choices), *making.stands.values()),
        arguments=[_argument(each) for each in asked.declarations],
        names={
            each.whole or each.name: python_name(each.spelled or each.name)
            for each in asked.declarations
            if each.spelled or each.whole
        },
        assumed=_assumed(assumptions_of(asked), asked),
        every=_every(asked),
        title=_title(loss, wrt, where, slope, _assumed(asked.assumptions, asked)),
    )


def _assumed(assumptions: Sequence[Assumption], asked: Statement) -> Assumed:
    arrays = {each.name for each in asked.declarations if each.kind == "array"}
    return Assumed(
        frozenset(each.symbol for each in assumptions if each.kind in SUM_TO_ONE),
        symmetric(assumptions) - arrays,
        frozenset(each.symbol for each in assumptions if each.kind == "positive-definite") - arrays,
    )


def assumptions_of(asked: Statement) -> tuple[Assumption, ...]:
    """What is assumed, of the symbols of the loss: what holds of y_i holds of the Y that has them as columns."""
    whole = {each.name: each.whole for each in asked.declarations if each.whole}
    return tuple(replace(each, symbol=whole.get(each.symbol, each.symbol)) for each in asked.assumptions)


def _every(asked: Statement) -> list[x.Index]:
    """The index of an array that is differentiated by as a whole."""
    declared = {each.name for each in asked.declarations}
    index = asked.variable.index if isinstance(asked.variable, x.Member) else None
    return [index] if isinstance(index, x.Index) and index.name not in declared else []


def _attained(choice: Choice, making: Generalising) -> Stand:
    """The index at which something is greatest, as an argument that is worked out from the others."""
    general = replace(choice, body=making.general(choice.body), condition=making.general(choice.condition))
    return Stand(choice.name, "attained", general, () if choice.outer is None else (choice.outer,))


def _argument(declared: Declared) -> Argument:
    name = python_name(declared.spelled or declared.name)
    if declared.kind == "index":
        return Argument(name, (), declared.sizes[0])
    if declared.kind == "labels":
        return Argument(name, declared.sizes[:1], declared.sizes[1])
    return Argument(name, tuple(size for size in declared.sizes if size != "1"))


def _title(loss: str, wrt: str, where: Sequence[str], slope: str, assumed: Assumed) -> list[str]:
    lines = ["A loss and its gradient, written by gradproof; it needs NumPy only."]
    if loss:
        lines += ["", "    J = " + re.sub(r"^J\s*=\s*", "", _one_line(loss))]
        lines += [f"    {'where ' if n == 0 else '      '}{_one_line(each)}" for n, each in enumerate(where)]
        by = _one_line(wrt)
        lines += ["", f"    dJ/d{by} = {slope}"] if slope else ["", f"and the derivative of J by {by}."]
    told = assumed.told()
    return [*lines, "", *told] if told else lines


def _one_line(latex: str) -> str:
    return " ".join(latex.split()).replace('"""', "'''")


def module_of_part(part_id: str, assignment: str) -> Module:
    """The file for the loss of a part of an assignment and its derivative, matrices of columns stored as rows.

    KeyError for an unknown part; UnsupportedError for one without a loss.
    """
    from derive.problem import load

    problem = load(assignment)
    part = problem.part(part_id)
    if part.loss is None or part.variable is None:
        raise UnsupportedError(f"part {part.id} has no loss to differentiate: {part.asks}", x.Number(0))  # type: ignore[arg-type]
    families = set(problem.notation.families.values())
    loss, vectors = centred(problem, part.loss)
    variable = vectors.get(part.variable, part.variable)
    lines = [f"{part.id} of {problem.id}: its loss and the gradient, written by gradproof; it needs NumPy only."]
    return module(loss, variable, families=families, title=lines)
