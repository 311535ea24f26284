"""The label before a value without a left side, held against the part: "For the outside word:" names another derivative than ∂J/∂v_c."""

import re

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.passages import without_definitions
from derive.parsing.trees import strip
from derive.problem import Part
from derive.words.clauses import clauses_of
from derive.words.labels import LABEL, NAMED_SO, OF_CASES, Fits, foreign
from derive.words.overruling import parts_named
from derive.words.plain import plain
from derive.words.quoting import as_written
from derive.words.sentences import SENTENCE
from proofs.answers.account.differentiated import thing_at
from proofs.answers.account.named import formula_fits
from proofs.answers.claims.meaning import Claim, Meaning
from proofs.answers.claims.script import Script
from proofs.answers.claims.symbols_used import words_of_variable
from proofs.answers.deciding.targets import same_loss

_MARK = re.compile(r"⟦(\d+)⟧")
_ROMAN = ("i", "ii", "iii", "iv")
"""Numbers of parts of a part."""
_ITEM = re.compile(r"\A\W*[(（]?\b[a-z][)）.](?=\s|$)")
"""A letter that may number the items of the answer itself."""
_FORMULA_ALONE = re.compile(r"(?:\A|\n|[.;。；])[^\w⟦]*(?P<what>⟦\d+⟧)[\s*_)]*[:：][\s*_]*\Z")
"""A formula that is all of a label."""
_ITEMS = re.compile(r"(?:\A|\n|\s)[(（]?[a-h][)）.](?=\s)")


def mislabelled(claim: Claim, script: Script, part: Part) -> str | None:
    """The word of the label before a claim without a left side that does not name the derivative asked for; None where there is none."""
    if claim.by is not None:
        return None
    text = _label(claim, script, part)
    if claim.equation.goes_on and (not text.strip() or text.rstrip()[-1] in ".,;:，。；："):
        return None  # it goes on with another formula, or says only: we have
    cased = claim.equation.conditions or claim.equation.negated or claim.equation.told
    fits = Fits(
        words_of_variable(part) | {*part.id.split("."), *_ROMAN} | (OF_CASES if cased else frozenset()),
        _of_the_loss(part),
        lambda mark: _fits(int(_MARK.findall(mark)[0]), claim, script, part),
    )
    found = (
        _another_part(text, script, part)
        or _named_another(claim, script, part)
        or foreign(plain(_ITEM.sub(" ", text)), fits)
        or _of_another_family(plain(text), part)
    )
    return found and as_written(found, script.source, claim.equation.span[0])


def given_to_another(meaning: Meaning, script: Script) -> str | None:
    """A value that the words give to what is no name of a derivative: to 2u or −u, or to a symbol that nobody knows."""
    for each in meaning.claims:
        named = each.equation.by
        if named is None or each.by is not None or each.equation.told or each.read is None:
            continue
        try:
            value = each.read(named)
        except (s.ReadingError, x.ShapeError):
            return script.source[slice(*named.span)]
        if isinstance(value, x.Product | x.Quotient | x.Negative | x.Add):
            return script.source[slice(*named.span)]
    return None


def _label(claim: Claim, script: Script, part: Part) -> str:
    """The sentence before a claim behind the last formula that is no symbol in it, or the short line above it."""
    ahead = without_definitions(script.around(claim.equation.passage)[0])
    *others, own = SENTENCE.split(ahead)
    if not clauses_of(own):
        titles = [each for each in others if plain(each).strip(" .,;:")][-1:]
        own = next((each for each in titles if len(each.split()) <= LABEL), "")
    own = own.rstrip().rpartition("\n")[2] if "|" in own else own  # the row of a table
    for found in reversed(list(_MARK.finditer(own))):
        passage, thing = script.formulas[int(found[1])], thing_at(int(found[1]), script, part)
        alone = not clauses_of(own[: found.start()]) or own[: found.start()].rstrip().endswith((",", ";", "，", "；"))
        derived = thing is not None and isinstance(thing.value, x.Derivative)
        if passage.display or thing is None or (alone and not thing.word and not derived):
            return own[found.end() :]
    return own


def _named_another(claim: Claim, script: Script, part: Part) -> str | None:
    """A formula to which the words right before a value give it: "$\\hat y$:", "I call this $\\delta$:"; None where that is what is asked for."""
    ahead = SENTENCE.split(script.around(claim.equation.passage)[0])[-1]
    called = NAMED_SO(ahead)
    found = called or _FORMULA_ALONE.search(ahead)
    chains = script.formulas[int(found["what"][1:-1])].chains if found else ()
    if found is None or len(chains) != 1 or chains[0].operators or chains[0].conditions or claim.equation.conditions:
        return None
    if isinstance(strip(chains[0].sides[0]), s.Signed):
        return found["what"]  # −∇
    thing = thing_at(int(found["what"][1:-1]), script, part)
    if thing is None or isinstance(thing.value, x.Derivative) or (thing.value is None and called is None):
        return None
    if thing.word in part.place.free or (thing.letter == "w" and part.place.generic):
        return None
    if part.place.argument is not None:
        return found["what"] if called and thing.value != part.place.argument else None
    return (
        None if called is None and formula_fits(int(found["what"][1:-1]), True, claim, script, part) else found["what"]
    )


def _another_part(text: str, script: Script, part: Part) -> str | None:
    """A label that names other parts than this one: "Part (d)", "Answer to (c)"; where one letter is all, it may number the first item."""
    named, own = parts_named(text), part.id.split(".")
    item = _ITEM.match(text)
    if not named or len(own[0]) > 1 or (item and (named[0] == "a" or len(_ITEMS.findall(script.page)) > 1)):
        return None
    theirs = [each.split(".") for each in named]
    return None if any(each == own[: len(each)] for each in theirs) else plain(text).strip(" .:—-")


def _of_another_family(text: str, part: Part) -> str | None:
    """A word of a label that fits the vector of a sample, and also the outside word's, where no other word tells which is meant."""
    described, letter = part.notation.described, part.by_word.partition("_")[0]
    shared = described.get(f"{letter}_{part.notation.outside}", frozenset())
    said = re.findall(r"[^\W\d_][\w-]*", text)
    own = [word for word in said if {word, word.removesuffix("s")} & words_of_variable(part)]
    told = any(not {word, word.removesuffix("s")} & shared for word in own) or "⟦" in text
    sampled = part.place.samples and part.by_word not in described
    return own[0] if sampled and own and not told else None


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
