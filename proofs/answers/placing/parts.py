"""Which part of an assignment an equation of a document answers: by the derivative on its left, by what stands in it, then by its letter.

An equation is read once in every part. Of the parts that ask for its derivative that one is meant whose loss has most in common with
it; between parts that are alike the letter decides, then what was answered before, then which of them it is true of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from derive.parsing import syntax as s
from derive.parsing.differentials import differentiates_by, stands_in
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from derive.reading.losses import words_below
from derive.words.claims import leads_to_the_answer
from derive.words.labels import LABEL
from derive.words.plain import plain
from proofs.answers.claims.equations import Equation, case_letters
from proofs.answers.claims.restrictions import is_case
from proofs.answers.claims.symbols_used import words_of_variable
from proofs.answers.placing.looks import (
    LeftSide,
    Look,
    is_true,
    likeness_of,
    look,
    mentioned,
    most_alike,
    named_by,
    names_member,
    of_argument,
    of_entries,
    of_window,
    own_marks,
    sums_logarithms,
    unnamed,
)
from proofs.documents.document import Block


@dataclass(slots=True)
class Placing:
    """What has been placed so far in a document.

    `last`: the part placed last, `loss` what it is about; `seen`: the parts that have an answer, `here` those in this block;
    `lettered`: those of this block that its letter alone named, `called` those that words before a value did; `foreign`: how many derivatives are of something else;
    `speaks`: a vector of the assignment was written, u_w or v_c; `label`: that of this block, `under`: what stood under each label before.
    """

    problem: Problem
    loss: str = ""
    last: str = ""
    seen: set[str] = field(default_factory=set)
    here: set[str] = field(default_factory=set)
    lettered: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    foreign: int = 0
    speaks: bool = False
    label: str = ""
    under: dict[str, set[str]] = field(default_factory=dict)

    def begin(self, label: str = "") -> None:
        """A new block begins, under this label."""
        if self.label[:1].isalpha():
            self.under.setdefault(self.label, set()).update(self.here)
        self.here, self.lettered, self.called, self.label = set(), set(), set(), label

    def place(self, cases: Sequence[Equation], hint: str, alone: bool = False) -> str | None:
        """The id of the part that an equation, perhaps told by cases, answers; None for helpers. `alone`: nothing else stands in its block."""
        cases = [_bare(each) for each in cases]
        equation, parts = cases[0], self.problem.parts
        self.speaks = self.speaks or any(names_member(each, self.problem) for each in cases)
        hint = self._within_the_question(hint)
        own = self._own(hint)
        left = equation.sides[0]
        if len(equation.sides) > 1 and stands_in(left):
            named = list(zip(parts, named_by(equation, self.problem), strict=True))
            named = [(part, how) for part, how in named if how.exact and self._may_be(part, cases)]
            if named:
                return self._placed(self._best(named, cases, own, hint))
            self.foreign += 1
            rest = self._left_over(left)
            return self._placed(rest or own) if rest or (own is not None and of_argument(left, own)) else None  # type: ignore[arg-type]
        entropy = next((part for part in parts if part.kind == "identity" and sums_logarithms(equation, part)), None)
        if entropy is not None:
            return self._placed(entropy)
        if mentioned(equation, self.problem, alone):
            return None
        free = own is not None and (own.id == hint or own.id not in self.seen)
        if own is not None and free and self._fits(own, equation):
            self.lettered.add(own.id)
            return self._placed(own)
        bare = unnamed(equation) and not equation.goes_on
        found = self.reused(equation) or (self._numbered(hint, equation) if unnamed(equation) else None)
        found = found or (self._called(hint, equation) if bare else None)
        return None if found is None else self._placed(found)

    def place_cases(self, cases: Sequence[Equation], hint: str, current: str | None) -> str | None:
        """The id of the part of which values are told case by case, in a block whose last equation was placed in `current`."""
        able = [part for part in self.problem.parts if self._has_cases(part)]
        own = next((part for part in able if part.id == self._within_the_question(hint)), None)
        if own is not None and current in (None, own.id):
            self.lettered.update({own.id} - {current})
            return self._placed(own)
        if any(part.id == current for part in able):
            return current
        true = next((part for part in able if is_true(cases, part, self.problem)), None)
        return None if true is None else self._placed(true)

    def _own(self, hint: str) -> Part | None:
        """The part of a label, or the only one under it that asks for a gradient."""
        exact = next((part for part in self.problem.parts if part.id == hint), None)
        under = self._gradients_under(hint)
        return exact or (under[0] if len(under) == 1 else None)

    def _gradients_under(self, hint: str) -> list[Part]:
        """The parts below a label that ask for a gradient."""
        below = [part for part in self.problem.parts if hint and part.id.startswith(f"{hint}.")]
        return [part for part in below if part.kind == "gradient"]

    def _has_cases(self, part: Part) -> bool:
        """Whether a value may be another one in another case: for another word, or at another number."""
        return part.kind == "gradient" and (part.place.argument is not None or bool(part.place.generic))

    def _within_the_question(self, hint: str) -> str:
        """f for 1.f and a.1.f, where the first question has the parts."""
        for ahead in ("1.", "a.1."):
            rest = hint.removeprefix(ahead)
            if rest != hint and any(part.id == rest for part in self.problem.parts):
                return rest
        return hint

    def _placed(self, part: Part) -> str:
        self.seen.add(part.id)
        self.here.add(part.id)
        self.last, self.loss = part.id, self._family(part) or self.loss
        return part.id

    def _look(self, part: Part, *cases: Equation) -> Look:
        return look(cases, part, self.problem)

    def _family(self, part: Part) -> str:
        """The loss of a part, by one name for all its forms."""
        return self.problem.notation.forms.get(part.loss_name, part.loss_name)

    def _is_of(self, part: Part, cases: Sequence[Equation]) -> bool:
        """Whether an equation can be about a part: many functions are called f."""
        return part.place.argument is None or self._look(part, *cases).alike >= 0

    def _left_over(self, left: s.Syntax) -> Part | None:
        """The one part without an answer of those that this block answers, where the derivative is of their loss by what none asks for."""
        parts, names = self.problem.parts, self.problem.notation.loss_names
        group = [part for part in parts if self.here and part.id.startswith(f"{self.last.split('.')[0]}.")]
        rest = [part for part in group if part.kind == "gradient" and part.id not in self.seen]
        words = {word for node in every(left) for word in [key(node)] if word}
        named = {loss for stem, loss in names.items() for word in words if stem in word}
        return rest[0] if len(rest) == 1 and rest[0].loss_name in named else None

    def _may_be(self, part: Part, cases: Sequence[Equation]) -> bool:
        """Whether an equation can be about a part, or stands under a label where that part stood before."""
        return part.id in self.under.get(self.label, ()) or self._is_of(part, cases)

    def _best(self, named: list[tuple[Part, LeftSide]], cases: Sequence[Equation], own: Part | None, hint: str) -> Part:
        """One of the parts that ask for the derivative on the left."""

        before = self.seen - self.here
        again = [part for part, _ in named if part.id in self.under.get(self.label, ())]
        if len(again) == 1 and again[0] is own:
            return again[0]  # the same label twice names the same part

        found = self._nearest(named, cases) if len(named) > 1 else [named[0][0]]
        if own is not None and self._family(own) == self._family(found[0]):
            anew = own.id not in self.seen and {part.id for part in found} <= before
            if anew or (own in found and own.id not in before):
                return own  # also where the left side is that of another, answered before
        found = [part for part in found if part.id not in before] or found
        found = [part for part in found if part.id.startswith(f"{hint}.")] or found
        true = [part for part in found if is_true(cases, part, self.problem)] if len(found) > 1 else []
        return min(true, key=lambda part: len(part.assumptions)) if true else found[0]

    def _nearest(self, named: list[tuple[Part, LeftSide]], cases: Sequence[Equation]) -> list[Part]:
        """The parts with whose loss an equation has most in common; it is not read where it cannot have as much."""

        def rank(alike: int, part: Part, how: LeftSide) -> tuple[int, bool, int]:
            return alike + 2 * how.said, self._family(part) == self.loss, how.exact

        most = {part.id: rank(most_alike(cases, part, self.problem), part, how) for part, how in named}
        ranks: dict[str, tuple[int, bool, int]] = {}
        for part, how in sorted(named, key=lambda each: most[each[0].id], reverse=True):
            if not ranks or most[part.id] >= max(ranks.values()):
                ranks[part.id] = rank(self._look(part, *cases).alike, part, how)
        return [part for part, _ in named if ranks.get(part.id) == max(ranks.values())]

    def _fits(self, part: Part, equation: Equation) -> bool:
        """Whether an equation without a derivative on its left can be what the part of its letter asks for."""
        if part.kind == "zero":
            return len(equation.sides) > 1
        if part.kind == "identity":
            return len(equation.sides) > 1 and of_entries(equation, part)
        alike = self._look(part, equation).alike
        if part.kind != "gradient" or not unnamed(equation) or alike < 0:
            return False
        others = [each for each in self.problem.parts if each.variable != part.variable or each.loss != part.loss]
        near = [each for each in others if most_alike([equation], each, self.problem) >= alike]
        nearer = [each for each in near if self._look(each, equation).alike >= alike]
        true = is_true([equation], part, self.problem)
        return true or not any(is_true([equation], other, self.problem) for other in nearer)

    def reused(self, equation: Equation) -> Part | None:
        """The part that asks for a quantity, where a formula has the functions and the matrix of that quantity."""
        reused = [part for part in self.problem.parts if part.kind == "reuse"]
        return next(
            (part for part in reused if own_marks(part) <= self._look(part, equation).shown | {part.loss_name}), None
        )

    def _numbered(self, hint: str, equation: Equation) -> Part | None:
        """The part that a bare number stands for, in the group of the window or of the last answer: 2 after g.1 is g.2."""
        parts, number = self.problem.parts, hint.rsplit(".", 1)[-1]
        window = next((part.id for part in parts if part.place.window and of_window(equation, self.problem)), "")
        group = (window or self.last).split(".")[0]
        if not number.isdigit() or not group:
            return None
        found = [part for part in parts if f"{part.id}.".startswith(f"{group}.{number}.")]
        return next((part for part in found if part.kind == "reuse"), found[0] if len(found) == 1 else None)

    def _called(self, hint: str, equation: Equation) -> Part | None:
        """The part under a label of which the short line before a value names the variable: "Centre vector:"."""
        said = plain(equation.before.rpartition("⟧")[2]).split()
        words = {word.strip(".,:;()-").removesuffix("s") for word in said} if len(said) <= LABEL else set()
        under = [part for part in self._gradients_under(hint) if part.id not in self.here]
        found = [part for part in under if words & self._own_words(part)]
        if len({part.by_word for part in found}) != 1:
            return None
        self.called.add(found[0].id)
        return found[0]

    def called_the_answer(self, equations: Sequence[Equation]) -> dict[str, list[Equation]]:
        """Under the label of a gradient the last value that the words call the answer, though nothing in it shows that it is."""
        own = self._own(self._within_the_question(self.label))
        bare = [
            each for each in equations if len(each.sides) == 1 and not each.told and leads_to_the_answer(each.before)
        ]
        arrays = {*self.problem.notation.symbols, *self.problem.notation.families}
        of_arrays = [each for each in bare if any(key(node) in arrays for node in every(each.sides[0]))]
        shown = [each for each in of_arrays if not mentioned(each, self.problem)]
        if own is None or own.kind != "gradient" or own.id in self.seen or not shown:
            return {}
        self.lettered.add(own.id)
        return {self._placed(own): shown[-1:]}

    def _own_words(self, part: Part) -> frozenset[str]:
        """The words that name the variable of a part; of a sample those that are not the outside word's too."""
        described, letter = self.problem.notation.described, part.by_word.partition("_")[0]
        shared = described.get(f"{letter}_{self.problem.notation.outside}", frozenset())
        sampled = bool(part.place.samples) and part.by_word not in described
        return words_of_variable(part) - (shared if sampled else frozenset())

    def place_by_formula(self, equation: Equation) -> str | None:
        """The id of the part that a formula without a left side answers."""
        if not unnamed(equation) or mentioned(equation, self.problem):
            return None
        found = next((part for part in self.problem.parts if is_true([equation], part, self.problem)), None)
        return None if found is None else self._placed(found)

    def serves(self, helper: Equation, part: Part) -> bool:
        """Whether a helper may belong to a part: the definition of another loss does not."""
        words = all(map(is_case, (*helper.conditions, *helper.negated)))
        if helper.told and words and any(letter not in part.place.free for letter in case_letters(helper)):
            return False  # of a word that the part does not speak of
        notation, left = self.problem.notation, every(helper.sides[0])
        names = {key(node) for node in left}
        if len(helper.sides) < 2 or any(map(differentiates_by, left)) or not names & set(notation.loss_letters):
            return True
        below = [
            node.below for node in left if isinstance(node, s.Scripted) and key(node.base) in notation.loss_letters
        ]
        told = [words_below(each) for each in below if each is not None]
        if told:
            named = notation.named_loss(told[0])
            return named is not None and notation.forms.get(named, named) == self._family(part)
        alike = zip(self.problem.parts, likeness_of(helper, self.problem), strict=True)
        likeness = {self._family(other): like for other, like in alike}
        return part.place.argument is None and likeness[self._family(part)] == max(likeness.values())

    def kept(self, answers: Sequence[tuple[Block, Part, bool]], blocks: Sequence[Block]) -> list[bool]:
        """Whether each answer (its block, its part, whether the letter alone named it) is about this assignment.

        What only a letter named is dropped where no formula of the same run of letters is about one of the assignment's losses:
        other questions of the same document have an (a) too.
        """
        shows = [
            not lettered and part.place.argument is None and part.kind == "gradient" for _, part, lettered in answers
        ]
        if not self.speaks:  # σ′ is found in every text on networks
            return [
                not lettered and part.place.argument is not None and not self.foreign for _, part, lettered in answers
            ]
        run = dict(zip([each.number for each in blocks], runs(blocks), strict=True))
        shown = {run[block.number] for (block, _, _), each in zip(answers, shows, strict=True) if each}
        return [
            not lettered or run[block.number] in shown or (not shown and part.kind == "gradient")
            for block, part, lettered in answers
        ]


def runs(blocks: Sequence[Block]) -> list[int]:
    """For each block the number of its run of letters: a new one begins where the question changes or the letters begin again.

    >>> from proofs.documents.page import Page, Source
    >>> one = Page.of(Source("a.md", "text"))
    >>> runs([Block(one, letter) for letter in ("a", "b.1", "b.2", "a", "c")])
    [0, 0, 0, 1, 1]
    """
    found: list[int] = []
    number, question, letter = 0, "", ""
    for block in blocks:
        first = block.hint[:1] if block.hint[:1].isalpha() else ""
        changed = bool(question and block.question and block.question != question)
        again = first == "a" and letter > "a"
        number += changed or again
        question = block.question or question
        letter = first or letter
        found.append(number)
    return found


def _bare(equation: Equation) -> Equation:
    """An equation for a derivative with a sign or a number before it, −∂J/∂θ = …, as one for the derivative: where it belongs is the same."""
    left = strip(equation.sides[0])
    if len(equation.sides) == 1 or not stands_in(left):
        return equation
    if isinstance(left, s.Signed):
        left = strip(left.operand)
    if isinstance(left, s.Juxtaposition) and isinstance(strip(left.factors[0]), s.Numeral):
        rest = replace(left, factors=left.factors[1:], operators=left.operators[1:])
        left = strip(rest if len(rest.factors) > 1 else rest.factors[0])
    return replace(equation, sides=(left, *equation.sides[1:]))
