"""What a reading of syntax carries with it: notation, place, convention, definitions, and what was decided and noticed on the way.

A place that has several readings asks `Reader.choose`, so that whoever reads can come back with another choice; what was decided is kept
as remarks. What a kind of syntax means here and nowhere else stands in MEANINGS, which `elaborate` fills in; every other kind is read as
the reader of declarations reads it.
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import replace
from typing import Any

from derive import expression as x
from derive.elaboration import reader as declared
from derive.elaboration.conditions import by_cases
from derive.elaboration.context import Context, Remark
from derive.elaboration.definitions import stand_ins
from derive.elaboration.halves import together
from derive.elaboration.open_lengths import as_number, is_open, polymorphic, settled
from derive.elaboration.shapes import lying_with
from derive.parsing import syntax as s
from derive.parsing.trees import every, exponent, is_transpose, key, strip
from derive.reading import derivatives, indices
from derive.reading.components import entry_of
from derive.reading.context import QUANTITIES, Convention, Definition, Notation, Place, Scope
from derive.reading.sets import names_sample_words
from derive.traversal import substitute

MEANINGS: dict[type, Callable[..., x.Expression]] = {}
BEGINNINGS: list[Callable[..., tuple[x.Expression | None, int] | None]] = []


class Reader(declared.Reader):
    """Reads expressions in one part, under one convention, with the author's definitions.

    `choices` are the readings to take where there are several (the first one where nothing is said); after reading, `met` holds
    the choices that came up with their options, `remarks` what was noticed, `asides` conditions met inside subscripts.
    """

    bars_by_entries = True
    operators = ("partial", "D")
    lists = ("[", "(")
    lenient = True

    def __init__(
        self,
        notation: Notation,
        place: Place,
        convention: Convention = Convention(),  # noqa: B008 - frozen
        definitions: tuple[Definition, ...] = (),
        choices: dict[str, str] | None = None,
    ):
        open_letters = {letter: index.over for letter, index in place.free.items()}
        super().__init__(Context(notation.declarations, loss=place.loss, open=open_letters))
        self.notation, self.place, self.convention = notation, place, convention
        self.words, self.dimension = notation.words, notation.dimension
        self.draws, self.offsets = notation.draws, notation.offsets
        self.outside, self.center = notation.outside, notation.center
        self.fixed = (notation.outside, notation.center)
        self.vectors = notation.vectors
        self.definitions = list(definitions)
        self.choices = choices or {}
        self.met: dict[str, tuple[str, ...]] = {}
        self.asides: list[x.Condition] = []
        self.running: set[x.Index] = set()
        """The index of a series that is written by cases, while one of its terms is read."""
        self.oriented = False
        """Whether the orientation of a matrix of word vectors has mattered."""
        self._opened: list[str] = []
        self.bound: dict[str, x.Expression] = {}
        """What the parameters of an author's function stand for, while its body is read."""
        self._depth = 0
        self.letters: set[str] | None = None
        """Letters that may stand for the part's own index, once the left side has used one; None before."""
        self.aliased: set[str] = set()
        self.samples: set[str] = set()
        """How vectors of samples have been written: "number" for u_k, "word" for u_{w_k}."""
        self.subscripts: dict[str, list[s.Syntax | None]] = {}
        """With which subscripts the numbers of a function of one number have been written, None for without."""
        self.split = False
        """Whether a sum over the samples that equal w_s has been met: then a later Σ_{w_s} is one too."""

    def anew(self, letters: dict[str, x.Expression] | None = None) -> "Reader":
        """One that goes on from here, while this one stays as it is; `letters`: what some letters stand for in it."""
        other = copy(self)
        other.bound = {**self.bound, **(letters or {})}
        other.context, other.known, other.met = self.context.anew(), dict(self.known), dict(self.met)
        other.asides, other.aliased, other.samples = list(self.asides), set(self.aliased), set(self.samples)
        other.subscripts = {word: list(seen) for word, seen in self.subscripts.items()}
        return other

    @property
    def sample_map(self) -> str:
        """The name of the map from samples to words."""
        return self.notation.samples or ""

    @property
    def half(self) -> str:
        """The letter of the half width of the window, m of ±m."""
        return self.offsets.lstrip("±")

    def edge(self, word: str | None) -> str:
        """An end of the window as m or -m, whatever the letter of its half width; another word as it is."""
        sign, letter = ("-", word[1:]) if word and word.startswith("-") else ("", word or "")
        return f"{sign}{'m' if letter == self.half else '?' if letter == 'm' else letter}"

    @property
    def center_words(self) -> tuple[str, ...]:
        """Names of the centre word as one of the words of the window: w_t, w_c, w_I."""
        return (self.notation.window or "", f"{self.sample_map}_{self.center}", f"{self.sample_map}_I")

    def sample_word(self, sample: x.IndexTerm, span: s.Span | None = None) -> x.Mapped:
        """The word of a sample, w_s."""
        return x.Mapped(self.sample_map, sample, self.words, span=span)

    def window_word(self, offset: x.IndexTerm, span: s.Span | None) -> x.Mapped:
        """The word at an offset of the window, w_{t+j}."""
        return x.Mapped(self.notation.window or "", offset, self.words, span=span)

    @property
    def layout_matrix(self) -> x.Symbol:
        """The matrix whose vectors may be its columns or its rows."""
        return self.notation.symbol(self.notation.layout)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was noticed, each once."""
        return tuple(self.context.notes)

    def withdraw(self, code: str, symbol: str) -> None:
        """Take back a remark on a symbol, once the author has said what is meant."""
        for each in self.remarks:
            if (each.code, dict(each.values).get("symbol")) == (code, symbol):
                del self.context.notes[each]

    def loose(self, symbol: str, meaning: str) -> None:
        """Keep that something was read as what it does not say: its value can be refused, and is not accepted."""
        self.remark("loose", symbol=symbol, meaning=meaning)

    def aside(self, found: x.Condition) -> None:
        """Keep a condition that was written inside a subscript."""
        if found not in self.asides:
            self.asides.append(found)

    def choose(self, what: str, options: tuple[str, ...]) -> str:
        """The reading to take of `what`."""
        self.met[what] = options
        chosen = self.choices.get(what, options[0])
        return chosen if chosen in options else options[0]

    # --- indices

    def index_by_itself(self, node: s.Syntax, scope: Any) -> x.IndexTerm | None:
        """The index that a letter is here, one that a sum binds or a free one of the part; None for anything else."""
        word = key(strip(node)) or ""
        return scope.get(word) or self.place.free.get(word)

    def number_of_sample(self, node: s.Syntax) -> s.Syntax | None:
        """The k of w_k; None for anything else."""
        if isinstance(node, s.Scripted) and key(node.base) == self.notation.samples and node.below is not None:
            return strip(node.below)
        return None

    def written_indices(self, body: s.Syntax) -> Iterator[str]:
        """The letters that stand below others in a formula, the k of u_{w_k} for itself."""
        for node in every(body):
            if isinstance(node, s.Scripted) and node.below is not None:
                below = strip(node.below)
                yield key(self.number_of_sample(below) or below) or ""

    def numbers_samples(self, letter: str, body: s.Syntax) -> bool:
        """Whether a letter stands as the k of w_k."""
        numbers = (self.number_of_sample(node) for node in every(body))
        return any(number is not None and key(number) == letter for number in numbers)

    def index(self, node: s.Syntax, over: x.Size, scope: Any) -> x.IndexTerm:
        """An index that runs over a size."""
        return indices.index_term(self, node, over, scope)

    def ordered(self, left: s.Syntax, sign: str, right: s.Syntax, scope: Any) -> x.Condition | None:
        """j < k of indices; None where numbers are compared."""
        return indices.ordered(self, left, sign, right, scope)

    def equal(self, left: s.Syntax, right: s.Syntax, scope: Any) -> x.Condition:
        """What left = right says in a condition."""
        return indices.equal(self, left, right, scope)

    def among(self, left: s.Syntax, right: s.Syntax, scope: Any) -> x.Condition:
        """That something is one of the members of a set."""
        return indices.among(self, left, right, scope)

    def written(self, word: str) -> s.Syntax | None:
        """What an author defined a name to be, as it is written."""
        own = self.own(word)
        return own[0].value if own else None

    def size_of(self, word: str) -> x.Size | None:
        """The size that a name stands for; 1+K for K + 1, where there are K samples."""
        one_more = word.removesuffix("+1").removeprefix("1+")
        if one_more != word and self.draws and self.notation.size_of(one_more) == self.draws:
            return f"1+{self.draws}"
        return self.notation.size_of(word)

    def last_number(self, word: str) -> x.Ordinal | None:
        """The last value of an index, where the name of a size stands for it at the end of a series; elsewhere a small letter is an index."""
        taken = word in self.place.free or word in self.aliased or self.own(word) or word == self.half
        size = None if taken else self.notation.size_of(word)
        return None if size is None else x.Ordinal(-1, size)

    def set_named(self, word: str, node: s.Syntax) -> x.Size | None:
        """How many members the set of a name has; a letter that is at most a size, N for V, is taken for the set of so many, which it does not say."""
        numbers = getattr(strip(node), "font", "") == "blackboard"
        if names_sample_words(self, word) and not numbers:
            self.remark("reading", symbol=word, meaning="\\{w_1,\\dots,w_K\\}")
            return self.draws
        size = self.notation.size_of(word)
        if size is not None and (numbers or (len(word) == 1 and not self.notation.names_set(word, size))):
            self.loose(f"\\mathbb {word}" if numbers else word, f"\\{{1,\\dots,{size}\\}}")
        return size

    def acts_up_to(self, node: s.Juxtaposition, at: int) -> int:
        r"""All that follows; or up to the next \cdot, which some mean: that reading can take back an accusation, and is not accepted."""
        sign = next(
            (k for k in range(at + 1, len(node.operators)) if node.operators[k] in ("cdot", "*", "times")), None
        )
        if sign is None or self.choose("derivative-of", ("all", "first")) == "all":
            return len(node.factors)
        self.loose("\\frac{d}{dx} A \\cdot B", "\\left(\\frac{d}{dx} A\\right) B")
        return sign + 1

    def set_in_spite_of(self, word: str, node: s.Syntax) -> x.Size | None:
        """The set that the name has in the assignment, which the author did not say: a wrong value stays wrong, none is accepted."""
        known = self.set_named(word, node)
        if known is not None:
            self.loose(word, known)
        return known

    def window(self, low: str, high: str) -> x.Size | None:
        """The offsets from one end to the other."""
        whole = self.place.window and (self.edge(low), self.edge(high)) == ("-m", "m")
        return self.offsets if whole else None

    def is_numbered(self, node: s.Scripted) -> bool:
        """Whether a member of a set is one of the samples or of the vectors, which are told by their numbers."""
        return key(node.base) in (self.notation.samples, *self.vectors)

    # --- values

    def read(self, node: s.Syntax, scope: Any = None) -> x.Expression:
        """The expression that a piece of syntax stands for."""
        meaning = MEANINGS.get(type(node), declared.Reader.read)
        if self._depth:
            return meaning(self, node, scope or {})
        self.context.solver.equal.clear()
        self._depth += 1
        try:
            value = self.repeated(lambda: meaning(self, node, scope or {}))
            return settled(value, node.span) if self.unknown else value
        except RecursionError:
            raise s.ReadingError("this is nested too deep", node.span, "a simpler expression") from None
        finally:
            self._depth -= 1

    def begun(self, node: s.Juxtaposition, at: int, scope: Any) -> tuple[x.Expression | None, int] | None:
        """What begins at a factor in the notation of an assignment alone."""
        return next((made for each in BEGINNINGS if (made := each(self, node, at, scope)) is not None), None)

    def raised(self, value: x.Expression, above: s.Syntax, node: s.Syntax, scope: Any) -> x.Expression:
        """The value to a power, or transposed; what stands above an array, or the t of a number, may count examples or steps."""
        word = key(replace(node, above=None)) if isinstance(node, s.Scripted) else None
        if is_transpose(above):
            if value.shape == x.SCALAR and word is not None and key(strip(above)) == "t":
                self.loose(f"{word}^t", word)
            return value if value.shape == x.SCALAR else x.Transpose(value, span=node.span)
        named = isinstance(node, s.Scripted) and (node.below is not None or not isinstance(strip(node.base), s.Group))
        if value.shape != x.SCALAR and named:
            self.loose(f"{word or '…'}^{key(above) or '…'}", "…")
        return x.Power(value, self.real(exponent(above), scope), span=node.span)

    def add(self, terms: list[x.Expression], node: s.Syntax) -> x.Expression:
        """The sum of some terms, of which two halves are one."""
        terms = together(terms)
        letters = any(each.shape == x.SCALAR and not isinstance(each, x.Number) for each in terms)
        if letters and all(each.shape == x.SCALAR or is_open(each.shape) for each in terms):
            terms = [as_number(each) for each in terms]
        terms = lying_with(terms)
        shape = next((each.shape for each in terms if each.shape != x.SCALAR), x.SCALAR)
        terms = [polymorphic(each, shape) if each.shape == x.SCALAR else each for each in terms]
        for each in terms:
            self.fits(each.shape, shape)
        return terms[0] if len(terms) == 1 else x.Add(tuple(terms), span=node.span)

    def product(self, factors: list[x.Expression], node: s.Syntax) -> x.Expression:
        """The product of some factors, where two columns side by side, or two rows, are their inner product."""
        done, shape = factors[:1], factors[0].shape
        for value in factors[1:]:
            alike = x.SCALAR not in (shape, value.shape) and any(
                shape[side] == value.shape[side] == "1" and self.fits(shape, value.shape) for side in (0, 1)
            )
            if alike:
                self.remark("reading-inner-product")
            last = next(k for k in reversed(range(len(done))) if done[k].shape != x.SCALAR) if alike else 0
            if alike and shape[0] == "1":
                value = x.Transpose(value, span=value.span)
            elif alike and done[last].shape == shape:
                done[last] = x.Transpose(done[last], span=done[last].span)
            elif x.SCALAR not in (shape, value.shape):
                self.context.solver.unify(shape[1], value.shape[0])
            done.append(value)
            shape = x.Product(tuple(done)).shape
        return done[0] if len(done) == 1 else x.Product(tuple(done), span=node.span)

    def differentiated(self, operator: s.Syntax, body: s.Syntax, scope: Any) -> x.Expression:
        """What an operator ∂/∂x makes of what follows it; ∇ᵀ is ∇."""
        if isinstance(operator, s.Scripted) and operator.above is not None and is_transpose(operator.above):
            operator = replace(operator, above=None)
        return super().differentiated(operator, body, scope)

    def variable(self, node: s.Syntax, scope: Any) -> x.Expression:
        """What is differentiated by."""
        return derivatives.variable(self, node, scope)

    def body(self, node: s.Syntax, by: s.Syntax, scope: Any) -> x.Expression:
        """What is differentiated."""
        return self.read(node, scope)

    def side_by_side(self, index: x.Index, term: x.Expression, span: s.Span) -> x.Expression:
        """The terms for all values of an index as columns; written out, they say nothing of how an author lays a matrix out."""
        return x.Table(index, term, span=span)

    def real(self, node: s.Syntax, scope: Scope) -> x.Expression:
        """A scalar."""
        value = self.read(node, scope)
        if value.shape != x.SCALAR:
            raise x.ShapeError(f"a number is needed here, this is {x.spoken(value.shape)}", value)
        return value

    # --- symbols

    def own(self, word: str) -> list[Definition]:
        """What the author defined a symbol to be; several where it depends on a case."""
        return [] if word in self._opened else [each for each in self.definitions if each.key == word]

    def defined(
        self,
        found: list[Definition],
        scope: Scope,
        bound: dict[str, x.Expression] | None = None,
        at: dict[str, x.IndexTerm] | None = None,
    ) -> x.Expression:
        """The value of a definition, read where it is used; a definition does not see itself.

        `bound`: what the parameters of a function are; `at`: which indices its letters are taken at. No sum in the definition binds
        what stands in these.
        """
        word, around = found[0].key, self.bound
        given, stands = stand_ins(word, {**(bound or {}), **(at or {})})
        letters = {letter: value for letter, value in given.items() if isinstance(value, x.IndexTerm)}
        self._opened.append(word)
        self.bound = {**around, **{each: value for each, value in given.items() if isinstance(value, x.Expression)}}
        try:
            read = [(self.read(each.value, {**scope, **letters}), each.condition or x.ALWAYS) for each in found]
        finally:
            self._opened.pop()
            self.bound = around
        plain = len(read) == 1 and found[0].condition is None
        whole = read[0][0] if plain else by_cases(self, read)
        return x.Named(word, substitute(whole, stands) if stands else whole)

    def vector(self, value: x.Expression, family: str) -> x.Expression:
        """A column vector as the author lays it out; `family` as in `Notation.family`."""
        return x.Transpose(value) if family in self.convention.rows else value

    def entries(self, value: x.Expression, below: s.Syntax, span: s.Span, scope: Any) -> x.Expression:
        """What a subscript picks out of a value."""
        return entry_of(self, value, below, span, scope)

    def primed(self, value: x.Expression, node: s.Scripted) -> x.Expression:
        """σ(x)′, by the number that the part is about."""
        argument = self.place.argument
        if node.primes > 1 or argument is None or value.shape != x.SCALAR:
            raise s.ReadingError("this prime is not understood", node.span, "σ′(x)")
        return x.Derivative(value, argument, span=node.span)

    def unit(self, index: s.Syntax, span: s.Span, scope: Scope) -> x.Expression:
        """The column that is 1 at a word, laid out like y."""
        return self.vector(x.OneHot(self.index(index, self.words, scope), span=span), QUANTITIES)

    def one_hot(self, index: s.Syntax, span: s.Span, scope: Any) -> x.Expression | None:
        """The same, where an index stands below a 1."""
        return None if self.index_by_itself(index, scope) is None else self.unit(index, span, scope)

    def matrix(self, value: x.Expression) -> x.Expression:
        """A matrix of word vectors as the author lays it out."""
        self.oriented = True
        return x.Transpose(value) if self.convention.orientation == "rows" else value
