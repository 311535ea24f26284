r"""Sums in two halves that are one sum: \sum_{j=-m}^{-1} + \sum_{j=1}^{m}, \sum_{w<o} + \sum_{w>o}, \sum_{j=1}^{m} (f(w_{t+j}) + f(w_{t-j})).

Half a window, or the words before o, are no index set of the assignment; both halves of one formula are.
"""

from dataclasses import replace

from derive.nodes import rebuild
from derive.parsing import syntax as s
from derive.parsing.trees import key, plain_words, strip
from derive.reading.reader import Reader


def both_ways(reader: Reader, node: s.Big) -> s.Big:
    r"""\sum_{j=1}^{m} (f(w_{t+j}) + f(w_{t-j})) as the sum of f(w_{t+j}) over j ≠ 0; the same node where it is none."""
    letter = _half(reader, node)
    body = strip(node.body)
    if letter is None or not isinstance(body, s.Additive) or len(body.terms) != 2:
        return node
    first, second = body.terms
    if not isinstance(second, s.Signed) or second.sign != "+" or isinstance(first, s.Signed):
        return node
    if _mirrored(second.operand, letter) != first:
        return node
    ahead = second.operand if _mirrored(first, letter, "-") != first else first  # the one of w_{t+j}
    return replace(node, below=_window(reader, letter, node.span), above=None, body=ahead)


def forwards(body: s.Syntax, letter: str) -> s.Syntax:
    """What runs over a whole window by t − j alone, by t + j."""
    return body if _mirrored(body, letter, "+") != body else _mirrored(body, letter, "-")


def _half(reader: Reader, big: s.Big) -> str | None:
    """The letter of a sum over half a window, None for any other sum."""
    below = strip(big.below) if big.below is not None else None
    if not isinstance(below, s.Relation) or not reader.place.window:
        return None
    if below.operators == ("=",) and big.above is not None:
        letter, ends = below.sides[0], (below.sides[1], big.above)
    elif len(below.sides) == 3 and below.operators == ("<=", "<="):
        letter, ends = below.sides[1], (below.sides[0], below.sides[2])
    else:
        return None
    low, high = (reader.edge(plain_words(each)) for each in ends)
    return key(strip(letter)) if (low, high) in (("-m", "-1"), ("1", "m")) else None


def _window(reader: Reader, letter: str, span: s.Span) -> s.Syntax:
    """The whole window but its centre, as it is written below a sum."""
    m, name = s.Name(reader.half, span=span), s.Name(letter, span=span)
    window = s.Relation((s.Signed("-", m, span=span), name, m), ("<=", "<="), span=span)
    return s.Listing((window, s.Relation((name, s.Numeral("0", span=span)), ("!=",), span=span)), span=span)


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
