"""The label before a value without a left side, held against the part: "For the outside word:" names another derivative than ∂J/∂v_c."""

import re

from derive import expression as x
from derive.parsing.passages import without_definitions
from derive.problem import Part
from derive.words.clauses import clauses_of
from derive.words.labels import OF_CASES, Fits, foreign
from derive.words.overruling import parts_named
from derive.words.plain import plain
from derive.words.quoting import as_written
from derive.words.sentences import SENTENCE
from proofs.answers.account.differentiated import thing_at
from proofs.answers.account.named import formula_fits, words_of_variable
from proofs.answers.claims.meaning import Claim
from proofs.answers.claims.script import Script
from proofs.answers.deciding.targets import same_loss

_MARK = re.compile(r"⟦(\d+)⟧")
_ROMAN = ("i", "ii", "iii", "iv")
"""Numbers of parts of a part."""
_ITEM = re.compile(r"\A\W*[(（]?\b[a-z][)）.](?=\s|$)")
"""A letter that may number the items of the answer itself."""
TITLE = 8
"""A line of so many words above a value is its label."""


def mislabelled(claim: Claim, script: Script, part: Part) -> str | None:
    """The word of the label before a claim without a left side that does not name the derivative asked for; None where there is none."""
    if claim.by is not None or claim.equation.goes_on:
        return None
    text = _label(claim, script, part)
    cased = claim.equation.conditions or claim.equation.negated or claim.equation.told
    fits = Fits(
        words_of_variable(part) | {*part.id.split("."), *_ROMAN} | (OF_CASES if cased else frozenset()),
        _of_the_loss(part),
        lambda mark: _fits(int(_MARK.findall(mark)[0]), claim, script, part),
    )
    found = _another_part(text, part) or foreign(plain(_ITEM.sub(" ", text)), fits)
    return found and as_written(found, script.source, claim.equation.span[0])


def _label(claim: Claim, script: Script, part: Part) -> str:
    """The sentence before a claim behind the last formula that is no symbol in it, or the short line above it."""
    ahead = without_definitions(script.page.partition(f"⟦{claim.equation.passage}⟧")[0])
    *others, own = SENTENCE.split(ahead)
    if not clauses_of(own):
        titles = [each for each in others if plain(each).strip(" .,;:")][-1:]
        own = next((each for each in titles if len(each.split()) <= TITLE), "")
    own = own.rstrip().rpartition("\n")[2] if "|" in own else own  # the row of a table
    for found in reversed(list(_MARK.finditer(own))):
        passage, thing = script.formulas[int(found[1])], thing_at(int(found[1]), script, part)
        alone = not clauses_of(own[: found.start()]) or own[: found.start()].rstrip().endswith((",", ";", "，", "；"))
        derived = thing is not None and isinstance(thing.value, x.Derivative)
        if passage.display or thing is None or (alone and not thing.word and not derived):
            return own[found.end() :]
    return own


def _another_part(text: str, part: Part) -> str | None:
    """A label that names other parts than this one: "Part (d)", "Answer to (c)"."""
    named, own = parts_named(text), part.id.split(".")
    if not named or len(own[0]) > 1 or _ITEM.match(text):
        return None
    theirs = [each.split(".") for each in named]
    return None if any(each == own[: len(each)] for each in theirs) else plain(text).strip(" .:—-")


def _of_the_loss(part: Part) -> frozenset[str]:
    """The words that are right of the loss of the part, and none of another one's."""
    family = {part.loss_name, part.notation.forms.get(part.loss_name, "")}
    stems = {stem.lower(): loss for stem, loss in part.notation.loss_names.items() if len(stem) > 2}
    words = part.notation.described.get("J", frozenset()) | set(part.loss_name.split("_"))
    return frozenset(
        word for word in words if {loss for stem, loss in stems.items() if word.startswith(stem)} <= family
    )


def _fits(at: int, claim: Claim, script: Script, part: Part) -> bool:
    """Whether a formula in a label is what is differentiated, or what it is differentiated by; an equation is weighed for itself."""
    found = thing_at(at, script, part)
    if found is None:
        return True
    if found.word in part.place.free or (found.letter == "w" and part.place.generic):
        return True  # for every word w
    if isinstance(found.value, x.Derivative):
        return found.value.variable in (part.variable, part.place.argument)
    if part.place.argument is not None:
        return found.value is not None and (found.value == part.place.argument or same_loss(found.value, part))
    return formula_fits(at, True, claim, script, part) or formula_fits(at, False, claim, script, part)
