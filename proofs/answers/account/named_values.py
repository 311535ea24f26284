"""A value put into the words of the assignment behind a formula, "the expected vector minus the observed one", held against the formula.

Words that name no value of the assignment say nothing here. Where all do, and nothing that they may mean is the value or a factor of it,
they say something else.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice, product

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.grammar import read_formula
from derive.problem import Part
from derive.reading.elaborate import Reader
from derive.traversal import walk
from derive.words.descriptions import NEUTRAL
from derive.words.nominals import Nominal, phrases
from proofs.answers.claims.meaning import Meaning

MEANINGS = 60
"""So many combinations of what the names of a phrase may mean are tried."""


def called(
    behind: str, value: x.Expression, meaning: Meaning, part: Part, is_value: Callable[[x.Expression], bool]
) -> Iterator[tuple[Nominal, bool]]:
    """The phrases behind a formula that name its value in the words of the assignment, and whether they name this one."""
    for phrase in phrases(behind):
        named = [_meant(words, meaning, part) for words in phrase.names]
        if all(named):
            parts = [node for node in walk(value) if isinstance(node, x.Expression)]
            yield (
                phrase,
                any(_is(each, value, parts, is_value) for each in islice(_values(named, phrase.signs), MEANINGS)),
            )


def _is(
    found: x.Expression, value: x.Expression, parts: list[x.Expression], is_value: Callable[[x.Expression], bool]
) -> bool:
    """Whether what is named is the value, or one of its factors: the error in the product of it with another vector."""
    return is_value(found) or (isinstance(found, x.Add) and any(_same(found, each) for each in parts))


def _same(one: x.Expression, other: x.Expression) -> bool:
    """Whether two sums are of the same terms, in whatever order and however they lie."""
    return isinstance(other, x.Add) and {_upright(each) for each in getattr(one, "terms", ())} == {
        _upright(each) for each in getattr(other, "terms", ())
    }


def _upright(node: x.Expression) -> x.Expression:
    if isinstance(node, x.Negative):
        return x.Negative(_upright(node.operand))
    return _upright(node.operand) if isinstance(node, x.Transpose) else node


def _meant(words: tuple[str, ...], meaning: Meaning, part: Part) -> list[x.Expression]:
    """What a name may stand for: each value of which all of its words are words."""
    said = {word for word in words if word not in NEUTRAL and word.removesuffix("s") not in NEUTRAL}
    fitting = [
        latex for latex, known in part.notation.named.items() if said and all(_known(word, known) for word in said)
    ]
    reader, found = Reader(part.notation, part.place, meaning.convention), []
    for latex in fitting:
        with suppress(s.ReadingError, x.ShapeError):
            (chain,) = read_formula(latex)
            found.append(reader.read(chain.sides[0]))
    return found


def _known(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one of these; one of Chinese, whether it is made of them."""
    if word.isascii():
        return word in known
    rest = word
    for each in sorted((each for each in (*known, *NEUTRAL) if not each.isascii()), key=len, reverse=True):
        rest = rest.replace(each, "")
    return not rest and any(each in word for each in known if not each.isascii())


def _values(named: list[list[x.Expression]], signs: tuple[str, ...]) -> Iterator[x.Expression]:
    """What a phrase may stand for; of a product in words the order of its factors is open."""
    for terms in product(*named):
        value = terms[0]
        with suppress(x.ShapeError):
            for sign, term in zip(signs, terms[1:], strict=True):
                if sign == "times":
                    pairs = ((value, term), (term, value), (value, x.Transpose(term)), (term, x.Transpose(value)))
                    value = next(filter(None, (_product(*each) for each in pairs)), value)
                elif value.shape == term.shape:
                    value = x.Add((value, x.Negative(term) if sign == "minus" else term))
                else:
                    break
            else:
                yield value


def _product(left: x.Expression, right: x.Expression) -> x.Expression | None:
    with suppress(x.ShapeError):
        return x.Product((left, right))
    return None
