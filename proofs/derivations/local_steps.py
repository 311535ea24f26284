"""A step seen at its own place: what holds there for every value of what stands around it holds in the whole line.

A step puts one expression for another somewhere in a line. If the two are equal by themselves, the lines before and after are equal;
so a step may be decided where it happens, which is quicker, and often reaches to every size where the whole line does not.

Three things make the place simpler still. A named layer such as z = Wx may be any vector, unless something is differentiated through it.
A denominator made of sizes, 2m, may be any number. And the chain rule through z, ∂J/∂X = back(∂J/∂z), holds for every J that depends on X through z alone if it does for J = gᵀz with any g.
"""

from collections.abc import Iterator

from derive.blocks import Step
from derive.differentiate import places, put
from derive.expression import (
    SCALAR,
    Add,
    Call,
    Column,
    Derivative,
    Dimension,
    Entry,
    Expression,
    Hadamard,
    Index,
    Member,
    Named,
    Negative,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Symbol,
    Transpose,
)
from derive.traversal import replaced, walk

Pair = tuple[Expression, Expression]
LAYERS = (Add, Call, Hadamard, Negative, Product, Quotient)
"""What a named vector may be to stand for any vector."""


def local_pairs(step: Step) -> Iterator[Pair]:
    """Pairs of expressions, the equality of any of which makes the step right; the simplest first."""
    if put(step.before, step.where, step.result) != step.after:
        return
    before = next(node for place, node in places(step.before) if place == step.where)
    pair = _linear_in_quantities(before, step.result) or (before, step.result)
    yield general(pair)
    yield pair
    yield _any_numbers((before, step.result))
    yield before, step.result


def general(pair: Pair) -> Pair:
    """The pair with any vectors for its layers, and any numbers for denominators made of sizes: if that is equal, the pair is."""
    return _any_numbers(_any_layers(pair))


def written_out(node: Expression) -> Expression:
    """A named quantity, or ∂J/∂x for a named J, with what the name stands for."""
    match node:
        case Named(_, value):
            return value
        case Derivative(Named(_, body), variable):
            return Derivative(body, variable)
    return node


def _linear_in_quantities(before: Expression, after: Expression) -> Pair | None:
    """The chain rule through several quantities, for J = ⟨g₁, q₁⟩ + ⟨g₂, q₂⟩ + …, where the variable is in none but by these."""
    if not isinstance(before, Derivative):
        return None
    inner = {
        node.variable: node
        for node in walk(after)
        if isinstance(node, Derivative) and node.body == before.body and isinstance(node.variable, Named)
    }
    loss, terms = before.body, []
    for n, (quantity, slope) in enumerate(inner.items()):
        given = Symbol(f"g∗{n}", quantity.shape)
        loss = replaced(loss, quantity, given)
        if any(other != quantity and _depends(quantity.value, other) for other in inner):
            return None
        terms.append(_inner_product(given, quantity))
        after = replaced(after, slope, given)
    if not terms or _depends(loss, before.variable):
        return None
    return Derivative(terms[0] if len(terms) == 1 else Add(tuple(terms)), before.variable), after


def _inner_product(one: Expression, other: Expression) -> Expression:
    """⟨A, B⟩, the sum of the products of their entries."""
    rows, columns = one.shape
    if columns == "1":
        return Product((Transpose(one), other)) if rows != "1" else Product((one, other))
    if rows == "1":
        return Product((one, Transpose(other)))
    k = Index("k∗", columns)
    return Sum(k, Product((Transpose(Column(one, k)), Column(other, k))))


def _any_layers(pair: Pair) -> Pair:
    """The pair with a symbol for every named layer that nothing is differentiated through."""
    before, after = pair
    variables = [node.variable for side in pair for node in walk(side) if isinstance(node, Derivative)]
    for node in dict.fromkeys(node for side in pair for node in walk(side)):
        if isinstance(node, Named) and node.shape != SCALAR and isinstance(node.value, LAYERS):
            if any(variable != node and _depends(node.value, variable) for variable in variables):
                continue
            symbol = Symbol(node.name, node.shape)
            before, after = (replaced(side, node, symbol) for side in (before, after))
            variables = [symbol if variable == node else variable for variable in variables]
    return before, after


def _any_numbers(pair: Pair) -> Pair:
    """The pair with a symbol for every denominator made of numbers and sizes alone: what holds for any number there holds for 2m."""
    before, after = pair
    quotients = (node for side in pair for node in walk(side) if isinstance(node, Quotient))
    numbers = dict.fromkeys(node.denominator for node in quotients if _is_of_sizes(node.denominator))
    for n, node in enumerate(numbers):
        symbol = Symbol(f"c∗{n}")
        before, after = (replaced(side, node, symbol) for side in (before, after))
    return before, after


def _is_of_sizes(node: Node) -> bool:
    """Whether there are only numbers and sizes in a node, as in 2m."""
    kinds = {type(each) for each in walk(node)}
    return Dimension in kinds and kinds <= {Product, Number, Dimension}


def _depends(node: Node, variable: Expression) -> bool:
    """Whether the variable stands in a node; of a column or an entry, whether any other of the same matrix does: v_k in Σ v_{w_j}."""
    while isinstance(variable, Column | Entry | Member):
        variable = variable.matrix
    return any(each == variable for each in walk(node))
