"""Things in a row: which are calls, which are operators, and which are factors.

From the tightest: calls; products of what stands side by side, and quotients; then ⊙. So A ⊙ B C is A ⊙ (B C), as papers mean it.
"""

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import calls, conditions, definitions, derivatives, positions, shapes, small_changes
from derive.elaboration.abbreviations import GAMMA, NORMAL, USUAL
from derive.elaboration.arrays import PROGRAMMED, outer
from derive.elaboration.chains import chain_rule
from derive.elaboration.context import Scope
from derive.elaboration.functions import base_of, dot, logarithm
from derive.elaboration.parametric import PARAMETRIC
from derive.elaboration.usual import behind_number
from derive.parsing import syntax as s
from derive.parsing.trees import every, exponent, key, strip
from derive.parsing.trees import row as part_of
from derive.parsing.vocabulary import GREEK

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

ENTRY_BY_ENTRY = {"odot": "times", "circ": "times", "oslash": "over"}
Item = tuple[str, x.Expression, s.Syntax]
"""The operator before a factor, its value, and where it stands."""


def row(reader: "Reader", node: s.Juxtaposition, scope: Scope) -> x.Expression:
    """The value of things in a row; of derivatives that do not multiply as they stand, by the chain rule that they are."""
    whole = derivatives.with_fractions(reader, node)
    if not isinstance(whole, s.Juxtaposition):
        return reader.read(whole, scope)
    node = whole
    try:
        with positions.guarded(reader, conditions.indicating(node), scope):
            return _row(reader, node, scope)
    except x.ShapeError:
        linked = chain_rule(reader, node, 0, scope)
        if linked is None or linked[1] < len(node.factors):
            raise
        reader.remark("chain-rule")
        return linked[0]


def _row(reader: "Reader", node: s.Juxtaposition, scope: Scope) -> x.Expression:
    items: list[Item] = []
    at = 0
    while at < len(node.factors):
        operator = node.operators[at - 1] if at else ""
        bars = _bars_of_entries(reader, node.factors[at], items, operator, scope)
        value, used = (bars, 1) if bars is not None else unit(reader, node, at, scope)
        if value is not None:
            items.append((operator, value, part_of(node, at, at + used)))
        at += used
    if not items:
        raise s.ReadingError("there is nothing here", node.span, "an expression")
    return _entrywise(reader, items, node)


def _bars_of_entries(
    reader: "Reader", factor: s.Syntax, items: list[Item], operator: str, scope: Scope
) -> x.Expression | None:
    """|v| behind a vector that lies, 𝟏ᵀ|v|: of every entry, since a norm would leave a row of numbers; None for anything else."""
    before = items[-1][1].shape if items and operator in ("", "cdot") else x.SCALAR
    if not (isinstance(factor, s.Group) and factor.opening == "|" and before[0] == "1" != before[1]):
        return None
    inside = reader.read(factor.inner, scope)
    if inside.shape[1] != "1" or inside.shape[0] == "1":
        return None
    reader.context.note("entrywise-function", name="abs")
    return x.Call("abs", inside, span=factor.span)


def _entrywise(reader: "Reader", items: list[Item], node: s.Syntax) -> x.Expression:
    """Runs of products, joined by ⊙ and ⊘."""
    runs: list[tuple[str, list[Item]]] = []
    for operator, value, place in items:
        if operator in ENTRY_BY_ENTRY or not runs:
            runs.append((operator, [("", value, place)]))
        else:
            runs[-1][1].append((operator, value, place))
    if len(runs) > 1:
        runs = [(operator, _columns_beside(reader, run, node)) for operator, run in runs]
    result = _product(reader, runs[0][1], node)
    for operator, run in runs[1:]:
        other = _product(reader, run, node)
        if ENTRY_BY_ENTRY[operator] == "times":
            result = shapes.entrywise_product(reader, result, other, node)
        else:
            result = shapes.divided(reader, result, other, node)
    return result


def _columns_beside(reader: "Reader", run: list[Item], node: s.Syntax) -> list[Item]:
    """Columns of one size that stand side by side within an entrywise product, as σ(z)(1 − σ(z)), are multiplied entry by entry too."""
    out: list[Item] = []
    for operator, value, place in run:
        last = out[-1][1] if out and operator == "" else None
        if last is not None and last.shape == value.shape and value.shape[1] == "1" != value.shape[0]:
            reader.context.note("entrywise-beside")
            out[-1] = (out[-1][0], x.Hadamard(last, value, span=node.span), place)
        else:
            out.append((operator, value, place))
    return out


def _product(reader: "Reader", items: list[Item], node: s.Syntax) -> x.Expression:
    """What stands side by side, with dots, crosses and slashes."""
    factors: list[x.Expression] = []
    for at, (operator, value, place) in enumerate(items):
        if operator == "/":
            if not reader.lenient:
                _last_below(items, at)
            factors = [reader.quotient(reader.product(factors, node), value, node)]
        elif operator == "otimes" and x.SCALAR not in (value.shape, reader.product(factors, node).shape):
            factors = [outer(reader.product(factors, node), value, node.span)]
        elif operator in PROGRAMMED:
            factors = [shapes.programmed(reader, operator, reader.product(factors, node), value, node)]
        elif operator == "cdot" and factors and _columns(reader, factors[-1], value):
            factors[-1] = dot(factors[-1], value, node.span)
        elif operator in ("", "cdot", "*", "times") or (operator == "otimes" and reader.lenient):
            if (
                operator in ("times", "*")
                and not reader.lenient
                and x.SCALAR not in (value.shape, factors[-1].shape if factors else x.SCALAR)
            ):
                raise s.ReadingError(
                    f'"{operator}" between arrays could be several products', place.span, "\\odot, or nothing"
                )
            factors.append(value)
        else:
            raise s.ReadingError(f'the operator "{operator}" is not understood', place.span, "a product")
    return reader.product(factors, node)


def _columns(reader: "Reader", left: x.Expression, right: x.Expression) -> bool:
    """Whether a dot between the two is the dot product of two vectors."""
    standing = left.shape[1] == right.shape[1] == "1" and "1" not in (left.shape[0], right.shape[0])
    return standing and reader.context.solver.unify(left.shape[0], right.shape[0])


def _last_below(items: list[Item], at: int) -> None:
    """a/b c could be (a/b)c or a/(bc): it is read where only one makes sense, as in 1/2 x and 1/N Σ."""
    following = items[at + 1] if at + 1 < len(items) else None
    if following is None or following[0] != "":
        return
    halved = isinstance(items[at][1], x.Number) and (
        (at == 1 and isinstance(items[0][1], x.Number)) or not _letters(following)
    )
    if halved or isinstance(following[2], s.Big):
        return
    raise s.ReadingError("what stands below the slash here?", following[2].span, "brackets, or \\frac")


def _letters(item: Item) -> bool:
    """Whether it is a number that is a letter, or a power of one: the h² of a/2h²."""
    place = strip(item[2])
    base = place.base if isinstance(place, s.Scripted) else place
    return isinstance(base, s.Name) and item[1].shape == x.SCALAR


# ------------------------------------------------------------------------------------------------------------------ units


def unit(reader: "Reader", node: s.Juxtaposition, at: int, scope: Scope) -> tuple[x.Expression | None, int]:
    """The value of the factor at a place, with what it takes of those behind it, and how many that were; None for what is no factor."""
    begun = reader.begun(node, at, scope)
    if begun is not None:
        return begun
    factor = node.factors[at]
    rest = len(node.factors) - at
    if reader.context.differentials and small_changes.is_sign(factor) and rest > 1 and not node.operators[at]:
        whole = rest > 2 and key(node.factors[at + 1]) in small_changes.OF_A_WHOLE
        changed, used = unit(reader, node, at + 1, scope) if whole else (None, 1)
        return small_changes.of(reader, node.factors[at + 1], changed if used > 1 else None, scope), used + 1
    if reader.context.two_pis and behind_number(node, at):
        return x.Pi(span=factor.span), 1
    if derivatives.is_operator(reader, factor):
        if rest == 1:
            raise s.ReadingError("what is differentiated here?", factor.span, "an expression in brackets")
        end = reader.acts_up_to(node, at)
        return reader.differentiated(factor, part_of(node, at + 1, end), scope), end - at
    bracket: s.Syntax | None = node.factors[at + 1] if rest > 1 and not node.operators[at] else None
    shown = conditions.indicated(reader, factor, bracket, scope)
    if shown is not None and bracket is not None:
        above = bracket.above if isinstance(bracket, s.Scripted) else None
        return (shown if above is None else reader.raised(shown, above, bracket, scope)), 2
    followed = bracket is not None and (reader.lenient or isinstance(_bare(bracket), s.Group))
    head = _head(reader, factor, followed, scope)
    if head is not None and not _times_a_bracket(reader, head, bracket):
        return _call(reader, node, at, head, scope)
    around = _bare(bracket) if bracket is not None else None
    if isinstance(around, s.Group) and around.opening in ("(", "["):
        _not_a_call(reader, factor, around, scope)
    return reader.read(factor, scope), 1


def _bare(node: s.Syntax) -> s.Syntax:
    return node.base if isinstance(node, s.Scripted) else node


def _head(reader: "Reader", factor: s.Syntax, bracketed: bool, scope: Scope) -> str | None:
    """The function that a factor names, where it names one; σ without a bracket behind it is a letter."""
    base = _bare(factor)
    if not isinstance(base, s.Name):
        return None
    name = key(base) or ""
    if reader.context.definitions and isinstance(factor, s.Scripted) and factor.below is not None:
        whole = key(replace(factor, above=None, primes=0)) or ""
        own = reader.context.definitions.get(whole)
        if own is not None and own.form == "function":
            return whole
    if name in scope or name in reader.context.declarations:
        return None
    found = reader.context.definitions.get(name)
    bare = not isinstance(factor, s.Scripted) or (factor.below is None and factor.above is None)
    if bracketed and bare and f"{name}()" in reader.context.definitions:
        return f"{name}()"
    if found is not None:
        return name if found.form == "function" else None
    plain = not isinstance(factor, s.Scripted) or factor.below is None
    known = reader.context
    if plain and bracketed and ((known.normal and name in NORMAL) or (known.gamma and name in GAMMA)):
        return name
    based = base_of(factor) is not None
    called = name in calls.KNOWN and (plain or based or name in PARAMETRIC) and (bracketed or name != "sigma")
    return name if called else None


def _times_a_bracket(reader: "Reader", head: str, bracket: s.Syntax | None) -> bool:
    """Whether the loss by its name is a factor: the f of f(1 − f), where f itself stands in the bracket."""
    name = head.removesuffix("()")
    if name not in reader.context.loss_names or bracket is None:
        return False
    called = {
        id(factor)
        for each in every(bracket)
        if isinstance(each, s.Juxtaposition)
        for factor, behind in pairwise(each.factors)
        if isinstance(_bare(behind), s.Group)
    }
    return any(key(each) == name and id(each) not in called for each in every(bracket))


def _not_a_call(reader: "Reader", factor: s.Syntax, bracket: s.Group, scope: Scope) -> None:
    """f(x) of an undeclared f is not read as a product."""
    base = _bare(factor)
    name = key(base) if isinstance(base, s.Name) else None
    if name is None or not isinstance(base, s.Name) or name in scope or name in reader.context.definitions:
        return
    if reader.lenient:
        return
    declared = reader.context.declarations.get(name) or reader.context.declarations.of_whole(name)
    if declared is None and isinstance(factor, s.Scripted) and factor.above is None and key(factor) is not None:
        declared = reader.context.declarations.get(key(factor) or "")
    known = name in reader.context.sizes or name in ("e", "I", "delta")
    indexed = isinstance(factor, s.Scripted) and factor.below is not None
    if (declared is None or declared.inferred) and not (known or indexed) and _like_a_function(base, name, bracket):
        raise s.ReadingError(
            f"{name}(…) could be a call: the function {name} is not known",
            factor.span,
            f"a definition or a declaration of {name}",
        )
    if declared is not None and declared.inferred:
        reader.context.note("read-as-product", name=name)


def _like_a_function(base: s.Name, name: str, bracket: s.Group) -> bool:
    """Whether a name before a bracket is rather a function than a factor: f, Γ, a word, a blackboard letter, E[…]."""
    word = len(base.name) > 1 and base.name not in GREEK
    law = bracket.opening == "[" and name in ("E", "P")
    return name in calls.LIKE_FUNCTIONS or word or law or base.font == "blackboard"


def _call(reader: "Reader", node: s.Juxtaposition, at: int, name: str, scope: Scope) -> tuple[x.Expression, int]:
    """A function with its argument: the bracket behind it, or what stands behind it without brackets."""
    head = node.factors[at]
    above = head.above if isinstance(head, s.Scripted) else None
    primes = head.primes if isinstance(head, s.Scripted) else 0
    if at + 1 >= len(node.factors) or node.operators[at]:
        raise s.ReadingError(f"the argument of {name} is missing", head.span, "an argument")
    following = node.factors[at + 1]
    group = _bare(following)
    used = 2
    scripts: s.Scripted | None = None
    given = _given_value(name, following, reader) if above is None and not primes else None
    if given is not None:
        return reader.read(given, scope), used
    braced = reader.lenient and group is following  # \exp{x} shows no brackets, and \exp{x}^2 is of x^2
    if isinstance(group, s.Group) and group.opening in ("(", "[", "\\{", *([""] if braced else [])):
        inside = group.inner
        if isinstance(inside, s.Empty):
            raise s.ReadingError(f"the argument of {name} is missing", group.span, "an argument")
        arguments = definitions.arguments(reader, name, inside, scope)
        scripts = following if isinstance(following, s.Scripted) else None
    else:
        value, used = _without_brackets(reader, node, at + 1, name, scope)
        arguments = [value]
    if name in PARAMETRIC and isinstance(head, s.Scripted) and head.below is not None:
        arguments.insert(1, reader.read(head.below, scope))
    span = s.Group("", head, "", span=(head.span[0], node.factors[at + used - 1].span[1]))
    made = _applied(reader, name, arguments, primes, span)
    base = base_of(head) if name == "log" else None
    if base is not None and isinstance(arguments[0], x.Expression):
        if primes:
            raise s.ReadingError("a prime at a logarithm to a base is not understood", head.span, "\\partial")
        made = logarithm(base, arguments[0], span.span)
    if above is not None:
        if not (reader.lenient or isinstance(strip(exponent(above)), s.Numeral)):
            raise s.ReadingError("this superscript of a function is not understood", above.span, "a power such as 2")
        made = reader.raised(made, above, span, scope)
    if scripts is not None:
        made = scripts_of_call(reader, made, scripts, scope)
    return made, used


def _given_value(name: str, following: s.Syntax, reader: "Reader") -> s.Syntax | None:
    r"""\cos\theta_k, where the author says what it is, under its name; None for any other function at any other argument."""
    inner = strip(following)
    base = inner.base if isinstance(inner, s.Scripted) else inner
    if not isinstance(base, s.Name) or f"{name} {key(base)}" not in reader.context.definitions:
        return None
    whole = s.Name(f"{name} {key(base)}", span=base.span)
    return replace(inner, base=whole) if isinstance(inner, s.Scripted) else whole


def scripts_of_call(reader: "Reader", made: x.Expression, scripts: s.Scripted, scope: Scope) -> x.Expression:
    """What stands at the bracket is of the whole call: softmax(z)_k, tanh(z)^2."""
    if scripts.primes:
        made = reader.primed(made, scripts)
    if scripts.below is not None:
        made = reader.entries(made, scripts.below, scripts.span, scope)
    return made if scripts.above is None else reader.raised(made, scripts.above, scripts, scope)


def _applied(
    reader: "Reader", name: str, given: list[x.Expression | x.IndexTerm], primes: int, span: s.Syntax
) -> x.Expression:
    own = definitions.applied(reader, name, given, span.span) if not primes else None
    if own is not None:
        return own
    arguments = [each for each in given if isinstance(each, x.Expression)]
    if len(arguments) < len(given):
        raise s.ReadingError("a function of an index has no derivative", span.span, "a function of a number")
    if not primes:
        made = calls.called(reader, name, arguments, span)
        if (name in calls.OF_ENTRIES or name in USUAL) and arguments[0].shape != x.SCALAR and not reader.lenient:
            reader.context.note("entrywise-function", name=name)
        return made
    if primes > 2 or len(arguments) != 1:
        raise s.ReadingError("only first and second derivatives are written by primes", span.span, "\\partial")
    if primes == 1:
        said = definitions.applied_to_entries(reader, f"{name}'", arguments[0], span)
        if said is not None:
            return said
        if name in calls.OF_ENTRIES or name in USUAL:
            return calls.slope(reader, name, arguments[0], span)
    return derivatives.own_slope(reader, name, arguments[0], span, primes)


ANGULAR = frozenset(["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"])
"""Functions of which sin x cos x is a product."""


def _of_angles(reader: "Reader", node: s.Juxtaposition, at: int, name: str, scope: Scope) -> bool:
    """Whether the next of such functions begins at a place, so that the argument of the one before it ends there."""
    head = node.factors[at]
    base = _bare(head)
    return name in ANGULAR and isinstance(base, s.Name) and _head(reader, head, False, scope) in ANGULAR


def _multiple_of_an_angle(reader: "Reader", node: s.Juxtaposition, at: int, name: str, scope: Scope) -> bool:
    """Whether a number and a letter stand behind such a function: cos 2x is of 2x."""
    if name not in ANGULAR or at + 1 == len(node.factors) or node.operators[at]:
        return False
    number, letter = node.factors[at], _bare(node.factors[at + 1])
    beside = isinstance(number, s.Numeral) and isinstance(letter, s.Name)
    return beside and not _of_angles(reader, node, at + 1, name, scope)


def _without_brackets(
    reader: "Reader", node: s.Juxtaposition, at: int, name: str, scope: Scope
) -> tuple[x.Expression, int]:
    """The argument of log z, log σ(x), tr A B; what follows it directly would be of the argument or beside it."""
    if name in calls.TAKES_PRODUCT or reader.lenient:
        end = at + 1
        alone = reader.lenient and isinstance(node.factors[at], s.Group)  # bars are no brackets of a call: σ|x|
        while not (
            alone or end == len(node.factors) or node.operators[end - 1] or isinstance(node.factors[end], s.Words)
        ):
            end += 1
        return reader.read(part_of(node, at, end), scope), end - at + 1
    multiple = _multiple_of_an_angle(reader, node, at, name, scope)
    value, used = (reader.read(part_of(node, at, at + 2), scope), 2) if multiple else unit(reader, node, at, scope)
    assert value is not None
    end = at + used
    if end < len(node.factors) and not node.operators[end - 1] and not _of_angles(reader, node, end, name, scope):
        raise s.ReadingError(
            f"how far does {name} reach?", node.factors[end].span, f"brackets around the argument of {name}"
        )
    divisor = node.factors[end] if end < len(node.factors) and node.operators[end - 1] == "/" else None
    divisor = divisor or (_divisor_of_a_sum(node.factors[at]) if end == len(node.factors) else None)
    if divisor is not None:
        raise s.ReadingError(
            f"does {name} reach over the slash?", divisor.span, f"brackets around the argument of {name}"
        )
    return value, used + 1


def _divisor_of_a_sum(node: s.Syntax) -> s.Syntax | None:
    """What the body of a sum is divided by at its end, where nothing of it runs: the b of log Σ_i x_i / b."""
    bound: set[str | None] = set()
    while isinstance(node, s.Big):
        bound |= {key(each) for each in every(node.below)} if node.below is not None else set()
        node = node.body
    if not (bound and isinstance(node, s.Juxtaposition) and node.operators[-1] == "/"):
        return None
    last = node.factors[-1]
    return None if bound & {key(each) for each in every(last)} else last
