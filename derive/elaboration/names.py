"""Symbols with their subscripts and superscripts: what is declared first, then what the author defines."""

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from derive import expression as x
from derive.declarations import Declared
from derive.elaboration import conditions, definitions, greatest, positions, powers, shapes, squares
from derive.elaboration.context import Scope
from derive.elaboration.entries import entries, indices_of, is_family, picked
from derive.elaboration.moments import label, moment
from derive.elaboration.norms import norm
from derive.elaboration.undeclared import UndeclaredError
from derive.parsing import syntax as s
from derive.parsing.trees import key, plain_words, strip

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


BRACKETS = ("(", "[", "\\{")
SIGNS = ("+", "-", "*")
"""What a script of one sign is called in the syntax: it is no name that anybody could declare."""


def _kind(below: s.Syntax) -> str:
    """What stands below a norm: F, 1, and the 1,1 of the sum over all entries."""
    inner = strip(below)
    parts = inner.items if isinstance(inner, s.Listing) else (inner,)
    return ",".join(key(strip(each)) or "?" for each in parts)


def symbol(reader: "Reader", node: s.Name, scope: Scope) -> x.Expression:
    """A name by itself."""
    if node.name in SIGNS:
        raise s.ReadingError(f'"{node.name}" stands alone here', node.span, "an expression")
    value = squares.of_square(reader, node, scope) or known(reader, key(node) or node.name, node, scope)
    if value is None:
        raise UndeclaredError(key(node) or node.name, 0, node.span)
    _stands_alone(reader, value, node)
    return value


def _stands_alone(reader: "Reader", value: x.Expression, node: s.Syntax) -> None:
    """ReadingError for an array of matrices without the index of one of them."""
    declared = reader.context.declarations.get(value.name) if isinstance(value, x.Symbol) else None
    if declared is not None and declared.kind == "array":
        told = f"{declared.name} is an array of matrices, and stands without an index here"
        raise s.ReadingError(told, node.span, f"{declared.name}_i or {declared.name}_{{ijk}}")


def known(reader: "Reader", name: str, node: s.Syntax, scope: Scope) -> x.Expression | None:
    """What a name stands for: what is bound, what is declared, what the author defines, what everybody knows."""
    context = reader.context
    bound = scope.get(name)
    if isinstance(bound, x.Index):
        return positions.as_number(reader, bound, node.span)
    if isinstance(bound, x.Expression):
        return bound
    if bound is not None:
        raise s.ReadingError(f"the index {name} stands as a number here", node.span, "an expression")
    declared = context.declarations.get(name)
    if declared is not None:
        if declared.kind == "index":
            return positions.as_number(reader, x.Index(name, context.solver.size(declared.sizes[0])), node.span)
        if declared.kind == "labels":
            raise s.ReadingError(f"the index {name} stands as a number here", node.span, "an expression")
        return whole(reader, name, node.span)
    if name in context.open and declared is None and name not in (*context.definitions, *context.sizes):
        return positions.as_number(reader, x.Index(name, context.solver.size(context.open[name])), node.span)
    family = context.declarations.of_whole(name)
    if family is not None and name not in context.definitions:
        return gathered(reader, name, family, node.span)
    defined = reader.definition(name)
    if defined is not None:
        return replace(defined, span=node.span)
    if name in context.sizes and not _of_a_set(node):
        return x.Dimension(name, span=node.span)
    if name == "I":
        return x.Diagonal(shapes.ones((shapes.unknown(reader, node), "1")), span=node.span)
    if name == "e":
        return x.Call("exp", x.Number(Fraction(1)), span=node.span)
    if name == "pi" and context.circle:
        return x.Pi(span=node.span)
    return None


def _of_a_set(node: s.Syntax) -> bool:
    r"""Whether a letter is in a font of sets and distributions: the \mathcal N of a density is not the N of a sum."""
    return isinstance(node, s.Name) and node.font in ("calligraphic", "blackboard")


def gathered(reader: "Reader", name: str, family: Declared, span: s.Span) -> x.Expression:
    """The matrix of a family: its columns are the vectors; of declared data its rows, the X of XᵀX, unless only the other way round fits."""
    context = reader.context
    if not family.whole or family.inferred:
        context.gathered.add(name)
    as_rows = (not family.whole) != (name in context.turned)
    if not family.whole:
        context.note("matrix-of-rows" if as_rows else "matrix-of-columns", name=name, family=family.name)
    made = whole(reader, family.name, span)
    return x.Transpose(made, span=span) if as_rows else made


def whole(reader: "Reader", name: str, span: s.Span | None = None) -> x.Symbol:
    """A declared symbol, with the sizes that are known of it by now; a vector that lies is a row."""
    declared = reader.context.declarations.table[name]
    rows, columns = (reader.context.solver.size(size) for size in declared.shape)
    lies = declared.kind == "vector" and name in reader.context.row_vectors
    letters = declared.symbol.letters
    return x.Symbol(declared.whole or name, (columns, rows) if lies else (rows, columns), span=span, letters=letters)


# ------------------------------------------------------------------------------------------------------------ with scripts


def scripted(reader: "Reader", node: s.Scripted, scope: Scope) -> x.Expression:
    """A base with what stands below and above it."""
    turned = _turned_member(node)
    if turned is not None:
        member, mark = turned
        return powers.raised(reader, reader.read(member, scope), mark, node, scope)
    base, below, above = node.base, node.below, node.above
    if isinstance(base, s.Group) and base.opening in ("‖", "||"):
        return norm(reader, base, "" if below is None else _kind(below), above, scope)
    if isinstance(base, s.Name):
        return reader.named(node, base, scope)
    value = filled(reader, base, node, scope) if isinstance(base, s.Numeral) and base.text in ("0", "1") else None
    if value is not None:
        return value if above is None else reader.raised(value, above, node, scope)
    value = reader.read(base, scope)
    if node.primes:
        if node.primes > 1 or value.shape == x.SCALAR:
            raise s.ReadingError("a prime is understood at a name only", node.span, "\\partial")
        value = _turned(reader, value, node)
    if powers.is_positive_part(below) and isinstance(base, s.Group) and base.opening in BRACKETS:
        value, below = powers.positive_part(reader, value, node), None
    if isinstance(base, s.Group) and base.opening == "\\langle" and below is not None and _kind(below) in ("F", "2"):
        below = None  # ⟨A, B⟩_F
    if below is not None:
        _order(node)
        value = reader.entries(value, below, node.span, scope)
    return value if above is None else reader.raised(value, above, node, scope)


def filled(reader: "Reader", base: s.Numeral, node: s.Scripted, scope: Scope) -> x.Expression | None:
    r"""\mathbf 1_n is the vector of n ones, 0_{n \times d} a matrix of zeros, \mathbb 1_{i = j} the indicator; None for a power of 1."""
    if node.below is None:
        plain = not (reader.lenient and base.text == "1" and powers.is_transposition(node.above))
        return None if plain else x.Constant(Fraction(1), (shapes.unknown(reader, base), "1"), span=base.span)
    inner = strip(node.below)
    inner = strip(inner.inner) if isinstance(inner, s.Group) and inner.opening == "\\{" else inner
    if base.text == "1" and isinstance(inner, s.Relation | s.Listing):
        return x.Delta(reader.condition(inner, scope), span=node.span)
    unit = reader.one_hot(node.below, node.span, scope) if base.text == "1" else None
    if unit is not None:
        return unit
    cross = isinstance(inner, s.Juxtaposition) and len(inner.factors) == 2 and inner.operators[0] in ("times", "*")
    told = [_length(reader, each) for each in (inner.factors if cross else (inner,))]  # type: ignore[attr-defined]
    if None in told or not (base.font or reader.lenient):
        raise s.ReadingError("this subscript is no length and no condition", node.below.span, "a size or a condition")
    sizes = [*(each or "" for each in told), "1"]
    return x.filled(Fraction(base.text), (sizes[0], sizes[1]), node.span)


def _length(reader: "Reader", node: s.Syntax) -> x.Size | None:
    """The size that a subscript of 0 or 1 names: n, |V|, 1."""
    word = plain_words(node)
    return word if word == "1" else reader.size_of(word)


def _order(node: s.Scripted) -> None:
    """A^T_{ij} and A_{ij}^T say different things, and nothing on the page tells which is meant of a matrix."""
    items = indices_of(node.below) if node.below is not None else ()
    if powers.is_transposition(node.above) and len(items) > 1 and ":" not in map(key, items):
        raise s.ReadingError("of which is this the entry, of A or of its transpose?", node.span, "(A^T)_{ij}")


def named(reader: "Reader", node: s.Scripted, base: s.Name, scope: Scope) -> x.Expression:
    """A name with scripts: the longest name that is known first, the rest are indices and powers."""
    square = squares.of_square(reader, node, scope)
    if square is not None:
        return square
    starred = greatest.spelled(node)
    if starred is not None and (value := known(reader, starred, node, scope)) is not None:
        return value if node.below is None else picked(reader, starred, value, indices_of(node.below), node.span, scope)
    word, below, above = key(base) or base.name, node.below, node.above
    primed = word + "'" * node.primes
    if below is not None:
        part = key(strip(below)) or moment(below)
        for name in (f"{primed}_{part}", f"{word}_{part}{chr(39) * node.primes}"):
            value = known(reader, name, node, scope) if part is not None else None
            if value is not None:
                return _above(reader, value, above, node, scope)
    mark = label(above)
    if mark is not None:
        value = known(reader, f"{primed}^{mark}", node, scope)
        if value is not None:
            return (
                value
                if below is None
                else picked(reader, f"{primed}^{mark}", value, indices_of(below), node.span, scope)
            )
    special = None if node.primes else _special(reader, word, below, above, node, scope)
    if special is not None:
        return special
    items = indices_of(below) if below is not None else ()
    if items and primed not in scope:
        own = definitions.of_members(reader, primed, len(items))
        only = definitions.member(reader, own, items, node.span, scope)
        members = reader.definition(own) if only is None and own != primed else None
        if members is not None:
            only = picked(reader, own, members, items, node.span, scope)
        if only is not None:
            return _above(reader, only, above, node, scope)
    value = known(reader, primed, node, scope)
    if value is not None and powers.is_positive_part(below) and not is_family(reader, word):
        raise s.ReadingError(
            f"{word}_+ could be the positive part of {word}, or a name of its own",
            node.span,
            f"[{word}]_+ for the positive part, or a declaration of {word}_+",
        )
    if value is None and len(items) == 1 and below is not None and not node.primes:
        value = _row_of(reader, word, items[0], node, scope)
        if value is not None:
            return _above(reader, value, above, node, scope)
    if value is None and node.primes == 1 and reader.context.primes:
        bare = reader.read(replace(node, primes=0), scope)
        if bare.shape != x.SCALAR:
            return _turned(reader, bare, node)
    if value is None:
        full = f"{primed}_{key(strip(below)) or moment(below)}" if below is not None else primed
        full = f"{primed}^{mark}" if mark is not None and below is None else full
        raise UndeclaredError(primed, len(items) + (mark is not None), node.span, full)
    if mark is not None:
        items, above = (above.inner, *items), None  # type: ignore[union-attr]
    if len(items) > 1 and above is not None:
        _order(node)
    if items and primed in scope:
        value = entries(reader, value, items, node.span, scope)
    elif items:
        value = picked(reader, primed, value, items, node.span, scope)
    _stands_alone(reader, value, node)
    return _above(reader, value, above, node, scope)


def _turned(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """X′ as the transpose of X."""
    reader.context.note("prime-transposes")
    return x.Transpose(value, span=node.span)


def _row_of(reader: "Reader", word: str, item: s.Syntax, node: s.Syntax, scope: Scope) -> x.Expression | None:
    """The x_i of an answer where only X is declared: its row i, or its column where i can only be one; as a vector that stands."""
    declared = reader.context.declarations.get(word.upper())
    if (
        reader.context.loss is None
        or declared is None
        or declared.kind != "matrix"
        or not (len(word) == 1 and word.islower())
    ):
        return None
    value, index = whole(reader, declared.name), conditions.index_of(reader, item, scope)
    rows, columns = value.shape
    if index is not None and index.over == columns != rows:
        reader.context.note("column-as-vector", name=word, whole=declared.name)
        return x.Column(value, index, span=node.span)
    if rows == columns:
        return None
    place = reader.index(item, rows, scope)
    reader.context.note("row-of-matrix", name=word, whole=declared.name)
    return x.Column(x.Transpose(value), place, span=node.span)


def _turned_member(node: s.Scripted) -> tuple[s.Scripted, s.Syntax] | None:
    r"""x^{(i)\top} as (x^{(i)})^\top: the member of a family, and the transposition."""
    above = node.above
    if not isinstance(above, s.Juxtaposition) or len(above.factors) != 2 or any(above.operators):
        return None
    inner, mark = above.factors
    if label(inner) is None or not powers.is_transposition(mark):
        return None
    return s.Scripted(node.base, node.below, inner, node.primes, span=node.span), mark


def _above(
    reader: "Reader", value: x.Expression, above: s.Syntax | None, node: s.Scripted, scope: Scope
) -> x.Expression:
    return value if above is None else powers.raised(reader, value, above, node, scope)


def _special(
    reader: "Reader", word: str, below: s.Syntax | None, above: s.Syntax | None, node: s.Scripted, scope: Scope
) -> x.Expression | None:
    """e^z, I_n, δ_{ij}, e_k and σ′s that nobody declared otherwise."""
    own = reader.context.definitions.get(word)
    residuals = word == "e" and below is None and own is not None and own.form == "entries"  # e_n = …, and e^z
    if (word in reader.context.declarations or own is not None) and not residuals:
        return None
    if word == "e" and below is None and above is not None and not powers.is_transposition(above):
        value = reader.read(above, scope)
        if value.shape != x.SCALAR:
            reader.context.note("entrywise-function", name="e")
        return x.Call("exp", value, span=node.span)
    if word == "e" and below is not None:
        return _above(reader, _unit(reader, below, scope, node), above, node, scope)
    if word == "I" and below is not None and key(strip(below)) in reader.context.sizes:
        return x.Diagonal(shapes.ones((key(strip(below)) or "", "1")), span=node.span)
    if word == "delta" and below is not None and above is None and len(indices_of(below)) == 2:
        return x.Delta(conditions.same(reader, indices_of(below)[0], indices_of(below)[1], scope), span=node.span)
    return None


def _unit(reader: "Reader", below: s.Syntax, scope: Scope, node: s.Syntax) -> x.Expression:
    """e_k, the unit vector of an index."""
    index = reader.index(below, shapes.unknown(reader, node), scope)
    return x.OneHot(index, span=node.span)
