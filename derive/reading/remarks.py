r"""What a formula holds beside its mathematics: words over a sign, a tag in words, a quantifier; and TeX that may change what is read.

>>> remark(r"a \overset{\text{chain rule}}{=} b"), remark(r"a \overset{(1)}{=} b"), remark(r"a \overset{\times 2}{=} b")
(None, None, '\\times 2')
>>> trick(r"\expandafter\def\csname hat\endcsname#1{2}")
'\\expandafter'
"""

import re

from derive.reading.phrases import SAID_INSIDE
from derive.reading.plain import unknown

_OVER_A_SIGN = re.compile(
    r"\\(?:overset|stackrel|underset|xlongequal|xlongequal\[\])\s*\{(?P<label>(?:[^{}]|\{[^{}]*\})*)\}\s*\{?\s*(?:=|\\equiv|:=)"
)
_OVER_A_SYMBOL = re.compile(
    r"\\(?:overset|stackrel|underset)\s*\{(?P<label>(?:[^{}]|\{[^{}]*\})*)\}(?!\s*\{?\s*(?:=|:=|[<>≈≠≤≥∝∼~⇒→]|\\(?:equiv|sum|prod|max|min|lim|arg|inf|sup"
    r"|operatorname|mathbb|mathop|bigcup|overset|underset|stackrel|approx|neq?|leq?|geq?|propto|sim|coloneqq|triangleq|to|implies|Rightarrow"
    r"|rightarrow|iff|Leftrightarrow|E|argmax|argmin|xrightarrow|longrightarrow)(?![a-z])))"
)
_OF_NO_WEIGHT = re.compile(
    r"\s*(?:\\(?:rightarrow|to|longrightarrow|wedge|frown|smile|rightharpoonup|vee|sim)|(?=.*(?:\\times|x|×|\(|[dDVKNnm]))[(\[]*\s*[dDVKNnm1]"
    r"(?:\s*(?:\\times|\\cdot|x|×|·)\s*[(]?[dDVKNnm1](?:\s*\+\s*1)?[)]?)*\s*[)\]]*)\s*"
)
"""An arrow, a hat, a shape: nothing that changes what stands below."""
_REFERENCE = re.compile(
    r"\s*(?:\\text\w*\s*\{)?\s*(?:[(\[]\s*\w{1,3}(?:\.\w{1,2})*'?\s*[)\]]|\*+|!|\\(?:ast|star|dagger|ddagger|triangle|Delta|circ|mathrm\s*\{def\})|def|[a-z]|[ivx]+)?\s*\}?\s*"
)
"""A number of an equation, or a mark: nothing that says more of the sign."""
_WORDS = re.compile(r"\\(?:text\w*|mbox|mathrm|operatorname)\s*\{([^{}]*)\}")
_TRICK = re.compile(
    r"\\(?:let\s*\\\w|(?:futurelet|csname|expandafter|catcode|mathcode|lccode|uccode|lowercase|uppercase|edef|xdef|gdef|global|everymath|mathchardef|chardef"
    r"|AtBeginDocument|NewDocumentCommand|RenewDocumentCommand|NewEnviron|lstset|makeatletter)(?![A-Za-z]))"
)


def remark(source: str) -> str | None:
    """What a formula says about itself that no reading of it holds; None where it says nothing."""
    for found in _OVER_A_SIGN.finditer(source):
        label = found["label"]
        if _REFERENCE.fullmatch(label):
            continue
        words = _WORDS.sub(r" \1 ", label)
        odd = unknown(words)
        if odd or re.search(
            r"[-+*/=<>0-9^_\\]|[^\W\d_]\s*=", re.sub(r"[(\[]\s*\w{1,3}(?:\.\w{1,2})*\s*[)\]]", "", words)
        ):
            return odd or label.strip()
    for found in _OVER_A_SYMBOL.finditer(source):
        if not _OF_NO_WEIGHT.fullmatch(found["label"]):
            return found["label"].strip() or None
    said = SAID_INSIDE.search(source)
    return said[0] if said else None


def trick(source: str) -> str | None:
    r"""A command that changes what TeX reads, beyond \newcommand and \def; what comes after it is not known."""
    found = _TRICK.search(source)
    return found[0] if found else None
