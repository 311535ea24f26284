"""What a document says against its answers away from them: in its titles, in its introduction, in an erratum, in another part.

Most of what stands there is harmless. A title counts that rejects what stands below it, and a sentence that takes back all answers, or
the part or the equation that it names.
"""

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from derive.words.elsewhere import above, in_another_language, unheard, untitled, withdraws
from derive.words.overruling import (
    SENTENCE,
    against,
    changed,
    judged,
    of_all,
    of_corrections,
    of_every_answer,
    parts_named,
    rejected,
)
from derive.words.pages import MARKED_WRONG, OF_AN_ITEM, REPORTED, naming
from proofs.documents.document import Block, Document
from proofs.documents.events import Event, asks, part_label
from proofs.documents.markdown import FRONT_MATTER
from proofs.documents.rows import without_points, without_rows
from proofs.identity.memory import Store

LONGEST = 80
"""Characters of a sentence or title that is quoted."""
_TITLE = re.compile(
    r"^\s*(?:title|subtitle|status|description|note)\s*:\s*(.+)$"
    r"|^[^%\n]*\\(?:title|subtitle|date|author|SetWatermarkText|watermark|[lcr](?:head|foot)|fancy(?:head|foot)(?:\[\w*\])?|markboth|markright|thanks)\s*\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}",
    re.MULTILINE,
)
_BEGIN = re.compile(r"\\begin\s*\{document\}|\\maketitle")
_REPROGRAMMED = re.compile(r"^[^%\n]*?(\\(?:catcode|lccode|mathcode|mathchardef|active)\b[^\n]*)", re.MULTILINE)
_LABELLED = re.compile(r"\\label\s*\{([^{}]*)\}")
_REFERRED = re.compile(r"\\(?:eq|auto|c|C)?ref\s*\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that takes something back, the number of its block, and the parts and equations that it names.

    `ahead`: it does not take back, but changes what is given for the answers behind it; `within`: for those of its part, wherever it stands.
    `marks`: a row of marks, which counts in the block of an answer too; `own`: it stands in one, and is said of that answer.
    """

    sentence: str
    at: int
    parts: tuple[str, ...] = ()
    equations: frozenset[str] = frozenset()
    ahead: bool = False
    within: bool = False
    marks: bool = False
    own: bool = False


def said_against(
    document: Document,
    answers: Sequence[tuple[str, Block]],
    names: Collection[str] = (),
    fitting: frozenset[str] = frozenset(),
) -> list[str | None]:
    """For each answer (its part, its block) what the document first says against it, quoted; `names` of parts that have no letter.

    `fitting`: words that are right of what the assignment gives.
    """
    own = {block.number for _, block in answers}
    titles = [
        each for each in titles_of(document) if rejected(each) or above(each, fitting) or _REPROGRAMMED.match(each)
    ]
    sayings = list(_sayings(document, own, names, fitting))
    loose = lambda each: each.number not in own and not each.hint and each.role != "question"
    foreign = [each.number for each in document.blocks if loose(each) and _foreign(each.text)]
    found: list[str | None] = []
    for part, block in answers:
        marked = MARKED_WRONG.search(block.text)
        headings = (
            *titles,
            *([marked[0]] if marked else []),
            *(
                each
                for each in block.titles
                if rejected(each) or MARKED_WRONG.search(each) or _unclear(each, block, fitting)
            ),
        )
        said = (each.sentence for each in sayings if _strikes(each, document, part, block))
        ahead = [document.blocks[number].text for number in foreign[:1] if number < block.number]
        told = itertools.chain(said, filter(None, map(_foreign, (*block.titles, block.text, *ahead))))
        quoted = next(iter(headings), None) or next(told, None)
        found.append(quoted.strip().split("\n")[0][:LONGEST] if quoted else None)
    return found


LANGUAGES: Store[str | None] = Store(4096, 4_000_000)
"""Of so many texts it is remembered whether they are in another language, of so many characters together."""


def _foreign(text: str) -> str | None:
    """The first words of a text in a language that is not read here."""
    return LANGUAGES.get(text, lambda: in_another_language(text), len(text))


def _unclear(title: str, block: Block, fitting: frozenset[str]) -> bool:
    """Whether a title says something of what stands below it that is not understood; that of a part names the answer itself."""
    own = own_title(block)
    below = any(_label_of(each, block) for each in block.titles[: block.titles.index(title)])
    if below and not _label_of(title, block):
        return not asks(title) and untitled(title, fitting) is not None
    if title != block.titles[-1] or not own:
        return above(title, fitting) is not None
    return not asks(title) and untitled(own, fitting) is not None


def own_title(block: Block) -> str:
    """The title of the part that a block stands in, without its label; empty where there is none."""
    title = block.titles[-1] if block.titles else ""
    label = _label_of(title, block)
    return title[label.end :] if label else ""


def _label_of(title: str, block: Block) -> Event | None:
    """The label of the part of a block in a title, if it begins with that."""
    label = part_label(title, 0, [])
    tokens = [token.lower() for token in label.tokens] if label else []
    return label if label and not block.name and block.hint[:1].isalpha() and block.hint[:1] in tokens else None


def _strikes(saying: Saying, document: Document, part: str, block: Block) -> bool:
    """Whether a sentence speaks of an answer; the words of its own block are weighed there, unless they reject in so many words."""
    if saying.within:
        said = document.blocks[saying.at]
        item = OF_AN_ITEM.search(saying.sentence) and said.hint.split(".")[0] == block.hint.split(".")[0]
        near = (
            item or said.hint == block.hint or (said.hint.startswith(f"{part}.") and block.hint.startswith(f"{part}."))
        )
        return bool(near) and said.question == block.question and saying.at != block.number
    if saying.ahead:
        return saying.at < block.number and reaches(document.blocks[saying.at], block)
    if saying.at == block.number and not (saying.marks or saying.own or judged(saying.sentence)):
        return False
    if saying.parts or saying.equations:
        named = any(f"{part}.".startswith(f"{each}.") for each in saying.parts)
        return named or bool(saying.equations & _labels(block))
    near = saying.at == block.number if saying.own else reaches(document.blocks[saying.at], block)
    return near or of_every_answer(saying.sentence)


def _labels(block: Block) -> set[str]:
    """The labels of the formulas of a block, and of the item that it is, on the lines as the author wrote them."""
    first, last = block.place(0), block.place(len(block.text))
    text = first.source.text
    if first.source is not last.source:
        return set(_LABELLED.findall(block.text))
    start, end = text.rfind("\n", 0, first.offset) + 1, text.find("\n", last.offset)
    return set(_LABELLED.findall(text[start : end if end >= 0 else len(text)]))


def titles_of(document: Document) -> Iterator[str]:
    """The titles of the document itself, and whatever else its head prints on every page; TeX's signs given another meaning."""
    yield from (one or other for one, other in _TITLE.findall(head(document)))
    yield from (found[0] for found in _REPROGRAMMED.finditer(head(document)))


def head(document: Document) -> str:
    """What stands before a document: the head of a Markdown file, the preamble of a LaTeX file."""
    front = FRONT_MATTER.match(document.text)
    begin = _BEGIN.search(document.text)
    return document.text[: (front or begin).end()] if front or begin else ""  # type: ignore[union-attr]


READ: Store[tuple[Saying, ...]] = Store(4096, 4_000_000)
"""The sentences of so many blocks are remembered, of so many characters together: a class is asked the same questions."""


def _sayings(
    document: Document, own: Collection[int], names: Collection[str], fitting: frozenset[str]
) -> Iterator[Saying]:
    """The sentences of a document that take something back: parts or equations that they name, or, outside of answers, all."""
    quoted = any("quoted" in block.evidence for block in document.blocks if block.role == "answer")
    for block in document.blocks:
        corrects = any(of_corrections(title) for title in block.titles[-1:])
        asked = block.role == "question" and not corrects
        outside = block.number not in own
        role = (
            "question"
            if asked
            else "part"
            if block.hint[:1].isalpha()
            else ""
            if block.hint
            else ""
            if block.role == "answer"
            else "introduction"
        )
        role = "outside" if asked and not block.printed else role
        role = "around" if role == "outside" and quoted and block.hint else role
        key = (block.text, role, corrects, outside, tuple(names), fitting)
        made = partial(_of_block, block.text, role, corrects, outside, names, fitting)
        yield from (replace(each, at=block.number) for each in READ.get(key, made, len(block.text)))


_TOLD = re.compile(r"[.!\u3400-\u9fff]\s*$")
"""How a sentence ends that leads to no formula."""
_UNDERLINE = re.compile(r"\n[=-]{3,}[ \t]*(?:\n|\Z)")
"""The line below a title."""


def _of_block(
    text: str, role: str, corrects: bool, outside: bool, names: Collection[str], fitting: frozenset[str]
) -> tuple[Saying, ...]:
    """What a block says; `role`: it is printed with the question, or an introduction; `corrects`: its title does; `outside`: it holds no answer."""
    found = []
    asked = role in ("question", "outside", "around")
    named = naming(names)
    if not asked:
        found += [Saying(row, 0, (part,), marks=True) for part, row in without_points(text)]
    for sentence in SENTENCE.split(_UNDERLINE.sub(r"\n\n", without_rows(text))):
        parts = (*parts_named(sentence), *(each for hit in named.findall(sentence) for each in hit if each))
        equations = frozenset(_REFERRED.findall(sentence))
        if role == "around" and not asks(sentence) and (withdraws(sentence, fitting) or REPORTED.search(sentence)):
            found.append(Saying(sentence, 0, within=True))
        if (parts or equations) and role in ("outside", "around"):
            counts = not asks(sentence) and judged(sentence)
        elif parts or equations:
            counts = not asked and (bool(against(sentence, named)) or (corrects and outside))
        elif outside:
            counts = not asks(sentence) and (of_all(sentence) or (corrects and bool(against(sentence))))
        else:
            counts = judged(sentence) or (bool(_TOLD.search(sentence)) and changed(sentence))
        if counts:
            found.append(Saying(sentence, 0, parts, equations, own=not (outside or parts or equations)))
        elif role == "part" and _of_its_part(sentence, outside, fitting):
            found.append(Saying(sentence, 0, within=True))
        elif outside and not asked and unheard(sentence, fitting, strict=role == "introduction"):
            found.append(Saying(sentence, 0, ahead=True))
    return tuple(found)


def _of_its_part(sentence: str, outside: bool, fitting: frozenset[str]) -> bool:
    """Whether a sentence under the label of a part takes back what stands there: outside of an answer, or in another item of the list."""
    return bool((outside and withdraws(sentence, fitting)) or (OF_AN_ITEM.search(sentence) and against(sentence)))


def reaches(block: Block, answer: Block) -> bool:
    """Whether what stands in a block of no answer is said for the answer in another: of its part, or of the whole document."""
    return not block.hint or f"{answer.hint}.".startswith(f"{block.hint}.")
