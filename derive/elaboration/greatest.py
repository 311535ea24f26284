r"""The greatest and the least over an index: \max_j s_j, \min_{k \ne y} z_k, ‖x‖_∞, and the place where it is attained, \arg\max_j s_j.

Where max_j s_j is attained once, at j*, it is s_{j*} all around, and j* stays what it is. So it is read as s_{j*} with an index j* of its own,
a map of the bound index that it depends on, if it does: max_k z_{ik} is z_{i,k*_i}. What is true for every value of j* is true for this one;
see docs/soundness.md. A *choice* says which index it is.

>>> from derive.stating import state
>>> asked = state(r"\max_j x_j", "x", declare=["x: n"])
>>> asked.loss.row.name, [each.kind for each in asked.choices]
('j^*', ['max'])
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import sums
from derive.elaboration.context import Scope
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.traversal import free_indices, substitute

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

KINDS = {"max": "max", "min": "min", "argmax": "max", "argmin": "min"}
LETTERS = "ijklmnpqrst"


@dataclass(frozen=True, slots=True)
class Choice:
    """The index `name` at which `body`, over `index` and under `condition`, is greatest ("max") or least ("min"), for each value of `outer`."""

    name: str
    kind: str
    index: x.Index
    body: x.Expression
    condition: x.Condition = x.ALWAYS
    outer: x.Index | None = None

    @property
    def term(self) -> x.IndexTerm:
        """The index, at the outer one."""
        if self.outer is None:
            return x.Index(self.name, self.index.over)
        return x.Mapped(self.name, self.outer, self.index.over)

    @property
    def values(self) -> x.Expression:
        """What is compared: a column, or a matrix with a column for each value of the outer index."""
        column = x.Transpose(x.Table(self.index, self.body))
        return column if self.outer is None else x.Table(self.outer, column)

    def fails(self) -> x.Expression:
        """How often another value of the index is as good: 0 where it is the one."""
        best = substitute(self.body, {self.index: self.term})
        one, other = (best, self.body) if self.kind == "max" else (self.body, best)
        rival = x.All((x.Not(x.Same(self.index, self.term)), self.condition, x.Compare(one, "<=", other)))
        counted: x.Expression = x.Sum(self.index, x.Delta(rival))
        admitted = substitute(self.condition, {self.index: self.term})
        if self.condition != x.ALWAYS:
            counted = x.Add((counted, x.Delta(x.Not(admitted))))
        return counted if self.outer is None else x.Sum(self.outer, counted)

    @property
    def key(self) -> object:
        """What it is, whatever its indices are called."""
        names: dict[x.Index, x.IndexTerm] = {self.index: x.Index("#", self.index.over)}
        if self.outer is not None:
            names[self.outer] = x.Index("#o", self.outer.over)
        return self.kind, substitute(self.body, names), substitute(self.condition, names)


def over_index(reader: "Reader", node: s.Big, scope: Scope) -> x.Expression:
    """max over an index: the value where it is attained."""
    found, body, index = _chosen(reader, node, scope)
    return substitute(body, {index: found})


def _chosen(reader: "Reader", node: s.Big, scope: Scope) -> tuple[x.IndexTerm, x.Expression, x.Index]:
    bound, body, held = sums.ranged(reader, node, scope)
    if len(bound) != 1 or body.shape != x.SCALAR:
        raise s.ReadingError(f"{node.operator} is over one index, of numbers", node.span, "\\max_i x_i")
    return choice(reader, KINDS[node.operator], bound[0], body, held, node.span), body, bound[0]


def choice(
    reader: "Reader", kind: str, index: x.Index, body: x.Expression, held: x.Condition, span: s.Span
) -> x.IndexTerm:
    """The index at which a body is greatest, or least: one that was met before, or a new one."""
    if index not in free_indices(body):
        raise s.ReadingError("what is the greatest of here does not change with the index", span, "\\max_i x_i")
    declared = reader.context.declarations
    around = (free_indices(body) | free_indices(held)) - {index}
    own = {each.name for each in _all(reader)}
    loose = [each for each in around if each.name not in declared and each.name not in own]
    outer = [each for each in loose if each.name not in reader.context.open]
    if len(outer) > 1:
        raise s.ReadingError(f"this {kind} depends on more than one index", span, "one index besides its own")
    made = Choice("", kind, index, body, held, outer[0] if outer else None)
    known = _known(reader, made)
    if known is None and not outer and len(loose) == 1:  # an index that the answer leaves free stands for the bound one
        outer = loose
        known = _known(reader, replace(made, outer=loose[0]))
    if known is None:
        outer = [each for each in outer if each.name not in reader.context.open]
        known = _named(reader, made)
        reader.extremes.append(known)
        reader.context.note("attained-once", name=known.name, kind=kind)
    return x.Index(known.name, index.over) if not outer else x.Mapped(known.name, outer[0], index.over)


def _known(reader: "Reader", made: Choice) -> Choice | None:
    return next((each for each in _all(reader) if each.key == made.key), None)


def _all(reader: "Reader") -> tuple[Choice, ...]:
    return (*reader.context.choices, *reader.extremes)


def _named(reader: "Reader", made: Choice) -> Choice:
    taken = {each.name for each in _all(reader)}
    letters = (made.index.name if made.index.name.isalpha() else "i", *LETTERS)
    name = next(each for letter in letters for each in [f"{letter}^*"] if each not in taken)
    return Choice(name, made.kind, made.index, made.body, made.condition, made.outer)


def whole(reader: "Reader", kind: str, value: x.Expression, span: s.Span, function: str = "") -> x.Expression:
    """The greatest entry of a vector, max(x), or of a function of its entries."""
    if "1" not in value.shape or value.shape == x.SCALAR:
        raise s.ReadingError(f"the {kind} is of a vector here", span, "a vector")
    column = value if value.shape[1] == "1" else x.Transpose(value)
    taken = {each.name for each in free_indices(column)}
    index = next(x.Index(each, column.shape[0]) for each in LETTERS if each not in taken)
    body: x.Expression = x.Entry(column, index)
    body = x.Call(function, body) if function else body
    return substitute(body, {index: choice(reader, kind, index, body, x.ALWAYS, span)})


# ---------------------------------------------------------------------------------------------------------- where it is


def spelled(node: s.Syntax) -> str | None:
    """The name i^* of an index with a star, "i^*"; None for anything else."""
    node = strip(node)
    if isinstance(node, s.Scripted) and isinstance(node.base, s.Name) and node.above is not None and not node.primes:
        above = strip(node.above)
        return f"{key(node.base)}^*" if isinstance(above, s.Name) and above.name in ("*", "star", "ast") else None
    return None


def place_of(node: s.Syntax) -> s.Big | None:
    r"""\arg\max_j s_j and argmax_j s_j as one; None for anything else."""
    node = strip(node)
    if isinstance(node, s.Juxtaposition) and len(node.factors) == 2 and not node.operators[0]:
        head, big = node.factors
        if key(head) == "arg" and isinstance(big, s.Big) and big.operator in ("max", "min"):
            return s.Big(f"arg{big.operator}", big.below, big.above, big.body, span=node.span)
    return node if isinstance(node, s.Big) and node.operator in ("argmax", "argmin") else None


def pointed(reader: "Reader", node: s.Syntax, scope: Scope) -> x.IndexTerm | None:
    """The index that an arg max is, or a name for one; None for anything else."""
    big = place_of(node)
    if big is not None:
        return _chosen(reader, big, scope)[0]
    name = spelled(node) or key(strip(node)) or ""
    defined = reader.context.definitions.get(name)
    big = place_of(defined.value) if defined is not None and defined.form == "whole" else None
    if big is not None:
        return _chosen(reader, big, {})[0]
    below = strip(node).below if isinstance(strip(node), s.Scripted) else None  # type: ignore[attr-defined]
    for each in _all(reader):
        if each.name == name and (each.outer is None) == (below is None):
            if each.outer is None or below is None:
                return each.term
            return x.Mapped(each.name, reader.index(below, each.outer.over, scope), each.index.over)
    return None


def attained(reader: "Reader", left: x.Expression, right: x.Expression, indices: Iterable[x.Index]) -> x.Same | None:
    """That x_i is the greatest of the x_j says that i is where it is attained: the condition as one of indices; None for any other equation."""
    for one, other in ((left, right), (right, left)):
        for each in _all(reader):
            if each.condition != x.ALWAYS or each.outer is not None:
                continue
            if other != substitute(each.body, {each.index: each.term}):
                continue
            for index in indices:
                if index.over == each.index.over and one == substitute(each.body, {each.index: index}):
                    return x.Same(index, each.term)
    return None
