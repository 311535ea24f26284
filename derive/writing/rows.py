"""A chain as rows of a page: what stands at the left, the formula, and why. All writers of derivations go through it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.blocks import Block, Chain, Claim, Evidence, Words
from derive.expression import Expression


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row: `left` only in the first, `reasons` empty where there is nothing to say."""

    left: Expression | None
    formula: Expression
    reasons: tuple[Words, ...] = ()


def rows(chain: Chain, detail: bool = False) -> Iterator[PageRow]:
    """The rows of a chain; with `detail` one for every single step, however trivial. A reason is not given twice beside another."""
    told: set[Words] = set()
    left: Expression | None = chain.left if chain.left is not None else chain.start
    rest = chain.start if chain.left is not None else None
    if rest is not None:
        yield PageRow(left, rest)
        left = None
    for line in chain.lines:
        if detail and len(line.steps) > 1:
            for step in line.steps:
                yield PageRow(left, step.after, (step.why,))
                left = None
        else:
            reasons = line.reasons()
            yield PageRow(left, line.expression, tuple(each for each in reasons if each not in told) or reasons[:1])
            told |= set(reasons)
            left = None
    if left is not None:
        yield PageRow(None, left)


def gathered(blocks: tuple[Block, ...]) -> Iterator[Words | Chain | tuple[Claim, ...]]:
    """The blocks, definitions that follow each other in one display."""
    together: tuple[Claim, ...] = ()
    for block in blocks:
        if isinstance(block, Claim) and block.definition:
            together += (block,)
            continue
        if together:
            yield together
            together = ()
        yield (block,) if isinstance(block, Claim) else block
    if together:
        yield together


PIECE = re.compile(r"\{(?P<formula>\d+)\}|`(?P<code>[^`]*)`|(?P<text>[^{`]+|\{)")
"""Of a sentence: a formula by its number, mathematics between backticks, or plain text."""


def pieces(words: Words, lang: str) -> Iterator[tuple[str, str | int]]:
    """The pieces of a sentence: ("formula", number), ("code", text) or ("text", text)."""
    for piece in PIECE.finditer(words(lang)):
        if piece["formula"]:
            yield "formula", int(piece["formula"])
        elif piece["code"] is not None:
            yield "code", piece["code"]
        else:
            yield "text", piece["text"]


HEADINGS = {
    "en": {
        "part": "Part",
        "checked": "Every step was decided by the exact identity test, for every size.",
        "checked up to": "Every step was decided by the exact identity test, at all sizes up to {sizes}.",
        "checked numbers": "Every step was decided by the exact identity test.",
        "unchecked": "Unchecked.",
        "words only": "Words: there is no step here to decide.",
        "title": "Derivations",
    },
    "zh": {
        "part": "部分",
        "checked": "每一步都经精确恒等检验，对任意维数成立。",
        "checked up to": "每一步都经精确恒等检验，维数直到 {sizes} 均成立。",
        "checked numbers": "每一步都经精确恒等检验。",
        "unchecked": "尚未检验。",
        "words only": "此处为文字说明，没有需要检验的步骤。",
        "title": "推导",
    },
}


def standing(evidence: Evidence | None, lang: str) -> str:
    """What was decided, as a sentence."""
    words = HEADINGS[lang]
    if evidence is None:
        return words["unchecked"]
    if not evidence.steps:
        return words["words only"]
    if isinstance(evidence.sizes, str):
        return words["checked"]
    if not evidence.sizes:
        return words["checked numbers"]
    return words["checked up to"].format(sizes=", ".join(f"{name} = {value}" for name, value in evidence.sizes.items()))
