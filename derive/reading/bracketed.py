r"""What brackets make of what stands in them: |x|, \|x\|_1, \langle u, v \rangle, [w = o], \#\{k : w_k = w_s\}."""

from fractions import Fraction

from derive import expression as x
from derive.reading import syntax as s
from derive.reading.context import key, row, strip
from derive.reading.expectations import mean
from derive.reading.indices import condition
from derive.reading.ranges import read_range
from derive.reading.reader import Reader, Scope
from derive.reading.series import listed
from derive.reading.sets import set_builder

ONE = Fraction(1)


def subscripted_bracket(reader: Reader, node: s.Scripted, scope: Scope) -> x.Expression | None:
    r"""‖x‖_1, ‖x‖_2 and the mean \langle u \rangle_{\hat y}; \boldsymbol{-u}_k is −u_k. None for other brackets."""
    assert isinstance(node.base, s.Group)
    assert node.below is not None
    base, below = node.base, node.below
    if base.opening == "‖":
        word = key(strip(below))
        if word == "2":
            return reader.read(base, scope)
        if word != "1":
            raise s.ReadingError("this norm is not understood", below.span, "the norm 1 or 2")
        inside = reader.read(base.inner, scope)
        if "1" not in inside.shape:
            raise s.ReadingError("this norm of a matrix is not understood", node.span, "the norm of a vector")
        size, row = (inside.shape[1], True) if inside.shape[0] == "1" else (inside.shape[0], False)
        absolute, all_ones = x.Call("abs", inside), x.Constant(ONE, (size, "1"))
        return x.Product((absolute, all_ones) if row else (x.Transpose(all_ones), absolute), span=node.span)
    if base.opening == "\\langle" and not isinstance(strip(base.inner), s.Listing):
        return mean(reader, strip(below), base.inner, scope)
    inner = base.inner
    if base.opening == "" and isinstance(inner, s.Signed) and isinstance(inner.operand, s.Name):
        letter = s.Scripted(inner.operand, below, span=node.span)
        return reader.read(s.Signed(inner.sign, letter, span=node.span), scope)
    return None


def inner_product(reader: Reader, node: s.Group, scope: Scope) -> x.Expression:
    """⟨a, b⟩ of two vectors."""
    inner = strip(node.inner)
    if not isinstance(inner, s.Listing) or len(inner.items) != 2:
        raise s.ReadingError("an inner product has two factors", node.span, "\\langle u, v \\rangle")
    left, right = (reader.read(item, scope) for item in inner.items)
    if left.shape == right.shape == x.SCALAR:
        return x.Product((left, right), span=node.span)
    left, right = (x.Transpose(each) if each.shape[0] == "1" else each for each in (left, right))
    if left.shape != right.shape or left.shape[1] != "1":
        raise x.ShapeError(
            f"{x.spoken(left.shape)} has no inner product with {x.spoken(right.shape, noun='one')}", left, right
        )
    return x.Product((x.Transpose(left), right), span=node.span)


def group(reader: Reader, node: s.Group, scope: Scope) -> x.Expression:
    if node.opening in ("(", "[", "", "\\{"):
        inner = strip(node.inner)
        if node.opening == "[" and isinstance(inner, s.Relation):  # Iverson's bracket
            return x.Delta(condition(reader, inner, scope), span=node.span)
        apart = _set_apart(inner) if node.opening in ("[", "(") else None
        if apart is not None:
            return listed(reader, apart, node.span, scope)
        if node.opening in ("[", "(") and isinstance(inner, s.Listing):
            return listed(reader, inner, node.span, scope)
        return reader.read(node.inner, scope)
    if node.opening == "\\langle":
        return inner_product(reader, node, scope)
    if node.opening in ("‖", "||"):
        inside = reader.read(node.inner, scope)
        return x.Call("sqrt", x.Product((x.Transpose(inside), inside)), span=node.span)
    if node.opening == "|":
        return magnitude(reader, node, scope)
    raise s.ReadingError("these brackets are not understood", node.span, "round or square brackets")


def _set_apart(inner: s.Syntax) -> s.Listing | None:
    r"""[(a_1)v \ \cdots \ (a_n)v], set apart by spaces only, as a list: each entry has as many factors as the last."""
    if not isinstance(inner, s.Juxtaposition) or any(inner.operators):
        return None
    at = [k for k, factor in enumerate(inner.factors) if isinstance(factor, s.Dots)]
    length = len(inner.factors) - 1 - at[0] if len(at) == 1 else 0
    if not length or not at[0] or at[0] % length:
        return None
    entries = [row(inner, k, k + length) for k in (*range(0, at[0], length), at[0] + 1)]
    items = (*entries[:-1], inner.factors[at[0]], entries[-1])
    return s.Listing(items, span=inner.span)


def magnitude(reader: Reader, node: s.Group, scope: Scope) -> x.Expression:
    """|x|, |Vocab|, and the size of a set {w ∈ Vocab : w = w_s}."""
    inner = strip(node.inner)
    word = key(inner)
    if word is not None:
        whole = f"|{word}|"
        if reader.definition(whole):
            return reader.defined(reader.definition(whole), scope)
        size = reader.notation.size_of(word)
        if size is not None and word not in reader.notation.symbols:
            return x.Dimension(size, span=node.span)
    builder = set_builder(reader, inner)
    if builder is not None:
        one = s.Numeral("1", span=inner.span)
        found = read_range(reader, builder, None, one, scope)
        value: x.Expression = x.Number(ONE)
        for index in reversed(found.indices):
            value = x.Sum(index, value, found.condition if index is found.indices[-1] else x.ALWAYS)
        return value
    inside = reader.read(node.inner, scope)
    return x.Call("abs", inside, span=node.span)
