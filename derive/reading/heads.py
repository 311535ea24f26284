"""What begins in a row in the notation of an assignment, beyond functions and operators: J(…), P(w | c), E[…], f(x), 1_o(w), the author's own."""

import re
from fractions import Fraction

from derive import expression as x
from derive.elaboration import calls
from derive.elaboration.chains import chain_rule
from derive.elaboration.conditions import is_one
from derive.elaboration.entries import is_slice
from derive.elaboration.functions import AT
from derive.elaboration.rows import unit
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, row, strip
from derive.reading.components import pair
from derive.reading.derivatives import variable
from derive.reading.expectations import expectation, probability
from derive.reading.helpers import called
from derive.reading.losses import LOSSES, loss_call, loss_symbol
from derive.reading.ones import one_hot
from derive.reading.reader import Reader, Scope
from derive.reading.symbols import entry_of, spelled
from derive.traversal import replaced

Begun = tuple[x.Expression | None, int]
ONE_HOT = ("onehot", "OneHot", "one-hot", "onehotvector")
STEP = ("H", "theta", "Theta", "u")
"""Heaviside's function, where a function of one number is asked about."""
ENTROPY = ("CE", "CrossEntropy", "H")


def begun(reader: Reader, node: s.Juxtaposition, position: int, scope: Scope) -> Begun | None:
    """The value that begins at a factor, and how many factors it takes up; None where it is what anybody would read there."""
    factor = node.factors[position]
    rest = len(node.factors) - position
    following = node.factors[position + 1] if rest > 1 else None
    tight = rest > 1 and node.operators[position] == ""
    own = reader.place.loss if reader.place.argument is not None else None
    primes = _primes_of_loss(reader, factor, following) if tight else None
    if own is not None and following is not None and primes is not None:  # LeakyReLU(x)
        whole = _of_argument(reader, own, primes, following, factor.span, scope)
        if whole is not None:
            return whole
    if isinstance(factor, s.Words):
        raise s.ReadingError(f'"{factor.text}" is not understood inside of a formula', factor.span, "a formula")
    if key(factor) == "nabla" and rest == 2 and following is not None and reader.place.loss is not None:
        return reader.slope(reader.place.loss, variable(reader, following, scope), factor), rest
    linked = chain_rule(reader, node, position, scope) if rest > 1 else None
    if linked is not None:
        return linked
    head, power, primes = _head(factor)
    if head is not None and tight and following is not None:
        made = _called(reader, node, position, head, power, primes, scope)
        if made is not None:
            return made
    if tight and following is not None and _is_indicator(factor) and isinstance(following, s.Group):
        assert isinstance(factor, s.Scripted)
        assert factor.below is not None
        same = s.Relation((following.inner, factor.below), ("=",), span=following.span)
        return x.Delta(reader.condition(same, scope), span=(factor.span[0], following.span[1])), 2
    if tight and isinstance(following, s.Group) and following.opening == "[" and key(factor) == reader.notation.layout:
        both = pair(following.inner)
        if both is not None and any(is_slice(each) for each in both):  # U[:,o]
            span = (factor.span[0], following.span[1])
            return reader.read(s.Scripted(factor, following.inner, span=span), scope), 2
    aside = isinstance(factor, s.Group) and factor.opening == "(" and not (position and node.operators[position - 1])
    if aside and isinstance(strip(factor), s.Relation) and position:
        reader.aside(reader.condition(factor, scope))
        return None, 1
    return None


def _primes_of_loss(reader: Reader, factor: s.Syntax, following: s.Syntax | None) -> int | None:
    """The primes on a name that is that of the part's function, spelled in any way: LeakyReLU, leaky relu; df/dx (0) has one. None for others."""
    if isinstance(factor, s.Fraction) and isinstance(following, s.Group) and isinstance(strip(following), s.Numeral):
        above = key(strip(factor.numerator)) or ""
        return 1 if above[:1] == "d" and above[1:] in ("f", reader.place.loss_name) else None
    primes = factor.primes if isinstance(factor, s.Scripted) and factor.below is None and factor.above is None else 0
    name = factor.base if primes and isinstance(factor, s.Scripted) else factor
    word = name.text if isinstance(name, s.Words) else name.name if isinstance(name, s.Name) else ""
    if len(word) < 2:
        return None
    plain = [re.sub(r"[^a-z]", "", each.lower()) for each in (word, reader.place.loss_name)]
    return primes if len(plain[0]) > 1 and plain[0] == plain[1] else None


def _head(factor: s.Syntax) -> tuple[str | None, s.Syntax | None, int]:
    """The name that may be called, with a power or primes on it: σ, log, P, σ²."""
    if isinstance(factor, s.Name):
        return key(factor), None, 0
    if isinstance(factor, s.Scripted):
        base = key(factor.base)
        if base in LOSSES or base in ("E", "P"):
            return base, factor.above, factor.primes
        if factor.below is None:
            return base, factor.above, factor.primes
    return None, None, 0


def _special(reader: Reader, head: str, bracket: s.Group | None, span: s.Span, scope: Scope) -> x.Expression | None:
    """onehot(o), H(x) of Heaviside and H(y, ŷ), the cross-entropy; None for other heads."""
    if bracket is None:
        return None
    if head in ONE_HOT:
        return one_hot(reader, bracket.inner, span, scope)
    if head in STEP and reader.place.argument is not None:
        value, zero, one = reader.real(bracket.inner, scope), x.Number(Fraction(0)), x.Number(Fraction(1))
        return x.Cases(((one, x.Compare(zero, "<", value)), (zero, x.Compare(value, "<", zero))), span=span)
    inner = strip(bracket)
    if head not in ENTROPY or reader.notation.entropy not in reader.notation.losses:
        return None
    if not isinstance(inner, s.Listing) or len(inner.items) != 2:
        raise s.ReadingError("the cross-entropy is of two distributions", bracket.span, f"{head}(y, \\hat y)")
    first, second = (reader.read(item, scope) for item in inner.items)
    notation = reader.notation
    if (getattr(first, "name", ""), getattr(second, "name", "")) == (notation.label, notation.prediction):
        return notation.losses[notation.entropy]
    return x.Negative(x.Product((x.Transpose(first), x.Call("log", second))), span=span)


def _is_indicator(factor: s.Syntax) -> bool:
    r"""The \mathbb 1_o of \mathbb 1_o(w); δ_{w s}, of two indices, multiplies the bracket behind it."""
    return (
        isinstance(factor, s.Scripted)
        and factor.below is not None
        and factor.above is None
        and (is_one(factor.base) or key(factor.base) == "delta")
        and not isinstance(strip(factor.below), s.Relation | s.Juxtaposition | s.Listing)
    )


def _called(
    reader: Reader, node: s.Juxtaposition, position: int, head: str, power: s.Syntax | None, primes: int, scope: Scope
) -> Begun | None:
    """A call whose name stands at `position`, or None where it is no call."""
    following = node.factors[position + 1]
    factor = node.factors[position]
    bracket = _bracket(following)
    behind = following.above if isinstance(following, s.Scripted) else None
    if isinstance(following, s.Scripted) and bracket is not None and (following.primes or following.below is not None):
        return _scripted_call(reader, node, position, scope)
    if head in reader.notation.probability and bracket is not None:
        value = probability(reader, bracket, (factor.span[0], following.span[1]), scope)
        return _raised(reader, value, (power, behind), scope), 2
    if head in reader.notation.expectation:
        if bracket is not None:
            return _raised(reader, expectation(reader, factor, bracket, scope), (behind,), scope), 2
        end = position + 2
        while end < len(node.factors) and node.operators[end - 1] == "" and not isinstance(node.factors[end], s.Words):
            end += 1
        return expectation(reader, factor, row(node, position + 1, end), scope), end - position
    if head == "#" and bracket is not None:
        return reader.read(s.Group("|", bracket, "|", span=bracket.span), scope), 2
    if head in LOSSES and primes == 1 and _bracket(following) is not None:
        inner = strip(following)
        body = loss_symbol(reader, s.Name("J", span=factor.span))
        value = reader.slope(body, variable(reader, inner, scope), factor)
        return _raised(reader, value, (power, behind), scope), 2
    if head in LOSSES:
        taken = 1
        while position + taken < len(node.factors) and isinstance(strip(node.factors[position + taken]), s.Words):
            taken += 1
        group = next(iter(node.factors[position + taken :]), None)
        if group is not None and _bracket(group) is not None:
            return loss_call(
                reader, factor, strip(group), scope, tuple(node.factors[position + 1 : position + taken])
            ), taken + 1
        return None
    if head in ("max", "min") and bracket is not None:
        inner = strip(bracket)
        items = inner.items if isinstance(inner, s.Listing) else (inner,)
        if len(items) < 2:
            raise s.ReadingError(f"{head} of one number", bracket.span, f"{head}(0, x)")
        return _raised(reader, x.Extremum(head, tuple(reader.real(item, scope) for item in items)), (behind,), scope), 2
    if head == "f" and reader.place.argument is not None and reader.place.loss is not None and not reader.own("f"):
        return _of_argument(reader, reader.place.loss, primes, following, factor.span, scope)
    own = reader.own(head) or (reader.own(f"{head}'") if primes else [])
    if own and bracket is not None:
        mine = called(reader, own, bracket, primes if own[0].key == head else 0, scope)
        if mine is not None:
            return _raised(reader, mine, (power, behind), scope), 2
    special = _special(reader, head, bracket, factor.span, scope)
    if special is not None:
        return _raised(reader, special, (power, behind), scope), 2
    if primes == 1 and head in calls.OF_ENTRIES and bracket is not None:
        name = s.Name(head, span=factor.span)
        slope = _slope(reader.read(s.Juxtaposition((name, bracket), ("",), span=node.span), scope))
        return None if slope is None else (_raised(reader, slope, (power, behind), scope), 2)
    if head == "sigma" and primes == 0 and power is None and _bare(following, head):
        return reader.read(factor, scope), 1  # σ(1 − σ): σ stands for σ(x) throughout
    return None


def _slope(value: x.Expression) -> x.Expression | None:
    """σ′ of what stands in the brackets, and the derivative of any function by the letter that it is taken at."""
    if isinstance(value, x.Call) and isinstance(value.argument, x.Symbol):
        return x.Derivative(value, value.argument, span=value.span)
    if not isinstance(value, x.Call) or value.function != "sigmoid":
        return None
    rest = x.Add((x.filled(1, value.shape), x.Negative(value)))
    return x.Product((value, rest)) if value.shape == x.SCALAR else x.Hadamard(value, rest)


def _scripted_call(reader: Reader, node: s.Juxtaposition, position: int, scope: Scope) -> Begun | None:
    """A call with a prime or a subscript behind its brackets: σ(x)′, softmax(z)_w."""
    following = node.factors[position + 1]
    assert isinstance(following, s.Scripted)
    plain = s.Juxtaposition(
        (node.factors[position], following.base), ("",), span=(node.factors[position].span[0], following.span[1])
    )
    if unit(reader, plain, 0, scope)[1] != 2:
        return None  # no call: a factor before a bracket
    value = unit(reader, plain, 0, scope)[0]
    assert value is not None
    if following.primes:
        argument = reader.place.argument
        if following.primes > 1 or argument is None or value.shape != x.SCALAR:
            raise s.ReadingError("this prime is not understood", following.span, "σ′(x)")
        value = x.Derivative(value, argument, span=plain.span)
    if following.below is not None:
        value = entry_of(reader, value, following.below, plain.span, scope)
    return _raised(reader, value, (following.above,), scope), 2


def _raised(reader: Reader, value: x.Expression, powers: tuple[s.Syntax | None, ...], scope: Scope) -> x.Expression:
    """The value with what stands above its name and above its brackets."""
    for each in powers:
        value = value if each is None else reader.raised(value, each, each, scope)
    return value


def _bracket(node: s.Syntax) -> s.Group | None:
    """The brackets of a call, with or without scripts on them."""
    if isinstance(node, s.Scripted):
        node = node.base
    return node if isinstance(node, s.Group) and node.opening in ("(", "[", "\\{", "") else None


def _bare(node: s.Syntax, name: str) -> bool:
    """Whether σ stands inside without an argument of its own."""
    for each in every(node):
        if isinstance(each, s.Juxtaposition):
            calls = [
                _bracket(after) is not None
                for before, after in zip(each.factors, each.factors[1:], strict=False)
                if key(before) == name
            ]
            if key(each.factors[-1]) == name or (calls and not all(calls)):
                return True
    return any(
        key(strip(term.operand if isinstance(term, s.Signed) else term)) == name
        for each in every(node)
        if isinstance(each, s.Additive)
        for term in each.terms
    )


def _of_argument(
    reader: Reader, loss: x.Expression, primes: int, following: s.Syntax, span: s.Span, scope: Scope
) -> Begun | None:
    """f(x) and f′(x) of the function that the part is about, at its argument or at another number."""
    bracket, argument = _bracket(following), reader.place.argument
    if bracket is None or argument is None or _bare(bracket, "f"):
        return None
    if primes > 1:
        raise s.ReadingError("a second derivative is not what is asked for", span, "f′(x)")
    inner = strip(bracket)
    below = strip(inner.below) if isinstance(inner, s.Scripted) and inner.below is not None else None
    at: x.Symbol | x.Named = argument
    if argument.name in (key(inner), key(inner.base) if below is not None and inner.above is None else ""):  # type: ignore[attr-defined]
        spelled(reader, argument.name, below, scope)
    else:
        at = x.Named(AT, reader.real(inner, scope))
    value = loss if at == argument else replaced(loss, argument, at)
    value = x.Derivative(value, at, span=span) if primes else value
    return _raised(reader, value, (following.above if isinstance(following, s.Scripted) else None,), scope), 2
