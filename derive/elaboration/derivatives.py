r"""Derivatives as they are written: ∂J/∂x, ∂/∂X tr(AX), ∇_θ J, ∇²_z f, ∂²f/∂z_i∂z_j, σ′(x)."""

from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import calls, powers
from derive.elaboration.context import Scope
from derive.elaboration.entries import entries, indices_of
from derive.elaboration.functions import AT
from derive.elaboration.moments import name_of
from derive.parsing import syntax as s
from derive.parsing.differentials import SIGNS, differential, forgotten
from derive.parsing.trees import every, key, strip
from derive.parsing.trees import row as part_of
from derive.parsing.vocabulary import FUNCTIONS
from derive.traversal import replaced, walk

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

USUAL = frozenset({"J", "L", "ell", "f", "E", "mathcal L"})
"""Names of losses that need no remark."""


def _sign(node: s.Syntax) -> int:
    """The order of the ∂ that a piece of syntax is, 0 where it is none: ∂ is 1, ∂² is 2."""
    if isinstance(node, s.Name) and node.name in SIGNS and not node.accents:
        return 1
    if isinstance(node, s.Scripted) and node.below is None and isinstance(node.base, s.Name) and _sign(node.base):
        return 2 if node.above is not None and key(strip(node.above)) == "2" else 0
    return 0


def _factors(node: s.Syntax) -> tuple[s.Syntax, ...]:
    node = node.inner if isinstance(node, s.Group) and node.opening == "" else node
    return node.factors if isinstance(node, s.Juxtaposition) and not any(node.operators) else (node,)


def _below(node: s.Syntax) -> tuple[s.Syntax, ...]:
    """What ∂x, ∂z_i ∂z_j, ∂w ∂wᵀ, ∂x² differentiate by, () where it is no denominator of a derivative."""
    found: list[s.Syntax] = []
    factors = _factors(node)
    at = 0
    while at < len(factors):
        if _sign(factors[at]) != 1 or at + 1 >= len(factors):
            return ()
        by = factors[at + 1]
        if isinstance(by, s.Scripted) and by.above is not None and key(strip(by.above)) == "2":
            plain: s.Syntax = (
                by.base
                if by.below is None and not by.primes
                else s.Scripted(by.base, by.below, None, by.primes, span=by.span)
            )
            found += [plain, plain]
        else:
            found.append(by)
        at += 2
    return tuple(found)


def _above(node: s.Syntax) -> tuple[int, s.Syntax | None]:
    """The order of a derivative by its numerator, 0 where it is none, and what is differentiated if that stands there."""
    if isinstance(node, s.Additive):
        body = differential(node)
        return (0 if body is None else 1), body
    factors = _factors(node)
    order = _sign(factors[0])
    if not order or len(factors) == 1:
        return order, None
    span = (factors[1].span[0], factors[-1].span[1])
    rest = s.Juxtaposition(factors[1:], ("",) * (len(factors) - 2), span=span)
    return order, part_of(rest, 0, len(rest.factors))


def _is_fraction(reader: "Reader", node: s.Syntax) -> bool:
    if not isinstance(node, s.Fraction) or not _above(node.numerator)[0] or not _below(node.denominator):
        return False
    written = {each.name for each in every(node) if isinstance(each, s.Name)}
    return "delta" not in written or reader.writes_delta()


def with_fractions(reader: "Reader", node: s.Juxtaposition) -> s.Syntax:
    r"""A row in which ∂J/∂x, written with a slash, is one fraction."""
    factors, operators = list(node.factors), list(node.operators)
    slash = next((k for k, sign in enumerate(operators) if sign == "/" and _is_partial(reader, factors[k + 1])), None)
    if slash is None or slash + 2 >= len(factors):
        return node
    start = next((k for k in range(slash, -1, -1) if _is_partial(reader, factors[k])), None)
    if start is None or start == slash or any(operators[start:slash]) or operators[slash + 1]:
        return node
    above, below = (part_of(node, *ends) for ends in ((start, slash + 1), (slash + 1, slash + 3)))
    made = s.Fraction(above, below, span=(above.span[0], below.span[1]))
    factors[start : slash + 3], operators[start : slash + 2] = [made], []
    rest = s.Juxtaposition(tuple(factors), tuple(operators), span=node.span)
    return made if len(factors) == 1 else with_fractions(reader, rest)


def _is_partial(reader: "Reader", node: s.Syntax) -> bool:
    """Whether this is ∂, or the d of dJ/dx where nothing else goes by it."""
    base = node.base if isinstance(node, s.Scripted) and node.below is None else node
    d = base is node and key(base) == "d" and "d" not in reader.context.declarations
    return isinstance(base, s.Name) and (base.name == "partial" or d) and not base.accents


def is_operator(reader: "Reader", node: s.Syntax) -> bool:
    """Whether a factor differentiates what follows: ∂/∂x by itself, ∇_x, ∂_x."""
    if isinstance(node, s.Fraction):
        return _is_fraction(reader, node) and _above(node.numerator)[1] is None
    if isinstance(node, s.Scripted) and key(node.base) in reader.operators:
        return node.below is not None and node.above is None
    base = node.base if isinstance(node, s.Scripted) else node
    return isinstance(base, s.Name) and base.name == "nabla"


def fraction(reader: "Reader", node: s.Fraction, scope: Scope) -> x.Expression | None:
    """∂J/∂x as one fraction, in an answer also with a forgotten ∂; None where the fraction is a quotient."""
    if not _is_fraction(reader, node):
        found = forgotten(node) if reader.context.loss is not None else None
        if found is None:
            return None
        reader.remark("reading-missing-partial")
        return _by(reader, found[0], (found[1],), 1, node, scope)
    order, body = _above(node.numerator)
    if body is None:
        raise s.ReadingError("what is differentiated here?", node.span, "an expression")
    return _by(reader, body, _below(node.denominator), order, node, scope)


def operated(reader: "Reader", node: s.Additive, scope: Scope) -> tuple[x.Expression, ...] | None:
    """The terms of ∂/∂v − a + b, where the operator acts on all up to the next that has an operator of its own; None for other sums."""
    if not is_operator(reader, node.terms[0]):
        return None
    end = next((k for k in range(1, len(node.terms)) if _begins(reader, node.terms[k])), len(node.terms))
    body = s.Additive(node.terms[1:end], span=(node.terms[1].span[0], node.terms[end - 1].span[1]))
    made = reader.differentiated(node.terms[0], body if end > 2 else node.terms[1], scope)
    return made, *(reader.read(term, scope) for term in node.terms[end:])


def _begins(reader: "Reader", term: s.Syntax) -> bool:
    """Whether a term begins with an operator."""
    inner = term.operand if isinstance(term, s.Signed) else term
    return is_operator(reader, inner.factors[0] if isinstance(inner, s.Juxtaposition) else inner)


def of(reader: "Reader", operator: s.Syntax, body: s.Syntax, scope: Scope) -> x.Expression:
    """What an operator makes of what follows it."""
    by, order = _by_what(reader, operator)
    return _by(reader, body, by, order, operator, scope)


def _by_what(reader: "Reader", operator: s.Syntax) -> tuple[tuple[s.Syntax, ...], int]:
    """By what an operator differentiates, and how often: ∂/∂x, ∇_x, ∇²."""
    if isinstance(operator, s.Fraction):
        return _below(operator.denominator), _above(operator.numerator)[0]
    by, order = reader.context.variable, 1
    if isinstance(operator, s.Scripted):
        by = operator.below if operator.below is not None else by
        if operator.above is not None:
            if key(strip(operator.above)) != "2":
                raise s.ReadingError("this superscript of ∇ is not understood", operator.above.span, "2")
            order = 2
    if by is None:
        raise s.ReadingError("by what is this differentiated?", operator.span, "\\nabla_x")
    return (strip(by),) * order, order


def _by(
    reader: "Reader", body: s.Syntax, by: tuple[s.Syntax, ...], order: int, node: s.Syntax, scope: Scope
) -> x.Expression:
    square = _square(reader, by) if order == 1 and len(by) == 2 else None
    if square is not None:
        return x.Derivative(differentiated(reader, body, by[0], scope), square, span=node.span)
    if len(by) != order:
        raise s.ReadingError("the order of this derivative is not clear", node.span, "as many ∂ below as above")
    if order > reader.highest:
        raise s.ReadingError("this is no first derivative", node.span, "\\frac{\\partial J}{\\partial x}")
    return _slopes(reader, reader.body(body, by[0], scope), by, node, scope)


def _slopes(
    reader: "Reader", value: x.Expression, by: tuple[s.Syntax, ...], node: s.Syntax, scope: Scope
) -> x.Expression:
    """The first or the second derivative of a value."""
    variables = [reader.variable(each, scope) for each in by]
    if len(by) == 1:
        return reader.slope(value, variables[0], node)
    first, second = variables
    inner = slope(reader, value, second, node)
    last = strip(by[1])
    if isinstance(last, s.Scripted) and powers.is_transposition(last.above):
        inner = slope(reader, value, first, node)
    return slope(reader, inner, first, node)


def _square(reader: "Reader", by: tuple[s.Syntax, ...]) -> x.Symbol | None:
    """The σ² of ∂J/∂σ², where it is a symbol of its own."""
    one = strip(by[0])
    name = name_of(one if isinstance(one, s.Scripted) else s.Scripted(one, None, None, span=one.span))
    if by[0] != by[1] or name is None or name not in reader.context.declarations:
        return None
    found = reader.symbol(name, one)
    return found if isinstance(found, x.Symbol) else None


def slope(reader: "Reader", value: x.Expression, by: x.Expression, node: s.Syntax) -> x.Expression:
    """∂value/∂by, where `by` may be an entry, a row or a transposed vector: the same piece of the whole derivative."""
    match by:
        case x.Named():
            return x.Derivative(showing(value, by), by, span=node.span)
        case x.Symbol() | x.Column(x.Symbol()) | x.Member():
            return x.Derivative(value, by, span=node.span)
        case x.Transpose(inside) if value.shape == x.SCALAR:
            return x.Transpose(slope(reader, value, inside, node), span=node.span)
        case x.Entry(matrix, row, None):
            whole = slope(reader, value, matrix, node)
            if value.shape == x.SCALAR:
                return x.Entry(whole, row, span=node.span)
            return x.Column(whole, row, span=node.span)
        case x.Entry(matrix, row, column) if value.shape == x.SCALAR:
            return x.Entry(slope(reader, value, matrix, node), row, column, span=node.span)
        case x.Column(matrix, index) if value.shape == x.SCALAR:
            return x.Column(slope(reader, value, matrix, node), index, span=node.span)
    if "1" not in (*value.shape, *by.shape):
        by_what = x.spoken(by.shape, noun="one")
        raise x.ShapeError(f"the derivative of {x.spoken(value.shape)} by {by_what} is no matrix", value, by)
    raise s.ReadingError("this is nothing to differentiate by", node.span, "a symbol, an entry, a column")


def showing(value: x.Expression, by: x.Named) -> x.Expression:
    """`value`, where what a name stands for goes by that name: σ(Wx + b) as σ(z) when z = Wx + b.

    >>> z = x.Named("z", x.Negative(x.Symbol("t")))
    >>> showing(x.Call("exp", x.Negative(x.Symbol("t"))), z) == x.Call("exp", z)
    True
    """
    if by in set(walk(value)):
        return value
    found: x.Expression = replaced(value, by.value, by)
    return found


def variable(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Expression:
    """What is differentiated by, as an expression."""
    return reader.read(strip(node), scope)


def differentiated(reader: "Reader", body: s.Syntax, by: s.Syntax, scope: Scope) -> x.Expression:
    """What is differentiated: an expression, the loss by a name of its own (J, ℓ, KL, CE(y, ŷ)), a function at the variable."""
    context = reader.context
    head = _name_of(reader, body)
    if (
        head is not None
        and context.loss is not None
        and head not in context.declarations
        and (head not in context.definitions or head in context.loss_names)
    ):
        if head in calls.ENTRYWISE and head not in context.loss_names and isinstance(strip(body), s.Name):
            return calls.called(reader, head, [variable(reader, by, scope)], body)
        if head not in calls.KNOWN and head not in scope:
            return _loss(reader, body, head, scope)
    return reader.read(body, scope)


def _name_of(reader: "Reader", body: s.Syntax) -> str | None:
    """The name that a loss may go by: a letter or several in a row that stand for nothing else, with arguments or without."""
    factors = _factors(strip(body))
    if len(factors) > 1 and isinstance(factors[-1], s.Group) and factors[-1].opening == "(":
        factors = factors[:-1]
    plain = [each.base if isinstance(each, s.Scripted) and each.above is None else each for each in factors]
    if not plain or any(not isinstance(each, s.Name) or (each.accents and len(plain) > 1) for each in plain):
        return None
    if len(plain) > 1 and any(each.name in FUNCTIONS for each in plain if isinstance(each, s.Name)):
        return None  # log J is another function
    words = [key(each) or "" for each in plain]
    context = reader.context
    sizes = (
        context.sizes if len(words) > 1 else ()
    )  # nobody differentiates a size: ∂J is of the loss, also where J counts something
    taken = context.definitions.keys() - context.loss_names
    if any(word in context.declarations or word in taken or word in sizes for word in words):
        return None
    if any(f"{key(each.base)}_" in taken for each in factors if isinstance(each, s.Scripted) and each.below):
        return None  # L_i of an author's own L_i = …
    return "".join(words)


def _loss(reader: "Reader", body: s.Syntax, head: str, scope: Scope) -> x.Expression:
    """The loss by name; of a loss that is a vector f_i is an entry."""
    loss = reader.context.loss
    assert loss is not None
    factors = _factors(strip(body))
    last = factors[-1]
    if isinstance(last, s.Group):
        _at_its_arguments(reader, last, scope)
        last = factors[-2]
    named = x.Named("J", loss, span=body.span)
    _itself(reader, last, loss)
    if isinstance(last, s.Scripted) and last.below is not None:
        if loss.shape != x.SCALAR:
            return entries(reader, named, indices_of(last.below), body.span, scope)
        reader.context.note("loss-name", name=f"{head}_{key(strip(last.below)) or '…'}")
        return named
    if head not in USUAL:
        reader.context.note("loss-name", name=head)
    return named


def _at_its_arguments(reader: "Reader", bracket: s.Group, scope: Scope) -> None:
    """ReadingError where the loss is looked at for another argument: J(x_0), J(b) and J(2x) for the J of x."""
    items = bracket.inner.items if isinstance(bracket.inner, s.Listing) else (bracket.inner,)
    variable, declared = reader.context.variable, reader.context.declarations
    told = [key(strip(item)) or "" for item in items]
    for item, name in zip(items, told, strict=True):
        other = isinstance(strip(item), s.Numeral | s.Signed | s.Additive | s.Juxtaposition | s.Fraction)
        part = isinstance(strip(item), s.Scripted) and name not in declared and item is not variable
        if other or (part and name != key(variable or item)):
            raise s.ReadingError("the loss is looked at for another argument here", item.span, "J(x)")
        reader.read(item, scope)
    by = (key(strip(variable)) or "") if variable is not None else ""
    if by and all(name in declared and name not in (by, by.split("_")[0]) for name in told):
        raise s.ReadingError("the loss is looked at for another argument here", bracket.span, "J(x)")


PARTS_OF_A_LOSS = frozenset(
    [
        "reg",
        "regularization",
        "regularisation",
        "regularizer",
        "regulariser",
        "test",
        "val",
        "valid",
        "dev",
        "old",
        "new",
        "prev",
        "prior",
        "data",
        "dual",
        "pen",
        "penalty",
    ]
)
"""Names below a J of another loss than the whole one on the page."""


def _itself(reader: "Reader", node: s.Syntax, loss: x.Expression) -> None:
    """ReadingError where the name is of another function: J′, J̄, J_reg, and J_i of a loss that sums over i."""
    if key(node) in reader.context.loss_names:
        return
    base = node.base if isinstance(node, s.Scripted) else node
    accents = isinstance(base, s.Name) and any(each in ("bar", "overline") for each in base.accents)
    if accents or (isinstance(node, s.Scripted) and node.primes):
        raise s.ReadingError("this is another function than the loss", node.span, "the loss by its name")
    below = strip(node.below) if isinstance(node, s.Scripted) and node.below is not None else None
    if below is None or loss.shape != x.SCALAR:
        return
    one = strip(below.operand) if isinstance(below, s.Signed) else below
    summed = {each.index.name for each in walk(loss) if isinstance(each, x.Sum)}
    text = (one.text if isinstance(one, s.Words) else key(one) or "").strip().lower()
    if (isinstance(one, s.Name) and key(one) in summed) or text in PARTS_OF_A_LOSS or isinstance(below, s.Signed):
        raise s.ReadingError("this is a part of the loss, or another one", node.span, "the loss by its name")


def of_the_loss(reader: "Reader", node: s.Scripted, scope: Scope) -> x.Expression:
    """y′, or y″, of a loss that is stated with the name y: by what is asked for, where that is a number."""
    loss, asked = reader.context.loss, reader.context.variable
    assert loss is not None
    assert asked is not None
    by = variable(reader, asked, scope)
    if by.shape != x.SCALAR or loss.shape != x.SCALAR:
        raise s.ReadingError("a prime is a derivative by a number", node.span, "\\partial")
    found = slope(reader, x.Named("J", loss, span=node.span), by, node)
    return found if node.primes == 1 else slope(reader, found, by, node)


def of_the_whole(reader: "Reader", operator: s.Syntax, scope: Scope) -> x.Expression | None:
    """∂/∂w, ∇_w or ∇_w² by itself, as it stands on the left of a value: of the loss; None for anything else."""
    loss = reader.context.loss
    if loss is None or not is_operator(reader, operator):
        return None
    by, order = _by_what(reader, operator)
    if len(by) != order or order > reader.highest:
        return None
    return _slopes(reader, x.Named("J", loss, span=operator.span), by, operator, scope)


def own_slope(reader: "Reader", name: str, argument: x.Expression, span: s.Syntax, order: int = 1) -> x.Expression:
    """f′(x), or f″(x), of an author's own function of one number."""
    from derive.elaboration.definitions import applied

    if argument.shape != x.SCALAR:
        raise s.ReadingError("the derivative of this function at an array is not understood", span.span, "a number")
    at: x.Named | x.Symbol = x.Named(AT, argument)
    if order > 1:
        if not isinstance(argument, x.Symbol):
            raise s.ReadingError("a second derivative at another place is not understood", span.span, "the variable")
        at = argument
    made = applied(reader, name, [at], span.span)
    if made is None:
        raise s.ReadingError(f"the function {name} is not known", span.span, "a definition")
    for _ in range(order):
        made = x.Derivative(made, at, span=span.span)
    return made
