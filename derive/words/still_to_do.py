"""Clauses by which a value is not the last word: something is to be done with it, or it lacks a part.

They are asked as rows of the table in `rules`, which shows an example of each.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from derive.words.clauses import Clause

if TYPE_CHECKING:
    from derive.words.rules import Near

_COMMANDS = frozenset(["replace", "swap", "exchange", "switch", "interchange"])
_STILL = frozenset(["still", "yet"])
_NEEDS = frozenset(["need", "needs", "require", "requires", "lacks", "has", "must"])
_BESIDES = frozenset(["more", "too", "besides"])


def commanded(clause: Clause, near: "Near") -> bool:
    """The reader is told to do something with the claim: "apply ReLU to this", "for ⟦•⟧ add ⟦2⟧", "replace ⟦1⟧ by ⟦2⟧"."""
    body = clause.body
    if "case" in clause.tokens[0].tags and any("op" in each.tags for each in clause.tokens[1:2]):
        return True
    if not body:
        return False
    applied = any(to.text == "to" and each.tags & {"it", "answer"} for to, each in pairwise(body))
    if body[0].text in _COMMANDS or (clause.verb == "step" and body[0].text == "apply" and applied):
        return True
    final = clause.verb == "step" and clause.has("value") and clause.has("gives") and body[0].text.endswith("ing")
    return final and bool(
        near.dangers(clause, frozenset(["another", "op"]))
    )  # averaging over the batch gives the gradient


def unfinished(clause: Clause, near: "Near") -> bool:
    """The claim lacks a part: "this still needs a factor", "there is also a term ⟦1⟧", "the gradient has a factor ⟦1⟧ more"."""
    words = {each.text for each in clause.tokens}
    if clause.subject in ("answer", "it") and words & _STILL and words & _NEEDS:
        return True
    if {"there", "also"} <= words and "mark" in clause.tokens[-1].tags and not near.loose:
        return True
    return clause.subject == "answer" and clause.verb == "find" and clause.predicate[-1].text in _BESIDES
