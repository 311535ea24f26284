"""A loss as stated, and all that the harness asks of it: its inputs, its value and gradients at arrays, and formulas to show.

This is the one place where `check_gradient` meets the reading and the compiling of losses.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

import derive
from derive import expression as x
from derive import statement, stating
from derive.assignments import DEFAULT
from derive.assignments.loading import load
from derive.compiling import InputError
from derive.declarations import Assumption, Declared
from derive.outside import UnsupportedError
from derive.tasks import Tasks
from derive.tensors.loading import loaded
from derive.tensors.names import python_name
from derive.tensors.statements import assumptions_of, module_of_statement
from derive.traversal import walk
from proofs.harness.gradient.floats import Slip, Walk, carried
from proofs.identity.kinks import kinks

Array = np.ndarray[Any, np.dtype[Any]]
LOSS = "loss"


class StatementError(ValueError):
    """A loss, a declaration or an assumption that is not understood; one sentence."""


@dataclass(frozen=True)
class Input:
    """One array that the function takes: its name, the size of each axis, and what an index points into.

    `assumed` is what holds of it. `symbol` is its name in the tree, where a family of N vectors is (d, N) and its array (N, d): `turned`.
    """

    name: str
    sizes: tuple[str, ...] = ()
    points_at: str | None = None
    assumed: tuple[Assumption, ...] = ()
    symbol: str = ""
    turned: bool = False

    def shape(self, sizes: Mapping[str, int]) -> tuple[int, ...]:
        """The shape at given sizes."""
        return tuple(int(size) if size.isdigit() else sizes[size] for size in self.sizes)


@dataclass(frozen=True, eq=False)
class Stated:
    """`parts(arrays)` gives {"loss": …, name: gradient …}; `inputs` what it takes, in the order of the declarations.

    A part of an assignment has a compiled program. A loss of one's own has its tree, and for each variable a program as
    `gradproof compile` writes it, where it can.
    """

    inputs: tuple[Input, ...]
    wrt: tuple[str, ...]
    compiled: Any = None
    asked: tuple[statement.Statement, ...] = ()
    """What was stated, for each variable; nothing for a part of an assignment."""
    latex: str = ""
    tree: x.Expression | None = None
    variables: tuple[x.Variable, ...] = ()
    programs: tuple[Callable[..., Any], ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Input]:
        """The inputs by their names."""
        return {i.name: i for i in self.inputs}

    @cached_property
    def walkable(self) -> bool:
        """Whether the checker can walk the loss; arrays of three sizes are left to the programs."""
        arrays = self.tree is not None and any(isinstance(node, x.Member) for node in walk(self.tree))
        return self.tree is not None and not arrays and carried(self.tree)

    @cached_property
    def kinked(self) -> bool:
        """Whether the loss has a maximum, an absolute value or a case, at which its gradient may jump."""
        return self.tree is not None and any(kinks(self.tree))

    def parts(self, arrays: Mapping[str, Any]) -> dict[str, Array] | None:
        """The loss and its gradients, each of the shape of its array; None where the loss has no value."""
        how = self._of_a_part if self.compiled is not None else self._written if self.programs else self._walked
        found = how({name: _double(a) for name, a in arrays.items()})
        return found if found and all(np.isfinite(v).all() for v in found.values()) else None

    def _of_a_part(self, arrays: Mapping[str, Any]) -> dict[str, Array] | None:
        try:
            value, gradients = self.compiled(**arrays)
        except InputError:  # a pair that must not meet has met, or a number is not finite
            return None
        return {LOSS: np.asarray(value)} | {n: np.asarray(gradients[n]) for n in self.wrt}

    def _written(self, arrays: Mapping[str, Any]) -> dict[str, Array]:
        found: dict[str, Array] = {}
        for name, program in zip(self.wrt, self.programs, strict=True):
            with np.errstate(all="ignore"):
                value, gradients = program(**arrays)
            found |= {LOSS: found.get(LOSS, np.asarray(value)), name: np.asarray(gradients[name])}
        return found

    def _walked(self, arrays: Mapping[str, Any]) -> dict[str, Array] | None:
        here = self.walk(arrays)
        assert here is not None
        assert self.tree is not None
        found = {LOSS: here.worth(self.tree).reshape(())}
        for name, variable in zip(self.wrt, self.variables, strict=True):
            g = here.gradient(self.tree, variable)
            found[name] = (g.T if self.by_name[name].turned else g).reshape(np.shape(arrays[name]))
        return found

    def formula(self, part: str) -> str:
        """The loss or a derived gradient as a person writes it; for a part of an assignment, the compiled program."""
        if not self.asked:
            source = str(self.compiled.source)
            return source[source.rindex("def ") :].rstrip()  # without the functions that it calls
        return self.latex if part == LOSS else self._formula(part)

    def _formula(self, part: str) -> str:
        """The derivation's last line, with what its names stand for; nothing where there is no derivation."""
        from derive.writing.latex import latex
        from proofs.derivations import derive_statement

        asked = self.asked[self.wrt.index(part)]
        try:
            result = derive_statement(asked).chains[-1].result
            names = {node.name: node for node in walk(result) if isinstance(node, x.Named)}
            meant = "".join(rf",\quad {latex(node)} = {latex(node.value)}" for node in names.values())
            return rf"\frac{{\partial J}}{{\partial {asked.wrt or part}}} = {latex(result)}{meant}"
        except Exception:  # noqa: BLE001 (a formula is shown where there is one; the values do not depend on it)
            return ""

    def walk(self, arrays: Mapping[str, Any], slips: Mapping[int, Slip] | None = None) -> Walk | None:
        """The checker's own walk at these arrays: an independent witness; None where there is no tree that it can walk."""
        if self.tree is None or not self.walkable:
            return None
        sizes: dict[str, int] = {}
        symbols: dict[str, Array] = {}
        maps: dict[str, Array] = {}
        points: dict[str, int] = {}
        for i in self.inputs:
            value = np.asarray(arrays[i.name])
            sizes |= {s: n for s, n in zip(i.sizes, value.shape, strict=True) if not s.isdigit()}
            value = value.T if i.turned else value
            if i.points_at is None:
                symbols[i.symbol] = value.astype(np.float64).reshape(1, *(*value.shape, 1, 1)[:2])
            elif value.ndim:
                maps[i.symbol] = value
            else:
                points[i.symbol] = int(value)
        free = {n: points[n.name] for n in walk(self.tree) if isinstance(n, x.Index) and n.name in points}
        return Walk(sizes, symbols, free, maps, slips)


def _double(value: Any) -> Any:
    """Numbers in double precision; indices as they are."""
    a = np.asarray(value)
    return value if a.dtype != np.float32 else a.astype(np.float64) if a.ndim else float(a)


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
    assigned = load(assignment)
    if loss in assigned.part_ids:
        if isinstance(assigned, Tasks):
            return _task(loss, wrt, assigned)
        return _part(loss, wrt, assignment, layout or "rows")
    if not wrt:
        raise StatementError(f"{loss!r} is no part of {assignment}, and a loss in LaTeX needs wrt, the variable")
    return _own(loss, wrt, where, declare, assume)


def _task(part: str, wrt: tuple[str, ...], tasks: Tasks) -> Stated:
    """A part that is a statement."""
    asked = tasks.statement(part)
    if asked.target != "gradient" or not isinstance(asked.variable, x.Symbol):
        raise StatementError(f"{part} asks for no gradient by a whole symbol")
    name = python_name(asked.variable.name)
    if wrt and wrt != (name,):
        raise StatementError(f"{part} has no gradient by {', '.join(sorted(set(wrt) - {name}))}; it has {name}")
    inputs = tuple(_input(d, python_name(d.name)) for d in asked.declarations)
    known = {i.symbol for i in inputs}
    inputs = _supposing(inputs, [each for each in asked.assumptions if each.symbol in known])
    return _computed(Stated(inputs, (name,), None, (asked,), part, asked.loss, (asked.variable,), _programs((asked,))))


def _part(part: str, wrt: tuple[str, ...], assignment: str, layout: str) -> Stated:
    compiled = derive.compile(part, assignment=assignment, layout=layout)
    turned = layout == "rows"
    inputs = tuple(
        Input(a.name, a.sizes[::-1] if turned and a.is_matrix else a.sizes, a.points_at) for a in compiled.arguments
    )
    known = list(compiled(*_any(inputs).values())[1])
    if unknown := set(wrt) - set(known):
        raise StatementError(f"{part} has no gradient by {', '.join(sorted(unknown))}; it has {', '.join(known)}")
    return Stated(inputs, wrt or tuple(known), compiled)


def _any(inputs: Sequence[Input]) -> dict[str, Any]:
    """Any input at all, to see which gradients come out: every size 3, the i-th index or map at word i."""
    example: dict[str, Any] = {}
    for n, i in enumerate(inputs):
        shape = tuple(int(s) if s.isdigit() else 3 for s in i.sizes)
        filled = np.full(shape, n % 3, dtype=np.intp) if i.points_at is not None else np.ones(shape)
        example[i.name] = filled if shape else filled.item()
    return example


def _own(
    loss: str, wrt: tuple[str, ...], where: tuple[str, ...], declare: tuple[str, ...], assume: tuple[str, ...]
) -> Stated:
    try:
        first = stating.state(loss, wrt[0], where, declare, assume)
        others = [stating.state(loss, each, where, first.declarations, assume) for each in wrt[1:]]
    except statement.StatementError as error:
        raise StatementError(f"{error} (in {error.field}: {error.text})") from error
    variables = tuple(map(_whole, (first, *others)))
    if not all(isinstance(v, x.Symbol) for v in variables):
        raise StatementError(f"check_gradient differentiates by whole symbols; wrt is {', '.join(wrt)}")
    if unused := [dict(n.values)["text"] for n in first.notes if n.code == "assumption-not-used"]:
        raise StatementError(f"the assumption {unused[0]!r} is not understood")
    if first.relations:
        raise StatementError("an order of numbers is not assumed here, as in a < b")
    met = {n.name for n in walk(first.loss) if isinstance(n, x.Symbol | x.Mapped | x.Index)}
    if absent := [each for each, v in zip(wrt, variables, strict=True) if v.name not in met]:  # type: ignore[union-attr]
        raise StatementError(f"the loss does not contain {', '.join(absent)}")
    if idle := [d.name for d in first.declarations if (d.whole or d.name) not in met]:
        raise StatementError(f"{', '.join(idle)} is declared, but the loss has no such symbol")
    inputs = _supposing(tuple(_input(d, python_name(d.name)) for d in first.declarations), assumptions_of(first))
    names = tuple(python_name(v.name) for v in variables if isinstance(v, x.Symbol))
    asked = (first, *others)
    return _computed(Stated(inputs, names, None, asked, loss, first.loss, variables, _programs(asked)))


def _whole(asked: statement.Statement) -> x.Variable:
    """What one differentiates by; the array, where it is any of its matrices."""
    found = asked.variable
    if isinstance(found, x.Member) and isinstance(found.index, x.Index) and found.index.name not in asked.declarations:
        return found.matrix
    return found


def _computed(stated: Stated) -> Stated:
    """What is stated, if it can be computed."""
    if not stated.programs and not stated.walkable:
        raise StatementError(f"the loss can be read, but not computed: {stated.latex}")
    return stated


def _programs(asked: Sequence[statement.Statement]) -> tuple[Callable[..., Any], ...]:
    """The functions that `gradproof compile` writes; none where one of them cannot be written with NumPy."""
    made: list[Callable[..., Any]] = []
    for each in asked:
        try:
            source = module_of_statement(each).source
        except UnsupportedError:
            return ()
        made.append(loaded(source))
    return tuple(made)


def _input(d: Declared, name: str) -> Input:
    """What a declaration is in NumPy."""
    if d.kind in ("index", "labels"):
        return Input(name, d.sizes[:-1], d.sizes[-1], symbol=d.name)
    return Input(name, d.sizes, symbol=d.whole or d.name, turned=d.kind == "family")


def _supposing(inputs: tuple[Input, ...], assumptions: Sequence[Assumption]) -> tuple[Input, ...]:
    known = {i.symbol for i in inputs}
    if strange := [a.symbol for a in assumptions if a.symbol not in known]:
        raise StatementError(f"an assumption speaks of {strange[0]}, which the loss does not have")
    return tuple(replace(i, assumed=tuple(a for a in assumptions if a.symbol == i.symbol)) for i in inputs)
