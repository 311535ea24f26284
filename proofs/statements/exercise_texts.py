"""What a paragraph says as an exercise: what it states, supposes and asks for, and the words in it that are not understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from derive.declarations import plain_name
from derive.elaboration.definitions import definition
from derive.elaboration.pages import equation, read
from derive.parsing.macros import Macros
from derive.parsing.passages import read_page
from derive.parsing.syntax import ReadingError
from derive.parsing.vocabulary import FUNCTIONS
from derive.words.exercises import (
    ASKS,
    BY,
    DESCRIBING,
    DIFFERENTIATE,
    EVERY,
    GENERAL,
    HELD,
    ITS,
    KIND,
    NUMBERS,
    OF_NEXT,
    PLAIN,
    PLAIN_ZH,
    SHOWS,
    STATES,
    TITLED,
    WE,
)
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
    re.compile(
        rf"\\d?frac\{{(?:\\partial|d)(?P<twice>\^\{{?2\}}?)\s*{_VALUE}\}}\{{(?:\\partial|d)\s*(?P<by>{_SYMBOL})\^\{{?2\}}?\}}"
    ),
    re.compile(rf"(?:\\partial|d)\s*{_VALUE}\s*/\s*(?:\\partial|d)\s*(?P<by>{_SYMBOL})"),
    re.compile(rf"(?P<of>{_NAME})'(?P<twice>')?(?:\((?P<at>{_SYMBOL})\))?"),
]
_DECLARED = re.compile(
    rf"(?P<names>{_SYMBOL}(?:\s*,\s*{_SYMBOL})*)\s*\\in\s*\\(?:mathbb|R)\s*\{{?R?\}}?(?:\^\{{?(?P<sizes>[^{{}}]+)\}}?)?"
)
_HEAD = re.compile(r"[^=(]*\((?P<at>[^()=]*)\)\s*=")
"""The left side f(x, y) of what a function is."""
_PLAIN_DERIVATIVE = re.compile(r"(?<![\w\\/])d[A-Za-z]/d[A-Za-z](?:_\w)?(?!\w)")
_MARK = re.compile(r"⟦(\d+)⟧")
_STOP = re.compile(r"(?<=[.?!。？！])\s+|\n\s*\n|(?<=[。？！])")
_UNNAMED = ("J", "L", "F", "E", "Q")
"""What a loss may be called that has no name."""
EACH = "*"
"""What is differentiated by where a derivative by every argument is asked for."""


_EMPHASISED = re.compile(
    r"(?P<start>^[ \t]*)?(?:\\(?:textbf|textit|emph|paragraph)\*?\{(?P<tex>[^{}]*)\}|\*\*(?P<bold>[^*\n]*)\*\*|(?<![*\w])\*(?P<slanted>[^*\n$]+)\*(?![*\w]))",
    re.MULTILINE,
)
_LABEL = re.compile(r"^\s*#+.*$|^\s*(?:\([a-z0-9]+\)|\d+[.)])", re.MULTILINE)


def _without_title(found: re.Match[str]) -> str:
    """What is emphasised, without the marks; nothing of a title at the beginning of a line: "**Exercise 2.**"."""
    said = next(filter(None, (found["tex"], found["bold"], found["slanted"])), "")
    title = found["start"] is not None and (TITLED.search(said) or said.rstrip().endswith((".", ":", "：", "。", ")")))
    return " " if title or said.strip().isdigit() else f" {said} "


@dataclass(frozen=True, slots=True)
class Asked:
    """A derivative that is asked for: of which loss, by which symbol ("" where that is not said), as what, and `at` what the loss is taken."""

    of: str
    by: str
    target: str
    at: str = ""


def _value(formula: str) -> re.Match[str] | None:
    """The name of a loss, with what it is taken at or without; no function at an argument."""
    found = re.fullmatch(_VALUE, formula)
    return None if found is None or found["of"].lstrip("\\") in FUNCTIONS else found


def arguments(loss: str) -> list[str]:
    """What a function that is stated as f(x, y) = … is a function of."""
    head = _HEAD.match(loss)
    return [each.strip() for each in head["at"].split(",")] if head else []


class Said:
    """What a paragraph says as an exercise."""

    def __init__(self, text: str, macros: Macros):
        self.given: dict[str, str] = {}
        self.declare: list[str] = []
        self.assume: list[str] = []
        self.asked: list[Asked] = []
        self.odd: list[str] = []
        self._macros = macros
        self.formulas: list[str] = []
        sentences = _STOP.split(self._prose(text))
        self.general = any(GENERAL.search(each) for each in sentences)
        self.states = self.general or any(STATES.search(each) and _MARK.search(each) for each in sentences)
        questions = [bool(ASKS.search(each)) for each in sentences]
        for sentence, asks in zip(sentences, questions, strict=True) if self.states or any(questions) else ():
            found = self._asked(sentence) if asks else []
            self.asked += found
            if not found:
                for number in _MARK.findall(sentence):
                    self._fact(self.formulas[int(number)])
            self._words(sentence, bool(found))
        self.asks = bool(self.asked)

    def _prose(self, text: str) -> str:
        """The text with ⟦k⟧ for its formulas, without titles."""
        source, passages = read_page(_LABEL.sub(" ", _EMPHASISED.sub(_without_title, text)), self._macros, read)
        prose, at = "", 0
        for each in passages:
            if each.prose:
                continue
            formula = re.sub(r"^(?:\$\$?|\\[(\[])|(?:\$\$?|\\[)\]])$", "", source[slice(*each.span)].strip())
            prose += source[at : each.span[0]] + self._mark(formula.strip(" .,;\n"))
            at = each.span[1]
        prose += source[at:]
        return _PLAIN_DERIVATIVE.sub(lambda found: self._mark(found[0]), prose)

    def _mark(self, formula: str) -> str:
        self.formulas.append(formula)
        return f"⟦{len(self.formulas) - 1}⟧"

    def _words(self, sentence: str, asks: bool) -> None:
        """What the words of a sentence assume; those that are not understood."""
        rest = sentence
        for pattern in (HELD, OF_NEXT, NUMBERS):
            for each in pattern.finditer(rest):
                names = [plain_name(self.formulas[int(k)]) for k in _MARK.findall(each["names"])]
                self.declare += [f"{name}:" for name in names if pattern is NUMBERS]
                self.assume += [f"{name} is {each['what']}" for name in names if pattern is not NUMBERS]
            rest = pattern.sub(" ", rest)
        if asks:  # what describes a formula that is given with the question changes nothing of it
            rest = re.sub(r"((?:[\w-]+\s+){1,3})(?=⟦(\d+)⟧)", self._described, rest)
        else:
            rest = DESCRIBING.sub(" ", rest)
        rest = PLAIN.sub(" ", _MARK.sub(" ", PLAIN_ZH.sub(" ", BY.sub(" ", rest))))
        self.odd += re.findall(r"[^\W\d_][\w'-]*", rest)

    def _described(self, found: re.Match[str]) -> str:
        formula = self.formulas[int(found[2])]
        named = _value(formula) or any(each.fullmatch(formula) for each in _DERIVATIVES)
        return found[1] if named else DESCRIBING.sub(" ", found[1])

    def _fact(self, formula: str) -> None:
        """What a formula declares, defines or assumes."""
        declared = _DECLARED.fullmatch(formula)
        if declared:
            sizes = " x ".join(re.split(r"\\times|,", declared["sizes"] or ""))
            names = re.split(r"\s*,\s*(?![^{]*\})", declared["names"])
            self.declare += [f"{plain_name(name)}: {sizes}".replace("  ", " ") for name in names]
            return
        for text in _equations(formula, self._macros):
            try:
                made = definition(equation(text), text)
                if self.given.get(made.name, text) != text:
                    self.odd.append(text)  # it is stated twice
                self.given[made.name] = text
            except ReadingError:
                if not re.fullmatch(_SYMBOL, text):
                    self.assume.append(text)

    # ------------------------------------------------------------------------------------------------------- what is asked

    def _asked(self, sentence: str) -> list[Asked]:
        """The derivatives that a sentence asks for: those that it writes, or that it names with what they are of and by."""
        kinds = list(dict.fromkeys((each.lastgroup or "").removesuffix("_zh") for each in KIND.finditer(sentence)))
        if not kinds and DIFFERENTIATE.search(sentence):
            kinds = ["gradient"]
        by_these = [k for each in BY.finditer(sentence) for k in _MARK.findall(each["names"])]
        found: list[Asked] = []
        rest: list[str] = []
        shown = bool(SHOWS.search(sentence)) and not WE.search(sentence)
        for number in _MARK.findall(sentence):
            made = self._derivative(self.formulas[int(number)], kinds, shown)
            if made:
                found.append(made)
            elif number not in by_these:
                rest.append(self.formulas[int(number)])
        if found:
            for formula in rest:
                self._given_beside(formula, found)
            return found
        if not kinds:
            return []
        return self._named(sentence, kinds, [self.formulas[int(k)] for k in by_these], rest)

    def _derivative(self, formula: str, kinds: list[str], shown: bool) -> Asked | None:
        """The derivative that a formula is, or whose value it gives where that is to be shown."""
        left, *given = re.split(r"(?<![<>!])=", formula)
        made = next(filter(None, (each.fullmatch(left.strip()) for each in _DERIVATIVES)), None)
        if made is None or (given and not shown):
            return None
        groups = made.groupdict()
        twice = groups.get("twice") or groups.get("more")
        target = "hessian" if twice else "jacobian" if kinds[-1:] == ["jacobian"] else "gradient"
        return Asked(made["of"], groups.get("by") or groups.get("at") or "", target, groups.get("at") or "")

    def _named(self, sentence: str, kinds: list[str], by: list[str], rest: list[str]) -> list[Asked]:
        """What is asked for in words: "the gradient of ⟦1⟧ by ⟦2⟧", "its Hessian", "both partial derivatives of ⟦1⟧"."""
        losses = [("", "")]
        if rest and not ITS.search(sentence):
            first, *beside = [each for each in rest if not _value(each)] or rest
            told = self._loss(first)
            for formula in beside:
                self._given_beside(formula)
            named = [found for found in map(_value, rest) if found and plain_name(found["of"]) in self.given]
            losses = [(each["of"], each["at"] or "") for each in named] or [told]  # of f and g
        else:
            for formula in rest:
                self._given_beside(formula)
        by = by or ([EACH] if EVERY.search(sentence) else [""])
        return [Asked(of, variable, kind, at) for of, at in losses for variable in by for kind in kinds]

    def _loss(self, formula: str) -> tuple[str, str]:
        """The name of the loss that stands in a question, and what it is taken at there; one without a name gets one."""
        name = _value(formula)
        if name is not None:
            return name["of"], name["at"] or ""
        before = set(self.given)
        self._fact(formula)
        new = [each for each in self.given if each not in before]
        if not new:
            self.assume = [each for each in self.assume if each != formula]
            new = [each for each in _UNNAMED if each not in self.given and each not in formula][:1]
            self.given |= dict.fromkeys(new, formula)
        return (new[-1] if new else "", "")

    def _given_beside(self, formula: str, asked: Sequence[Asked] = ()) -> None:
        """A formula beside the question: a definition, a shape, the name of something; anything else may change it."""
        if _value(formula):
            return
        told, declared = set(self.given), len(self.declare)
        self._fact(formula)
        new = [each for each in self.given if each not in told]
        variables = [each.by for each in asked] + [each for loss in self.given.values() for each in arguments(loss)]
        places = [each for each in new if each in map(plain_name, variables)]  # x = 0
        for each in places:
            del self.given[each]
        if places or (not new and declared == len(self.declare)):
            self.odd.append(formula)


def _equations(formula: str, macros: Macros) -> list[str]:
    """The texts of what a formula says, cut at the commas between its chains."""
    spans = [piece.span for piece in pieces_of(page_of(f"${formula}$", macros))]
    starts = [0]
    for (_, end), (following, _) in pairwise(spans):
        comma = re.compile(r"[,;]|\\q?quad").search(formula, max(end - 1, starts[-1]), following)
        starts += [comma.end()] if comma else []
    return [formula[a:b].strip(" ,;") for a, b in pairwise([*starts, len(formula)])]
