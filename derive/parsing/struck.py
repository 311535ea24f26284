r"""What stands on a page and is no answer: comments, what is commented out, struck through, hidden.

>>> unstruck(r"a \iffalse b \fi c")
'a                c'
>>> unstruck("~~a~~ b")
'      b'
"""

import re
from collections.abc import Iterable

from derive.parsing.lexer import group_end
from derive.parsing.syntax import Span

_HIDDEN = re.compile(
    r"""<!--.*?(?:-->|\Z)
      | <(?P<tag>del|s|strike|script|style|template|title|noscript|textarea|datalist)\b[^>]*>.*?(?:</(?P=tag)\s*>|\Z)
      | <(?P<box>\w+)\b[^<>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[\w-]*\s*:\s*line-through|(?<![\w-])color\s*:\s*(?:white|\#fff\b|\#ffffff\b|transparent)|opacity\s*:\s*0(?![.\d])|font-size\s*:\s*0(?![.\d])|\bhidden\b)[^<>]*>.*?(?:</(?P=box)\s*>|\Z)
      | <font\b[^<>]*\bcolor\s*=\s*["']?\s*(?:white|\#fff\b|\#ffffff\b|transparent)[^<>]*>.*?(?:</font\s*>|\Z)
      | (?:\A|(?<=\n))~~[ \t]*\n.*?\n~~[ \t]*(?=\n|\Z)
      | ~~[ ]?(?=\S)(?:(?!\n[ \t>]*\n).)*?(?<=\S)[ ]?~~
      | \{--.*?--\}
      | \\begin\s*\{(?P<name>comment|verbatimcomment|hidden)\}.*?(?:\\end\s*\{(?P=name)\}|\Z)
      | \\iffalse\b(?:(?!\\iffalse\b).)*?(?:\\else\b|\\fi\b|\Z)
      | \\iftrue\b | \\fi\b
      | (?<=\\end\{document\}).+
      | (?:\A|(?<=\n))\[(?://|comment)\]:\ \#[^\n]*""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_HIDING_CALL = re.compile(
    r"\\(?:sout|st|xout|uwave|hphantom|vphantom|phantom|hide|comment)\s*(?=\{)"
    r"|\\(?:text)?color\s*(?:\[\w+\]\s*)?\{\s*(?:white|1(?:\.0*)?|(?:1(?:\.0*)?|255)(?:\s*,\s*(?:1(?:\.0*)?|255)){2}|FFFFFF)\s*\}\s*(?=\{)"
)
_CODE = re.compile(r"^[ \t>]*(?P<ticks>```+|~~~+).*?(?:^[ \t>]*(?P=ticks)|\Z)", re.MULTILINE | re.DOTALL)
_QUICK = re.compile(
    r"<!--|display\s*:|visibility\s*:|\bhidden\b|<[dnstDNST]|font|~~|text-decoration|\{--|opacity|\\begin\s*\{(?:comment|hidden)|\\if(?:false|true)|\\fi\b|\\(?:sout|st|xout|uwave|.?phantom|hide|comment)\b|color\b|\\end\{document\}|\]: #"
)


def unstruck(text: str) -> str:
    """The text with blanks in place of what is no answer; every place stays where it was."""
    if not _QUICK.search(text):
        return text
    fences = [found.span() for found in _CODE.finditer(text)]
    out = _blanked(text, (found.span() for found in _HIDDEN.finditer(text)), fences)
    calls = []
    for found in _HIDING_CALL.finditer(out):
        close = group_end(out, found.end(), len(out))
        calls.append((found.start(), close + 1 if close >= 0 else len(out)))
    return _blanked(out, calls, fences)


def _blanked(text: str, spans: Iterable[Span], fences: list[Span]) -> str:
    out: list[str] = []
    at = 0
    for start, end in spans:
        if start < at or any(a <= start < b for a, b in fences):
            continue
        out.append(text[at:start])
        out.append(re.sub(r"[^\n]", " ", text[start:end]))
        at = end
    return "".join([*out, text[at:]])
