r"""The derivative rules: one row each, in the order in which they are tried.

A rule reads ∂ pattern / ∂ X = result. The tables here and in `derive.rewrites` are data: the engine (`derive.differentiate`) applies
them, the documentation prints them, and the tests perturb every row and see the checker refuse it.
"""

from collections.abc import Callable
from fractions import Fraction

from derive.expression import (
    SCALAR,
    Add,
    Call,
    Cases,
    Column,
    Compare,
    Constant,
    Delta,
    Derivative,
    Entry,
    Expression,
    Extremum,
    Hadamard,
    Index,
    Negative,
    Number,
    OneHot,
    Power,
    Product,
    Quotient,
    Same,
    Softmax,
    Sum,
    Symbol,
    Table,
    Transpose,
)
from derive.indexing import bound_index, rename_bound
from derive.pattern import (
    ANY_CONDITION,
    Bindings,
    Hole,
    Ones,
    Several,
    Zero,
    any_index,
    hole,
    product,
    substitute_named,
    terms_of,
)
from derive.premises import Premises
from derive.rule import ONE, TWO, Rule
from derive.traversal import free_indices, fresh, walk

X = hole("X", "any")
x, X_matrix = hole("X", "n×1"), hole("X", "n×m")
f, g, h = hole("f"), hole("g"), hole("h")
part = hole("g", "any")
c, k = hole("c", constant=True), hole("k", constant=True)
a, A = hole("a", "n×1", constant=True), hole("A", "n×n", constant=True)
more = Several("more")
from_left, from_right = Several("A", ("1", "n"), constant=True), Several("A", ("n", "1"), constant=True)
left_row, right_row = Several("L", ("1", "n"), constant=True), Several("R", ("m", "1"), constant=True)
left_wide, right_tall = Several("L", ("1", "m"), constant=True), Several("R", ("n", "1"), constant=True)
i, j = any_index("i"), any_index("j")
M = hole("M", "n×m")

CALCULUS = "Spivak, Calculus, ch. 10"
MATRIX = "Petersen and Pedersen, The Matrix Cookbook, sec. 2"


def d(body: Expression, by: Expression = X) -> Derivative:
    """∂ body / ∂ by."""
    return Derivative(body, by)  # type: ignore[arg-type]


def ones_like(like: Expression) -> Expression:
    """The vector of ones of the shape of a hole, or of a vector."""
    return Ones(like) if isinstance(like, Hole) else Constant(Fraction(1), like.shape)


def _power(node: Expression, premises: Premises) -> Expression | None:
    """∂f^n = n f^(n−1) ∂f for a number n."""
    match node:
        case Derivative(Power(base, Number(exponent)), variable) if base.shape == SCALAR:
            less = base if exponent == 2 else Power(base, Number(exponent - 1))
            return product(Number(exponent), less, Derivative(base, variable))
    return None


def _index_apart(found: Bindings, premises: Premises) -> bool:
    index = found["?i"]
    return index not in free_indices(found["X"])


def _by_columns(node: Expression, premises: Premises) -> Expression | None:
    match node:
        case Derivative(body, Symbol() as matrix) if "1" not in matrix.shape:
            w = fresh(Index("w", matrix.shape[1]), free_indices(node))
            return Table(w, Derivative(rename_bound(body, frozenset({w})), Column(matrix, w)))
    return None


def _through(node: Expression, premises: Premises) -> Expression | None:
    """∂f(z)/∂X for a named z = AX, Xb, Xᵀb, each perhaps plus a constant, or z = F(X)."""
    if not isinstance(node, Derivative):
        return None
    for z in premises.names:
        if z == node.variable or z not in set(walk(node.body)):
            continue
        rest = substitute_named(node.body, z, Symbol("z", z.shape))
        if premises.depends(rest, node.variable):
            continue
        varying = [term for term in terms_of(z.value) if premises.depends(term, node.variable)]
        inner = Derivative(node.body, z)
        if len(varying) == 1:
            return _linear(varying[0], node.variable, inner)
    return None


def _linear(term: Expression, variable: Expression, inner: Derivative) -> Expression | None:
    """What ∂f/∂z becomes on its way through a term of z."""
    match term:
        case Product((*before, last)) if last == variable and before:
            return product(Transpose(product(*before)), inner)
        case Product((first, *after)) if first == variable and after:
            return product(inner, Transpose(product(*after)))
        case Product((Transpose(first), *after)) if first == variable and after:
            return product(*after, Transpose(inner))
        case Call(function, argument) if argument == variable and function in SLOPES:
            return Hadamard(inner, SLOPES[function](argument))
    return inner if term == variable else None


def _steps(z: Expression) -> Expression:
    """The vector of 1[z_i > 0]."""
    i = bound_index(z.shape[0], free_indices(z))
    return Transpose(Table(i, Delta(Compare(Number(Fraction(0)), "<", Entry(z, i)))))


def _rectified(node: Expression, premises: Premises) -> Expression | None:
    """∂ aᵀReLU(z) / ∂z = a ⊙ 1[z > 0]."""
    match node:
        case Derivative(Product((Transpose(factor), Call("relu", inside))), z) if inside == z and z.shape[1] == "1":
            return None if premises.depends(factor, z) else Hadamard(factor, _steps(z))
    return None


SLOPES: dict[str, Callable[[Expression], Expression]] = {
    "sigmoid": lambda z: Hadamard(Call("sigmoid", z), Add((ones_like(z), Negative(Call("sigmoid", z))))),
    "tanh": lambda z: Add((ones_like(z), Negative(Power(Call("tanh", z), TWO)))),
    "relu": lambda z: _steps(z),
}
"""F′ of the functions that act on every entry of a vector."""


def row_of(name: str, function: str, derivative: Expression, en: str, zh: str) -> Rule:
    """The chain rule for an elementary function: ∂ F(f) = F'(f) ∂ f."""
    forms = ((d(Call(function, f)), Product((derivative, d(f)))),)
    return Rule(name, en, zh, forms, CALCULUS)


def entrywise(name: str, function: str, derivative: Expression, en: str, zh: str) -> Rule:
    """A function applied to every entry of the variable: ∂ aᵀF(x) / ∂x = a ⊙ F'(x)."""
    forms = (
        (d(Product((Transpose(a), Call(function, x))), x), Hadamard(a, derivative)),
        (d(Product((Transpose(Call(function, x)), a)), x), Hadamard(a, derivative)),
    )
    return Rule(name, en, zh, forms, MATRIX)


DERIVATIVE_RULES: tuple[Rule, ...] = (
    Rule(
        "constant",
        "What does not contain the variable has derivative zero.",
        "不含该变量的项导数为零。",
        ((d(c), Zero(X)),),
        CALCULUS,
        grain="fold",
    ),
    Rule(
        "identity",
        "The derivative of a variable by itself is one.",
        "变量对自身的导数为一。",
        ((Derivative(f, f), ONE),),  # type: ignore[arg-type]
        CALCULUS,
        grain="fold",
    ),
    Rule(
        "sum",
        "The derivative of a sum is the sum of the derivatives.",
        "和的导数等于导数的和。",
        ((d(Add((f, g, more))), Add((d(f), d(Add((g, more)))))),),
        CALCULUS,
    ),
    Rule(
        "negative",
        "A sign moves out of the derivative.",
        "负号可以移到导数之外。",
        ((d(Negative(f)), Negative(d(f))),),
        CALCULUS,
        grain="fold",
    ),
    Rule(
        "constant factor",
        "A constant factor moves out of the derivative.",
        "常数因子可以移到导数之外。",
        (
            (d(Product((c, part, more))), Product((c, d(Product((part, more)))))),
            (d(Quotient(f, c)), Quotient(d(f), c)),
        ),
        CALCULUS,
        grain="fold",
    ),
    Rule(
        "square of a matrix",
        "The derivative of the sum of the squares of all entries is twice the matrix.",
        "所有元素平方和的导数是该矩阵的两倍。",
        ((d(Sum(i, Product((Transpose(Column(M, i)), Column(M, i)))), M), Product((TWO, M))),),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "sum over an index",
        "The derivative passes into the sum over an index.",
        "导数可以移入求和号之内。",
        ((d(Sum(any_index("i"), f, ANY_CONDITION)), Sum(any_index("i"), d(f), ANY_CONDITION)),),
        CALCULUS,
        "the index of the sum does not occur in the variable",
        _index_apart,
        grain="fold",
    ),
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
        "A column depends on that column alone: the derivative is the other vector where the indices agree, and zero elsewhere.",
        "每一列只依赖于自身：下标相同时导数是另一个向量，不同时为零。",
        (
            (d(Product((Transpose(a), Column(M, j))), Column(M, i)), Product((Delta(Same(i, j)), a))),
            (d(Product((Transpose(Column(M, j)), a)), Column(M, i)), Product((Delta(Same(i, j)), a))),
        ),
        "each column of a matrix is a variable of its own",
        grain="fold",
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
        "The derivative of `xᵀx` is `2x`.",
        "`xᵀx` 的导数是 `2x`。",
        ((d(Product((Transpose(x), x)), x), Product((TWO, x))),),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "quadratic form",
        "The derivative of the quadratic form `xᵀAx` is `(A + Aᵀ)x`.",
        "二次型 `xᵀAx` 的导数是 `(A + Aᵀ)x`。",
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
        "The derivative of `aᵀXb` by the matrix `X` is `abᵀ`.",
        "`aᵀXb` 对矩阵 `X` 的导数是 `abᵀ`。",
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
        ((d(Entry(x, j), x), OneHot(j)), (d(Entry(M, j), Entry(M, i)), Delta(Same(i, j)))),
        MATRIX,
        grain="fold",
    ),
    Rule(
        "power",
        "Power rule: the exponent comes down, one less remains.",
        "幂函数求导：指数移到前面，指数减一。",
        ((d(Power(f, k)), Product((k, Power(f, Add((k, Number(Fraction(-1))))), d(f)))),),
        CALCULUS,
        "the exponent is a number",
        build=_power,
    ),
    Rule(
        "quotient with a constant numerator",
        "Quotient rule with a constant numerator.",
        "商的求导法则，分子为常数。",
        ((d(Quotient(c, g)), Negative(Product((Quotient(c, Power(g, TWO)), d(g))))),),
        CALCULUS,
        "the denominator is not zero",
    ),
    Rule(
        "quotient",
        "Quotient rule.",
        "商的求导法则。",
        ((d(Quotient(f, g)), Quotient(Add((Product((g, d(f))), Negative(Product((f, d(g)))))), Power(g, TWO))),),
        CALCULUS,
        "the denominator is not zero",
    ),
    Rule(
        "product",
        "Product rule.",
        "乘积的求导法则。",
        ((d(Product((f, part, more))), Add((Product((part, more, d(f))), Product((f, d(Product((part, more)))))))),),
        CALCULUS,
    ),
    row_of(
        "logarithm",
        "log",
        Quotient(ONE, f),
        "Chain rule for the logarithm: one over the argument, times its derivative.",
        "对数的链式法则：自变量的倒数乘以其导数。",
    ),
    row_of(
        "exponential",
        "exp",
        Call("exp", f),
        "Chain rule for the exponential: it stays as it is, times the derivative of the exponent.",
        "指数函数的链式法则：函数不变，乘以指数的导数。",
    ),
    row_of(
        "sigmoid",
        "sigmoid",
        Product((Call("sigmoid", f), Add((ONE, Negative(Call("sigmoid", f)))))),
        "Chain rule with `σ′ = σ(1 − σ)`.",
        "链式法则，其中 `σ′ = σ(1 − σ)`。",
    ),
    row_of(
        "hyperbolic tangent",
        "tanh",
        Add((ONE, Negative(Power(Call("tanh", f), TWO)))),
        "Chain rule with `tanh′ = 1 − tanh²`.",
        "链式法则，其中 `tanh′ = 1 − tanh²`。",
    ),
    row_of(
        "square root",
        "sqrt",
        Quotient(ONE, Product((TWO, Call("sqrt", f)))),
        "Chain rule for the square root.",
        "平方根的链式法则。",
    ),
    Rule(
        "absolute value",
        "Away from zero the derivative of `|x|` is the sign of `x`.",
        "在零点以外，`|x|` 的导数是 `x` 的符号。",
        ((d(Call("abs", f)), Product((Call("sign", f), d(f)))),),
        CALCULUS,
        "the argument is not zero (a kink)",
    ),
    Rule(
        "rectifier",
        "Away from the kink ReLU has slope 1 where its argument is positive and 0 where it is negative.",
        "在折点以外，自变量为正时 ReLU 的斜率为 1，为负时为 0。",
        ((d(Call("relu", f)), Product((Delta(Compare(Number(Fraction(0)), "<", f)), d(f)))),),
        CALCULUS,
        "the argument is not zero (a kink)",
    ),
    Rule(
        "greater of two",
        "Where one of the two is the greater, the maximum has its derivative; at the kink, where they are equal, it has none.",
        "两者之中较大者决定导数；在两者相等的折点处导数不存在。",
        ((d(Extremum("max", (f, g))), Cases(((d(g), Compare(f, "<", g)), (d(f), Compare(g, "<", f))))),),
        CALCULUS,
        "the two are not equal (a kink)",
    ),
    Rule(
        "lesser of two",
        "Where one of the two is the lesser, the minimum has its derivative; at the kink, where they are equal, it has none.",
        "两者之中较小者决定导数；在两者相等的折点处导数不存在。",
        ((d(Extremum("min", (f, g))), Cases(((d(f), Compare(f, "<", g)), (d(g), Compare(g, "<", f))))),),
        CALCULUS,
        "the two are not equal (a kink)",
    ),
    Rule(
        "through a layer",
        "Chain rule through `z`: a matrix comes out transposed in front, a vector transposed behind, an entrywise function by its slope.",
        "通过 `z` 的链式法则：左边的矩阵转置后放在前面，右边的向量转置后放在后面，逐元素函数则乘以其斜率。",
        (),
        MATRIX,
        "the loss depends on the variable through z alone",
        build=_through,
    ),
    entrywise(
        "sigmoid of a vector",
        "sigmoid",
        SLOPES["sigmoid"](x),
        "`σ` acts on every entry, so its slopes multiply entry by entry: `σ′ = σ ⊙ (1 − σ)`.",
        "`σ` 逐元素作用，故导数逐元素相乘：`σ′ = σ ⊙ (1 − σ)`。",
    ),
    entrywise(
        "hyperbolic tangent of a vector",
        "tanh",
        SLOPES["tanh"](x),
        "tanh acts on every entry, so its slopes `1 − tanh²` multiply entry by entry.",
        "tanh 逐元素作用，故导数 `1 − tanh²` 逐元素相乘。",
    ),
    Rule(
        "rectifier of a vector",
        "ReLU acts on every entry: its slope is 1 where the entry is positive and 0 where it is negative.",
        "ReLU 逐元素作用：分量为正时斜率为 1，为负时斜率为 0。",
        ((d(Product((Transpose(a), Call("relu", x))), x), Hadamard(a, _steps(x))),),
        MATRIX,
        "no entry is zero (a kink)",
        build=_rectified,
    ),
    Rule(
        "logarithm of a vector of sigmoids",
        "`log σ` acts on every entry, with slope `1 − σ`.",
        "`log σ` 逐元素作用，斜率为 `1 − σ`。",
        (
            (
                d(Product((Transpose(a), Call("log", Call("sigmoid", x)))), x),
                Hadamard(a, Add((ones_like(x), Negative(Call("sigmoid", x))))),
            ),
        ),
        MATRIX,
    ),
    Rule(
        "softmax in a dot product",
        "The Jacobian of softmax is `diag(p) − ppᵀ`, symmetric; applied to `a` it gives `p ⊙ (a − (aᵀp)1)`.",
        "softmax 的雅可比矩阵是对称阵 `diag(p) − ppᵀ`，作用于 `a` 得 `p ⊙ (a − (aᵀp)1)`。",
        (
            (
                d(Product((Transpose(a), Softmax(x))), x),
                Hadamard(Softmax(x), Add((a, Negative(Product((Product((Transpose(a), Softmax(x))), ones_like(x))))))),
            ),
        ),
        MATRIX,
    ),
    Rule(
        "matrix by columns",
        "The derivative by a matrix has the derivative by each of its columns as a column.",
        "对矩阵的导数，其各列就是对各列向量的导数。",
        ((d(f, M), Table(Index("w", "m"), d(f, Column(M, Index("w", "m"))))),),
        "definition of the derivative by a matrix",
        "applied where it is asked for",
        build=_by_columns,
    ),
)
"""Tried from the top: what is simplest first."""


def derivative_rule(name: str) -> Rule:
    """The row with this name."""
    return next(rule for rule in DERIVATIVE_RULES if rule.name == name)
