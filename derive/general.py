r"""Index arithmetic made general: x_{t−1} as a vector of its own, t ≥ 2 as a factor c_t, the number t as p_t.

What is true for any vectors in these places is true for these: an identity that holds in general holds for every size and every range.
The other way round it need not be so; what does not hold in general may hold, or not, for the indices as they are.

>>> T = x.Index("t", "T")
>>> before = x.Entry(x.Symbol("x", ("T", "1")), x.Shift((T,), (1,), (), -1, "T"))
>>> made = Generalising(frozenset())
>>> type(made.general(before).row).__name__, [each.kind for each in made.stands.values()]
('Index', ['shifted'])
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from derive import expression as x
from derive.nodes import once, rebuild
from derive.traversal import children, free_indices, substitute, walk

ONE = x.Number(Fraction(1))


class NotGeneralError(ValueError):
    """Index arithmetic that has no general form."""


@once
def arithmetic(node: x.Node) -> bool:
    """Whether an index is worked out, ordered, or stands as a number somewhere in a tree."""
    return isinstance(node, x.Shift | x.Position | x.Before) or any(map(arithmetic, children(node)))


_HELD = "c"
"""Of this letter is what stands for a condition: c'1."""


def is_held(node: x.Entry) -> bool:
    """Whether an entry is 1 or 0 as a condition holds, by the letter of what stands for it."""
    return isinstance(node.matrix, x.Symbol) and node.matrix.name.startswith(f"{_HELD}'")


@dataclass(frozen=True, slots=True)
class Stand:
    """What a symbol or map of the general form stands for.

    `kind`: "attained" (the index at which something is greatest, a choice); "shifted" (an array read at shifted indices), "held" (1 where a condition holds), "number" (the index itself) or "map".
    `whole` is the array that is read, `what` the index term or condition, over the indices `axes`.
    """

    name: str
    kind: str
    what: Any
    axes: tuple[x.Index, ...]
    whole: x.Symbol | None = None


@dataclass(slots=True)
class Generalising:
    """Makes trees general, the same part the same way in all of them. `variables` are the symbols that are differentiated by.

    With `pairs`, i + k − 1 of two indices stays as it is, and a table of two axes stands for it: for NumPy, where such a table is an array.
    """

    variables: frozenset[str]
    pairs: bool = False
    stands: dict[Any, Stand] = field(default_factory=dict)

    def general(self, node: Any) -> Any:
        """The tree in its general form; NotGeneralError where it has none."""
        if not isinstance(node, x.Node) or not arithmetic(node):
            return node
        match node:
            case x.Entry(x.Symbol() as array, row, None) if isinstance(row, x.Shift) and self._reads(array):
                return self._read(array, row, None)
            case x.Column(x.Symbol() as array, index) if isinstance(index, x.Shift) and self._reads(array):
                return self._read(array, index, "column")
            case x.Mapped(name, x.Shift() as term, over):
                axes = axes_of_term(term)
                if len(axes) != 1:
                    raise NotGeneralError
                stand = self._named(("label", name, _pattern(term, axes)), name, "map", node, axes)
                return x.Mapped(stand.name, axes[0], over)
            case x.Shift():
                return self._mapped(node)
            case x.Position(index):
                return self._number(index)
            case x.Delta(condition) if _ordered(condition):
                return self._worth(condition)
            case x.Sum(index, body, condition) if _ordered(condition):
                kept, factors = self._split(condition)
                inside = self.general(body)
                parts = [*factors, *(inside.factors if isinstance(inside, x.Product) else (inside,))]
                return x.Sum(index, x.Product(tuple(parts)), self.general(kept), span=node.span)
            case x.Before() | x.Compare():
                if _ordered(node):
                    raise NotGeneralError
        return rebuild(node, self.general)

    def back(self, node: Any) -> Any:
        """The tree with what its symbols stand for; NotGeneralError where nobody would write it so."""
        stands = {each.name: each for each in self.stands.values()}

        def turned(each: Any) -> Any:
            match each:
                case x.Add((one, x.Negative(x.Entry(x.Symbol(name)) as held))) if (
                    one == ONE and name in stands and stands[name].kind == "held"
                ):
                    return x.Delta(x.Not(turned(held).condition))
                case x.Sum():
                    return _held(rebuild(each, turned))
                case x.Entry(x.Symbol(name), row, column) if name in stands:
                    return self._meant(stands[name], (row,) if column is None else (row, column))
                case x.Column(x.Symbol(name), index) if name in stands and stands[name].kind == "shifted":
                    return self._meant(stands[name], (index,))
                case x.Mapped(name, argument, _) if name in stands:
                    return _put(stands[name].what, stands[name].axes, (turned(argument),))
                case x.Symbol(name) if name in stands:
                    return _whole(stands[name], self._meant(stands[name], stands[name].axes))
            return rebuild(each, turned)

        return turned(node)

    def _meant(self, stand: Stand, at: tuple[x.IndexTerm, ...]) -> x.Expression:
        what = _put(stand.what, stand.axes, at)
        if stand.kind == "held":
            return x.Delta(what)
        if stand.kind == "number":
            return x.Position(what)
        assert stand.whole is not None
        return x.Entry(stand.whole, what) if stand.whole.declared[1] == "1" else x.Column(stand.whole, what)

    def _reads(self, array: x.Symbol) -> bool:
        return array.name not in self.variables

    def _named(
        self, key: Any, letter: str, kind: str, what: Any, axes: tuple[x.Index, ...], whole: Any = None
    ) -> Stand:
        if key not in self.stands:
            self.stands[key] = Stand(f"{letter}'{len(self.stands) + 1}", kind, what, axes, whole)
        return self.stands[key]

    def _read(self, array: x.Symbol, term: x.Shift, column: str | None) -> x.Expression:
        """x_{i+k−1} as the entry (i, k) of an array of its own."""
        axes = axes_of_term(term)
        if column is not None and len(axes) != 1:
            if not self.pairs:
                raise NotGeneralError
            return x.Column(array, self._mapped(term))
        key = ("shifted", array.name, _pattern(term, axes))
        stand = self._named(key, array.name, "shifted", term, axes, array)
        if column is not None:
            return x.Column(x.Symbol(stand.name, (array.declared[0], axes[0].over)), axes[0])
        shape = (axes[0].over, axes[1].over if len(axes) == 2 else "1")
        return x.Entry(x.Symbol(stand.name, shape), *axes)

    def _mapped(self, term: x.Shift) -> x.IndexTerm:
        """t − 1 as the value of a map at t."""
        axes = axes_of_term(term)
        if len(axes) > 1 + self.pairs or not term.over:
            raise NotGeneralError
        stand = self._named(place_of(term), axes[0].name, "map", term, axes)
        return x.Mapped(stand.name, axes[0], term.over) if len(axes) == 1 else term

    def _number(self, index: x.IndexTerm) -> x.Expression:
        if not isinstance(index, x.Index):
            raise NotGeneralError
        stand = self._named(("number", index.over), index.name, "number", index, (index,))
        return x.Entry(x.Symbol(stand.name, (index.over, "1")), index)

    def _split(self, condition: x.Condition) -> tuple[x.Condition, list[x.Expression]]:
        """What is left of a condition, and the factors for its parts that speak of an order."""
        parts = condition.conditions if isinstance(condition, x.All) else (condition,)
        plain = tuple(each for each in parts if not _ordered(each))
        return (plain[0] if len(plain) == 1 else x.All(plain)), [self._worth(each) for each in parts if _ordered(each)]

    def _worth(self, condition: x.Condition) -> x.Expression:
        """A condition as a number that is 1 or 0."""
        if isinstance(condition, x.Before):
            axes = tuple(sorted(free_indices(condition), key=lambda each: (each.over, each.name)))
            if not 1 <= len(axes) <= 2:
                raise NotGeneralError
            names = {index: x.Index(f"#{k}", index.over) for k, index in enumerate(axes)}
            stand = self._named(("held", _renamed(condition, names)), _HELD, "held", condition, axes)
            shape = (axes[0].over, axes[1].over if len(axes) == 2 else "1")
            return x.Entry(x.Symbol(stand.name, shape), *axes)
        if isinstance(condition, x.Not):
            return x.Add((ONE, x.Negative(self._worth(condition.condition))))
        if isinstance(condition, x.All):
            return x.Product(tuple(map(self._worth, condition.conditions))) if condition.conditions else ONE
        if isinstance(condition, x.Some):
            return self._worth(x.Not(x.All(tuple(map(x.Not, condition.conditions)))))
        return x.Delta(self.general(condition))


def _put(node: Any, axes: tuple[x.Index, ...], at: tuple[x.IndexTerm, ...]) -> Any:
    return substitute(node, dict(zip(axes, at, strict=True)))


def _held(node: x.Sum) -> x.Sum:
    """Σ_{t=2}^T f_t for Σ_t 1{t ≥ 2} f_t."""
    factors = node.body.factors if isinstance(node.body, x.Product) else (node.body,)
    said = [
        each for each in factors if isinstance(each, x.Delta) and _ordered(each) and node.index in free_indices(each)
    ]
    rest = tuple(each for each in factors if each not in said)
    if not said:
        return node
    conditions = [each.condition for each in said] + ([] if node.condition == x.ALWAYS else [node.condition])
    body = rest[0] if len(rest) == 1 else x.Product(rest) if rest else ONE
    return x.Sum(node.index, body, conditions[0] if len(conditions) == 1 else x.All(tuple(conditions)))


def _whole(stand: Stand, body: x.Expression) -> x.Expression:
    """All that stands there, as a list of its entries or columns."""
    if stand.kind == "held":
        raise NotGeneralError
    first, *rest = stand.axes
    made = x.Table(first, body) if body.shape != x.SCALAR else x.Transpose(x.Table(first, body))
    return x.Table(rest[0], made) if rest else made


def _ordered(condition: x.Node) -> bool:
    """Whether a condition speaks of an order of indices."""
    return any(isinstance(each, x.Before) for each in walk(condition))


def axes_of_term(term: x.Shift) -> tuple[x.Index, ...]:
    """The one index or the two that a term is worked out from."""
    if not 1 <= len(term.terms) <= 2 or not all(isinstance(each, x.Index) for each in term.terms):
        raise NotGeneralError
    return tuple(sorted(term.terms, key=lambda each: each.over))  # type: ignore[arg-type]


def place_of(term: x.Shift) -> Any:
    """Under which key what stands for a term is found."""
    return "map", term.over, _pattern(term, axes_of_term(term))


def _pattern(term: x.Shift, axes: tuple[x.Index, ...]) -> Any:
    """What a term is worked out by, whatever its indices are called."""
    signs = dict(zip(term.terms, term.signs, strict=True))
    return tuple((index.over, signs[index]) for index in axes), term.sizes, term.number


def _renamed(node: Any, names: dict[x.Index, x.Index]) -> Any:
    return names.get(node, node) if isinstance(node, x.Index) else rebuild(node, lambda child: _renamed(child, names))


def differentiated(node: x.Node) -> frozenset[str]:
    """The symbols that are differentiated by somewhere in a tree."""
    found = (each.variable for each in walk(node) if isinstance(each, x.Derivative))
    return frozenset(part.name for each in found for part in walk(each) if isinstance(part, x.Symbol))
