r"""Sums in two halves that are one sum: \sum_{j=-m}^{-1} + \sum_{j=1}^{m}, \sum_{w<o} + \sum_{w>o}, \sum_{j=1}^{m} (f(w_{t+j}) + f(w_{t-j})).

Half a window, or the words before o, are no index set of the assignment; both halves of one formula are.
"""

from dataclasses import replace

from derive.nodes import rebuild
from derive.reading import syntax as s
from derive.reading.context import key, strip
from derive.reading.reader import Reader

Half = tuple[str, str, str]
"""The letter that runs, the value that is left out (0, or a word), and the side of it: "below" or "above"."""


def joined(reader: Reader, node: s.Additive) -> s.Additive | s.Syntax:
    """The sum with halves that belong together as one; the same node where there are none."""
    terms = list(node.terms)
    for at, term in enumerate(terms):
        big, mine = _half(reader, term)
        for other in range(at + 1, len(terms)):
            partner, its = _half(reader, terms[other])
            if (
                big is not None
                and partner is not None
                and mine is not None
                and its is not None
                and mine[:2] == its[:2]
                and mine[2] != its[2]
                and big.body == partner.body
                and _sign(term) == _sign(terms[other])
            ):
                whole = replace(big, below=_but(reader, mine, big.span), above=None)
                del terms[other]
                terms[at] = s.Signed(term.sign, whole, span=term.span) if isinstance(term, s.Signed) else whole
                rest = s.Additive(tuple(terms), span=node.span)
                return joined(reader, rest) if len(terms) > 1 else terms[0]
    return node


def both_ways(reader: Reader, node: s.Big) -> s.Big:
    r"""\sum_{j=1}^{m} (f(w_{t+j}) + f(w_{t-j})) as the sum of f(w_{t+j}) over j ≠ 0; the same node where it is none."""
    mine = _side(reader, node)
    body = strip(node.body)
    if mine is None or not reader.place.window or not isinstance(body, s.Additive) or len(body.terms) != 2:
        return node
    first, second = body.terms
    if not isinstance(second, s.Signed) or second.sign != "+" or isinstance(first, s.Signed):
        return node
    if _mirrored(second.operand, mine[0]) != first:
        return node
    ahead = second.operand if _mirrored(first, mine[0], "-") != first else first  # the one of w_{t+j}
    return replace(node, below=_but(reader, mine, node.span), above=None, body=ahead)


def forwards(body: s.Syntax, letter: str) -> s.Syntax:
    """What runs over a whole window by t − j alone, by t + j."""
    return body if _mirrored(body, letter, "+") != body else _mirrored(body, letter, "-")


def _half(reader: Reader, term: s.Syntax) -> tuple[s.Big | None, Half | None]:
    big = strip(term.operand) if isinstance(term, s.Signed) else strip(term)
    if not isinstance(big, s.Big) or big.operator != "sum":
        return None, None
    return big, _side(reader, big)


def _sign(term: s.Syntax) -> str:
    return term.sign if isinstance(term, s.Signed) else "+"


def _side(reader: Reader, big: s.Big) -> Half | None:
    """Which half a sum runs over, None where it is no half."""
    below = strip(big.below) if big.below is not None else None
    if not isinstance(below, s.Relation):
        return None
    letter = key(strip(below.sides[0])) or ""
    low, high = plain_words(below.sides[1]), None if big.above is None else plain_words(big.above)
    if below.operators == ("=",) and high is not None:
        if reader.place.window:
            return {("-m", "-1"): (letter, "0", "below"), ("1", "m"): (letter, "0", "above")}.get(
                (reader.edge(low), reader.edge(high))
            )
        if low == "1" and high.endswith("-1"):
            return _apart(reader, letter, high[:-2], "below")
        if low.endswith("+1") and reader.notation.size_of(high) == reader.words:
            return _apart(reader, letter, low[:-2], "above")
    if len(below.sides) == 2 and below.operators[0] in ("<", ">") and big.above is None:
        return _apart(reader, letter, low, "below" if below.operators[0] == "<" else "above")
    if len(below.sides) == 3 and below.operators == ("<=", "<=") and reader.place.window:
        ends = (reader.edge(plain_words(below.sides[0])), reader.edge(plain_words(below.sides[2])))
        letter = key(strip(below.sides[1])) or ""
        return {("-m", "-1"): (letter, "0", "below"), ("1", "m"): (letter, "0", "above")}.get(ends)
    return None


def _apart(reader: Reader, letter: str, word: str, side: str) -> Half | None:
    """A half of the words: those before, or behind, a particular one."""
    return (letter, word, side) if len(letter) == 1 and word in reader.place.free and word != letter else None


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


def _but(reader: Reader, half: Half, span: s.Span) -> s.Syntax:
    """All values but the one between the halves, as it is written below a sum."""
    letter, value = s.Name(half[0], span=span), half[1]
    left_out: s.Syntax = s.Numeral("0", span=span) if value == "0" else s.Name(value, span=span)
    rest = s.Relation((letter, left_out), ("!=",), span=span)
    if value != "0":
        return rest
    m = s.Name(reader.half, span=span)
    window = s.Relation((s.Signed("-", m, span=span), letter, m), ("<=", "<="), span=span)
    return s.Listing((window, rest), span=span)


def _mirrored(node: s.Syntax, letter: str, signs: str = "+-") -> s.Syntax:
    """The formula with t − j as t + j, and t + j as t − j."""

    def change(each: s.Syntax) -> s.Syntax:
        if isinstance(each, s.Additive) and len(each.terms) == 2:
            last = each.terms[1]
            if isinstance(last, s.Signed) and last.sign in signs and key(strip(last.operand)) == letter:
                turned = replace(last, sign="+" if last.sign == "-" else "-")
                return replace(each, terms=(each.terms[0], turned))
        return rebuild(each, change)

    return change(node)


def at_zero(node: s.Syntax, letter: str) -> s.Syntax:
    """The formula with the number 0 for a letter: w_0 for w_k, t_0 for t_k."""

    def change(each: s.Syntax) -> s.Syntax:
        return s.Numeral("0", span=each.span) if key(each) == letter else rebuild(each, change)

    return change(node)
