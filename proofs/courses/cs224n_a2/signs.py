"""What is seen of a statement without reading its meaning: which loss, by what it differentiates."""

from dataclasses import dataclass

from derive.problem import Problem
from derive.reading import syntax as s
from derive.reading.context import every, key, parts, strip
from derive.reading.differentials import differentiates_by, is_sign
from derive.reading.symbols import is_signed_matrix
from proofs.answers.equations import Statement
from proofs.identity.memory import Store

LOSSES = {"J", "L", "CE"}

PIECEWISE = {"f", "x", "alpha", "d", "partial", "max", "otherwise", "relu", "ReLU", "if"}
"""All names that may stand in the derivative of a piecewise linear function."""


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
    """Look at a statement; what was looked at before is remembered."""
    return SIGNS.get((id(problem), statement.sides), lambda: (problem, _signs(statement, problem)))[1]


SIGNS: Store[tuple[Problem, Signs]] = Store(2048)
"""So many statements are remembered by what is seen of them."""


def _signs(statement: Statement, problem: Problem) -> Signs:
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
    entropy = not variable and any(_entropy(side) for side in sides[: max(1, len(sides) - 1)])
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
        repeats=bool(conditions) or counts or indicators or (variable == "u" and _left_over(sides[-1])),
        alpha="alpha" in names,
        entropy=entropy,
        equation=len(sides) > 1,
        matrix=any(is_signed_matrix(node, problem.notation) for node in nodes),
        unnamed=statement.goes_on or len(sides) == 1,
    )


def _left_over(end: s.Syntax) -> bool:
    """Whether a derivative is left inside a sum: it picks the samples that are the same word."""
    return any(
        isinstance(node, s.Big)
        and any(isinstance(each, s.Fraction) and differentiates_by(each) is not None for each in every(node.body))
        for node in every(end)
    )


def _entropy(side: s.Syntax) -> bool:
    """Whether a side holds a sum of y log ŷ."""
    return any(
        isinstance(node, s.Big) and {"y", "log"} <= {each.name for each in every(node.body) if isinstance(each, s.Name)}
        for node in every(side)
    )


def differentiated(left: s.Syntax) -> set[str]:
    """The names in what a left side differentiates, the variable left out."""
    outside: set[str] = set()

    def gather(node: s.Syntax) -> None:
        if isinstance(node, s.Fraction) and differentiates_by(node) is not None:
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
        if isinstance(node, s.Scripted) and node.primes and base_letter(node) in ("sigma", "f"):
            return "x"
        below = differentiates_by(node)
        if below is not None:
            return _variable(below, problem)
    return ""


def _variable(below: s.Syntax, problem: Problem) -> str:
    for node in every(below):
        if is_sign(node):
            continue
        if is_signed_matrix(node, problem.notation):
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


def _equal_samples(node: s.Syntax, problem: Problem) -> bool:
    """Whether this is w_i = w_s, or w_s alone under a sum."""
    letter = problem.notation.samples
    if isinstance(node, s.Relation):
        return sum(
            base_letter(side) == letter and isinstance(strip(side), s.Scripted) for side in node.sides
        ) >= 1 and not any(_is_set(side) for side in node.sides)
    return isinstance(node, s.Scripted) and base_letter(node) == letter and node.below is not None


def _is_set(node: s.Syntax) -> bool:
    return isinstance(strip(node), s.Listing | s.Group) or key(strip(node)) in ("Vocab", "V")


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
