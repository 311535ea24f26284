"""A vector of its own for each column that is the only one used of its matrix: v_c for column c of the centre words."""

from typing import TYPE_CHECKING, Any

from derive import expression as x
from derive.traversal import free_indices, replaced, walk

if TYPE_CHECKING:
    from derive.problem import Problem


def centred(problem: "Problem", loss: x.Expression) -> tuple[x.Expression, dict[x.Expression, x.Symbol]]:
    """The loss with a vector v_c for each column c that is the only one used of its matrix, and these vectors by their columns."""
    letters = {matrix: letter for letter, matrix in reversed(problem.notation.families.items())}
    vectors: dict[x.Expression, x.Symbol] = {}
    for index, matrix in centres(loss).items():
        column = x.Column(matrix, x.Index(index, matrix.declared[1]))
        vectors[column] = x.Symbol(f"{letters.get(matrix.name, matrix.name)}_{index}", (matrix.declared[0], "1"))
        loss = replaced(loss, column, vectors[column])
    return loss, vectors


def centres(loss: x.Expression) -> dict[str, x.Symbol]:
    """The free indices c at which a matrix is used, and at no other column: {"c": C}."""
    used: dict[x.Symbol, set[Any]] = {}
    for node in walk(loss):
        if isinstance(node, x.Column) and isinstance(node.matrix, x.Symbol):
            used.setdefault(node.matrix, set()).add(node.index)
    free = free_indices(loss)
    return {
        index.name: m for m, (index, *more) in used.items() if not more and isinstance(index, x.Index) and index in free
    }
