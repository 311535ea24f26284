r"""What is asked: the derivative of a loss by a variable, as it was stated, read and understood.

>>> from derive.stating import state
>>> asked = state(r"\frac12 \lVert X w - y \rVert^2", "w", declare=["X: N x d", "w: d", "y: N"])
>>> asked.variable.shape, asked.target
(('d', '1'), 'gradient')
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive import expression as x
from derive.declarations import (
    Assumption,
    Declarations,
)
from derive.elaboration.context import Context, Definition, Remark
from derive.elaboration.greatest import Choice
from derive.nodes import rebuild
from derive.outside import OutsideError
from derive.parsing import syntax as s
from derive.traversal import free_indices, walk

if TYPE_CHECKING:
    from derive.stating import Draft

TARGETS = ("gradient", "jacobian", "hessian")
CONVENTIONS = ("columns", "rows", "scalar")


class StatementError(OutsideError):
    """A statement that cannot be read: the `field` (loss, wrt, where, declare, assume), its `text`, and the place in it."""

    def __init__(self, message: str, field: str, text: str, span: s.Span | None = None, expected: str = ""):
        super().__init__(message, span, text)
        self.field, self.text, self.expected = field, text, expected


@dataclass(frozen=True, slots=True)
class Statement:
    """∂loss/∂variable as it is asked.

    `quantities`: what `where` names, by name. `maps`: the labels as index maps, (name, size of its argument, size it points into).
    `free`: the indices that stand free in the loss or the variable. `notes`: how it was read, wherever a choice was made.
    """

    loss: x.Expression
    variable: x.Variable
    target: str
    declarations: Declarations
    assumptions: tuple[Assumption, ...] = ()
    quantities: dict[str, x.Named] = field(default_factory=dict)
    notes: tuple[Remark, ...] = ()
    convention: str = "columns"
    definitions: dict[str, Definition] = field(default_factory=dict, repr=False)
    row_vectors: frozenset[str] = frozenset()
    row_wise: bool = False
    wrt: str = ""
    said: tuple[str, ...] = ()
    """What it says of derivatives, as an answer may: read with every answer."""
    two_pis: bool = False
    choices: tuple[Choice, ...] = ()
    """Where the greatest and the least in it are attained."""
    called: Definition | None = None
    """The name that the loss is stated with, f(x) = …: answers may use it."""
    counted: Mapping[x.Size, int] = field(default_factory=dict)
    """From where the sums on its page count along a size: from 0, or from 1."""
    relations: tuple[x.Condition, ...] = ()
    """The order of numbers that is assumed: b_1 < b_2."""
    primes: bool = False
    """Whether X′ is the transpose of X on its page."""
    written: Definition | None = None
    """The loss as it is written, under the name that answers give it where it has none of its own."""

    @property
    def sizes(self) -> frozenset[x.Size]:
        """The names of sizes, also of those over which only a sum of the loss runs."""
        return self.declarations.sizes | {
            node.index.over for node in walk(self.loss) if isinstance(node, x.Sum) and node.index.over.isidentifier()
        }

    @property
    def from_zero(self) -> frozenset[x.Size]:
        """The sizes along which entries are counted from 0 on its page."""
        return frozenset(size for size, first in self.counted.items() if not first)

    @property
    def free(self) -> tuple[x.Index, ...]:
        """The free indices of loss and variable."""
        found = free_indices(self.loss) | free_indices(self.variable)
        return tuple(sorted(found, key=lambda index: (index.over, index.name)))

    @property
    def wanted(self) -> x.Expression:
        """The derivative that is asked for, as an expression that the checker evaluates."""
        first = x.Derivative(self.loss, self.variable)
        return x.Derivative(first, self.variable) if self.target == "hessian" else first

    def spelled(self, value: x.Expression) -> x.Expression:
        """A value in the author's names: what only a derivation gave a name is written out.

        >>> from derive.writing.text import text
        >>> from derive.stating import state
        >>> asked = state("e^{t}", "t", declare=["t:"])
        >>> text(asked.spelled(x.Named("z", x.Negative(x.Symbol("t")))))
        '−t'
        """
        if isinstance(value, x.Named) and value not in self.quantities.values():
            return self.spelled(value.value)
        return rebuild(value, self.spelled)

    def context(self) -> Context:
        """A context in which answers are read: everything that the statement declares and defines."""
        called = {node.function for node in walk(self.loss) if isinstance(node, x.Call)}
        normal, gamma = "erf" in called, bool({"lgamma", "digamma"} & called)
        made = context_of(self, self.declarations, normal=normal, gamma=gamma, sizes=set(self.sizes))
        made = replace(made, loss=self.loss, choices=self.choices)
        if self.called is None:
            return made
        name = self.called.name
        named = {name: replace(self.called, form="whole", parameters=())}
        if self.called.form == "function":
            named[f"{name}()"] = replace(self.called, name=f"{name}()")
        return replace(made, definitions=named | made.definitions, loss_names=frozenset([name]))


def among(assumptions: Iterable[Assumption]) -> dict[str, tuple[Fraction, ...]]:
    """The values that the entries of symbols are assumed to take, by name."""
    return {each.symbol: tuple(map(Fraction, each.values)) for each in assumptions if each.kind == "in"}


def context_of(told: "Statement | Draft", declarations: Declarations, **rest: Any) -> Context:
    """A context under what a page says, once it is a statement or while it is read."""
    return Context(
        declarations,
        dict(told.definitions),
        rows=told.convention == "rows",
        row_vectors=told.row_vectors,
        row_wise=told.row_wise,
        symmetric=symmetric(told.assumptions),
        among=among(told.assumptions),
        two_pis=told.two_pis,
        primes=told.primes,
        from_zero=frozenset(size for size, first in told.counted.items() if not first),
        **rest,
    )


def symmetric(assumptions: Iterable[Assumption]) -> frozenset[str]:
    """The names of the matrices that are assumed to be symmetric."""
    return frozenset(each.symbol for each in assumptions if each.kind in ("symmetric", "positive-definite"))
