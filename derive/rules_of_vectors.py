"""Derivative rules of vectors and matrices: products, columns, squares, entries."""

from derive.expression import (
    Add,
    Column,
    Delta,
    Derivative,
    Entry,
    Expression,
    Index,
    OneHot,
    Product,
    Same,
    Symbol,
    Table,
    Transpose,
)
from derive.indexing import rename_bound
from derive.pattern import Several, hole
from derive.premises import Premises
from derive.rule import TWO, Rule
from derive.rules_notation import (
    CALCULUS,
    MATRIX,
    A,
    M,
    X_matrix,
    a,
    d,
    from_left,
    from_right,
    i,
    j,
    left_row,
    left_wide,
    right_row,
    right_tall,
    x,
)
from derive.traversal import free_indices, fresh

from_behind = Several("B", ("m", "1"), constant=True)
y = hole("y", "n×1")


def _by_columns(node: Expression, premises: Premises) -> Expression | None:
    match node:
        case Derivative(body, Symbol() as matrix) if "1" not in matrix.shape:
            w = fresh(Index("w", matrix.shape[1]), free_indices(node))
            return Table(w, Derivative(rename_bound(body, frozenset({w})), Column(matrix, w)))
    return None


VECTOR_RULES: tuple[Rule, ...] = (
    Rule(
        "dot product",
        "The derivative of a dot product by one of its vectors is the other vector.",
        "内积对其中一个向量的导数是另一个向量。",
        ((d(Product((Transpose(a), x)), x), a), (d(Product((Transpose(x), a)), x), a)),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "column of a matrix",
        "Each column is a variable of its own: the other vector where the indices agree, zero elsewhere.",
        "每一列是独立的变量：下标相同时导数是另一个向量，不同时为零。",
        (
            (d(Product((Transpose(a), Column(M, j))), Column(M, i)), Product((Delta(Same(i, j)), a))),
            (d(Product((Transpose(Column(M, j)), a)), Column(M, i)), Product((Delta(Same(i, j)), a))),
        ),
        "each column of a matrix is a variable of its own",
        grain="said",
    ),
    Rule(
        "column in a matrix",
        "The derivative by the whole matrix of a dot product with one column has the other vector in that column.",
        "与某一列的内积对整个矩阵求导，该列是另一个向量，其余列为零。",
        (
            (d(Product((Transpose(a), Column(M, j))), M), Product((a, Transpose(OneHot(j))))),
            (d(Product((Transpose(Column(M, j)), a)), M), Product((a, Transpose(OneHot(j))))),
        ),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "square of a vector",
        "The derivative of `𝐱ᵀ𝐱` is `2𝐱`.",
        "`𝐱ᵀ𝐱` 的导数是 `2𝐱`。",
        (
            (d(Product((Transpose(x), x)), x), Product((TWO, x))),
            (
                d(Product((Transpose(Column(M, j)), Column(M, j))), Column(M, i)),
                Product((TWO, Delta(Same(i, j)), Column(M, j))),
            ),
        ),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "quadratic form",
        "The derivative of the quadratic form `𝐱ᵀ𝐀𝐱` is `(𝐀 + 𝐀ᵀ)𝐱`.",
        "二次型 `𝐱ᵀ𝐀𝐱` 的导数是 `(𝐀 + 𝐀ᵀ)𝐱`。",
        ((d(Product((Transpose(x), A, x)), x), Product((Add((A, Transpose(A))), x))),),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "linear form",
        "What multiplies the variable from the left comes out transposed.",
        "从左边乘该变量的矩阵转置后移出。",
        (
            (d(Product((from_left, x)), x), Transpose(Product((from_left,)))),
            (d(Product((Transpose(x), from_right)), x), Product((from_right,))),
        ),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "bilinear form",
        "The derivative of `𝐚ᵀ𝐗𝐛` by the matrix `𝐗` is `𝐚𝐛ᵀ`.",
        "`𝐚ᵀ𝐗𝐛` 对矩阵 `𝐗` 的导数是 `𝐚𝐛ᵀ`。",
        (
            (
                d(Product((left_row, X_matrix, right_row)), X_matrix),
                Product((Transpose(Product((left_row,))), Transpose(Product((right_row,))))),
            ),
            (
                d(Product((left_wide, Transpose(X_matrix), right_tall)), X_matrix),
                Product((right_tall, left_wide)),
            ),
        ),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "entry of a vector",
        "The derivative of an entry by its vector is the unit vector at its place.",
        "分量对所在向量的导数是该位置的单位向量。",
        ((d(Entry(x, j), x), OneHot(j)),),
        MATRIX,
        grain="said",
    ),
    Rule(
        "entry of a matrix",
        "The derivative of an entry by its matrix is 1 at its place and 0 elsewhere, the product of two unit vectors.",
        "元素对所在矩阵的导数在该位置为 1，其余为 0，即两个单位向量之积。",
        ((d(Entry(X_matrix, i, j), X_matrix), Product((OneHot(i), Transpose(OneHot(j))))),),
        MATRIX,
        grain="said",
    ),
    Rule(
        "entry of a matrix times a vector",
        "An entry of `𝐗𝐚` depends on one row of `𝐗`, which is multiplied by `𝐚`.",
        "`𝐗𝐚` 的一个分量只依赖于 `𝐗` 的一行，该行与 `𝐚` 相乘。",
        (
            (
                d(Entry(Product((X_matrix, from_behind)), j), X_matrix),
                Product((OneHot(j), Transpose(Product((from_behind,))))),
            ),
        ),
        MATRIX,
        grain="said",
    ),
    Rule(
        "entry by entry of a vector",
        "Each entry is a variable of its own: the derivative is 1 where the indices agree, zero elsewhere.",
        "每个分量是独立的变量：下标相同时导数为 1，不同时为零。",
        ((d(Entry(y, j), Entry(y, i)), Delta(Same(i, j))),),
        CALCULUS,
        grain="said",
    ),
)

BY_COLUMNS: tuple[Rule, ...] = (
    Rule(
        "matrix by columns",
        "The derivative by a matrix has the derivative by each of its columns as a column.",
        "对矩阵的导数，其各列就是对各列向量的导数。",
        (),
        "definition of the derivative by a matrix",
        "applied where it is asked for",
        build=_by_columns,
    ),
)
"""Applied where it is asked for only."""
