"""Pieces of NumPy source: an expression with the axes of its array in order, bracketed, turned and broadcast as needed.

>>> i, j = Axis(1, "N"), Axis(2, "d")
>>> x, X = Piece("x", (i,)), Piece("X", (j, i))
>>> aligned(x, (i, j)).code, ordered(X, (i, j)).code, aligned(x, (j, i)).code
('x[:, None]', 'X.T', 'x')
>>> times([Piece("a + b", (i,), ADD), x]).code
'(a + b) * x'
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from derive.tensors.graph import Axis

ATOM, POWER, UNARY, MUL, ADD, COMPARE = 9, 8, 7, 6, 5, 4
"""How tightly the outermost operator of a piece binds."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Source of an array whose axes are `axes`, in this order. `truth` for arrays of booleans, `number` for Python numbers.

    `fresh`: evaluating it makes a new array of floats, which nothing else holds. `symmetric`: a matrix that is its own transpose.
    `begun`: a new array, and what it is multiplied and divided by in its own memory; together that is the piece.
    `product`: the two matrices of which it is the product.
    """

    code: str
    axes: tuple[Axis, ...] = ()
    level: int = ATOM
    truth: bool = False
    number: bool = False
    fresh: bool = False
    symmetric: bool = False
    begun: tuple[str, tuple[tuple[str, str], ...]] | None = None
    product: "tuple[Piece, Piece] | None" = None


def bracketed(piece: Piece, level: int) -> str:
    """The code as an operand of something that binds at a level."""
    return piece.code if piece.level >= level else f"({piece.code})"


def ordered(piece: Piece, axes: Sequence[Axis]) -> Piece:
    """The piece with its own axes in the order in which they stand in `axes`."""
    order = tuple(axis for axis in axes if axis in piece.axes)
    if order == piece.axes:
        return piece
    if piece.symmetric:
        return replace(piece, axes=order, begun=None, product=None)
    if piece.product is not None and len(order) == 2:
        left, right = (ordered(each, each.axes[::-1]) for each in piece.product)
        return matrix_product(right, left)  # (A B)ᵀ = Bᵀ Aᵀ
    code = bracketed(piece, ATOM)
    if len(order) == 2:
        code = code.removesuffix(".T") if code.endswith(".T") else f"{code}.T"
    else:
        code = f"np.transpose({piece.code}, ({', '.join(str(piece.axes.index(axis)) for axis in order)}))"
    return replace(piece, code=code, axes=order, level=ATOM, begun=None)


def matrix_product(left: Piece, right: Piece) -> Piece:
    """left @ right, summed over the last axis of the one and the first of the other."""
    code = f"{bracketed(left, MUL)} @ {bracketed(right, MUL + 1)}"
    axes = (*left.axes[:-1], *right.axes[1:])
    return Piece(code, axes, MUL, fresh=True, product=(left, right) if len(axes) == 2 else None)


def aligned(piece: Piece, axes: Sequence[Axis]) -> Piece:
    """The piece so that it broadcasts against an array with these axes."""
    piece = ordered(piece, axes)
    if not piece.axes:
        return piece
    behind = list(axes)[list(axes).index(piece.axes[0]) :]
    if tuple(behind) == piece.axes:
        return piece
    marks = ", ".join(":" if axis in piece.axes else "None" for axis in behind)
    return replace(piece, code=f"{bracketed(piece, ATOM)}[{marks}]", level=ATOM, begun=None, product=None)


def union(pieces: Sequence[Piece]) -> tuple[Axis, ...]:
    """The axes of several pieces, in the order of the one that has most of them."""
    widest = max(pieces, key=lambda each: len(each.axes))
    return tuple(dict.fromkeys([*widest.axes, *(axis for each in pieces for axis in each.axes)]))


def times(pieces: Sequence[Piece], below: Sequence[Piece] = ()) -> Piece:
    """The product entry by entry, divided by what stands below; what is calculated of numbers alone comes first."""
    if len(pieces) == 1 and not below:
        return pieces[0]
    numbers, arrays = [each for each in pieces if not each.axes], [each for each in pieces if each.axes]
    calculated = arrays and not all(each.number for each in numbers)
    if calculated and below and not any(each.axes for each in below):  # a number times an array is one pass over it
        alone = times(numbers, below)
        truths = all(each.truth for each in numbers)  # behind: a minus before booleans is an error
        return times([*arrays, alone] if truths else [alone, *arrays])
    everything = [*pieces, *below]
    axes = union(everything)
    codes: list[str] = []
    for piece in [aligned(each, axes) for each in pieces]:
        code = bracketed(piece, MUL if not codes else UNARY)
        if codes and codes[-1] == code and piece.level >= POWER:
            codes[-1] = f"{code}**2"
        else:
            codes.append(code)
    above = " * ".join(codes)
    under = _powers([aligned(each, axes) for each in below])
    code = f"{above} / {under[0]}" if len(under) == 1 else f"{above} / ({' * '.join(under)})" if under else above
    level = MUL if len(everything) > 1 else pieces[0].level
    if len(codes) == 1 and not under and code.endswith("**2"):
        level = POWER
    floats = any(each.axes == axes and not each.truth for each in everything)
    made = floats and (len(codes) > 1 or bool(under) or codes[0].endswith("**2") or any(each.fresh for each in pieces))
    begun = _begun(pieces, axes, under) if len(codes) == len(pieces) else None
    return Piece(code, axes, level, number=all(each.number for each in everything), fresh=made, begun=begun)


def _begun(
    pieces: Sequence[Piece], axes: tuple[Axis, ...], under: Sequence[str]
) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """How a product is made in the memory of its first factor that is a new array of its size; None where there is none."""
    first = next((n for n, each in enumerate(pieces) if each.fresh and each.axes == axes), None)
    if first is None:
        return None
    start, steps = pieces[first].begun or (pieces[first].code, ())
    others = [aligned(each, axes) for n, each in enumerate(pieces) if n != first]
    divided = [("/", under[0] if len(under) == 1 else f"({' * '.join(under)})")] if under else []
    return start, (*steps, *(("*", each.code) for each in others), *divided)


def both(masks: Sequence[Piece]) -> list[Piece]:
    """Several arrays of booleans as one that is true where all of them are."""
    if len(masks) < 2:
        return list(masks)
    axes = union(masks)
    code = " & ".join(bracketed(aligned(each, axes), UNARY) for each in masks)
    return [Piece(code, axes, COMPARE, truth=True)]


def _powers(pieces: Sequence[Piece]) -> list[str]:
    """What stands below a line, with what stands there several times as a power: x, y, x, x as x**3, y."""
    counted = Counter(each.code for each in pieces)
    once = {each.code: each for each in pieces}
    return [
        bracketed(each, UNARY) if counted[code] == 1 else f"{bracketed(each, ATOM)}**{counted[code]}"
        for code, each in once.items()
    ]


def multiplied(pieces: Sequence[Piece], below: Sequence[Piece], want: Sequence[Axis]) -> Piece:
    """The same as `times`, where it is the outer product of vectors written as one."""
    vectors = [each for each in pieces if len(each.axes) == 1]
    axes = tuple(dict.fromkeys(each.axes[0] for each in vectors))
    rest = [each for each in pieces if each not in vectors]
    if len(axes) != 2 or any(each.axes for each in [*rest, *below]):
        return times(pieces, below)
    if tuple(want) == axes[::-1]:
        axes = axes[::-1]
    left, right = (times([each for each in vectors if each.axes == (axis,)]) for axis in axes)
    outer = Piece(f"np.outer({left.code}, {right.code})", axes, fresh=True)
    truths = [each for each in rest if each.truth]  # behind: a minus before booleans is an error
    return times([*(each for each in rest if not each.truth), outer, *truths], below)


def summed(piece: Piece, axes: Collection[Axis]) -> Piece:
    """The sum over some of the axes of a piece."""
    gone = [n for n, axis in enumerate(piece.axes) if axis in axes]
    rest = tuple(axis for axis in piece.axes if axis not in axes)
    if not gone:
        return piece
    if not rest and piece.level == ATOM and piece.code.startswith("np.diagonal("):
        return Piece(piece.code.replace("np.diagonal(", "np.trace("), rest)
    if not rest:
        return Piece(f"np.sum({piece.code})", rest)
    where = str(gone[0]) if len(gone) == 1 else str(tuple(gone))
    return Piece(f"{bracketed(piece, ATOM)}.sum(axis={where})", rest)
