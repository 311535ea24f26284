"""How a note becomes a sentence: its code's row of TABLE, in English or in Chinese, filled from `Note.values`.

A stretch in double brackets is left out when a value that it needs is missing. A code that is not in the table stands for itself.

    >>> say(Note("differs-in-case", {"case": "w = o", "holds_in": "w ≠ o"}), "en")
    'The answer is wrong in the case w = o, and right in the case w ≠ o.'
    >>> say(Note("differs-in-case", {"case": "w = o"}), "zh")
    '答案在 w = o 时错误。'
"""

import re
from typing import Any

from proofs.report.wording_of_answers import ANSWERS, DEFAULTS, VALUES
from proofs.report.wording_of_reading import in_chinese
from proofs.report.wording_of_reasons import REASONS
from proofs.report.wording_of_reports import MISTAKES, PHRASES, WORDS
from proofs.report.wording_of_statements import STATEMENTS
from proofs.verdict_words import Note

LANGUAGES = ("en", "zh")

TABLE = ANSWERS | STATEMENTS | REASONS

OF_THE_READER = ("found", "expected", "detail")
"""Fields that hold what the reader says, in English; the others may quote an author, whose words stay."""
OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
FIELD = re.compile(r"\{(\w+)\}")


def say(note: Note, lang: str) -> str:
    """The sentence of a note."""
    template = TABLE.get(note.code)
    if template is None:
        return note.code
    return _filled(template[LANGUAGES.index(lang)], DEFAULTS.get(note.code, {}) | note.values, lang)


def phrase(key: str, lang: str, **values: Any) -> str:
    """A phrase of the report itself."""
    return _filled(PHRASES[key][LANGUAGES.index(lang)], values, lang)


def slip(code: str, lang: str) -> str:
    """The kind of slip in words.

    >>> slip("sign", "en")
    'a sign'
    """
    return MISTAKES[code][LANGUAGES.index(lang)] if code in MISTAKES else code


def word(verdict: str, lang: str) -> str:
    """A verdict word as the table of a report shows it: the stable word, in Chinese with its name."""
    return verdict if lang == "en" or verdict not in WORDS else f"{WORDS[verdict][0]} {verdict}"


def meaning(verdict: str, lang: str) -> str:
    """What a verdict word means, in one sentence."""
    return WORDS[verdict][1 + LANGUAGES.index(lang)] if verdict in WORDS else verdict


def _filled(template: str, values: dict[str, Any], lang: str) -> str:
    def present(match: re.Match[str]) -> str:
        return match[1] if all(values.get(name) not in (None, "") for name in FIELD.findall(match[1])) else ""

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            return "…"
        said = shown(values[match[1]], lang)
        return in_chinese(said) if lang == "zh" and match[1] in OF_THE_READER else said

    return FIELD.sub(value, OPTIONAL.sub(present, template)).strip()


def shown(value: Any, lang: str) -> str:
    """A value inside a sentence; a list with commas between, a note as its sentence.

    >>> shown({"V": 6, "d": 3}, "en"), shown(["a", "b"], "zh")
    ('V = 6, d = 3', 'a、b')
    """
    if isinstance(value, Note):
        return say(value, lang).rstrip(".。")
    if isinstance(value, dict):
        return ", ".join(f"{name} = {shown(each, lang)}" for name, each in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return ("、" if lang == "zh" else ", ").join(shown(each, lang) for each in value)
    if type(value).__module__ == "derive.expression":
        from derive.writing.latex import latex

        return latex(value)
    text = str(value)
    return VALUES.get(text, text) if lang == "zh" else text
