"""The symbols that an author introduces, by equations."""

from collections.abc import Iterable

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.differentials import differentiates_by
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.context import Definition
from derive.reading.elaborate import Reader
from derive.traversal import free_indices
from derive.words.ranges import SUPPOSED_TO_BE
from derive.words.singled_out import singled_out
from proofs.answers.claims.conditions import read_condition
from proofs.answers.claims.equations import Equation
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.claims.zero_words import says_where_zero
from proofs.identity import Setting, equal


def defined_symbol(sides: tuple[s.Syntax, ...]) -> str | None:
    """The symbol on the left of an equation, if it is one that could be introduced there."""
    left = strip(sides[0])
    if isinstance(left, s.Juxtaposition) and len(left.factors) == 2 and isinstance(left.factors[1], s.Group):
        if isinstance(strip(left.factors[1].inner), s.Additive):
            return None  # U(ŷ − y) is a product, and no function that is defined
        left = strip(left.factors[0])
    if isinstance(left, s.Group) and left.opening == "|":
        inner = key(strip(left.inner))
        return f"|{inner}|" if inner else None
    word = key(left) or ""
    return word if isinstance(left, s.Name | s.Scripted) and word and "nabla" not in word else None


def definitions_of(script: Script, problem: Problem, part: Part, earlier: Iterable[Definition]) -> list[Definition]:
    """The symbols that the author introduces: those the assignment does not know, and those it knows as something else.

    A symbol that the assignment knows is redefined only by a quantity with a subscript (y_w = …), since a claim about it would be
    one otherwise; whether it differs is for the comparison to say. `earlier`: what has been defined before, of which entries may be given anew.
    """
    found: list[Definition] = []
    for equation in script.equations:
        if part.place.argument is not None:
            found += beside(equation)
        if equation.relations[:1] != ("=",) or (part.kind == "gradient" and says_where_zero(equation)):
            continue
        if SUPPOSED_TO_BE(equation.before) or singles_out(equation):
            continue
        word = defined_symbol(equation.sides)
        if word is None or word in ("f", "sigma") or word.startswith("J"):
            continue
        reader = Reader(problem.notation, part.place, definitions=tuple(each for each in found if each.key != word))
        left = read_side(reader, head_of(equation.sides[0]))
        right, test = valued(equation), None
        for each in (*equation.conditions, *equation.negated):
            held, _ = read_condition(reader, each)
            if held is not None:
                test = x.Not(held) if each in equation.negated else held
        again = _given_again(equation.sides[0], [*earlier, *found])
        if left.value is not None and not again and not introducible(word, left.value, part, problem):
            other = read_side(reader, right)
            if (
                other.value is None
                or (part.kind in ("zero", "identity") and test is None)  # where ŷ_o is 1: a condition
                or "y" not in word
                or isinstance(left.value, x.Named)
                or same_standing(left.value, other.value, test or x.ALWAYS)
            ):
                continue
        written = strip(equation.sides[0])
        parameter = parameter_of(written)
        if isinstance(written, s.Juxtaposition) and parameter is None:
            word = f"{word}(…)"  # g(−z) = … says something of g, and is no value of it
        found.append(Definition(word, right, parameter, test, written))
    return [*found, *_set_apart(found)]


def singles_out(equation: Equation) -> bool:
    """Whether an equation only picks out terms, and rightly: those with a factor 0 go, "every term with y_w = 0 drops out", and those with 1 stay."""
    return singled_out(equation.before, key(strip(equation.sides[-1])), equation.behind)


def valued(equation: Equation) -> s.Syntax:
    """What an equation sets a symbol equal to: its last side in which nothing is differentiated, δ = ∂J/∂θ = ŷ − y."""
    plain = [side for side in equation.sides[1:] if not any(differentiates_by(node) for node in every(side))]
    return plain[-1] if plain else equation.sides[1]


def _set_apart(found: list[Definition]) -> list[Definition]:
    """p_w at w = o, where p_w is defined for w ≠ o and p_o by itself."""
    values = {each.key: each.value for each in found if each.condition is None}
    apart = []
    for each in found:
        same = each.condition.condition if isinstance(each.condition, x.Not) else None
        if isinstance(same, x.Same) and isinstance(same.right, x.Index):
            own = values.get(f"{each.key.split('_')[0]}_{same.right.name}")
            apart += [Definition(each.key, own, each.parameter, same, each.left)] if own is not None else []
    return apart


def _given_again(left: s.Syntax, found: list[Definition]) -> bool:
    """Whether a left side is an entry, or a value, of a name that has been defined: δ_o after δ, g(−z) after g(z)."""
    own = Definition("", left, left=strip(left))
    alike = [each for each in found if each.base == own.base]
    called = isinstance(own.left, s.Juxtaposition)
    return any(own.member is not None if each.parameter is None else called for each in alike)


def replaced(earlier: Iterable[Definition], own: list[Definition]) -> list[Definition]:
    """The definitions that stand: a name that is defined anew has its new value, a whole one takes its entries with it."""
    told = {each.key for each in own} | {f"{each.base}_" for each in own if each.member is None}
    return [each for each in earlier if not told & {each.key, each.member and f"{each.base}_"}] + own


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


def head_of(left: s.Syntax) -> s.Syntax:
    """The h of h(x) = …; any other left side as it is."""
    inner = strip(left)
    return inner.factors[0] if isinstance(inner, s.Juxtaposition) else inner


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
    return word.split("_")[0] in ("e", "delta") or quantity or probability or (lone and word not in part.place.free)


def same_standing(left: x.Expression, right: x.Expression, where: x.Condition) -> bool:
    """Whether an equation about a known quantity agrees, under its condition, with what it stands for, as y_w = 1 for w = o does."""
    nodes = (left, right, where)
    free = tuple(sorted({index for each in nodes for index in free_indices(each)}, key=lambda index: index.name))
    return left.shape == right.shape and equal(left, right, Setting(free), where) is True
