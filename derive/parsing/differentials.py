"""Derivatives as they stand on the page, before anything is read: the sign ∂, and what stands below it.

>>> from derive.elaboration.pages import formula
>>> node = formula(r"\\frac{\\partial J}{\\partial u_k}")
>>> stands_in(node), differentiates_by(node) == node.denominator
(True, True)
"""

from collections.abc import Iterator

from derive.parsing import syntax as s
from derive.parsing.trees import every, key, row, strip

SIGNS = ("partial", "d", "delta")
"""∂, d, and the δ that some write for them."""


def is_sign(node: s.Syntax) -> bool:
    """Whether this is a sign of a derivative by itself."""
    return key(strip(node)) in SIGNS


def is_total(below: s.Syntax) -> bool:
    """Whether what stands below the line is written with a d, as in df/dt: it is a number that is differentiated by."""
    return any(isinstance(each, s.Name) and each.name == "d" for each in every(below)[:3])


def differential(node: s.Syntax) -> s.Syntax | None:
    """What stands after ∂ or d, None where neither does."""
    node = strip(node)
    if isinstance(node, s.Juxtaposition) and key(node.factors[0]) in SIGNS and len(node.factors) > 1:
        return row(node, 1, len(node.factors))
    if isinstance(node, s.Additive) and is_sign(node.terms[0]):
        return s.Additive(node.terms[1:], span=node.span) if len(node.terms) > 2 else node.terms[1]
    if isinstance(node, s.Additive):
        first = differential(node.terms[0])
        return None if first is None else s.Additive((first, *node.terms[1:]), span=node.span)
    return None


def forgotten(node: s.Fraction) -> tuple[s.Syntax, s.Syntax] | None:
    """What is differentiated, and by what, in ∂J/x and J/∂x, where one sign of two is left out; None for any other fraction."""
    above, below = differential(node.numerator), differential(node.denominator)
    if (above is None) == (below is None) or is_sign(node.numerator) or not _partial(node):
        return None
    return above or node.numerator, below or node.denominator


def _partial(node: s.Fraction) -> bool:
    """Whether the sign at one of its heads is ∂, which is nothing else."""
    return any(
        isinstance(each, s.Name) and each.name == "partial"
        for side in (node.numerator, node.denominator)
        for each in every(side)[:3]
    )


def begins_with_sign(node: s.Syntax) -> bool:
    """Whether a sign of a derivative stands at the head of this: ∂J, ∂²J, d."""
    return any(isinstance(each, s.Name) and each.name in SIGNS for each in every(node)[:4])


def differentiates_by(node: s.Syntax) -> s.Syntax | None:
    """What stands below ∇_x, or below the line of ∂J/∂x and ∂J / ∂x, with its sign; None where this is no derivative."""
    if isinstance(node, s.Scripted) and key(node.base) == "nabla":
        return node.below
    if isinstance(node, s.Fraction) and (begins_with_sign(node.numerator) or begins_with_sign(node.denominator)):
        return node.denominator
    if isinstance(node, s.Juxtaposition) and "/" in node.operators and key(node.factors[0]) in ("partial", "d"):
        at = node.operators.index("/") + 1
        rest = node.factors[at:]
        return rest[0] if len(rest) == 1 else s.Juxtaposition(rest, node.operators[at:], span=node.span)
    return None


def differentiated(node: s.Syntax) -> s.Syntax | None:
    """The J of ∂J/∂x, dJ and ∇_x J; None where this is no derivative."""
    if isinstance(node, s.Juxtaposition) and isinstance(node.factors[0], s.Name | s.Scripted):
        head = node.factors[0]
        if key(head.base if isinstance(head, s.Scripted) else head) == "nabla" and len(node.factors) > 1:
            return row(node, 1, len(node.factors))
    return differential(node.numerator if isinstance(node, s.Fraction) else node)


def derivative_by(name: s.Syntax) -> s.Syntax:
    """The derivative of J by a symbol, as it would be written: ∇_x J."""
    nabla = s.Scripted(s.Name("nabla", span=name.span), name, span=name.span)
    return s.Juxtaposition((nabla, s.Name("J", span=name.span)), ("",), span=name.span)


def stands_in(node: s.Syntax) -> bool:
    """Whether ∂, ∇, d or a prime stands in a side."""
    return any(
        (isinstance(each, s.Name) and each.name in ("partial", "nabla", "d"))
        or (isinstance(each, s.Scripted) and each.primes > 0)
        for each in every(node)
    )


def scripts_of_derivatives(node: s.Syntax) -> Iterator[s.Syntax]:
    """What stands below and above the symbols that are differentiated by, and as entries of what is differentiated."""
    for part in every(node):
        by: s.Syntax | None = None
        if isinstance(part, s.Fraction) and any(
            isinstance(each, s.Name) and each.name in ("partial", "d") for each in every(part.numerator)
        ):
            by = part
        elif (
            isinstance(part, s.Scripted) and isinstance(part.base, s.Name) and part.base.name in ("nabla", "partial")
        ) or (isinstance(part, s.Scripted) and isinstance(part.base, s.Group)):
            by = part.below
        for each in every(by) if by is not None else ():
            if isinstance(each, s.Scripted):
                for script in (each.below, each.above):
                    yield from every(script) if script is not None else ()
        if isinstance(part, s.Scripted) and isinstance(part.base, s.Group) and part.below is not None:
            yield from every(part.below)
