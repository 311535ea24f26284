"""`derive.compile`: a part of an assignment, or any loss, as a NumPy function."""

from collections.abc import Mapping, Sequence
from typing import Any

from derive.assignments import DEFAULT
from derive.compiling.compiler import Compiled, compile_loss
from derive.expression import Expression, Index, Loss, Mapped, Not, Same, Symbol, Variable
from derive.tensors.centres import centred, centres
from derive.traversal import free_indices, walk


def compile(
    loss: Expression | str,
    wrt: Sequence[Variable] = (),
    *,
    name: str = "",
    names: Mapping[str, str] | None = None,
    layout: str = "columns",
    sparse: bool = False,
    apart: Sequence[tuple[str, str]] = (),
    word_loss: str = "",
    assignment: str = DEFAULT,
) -> Compiled:
    """A scalar loss as one NumPy function of arrays of any size, with its gradients by reverse mode.

    `loss` is an expression, or the id of a part of the assignment, which stands for the loss of that part: "b.1", "c" and "d"
    are naive softmax, "g.1.v_c" to "h" negative sampling, "e", "e.relu" and "f" functions of a number, entry by entry, "i.1" the
    window: the sum over its outside words of the loss of the part `word_loss` (that which the assignment names).

    For an expression, `wrt` are the variables: symbols of the loss, or columns of one that the loss uses at that column only
    (these become vector arguments). `names` renames symbols, indices and maps in the signature. `apart` are pairs (index, map)
    that must not meet, such as an outside word and its negative samples.

    With `layout="columns"` a d × V matrix is an array (d, V), as in the mathematics; with "rows" it is (V, d), as in the course's
    code, and so is its gradient. With `sparse=True` the gradient by a matrix is `SparseRows(indices, rows)`: the words that
    occur and what is added there, at a cost that does not depend on V.

    Returns a function f with `loss, grads = f(…)`, grads keyed by the names of the variables, each of its variable's shape and
    of the type of the arguments (float32 or float64). Its signature is in `help(f)`, its program in `f.source`. An argument
    with one axis more, in front, varies over a batch: then the losses are one per example, the gradients by what varies are
    stacked, those by what is shared are summed. `out={"U": array}` gives the memory for a gradient by a matrix.
    f raises InputError (a ValueError) for shapes that do not fit, indices out of range, numbers that are not finite, and
    InputTypeError (a TypeError) for arrays of another type. `compile` raises UnsupportedError for a loss that cannot be written with NumPy,
    ValueError for a part that has no loss, KeyError for an unknown part.

    >>> import numpy as np
    >>> from derive.expression import Call, Negative, Product, Transpose
    >>> w, x = Symbol("w", ("d", "1")), Symbol("x", ("d", "1"))
    >>> f = compile(Negative(Call("log", Call("sigmoid", Product((Transpose(w), x))))), wrt=[w], name="logistic")
    >>> loss, grads = f(np.zeros(2), np.array([2.0, -4.0]))
    >>> round(float(loss), 4), grads["w"].tolist()
    (0.6931, [-1.0, 2.0])
    """
    if isinstance(loss, str):
        return _part(loss, assignment, word_loss, name, {"layout": layout, "sparse": sparse})
    return compile_loss(loss, wrt, name=name or "f", names=names, layout=layout, sparse=sparse, apart=apart)


def _part(part_id: str, assignment: str, word_loss: str, name: str, how: dict[str, Any]) -> Compiled:
    from derive.problem import load

    problem = load(assignment)
    part = problem.part(part_id)
    name, asked, window = name or part.loss_name, part, []
    if part.loss is not None and any(isinstance(node, Loss) for node in walk(part.loss)):
        part = problem.part(word_loss or problem.word_loss)
        window = [symbol for symbol, _, _ in part.maps]
    if part.loss is None or part.variable is None or any(isinstance(node, Loss) for node in walk(part.loss)):
        raise ValueError(f"part {part.id} has no loss to differentiate: {part.asks}")
    if part is not asked:
        window = [i.name for i in free_indices(part.loss) if i.name not in centres(part.loss)] + window
    loss, vectors = centred(problem, part.loss)
    matrices = dict.fromkeys(node for node in walk(loss) if isinstance(node, Symbol) and "1" not in node.declared)
    names = {problem.notation.samples or "": "negatives"} | (dict.fromkeys(window[:1], "outside"))
    apart = [
        (each.condition.left.name, each.condition.right.name)
        for each in part.assumptions
        if isinstance(each, Not) and isinstance(each.condition, Same)
        if isinstance(each.condition.left, Index) and isinstance(each.condition.right, Mapped)
    ]
    variables: list[Variable] = [*vectors.values(), *matrices]
    return compile_loss(loss, variables or [part.variable], name=name, names=names, apart=apart, window=window, **how)
