"""Losses of one's own: what the letters stand for is found from how they are used, then the common rules derive the gradient.

A capital letter is a matrix, a letter that is transposed, bold, normed or multiplied by a matrix is a vector, a subscript that a sum
binds is an index, any other subscript is part of the name. Sizes follow from what multiplies and what is added: the shapes of the
expression tree are unified until they fit.

>>> own = read_own(r"-\\log \\sigma(w^\\top x)", "w")
>>> own.loss.shape, own.variable.shape
(('1', '1'), ('d', '1'))
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from derive import expression as x
from derive.closed_form import CLOSE
from derive.derivation import Block, Chain, Claim, Derivation, Words
from derive.deriving import OutsideError, chain, given, gradient_chain
from derive.pattern import substitute_named
from derive.premises import Premises
from derive.reading import syntax as s
from derive.reading.context import Notation, Place, every, key, strip
from derive.reading.elaborate import Reader
from derive.reading.grammar import read_formula
from derive.rules import derivative_rule
from derive.traversal import rebuild, substitute, walk
from derive.writing.text import text

TRANSPOSED = ("T", "top", "intercal")
SIZES = ("d", "n", "m", "h", "p", "q", "r")
"""Names for sizes that the loss does not name, in the order in which they are met."""
ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Own:
    """A loss, the variable, and its free indices."""

    loss: x.Expression
    variable: x.Expression


@dataclass(slots=True)
class Roles:
    """What is known of the letters so far: the kind of each, and which sizes were found equal."""

    kinds: dict[str, str] = field(default_factory=dict)
    """By letter: "scalar", "vector" or "matrix"; of a letter with one index subscript, what one of its columns or entries is."""
    bound: dict[str, str] = field(default_factory=dict)
    """Bound index letters and their sizes."""
    indexed: dict[str, int] = field(default_factory=dict)
    """Letters whose subscripts are indices, and how many."""
    equal: dict[str, str] = field(default_factory=dict)

    def size(self, name: str) -> str:
        """The representative of a size."""
        while name in self.equal:
            name = self.equal[name]
        return name

    def unify(self, one: str, other: str) -> bool:
        """Make two sizes equal; whether that is news and possible."""
        one, other = self.size(one), self.size(other)
        if one == other or "1" in (one, other):
            return False
        if one.startswith("?"):
            self.equal[one] = other
        elif other.startswith("?"):
            self.equal[other] = one
        else:
            return False
        return True


class OwnReader(Reader):
    """Reads symbols by their roles; all else is read as in an answer."""

    def __init__(self, roles: Roles):
        sizes = {size: [size] for size in set(roles.bound.values())}
        super().__init__(Notation(sizes=sizes), Place())
        self.roles = roles

    def read(self, node: s.Syntax, scope: Any = None) -> x.Expression:
        scope = scope or {}
        if isinstance(node, s.Scripted) and node.above is not None and key(node.above) == "2" and _is_norm(node.base):
            return self.square(node.base.inner, scope)  # type: ignore[attr-defined]
        if _is_norm(node):
            return x.Call("sqrt", self.square(node.inner, scope))  # type: ignore[attr-defined]
        found = letter_of(node)
        if found is None:
            return super().read(node, scope)
        word, below, above = found
        if word == "e" and above is not None and below is None and not _is_transposition(above):
            return x.Call("exp", self.read(above, scope))
        value = self.symbol(word, below, scope, node)
        if above is None:
            return value
        return x.Transpose(value) if _is_transposition(above) else x.Power(value, self.read(above, scope))

    def square(self, node: s.Syntax, scope: Any) -> x.Expression:
        """‖z‖² = zᵀz, and of a matrix the sum of that over its columns."""
        value = self.read(node, scope)
        if "1" in value.shape:
            return x.Product((x.Transpose(value), value))
        k = x.Index("k", value.shape[1])
        return x.Sum(k, x.Product((x.Transpose(x.Column(value, k)), x.Column(value, k))))

    def symbol(self, word: str, below: s.Syntax | None, scope: Any, node: s.Syntax) -> x.Expression:
        """A letter without its superscript."""
        roles = self.roles
        count = roles.indexed.get(word, 0)
        if below is None or not count:
            name = word if below is None else f"{word}_{key(strip(below))}"
            if word in set(roles.bound.values()) and below is None:
                return x.Dimension(word)
            if name in scope:
                raise s.ReadingError(f"the index {name} stands as a number here", node.span, "an expression")
            return x.Symbol(name, self.shape(name, roles.kinds.get(name, "scalar")))
        indices = [self.index(each, word, place, scope) for place, each in enumerate(subscripts(below))]
        if count == 2:
            return x.Entry(x.Symbol(word, self.shape(word, "matrix")), indices[0], indices[-1])
        if roles.kinds.get(word) == "vector":
            return x.Column(x.Symbol(capital(word), self.shape(capital(word), "matrix")), indices[0])
        return x.Entry(x.Symbol(word, self.shape(word, "vector")), indices[0])

    def index(self, node: s.Syntax, word: str, place: int, scope: Any) -> x.IndexTerm:
        """An index of a letter; w_s inside a subscript is the word of sample s."""
        node = strip(node)
        if isinstance(node, s.Scripted) and node.below is not None:
            inner = self.index(node.below, "", 0, scope)
            return x.Mapped(key(node.base) or "w", inner, self.roles.size(f"?{capital(word)}2"))
        name = key(node) or ""
        return scope[name] if name in scope else x.Index(name, self.roles.size(f"?index {name}"))

    def shape(self, name: str, kind: str) -> x.Shape:
        """The shape of a symbol as far as it is known."""
        if kind == "scalar":
            return x.SCALAR
        rows = self.roles.size(f"?{name}1")
        return (rows, self.roles.size(f"?{name}2") if kind == "matrix" else "1")


def letter_of(node: s.Syntax) -> tuple[str, s.Syntax | None, s.Syntax | None] | None:
    """The letter, subscript and superscript of a symbol; None for anything else, also for function names."""
    if isinstance(node, s.Group) and node.opening == "":
        return letter_of(node.inner)
    if isinstance(node, s.Scripted) and not node.primes:
        inner = letter_of(node.base)
        if inner is None or (inner[1] is not None and node.below is not None) or inner[2] is not None:
            return None
        return inner[0], inner[1] if node.below is None else node.below, node.above
    if (isinstance(node, s.Name) and len(node.name) == 1) or (isinstance(node, s.Name) and node.name in GREEK):
        return key(node) or "", None, None
    return None


GREEK = (
    "alpha",
    "beta",
    "gamma",
    "lambda",
    "eta",
    "theta",
    "mu",
    "rho",
    "tau",
    "phi",
    "epsilon",
    "omega",
    "varepsilon",
)
"""Greek letters that are symbols; σ is the sigmoid."""


def capital(word: str) -> str:
    """The matrix whose columns a letter names: W for w, "tilde W" for w̃."""
    *accents, letter = word.split(" ")
    return " ".join([*accents, letter.upper()])


def subscripts(below: s.Syntax) -> tuple[s.Syntax, ...]:
    """The indices of a subscript: ij and i,j are two."""
    inner = strip(below)
    if isinstance(inner, s.Listing):
        return inner.items
    if isinstance(inner, s.Juxtaposition) and not any(inner.operators):
        return inner.factors
    return (inner,)


def _is_norm(node: s.Syntax) -> bool:
    return isinstance(node, s.Group) and node.opening == "‖"


def _is_transposition(node: s.Syntax) -> bool:
    return key(strip(node)) in TRANSPOSED


# ----------------------------------------------------------------------------------------------------------------- roles


def roles_of(nodes: tuple[s.Syntax, ...]) -> Roles:
    """What the letters are, as far as the page shows it."""
    roles = Roles()
    parts = [part for node in nodes for part in every(node)]
    for part in parts:
        if isinstance(part, s.Big) and isinstance(part.below, s.Relation) and part.below.operators[:1] == ("=",):
            index = key(strip(part.below.sides[0]))
            if index and part.above is not None:
                roles.bound[index] = key(strip(part.above)) or "n"
    symbols = [(part, found) for part in parts if (found := letter_of(part)) is not None]
    for _, (word, below, _) in symbols:
        if below is not None and _is_indexing(below, roles, symbols, word):
            roles.indexed[word] = max(roles.indexed.get(word, 0), len(subscripts(below)))
    for part, (word, below, above) in symbols:
        name = word if below is None or word in roles.indexed else f"{word}_{key(strip(below))}"
        bold = any(isinstance(each, s.Name) and each.font == "bold" for each in every(part))
        if (word.split(" ")[-1].isupper() and below is None) or (name != word and word.split(" ")[-1].isupper()):
            roles.kinds[name] = "matrix"
        elif bold or (above is not None and _is_transposition(above)):
            roles.kinds[name] = "vector"
    for name in _beside_vectors(parts, roles):
        roles.kinds.setdefault(name, "vector")
    return roles


def _is_indexing(below: s.Syntax, roles: Roles, symbols: Any, word: str) -> bool:
    """Whether a subscript is an index: a sum binds it, or the same letter has a subscript that a sum binds."""
    alike = [other for _, (name, other, _) in symbols if name == word and other is not None]
    letters = {key(each) for other in alike for part in subscripts(other) for each in every(part)}
    return bool(letters & set(roles.bound)) and not (key(strip(below)) or "").isdigit()


def _beside_vectors(parts: list[s.Syntax], roles: Roles) -> Iterator[str]:
    """Names of letters that a transposed letter or a matrix multiplies from the left, or that stand inside a norm."""
    for part in parts:
        if isinstance(part, s.Group) and part.opening == "‖" and (found := letter_of(part.inner)):
            yield _name(found, roles)
        if not isinstance(part, s.Juxtaposition):
            continue
        for before, after in zip(part.factors, part.factors[1:], strict=False):
            first, second = letter_of(before), letter_of(after)
            if first is None or second is None:
                continue
            if (first[2] is not None and _is_transposition(first[2])) or roles.kinds.get(
                _name(first, roles)
            ) == "matrix":
                yield _name(second, roles)


def _name(found: tuple[str, s.Syntax | None, s.Syntax | None], roles: Roles) -> str:
    word, below, _ = found
    return word if below is None or word in roles.indexed else f"{word}_{key(strip(below))}"


# ------------------------------------------------------------------------------------------------------------- reading


def read_own(loss: str, by: str) -> Own:
    """A loss and the variable to differentiate it by, from LaTeX. OutsideError says what is not understood, and where."""
    written, variable = (_side(text) for text in (loss, by))
    roles = roles_of((written, variable))
    for _ in range(ROUNDS):
        reader = OwnReader(roles)
        try:
            found, wanted = reader.read(written), reader.read(variable)
        except x.ShapeError as error:
            if not _mend(error, roles):
                raise OutsideError(f"the shapes do not fit: {error}") from error
            continue
        except s.ReadingError as error:
            raise OutsideError(f"not understood: {error}", error.span) from error
        if _fit_indices(found, roles) | _fit_indices(wanted, roles):
            continue
        if found.shape != x.SCALAR:
            raise OutsideError(f"a loss must be a scalar, this is {x.spoken(found.shape)}")
        if not isinstance(wanted, x.Symbol | x.Column | x.Entry):
            raise OutsideError("one differentiates by a symbol, a column such as w_k or an entry such as b_i")
        return _named_sizes(found, wanted)
    raise OutsideError("the shapes of the symbols could not be found")


def _side(text: str) -> s.Syntax:
    try:
        chains = read_formula(text)
    except s.ReadingError as error:
        raise OutsideError(f"not understood: {error}", error.span) from error
    if len(chains) != 1:
        raise OutsideError("one formula is expected")
    return chains[0].sides[-1]


def _mend(error: x.ShapeError, roles: Roles) -> bool:
    """Learn from two shapes that do not fit: sizes that must be equal, or a letter that is a vector and not a number."""
    shapes = [node.shape for node in error.nodes if isinstance(node, x.Expression)]
    if len(shapes) == 2:
        (a, b), (c, d) = shapes
        added = x.SCALAR in shapes or "multiply" not in str(error)
        pairs = [(a, c), (b, d)] if added else [(b, c)]
        if any(roles.unify(one, other) for one, other in pairs):
            return True
    for node in error.nodes:
        for part in walk(node):
            if isinstance(part, x.Symbol) and part.shape == x.SCALAR and roles.kinds.get(part.name) is None:
                roles.kinds[part.name] = "vector"
                return True
    return False


def _fit_indices(expression: x.Expression, roles: Roles) -> bool:
    """Indices run over the sizes of what they index; whether that is news."""
    news = False
    for part in walk(expression):
        if isinstance(part, x.Column):
            news |= roles.unify(part.matrix.shape[1], part.index.over)
        elif isinstance(part, x.Entry):
            news |= roles.unify(part.matrix.shape[0], part.row.over)
            if part.column is not None:
                news |= roles.unify(part.matrix.shape[1], part.column.over)
    return news


def _named_sizes(loss: x.Expression, variable: x.Expression) -> Own:
    """Sizes without a name get one."""
    met = [size for part in (*walk(loss), *walk(variable)) for size in _sizes(part)]
    taken = {size for size in met if not size.startswith("?")}
    free = iter(name for name in SIZES if name not in taken)
    names = {size: next(free, size.strip("?")) for size in dict.fromkeys(met) if size.startswith("?")}

    def renamed(node: Any) -> Any:
        if isinstance(node, x.Symbol):
            rows, columns = (names.get(size, size) for size in node.declared)
            return x.Symbol(node.name, (rows, columns))
        if isinstance(node, x.Index):
            return x.Index(node.name, names.get(node.over, node.over))
        if isinstance(node, x.Mapped):
            return x.Mapped(node.name, renamed(node.argument), names.get(node.over, node.over))
        return rebuild(node, renamed)

    return Own(renamed(loss), renamed(variable))


def _sizes(part: x.Node) -> tuple[str, ...]:
    if isinstance(part, x.Symbol):
        return part.declared
    return (part.over,) if isinstance(part, x.Index | x.Mapped) else ()


# ------------------------------------------------------------------------------------------------------------ derivation


def derivation_of_own(own: Own) -> Derivation:
    """The derivation of ∂loss/∂variable, unchecked; layers such as z = Wx and probabilities get names."""
    layers, loss = layered(own.loss, own.variable)
    names = (*layers, *probabilities(loss))
    premises = Premises(own.variable, (), names)
    title = Words("The derivative of {0} by {1}", "{0} 对 {1} 的导数", (x.Named("J", own.loss), own.variable))
    blocks: list[Block] = [Claim(each, each.value, definition=True) for each in layers]
    last_only = bool(layers) and not premises.depends(
        substitute_named(loss, layers[-1], x.Symbol("", layers[-1].shape)), own.variable
    )
    if last_only:
        last = layers[-1]
        inner = gradient_chain(loss, last, replace(premises, variable=last, names=(last, *probabilities(loss))))
        name = x.Named("J", loss)
        known = given(
            "what was found", "What was found above.", "代入上面求得的结果。", x.Derivative(name, last), inner.result
        )
        start = x.Derivative(name, own.variable)  # type: ignore[arg-type]
        blocks += [inner, chain(None, start, premises, ((derivative_rule("through a layer"),), (known,), CLOSE))]
    else:
        blocks.append(gradient_chain(loss, own.variable, premises))
    found = [block for block in blocks if isinstance(block, Chain)]
    unfinished = next((node for each in found for node in walk(each.result) if isinstance(node, x.Derivative)), None)
    if unfinished is not None:
        raise OutsideError(f"no rule reaches the derivative {text(unfinished)}")
    used = {node for each in found for node in walk(each.result) if isinstance(node, x.Named)}
    blocks += [_definition(each) for each in names if each in used and each not in layers]
    return Derivation("J", title, tuple(blocks))


def _definition(named: x.Named) -> Claim:
    match named.value:
        case x.Transpose(x.Table(index, body)):
            return Claim(x.Entry(named, index), body, definition=True)
    return Claim(named, named.value, definition=True)


def probabilities(loss: x.Expression) -> tuple[x.Named, ...]:
    """ŷ for a softmax, and for exponentials over their sum."""
    taken = {node.name for node in walk(loss) if isinstance(node, x.Symbol)}
    name = "ŷ" if not {"ŷ", "hat y"} & taken else "p"
    for node in walk(loss):
        if isinstance(node, x.Softmax):
            return (x.Named(name, node),)
    for node in walk(loss):
        if isinstance(node, x.Sum) and isinstance(node.body, x.Call) and node.body.function == "exp":
            inner = x.Index(node.index.name + "'", node.index.over)
            total = x.Sum(inner, substitute(node.body, {node.index: inner}))
            return (x.Named(name, x.Transpose(x.Table(node.index, x.Quotient(node.body, total)))),)
    return ()


def layered(loss: x.Expression, variable: x.Expression) -> tuple[tuple[x.Named, ...], x.Expression]:
    """The vectors that the variable passes through on its way into the loss, named from the inside out, and the loss in terms of them."""
    layers: list[x.Named] = []
    inside: x.Expression = variable
    taken = {node.name for node in walk(loss) if isinstance(node, x.Symbol)}
    while True:
        found = _next_layer(loss, inside)
        if found is None or len(layers) > ROUNDS:
            break
        affine = not isinstance(found, x.Call)
        name = next(each for each in _layer_names("z" if affine else "h", len(layers)) if each not in taken)
        taken.add(name)
        layer = x.Named(name, found)
        loss = substitute_named(loss, found, layer)
        layers.append(layer)
        inside = layer
    return tuple(layers), loss


def _layer_names(letter: str, count: int) -> Iterator[str]:
    yield letter
    for number in range(2, count + 3):
        yield f"{letter}_{number}"


def _next_layer(loss: x.Expression, inside: x.Expression) -> x.Expression | None:
    """The next vector around `inside`: the widest affine map of it, or a function of it that a further map follows."""
    affine: x.Expression | None = None
    for parent in _around(loss, inside):
        if isinstance(parent, x.Product | x.Add) and (affine is None or any(part == affine for part in walk(parent))):
            if affine is None and isinstance(inside, x.Named) and _within_call(parent, inside):
                break
            affine = parent
        elif affine is not None:
            break
    if affine is not None:
        return affine
    calls = [each for each in _around(loss, inside) if isinstance(each, x.Call) and each.argument == inside]
    further = any(isinstance(each, x.Product | x.Add) for each in _around(loss, inside))
    return calls[0] if calls and further and isinstance(inside, x.Named) else None


def _within_call(parent: x.Expression, inside: x.Expression) -> bool:
    """Whether a function acts on `inside` before `parent` does."""
    return any(
        isinstance(node, x.Call | x.Softmax) and any(part == inside for part in walk(node)) for node in walk(parent)
    )


def _around(loss: x.Expression, inside: x.Expression) -> list[x.Expression]:
    """The column vectors that properly hold `inside`, from the inside out."""
    holding = [
        node
        for node in walk(loss)
        if isinstance(node, x.Expression)
        and node.shape != x.SCALAR
        and node.shape[1] == "1"
        and node != inside
        and not isinstance(node, x.Named | x.Column)
        and any(part == inside for part in walk(node))
    ]
    return list(reversed(holding))
