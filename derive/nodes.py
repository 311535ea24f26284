"""What every tree has in common: frozen nodes that remember, once they were asked, their hash and what stands below them.

>>> @remembering
... class Leaf(Kept):
...     name: str
>>> Leaf("a") == Leaf("a"), Leaf("a") == Leaf("b"), hash(Leaf("a")) == hash(Leaf("a"))
(True, False, True)
>>> @once
... def length(leaf):
...     print("counted")
...     return len(leaf.name)
>>> a = Leaf("abc")
>>> length(a) + length(a)
counted
6
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from fractions import Fraction
from functools import wraps
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

Made = TypeVar("Made", bound="Kept")
Value = TypeVar("Value")
Class = TypeVar("Class", bound=type)
PLAIN = (str, int, bool, Fraction, tuple[str, str])
"""Types of fields that hold no nodes."""
BESIDE = ("span", "shape", "letters", "signs", "sizes", "fits")
"""Fields in which no nodes stand."""
_HOLDERS: dict[type, tuple[str, ...]] = {}


class Kept:
    """What a node remembers of itself; it is no part of its value, and is not pickled."""

    __slots__ = ("_below", "_every", "_facts", "_free", "_hash", "_value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def remembering(cls: Class) -> Class:
    """A frozen dataclass with slots. Its hash is computed once, and two nodes with different hashes are not compared further.

    What was found equal once carries the same mark, so that two large trees that meet again are told to be equal at the first look.
    """
    made: Any = dataclass(frozen=True, slots=True, init=False, eq=False)(cls)
    made.__init__ = _filling(made)
    value, kind = _value(made), cls.__name__

    def of_value(self: Any) -> int:
        try:
            found: int = self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", found := hash((kind, value(self))))
        return found

    def same(self: Any, other: Any) -> Any:
        if self is other:
            return True
        if type(self) is not type(other):
            return NotImplemented
        if of_value(self) != of_value(other):
            return False
        mine, its = getattr(self, "_value", None), getattr(other, "_value", None)
        if mine is not None and mine is its:
            return True
        if value(self) != value(other):
            return False
        mark = mine or its or object()
        object.__setattr__(self, "_value", mark)
        object.__setattr__(other, "_value", mark)
        return True

    made.__hash__, made.__eq__ = of_value, same
    return made


def _value(cls: type) -> Callable[[Any], Any]:
    """What makes the value of a node: its fields that are compared."""
    names = [each.name for each in fields(cls) if each.compare]
    return attrgetter(*names) if names else lambda node: ()


def _filling(cls: type) -> Any:
    """The `__init__` of a frozen dataclass with slots, which fills the slots themselves: a third faster than the one it comes with."""
    taken = [each for each in fields(cls) if each.init]
    told = {f"fill_{each.name}": getattr(cls, each.name).__set__ for each in taken}
    told |= {f"default_{each.name}": each.default for each in taken if each.default is not MISSING}
    places, names = ([_argument(each) for each in taken if each.kw_only == named] for named in (False, True))
    arguments = ", ".join(["self", *places, *(["*", *names] if names else [])])
    lines = [f"fill_{each.name}(self, {each.name})" for each in taken]
    lines += ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    made: dict[str, Any] = {}
    exec(f"def __init__({arguments}):\n  " + "\n  ".join(lines or ["pass"]), told, made)  # noqa: S102 (names of fields)
    return made["__init__"]


def _argument(each: Field[Any]) -> str:
    return each.name if each.default is MISSING else f"{each.name}=default_{each.name}"


def once(work: Callable[[Any], Value]) -> Callable[[Any], Value]:
    """A function of one node that is worked out once for each node, and kept with it."""

    @wraps(work)
    def found(each: Any) -> Value:
        try:
            known: Value = each._facts[work]
            return known
        except AttributeError:
            object.__setattr__(each, "_facts", {})
        except KeyError:
            pass
        made = each._facts[work] = work(each)
        return made

    return found


def holders(kind: type) -> tuple[str, ...]:
    """The fields of a class of nodes that may hold nodes; looked up once."""
    names = _HOLDERS.get(kind)
    if names is None:
        names = _HOLDERS[kind] = tuple(
            each.name for each in fields(kind) if each.name not in BESIDE and each.type not in PLAIN
        )
    return names


def below(kind: type[Made]) -> Callable[[Made], tuple[Made, ...]]:
    """What gives the nodes of a kind directly below one, in order, found once for each node."""

    def found(each: Made) -> tuple[Made, ...]:
        try:
            return each._below  # type: ignore[attr-defined]
        except AttributeError:
            gathered: list[Made] = []
            _gather(tuple([getattr(each, name) for name in holders(type(each))]), kind, gathered)
            object.__setattr__(each, "_below", made := tuple(gathered))
            return made

    return found


def rebuild(node: Any, change: Callable[[Any], Any]) -> Any:
    """A copy with `change` applied to every direct child; the same object when nothing changed."""
    changed = {}
    for name in holders(type(node)):
        old = getattr(node, name)
        new = _changed(old, change)
        if new is not old and not (isinstance(old, tuple) and all(a is b for a, b in zip(old, new, strict=True))):
            changed[name] = new
    return replace(node, **changed) if changed else node


def _changed(value: Any, change: Callable[[Any], Any]) -> Any:
    """The value of a field with `change` applied to the nodes in it, in tuples inside of tuples too."""
    if isinstance(value, Kept):
        return change(value)
    return tuple([_changed(item, change) for item in value]) if isinstance(value, tuple) else value


def _gather(values: tuple[Any, ...], kind: type[Made], found: list[Made]) -> None:
    """The nodes in a tuple, and in tuples inside of it."""
    for value in values:
        if isinstance(value, kind):
            found.append(value)
        elif isinstance(value, tuple):
            _gather(value, kind, found)
