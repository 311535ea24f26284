r"""Mathematics outside of the dollars that touches a formula: \alpha $…$, $…$ z, 2(\[…\]), $…$ $z$. It may belong to the formula, so it is told.

>>> touching("so \\alpha ", "")
'\\alpha'
>>> touching("by the chain rule ", " (by the definition of h).") is None
True
"""

import re

from derive.parsing.vocabulary import COMMANDS

MATHEMATICS = frozenset({"name", "big", "times", "sign", "frac", "fraction", "root", "sqrt", "relation", "roman"})
"""Kinds of commands that say something in a formula."""
_LABEL = re.compile(
    r"^[ \t>*_#-]*(?:\\item\s*)?(?:[(（](?:[a-zA-Z]|[ivx]{1,4}|\d{1,3})[)）]|(?:[a-zA-Z]|[ivx]{1,4}|\d{1,3})(?:\.\w{1,2})?[)）.:：])[.:*_ \t]*$"
)
_COMMAND_BEFORE = re.compile(r"\\(?P<name>[A-Za-z]+)(?:\s*\{[^{}]*\})*$")
_COMMAND_BEHIND = re.compile(r"\\(?P<name>[A-Za-z]+)")
_LETTER_BEFORE = re.compile(r"(?<![A-Za-z\\'’])[B-HJ-Zb-z]$")
_LETTER_BEHIND = re.compile(r"[B-HJ-Zb-z](?![A-Za-z.'’])")
_TERM = re.compile(r"[-+*/=·×−][ \t]*(?:\\[A-Za-z]+|[A-Za-z](?![A-Za-z])|\d)")
_SET_APART = re.compile(
    r"\\(?!(?:eq|auto|c|C)?ref(?![A-Za-z]))[A-Za-z]+\*?(?:\[[^\]]*\])*(?:\{[^{}]*\})*\{[\s$]*(?P<sign>[-+−*/=×÷^]+)[\s$\d]*\}$|\\text(?:super|sub)script\s*\{[^{}]*\}$|\\(?:textminus|symbol\s*\{\d+\})$|[-+−*/=](?:</?\w[^<>]*>)+$|&(?!(?:nbsp|ensp|emsp|thinsp);)#?\w+;$"
)
"""A sign in the argument of a command right before a formula, as in a box, raised, by its name, or in the marks of HTML."""
_RAISED = re.compile(r"\\text(?:super|sub)script\b|<su[pb]>|\+\s*[A-Za-z]")
"""What is set above or below a formula, or added to it in words."""
_ASIDE = re.compile(r"\((?:(?:[^()]*[A-Za-z\u3400-\u9fff]{2,}[^()]*|an? )(?:\)|$)|\d{1,3}\))")


def touching(before: str, behind: str) -> str | None:
    """What stands right before or behind a formula, on its line, and may be a part of it; None where nothing does."""
    return _ahead(before.rsplit("\n", 1)[-1].rstrip()) or _after(behind.split("\n", 1)[0])


def _says(found: re.Match[str] | None) -> bool:
    return found is not None and COMMANDS.get(found["name"], ("", ""))[0] in MATHEMATICS


def _ahead(line: str) -> str | None:
    if not line or _LABEL.match(line):
        return None
    if line == "!":
        return line
    bare = line.rstrip("([ ")
    command, letter = _COMMAND_BEFORE.search(bare), _LETTER_BEFORE.search(bare)
    apart = _SET_APART.search(bare)
    if apart:
        return apart[0]
    if _says(command):
        return command[0]  # type: ignore[index]
    if letter:
        return letter[0]
    number = re.search(r"(?<![A-Za-z0-9.(])\d+$", bare)
    if number and bare != line:
        return number[0]
    if re.search(r"[\^_/]$", line):
        return line[-1]
    return None


def _after(line: str) -> str | None:
    text = line.lstrip()
    if not text or text[0] in ".,;:!?，。；：、*_" or _ASIDE.match(text):
        return None
    raised = _RAISED.match(text)
    if raised:
        return raised[0]
    term = _TERM.match(text)
    if term:
        return term[0]
    inner = text.lstrip(")] ")
    command, letter = _COMMAND_BEHIND.match(inner), _LETTER_BEHIND.match(inner)
    if _says(command):
        return command[0]  # type: ignore[index]
    if letter and not (letter[0] == "s" and not line.startswith(" ")):
        return letter[0]
    if inner[:1] in ("^", "/", "(") or (inner[:1].isdigit() and inner != text):
        return inner[:1]
    return None
