r"""What brackets make of what stands in them: |x|, \|x\|_1, \langle u, v \rangle, [w = o], \#\{k : w_k = w_s\}."""

from fractions import Fraction

from derive import expression as x
from derive.elaboration.series import listed
from derive.elaboration.sets import set_builder
from derive.reading import syntax as s
from derive.reading.context import key, row, strip
from derive.reading.expectations import mean
from derive.reading.indices import condition
from derive.reading.norms import inner_product, norm
from derive.reading.ranges import read_range
from derive.reading.reader import Reader, Scope

ONE = Fraction(1)


def subscripted_bracket(reader: Reader, node: s.Scripted, scope: Scope) -> x.Expression | None:
    r"""‖x‖_1, ‖x‖_2 and the mean \langle u \rangle_{\hat y}; \boldsymbol{-u}_k is −u_k. None for other brackets."""
    assert isinstance(node.base, s.Group)
    assert node.below is not None
    base, below = node.base, node.below
    if base.opening == "‖":
        return norm(reader, base, key(strip(below)) or "?", None, scope)
    if base.opening == "\\langle" and not isinstance(strip(base.inner), s.Listing):
        return mean(reader, strip(below), base.inner, scope)
    inner = base.inner
    if base.opening == "" and isinstance(inner, s.Signed) and isinstance(inner.operand, s.Name):
        letter = s.Scripted(inner.operand, below, span=node.span)
        return reader.read(s.Signed(inner.sign, letter, span=node.span), scope)
    return None


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
        return norm(reader, node, "", None, scope)
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
        if reader.own(whole):
            return reader.defined(reader.own(whole), scope)
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
