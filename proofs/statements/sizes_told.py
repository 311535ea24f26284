r"""What an answer says that a size counts: "N is the number of features", where the statement makes it the number of examples.

Which is which is known where the statement tells: a family or labels have so many members; where one differentiates by w, and X has as
many columns as w has entries, these are features and its rows are examples.

>>> from derive.stating import state
>>> asked = state(r"\lVert X w - y \rVert^2", "w", declare=["X: N x d", "w: d", "y: N"])
>>> mistold(asked, "N", "the ", " is the number of features."), mistold(asked, "N", "", " is the number of examples")
('number of features', None)
"""

from collections.abc import Iterator

from derive.statement import Statement
from derive.words.statements import COUNTED_AHEAD, COUNTED_BEHIND, COUNTED_BY


def mistold(statement: Statement, size: str, ahead: str, behind: str) -> str | None:
    """Words before or behind a size that make it the number of something else than it is; None where there are none."""
    known = {kind for name, kind in _roles(statement) if name == size}
    for found in (COUNTED_BEHIND.match(behind), COUNTED_AHEAD.search(ahead)):
        told = COUNTED_BY.get(found[2].lower()) if found is not None else None
        if found is not None and told is not None and known and told not in known:
            return found[1]
    return None


def _roles(statement: Statement) -> Iterator[tuple[str, str]]:
    """What each size counts, as far as the statement tells."""
    declared = list(statement.declarations)
    asked = statement.variable.shape
    for each in declared:
        if each.kind in ("family", "labels"):
            count, of = each.sizes
            yield count, "examples"
            yield of, "features" if each.kind == "family" else "classes"
        elif each.kind == "index":
            yield each.sizes[0], "classes"
        elif each.kind == "matrix" and asked[1] == "1" and each.sizes[1] == asked[0] != each.sizes[0]:
            yield each.sizes[0], "examples"
            yield each.sizes[1], "features"
