"""A derivation as data: chains of steps, each with its rule, its place and its reason. Making, checking and printing are elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from derive.expression import ALWAYS, Condition, Expression, Named
from derive.rules import Rule

Place = tuple[int, ...]
"""Where in an expression: the numbers of the children from the top down."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rule applied once: `before` becomes `after`, at `where`, because of `rule`."""

    before: Expression
    after: Expression
    rule: Rule
    where: Place

    def why(self, lang: str = "en") -> str:
        """The reason as a sentence."""
        return self.rule.zh if lang == "zh" else self.rule.en


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: the expression it shows, and the steps that lead to it from the line before."""

    expression: Expression
    steps: tuple[Step, ...]

    def reasons(self, lang: str = "en") -> tuple[str, ...]:
        """What a teacher says beside the line: the sentences of its steps without the trivial ones, each once."""
        told = [step.why(lang) for step in self.steps if step.rule.grain != "tidy"]
        return tuple(dict.fromkeys(told or [step.why(lang) for step in self.steps][:1]))
