"""Which part a statement belongs to: by what stands on its left and in its formula; letters only help.

The parts of an assignment are told apart by the loss they are about and by what they differentiate by. Both are looked for in the
statement itself, then in what stood before it, and the letter of the block decides only between parts that remain.
"""

from dataclasses import dataclass, field

from derive import expression as x
from derive.problem import Part, Problem
from derive.reading import syntax as s
from derive.reading.context import Convention, every, key, parts, strip
from proofs.answers.meaning import read_meaning
from proofs.answers.script import Script, Statement


def aimed_parts(script: Script, parts: tuple[Part, ...], problem: Problem) -> list[Part]:
    """Of several parts, those that some claim of the script is about; the first that can be decided where none is named."""
    found = []
    for part in parts:
        if part.variable is None:
            continue
        meaning = read_meaning(script, problem, part, Convention(), {})
        for claim in meaning.claims:
            by = claim.by.operand if isinstance(claim.by, x.Transpose) else claim.by
            if by is not None and by == part.variable:
                found.append(part)
                break
    return found or [next((part for part in parts if part.kind == "reuse"), parts[0])]


# --------------------------------------------------------------------------------------------------------- what a statement shows


@dataclass(frozen=True, slots=True)
class Signs:
    """What is seen of a statement without reading its meaning.

    `variable`: "u_o", "u", "v_c", "v", "U", "U_o" (the signed matrix), "x", "" (no derivative on the left), "?" (of something else).
    `loss`: the loss named or shown: "naive", "negative", "window", "sigmoid", "relu" or "".
    """

    variable: str
    loss: str
    repeats: bool = False
    alpha: bool = False
    entropy: bool = False
    equation: bool = False
    matrix: bool = False
    unnamed: bool = False


def base_letter(node: s.Syntax) -> str:
    """The letter under accents and scripts."""
    node = strip(node)
    if isinstance(node, s.Scripted):
        return base_letter(node.base)
    return node.name if isinstance(node, s.Name) else ""


def signs_of(statement: Statement, problem: Problem) -> Signs:
    """Look at a statement."""
    sides = statement.sides
    left, nodes = sides[0], [node for side in sides for node in every(side)]
    right = [node for side in sides[1:] for node in every(side)] or nodes
    variable = differentiated_by(left, problem) if len(sides) > 1 else ""
    loss = named_loss(left, problem) or shown_loss(nodes, right, problem)
    names = {node.name for node in nodes if isinstance(node, s.Name)}
    body = differentiated(left) if variable else set()
    if variable == "x":
        loss = "sigmoid" if "sigma" in body else "relu" if "f" in body and names <= PIECEWISE else ""
        variable = variable if loss else "?"
    elif variable and not body & LOSSES:
        variable = "?"
    elif variable == "U" and isinstance(strip(sides[-1]), s.Branches):
        variable = "u"  # cases by word are about its vector, whatever the left side says
    entropy = any(
        isinstance(node, s.Big) and {"y", "log"} <= {each.name for each in every(node.body) if isinstance(each, s.Name)}
        for node in every(left)
    )
    conditions = [
        node
        for node in nodes
        if isinstance(node, s.Big)
        for below in ([node.below] if node.below else [])
        for each in every(below)
        if _equal_samples(each, problem)
    ]
    counts = any(
        isinstance(node, s.Group)
        and node.opening == "|"
        and key(strip(node.inner))
        and not problem.notation.size_of(key(strip(node.inner)) or "")
        for node in right
    )
    indicators = any(isinstance(node, s.Relation) and _equal_samples(node, problem) for node in right)
    return Signs(
        variable=variable,
        loss=loss,
        repeats=bool(conditions) or counts or indicators,
        alpha="alpha" in names,
        entropy=entropy,
        equation=len(sides) > 1,
        matrix=any(_signed_matrix(node) for node in nodes),
        unnamed=isinstance(strip(left), s.Empty) or len(sides) == 1,
    )


LOSSES = {"J", "L", "CE"}
PIECEWISE = {"f", "x", "alpha", "d", "partial", "max", "otherwise", "relu", "ReLU", "if"}
"""All names that may stand in the derivative of a piecewise linear function."""


def differentiated(left: s.Syntax) -> set[str]:
    """The names in what a left side differentiates, the variable left out."""
    outside: set[str] = set()

    def gather(node: s.Syntax) -> None:
        if isinstance(node, s.Fraction) and _differential(node):
            gather(node.numerator)
            return
        if isinstance(node, s.Scripted):
            gather(node.base)
            return
        if isinstance(node, s.Name):
            outside.add(node.name)
        for part in parts(node):
            gather(part)

    gather(left)
    return outside - {"partial", "nabla"}


def differentiated_by(left: s.Syntax, problem: Problem) -> str:
    """What a left side differentiates by, as a word of Signs."""
    for node in every(left):
        below: s.Syntax | None = None
        if isinstance(node, s.Scripted) and key(node.base) in ("nabla",) and node.below is not None:
            below = node.below
        elif isinstance(node, s.Scripted) and node.primes and base_letter(node) in ("sigma", "f"):
            return "x"
        elif isinstance(node, s.Fraction) and _differential(node):
            below = node.denominator
        elif isinstance(node, s.Juxtaposition) and "/" in node.operators and key(node.factors[0]) in ("partial", "d"):
            at = node.operators.index("/") + 1
            below = (
                s.Juxtaposition(node.factors[at:], node.operators[at:], span=node.span)
                if at + 1 < len(node.factors)
                else node.factors[at]
            )
        if below is not None:
            return _variable(below, problem)
    return ""


def _differential(node: s.Fraction) -> bool:
    return any(
        isinstance(each, s.Name) and each.name in ("partial", "d", "delta")
        for side in (node.numerator, node.denominator)
        for each in every(side)[:4]
    )


def _variable(below: s.Syntax, problem: Problem) -> str:
    for node in every(below):
        if isinstance(node, s.Name) and node.name in ("partial", "d", "delta"):
            continue
        if _signed_matrix(node):
            return "U_o"
        if isinstance(node, s.Scripted) and node.below is not None:
            letter, index = base_letter(node), _first_index(node.below)
            if letter in ("v", "nu", "V") or (letter in ("w",) and index == "c"):
                return "v_c" if index in ("c",) and letter != "w" else "v"
            if letter in ("u", "U", "w"):
                return "u_o" if index in ("o", "0") else "u"
            if letter == "x":
                return "x"
            return "?"
        if isinstance(node, s.Name):
            if node.name in ("U", "x"):
                return node.name
            if node.name in ("u", "w"):
                return "u"
            if node.name in ("v",):
                return "v_c"
            return "?"
    return "?"


def _first_index(below: s.Syntax) -> str:
    """The first letter of a subscript, w_s as "w_s"."""
    below = strip(below)
    if isinstance(below, s.Relation):
        return _first_index(below.sides[0])
    if isinstance(below, s.Listing):
        return _first_index(below.items[0])
    return key(below) or ""


def _signed_matrix(node: s.Syntax) -> bool:
    return (
        isinstance(node, s.Scripted)
        and base_letter(node) == "U"
        and node.below is not None
        and isinstance(strip(node.below), s.Listing)
    )


def _equal_samples(node: s.Syntax, problem: Problem) -> bool:
    """Whether this is w_i = w_s, or w_s alone under a sum."""
    letter = problem.notation.samples
    if isinstance(node, s.Relation):
        return sum(
            base_letter(side) == letter and isinstance(strip(side), s.Scripted) for side in node.sides
        ) >= 1 and not any(_is_set(side) for side in node.sides)
    return isinstance(node, s.Scripted) and base_letter(node) == letter and node.below is not None


def _is_set(node: s.Syntax) -> bool:
    return (
        isinstance(strip(node), s.Listing) or (isinstance(strip(node), s.Group)) or key(strip(node)) in ("Vocab", "V")
    )


def named_loss(left: s.Syntax, problem: Problem) -> str:
    """The loss that the subscript of J names, or that its arguments show to be a window's."""
    if any(isinstance(node, s.Scripted) and _offset(node) for node in every(left)):
        return "window"
    for node in every(left):
        if isinstance(node, s.Scripted) and base_letter(node) in ("J", "L") and node.below is not None:
            text = "".join(
                each.text if isinstance(each, s.Words) else each.name if isinstance(each, s.Name) else ""
                for each in every(node.below)
            )
            for part, name in problem.notation.loss_names.items():
                if part in text:
                    return name
    return ""


def _offset(node: s.Scripted) -> bool:
    return node.below is not None and isinstance(strip(node.below), s.Additive) and base_letter(node) in ("w", "W")


def shown_loss(nodes: list[s.Syntax], right: list[s.Syntax], problem: Problem) -> str:
    """The loss that a formula shows: a window by its offsets, samples by σ, softmax by ŷ, P or exp."""
    for node in nodes:
        if isinstance(node, s.Big) and node.below is not None and any(key(each) == "m" for each in every(node.below)):
            return "window"
        if isinstance(node, s.Scripted) and _offset(node):
            return "window"
    names = {node.name for node in right if isinstance(node, s.Name)}
    if "sigma" in names:
        return "negative"
    if {"P", "p", "exp", "y"} & names or any(
        isinstance(node, s.Name) and node.accents and node.name == "y" for node in right
    ):
        return "naive"
    if any(isinstance(node, s.Scripted) and base_letter(node) == "e" for node in right):
        return "naive"
    return ""


# ----------------------------------------------------------------------------------------------------------------------- placing

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


@dataclass(slots=True)
class Placing:
    """What has been placed so far in a document: it tells repeated questions apart and carries the loss on."""

    problem: Problem
    loss: str = ""
    seen: set[str] = field(default_factory=set)
    hints: dict[str, str] = field(default_factory=dict)
    last: str | None = None
    here: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """A new block begins."""
        self.here = set()

    def place(self, statement: Statement, hint: str) -> str | None:
        """The id of the part that a statement answers; None for helpers and definitions."""
        signs = signs_of(statement, self.problem)
        found = self._by_signs(signs, statement, hint)
        if found is not None:
            self.seen.add(found)
            self.here.add(found)
            self.last = found
            if signs.loss in ("naive", "negative", "window"):
                self.loss = signs.loss
        return found

    def _by_signs(self, signs: Signs, statement: Statement, hint: str) -> str | None:
        letters = {part.id for part in self.problem.parts}
        if signs.variable == "x":
            return "f" if signs.loss == "sigmoid" else "e" if signs.alpha else "e.relu"
        if signs.entropy:
            return "a"
        if signs.variable == "?":
            return None
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
            if found == "g.1.v_c" and signs.matrix:
                return "g.2.v_c"
            if found == "g.1.u_ws" and (signs.repeats or self._repeated(hint)):
                return "h"
            return found
        if signs.unnamed and _lone(statement):
            return None
        if hint in letters and self._fits(hint, signs, statement):
            return hint
        if signs.matrix and signs.loss == "negative" and not _defines_matrix(statement):
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
        return (
            "" if part is None else {"signed": "negative", "cross_entropy": "naive"}.get(part.loss_name, part.loss_name)
        )

    def _repeated(self, hint: str) -> bool:
        """Whether a second derivative by a sample's vector is the question on repeated samples."""
        return (
            "g.1.u_ws" in self.seen - self.here
            and self.hints.get(hint) != "g.1.u_ws"
            and hint[:1] not in {h[:1] for h, part in self.hints.items() if part == "g.1.u_ws"}
        )

    def _fits(self, hint: str, signs: Signs, statement: Statement) -> bool:
        part = self.problem.part(hint)
        if part.kind == "zero":
            return signs.equation
        if part.kind == "identity":
            return signs.equation and any(base_letter(node) == "y" for side in statement.sides for node in every(side))
        return part.kind == "gradient" and signs.unnamed

    def remember(self, hint: str, part: str) -> None:
        """That a block with this letter held an answer to this part."""
        self.hints.setdefault(hint, part)


def _lone(statement: Statement) -> bool:
    """Whether a statement is a symbol that the text mentions, or a left side without a right one."""
    if len(statement.sides) > 1:
        return False
    only = strip(statement.sides[0])
    if isinstance(only, s.Numeral):
        return not statement.display
    return (
        isinstance(only, s.Name | s.Scripted | s.Words | s.Empty)
        or (not statement.display and len(every(only)) < 6)
        or (bool(differentiated(only) & LOSSES) and not any(isinstance(node, s.Big) for node in every(only)))
    )


def _vanishes(statement: Statement) -> bool:
    last = strip(statement.sides[-1])
    return key(last) in ("0", "vec 0", "o")


def _defines_matrix(statement: Statement) -> bool:
    return len(statement.sides) > 1 and _signed_matrix(strip(statement.sides[0]))
