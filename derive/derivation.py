"""A derivation: its blocks, and what was decided of them. It is unchecked until `proofs.derivations.check` has decided every one."""

from dataclasses import dataclass, field

from derive.blocks import Block, Chain, Evidence, Words
from derive.expression import Expression
from derive.writing.placing import counting_from_zero


@dataclass(frozen=True, slots=True)
class Derivation:
    """The derivation of one part. `evidence` is None until it was checked."""

    part: str
    title: Words
    blocks: tuple[Block, ...]
    constraints: tuple[tuple[str, ...], ...] = ()
    evidence: Evidence | None = field(default=None, compare=False)
    from_zero: frozenset[str] = field(default=frozenset(), compare=False)
    """The sizes along which the author counts from 0."""

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chains in order."""
        return tuple(block for block in self.blocks if isinstance(block, Chain))

    @property
    def result(self) -> Expression:
        """What was to be derived: the end of the last chain that supposes no more than the first."""
        supposed = self.chains[0].facts
        return next(chain for chain in reversed(self.chains) if set(chain.facts) <= set(supposed)).result

    @property
    def checked(self) -> bool:
        """Whether every line was decided by the exact identity test."""
        return self.evidence is not None

    def text(self, lang: str = "en", detail: bool = False, shapes: bool = False, columns: int = 100) -> str:
        """The derivation for a terminal: a reason stands beside its line if the two fit into so many columns, else below it."""
        from derive.writing.plain import text

        with counting_from_zero(self.from_zero):
            return text(self, lang, detail, shapes, columns)

    def latex(self, lang: str = "en", detail: bool = False, shapes: bool = False, standalone: bool = False) -> str:
        """The derivation in LaTeX: a fragment to paste, or a document of its own."""
        from derive.writing.documents import latex_document, latex_fragment

        with counting_from_zero(self.from_zero):
            made = latex_fragment(self, lang, detail, shapes)
        return latex_document([made], lang) if standalone else made

    def markdown(self, lang: str = "en", detail: bool = False, shapes: bool = False) -> str:
        """The derivation in Markdown with LaTeX formulas."""
        from derive.writing.markdown import markdown

        with counting_from_zero(self.from_zero):
            return markdown(self, lang, detail, shapes)

    def html(self, lang: str = "en", detail: bool = False, shapes: bool = False) -> str:
        """The derivation as a piece of HTML with MathML, no script."""
        from derive.writing.pages import section

        with counting_from_zero(self.from_zero):
            return section(self, lang, detail, shapes)

    def _repr_latex_(self) -> str:
        return self.latex()

    def _repr_html_(self) -> str:
        from derive.writing.pages import notebook

        with counting_from_zero(self.from_zero):
            return notebook(self)
