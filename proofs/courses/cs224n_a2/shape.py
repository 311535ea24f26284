"""The part that a formula without a left side answers, by what stands in it outside of σ, exp and P."""

from collections.abc import Iterator

from derive.problem import Problem
from derive.reading import syntax as s
from derive.reading.context import TRANSPOSED, every, is_transpose, key, parts, strip
from proofs.answers.equations import Statement
from proofs.courses.cs224n_a2.signs import Signs, base_letter, differentiated_by

FUNCTIONS = {"sigma", "exp", "log", "P", "p", "Pr", "softmax"}
"""Names whose argument is not looked into."""

BY_FACTORS = {
    ("naive", "u"): "b.1",
    ("naive", "v"): "c",
    ("naive", "v transposed"): "d",
    ("negative", "u"): "g.1.v_c",
    ("negative", "v of o"): "g.1.u_o",
    ("negative", "v"): "g.1.u_ws",
    ("negative", "v of equal samples"): "h",
}
"""By the loss that a formula shows and by the vectors in it outside of functions: a sum of u's is a gradient by v_c."""
BY_WINDOW = {"U": "i.1", "v_c": "i.2"}


def by_formula(statement: Statement, signs: Signs, problem: Problem) -> str | None:
    """The part by the right end of a statement; None where the formula does not tell."""
    last = statement.sides[-1]
    if signs.loss == "window":
        return BY_WINDOW.get(differentiated_by(last, problem))
    names = {base_letter(node) for node in every(last)}
    if signs.loss == "negative" and "x" in names and not names & {"u", "U", "v"}:
        return "f"
    outside = {base_letter(node) for node in _outside(last)}
    if "v" in outside and not outside & {"u", "U"}:
        return BY_FACTORS.get((signs.loss, _kind(last, signs)))
    return BY_FACTORS.get((signs.loss, "u")) if outside & {"u", "U"} and "v" not in outside else None


def _kind(last: s.Syntax, signs: Signs) -> str:
    """Which gradient by an outside vector a formula is that is a multiple of v_c."""
    nodes = every(last)
    if signs.loss == "naive":
        turned = any(
            isinstance(node, s.Scripted) and node.above is not None and is_transpose(node.above, TRANSPOSED)
            for node in _outside(last)
        )
        return "v transposed" if turned or any(isinstance(node, s.Matrix) for node in nodes) else "v"
    if signs.repeats:
        return "v of equal samples"
    of_o = any(
        isinstance(n, s.Scripted) and base_letter(n) == "u" and n.below and key(n.below) in ("o", "0") for n in nodes
    )
    return "v of o" if of_o else "v"


def _outside(node: s.Syntax) -> Iterator[s.Syntax]:
    """The nodes of a tree that stand in no argument of a function and in no exponent or index."""
    node = strip(node)
    yield node
    if isinstance(node, s.Juxtaposition):
        before = ""
        for factor in node.factors:
            if before not in FUNCTIONS:
                yield from _outside(factor)
            before = base_letter(factor)
        return
    if isinstance(node, s.Scripted):
        yield from _outside(node.base)
        return
    if isinstance(node, s.Big):
        yield from _outside(node.body)
        return
    for part in parts(node):
        yield from _outside(part)
