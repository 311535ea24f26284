"""What the names of a loss are, where nobody declared them: guesses in the order of how usual they are, until one fits.

A capital letter is a matrix; what is transposed, bold, in a norm, multiplied by a matrix or an argument of softmax is a vector; a
letter with an index that a sum binds is a family, where it is a vector, or else a vector with its entries; anything else is a number.
"""

from collections.abc import Iterator
from itertools import pairwise

from derive.declarations import Declarations, Declared
from derive.elaboration.calls import KNOWN
from derive.elaboration.entries import indices_of
from derive.elaboration.functions import ENTRYWISE
from derive.elaboration.moments import script, spelled
from derive.elaboration.powers import is_transposition
from derive.elaboration.undeclared import UndeclaredError
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.parsing.vocabulary import GREEK

MOST = 200
"""More guesses than this are not tried."""


class Guesses:
    """Declarations to try, one after the other; `met` is told which name was missing in the last of them."""

    def __init__(self, written: list[s.Syntax], declarations: Declarations):
        self.parts = [part for each in written for part in every(each)]
        self.start, self.variable = declarations, spelled(strip(written[1]))
        self.bound = {name for part in self.parts for name in bound_letters(part)}
        self.sizes = {name for part in self.parts for name in _ends(part) if name not in declarations} - self.bound
        self.vectors = {name for part in self.parts for name in _vectors(part)}
        self.before_letters = {name for part in self.parts for name in _before_letters(part)}
        self.indexed = {name for part in self.parts for name in self._indexed(part)}
        self.written = {name for part in self.parts for name in _name(part)} | self.sizes
        steps = (script(part).lstrip("_^([<") for part in self.parts if isinstance(part, s.Scripted))
        self.moments = {at[0] for at in steps if at[1:2] in ("+", "-")}
        """Letters from which steps are counted in subscripts, as the t of h_{t-1}."""
        self.open: list[Declarations] = [declarations]

    def __iter__(self) -> Iterator[Declarations]:
        for _ in range(MOST):
            if not self.open:
                return
            self.last = self.open.pop()
            yield self.last

    def again(self) -> None:
        """The last guess is tried once more."""
        self.open.append(self.last)

    def met(self, error: UndeclaredError) -> None:
        """A name was missing: the guesses for it are next, the most usual first."""
        for guess in reversed(self._guesses(error)):
            self.open.append(self.last.having(guess))

    def _guesses(self, error: UndeclaredError) -> list[Declared]:
        name, count = error.name, error.subscripts
        letter = name.split(" ")[-1].partition("_")[0].rstrip("'")
        if len(letter) > 1 and letter not in GREEK and letter != "ell":
            return []  # a word is no symbol that anybody would leave undeclared
        if count == -2:
            return [Declared(name, "labels", (f"?{name}.0", f"?{name}.1"), inferred=True)]
        if count < 0:
            return [Declared(name, "index", (f"?{name}",), inferred=True)]
        kinds = ["number", "vector"]
        if count and name not in self.indexed:
            at = error.whole[len(name) + 1 :].lstrip("([<")
            kinds = ["vector", "number"] if at[:1] in self.moments else kinds
            name, count = error.whole, 0
        if count == 2:
            kinds = ["matrix", "family"]
        elif count == 1:
            kinds = ["family", "vector"] if name in self.vectors else ["vector", "family"]
        elif _is_capital(name):
            kinds = ["matrix"] if name == self.variable or name in self.before_letters else ["matrix", "number"]
        elif name in self.vectors:
            kinds = ["vector", "number"]
        sizes = {"number": (), "vector": (f"?{name}.0",), "matrix": (f"?{name}.0", f"?{name}.1")}
        whole = {"family": self._capital(name)}
        return [
            Declared(name, kind, sizes.get(kind, sizes["matrix"]), inferred=True, whole=whole.get(kind, ""))
            for kind in kinds
        ]

    def _capital(self, name: str) -> str:
        """The letter of the matrix whose columns a family is: U for u_w, unless it stands for something else."""
        *accents, letter = name.split(" ")
        capital = " ".join([*accents, letter.upper()])
        taken = {each.name for each in self.start} | self.written - {self.variable}
        return capital if len(letter) == 1 and capital not in taken else ""

    def _indexed(self, part: s.Syntax) -> Iterator[str]:
        """The letter of a symbol that has a bound index below it, or above it in brackets."""
        if isinstance(part, s.Scripted) and isinstance(part.base, s.Name):
            scripts = [part.below] if part.below is not None else []
            scripts += [part.above.inner] if isinstance(part.above, s.Group) else []
            letters = {key(each) for script in scripts for each in every(script)}
            if letters & self.bound:
                yield (key(part.base) or "") + "'" * part.primes


def bound_letters(part: s.Syntax) -> Iterator[str]:
    """The letters that a sum binds."""
    if not isinstance(part, s.Big) or part.below is None:
        return
    below = strip(part.below)
    for item in below.items if isinstance(below, s.Listing) else indices_of(below):
        first = strip(item)
        if isinstance(first, s.Relation):
            first = strip(first.sides[len(first.sides) == 3])
        if isinstance(first, s.Name):
            yield key(first) or ""


def _ends(part: s.Syntax) -> Iterator[str]:
    """The letters at the ends of sums: above, or behind −m ≤ j ≤."""
    if isinstance(part, s.Big) and part.below is not None:
        for each in every(part.below):
            if isinstance(each, s.Relation) and len(each.sides) == 3 and isinstance(strip(each.sides[2]), s.Name):
                yield key(strip(each.sides[2])) or ""
    if isinstance(part, s.Big) and part.above is not None and isinstance(strip(part.above), s.Name):
        yield key(strip(part.above)) or ""
    elif isinstance(part, s.Big) and part.above is not None and isinstance(strip(part.above), s.Additive):
        yield from (key(each) or "" for each in every(part.above) if isinstance(each, s.Name))


def _vectors(part: s.Syntax) -> Iterator[str]:
    """The letters that are vectors by what stands around them."""
    if isinstance(part, s.Scripted) and is_transposition(part.above):
        yield from _letters(part.base)
        yield from _name(s.Scripted(part.base, part.below, None, part.primes, span=part.span))
    if isinstance(part, s.Name) and part.font == "bold":
        yield key(part) or ""
    if isinstance(part, s.Group) and part.opening in ("‖", "||", "\\langle"):
        yield from _letters(part.inner)
    if isinstance(part, s.Juxtaposition):
        for place, (before, after) in enumerate(pairwise(part.factors)):
            if part.operators[place] in ("odot", "oslash"):
                yield from (*_letters(before), *_letters(after))
            elif key(before) == "softmax" or _is_row_or_matrix(before):
                behind = [each for each in part.factors[place + 1 :] if key(each) not in ENTRYWISE]
                yield from _letters(behind[0] if behind else after)


def _before_letters(part: s.Syntax) -> Iterator[str]:
    """The letters that directly multiply another: the W of W x, not the C of C Σ."""
    if isinstance(part, s.Juxtaposition):
        for place, (before, after) in enumerate(pairwise(part.factors)):
            if not part.operators[place] and spelled(after) is not None and key(after) not in KNOWN:
                yield from _name(before)


def _is_row_or_matrix(node: s.Syntax) -> bool:
    if isinstance(node, s.Scripted) and is_transposition(node.above):
        return True
    return any(_is_capital(name) for name in _name(node))


def _name(node: s.Syntax) -> Iterator[str]:
    """The name of a symbol, whole and without its subscript."""
    if isinstance(node, s.Scripted) and isinstance(node.base, s.Name) and spelled(node) is not None:
        yield spelled(node) or ""
        yield (key(node.base) or "") + "'" * node.primes
    elif isinstance(node, s.Name):
        yield key(node) or ""


def _letters(node: s.Syntax) -> Iterator[str]:
    """The letters that are vectors if the whole is one: terms of a sum, last factors, what is divided, both sides of ⟨a, b⟩."""
    node = strip(node)
    if isinstance(node, s.Name | s.Scripted):
        yield from (name for name in _name(node) if not _is_capital(name))
    elif isinstance(node, s.Additive):
        for term in node.terms:
            yield from _letters(term.operand if isinstance(term, s.Signed) else term)
    elif isinstance(node, s.Listing):
        for item in node.items:
            yield from _letters(item)
    elif isinstance(node, s.Signed):
        yield from _letters(node.operand)
    elif isinstance(node, s.Fraction):
        yield from _letters(node.numerator)
    elif isinstance(node, s.Big):
        yield from _letters(node.body)
    elif isinstance(node, s.Juxtaposition):
        if "/" in node.operators:
            yield from _letters(node.factors[node.operators.index("/")])
        elif "odot" in node.operators:
            for factor in node.factors:
                yield from _letters(factor)
        else:
            yield from _letters(node.factors[-1])


def _is_capital(name: str) -> bool:
    """Whether a name begins with a capital letter, its accents aside."""
    return name.split(" ")[-1][:1].isupper()
