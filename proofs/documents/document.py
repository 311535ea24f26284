"""What reading a document gives: its blocks in order, each with its role and the way back to the author's file."""

from dataclasses import dataclass, field, replace

from proofs.documents.page import Page, Place, Source


class DocumentError(Exception):
    """A document that cannot be read; the message is one line and names the place."""


OUTSIDE = "outside the marked answers"
"""Why a stretch of a document that marks its answers is taken for a question."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the author's text that belongs to one part and plays one role. No formula is cut by its ends.

    `hint` is the part as the document letters it, "b", "b.1", "g.2", or "" when it does not: a hint, never a proof. `role` is
    "answer" (marked as one), "question" (printed beside it, or what is not to be answered in formulas), or "unmarked" (what it says
    decides). `evidence`: what the role rests on. `question`: the number before the letter, "3" of 3(a), where one is written. `name`: the
    part of the assignment, where a label has its name. `titles`: the headings that are open there, outermost first. `number`: which of the
    document's blocks it is, from 0.
    """

    page: Page
    hint: str = ""
    role: str = "unmarked"
    evidence: tuple[str, ...] = ()
    question: str = ""
    name: str = ""
    titles: tuple[str, ...] = ()
    number: int = 0

    @property
    def printed(self) -> bool:
        """Whether it is worded as a question is; what merely stands outside of the marked answers may be the author's."""
        return self.role == "question" and OUTSIDE not in self.evidence

    @property
    def text(self) -> str:
        """The text as the author wrote it, without comments and quote marks."""
        return self.page.text

    def place(self, index: int) -> Place:
        """Where the character at `index` of `text` stands in the author's file."""
        return self.page.place(index)

    def line_column(self, offset: int) -> tuple[int, int]:
        """The line and the column in the author's file of an offset in the text; behind its end those of its last character."""
        found = self.place(min(offset, max(len(self.text) - 1, 0)))
        return found.line, found.column

    @property
    def line(self) -> int:
        """The author's line on which the block starts."""
        return self.place(0).line


@dataclass(frozen=True, slots=True)
class DocumentRemark:
    """Something about the document itself that its reader should know: a file that `\\input` did not find, and where."""

    text: str
    place: Place

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read.

    `path` as it was given; `text` the author's own text (of a notebook: its Markdown cells, one blank line between them);
    `preamble` the macro definitions found anywhere in it, one a line; `blocks` in the order of the document.
    """

    path: str
    text: str
    preamble: str
    blocks: tuple[Block, ...]
    remarks: tuple[DocumentRemark, ...] = ()
    sources: tuple[Source, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        numbered = (replace(each, number=number) for number, each in enumerate(self.blocks))
        object.__setattr__(self, "blocks", tuple(numbered))
