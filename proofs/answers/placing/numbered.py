"""Documents that count their parts by numbers, 1. … 9. or Q1.1 … Q1.9, where the assignment has letters."""

from collections.abc import Sequence
from dataclasses import replace

from proofs.documents.document import Block, Document

FEWEST = 5
"""Fewer numbers than this are no parts."""
AGREEING = 3
"""So many letters must be those that the formulas show, before numbers are read as letters."""


def with_letters(document: Document) -> Document | None:
    """The same document with letters for its numbers; None where it has letters of its own, or its numbers do not count on from 1.

    >>> from proofs.documents.page import Page, Source
    >>> page = Page.of(Source("a.md", "text"))
    >>> numbered = Document("a.md", "", "", tuple(Block(page, f"1.{k}") for k in range(1, 6)))
    >>> [block.hint for block in with_letters(numbered).blocks]
    ['a', 'b', 'c', 'd', 'e']
    """
    counted = [block.hint.split(".") for block in document.blocks if block.role != "question" and block.hint]
    if not counted or not all(each.isdecimal() for hint in counted for each in hint):
        return None
    question = counted[0][0]
    inner = all(hint[0] == question and len(hint) > 1 for hint in counted if len(hint) > 1 or hint[0] != question)
    skipped = int(inner and any(len(hint) > 1 for hint in counted))
    numbers = {int(hint[skipped]) for hint in counted if len(hint) > skipped}
    if numbers != set(range(1, len(numbers) + 1)) or not FEWEST <= len(numbers) <= 16:
        return None
    return replace(document, blocks=tuple(_lettered(block, skipped) for block in document.blocks))


def _lettered(block: Block, skipped: int) -> Block:
    first, *rest = [*block.hint.split(".")[skipped:], ""]
    if not first.isdecimal():
        return block
    return replace(block, hint=".".join([chr(96 + int(first)), *filter(None, rest)]))


def agree(shown: Sequence[tuple[str, str]]) -> bool:
    """Whether formulas that tell their part by themselves, each with the hint that it stands under, show the letters that numbers stand for.

    >>> agree([("b", "b.1"), ("c", "c"), ("g", "g.1.v_c")]), agree([("a", "b.1"), ("b", "c"), ("c", "d"), ("f", "f")])
    (True, False)
    """
    right = {hint[:1] for hint, part in shown if hint[:1] == part[:1]}
    wrong = {hint[:1] for hint, part in shown if hint[:1] != part[:1]}
    return len(right) >= AGREEING and len(wrong) <= len(right) // 3
