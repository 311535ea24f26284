"""What symbols mean where a formula is read, and which sizes were found equal on the way.

A *size* that is not known yet is a variable, "?…". Whenever two sizes meet that must be the same, `Solver.unify` learns it and the
reading starts again with what was learnt: expressions that were made before never have to be mended.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derive import expression as x
from derive.declarations import Declarations
from derive.parsing import syntax as s

Scope = Mapping[str, x.IndexTerm | x.Expression]
"""What is bound here: the indices of sums by name, and the arguments of a function whose definition is read, values or indices."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader decided and the user should know, by a stable code and what fills its sentence."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: str, **values: str) -> "Remark":
        """The remark with these values."""
        return cls(code, tuple(sorted(values.items())))


class AgainError(Exception):
    """A size was learnt: read again from the start."""


def without_unknowns(message: str) -> str:
    """A message in which sizes that are not known yet go by n.

    >>> without_unknowns("a ?19.20 × 1 matrix")
    'a n × 1 matrix'
    """
    return re.sub(r"\?[\w'. ]*[\w']", "n", message)


@dataclass(slots=True)
class Solver:
    """The sizes that were found equal. Variables begin with "?"; a size is never found to be 1."""

    equal: dict[x.Size, x.Size] = field(default_factory=dict)

    def size(self, name: x.Size) -> x.Size:
        """What a size is as far as it is known."""
        while name in self.equal:
            name = self.equal[name]
        return name

    def unify(self, one: x.Size, other: x.Size) -> bool:
        """Whether two sizes are the same; AgainError where that is news."""
        one, other = self.size(one), self.size(other)
        if one == other:
            return True
        if "1" in (one, other):
            return False
        if one.startswith("?"):
            self.equal[one] = other
        elif other.startswith("?"):
            self.equal[other] = one
        else:
            return False
        raise AgainError

    def fit(self, one: x.Shape, other: x.Shape) -> bool:
        """Whether two shapes are the same."""
        return self.unify(one[0], other[0]) and self.unify(one[1], other[1])


@dataclass(frozen=True, slots=True)
class Definition:
    """A name that stands for something: `value` as written in `text`, for each value of the `parameters`.

    `form`: "whole" (p = …), "entries" (p_{ik} = …), "member" (h^{(i)} = …), "function" (f(x) = …), "list" (X = [x_1, …, x_N]).
    """

    name: str
    form: str
    parameters: tuple[s.Syntax, ...]
    value: s.Syntax
    text: str


@dataclass(slots=True)
class Context:
    """Everything that a formula may refer to.

    `rows`: data are the rows of matrices. `row_vectors`: names of vectors that lie. `open`: index names that may stand free, those of
    a left side such as ∂J/∂X_{ij}. `losses`: what stands for the loss under a name of its own (J, ℓ), None where there is none yet. `circle`: an undeclared π is the
    number. `normal`: an undeclared Φ before brackets is the distribution function of the standard normal distribution, φ its density;
    `gamma`: Γ before brackets is Euler's function, ψ the digamma function.
    """

    declarations: Declarations
    definitions: dict[str, Definition] = field(default_factory=dict)
    rows: bool = False
    row_vectors: frozenset[str] = frozenset()
    row_wise: bool = False
    symmetric: frozenset[str] = frozenset()
    open: dict[str, x.Size] = field(default_factory=dict)
    from_zero: frozenset[x.Size] = frozenset()
    """The sizes whose indices are counted from 0 on the page; in the tree all are from 1."""
    circle: bool = True
    normal: bool = False
    gamma: bool = False
    loss: x.Expression | None = None
    loss_names: frozenset[str] = frozenset()
    variable: s.Syntax | None = None
    sizes: set[x.Size] = field(default_factory=set)
    ranges: dict[x.Index, tuple[Any, Any]] = field(default_factory=dict)
    """Where indices begin and end that do not run over all of their size, as forms."""
    families: set[str] = field(default_factory=set)
    turned: set[str] = field(default_factory=set)
    """Matrices of families, such as X of x_1, …, x_N, that are read the other way round than usual."""
    gathered: set[str] = field(default_factory=set)
    """Matrices of families that were met."""
    solver: Solver = field(default_factory=Solver)
    among: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    """The values that the entries of a symbol are assumed to take."""
    differentials: bool = False
    """Whether dX is a change of X and dJ that of the loss."""
    two_pis: bool = False
    """π with a subscript is the author's own, and 2π holds the number."""
    primes: bool = False
    """Whether X′ is the transpose of X."""
    choices: tuple[Any, ...] = ()
    """The indices at which the greatest and the least of the statement are attained; see `greatest`."""
    notes: dict[Remark, None] = field(default_factory=dict)

    def anew(self) -> "Context":
        """One that goes on from here, while this one stays as it is."""
        return replace(
            self,
            sizes=self.sizes.copy(),
            ranges=self.ranges.copy(),
            families=self.families.copy(),
            turned=self.turned.copy(),
            gathered=self.gathered.copy(),
            notes=self.notes.copy(),
            solver=Solver(dict(self.solver.equal)),
        )

    def note(self, code: str, **values: str) -> None:
        """Record something that the user should know, once."""
        self.notes[Remark.of(code, **values)] = None

    def first(self, size: x.Size) -> int:
        """The number of the first entry along a size, as it is counted on the page."""
        return 0 if self.solver.size(size) in self.from_zero else 1

    def turn(self) -> None:
        """Read the matrices of families the other way round from now on."""
        self.turned |= self.gathered
        self.notes = {note: None for note in self.notes if not note.code.startswith("matrix-of-")}
