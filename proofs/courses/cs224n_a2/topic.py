"""Whether what a letter alone named belongs to the assignment: other questions of the same document have an (a) too."""

import re
from collections.abc import Sequence

from derive.problem import Part
from proofs.documents.document import Block, Document

OWN_LOSSES = ("naive", "negative", "signed", "window")
"""The losses by which a formula shows that it is about this assignment."""

SUBJECT = re.compile(
    r"word2vec|skip.?gram|naive.?softmax|neg(?:ative)?.?sampl|负采样|词向量|[uv]\}*\s*_\s*\{*(?:\\\w+\s*\{)?(?:[cok]\b|w\b|w_)",
    re.IGNORECASE,
)
"""What a document about this assignment names or writes somewhere: its losses, v_c, u_o, u_w."""

WORDS = re.compile(
    r"one.?hot|soft.?max|cross.?entropy|vocab|word vector|outside word|cent(?:er|re) word|独热|交叉熵|词汇|词表|词向量|中心词|外部词|단어",
    re.IGNORECASE,
)
"""What an answer in words speaks of."""


def stretches(blocks: Sequence[Block]) -> list[int]:
    """For each block the number of its run of letters: a new one begins where the question changes or the letters begin again.

    >>> from proofs.documents.page import Page, Source
    >>> one = Page.of(Source("a.md", "text"))
    >>> stretches([Block(one, letter) for letter in ("a", "b.1", "b.2", "a", "c")])
    [0, 0, 0, 1, 1]
    """
    found: list[int] = []
    number, question, letter = 0, "", ""
    for block in blocks:
        first = block.hint[:1] if block.hint[:1].isalpha() else ""
        changed = bool(question and block.question and block.question != question)
        again = first == "a" and letter > "a"
        if changed or again:
            number += 1
        question = block.question or question
        letter = first or letter
        found.append(number)
    return found


def speaks(document: Document) -> bool:
    """Whether a document names something of the assignment anywhere."""
    return any(SUBJECT.search(source.text) for source in document.sources)


def about_the_assignment(answers: Sequence[tuple[Block, Part, bool]], document: Document, foreign: int) -> list[bool]:
    """Whether each answer is kept: not what only a letter named, where no formula of the same run of letters is about the assignment's losses.

    An answer is its block, its part, and whether the letter alone named it; `foreign` counts derivatives that are of something else.
    """
    shows = [not lettered and part.loss_name in OWN_LOSSES for _, part, lettered in answers]
    if not speaks(document):  # σ′ is found in every text on networks
        usual = [not lettered and part.loss_name not in OWN_LOSSES for _, part, lettered in answers]
        return [not foreign and each for each in usual]
    run = dict(zip(map(id, document.blocks), stretches(document.blocks), strict=True))
    shown = {run[id(block)] for (block, _, _), each in zip(answers, shows, strict=True) if each}

    def belongs(block: Block, part: Part, lettered: bool) -> bool:
        if not lettered or run[id(block)] in shown:
            return True
        return not shown and (part.kind == "gradient" or bool(WORDS.search(block.text)))

    return [belongs(*each) for each in answers]
