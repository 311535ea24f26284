r"""A fragment of Markdown, LaTeX or plain text as prose and formulas, each with its place.

>>> [(passage.prose, len(passage.chains)) for passage in read_passages(r"so $a = b$ and \[ c = d \]")]
[('so ', 0), ('', 1), (' and ', 0), ('', 1)]
>>> read_passages(r"\frac{\partial J}{\partial U} &= v_c(\hat y - y)^\top \\")[0].chains[0].operators
('=',)
"""

import re
from collections.abc import Callable, Iterator

from derive.parsing.grammar import Parsed, read
from derive.parsing.joining import Region, joined
from derive.parsing.lexer import group_end
from derive.parsing.macros import NO_MACROS, Macros
from derive.parsing.plain_formulas import among_words, has_words, line_by_line
from derive.parsing.prose_of_programs import programs_of
from derive.parsing.row_labels import without_row_labels
from derive.parsing.struck import unstruck
from derive.parsing.syntax import Passage, ReadingError, Span
from derive.parsing.vocabulary import ENVIRONMENTS, NAMES
from derive.parsing.widening import widened
from derive.words.inside import CASE, PROSE

_MATH_ENVIRONMENTS = "|".join(
    sorted(
        (
            name
            for name, kind in ENVIRONMENTS.items()
            if kind != "matrix" and name not in ("answer", "center", "tabular")
        ),
        key=len,
        reverse=True,
    )
)
_OPENING = re.compile(
    rf"""(?P<fence>^[ \t>]*(?P<ticks>```+|~~~+)[^\n]*\n)
      | (?P<code>`+)
      | (?P<verbatim>\\begin\{{(?P<verb>verbatim|minted|lstlisting)\*?\}})
      | (?P<definition>\\(?:(?:re)?newcommand|providecommand|DeclareRobustCommand|NewDocumentCommand|[egx]?def|let|DeclareMathOperator|newenvironment)\b)
      | (?P<comment>(?<![\\\d])%[^\n]*)
      | \\begin\s*\{{(?P<environment>{_MATH_ENVIRONMENTS})(?P<star>\*?)\}}
      | (?<!\\)\\(?P<bracket>[\[(])
      | \\(?P<command>[A-Za-z@]+)
      | (?P<escaped>\\.)
      | (?P<dollars>\$\$?)""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_WORDS_IN_MATH = ("text", "mbox")
_ABBREVIATED = re.compile(r"\\(?:text|mbox)\s*\{#1\}")
_LATEX = re.compile(r"\\[A-Za-z(\[]|[$`]")
_DELIMITED = re.compile(r"\\(?:[(\[]|begin|end|item)|[$`]")
_PARAGRAPH = re.compile(r"\n[ \t>]*\n")
_MATH_SIGN = re.compile(r"\\[A-Za-z]+|[=^_&]|\\\\|[≠≤≥∂∇∑·−＝＋－ŷα-ωΑ-Ω]|(?<=\s)[-+*/](?=\s)|(?<=\S )[<>](?= )")
_WORD = re.compile(r"(?<![\\A-Za-z_{^])[A-Za-z]{3,}|[\u3400-\u9fff\uac00-\ud7af]")
_COMMANDS = re.compile(r"\\text\w*\s*\{[^{}]*\}|_\{[^{}]*\}|\\[A-Za-z]+")
_CODE = re.compile(r"`[^`]*`")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_BARE = re.compile(
    r"\s*(?=\S)(?P<formula>(?:\\[A-Za-z]+|(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z])|[^A-Za-z$\\])+?)(?<!\s),?\s+(?=(?:where|with|for|and)\b)"
)
"""A formula without delimiters at the beginning, before words: no word stands in it."""


def read_passages(text: str, macros: Macros | None = None) -> tuple[Passage, ...]:
    """The passages of a text in order. A formula that cannot be read is a passage with its error; nothing is raised.

    `macros`: of the document, see `macros.collect`. Text without any delimiter is one formula if it looks
    like one, else prose; where the only mathematics is a program, in backticks or bare, it is read as `programs` says.
    """
    return programs_of(text) or read_page(text, macros or NO_MACROS)[1]


def read_page(
    text: str, macros: Macros, formula: Callable[[str, Span, Macros], Parsed] = read
) -> tuple[str, tuple[Passage, ...]]:
    """A text without what is struck out, and its passages, of which `formula` reads each that is one.

    >>> read_page("so $a$ = $b$", NO_MACROS)[0]
    'so $a  =  b$'
    """
    text, regions = _regions_of(text, macros)
    out: list[Passage] = []
    place = 0
    for outer, inner, display in regions:
        if text[place : outer[0]].strip():
            out.append(Passage(text[place : outer[0]], (), False, (place, outer[0])))
        try:
            reading = formula(text, inner, macros)
            out.append(Passage("", reading.chains, display, outer, reading.notes))
        except ReadingError as error:
            out.append(Passage("", (), display, outer, error=error))
        place = outer[1]
    if text[place:].strip():
        out.append(Passage(text[place:], (), False, (place, len(text))))
    return text, tuple(out)


def _regions_of(text: str, macros: Macros) -> tuple[str, list[Region]]:
    """Where the formulas of a text are; the text comes back as long as it was, without what is struck out and the delimiters inside of one."""
    text = unstruck(text)
    regions = list(_regions(text, macros))
    if _is_bare(text, regions):
        whole = (_behind_definitions(text), len(text.rstrip()))
        if regions or _LATEX.search(text):
            lines = [] if regions or _DELIMITED.search(text) else _lines_of_mathematics(text)
            apart = any(has_words(line) and not _looks_like_math(line) for line in text.split("\n"))
            return text, [(each, each, True) for each in lines if apart] or [(whole, whole, True)]
        runs = among_words(text, whole) if has_words(text) else []
        return text, [(each, each, not runs or _is_line(text, each)) for each in runs or line_by_line(text, whole)]
    if not regions and not _DELIMITED.search(text):
        whole = (0, len(text))
        runs = _lines_of_mathematics(text) if "\\" in text else among_words(text, whole)
        return text, [(each, each, _is_line(text, each)) for each in runs]
    text, regions = joined(text, widened(text, regions))
    bare = _BARE.match(text) if regions else None
    if bare is not None and bare.end("formula") <= regions[0][0][0] and "\\" in bare["formula"]:
        regions.insert(0, (bare.span("formula"), bare.span("formula"), False))
    for outer, _, display in regions:
        text = without_row_labels(text, outer) if display else text
    return text, regions


def _is_line(text: str, span: Span) -> bool:
    """Whether a formula stands alone on its line, or behind a colon, but for its stop."""
    before, behind = text[text.rfind("\n", 0, span[0]) + 1 : span[0]].strip(), text[span[1] :].split("\n", 1)[0]
    return (not before or before.endswith((":", "："))) and not behind.strip(" \t>.,;")


def _lines_of_mathematics(text: str) -> list[Span]:
    """The lines of a text that are formulas by themselves, between lines of words."""
    lines = [(found.start(), found.end()) for found in re.finditer(r"[^\n]*\S", text)]
    return [each for each in lines if "=" in text[slice(*each)] and _looks_like_math(text[slice(*each)])]


def _words_in_math(command: str, macros: Macros) -> bool:
    """Whether a command sets words inside of a formula: \\text, or a macro for it."""
    own = macros.table.get(command)
    return command in _WORDS_IN_MATH or (own is not None and bool(_ABBREVIATED.fullmatch(own.body.strip())))


def _regions(text: str, macros: Macros) -> Iterator[Region]:
    """Where the formulas are: with their delimiters, without them, and whether displayed."""
    blocks = frozenset(
        name
        for name, macro in macros.table.items()
        if "\\begin{" in macro.body and re.search(rf"\\begin\{{(?:{_MATH_ENVIRONMENTS})\b", macro.body)
    )
    latex = "\\documentclass" in text or "\\begin{document}" in text
    place = 0
    while found := _OPENING.search(text, place):
        place = found.end()
        if found["fence"]:
            close = text.find("\n" + found["ticks"], place)
            place = len(text) if close < 0 else close + len(found["ticks"]) + 1
        elif found["code"]:
            close = text.find(found["code"], place)
            if close >= 0 and "\n\n" not in text[place:close]:
                place = close + len(found["code"])
        elif found["verbatim"]:
            close = text.find(f"\\end{{{found['verb']}", place)
            place = len(text) if close < 0 else close
        elif found["definition"]:
            place = _behind_definition(text, place)
        elif found["comment"]:
            at_line_start = not text[text.rfind("\n", 0, found.start()) + 1 : found.start()].strip(" \t>")
            place = found.end() if latex or at_line_start else found.start() + 1
        elif found["environment"]:
            close = _environment_end(text, found["environment"] + found["star"], place)
            yield (found.start(), close), (found.start(), close), True
            place = close
        elif found["bracket"]:
            ending = "\\]" if found["bracket"] == "[" else "\\)"
            close = text.find(ending, place)
            if close >= 0:
                yield (found.start(), close + 2), (place, close), found["bracket"] == "["
                place = close + 2
        elif found["command"]:
            if found["command"] in blocks:
                close = _behind_call(text, place, macros.table[found["command"]].parameters)
                yield (found.start(), close), (found.start(), close), True
                place = close
            elif _words_in_math(found["command"], macros):  # its dollars are inside of a formula without delimiters
                place = _behind_call(text, place, 1)
        elif found["dollars"]:
            region = _dollars(text, found.start(), found["dollars"])
            if region:
                yield region
                place = region[0][1]


def _dollars(text: str, start: int, opening: str) -> Region | None:
    place = start + len(opening)
    if opening == "$$":
        close = place
        while (close := text.find("$$", close)) >= 0 and text[close - 1] == "\\":
            close += 1
        if close >= 0:
            return (start, close + 2), (place, close), True
    else:
        paragraph = _PARAGRAPH.search(text, place)
        limit = paragraph.start() if paragraph else len(text)
        close = _closing_dollar(text, place, limit)
        if close >= 0:
            return (start, close + 1), (place, close), False
    paragraph = _PARAGRAPH.search(text, place)
    end = paragraph.start() if paragraph else len(text)
    return ((start, end), (place, end), opening == "$$") if _looks_like_math(text[place:end]) else None


def _closing_dollar(text: str, place: int, limit: int) -> int:
    """The next dollar outside of braces (inside, it belongs to a \\text); if there is none, the next one."""
    depth, first = 0, -1
    while place < limit:
        char = text[place]
        if char == "\\":
            place += 1
        elif char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
        elif char == "$":
            if depth <= 0:
                return place
            first = place if first < 0 else first
        place += 1
    return first


def _environment_end(text: str, name: str, place: int) -> int:
    edge = re.compile(rf"\\(begin|end)\s*\{{{re.escape(name)}\}}")
    depth = 1
    while found := edge.search(text, place):
        depth += 1 if found[1] == "begin" else -1
        place = found.end()
        if not depth:
            return place
    return len(text)


def _behind_call(text: str, place: int, parameters: int) -> int:
    for _ in range(parameters):
        opening = place
        while opening < len(text) and text[opening].isspace():
            opening += 1
        close = group_end(text, opening, len(text)) if text[opening : opening + 1] == "{" else -1
        if close < 0:
            return len(text) if text[opening : opening + 1] == "{" else place
        place = close + 1
    return place


def _behind_definitions(text: str) -> int:
    """Where a text begins, behind the macros defined ahead of it."""
    place = 0
    while (found := _OPENING.search(text, place)) and found["definition"] and not text[place : found.start()].strip():
        place = _behind_definition(text, found.end())
    return len(text) - len(text[place:].lstrip())


def without_definitions(text: str) -> str:
    """Prose without the macros that are defined in it."""
    out, place = "", 0
    while (found := _OPENING.search(text, place)) is not None:
        if found["definition"]:
            out += text[place : found.start()]
            place = max(_behind_definition(text, found.end()), found.end())
        else:
            out += text[place : found.end()]
            place = found.end()
    return out + text[place:]


def _behind_definition(text: str, place: int) -> int:
    opening = text.find("{", place, text.find("\n", place) if "\n" in text[place:] else len(text))
    if opening < 0:
        return place
    close = group_end(text, opening, len(text))
    while close >= 0:
        place = close + 1
        following = re.compile(r"\s*(?:\[[^\]]*\]\s*)*\{").match(text, place)
        if not following:
            break
        close = group_end(text, following.end() - 1, len(text))
    return place


def _is_bare(text: str, regions: list[Region]) -> bool:
    """Whether the whole text is one formula without delimiters, perhaps with environments inside of it."""
    if any(text.startswith(("$", "\\[", "\\(", "`"), outer[0]) for outer, _, _ in regions):
        return False
    place, rest = 0, ""
    for outer, _, _ in regions:
        rest += text[place : outer[0]] + " "
        place = outer[1]
    return _looks_like_math(rest + text[place:])


def _looks_like_math(text: str) -> bool:
    """More signs of mathematics than words of prose."""
    text = CASE.sub(" = ", _CODE.sub(" ", text))
    signs = len(_MATH_SIGN.findall(text))
    words = _WORD.findall(_COMMANDS.sub(" ", _COMMENT.sub("", text)))
    prose = sum(1 for word in words if word not in NAMES and (not word.isascii() or len(word) > 3 or word in PROSE))
    bare = text.strip().lstrip("> ")
    return (signs > 2 * prose and signs > 0) or (
        bool(re.fullmatch(r"[-\w\s.+*/()]{1,12}", bare)) and bare[:1].isdigit()
    )
