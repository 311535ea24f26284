"""TABLE of other losses that people compute by one slip: a sum of one term, or of one too few; a term left out, or of the other sign; a maximum with 0 or an inverse left out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive import expression as x
from derive.nodes import rebuild
from derive.traversal import walk

Row = tuple[str, x.Expression, x.Node, x.Node | None]


def rows(tree: x.Expression) -> Iterator[Row]:
    """(code, the loss with the slip, the piece that it concerns, the sum of which that is a term)."""
    for node in walk(tree):
        if isinstance(node, x.Sum):
            yield from ((code, _replaced(tree, node, changed), node.index, None) for code, changed in sums(node))
        elif isinstance(node, x.Add):
            yield from ((code, _replaced(tree, node, changed), term, node) for code, changed, term in terms(node))
        elif isinstance(node, x.Call) and node.function == "relu":
            yield "step-missing", _replaced(tree, node, node.argument), node, None
        elif isinstance(node, x.Inverse):
            yield "inverse-missing", _replaced(tree, node, node.operand), node.operand, None


def sums(node: x.Sum) -> Iterator[tuple[str, x.Expression]]:
    """The first or the last term alone, or all but it."""
    first, last = (x.Same(node.index, x.Ordinal(number, node.index.over)) for number in (1, -1))
    for code, condition in (
        ("only-last", last),
        ("only-first", first),
        ("last-left-out", x.Not(last)),
        ("first-left-out", x.Not(first)),
    ):
        kept = condition if node.condition == x.ALWAYS else x.All((node.condition, condition))
        yield code, replace(node, condition=kept)


def terms(node: x.Add) -> Iterator[tuple[str, x.Expression, x.Expression]]:
    """A term left out, or of the other sign."""
    for i, term in enumerate(node.terms):
        rest = node.terms[:i] + node.terms[i + 1 :]
        yield "term-missing", rest[0] if len(rest) == 1 else x.Add(rest), term
        yield "term-sign", x.Add((*rest, x.Negative(term))), term


def _replaced(tree: Any, old: x.Node, new: x.Node) -> Any:
    return new if tree is old else rebuild(tree, lambda child: _replaced(child, old, new))
