"""What the readers have in common, so that one function reads a notation for both: of an assignment's own answers, and of losses that are declared."""

from typing import Any, Protocol

from derive import expression as x
from derive.parsing import syntax as s


class SyntaxReader(Protocol):
    """Whoever reads pieces of syntax as expressions. `scope`: what is bound where a piece stands, as that reader keeps it."""

    def read(self, node: s.Syntax, scope: Any) -> x.Expression:
        """The value of a piece of syntax."""

    def remark(self, code: str, **values: str) -> None:
        """Keep something that the user should know."""

    def fits(self, one: x.Shape, other: x.Shape) -> bool:
        """Whether two shapes are the same, or may be."""

    def greatest(self, kind: str, value: x.Expression, span: s.Span, function: str = "") -> x.Expression:
        """The greatest or the least entry of a vector, or of a function of its entries."""
