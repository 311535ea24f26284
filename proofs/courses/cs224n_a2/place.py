"""Which part a statement belongs to: by what stands on its left and in its formula; letters only help.

The parts of an assignment are told apart by the loss they are about and by what they differentiate by. Both are looked for in the
statement itself, then in what stood before it, and the letter of the block decides only between parts that remain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from derive.problem import Part, Problem
from derive.reading import syntax as s
from derive.reading.context import every, key, strip
from derive.reading.symbols import is_signed_matrix
from proofs.answers.equations import Statement
from proofs.courses.cs224n_a2.shape import by_formula
from proofs.courses.cs224n_a2.signs import LOSSES, Signs, differentiated, differentiated_by, signs_of
from proofs.courses.cs224n_a2.topic import about_the_assignment
from proofs.documents.document import Block, Document

BY_TARGET = {
    ("naive", "v_c"): "b.1",
    ("naive", "v"): "b.1",
    ("naive", "u_o"): "c",
    ("naive", "u"): "c",
    ("naive", "U"): "d",
    ("negative", "v_c"): "g.1.v_c",
    ("negative", "v"): "g.1.v_c",
    ("negative", "u_o"): "g.1.u_o",
    ("negative", "u"): "g.1.u_ws",
    ("negative", "U_o"): "g.2.U",
    ("negative", "U"): "g.2.U",
    ("window", "U"): "i.1",
    ("window", "v_c"): "i.2",
    ("window", "v"): "i.3",
    ("window", "u"): "i.3",
    ("window", "u_o"): "i.3",
}


FAMILY = {"signed": "negative", "cross_entropy": "naive"}
"""Losses that are another one under a different name."""


@dataclass(slots=True)
class Placing:
    """What has been placed so far in a document: it tells repeated questions apart and carries the loss on."""

    problem: Problem
    loss: str = ""
    seen: set[str] = field(default_factory=set)
    hints: dict[str, str] = field(default_factory=dict)
    last: str | None = None
    here: set[str] = field(default_factory=set)
    lettered: set[str] = field(default_factory=set)
    foreign: int = 0

    def begin(self) -> None:
        """A new block begins."""
        self.here, self.lettered = set(), set()

    def place(self, statement: Statement, hint: str, alone: bool = False) -> str | None:
        """The id of the part that a statement answers; None for helpers and definitions.

        `alone`: nothing else stands in its block. Afterwards `lettered` holds the parts of this block that the letter alone named,
        and `foreign` counts the derivatives by what the assignment does not know.
        """
        signs = signs_of(statement, self.problem)
        self.foreign += signs.variable == "?"
        found = self._by_signs(signs, statement, hint, alone)
        if found is not None:
            self.seen.add(found)
            self.here.add(found)
            self.last = found
            if signs.loss in ("naive", "negative", "window"):
                self.loss = signs.loss
        return found

    def _by_signs(self, signs: Signs, statement: Statement, hint: str, alone: bool) -> str | None:
        letters = {part.id for part in self.problem.parts}
        hint = _within_the_question(hint, letters)
        if signs.variable == "x":
            return "f" if signs.loss == "sigmoid" else "e" if signs.alpha else "e.relu"
        if signs.entropy:
            return "a"
        if signs.variable == "?":
            left = statement.sides[0]
            own = hint in letters and self.problem.part(hint).loss_name == "sigmoid" and "f" not in differentiated(left)
            return hint if own and differentiated_by(left, self.problem) == "x" else None  # ds/dx of s = σ(x)
        if signs.variable:
            loss = signs.loss or self._loss_of(hint) or self.loss or "naive"
            if signs.variable == "v" and _vanishes(statement):
                loss = "window" if signs.loss in ("", "window") else loss
            found = BY_TARGET.get((loss, signs.variable))
            if (
                found in self.seen - self.here
                and hint in letters - self.seen
                and hint not in self.hints
                and self._loss_of(hint) == loss
            ):
                return hint  # the letter's own question, under the left side of another
            if found == "g.1.u_ws" and hint == "h" and self._agreed():
                return hint
            if found == "i.3" and isinstance(strip(statement.sides[-1]), s.Branches):
                return "i.2"  # both in one, by cases
            if found == "g.1.v_c" and signs.matrix:
                return "g.2.v_c"
            if found == "g.1.u_ws" and (signs.repeats or self._repeated(hint)):
                return "h"
            return found
        if signs.unnamed and _lone(statement, alone):
            return None
        if hint in letters and self._fits(hint, signs, statement):
            self.lettered.add(hint)
            return hint
        if signs.matrix and signs.loss == "negative" and not _defines_matrix(statement, self.problem):
            return "g.2.reuse"
        if signs.unnamed and hint:
            return (None if hint.isdigit() else self.hints.get(hint)) or self._numbered(hint, signs.loss)
        return None

    def _numbered(self, hint: str, loss: str) -> str | None:
        """The part that a bare number stands for, in the group of its loss or of the last answer: 2 after g.1 is g.2."""
        number = hint.rsplit(".", 1)[-1]
        group = (
            next((part.id for part in self.problem.parts if part.loss_name == "window"), "")
            if loss == "window"
            else self.last
        )
        if not number.isdigit() or group is None:
            return None
        block = f"{group.split('.')[0]}.{number}"
        found = [part for part in self.problem.parts if part.id == block or part.id.startswith(block + ".")]
        return next((part.id for part in found if part.kind == "reuse"), found[0].id if len(found) == 1 else None)

    def _loss_of(self, hint: str) -> str:
        """The loss that the block is about, if the letter is one of the assignment's own."""
        part = (
            next((part for part in self.problem.parts if part.id == hint or part.id.startswith(hint + ".")), None)
            if hint
            else None
        )
        loss = family(part) if part else ""
        return loss if any(loss == known for known, _ in BY_TARGET) else ""

    def _repeated(self, hint: str) -> bool:
        """Whether a second derivative by a sample's vector is the question on repeated samples."""
        return (
            "g.1.u_ws" in self.seen - self.here
            and self.hints.get(hint) != "g.1.u_ws"
            and hint[:1] not in {h[:1] for h, part in self.hints.items() if part == "g.1.u_ws"}
        )

    def _agreed(self) -> bool:
        """Whether the letters that a document used after the first ones are those of the assignment."""
        return any(letter[:1] == part[:1] for letter, part in self.hints.items() if letter[:1] in ("d", "e", "f", "g"))

    def _fits(self, hint: str, signs: Signs, statement: Statement) -> bool:
        part = self.problem.part(hint)
        if part.kind == "zero":
            return signs.equation
        if part.kind == "identity":
            return signs.equation and _of_entries(statement)
        if part.kind != "gradient" or not signs.unnamed:
            return False
        shown = by_formula(statement, signs, self.problem)
        return shown is None or family(self.problem.part(shown)) == family(part)

    def place_by_formula(self, statement: Statement) -> str | None:
        """The id of the part that a formula without a left side answers, by its right end."""
        signs = signs_of(statement, self.problem)
        bare = signs.unnamed and not _lone(statement, alone=False)
        found = by_formula(statement, signs, self.problem) if bare else None
        if found is not None:
            self.seen.add(found)
            self.here.add(found)
            self.last = found
        return found

    def remember(self, hint: str, part: str) -> None:
        """That a block with this letter held an answer to this part."""
        self.hints.setdefault(hint, part)

    def serves(self, helper: Statement, part: Part) -> bool:
        """Whether a helper may belong to a part: the definition of another loss does not."""
        signs = signs_of(helper, self.problem)
        defines = not signs.variable and len(helper.sides) > 1 and bool(differentiated(helper.sides[0]) & LOSSES)
        return not defines or family(part) == (signs.loss or "naive")

    def kept(self, answers: Sequence[tuple[Block, Part, bool]], document: Document) -> list[bool]:
        """Whether each answer is about this assignment."""
        return about_the_assignment(answers, document, self.foreign)


def _within_the_question(hint: str, letters: set[str]) -> str:
    """f for question 1 (f), the question on word2vec, also under a title such as "a2"; other labels as they are."""
    words = hint.split(".")
    if words[:1] == ["a"] and words[1:2] == ["1"]:
        words = words[1:]
    rest = ".".join(words[1:])
    return rest if words[:1] == ["1"] and rest in letters else hint


def family(part: Part) -> str:
    """The loss of a part, by one name."""
    return FAMILY.get(part.loss_name, part.loss_name)


def _lone(statement: Statement, alone: bool) -> bool:
    """Whether a statement is a symbol that the text mentions, or a left side without a right one."""
    if len(statement.sides) > 1:
        return False
    only = strip(statement.sides[0])
    if isinstance(only, s.Numeral):
        return not (statement.display or alone)
    return (
        isinstance(only, s.Name | s.Scripted | s.Words | s.Empty)
        or (not statement.display and len(every(only)) < 6)
        or (bool(differentiated(only) & LOSSES) and not any(isinstance(node, s.Big) for node in every(only)))
    )


def _of_entries(statement: Statement) -> bool:
    """Whether an equation is about y, and by logarithms or entry by entry: y_o = 1; not ŷ = softmax(θ)."""
    nodes = [node for side in statement.sides for node in every(side)]
    names = {(node.name, node.accents) for node in nodes if isinstance(node, s.Name)}
    return ("y", ()) in names and (
        ("log", ()) in names or any(isinstance(strip(each), s.Numeral | s.Branches) for each in statement.sides)
    )


def _vanishes(statement: Statement) -> bool:
    last = strip(statement.sides[-1])
    return key(last) in ("0", "vec 0", "o")


def _defines_matrix(statement: Statement, problem: Problem) -> bool:
    return len(statement.sides) > 1 and is_signed_matrix(strip(statement.sides[0]), problem.notation)
