"""What an equation is, read in one part: whether it differentiates by what is asked for, of which loss, and what is shown of that loss."""

from collections.abc import Sequence
from dataclasses import dataclass

from derive import expression as x
from derive.nodes import once
from derive.parsing import syntax as s
from derive.parsing.differentials import differentiates_by
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.context import Convention
from derive.reading.elaborate import Reader
from derive.traversal import children
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.meaning import claimed, read_meaning
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.deciding.gradients import gradient
from proofs.answers.deciding.identities import identity
from proofs.answers.deciding.targets import same_loss, target_of
from proofs.identity.memory import Store
from proofs.verdict import ACCEPTED

EXACT = {"same": 3, "special": 2, "general": 1, "column": 1}
"""How exactly a left side names what a part asks for, by what `target_of` says of it."""
OUTSIDE = 2
"""So much less is an equation with a window like a loss that is of none."""
BY_CASES = 4
"""Cases by word below the name of the matrix are about its vectors, whatever the left side says."""


@dataclass(frozen=True, slots=True)
class LeftSide:
    """What a left side names: how exactly the derivative that a part asks for, 0 where it does not, and whether it `said` of which loss."""

    exact: int
    said: bool


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of an equation in one part: what it and the loss have in common less what only one of them has, and all that is `shown`."""

    alike: int
    shown: frozenset[str]


def named_by(equation: Equation, problem: Problem) -> tuple[LeftSide, ...]:
    """What the left side of an equation names, read in each part; what was read before is remembered: ∂J/∂v_c stands in every document."""
    left, by_cases = equation.sides[0], isinstance(strip(equation.sides[-1]), s.Branches)
    made = lambda: (problem, tuple(_named(left, by_cases, part, problem) for part in problem.parts))
    return LEFT_SIDES.get((id(problem), left, by_cases), made)[1]


LEFT_SIDES: Store[tuple[Problem, tuple[LeftSide, ...]]] = Store(1024)
"""Of so many left sides it is remembered what they name."""


def _named(left: s.Syntax, by_cases: bool, part: Part, problem: Problem) -> LeftSide:
    if part.kind != "gradient" or part.loss is None or part.variable is None:
        return LeftSide(0, said=False)
    if not _names_function(left, part):
        return LeftSide(0, said=False)
    by, of = claimed(read_side(Reader(problem.notation, part.place), left).value)
    if by is None or of is None:
        return LeftSide(0, said=False)
    exact = _exact(by, by_cases, part)
    said = exact > 0 and same_loss(of, part)
    return LeftSide(exact if said or of in problem.notation.losses.values() else 0, said)


def _exact(by: x.Expression, by_cases: bool, part: Part) -> int:
    """How exactly what is differentiated by is that of a part."""
    exact = EXACT.get(target_of(by, part), 0)
    plain = by.operand if isinstance(by, x.Transpose) else by
    if exact or not isinstance(plain, x.Symbol) or plain.name != part.notation.layout:
        return exact
    by_word = part.place.generic is not None and isinstance(part.variable, x.Column) and part.variable.matrix == plain
    if by_word and by_cases:
        return BY_CASES
    return int(part.place.signed and isinstance(part.variable, x.Named))


def look(cases: Sequence[Equation], part: Part, problem: Problem) -> Look:
    """An equation, perhaps told by cases, looked at in one part; what was looked at before is remembered."""
    page = tuple((each.sides, each.conditions, each.negated) for each in cases)
    return LOOKS.get((id(problem), part.id, page), lambda: (problem, _look(cases, part, problem)))[1]


LOOKS: Store[tuple[Problem, Look]] = Store(4096)
"""So many looks are remembered."""


def _look(cases: Sequence[Equation], part: Part, problem: Problem) -> Look:
    claims = read_meaning(Script(tuple(cases), (), (), ""), problem, part, Convention(), {}).claims
    sides = [side for each in claims for side in each.sides[1 if each.by is not None else 0 :]]
    shown = frozenset(mark for side in sides if side.value is not None for mark in marks(side.value, part))
    lacking = sum(side.value is None and not side.misshapen for side in sides) + len(
        set(dict(part.constraints)) - shown
    )
    lacking += part.place.signed and SIGNED not in shown
    own = own_marks(part)
    return Look(most_alike(cases, part, problem) - len(own - shown) - len(shown - own) - lacking, shown)


def _names_function(left: s.Syntax, part: Part) -> bool:
    """Whether the function of one number that a part is about, if it is about one, stands on the left by its name: f, σ."""
    name = part.notation.called.get(part.loss_name)
    names = {NAMES.get(node.name, node.name) for node in every(left) if isinstance(node, s.Name)}
    return part.place.argument is None or name is None or name in names


def of_argument(left: s.Syntax, part: Part) -> bool:
    """Whether a left side differentiates what has no name of the assignment by the number that a part's function is of: ds/dx of s = σ(x)."""
    argument, notation = part.place.argument, part.notation
    names = {NAMES.get(node.name, node.name) for node in every(left) if isinstance(node, s.Name)}
    below = [each for node in every(left) for each in [differentiates_by(node)] if each is not None]
    by = {node.name for each in below for node in every(each) if isinstance(node, s.Name)}
    taken = {*notation.called.values(), *notation.loss_letters}
    return argument is not None and argument.name in by and not names & taken


NAMES = {"sigma": "σ", "sigmoid": "σ"}
SIGNED = "the signed matrix"


def most_alike(cases: Sequence[Equation], part: Part, problem: Problem) -> int:
    """How much an equation may have in common with the loss of a part at the most, before it is read there."""
    outside = not part.place.window and any(of_window(each, problem) for each in cases)
    return len(own_marks(part)) - OUTSIDE * outside


def own_marks(part: Part) -> frozenset[str]:
    """The marks of the loss of a part; a function of one number may go by its own name."""
    if part.loss is None:
        return frozenset()
    return _marks_of_loss(part.loss) | ({part.loss_name} if part.place.argument is not None else set())


@once
def _marks_of_loss(loss: x.Node) -> frozenset[str]:
    return frozenset(marks(loss, None))


def marks(value: x.Node, part: Part | None) -> set[str]:
    """What tells the formulas of one loss from those of another: functions, index maps, numbers with a name, other losses.

    The loss of the part by its name, and what it is a function of, say nothing.
    """
    found: set[str] = set()
    silent = {None} if part is None else {part.loss, part.place.argument}
    pending = [value]
    while pending:
        node = pending.pop()
        if node in silent:
            continue
        pending += children(node)
        if isinstance(node, x.Call) and node.function != "log":
            found.add(node.function)
        elif isinstance(node, x.Mapped) or (isinstance(node, x.Symbol) and node.shape == x.SCALAR):
            found.add(node.name)
        elif isinstance(node, x.Beside):
            found.add(SIGNED)
        elif isinstance(node, x.Extremum | x.Loss):
            found.add(type(node).__name__)
    return found


def likeness_of(helper: Equation, problem: Problem) -> tuple[int, ...]:
    """What the value that a helper gives has in common with the loss of each part, less what only the helper has."""
    sides = helper.sides[1:]
    made = lambda: (problem, tuple(_likeness(sides, part, problem) for part in problem.parts))
    return LIKENESS.get((id(problem), sides), made)[1]


LIKENESS: Store[tuple[Problem, tuple[int, ...]]] = Store(1024)
"""Of so many helpers it is remembered which losses they are like."""


def _likeness(sides: Sequence[s.Syntax], part: Part, problem: Problem) -> int:
    reader = Reader(problem.notation, part.place)
    values = [read_side(reader, side).value for side in sides]
    shown = {mark for value in values if value is not None for mark in marks(value, None)}
    return len(shown & own_marks(part)) - len(shown - own_marks(part))


def is_true(cases: Sequence[Equation], part: Part, problem: Problem) -> bool:
    """Whether an equation is a right answer to a part that asks for a gradient, or for an identity."""
    decide = {"gradient": gradient, "identity": identity}.get(part.kind)
    if decide is None:
        return False
    script = Script(tuple(cases), (), (), "")

    def made() -> tuple[Problem, bool]:
        meaning = read_meaning(script, problem, part, Convention(), {})
        return problem, decide(script, problem, part, meaning).word in ACCEPTED

    words = sum(len(each.before) + len(each.behind) for each in cases)
    return TRUE.get((id(problem), part.id, script.equations), made, words)[1]


TRUE: Store[tuple[Problem, bool]] = Store(1024, 4_000_000)
"""Of so many equations it is remembered whether they are true of a part, with so many characters around them together."""


# ------------------------------------------------------------------------------------------ what is seen without a meaning


def unnamed(equation: Equation) -> bool:
    """Whether a formula says nothing of what it is."""
    return equation.goes_on or len(equation.sides) == 1


SHORT = 6
"""A formula within a line with fewer nodes than this is spoken of."""


def mentioned(equation: Equation, problem: Problem, alone: bool = False) -> bool:
    """Whether a formula is only spoken of: a symbol, a short one within a line, a loss by its name. `alone`: nothing stands beside it."""
    if len(equation.sides) > 1:
        return False
    only = strip(equation.sides[0])
    if isinstance(only, s.Numeral):
        return not (equation.display or alone)
    nodes = every(only)
    if isinstance(only, s.Name | s.Scripted | s.Words | s.Empty) or (not equation.display and len(nodes) < SHORT):
        return True
    named = any(isinstance(node, s.Name) and node.name in problem.notation.loss_letters for node in nodes)
    return named and not _is_row(only) and not any(isinstance(node, s.Big) for node in nodes)


def _is_row(side: s.Syntax) -> bool:
    """Whether a formula lists its entries, with dots for those between."""
    inner = side.inner if isinstance(side, s.Group) else side
    items = inner.items if isinstance(inner, s.Listing) else inner.factors if isinstance(inner, s.Juxtaposition) else ()
    return isinstance(inner, s.Matrix) or any(isinstance(each, s.Dots) for each in items)


def of_entries(equation: Equation, part: Part) -> bool:
    """Whether an equation is about the label, and by logarithms or entry by entry: y_o = 1; not ŷ = softmax(θ)."""
    names = {key(node) for side in equation.sides for node in every(side)}
    ends = any(isinstance(strip(each), s.Numeral | s.Branches) for each in equation.sides)
    return part.notation.label in names and ("log" in names or ends)


def sums_logarithms(equation: Equation, part: Part) -> bool:
    """Whether a side but the last sums the label and a logarithm: a cross-entropy."""
    before = equation.sides[: max(1, len(equation.sides) - 1)]
    sums = [node for side in before for node in every(side) if isinstance(node, s.Big)]
    return any({part.notation.label, "log"} <= {key(node) for node in every(each.body)} for each in sums)


def names_member(equation: Equation, problem: Problem) -> bool:
    """Whether a vector of the assignment stands in an equation: u_w, v_c."""
    nodes = (node for side in equation.sides for node in every(side) if isinstance(node, s.Scripted))
    return any(node.below is not None and key(node.base) in problem.notation.families for node in nodes)


def of_window(equation: Equation, problem: Problem) -> bool:
    """Whether a window stands in an equation: a sum to its half width, or the word at an offset."""
    half, letter = problem.notation.offsets.lstrip("±"), problem.notation.samples
    for node in (each for side in equation.sides for each in every(side)):
        if not isinstance(node, s.Big | s.Scripted) or node.below is None or not half:
            continue
        if isinstance(node, s.Scripted) and key(node.base) == letter and isinstance(strip(node.below), s.Additive):
            return True
        if isinstance(node, s.Big) and any(key(each) == half for each in every(node.below)):
            return True
    return False
