"""Index sums as the compiler holds them: nodes that bind one index and evaluate nothing by themselves.

SymPy's own `Sum` folds every Piecewise in its body to the top and its renaming captures; these do neither. Bound indices are
canonical: a binder's index is named by its size and its height (the number of binders nested below it), so that two sums that
differ in names only are the same object, and an inner binder never has the name of an outer one.

    >>> from derive.expression import Index
    >>> from derive.symbolic.terms import position, table
    >>> x, i, j = table("x"), position(Index("i", "d")), position(Index("j", "d"))
    >>> canonical(Total(x[i], i)) == canonical(Total(x[j], j))
    True
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import count
from typing import Any

import sympy as sp
from sympy.tensor.indexed import Idx, Indexed, IndexedBase

from derive.expression import Index
from derive.symbolic.terms import position, size_of


class Binder(sp.Expr):
    """A node that binds `index` in `body`; what stands in further arguments is outside the binding."""

    is_commutative = True
    body = property(lambda self: self.args[0])
    index = property(lambda self: self.args[1])


class Total(Binder):
    """Σ_index body."""


class LogSumExp(Binder):
    """log Σ_index exp(body)."""


class SoftmaxAt(Binder):
    """exp(body at `place`) / Σ_index exp(body)."""

    place = property(lambda self: self.args[2])


class Softplus(sp.Expr):
    """log(1 + exp(x))."""

    is_commutative = True


class Logistic(sp.Expr):
    """1 / (1 + exp(−x))."""

    is_commutative = True


ATOMS = (sp.Symbol, sp.Number, Idx, IndexedBase, sp.logic.boolalg.BooleanAtom)


def children_changed(node: sp.Basic, change: Callable[[Any], Any]) -> Any:
    """The node with `change` applied to its arguments; indices, tables and numbers are leaves."""
    if isinstance(node, ATOMS):
        return node
    if isinstance(node, Indexed):
        changed = [change(index) for index in node.indices]
        return node if all(a is b for a, b in zip(changed, node.indices, strict=True)) else node.base[tuple(changed)]
    changed = [change(argument) for argument in node.args]
    return node if all(a is b for a, b in zip(changed, node.args, strict=True)) else node.func(*changed)


def rename(node: Any, old: Idx, new: Any) -> Any:
    """The node with the free occurrences of the index `old` replaced by `new`; a binder that would capture `new` is renamed."""
    if node == old:
        return new
    if isinstance(node, Binder):
        outside = [rename(argument, old, new) for argument in node.args[2:]]
        if node.index == old or old not in free(node.body):
            return node.func(node.body, node.index, *outside)
        node = apart(node, new)
        return node.func(rename(node.body, old, new), node.index, *outside)
    return children_changed(node, lambda child: rename(child, old, new))


def apart(binder: Any, node: Any) -> Any:
    """The binder, its index renamed if `node`, which is to come under it, holds that name free."""
    if binder.index not in free(node):
        return binder
    index = unique(binder.index)
    return binder.func(rename(binder.body, binder.index, index), index, *binder.args[2:])


_UNIQUE = count(1)


def unique(index: Idx) -> Idx:
    """An index over the same size with a name that nothing has."""
    return position(Index(f"_u{next(_UNIQUE)}", size_of(index)))


@lru_cache(maxsize=4096)
def free(node: Any) -> frozenset[Idx]:
    """The indices that occur in a node and are bound by nothing inside it."""
    if isinstance(node, Idx):
        return frozenset({node})
    if isinstance(node, ATOMS):
        return frozenset()
    if isinstance(node, Binder):
        outside = frozenset().union(*(free(a) for a in node.args[2:]))
        return (free(node.body) - {node.index}) | outside
    parts = node.indices if isinstance(node, Indexed) else node.args
    return frozenset().union(*(free(a) for a in parts))


@lru_cache(maxsize=4096)
def height(node: Any) -> int:
    """The greatest number of binders one inside the other."""
    below = max((height(a) for a in node.args), default=0) if not isinstance(node, ATOMS) else 0
    return below + isinstance(node, Binder)


def canonical(node: Any) -> Any:
    """The same node with every bound index named by size and height.

    All are given unique names first: a name by height may still be that of an index further out.
    """
    return _by_height(_all_unique(node))


def _all_unique(node: Any) -> Any:
    if isinstance(node, Binder):
        index = unique(node.index)
        body = rename(node.body, node.index, index)
        return node.func(_all_unique(body), index, *(_all_unique(argument) for argument in node.args[2:]))
    return children_changed(node, _all_unique)


def _by_height(node: Any) -> Any:
    node = children_changed(node, _by_height)
    if not isinstance(node, Binder):
        return node
    size = size_of(node.index)
    index = position(Index(f"_{size.strip('±')}{height(node.body) + 1}", size))
    return node.func(rename(node.body, node.index, index), index, *node.args[2:])


def from_sums(node: Any) -> Any:
    """SymPy's Sum as Total, everywhere."""
    node = children_changed(node, from_sums) if not isinstance(node, sp.Sum) else node
    if isinstance(node, sp.Sum):
        result = from_sums(node.function)
        for index, *_ in node.limits:
            result = Total(result, index)
        return result
    return node
