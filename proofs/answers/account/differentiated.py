r"""What the words before a bare value say was differentiated: "differentiating the loss gives", "the gradient of $\log p_o$ is".

A value that is said to be the derivative of something else than the loss is no answer, though it would be the right one by itself.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from derive import expression as x
from derive.elaboration.functions import ENTRYWISE
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.problem import Part
from derive.reading.elaborate import Reader
from derive.traversal import walk
from derive.words.derivatives import (
    BESIDE_THE_LOSS,
    BESIDE_THE_LOSS_ZH,
    DIFFERENTIATED,
    DIFFERENTIATED_ZH,
    NEGATIVE_BY_NAME,
)
from derive.words.lexicon import tokens
from derive.words.plain import plain
from proofs.answers.claims.script import Script
from proofs.answers.claims.sides import read_side
from proofs.answers.deciding.targets import same_loss

_MARK = re.compile(r"⟦(\d+)⟧")


def differentiated_another(lead: str, script: Script, part: Part, stated: bool) -> str | None:
    """The words before a claim that name what was differentiated, where that is neither the loss nor what it is derived by.

    `lead`: the words from the beginning of the sentence, ⟦k⟧ for formula k. `stated`: the claim says by itself what it is the derivative
    of; then only −J or 2J, of which the author may have kept the letter J, speaks against it.
    """

    def is_loss(formula: str) -> bool:
        return _is_loss_or_variable(int(formula[1:-1]), script, part)

    fitting = part.notation.described.get("J", frozenset()) - {"negative"}
    fitting |= part.notation.described.get(part.by_word, frozenset())
    for found in DIFFERENTIATED.all(lead):
        if _multiple(found["what"], script, part):
            return found[0]
        if not stated and not _fits(NEGATIVE_BY_NAME.without(found["what"]), fitting, is_loss):
            return found[0]
    for found in DIFFERENTIATED_ZH.finditer(lead):
        what = found["what"] or found["object"]
        if _multiple(what, script, part):
            return found[0]
        fits = stated or (is_loss(what) if what.startswith("⟦") else _of_the_loss(what, fitting))
        if not fits:
            return found[0]
    return None


def _multiple(what: str, script: Script, part: Part) -> bool:
    """Whether what was differentiated is the loss with a sign or a factor: −J, $2J$."""
    mark = _MARK.search(what)
    if mark is None or _is_multiple(_MARK.sub(" ", what), ()):
        return _is_multiple(what, part.notation.loss_letters)
    found = thing_at(int(mark[1]), script, part)
    inside = walk(found.value) if found is not None and found.value is not None and found.value != part.loss else ()
    return any(each == part.loss or isinstance(each, x.Loss) for each in inside)


def multiple_in_words(said: str, letters: Iterable[str]) -> str | None:
    """The words that say that a multiple of the loss was differentiated: "I differentiate −J"; `letters` that the loss goes by."""
    found = (each for each in DIFFERENTIATED.all(plain(said)) if _is_multiple(each["what"], letters))
    return next((each[0] for each in found), None)


def _is_multiple(what: str, letters: Iterable[str]) -> bool:
    letter = what.lstrip("-−0123456789 ")
    scaled = letter != what and letter in {each.lower() for each in letters}
    return scaled or any(
        each.tags & {"factor", "turned"} and "op" not in each.tags for each in tokens(NEGATIVE_BY_NAME.without(what))
    )


def _fits(what: str, fitting: frozenset[str], is_loss: Callable[[str], bool]) -> bool:
    words = what.split()
    named = [word for word in words if word.startswith("⟦")]
    if named:
        return is_loss(named[0])
    known = all({word, word.removesuffix("s")} & fitting or word in BESIDE_THE_LOSS or len(word) < 2 for word in words)
    return known and words[-1:] != ["softmax"]  # of which the loss is the logarithm


def _of_the_loss(what: str, fitting: frozenset[str]) -> bool:
    rest = what
    for word in sorted((each for each in fitting if re.search(r"[\u3400-\u9fff]", each)), key=len, reverse=True):
        rest = rest.replace(word, "")
    return not BESIDE_THE_LOSS_ZH.without(rest).strip()


@dataclass(frozen=True, slots=True)
class Thing:
    """A formula among words: as one word, the letter that it begins with, and what it is read as in a part."""

    word: str
    letter: str
    value: x.Expression | None


def thing_at(at: int, script: Script, part: Part) -> Thing | None:
    """Formula `at` as a thing that words speak of; None for an equation, which is weighed for itself."""
    chains = script.formulas[at].chains
    if len(chains) != 1 or chains[0].operators:
        return None
    side = strip(chains[0].sides[0])
    head = side.factors[0] if isinstance(side, s.Juxtaposition) and _is_call(side) else side
    value = read_side(Reader(part.notation, part.place), side).value
    argument = part.place.argument
    if value is None and argument is not None and key(side) in ENTRYWISE:  # tanh, without its argument
        value = x.Call(ENTRYWISE[key(side) or ""], argument)
    return Thing(key(side) or "", (key(strip(head)) or "").split("_")[0], value)


def _is_loss_or_variable(at: int, script: Script, part: Part) -> bool:
    """Whether a formula among the words is the loss, a name of it, or a vector or matrix, by which one differentiates."""
    found = thing_at(at, script, part)
    if found is None or found.letter in part.notation.loss_letters:
        return True
    if found.value is None:
        return False
    return isinstance(found.value, x.Symbol | x.Column | x.Transpose) or same_loss(found.value, part)


def _is_call(node: s.Juxtaposition) -> bool:
    """Whether a name with its arguments: J(v_c, o, U)."""
    return len(node.factors) == 2 and isinstance(node.factors[1], s.Group) and key(strip(node.factors[0])) is not None
