"""What begins in a row in the notation of an assignment, beyond functions and operators: J(…), P(w | c), E[…], f(x), 1_o(w), the author's own."""

import re
from fractions import Fraction

from derive import expression as x
from derive.elaboration import calls
from derive.elaboration.chains import chain_rule
from derive.elaboration.conditions import is_one
from derive.elaboration.entries import is_slice
from derive.elaboration.functions import AT
from derive.elaboration.rows import scripts_of_call
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, row, strip
from derive.reading.components import pair
from derive.reading.derivatives import variable
from derive.reading.expectations import expectation, probability
from derive.reading.helpers import called
from derive.reading.losses import LOSSES, loss_call, loss_symbol
from derive.reading.reader import Reader, Scope
from derive.reading.symbols import spelled
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
    following = node.factors[position + 1] if rest > 1 and node.operators[position] == "" else None
    primes = _primes_of_loss(reader, factor, following) if following is not None else None
    if primes is not None and following is not None:  # LeakyReLU(x)
        whole = _of_argument(reader, primes, following, factor.span, scope)
        if whole is not None:
            return _scripts(reader, whole, following, scope), 2
    if isinstance(factor, s.Words):
        raise s.ReadingError(f'"{factor.text}" is not understood inside of a formula', factor.span, "a formula")
    if key(factor) == "nabla" and rest == 2 and following is not None and reader.place.loss is not None:
        return reader.slope(reader.place.loss, variable(reader, following, scope), factor), rest
    linked = chain_rule(reader, node, position, scope) if rest > 1 else None
    if linked is not None:
        return linked
    made = _called(reader, node, position, scope) if following is not None else None
    if made is not None:
        return made
    group = following if isinstance(following, s.Group) else None
    if group is not None and isinstance(factor, s.Scripted) and factor.below is not None and _is_indicator(factor):
        same = s.Relation((group.inner, factor.below), ("=",), span=group.span)
        return x.Delta(reader.condition(same, scope), span=(factor.span[0], group.span[1])), 2
    if group is not None and group.opening == "[" and key(factor) == reader.notation.layout:
        both = pair(group.inner)
        if both is not None and any(is_slice(each) for each in both):  # U[:,o]
            return reader.read(s.Scripted(factor, group.inner, span=(factor.span[0], group.span[1])), scope), 2
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


def _special(reader: Reader, head: str, bracket: s.Group, span: s.Span, scope: Scope) -> x.Expression | None:
    """onehot(o), H(x) of Heaviside and H(y, ŷ), the cross-entropy; None for other heads."""
    if head in ONE_HOT:
        return reader.unit(bracket.inner, span, scope)
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


def _called(reader: Reader, node: s.Juxtaposition, position: int, scope: Scope) -> Begun | None:
    """A call whose name stands at `position`, or None where it is no call."""
    factor, following = node.factors[position : position + 2]
    head, power, primes = _head(factor)
    bracket = _bracket(following)
    if head in reader.notation.expectation and bracket is None:
        end = position + 2
        while end < len(node.factors) and node.operators[end - 1] == "" and not isinstance(node.factors[end], s.Words):
            end += 1
        return expectation(reader, factor, row(node, position + 1, end), scope), end - position
    if head in LOSSES and not (primes == 1 and bracket is not None):
        behind = list(enumerate(node.factors))[position + 1 :]
        at, group = next((each for each in behind if not isinstance(strip(each[1]), s.Words)), (0, factor))
        labels = node.factors[position + 1 : at]
        return (loss_call(reader, factor, strip(group), scope, labels), at + 1 - position) if _bracket(group) else None
    value = _meant(reader, factor, head, primes, bracket, scope) if head and bracket is not None else None
    if value is not None:
        value = value if power is None else reader.raised(value, power, power, scope)
        return _scripts(reader, value, following, scope), 2
    if head == "sigma" and primes == 0 and power is None and _bare(following, head):
        return reader.read(factor, scope), 1  # σ(1 − σ): σ stands for σ(x) throughout
    return None


def _meant(
    reader: Reader, factor: s.Syntax, head: str, primes: int, bracket: s.Group, scope: Scope
) -> x.Expression | None:
    """What a name of the notation, or of the author's, means before brackets; None for names that everybody knows."""
    if head in reader.notation.probability:
        return probability(reader, bracket, (factor.span[0], bracket.span[1]), scope)
    if head in reader.notation.expectation:
        return expectation(reader, factor, bracket, scope)
    if head == "#":
        return reader.read(s.Group("|", bracket, "|", span=bracket.span), scope)
    if head in LOSSES:
        body = loss_symbol(reader, s.Name("J", span=factor.span))
        return reader.slope(body, variable(reader, strip(bracket), scope), factor)
    if head in ("max", "min"):
        inner = strip(bracket)
        items = inner.items if isinstance(inner, s.Listing) else (inner,)
        if len(items) < 2:
            raise s.ReadingError(f"{head} of one number", bracket.span, f"{head}(0, x)")
        return x.Extremum(head, tuple(reader.real(item, scope) for item in items))
    if head == "f" and reader.place.argument is not None and not reader.own("f"):
        return _of_argument(reader, primes, bracket, factor.span, scope)
    own = reader.own(head) or (reader.own(f"{head}'") if primes else [])
    mine = called(reader, own, bracket, primes if own[0].key == head else 0, scope) if own else None
    if mine is None:
        mine = _special(reader, head, bracket, factor.span, scope)
    if mine is None and primes == 1 and head in calls.OF_ENTRIES:
        plain = s.Juxtaposition((s.Name(head, span=factor.span), bracket), ("",), span=bracket.span)
        return _slope(reader.read(plain, scope))
    return mine


def _slope(value: x.Expression) -> x.Expression | None:
    """σ′ of what stands in the brackets, and the derivative of any function by the letter that it is taken at."""
    if isinstance(value, x.Call) and isinstance(value.argument, x.Symbol):
        return x.Derivative(value, value.argument, span=value.span)
    if not isinstance(value, x.Call) or value.function != "sigmoid":
        return None
    rest = x.Add((x.filled(1, value.shape), x.Negative(value)))
    return x.Product((value, rest)) if value.shape == x.SCALAR else x.Hadamard(value, rest)


def _scripts(reader: Reader, value: x.Expression, behind: s.Syntax, scope: Scope) -> x.Expression:
    return scripts_of_call(reader, value, behind, scope) if isinstance(behind, s.Scripted) else value


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


def _of_argument(reader: Reader, primes: int, following: s.Syntax, span: s.Span, scope: Scope) -> x.Expression | None:
    """f(x) and f′(x) of the function that the part is about, at its argument or at another number."""
    bracket, argument, loss = _bracket(following), reader.place.argument, reader.place.loss
    if bracket is None or argument is None or loss is None or _bare(bracket, "f"):
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
    return x.Derivative(value, at, span=span) if primes else value
