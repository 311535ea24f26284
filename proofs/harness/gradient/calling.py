"""How a function of one's own is called, by name, and how what it returns is read."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from proofs.harness.calls import as_real
from proofs.harness.gradient.stated import LOSS

Array = np.ndarray[Any, np.dtype[Any]]
KINDS = inspect.Parameter


class SignatureError(TypeError):
    """The function's parameters are not those of the loss; one sentence."""


def by_name(
    function: Callable[..., Any], names: Sequence[str], renamed: Mapping[str, str] | None = None
) -> Callable[[Mapping[str, Any]], Any]:
    """A way to call the function with arrays by name, in whatever order it takes them.

    `renamed` gives a symbol's name in the function, where that is another. A function of `*args` gets the arrays in the order of
    `names`. Raises SignatureError for a parameter that is no symbol of the loss, or a symbol that is no parameter.

    >>> by_name(lambda x, w: (x, w), ["w", "x"])({"w": 1, "x": 2})
    (2, 1)
    """
    theirs = {name: (renamed or {}).get(name, name) for name in names}
    if unknown := set(renamed or {}) - set(names):
        raise SignatureError(f"names speaks of {', '.join(sorted(unknown))}; the loss has {', '.join(names)}")
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # written in C
        return lambda arrays: function(*(arrays[n] for n in names))
    kinds = {p.kind for p in parameters}
    known = [p for p in parameters if p.kind not in (KINDS.VAR_POSITIONAL, KINDS.VAR_KEYWORD)]
    if KINDS.VAR_POSITIONAL in kinds and not any(p.name in theirs.values() for p in known):
        return lambda arrays: function(*(arrays[n] for n in names))
    absent = [n for n in theirs.values() if n not in {p.name for p in known}]
    extra = [p.name for p in known if p.name not in theirs.values() and p.default is KINDS.empty]
    if (absent and KINDS.VAR_KEYWORD not in kinds) or extra:
        raise SignatureError(
            f"{getattr(function, '__name__', 'the function')} takes {', '.join(p.name for p in known) or 'nothing'}, and the loss has "
            f"{', '.join(names)}: name them alike, or say which is which, as in names={{{names[0]!r}: {(extra or ['…'])[0]!r}}}"
        )
    ours = {there: name for name, there in theirs.items()}
    first = [p.name for p in known if p.kind is KINDS.POSITIONAL_ONLY]

    def called(arrays: Mapping[str, Any]) -> Any:
        return function(*(arrays[ours[n]] for n in first), **{t: arrays[n] for t, n in ours.items() if t not in first})

    return called


@dataclass
class Returned:
    """What came back, by part; `fault` is (code, part, got) where it cannot be compared, `notes` what is harmless."""

    parts: dict[str, Array] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    fault: tuple[str, str, Any] | None = None
    notes: list[tuple[str, str, tuple[int, ...]]] = field(default_factory=list)


def read(value: Any, truth: Mapping[str, Array], renamed: Mapping[str, str] | None = None) -> Returned:
    """(loss, gradients) in any of the forms allowed: a dict by name, a sequence in the order of wrt, or one array."""
    names = [n for n in truth if n != LOSS]
    made = Returned()
    if value is None:
        made.fault = ("returns-none", "", None)
        return made
    if not isinstance(value, tuple | list) or len(value) < 2:
        made.fault = ("wrong-structure", "", _kind(value))
        return made
    gradients = value[1] if len(value) == 2 else value[1:]
    if isinstance(gradients, Mapping):
        theirs = {n: (renamed or {}).get(n, n) for n in names}
        missing = [n for n in names if theirs[n] not in gradients]
        found = [gradients.get(theirs[n]) for n in names]
        if missing:
            made.fault = ("gradient-missing", missing[0], f"a dict of {', '.join(map(str, gradients)) or 'nothing'}")
            return made
    elif isinstance(gradients, tuple | list) and not (
        len(names) == 1 and np.shape(truth[names[0]]) == _shape(gradients)
    ):
        found = list(gradients)
    else:
        found = [gradients]
    if len(found) != len(names):
        made.fault = ("wrong-structure", "", f"{len(found)} gradients")
        return made
    for name, got in zip((LOSS, *names), (value[0], *found), strict=True):
        _compare(made, name, got, truth[name])
    return made


def _compare(made: Returned, name: str, got: Any, truth: Array) -> None:
    """The part as an array of the shape of the truth; what is another shape is a fault, or noted."""
    made.raw[name] = got
    if got is None:
        made.fault = made.fault or ("returns-none", name, None)
        return
    array = as_real(numpy_of(got))
    if array is None:
        made.fault = made.fault or ("wrong-type", name, type(got).__name__)
        return
    if array.shape != truth.shape:
        squeezed = tuple(n for n in array.shape if n != 1) == tuple(n for n in truth.shape if n != 1)
        if not squeezed:
            made.fault = made.fault or ("wrong-shape", name, array)
            return
        made.notes.append(("loss-shape" if name == LOSS else "gradient-shape", name, array.shape))
        array = array.reshape(truth.shape)
    made.parts[name] = array


def numpy_of(value: Any) -> Any:
    """An array of another library as NumPy's."""
    if hasattr(value, "detach"):  # a tensor that remembers how it came about
        value = value.detach().cpu()
        return (value.double() if value.is_floating_point() and value.element_size() < 4 else value).numpy()
    return value


def _shape(value: Any) -> tuple[int, ...] | None:
    """The shape of a list of numbers."""
    try:
        return np.shape(value)
    except ValueError:
        return None


def _kind(value: Any) -> str:
    return f"{type(value).__name__} of {len(value)}" if isinstance(value, tuple | list | dict) else type(value).__name__
