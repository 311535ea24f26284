r"""A square with a name of its own: σ², where it is what one differentiates by, or is defined as a whole, σ_B² = ….

Its name is "sigma^2", with a subscript "sigma^2_B". Then σ alone is its root, σ⁴ its square, 1/σ² its inverse.

>>> from derive.stating import state
>>> state(r"\log \sigma^2 + \frac{1}{\sigma^4}", r"\sigma^2").variable.name
'sigma^2'
"""

from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import powers
from derive.elaboration.context import Scope
from derive.elaboration.moments import name_of
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


def of_square(reader: "Reader", node: s.Name | s.Scripted, scope: Scope) -> x.Expression | None:
    """A power of a symbol whose square has a name of its own; None for any other."""
    context = reader.context
    if isinstance(node, s.Name):
        node = s.Scripted(node, None, None, span=node.span)
    name = None if node.primes else name_of(node)
    known = name is not None and (name in context.declarations or name in context.definitions)
    whole = f"{key(node.base)}^2" if not known and node.below is not None else None
    if whole is not None and whole in context.definitions:  # σ_j² of a σ_j² = … that has an index
        return _entries(reader, node, whole, scope)
    if not known or key(node.base) in scope or key(s.Scripted(node.base, node.below, None, span=node.span)) in scope:
        return None
    square = reader.symbol(name or "", node)
    return None if square is None else _powered(reader, square, node, scope)


def _entries(reader: "Reader", node: s.Scripted, whole: str, scope: Scope) -> x.Expression | None:
    value = reader.symbol(whole, node)
    if value is None or node.below is None:
        return None
    return _powered(reader, reader.picked(whole, value, node, scope), node, scope)


def _powered(reader: "Reader", square: x.Expression, node: s.Scripted, scope: Scope) -> x.Expression:
    number = key(strip(node.above)) if node.above is not None else "1"
    if number is not None and number.isdigit() and int(number) % 2 == 0:
        half = int(number) // 2
        return square if half == 1 else x.Power(square, x.Number(Fraction(half)), span=node.span)
    root = x.Call("sqrt", square, span=node.span)
    return root if node.above is None else powers.raised(reader, root, node.above, node, scope)
