"""A repair as edits of the author's own text: applied to it, they give an answer that is accepted, or there is no repair."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from derive import expression as x
from derive.elaboration.context import Remark
from derive.traversal import children
from proofs.diagnosis.repair import Repair

_DRESS = re.compile(
    r"\\(?:(?:wide)?(?:hat|tilde|bar|vec|check)|bm|boldsymbol|mathbf|mathrm|mathbb|mathcal|textbf|bf)\s*(?P<brace>\{?)\s*$"
)
"""An accent or a font before a letter."""
Accepts = Callable[[str], bool]
"""Whether a text is an accepted answer."""
MOST = 10
"""At most so many spellings of one edit are tried."""


def in_source(
    repair: Repair,
    text: str,
    remarks: tuple[Remark, ...],
    written: Callable[[Any], str],
    accepts: Accepts,
    likely: Callable[[int, int, str], bool] = lambda start, end, to: True,
) -> dict[str, Any] | None:
    """The edit that makes `text` right: `start`, `end` and `to`, with what stood there; None where no spelling of it is accepted.

    `likely` tells at a glance whether an edit may be accepted.
    """
    span = span_of(repair.edit.old, text)
    if span is None:
        return None
    right = written(repair.edit.new)
    for tried, (start, end, to) in enumerate(_spellings(text, span, right, remarks)):
        if tried >= MOST:
            return None
        if to and likely(start, end, to) and accepts(text[:start] + to + text[end:]):
            return {"kind": repair.mistake, "start": start, "end": end, "from": text[start:end], "to": to}
    return None


def dressed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span with the accents and fonts before it, and the brace that closes what they opened."""
    while found := _DRESS.search(text[:start]):
        start = found.start()
        if found["brace"] and text[start:end].count("{") > text[start:end].count("}"):
            closing = text.find("}", end)
            end = closing + 1 if closing >= 0 else end
    return start, end


def span_of(node: x.Node, text: str) -> tuple[int, int] | None:
    """Where a node stands in the source: its own span, or that of all below it, a sign before it included."""
    if node.span is not None:
        return node.span if node.span[1] <= len(text) else None
    below = () if isinstance(node, x.Named) else children(node)
    inner = [found for child in below if (found := span_of(child, text)) is not None]
    if not inner:
        return None
    start, end = min(a for a, _ in inner), max(b for _, b in inner)
    if isinstance(node, x.Negative):
        start, _ = dressed(text, start, end)
        sign = re.search(r"[-−]\s*$", text[:start])
        start = sign.start() if sign else start
    return start, end


def _spellings(
    text: str, span: tuple[int, int], right: str, remarks: tuple[Remark, ...]
) -> Iterator[tuple[int, int, str]]:
    """The edit at its span and at the wider ones that keep brackets whole, in the author's letters, bare and in brackets."""
    words = list(dict.fromkeys([*_in_letters(right, remarks), right, re.sub(r"_\{w_(\w)\}", r"_\1", right)]))
    for start, end in _spans(text, span):
        sign = "+ " if text[start:end].lstrip().startswith(("-", "−")) else ""
        yield from ((start, end, word if word.startswith("-") else sign + word) for word in words)
        yield from ((start, end, f"({word})") for word in words)


def _in_letters(right: str, remarks: tuple[Remark, ...]) -> Iterator[str]:
    """The formula with the author's own index letters."""
    for remark in remarks:
        told = dict(remark.values)
        symbol, meaning = told.get("symbol", ""), told.get("meaning", "")
        if remark.code == "reading" and len(meaning) == 1:
            yield right.replace(f"_{{w_{meaning}}}", f"_{symbol}").replace(f"w_{meaning}", f"w_{symbol}")
            yield right.replace(f"_{{w_{meaning}}}", f"_{{w_{symbol}}}").replace(f"_{meaning}", f"_{symbol}")


def _spans(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The span without blanks at its ends, and the one with the brackets around it."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    start, end = dressed(text, start, end)
    if text[start:end].count("{") == text[start:end].count("}"):
        yield start, end
    left, right = start, end
    while left > 0 and text[left - 1] in "{([ ":
        left -= 1
    while right < len(text) and text[right] in "})] ":
        right += 1
    inner = text[left:right]
    if (left, right) != (start, end) and all(inner.count(a) == inner.count(b) for a, b in ("{}", "()", "[]")):
        yield left, right
