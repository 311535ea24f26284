"""What stands on a page: the boxes that every writer renders, LaTeX, MathML and terminal alike.

Where brackets go and what a quantity looks like is decided once, in `derive.writing.layout`; a writer only knows its medium.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Anything that stands on a page."""


@dataclass(frozen=True, slots=True)
class Letter(Box):
    """A letter of the formula, Latin or Greek, perhaps with accents from the inside out ("hat", "tilde", "bar")."""

    text: str
    bold: bool = False
    accents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Digits(Box):
    """A numeral; bold for the vectors 0 and 1, "blackboard" for the indicator."""

    text: str
    font: str = ""


@dataclass(frozen=True, slots=True)
class Word(Box):
    """A word set upright: a function (log, softmax) or a descriptive subscript (naive-softmax)."""

    text: str
    function: bool = True


@dataclass(frozen=True, slots=True)
class Phrase(Box):
    """Words of the language of the page, by key: "if", "otherwise", "or", "and"."""

    key: str


PHRASES = {
    "en": {"if": "if ", "otherwise": "otherwise", "or": " or ", "always": "always", "never": "never"},
    "zh": {"if": "当 ", "otherwise": "其他情况", "or": " 或 ", "always": "恒成立", "never": "不成立"},
}
"""The phrases by language."""


@dataclass(frozen=True, slots=True)
class Mark(Box):
    """An operator, relation or punctuation mark, by its Unicode sign: + − · ⊙ = ≠ ≤ , ⊤ ∂ …; `role` decides the space around it."""

    sign: str
    role: str = "ordinary"


@dataclass(frozen=True, slots=True)
class Row(Box):
    """Boxes one after the other."""

    items: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Scripts(Box):
    """A base with a subscript, a superscript or both."""

    base: Box
    below: Box | None = None
    above: Box | None = None


@dataclass(frozen=True, slots=True)
class Over(Box):
    """A fraction."""

    numerator: Box
    denominator: Box


@dataclass(frozen=True, slots=True)
class Radical(Box):
    """A square root."""

    radicand: Box


@dataclass(frozen=True, slots=True)
class Fence(Box):
    """Brackets around a box: ( ), [ ], | |."""

    opening: str
    inner: Box
    closing: str


@dataclass(frozen=True, slots=True)
class Big(Box):
    """Σ with its limits; `below` is one line or several stacked."""

    below: tuple[Box, ...]
    above: Box | None = None


@dataclass(frozen=True, slots=True)
class Branches(Box):
    """A left brace with a row for every case: value and condition."""

    rows: tuple[tuple[Box, Box], ...]


def is_tall(box: Box) -> bool:
    """Whether a box is higher than a line of text, so that brackets around it must grow."""
    match box:
        case Over() | Branches() | Big() | Radical():
            return True
        case Row(items):
            return any(is_tall(item) for item in items)
        case Scripts(base, _, above):
            return is_tall(base) or (above is not None and is_tall(above))
        case Fence(_, inner, _):
            return is_tall(inner)
    return False


def width(box: Box) -> float:
    """About how wide a box is, in letters of running text."""
    match box:
        case Letter() | Digits():
            return 1
        case Word(text):
            return 0.8 * len(text) + 0.5
        case Phrase(key):
            return 0.8 * len(key)
        case Mark(_, role):
            return 2.2 if role in ("binary", "relation") else 1
        case Row(items):
            return sum(map(width, items))
        case Scripts(base, below, above):
            return width(base) + 0.7 * max(width(script) if script else 0.0 for script in (below, above))
        case Over(numerator, denominator):
            return max(width(numerator), width(denominator)) + 0.5
        case Radical(inner) | Fence(_, inner, _):
            return width(inner) + 1.4
        case Big(below, _):
            return max(2.0, 0.7 * max(map(width, below)))
        case Branches(rows):
            return max(width(value) + width(condition) for value, condition in rows) + 4
    return 1
