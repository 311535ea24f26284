r"""The definitions of macros in a text, each with the group in which it is in force.

>>> [(each.macro.name, each.macro.body, each.end) for each in definitions(r"\def\v{a} {\def\v{b} $\v$} $\v$")]
[('v', 'a', 31), ('v', 'b', 25)]
"""

import re
from dataclasses import dataclass, replace

from derive.parsing.lexer import group_end


@dataclass(frozen=True, slots=True)
class Macro:
    """`\\newcommand{\\name}[parameters][default]{body}`."""

    name: str
    parameters: int
    default: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition, from where on it is in force, and where the group ends in which it stands."""

    macro: Macro
    start: int
    end: int


_DEFINITION = re.compile(
    r"""\\(?<!\\\\)(?:
        (?P<new>(?:re)?newcommand|providecommand|DeclareRobustCommand|NewDocumentCommand)\*?\s*(?:\{\s*\\(?P<braced>[A-Za-z@]+)\s*\}|\\(?P<bare>[A-Za-z@]+))
            \s*(?:\[(?P<parameters>\d)\])?\s*(?:\[(?P<default>[^\]]*)\])?
      | (?P<def>[egx]?def)\s*\\(?P<defined>[A-Za-z@]+)(?P<pattern>(?:\s*\#\d)*)
      | DeclareMathOperator(?P<star>\*?)\s*(?:\{\s*\\(?P<operator>[A-Za-z@]+)\s*\}|\\(?P<operator2>[A-Za-z@]+))
      | let\s*\\(?P<let>[A-Za-z@]+)\s*=?\s*(?P<target>\\[A-Za-z@]+|\S)
    )""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"%(?<!\\%)[^\n]*")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


_GROUP = re.compile(
    r"(?=[\\${}])(?:\\(?P<edge>begin|end)\s*\{(?P<name>[^{}]*)\}|\\(?P<opens>begingroup|bgroup)(?![A-Za-z])|\\(?P<closes>endgroup|egroup)(?![A-Za-z])"
    r"|(?P<math>\\[\[\]()]|(?<!\\)\$\$?)|\\[\\{}$]|(?P<open>\{)|(?P<close>\}))"
)


def definitions(text: str) -> list[Defined]:
    """All definitions of a text in their order, each with the end of its group."""
    text = _COMMENT.sub(_blank, text)
    found: list[Defined] = []
    groups: list[tuple[str, list[int]]] = []  # what opened it, and the definitions in it
    place = 0

    def skipped(end: int) -> None:
        """Groups that open and close up to the next definition."""
        for each in _GROUP.finditer(text, place, end):
            kind, sign = each.lastgroup, each[0]
            name = each["name"] if kind == "name" else sign if kind == "math" else "{"
            closes = kind in ("close", "closes") or sign in ("\\]", "\\)") or sign.startswith("\\end")
            if closes or (groups and kind == "math" and groups[-1][0] == name):
                if groups:
                    for at in groups.pop()[1]:
                        found[at] = replace(found[at], end=each.start())
            elif kind is not None:
                groups.append((name, []))

    while match := _DEFINITION.search(text, place):
        skipped(match.start())
        macro, place = _macro(text, match, found)
        if macro is not None:
            if groups:
                groups[-1][1].append(len(found))
            found.append(Defined(macro, match.start(), len(text)))
    if found:
        skipped(len(text))
    return found


def _macro(text: str, found: re.Match[str], earlier: list[Defined]) -> tuple[Macro | None, int]:
    """The macro that a definition makes, and where the definition ends."""
    known = {each.macro.name: each.macro for each in earlier}
    if found["let"]:
        meant = known.get(found["target"].removeprefix("\\"))
        if meant is not None:  # what it stands for by now
            return replace(meant, name=found["let"]), found.end()
        return Macro(found["let"], 0, None, found["target"]), found.end()
    body, place = _body(text, found.end())
    if body is None:
        return None, place
    name = found["braced"] or found["bare"] or found["defined"] or found["operator"] or found["operator2"]
    if found["operator"] or found["operator2"]:
        body = rf"\operatorname{{{body}}}"
    parameters = int(found["parameters"] or 0) if found["new"] else len((found["pattern"] or "").replace(" ", "")) // 2
    if found["new"] == "providecommand" and name in known:
        return None, place
    return Macro(name, parameters, found["default"], body), place


def blanked(text: str) -> str:
    """A text with blanks in place of its definitions and comments, so that every place stays."""
    text = _COMMENT.sub(_blank, text)
    place = 0
    while found := _DEFINITION.search(text, place):
        end = found.end() if found["let"] else _body(text, found.end())[1]
        text = text[: found.start()] + " " * (end - found.start()) + text[end:]
        place = end
    return text


def _body(text: str, place: int) -> tuple[str | None, int]:
    while place < len(text) and text[place].isspace():
        place += 1
    if text[place : place + 1] == "{":
        close = group_end(text, place, min(len(text), place + 20_000))
        return (text[place + 1 : close], close + 1) if close >= 0 else (None, place + 1)
    single = re.compile(r"\\[A-Za-z@]+|\S").match(text, place)
    return (single[0], single.end()) if single else (None, place)
