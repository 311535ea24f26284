"""Whether a prime is a transposition: X′X of econometrics, and not a name x′."""

from collections.abc import Iterable, Mapping

from derive.declarations import Declared
from derive.parsing import syntax as s
from derive.parsing.trees import every, key

BRACKETS = ("(", "[", "\\{")


def primes_turn(pages: Iterable[s.Syntax], table: Mapping[str, Declared]) -> bool:
    """Whether primes are transpositions on some pages: one stands at a matrix, X′X, or behind the bracket of (y − Xb)′(y − Xb)."""
    primed = (node for page in pages for node in every(page) if isinstance(node, s.Scripted) and node.primes == 1)
    for node in primed:
        name = key(node.base) or ""
        matrix = name in table and table[name].kind == "matrix" and f"{name}'" not in table
        if matrix or (isinstance(node.base, s.Group) and node.base.opening in BRACKETS):
            return True
    return False
