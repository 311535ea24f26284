"""What is differentiated by in an answer, as people write it."""

from typing import TYPE_CHECKING

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.context import Scope
from derive.reading.indices import named_index

if TYPE_CHECKING:
    from derive.reading.reader import Reader


def variable(reader: "Reader", node: s.Syntax, scope: Scope) -> x.Expression:
    """What is differentiated by: U, v_c, u_w, x; the letter or the word of a vector stands for the vector."""
    node = strip(node)
    word = key(node)
    if reader.vectors and word in reader.place.free and reader.place.free[word].over == reader.words:
        reader.remark("reading", symbol=word, meaning=f"{reader.vectors[0]}_{word}")
        return x.Column(reader.layout_matrix, named_index(reader, word, reader.words, scope, node.span))
    if (
        isinstance(node, s.Scripted)
        and reader.vectors
        and reader.number_of_sample(node) is not None
        and not reader.place.window
    ):
        reader.remark("reading", symbol=word or "w", meaning=reader.vectors[0])
        return reader.read(s.Scripted(s.Name(reader.vectors[0], span=node.span), node.below, span=node.span), scope)
    return reader.read(node, scope)
