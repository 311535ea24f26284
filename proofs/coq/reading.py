"""A statement read back: Coq's text as functions of numbers, by a reader that shares nothing with what wrote it.

It reads the language of the statements only: variables, hypotheses, definitions, theorems; terms with sums, lambdas, cases.

>>> term = read_term("Sum 3 (fun i => INR i ^ 2) + - 1 / 2")
>>> term({**VOCABULARY})
4.5
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Scope = dict[str, Any]
Meaning = Callable[[Scope], Any]
STEP = 1e-30
"""Derivatives are taken along the imaginary axis, where no digits cancel."""
TOKEN = re.compile(r"\s*(?:(%nat)|(=>|->|<>|<=|:=|/\\|[-+*/^=<(),:])|(\d+)|([A-Za-z_][\w']*(?:\.[A-Za-z_][\w']*)*))")
BINARY: dict[str, tuple[int, int, Callable[[Any, Any], Any]]] = {
    "->": (1, 1, lambda a, b: (not a) or b),
    "/\\": (2, 2, lambda a, b: a and b),
    "=": (3, 4, lambda a, b: close(a, b)),
    "<>": (3, 4, lambda a, b: not close(a, b)),
    "<": (3, 4, lambda a, b: real(a) < real(b)),
    "<=": (3, 4, lambda a, b: real(a) <= real(b)),
    "+": (5, 6, lambda a, b: a + b),
    "-": (5, 6, lambda a, b: a - b),
    "*": (7, 8, lambda a, b: a * b),
    "/": (7, 8, lambda a, b: a / b),
    "^": (11, 11, lambda a, b: a**b),
}
"""How tightly each sign binds, what may stand on its right, and what it means."""
OPPOSITE = 9


class ReadingError(ValueError):
    """Text that is none of a statement's."""


def real(value: Any) -> float:
    """The real part."""
    return float(np.real(value))


def close(left: Any, right: Any) -> bool:
    """Equal up to rounding; whole numbers exactly."""
    return bool(abs(left - right) <= 1e-9 * (1 + abs(left) + abs(right)))


def slope(function: Callable[[Any], Any], at: Any) -> float:
    """The derivative of a function at a point."""
    return float(np.imag(function(at + STEP * 1j)) / STEP)


def changed(matrix: Callable[..., Any], *where: Any) -> Callable[[Any], Any]:
    """A matrix with another number at one place."""
    *place, value = where

    def entry(*at: Any) -> Any:
        return value if list(at) == place else curried(matrix, at)

    return entry if len(place) == 1 else lambda i: lambda j: entry(i, j)


def curried(function: Any, arguments: tuple[Any, ...]) -> Any:
    """A function of several arguments, one after the other."""
    for each in arguments:
        function = function(each)
    return function


def many(count: int, function: Callable[..., Any]) -> Any:
    """A Python function as one that takes its arguments one after the other."""

    def take(known: tuple[Any, ...]) -> Any:
        return function(*known) if len(known) == count else lambda value: take((*known, value))

    return take(())


VOCABULARY: Scope = {
    "Sum": many(2, lambda n, f: sum(f(i) for i in range(n))),
    "delta": many(2, lambda i, j: int(i == j)),
    "set1": many(3, changed),
    "set2": many(4, changed),
    "Nat.eqb": many(2, lambda i, j: i == j),
    "pred": lambda i: max(i - 1, 0),
    "INR": lambda n: n,
    "exp": np.exp,
    "ln": np.log,
    "tanh": np.tanh,
    "sin": np.sin,
    "cos": np.cos,
    "sqrt": np.sqrt,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "sign_of": lambda x: np.sign(real(x)),
    "Rabs": lambda x: x if real(x) >= 0 else -x,
    "Rmax": many(2, lambda a, b: a if real(a) >= real(b) else b),
    "Rlt_dec": many(2, lambda a, b: real(a) < real(b)),
    "Rle_dec": many(2, lambda a, b: real(a) <= real(b)),
    "Derive": many(2, slope),
}  # fmt: skip
"""What the words of the library mean."""


class Words:
    """The words of a text, one after the other."""

    def __init__(self, text: str):
        self.words: list[str] = []
        at = 0
        while text[at:].strip():
            found = TOKEN.match(text, at)
            if found is None:
                raise ReadingError(f"cannot read {text[at : at + 20]!r}")
            self.words.append(found[0].strip())
            at = found.end()
        self.at = 0

    @property
    def now(self) -> str:
        """The next word."""
        return self.words[self.at] if self.at < len(self.words) else ""

    def take(self, wanted: str = "") -> str:
        """The next word, which must be the one that is wanted."""
        word = self.now
        if not word or (wanted and word != wanted):
            raise ReadingError(f"expected {wanted or 'more'}, found {word or 'the end'}")
        self.at += 1
        return word

    def names(self, end: str) -> list[str]:
        """Names up to a sign."""
        found = []
        while self.now != end:
            found.append(self.take())
        self.take(end)
        return found


KEYWORDS = frozenset({"fun", "forall", "if", "then", "else", "in"})


def expression(words: Words, level: int = 0) -> Meaning:
    """A term or a proposition, read with operators that bind at least so tightly."""
    if words.now == "-":
        words.take()
        inner = expression(words, OPPOSITE)
        left: Meaning = lambda scope: -inner(scope)
    else:
        left = application(words)
    while words.now in BINARY and BINARY[words.now][0] >= level:
        _, right_level, meaning = BINARY[words.take()]
        left = _joined(left, expression(words, right_level), meaning)
    return left


def _joined(left: Meaning, right: Meaning, meaning: Callable[[Any, Any], Any]) -> Meaning:
    if meaning is BINARY["->"][2]:
        return lambda scope: (not left(scope)) or right(scope)
    return lambda scope: meaning(left(scope), right(scope))


def application(words: Words) -> Meaning:
    """A function with its arguments."""
    left = atom(words)
    while words.now == "(" or (re.match(r"[\w]", words.now) and words.now not in KEYWORDS):
        left = _applied(left, atom(words))
    return left


def _applied(function: Meaning, argument: Meaning) -> Meaning:
    return lambda scope: function(scope)(argument(scope))


def atom(words: Words) -> Meaning:
    """A name, a number, a bracket, a function, a case."""
    word = words.take()
    if word == "(":
        inner = expression(words)
        words.take(")")
        if words.now == "%nat":
            words.take()
        return inner
    if word == "fun":
        names = words.names("=>")
        body = expression(words)
        return lambda scope: many(len(names), lambda *given: body({**scope, **dict(zip(names, given, strict=True))}))
    if word == "forall":
        names = words.names(",")
        return quantified(names, expression(words))
    if word == "if":
        test = expression(words)
        words.take("then")
        yes = expression(words)
        words.take("else")
        no = expression(words)
        return lambda scope: yes(scope) if test(scope) else no(scope)
    if word.isdigit():
        if words.now == "%nat":
            words.take()
        value = int(word)
        return lambda scope: value
    if not re.match(r"[A-Za-z_]", word):
        raise ReadingError(f"unexpected {word}")
    return lambda scope: scope[word]


def quantified(names: list[str], body: Meaning) -> Meaning:
    """For all natural numbers up to the largest size, of which every range is a part."""

    def holds(scope: Scope) -> bool:
        if not names:
            return bool(body(scope))
        inner = quantified(names[1:], body)
        return all(inner({**scope, names[0]: value}) for value in range(scope["largest"] + 1))

    return holds


def read_term(text: str) -> Meaning:
    """A whole term."""
    words = Words(text)
    found = expression(words)
    if words.now:
        raise ReadingError(f"unexpected {words.now}")
    return found


@dataclass(frozen=True, slots=True)
class Theorem:
    """left = right for all values of some names below their sizes; of `is_derive f p D` the derivative of f at p, and D."""

    ranges: tuple[tuple[str, Meaning], ...]
    left: Meaning
    right: Meaning


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a file: its variables with their types, its hypotheses, its definitions in order, its theorems."""

    variables: dict[str, str]
    hypotheses: dict[str, Meaning]
    definitions: dict[str, Meaning]
    theorems: dict[str, Theorem]
    parameters: dict[str, tuple[str, ...]]
    """The arguments of each definition."""

    def scope(self, given: Scope) -> Scope:
        """The meaning of all names, from that of the variables."""
        scope = {**VOCABULARY, **given}
        for name, meaning in self.definitions.items():
            scope[name] = meaning(dict(scope))
        return scope


def read_theorem(text: str) -> Theorem:
    """What a theorem says."""
    words = Words(text)
    names, ranges = [], []
    if words.now == "forall":
        words.take()
        names = words.names(",")
    for name in names:
        for each in ("(", name, "<"):
            words.take(each)
        ranges.append((name, expression(words, BINARY["+"][0])))
        for each in (")", "%nat", "->"):
            words.take(each)
    if words.now == "is_derive":
        words.take()
        function, point, right = atom(words), atom(words), atom(words)
        left: Meaning = lambda scope: slope(function(scope), point(scope))
    else:
        left = expression(words, BINARY["+"][0])
        words.take("=")
        right = expression(words, BINARY["+"][0])
    if words.now:
        raise ReadingError(f"unexpected {words.now}")
    return Theorem(tuple(ranges), left, right)


def read_sections(text: str) -> list[Section]:
    """The sections of a certificate, without the proofs."""
    text = without_comments(text)
    return [_section(body) for body in re.findall(r"Section Certificate\.(.*?)End Certificate\.", text, re.DOTALL)]


def without_comments(text: str) -> str:
    """The text with its comments, which may hold others, left out."""
    kept, depth = [], 0
    for piece in re.split(r"(\(\*|\*\))", text):
        if piece == "(*":
            depth += 1
        elif piece == "*)":
            depth -= 1
        elif depth == 0:
            kept.append(piece)
    return "".join(kept)


def _section(body: str) -> Section:
    body = re.sub(r"\bProof\.\s.*?\bQed\.", "", body, flags=re.DOTALL)
    section = Section({}, {}, {}, {}, {})
    for command in filter(None, (each.strip() for each in re.split(r"\.(?=\s|$)", body))):
        kind, _, rest = command.partition(" ")
        head, tail = re.split(r"\s:=\s" if kind == "Definition" else r"\s:\s", rest, maxsplit=1)
        if kind in ("Variable", "Variables"):
            section.variables.update(dict.fromkeys(head.split(), tail.strip()))
        elif kind == "Hypothesis":
            if head in section.hypotheses:
                raise ReadingError(f"two hypotheses {head}")
            if "ex_derive" not in tail:  # of any loss: it is given by its formula here
                section.hypotheses[head] = read_term(tail)
        elif kind == "Definition":
            name, names = head.split()[0], " ".join(re.findall(r"\(([^:()]*):", head))
            section.parameters[name] = tuple(names.split())
            section.definitions[name] = read_term(f"fun {names} => {tail}" if names else tail)
        elif kind == "Theorem":
            section.theorems[head] = read_theorem(tail)
        else:
            raise ReadingError(f"unexpected {kind}")
    return section
