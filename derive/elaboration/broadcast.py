"""What NumPy's sums, means and maxima along an axis make, and arrays with an axis of length 1: `np.sum(A, axis=1, keepdims=True)`, `v[:, None]`.

An array of one axis is a column here. One that was given an axis of length 1 stands as it would be stretched, as a matrix whose columns (or
rows) are all alike; how many they are is found from what stands beside it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from derive import expression as x
from derive.elaboration import greatest, shapes
from derive.elaboration.functions import total
from derive.parsing import syntax as s

if TYPE_CHECKING:
    from derive.elaboration.reader import Reader

Made = Callable[["Reader", x.Expression, s.Syntax], x.Expression]


def as_columns(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """v[:, None]: a matrix of which every column is v."""
    standing = x.Transpose(value) if value.shape[0] == "1" else value
    _vector(standing, node)
    return x.Product((standing, shapes.ones(("1", shapes.unknown(reader, node)))), span=node.span)


def as_rows(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
    """v[None, :]: a matrix of which every row is v."""
    lying = x.Transpose(value) if value.shape[1] == "1" else value
    _vector(lying, node)
    return x.Product((shapes.ones((shapes.unknown(reader, node), "1")), lying), span=node.span)


def _vector(value: x.Expression, node: s.Syntax) -> None:
    if "1" not in value.shape or value.shape == x.SCALAR:
        raise s.ReadingError("an axis is added to what is no vector", node.span, "an array of one axis")


def _sum(reader: "Reader", value: x.Expression, axis: int | None, node: s.Syntax) -> x.Expression:
    """The sum of all entries, or along an axis, as an array of the axis that is left."""
    if value.shape == x.SCALAR:
        raise s.ReadingError("a number has no axis", node.span, "an array")
    if axis is None or (axis == 0 and "1" in value.shape):
        if "1" in value.shape:
            return total(value, node.span)
        ones = shapes.ones
        return x.Product((ones(("1", value.shape[0])), value, ones((value.shape[1], "1"))), span=node.span)
    if "1" in value.shape:
        raise s.ReadingError(f"an array of one axis has no axis {axis}", node.span, "axis=0")
    turned = x.Transpose(value) if axis == 0 else value
    return x.Product((turned, shapes.ones((turned.shape[1], "1"))), span=node.span)


def _mean(reader: "Reader", value: x.Expression, axis: int | None, node: s.Syntax) -> x.Expression:
    """The same, divided by how many were added."""
    made = _sum(reader, value, axis, node)
    sizes = [
        size
        for at, size in enumerate(value.shape)
        if size != "1" and (axis is None or "1" in value.shape or at == axis)
    ]
    return x.Quotient(made, x.Product(tuple(shapes.number(size) for size in sizes)), span=node.span)


def _extreme(kind: str) -> Callable[..., x.Expression]:
    """The greatest or the least entry of a vector, or of each row (axis 1) or column (axis 0)."""

    def made(reader: "Reader", value: x.Expression, axis: int | None, node: s.Syntax) -> x.Expression:
        if axis is None or (axis == 0 and "1" in value.shape):
            return greatest.whole(reader, kind, value, node.span)
        if "1" in value.shape:
            raise s.ReadingError(f"an array of one axis has no axis {axis}", node.span, "axis=0")
        rows = value if axis == 1 else x.Transpose(value)
        outer, inner = (x.Index(f"{letter}{node.span[0]}", size) for letter, size in zip("ab", rows.shape, strict=True))
        body = x.Entry(rows, outer, inner)
        place = greatest.choice(reader, kind, inner, body, x.ALWAYS, node.span)
        return x.Transpose(x.Table(outer, x.Entry(rows, outer, place)), span=node.span)

    return made


def _along(made: Callable[..., x.Expression], axis: int | None, kept: bool) -> Made:
    def whole(reader: "Reader", value: x.Expression, node: s.Syntax) -> x.Expression:
        found = made(reader, value, axis, node)
        if not kept:
            return found
        return (as_columns if axis == 1 else as_rows)(reader, found, node)

    return whole


BROADCAST: dict[str, Made] = {"np.sum": _along(_sum, None, False), "np.columns": as_columns, "np.rows": as_rows} | {
    f"np.{name}.{'' if axis is None else axis}{'k' if kept else ''}": _along(made, axis, kept)
    for name, made in {"sum": _sum, "mean": _mean, "max": _extreme("max"), "min": _extreme("min")}.items()
    for axis in (None, 0, 1)
    for kept in ((False, True) if axis is not None else (False,))
}
"""Functions of programs, by the names that `python_calls` gives them; no author can write these."""
