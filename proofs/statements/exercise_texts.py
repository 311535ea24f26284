"""What a paragraph says as an exercise: what it states, supposes and asks for, and the words in it that are not understood."""

import re
from itertools import pairwise

from derive.declarations import plain_name
from derive.elaboration.definitions import definition
from derive.elaboration.pages import equation, read
from derive.parsing.macros import Macros
from derive.parsing.passages import read_page
from derive.parsing.syntax import ReadingError
from derive.words.exercises import ASKS, BY, DESCRIBING, GENERAL, HELD, KIND, NUMBERS, OF_NEXT, PLAIN, SHOWS, STATES, WE
from proofs.statements.account import page_of
from proofs.statements.pieces import pieces_of

_NAME = r"\\?[A-Za-z]+(?:\{[A-Za-z]+\}|_\{[^{}]*\}|_\w|\\[a-z]+)*"
_VALUE = rf"(?P<of>{_NAME})(?:\((?P<at>[^()]*)\))?"
_SYMBOL = r"(?:\\(?:hat|tilde|bar|dot|mathbf|boldsymbol|vec)\s*)?\{?\\?[A-Za-z]+\}?(?:_\{[^{}]*\}|_\w)?"
_DERIVATIVES = [
    re.compile(rf"\\nabla(?P<twice>\^\{{?2\}}?)?(?:_\{{?(?P<by>{_SYMBOL})\}}?)?(?P<more>\^\{{?2\}}?)?\s*{_VALUE}"),
    re.compile(
        rf"\\d?frac\{{(?:\\partial|d|\\mathrm\{{d\}})\s*{_VALUE}\}}\{{(?:\\partial|d|\\mathrm\{{d\}})\s*(?P<by>{_SYMBOL})\}}"
    ),
    re.compile(rf"(?:\\partial|d)\s*{_VALUE}\s*/\s*(?:\\partial|d)\s*(?P<by>{_SYMBOL})"),
]
_DECLARED = re.compile(
    rf"(?P<names>{_SYMBOL}(?:\s*,\s*{_SYMBOL})*)\s*\\in\s*\\(?:mathbb|R)\s*\{{?R?\}}?(?:\^\{{?(?P<sizes>[^{{}}]+)\}}?)?"
)
_PLAIN_DERIVATIVE = re.compile(r"(?<![\w\\/])d[A-Za-z]/d[A-Za-z](?:_\w)?(?!\w)")
_MARK = re.compile(r"⟦(\d+)⟧")
_STOP = re.compile(r"(?<=[.?!。？！])\s+|\n\s*\n|(?<=[。？！])")


class Said:
    """What a paragraph says as an exercise."""

    def __init__(self, text: str, macros: Macros):
        self.given: dict[str, str] = {}
        self.declare: list[str] = []
        self.assume: list[str] = []
        self.asked: list[tuple[str, str, str]] = []
        self.odd: list[str] = []
        text = re.sub(
            r"\\(?:textbf|textit|emph|paragraph)\*?\{[^{}]*\}|\*\*[^*\n]*\*\*|^\s*#+.*$|^\s*(?:\([a-z0-9]+\)|\d+[.)])",
            " ",
            text,
            flags=re.MULTILINE,
        )
        source, passages = read_page(text, macros, read)
        self.formulas: list[str] = []
        prose, at = "", 0
        for each in passages:
            if each.prose:
                continue
            prose += f"{source[at : each.span[0]]}⟦{len(self.formulas)}⟧"
            self.formulas.append(
                re.sub(r"^(?:\$\$?|\\[(\[])|(?:\$\$?|\\[)\]])$", "", source[slice(*each.span)].strip()).strip(" .,;\n")
            )
            at = each.span[1]
        prose += source[at:]
        for each in dict.fromkeys(_PLAIN_DERIVATIVE.findall(prose)):
            prose = prose.replace(each, f"⟦{len(self.formulas)}⟧")
            self.formulas.append(each)
        sentences = _STOP.split(prose)
        asked = [self._asked(each) if ASKS.search(each) else [] for each in sentences]
        self.asks = any(asked)
        self.general = any(GENERAL.search(each) for each in sentences)
        self.states = self.general or any(STATES.search(each) and _MARK.search(each) for each in sentences)
        for sentence, found in zip(sentences, asked, strict=True) if self.asks or self.states else ():
            self.asked += found
            if not found:
                self._facts(sentence, macros)
            self._words(sentence, bool(found))

    def _words(self, sentence: str, asks: bool) -> None:
        """What the words of a sentence assume; those that are not understood."""
        rest = sentence
        for pattern in (HELD, OF_NEXT, NUMBERS):
            for each in pattern.finditer(rest):
                names = [plain_name(self.formulas[int(k)]) for k in _MARK.findall(each["names"])]
                self.declare += [f"{name}:" for name in names if pattern is NUMBERS]
                self.assume += [f"{name} is {each['what']}" for name in names if pattern is not NUMBERS]
            rest = pattern.sub(" ", rest)
        rest = PLAIN.sub(" ", _MARK.sub(" ", BY.sub(" ", rest)))
        self.odd += re.findall(r"[^\W\d_][\w'-]*", rest if asks else DESCRIBING.sub(" ", rest))

    def _facts(self, sentence: str, macros: Macros) -> None:
        for number in _MARK.findall(sentence):
            formula = self.formulas[int(number)]
            declared = _DECLARED.fullmatch(formula)
            if declared:
                sizes = " x ".join(re.split(r"\\times|,", declared["sizes"] or ""))
                self.declare += [
                    f"{plain_name(name)}: {sizes}".replace("  ", " ")
                    for name in re.split(r"\s*,\s*(?![^{]*\})", declared["names"])
                ]
                continue
            for text in _equations(formula, macros):
                try:
                    made = definition(equation(text), text)
                    self.given[made.name] = text
                except ReadingError:
                    if not re.fullmatch(_SYMBOL, text):
                        self.assume.append(text)

    def _asked(self, sentence: str) -> list[tuple[str, str, str]]:
        """(loss, variable, target) of each derivative that a sentence asks for."""
        found: list[tuple[str, str, str]] = []
        for number in _MARK.findall(sentence):
            left, *given = re.split(r"(?<![<>!])=", self.formulas[int(number)])
            told = bool(given) and not (SHOWS.search(sentence) and not WE.search(sentence))
            left = left.strip()
            for pattern in _DERIVATIVES:
                made = None if told else pattern.fullmatch(left)
                if made:
                    groups = made.groupdict()
                    twice = groups.get("twice") or groups.get("more")
                    kind = next((each.lastgroup for each in KIND.finditer(sentence)), "") or ""
                    target = "hessian" if twice else "jacobian" if kind.startswith("jacobian") else "gradient"
                    found.append((made["of"], made["by"] or made["at"] or "", target))
                    break
            else:
                if not (BY.search(sentence[: sentence.index(f"⟦{number}⟧")]) or re.fullmatch(rf"{_VALUE}", left)):
                    self.odd.append(self.formulas[int(number)])
        if found:
            return found
        if not _MARK.search(sentence):
            kinds = [(each.lastgroup or "").removesuffix("_zh") for each in KIND.finditer(sentence)]
            return [("", "", kind) for kind in dict.fromkeys(kinds)]
        kinds = [(each.lastgroup or "").removesuffix("_zh") for each in KIND.finditer(sentence)]
        marks = list(_MARK.finditer(sentence))
        if not kinds or not marks:
            return []
        by = [self.formulas[int(each[1])] for each in marks if BY.search(sentence[: each.start()])]
        of = [self.formulas[int(each[1])] for each in marks if not BY.search(sentence[: each.start()])]
        return [(name, variable, kind) for name in of[:1] for variable in (by or [""]) for kind in dict.fromkeys(kinds)]


def _equations(formula: str, macros: Macros) -> list[str]:
    """The texts of what a formula says, cut at the commas between its chains."""
    spans = [piece.span for piece in pieces_of(page_of(f"${formula}$", macros))]
    starts = [0]
    for (_, end), (following, _) in pairwise(spans):
        comma = re.compile(r"[,;]|\\q?quad").search(formula, max(end - 1, starts[-1]), following)
        starts += [comma.end()] if comma else []
    return [formula[a:b].strip(" ,;") for a, b in pairwise([*starts, len(formula)])]
