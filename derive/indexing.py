"""The algebra of sums over indices, δ, and named entries.

Each function takes an expression and the premises and answers an equal expression, or None where it has nothing to do.
"""

from collections.abc import Iterator
from fractions import Fraction

from derive.expression import (
    ALWAYS,
    SCALAR,
    Add,
    Call,
    Column,
    Delta,
    Entry,
    Expression,
    Index,
    IndexTerm,
    Mapped,
    Named,
    Negative,
    Number,
    OneHot,
    Product,
    Quotient,
    Same,
    Softmax,
    Sum,
    Symbol,
    Table,
    Transpose,
    filled,
)
from derive.nodes import rebuild
from derive.pattern import add, any_index, factors_of, fill, match, product
from derive.premises import Premises
from derive.rule import ONE
from derive.traversal import free_indices, replaced, substitute

LETTERS = {"V": "wxkl", "K": "srkl", "d": "ijkl"}
"""Letters for bound indices over a size, in the order in which they are taken."""


def _split(body: Expression, part: Expression) -> Expression | None:
    """What remains of a product without one of its factors; None if it has none such."""
    factors = list(factors_of(body))
    if part not in factors:
        return None
    factors.remove(part)
    return product(*(factors or [ONE]))


def _deltas(body: Expression) -> Iterator[Delta]:
    return (factor for factor in factors_of(body) if isinstance(factor, Delta) and isinstance(factor.condition, Same))


def known_delta(node: Expression, premises: Premises) -> Expression | None:
    """1[i = i] = 1, and 1[i = j] = 0 where the premises say that the two differ."""
    match node:
        case Delta(Same(one, other)) if one == other:
            return ONE
        case Delta(Same(one, other)) if premises.differ(one, other):
            return filled(0, SCALAR)
    return None


def collapse_delta(node: Expression, premises: Premises) -> Expression | None:
    """Σ_i f(i) 1[i = k] = f(k), also where the δ stands inside further sums."""
    if not isinstance(node, Sum) or node.condition != ALWAYS:
        return None
    rest = _without_delta(node.body, node.index)
    return None if rest is None else substitute(rest[0], {node.index: rest[1]})


def _without_delta(body: Expression, index: Index) -> tuple[Expression, IndexTerm] | None:
    """A body without its factor 1[index = k], and that k."""
    if isinstance(body, Sum) and body.condition == ALWAYS:
        inner = _without_delta(body.body, index)
        if inner is None or body.index in free_indices(inner[1]):
            return None
        return Sum(body.index, inner[0]), inner[1]
    match body:
        case Negative(inside):
            found = _without_delta(inside, index)
            return found and (Negative(found[0]), found[1])
        case Quotient(top, bottom):
            found = _without_delta(top, index)
            return found and (Quotient(found[0], bottom), found[1])
        case Add(terms):
            each = [_without_delta(term, index) for term in terms]
            kept = [one for one in each if one is not None]
            same = len(kept) == len(terms) and all(one[1] == kept[0][1] for one in kept)
            return (add(*(one[0] for one in kept)), kept[0][1]) if same else None
    for factor in factors_of(body):
        if isinstance(factor, Quotient) and factor != body:
            found, others = _without_delta(factor, index), _split(body, factor)
            if found is not None and others is not None:
                return product(found[0], others), found[1]
    for delta in _deltas(body):
        assert isinstance(delta.condition, Same)
        rest = _split(body, delta)
        sides = delta.condition.left, delta.condition.right
        for one, other in (sides, sides[::-1]):
            if one == index and index not in free_indices(other) and rest is not None:
                return rest, other
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
                return substitute(body, {index: at})
    return None


def equal_words(node: Expression, premises: Premises) -> Expression | None:
    """Under w_r = w_s, u_{w_r} = u_{w_s}."""
    match node:
        case Sum(index, body, Same(left, right)):
            changed = replaced(body, left, right)
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


def bound_index(over: str, taken: frozenset[Index]) -> Index:
    """An index to bind, named unlike those that are taken."""
    names = {each.name for each in taken}
    letters = LETTERS.get(over, "ijklpq")
    return Index(next((letter for letter in letters if letter not in names), letters[0] + "'"), over)


def rename_bound(node: Expression, taken: frozenset[Index]) -> Expression:
    """The same expression, its bound indices named unlike those that are taken and unlike each other where they nest."""
    if isinstance(node, Sum | Table):
        index, names = node.index, {each.name for each in taken}
        if index.name in names:
            new = bound_index(index.over, taken | {index})
            node = rebuild(node, lambda child: new if child == index else substitute(child, {index: new}))
            index = new
        return rebuild(
            node, lambda child: rename_bound(child, taken | {index}) if isinstance(child, Expression) else child
        )
    return rebuild(node, lambda child: rename_bound(child, taken) if isinstance(child, Expression) else child)


def into_sum(node: Expression, premises: Premises) -> Expression | None:
    """(Σ_i f(i) x_i)/g = Σ_i (f(i)/g) x_i, where f is an exponential: its share of g gets a name."""
    match node:
        case Quotient(Sum(index, body, condition), bottom) if index not in free_indices(bottom):
            bottom = rename_bound(bottom, free_indices(node) | {index})
            scalars = [factor for factor in factors_of(body) if factor.shape == SCALAR]
            if not any(isinstance(factor, Call) and factor.function == "exp" for factor in scalars):
                return None
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


def entry_of(vector: Expression, index: IndexTerm) -> Expression:
    """One entry of a vector written out as far as its form tells: (Uᵀv)_w = u_wᵀv, (exp z)_w = exp z_w, softmax by its definition."""
    match vector:
        case Product((Transpose(Symbol() as matrix), *rest)) if matrix.shape[1] == vector.shape[0]:
            return product(Transpose(Column(matrix, index)), *rest)
        case Call(function, argument):
            return Call(function, entry_of(argument, index))
        case Softmax(argument):
            k = bound_index(vector.shape[0], free_indices(argument) | free_indices(index))
            total = Sum(k, Call("exp", entry_of(argument, k)))
            return Quotient(Call("exp", entry_of(argument, index)), total)
        case Transpose(Table(bound, body)):
            return substitute(body, {bound: index})
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
        case Entry(Named(_, Softmax() | Transpose(Table()) as inside), index, None):
            return entry_of(inside, index)
        case Entry(Softmax() | Transpose(Table()) as inside, index, None):
            return entry_of(inside, index)
    return None


def entries_of_one_hot(node: Expression, premises: Premises) -> Expression | None:
    """y_w = 1[w = o]."""
    match node:
        case Entry(Named(_, OneHot(at)), index, None) | Entry(OneHot(at), index, None):
            return Delta(Same(index, at))
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
    if isinstance(node, Named) and node not in premises.names and premises.depends(node.value, premises.variable):
        return node.value
    return None


def name_entries(node: Expression, premises: Premises) -> Expression | None:
    """exp(z_k)/Σ_j exp(z_j) = ŷ_k: a written-out entry of a named vector gets its name."""
    if node.shape != SCALAR or not isinstance(node, Quotient):
        return None
    at, k = any_index("at"), any_index("k")
    for named in premises.names:
        if named.shape[1] != "1":
            continue
        pattern = entry_of(named.value, at)
        if isinstance(pattern, Quotient) and isinstance(pattern.denominator, Sum):
            bound = pattern.denominator.index
            total = Sum(k, substitute(pattern.denominator.body, {bound: k}))
            for found in match(Quotient(pattern.numerator, total), node):
                return Entry(named, fill(at, found))
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
        reduced = Quotient(product(*above), product(*below))
        return None if reduced == node else reduced
    return None
