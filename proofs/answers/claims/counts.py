"""Counts told in words: "n_s is the number of times w_s was sampled". What is counted, what the count is called, and whether it is that.

A count is understood only if every word of its clause is one of counting and it counts one word among the samples; "before step s",
"on average", "among the others" make it another number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.reading.context import Definition, Notation
from derive.reading.ranges import EQUAL_SAMPLES
from derive.words.descriptions import OF_COUNTS, OF_COUNTS_ZH
from derive.words.phrases import COUNTING, REPEATS
from derive.words.plain import plain
from derive.words.ranges import TIMES
from derive.words.sentences import OF_A_COUNT

_FORMULA = re.compile(r"⟦(\d+)⟧")
_SYMBOL = re.compile(r"\b[A-Za-z]_(?:\{[^{}]*\}|\w)|\b(?![oc]\b)[A-Za-z]\b")
"""A symbol among words inside a formula; o and c are words that are no samples."""


@dataclass(frozen=True, slots=True)
class Count:
    """One count in words: the symbol for it, the sample that is counted and among how many, as the author writes them; a word that makes it another number."""

    name: str | None
    of: str | None
    among: str | None = None
    odd: str = ""


def counts_of(passages: tuple[s.Passage, ...], inside: str) -> tuple[Count, ...]:
    """The counts of a text; `inside`: the words within its formulas, which count too."""
    page = "".join(passage.prose or f"⟦{at}⟧" for at, passage in enumerate(passages))
    found = [
        each
        for clause in OF_A_COUNT.split(REPEATS.sub(" ", page))
        if COUNTING.search(clause)
        for each in _count(clause, passages)
    ]
    if COUNTING.search(inside) and not found:
        found.append(Count(None, None, odd=_odd(_SYMBOL.sub(" ", inside))))
    return tuple(found)


def _count(clause: str, passages: tuple[s.Passage, ...]) -> Iterator[Count]:
    """The count of one clause: the formula that stands before the words is its name, the other what is counted."""
    told = COUNTING.search(clause)
    assert told is not None
    odd = _odd(clause)
    times = TIMES(clause)
    names: list[str | None] = []
    counted: list[str | None] = []
    for found in _FORMULA.finditer(clause):
        chains = passages[int(found[1])].chains
        if names_draws(chains):
            continue  # among w_1, …, w_K
        equal = equal_samples(chains[0]) if len(chains) == 1 else []
        if equal and counted:  # the number of i with w_i = w_s
            counted[:] = [each for each in equal if each not in [f"w_{letter}" for letter in counted]]
            continue
        word = symbol(chains[0].sides[0]) if len(chains) == 1 and len(chains[0].sides) == 1 else None
        if times is not None and found[0] == times["what"]:
            names.append(word)
            odd = odd or ("" if word else _FORMULA.sub("…", clause).strip()[:60])  # n − 1 times
        elif times is None and found.start() < told.start() and not names:
            names.append(word)
        elif word is None or word.startswith(("w_", "u_")) or len(word) == 1:
            counted.append(word)
    if times is None and names and _is_sample(names[0]) and not counted:
        names, counted = counted, names
    if len(counted) > 2 or None in counted:
        odd = odd or _FORMULA.sub("…", clause).strip()[:60]
    of, among = (*counted, None, None)[:2]
    yield Count(names[0] if names else None, of, among, odd)


def names_draws(chains: tuple[s.Chain, ...]) -> bool:
    """Whether a formula lists all of the samples: w_1, …, w_K, in braces or not."""
    if len(chains) != 1 or len(chains[0].sides) != 1 or chains[0].conditions:
        return False
    inner = strip(chains[0].sides[0])
    inner = strip(inner.inner) if isinstance(inner, s.Group) else inner
    items = inner.items if isinstance(inner, s.Listing) else ()
    middle = [each for each in items[1:-1] if key(strip(each)) != "w_2"]
    return (
        len(items) > 2
        and (key(strip(items[0])), key(strip(items[-1]))) == ("w_1", "w_K")
        and len(middle) == 1
        and isinstance(strip(middle[0]), s.Dots)
    )


def equal_samples(relation: s.Syntax) -> list[str]:
    """The two samples that a relation sets equal: w_i = w_s."""
    if not isinstance(relation, s.Relation | s.Chain) or relation.operators != ("=",):
        return []
    sides = [symbol(each) or "" for each in relation.sides]
    return sides if all(map(_is_sample, sides)) else []


def _is_sample(word: str | None) -> bool:
    return word is not None and word.startswith(("w_", "u_"))


def symbol(node: s.Syntax) -> str | None:
    """A symbol as one word, the size of a set between bars."""
    inner = strip(node)
    if isinstance(inner, s.Group) and inner.opening == "|":
        return f"|{key(strip(inner.inner))}|"
    if isinstance(inner, s.Juxtaposition) and len(inner.factors) == 2 and isinstance(inner.factors[1], s.Group):
        return key(inner.factors[0])  # N(w_s)
    return key(inner)


def _odd(clause: str) -> str:
    """The first word of a clause that is none of counting."""
    text = plain(_FORMULA.sub(" ", clause))
    for word in re.findall(r"[a-z][a-z'-]*|[-+*/^]|\d+", text):
        if word not in OF_COUNTS:
            return word
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        for known in OF_COUNTS_ZH:
            run = run.replace(known, "")
        if run:
            return run
    return ""


def of_another(counts: tuple[Count, ...], letters: set[str], notation: Notation) -> str:
    """What makes a count another number than that of the samples equal to the one asked about; `letters`: how the left side writes it."""
    for count in counts:
        if count.odd:
            return count.odd
        of, among = count.of, count.among
        if among is not None and notation.size_of(of or "") == notation.draws:  # of the K samples that equal w_s
            of, among = among, of
        if among is not None and notation.size_of(among) != notation.draws:  # not: in the set of K samples
            return among
        letter = (of or "").rpartition("_")[2] or of
        if of is not None and letters and letter not in letters and of not in letters:
            return of
    return ""


def definitions(counts: tuple[Count, ...], nodes: list[s.Syntax], notation: Notation) -> list[Definition]:
    """The symbols that are counts, among those of the equations: the one that the words name, else any that looks like one."""
    names = {count.name for count in counts if count.name}
    value = s.Big("sum", s.Words(EQUAL_SAMPLES, span=(0, 0)), None, s.Numeral("1", span=(0, 0)), span=(0, 0))
    found = []
    for node in nodes:
        word = symbol(node) if isinstance(node, s.Name | s.Scripted | s.Group) else None
        if word is None or (names and word not in names):
            continue
        if word.startswith("|") or (word.split("_")[0] in notation.counts and (names or _numbered(word))):
            found.append(Definition(word, value))
    return list(dict.fromkeys(found))


def _numbered(word: str) -> bool:
    return word.partition("_")[2] in ("", "s", "k", "i", "j", "w_s", "w_k", "ws")


def sample_letters(sides: list[s.Syntax], notation: Notation) -> set[str]:
    """How the left sides write the sample by whose vector they differentiate: s and w_s for ∂/∂u_{w_s}."""
    found: set[str] = set()
    for side in sides:
        for node in every(side):
            if isinstance(node, s.Scripted) and key(node.base) in notation.vectors and node.below is not None:
                word = key(strip(node.below))
                if word is not None:
                    found |= {word, word.rpartition("_")[2]}
    return found
