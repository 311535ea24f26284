"""Forms that neither overflow nor lose digits: log Σ exp, log σ, softmax, softplus, log det, in place of what they are equal to.

>>> from derive.tensors.algebra import add, function
>>> from derive.tensors.axes import total
>>> from derive.tensors.graph import ONE, Axis, leaf
>>> i = Axis(1, "n")
>>> z = leaf("z", (i,))
>>> function("log", total((i,), function("exp", z))).op, function("log", add(ONE, function("exp", z))).op
('log_sum_exp', 'softplus')
"""

from collections.abc import Iterator

from derive.tensors import algebra, axes
from derive.tensors.graph import MINUS_ONE, ONE, Axis, Node, Position, make, same_value

POSITIVE = frozenset({"exp", "softmax", "sigmoid", "cosh"})


def positive(node: Node) -> bool:
    """Whether a node is above 0 whatever its arguments are."""
    if node.op in POSITIVE:
        return len(node.args) == 1
    if node.op == "constant":
        return bool(node.data > 0)
    if node.op in ("total", "product", "add", "reciprocal", "take"):
        return all(positive(each) for each in node.args)
    return node.op in ("pi", "size")


def logarithm(x: Node) -> Node:
    """log x, split where x is a product of positive factors."""
    match x.op:
        case "exp":
            return x.args[0]
        case "sigmoid":
            return algebra.negative(make("softplus", (algebra.negative(x.args[0]),)))
        case "softmax":
            weights = [algebra.function("log", each) for each in x.args[1:]]
            return algebra.add(x.args[0], *weights, algebra.negative(make("log_sum_exp", x.args, x.data)))
        case "reciprocal":
            return algebra.negative(logarithm(x.args[0]))
        case "take":
            inside = logarithm(x.args[0])
            if inside.op != "log":
                return axes.take(inside, *x.data)
        case "determinant":
            return make("log_det", x.args, x.data)
        case "abs" if x.args[0].op == "determinant":
            return make("log_det", x.args[0].args, x.args[0].data)
        case "product":
            return _log_of_product(x)
        case "total" if len(x.data) == 1:
            return _log_of_sum(x)
        case "add":
            return _log_of_one_plus(x) or make("log", (x,))
    return make("log", (x,))


def _log_of_product(x: Node) -> Node:
    safe = [each for each in x.args if positive(each)]
    rest = [each for each in x.args if not positive(each)]
    if rest and all(each.op in ("determinant", "reciprocal") and _determinants(each) for each in rest):
        safe, rest = list(x.args), []
    if not safe:
        return make("log", (x,))
    terms = [_log_of_factor(each) for each in safe]
    if rest:
        terms.append(logarithm(algebra.product(*rest)))
    return algebra.add(*terms)


def _determinants(node: Node) -> bool:
    return node.op == "determinant" or (node.op == "reciprocal" and node.args[0].op == "determinant")


def _log_of_factor(node: Node) -> Node:
    return algebra.negative(logarithm(node.args[0])) if node.op == "reciprocal" else logarithm(node)


def _log_of_sum(x: Node) -> Node:
    """log Σ w exp(f): exponents and weights."""
    exponents, weights = _exponents(x.args[0])
    if not exponents:
        return make("log", (x,))
    body = algebra.add(*exponents)
    (axis,) = x.data
    if axis not in body.axes:
        return make("log", (x,))
    return make("log_sum_exp", (body, *([algebra.product(*weights)] if weights else [])), axis)


def _exponents(body: Node) -> tuple[list[Node], list[Node]]:
    """The exponents of the exponentials in a product, and its other factors."""
    factors = body.args if body.op == "product" else (body,)
    return [each.args[0] for each in factors if each.op == "exp"], [each for each in factors if each.op != "exp"]


def _log_of_one_plus(x: Node) -> Node | None:
    """log(1 + exp f), and log(1 − σ(f)) = −log(1 + exp f)."""
    if len(x.args) != 2 or ONE not in x.args:
        return None
    number, other = algebra.coefficient(x.args[1] if x.args[0] is ONE else x.args[0])
    if number == 1 and other.op == "exp":
        return make("softplus", other.args)
    return algebra.negative(make("softplus", other.args)) if number == -1 and other.op == "sigmoid" else None


def reciprocal(x: Node) -> Node | None:
    """1/(1 + exp f) = σ(−f)."""
    if x.op == "add" and len(x.args) == 2 and ONE in x.args:
        other = x.args[1] if x.args[0] is ONE else x.args[0]
        if other.op == "exp":
            return make("sigmoid", (algebra.product(MINUS_ONE, other.args[0]),))
    return None


def joined(factors: list[Node]) -> list[Node]:
    """Factors with exp(f) / Σ exp(f) as a softmax, and exp(f) σ(−f) as σ(f)."""
    for n, below in enumerate(factors):
        rest = factors[:n] + factors[n + 1 :]
        if below.op == "reciprocal" and below.args[0].op == "total" and len(below.args[0].data) == 1:
            found = _shares(below.args[0], rest)
            if found is not None:
                return joined(found)
        if below.op == "sigmoid":
            wanted = make("exp", (algebra.negative(below.args[0]),))
            if any(same_value(each, wanted) for each in rest):
                rest.remove(next(each for each in rest if same_value(each, wanted)))
                return joined([*rest, make("sigmoid", (algebra.negative(below.args[0]),))])
    return factors


def _shares(below: Node, rest: list[Node]) -> list[Node] | None:
    """The other factors of a fraction over Σ w exp(f), the exponential and its weight as a softmax; None where they do not fit."""
    exponents, weights = _exponents(below.args[0])
    if not exponents:
        return None
    (axis,) = below.data
    body, weight = algebra.add(*exponents), algebra.product(*weights) if weights else None
    if axis not in body.axes:
        return None
    for each in rest:
        if each.op != "exp":
            continue
        for position in _positions(each, axis.size):
            if not same_value(axes.substitute(body, {axis: position}), each.args[0]):
                continue
            others = [other for other in rest if other is not each]
            if weight is not None:
                wanted = axes.substitute(weight, {axis: position})
                for factor in wanted.args if wanted.op == "product" else (wanted,):
                    found = next((other for other in others if same_value(other, factor)), None)
                    if found is None:
                        return None
                    others.remove(found)
            share = make("softmax", (body, *([weight] if weight is not None else [])), axis)
            return [*others, axes.substitute(share, {axis: position})]
    return None


def _positions(node: Node, size: str) -> Iterator[Position]:
    """What stands in the place of an index somewhere in a node."""
    seen: set[Position] = set()
    stack = [node]
    while stack:
        each = stack.pop()
        stack.extend(each.args)
        found = each.data[1] if each.op == "leaf" else each.data[1:] if each.op == "take" else ()
        for position in found:
            if position not in seen and not (isinstance(position, Axis) and position.size != size):
                seen.add(position)
                yield position


algebra.FORMS |= {"log": logarithm, "reciprocal": reciprocal, "product": joined}
