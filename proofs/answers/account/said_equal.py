"""What words say that a symbol, or a column of the answer, is: "where $v_c$ is $d \\times 1$", "because column $w$ is $(\\hat y_w - y_w)v_c$"."""

from derive import expression as x
from derive.parsing.trees import key, strip
from derive.problem import Part, Problem
from derive.reading.elaborate import Reader
from derive.traversal import free_indices
from derive.words.symbols import SAID_EQUAL
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.claims.sizes import told
from proofs.answers.deciding.outcome import equal_in


def said_to_be_another(claim: Claim, meaning: Meaning, script: Script, problem: Problem, part: Part) -> str | None:
    """A formula that the words beside a claim set equal to another one that it is not, or is not known to be."""
    reader = Reader(problem.notation, part.place, meaning.convention)
    for found in SAID_EQUAL.finditer(script.page):
        if int(found["what"]) in script.valued():
            continue  # an equation, and held to be one
        what, value = (script.formulas[int(found[name])].chains for name in ("what", "value"))
        if len(what) != 1 or len(value) != 1 or len(what[0].sides) != 1 or len(value[0].sides) != 1:
            continue
        if script.formulas[int(found["value"])].display or told(value[0].sides[0], problem.notation) is not None:
            continue
        left, right = (read_side(reader, chains[0].sides[0]).value for chains in (what, value))
        of = found["part"] or found["nth"]
        if of:
            letter = key(strip(what[0].sides[0]))
            left = _column(letter, right, part) if "column" in of.lower() or of.startswith("第") else None
        if left is None and not of:
            continue  # a letter of the author's own
        if left is None or right is None:
            return script.source[slice(*what[0].sides[0].span)]
        if not equal_in(part, left, right, claim.condition):
            return script.source[slice(*what[0].sides[0].span)]
    return None


def is_a_column(value: x.Expression, part: Part) -> bool:
    """Whether a value is the column of the derivative by a matrix at an index that stands open in it, or is one of the part."""
    columns = (_column(index.name, value, part) for index in free_indices(value))
    return any(own is not None and equal_in(part, own, value) is True for own in columns)


def _column(letter: str | None, value: x.Expression | None, part: Part) -> x.Expression | None:
    """The column of the derivative by a matrix at the index that a value names."""
    index = next((each for each in free_indices(value) if each.name == letter), None) if value is not None else None
    if index is None or part.loss is None or not isinstance(part.variable, x.Symbol):
        return None
    return x.Derivative(part.loss, x.Column(part.variable, index)) if index.over == part.variable.shape[1] else None
