"""Derivations for the terminal."""

import unicodedata
from typing import TYPE_CHECKING

from derive.blocks import Chain, Claim, Words
from derive.expression import SCALAR, Expression
from derive.writing.rows import pieces, rows, standing
from derive.writing.sentences import plain_letters
from derive.writing.text import text as written

if TYPE_CHECKING:
    from derive.derivation import Derivation

DEEPEST = 28
"""Columns; a left side that is wider than this stands on a line of its own, so that the signs = still stand under one another."""
STEP = "    "


def text(
    derivation: "Derivation", lang: str = "en", detail: bool = False, shapes: bool = False, columns: int = 100
) -> str:
    """The whole derivation; a reason stands beside its line if the two fit into so many columns, else below it."""
    title = f"{derivation.part}  {sentence(derivation.title, lang)}"
    made = [title, "─" * min(width(title), columns)]
    for block in derivation.blocks:
        if isinstance(block, Words):
            made.append(sentence(block, lang))
        elif isinstance(block, Claim):
            made.append(f"    {written(block.left, lang=lang)} = {_shown(block.right, lang, shapes)}")
        else:
            made += _chain(block, lang, detail, shapes, columns)
    made.append(f"[{standing(derivation.evidence, lang)}]")
    return "\n".join(made) + "\n"


def sentence(words: Words, lang: str) -> str:
    """A sentence with its formulas."""
    made = ""
    for _, piece in pieces(words, lang):
        made += written(words.formulas[piece], lang=lang) if isinstance(piece, int) else plain_letters(piece)
    return made


def _shown(expression: Expression, lang: str, shapes: bool) -> str:
    made = written(expression, lang=lang)
    if not shapes:
        return made
    shape = expression.shape
    return f"{made}    [{'1' if shape == SCALAR else ' × '.join(shape)}]"


def width(text: str) -> int:
    """The columns that a text takes: East-Asian characters two, combining marks none.

    >>> width("ŷ = 梯度"), width("u\u0302")
    (8, 1)
    """
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _chain(chain: Chain, lang: str, detail: bool, shapes: bool, columns: int) -> list[str]:
    made: list[str] = []
    indent = ""
    for row in rows(chain, detail):
        formula = _shown(row.formula, lang, shapes)
        if row.left is not None:
            left = STEP + written(row.left, lang=lang)
            indent = " " * (width(left) + 1) if width(left) <= DEEPEST else 2 * STEP
            if width(left) > DEEPEST:
                made.append(left)
            line = f"{left if width(left) <= DEEPEST else indent[1:]} = {formula}"
        else:
            line = f"{indent}= {formula}" if indent else f"{STEP}  {formula}"
        why = " ".join(sentence(reason, lang) for reason in row.reasons)
        if why and width(line) + width(why) + len(STEP) <= columns:
            line = f"{line}{STEP}{why}"
        elif why:
            line = f"{line}\n{indent}{STEP}{why}"
        made.append(line)
    return made
