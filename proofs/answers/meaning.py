"""One answer under one reading: every side as an expression, or why it is none."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading import syntax as s
from derive.reading.blocking import blocking
from derive.reading.context import Convention, Definition, Remark, every, key, strip
from derive.reading.differentials import differentiates_by
from derive.reading.elaborate import Reader
from derive.reading.indices import condition
from derive.reading.phrases import RESTATED_BEFORE
from derive.reading.ranges import all_values
from derive.reading.symbols import is_signed_matrix, told_apart
from derive.traversal import free_indices, substitute, walk
from proofs.answers.components import whole as of_all_entries
from proofs.answers.counts import definitions as definitions_in_words
from proofs.answers.domains import is_range, over_all, restricts_to_a_set, says_nothing
from proofs.answers.equations import Equation
from proofs.answers.script import Script
from proofs.answers.sides import Side, read_side
from proofs.answers.zero_words import says_where_zero
from proofs.identity import Setting, equal


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
    read: Callable[[s.Syntax], x.Expression] | None = field(default=None, compare=False, repr=False)
    """Reads something else as the sides were read."""


@dataclass(slots=True)
class Meaning:
    """All claims of an answer under one reading, with the choices that were met."""

    convention: Convention
    choices: dict[str, str]
    claims: list[Claim] = field(default_factory=list)
    met: dict[str, tuple[str, ...]] = field(default_factory=dict)
    oriented: bool = False


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
    own = definitions_of(script, problem, part)
    told = {each.key for each in own}
    definitions = [each for each in earlier if each.key not in told] + own
    if script.counts and part.place.samples:
        definitions += definitions_in_words(script.counts, seen_nodes(script), problem.notation)
    if any(is_signed_matrix(node, problem.notation) for node in seen_nodes(script)) and part.place.signed:
        result.met[BARE] = ("whole", "of the samples")
        if choices.get(BARE) == "of the samples":
            signed = next(node for node in seen_nodes(script) if is_signed_matrix(node, problem.notation))
            assert isinstance(signed, s.Scripted)
            definitions.append(Definition(problem.notation.layout, replace(signed, above=None)))
    reader = None
    for equation in script.equations:
        latest, reader = reader, Reader(problem.notation, part.place, convention, tuple(definitions), choices)
        if latest is not None:
            reader.split = latest.split
            reader.subscripts = latest.subscripts if equation.goes_on else {}
        result.claims.append(read_claim(reader, equation, part))
        for inner in chains_in_cases(equation):
            result.claims.append(
                read_claim(Reader(problem.notation, part.place, convention, tuple(definitions), choices), inner, part)
            )
        result.met.update(reader.met)
        result.oriented |= reader.oriented
    return result


def seen_nodes(script: Script) -> list[s.Syntax]:
    """All that stands in the equations of a script."""
    return [node for equation in script.equations for side in equation.sides for node in every(side)]


def read_claim(reader: Reader, equation: Equation, part: Part) -> Claim:
    """One equation read side by side, its conditions included, with what the reader noticed."""
    claim = _claim(reader, equation, part)
    told_apart(reader)
    return replace(claim, remarks=tuple(reader.remarks), read=reader.read)


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
    unread += [each for each in equation.conditions if _of_sizes(reader, each)]
    unread += [] if _leaves_out_the_centre(conditions, part) else [q for q in equation.conditions if over_all(q, part)]
    known = set(part.free).union(*(free_indices(side.value) for side in sides if side.value is not None))
    about = [each for each in conditions if free_indices(each) <= known]
    if part.kind == "gradient" and len(about) < len(conditions):
        unread += [each for each in equation.conditions if not is_range(each)]
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


def _leaves_out_the_centre(conditions: list[x.Condition], part: Part) -> bool:
    """Whether what a claim about all words of a window but the centre is said to hold for leaves the centre out, w ≠ c, or never was all words."""
    return not part.place.window or part.place.generic is None or any(isinstance(each, x.Not) for each in conditions)


def unswapped(reader: Reader, side: Side, part: Part) -> Side:
    """A side that binds the part's own index and leaves one other open: the author has swapped the two, Σ_{s: w_s = w_{s'}} for s'."""
    generic = part.place.free.get(part.place.generic or "")
    if side.value is None or generic is None:
        return side
    bound = {node.index.name for node in walk(side.value) if isinstance(node, x.Sum)}
    free = free_indices(side.value)
    others = [index for index in free if index not in part.free and index.over == generic.over]
    if generic.name not in bound or generic in free or len(others) != 1 or others[0].name.rstrip("'") != generic.name:
        return side
    reader.remark("reading", symbol=others[0].name, meaning=generic.name)
    return replace(side, value=substitute(side.value, {others[0]: generic}))


def summed(reader: Reader, side: Side, known: set[x.Index], part: Part) -> Side:
    """A side with a sum over an index that stands open in one term of it, beside a Kronecker δ: f(k) δ_{kw} is Σ_k f(k) δ_{kw}.

    The δ then picks one value of the index, so that nobody can mean anything else; where samples repeat, it may pick several.
    """
    if side.value is None:
        return side
    terms = side.value.terms if isinstance(side.value, x.Add) else (side.value,)
    found = [_summed_term(reader, term, known, part.distinct) for term in terms]
    if all(new is old for new, old in zip(found, terms, strict=True)):
        return side
    return replace(side, value=found[0] if len(found) == 1 else x.Add(tuple(found)))


def _summed_term(reader: Reader, term: x.Expression, known: set[x.Index], distinct: bool) -> x.Expression:
    product = term.operand if isinstance(term, x.Negative) else term
    factors = product.factors if isinstance(product, x.Product) else ()
    deltas = [each for each in factors if isinstance(each, x.Delta) and isinstance(each.condition, x.Same)]
    for index in sorted(free_indices(term) - known, key=lambda each: each.name):
        picked = [each for each in deltas if index in free_indices(each)]
        others = [each for each in factors if each not in deltas and index in free_indices(each)]
        if (
            others
            and len(picked) == 1
            and (distinct or not any(isinstance(node, x.Mapped) for node in walk(picked[0])))
        ):
            reader.withdraw("reading-unknown-index", index.name)
            reader.remark("summed-by-delta", symbol=index.name)
            term = x.Sum(index, term)
    return term


def differentiated(equation: Equation, part: Part) -> set[str]:
    """The index letters by whose vectors an equation differentiates: ∇_{u_w}, ∂/∂u_k."""
    found: set[str] = set()
    for below in filter(None, (differentiates_by(node) for side in equation.sides for node in every(side))):
        found |= {
            key(strip(each.below)) or ""
            for each in every(below)
            if isinstance(each, s.Scripted) and each.below is not None and key(each.base) in part.notation.vectors
        }
    return {letter for letter in found if (letter and letter not in part.place.free) or letter == part.place.generic}


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


def read_condition(reader: Reader, node: s.Syntax) -> tuple[x.Condition | None, list[s.Syntax]]:
    """A condition beside an equation, and what of it was not understood; harmless words and full ranges restrict nothing."""
    inner = strip(node)
    if isinstance(inner, s.Words):
        again = RESTATED_BEFORE.match(inner.text)
        return None, ([node] if blocking("", f" {inner.text}") or (again and "\\" in inner.text) else [])
    relations: list[s.Syntax] = [
        each
        for each in every(node)
        if isinstance(each, s.Relation) and not any(isinstance(side, s.Relation) for side in each.sides)
    ]
    found, unread = [], []
    for each in map(_without_quantifier, relations or [node]):
        if isinstance(each, s.Relation) and reader.definition(key(strip(each.sides[0])) or ""):
            continue
        try:
            found.append(condition(reader, each, {}))
            if restricts_to_a_set(reader, each, found[-1]):
                unread.append(each)
        except (s.ReadingError, x.ShapeError):
            if not says_nothing(reader, each) and not (isinstance(each, s.Relation) and all_values(reader, each)):
                unread.append(each)
    return None if not found else found[0] if len(found) == 1 else x.All(tuple(found)), unread


def _without_quantifier(node: s.Syntax) -> s.Syntax:
    """k ∈ {1, …, K} for ∀ k ∈ {1, …, K}."""
    if not isinstance(node, s.Relation) or node.operators[0] != "forall" or not isinstance(node.sides[0], s.Empty):
        return node
    return replace(node, sides=node.sides[1:], operators=node.operators[1:]) if len(node.sides) > 2 else node.sides[1]


def _of_sizes(reader: Reader, node: s.Syntax) -> bool:
    """Whether a condition is about a size, as V ≥ 10 is: then it is no case of the part."""
    try:
        found, _ = read_condition(reader, node)
    except (s.ReadingError, x.ShapeError):
        return False
    return found is not None and any(isinstance(each, x.Dimension) for each in walk(found))


# ----------------------------------------------------------------------------------------------------------------- definitions


def defined_symbol(sides: tuple[s.Syntax, ...]) -> str | None:
    """The symbol on the left of an equation, if it is one that could be introduced there."""
    left = strip(sides[0])
    if isinstance(left, s.Juxtaposition) and len(left.factors) == 2 and isinstance(left.factors[1], s.Group):
        left = strip(left.factors[0])
    if isinstance(left, s.Group) and left.opening == "|":
        inner = key(strip(left.inner))
        return f"|{inner}|" if inner else None
    word = key(left) or ""
    return word if isinstance(left, s.Name | s.Scripted) and word and "nabla" not in word else None


def definitions_of(script: Script, problem: Problem, part: Part) -> list[Definition]:
    """The symbols that the author introduces: those the assignment does not know, and those it knows as something else.

    A symbol that the assignment knows is redefined only by a quantity with a subscript (y_w = …), since a claim about it would be
    one otherwise; whether it differs is for the comparison to say.
    """
    found: list[Definition] = []
    for equation in script.equations:
        if part.place.argument is not None:
            found += beside(equation)
        if len(equation.sides) < 2 or (part.kind == "gradient" and says_where_zero(equation)):
            continue
        word = defined_symbol(equation.sides)
        if word is None or word in ("f", "sigma") or word.startswith("J"):
            continue
        reader = Reader(problem.notation, part.place, definitions=tuple(each for each in found if each.key != word))
        left, right = read_side(reader, equation.sides[0]), equation.sides[1]
        test = None
        for each in (*equation.conditions, *equation.negated):
            held, _ = read_condition(reader, each)
            if held is not None:
                test = x.Not(held) if each in equation.negated else held
        if left.value is not None and not introducible(word, left.value, part, problem):
            other = read_side(reader, right)
            if (
                other.value is None
                or "y" not in word
                or isinstance(left.value, x.Named)
                or same_standing(left.value, other.value, test or x.ALWAYS)
            ):
                continue
        found.append(Definition(word, right, parameter_of(equation.sides[0]), test))
    return found


def beside(equation: Equation) -> list[Definition]:
    """`with g = 1` beside an equation about a function of one number, where there are no indices that it could restrict."""
    relations = [strip(each) for each in equation.conditions]
    return [
        Definition(word, each.sides[1])
        for each in relations
        if isinstance(each, s.Relation) and each.operators == ("=",) and isinstance(strip(each.sides[1]), s.Numeral)
        for word in [key(strip(each.sides[0]))]
        if word is not None and word != "x"
    ]


def parameter_of(left: s.Syntax) -> str | None:
    """The x of h(x) = …."""
    left = strip(left)
    return key(strip(left.factors[1])) if isinstance(left, s.Juxtaposition) else None


def introducible(word: str, value: x.Expression, part: Part, problem: Problem) -> bool:
    """Whether a letter that can be read is free for an author to define: a number of no meaning here, or e."""
    symbols = problem.notation.symbols
    idle = part.place.argument is None and symbols.get(word) == x.SCALAR  # x, where no function of x is asked about
    lone = isinstance(value, x.Symbol) and (word not in symbols or idle)
    quantity = part.place.argument is not None and isinstance(value, x.Named)  # y = σ(x)
    probability = word.split("_")[0] in problem.notation.probability
    return word == "e" or quantity or probability or (lone and word not in part.place.free)


def same_standing(left: x.Expression, right: x.Expression, where: x.Condition = x.ALWAYS) -> bool:
    """Whether an equation about a known quantity agrees, under its condition, with what it stands for, as y_w = 1 for w = o does."""
    nodes = (left, right, where)
    free = tuple(sorted({index for each in nodes for index in free_indices(each)}, key=lambda index: index.name))
    return left.shape == right.shape and equal(left, right, Setting(free), where) is True
