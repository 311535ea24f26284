"""The algebra behind those rewrites that a pattern cannot say: terms and factors in any number and order, indices, δ.

Each function takes an expression and the premises and answers an equal expression, or None where it has nothing to do.
"""

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
    Derivative,
    Entry,
    Expression,
    Index,
    IndexTerm,
    Mapped,
    Named,
    Negative,
    Not,
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
from derive.pattern import add, any_index, fill, match, product
from derive.premises import Premises
from derive.traversal import free_indices, rebuild, substitute, walk

Algebra = Callable[[Expression, Premises], Expression | None]
ONE = Number(Fraction(1))


def zero(shape: tuple[str, str]) -> Expression:
    """The number 0 or the zero matrix of a shape."""
    return Number(Fraction(0)) if shape == SCALAR else Constant(Fraction(0), shape)


def is_zero(node: Expression) -> bool:
    """Whether a node is written as zero."""
    return isinstance(node, Number | Constant) and node.value == 0


def factors_of(node: Expression) -> tuple[Expression, ...]:
    """The factors of a product, or the one factor that an expression is."""
    return node.factors if isinstance(node, Product) else (node,)


# ---------------------------------------------------------------------------------------------------------------- tidying


def drop_zero_terms(node: Expression, premises: Premises) -> Expression | None:
    """f + 0 = f."""
    if not isinstance(node, Add) or not any(map(is_zero, node.terms)):
        return None
    kept = [term for term in node.terms if not is_zero(term)]
    return add(*kept) if kept else zero(node.shape)


def vanish(node: Expression, premises: Premises) -> Expression | None:
    """0 · f = 0, −0 = 0, Σ 0 = 0, 0/f = 0."""
    match node:
        case Product(factors) if any(map(is_zero, factors)):
            return zero(node.shape)
        case Negative(inside) | Sum(_, inside) | Quotient(inside) | Table(_, inside) if is_zero(inside):
            return zero(node.shape)
    return None


def drop_ones(node: Expression, premises: Premises) -> Expression | None:
    """1 · f = f, f/1 = f, f¹ = f."""
    match node:
        case Product(factors) if ONE in factors and len(factors) > 1:
            return product(*([factor for factor in factors if factor != ONE] or [ONE]))
        case Quotient(top, bottom) if bottom == ONE:
            return top
        case Power(base, exponent) if exponent == ONE:
            return base
    return None


def signs_out(node: Expression, premises: Premises) -> Expression | None:
    """Signs move to the front: a(−b) = −ab, Σ(−f) = −Σf, (−f)/g = −f/g, (−x)ᵀ = −xᵀ."""
    match node:
        case Product(factors) if any(isinstance(factor, Negative) for factor in factors):
            bare = [factor.operand if isinstance(factor, Negative) else factor for factor in factors]
            odd = sum(isinstance(factor, Negative) for factor in factors) % 2
            return Negative(product(*bare)) if odd else product(*bare)
        case Sum(index, Negative(body), condition):
            return Negative(Sum(index, body, condition))
        case Table(index, Negative(body)):
            return Negative(Table(index, body))
        case Quotient(Negative(top), bottom):
            return Negative(Quotient(top, bottom))
        case Transpose(Negative(inside)):
            return Negative(Transpose(inside))
    return None


def signs_in(node: Expression, premises: Premises) -> Expression | None:
    """−(f + g) = −f − g, and −(−f) = f."""
    match node:
        case Negative(Negative(inside)):
            return inside
        case Negative(Number(value)):
            return Number(-value)
        case Negative(Add(terms)):
            return add(*(term.operand if isinstance(term, Negative) else Negative(term) for term in terms))
    return None


def arithmetic(node: Expression, premises: Premises) -> Expression | None:
    """Numbers are added and multiplied."""
    match node:
        case Add(terms) if sum(isinstance(term, Number) for term in terms) > 1:
            total = sum((term.value for term in terms if isinstance(term, Number)), Fraction(0))
            rest = [term for term in terms if not isinstance(term, Number)]
            return add(*rest, Number(total)) if rest else Number(total)
        case Product(factors) if sum(isinstance(factor, Number) for factor in factors) > 1 or (
            any(isinstance(factor, Number) and factor.value < 0 for factor in factors)
        ):
            total = Fraction(1)
            for factor in factors:
                total *= factor.value if isinstance(factor, Number) else 1
            rest = [factor for factor in factors if not isinstance(factor, Number)]
            kept = product(*([Number(abs(total))] if abs(total) != 1 else []), *(rest or [ONE]))
            return Negative(kept) if total < 0 else kept
    return None


def transpositions(node: Expression, premises: Premises) -> Expression | None:
    """(xᵀ)ᵀ = x, (AB)ᵀ = BᵀAᵀ, and a scalar is its own transpose."""
    match node:
        case Transpose(inside) if inside.shape == SCALAR:
            return inside
        case Transpose(Transpose(inside)):
            return inside
        case Transpose(Product(factors)):
            return product(*(f if f.shape == SCALAR else Transpose(f) for f in reversed(factors)))
    return None


def one_fraction(node: Expression, premises: Premises) -> Expression | None:
    """(f/g) · h = fh/g: a product with a fraction is one fraction, where that is a fraction over a number, a sum or a square."""
    if not isinstance(node, Product):
        return None
    for position, factor in enumerate(node.factors):
        if isinstance(factor, Quotient) and factor.shape == SCALAR and not isinstance(factor.numerator, Call):
            if any(isinstance(part, Derivative) for part in walk(node)):
                return None
            others = [*node.factors[:position], *node.factors[position + 1 :]]
            top = [] if factor.numerator == ONE else [factor.numerator]
            return Quotient(product(*top, *others), factor.denominator)
    return None


def one_fraction_deep(node: Expression, premises: Premises) -> Expression | None:
    """(f/g)/h = f/(gh)."""
    match node:
        case Quotient(Quotient(top, bottom), below) if bottom.shape == SCALAR and below.shape == SCALAR:
            return Quotient(top, product(bottom, below))
    return None


def cancel_terms(node: Expression, premises: Premises) -> Expression | None:
    """f − f = 0 inside a sum."""
    if not isinstance(node, Add):
        return None
    for term in node.terms:
        if Negative(term) in node.terms:
            rest = list(node.terms)
            rest.remove(term)
            rest.remove(Negative(term))
            return add(*rest) if rest else zero(node.shape)
    return None


def cancel_factors(node: Expression, premises: Premises) -> Expression | None:
    """fg/f = g."""
    if not isinstance(node, Quotient) or node.denominator.shape != SCALAR:
        return None
    above, below = list(factors_of(node.numerator)), list(factors_of(node.denominator))
    for factor in list(below):
        if factor.shape == SCALAR and factor in above:
            above.remove(factor)
            below.remove(factor)
            top = product(*(above or [ONE]))
            return Quotient(top, product(*below)) if below else top
    numbers = [[part for part in side if isinstance(part, Number)] for side in (above, below)]
    if len(numbers[0]) == len(numbers[1]) == 1 and numbers[1][0].value not in (0, 1):
        ratio = numbers[0][0].value / numbers[1][0].value
        above[above.index(numbers[0][0])] = Number(Fraction(ratio.numerator))
        below[below.index(numbers[1][0])] = Number(Fraction(ratio.denominator))
        return Quotient(product(*above), product(*below))
    return None


# ------------------------------------------------------------------------------------------------- sums, indices, δ


def known_delta(node: Expression, premises: Premises) -> Expression | None:
    """1[i = i] = 1, and 1[i = j] = 0 where the premises say that the two differ."""
    match node:
        case Delta(Same(one, other)) if one == other:
            return ONE
        case Delta(Same(one, other)) if premises.differ(one, other):
            return zero(SCALAR)
    return None


def _split(body: Expression, part: Expression) -> Expression | None:
    """What remains of a product without one of its factors; None if it has none such."""
    factors = list(factors_of(body))
    if part not in factors:
        return None
    factors.remove(part)
    return product(*(factors or [ONE]))


def _deltas(body: Expression) -> Iterator[Delta]:
    return (factor for factor in factors_of(body) if isinstance(factor, Delta) and isinstance(factor.condition, Same))


def collapse_delta(node: Expression, premises: Premises) -> Expression | None:
    """Σ_i f(i) 1[i = k] = f(k)."""
    if not isinstance(node, Sum) or node.condition != ALWAYS:
        return None
    for delta in _deltas(node.body):
        assert isinstance(delta.condition, Same)
        rest = _split(node.body, delta)
        for one, other in ((delta.condition.left, delta.condition.right), (delta.condition.right, delta.condition.left)):
            if one == node.index and node.index not in free_indices(other) and rest is not None:
                return substitute(rest, {node.index: other})  # type: ignore[no-any-return]
    return None


def restrict_by_delta(node: Expression, premises: Premises) -> Expression | None:
    """Σ_r f(r) 1[w_r = k] = Σ_{r: w_r = k} f(r)."""
    if not isinstance(node, Sum) or node.condition != ALWAYS:
        return None
    for delta in _deltas(node.body):
        rest = _split(node.body, delta)
        condition = delta.condition
        assert isinstance(condition, Same)
        if rest is not None and node.index in free_indices(condition):
            if node.index not in free_indices(condition.left):
                condition = Same(condition.right, condition.left)
            return Sum(node.index, rest, condition)
    return None


def only_itself(node: Expression, premises: Premises) -> Expression | None:
    """Σ_{r: w_r = w_s} f(r) = f(s) where distinct samples are distinct words."""
    match node:
        case Sum(index, body, Same(Mapped(one, argument), Mapped(other, at))) if one == other and argument == index:
            if premises.injective(one):
                return substitute(body, {index: at})  # type: ignore[no-any-return]
    return None


def equal_words(node: Expression, premises: Premises) -> Expression | None:
    """Under w_r = w_s, u_{w_r} = u_{w_s}."""
    match node:
        case Sum(index, body, Same(left, right)):

            def replaced(part: Expression) -> Expression:
                return right if part == left else rebuild(part, replaced)  # type: ignore[return-value]

            changed = replaced(body)
            return None if changed == body else Sum(index, changed, node.condition)
    return None


def constants_out(node: Expression, premises: Premises) -> Expression | None:
    """Σ_i c f(i) = c Σ_i f(i); the sum of ones that may remain counts the terms."""
    if not isinstance(node, Sum):
        return None
    factors = factors_of(node.body)
    constant = [factor for factor in factors if node.index not in free_indices(factor) and factor != ONE]
    if not constant:
        return None
    varying = [factor for factor in factors if factor not in constant]
    if not all(factor.shape == SCALAR for factor in varying):
        return None
    return product(Sum(node.index, product(*(varying or [ONE])), node.condition), *constant)


LETTERS = {"V": "wxkl", "K": "srkl", "d": "ijkl"}
"""Letters for bound indices over a size, in the order in which they are taken."""


def rename_bound(node: Expression, taken: frozenset[Index]) -> Expression:
    """The same expression, its bound indices named unlike those that are taken and unlike each other where they nest."""
    if isinstance(node, Sum | Table):
        index, names = node.index, {each.name for each in taken}
        if index.name in names:
            letters = LETTERS.get(index.over, "ijklpq")
            new = replace(index, name=next((letter for letter in letters if letter not in names), index.name + "'"))
            node = rebuild(node, lambda child: new if child == index else substitute(child, {index: new}))
            index = new
        return rebuild(node, lambda child: rename_bound(child, taken | {index}) if isinstance(child, Expression) else child)  # type: ignore[no-any-return]
    return rebuild(node, lambda child: rename_bound(child, taken) if isinstance(child, Expression) else child)  # type: ignore[no-any-return]


def into_sum(node: Expression, premises: Premises) -> Expression | None:
    """(Σ_i f(i) x_i)/g = Σ_i (f(i)/g) x_i."""
    match node:
        case Quotient(Sum(index, body, condition), bottom) if index not in free_indices(bottom):
            bottom = rename_bound(bottom, free_indices(node) | {index})
            scalars = [factor for factor in factors_of(body) if factor.shape == SCALAR]
            others = [factor for factor in factors_of(body) if factor.shape != SCALAR]
            share = Quotient(product(*(scalars or [ONE])), bottom)
            return Sum(index, product(share, *others), condition)
    return None


def share_of(node: Expression, premises: Premises) -> Expression | None:
    """(f x)/g = (f/g) x: the scalar factors of a fraction over a sum stand together."""
    match node:
        case Quotient(Product(factors), Sum() as bottom):
            exps = [factor for factor in factors if isinstance(factor, Call) and factor.function == "exp"]
            others = [factor for factor in factors if factor not in exps]
            if len(exps) == 1 and others:
                return product(Quotient(exps[0], bottom), *others)
    return None


# ------------------------------------------------------------------------------------------------------- named quantities


def entry_of(vector: Expression, index: IndexTerm) -> Expression:
    """One entry of a vector written out as far as its form tells: (Uᵀv)_w = u_wᵀv, (exp z)_w = exp z_w, softmax by its definition."""
    match vector:
        case Product((Transpose(Symbol() as matrix), *rest)) if matrix.shape[1] == vector.shape[0]:
            return product(Transpose(Column(matrix, index)), *rest)
        case Call(function, argument):
            return Call(function, entry_of(argument, index))
        case Softmax(argument):
            k = Index("k", vector.shape[0])
            total = Sum(k, Call("exp", entry_of(argument, k)))
            return Quotient(Call("exp", entry_of(argument, index)), total)
        case OneHot(at):
            return Delta(Same(index, at))
        case Add(terms):
            return add(*(entry_of(term, index) for term in terms))
        case Negative(inside):
            return Negative(entry_of(inside, index))
    return Entry(vector, index)


def definition_of_softmax(node: Expression, premises: Premises) -> Expression | None:
    """softmax(z)_k = exp(z_k) / Σ_j exp(z_j)."""
    match node:
        case Entry(Named(_, Softmax() as inside), index, None) | Entry(Softmax() as inside, index, None):
            return entry_of(inside, index)
    return None


def entry_by_entry(node: Expression, premises: Premises) -> Expression | None:
    """(Uᵀv)_k = u_kᵀv and F(z)_k = F(z_k)."""
    match node:
        case Entry(vector, index, None):
            found = entry_of(vector, index)
            return None if found == node or isinstance(vector, Softmax) else found
    return None


def unfold(node: Expression, premises: Premises) -> Expression | None:
    """A named quantity that depends on the variable is replaced by what it stands for."""
    if isinstance(node, Named) and premises.depends(node.value, premises.variable):
        return node.value
    return None


def name_entries(node: Expression, premises: Premises) -> Expression | None:
    """exp(z_k)/Σ_j exp(z_j) = ŷ_k: a written-out entry of a named vector gets its name."""
    if node.shape != SCALAR or not isinstance(node, Quotient):
        return None
    for named in premises.names:
        if isinstance(named.value, Softmax):
            at = any_index("at")
            pattern = entry_of(named.value, at)
            pattern = substitute(pattern, {Index("k", named.shape[0]): any_index("k")})
            assert isinstance(pattern, Quotient)
            body = pattern.denominator.body if isinstance(pattern.denominator, Sum) else pattern.denominator
            k = Index("k", named.shape[0])
            written = Quotient(
                pattern.numerator, Sum(any_index("k"), substitute(body, {k: any_index("k")}))
            )
            for found in match(written, node):
                return Entry(named, fill(at, found))
    return None


# ------------------------------------------------------------------------------------------------------------ closed form


def vector_of(scalar: Expression, index: Index, premises: Premises) -> Expression | None:
    """The vector whose entry at `index` is `scalar`: ŷ for ŷ_w, y for 1[w = o], ŷ − y for their difference."""
    match scalar:
        case Entry(vector, at, None) if at == index and index not in free_indices(vector):
            return vector
        case Delta(Same(one, other)) if index in (one, other):
            at = other if one == index else one
            return None if index in free_indices(at) else one_hot(at, premises)
        case Negative(inside):
            vector = vector_of(inside, index, premises)
            return None if vector is None else Negative(vector)
        case Add(terms):
            vectors = [vector_of(term, index, premises) for term in terms]
            return None if None in vectors else add(*vectors)  # type: ignore[arg-type]
        case Call(function, argument):
            vector = vector_of(argument, index, premises)
            return None if vector is None else Call(function, vector)
        case Product(factors) if all(factor.shape == SCALAR for factor in factors):
            constant = [factor for factor in factors if index not in free_indices(factor)]
            varying = [factor for factor in factors if factor not in constant]
            vector = vector_of(varying[0], index, premises) if len(varying) == 1 else None
            return None if vector is None else product(*constant, vector)
    if index not in free_indices(scalar):
        value = scalar.value if isinstance(scalar, Number) else None
        ones = Constant(Fraction(1), (index.over, "1"))
        return Constant(value, ones.shape) if value is not None else product(scalar, ones)
    return None


def one_hot(at: IndexTerm, premises: Premises) -> Expression:
    """The unit vector at an index, by its name if it has one: y."""
    plain = OneHot(at)
    return next((named for named in premises.names if named.value == plain), plain)


def sum_of_columns(node: Expression, premises: Premises) -> Expression | None:
    """Σ_w a_w u_w = Ua."""
    match node:
        case Sum(index, Product((*scalars, Column(matrix, at))), condition) if condition == ALWAYS and at == index:
            vector = vector_of(product(*scalars), index, premises) if scalars else None
            if vector is not None and index not in free_indices(matrix):
                return product(matrix, vector)
        case Sum(index, Product((*scalars, OneHot(at))), condition) if condition == ALWAYS and at == index:
            return vector_of(product(*scalars), index, premises) if scalars else None
    return None


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


Parts = tuple[tuple[Expression, ...], tuple[Expression, ...]]


def _factor_out(
    node: Expression, split: Callable[[tuple[Expression, ...]], Parts], leading: bool
) -> Expression | None:
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
    terms = [Negative(rest) if isinstance(term, Negative) else rest for term, rest in zip(node.terms, rests, strict=True)]
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


# ------------------------------------------------------------------------------------------------------------ comparisons


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
