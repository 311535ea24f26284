r"""Shapes of the value told in words behind it: "This is a vector of length $V$", "which is a scalar", "a $d \times V$ matrix".

Only what is said of the value itself counts: in its own sentence, or in the next one where it, this or the gradient is the subject.

>>> sorted({kind for kind, _ in remarks(". This is a vector of length ⟦3⟧.")}), remarks(". Here ⟦3⟧ is a vector of length ⟦5⟧.")
(['sizes', 'vector'], [])
>>> remarks(", which is a matrix-vector product."), remarks(". The loss is a scalar."), remarks(". The result is a scalar.")
([], [], [('scalar', 'a scalar')])
"""

import re

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.grammar import read_formula
from derive.reading.context import Notation
from derive.words.plain import plain
from derive.words.sentences import SENTENCE
from derive.words.shapes import (
    ANOTHER_CLAUSE,
    APPOSED,
    AS_MANY_AS_WORDS,
    KIND,
    KINDS,
    LETTERS,
    OF_THE_VALUE,
    SIZES,
)
from proofs.answers.claims.script import Script
from proofs.answers.claims.sizes import fits, sizes_in

_MARK = re.compile(r"⟦(\d+)⟧")


def remarks(behind: str) -> list[tuple[str, str]]:
    """What words behind a formula say of its shape, as (kind, words): a kind of thing, "sizes" where a formula among the words gives them, or "words"."""
    own, *later = SENTENCE.split(behind)
    said = [own] if APPOSED(plain(own)) else []
    if said or not re.search(r"\w", plain(own)):
        said += [each for each in later[:1] if OF_THE_VALUE(plain(each))]
    found: list[tuple[str, str]] = []
    for each in said:
        clause = ANOTHER_CLAUSE.ahead(plain(each))
        found += [(KINDS[hit["kind"].split()[-1]], hit[0].strip()) for hit in KIND.all(clause)]
        found += [("sizes", hit[0]) for hit in SIZES.all(clause)]
        found += [("words", hit[0]) for hit in AS_MANY_AS_WORDS.all(clause)]
        found += [("letters", hit["sizes"] or hit["ahead"] or hit["many"]) for hit in LETTERS.finditer(clause)]
    return found


def _product(letters: str, notation: Notation) -> s.Syntax:
    """Letters of sizes among the words, in lower case, as a formula: "d x v"."""
    named = (
        notation.size_of(each) or notation.size_of(each.upper()) or each
        for each in re.findall("[a-z1](?![a-z])", letters.replace(" x ", " "))
    )
    (chain,) = read_formula(r" \times ".join(named))
    return chain.sides[0]


def said_of_another_shape(script: Script, at: int, shape: x.Shape, notation: Notation) -> str | None:
    """The words behind formula `at` that give its value a shape that it does not have."""
    for kind, words in remarks(script.around(at)[1]):
        if kind == "sizes":
            mark = _MARK.search(words)
            assert mark is not None
            told = script.formulas[int(mark[1])].expression
            sizes = ("?",) if told is None else sizes_in(told, notation)
            if "?" not in sizes and not fits(sizes, shape):
                return words.replace(mark[0], script.source[slice(*script.formulas[int(mark[1])].span)])
        elif kind == "letters":
            sizes = sizes_in(_product(words, notation), notation)
            if sizes and "?" not in sizes and not fits(sizes, shape):
                return words
        elif kind == "words":
            if notation.words and not fits((notation.words,), shape):
                return words
        elif (kind == "scalar") != (shape == x.SCALAR) or (kind == "matrix") == ("1" in shape):
            return words
    return None
