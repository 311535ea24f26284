"""What symbols mean where an answer is read: the notation of the assignment, the conventions of the author, what has been noticed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from derive import expression as x
from derive.declarations import Declarations, Declared
from derive.nodes import below
from derive.parsing import syntax as s

Scope = dict[str, x.IndexTerm]
"""What letters stand for: the indices that sums bind, or what a member of a family is taken at."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader decided and the user should know, by a stable code and what fills its sentence."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, code: str, **values: str) -> "Remark":
        """The remark with these values."""
        return cls(code, tuple(sorted(values.items())))


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

    families: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, list[str]] = field(default_factory=dict)
    symbols: dict[str, x.Shape] = field(default_factory=dict)
    quantities: dict[str, x.Named] = field(default_factory=dict)
    losses: dict[str, x.Expression] = field(default_factory=dict)
    loss_names: dict[str, str] = field(default_factory=dict)
    loss_letters: tuple[str, ...] = ("J",)
    probability: tuple[str, ...] = ()
    expectation: tuple[str, ...] = ()
    maps: dict[str, tuple[x.Size, x.Size]] = field(default_factory=dict)
    """Index maps: what numbers them, and into what they point."""
    samples: str | None = None
    window: str | None = None
    outside: str = ""
    center: str = ""
    """The letters of the two words that a loss is about."""
    letters: tuple[str, ...] = ()
    described: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words that fit a symbol, where an author says what it is."""
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

    @property
    def declarations(self) -> Declarations:
        """Its numbers, vectors and matrices as they are declared elsewhere."""
        kinds = {
            each: ("number", "vector", "matrix")[sum(size != "1" for size in shape)]
            for each, shape in self.symbols.items()
        }
        made = (
            Declared(each, kind, tuple(size for size in self.symbols[each] if size != "1"))
            for each, kind in kinds.items()
        )
        return Declarations({each.name: each for each in made})

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


def key(node: s.Syntax) -> str | None:
    """The symbol as one word, accents and subscripts included and fonts left out: "hat y", "s_1", "theta"; None for anything else."""
    if isinstance(node, s.Name):
        return " ".join((*reversed(node.accents), node.name)) if node.accents else node.name
    if isinstance(node, s.Scripted) and node.above is None:
        base = key(node.base)
        below = "" if node.below is None else key(node.below)
        if base is None or below is None:
            return None
        return base + (f"_{below}" if below else "") + "'" * node.primes
    if isinstance(node, s.Numeral):
        return node.text
    if isinstance(node, s.Group) and node.opening in ("", "("):
        return key(node.inner)
    if isinstance(node, s.Words):
        return node.text
    if isinstance(node, s.Juxtaposition) and not any(node.operators):
        parts = [key(factor) for factor in node.factors]
        return None if None in parts else "".join(part for part in parts if part)
    return None


def strip(node: s.Syntax) -> s.Syntax:
    """What is inside bare groups, boxes and braces."""
    while True:
        kind = type(node)  # asked for more often than anything else: most nodes are a name, and leave at the first look
        if kind not in _FRAMES:
            return node
        if isinstance(node, s.Juxtaposition):
            if len(node.factors) != 1:
                return node
            node = node.factors[0]
        elif isinstance(node, s.Group) and node.opening not in ("", "(", "["):
            return node
        else:
            node = node.inner  # type: ignore[attr-defined]


_FRAMES = frozenset({s.Group, s.Juxtaposition, s.Boxed, s.Braced})


def plain_words(node: s.Syntax) -> str:
    """−1, m, o − 1 as plain words."""
    node = strip(node)
    if isinstance(node, s.Signed):
        return node.sign + plain_words(node.operand)
    if isinstance(node, s.Additive):
        return "".join(plain_words(term) for term in node.terms)
    if isinstance(node, s.Group) and node.opening == "|":
        return plain_words(node.inner)
    return key(node) or "?"


def parts(node: s.Syntax) -> tuple[s.Syntax, ...]:
    """The nodes directly below one of a syntax tree, in order."""
    return below(node, s.Syntax)


def every(node: s.Syntax) -> tuple[s.Syntax, ...]:
    """The node and all below it, from the top."""
    try:
        return node._every  # type: ignore[attr-defined]
    except AttributeError:
        found = (node, *(each for part in parts(node) for each in every(part)))
        object.__setattr__(node, "_every", found)
        return found


def strip_braces(node: s.Syntax) -> s.Syntax:
    """What is inside bare braces."""
    while isinstance(node, s.Group) and node.opening == "":
        node = node.inner
    return node


TRANSPOSED = ("T", "top", "intercal")
TRANSPOSITIONS = (*TRANSPOSED, "mathsf T", "t")
"""Names that are the sign of a transposition where they stand above; the last ones where nothing else goes by them."""


def transposition_given(equations: Iterable[s.Syntax | s.Chain], used: Iterable[s.Syntax]) -> str | None:
    """The sign of transposition that is used and to which an equation gives a value: T = 2 beside U^T."""
    powers = [strip_braces(node.above) for node in used if isinstance(node, s.Scripted) and node.above is not None]
    raised = [each for power in powers if not isinstance(power, s.Group) for each in every(power)]
    above = {key(each) for each in raised if isinstance(each, s.Name)} & set(TRANSPOSITIONS)
    for each in equations:
        if isinstance(each, s.Relation | s.Chain) and each.operators[:1] == ("=",):
            name = key(strip(each.sides[0]))
            if name in above:
                return name
    return None


def is_transpose(node: s.Syntax, signs: tuple[str, ...] = TRANSPOSITIONS) -> bool:
    """Whether a superscript is a transposition; (t) in brackets is a step or an example."""
    return not isinstance(strip_braces(node), s.Group) and key(strip(node)) in signs


def exponent(above: s.Syntax, sums: bool = False) -> s.Syntax:
    """A superscript as a power; ReadingError for (2), (t) and (t+1), which number an example, a layer, a step or a derivative.

    `sums`: a sum in brackets is a power, as in (1 - p)^{(1 - y)}.
    """
    inner = strip_braces(above)
    if isinstance(inner, s.Group) and inner.opening in ("[", "("):
        marks = strip(inner)
        terms = marks.terms if isinstance(marks, s.Additive) and not sums else (marks,)
        plain = [each.operand if isinstance(each, s.Signed) and k else each for k, each in enumerate(terms)]
        if inner.opening == "[" or all(isinstance(strip(each), s.Name | s.Numeral) for each in plain):
            raise s.ReadingError(
                "a mark in brackets above a symbol is no power", inner.span, "a power without brackets"
            )
    return above


def row(node: s.Juxtaposition, start: int, end: int) -> s.Syntax:
    """Some of the factors, as a row of their own."""
    chosen = node.factors[start:end]
    if len(chosen) == 1:
        return chosen[0]
    return s.Juxtaposition(chosen, node.operators[start : end - 1], span=(chosen[0].span[0], chosen[-1].span[1]))
