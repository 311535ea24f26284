"""The product of factors that were read: which sign multiplies how, and what two vectors side by side are."""

from derive import expression as x
from derive.parsing import syntax as s
from derive.reading.arrays import PROGRAMMED
from derive.reading.open_lengths import alike, closed, product_sizes
from derive.reading.reader import Reader

MULTIPLIES = ("", "cdot", "times", "*", "circ", "odot", "otimes", "@", "entrywise")
"""Signs between factors."""
Item = tuple[str, x.Expression]


def multiplied(reader: Reader, items: list[Item], span: s.Span) -> x.Expression:
    """The product of factors, where two columns side by side are their inner product."""
    done: list[x.Expression] = [items[0][1]]
    shapes: list[x.Shape] = [done[0].shape]  # of the product up to each factor

    def closing(value: x.Expression) -> x.Expression:
        """The next factor, lengths of ones that it and the product settle filled in."""
        nonlocal done, shapes
        sizes = product_sizes(shapes[-1], value.shape)
        if sizes:
            done = [closed(each, sizes) for each in done]
            shapes = [x.Product(tuple(done[: k + 1])).shape for k in range(len(done))]
        found: x.Expression = closed(value, sizes)
        return found

    def append(value: x.Expression) -> None:
        joined = x.Product.join(shapes[-1], value.shape) if shapes else value.shape
        if joined is None:
            x.Product((*done, value))  # raises, with the factors that do not fit
        else:
            done.append(value)
            shapes.append(joined)

    for operator, value in items[1:]:
        if operator in PROGRAMMED:
            done = [PROGRAMMED[operator](x.Product(tuple(done)) if len(done) > 1 else done[0], value, span)]
            shapes = [done[0].shape]
            continue
        if operator in ("circ", "odot"):
            value = alike((done[0], value))[1] if len(done) == 1 else value
        else:
            value = closing(value)
        shape = shapes[-1]
        if operator == "otimes" and x.SCALAR not in (shape, value.shape):
            done = [outer(x.Product(tuple(done)) if len(done) > 1 else done[0], value, span)]
            shapes = [done[0].shape]
            continue
        if operator in ("circ", "odot") and x.SCALAR not in (shape, value.shape):
            done = [x.Hadamard(x.Product(tuple(done)) if len(done) > 1 else done[0], value)]
            shapes = [done[0].shape]
            continue
        if operator not in MULTIPLIES:
            raise s.ReadingError(f"the sign {operator} is not understood between factors", span, "a product")
        if shape == value.shape and shape != x.SCALAR and "1" in shape:
            last = next(k for k in reversed(range(len(done))) if done[k].shape != x.SCALAR)
            if done[last].shape == shape and shape[1] == "1":
                reader.remark("reading-inner-product")
                behind = [x.Transpose(done[last], span=done[last].span), *done[last + 1 :]]
                del done[last:], shapes[last:]
                for factor in behind:
                    append(factor)
            elif shape[0] == "1":
                reader.remark("reading-inner-product")
                value = x.Transpose(value, span=value.span)
        append(value)
    return done[0] if len(done) == 1 else x.Product(tuple(done), span=span)


def outer(left: x.Expression, right: x.Expression, span: s.Span) -> x.Expression:
    """a ⊗ b of two vectors: a row and a column by Kronecker's product, two of one kind as abᵀ."""
    if "1" not in left.shape or "1" not in right.shape:
        raise s.ReadingError("the Kronecker product of matrices is not understood", span, "a product of vectors")
    turned = (left.shape[0] == "1", right.shape[0] == "1")
    if turned == (True, False):
        return x.Product((right, left), span=span)
    column = x.Transpose(left) if turned[0] else left
    return x.Product((column, right if turned[1] else x.Transpose(right)), span=span)
