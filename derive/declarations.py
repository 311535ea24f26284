r"""What is declared of the symbols of a loss: one model for assignment files and for losses of one's own.

Nouns. A *size* is a name (N, d, the K of "K classes") or a number. A *declaration* says what a name is: a number, a vector, a matrix,
a *family* of vectors x_1 … x_N (the columns of one matrix), an *array* of matrices W_1 … W_K, an index, or *labels* y_1 … y_N, each an index itself. An *assumption* says
what else is known of it (one-hot, symmetric, …).

>>> Declarations.read(["W_1: m x d", "b: m", "x[N]: d", "y[N]: index C", r"\lambda:"]).shape("W_1")
('m', 'd')
>>> read_declaration("x[N]: d")
Declared(name='x', kind='family', sizes=('N', 'd'))
>>> read_assumptions([r"\Sigma symmetric, positive definite"], frozenset())[0]
(Assumption(kind='symmetric', symbol='Sigma', values=()), Assumption(kind='positive-definite', symbol='Sigma', values=()))
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from derive import expression as x
from derive.words.assumptions import LAYOUTS, PILED, PROPERTIES, PROPERTY, RESTRICTING, ROWS_OF


class DeclarationError(ValueError):
    """A declaration or an assumption that cannot be understood; `text` is the whole of it."""

    def __init__(self, message: str, text: str):
        super().__init__(message)
        self.text = text


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something supposed of a symbol: its `kind`, the symbol's name, and values where the kind has any.

    Kinds are those of PROPERTIES, "fraction", and more. "in": the entries take the `values` only; "apart": two indices
    differ; "by-rows", "by-columns": a function of vectors is taken of each row of a matrix, or of each column.
    """

    kind: str
    symbol: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """What a name is. `sizes`: of a matrix rows and columns, of a family how many and how long, of an array how many matrices, rows and columns, of an index what it runs over,
    of labels how many there are and what each runs over. `inferred`: nobody declared it, the reader concluded it. `whole`: the letter of
    the matrix whose columns a family is, where it has one of its own (U for u_w). `drawn`: what labels point at may go by the number of
    the label alone, as samples do: u_k for u_{w_k}."""

    name: str
    kind: str
    sizes: tuple[x.Size, ...] = ()
    inferred: bool = field(default=False, compare=False, repr=False)
    whole: str = field(default="", compare=False, repr=False)
    drawn: bool = field(default=False, compare=False, repr=False)
    spelled: str = field(default="", compare=False, repr=False)
    """The name as it was declared, where it is read by another: varphi."""

    @property
    def shape(self) -> x.Shape:
        """The shape in the tree: a vector is a column, a family the matrix of its columns; of an array of three sizes that of one of its matrices.

        >>> Declared("x", "family", ("N", "d")).shape
        ('d', 'N')
        """
        match self.kind, self.sizes:
            case "vector", (size,):
                return (size, "1")
            case "matrix", (rows, columns):
                return (rows, columns)
            case "family", (count, length):
                return (length, count)
            case "array", (_, rows, columns):
                return (rows, columns)
        return x.SCALAR

    @property
    def symbol(self) -> x.Symbol:
        """The symbol in the tree, of everything but indices and labels."""
        own = None
        if self.kind == "family" and not self.whole and self.name.lower() != self.name:
            own = (self.name, self.name)
        if self.kind == "matrix":
            own = (self.name, "")  # nobody named its columns
        return x.Symbol(self.whole or self.name, self.shape, letters=own)

    def spoken(self) -> str:
        """The declaration as one would write it.

        >>> Declared("y", "labels", ("N", "C")).spoken()
        'y[N]: index C'
        """
        match self.kind, self.sizes:
            case "family", (count, length):
                columns = f", columns of {self.whole}" if self.whole and not self.inferred else ""
                return f"{self.name}[{count}]: {length}{columns}"
            case "labels", (count, over):
                return f"{self.name}[{count}]: {'sample' if self.drawn else 'index'} {over}"
            case "index", (over,):
                return f"{self.name}: index {over}"
        return f"{self.name}: {' x '.join(self.sizes)}".rstrip()


@dataclass(frozen=True, slots=True)
class Declarations:
    """Declarations by name; `sets`: for the name of a set that an index runs over, how many members it has."""

    table: Mapping[str, Declared] = field(default_factory=dict)
    sets: Mapping[str, x.Size] = field(default_factory=dict)

    @classmethod
    def read(cls, texts: Iterable[str]) -> "Declarations":
        """Those of some texts; DeclarationError for one that cannot be read, or a name that is declared twice."""
        table: dict[str, Declared] = {}
        for text in texts:
            one = read_declaration(text)
            if one.name in table:
                raise DeclarationError(f"{one.name} is declared twice", text)
            table[one.name] = one
        sets = {each.name: each.sizes[0] for each in table.values() if each.kind == "set"}
        return cls({name: each for name, each in table.items() if name not in sets}, sets)

    def __contains__(self, name: object) -> bool:
        return name in self.table

    def __iter__(self) -> Iterator[Declared]:
        return iter(self.table.values())

    def get(self, name: str) -> Declared | None:
        """The declaration of a name, None where there is none."""
        return self.table.get(name)

    def of_whole(self, name: str) -> Declared | None:
        """The family whose matrix has this letter: X for x_1, …, x_N, unless X is declared. The N of n_1, …, n_N is how many there are."""
        if name in self.table:
            return None
        named = next((each for each in self if each.whole == name), None)
        *accents, letter = name.split(" ")
        small = " ".join([*accents, letter[:1].lower() + letter[1:]])
        found = self.table.get(small) if letter[:1].isupper() else None
        counted = found is None or found.kind != "family" or found.whole or found.sizes[0] == name
        return named or (None if counted else found)

    def drawn(self, number: x.Size, over: x.Size) -> Declared | None:
        """The samples that so many numbers have, of so many things to draw from; None where there are none, or several."""
        found = [each for each in self if each.drawn and each.sizes == (number, over)]
        return found[0] if len(found) == 1 else None

    def shape(self, name: str) -> x.Shape:
        """The shape of a declared symbol."""
        return self.table[name].shape

    def having(self, *more: Declared) -> "Declarations":
        """These and some more, which win."""
        return replace(self, table={**self.table, **{each.name: each for each in more}})

    @property
    def sizes(self) -> frozenset[x.Size]:
        """All names of sizes."""
        named = {*self.sets.values(), *(size.lstrip("±") for each in self for size in each.sizes)}
        return frozenset(size for size in named if not size.isdigit())


# ----------------------------------------------------------------------------------------------------------------- reading

_FONTS = re.compile(r"\b(?:mathbf|boldsymbol|bm|mathrm|mathit|text|vec|mathcal)\b\s*")
_DECLARATION = re.compile(r"(?P<name>[^:\[\]]+?)\s*(?:\[\s*(?P<count>[^\]\[]+?)\s*\])?\s*:\s*(?P<rest>.*)")
_SIZE = re.compile(r"[^\W\d_][\w']*(?:_\w+)?|\d+")
_BETWEEN = re.compile(r"\s*(?:\bx\b|×|\\times|,)\s*")


def plain_name(text: str) -> str:
    r"""A name without backslashes, braces and fonts: "hat y", "W_1", "lambda".

    >>> plain_name(r"\hat{y}"), plain_name(r"\mathbf{W}_{1}"), plain_name("tilde h"), plain_name("h^{(t - 1)}")
    ('hat y', 'W_1', 'tilde h', 'h^(t-1)')
    """
    text = text.replace(r"\langle", "<").replace(r"\rangle", ">")
    text = re.sub(r"[\\{}]", " ", text.replace("\\,", " "))
    text = _FONTS.sub("", re.sub(r"\bwide(?=hat|tilde)", "", text))
    text = re.sub(
        r"\s*\^\s*([(\[<])\s*(.*?)\s*([)\]>])", lambda found: "^" + "".join(found.groups()).replace(" ", ""), text
    )
    return re.sub(r"\s*(_|'|(?<=_\w)\s*[-+](?=\s*\d))\s*", lambda found: found[1].strip(), " ".join(text.split()))


VARIANTS = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi"}
"""Two ways to write a letter, which are read as one."""
_VARIANT = re.compile(rf"(?<![A-Za-z])({'|'.join(VARIANTS)})(?![A-Za-z])")


def written_twice(texts: Iterable[str]) -> tuple[str, str] | None:
    r"""A letter that some texts write in both ways: what is read as one could be meant as two.

    >>> written_twice([r"\varphi^\top w", r"\phi"]), written_twice([r"\varphi^\top w"])
    (('phi', 'varphi'), None)
    """
    whole = "\n".join(texts)
    plain = {letter: re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", whole) for letter in VARIANTS.values()}
    return next(((VARIANTS[each], each) for each in _VARIANT.findall(whole) if plain[VARIANTS[each]]), None)


def read_declaration(text: str) -> Declared:
    """One declaration: `W: m x d`, `b: m`, `lambda:`, `x[N]: d`, `u[V]: d, columns of U`, `k: index C`, `y[N]: index C`, `w[K]: sample V`, `w_t[±m]: index V`, `S: set N`."""
    made = _read_declaration(text)
    name = _VARIANT.sub(lambda found: VARIANTS[found[1]], made.name)
    return made if name == made.name else replace(made, name=name, spelled=made.name)


def _read_declaration(text: str) -> Declared:
    found = _DECLARATION.fullmatch(text.strip())
    if found is None:
        raise DeclarationError("a declaration is written NAME: SIZES, such as 'W: m x d'", text)
    name, count, rest = plain_name(found["name"]), found["count"], found["rest"].strip()
    if not name or not (name[0].isalpha()):
        raise DeclarationError(f"{found['name'].strip()!r} is not a name", text)
    words = rest.split()
    if words[:1] == ["set"] and not count:
        return Declared(name, "set", (_size(" ".join(words[1:]), text),))
    if words[:1] == ["index"] or (words[:1] == ["sample"] and count):
        window = "±" if count and re.match(r"±|\\pm\b", count) else ""
        numbers = [window + _size(re.sub(r"^(±|\\pm)", "", count), text)] if count else []
        sizes = [*numbers, _size(" ".join(words[1:]), text)]
        return Declared(name, "labels" if count else "index", tuple(sizes), drawn=words[0] == "sample")
    rest, _, whole = map(str.strip, rest.partition(", columns of ")) if count else (rest, "", "")
    sizes = [_size(each, text) for each in _BETWEEN.split(rest)] if rest else []
    if count is not None:
        if len(sizes) > 1:
            raise DeclarationError("a family is of vectors: it has one size behind the colon", text)
        return Declared(name, "family" if sizes else "vector", (_size(count, text), *sizes), whole=whole)
    if len(sizes) > 3:
        raise DeclarationError("at most three sizes: how many matrices, rows and columns", text)
    return Declared(name, ("number", "vector", "matrix", "array")[len(sizes)], tuple(sizes))


def _size(text: str, whole: str) -> x.Size:
    name = plain_name(text)
    if not _SIZE.fullmatch(name) or name == "0":
        raise DeclarationError(f"{text.strip()!r} is not a size: a name or a number", whole)
    return name


# ------------------------------------------------------------------------------------------------------------- assumptions

_VALUES = re.compile(r"(?P<name>\S+)\s*(?:\\in|in|∈)\s*\\?\{(?P<values>[^{}]*?)\\?\}")
_APART = re.compile(r"(?P<left>[^\s\\]+|\\\w+)\s*(?:\\neq?|!=|≠)\s*(?P<right>[^\s]+)")
_GREATER = re.compile(r"(?P<names>[^\s<>,]+(?:\s*,\s*[^\s<>,]+)*)\s*>\s*0")
_DEFINITE = re.compile(r"(?P<name>\S+)\s*(?:\\succ|≻)\s*0")
_MIRRORED = re.compile(r"(?P<name>\\?\w+?)(?:_\{?(?P<row>\w)(?P<column>\w)\}?)?\s*=\s*(?P=name)(?P<end>\S+)")
"""A = A^T, and A_{ij} = A_{ji}."""
_TRANSPOSED = re.compile(r"\^\{?\\?(?:top|T|intercal|mathsf\{?T\}?)\}?|ᵀ")
_SUMMED = re.compile(
    r"\\?sum(?:\\limits)?_\{?(?P<index>\w)(?:=\w+)?\}?(?:\^(?:\{\w+\}|\w))?\s*(?P<name>[^_\s]+)_(?P<indices>\w|\{[^{}]*\})\s*=\s*1"
)
"""That the entries of a vector, or of each row of a matrix, add up to 1: \\sum_k t_{nk} = 1."""
_FRACTION = re.compile(r"0\s*<\s*(?P<name>\S+)\s*<\s*1|(?P<member>\S+)\s*(?:\\in|in|∈)\s*\(\s*0\s*,\s*1\s*\)")


def read_assumptions(texts: Iterable[str], indices: frozenset[str]) -> tuple[tuple[Assumption, ...], tuple[str, ...]]:
    r"""The assumptions that some sentences state, and the sentences that are not understood and therefore not used.

    `indices`: the names that are indices, of which \neq says that they point at different values.

    >>> read_assumptions(["k != y", "t is 0 or 1", "the moon is full"], frozenset({"k", "y"}))
    ((Assumption(kind='apart', symbol='k', values=('y',)), Assumption(kind='in', symbol='t', values=('0', '1'))), ('the moon is full',))
    """
    found: list[Assumption] = []
    unused: list[str] = []
    for text in texts:
        made = _one_assumption(text.strip(), indices)
        found += made
        if not made:
            unused.append(text)
    return tuple(found), tuple(unused)


def restricts(text: str, sizes: frozenset[x.Size]) -> bool:
    r"""Whether an assumption that is not understood may make an answer right that is wrong without it: one of numbers does, one of sizes or of names does not.

    >>> sizes = frozenset({"n", "K", "M"})
    >>> [restricts(each, sizes) for each in (r"a^\top a = 1", "W is lower triangular", "M = n + K - 1", "w_k is row k of W")]
    [True, True, False, False]
    """
    names = re.findall(r"[^\W\d_]\w*", text)
    return RESTRICTING.search(text) is not None and not set(names) <= sizes


def _one_assumption(text: str, indices: frozenset[str]) -> list[Assumption]:
    if "softmax" in text:
        said = [Assumption(kind, "softmax") for kind, words in LAYOUTS.items() if words.search(text.lower())]
        return said if len(said) == 1 else []
    if apart := _APART.fullmatch(text):
        left, right = plain_name(apart["left"]), plain_name(apart["right"])
        if right == "0":
            return [Assumption("nonzero", left.partition("_")[0])]
        return [Assumption("apart", left, (right,))] if {left, right} <= indices else []
    if values := _VALUES.fullmatch(text):
        each = tuple(value.strip() for value in values["values"].split(","))
        numbers = all(re.fullmatch(r"-?\d+", value) for value in each)
        return [Assumption("in", plain_name(values["name"]).partition("_")[0], each)] if numbers else []
    if greater := _GREATER.fullmatch(text):
        return [Assumption("positive", plain_name(each).partition("_")[0]) for each in greater["names"].split(",")]
    if definite := _DEFINITE.fullmatch(text):
        name = plain_name(definite["name"])
        return [Assumption("symmetric", name), Assumption("positive-definite", name)]
    turned_round = "=".join(each.strip() for each in reversed(text.split("=")))
    if mirrored := _MIRRORED.fullmatch(text) or _MIRRORED.fullmatch(turned_round):
        row, column = mirrored["row"], mirrored["column"]
        turned = re.compile(rf"_\{{?{column}{row}\}}?") if row else _TRANSPOSED
        told = turned.fullmatch(mirrored["end"]) and (not row or row != column)
        return [Assumption("symmetric", plain_name(mirrored["name"]))] if told else []
    if between := _FRACTION.fullmatch(text):
        return [Assumption("fraction", plain_name(between["name"] or between["member"]).partition("_")[0])]
    if summed := _SUMMED.fullmatch(text):
        letters = re.sub(r"[{},\s]", "", summed["indices"])
        if letters.endswith(summed["index"]) and len(letters) <= 2:
            return [Assumption("sums-to-1", plain_name(summed["name"]), ("rows" if len(letters) == 2 else "entries",))]
    return _said(text)


def _said(text: str) -> list[Assumption]:
    """`names is this, that`: every property must be one that is known, and every name a symbol."""
    text = text.replace("zeros and ones", "zeros or ones")
    for cut in range(len(text)):
        names, said = text[:cut], text[cut:]
        words = _properties(re.sub(r"^\s*(?:is|are)\b", "", said))
        if not words or not names.endswith((" ", "}")):
            continue
        by_rows = ROWS_OF.match(names)
        listed = ROWS_OF.sub("", re.sub(r"\b(?:is|are)\s*$", "", names.strip()))
        symbols = [plain_name(each) for each in re.split(r",|\band\b", listed) if each.strip()]
        if not symbols or any(
            " " in each and each.split()[0] not in ("hat", "tilde", "bar", "dot") for each in symbols
        ):
            return []
        extra = {"in": ("0", "1")}
        return [
            Assumption(word, name, ("rows",) if by_rows else extra.get(word, ())) for name in symbols for word in words
        ]
    return []


def _properties(said: str) -> list[str]:
    """What is said of a symbol, with commas, with "and", or side by side: `symmetric positive definite`; nothing where a word of it is not known."""
    pieces = [each.strip() for each in re.split(r",|\band\b", said.replace("positive-definite", "positive definite"))]
    found = [PILED.fullmatch(each) for each in pieces if each]
    if not all(found):
        return []
    return [PROPERTIES[word] for each in found if each for word in re.findall(PROPERTY, each["words"])]
