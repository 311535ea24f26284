"""What the words beside a claim say that it is: the derivative of another loss, or by another variable, than the part asks for."""

import re
from collections.abc import Iterator

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, key
from derive.problem import Part
from derive.reading.context import Notation
from derive.words.derivatives import (
    BY_ALONE,
    BY_BEHIND,
    COMPARED,
    LOSSES,
    NAMED_AHEAD,
    NAMED_BEHIND,
    NAMED_ZH,
    ONLY_A_NAME,
    REFERENCE,
)
from derive.words.descriptions import NEUTRAL
from derive.words.differentiated_by import without_next_value
from derive.words.labels import FUNCTIONS
from derive.words.plain import plain
from derive.words.sentences import HALF
from proofs.answers.account.differentiated import differentiated_another, thing_at
from proofs.answers.claims.meaning import Claim
from proofs.answers.claims.script import Script
from proofs.answers.claims.symbols_used import words_of_variable
from proofs.answers.deciding.targets import same_loss


def named(claim: Claim, script: Script, part: Part) -> str | None:
    """The words beside a claim that name another derivative, or another loss; None where none do.

    Of a claim with a left side only words that stand alone before it count, or a sentence behind it that begins with "this is".
    """
    if part.variable is None:
        return None
    ahead, behind = script.around(claim.equation.passage)
    behind = without_next_value(behind)
    *others, own = HALF.split(ahead)
    lead, told = plain(own[-NEAR:]), NAMED_BEHIND(plain(behind[:NEAR]))
    found = NAMED_AHEAD(lead)
    if found and claim.by is not None and (found["from"] or not ONLY_A_NAME(found["rest"])):
        found = None
    if part.place.argument is not None:
        label = re.fullmatch(r"\W*(?:(?:for|of|the|derivative|gradient) )*([\w -]+?)\W*[:：]\W*", lead)
        stems = {key for key in FUNCTIONS if label and key in label[1]}
        if label and stems and not any(stem in part.loss_name for stem in stems):
            return label[1]
        by = BY_BEHIND(plain(behind[:NEAR]))
        by_another = _of_another_function(by["refs"], script, part) if by is not None else None
        ahead_of_it = None if found is None or found["from"] else _of_another_function(found["refs"], script, part)
        return by_another or ahead_of_it or (None if told is None else _of_another_function(told["refs"], script, part))
    for each in filter(None, (found, told, BY_ALONE(lead), BY_BEHIND(plain(behind[:NEAR])))):
        for reference in REFERENCE.all(each["refs"]):
            if not _fits(reference, claim, script, part):
                return _shown(reference[0], script)
    stated = claim.by is not None or claim.equation.goes_on
    for said in (*map(plain, others[-1:] if stated else ()), lead):
        other = differentiated_another(said, script, part, stated)
        if other:
            return _shown(other, script)
    chinese = NAMED_ZH(own[-NEAR:]) if claim.by is None else None
    told_zh = chinese and (chinese["by"] or chinese["of"])
    if chinese and told_zh and not formula_fits(int(chinese["what"][1:-1]), bool(chinese["by"]), claim, script, part):
        return _shown(chinese[0], script)
    titles = [plain(each) for each in others[-1:] if not lead.strip(" #*:") and len(each.split()) <= SHORT]
    return next((odd for text in (lead, *titles) if (odd := _other_loss(text, part))), None)


NEAR = 600
"""So many characters before and behind a claim are looked at for its name."""
SHORT = 8
"""So many words before an empty line may be a title."""


def _of_another_function(references: str, script: Script, part: Part) -> str | None:
    """The reference to another function, or argument, than that of which the part asks for the derivative: "of tanh", "with respect to q"."""
    for reference in REFERENCE.all(references):
        what, of = reference["what"], reference["how"] == "of"
        found = thing_at(int(what[1:-1]), script, part) if what.startswith("⟦") else None
        if found is None or (of and found.value is None):
            continue
        if not (same_loss(found.value, part) if of and found.value is not None else found.value == part.place.argument):
            return _shown(reference[0], script)
    return None


def _shown(words: str, script: Script) -> str:
    """Words with their formulas as the author wrote them."""
    spans = [each.span for each in script.formulas]
    return re.sub(r"⟦(\d+)⟧", lambda found: script.source[slice(*spans[int(found[1])])], words).strip()[:60]


def _fits(reference: re.Match[str], claim: Claim, script: Script, part: Part) -> bool:
    """Whether what a reference names is the variable of the part, or its loss."""
    what = reference["what"]
    if what.startswith("⟦"):
        return formula_fits(int(what[1:-1]), reference["how"] not in ("of", "for", "in"), claim, script, part)
    if re.search(r"(?:loss|objective)$", what):
        return _other_loss(what, part) is None
    fitting = words_of_variable(part) | NEUTRAL
    return reference["how"] == "in" or all({word, word.removesuffix("s")} & fitting for word in what.split())


def formula_fits(at: int, by: bool, claim: Claim, script: Script, part: Part) -> bool:
    """Whether a formula in the words is the variable of the part, or its loss; one that cannot be read may be a loss of the author's.

    `by`: it is said to be differentiated by, and so is no quantity in between.
    """
    found = thing_at(at, script, part)
    if found is None:
        return not by
    word, letter, value, asked = found.word, found.letter, found.value, part.by_word
    if letter in part.notation.loss_letters:
        losses = [each for each in part.notation.losses.values() if each is value]
        return not losses or value is part.loss or same_loss(losses[0], part)
    if value is None:
        return not by and bool(word) and not _is_variable(letter, part.notation)
    if not isinstance(value, x.Symbol | x.Column | x.Transpose):
        of_a_quantity = bool(word) and part.place.argument is None
        return not by and (of_a_quantity or same_loss(value, part))
    own, fixed = asked.split("_")[0], set(part.place.free) - {part.place.generic}
    left = {key(node) for node in every(claim.equation.sides[0]) if isinstance(node, s.Scripted)}
    if word == asked or (claim.by is not None and word in left):
        return True
    if asked.removeprefix(f"{own}_") in fixed and word != own:
        return False  # u_w, where u_o is asked for
    return letter == own and (
        not (part.special or part.place.samples) or word not in {f"{own}_{each}" for each in fixed}
    )


def _is_variable(letter: str, notation: Notation) -> bool:
    return letter in notation.families or letter in notation.symbols


def _other_loss(text: str, part: Part) -> str | None:
    """The words that name a loss, where none of those named is the part's."""
    if COMPARED(text):
        return None
    found = list(LOSSES.all(text))
    names = set(_names(text, part.notation)) if found else set()
    family = {part.loss_name, part.notation.forms.get(part.loss_name, "")}
    return found[0][0] if names and not names & family and part.loss_name in part.notation.loss_names.values() else None


def _names(text: str, notation: Notation) -> Iterator[str]:
    for word in re.findall(r"[a-z]+", text):
        yield from (loss for stem, loss in notation.loss_names.items() if len(stem) > 2 and word.startswith(stem))
