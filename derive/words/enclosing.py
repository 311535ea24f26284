r"""What a formula stands in, where that is no plain page: a command that hides or sets aside what it is given, verbatim, a picture, \ifx.

A command in the words that is not known to do nothing but set its argument may do anything with it, so it is told.

>>> text = r"\textbf{so $a$} \scalebox{0}{$b$} \begin{tikzpicture} $c$"
>>> [enclosed(text, text.index(f"${letter}")) for letter in "abc"]
[None, '\\scalebox', 'tikzpicture']
"""

import re

from derive.parsing.macros import NO_MACROS, Macros
from derive.parsing.vocabulary import COMMANDS, ENVIRONMENTS
from derive.words.descriptions import words_of

_SETTING = words_of(
    """textbf textit emph text textrm textsf texttt textnormal textsc textup textmd textsl underline uline ul mbox hbox
    fbox framebox parbox boxed textcolor color colorbox fcolorbox hl highlight centerline section subsection
    subsubsection paragraph subparagraph part question subquestion problem exercise answer ans solution sol proof item
    title caption label begin end left right big Big bigg Bigg"""
)
"""Commands that set what they are given, and change nothing in it."""
_PLAIN = re.compile(
    r"document|description|center|flush\w*|figure|tabular\w*|table|small|large|footnotesize|normalsize|sloppypar|\w*spac\w*|multicols"
    r"|\w*(?:ans|sol|proof|problem|part|exercise|task|homework|section|box|fram|shade|theorem|thm|lemma|claim|prop|coroll|example|remark|block"
    r"|list|enum|item|col|quot|page|env|body|step|result|response|derivation|math|derive|explain|questions)\w*",
    re.IGNORECASE,
)
"""Environments that only set what is in them, or whose names say that an answer is."""
_ASIDE = re.compile(
    r"\w*(?:verbatim|listing|minted|alltt|code|tikz|picture|filecontents|comment|hid(?:e|den)|exclude|lrbox|textblock|wrong|mistake|incorrect"
    r"|false|counter|draft|teacher|question(?!s)|reject|withdraw|discard)\w*|(?:old|bad|fake|former|struck)\w*",
    re.IGNORECASE,
)
"""Environments in which a formula is no part of the text, or no claim."""
_OWN = re.compile(r"\\(?:re)?new(?:environment|environ)\*?\s*\{\s*(?P<name>\w+)\s*\}(?P<rest>[^\n]*)", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\\(?:excludecomment|NewEnviron|includecomment)\s*\{\s*(\w+)\s*\}")
_FENCE = re.compile(
    r"^[ \t>]*(?P<ticks>```+|~~~+)(?![ \t]*(?:math|latex|tex|python|py)\b)[^\n]*\n.*?(?:^[ \t>]*(?P=ticks)|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""Code between fences, in Markdown."""
_PIECE = re.compile(
    r"""(?P<comment>(?<!\\)%[^\n]*)
      | \\(?P<edge>begin|end)\s*\{(?P<name>[^{}]*)\}
      | \\(?P<verb>verb|lstinline)\*?(?P<mark>[^A-Za-z\s{*])
      | \\(?P<condition>if(?!f(?![A-Za-z])|false|true)[A-Za-z]*)(?![A-Za-z])
      | \\(?P<fi>fi)(?![A-Za-z])
      | \\(?P<command>[A-Za-z@]+)\*?(?P<options>(?:\s*\[[^\]\n]*\])*)
      | \\. | (?P<open>\{) | (?P<close>\}) | (?P<other>[^\s\\{}%]+)""",
    re.VERBOSE | re.DOTALL,
)


def enclosed(text: str, at: int, macros: Macros = NO_MACROS) -> str | None:
    """The command or environment around place `at` of a text that may make a formula there no part of it; None on a plain page."""
    fence = next((each for each in _FENCE.finditer(text) if each.start() < at < each.end()), None)
    if fence is not None:
        return fence["ticks"]
    groups: list[str] = []
    environments: list[str] = []
    conditions = 0
    last = ""
    place = 0
    while (found := _PIECE.search(text, place)) and found.start() < at:
        place = found.end()
        if found["edge"] == "begin":
            environments.append(found["name"].strip())
        elif found["edge"] == "end" and found["name"].strip() in environments:
            while environments.pop() != found["name"].strip():
                pass
        elif found["verb"]:
            close = text.find(found["mark"], place)
            if close > at:
                return f"\\{found['verb']}"
            place = close + 1 if close >= 0 else place
        elif found["condition"]:
            conditions += 1
        elif found["fi"]:
            conditions = max(0, conditions - 1)
        elif found["open"]:
            groups.append(last)
            last = ""
        elif found["close"]:
            last = groups.pop() if groups else ""
        elif not found["comment"]:
            last = found["command"] or ""
    command = next((name for name in groups if name and not _only_sets(name, macros)), None)
    if command:
        return f"\\{command}"
    own = {each["name"]: each["rest"] for each in _OWN.finditer(text)}
    aside = {each[1] for each in _LEFT_OUT.finditer(text)}
    for name in environments:
        bare = name.rstrip("*")
        if bare in ENVIRONMENTS and bare not in own:
            continue
        plain = (_PLAIN.fullmatch(bare) or bare in own) and not _ASIDE.fullmatch(bare) and bare not in aside
        if not plain or re.search(r"\$|\\[(\[]|\\sbox|\\setbox", own.get(bare, "")):
            return name
    label = _CROSSED.search(text, 0, at)
    return label["label"] if label else "\\if" if conditions else None


_CROSSED = re.compile(
    r"\\item\s*\[(?P<label>[^\]]*(?:\\times|\\otimes|\\ding|\\xmark|\\bot|[×✗✘❌])[^\]]*)\]\s*[$\\(\[]*\s*\Z"
)
"""A label of an item that is a cross."""


def _only_sets(name: str, macros: Macros) -> bool:
    """Whether a command only sets its argument, or is one of formulas; one of the author's, where all that its body calls is."""
    own = macros.table.get(name)
    called = [name] if own is None else re.findall(r"\\([A-Za-z@]+)", own.body)
    return all(each in _SETTING or COMMANDS.get(each, ("skiparg",))[0] != "skiparg" for each in called)
