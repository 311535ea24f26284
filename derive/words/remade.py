"""Clauses by which a sign, the loss or a sum is made another one: "read plus for minus", "we scale the loss", "over odd indices".

They are asked as rows of the table in `rules`, which shows an example of each.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from derive.words.clauses import Clause
from derive.words.descriptions import LOSSES, words_of
from derive.words.given import said_of
from derive.words.lexicon import Tagged

if TYPE_CHECKING:
    from derive.words.rules import Near

_SIGNS = words_of("plus minus times 加 减 加号 减号")
_STANDS_FOR = words_of("for as means denotes 表示 当作 读作")
_MEANS = words_of("means mean denotes denote stands marks mark")
_WRITING = words_of(
    "juxtaposition product products sum sums bracket brackets parentheses hat hats bar bars tilde tildes prime primes sign signs symbols"
)
"""What is written, and might be read as something else."""
_DRAWN = words_of("hat hats bar bars tilde tildes transpose transposes dagger")
"""What is drawn above a letter."""


def signs_renamed(clause: Clause, near: "Near") -> bool:
    """A sign is to be read as another one, or stands for something: "read plus for minus"."""
    words = [each.text for each in clause.body]
    to_be_read = any(each.text in ("read", "understood", "interpreted", "taken") for each in clause.predicate[1:])
    meant = any(each.text in _WRITING and then.text in _MEANS for each, then in pairwise(clause.tokens))
    written = any(each.text in _WRITING | _SIGNS for each in clause.subjects[-3:])
    if clause.subject == "mark" and to_be_read and [each.text for each in clause.predicate[-2:-1]] == ["as"]:
        return "mark" in clause.predicate[-1].tags  # ⟦1⟧ is to be read as ⟦2⟧
    if (meant or written) and not clause.reason:
        mine = clause.verb == "cop" and any(each.text == "notation" for each in clause.subjects)
        return meant or mine or (to_be_read and clause.verb in ("cop", "modal"))
    if any(each.text in _DRAWN for each in clause.body[:3]) and not clause.reason:
        placed = clause.verb == "cop" and any("prep" in each.tags for each in clause.predicate[1:2])
        if placed or any("unknown" in each.tags for each in clause.tokens):
            return True  # the hat belongs on the other, the transpose is of the whole product
    at = next((at for at, word in enumerate(words) if word in _SIGNS), None)
    said = bool(clause.body) and (clause.subject == "person" or "step" in clause.body[0].tags)
    return at is not None and said and bool(_STANDS_FOR & set(words[at + 1 : at + 3]))


_SUMMED = ("add", "sum", "swap", "exchang", "interchang", "求和")
"""How a word begins that is done with the losses of a window."""


def loss_changed(clause: Clause, near: "Near") -> bool:
    """The loss is made another one, by what is done with it or added to it: "a penalty is added to the loss"."""
    at = next((at for at, each in enumerate(clause.body) if each.text in LOSSES), None)
    if at is None or clause.subject == "answer":
        return False
    fits = said_of(clause.body[at].text)
    changed = [
        each
        for each in near.dangers(clause, frozenset(["op", "another"]))
        if each.text not in fits and not each.text.startswith(_SUMMED)
    ]
    ahead = any(each in clause.body[max(0, at - 4) : at] for each in changed)
    behind = any(each in clause.body[at:] and "op" in each.tags for each in changed)
    return ahead or behind or any(each.text == "without" for each in clause.body[at + 1 : at + 2])


_OF_SUMS = words_of("sum sums summing summed summation over run runs range ranges index indices 求和 和式 遍历")
_EVERY_SECOND = words_of("odd even")
_SOME = words_of("some half few several positive")
_FIRST = words_of("first last")
_INNER = words_of("second third fourth fifth penultimate")
_AT_AN_END = words_of(
    "from with at before until start starts starting begin begins beginning stop stops stopping end ends ending"
)
_COUNTED = words_of("words word samples sample indices index positions position")


def part_of_a_sum(clause: Clause, near: "Near") -> bool:
    """A sum is said to run over some of what it is written over: "summing over the first ten words"."""
    words = [each.text for each in clause.tokens]
    return bool(_OF_SUMS & set(words)) and any(
        _some_of_them(each, clause.tokens[at + 1 : at + 4])
        or _from_an_inner_one(clause.tokens[max(0, at - 2) : at + 2])
        for at, each in enumerate(clause.tokens)
    )


def _from_an_inner_one(near_it: tuple[Tagged, ...]) -> bool:
    """Whether words begin or end with neither the first nor the last: "from the second word"."""
    *ahead, word, behind = near_it if len(near_it) > 2 else (*near_it, *near_it)
    return word.text in _INNER and behind.text in _COUNTED and any(each.text in _AT_AN_END for each in ahead)


def _some_of_them(word: Tagged, behind: tuple[Tagged, ...]) -> bool:
    """Whether a word leaves out some of the things that are named right behind it."""
    said = [each for each in behind if "det" not in each.tags and each.text != "of"]
    if word.text in _FIRST:
        said = said[1:]  # the first ten words; the first index is one of two
    named = said[:1] and (said[0].text in _COUNTED or ("mark" in said[0].tags and word.text in _EVERY_SECOND))
    return bool(named) and word.text in _FIRST | _EVERY_SECOND | _SOME
