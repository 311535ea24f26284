r"""Brackets with a subscript, and names in brackets: \|x\|_1, \langle u \rangle_{\hat y}, |N_s|."""

from derive import expression as x
from derive.elaboration.norms import norm
from derive.elaboration.powers import bracketed
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.expectations import mean
from derive.reading.reader import Reader, Scope


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
    """Brackets, of which |N_s| may be a name of the author's own."""
    own = reader.own(f"|{key(strip(node.inner))}|") if node.opening == "|" else []
    return reader.defined(own, scope) if own else bracketed(reader, node, scope)
