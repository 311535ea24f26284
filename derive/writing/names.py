"""From the plain names of symbols to letters, accents and subscripts.

A name is a letter or a word, perhaps with combining accents, and after the first underscore its subscript: `v_c`, `ŷ`, `alpha`,
`J_naive-softmax`, `U_o,{w_1,…,w_K}`. An accent may also stand as a word: `hat y`, `v_hat`.

>>> letter_and_subscript("ŷ")
(Letter(text='y', bold=False, accents=('hat',)), None)
>>> letter_and_subscript("alpha")[0].text
'α'
>>> letter_and_subscript("v_c")[1]
Letter(text='c', bold=False, accents=())
"""

import re
import unicodedata

from derive.parsing.vocabulary import GREEK
from derive.writing.boxes import Box, Digits, Letter, Mark, Row, Scripts, Word

LETTERS = GREEK | {"ell": "ℓ"}
"""Letters that have a name."""
ACCENTS = {"\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0305": "bar", "\u20d7": "vec", "\u0307": "dot"}
ACCENT_WORDS = ("hat", "tilde", "bar", "vec", "dot")

WRITTEN = {"\\{": "{", "\\}": "}", "\\dots": "…", "′": "'"}
"""LaTeX inside names."""

SIGNS = {"-": "−", "<": "⟨", ">": "⟩"}
"""Signs of plain names as they are set."""

_SUBSCRIPT = re.compile(r"(?P<word>[^\W\d_]{2,}(?:-[^\W\d_]+)*)|(?P<letter>[^\W\d_]'*)|(?P<number>\d+)|(?P<mark>[^\s])")


def letter_and_subscript(name: str, bold: bool = False) -> tuple[Box, Box | None]:
    """The letter that a name begins with, and the box of its subscript or None."""
    if " " in name:  # "hat y" is y with a hat
        accent, _, name = name.partition(" ")
        base, _, rest = name.partition("_")
        name = f"{base}_{accent}" + (f"_{rest}" if rest else "")
    for written, plain in WRITTEN.items():
        name = name.replace(written, plain)
    base, _, rest = name.partition("_")
    if rest.startswith("{") and rest.endswith("}") and rest.count("{") == 2:
        rest = rest[1:-1]
    if rest.split("_")[0] in ACCENT_WORDS:
        accent, _, rest = rest.partition("_")
        letter = letter_of(base, bold)
        assert isinstance(letter, Letter)
        return Letter(letter.text, bold, (*letter.accents, accent)), subscript(rest) if rest else None
    return letter_of(base, bold), subscript(rest) if rest else None


def lettered(name: str, bold: bool = False) -> Box:
    """The letter of a name with its subscript."""
    base, below = letter_and_subscript(name, bold)
    return Scripts(base, below=below) if below else base


def letter_of(text: str, bold: bool = False) -> Box:
    """One letter with its accents, primes and label, or a word set upright."""
    text, _, label = text.partition("^")
    if label:
        return Scripts(letter_of(text, bold), above=subscript(label))
    primes = len(text) - len(text.rstrip("'"))
    plain = text.rstrip("'") if primes else text
    plain = LETTERS.get(plain, plain)
    decomposed = unicodedata.normalize("NFD", plain)
    letters = "".join(character for character in decomposed if character not in ACCENTS)
    accents = tuple(ACCENTS[character] for character in decomposed if character in ACCENTS)
    box: Box = Letter(letters, bold, accents) if len(letters) == 1 else Word(letters, function=False)
    return Scripts(box, above=Row((Mark("′"),) * primes)) if primes else box


def subscript(text: str) -> Box:
    """A written subscript such as `c`, `naive-softmax` or `o,{w_1,…,w_K}` as a box."""
    items: list[Box] = []
    pieces = list(_SUBSCRIPT.finditer(text))
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if piece["word"]:
            items.append(letter_of(piece["word"]))
        elif piece["letter"]:
            items.append(letter_of(piece["letter"]))
        elif piece["number"]:
            items.append(Digits(piece["number"]))
        elif piece["mark"] == "_" and items and position + 1 < len(pieces):
            items[-1] = Scripts(items[-1], below=subscript(pieces[position + 1].group()))
            position += 1
        else:
            sign = SIGNS.get(piece["mark"], piece["mark"])
            items.append(Mark(sign, "punctuation" if sign == "," else "ordinary"))
        position += 1
    return items[0] if len(items) == 1 else Row(tuple(items))
