"""What is asked of a syntax tree before anything in it means something: its name as one word, what is inside its brackets, all its parts."""

from collections.abc import Iterable

from derive.nodes import below, once
from derive.parsing import syntax as s


def key(node: s.Syntax) -> str | None:
    """The symbol as one word, accents and subscripts included and fonts left out: "hat y", "s_1", "theta"; None for anything else."""
    return node.name if type(node) is s.Name and not node.accents else _key(node)  # most are a plain name


@once
def _key(node: s.Syntax) -> str | None:
    if isinstance(node, s.Name):
        return " ".join((*reversed(node.accents), node.name))
    if isinstance(node, s.Scripted) and node.above is None:
        base = key(node.base)
        below = "" if node.below is None else key(node.below)
        if base is None or below is None:
            return None
        return base + (f"_{below}" if below else "") + "'" * node.primes
    if isinstance(node, s.Numeral):
        return node.text
    if isinstance(node, s.Group) and node.opening in ("", "("):
        return key(node.inner)
    if isinstance(node, s.Words):
        return node.text
    if isinstance(node, s.Juxtaposition) and not any(node.operators):
        parts = [key(factor) for factor in node.factors]
        return None if None in parts else "".join(part for part in parts if part)
    return None


def strip(node: s.Syntax) -> s.Syntax:
    """What is inside bare groups, boxes and braces."""
    while True:
        kind = type(node)  # asked for more often than anything else: most nodes are a name, and leave at the first look
        if kind not in _FRAMES:
            return node
        if isinstance(node, s.Juxtaposition):
            if len(node.factors) != 1:
                return node
            node = node.factors[0]
        elif isinstance(node, s.Group) and node.opening not in ("", "(", "["):
            return node
        else:
            node = node.inner  # type: ignore[attr-defined]


_FRAMES = frozenset({s.Group, s.Juxtaposition, s.Boxed, s.Braced})


def plain_words(node: s.Syntax) -> str:
    """−1, m, o − 1 as plain words."""
    node = strip(node)
    if isinstance(node, s.Signed):
        return node.sign + plain_words(node.operand)
    if isinstance(node, s.Additive):
        return "".join(plain_words(term) for term in node.terms)
    if isinstance(node, s.Group) and node.opening == "|":
        return plain_words(node.inner)
    return key(node) or "?"


parts = below(s.Syntax)
"""The nodes directly below one of a syntax tree, in order."""


def every(node: s.Syntax) -> tuple[s.Syntax, ...]:
    """The node and all below it, from the top."""
    try:
        return node._every  # type: ignore[attr-defined]
    except AttributeError:
        found = (node, *(each for part in parts(node) for each in every(part)))
        object.__setattr__(node, "_every", found)
        return found


def strip_braces(node: s.Syntax) -> s.Syntax:
    """What is inside bare braces."""
    while isinstance(node, s.Group) and node.opening == "":
        node = node.inner
    return node


TRANSPOSED = ("T", "top", "intercal")
TRANSPOSITIONS = (*TRANSPOSED, "mathsf T", "t")
"""Names that are the sign of a transposition where they stand above; the last ones where nothing else goes by them."""


def transposition_given(equations: Iterable[s.Syntax | s.Chain], used: Iterable[s.Syntax]) -> str | None:
    """The sign of transposition that is used and to which an equation gives a value: T = 2 beside U^T."""
    powers = [strip_braces(node.above) for node in used if isinstance(node, s.Scripted) and node.above is not None]
    raised = [each for power in powers if not isinstance(power, s.Group) for each in every(power)]
    above = {key(each) for each in raised if isinstance(each, s.Name)} & set(TRANSPOSITIONS)
    for each in equations:
        if isinstance(each, s.Relation | s.Chain) and each.operators[:1] == ("=",):
            name = key(strip(each.sides[0]))
            if name in above:
                return name
    return None


def is_transpose(node: s.Syntax, signs: tuple[str, ...] = TRANSPOSITIONS) -> bool:
    """Whether a superscript is a transposition; (t) in brackets is a step or an example."""
    return not isinstance(strip_braces(node), s.Group) and key(strip(node)) in signs


def exponent(above: s.Syntax, sums: bool = False) -> s.Syntax:
    """A superscript as a power; ReadingError for (2), (t) and (t+1), which number an example, a layer, a step or a derivative.

    `sums`: a sum in brackets is a power, as in (1 - p)^{(1 - y)}.
    """
    inner = strip_braces(above)
    if isinstance(inner, s.Group) and inner.opening in ("[", "("):
        marks = strip(inner)
        terms = marks.terms if isinstance(marks, s.Additive) and not sums else (marks,)
        plain = [each.operand if isinstance(each, s.Signed) and k else each for k, each in enumerate(terms)]
        if inner.opening == "[" or all(isinstance(strip(each), s.Name | s.Numeral) for each in plain):
            raise s.ReadingError(
                "a mark in brackets above a symbol is no power", inner.span, "a power without brackets"
            )
    return above


def stretch(chain: s.Chain, start: int, end: int) -> s.Chain:
    """Some sides of a chain, one after the other, with the signs between them and its conditions.

    >>> from derive.parsing.grammar import read_formula
    >>> text = "a = b < c"
    >>> rest = stretch(read_formula(text)[0], 1, 3)
    >>> rest.operators, [text[slice(*place)] for place in rest.places], text[slice(*rest.span)]
    (('<',), ['<'], 'b < c')
    """
    sides = chain.sides[start:end]
    return s.Chain(
        sides,
        chain.operators[start : end - 1],
        chain.places[start : end - 1],
        chain.conditions,
        span=(sides[0].span[0], sides[-1].span[1]),
    )


def row(node: s.Juxtaposition, start: int, end: int) -> s.Syntax:
    """Some of the factors, as a row of their own."""
    chosen = node.factors[start:end]
    if len(chosen) == 1:
        return chosen[0]
    return s.Juxtaposition(chosen, node.operators[start : end - 1], span=(chosen[0].span[0], chosen[-1].span[1]))
