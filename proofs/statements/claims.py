"""What an answer claims: its sides as expressions, which of them is the derivative of what by what, and under which condition."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from derive import expression as x
from derive.elaboration import positions
from derive.elaboration.calls import is_slope
from derive.elaboration.context import Context, Definition, Remark, Scope
from derive.elaboration.moments import letters_of
from derive.elaboration.open_lengths import is_zero
from derive.elaboration.reader import Reader
from derive.elaboration.undeclared import UndeclaredError
from derive.parsing import syntax as s
from derive.parsing.differentials import differential, differentiates_by, is_total, scripts_of_derivatives
from derive.parsing.trees import every, key, strip
from derive.statement import Statement
from derive.traversal import replaced, walk
from derive.words.beside import blocking
from derive.words.phrases import RESTATED_BEFORE
from proofs.answers.claims.sides import Side
from proofs.identity import equal
from proofs.statements.account import WordsError
from proofs.statements.setting import setting_of

RESULTS = {"gradient": ("g", "G"), "jacobian": ("J", "D"), "hessian": ("H",)}
"""Letters that, undeclared, stand on the left for the result itself: H = … for a Hessian."""
LONGEST = 20
"""An answer speaks of fewer free indices than this."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """That a side is a derivative, or an entry, row or column of one: ∂`body`/∂`variable`, `order` times; `pieces`: the indices that pick the entry."""

    body: x.Expression
    variable: x.Variable
    order: int
    pieces: tuple[x.IndexTerm, ...]

    @property
    def on_the_way(self) -> bool:
        """Whether it is one by a quantity in between, or of one: ∂J/∂z, ∂z/∂W."""
        of = self.body
        return isinstance(self.variable, x.Named) or (isinstance(of, x.Named) and of.name != "J")


@dataclass(slots=True)
class Claim:
    """A chain that was read: its sides, its signs and their places, the derivative that one of its sides is, a condition.

    `end`: what the last side comes to by what the author says of the derivatives in it, where there are any.
    """

    chain: s.Chain
    sides: list[Side]
    asked: AskedFor | None = None
    named: bool = False
    condition: x.Condition = x.ALWAYS
    open: tuple[str, ...] = ()
    notes: tuple[Remark, ...] = ()
    end: x.Expression | None = None
    picks: tuple[str, ...] = ()
    """The indices of a greatest or a least that the statement does not speak of: nothing is known of these."""

    @property
    def value(self) -> x.Expression | None:
        """The value that the claim comes to: its last side, or what that is by the author's own equations."""
        return self.end if self.end is not None else self.sides[-1].value


def claim_of(
    statement: Statement,
    chain: s.Chain,
    context: Context,
    counting: frozenset[str] | None = None,
    scope: Scope | None = None,
) -> Claim:
    """A chain, read; `scope` are the letters that it is about.

    `counting`: the names of sizes that stand for free indices below what it differentiates by: all, where not told.
    """
    counting = _sizes(statement) if counting is None else counting
    letters = any_numbers(chain, context)
    if letters:
        said = _of_any_number(statement, chain, context.anew(), {each: x.Symbol(each) for each in letters}, counting)
        if said is not None:
            return said
    return _claim_of(statement, chain, context, scope or {}, counting)


def free_sizes(statement: Statement, chains: Sequence[s.Chain]) -> frozenset[str]:
    """The names of sizes that stand for free indices in some chains: none where one is by x_k, since x_n is the last one then."""
    sizes = _sizes(statement)
    by = {key(part) or "" for chain in chains for part in scripts_of_derivatives(chain.sides[0])}
    return sizes if not any(each.isalpha() for each in by - sizes) else frozenset()


def _of_any_number(
    statement: Statement, chain: s.Chain, context: Context, scope: Scope, counting: frozenset[str]
) -> Claim | None:
    """A chain about every value of some numbers, d/da log σ(a) = 1 − σ(a); None where it cannot be read as that."""
    try:
        claim = _claim_of(statement, chain, context, scope, counting)
    except (s.ReadingError, WordsError):
        return None
    slopes = [node for side in claim.sides for node in walk(side.value or x.ALWAYS) if isinstance(node, x.Derivative)]
    given = [node for node in slopes if node.variable in scope.values()]
    inside = all(node.variable in set(walk(node.body)) for node in given)
    return claim if given and inside and not any(side.error for side in claim.sides) else None


def _claim_of(statement: Statement, chain: s.Chain, context: Context, scope: Scope, counting: frozenset[str]) -> Claim:
    """A chain, read as often as it names another free index; `scope` are the letters that it is about."""
    named = _names_result(statement, chain, context)
    scripts = [each for side in chain.sides for each in scripts_of_derivatives(side)]
    left = {key(each) or "" for part in scripts for each in (part, *letters_of(part))}
    known = context.declarations.table.keys() | context.definitions.keys() | context.open.keys()
    for name in (left & counting) | (_told_apart(chain) - known):
        context.open[name] = f"?open.{name}"
    for _ in range(LONGEST):
        reader = Reader(context)
        try:
            sides, condition = reader.repeated(partial(_sides, reader, statement, chain, named, scope))
        except UndeclaredError as error:
            free = error.subscripts < 0 and error.name not in context.open
            start, end = chain.sides[0].span  # ∇_w (wᵀx_i)² is said of every i
            if not free or (left and error.name not in left and not start <= error.span[0] < end):
                raise
            context.open[error.name] = f"?open.{error.name}"
            continue
        if context.gathered - context.turned and any(side.misshapen for side in sides):
            context.turn()  # X does not fit with the data as its rows
            continue
        asked = next(filter(None, (derivation(side.value) for side in sides if side.value is not None)), None)
        solver = context.solver
        opened = {name: solver.size(size) for name, size in context.open.items()}
        notes = (*context.notes,)
        picks = tuple(each.name for each in reader.extremes)
        return Claim(chain, sides, asked, named, condition, tuple(opened), notes, picks=picks)
    raise s.ReadingError("there are too many free indices", chain.span)


def any_numbers(chain: s.Chain, context: Context) -> list[str]:
    """The letters of a chain that stand for every number: it differentiates by them, and they are no symbol, or one of many that has an index."""
    below = [part for side in chain.sides for each in every(side) if (part := differentiates_by(each)) is not None]
    found = [(strip(by), is_total(part)) for part in below for by in [differential(part)] if by is not None]
    subscripted = {key(each.base) for side in chain.sides for each in every(side) if isinstance(each, s.Scripted)}
    letters = []
    for by, total in found:
        name = key(by) if isinstance(by, s.Name) else None
        if name is None or name in context.declarations or name in subscripted:
            continue
        own = context.definitions.get(name)
        if own is None or (total and own.form == "entries" and len(own.parameters) == 1):
            letters.append(name)
    return letters


def slope_claim(statement: Statement, chain: s.Chain, made: Definition, context: Context) -> Claim:
    """That an author's f′(t) = … holds for every number t. Elsewhere on the page f′ is what he says; here it is the slope of f."""
    del context.definitions[made.name]
    try:
        letter = key(made.parameters[0]) or ""
        return _claim_of(statement, chain, context, {letter: x.Symbol(letter)}, frozenset())
    finally:
        context.definitions[made.name] = made


def _sizes(statement: Statement) -> frozenset[str]:
    """Names of sizes that are no symbols: on the left of a chain, they are the names of its free indices."""
    declared = {each.name for each in statement.declarations}
    return frozenset(name for name in statement.sizes if name not in declared)


def _told_apart(chain: s.Chain) -> set[str]:
    """The letters that the conditions of a chain tell apart: j and y of j = y, of which one may not stand in it."""
    relations = [each for each in map(strip, chain.conditions) if isinstance(each, s.Relation)]
    sides = [strip(side) for each in relations if set(each.operators) <= {"=", "!="} for side in each.sides]
    return {key(side) or "" for side in sides} if all(isinstance(side, s.Name) for side in sides) else set()


def _names_result(statement: Statement, chain: s.Chain, context: Context) -> bool:
    """Whether the first side is an undeclared letter that stands for the result."""
    first = strip(chain.sides[0])
    name = key(first) if isinstance(first, s.Name) else None
    known = name in context.declarations or name in context.definitions
    return len(chain.sides) > 1 and name in RESULTS[statement.target] and not known


def _sides(
    reader: Reader, statement: Statement, chain: s.Chain, named: bool, scope: Scope
) -> tuple[list[Side], x.Condition]:
    sides: list[Side] = []
    for at, node in enumerate(chain.sides):
        if isinstance(node, s.Empty) or (named and not at):
            sides.append(Side(node, None))
            continue
        try:
            with positions.guarded(reader, chain.conditions, scope):
                whole = reader.of_the_whole(strip(node), scope) if not at and len(chain.sides) > 1 else None
                sides.append(Side(node, reader.read(node, scope) if whole is None else whole))
        except x.ShapeError as error:
            sides.append(Side(node, None, error))
    _same_shape(reader, statement, sides)
    _close_lengths(reader, statement, sides)
    conditions = tuple(_condition(reader, statement, each) for each in chain.conditions)
    return sides, x.All(conditions) if conditions else x.ALWAYS


def _same_shape(reader: Reader, statement: Statement, sides: list[Side]) -> None:
    """Sizes that an answer leaves to its context (the length of a vector of ones, the shape of a bold 0) are found from its other sides."""
    zeros = [each.value is not None and is_zero(each.value) for each in sides]
    known = [each.value.shape for each, zero in zip(sides, zeros, strict=True) if each.value is not None and not zero]
    for at, side in enumerate(sides):
        if zeros[at] and side.value is not None:
            sides[at] = replace(side, value=x.filled(0, (known or [statement.wanted.shape])[0], side.value.span))
    values = [side.value for side in sides if side.value is not None]
    shapes = [value.shape for value in values]
    if len(values) == 1 and values[0].shape != x.SCALAR:
        shapes.append(statement.wanted.shape)
    for one, other in pairwise(shapes):
        if any(size.startswith("?") for size in (*one, *other)):
            reader.context.solver.fit(one, other)


def _close_lengths(reader: Reader, statement: Statement, sides: list[Side]) -> None:
    """A length of ones that nothing beside them tells is the only one that a vector has here. ReadingError where there are several."""
    lengths = {size for each in statement.declarations for size in each.sizes if each.kind in ("vector", "matrix")} - {
        "1"
    }
    values = [side.value for side in sides if side.value is not None]
    constants = (node for value in values for node in walk(value) if isinstance(node, x.Constant))
    for constant in constants:
        for size in constant.declared:
            if not reader.context.solver.size(size).startswith("?"):
                continue
            if len(lengths) != 1:
                span = constant.span or (0, 0)
                raise s.ReadingError("how long this vector of ones is does not show", span, r"\mathbf{1}_n")
            reader.context.solver.unify(size, min(lengths))


def _condition(reader: Reader, statement: Statement, node: s.Syntax) -> x.Condition:
    """A condition beside the formula: of indices, or what says nothing of it: "for all k" of a free index, "by the chain rule", K = Kᵀ of a symmetric K."""
    inner = strip(node)
    if isinstance(inner, s.Relation) and isinstance(strip(inner.sides[0]), s.Empty | s.Words):
        names = [key(strip(each)) for each in inner.sides[1:]]
        if inner.operators == ("forall",) and all(name in reader.context.open for name in names):
            return x.ALWAYS
    if isinstance(inner, s.Words):
        if blocking("", f" {inner.text}") or RESTATED_BEFORE.match(inner.text):
            raise WordsError(inner.text, inner.span)
        return x.ALWAYS
    if isinstance(inner, s.Relation) and _always_holds(reader, statement, inner):
        return x.ALWAYS
    found = reader.condition(node, {})
    if any(isinstance(each, x.Dimension) for each in walk(found)):  # it is to hold for every size
        letters = [each.name for each in every(inner) if isinstance(each, s.Name)]
        raise WordsError(", ".join(letters), inner.span)
    return found


def _always_holds(reader: Reader, statement: Statement, remark: s.Relation) -> bool:
    """Whether a remark is an equation of values that are equal whatever the symbols are: the reason for a step, and no condition."""
    if set(remark.operators) != {"="} or any(isinstance(strip(side), s.Empty | s.Words) for side in remark.sides):
        return False
    try:
        sides = [reader.read(side, {}) for side in remark.sides]
    except (s.ReadingError, x.ShapeError):
        return False
    alike = all(one.shape == other.shape for one, other in pairwise(sides))
    setting = setting_of(statement, sides)
    return alike and all(equal(one, other, setting) is True for one, other in pairwise(sides))


def derivation(value: x.Expression) -> AskedFor | None:
    """The derivative that an expression is, bare or by an entry, row or column; None for anything else."""
    pieces: list[x.IndexTerm] = []
    order = 0
    variable: x.Variable | None = None
    while True:
        match value:
            case x.Entry(inner, row, column):
                pieces += [row] if column is None else [row, column]
                value = inner
            case x.Column(inner, index):
                pieces.append(index)
                value = inner
            case x.Transpose(x.Derivative() as inner) if "1" in inner.shape:
                value = inner
            case x.Derivative(body, by):
                if is_slope(value) and isinstance(by, x.Named) and isinstance(by.value, x.Symbol):
                    body, by = replaced(body, by, by.value), by.value  # f′(x) is ∂f(x)/∂x
                order += 1
                if variable is not None and variable != by:
                    return None
                variable = by
                value = body
                if not _of_derivative(body):
                    return AskedFor(body, by, order, tuple(pieces))
            case _:
                return None


def _of_derivative(body: x.Expression) -> bool:
    """Whether what is differentiated is itself a derivative, or a piece of one."""
    while isinstance(body, x.Entry | x.Column | x.Transpose):
        body = body.matrix if isinstance(body, x.Entry | x.Column) else body.operand
    return isinstance(body, x.Derivative)
