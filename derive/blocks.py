"""What a derivation is made of: prose, chains of steps and claims. Making, checking and printing are elsewhere.

Every chain says that its lines are all equal, every claim that its two sides are; each under the facts that it states.
"""

from dataclasses import dataclass

from derive.expression import Condition, Expression
from derive.rule import Rule

Path = tuple[int, ...]
"""Where in an expression: the numbers of the children from the top down."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in both languages; `{0}`, `{1}` … stand for its formulas."""

    en: str
    zh: str
    formulas: tuple[Expression | Condition, ...] = ()

    def __call__(self, lang: str) -> str:
        """The sentence in a language, its formulas still as {0}, {1} …"""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Step:
    """One rule applied once: `before` becomes `after` by putting `result` at `where`, because of `rule`."""

    before: Expression
    after: Expression
    rule: Rule
    where: Path
    result: Expression

    @property
    def why(self) -> Words:
        """The reason as a sentence."""
        return Words(self.rule.en, self.rule.zh)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: the expression it shows, and the steps that lead to it from the line before.

    `told` is what is said beside it instead of the sentences of its steps, where a whole derivation is one line of another.
    """

    expression: Expression
    steps: tuple[Step, ...]
    told: Words | None = None

    def reasons(self) -> tuple[Words, ...]:
        """What a teacher says beside the line: the sentences of its steps without the trivial ones, each once."""
        if self.told is not None:
            return (self.told,)
        telling = [step for step in self.steps if step.rule.grain in ("line", "said")] or [
            step for step in self.steps if step.rule.grain == "fold"
        ]
        return tuple(dict.fromkeys(step.why for step in telling or self.steps[:1]))


@dataclass(frozen=True, slots=True)
class Chain:
    """left = start = line = line = …, under the facts. `left` is how the quantity is called: ∂J/∂v_c."""

    left: Expression | None
    start: Expression
    lines: tuple[Line, ...]
    facts: tuple[Condition, ...] = ()

    @property
    def result(self) -> Expression:
        """The last line."""
        return self.lines[-1].expression if self.lines else self.start

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every single step."""
        return tuple(step for line in self.lines for step in line.steps)


@dataclass(frozen=True, slots=True)
class Claim:
    """left = right, under the facts; `definition` says that it holds because the left is a name for the right."""

    left: Expression
    right: Expression
    facts: tuple[Condition, ...] = ()
    definition: bool = False


Block = Words | Chain | Claim


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was decided of a derivation, and how far it reaches: "every" size, or up to the sizes tried."""

    lines: int
    steps: int
    sizes: str | dict[str, int]
