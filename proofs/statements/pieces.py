"""What a page of several answers is taken apart into: its chains, each with its place, and the sentences that they stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from derive.elaboration.context import Definition
from derive.parsing import syntax as s
from derive.parsing.differentials import stands_in
from derive.parsing.trees import strip
from proofs.answers.claims.script import Script, script_of
from proofs.statements.account import formulas
from proofs.statements.naming import defined, named_at_an_end

_STOP = re.compile(r"[.;。；!?](?=\s|$)|\n[ \t>]*\n|\n(?=[ \t>]*(?:[-*+•]|\\item)\s)")
_MARK = re.compile(r"\s*\n\s*(?:[-*+•]|\\item)\s+")
_STOPPED = re.compile(r"[.;。；]\s*(?:\\?[\])$]|\\end\{[A-Za-z*]+\}|\s)*$")


@dataclass(frozen=True, slots=True)
class PlacedChain:
    """One chain of a block. `region`: the formula that it stands in, with its delimiters; `display`: whether that is displayed; `text`: as it is written."""

    chain: s.Chain
    region: s.Span
    display: bool
    text: str

    @property
    def span(self) -> s.Span:
        """From its first side to its last condition."""
        ends = [self.chain.span[1], *(each.span[1] for each in self.chain.conditions)]
        return (self.chain.span[0], max(ends))

    @property
    def mention(self) -> bool:
        """Whether it is a symbol that the words speak of."""
        return not self.chain.operators and isinstance(strip(self.chain.sides[0]), s.Name | s.Scripted)

    @property
    def definition(self) -> Definition | None:
        """What it gives a name to: NAME = VALUE where no derivative stands on its left, or at an end of a longer chain."""
        made = named_at_an_end(self.chain, self.text)
        return made or (None if stands_in(self.chain.sides[0]) else defined(self.chain, self.text))


def pieces_of(page: Script) -> tuple[PlacedChain, ...]:
    r"""The pieces of a page; what cannot be read goes with the answer around it, and is told there.

    >>> from derive.parsing.macros import NO_MACROS
    >>> from proofs.statements.account import page_of
    >>> text = r"Since $z = W x$, $\nabla_W J = \delta x^\top$."
    >>> [text[slice(*piece.span)][:3] for piece in pieces_of(page_of(text, NO_MACROS))]
    ['z =', '\\na']
    """
    return tuple(
        PlacedChain(chain, each.span, each.display, page.source[slice(*chain.span)])
        for each in page.formulas
        for chain in each.chains
    )


def sentence_end(page: Script, region: s.Span) -> int:
    """Where the sentence ends that a formula stands in: at its stop, or with the formula where none follows before the next."""
    if _STOPPED.search(page.source[slice(*region)]):
        return region[1]
    found = _STOP.search(page.source, region[1], next_formula(page, region[1]))
    return found.end() if found else region[1]


def next_formula(page: Script, place: int) -> int:
    """Where the next formula begins; the end of the page where there is none."""
    return next((start for start, _ in formulas(page) if start >= place), len(page.source))


def behind_mark(page: Script, start: int) -> int:
    """`start`, or the formula behind it where nothing but the mark of a list stands before that: the mark is no minus sign."""
    formula = next_formula(page, start)
    return formula if _MARK.fullmatch(page.source[start:formula]) else start


def only(page: Script, keep: s.Span, without: Sequence[PlacedChain]) -> Script:
    """What stands in `keep`, without some pieces: blanks stand for everything else, so that every place stays where it was."""
    gone = {at for piece in without for at in range(*piece.span)} | {*range(keep[0]), *range(keep[1], len(page.source))}
    text = "".join(each if each == "\n" or at not in gone else " " for at, each in enumerate(page.source))
    left = {id(piece.chain) for piece in without}
    inside = []
    for each in page.formulas:
        shown = text[slice(*each.span)]
        if each.prose and shown.strip():
            inside.append(replace(each, prose=shown))
        elif not each.prose and keep[0] <= each.span[0] < keep[1] and _says(shown):
            inside.append(replace(each, chains=tuple(chain for chain in each.chains if id(chain) not in left)))
    return script_of(text, tuple(inside), page.macros, page.letters)


def _says(formula: str) -> bool:
    """Whether anything but delimiters is left of a formula."""
    return bool(re.sub(r"\\(?:begin|end)\s*\{[^{}]*\}|\\[\[\]()]|[$\s&]|\\\\", "", formula))
