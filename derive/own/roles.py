"""What the letters of a loss are, as far as the page shows it: matrices, vectors, indices, numbers.

A capital letter is a matrix; a letter that is transposed, bold, normed, an argument of softmax or multiplied by a matrix is a vector; a
subscript that a sum binds is an index, any other is part of the name. Sizes are found while reading.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import dropwhile, pairwise

from derive.own.letters import Scripts, is_capital, is_transposition, letter_of, norm_of, subscripts
from derive.reading import syntax as s
from derive.reading.context import every, key, strip

ENTRYWISE = ("log", "ln", "exp", "sigma", "tanh", "ReLU", "relu")
"""Functions of a vector, which act on every entry."""


@dataclass(slots=True)
class Roles:
    """What is known of the letters so far: the kind of each, and which sizes were found equal."""

    kinds: dict[str, str] = field(default_factory=dict)
    """By letter: "scalar", "vector" or "matrix"; of a letter with one index subscript, what one of its columns or entries is."""
    bound: dict[str, str] = field(default_factory=dict)
    """Bound index letters and their sizes."""
    indexed: dict[str, int] = field(default_factory=dict)
    """Letters whose subscripts are indices, and how many."""
    equal: dict[str, str] = field(default_factory=dict)

    def size(self, name: str) -> str:
        """The representative of a size."""
        while name in self.equal:
            name = self.equal[name]
        return name

    def unify(self, one: str, other: str) -> bool:
        """Make two sizes equal; whether that is news and possible."""
        one, other = self.size(one), self.size(other)
        if one == other or "1" in (one, other):
            return False
        if one.startswith("?"):
            self.equal[one] = other
        elif other.startswith("?"):
            self.equal[other] = one
        else:
            return False
        return True

    def name(self, found: Scripts) -> str:
        """The name of a symbol: the letter alone where its subscript is an index."""
        word, below, _ = found
        return word if below is None or word in self.indexed else f"{word}_{key(strip(below))}"


def roles_of(formulas: tuple[s.Syntax, ...], named: dict[str, s.Syntax]) -> Roles:
    """The roles of the letters in some formulas and in what has a name there."""
    roles = Roles()
    nodes = (*formulas, *named.values())
    parts = [part for node in nodes for part in every(node)]
    roles.bound = dict(_bound(parts))
    symbols = [(part, found) for part in parts if (found := letter_of(part)) is not None]
    for _, (word, below, _) in symbols:
        if below is not None and _is_indexing(below, roles, symbols, word):
            roles.indexed[word] = max(roles.indexed.get(word, 0), len(subscripts(below)))
    for part, found in symbols:
        word, below, above = found
        bold = any(isinstance(each, s.Name) and each.font == "bold" for each in every(part))
        if is_capital(word) and (below is None or word not in roles.indexed):
            roles.kinds[roles.name(found)] = "matrix"
        elif bold or is_transposition(above):
            roles.kinds[roles.name(found)] = "vector"
    for found in _vectors(parts, roles):
        roles.kinds.setdefault(roles.name(found), "vector")
    for name, value in named.items():
        for found in _vectors_in(value, roles) if roles.kinds.get(name) == "vector" else ():
            roles.kinds.setdefault(roles.name(found), "vector")
    return roles


def _bound(parts: list[s.Syntax]) -> Iterator[tuple[str, str]]:
    """The letters that sums bind, with their sizes: V for w = 1 … V, ±m for −m ≤ j ≤ m."""
    for part in parts:
        if not isinstance(part, s.Big) or part.below is None:
            continue
        for limit in subscripts(part.below) if isinstance(strip(part.below), s.Listing) else (part.below,):
            limit = strip(limit)
            if not isinstance(limit, s.Relation):
                continue
            if limit.operators[:1] == ("=",) and part.above is not None and (index := key(strip(limit.sides[0]))):
                window = isinstance(strip(limit.sides[1]), s.Signed)
                yield index, ("±" if window else "") + (key(strip(part.above)) or "n")
            elif len(limit.sides) == 3 and (index := key(strip(limit.sides[1]))):
                window = isinstance(strip(limit.sides[0]), s.Signed)
                yield index, ("±" if window else "") + (key(strip(limit.sides[2])) or "n")


def _is_indexing(below: s.Syntax, roles: Roles, symbols: list[tuple[s.Syntax, Scripts]], word: str) -> bool:
    """Whether a subscript is an index: a sum binds it, or the same letter has a subscript that a sum binds."""
    alike = [other for _, (name, other, _) in symbols if name == word and other is not None]
    letters = {key(each) for other in alike for part in subscripts(other) for each in every(part)}
    return bool(letters & set(roles.bound)) and not (key(strip(below)) or "").isdigit()


def _vectors(parts: list[s.Syntax], roles: Roles) -> Iterator[Scripts]:
    """Letters that a transposed letter or a matrix multiplies from the left, that stand inside a norm or are softmaxed."""
    for part in parts:
        norm = norm_of(part)
        if norm is not None:
            yield from _vectors_in(norm.inner, roles)
        if not isinstance(part, s.Juxtaposition):
            continue
        for place, (before, after) in enumerate(pairwise(part.factors)):
            if part.operators[place] == "odot":
                yield from (*_vectors_in(before, roles), *_vectors_in(after, roles))
            elif key(before) == "softmax" or _is_row_or_matrix(before, roles):
                behind = dropwhile(lambda factor: key(factor) in ENTRYWISE, part.factors[place + 1 :])
                yield from _vectors_in(next(behind, after), roles)


def _is_row_or_matrix(node: s.Syntax, roles: Roles) -> bool:
    """Whether what follows a factor must be a vector: after x^T, W, (x − y)^T, Wᵀ."""
    if isinstance(node, s.Scripted) and is_transposition(node.above):
        return True
    found = letter_of(node)
    return found is not None and roles.kinds.get(roles.name(found)) == "matrix"


def _vectors_in(node: s.Syntax, roles: Roles) -> Iterator[Scripts]:
    """The letters that are vectors if the whole is one: terms of a sum, last factors, what is divided."""
    node = strip(node)
    found = letter_of(node)
    if found is not None:
        if not is_capital(found[0]) or found[0] in roles.indexed:
            yield found
    elif isinstance(node, s.Additive):
        for term in node.terms:
            yield from _vectors_in(term.operand if isinstance(term, s.Signed) else term, roles)
    elif isinstance(node, s.Signed):
        yield from _vectors_in(node.operand, roles)
    elif isinstance(node, s.Fraction):
        yield from _vectors_in(node.numerator, roles)
    elif isinstance(node, s.Big):
        yield from _vectors_in(node.body, roles)
    elif isinstance(node, s.Juxtaposition) and "/" in node.operators:
        yield from _vectors_in(node.factors[node.operators.index("/")], roles)
    elif isinstance(node, s.Juxtaposition) and "odot" in node.operators:
        for factor in node.factors:
            yield from _vectors_in(factor, roles)
    elif isinstance(node, s.Juxtaposition):
        yield from _vectors_in(node.factors[-1], roles)
