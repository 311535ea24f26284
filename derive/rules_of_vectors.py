"""Derivative rules of vectors and matrices: products, columns, squares, functions of every entry, softmax."""

from derive.expression import (
    Add,
    Call,
    Column,
    Delta,
    Derivative,
    Entry,
    Expression,
    Hadamard,
    Index,
    Negative,
    OneHot,
    Product,
    Quotient,
    Same,
    Softmax,
    Sum,
    Symbol,
    Table,
    Transpose,
)
from derive.indexing import rename_bound
from derive.pattern import Several, hole, product
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
    ones_like,
    right_row,
    right_tall,
    x,
)
from derive.rules_of_layers import pulled_back
from derive.slopes import times_slopes
from derive.traversal import free_indices, fresh

from_behind = Several("B", ("m", "1"), constant=True)
b, y = hole("b", "n×1", constant=True), hole("y", "n×1")
row_before = Product((from_left,))
column_before = Transpose(row_before)


def _by_columns(node: Expression, premises: Premises) -> Expression | None:
    match node:
        case Derivative(body, Symbol() as matrix) if "1" not in matrix.shape:
            w = fresh(Index("w", matrix.shape[1]), free_indices(node))
            return Table(w, Derivative(rename_bound(body, frozenset({w})), Column(matrix, w)))
    return None


def _affine_square(node: Expression, premises: Premises) -> Expression | None:
    """∂ zᵀz / ∂x for an affine z, and the same for the columns of an affine matrix: twice z, pulled back to x."""
    match node:
        case Derivative(Product((Transpose(inside), other)), variable) if inside == other != variable:
            return pulled_back(inside, variable, product(TWO, inside), premises)
        case Derivative(Sum(k, Product((Transpose(Column(inside, at)), Column(other, _)))), Symbol() as variable):
            if inside == other and at == k and k not in free_indices(inside):
                return pulled_back(inside, variable, product(TWO, inside), premises)
    return None


def _affine_product(node: Expression, premises: Premises) -> Expression | None:
    """∂ aᵀz / ∂x for a sum z of terms, one of which has x in it: a, pulled back to x."""
    match node:
        case Derivative(Product((*before, Add() | Quotient() as inside)), variable) if (
            before and inside.shape[1] == "1"
        ):
            row = product(*before)
            if inside.shape[0] != "1" and not premises.depends(row, variable):
                return pulled_back(inside, variable, Transpose(row), premises)
    return None


def _entrywise(name: str, function: str, en: str, zh: str, proviso: str = "") -> Rule:
    """A function applied to every entry of the variable: ∂ aᵀF(x) / ∂x = a ⊙ F′(x)."""
    forms = (
        (d(Product((from_left, Call(function, x))), x), times_slopes(column_before, function, x)),
        (d(Product((Transpose(Call(function, x)), from_right)), x), times_slopes(Product((from_right,)), function, x)),
    )
    return Rule(name, en, zh, forms, MATRIX, proviso)


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

SQUARES: tuple[Rule, ...] = (
    Rule(
        "square of a matrix",
        "The derivative of the sum of the squares of all entries is twice the matrix.",
        "所有元素平方和的导数是该矩阵的两倍。",
        ((d(Sum(i, Product((Transpose(Column(M, i)), Column(M, i)))), M), Product((TWO, M))),),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "square of an affine map",
        "The derivative of a squared norm is twice what stands inside, with what multiplies the variable taken back transposed.",
        "范数平方的导数是括号内之量的两倍，乘在变量上的因子转置后移回。",
        (),
        MATRIX,
        "what stands inside is affine in the variable",
        build=_affine_square,
    ),
    Rule(
        "affine vector in a dot product",
        "Only one term of the vector has the variable in it; what multiplies it comes out transposed.",
        "向量中只有一项含该变量，乘在其上的因子转置后移出。",
        (),
        MATRIX,
        "what stands inside is affine in the variable",
        build=_affine_product,
        grain="fold",
    ),
)

ENTRYWISE: tuple[Rule, ...] = (
    _entrywise(
        "sigmoid of a vector",
        "sigmoid",
        "`σ` acts on every entry, so its slopes multiply entry by entry: `σ′ = σ ⊙ (𝟏 − σ)`.",
        "`σ` 逐元素作用，故导数逐元素相乘：`σ′ = σ ⊙ (𝟏 − σ)`。",
    ),
    _entrywise(
        "hyperbolic tangent of a vector",
        "tanh",
        "tanh acts on every entry, so its slopes `1 − tanh²` multiply entry by entry.",
        "tanh 逐元素作用，故导数 `1 − tanh²` 逐元素相乘。",
    ),
    _entrywise(
        "exponential of a vector",
        "exp",
        "exp acts on every entry and is its own slope.",
        "exp 逐元素作用，其导数是自身。",
    ),
    _entrywise(
        "absolute value of a vector",
        "abs",
        "The absolute value of every entry has its sign as slope, away from zero.",
        "逐元素绝对值在零点以外的导数是各分量的符号。",
    ),
    _entrywise(
        "logarithm of a vector",
        "log",
        "log acts on every entry: divide entry by entry.",
        "log 逐元素作用：逐元素相除。",
    ),
    _entrywise(
        "rectifier of a vector",
        "relu",
        "ReLU acts on every entry: its slope is 1 where the entry is positive and 0 where it is negative.",
        "ReLU 逐元素作用：分量为正时斜率为 1，为负时斜率为 0。",
        "no entry is zero (a kink)",
    ),
    Rule(
        "logarithm of a vector of sigmoids",
        "`log σ` acts on every entry, with slope `1 − σ`.",
        "`log σ` 逐元素作用，斜率为 `1 − σ`。",
        (
            (
                d(Product((from_left, Call("log", Call("sigmoid", x)))), x),
                Hadamard(column_before, Add((ones_like(x), Negative(Call("sigmoid", x))))),
            ),
        ),
        MATRIX,
    ),
    Rule(
        "softmax in a dot product",
        "The Jacobian of softmax is `diag(𝐩) − 𝐩𝐩ᵀ`, symmetric; applied to `𝐚` it gives `𝐩 ⊙ (𝐚 − (𝐚ᵀ𝐩)𝟏)`.",
        "softmax 的雅可比矩阵是对称阵 `diag(𝐩) − 𝐩𝐩ᵀ`，作用于 `𝐚` 得 `𝐩 ⊙ (𝐚 − (𝐚ᵀ𝐩)𝟏)`。",
        (
            (
                d(Product((from_left, Softmax(x))), x),
                Hadamard(
                    Softmax(x),
                    Add((column_before, Negative(Product((Product((from_left, Softmax(x))), ones_like(x)))))),
                ),
            ),
        ),
        MATRIX,
    ),
    Rule(
        "logarithm of a softmax in a dot product",
        "The Jacobian of log softmax is `𝐈 − 𝟏𝐩ᵀ`; its transpose takes `𝐚` to `𝐚 − (𝐚ᵀ𝟏)𝐩`.",
        "log softmax 的雅可比矩阵是 `𝐈 − 𝟏𝐩ᵀ`，其转置把 `𝐚` 变为 `𝐚 − (𝐚ᵀ𝟏)𝐩`。",
        (
            (
                d(Product((from_left, Call("log", Softmax(x)))), x),
                Add((column_before, Negative(Product((Product((from_left, ones_like(x))), Softmax(x)))))),
            ),
        ),
        MATRIX,
    ),
    Rule(
        "entrywise factor",
        "A constant entrywise factor moves to the other side of the dot product.",
        "逐元素的常数因子移到内积的另一侧。",
        (
            (
                d(Product((from_left, Hadamard(b, y)))),
                d(Product((Transpose(Hadamard(column_before, b)), y))),
            ),
            (
                d(Product((from_left, Hadamard(y, b)))),
                d(Product((Transpose(Hadamard(column_before, b)), y))),
            ),
        ),
        MATRIX,
        grain="fold",
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
