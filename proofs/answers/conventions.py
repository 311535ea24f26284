"""How an author lays things out: declared in words or shapes, else found by what fits."""

import re

from derive.reading import syntax as s
from derive.reading.context import Convention, Notation, every, key, strip
from proofs.answers.script import Script

WORDS_OF_U = re.compile(
    r"(?:each|every|the) rows? (?:of (?:the matrix )?\W*U?\W*)?(?:is|are|being|corresponds?|represents?|holds?) "
    r"(?:an? |the |to )*(?:\w+ )?(?:word|outside|u\b|vector)"
    r"|U?\W*的?每一?行(?:都?是|为|对应|表示)",
    re.IGNORECASE,
)
"""Words that say that the rows of U are the words' vectors; columns are what the assignment says."""
ROW_VECTORS = re.compile(
    r"row[- ]vectors?\W+(?:\\\w+\W*)*(y|u|v)\b|\b(y|u|v)\w*'?s?\W{0,3}(?:are|as|is a) row", re.IGNORECASE
)


class Declared:
    """What has been declared so far: U's orientation, families whose vectors are rows or columns."""

    def __init__(self) -> None:
        self.U: str | None = None
        self.rows: set[str] = set()
        self.columns: set[str] = set()

    def read(self, script: Script, notation: Notation) -> None:
        """Take in the declarations of a text."""
        for chain in script.declarations:
            shape = shape_of(chain.sides[-1], notation)
            if shape is None:
                continue
            names = {
                key(strip(item))
                for side in chain.sides[:-1]
                for item in (side.items if isinstance(side, s.Listing) else [side])
            }
            names |= {key(each) for side in chain.sides[:-1] for each in every(side) if isinstance(each, s.Name)}
            for name in names:
                self._declare(name or "", shape)
        if WORDS_OF_U.search(script.prose):
            self.U = self.U or "rows"
        for match in ROW_VECTORS.finditer(script.prose):
            self.rows.add((match[1] or match[2]).lower())
        for statement in script.statements:
            self._listing(statement.sides, notation)

    def _declare(self, name: str, shape: tuple[str, str]) -> None:
        if name == "U":
            self.U = {("d", "V"): "columns", ("V", "d"): "rows"}.get(shape, self.U)
        family = {"hat y": "y", "nu": "v"}.get(name, name)
        if family in ("u", "v", "y"):
            if shape[0] == "1":
                self.rows.add(family)
            elif shape[1] == "1":
                self.columns.add(family)

    def _listing(self, sides: tuple[s.Syntax, ...], notation: Notation) -> None:
        """U = [u_1, …, u_V] declares columns."""
        if len(sides) > 1 and key(strip(sides[0])) == "U":
            value = sides[1]
            inner = strip(value) if not isinstance(value, s.Group) else value.inner
            items = (
                inner.items
                if isinstance(inner, s.Listing)
                else inner.rows[0]
                if isinstance(inner, s.Matrix) and len(inner.rows) == 1
                else ()
            )
            if items and all(getattr(strip(item), "above", None) is None for item in items):
                self.U = self.U or "columns"

    def candidates(self) -> list[Convention]:
        """The conventions to read under, the likeliest first."""
        rows = frozenset(self.rows)
        orientations = [self.U] if self.U else ["columns", "rows"]
        found = [Convention(each, rows) for each in orientations]
        if rows & {"u", "v"}:  # declared as rows, and yet written u_oᵀv_c: then they are columns after all
            found += [Convention(each, rows - {"u", "v"}) for each in orientations]
        return found


def shape_of(node: s.Syntax, notation: Notation) -> tuple[str, str] | None:
    """The shape in R^{d×V} or d×V, as sizes; any letter that is not the vocabulary's counts as the dimension."""
    inner = strip(node)
    if isinstance(inner, s.Scripted):
        inner = strip(inner.above) if inner.above is not None else inner
    if isinstance(inner, s.Listing) and len(inner.items) == 2:
        pair = inner.items
    elif (
        isinstance(inner, s.Juxtaposition) and len(inner.factors) == 2 and inner.operators[0] in ("times", "*", "cdot")
    ):
        pair = inner.factors
    else:
        return None
    sizes = [_size(part) for part in pair]
    if sizes.count("?") == 1:
        other = next(size for size in sizes if size != "?")
        sizes = [
            "d"
            if size == "?" and other == "V"
            else "V"
            if size == "?" and other == "d"
            else "?"
            if size == "?"
            else size
            for size in sizes
        ]
    if "?" in sizes and "1" not in sizes:
        return None
    return sizes[0], sizes[1]


def _size(node: s.Syntax) -> str:
    node = strip(node)
    if isinstance(node, s.Group) and node.opening == "|":
        return "V"
    word = (key(node) or "").lower()
    if word == "1":
        return "1"
    if word in ("v", "w", "vocab", "vocab_size"):
        return "V"
    if word in ("d", "embedding_dim", "dim"):
        return "d"
    return "?"
