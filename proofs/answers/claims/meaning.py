"""One answer under one reading: every side as an expression, or why it is none."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from derive import expression as x
from derive.elaboration.context import Remark
from derive.nodes import once
from derive.parsing import syntax as s
from derive.parsing.differentials import derivative_by, differentiates_by
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.context import Convention, Definition
from derive.reading.elaborate import Reader
from derive.reading.symbols import is_signed_matrix, told_apart
from derive.traversal import free_indices
from proofs.answers.claims.components import whole as of_all_entries
from proofs.answers.claims.conditions import leaves_out_the_centre, of_sizes, read_condition
from proofs.answers.claims.counts import definitions as definitions_in_words
from proofs.answers.claims.definitions import defined_symbol, definitions_of, replaced
from proofs.answers.claims.domains import is_range, over_all
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.open_indices import differentiated, summed, unswapped
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import Side, read_side
from proofs.answers.claims.zero_words import says_where_zero
from proofs.identity.memory import Store


@dataclass(frozen=True, slots=True)
class Claim:
    """An equation read: its sides, the condition it stands under, and what it claims to be the derivative by.

    `role`: "gradient" (the left side is a derivative of a loss), "loss" (the left side is the loss), "definition", "equation"; "zero" for an
    equation that says where the gradient that is asked for is zero.
    `unread`: conditions beside it that were not understood.
    """

    equation: Equation
    sides: tuple[Side, ...]
    condition: x.Condition
    role: str
    by: x.Expression | None = None
    of: x.Expression | None = None
    defines: str | None = None
    remarks: tuple[Remark, ...] = ()
    unread: tuple[s.Syntax, ...] = ()
    read: Callable[..., x.Expression] | None = field(default=None, compare=False, repr=False)
    """Reads something else as the sides were read; with a second argument, the values of letters that nothing defines."""


@dataclass(slots=True)
class Meaning:
    """All claims of an answer under one reading, with the choices that were met."""

    convention: Convention
    choices: dict[str, str]
    claims: list[Claim] = field(default_factory=list)
    met: dict[str, tuple[str, ...]] = field(default_factory=dict)
    oriented: bool = False
    definitions: tuple[Definition, ...] = ()
    own: frozenset[str] = frozenset()
    """The keys of those definitions that the answer itself makes; the others stand before it in its document."""

    def value_of(self, passage: int) -> x.Expression | None:
        """A formula that is one expression."""
        found = [each.sides[-1].value for each in self.claims if each.equation.passage == passage]
        return found[0] if len(found) == 1 else None


BARE = "matrix without its subscript"
"""What the letter of the matrix stands for where the matrix of the samples has been written too."""


def read_meaning(
    script: Script,
    problem: Problem,
    part: Part,
    convention: Convention,
    choices: dict[str, str],
    earlier: tuple[Definition, ...] = (),
) -> Meaning:
    """Read all equations of a script for one part under one reading."""
    result = Meaning(convention, choices)
    own = definitions_of(script, problem, part, earlier)
    definitions = replaced(earlier, own)
    if script.counts and part.place.samples:
        definitions += definitions_in_words(script.counts, seen_nodes(script), problem.notation)
    if part.place.signed and any(is_signed_matrix(node, problem.notation) for node in seen_nodes(script)):
        result.met[BARE] = ("whole", "of the samples")
        if choices.get(BARE) == "of the samples":
            signed = next(node for node in seen_nodes(script) if is_signed_matrix(node, problem.notation))
            assert isinstance(signed, s.Scripted)
            definitions.append(Definition(problem.notation.layout, replace(signed, above=None)))
    result.definitions, result.own = tuple(definitions), frozenset(each.key for each in own)
    around = Circumstances(convention, result.definitions, tuple(sorted(choices.items())))
    latest = Reading()
    for equation in with_names(script.equations, problem, part):
        latest = read_equation(equation, problem, part, around, latest)
        result.claims += [replace(latest.claims[0], equation=equation), *latest.claims[1:]]
        result.met.update(latest.met)
        result.oriented |= latest.oriented
    return result


def with_names(equations: Sequence[Equation], problem: Problem, *parts: Part) -> tuple[Equation, ...]:
    """The equations; of a value that the words give to a derivative, or to a variable, that or the derivative by it is the left side."""
    found: list[Equation] = []
    for each in equations:
        named = None if each.told or len(each.sides) > 1 else each.by
        sides = (left_side(named, Reader(problem.notation, part.place)) for part in parts) if named is not None else ()
        left = next(filter(None, sides), None)
        if left is None:
            found.append(each)
            continue
        if found and found[-1].sides == (named,):
            found.pop()
        place = (each.span[0], each.span[0])
        found.append(replace(each, sides=(left, *each.sides), places=(place,), relations=("=",)))
    return tuple(found)


def left_side(named: s.Syntax, reader: Reader) -> s.Syntax | None:
    """A derivative as it is written, the one of J by a vector or matrix of the assignment; None for anything else."""
    if differentiates_by(strip(named)) is not None or looks_like_derivative(named):
        return named
    value = read_side(reader, named).value
    if not isinstance(value, x.Column | x.Symbol) or value.shape == x.SCALAR:
        return None
    return derivative_by(named)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Under what an equation is read: a convention, what has been defined, and the choices taken."""

    convention: Convention
    definitions: tuple[Definition, ...]
    choices: tuple[tuple[str, str], ...]

    def reader(self, problem: Problem, part: Part) -> Reader:
        """A reader under these."""
        return Reader(problem.notation, part.place, self.convention, self.definitions, dict(self.choices))

    @property
    def spans(self) -> Hashable:
        """Where all that was defined stands."""
        return tuple((spans(each.value), each.left and spans(each.left)) for each in self.definitions)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one equation: its claims, the choices that were met, and what the equation behind it is read by."""

    claims: tuple[Claim, ...] = ()
    met: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    oriented: bool = False
    split: bool = False
    subscripts: tuple[tuple[str, tuple[s.Syntax | None, ...]], ...] = ()


READINGS: Store[tuple[Problem, Reading]] = Store(4096)
"""So many readings of equations are remembered: the same equation is looked at, held against the truth under one layout and the other,
and met again in a text that differs somewhere else."""


def read_equation(equation: Equation, problem: Problem, part: Part, around: Circumstances, latest: Reading) -> Reading:
    """An equation, and those in its cases, read for one part behind another one; of the words around it counts what they say of zeros."""
    known = latest.subscripts if equation.goes_on else ()
    where = (equation.places, *map(spans, (*equation.sides, *equation.conditions, *equation.negated)))
    said = (equation.relations, equation.other, equation.inside, equation.display, says_where_zero(equation))
    alone = (equation.sides, equation.conditions, equation.negated, equation.member, said, where)
    key = (id(problem), part.id, around, around.spans, alone, latest.split, known)

    def made() -> tuple[Problem, Reading]:
        reader = around.reader(problem, part)
        reader.split, reader.subscripts = latest.split, {name: list(below) for name, below in known}
        claims = [read_claim(reader, equation, part)]
        claims += [read_claim(around.reader(problem, part), inner, part) for inner in chains_in_cases(equation)]
        below = tuple((name, tuple(each)) for name, each in reader.subscripts.items())
        return problem, Reading(tuple(claims), reader.met, reader.oriented, reader.split, below)

    return READINGS.get(key, made)[1]


@once
def spans(node: s.Syntax) -> tuple[s.Span, ...]:
    """Where a node and all below it stand."""
    return tuple(each.span for each in every(node))


def seen_nodes(script: Script) -> list[s.Syntax]:
    """All that stands in the equations of a script."""
    return [node for equation in script.equations for side in equation.sides for node in every(side)]


def read_claim(reader: Reader, equation: Equation, part: Part) -> Claim:
    """One equation read side by side, its conditions included, with what the reader noticed."""
    claim = _claim(reader, equation, part)
    told_apart(reader)
    return replace(
        claim, remarks=tuple(reader.remarks), read=lambda node, letters=None: reader.anew(letters).read(node)
    )


def _claim(reader: Reader, equation: Equation, part: Part) -> Claim:
    sides = [read_side(reader, equation.sides[0])]
    letters = differentiated(equation, part)
    if claimed(sides[0].value)[0] is not None or letters:
        reader.letters = set(reader.aliased) | (letters - {part.place.generic or ""})
    behind = [unswapped(reader, read_side(reader, side), part) for side in equation.sides[1:]]
    named = {*part.free, *(free_indices(sides[0].value) if sides[0].value is not None else ())}
    sides += [summed(reader, side, named, part) for side in behind]
    conditions, unread = list(reader.asides), []
    reader.aliased = set()  # "for w ≠ o" may stand beside ∂J/∂u_j
    for each in (*equation.conditions, *equation.negated):
        found, rest = read_condition(reader, each)
        unread += rest
        if found is not None:
            conditions.append(x.Not(found) if each in equation.negated else found)
    unread += [each for each in equation.conditions if of_sizes(reader, each)]
    unread += [] if leaves_out_the_centre(conditions, part) else [q for q in equation.conditions if over_all(q, part)]
    known = set(part.free).union(*(free_indices(side.value) for side in sides if side.value is not None))
    about = [each for each in conditions if free_indices(each) <= known]
    if part.kind == "gradient" and len(about) < len(conditions):
        unread += [each for each in (*equation.conditions, *equation.negated) if not is_range(each)]
    conditions = about  # others are about something else
    sides = of_all_entries(sides, conditions, part)
    whole = conditions[0] if len(conditions) == 1 else x.All(tuple(conditions))
    claim = Claim(equation, tuple(sides), whole, "equation", unread=tuple(unread))
    left = sides[0]
    if equation.goes_on:
        return replace(claim, sides=tuple(sides[1:]), role="gradient" if len(sides) > 1 else "equation")
    inner = claimed(sides[1].value) if len(sides) > 2 and defined_symbol(equation.sides) else (None, None)
    if inner[0] is not None and claimed(left.value)[0] is None:  # g = ∂J/∂v_c = …
        return replace(claim, sides=tuple(sides[1:]), role="gradient", by=inner[0], of=inner[1])
    by, of = claimed(left.value)
    if by is not None:
        return replace(claim, role="gradient", by=by, of=of)
    if left.value is None and looks_like_derivative(equation.sides[0]):
        return replace(claim, role="gradient")
    if left.value is not None and part.loss is not None and left.value is part.loss:
        return replace(claim, role="loss")
    if part.kind == "gradient" and says_where_zero(equation):
        return replace(claim, role="zero")
    if equation.inside:
        return replace(claim, role="loss")
    word = defined_symbol(equation.sides)
    if word is not None and len(sides) > 1:
        return replace(claim, role="definition", defines=word)
    return claim


def claimed(value: x.Expression | None) -> tuple[x.Expression | None, x.Expression | None]:
    """(variable, body) when an expression is the derivative of a scalar, transposed or not."""
    if isinstance(value, x.Transpose):
        by, of = claimed(value.operand)
        return (None if by is None else x.Transpose(by)), of
    if isinstance(value, x.Derivative) and value.body.shape == x.SCALAR and not isinstance(value.body, x.Number):
        return value.variable, value.body
    return None, None


def looks_like_derivative(node: s.Syntax) -> bool:
    """Whether an unreadable left side is meant as a derivative of J."""
    names = {key(each) for each in every(node)}
    return bool(names & {"partial", "nabla", "delta"}) and "J" in {name for name in names if name}


@once
def chains_in_cases(equation: Equation) -> list[Equation]:
    """Equalities inside the rows of cases, each an equation under the condition of its row."""
    found = []
    for side in equation.sides:
        for node in every(side):
            if isinstance(node, s.Branches):
                for value, test in node.rows:
                    if isinstance(value, s.Relation) and set(value.operators) == {"="}:
                        places = tuple(
                            (a.span[1], b.span[0]) for a, b in zip(value.sides, value.sides[1:], strict=False)
                        )
                        found.append(Equation(value.sides, places, () if test is None else (test,), inside=True))
    return found
