"""What a compiled function takes: the symbols, indices and index maps of a loss, in the order of its arguments.

Vectors come first, then indices and maps, then matrices, then numbers, each kind in the order in which the loss mentions them,
and among the numbers those that are differentiated by: f(v_c, o, negatives, U), f(x, alpha).
"""

import re
from collections.abc import Collection, Iterable, Mapping
from keyword import iskeyword

from derive.expression import Expression, Index, Mapped, Symbol
from derive.tensors.arguments import Argument, arguments_of
from derive.traversal import walk


def rank(argument: Argument) -> tuple[int, ...]:
    """Where an argument of its kind stands."""
    if argument.points_at is not None:
        return (1, len(argument.sizes))
    return ((4,), (0,), (3,))[len(argument.sizes)]


def safe_names(loss: Expression, reserved: Collection[str]) -> dict[str, str]:
    """New names for the symbols, indices and maps whose own cannot stand in a program: no identifier, or `reserved`."""
    names = {node.name for node in walk(loss) if isinstance(node, Symbol | Index | Mapped)}
    changed: dict[str, str] = {}
    for name in sorted(names):
        new = re.sub(r"\W+", "_", name).strip("_") or "x"
        new = new if new[0].isalpha() else f"x{new}"
        while (new in reserved or iskeyword(new) or new in names or new in changed.values()) and new != name:
            new += "_"
        if new in reserved or iskeyword(new):
            new = f"{new}_"
        if new != name:
            changed[name] = new
    return changed


def public_names(safe: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The names in the signature, by the safe ones: what the caller gives, else the symbol's own where it can stand there.

    Raises ValueError for a given name that cannot.
    """
    for name in given.values():
        if not _may_be_public(name):
            raise ValueError(f"{name!r} cannot be the name of an argument")
    own = {new: old if _may_be_public(old) else new for old, new in safe.items()}
    return own | {safe.get(old, old): new for old, new in given.items()}


def _may_be_public(name: str) -> bool:
    return name.isidentifier() and not iskeyword(name) and not name.startswith("_") and name != "out"


def arguments(loss: Expression, variables: Iterable[str], names: Mapping[str, str]) -> tuple[Argument, ...]:
    """The arguments of a loss; `names` renames them, `variables` are those that are differentiated by."""
    found = arguments_of([loss], lambda name: names.get(name, name))
    wanted = list(variables)

    def order(argument: Argument) -> tuple[object, ...]:
        scalar = argument.points_at is None and not argument.sizes
        return (*rank(argument), scalar and argument.symbol not in wanted)

    return tuple(sorted(found.values(), key=order))
