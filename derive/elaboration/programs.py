r"""An answer to a statement in lines of NumPy: `r = X @ w - y`, `dw = X.T @ r / N`, `P[range(N), y] -= 1`.

The lines are read in their order. Names are those of the statement as one writes them in Python (W1 and W_1, yhat and y_hat, lam); a name
of the author's may be given again, and means what it was given last. Nothing is run.

>>> from derive.declarations import Declarations
>>> known = spellings(Declarations.read(["X: N x d", "w: d", "y: N"]), ())
>>> known.names["w"], known.sizes["X"]
('w', ('N', 'd'))
>>> [passage.chains[0].sides[0].name for passage in programs_of("r = X @ w - y\nX.T @ r / X.shape[0]", known)]
['r']
"""

import re
from collections.abc import Iterable, Iterator

from derive.declarations import Declarations
from derive.parsing.prose_of_programs import programs_of  # noqa: F401 - for the example
from derive.parsing.python import Known

GREEK_WORDS = {"lambda": ("lam", "lmbda", "lambd", "lambda_", "reg"), "varepsilon": ("eps",), "epsilon": ("eps",)}
"""How Greek letters are written where their own names are no names, or too long."""
_SCRIPT = re.compile(r"^(?P<letter>[^_^]+)(?:_(?P<below>[\w]+))?$")


def spellings(declarations: Declarations, definitions: Iterable[str]) -> Known:
    """How the names of a statement are written in Python, and what the sizes of its arrays are."""
    names: dict[str, str] = {}
    sizes: dict[str, tuple[str, ...]] = {}
    for each in declarations:
        for word in _spelled(each.name):
            names.setdefault(word, each.name)
            sizes.setdefault(word, each.sizes)
        whole = each.name[:1].upper() + each.name[1:]
        if each.kind == "family" and whole not in declarations:
            names.setdefault(whole, whole)
            sizes.setdefault(whole, each.sizes)
    declared = set(names)
    for name in definitions:
        for word in _spelled(name):
            names.setdefault(word, name)
    free = frozenset({*names, *declarations.sizes} - declared)
    for size in declarations.sizes:
        names.setdefault(size, size)
    labels = frozenset(each.name for each in declarations if each.kind == "labels")
    return Known(names, sizes, labels, free)


def _spelled(name: str) -> Iterator[str]:
    """The names in Python of a name of a statement."""
    *accents, rest = name.split(" ")
    found = _SCRIPT.match(rest)
    if found is None:
        return
    letter, below = found["letter"], found["below"]
    for one in (letter, *GREEK_WORDS.get(letter, ())) if not accents else _accented(accents, letter):
        yield from (f"{one}_{below}", f"{one}{below}") if below else (one,)


def _accented(accents: list[str], letter: str) -> Iterator[str]:
    accent = "".join(accents)
    yield from (f"{letter}{accent}", f"{letter}_{accent}", f"{accent}_{letter}", f"{accent}{letter}")
