"""Assignments: losses stated in LaTeX and read by our own reader, notation, and parts. No gradient stands in them.

>>> part = load("cs224n-a2").part("b.1")
>>> part.loss.shape, part.variable.shape
(('1', '1'), ('d', '1'))
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from derive import expression as x
from derive.assignments import DEFAULT
from derive.assignments.files import data_of
from derive.assignments.parts import Parted
from derive.declarations import Declarations
from derive.parsing.grammar import read_formula
from derive.reading.context import Notation, Place
from derive.reading.elaborate import Reader
from derive.traversal import walk


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an assignment: what is asked, of which loss, with what free.

    `kind`: "gradient" (∂loss/∂variable), "identity" (loss equals `equals`), "zero" (when the gradient vanishes), "reuse" (a quantity
    to name), "prose". `years` in which it was asked; `optional`: not every year asks for it. `maps` and `assumptions` are those of the index maps; `constraints` those of scalars.
    """

    id: str
    kind: str
    asks: str
    asks_zh: str
    place: Place
    loss: x.Expression | None = None
    loss_name: str = ""
    variable: x.Variable | None = None
    by: str = ""
    equals: x.Expression | None = None
    value: x.Expression | None = None
    maps: tuple[tuple[str, x.Size, x.Size], ...] = ()
    assumptions: tuple[x.Condition, ...] = ()
    stated: tuple[str, ...] = ()
    constraints: tuple[tuple[str, str], ...] = ()
    special: str | None = None
    form: tuple[str, ...] = ()
    evaluated: bool = False
    distinct: bool = False
    by_columns: bool = False
    model: str = ""
    model_zh: str = ""
    years: tuple[int, ...] = ()
    optional: bool = False
    notation: Notation = field(default_factory=Notation, repr=False)

    @property
    def by_word(self) -> str:
        """What is differentiated by as one word, as `derive.parsing.trees.key` spells it: u_w_s for u_{w_s}."""
        return self.by.replace("{", "").replace("}", "")

    @property
    def free(self) -> tuple[x.Index, ...]:
        """The free indices."""
        return tuple(self.place.free.values())


@dataclass(frozen=True, slots=True)
class Problem(Parted[Part]):
    """An assignment. `word_loss`: the part whose loss stands for the abstract J(v, w, U) in a sum of losses, when it is compiled."""

    id: str
    title: str
    title_zh: str
    notation: Notation
    parts: tuple[Part, ...] = field(repr=False)
    word_loss: str = ""

    @property
    def indices(self) -> frozenset[str]:
        """The letters of the free indices of the parts."""
        return frozenset(letter for part in self.parts for letter in part.place.free)


@lru_cache(maxsize=8)
def load(name: str = DEFAULT) -> Problem:
    """The assignment `name`, or the one in a file, "path/to/file.toml"; KeyError with the names that there are, AssignmentError for a faulty file.

    >>> load("cs224n-a2").part("f").asks
    "σ' in terms of σ"
    """
    data = data_of(name)
    notation = _notation(data)
    parts = tuple(_part(row, data, notation) for row in data["parts"])
    return Problem(
        data["id"], data["title"], data.get("title_zh", data["title"]), notation, parts, data.get("word_loss", "")
    )


def _expression(latex: str, notation: Notation, place: Place) -> x.Expression:
    """One formula of the assignment's file."""
    (chain,) = read_formula(latex)
    return Reader(notation, place).read(chain.sides[0])


def _notation(data: dict[str, Any]) -> Notation:
    """The notation, its quantities and losses read one after the other."""
    given = _plain(data["notation"])
    layout = given.pop("layout", {})
    rows = {name: words.partition(";") for name, words in data.get("described", {}).items()}
    described = {name: frozenset(f"{own} {beside}".split()) for name, (own, _, beside) in rows.items()}
    beside = {name: frozenset(words.split()) for name, (_, _, words) in rows.items()}
    held = tuple(layout.get("holds", ()))
    notation = Notation(
        Declarations.read(data["declare"]),
        layout=layout.get("matrix", ""),
        held=held,
        described=described,
        beside=beside,
        **given,
    )
    for name, row in data.get("quantities", {}).items():
        free = {letter: x.Index(letter, row["over"]) for letter in (notation.outside, notation.center, row["index"])}
        entries = _expression(row["value"], notation, Place(free=free))
        if isinstance(entries, x.Delta) and isinstance(entries.condition, x.Same):
            other = entries.condition.right if entries.condition.left == free[row["index"]] else entries.condition.left
            notation.quantities[name] = x.Named(name, x.OneHot(other))
        else:
            notation.quantities[name] = x.Named(name, x.Transpose(x.Table(free[row["index"]], entries)))
    notation.named.update({latex: frozenset(words.split()) for latex, words in data.get("named", {}).items()})
    return notation


def _plain(row: dict[str, Any], *keys: str) -> dict[str, Any]:
    """What stands under some keys of the file, or under all: lists as tuples."""
    chosen = {key: row[key] for key in keys or row if key in row}
    return {key: tuple(value) if isinstance(value, list) else value for key, value in chosen.items()}


def _place(row: dict[str, Any], loss: x.Expression | None) -> Place:
    free = {letter: x.Index(letter, over) for letter, over in row.get("free", {}).items()}
    by = row.get("by", "")
    nodes = [] if loss is None else walk(loss)
    return Place(
        part=row["id"],
        loss=loss,
        loss_name=row.get("loss", ""),
        free=free,
        **_plain(row, "generic", "samples", "window"),
        signed=any(isinstance(node, x.Named) and isinstance(node.value, x.Beside) for node in nodes),
        argument=x.Symbol(by) if len(by) == 1 and by.islower() else None,
    )


COPIED = (
    *("id", "kind", "asks", "by", "special", "form", "evaluated", "distinct", "by_columns"),
    *("model", "model_zh", "years", "optional"),
)
"""Keys of a part that need no reading."""


def _part(row: dict[str, Any], data: dict[str, Any], notation: Notation) -> Part:
    """One part, its loss read in its own place."""
    place = _place(row, None)
    name = row.get("loss", "")
    loss = _expression(data["losses"][name], notation, place) if name else None
    if name:
        notation.losses[name] = loss  # type: ignore[assignment]
    place = _place(row, loss)
    by = row.get("by", "")
    variable = _expression(by, notation, place) if by else None
    assert variable is None or isinstance(variable, x.Symbol | x.Column | x.Entry | x.Named)
    maps: list[tuple[str, x.Size, x.Size]] = []
    assumptions: list[x.Condition] = []
    stated: list[str] = []
    if place.samples and notation.samples:
        over, into = notation.maps[notation.samples]
        maps.append((notation.samples, over, into))
        first, second = (x.Index(letter, over) for letter in ("i′", "j′"))
        word = {index: x.Mapped(notation.samples, index, into) for index in (first, second)}
        drawn = f"{notation.samples}_1, …, {notation.samples}_{over}"
        if notation.outside in place.free:
            assumptions.append(x.Not(x.Same(place.free[notation.outside], word[first])))
            stated.append(f"{notation.outside} not in {{{drawn}}}")
        if row.get("distinct"):
            assumptions.append(x.Some((x.Same(first, second), x.Not(x.Same(word[first], word[second])))))
            stated.append(f"{drawn} distinct")
    if place.window and notation.window:
        maps += [(name, *notation.maps[name]) for name in (notation.window, notation.samples) if name]
    for left, right in row.get("apart", []):
        assumptions.append(x.Not(x.Same(place.free[left], place.free[right])))
        stated.append(f"{left} ≠ {right}")
    equals = row.get("equals")
    return Part(
        **_plain(row, *COPIED),
        asks_zh=row.get("asks_zh", row["asks"]),
        place=place,
        loss=loss,
        loss_name=name,
        variable=variable,
        equals=_expression(data["losses"][equals], notation, place) if equals else None,
        value=_expression(row["value"], notation, place) if "value" in row else None,
        maps=tuple(maps),
        assumptions=tuple(assumptions),
        stated=tuple(stated),
        constraints=tuple(sorted(row.get("constraints", {}).items())),
        notation=notation,
    )
