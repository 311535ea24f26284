"""From sums over an index to matrices and vectors: Σ_w a_w u_w = Ua, [a_1 x, …, a_n x] = x aᵀ, and back."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from derive.expression import (
    ALWAYS,
    SCALAR,
    Add,
    Call,
    Column,
    Constant,
    Delta,
    Entry,
    Expression,
    Index,
    IndexTerm,
    Named,
    Negative,
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
from derive.factoring import bare
from derive.pattern import add, factors_of, product
from derive.premises import Premises
from derive.traversal import free_indices, fresh


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
        case Sum(index, Quotient(Product((*scalars, Column() as column)), bottom)) if scalars:
            share = Quotient(product(*scalars), bottom)
            return sum_of_columns(replace(node, body=Product((share, column))), premises)
        case Sum(index, Product((*scalars, Column(matrix, at))), condition) if condition == ALWAYS and at == index:
            vector = vector_of(product(*scalars), index, premises) if scalars else None
            if vector is not None and index not in free_indices(matrix):
                return product(matrix, vector)
    return None


def sum_of_unit_vectors(node: Expression, premises: Premises) -> Expression | None:
    """Σ_i a_i e_i = a, Σ_i a_i e_i xᵀ = a xᵀ and Σ_i a_i x e_iᵀ = x aᵀ."""
    match node:
        case Sum(index, Quotient(Product((*scalars, OneHot() as unit)), bottom)) if scalars:
            share = Quotient(product(*scalars), bottom)
            return sum_of_unit_vectors(replace(node, body=Product((share, unit))), premises)
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


def column_by_one_hot(node: Expression, premises: Premises) -> Expression | None:
    """u_o = Uy beside a multiple of U."""
    if not isinstance(node, Add):
        return None
    matrices = [factors_of(bare(term))[0] for term in node.terms if isinstance(bare(term), Product)]
    for position, term in enumerate(node.terms):
        inside = bare(term)
        if isinstance(inside, Column) and inside.matrix in matrices:
            written: Expression = product(inside.matrix, one_hot(inside.index, premises))
            signed = Negative(written) if isinstance(term, Negative) else written
            return Add((*node.terms[:position], signed, *node.terms[position + 1 :]))
    return None


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
