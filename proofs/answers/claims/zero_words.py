"""Equations that say where something is zero, told by the words around them: "It vanishes when Uŷ = u_o"."""

import re

from derive.nodes import once
from derive.parsing import syntax as s
from derive.parsing.trees import strip
from derive.words.phrases import INSTANCE, NOT_ZERO, OF_AN_INSTANCE, OF_ZERO, ONLY, WHEN_ZERO, ZERO_THEN, ZERO_WHEN
from proofs.answers.claims.equations import Equation


@once
def says_where_zero(equation: Equation) -> bool:
    """Whether the words around an equation make it a case in which something is zero, or what follows from that."""
    if len(equation.sides) != 2 or equation.relations != ("=",) or NOT_ZERO.search(equation.before):
        return False
    told = OF_ZERO.search(equation.before) and ZERO_WHEN.search(equation.before)
    return is_consequence(equation) or bool(told or ZERO_THEN.search(f"{equation.before}⟦…⟧{equation.behind}"))


def is_consequence(equation: Equation) -> bool:
    """Whether an equation is said to follow when something is zero: "When it is zero, we have Uŷ = u_o"."""
    return bool(WHEN_ZERO.search(words_before(equation)))


def asked_when(equation: Equation) -> bool:
    """Whether an equation answers a question about when something is zero, which its author puts himself."""
    return bool(re.search(r"[?？]", equation.before[-80:]))


def is_only_case(equation: Equation) -> bool:
    """Whether an equation is said to hold wherever something is zero."""
    return is_consequence(equation) or bool(ONLY.search(equation.before[-40:]))


def without_instance(words: str) -> str:
    """The words behind a condition without an instance of it: ", for example if the prediction is perfect"."""
    found = INSTANCE.search(words)
    clause = OF_AN_INSTANCE.match(words[found.end() :]) if found else None
    if found is None or clause is None or ONLY.search(clause[0]) or NOT_ZERO.search(clause[0]):
        return words
    return words[: found.start()].rstrip(" ,，(（") + words[found.end() + clause.end() :]


def words_before(equation: Equation) -> str:
    """The words before an equation, those inside of its formula too."""
    inside = [node.text for node in map(strip, equation.conditions) if isinstance(node, s.Words)]
    return " ".join([equation.before, *inside])


def without_remark(words: str) -> str:
    """The words behind a formula without those that lead to an equation which says where it is zero."""
    for mark in re.finditer("⟦…⟧", words):
        ahead = words[: mark.start()]
        if ZERO_WHEN.search(f"⟦…⟧{ahead}") or WHEN_ZERO.search(ahead):
            return f".{words[mark.end() :]}"
    return ZERO_THEN.sub("", words)
