"""Derivations for the terminal."""

from derive.derivation import Chain, Claim, Derivation, Words
from derive.expression import SCALAR, Expression
from derive.writing.rows import pieces, rows, standing
from derive.writing.sentences import plain_letters
from derive.writing.text import text as written

WIDTH = 110
"""A reason stands beside its line if the two fit into this many columns, else below it."""


def text(derivation: Derivation, lang: str = "en", detail: bool = False, shapes: bool = False) -> str:
    """The whole derivation."""
    title = f"{derivation.part}  {sentence(derivation.title, lang)}"
    made = [title, "─" * min(len(title), WIDTH)]
    for block in derivation.blocks:
        if isinstance(block, Words):
            made.append(sentence(block, lang))
        elif isinstance(block, Claim):
            made.append(f"    {written(block.left, lang=lang)} = {_shown(block.right, lang, shapes)}")
        else:
            made += _chain(block, lang, detail, shapes)
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


def _chain(chain: Chain, lang: str, detail: bool, shapes: bool) -> list[str]:
    made: list[str] = []
    indent = ""
    for row in rows(chain, detail):
        formula = _shown(row.formula, lang, shapes)
        if row.left is not None:
            left = written(row.left, lang=lang)
            indent = "    " + " " * min(len(left), 12)
            line = f"    {left} = {formula}"
        else:
            line = f"{indent} = {formula}" if indent else f"      {formula}"
        why = " ".join(sentence(reason, lang) for reason in row.reasons)
        if why and len(line) + len(why) + 4 <= WIDTH:
            line = f"{line}    {why}"
        elif why:
            line = f"{line}\n{indent}     {why}"
        made.append(line)
    return made
