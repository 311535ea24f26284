"""A loss as stated, and all that the harness asks of it: its inputs, its value and gradients at arrays, and formulas to show.

This is the one place where `check_gradient` meets the reading and the compiling of losses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

import derive
from derive import expression as x
from derive.lowering import InputError
from derive.problem import DEFAULT, load
from derive.traversal import walk
from proofs.harness.gradient.declared import Input, StatementError, assumed, declared, python_name
from proofs.harness.gradient.floats import Slip, Walk

Array = np.ndarray[Any, np.dtype[Any]]
LOSS = "loss"


@dataclass(frozen=True, eq=False)
class Stated:
    """`parts(arrays)` gives {"loss": …, name: gradient …}; `inputs` what it takes, in the order of the declarations."""

    inputs: tuple[Input, ...]
    wrt: tuple[str, ...]
    compiled: Any
    statement: tuple[str, tuple[str, ...], tuple[str, ...]] = ("", (), ())
    """The loss, its variables and its definitions in LaTeX; nothing for a part of an assignment."""
    tree: x.Expression | None = None
    variables: tuple[x.Variable, ...] = ()

    def parts(self, arrays: Mapping[str, Any]) -> dict[str, Array] | None:
        """The loss and its gradients, each of the shape of its array; None where the loss has no value."""
        turned = {i.name: i.turned for i in self.inputs}
        given = {name: _double(np.asarray(a).T if turned[name] else a) for name, a in arrays.items()}
        try:
            with np.errstate(all="ignore"):
                value, gradients = self.compiled(*(given[self.source(a)] for a in self.compiled.arguments))
        except InputError:  # a pair that must not meet has met, or a number is not finite
            return None
        found = {LOSS: np.asarray(value)}
        for name in self.wrt:
            g = np.asarray(gradients[self.compiled_name(name)])
            found[name] = g.T if turned[name] else g
        return found if all(np.isfinite(v).all() for v in found.values()) else None

    def source(self, argument: Any) -> str:
        """The name under which the caller has an argument of the compiled function."""
        return self._names[argument.name]

    def compiled_name(self, name: str) -> str:
        return next(theirs for theirs, ours in self._names.items() if ours == name)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {a.name: _ours(a.name, self.inputs) for a in self.compiled.arguments}

    def formula(self, part: str) -> str:
        """The loss or a derived gradient as a person writes it; for a part of an assignment, the compiled program."""
        loss, wrt, where = self.statement
        if not loss:
            return str(self.compiled.source).rstrip()
        return loss if part == LOSS else _formula(loss, wrt[self.wrt.index(part)], where)

    def walk(self, arrays: Mapping[str, Any], slips: Mapping[int, Slip] | None = None) -> Walk | None:
        """The checker's own walk at these arrays: an independent witness; None for a part of an assignment."""
        if self.tree is None:
            return None
        sizes: dict[str, int] = {}
        symbols: dict[str, Array] = {}
        indices: dict[x.Index, int] = {}
        maps: dict[str, Array] = {}
        for i in self.inputs:
            sizes |= {s: n for s, n in zip(i.sizes, np.shape(arrays[i.name]), strict=True) if not s.isdigit()}
        for node in walk(self.tree):
            if isinstance(node, x.Symbol | x.Mapped | x.Index) and python_name(node.name) in self._names:
                ours = self._names[python_name(node.name)]
                value = np.asarray(arrays[ours])
                value = value.T if next(i for i in self.inputs if i.name == ours).turned else value
                if isinstance(node, x.Symbol):
                    symbols[node.name] = value.astype(np.float64).reshape(1, *(*value.shape, 1, 1)[:2])
                elif isinstance(node, x.Mapped):
                    maps[node.name] = value
                else:
                    indices[node] = int(value)
        return Walk(self.in_the_tree(sizes), symbols, indices, maps, slips)

    def in_the_tree(self, sizes: dict[str, int]) -> dict[str, int]:
        """Sizes by the names that the tree has for them."""
        found = dict(sizes)
        for a in self.compiled.arguments:
            ours = next(i for i in self.inputs if i.name == self._names[a.name])
            theirs = a.sizes[::-1] if ours.turned else a.sizes
            pairs = [*zip(theirs, ours.sizes, strict=True)]
            if a.points_at is not None:
                pairs.append((a.points_at, str(ours.points_at)))
            found |= {t: int(o) if o.isdigit() else sizes[o] for t, o in pairs if o.isdigit() or o in sizes}
        return found


def _double(value: Any) -> Any:
    """Numbers in double precision; indices as they are."""
    a = np.asarray(value)
    return value if a.dtype != np.float32 else a.astype(np.float64) if a.ndim else float(a)


def _ours(compiled: str, inputs: Sequence[Input]) -> str:
    """A family x_i declared by its own letter is the matrix X of the compiled function."""
    names = {i.name for i in inputs}
    if compiled in names:
        return compiled
    family = next((i.name for i in inputs if i.turned and i.name.upper() == compiled.upper()), None)
    return family or compiled


@lru_cache(maxsize=64)
def state(
    loss: str,
    wrt: tuple[str, ...],
    where: tuple[str, ...] = (),
    declare: tuple[str, ...] = (),
    assume: tuple[str, ...] = (),
    assignment: str = DEFAULT,
    layout: str | None = None,
) -> Stated:
    """A loss in LaTeX, or a part of an assignment by its id. StatementError (a ValueError) says in a sentence what is wrong."""
    if not wrt and not declare and not where:
        parts = {p.id for p in load(assignment).parts}
        if loss not in parts:
            raise StatementError(f"{loss!r} is no part of {assignment}, and a loss in LaTeX needs wrt, the variable")
    if loss in {p.id for p in load(assignment).parts}:
        stated = _part(loss, wrt, assignment, layout or "rows")
    else:
        stated = _own(loss, wrt, where, declare)
    return replace(stated, inputs=_supposed(stated.inputs, assume))


def _supposed(inputs: Sequence[Input], assume: Sequence[str]) -> tuple[Input, ...]:
    found = {i.name: i for i in inputs}
    for line in assume:
        name, kind, values = assumed(line)
        if name not in found:
            raise StatementError(f"{line!r} speaks of {name}, which the loss does not have; it has {', '.join(found)}")
        found[name] = replace(found[name], assumed=kind, values=values)
    return tuple(found.values())


def _inputs(compiled: Any, layout: str) -> list[Input]:
    return [
        Input(a.name, a.sizes[::-1] if layout == "rows" and a.is_matrix else a.sizes, a.points_at)
        for a in compiled.arguments
    ]


def _part(part: str, wrt: tuple[str, ...], assignment: str, layout: str) -> Stated:
    compiled = derive.compile(part, assignment=assignment, layout=layout)
    inputs = _inputs(compiled, layout)
    known = list(compiled(*_any(inputs).values())[1])
    if unknown := set(wrt) - set(known):
        raise StatementError(f"{part} has no gradient by {', '.join(sorted(unknown))}; it has {', '.join(known)}")
    return Stated(tuple(inputs), wrt or tuple(known), compiled)


def _any(inputs: Sequence[Input]) -> dict[str, Any]:
    """Any input at all, to see which gradients come out: every size 3, the i-th index or map at word i."""
    example: dict[str, Any] = {}
    for n, i in enumerate(inputs):
        shape = tuple(int(s) if s.isdigit() else 3 for s in i.sizes)
        filled = np.full(shape, n % 3, dtype=np.intp) if i.points_at is not None else np.ones(shape)
        example[i.name] = filled if shape else filled.item()
    return example


def _own(loss: str, wrt: tuple[str, ...], where: tuple[str, ...], declare: tuple[str, ...]) -> Stated:
    from derive.deriving import OutsideError
    from derive.own import read_own
    from derive.reading.syntax import ReadingError
    from derive.symbolic.terms import UnsupportedError

    if not wrt:
        raise StatementError("wrt names no variable to differentiate by")
    given = declared(declare)
    try:
        owns: list[Any] = [read_own(loss, each, where) for each in wrt]
        tree = owns[0].loss
        symbols = {node.name: node for node in walk(tree) if isinstance(node, x.Symbol)}
        variables = [symbols[own.variable.name] for own in owns]
        compiled = derive.compile(tree, variables)
    except (OutsideError, ReadingError, UnsupportedError) as error:
        raise StatementError(f"{loss}: {error}") from error
    except (KeyError, AttributeError):
        raise StatementError(f"the loss is differentiated by whole symbols; wrt is {', '.join(wrt)}") from None
    inputs = _agreed(_inputs(compiled, "columns"), given)
    names = [_ours(python_name(v.name), inputs) for v in variables]
    return Stated(tuple(inputs), tuple(names), compiled, (loss, wrt, where), tree, tuple(variables))


def _agreed(found: list[Input], given: dict[str, Input]) -> list[Input]:
    """The inputs with the sizes that are declared; StatementError where they do not fit what the loss needs."""
    sizes: dict[str, str] = {}
    made: dict[str, Input] = {}
    for needed in found:
        ours = given.get(_ours(needed.name, list(given.values())))
        if ours is None:
            made[needed.name] = needed
            continue
        theirs = (needed.sizes[::-1] if ours.turned else needed.sizes) + (
            (needed.points_at,) if needed.points_at else ()
        )
        wanted = ours.sizes + ((ours.points_at,) if ours.points_at else ())
        fits = len(theirs) == len(wanted) and (needed.points_at is None) == (ours.points_at is None)
        for t, w in zip(theirs, wanted, strict=False):
            fits = fits and sizes.setdefault(str(t), str(w)) == w
        if not fits:
            shape = " x ".join(sizes.get(s, s) for s in needed.sizes) or "a number"
            raise StatementError(
                f"{ours.name} is declared {' x '.join(wanted) or 'a number'}, but the loss needs {shape}"
            )
        made[ours.name] = ours
    if unknown := [name for name in given if name not in made]:
        raise StatementError(
            f"{', '.join(unknown)} is declared, but the loss has no such symbol; it has {', '.join(made)}"
        )
    renamed = [
        i if i.name in given else replace(i, sizes=tuple(sizes.get(s, s) for s in i.sizes), points_at=sizes.get(str(i.points_at), i.points_at))
        for i in made.values()
    ]  # fmt: skip
    order = [*given, *(i.name for i in renamed if i.name not in given)]
    return sorted(renamed, key=lambda i: order.index(i.name))


@lru_cache(maxsize=64)
def _formula(loss: str, wrt: str, where: tuple[str, ...]) -> str:
    from derive.writing.latex import latex
    from proofs.derivations import derive_loss

    try:
        result = derive_loss(loss, wrt, where).chains[-1].result
        names = {node.name: node for node in walk(result) if isinstance(node, x.Named)}
        meant = "".join(rf",\quad {latex(node)} = {latex(node.value)}" for node in names.values())
        return rf"\frac{{\partial J}}{{\partial {wrt}}} = {latex(result)}{meant}"
    except Exception:  # noqa: BLE001 (a formula is shown where there is one; the values do not depend on it)
        return loss
