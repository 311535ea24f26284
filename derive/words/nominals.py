r"""What a noun phrase names a value to be: "the expected vector minus the observed one", cut into names and the signs between them.

>>> [each.names for each in phrases(". In words: the gradient equals the observed vector.")]
[(('observed', 'vector'),)]
>>> [(each.names, each.signs) for each in phrases(", i.e. what the model expects minus what it saw")]
[((('model', 'expects'), ('saw',)), ('minus',))]
>>> [(each.names, each.signs) for each in phrases(". It is the difference between the prediction and the label.")]
[((('prediction',), ('label',)), ('minus',))]
>>> list(phrases(". The loss is the cross-entropy. It is ⟦4⟧."))
[]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.words.descriptions import words_of
from derive.words.plain import plain
from derive.words.properties import IT
from derive.words.saying import spelled
from derive.words.sentences import SENTENCE

_AGAIN = "(in words|in other words|that is|i\\.e\\.|namely|so|thus|hence|therefore|即|也就是|也就是说|换句话说)"
_BE = "(is|equals|becomes|reads|says) [(simply|just|exactly|nothing but|the same as|equal to|again|:)]*|是|等于|就是"
_LEAD = re.compile(
    rf"^[^\w⟦]*(?:(?P<again>{spelled(_AGAIN)})[\s:,]*)*(?:{spelled(IT)}\s*(?P<be>{spelled(_BE)})[\s:,]*|(?P<apposed>(?=(?:the|what|an?)\s))|(?=\S))",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"\b(?P<minus>minus|less)\b|\b(?P<plus>plus)\b|\b(?P<times>times|multiplied by|scaled by|weighted by)\b|(?P<zh_minus>减去?)|(?P<zh_times>乘以|乘)"
)
_BOTH = re.compile(
    r"^(?:the )?(?P<kind>difference|gap|sum|product|outer product) (?:between|of)\s(?P<first>.+?)\sand\s(?P<second>.+)$"
)
_KINDS = {"difference": "minus", "gap": "minus", "sum": "plus", "product": "times", "outer product": "times"}
_STOPS = re.compile(r"[,，;；:：.。()（）—⟦\n]|--+|\b(?:which|where|because|since|so|as|when|if)\b")
_SILENT = words_of("the a an our its their this that what it we one just simply of 的 is")
"""Words that name nothing."""


@dataclass(frozen=True, slots=True)
class Nominal:
    """The names in a noun phrase, each as its words, the signs between them, and the place of the whole in the words."""

    names: tuple[tuple[str, ...], ...]
    signs: tuple[str, ...]
    span: tuple[int, int]


def phrases(behind: str) -> Iterator[Nominal]:
    """The noun phrases by which the words behind a formula name its value: right behind it, or in a sentence whose subject it is."""
    at = 0
    for nth, sentence in enumerate(SENTENCE.split(behind)[:3]):
        at = behind.find(sentence, at)
        found = _LEAD.match(sentence)
        if found is None or not (found["be"] or found["again"] or (not nth and found["apposed"] is not None)):
            continue
        said = _STOPS.split(sentence[found.end() :])[0]
        named = sentence[found.end() + len(said) :].startswith("⟦")  # the vector ⟦1⟧, which is held to be the value
        if said.strip() and not named:
            names, signs = _cut(plain(said))
            yield Nominal(names, signs, (at, at + found.end() + len(said)))


def _cut(said: str) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    both = _BOTH.match(said)
    if both:
        return (_words(both["first"]), _words(both["second"])), (_KINDS[both["kind"]],)
    pieces, signs, at = [], [], 0
    for found in _SIGN.finditer(said):
        pieces.append(said[at : found.start()])
        signs.append((found.lastgroup or "").removeprefix("zh_"))
        at = found.end()
    return tuple(map(_words, [*pieces, said[at:]])), tuple(signs)


def _words(said: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"[a-z][a-z'-]*|[\u4e00-\u9fff]+|\d+", said) if word not in _SILENT)
