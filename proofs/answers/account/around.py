"""What stands around a formula on its page and may change what it says: asked in one way of every answer."""

import re
from dataclasses import dataclass

from derive.parsing import syntax as s
from derive.parsing.macros import Macros
from derive.parsing.passages import without_definitions
from derive.parsing.touching import touching
from derive.words.beside import blocking
from derive.words.enclosing import enclosed
from derive.words.quoting import as_written
from derive.words.remarks import remark, trick
from proofs.answers.claims.script import Script


@dataclass(frozen=True, slots=True)
class Around:
    """A formula and its surroundings.

    `before`, `behind`: the words of the page, with ⟦…⟧ for each formula among them; `ahead`, `after`: the text up to the formulas next to
    it. `formula`: with its delimiters; `at`: where in the `source` the claim begins; `joined`: another formula with nothing between.
    """

    before: str
    behind: str
    ahead: str
    after: str
    formula: str
    source: str
    at: int
    displayed: bool
    macros: Macros
    joined: str | None = None

    def words(self, kind: str, fitting: frozenset[str] = frozenset()) -> str | None:
        """The clause that changes, or may change, what the formula says, as it was written; words that are `fitting` say nothing against it."""
        found = blocking(self.before, self.behind, kind, fitting, self.displayed)
        return found and as_written(found, self.source, self.at)

    def touched(self) -> str | None:
        """Mathematics that touches it from outside of its delimiters, or another formula with nothing between."""
        return self.joined or touching(self.ahead, self.after)

    def inside(self) -> str | None:
        """What it says about itself and no reading of it holds, or what it stands in, where that may hide it."""
        return remark(self.formula) or trick(self.source) or enclosed(self.source, self.at, self.macros)


def around(script: Script, at: int, start: int, before: str, behind: str) -> Around:
    """What stands around formula `at`, in which a claim begins at `start`; `before`, `behind`: the words as they are to be looked at."""
    passages = script.formulas
    ahead, after = (passages[k].prose if 0 <= k < len(passages) else "" for k in (at - 1, at + 1))
    own = passages[at]
    formula, near = script.source[slice(*own.span)], joined(script, at)
    return Around(before, behind, ahead, after, formula, script.source, start, own.display, script.macros, near)


def joined(script: Script, at: int) -> str | None:
    """A formula right before or behind formula `at` that may be a factor of it."""
    return next((found for step in (-1, 1) if (found := _factor(script, at, _beyond_a_box(script, at, step)))), None)


def _beyond_a_box(script: Script, at: int, step: int) -> int:
    """The passage next to formula `at`, or the one behind the brackets of a command."""
    near = at + step
    words = script.formulas[near].prose if 0 <= near < len(script.formulas) else ""
    return near + step if words and not _BOXED.sub("", words) else near


def _factor(script: Script, at: int, other: int) -> str | None:
    """A formula right beside another one, with blanks alone between, that may be a factor of it: $2$ $A$; a label or a condition is none."""
    if not 0 <= other < len(script.formulas) or len(chains := script.formulas[other].chains) != 1:
        return None
    (_, start), (end, _) = sorted((script.formulas[at].span, script.formulas[other].span))
    formula, first = script.source[slice(*script.formulas[other].span)], chains[0].sides[0]
    alone = len(chains[0].sides) == 1 and not isinstance(first, s.Empty | s.Group | s.Words)
    defines = not without_definitions(formula).strip("$\\()[] \n")
    between = script.source[start:end].strip(" \t")
    boxed = isinstance(first, s.Numeral | s.Signed) and not _BOXED.sub("", between)
    return formula if alone and not defines and (not between or boxed) else None


_BOXED = re.compile(r"[} \t]|\\[A-Za-z]+\*?(?:\[[^\]]*\])*\{")
"""The end of a command's argument before a formula, or the beginning of one behind it."""
