"""From the index result to what a person writes: U(ŷ − y), v_c(ŷ − y)ᵀ, two cases. The table, and its functions."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from derive.expression import (
    ALWAYS,
    SCALAR,
    Add,
    Call,
    Cases,
    Column,
    Compare,
    Condition,
    Constant,
    Delta,
    Entry,
    Expression,
    Index,
    IndexTerm,
    Named,
    Negative,
    Not,
    Number,
    OneHot,
    Product,
    Quotient,
    Same,
    Sum,
    Symbol,
    Table,
    Transpose,
)
from derive.pattern import add, factors_of, product
from derive.premises import Premises
from derive.rule import (
    DEFINITION,
    ONE,
    ZERO,
    Rule,
    U,
    a,
    at,
    b,
    f,
    g,
    i,
    o,
    row,
    v,
)
from derive.traversal import free_indices, fresh, rebuild, substitute, walk

Parts = tuple[tuple[Expression, ...], tuple[Expression, ...]]


def vector_of(scalar: Expression, index: Index, premises: Premises) -> Expression | None:
    """The vector whose entry at `index` is `scalar`: ŷ for ŷ_w, y for 1[w = o], ŷ − y for their difference."""

    def inner(part: Expression, wrap: Callable[[Expression], Expression]) -> Expression | None:
        found = vector_of(part, index, premises)
        return None if found is None else wrap(found)

    match scalar:
        case Entry(vector, at, None) if at == index and index not in free_indices(vector):
            return vector
        case Delta(Same(one, other)) if index in (one, other):
            at = other if one == index else one
            return None if index in free_indices(at) else one_hot(at, premises)
        case Negative(operand):
            return inner(operand, Negative)
        case Add(terms):
            vectors = [vector_of(term, index, premises) for term in terms]
            return add(*(each for each in vectors if each is not None)) if None not in vectors else None
        case Call(function, argument) if index in free_indices(argument):
            return inner(argument, lambda found: Call(function, found))
        case Quotient(top, bottom) if index not in free_indices(bottom):
            return inner(top, lambda found: Quotient(found, bottom))
        case Quotient(top, bottom) if index in free_indices(top):
            above, below = vector_of(top, index, premises), vector_of(bottom, index, premises)
            return None if above is None or below is None else Quotient(above, below)
        case Product(factors) if all(factor.shape == SCALAR for factor in factors):
            constant = [factor for factor in factors if index not in free_indices(factor)]
            varying = [factor for factor in factors if factor not in constant]
            if len(varying) == 1:
                return inner(varying[0], lambda found: product(*constant, found))
    if index in free_indices(scalar):
        return None
    if isinstance(scalar, Number):
        return Constant(scalar.value, (index.over, "1"))
    return product(scalar, Constant(Fraction(1), (index.over, "1")))


def one_hot(at: IndexTerm, premises: Premises) -> Expression:
    """The unit vector at an index, by its name if it has one: y."""
    plain = OneHot(at)
    return next((named for named in premises.names if named.value == plain), plain)


def sum_of_columns(node: Expression, premises: Premises) -> Expression | None:
    """Σ_w a_w u_w = Ua."""
    match node:
        case Sum(index, Quotient(Product((*scalars, OneHot() | Column() as column)), bottom)) if scalars:
            share = Quotient(product(*scalars), bottom)
            return sum_of_columns(replace(node, body=Product((share, column))), premises)
        case Sum(index, Product((*scalars, Column(matrix, at))), condition) if condition == ALWAYS and at == index:
            vector = vector_of(product(*scalars), index, premises) if scalars else None
            if vector is not None and index not in free_indices(matrix):
                return product(matrix, vector)
        case Sum(index, Product(factors), condition) if condition == ALWAYS and OneHot(index) in factors:
            place = factors.index(OneHot(index))
            before, after = factors[:place], factors[place + 1 :]
            if before and not any(index in free_indices(factor) for factor in after):
                vector = vector_of(product(*before), index, premises)
                return None if vector is None else product(vector, *after)
        case Sum(index, Product((*scalars, column, Transpose(OneHot(at)))), condition) if (
            condition == ALWAYS and at == index and scalars and index not in free_indices(column)
        ):
            vector = vector_of(product(*scalars), index, premises)
            return None if vector is None else product(column, Transpose(vector))
    return None


def common_transpose(node: Expression, premises: Premises) -> Expression | None:
    """aᵀ − bᵀ = (a − b)ᵀ."""
    if not isinstance(node, Add) or not all(isinstance(_bare(term), Transpose) for term in node.terms):
        return None
    inside = [_bare(term).operand for term in node.terms]  # type: ignore[attr-defined]
    if inside[0].shape[1] != "1":
        return None
    terms = [
        Negative(each) if isinstance(term, Negative) else each for each, term in zip(inside, node.terms, strict=True)
    ]
    return Transpose(add(*terms))


def column_by_one_hot(node: Expression, premises: Premises) -> Expression | None:
    """u_o = Uy beside a multiple of U."""
    if not isinstance(node, Add):
        return None
    matrices = [factors_of(_bare(term))[0] for term in node.terms if isinstance(_bare(term), Product)]
    for position, term in enumerate(node.terms):
        inside = _bare(term)
        if isinstance(inside, Column) and inside.matrix in matrices:
            written: Expression = product(inside.matrix, one_hot(inside.index, premises))
            signed = Negative(written) if isinstance(term, Negative) else written
            return Add((*node.terms[:position], signed, *node.terms[position + 1 :]))
    return None


def _bare(term: Expression) -> Expression:
    return term.operand if isinstance(term, Negative) else term


def common_left(node: Expression, premises: Premises) -> Expression | None:
    """Ua − Ub = U(a − b)."""
    return _factor_out(node, lambda factors: (factors[:1], factors[1:]), leading=True)


def common_right(node: Expression, premises: Premises) -> Expression | None:
    """f x − g x = (f − g) x."""
    return _factor_out(node, lambda factors: (factors[-1:], factors[:-1]), leading=False)


def _factor_out(node: Expression, split: Callable[[tuple[Expression, ...]], Parts], leading: bool) -> Expression | None:
    if not isinstance(node, Add):
        return None
    parts = [split(factors_of(_bare(term))) for term in node.terms]
    shared = parts[0][0]
    if any(common != shared for common, _ in parts) or isinstance(shared[0], Number):
        return None
    if not all(rest or shared[0].shape == node.shape for _, rest in parts):
        return None
    rests = [product(*(rest or (ONE,))) for _, rest in parts]
    if any(rest.shape != rests[0].shape for rest in rests):
        return None
    if not leading and rests[0].shape != SCALAR and rests[0].shape[1] != shared[0].shape[0]:
        return None
    terms = [
        Negative(rest) if isinstance(term, Negative) else rest for term, rest in zip(node.terms, rests, strict=True)
    ]
    inside = add(*sorted(terms, key=lambda term: isinstance(term, Negative)))
    return product(shared[0], inside) if leading else product(inside, shared[0])


def entry_of_one_hot(node: Expression, premises: Premises) -> Expression | None:
    """1[w = o] = y_w, where y is the name of the one-hot vector at o."""
    match node:
        case Delta(Same(index, at)):
            named = one_hot(at, premises)
            return Entry(named, index) if isinstance(named, Named) else None
    return None


def outer_product(node: Expression, premises: Premises) -> Expression | None:
    """[a_1 x, …, a_n x] = x aᵀ."""
    match node:
        case Table(index, Product((*scalars, column))) if column.shape != SCALAR and index not in free_indices(column):
            vector = vector_of(product(*scalars), index, premises) if scalars else None
            return None if vector is None else product(column, Transpose(vector))
    return None


def multiply_out(node: Expression, premises: Premises) -> Expression | None:
    """U(a − b) = Ua − Ub."""
    if not isinstance(node, Product):
        return None
    for position, factor in enumerate(node.factors):
        if isinstance(factor, Add):
            before, after = node.factors[:position], node.factors[position + 1 :]
            return add(
                *(
                    Negative(product(*before, term.operand, *after))
                    if isinstance(term, Negative)
                    else product(*before, term, *after)
                    for term in factor.terms
                )
            )
    return None


def matrix_times_one_hot(node: Expression, premises: Premises) -> Expression | None:
    """U e_o = u_o."""
    match node:
        case Product((*before, matrix, Named(_, OneHot(at)) | OneHot(at))) if "1" not in matrix.shape:
            return product(*before, Column(matrix, at))
    return None


def matrix_times_vector(node: Expression, premises: Premises) -> Expression | None:
    """Ua = Σ_w a_w u_w."""
    match node:
        case Product((*before, Symbol() as matrix, Named() as vector)) if "1" not in matrix.shape:
            w = fresh(Index("w", matrix.shape[1]), free_indices(node))
            return product(*before, Sum(w, Product((Entry(vector, w), Column(matrix, w)))))
    return None


def cases_of_delta(node: Expression, premises: Premises) -> Expression | None:
    """An expression with 1[i = k] in it, for i = k and for i ≠ k."""
    delta = next((part for part in _all_deltas(node)), None)
    if delta is None or isinstance(node, Cases):
        return None
    condition = delta.condition
    assert isinstance(condition, Same)

    def put(value: int) -> Expression:
        def replaced(part: Expression) -> Expression:
            return Number(Fraction(value)) if part == delta else rebuild(part, replaced)

        return replaced(node)

    equal, unequal = put(1), put(0)
    if isinstance(condition.left, Index):
        equal = substitute(equal, {condition.left: condition.right})
    return Cases(((equal, condition), (unequal, _opposite(condition))))


def _opposite(condition: Same) -> Condition:
    return Not(condition)


def _all_deltas(node: Expression) -> Iterator[Delta]:
    """The δ's between free indices of an expression."""
    free = free_indices(node)
    for part in walk(node):
        if isinstance(part, Delta) and isinstance(part.condition, Same) and free_indices(part) <= free:
            yield part


def shrinking(node: Expression, premises: Premises) -> Expression | None:
    """cx < x means x > 0, and x < cx means x < 0, where 0 < c < 1."""
    if not isinstance(node, Cases):
        return None
    branches = tuple((value, _settled(condition, premises)) for value, condition in node.branches)
    return None if branches == node.branches else replace(node, branches=branches)


def _settled(condition: Condition, premises: Premises) -> Condition:
    match condition:
        case Compare(Product((c, x)), "<", other) if other == x and Compare(c, "<", ONE) in premises.facts:
            return Compare(Number(Fraction(0)), "<", x)
        case Compare(other, "<", Product((c, x))) if other == x and Compare(c, "<", ONE) in premises.facts:
            return Compare(x, "<", Number(Fraction(0)))
    return condition


CLOSE: tuple[Rule, ...] = (
    row(
        "sum of columns",
        "A combination of the columns is the matrix times the vector of its coefficients.",
        "各列的线性组合等于矩阵乘以系数向量。",
        ((Sum(i, Product((at(a, i), Column(U, i)))), Product((U, a))), (Sum(i, Product((at(a, i), OneHot(i)))), a)),
        DEFINITION,
        build=sum_of_columns,
    ),
    row(
        "column by one-hot",
        "A column is the matrix times a one-hot vector.",
        "一列等于矩阵乘以独热向量。",
        ((Add((Product((U, a)), Column(U, o))), Add((Product((U, a)), Product((U, OneHot(o)))))),),
        DEFINITION,
        build=column_by_one_hot,
        grain="fold",
    ),
    row(
        "columns with a common vector",
        "Columns that are multiples of one vector make an outer product.",
        "各列都是同一向量的倍数，合成外积。",
        ((Table(i, Product((at(a, i), v))), Product((v, Transpose(a)))),),
        DEFINITION,
        build=outer_product,
    ),
    row(
        "factor out to the left",
        "The common factor is taken out to the left.",
        "向左提出公因子。",
        ((Add((Product((U, a)), Negative(Product((U, b))))), Product((U, Add((a, Negative(b)))))),),
        build=common_left,
    ),
    row(
        "common transposition",
        "A difference of rows is the row of the difference.",
        "行向量之差等于差的转置。",
        ((Add((Transpose(a), Negative(Transpose(b)))), Transpose(Add((a, Negative(b))))),),
        build=common_transpose,
        grain="fold",
    ),
    row(
        "factor out to the right",
        "The common factor is taken out to the right.",
        "向右提出公因子。",
        ((Add((Product((f, v)), Negative(Product((g, v))))), Product((Add((f, Negative(g))), v))),),
        build=common_right,
    ),
)

ONE_HOT: tuple[Rule, ...] = (
    row(
        "entry of a one-hot vector",
        "The indicator is an entry of the one-hot vector.",
        "该示性函数是独热向量的分量。",
        ((Delta(Same(i, o)), at(OneHot(o), i)),),
        DEFINITION,
        build=entry_of_one_hot,
        grain="line",
    ),
)

CASES: tuple[Rule, ...] = (
    row(
        "two cases",
        "The index agrees, or it does not.",
        "分下标相同与不同两种情形。",
        ((Product((Delta(Same(i, o)), f)), Cases(((f, Same(i, o)), (ZERO, Not(Same(i, o)))))),),
        DEFINITION,
        build=cases_of_delta,
    ),
    row(
        "shrinking factor",
        "Since the factor lies between 0 and 1, the condition says `x > 0`, the other one `x < 0`.",
        "由于该因子介于 0 与 1 之间，条件即 `x > 0`，另一支为 `x < 0`。",
        (),
        "order of the real numbers",
        build=shrinking,
        proviso="0 < c < 1",
    ),
)

EXPAND: tuple[Rule, ...] = (
    row(
        "multiply out",
        "Multiply out.",
        "展开乘积。",
        ((Product((U, Add((a, Negative(b))))), Add((Product((U, a)), Negative(Product((U, b)))))),),
        build=multiply_out,
    ),
    row(
        "matrix times a one-hot vector",
        "A matrix times a one-hot vector is a column.",
        "矩阵乘以独热向量得到一列。",
        ((Product((U, OneHot(o))), Column(U, o)),),
        DEFINITION,
        build=matrix_times_one_hot,
    ),
    row(
        "matrix times a vector",
        "A matrix times a vector is a combination of the columns.",
        "矩阵乘以向量是各列的线性组合。",
        ((Product((U, a)), Sum(i, Product((at(a, i), Column(U, i))))),),
        DEFINITION,
        build=matrix_times_vector,
        grain="fold",
    ),
)
