"""Reads a loss of one's own: the shapes of the expression tree are unified until they fit.

>>> own = read_own(r"-\\log \\sigma(w^\\top x)", "w")
>>> own.loss.shape, own.variable.shape
(('1', '1'), ('d', '1'))
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive import expression as x
from derive.deriving import OutsideError
from derive.own.letters import (
    Norm,
    Part,
    capital,
    is_transposition,
    letter_of,
    norm_of,
    prepared,
    sigma_is_a_letter,
    subscripts,
)
from derive.own.roles import Roles, roles_of
from derive.premises import Premises
from derive.reading import syntax as s
from derive.reading.context import Notation, Place, key, strip
from derive.reading.elaborate import Reader
from derive.reading.grammar import read_formula
from derive.traversal import rebuild, walk

SIZES = ("d", "n", "m", "h", "p", "q", "r")
"""Names for sizes that the loss does not name, in the order in which they are met."""
ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Own:
    """A loss and the variable."""

    loss: x.Expression
    variable: x.Expression


class OwnReader(Reader):
    """Reads symbols by their roles; all else is read as in an answer."""

    def __init__(self, roles: Roles, named: dict[str, tuple[s.Syntax, str]]):
        sizes = {size: [size] for size in set(roles.bound.values())}
        super().__init__(Notation(sizes=sizes), Place())
        self.roles, self.named = roles, named

    def read(self, node: s.Syntax, scope: Any = None) -> x.Expression:
        scope = scope or {}
        norm = norm_of(node)
        if norm is not None:
            return self.norm(norm, node, scope)
        if isinstance(node, s.Big) and node.below is None:
            raise s.ReadingError("this sum has no limits; call a matrix Σ by another letter", node.span, "a range")
        if isinstance(node, Part):
            return self.part(node, scope)
        found = letter_of(node)
        if found is None:
            return super().read(node, scope)
        word, below, above = found
        if word == "e" and above is not None and below is None and not is_transposition(above):
            return x.Call("exp", self.read(above, scope), span=node.span)
        value = self.symbol(word, below, scope, node)
        if above is None:
            return value
        if is_transposition(above):
            return x.Transpose(value, span=node.span)
        if value.shape != x.SCALAR:
            raise s.ReadingError(f"a power of {in_words(value.shape)} is not understood", node.span, "a number")
        return x.Power(value, self.read(above, scope), span=node.span)

    def norm(self, norm: Norm, node: s.Syntax, scope: Any) -> x.Expression:
        """‖z‖² = zᵀz, ‖z‖₁ = 1ᵀ|z|, and of a matrix the sum of that over its columns."""
        value = self.read(norm.inner, scope)
        if norm.kind not in ("", "1", "2", "F") or (norm.kind == "2" and "1" not in value.shape):
            raise s.ReadingError("this norm is not understood", node.span, "‖·‖, ‖·‖_1 or ‖·‖_F")
        inside = _over_columns(value, _absolute if norm.kind == "1" else _squared)
        squared = norm.power is not None and key(strip(norm.power)) == "2"
        if norm.kind != "1" and squared:
            return inside
        plain = inside if norm.kind == "1" else x.Call("sqrt", inside)
        return plain if norm.power is None else x.Power(plain, self.read(norm.power, scope))

    def part(self, node: Part, scope: Any) -> x.Expression:
        """An entry of what a call gives; the index y_i is the class of example i."""
        value = self.read(node.base, scope)
        if value.shape == x.SCALAR or value.shape[1] != "1":
            raise s.ReadingError("only a vector has entries", node.span, "a vector")
        below = strip(node.below)
        if isinstance(below, s.Scripted) and below.below is not None:
            inner = self.index(below.below, "", scope)
            return x.Entry(value, x.Mapped(key(below.base) or "y", inner, value.shape[0]), span=node.span)
        return x.Entry(value, self.index(below, "", scope), span=node.span)

    def symbol(self, word: str, below: s.Syntax | None, scope: Any, node: s.Syntax) -> x.Expression:
        """A letter without its superscript."""
        roles = self.roles
        count = roles.indexed.get(word, 0)
        if below is not None and count:
            return self.indexed(word, below, scope)
        name = word if below is None else f"{word}_{key(strip(below))}"
        if name in self.named:
            return x.Named(name, self.defined_as(name, scope))
        if below is None and word in {size.lstrip("±") for size in roles.bound.values()}:
            return x.Dimension(word, span=node.span)
        if name in scope:
            raise s.ReadingError(f"the index {name} stands as a number here", node.span, "an expression")
        if below is None and count:  # the whole of what has indices elsewhere
            columns = count == 1 and roles.kinds.get(word) == "vector"
            whole, kind = (capital(word), "matrix") if columns else (word, "matrix" if count == 2 else "vector")
            return x.Symbol(whole, self.shape(whole, kind), span=node.span)
        return x.Symbol(name, self.shape(name, roles.kinds.get(name, "scalar")), span=node.span)

    def defined_as(self, name: str, scope: Any) -> x.Expression:
        """What a name stands for; what is not understood there is told with its own text."""
        value, text = self.named[name]
        try:
            return self.read(value, scope)
        except s.ReadingError as error:
            raise OutsideError(f"not understood: {error}", error.span, text) from error

    def indexed(self, word: str, below: s.Syntax, scope: Any) -> x.Expression:
        """A column or an entry."""
        indices = [self.index(each, word, scope) for each in subscripts(below)]
        if self.roles.indexed[word] == 2:
            return x.Entry(x.Symbol(word, self.shape(word, "matrix")), indices[0], indices[-1])
        if self.roles.kinds.get(word) == "vector":
            return x.Column(x.Symbol(capital(word), self.shape(capital(word), "matrix")), indices[0])
        return x.Entry(x.Symbol(word, self.shape(word, "vector")), indices[0])

    def index(self, node: s.Syntax, word: str, scope: Any) -> x.IndexTerm:
        """An index of a letter; w_s inside a subscript is the word of sample s, w_{t+j} the word at offset j."""
        node = strip(node)
        if isinstance(node, s.Scripted) and node.below is not None:
            over = self.roles.size(f"?{capital(word)}2")
            inside, name = strip(node.below), key(node.base) or "w"
            if isinstance(inside, s.Additive) and len(inside.terms) == 2:
                origin, offset = inside.terms
                step = offset.operand if isinstance(offset, s.Signed) and offset.sign == "+" else offset
                return x.Mapped(f"{name}_{key(strip(origin))}", self.index(step, "", scope), over)
            return x.Mapped(name, self.index(inside, "", scope), over)
        letter = key(node)
        if not letter:
            raise s.ReadingError("this subscript is not an index", node.span, "an index such as i or w_s")
        return scope[letter] if letter in scope else x.Index(letter, self.roles.size(f"?index {letter}"))

    def shape(self, name: str, kind: str) -> x.Shape:
        """The shape of a symbol as far as it is known."""
        if kind == "scalar":
            return x.SCALAR
        rows = self.roles.size(f"?{name}1")
        return (rows, self.roles.size(f"?{name}2") if kind == "matrix" else "1")


def _over_columns(value: x.Expression, measure: Any) -> x.Expression:
    if "1" in value.shape:
        return measure(value)
    k = x.Index("k", value.shape[1])
    return x.Sum(k, measure(x.Column(value, k)))


def _squared(value: x.Expression) -> x.Expression:
    """xᵀx, of a row xxᵀ."""
    return x.Product((value, x.Transpose(value)) if value.shape[0] == "1" else (x.Transpose(value), value))


def _absolute(value: x.Expression) -> x.Expression:
    """1ᵀ|x|."""
    if value.shape == x.SCALAR:
        return x.Call("abs", value)
    column = x.Transpose(value) if value.shape[0] == "1" else value
    return x.Product((x.Transpose(x.Constant(Fraction(1), column.shape)), x.Call("abs", column)))


# --------------------------------------------------------------------------------------------------------------- the whole


def read_own(loss: str, by: str, where: Sequence[str] = ()) -> Own:
    """A loss and the variable to differentiate it by, from LaTeX. OutsideError says what is not understood, and where.

    `where` are definitions such as z = Wx; what they name stands in the loss by its name.
    """
    pages = [_side(loss), _side(by), *(_side(each) for each in where)]
    names = [_defined(each) for each in where]
    letter = sigma_is_a_letter(tuple(pages))
    written, variable, *values = (prepared(each, letter) for each in pages)
    roles = roles_of((written, variable), dict(zip(names, values, strict=True)))
    named = {name: (value, text) for name, value, text in zip(names, values, where, strict=True)}
    for _ in range(ROUNDS):
        reader, source = OwnReader(roles, named), loss
        try:
            found, source = reader.read(written), by
            wanted = reader.read(variable)
        except x.ShapeError as error:
            if not _mend(error, roles):
                raise _unfit(error, source) from error
            continue
        except s.ReadingError as error:
            raise OutsideError(f"not understood: {error}", error.span, source) from error
        if _fit_indices(found, roles) | _fit_indices(wanted, roles):
            continue
        _refuse(found, wanted, by)
        return _named_sizes(found, wanted)
    raise OutsideError("the shapes of the symbols could not be found")


def _refuse(loss: x.Expression, variable: x.Expression, by: str) -> None:
    """What can be read but not be derived, told in a sentence."""
    if loss.shape != x.SCALAR:
        hint = next((f" ({part.name} is read as a number; a row is written {part.name}^T)" for part in _led(loss)), "")
        raise OutsideError(f"a loss must be a scalar, this is {in_words(loss.shape)}{hint}")
    if not isinstance(variable, x.Symbol | x.Column | x.Entry):
        raise OutsideError("one differentiates by a symbol, a column such as w_k or an entry such as b_i")
    if not Premises(variable).depends(_unfolded(loss), variable):
        raise OutsideError(f"the loss does not contain {by}")


def _led(loss: x.Expression) -> list[x.Symbol]:
    """Numbers that stand directly before a matrix, as the x of xW."""
    products = [node for node in walk(loss) if isinstance(node, x.Product)]
    return [
        before
        for node in products
        for before, after in zip(node.factors, node.factors[1:], strict=False)
        if isinstance(before, x.Symbol) and before.shape == x.SCALAR and "1" not in after.shape
    ]


def _unfolded(node: Any) -> Any:
    """The expression with what its names stand for."""
    return rebuild(node.value if isinstance(node, x.Named) else node, _unfolded)


def _chain(text: str) -> s.Chain:
    try:
        chains = read_formula(text)
    except s.ReadingError as error:
        raise OutsideError(f"not understood: {error}", error.span, text) from error
    if len(chains) != 1:
        raise OutsideError("one formula is expected")
    return chains[0]


def _side(text: str) -> s.Syntax:
    return _chain(text).sides[-1]


def _defined(text: str) -> str:
    """The name that a definition gives."""
    chain = _chain(text)
    found = letter_of(chain.sides[0]) if len(chain.sides) == 2 else None
    if found is None or found[2] is not None:
        raise OutsideError(f"a definition has the form z = …, not {text}")
    return found[0] if found[1] is None else f"{found[0]}_{key(strip(found[1]))}"


def in_words(shape: x.Shape) -> str:
    """A shape whose sizes may have no names."""
    return (
        "a number"
        if shape == x.SCALAR
        else "a row"
        if shape[0] == "1"
        else "a vector"
        if shape[1] == "1"
        else "a matrix"
    )


_SHAPE = re.compile(r"a (\S+) × (\S+) (?:matrix|one)|a scalar")


def _unfit(error: x.ShapeError, source: str) -> OutsideError:
    """Shapes that do not fit, in words and with the place."""
    told = _SHAPE.sub(lambda found: in_words((found[1], found[2])) if found[1] else "a number", str(error))
    spans = [node.span for node in error.nodes if node.span is not None]
    span = (min(each[0] for each in spans), max(each[1] for each in spans)) if spans else None
    return OutsideError(f"the shapes do not fit: {told}", span, source)


def _mend(error: x.ShapeError, roles: Roles) -> bool:
    """Learn from two shapes that do not fit: sizes that must be equal, or a letter that is a vector and not a number."""
    shapes = [node.shape for node in error.nodes if isinstance(node, x.Expression)]
    if len(shapes) == 2:
        (a, b), (c, d) = shapes
        added = x.SCALAR in shapes or "multiply" not in str(error)
        pairs = [(a, c), (b, d)] if added or b == d == "1" else [(b, c)]
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
        for index, size in _places(part):
            news |= roles.unify(size, index.over)
            if not news and roles.size(size) != roles.size(index.over):
                raise OutsideError(
                    f"an index over {roles.size(index.over)} stands where one over {roles.size(size)} is needed"
                )
    return news


def _places(part: x.Node) -> Iterator[tuple[x.IndexTerm, x.Size]]:
    """The indices that a column or an entry has, each with the size that it points into."""
    if isinstance(part, x.Column):
        yield part.index, part.matrix.shape[1]
    elif isinstance(part, x.Entry):
        yield part.row, part.matrix.shape[0]
        if part.column is not None:
            yield part.column, part.matrix.shape[1]


def _named_sizes(loss: x.Expression, variable: x.Expression) -> Own:
    """Sizes without a name get one that nothing else has."""
    parts = (*walk(loss), *walk(variable))
    met = [size for part in parts for size in _sizes(part)]
    taken = {size for size in met if not size.startswith("?")} | {p.name for p in parts if isinstance(p, x.Symbol)}
    free = iter(name for name in SIZES if name not in taken)
    names = {size: next(free, size.strip("?")) for size in dict.fromkeys(met) if size.startswith("?")}

    def renamed(node: Any) -> Any:
        if isinstance(node, x.Symbol):
            return x.Symbol(node.name, (names.get(node.declared[0], node.declared[0]), _second(node.declared, names)))
        if isinstance(node, x.Constant):
            return x.Constant(
                node.value, (names.get(node.declared[0], node.declared[0]), _second(node.declared, names))
            )
        if isinstance(node, x.Index):
            return x.Index(node.name, names.get(node.over, node.over))
        if isinstance(node, x.Mapped):
            return x.Mapped(node.name, renamed(node.argument), names.get(node.over, node.over))
        return rebuild(node, renamed)

    return Own(renamed(loss), renamed(variable))


def _second(shape: x.Shape, names: dict[str, str]) -> str:
    return names.get(shape[1], shape[1])


def _sizes(part: x.Node) -> tuple[str, ...]:
    if isinstance(part, x.Symbol):
        return part.declared
    return (part.over,) if isinstance(part, x.Index | x.Mapped) else ()
