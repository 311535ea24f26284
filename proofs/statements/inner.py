r"""Derivatives inside of an answer: each is what its author says that it is, and what nobody evaluates is left open.

In "∂J/∂W = ∂J/∂z xᵀ, where ∂J/∂z = p − y" the value of the answer is (p − y) xᵀ: that is what is compared. The author's equation
for ∂J/∂z is a step of its own. So an end that leans on a false ∂J/∂z is a false end, whatever ∂J/∂z is in truth.

For that step the loss is written through the author's z: wherever an expression in it equals z, or an entry or a column of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import permutations

from derive import expression as x
from derive.elaboration.calls import is_slope
from derive.elaboration.open_lengths import fitted
from derive.nodes import once, rebuild
from derive.statement import Statement
from derive.traversal import children, free_indices, replaced, substitute, walk
from proofs.identity import equal
from proofs.statements.claims import Claim, derivation
from proofs.statements.setting import setting_of

COMPARISONS = 40
"""At most so many pieces of a loss are held against one quantity."""


def settled(statement: Statement, claims: Sequence[Claim]) -> None:
    """The claims with their derivatives by quantities in between made clear, and what their last sides come to by the author's own values."""
    known: dict[x.Derivative, x.Derivative] = {}
    for claim in claims:
        claim.sides = [
            replace(each, value=_made_clear(statement, each.value, known)) if each.value is not None else each
            for each in claim.sides
        ]
        claim.asked = next(
            filter(None, (derivation(each.value) for each in claim.sides if each.value is not None)), None
        )
    said = [made for claim in claims if (made := _saying(claim)) is not None]
    for claim in claims:
        last = claim.sides[-1].value
        if last is not None and not _is_left(claim):
            claim.end = _put_in(last, said, frozenset({id(claim)}))


def inner(value: x.Expression) -> list[x.Derivative]:
    """The derivatives in a value that are not the slope f′ of a function: what remains to be evaluated."""
    return [node for node in walk(value) if isinstance(node, x.Derivative) and not is_slope(node)]


def vague(node: x.Derivative) -> bool:
    """Whether it is not clear what a derivative by a quantity keeps fixed, since the body also speaks of it in another way."""
    by = node.variable
    if not isinstance(by, x.Named) or is_slope(node):
        return False
    return absent(node) or _symbols(by.value) <= _symbols(_without(node.body, by))


def absent(node: x.Derivative) -> bool:
    """Whether a body is not written through the quantity that it is differentiated by: then nothing is known of the derivative."""
    return isinstance(node.variable, x.Named) and node.variable not in set(walk(node.body))


# ------------------------------------------------------------------------------------------------- the loss through a quantity


def _made_clear(statement: Statement, value: x.Expression, known: dict[x.Derivative, x.Derivative]) -> x.Expression:
    """A value in which derivatives by quantities are of a loss that is written through these."""

    def change(node: x.Node) -> x.Node:
        if isinstance(node, x.Derivative) and absent(node) and isinstance(node.variable, x.Named):
            if node not in known:
                known[node] = replace(node, body=through(statement, node.body, node.variable))
            return known[node]
        return rebuild(node, change)

    return change(value)  # type: ignore[return-value]


def through(statement: Statement, body: x.Expression, by: x.Named) -> x.Expression:
    r"""`body`, with the name of a quantity wherever an expression equals it, its opposite, or an entry or a column of it.

    >>> from derive.stating import state
    >>> asked = state(r"\log(w^\top x + x^\top w)", "w", declare=["w: d", "x: d"])
    >>> w, x_ = x.Symbol("w", ("d", "1")), x.Symbol("x", ("d", "1"))
    >>> z = x.Named("z", x.Product((x.Transpose(x_), w)))
    >>> through(asked, asked.loss, z) == x.Call("log", x.Add((z, z)))
    True
    """
    wanted = _symbols(by.value)
    left = [COMPARISONS]

    def change(node: x.Node) -> x.Node:
        if isinstance(node, x.Derivative) or not wanted or not wanted <= _symbols(node):
            return node
        if isinstance(node, x.Expression) and _symbols(node) == wanted:
            for each in _pieces(by, node):
                left[0] -= 1
                if left[0] >= 0 and _equal(statement, node, each):
                    return each
        return rebuild(node, change)

    return change(body)  # type: ignore[return-value]


def _pieces(by: x.Named, node: x.Expression) -> Iterator[x.Expression]:
    """A quantity, its transpose, its entries, columns and rows, as far as they have the shape of an expression; and their opposites."""
    own = sorted(free_indices(node) - free_indices(by), key=lambda index: index.name)
    columns = by.shape[1]
    found: list[x.Expression] = []
    if not own:
        found += [each for each in (by, x.Transpose(by)) if each.shape == node.shape][:1]
    elif node.shape == x.SCALAR and by.shape != x.SCALAR and "1" in by.shape:
        whole: x.Expression = by if columns == "1" else x.Transpose(by)
        found += [x.Entry(whole, index) for index in own if index.over == whole.shape[0]]
    elif node.shape == x.SCALAR:
        found += [x.Entry(by, *pair) for pair in permutations(own, 2) if (pair[0].over, pair[1].over) == by.shape]
    elif "1" in node.shape and "1" not in by.shape:
        for whole in (by, x.Transpose(by)):
            each = [x.Column(whole, index) for index in own if index.over == whole.shape[1]]
            found += [part if part.shape == node.shape else x.Transpose(part) for part in each]
    for one in found:
        if one.shape == node.shape:
            yield one
            yield x.Negative(one)


def _equal(statement: Statement, left: x.Expression, right: x.Expression) -> bool:
    return equal(left, right, setting_of(statement, [left, right])) is True


def _without(node: x.Expression, by: x.Named) -> x.Expression:
    """An expression in which nothing speaks of what a name stands for."""
    found: x.Expression = replaced(node, by, x.Named(by.name, x.filled(0, by.shape)))
    return found


@once
def _symbols(node: x.Node) -> frozenset[str]:
    """The names of the symbols in a node."""
    own = frozenset({node.name}) if isinstance(node, x.Symbol) else frozenset()
    return own.union(*map(_symbols, children(node)))


# ------------------------------------------------------------------------------------------------- the author's own values


@dataclass(frozen=True, slots=True)
class _Saying:
    """That an author says: the derivative `left` is `value`, for every value of the `free` indices."""

    number: int
    claim: Claim
    left: x.Expression
    value: x.Expression
    free: frozenset[x.Index]


def _is_left(claim: Claim) -> bool:
    """Whether the last side of a claim is the derivative itself."""
    last = claim.sides[-1].value
    return all(side.value is None for side in claim.sides[:-1]) and last is not None and derivation(last) is not None


def _saying(claim: Claim) -> _Saying | None:
    """What a claim says of a derivative; None where it says nothing of it for all its entries."""
    last = claim.sides[-1].value
    left = next((each.value for each in claim.sides if each.value is not None and derivation(each.value)), None)
    if left is None or last is None or left is last or claim.condition != x.ALWAYS:
        return None
    last = fitted(last, left.shape)
    if last.shape != left.shape or any(sign != "=" for sign in claim.chain.operators):
        return None
    free = frozenset(index for index in free_indices(left) if index.name in claim.open)
    return _Saying(id(claim), claim, left, last, free)


def _put_in(value: x.Expression, said: Sequence[_Saying], used: frozenset[int]) -> x.Expression:
    """A value with what the author says of the derivatives in it; what leads back to itself stays open."""

    def change(node: x.Node) -> x.Node:
        if isinstance(node, x.Expression) and derivation(node) is not None:
            for each in reversed(said):
                made = None if each.number in used else _said_of(node, each)
                put = None if made is None else _put_in(made, said, used | {each.number})
                if put is not None and not inner(put):
                    return put
        return node if isinstance(node, x.Derivative) else rebuild(node, change)

    return change(value)  # type: ignore[return-value]


def _said_of(node: x.Expression, saying: _Saying) -> x.Expression | None:
    """What a saying makes of an expression, where it is about it."""
    found: dict[x.Index, x.IndexTerm] = {}
    if _fits(saying.left, node, saying.free, found) and substitute(saying.left, found) == node:
        return substitute(saying.value, found)
    whole = _whole(saying.left, saying.value, saying.free)
    return whole[1] if whole is not None and whole[0] == node else None


def _fits(pattern: x.Node, node: x.Node, free: frozenset[x.Index], found: dict[x.Index, x.IndexTerm]) -> bool:
    """Whether a node is a pattern with something in the place of its free indices, which goes to `found`."""
    if isinstance(pattern, x.Index) and pattern in free:
        fits = isinstance(node, x.IndexTerm) and node.over == pattern.over
        return fits and found.setdefault(pattern, node) == node  # type: ignore[arg-type]
    if type(pattern) is not type(node):
        return False
    if not free & free_indices(pattern):
        return pattern == node
    parts = zip(children(pattern), children(node), strict=True)
    return len(children(pattern)) == len(children(node)) and all(_fits(*each, free, found) for each in parts)


def _whole(
    left: x.Expression, value: x.Expression, free: frozenset[x.Index]
) -> tuple[x.Expression, x.Expression] | None:
    """The whole derivative and its value, from those of its entries or columns; None where these do not tell it."""
    make: Callable[[x.Expression], x.Expression]
    match left:
        case x.Derivative() if not free & free_indices(left):
            return left, value
        case x.Transpose(inside):
            make = x.Transpose
        case x.Entry(inside, x.Index() as row, None) if inside.shape[1] == "1" and row in free:
            make, free = partial(_listed, row), free - {row}
        case x.Entry(inside, x.Index() as row, x.Index() as column) if row != column and {row, column} <= free:
            make, free = partial(_tabled, row, column), free - {row, column}
        case x.Column(inside, x.Index() as index) if index in free:
            make, free = partial(x.Table, index), free - {index}
        case _:
            return None
    if free & free_indices(inside) or free_indices(inside) & (free_indices(left) - free_indices(inside)):
        return None
    return _whole(inside, make(value), free)


def _listed(row: x.Index, value: x.Expression) -> x.Expression:
    return x.Transpose(x.Table(row, value))


def _tabled(row: x.Index, column: x.Index, value: x.Expression) -> x.Expression:
    return x.Table(column, x.Transpose(x.Table(row, value)))
