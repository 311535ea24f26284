"""Index form → tree: a SymPy scalar in its free indices as an expression tree of scalars, and SymPy's gradient as such a tree.

>>> from derive.symbolic.forward import index_form
>>> from derive.expression import Column, Index, Product, Symbol, Transpose
>>> U, v = Symbol("U", ("d", "V")), Symbol("v_c", ("d", "1"))
>>> form = index_form(Product((Transpose(Column(U, Index("o", "V"))), v)))
>>> from_sympy(form, {"U": ("d", "V"), "v_c": ("d", "1")}).index
Index(name='i1', over='d')
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import sympy as sp
from sympy.functions.special.tensor_functions import KroneckerDelta
from sympy.tensor.indexed import Idx, Indexed

from derive import expression as tree
from derive.expression import Expression, Index, IndexTerm, Shape, Size, Table, Transpose, Variable
from derive.outside import UnsupportedError
from derive.symbolic import gradient
from derive.symbolic.branches import Branches
from derive.symbolic.variables import as_symbol
from derive.traversal import index_maps, replaced, walk

Shapes = Mapping[str, Shape]


def from_sympy(form: sp.Basic, shapes: Shapes) -> Expression:
    """The tree of an index form; `shapes` declares the shape of every matrix and vector in it, and from where to where each index map leads.

    Raises UnsupportedError for a SymPy object that is no part of the index form.
    """
    for kind in type(form).__mro__:
        if kind in _BACK:
            return _BACK[kind](form, shapes)
    raise UnsupportedError(f"{type(form).__name__} is no part of the index form", form)


def shapes_in(*trees: Expression) -> dict[str, Shape]:
    """The shapes that some trees declare, and from where to where their index maps lead."""
    symbols = {node.name: node.declared for each in trees for node in walk(each) if isinstance(node, tree.Symbol)}
    return symbols | {name: (over, into) for name, over, into in index_maps(*trees)}


def gradient_tree(loss: Expression, variable: Variable) -> Expression:
    """SymPy's gradient as an expression tree of the variable's shape."""
    found = gradient(loss, variable)
    symbol = as_symbol(variable)
    result = replaced(from_sympy(found.entry, shapes_in(loss, symbol)), symbol, variable)
    if found.row is not None:
        result = Transpose(Table(tree_index(found.row), result))
    return Table(tree_index(found.column), result) if found.column is not None else result


def tree_index(index: Idx) -> Index:
    """The tree's index for a SymPy one."""
    return Index(str(index.label), size_of(index))


def _index_term(term: Any, over: Size, shapes: Shapes) -> IndexTerm:
    if isinstance(term, Idx):
        return tree_index(term)
    if isinstance(term, Indexed):
        name = str(term.base.label)
        source, target = shapes[name]
        return tree.Mapped(name, _index_term(term.indices[0], source, shapes), target)
    if term.is_Integer:
        return tree.Ordinal(int(term), over)
    return tree.Ordinal(0, over, end=True) if over.startswith("±") else tree.Ordinal(-1, over)


def _over(term: Any, shapes: Shapes) -> Size | None:
    """The size that an index term runs over, where it tells."""
    if isinstance(term, Idx):
        return size_of(term)
    return shapes[str(term.base.label)][1] if isinstance(term, Indexed) else None


def _symbol(form: Any, shapes: Shapes) -> Expression:
    return tree.Dimension(form.name) if form.is_integer else tree.Symbol(form.name, shapes.get(form.name, tree.SCALAR))


def _indexed(form: Any, shapes: Shapes) -> Expression:
    matrix = tree.Symbol(str(form.base.label), shapes[str(form.base.label)])
    sizes = [size for size in matrix.declared if size != "1"]
    return tree.Entry(matrix, *(_index_term(t, size, shapes) for t, size in zip(form.indices, sizes, strict=True)))


def _add(form: Any, shapes: Shapes) -> Expression:
    return tree.Add(tuple(from_sympy(term, shapes) for term in form.args))


def _mul(form: Any, shapes: Shapes) -> Expression:
    if form.args[0] == -1:
        return tree.Negative(from_sympy(sp.Mul(*form.args[1:]), shapes))
    return tree.Product(tuple(from_sympy(factor, shapes) for factor in form.args))


def _pow(form: Any, shapes: Shapes) -> Expression:
    base, exponent = form.as_base_exp()
    if exponent.could_extract_minus_sign():
        return tree.Quotient(tree.Number(Fraction(1)), from_sympy(base**-exponent, shapes))
    return tree.Power(from_sympy(base, shapes), from_sympy(exponent, shapes))


def _number(form: Any, shapes: Shapes) -> Expression:
    return tree.Number(Fraction(int(form.p), int(form.q)))


def _sum(form: Any, shapes: Shapes) -> Expression:
    result = from_sympy(form.function, shapes)
    for index, *_ in form.limits:
        result = tree.Sum(tree_index(index), result)
    return result


def _delta(form: Any, shapes: Shapes) -> Expression:
    return tree.Delta(_same(form, shapes))


def _same(form: Any, shapes: Shapes) -> tree.Condition:
    left, right = form.args
    known = next((size for term in (left, right) if (size := _over(term, shapes)) is not None), None)
    if known is None:
        raise UnsupportedError("two places of a size that is not told", form)
    return tree.Same(_index_term(left, known, shapes), _index_term(right, known, shapes))


def _branches(form: Any, shapes: Shapes) -> Expression:
    return tree.Cases(tuple((from_sympy(value, shapes), _condition(c, shapes)) for value, c in form.pairs))


def _condition(form: Any, shapes: Shapes) -> tree.Condition:
    return _CONDITIONS[type(form)](form, shapes)


def _compare(relation: str, swap: bool) -> Callable[[Any, Shapes], tree.Condition]:
    def condition(form: Any, shapes: Shapes) -> tree.Condition:
        left, right = reversed(form.args) if swap else form.args
        return tree.Compare(from_sympy(left, shapes), relation, from_sympy(right, shapes))

    return condition


def _all(form: Any, shapes: Shapes) -> tree.Condition:
    return tree.All(tuple(_condition(each, shapes) for each in form.args))


def _some(form: Any, shapes: Shapes) -> tree.Condition:
    return tree.Some(tuple(_condition(each, shapes) for each in form.args))


def _not(form: Any, shapes: Shapes) -> tree.Condition:
    return tree.Not(_condition(form.args[0], shapes))


def _equal(form: Any, shapes: Shapes) -> tree.Condition:
    if any(isinstance(side, Idx) or getattr(side, "is_integer", False) for side in form.args):
        return _same(form, shapes)
    left, right = (from_sympy(side, shapes) for side in form.args)
    return tree.All((tree.Compare(left, "<=", right), tree.Compare(right, "<=", left)))


def _unequal(form: Any, shapes: Shapes) -> tree.Condition:
    return tree.Not(_equal(form, shapes))


_CONDITIONS: dict[Any, Callable[[Any, Shapes], tree.Condition]] = {
    type(sp.true): lambda form, shapes: tree.All(()),
    type(sp.false): lambda form, shapes: tree.Some(()),
    sp.Eq: _equal,
    sp.Ne: _unequal,
    sp.StrictLessThan: _compare("<", swap=False),
    sp.LessThan: _compare("<=", swap=False),
    sp.StrictGreaterThan: _compare("<", swap=True),
    sp.GreaterThan: _compare("<=", swap=True),
    sp.And: _all,
    sp.Or: _some,
    sp.Not: _not,
}


def _call(name: str) -> Callable[[Any, Shapes], Expression]:
    return lambda form, shapes: tree.Call(name, from_sympy(form.args[0], shapes))


_BACK: dict[type, Callable[[Any, Shapes], Expression]] = {
    sp.Symbol: _symbol,
    Indexed: _indexed,
    sp.Add: _add,
    sp.Mul: _mul,
    sp.Pow: _pow,
    sp.Rational: _number,
    sp.Sum: _sum,
    KroneckerDelta: _delta,
    Branches: _branches,
    sp.exp: _call("exp"),
    sp.log: _call("log"),
    **{function: _call(function.__name__) for function in (sp.tanh, sp.sin, sp.cos, sp.sinh, sp.cosh, sp.erf)},
    **{getattr(sp, f"a{name}"): _call(f"arc{name}") for name in ("tan", "sin", "cos", "sinh", "cosh", "tanh")},
    type(sp.pi): lambda form, shapes: tree.Pi(),
}
"""How each kind of SymPy node goes back to the tree."""


def size_of(index: Idx) -> Size:
    """The size that an index runs over, as the tree names it."""
    if index.lower != 1:
        return f"±{index.upper}"
    return "+".join(sorted((str(part) for part in sp.Add.make_args(index.upper)), key=lambda p: (not p.isdigit(), p)))
