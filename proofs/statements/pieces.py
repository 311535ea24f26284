"""A block of a document taken apart: its formulas as chains, each with its place, and the sentences that they stand in."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from derive.elaboration.context import Definition
from derive.elaboration.definitions import definition
from derive.elaboration.pages import statements
from derive.parsing import syntax as s
from derive.parsing.macros import Macros
from derive.parsing.trees import strip
from proofs.statements.marked import Marked

_STOP = re.compile(r"[.;。；!?](?=\s|$)|\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+•]|\\item)\s)")
_MARK = re.compile(r"\s*\n\s*(?:[-*+•]|\\item)\s+")
_STOPPED = re.compile(r"[.;。；]\s*(?:\\?[\])$]|\\end\{[A-Za-z*]+\}|\s)*$")


@dataclass(frozen=True, slots=True)
class PlacedChain:
    """One chain of a block. `region`: the formula that it stands in, with its delimiters; `display`: whether that is displayed."""

    chain: s.Chain
    region: s.Span
    display: bool

    @property
    def span(self) -> s.Span:
        """From its first side to its last condition."""
        ends = [self.chain.span[1], *(each.span[1] for each in self.chain.conditions)]
        return (self.chain.span[0], max(ends))

    @property
    def mention(self) -> bool:
        """Whether it is a symbol that the words speak of."""
        return not self.chain.operators and isinstance(strip(self.chain.sides[0]), s.Name | s.Scripted)

    def definition(self, text: str) -> Definition | None:
        """What it defines, if it has the form NAME = VALUE."""
        chain = s.Chain(self.chain.sides, self.chain.operators, self.chain.places, (), span=self.chain.span)
        try:
            return definition(chain, text[slice(*self.chain.span)])
        except s.ReadingError:
            return None


@dataclass(frozen=True, slots=True)
class Taken:
    """A block taken apart: its text with the formulas in it, and the pieces of those that can be read."""

    marked: Marked
    pieces: tuple[PlacedChain, ...]

    @property
    def text(self) -> str:
        """The text."""
        return self.marked.text

    def sentence_end(self, region: s.Span) -> int:
        """Where the sentence ends that a formula stands in: at its stop, or with the formula where none follows before the next."""
        if _STOPPED.search(self.text[slice(*region)]):
            return region[1]
        found = _STOP.search(self.text, region[1], self.next_formula(region))
        return found.end() if found else region[1]

    def next_formula(self, region: s.Span) -> int:
        """Where the formula behind this one begins; the end of the block where there is none."""
        return next((start for (start, _), _ in self.marked.formulas if start >= region[1]), len(self.text))

    def behind_mark(self, start: int) -> int:
        """`start`, or the formula behind it where nothing but the mark of a list stands before that: the mark is no minus sign."""
        formula = self.next_formula((start, start))
        return formula if _MARK.fullmatch(self.text[start:formula]) else start

    def only(self, keep: s.Span, without: Sequence[PlacedChain]) -> Marked:
        """What stands in `keep`, without some pieces: blanks stand for everything else, so that every place stays where it was."""
        marks = [each if each == "\n" or keep[0] <= at < keep[1] else " " for at, each in enumerate(self.text)]
        for piece in without:
            for at in range(*piece.span):
                marks[at] = marks[at] if marks[at] == "\n" else " "
        text = "".join(marks)
        inside = [(span, display) for span, display in self.marked.formulas if keep[0] <= span[0] < keep[1]]
        return Marked(text, tuple((span, display) for span, display in inside if _says(text[slice(*span)])))


def _says(formula: str) -> bool:
    """Whether anything but delimiters is left of a formula."""
    return bool(re.sub(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[\[\]()]|[$\s&]|\\\\", "", formula))


def taken_apart(text: str, macros: Macros) -> Taken:
    r"""The pieces of a block.

    >>> from derive.parsing.macros import NO_MACROS
    >>> found = taken_apart(r"Since $z = W x$, $\nabla_W J = \delta x^\top$.", NO_MACROS)
    >>> [text[:3] for text in (found.text[slice(*piece.span)] for piece in found.pieces)]
    ['z =', '\\na']
    """
    marked = Marked.of(text, macros)
    pieces: list[PlacedChain] = []
    for outer, display in marked.formulas:
        formula = marked.text[slice(*outer)]
        if formula.strip():
            with suppress(s.ReadingError):  # what cannot be read goes with the answer around it, and is told there
                chains = statements(re.sub(r"[^\n]", " ", marked.text[: outer[0]]) + formula, macros)
                pieces += [PlacedChain(chain, outer, display) for chain in chains]
    return Taken(marked, tuple(pieces))
