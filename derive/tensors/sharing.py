"""What sums have in common is calculated once: a product of two factors, a sum over one of two axes, one term of a sum."""

from itertools import combinations

from derive.tensors import algebra
from derive.tensors.axes import same, substitute, total
from derive.tensors.graph import Lookup, Node, make, same_value, walk
from derive.tensors.writer import Writer, squares_apart


def term_by_term(w: Writer, node: Node) -> Node | None:
    """Σ f (g + h) as Σ f g + Σ f h, where one of these sums is needed elsewhere."""
    (body,) = node.args
    factor = next((each for each in body.args if each.op == "add" and each.digest not in w.known), None)
    if node.axes or factor is None or w.uses(factor) > 1:
        return None
    others = algebra.beside(factor, body.args)
    terms = [total(node.data, algebra.product(*others, each)) for each in factor.args]
    parts = [part for term in terms for part in (term.args if term.op == "product" else (term,))]
    known = [part for part in parts if part.op == "total" and w.uses(part)]
    for part in known:
        w.also(part)
    return algebra.add(*terms) if known else None


def sum_of_sums(w: Writer, node: Node) -> Node | None:
    """The sums of a product over one of its axes, where they are needed elsewhere: the sum over two is the sum of those."""
    for axis in node.data if len(node.data) == 2 else ():
        part = make("total", node.args, (axis,))
        if w.uses(part) or part.digest in w.known:
            w.also(part)
            return part
    return None


def regrouped(w: Writer, node: Node) -> Node:
    """The product that a sum is taken of, with a product or a sum of two of its factors in it that is needed elsewhere."""
    (body,) = node.args
    factors = squares_apart(body)
    for axes in dict.fromkeys(frozenset(each.axes) for each in factors if len(factors) > 2):
        alike = [each for each in factors if set(each.axes) == axes]
        whole = make("product", tuple(alike))
        if axes and len(alike) > 1 and (w.uses(whole) > 1 or whole.digest in w.known):
            factors = [whole, *(each for each in factors if set(each.axes) != axes)]
            body = make("product", tuple(factors))
    while len(factors) > 2:
        found = next((each for pair in combinations(factors, 2) if (each := _known(w, node, pair, factors))), None)
        if found is None:
            break
        part, used = found
        factors.remove(used[0])
        factors.remove(used[1])
        factors.insert(0, part)
        body = make("product", tuple(factors))
    return body


def picked_inside(w: Writer, node: Node) -> Node | None:
    """Σ_a p f − f at a label, as Σ_a (p − 1 at the label) f, where the softmax p less 1 at the label is needed elsewhere."""
    for term in node.args:
        value, whole = algebra.coefficient(term)
        if whole.op != "total" or len(whole.data) != 1 or whole.digest in w.known:
            continue
        (axis,), factors = whole.data, algebra.flat("product", whole.args)
        for softmax in (each for each in factors if each.op == "softmax"):
            rest = algebra.product(*algebra.beside(softmax, factors))
            for other, label in _with_labels(node, term):
                less = algebra.add(softmax, algebra.negative(same(axis, label)))
                picked = algebra.product(algebra.constant(-value), substitute(rest, {axis: label}))
                if (w.uses(less) or less.digest in w.known) and same_value(other, picked):
                    w.also(softmax, -1)
                    w.also(less)
                    left = [each for each in node.args if each not in (term, other)]
                    return algebra.add(
                        algebra.product(algebra.constant(value), total((axis,), algebra.product(less, rest))), *left
                    )
    return None


def _with_labels(node: Node, term: Node) -> list[tuple[Node, Lookup]]:
    """The other terms of a sum, with each label in them."""
    return [
        (other, label)
        for other in node.args
        if other is not term
        for each in walk(other)
        if each.op == "leaf"
        for label in each.data[1]
        if isinstance(label, Lookup)
    ]


def _known(
    w: Writer, node: Node, pair: tuple[Node, Node], factors: list[Node]
) -> tuple[Node, tuple[Node, Node]] | None:
    """The product of two factors, or the sum of it, where that is needed elsewhere."""
    f, g = pair
    product = w.shared(f, g)
    if product is not None:
        return product, pair
    rest = list(factors)
    rest.remove(f)
    rest.remove(g)
    away = tuple(a for a in node.data if a in {*f.axes, *g.axes} and not any(a in each.axes for each in rest))
    for part in [make("total", (make("product", each),), away) for each in (pair, pair[::-1])] if away else ():
        if w.uses(part) or part.digest in w.known:
            return part, pair
    return None
