"""The syntax tree of written mathematics: what stands on the page, before anyone asks what it means.

Every node carries its span (start, end) in the text as the author wrote it, whatever macros, Unicode and full-width signs were
resolved on the way. Nothing here decides whether `v_c(\\hat y - y)` is a product or a call: the two stand side by side in a
`Juxtaposition`, and the elaboration, which knows the symbols, decides.
"""

from dataclasses import field

from derive.nodes import Kept, remembering

Span = tuple[int, int]


class ReadingError(ValueError):
    """A place that cannot be read, and what was expected there."""

    def __init__(self, message: str, span: Span, expected: str = ""):
        super().__init__(message)
        self.span = span
        self.expected = expected


@remembering
class Syntax(Kept):
    """Anything that stands on the page."""

    span: Span = field(compare=False, repr=False, kw_only=True)


@remembering
class Numeral(Syntax):
    """A number as written: 1, 0.5. Bold or blackboard digits keep their font: \\mathbf{1} is font "bold", \\mathbb{1} "blackboard"."""

    text: str
    font: str = ""


@remembering
class Name(Syntax):
    """A letter or a named symbol, without its accents and fonts: u, U, sigma, partial, infty, Vocab, softmax.

    `accents` from the inside out, e.g. ("hat",), of hat (also widehat), tilde, bar, vec, dot. `font`: "", "bold" (all spellings),
    "blackboard", "calligraphic", "roman" (\\text, \\mathrm, \\operatorname of one word).
    """

    name: str
    accents: tuple[str, ...] = ()
    font: str = ""


@remembering
class Words(Syntax):
    """Words inside mathematics, as written: if, otherwise, for, "where y is", 当. Never a symbol."""

    text: str


@remembering
class Dots(Syntax):
    """\\dots, \\cdots, \\vdots, ..., ···"""


@remembering
class Scripted(Syntax):
    """A base with subscript and superscript. Primes are counted in `primes`; a transposition is a superscript Name("T") or the
    like ("top", "intercal", "prime" never). `u^T_o` and `{u_o}^T` both are Scripted(u, below=o, above=T)."""

    base: Syntax
    below: Syntax | None = None
    above: Syntax | None = None
    primes: int = 0


@remembering
class Group(Syntax):
    """A bracketed expression; `opening` is "(", "[", "\\{", "|", "‖" or "" for a bare TeX group that was kept because it matters."""

    opening: str
    inner: Syntax
    closing: str


@remembering
class Juxtaposition(Syntax):
    """Factors in a row; `operators[i]` stands before factors[i+1]: "" (nothing), "cdot", "times", "*", "circ", "odot", "otimes", "/";
    in a program "@" and "entrywise"."""

    factors: tuple[Syntax, ...]
    operators: tuple[str, ...]


@remembering
class Signed(Syntax):
    """A sign before a term: "+", "-", "pm"."""

    sign: str
    operand: Syntax


@remembering
class Additive(Syntax):
    """Terms joined by signs; each is a Signed, but the first may be bare."""

    terms: tuple[Syntax, ...]


@remembering
class Fraction(Syntax):
    """\\frac, \\dfrac, \\tfrac, {a \\over b}. Slashes stay in Juxtaposition."""

    numerator: Syntax
    denominator: Syntax


@remembering
class Root(Syntax):
    """\\sqrt, \\sqrt[3]: the square root, or the root of a degree."""

    radicand: Syntax
    degree: Syntax | None = None


@remembering
class Big(Syntax):
    """\\sum, \\prod, \\max over a range, with what follows as its body: factors stay inside, terms joined by + or − outside.

    `below` holds the limits as written: a Relation, a Listing of conditions (from a comma, \\substack, \\atop, set-builder), a Name or None.
    """

    operator: str
    below: Syntax | None
    above: Syntax | None
    body: Syntax


@remembering
class Relation(Syntax):
    """Sides joined by relation signs, at any depth below a whole line: `-m <= j <= m`, `w = o`, `x in Vocab`, `j != 0`.

    operators: "=", "!=", "<", "<=", ">", ">=", "in", "notin", "approx", "sim", "propto", "implies", "to", "forall", ":" .
    """

    sides: tuple[Syntax, ...]
    operators: tuple[str, ...]


@remembering
class Listing(Syntax):
    """Things separated by commas (full-width too), semicolons or line breaks: arguments, conditions, list entries.

    `stacked`: a semicolon stands between two of them, which sets one below the other in a matrix.
    """

    items: tuple[Syntax, ...]
    stacked: bool = False


@remembering
class Branches(Syntax):
    """cases, or \\left\\{ with array or aligned: rows of (value, condition); the condition is None where none is written."""

    rows: tuple[tuple[Syntax, Syntax | None], ...]


@remembering
class Matrix(Syntax):
    """bmatrix, pmatrix, array in brackets: rows of cells."""

    rows: tuple[tuple[Syntax, ...], ...]


@remembering
class Braced(Syntax):
    """\\underbrace, \\overbrace, \\overmat: the inside, and what is written at the brace."""

    inner: Syntax
    label: Syntax | None


@remembering
class Boxed(Syntax):
    """\\boxed: the author marks a final form."""

    inner: Syntax


@remembering
class Applied(Syntax):
    """Words or a condition attached to a formula on its own line: `0 \\text{ when } w \\ne c`, `…, \\forall k`, `(w \\neq c)`, "w=o:"."""

    formula: Syntax
    condition: Syntax


@remembering
class Empty(Syntax):
    """Nothing at all: the side before a leading "=", an empty cell."""


@remembering
class Chain(Syntax):
    """One statement: sides joined by =, ⇒ and the like, over however many lines it runs. A leading "=" has Empty as first side.

    `operators[i]` stands between sides[i] and sides[i+1], `places[i]` is its span. `conditions` are those written before or after the
    whole chain on its own lines ("if w = o", "w \\neq c", "for k = 1, …, K").
    """

    sides: tuple[Syntax, ...]
    operators: tuple[str, ...]
    places: tuple[Span, ...]
    conditions: tuple[Syntax, ...] = ()


@remembering
class Recovery:
    """A slip that was mended to read on: a stray or a missing bracket, a second superscript. Never without being told."""

    message: str
    span: Span
    kind: str = ""
    """"supplied" for a bracket that was missing, "dropped" for one that closes nothing, "doubled" if no sum stands before that."""


@remembering
class Passage:
    """One piece of an author's text in order: prose, or the chains of one formula.

    `notes` are the recoveries made in it; a formula that cannot be read has no chains and its `error`.
    """

    prose: str
    chains: tuple[Chain, ...]
    display: bool
    span: Span
    notes: tuple[Recovery, ...] = ()
    error: ReadingError | None = None

    @property
    def expression(self) -> Syntax | None:
        """The one expression that a formula consists of; None for an equation, for several, and for prose."""
        alone = len(self.chains) == 1 and len(self.chains[0].sides) == 1
        return self.chains[0].sides[0] if alone else None
