r"""What an author's own names stand for: p = …, p_{ik} = …, h^{(i)} = …, σ(x) = …

>>> from derive.elaboration.pages import equation
>>> made = definition(equation(r"p_{ik} = \frac{e^{x_i}}{k}"), r"p_{ik} = …")
>>> made.name, made.form, len(made.parameters)
('p', 'entries', 2)
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration.context import Definition, Scope
from derive.elaboration.functions import by_entries, entry
from derive.elaboration.greatest import spelled
from derive.elaboration.moments import BRACKETS, label, square_name
from derive.elaboration.pages import formula
from derive.elaboration.positions import PastTheEndError
from derive.elaboration.series import is_dotted, row_of
from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.traversal import free_indices, substitute

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader


def definition(chain: s.Chain, text: str, known: Collection[str] = ()) -> Definition:
    """What an equation defines; ReadingError where it defines nothing. `known`: whole names, such as W_r, whose subscript is no index."""
    if chain.operators != ("=",) or chain.conditions:
        raise s.ReadingError("a definition is one equation, NAME = VALUE", chain.span, "NAME = VALUE")
    left, value = chain.sides
    left = strip(left)
    called = _function(left)
    if called is not None:
        return Definition(*called, value, text)
    of_function = _value_of_function(left)
    if of_function is not None:
        word, inner = of_function
        made = definition(s.Chain((inner, value), chain.operators, chain.places, (), span=chain.span), text, known)
        return replace(made, name=f"{word} {made.name}")
    if isinstance(left, s.Scripted) and isinstance(left.base, s.Name):
        name = (key(left.base) or "") + "'" * left.primes
        mark = label(left.above)
        if mark is not None and left.below is None and mark[1:-1].isdigit():
            return Definition(f"{name}^{mark}", "whole", (), value, text)
        if isinstance(left.above, s.Group) and left.above.opening in BRACKETS:
            below = _parameters(left.below)
            return Definition(name, "entries", (left.above.inner, *below), value, text)
        square = square_name(left)
        if square is not None:
            parameters = _parameters(left.below)
            if parameters and _used(parameters, value, known):
                return Definition(f"{name}^2", "entries", parameters, value, text)
            return Definition(square, "whole", (), value, text)
        if left.above is None and left.below is not None:
            parameters = _parameters(left.below)
            if parameters and _used(parameters, value, known):
                return Definition(name, "entries", parameters, value, text)
    starred = spelled(left)
    if starred is not None:
        return Definition(starred, "whole", (), value, text)
    whole = key(left) if not isinstance(left, s.Juxtaposition | s.Numeral | s.Words) else None
    if whole is None:
        raise s.ReadingError("this is no name", left.span, "a name")
    return Definition(whole, "whole", (), value, text)


AXES = 2
"""What has more indices is no array: it is read where it stands."""
FUNCTIONS_OF_ANGLES = ("cos", "sin", "tan")


def _value_of_function(left: s.Syntax) -> tuple[str, s.Syntax] | None:
    r"""The cos and the \theta_k of \cos\theta_k, whose values an author may give; None for anything else."""
    if not isinstance(left, s.Juxtaposition) or len(left.factors) != 2 or left.operators[0]:
        return None
    head, inner = left.factors
    inner = strip(inner)
    word = key(head) if isinstance(head, s.Name) else None
    named = isinstance(inner, s.Name) or (
        isinstance(inner, s.Scripted) and isinstance(inner.base, s.Name) and inner.above is None
    )
    return (word, inner) if word in FUNCTIONS_OF_ANGLES and named else None


def _function(left: s.Syntax) -> tuple[str, str, tuple[s.Syntax, ...]] | None:
    """f(x) on the left."""
    if not isinstance(left, s.Juxtaposition) or len(left.factors) != 2 or left.operators[0]:
        return None
    head, bracket = left.factors
    if not isinstance(bracket, s.Group) or bracket.opening != "(" or key(head) is None:
        return None
    items = places(bracket.inner)
    if any(not isinstance(each, s.Name) and not _is_member(each) for each in items):
        return None
    return key(head) or "", "function", items


def places(inside: s.Syntax) -> tuple[s.Syntax, ...]:
    r"""What stands in the brackets of a function, apart by commas, semicolons and bars: the three of N(x \mid \mu, \Sigma), the k of P(Y = k)."""
    if isinstance(inside, s.Listing):
        return tuple(part for item in inside.items for part in places(item))
    if isinstance(inside, s.Relation) and set(inside.operators) == {":"}:
        return tuple(part for side in inside.sides for part in places(side))
    return (_outcome(inside),)


def _outcome(node: s.Syntax) -> s.Syntax:
    """The k of Y = k, a capital letter and its value."""
    if not isinstance(node, s.Relation) or node.operators != ("=",):
        return node
    capital = strip(node.sides[0])
    named = isinstance(capital, s.Name) and len(capital.name) == 1 and capital.name.isupper()
    return node.sides[1] if named else node


def _is_member(node: s.Syntax) -> bool:
    """Whether it is a letter with one below it, the s_t of π(k | s_t)."""
    plain = isinstance(node, s.Scripted) and isinstance(node.base, s.Name) and node.above is None
    return plain and key(node) is not None


def _parameters(below: s.Syntax | None) -> tuple[s.Syntax, ...]:
    """The letters of a subscript, if all of it is letters."""
    if below is None:
        return ()
    inner = strip(below)
    items = (
        inner.items
        if isinstance(inner, s.Listing)
        else inner.factors
        if isinstance(inner, s.Juxtaposition) and not any(inner.operators)
        else (inner,)
    )
    return (
        items if all(isinstance(each, s.Name) and len(each.name) == 1 and each.name.isalpha() for each in items) else ()
    )


def _is_argument(row: s.Juxtaposition, letters: set[str | None]) -> bool:
    """Whether one of some letters is an argument of a function with a subscript, the k of π_θ(k)."""
    return any(
        isinstance(head, s.Scripted)
        and head.below is not None
        and isinstance(behind, s.Group)
        and behind.opening == "("
        and any(key(each) in letters for each in places(behind.inner))
        for head, behind in zip(row.factors, row.factors[1:], strict=False)
    )


def _used(parameters: tuple[s.Syntax, ...], value: s.Syntax, known: Collection[str]) -> bool:
    """Whether a letter stands in a subscript, a superscript in brackets or a condition of the value: then it is an index."""
    letters = {key(each) for each in parameters}
    for part in every(value):
        if isinstance(part, s.Scripted) and key(part) not in known:
            scripts = [part.below] if part.below is not None else []
            scripts += [part.above] if isinstance(part.above, s.Group) else []
            if any(key(each) in letters for script in scripts for each in every(script)):
                return True
        if isinstance(part, s.Relation) and any(key(each) in letters for each in every(part)):
            return True
        if isinstance(part, s.Juxtaposition) and _is_argument(part, letters):
            return True
    return False


# --------------------------------------------------------------------------------------------------------------- reading


def value(reader: "Reader", name: str) -> x.Expression | None:
    """What a name stands for, as a Named; None where nobody defined it, or it is a function."""
    found = reader.context.definitions.get(name)
    if found is not None and found.form == "function":
        return _at_its_letters(reader, found)
    if found is None or len(found.parameters) > AXES:
        return None
    if name not in reader.known:
        if name in reader.reading:
            raise s.ReadingError(f"{name} is defined by itself", found.value.span, "another name")
        reader.reading.append(name)
        try:
            reader.known[name] = x.Named(name, _made(reader, found))
        except (s.ReadingError, x.ShapeError):
            reader.failed = reader.failed or found.text
            raise
        finally:
            reader.reading.remove(name)
    return reader.known[name]


def of_members_only(made: Definition) -> Definition:
    """A definition by entries of a letter that by itself is something else: the N_k of a class of N, the σ_{ij} = σ(s_i − s_j)."""
    return replace(made, name=f"{made.name}_")


def of_members(reader: "Reader", name: str, indices: int) -> str:
    """The name under which the members of something are defined: "N_" for N_k = …, where N by itself is something else."""
    found = reader.context.definitions.get(f"{name}_")
    return f"{name}_" if found is not None and len(found.parameters) == indices else name


def member(reader: "Reader", name: str, items: Sequence[s.Syntax], span: s.Span, scope: Scope) -> x.Expression | None:
    """What e_t stands for at one t, where e_t = x_t - x_{t-1} has no value at every t, and x_{uij}, which is no array; None for anything else.

    It is read with indices of its own, so that no sum in it binds those at which it is taken.
    """
    found = reader.context.definitions.get(name)
    if found is None or found.form != "entries" or len(items) != len(found.parameters) or name in reader.reading:
        return None
    failed = reader.failed
    try:
        if value(reader, name) is not None:
            return None
    except PastTheEndError:
        reader.failed = failed
    solver, ranges = reader.context.solver, reader.context.ranges
    inside: dict[str, x.IndexTerm] = {}
    stands: dict[x.Node, x.Node] = {}
    for item, letter in zip(items, (key(each) or "" for each in found.parameters), strict=True):
        place = inside[letter] = reader.index(item, solver.size(f"?{name}.{letter}"), scope)
        if isinstance(place, x.Index):
            own = inside[letter] = x.Index(f"{letter} of {name}", place.over)
            stands[own] = place
            if place in ranges:
                ranges[own] = ranges[place]
    reader.reading.append(name)
    try:
        made = substitute(reader.read(found.value, inside), stands)
    finally:
        reader.reading.remove(name)
    return replace(made, span=span)


def _at_its_letters(reader: "Reader", found: Definition) -> x.Expression | None:
    """J, where J(w) = … is a function of a declared w; None for a function of anything."""
    letters = [key(each) or "" for each in found.parameters]
    declared = [reader.context.declarations.get(each) for each in letters]
    if any(each is None or each.inferred or each.kind in ("index", "labels", "family") for each in declared):
        return None
    return applied(reader, found.name, [reader.read(each, {}) for each in found.parameters], found.value.span)


def _made(reader: "Reader", found: Definition) -> x.Expression:
    solver = reader.context.solver
    if found.form == "whole":
        made = reader.read(found.value, {})
        return (
            x.Transpose(made)
            if found.name in reader.context.row_vectors and made.shape[1] == "1" != made.shape[0]
            else made
        )
    names = [key(each) or "" for each in found.parameters]
    bound = [x.Index(name, solver.size(f"?{found.name}.{name}")) for name in names]
    body = reader.read(found.value, {index.name: index for index in bound})
    if body.shape == x.SCALAR and len(bound) == 1:
        return x.Transpose(x.Table(bound[0], body))
    if body.shape == x.SCALAR and len(bound) == 2:
        return x.Table(bound[1], x.Transpose(x.Table(bound[0], body)))
    if len(bound) == 1 and "1" in body.shape:
        reader.context.families.add(found.name)
        return x.Table(bound[0], body if body.shape[1] == "1" else x.Transpose(body))
    raise s.ReadingError("this definition has too many indices", found.value.span, "one index or two")


def arguments(reader: "Reader", name: str, inside: s.Syntax, scope: Scope) -> list[x.Expression | x.IndexTerm]:
    """What a function takes: values, and indices where the letter of a parameter stands as an index in the function of an author."""
    found = reader.context.definitions.get(name)
    if found is None or found.form != "function":
        if name in ("diag", "Diag"):
            if letter := _numbering(reader, inside, scope):
                return [_listed(reader, letter, inside, scope)]
            if is_dotted(inside):
                return [x.Transpose(row_of(reader, list(inside.items), inside.span, scope))]
        return [reader.read(each, scope) for each in (inside.items if isinstance(inside, s.Listing) else (inside,))]
    items = places(inside)
    letters = (
        [key(each) or "" for each in found.parameters] if len(items) == len(found.parameters) else [""] * len(items)
    )
    return [
        reader.index(item, reader.context.solver.size(f"?{name}.{letter}"), scope)
        if letter and numbers(letter, found.value)
        else reader.read(item, scope)
        for letter, item in zip(letters, items, strict=True)
    ]


def _numbering(reader: "Reader", inside: s.Syntax, scope: Scope) -> str | None:
    """The i of diag(1/s_i), which numbers what stands there: the one letter below an array that nothing binds."""
    context = reader.context
    whole = {*context.definitions, *(each.name for each in context.declarations)}
    below = [each.below for each in every(inside) if isinstance(each, s.Scripted) and key(each) not in whole]
    bound = [each.below for each in every(inside) if isinstance(each, s.Big)]
    letters, summed = (
        {key(part) or "" for each in scripts if each for part in every(each) if isinstance(part, s.Name)}
        for scripts in (below, bound)
    )
    declared = {each.name for each in context.declarations if not each.inferred}
    free = letters - summed - {*scope, *declared, *context.definitions, *context.open, *context.sizes}
    return free.pop() if len(free) == 1 else None


def _listed(reader: "Reader", letter: str, inside: s.Syntax, scope: Scope) -> x.Expression:
    """The vector of what stands there, for each value of a letter."""
    index = x.Index(letter, reader.context.solver.size(f"?{inside.span[0]}.{letter}"))
    value = reader.read(inside, {**scope, letter: index})
    return x.Transpose(x.Table(index, value)) if value.shape == x.SCALAR else value


def numbers(letter: str, value: s.Syntax) -> bool:
    """Whether a letter stands below another, or above it in brackets: g(k) = σ(u_k) is a function of an index."""
    scripts = (
        script
        for each in every(value)
        if isinstance(each, s.Scripted)
        for script in (each.below, each.above if isinstance(each.above, s.Group) else None)
        if script is not None
    )
    return any(key(each) == letter for script in scripts for each in every(script))


def applied(
    reader: "Reader", name: str, given: Sequence[x.Expression | x.IndexTerm], span: s.Span
) -> x.Expression | None:
    """An author's own function at some arguments; None where the name is no function.

    The body is read with letters of its own, so that no sum in it binds what stands in an argument.
    """
    found = reader.context.definitions.get(name)
    if found is None or found.form != "function":
        return None
    if len(given) != len(found.parameters):
        raise s.ReadingError(
            f"{name} takes {len(found.parameters)} arguments", span, f"{len(found.parameters)} arguments"
        )
    if name in reader.reading:
        raise s.ReadingError(f"{name} is defined by itself", span, "another name")
    scope, stands = stand_ins(name, dict(zip([key(each) or "" for each in found.parameters], given, strict=True)))
    reader.reading.append(name)
    try:
        made = reader.read(found.value, scope)
    finally:
        reader.reading.remove(name)
    whole: x.Expression = substitute(made, stands) if stands else made
    return whole


def stand_ins(
    name: str, given: Mapping[str, x.Expression | x.IndexTerm]
) -> tuple[dict[str, x.Expression | x.IndexTerm], dict[x.Node, x.Node]]:
    """For arguments by letter what is read in their place, so that no sum binds what stands in one, and for each of these the argument."""
    scope = dict(given)
    for letter, value in given.items():
        if not isinstance(value, x.Expression):
            scope[letter] = x.Index(f"{letter} of {name}", value.over)
        elif free_indices(value):
            scope[letter] = x.Symbol(f"{letter} of {name}", value.shape)
    return scope, {scope[letter]: value for letter, value in given.items() if scope[letter] is not value}


def applied_to_entries(reader: "Reader", name: str, argument: x.Expression, node: s.Syntax) -> x.Expression | None:
    """An author's own function of one number at every entry of an argument; None where the name is no function."""
    if argument.shape == x.SCALAR:
        return applied(reader, name, [argument], node.span)
    found = reader.context.definitions.get(name)
    if found is None or found.form != "function":
        return None

    def one(row: x.Index, column: x.Index) -> x.Expression:
        made = applied(reader, name, [entry(argument, row, column)], node.span)
        assert made is not None
        return made

    return by_entries(argument.shape, node.span, one)


KNOWN_FORMS = {
    "sigma": (r"\frac{1}{1+e^{-x}}", r"\frac{1}{1+\exp(-x)}", r"\frac{e^x}{1+e^x}", r"(1+e^{-x})^{-1}"),
    "tanh": (r"\frac{e^x-e^{-x}}{e^x+e^{-x}}",),
    "ReLU": (r"\max(0, x)", r"\max(x, 0)"),
    "softplus": (r"\log(1+e^x)",),
}
"""Functions that everybody knows, as authors define them once more."""


def agrees(found: Definition) -> bool:
    """Whether a definition of a function says what everybody knows of it, and therefore nothing new."""
    if len(found.parameters) != 1:
        return False
    letter = key(found.parameters[0]) or ""
    return any(_renamed(formula(each), letter) == found.value for each in KNOWN_FORMS.get(found.name, ()))


def _renamed(node: s.Syntax, letter: str) -> s.Syntax:
    """A known form with its x called by another letter."""
    if isinstance(node, s.Name):
        return replace(node, name=letter) if node.name == "x" else node
    found: s.Syntax = rebuild(node, lambda each: _renamed(each, letter))
    return found
