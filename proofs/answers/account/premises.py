"""What the words suppose of the loss and of the samples, where the part supposes something else: "we minimise $2J$", "the samples may repeat"."""

import re

from derive import expression as x
from derive.problem import Part, Problem
from derive.words.derivatives import CALLED_THE_LOSS
from derive.words.drawing import drawn
from derive.words.pieces import goes_on
from derive.words.sentences import SENTENCE
from proofs.answers.account.differentiated import thing_at
from proofs.answers.claims.meaning import Claim
from proofs.answers.claims.script import Script
from proofs.answers.deciding.targets import abstract, same_loss

_MARK = re.compile(r"⟦[^⟧]*⟧")
_AHEAD = 2
"""So many sentences, with its own, may suppose something of a claim."""


def supposed(claim: Claim, script: Script, problem: Problem, part: Part) -> str | None:
    """The words by which an answer supposes another loss, or other samples, than its part; None where it supposes neither."""
    return _another_loss(script, part) or _other_samples(claim, problem, part)


def _another_loss(script: Script, part: Part) -> str | None:
    """A formula that is called the loss, or that is minimised, and is another one."""
    for found in CALLED_THE_LOSS.all(script.page):
        at = int(_MARK.findall(found[0])[0][1:-1])
        thing = thing_at(at, script, part)
        if thing is None or part.loss is None or goes_on(script.page[found.end() :]):
            continue  # an equation, which is weighed for itself, or the first of several terms
        value, letter = thing.value, thing.letter
        of_its_own = letter not in {"", *part.notation.described} or letter in part.notation.loss_letters
        if value is None or (value.shape != x.SCALAR and letter in part.notation.loss_letters):  # ℓ(v_c)
            fits = of_its_own
        else:
            fits = same_loss(value, part) or (abstract(value) and abstract(part.loss))
        if not fits:
            return script.source[slice(*script.formulas[at].span)]
    return None


def _other_samples(claim: Claim, problem: Problem, part: Part) -> str | None:
    """What is said last of the samples at a claim, where another part asks for the same derivative with samples like that."""
    near = SENTENCE.split(claim.equation.before)[-_AHEAD:]
    found, words = next(((drawn(each), each) for each in reversed(near) if drawn(each)), (None, ""))
    if found is None or (found == "distinct") == part.distinct:
        return None
    same = [each for each in problem.parts if (each.loss_name, each.by_word) == (part.loss_name, part.by_word)]
    return _MARK.sub("…", words).strip() if any(each.distinct != part.distinct for each in same) else None
