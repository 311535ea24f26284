"""Indices: a bound or declared letter, a number, a label y_i, the last of a size."""

from dataclasses import replace
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import greatest, positions
from derive.elaboration.context import Scope
from derive.elaboration.undeclared import UndeclaredError
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


def index_term(reader: "Reader", node: s.Syntax, over: x.Size, scope: Scope) -> x.IndexTerm:
    """An index that points into a size: a bound or declared one, a number, a label y_i, the last."""
    node = strip(node)
    context = reader.context
    if isinstance(node, s.Numeral) and node.text.isdigit():
        return x.Ordinal(int(node.text) + 1 - context.first(over), context.solver.size(over), span=node.span)
    chosen = greatest.pointed(reader, node, scope)
    if chosen is not None:
        return _over(reader, chosen, over, node)
    label = _labels(reader, node, scope)
    if label is not None:
        return _over(reader, label, over, node)
    name = key(node)
    if isinstance(node, s.Additive):
        return positions.shifted(reader, node, over, scope)
    if name is None:
        raise s.ReadingError("this is no index", node.span, "an index, a number or a label")
    bound = scope.get(name)
    if bound is not None and not isinstance(bound, x.Expression):
        return _over(reader, bound, over, node)
    declared = context.declarations.get(name)
    if declared is not None and declared.kind == "index":
        return _over(reader, x.Index(name, context.solver.size(declared.sizes[0])), over, node)
    if name in context.open:
        return _over(reader, x.Index(name, context.solver.size(context.open[name])), over, node)
    if name == context.solver.size(over) and context.first(over) == 1:
        return x.Ordinal(-1, name, span=node.span)
    labels = (
        declared is not None and declared.kind == "labels"
    )  # y_k and y_1, …, y_N: the letter alone may be an index too
    if (declared is not None and not labels) or bound is not None or name in context.definitions:
        raise s.ReadingError(f"{name} is no index", node.span, "an index")
    raise UndeclaredError(name, -1, node.span)


def _over(reader: "Reader", term: x.IndexTerm, over: x.Size, node: s.Syntax) -> x.IndexTerm:
    """The term, if it runs over this size; the number of a sample where what is drawn is wanted is the sample."""
    solver = reader.context.solver
    drawn = reader.context.declarations.drawn(solver.size(term.over), solver.size(over))
    if drawn is not None:
        reader.context.note("sample-by-number", name=drawn.name)
        return x.Mapped(drawn.name, term, solver.size(over), span=node.span)
    if not solver.unify(term.over, over):
        raise s.ReadingError(
            f"this index runs over {solver.size(term.over)}, and {solver.size(over)} is wanted here",
            node.span,
            f"an index over {solver.size(over)}",
        )
    return replace(term, over=reader.context.solver.size(term.over), span=node.span)


def _window(below: s.Syntax | None, scope: Scope) -> tuple[str, s.Syntax] | None:
    """The t and the j of w_{t+j}, where j runs over a window −m … m."""
    inner = strip(below) if below is not None else None
    if not isinstance(inner, s.Additive) or len(inner.terms) != 2:
        return None
    start, last = inner.terms
    offset = last.operand if isinstance(last, s.Signed) and last.sign == "+" else None
    bound = scope.get(key(offset) or "") if offset is not None else None
    if offset is None or not isinstance(bound, x.Index) or not bound.over.startswith("±") or key(start) is None:
        return None
    return key(start) or "", offset


def _labels(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Mapped | None:
    """y_i or y^{(i)} of labels."""
    if not isinstance(node, s.Scripted) or not isinstance(node.base, s.Name) or key(node) in scope:
        return None
    word = (key(node.base) or "") + "'" * node.primes
    around = _window(node.below, scope)
    if around is not None:
        start, offset = around
        word, node = f"{word}_{start}", s.Scripted(node.base, offset, None, span=node.span)
    declared = reader.context.declarations.get(word)
    if (
        declared is None
        and word not in reader.context.definitions
        and f"{word}_{key(strip(node.below or node))}" not in scope
    ):
        raise UndeclaredError(word, -2, node.span)
    if declared is None or declared.kind != "labels":
        return None
    inside = node.below if node.above is None else node.above
    if inside is None or (node.below is not None and node.above is not None):
        raise s.ReadingError("a label has one index", node.span, "y_i")
    count, over = declared.sizes
    return x.Mapped(declared.name, reader.index(inside, count, scope), reader.context.solver.size(over), span=node.span)
