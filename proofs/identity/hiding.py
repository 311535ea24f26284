"""Whether a sum may hide the number of its terms: if it may, that size counts as a number in docs/soundness.md, else it does not."""

from derive import expression as x
from derive.traversal import free_indices


def vanishes(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is zero when the vectors that `index` points at are: then no combination of such sums hides the size."""
    if isinstance(body, x.Column | x.Entry):
        terms = [
            t for t in (getattr(body, "index", None), getattr(body, "row", None), getattr(body, "column", None)) if t
        ]
        return isinstance(body.matrix, x.Symbol) and any(index in free_indices(term) for term in terms)
    if isinstance(body, x.Product):
        return any(vanishes(factor, index) for factor in body.factors)
    if isinstance(body, x.Quotient):
        return index not in free_indices(body.denominator) and vanishes(body.numerator, index)
    if isinstance(body, x.Negative | x.Transpose):
        return vanishes(body.operand, index)
    if isinstance(body, x.Add):
        return all(vanishes(term, index) for term in body.terms)
    return False


def void(node: x.Expression, rows: bool) -> bool:
    """`vanishes` for a matrix product: whether the rows (columns) of a factor are zero when the vectors they belong to are."""
    if isinstance(node, x.Symbol):
        return True
    if isinstance(node, x.Transpose):
        return void(node.operand, not rows)
    if isinstance(node, x.Negative):
        return void(node.operand, rows)
    if isinstance(node, x.Named):
        return void(node.value, rows)
    if isinstance(node, x.Table):
        return void(node.body, True) if rows else vanishes(node.body, node.index)
    if isinstance(node, x.Beside) and not rows:
        return all(block.shape[1] == "1" or void(block, False) for block in node.blocks)
    if isinstance(node, x.Add):
        return all(void(term, rows) for term in node.terms)
    if isinstance(node, x.Product):
        matrices = [factor for factor in node.factors if factor.shape != x.SCALAR]
        return bool(matrices) and void(matrices[0] if rows else matrices[-1], rows)
    return False


def dot(node: x.Expression, index: x.Index) -> bool:
    """Whether this is a multiple, not zero, of the dot product of the vector at `index` with some vector: no constant, and 0 at 0."""
    node = plain(node)
    if not isinstance(node, x.Product):
        return False
    factors = [plain(factor) for factor in node.factors]
    vectors = [factor for factor in factors if not isinstance(factor, x.Number)]
    if any(isinstance(factor, x.Number) and not factor.value for factor in factors) or len(vectors) != 2:
        return False
    if not all(isinstance(each, x.Column) and isinstance(each.matrix, x.Symbol) for each in vectors):
        return False
    return any(index in free_indices(each) for each in vectors)


def exponential(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is one exponential of a dot product with the vector at `index`, times what `index` does not touch or that vector."""
    if isinstance(body, x.Named):
        return exponential(body.value, index)
    if isinstance(body, x.Negative | x.Transpose):
        return exponential(body.operand, index)
    if isinstance(body, x.Quotient):
        return index not in free_indices(body.denominator) and exponential(body.numerator, index)
    if isinstance(body, x.Entry):
        return body.row == index and body.column is None and exponentials(body.matrix)
    factors = body.factors if isinstance(body, x.Product) else (body,)
    touched = [factor for factor in factors if index in free_indices(factor)]
    grown = [factor for factor in touched if not column_of_symbol(factor)]
    if len(grown) != 1:
        return False
    if isinstance(grown[0], x.Call) and grown[0].function == "exp":
        return dot(grown[0].argument, index)
    return grown[0] is not body and exponential(grown[0], index)


def exponentials(node: x.Expression) -> bool:
    """Whether every entry of a column is one exponential, as those of ŷ are."""
    node = node.value if isinstance(node, x.Named) else node
    if isinstance(node, x.Transpose) and isinstance(node.operand, x.Table):
        return exponential(node.operand.body, node.operand.index)
    return isinstance(node, x.Softmax) and scores(node.operand)


def scores(node: x.Expression) -> bool:
    """Whether this is the column of all dot products, Uᵀv_c."""
    factors = list(node.factors) if isinstance(node, x.Product) else []
    return len(factors) == 2 and isinstance(plain(factors[0]), x.Symbol) and column_of_symbol(factors[1])


def ridge(body: x.Expression, index: x.Index) -> bool:
    """Whether a summand is a function of one dot product with the vector at `index`: by the other vector its derivative vanishes
    with that vector, as d/dv f(uᵀv) = f′(uᵀv)·u does."""
    if isinstance(body, x.Negative | x.Named):
        return ridge(body.operand if isinstance(body, x.Negative) else body.value, index)
    return isinstance(body, x.Call) and (dot(body.argument, index) or ridge(body.argument, index))


def column_of_symbol(node: x.Expression) -> bool:
    node = plain(node)
    return isinstance(node, x.Column) and isinstance(node.matrix, x.Symbol)


def plain(node: x.Expression) -> x.Expression:
    while isinstance(node, x.Transpose | x.Named | x.Negative):
        node = node.value if isinstance(node, x.Named) else node.operand
    return node
