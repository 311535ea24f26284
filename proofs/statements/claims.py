"""What an answer claims: its sides as expressions, which of them is the derivative of what by what, and under which condition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from derive import expression as x
from derive.elaboration.context import Context, Note
from derive.elaboration.definitions import definition
from derive.elaboration.names import UndeclaredError
from derive.elaboration.pages import statements
from derive.elaboration.reader import Reader
from derive.reading import syntax as s
from derive.reading.context import every, key, strip
from derive.reading.phrases import blocking
from derive.reading.struck import unstruck
from derive.statement import Statement

RESULTS = {"gradient": ("g", "G"), "jacobian": ("J", "D"), "hessian": ("H",)}
"""Letters that, undeclared, stand on the left for the result itself: H = … for a Hessian."""
LONGEST = 20
"""An answer speaks of fewer free indices than this."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a chain: its value, or the fault that its shapes have."""

    node: s.Syntax
    value: x.Expression | None
    fault: x.ShapeError | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """That a side is a derivative, or an entry, row or column of one: ∂`body`/∂`variable`, `order` times.

    `pieces` are the indices that pick the entry; `value` is the side, in which `at` is the innermost derivative.
    """

    body: x.Expression
    variable: x.Variable
    order: int
    pieces: tuple[x.IndexTerm, ...]


@dataclass(slots=True)
class Claim:
    """A chain that was read: its sides, its signs and their places, the derivative that one of its sides is, a condition."""

    chain: s.Chain
    sides: list[Side]
    asked: Derivation | None = None
    named: bool = False
    condition: x.Condition = x.ALWAYS
    open: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


class WordsError(ValueError):
    """Words stand beside the formula, and what they say of it is not read."""

    def __init__(self, words: str, span: s.Span):
        super().__init__(words)
        self.span = span


@dataclass(slots=True)
class Answer:
    """Everything that an answer claims."""

    claims: list[Claim] = field(default_factory=list)


def read_answer(statement: Statement, latex: str) -> Answer:
    """What an answer claims. ReadingError for what cannot be read, WordsError for words beside it."""
    source = only_mathematics(latex)
    chains = list(statements(source))
    context = statement.context()
    context.variable = _variable_syntax(statement)
    rest: list[s.Chain] = []
    for chain in chains:
        if len(chains) > 1 and _defines(chain, context):
            made = definition(replace(chain, conditions=()), source)
            context.definitions[made.name] = made
        else:
            rest.append(chain)
    return Answer([_claim(statement, chain, context) for chain in rest])


_FORMULA = re.compile(r"\$\$.*?\$\$|\$.*?\$|\\\(.*?\\\)|\\\[.*?\\\]", re.DOTALL)
_CLAIMS = re.compile(r"\\partial|\\nabla|∂|∇|\\frac\s*\{\s*d\b|[A-Za-z]'")
DEFINES = frozenset(["where", "let", "with", "denote", "denotes", "define", "setting", "residual", "unit", "basis"])
"""Words that introduce a name of the answer's own; what they introduce is read."""


def only_mathematics(latex: str) -> str:
    """The text with blanks for the prose outside of its formulas; WordsError where that prose may change what they say."""
    text = unstruck(latex)
    found = list(_FORMULA.finditer(text))
    if not found:
        return text
    marks, at = [], 0
    for each in found:
        marks += [text[at : each.start()], "⟦…⟧"]
        at = each.end()
    marks.append(text[at:])
    named = [k for k, each in enumerate(found) if _CLAIMS.search(each[0])] or [len(found) - 1]
    for k in named:
        before, behind = "".join(marks[: 2 * k + 1]), "".join(marks[2 * k + 2 :])
        words = blocking(before, behind, "gradient", DEFINES, found[k][0].startswith(("$$", "\\[")))
        if words:
            raise WordsError(words, found[k].span())
    out, at = "", 0
    for each in found:
        out += re.sub(r"[^\n]", " ", text[at : each.start()]) + each[0]
        at = each.end()
    return out + re.sub(r"[^\n]", " ", text[at:])


def _variable_syntax(statement: Statement) -> s.Syntax:
    from derive.elaboration.pages import formula

    return formula(statement.wrt)


def _defines(chain: s.Chain, context: Context) -> bool:
    """Whether a chain gives a name of the answer's own: t = …, r_{ik} = …"""
    if chain.operators != ("=",) or any(not isinstance(each, s.Words) for each in chain.conditions):
        return False
    try:
        made = definition(replace(chain, conditions=()), "")
    except s.ReadingError:
        return False
    left = strip(chain.sides[0])
    base = left.base if isinstance(left, s.Scripted) else left
    return (
        isinstance(base, s.Name | s.Juxtaposition)
        and made.name not in context.declarations
        and made.name not in context.definitions
    )


# -------------------------------------------------------------------------------------------------------------- one claim


def _claim(statement: Statement, chain: s.Chain, context: Context) -> Claim:
    """A chain, read as often as it names another free index."""
    named = _names_result(statement, chain, context)
    left = {key(each) or "" for side in chain.sides for each in _scripts_of_derivatives(side)}
    for name in left & _sizes(statement):
        context.open[name] = f"?open.{name}"
    for _ in range(LONGEST):
        reader = Reader(context)
        try:
            sides, condition = reader.repeated(partial(_sides, reader, statement, chain, named))
        except UndeclaredError as error:
            free = error.subscripts < 0 and error.name not in context.open
            if not free or (left and error.name not in left):
                raise
            context.open[error.name] = f"?open.{error.name}"
            continue
        asked = next(filter(None, (derivation(side.value) for side in sides if side.value is not None)), None)
        solver = context.solver
        opened = {name: solver.size(size) for name, size in context.open.items()}
        notes = (*context.notes,)
        return Claim(chain, sides, asked, named, condition, tuple(opened), notes)
    raise s.ReadingError("there are too many free indices", chain.span)


def _sizes(statement: Statement) -> set[str]:
    """Names of sizes that are no symbols: on the left of a chain, they are the names of its free indices."""
    declared = {each.name for each in statement.declarations}
    return {name for name in statement.sizes if name not in declared}


def _names_result(statement: Statement, chain: s.Chain, context: Context) -> bool:
    """Whether the first side is an undeclared letter that stands for the result."""
    first = strip(chain.sides[0])
    name = key(first) if isinstance(first, s.Name) else None
    known = name in context.declarations or name in context.definitions
    return len(chain.sides) > 1 and name in RESULTS[statement.target] and not known


def _scripts_of_derivatives(node: s.Syntax) -> Iterator[s.Syntax]:
    """What stands below and above the symbols that are differentiated by, and as entries of what is differentiated."""
    for part in every(node):
        by: s.Syntax | None = None
        if isinstance(part, s.Fraction) and any(
            isinstance(each, s.Name) and each.name in ("partial", "d") for each in every(part.numerator)
        ):
            by = part
        elif (isinstance(part, s.Scripted) and isinstance(part.base, s.Name) and part.base.name == "nabla") or (
            isinstance(part, s.Scripted) and isinstance(part.base, s.Group)
        ):
            by = part.below
        for each in every(by) if by is not None else ():
            if isinstance(each, s.Scripted):
                for script in (each.below, each.above):
                    yield from every(script) if script is not None else ()
        if isinstance(part, s.Scripted) and isinstance(part.base, s.Group) and part.below is not None:
            yield from every(part.below)


def _sides(reader: Reader, statement: Statement, chain: s.Chain, named: bool) -> tuple[list[Side], x.Condition]:
    sides: list[Side] = []
    for at, node in enumerate(chain.sides):
        if isinstance(node, s.Empty) or (named and not at):
            sides.append(Side(node, None))
            continue
        try:
            sides.append(Side(node, reader.read(node, {})))
        except x.ShapeError as error:
            sides.append(Side(node, None, error))
    _same_shape(reader, statement, sides)
    conditions = tuple(_condition(reader, each) for each in chain.conditions)
    return sides, x.All(conditions) if conditions else x.ALWAYS


def _same_shape(reader: Reader, statement: Statement, sides: list[Side]) -> None:
    """Sizes that an answer leaves to its context (the length of a vector of ones) are found from its other sides."""
    values = [side.value for side in sides if side.value is not None]
    shapes = [value.shape for value in values]
    if len(values) == 1 and values[0].shape != x.SCALAR:
        shapes.append(statement.wanted.shape)
    for one, other in pairwise(shapes):
        if any(size.startswith("?") for size in (*one, *other)):
            reader.context.solver.fit(one, other)


def _condition(reader: Reader, node: s.Syntax) -> x.Condition:
    """A condition beside the formula: of indices, or "for all k" of a free index, which says nothing."""
    inner = strip(node)
    if isinstance(inner, s.Relation) and isinstance(strip(inner.sides[0]), s.Empty | s.Words):
        names = [key(strip(each)) for each in inner.sides[1:]]
        if inner.operators == ("forall",) and all(name in reader.context.open for name in names):
            return x.ALWAYS
    if isinstance(inner, s.Words):
        raise WordsError(inner.text, inner.span)
    return reader.condition(node, {})


def derivation(value: x.Expression) -> Derivation | None:
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
                order += 1
                if variable is not None and variable != by:
                    return None
                variable = by
                value = body
                if not _of_derivative(body):
                    return Derivation(body, by, order, tuple(pieces))
            case _:
                return None


def _of_derivative(body: x.Expression) -> bool:
    """Whether what is differentiated is itself a derivative, or a piece of one."""
    while isinstance(body, x.Entry | x.Column | x.Transpose):
        body = body.matrix if isinstance(body, x.Entry | x.Column) else body.operand
    return isinstance(body, x.Derivative)
