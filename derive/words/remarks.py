r"""What a formula holds beside its mathematics: words over a sign, a tag in words, a quantifier; and TeX that may change what is read.

>>> remark(r"a \overset{\text{chain rule}}{=} b"), remark(r"a \overset{(1)}{=} b"), remark(r"a \overset{\times 2}{=} b")
(None, None, '\\times 2')
>>> trick(r"\expandafter\def\csname hat\endcsname#1{2}")
'\\expandafter'
"""

import re

from derive.parsing import syntax as s
from derive.parsing.trees import every
from derive.parsing.vocabulary import COMMANDS, FUNCTIONS
from derive.words.claims import odd_word
from derive.words.descriptions import words_of
from derive.words.phrases import SAID_INSIDE

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
        odd = odd_word(words)
        if odd or re.search(
            r"[-+*/=<>0-9^_\\]|[^\W\d_]\s*=", re.sub(r"[(\[]\s*\w{1,3}(?:\.\w{1,2})*\s*[)\]]", "", words)
        ):
            return label.strip()
    for found in _OVER_A_SYMBOL.finditer(source):
        if not _OF_NO_WEIGHT.fullmatch(found["label"]):
            return found["label"].strip() or None
    said = SAID_INSIDE.search(source)
    return said[0] if said else None


def trick(source: str) -> str | None:
    r"""A command that changes what TeX reads, beyond \newcommand and \def; what comes after it is not known."""
    found = _TRICK.search(source)
    return found[0] if found else None


_TICKS = words_of("checkmark blacktriangle bigstar Diamond lozenge triangle diamond smiley")
"""Signs that say that something is done, or nothing."""
_DRESSED = re.compile(r"\\text\w*\s*\{([^{}]*)\}")


def lone_mark(node: s.Syntax, source: str) -> str | None:
    r"""What stands by itself in a formula, behind an arrow or a gap, and may say that it is wrong: ⇒ contradiction, \lightning, \bot.

    >>> from derive.parsing.grammar import read_formula
    >>> lone = lambda text: lone_mark(read_formula(text)[0].sides[0], text)
    >>> lone(r"\lightning"), lone(r"\text{contradiction}"), lone(r"\checkmark"), lone(r"x")
    ('\\lightning', '\\text{contradiction}', None, None)
    """
    said = source[slice(*node.span)]
    words = [word for each in every(node) if (word := word_of(each))]
    dressed = _DRESSED.match(source, max(0, source.rfind("\\", 0, node.span[0] + 1)))
    if dressed and node.span[0] < dressed.end():  # it stands in it, and not behind
        words.append(dressed[1])
    sign = re.fullmatch(r"\\([A-Za-z]+)", said)
    odd = sign and sign[1] not in COMMANDS and sign[1] not in _TICKS
    return said if odd or any(map(odd_word, words)) else None


def is_tag(node: s.Syntax, source: str) -> bool:
    r"""Whether what stands by itself in a formula is a tick, the number of the equation, (3), or a word, of which `lone_mark` tells.

    >>> from derive.parsing.grammar import read_formula
    >>> [is_tag(read_formula(text)[0].sides[0], text) for text in (r"\checkmark", "(3)", r"\mathrm{qed}", "x")]
    [True, True, True, False]
    """
    sign = re.fullmatch(r"\\([A-Za-z]+)", source[slice(*node.span)])
    bracketed = node.inner if isinstance(node, s.Group) and node.opening in ("(", "[") else None
    return bool((sign and sign[1] in _TICKS) or isinstance(bracketed, s.Numeral) or word_of(node))


def word_of(node: s.Syntax) -> str:
    """Words, or a name in upright letters that is no function; "" for any other symbol."""
    if isinstance(node, s.Words):
        return node.text
    upright = isinstance(node, s.Name) and node.font == "roman" and len(node.name) > 1
    return node.name if isinstance(node, s.Name) and upright and node.name not in FUNCTIONS else ""
