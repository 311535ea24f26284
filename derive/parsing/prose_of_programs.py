"""A program among words: `U @ (yhat - y)` in backticks, or a line with words behind it; the names in the words are formulas, too."""

import re
from collections.abc import Iterator

from derive.parsing.grammar import read
from derive.parsing.programs import is_program, program, says_mathematics
from derive.parsing.python import Known
from derive.parsing.syntax import Passage, ReadingError, Span
from derive.words.inside import BEFORE_WORDS, NAMES_IN_WORDS

_LATEX = re.compile(r"[$]|\\[A-Za-z(\[]")
_BACKTICKS = re.compile(r"(?<!`)(`{1,2})(?!`)(?P<code>[^`]+)\1(?!`)")
_TICKS = re.compile(r"`+")
_FENCED = re.compile(r"\s*(```+|~~~+)(?:python|py)\n(?P<code>.*?)\n\s*\1\s*", re.DOTALL)


def programs_of(text: str, known: Known | None = None) -> tuple[Passage, ...]:
    """The passages of a text whose only mathematics is a program, alone, before words or in backticks; none for other texts.

    `known`: the names of the statement that it answers.
    """
    if _LATEX.search(text):
        return ()
    fenced = _FENCED.fullmatch(text)
    ticked = [fenced.span("code")] if fenced else [found.span("code") for found in _BACKTICKS.finditer(text)]
    places = ticked if any(says_mathematics(text[slice(*each)]) for each in ticked) else []
    if not ticked:
        start = len(text) - len(text.lstrip())
        ends = [len(text.rstrip()), *(found.start() for found in BEFORE_WORDS.finditer(text))]
        if is_program(text) and not program(text, known=fresh(known)):
            whole = (start, len(text))
            error = ReadingError("this program is not followed", whole, "lines such as np.outer(v_c, yhat - y)")
            return (Passage("", (), True, whole, error=error),)
        places = [(start, end) for end in ends if end > start and program(text, (start, end), known=fresh(known))][:1]
    names = fresh(known)
    found = {place: chains for place in places if (chains := program(text, place, sure=bool(ticked), known=names))}
    if not found:
        return ()
    if fenced:
        return (Passage("", found[ticked[0]], True, ticked[0]),)
    out: list[Passage] = []
    last = 0
    for place in sorted(found):
        marks = _TICKS.match(text, place[1]) if ticked else None
        out += _words(text, (last, place[0] - len(marks[0]) if marks else place[0]))
        out.append(Passage("", found[place], True, place))
        last = marks.end() if marks else place[1]
    return (*out, *_words(text, (last, len(text))))


def fresh(known: Known | None) -> Known | None:
    """Names before any line is read."""
    return known.fresh() if known is not None else None


def _words(text: str, span: Span) -> Iterator[Passage]:
    """The words between two programs, with the names in them as formulas."""
    last = span[0]
    for name in NAMES_IN_WORDS.finditer(text, *span):
        place = name.span("ticked" if name["ticked"] else 0)
        if not (name["ticked"] or name["name"] or name["shaped"]):
            continue
        try:
            chains = read(_shape(name)).chains if name["shaped"] else read(text, place).chains
        except ReadingError:
            continue
        yield from _prose(text, (last, name.start()))
        yield Passage("", chains, False, place)
        last = name.end()
    yield from _prose(text, (last, span[1]))


def _shape(said: re.Match[str]) -> str:
    """U ∈ R^{d × V} for U has shape (d, V)."""
    size = f"{said['rows']} \\times {said['columns']}" if said["columns"] else said["rows"]
    return f"{said['shaped']} \\in \\mathbb{{R}}^{{{size}}}"


def _prose(text: str, span: Span) -> Iterator[Passage]:
    said = text[slice(*span)].replace("`", " ")
    if said.strip():
        yield Passage(said, (), False, span)
