"""How an author lays things out: declared in words or shapes, else found by what fits."""

from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.reading.context import QUANTITIES, Convention, Notation
from derive.words.layouts import as_rows
from proofs.answers.claims.layout_words import layout_told
from proofs.answers.claims.script import Script


def row_vectors(prose: str, notation: Notation) -> set[str]:
    """The families whose vectors words call rows."""
    letters = (*notation.quantities, *notation.families)
    plain = tuple(letter for letter in letters if len(letter) == 1)
    if not plain:
        return set()
    found = as_rows(plain).finditer(prose)
    return {notation.family((match[1] or match[2]).lower()) for match in found} - {""}


class Conventions:
    """What has been declared so far: how the assignment's matrix lies, families whose vectors are rows or columns."""

    def __init__(self) -> None:
        self.orientation: str | None = None
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
                self._declare(name or "", shape, notation)
        self.orientation = self.orientation or layout_told(script, notation)
        self.rows |= row_vectors(script.prose, notation)
        for equation in script.equations:
            self._listing(equation.sides, notation)

    def _declare(self, name: str, shape: tuple[str, str], notation: Notation) -> None:
        if name == notation.layout:
            own = notation.symbols[name]
            self.orientation = {own: "columns", own[::-1]: "rows"}.get(shape, self.orientation)
        family = notation.family(name)
        if family:
            if shape[0] == "1":
                self.rows.add(family)
            elif shape[1] == "1":
                self.columns.add(family)

    def _listing(self, sides: tuple[s.Syntax, ...], notation: Notation) -> None:
        """U = [u_1, …, u_V] declares columns."""
        if len(sides) > 1 and key(strip(sides[0])) == notation.layout:
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
                self.orientation = self.orientation or "columns"

    def candidates(self) -> list[Convention]:
        """The conventions to read under, the likeliest first."""
        rows = frozenset(self.rows)
        orientations = [self.orientation] if self.orientation else ["columns", "rows"]
        found = [Convention(each, rows) for each in orientations]
        if rows - {QUANTITIES}:  # declared as rows, and yet written u_oᵀv_c: then they are columns after all
            found += [Convention(each, rows & {QUANTITIES}) for each in orientations]
        return found


def shape_of(node: s.Syntax, notation: Notation) -> tuple[str, str] | None:
    """The shape in R^{d×V} or d×V, as sizes; beside one of the two sizes of a family, a letter that is no size is the other."""
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
    sizes = [_size(part, notation) for part in pair]
    if sizes.count("?") == 1:
        known = next(size for size in sizes if size != "?")
        other = {notation.words: notation.dimension, notation.dimension: notation.words}.get(known, "?")
        sizes = [other if size == "?" else size for size in sizes]
    if "?" in sizes and "1" not in sizes:
        return None
    return sizes[0], sizes[1]


def _size(node: s.Syntax, notation: Notation) -> str:
    node = strip(node)
    if isinstance(node, s.Group) and node.opening == "|":
        return notation.words
    word = key(node) or ""
    if word == "1":
        return word
    size = next((size for each in (word, word.lower()) if (size := notation.size_of(each)) is not None), "?")
    return size if size in (notation.words, notation.dimension) else "?"
