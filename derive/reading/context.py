"""What symbols mean where an answer is read: the notation of the assignment, the conventions of the author, what has been noticed."""

from dataclasses import dataclass, field

from derive import expression as x
from derive.declarations import Declarations
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip

Scope = dict[str, x.IndexTerm]
"""What letters stand for: the indices that sums bind, or what a member of a family is taken at."""


@dataclass(frozen=True, slots=True)
class Convention:
    """How an author lays things out: the vectors are columns or rows of the assignment's matrix; what has vectors that are rows.

    `rows` holds names of matrices, for the vectors that are their columns, and QUANTITIES.
    """

    orientation: str = "columns"
    rows: frozenset[str] = frozenset()


QUANTITIES = "quantities"
"""The vectors that an assignment gives entry by entry are laid out alike."""


@dataclass(frozen=True, slots=True)
class Notation:
    """The letters of an assignment; see docs/assignments.md for each field."""

    declarations: Declarations = field(default_factory=Declarations)
    sizes: dict[str, list[str]] = field(default_factory=dict)
    quantities: dict[str, x.Named] = field(default_factory=dict)
    losses: dict[str, x.Expression] = field(default_factory=dict)
    loss_names: dict[str, str] = field(default_factory=dict)
    loss_letters: tuple[str, ...] = ("J",)
    probability: tuple[str, ...] = ()
    expectation: tuple[str, ...] = ()
    outside: str = ""
    center: str = ""
    """The letters of the two words that a loss is about."""
    letters: tuple[str, ...] = ()
    described: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words that fit a symbol, where an author says what it is."""
    named: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words by which people call a value, by its formula."""
    beside: dict[str, frozenset[str]] = field(default_factory=dict)
    """Those of them that fit only beside another one: ŷ is a softmax over the scores, and not the scores."""
    layout: str = ""
    """The matrix of which an author may choose whether the vectors are its columns or its rows."""
    held: tuple[str, ...] = ()
    """Words for what its columns are."""
    sets: dict[str, list[str]] = field(default_factory=dict)
    """For a size, names of the set that has so many members."""
    counts: tuple[str, ...] = ()
    """Letters for how often a sample occurs."""
    written: dict[str, str] = field(default_factory=dict)
    """How a matrix is written, where not by its own name."""
    entropy: str = ""
    """The loss that is the cross-entropy of the label and the prediction, H(y, ŷ)."""
    forms: dict[str, str] = field(default_factory=dict)
    """Losses that are another one, written in another form."""
    called: dict[str, str] = field(default_factory=dict)
    """How losses are called where they are derived, J where nothing is said."""

    families: dict[str, str] = field(init=False)
    """For the letter of a family the matrix whose columns it picks."""
    symbols: dict[str, x.Shape] = field(init=False)
    maps: dict[str, tuple[x.Size, x.Size]] = field(init=False)
    """Index maps: what numbers them, and into what they point."""
    samples: str | None = field(init=False)
    """The one of them that is of samples."""

    def __post_init__(self) -> None:
        declared = list(self.declarations)
        maps = {each.name: (each.sizes[0], each.sizes[1]) for each in declared if each.kind == "labels"}
        told = {
            "families": {each.name: each.whole or each.name for each in declared if each.kind == "family"},
            "symbols": {each.whole or each.name: each.shape for each in declared if each.name not in maps},
            "maps": maps,
            "samples": next((each.name for each in declared if each.drawn), None),
        }
        for name, value in told.items():
            object.__setattr__(self, name, value)

    @property
    def window(self) -> str | None:
        """The one of the maps that is of the words around another one."""
        return next((name for name, (over, _) in self.maps.items() if over.startswith("±")), None)

    @property
    def words(self) -> x.Size:
        """What the indices of the families run over: so many columns have their matrices."""
        return self._family_shape[1]

    @property
    def dimension(self) -> x.Size:
        """How long the vectors of the families are."""
        return self._family_shape[0]

    @property
    def _family_shape(self) -> x.Shape:
        return next((self.symbols[matrix] for matrix in self.families.values()), ("", ""))

    @property
    def draws(self) -> x.Size:
        """What numbers the samples; "" where there are none."""
        return self.maps[self.samples][0] if self.samples else ""

    @property
    def offsets(self) -> x.Size:
        """The offsets of the window; "" where there is none."""
        return self.maps[self.window][0] if self.window else ""

    @property
    def label(self) -> str:
        """The name of the quantity that is one-hot; "" where there is none."""
        return next((name for name, each in self.quantities.items() if isinstance(each.value, x.OneHot)), "")

    @property
    def prediction(self) -> str:
        """The name of the quantity beside the label; "" where there is none."""
        label = self.label
        return next((name for name in self.quantities if label and name != label), "")

    @property
    def vectors(self) -> tuple[str, ...]:
        """The letters that name columns of the matrix whose layout is the author's choice: u of U."""
        return tuple(letter for letter, matrix in self.families.items() if matrix == self.layout)

    @property
    def position(self) -> str:
        """The letter of the centre's place in a text: t of w_t."""
        return (self.window or "").partition("_")[2]

    def symbol(self, name: str, span: s.Span | None = None) -> x.Symbol:
        """A symbol of the assignment, with the letters by which it and its columns are written."""
        column = next((letter for letter, matrix in self.families.items() if matrix == name), None)
        letters = None if column is None else (self.written.get(name, name), column)
        return x.Symbol(name, self.symbols[name], letters=letters, span=span)

    def family(self, letter: str) -> str:
        """The matrix whose columns a letter names, QUANTITIES for a quantity, "" for anything else."""
        return QUANTITIES if letter in self.quantities else self.families.get(letter, "")

    def named_loss(self, text: str) -> str | None:
        """The loss that words below a J name."""
        return next((loss for part, loss in self.loss_names.items() if part in text), None)

    def size_of(self, letter: str) -> x.Size | None:
        """The size that a letter stands for, its own first: V for V, W or |Vocab|."""
        if letter in self.sizes:
            return letter
        return next((size for size, letters in self.sizes.items() if letter in letters), None)

    def names_set(self, letter: str, size: x.Size) -> bool:
        """Whether a letter names the set of all words, and not only how many there are: V and W, not N."""
        return letter.upper() == size.upper() or letter in self.sets.get(size, ())


@dataclass(frozen=True, slots=True)
class Place:
    """The part in which something is read: its loss, its free indices by letter, and what an unknown index letter stands for."""

    part: str = ""
    loss: x.Expression | None = None
    loss_name: str = ""
    free: dict[str, x.Index] = field(default_factory=dict)
    generic: str | None = None
    samples: bool = False
    window: bool = False
    signed: bool = False
    """Whether the loss is stated by the matrix of the outside vector and of the samples' vectors with a minus."""
    argument: x.Symbol | None = None


@dataclass(frozen=True, slots=True)
class Definition:
    """A symbol that an author introduced: what it is worth, by cases if it was given under conditions; `left` as it was written."""

    key: str
    value: s.Syntax
    parameter: str | None = None
    condition: x.Condition | None = None
    left: s.Syntax | None = None

    @property
    def base(self) -> str:
        """The letter without a subscript or brackets behind it: δ of δ_w, g of g(z)."""
        left = self.left
        while isinstance(left, s.Juxtaposition | s.Scripted):
            left = strip(left.factors[0] if isinstance(left, s.Juxtaposition) else left.base)
        return self.key if left is None else key(left) or self.key

    @property
    def member(self) -> s.Syntax | None:
        """What stands below the letter; None for the whole, and for a function."""
        return strip(self.left.below) if isinstance(self.left, s.Scripted) and self.left.below is not None else None
