"""Numbers, symbols, columns, entries and the like as boxes."""

from dataclasses import replace
from fractions import Fraction

from derive import expression as e
from derive.writing import boxes as b
from derive.writing.layout_indices import size_box
from derive.writing.names import letter_and_subscript, lettered
from derive.writing.placing import Laid, Layout, Level, Style, fence, lay, layout, less


def _number(node: e.Number, style: Style) -> Laid:
    value = abs(node.value)
    whole = value.denominator == 1
    box: b.Box = (
        b.Digits(str(value)) if whole else b.Over(b.Digits(str(value.numerator)), b.Digits(str(value.denominator)))
    )
    return Laid(b.Row((b.Mark("−", "prefix"), box)), Level.SUM) if node.value < 0 else Laid(box)


def _dimension(node: e.Dimension, style: Style) -> Laid:
    return Laid(size_box(node.size), Level.SUM if not node.size.isalpha() else Level.ATOM)


def _position(node: e.Position, style: Style) -> Laid:
    index, more = node.index, less(node.index.over)
    if isinstance(index, e.Shift):
        more = less(index.over or next((term.over for term in index.terms), ""))
        alone = (index.signs, index.sizes, index.number) == ((1,), (), -1) and more
        return Laid(layout(replace(index, number=index.number + more), style), Level.ATOM if alone else Level.SUM)
    if more:
        return Laid(b.Row((layout(index, style), b.Mark("+", "binary"), b.Digits("1"))), Level.SUM)
    return Laid(layout(index, style), Level.ATOM)


def _pi(node: e.Pi, style: Style) -> b.Box:
    return b.Letter("π")


def _symbol(node: e.Symbol, style: Style) -> b.Box:
    return lettered(node.letters[0] if node.letters else node.name, style.bold and node.shape != e.SCALAR)


def _named(node: e.Named, style: Style) -> b.Box:
    return lettered(node.name, style.bold and node.shape != e.SCALAR)


def _column(node: e.Column, style: Style) -> b.Box:
    """u_w for a column of U; X_{:,w} for a column of anything without a letter for its columns."""
    index = layout(node.index, style)
    letters = node.matrix.letters if isinstance(node.matrix, e.Symbol) else None
    if isinstance(node.matrix, e.Symbol) and "_" not in node.matrix.name and (letters is None or letters[1]):
        letter, _ = letter_and_subscript(letters[1] if letters else node.matrix.name.lower(), style.bold)
        return b.Scripts(letter, below=index)
    return b.Scripts(_base(node.matrix, style), below=b.Row((b.Mark(":"), b.Mark(",", "punctuation"), index)))


def _member(node: e.Member, style: Style) -> b.Box:
    """W_k for a matrix of W."""
    return b.Scripts(_base(node.matrix, style), below=layout(node.index, style))


def _entry(node: e.Entry, style: Style) -> b.Box:
    row = layout(node.row, style)
    if isinstance(node.matrix, e.Member):
        at = [node.matrix.index, node.row, *([] if node.column is None else [node.column])]
        boxes = [box for each in at for box in (layout(each, style), b.Mark(",", "punctuation"))]
        return b.Scripts(_base(node.matrix.matrix, Style()), below=b.Row(tuple(boxes[:-1])))
    if node.column is None and isinstance(node.matrix, e.Column) and isinstance(node.matrix.matrix, e.Symbol):
        matrix, column = node.matrix.matrix, node.matrix.index
        return _entry(e.Entry(matrix, node.row, column), style)
    if isinstance(node.matrix, e.Derivative) and node.matrix.variable.shape == node.matrix.shape:  # ∂J/∂a_m
        entry = e.Entry(node.matrix.variable, node.row, node.column)
        return layout(e.Derivative(node.matrix.body, entry), style)
    below = row if node.column is None else b.Row((row, b.Mark(",", "punctuation"), layout(node.column, style)))
    return b.Scripts(_base(node.matrix, Style()), below=below)


def _base(node: e.Expression, style: Style) -> b.Box:
    """The box of a node that takes a script: bracketed unless it is one letter or word without a script."""
    laid = lay(node, style)
    bracketed = (
        isinstance(node, e.Call | e.Softmax) and isinstance(laid.box, b.Row) and isinstance(laid.box.items[-1], b.Fence)
    )
    return laid.box if bracketed or isinstance(laid.box, b.Letter | b.Digits) else fence(laid.box)


def _constant(node: e.Constant, style: Style) -> Laid:
    if node.shape == e.SCALAR:
        return _number(e.Number(node.value), style)
    if node.value and (
        "1" not in node.shape or node.shape[0] == "1"
    ):  # of ones, as a product of vectors: it is read back so
        tall, wide = (e.Constant(node.value, (size, "1")) for size in node.shape)
        if node.shape[0] == "1":
            return lay(e.Transpose(wide), style)
        return lay(e.Product((tall, e.Transpose(e.Constant(Fraction(1), (node.shape[1], "1"))))), style)
    if node.value in (0, 1):
        return Laid(b.Digits(str(node.value), "bold"))
    scalar = _number(e.Number(node.value), style)
    return Laid(b.Row((scalar.box, b.Digits("1", "bold"))), min(scalar.level, Level.PRODUCT))


def _one_hot(node: e.OneHot, style: Style) -> b.Box:
    return b.Scripts(b.Letter("e", style.bold), below=layout(node.index, style))


def _delta(node: e.Delta, style: Style) -> b.Box:
    return b.Row((b.Digits("1", "blackboard"), fence(layout(node.condition, style), "[", "]")))


ATOMS: dict[type, Layout] = {
    e.Number: _number,
    e.Dimension: _dimension,
    e.Position: _position,
    e.Pi: _pi,
    e.Symbol: _symbol,
    e.Named: _named,
    e.Column: _column,
    e.Member: _member,
    e.Entry: _entry,
    e.Constant: _constant,
    e.OneHot: _one_hot,
    e.Delta: _delta,
}
