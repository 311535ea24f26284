"""Products of matrices to which a vector is added along each side: r_ij = x_i·y_j + b_i + c_j, in one product.

Two columns more say the same, [x_i, b_i, 1]·[y_j, 1, c_j], and no vector goes over all of r.
"""

from collections.abc import Sequence

from derive.tensors.graph import Axis, fresh
from derive.tensors.pieces import UNARY, Piece, bracketed, matrix_product, ordered
from derive.tensors.writer import Writer

Term = tuple[bool, Piece]
"""Whether a term is taken away, and what it is."""


def with_biases(w: Writer, terms: Sequence[Term]) -> list[Term]:
    """The terms of a sum, a product of matrices and the vectors beside it as one; as they are where it has none for one side."""
    for n, (minus, piece) in enumerate(terms):
        if piece.product is None or w.quick:
            continue
        left, right = piece.product
        down = [n for n, (_, each) in enumerate(terms) if each.axes == piece.axes[:1]]
        along = [n for n, (_, each) in enumerate(terms) if each.axes == piece.axes[1:]]
        if down and along:
            along += [n for n, (_, each) in enumerate(terms) if not each.axes]
            biases = [_added(w, [(terms[k][0] != minus, terms[k][1]) for k in side]) for side in (down, along)]
            whole = matrix_product(*_widened(w, left, right, biases))
            return [(minus, whole) if k == n else term for k, term in enumerate(terms) if k not in (*down, *along)]
    return list(terms)


def _added(w: Writer, terms: Sequence[Term]) -> str:
    """The sum of vectors and numbers."""
    codes = [f"{'-' if minus else '+'} {bracketed(w.as_numbers(each), UNARY)}" for minus, each in terms]
    told = " ".join(codes)
    return told.removeprefix("+ ") if told.startswith("+") else told.replace("- ", "-", 1)


def _widened(w: Writer, left: Piece, right: Piece, biases: Sequence[str]) -> tuple[Piece, Piece]:
    """Both matrices with two columns more."""
    (i, k), (_, j) = left.axes, right.axes
    more = fresh(f"{k.size}+2")
    down, along = biases
    sides = (
        ("left", i, ordered(left, (i, k)), down, _ones(w, i)),
        ("right", j, ordered(right, (j, k)), _ones(w, j), along),
    )
    found = []
    for wished, axis, matrix, first, second in sides:
        name = w.unused(wished)
        w.lines.append(f"{name} = np.column_stack(({matrix.code}, {first}, {second}))")
        w.owned[name] = (axis, more)
        found.append(Piece(name, (axis, more)))
    return found[0], ordered(found[1], (more, j))


def _ones(w: Writer, axis: Axis) -> str:
    return f"np.ones({w.size(axis.size)}, dtype)"
