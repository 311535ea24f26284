"""Losses by their names: J by itself or by what stands below it, and as a function of its arguments, J(v_c, w_{t+j}, U)."""

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, is_transpose, key, parts, strip
from derive.reading.reader import Reader, Scope

LOSSES = ("J", "L", "F", "mathcal J", "mathcal L")


def loss_symbol(reader: Reader, node: s.Syntax) -> x.Expression:
    """J, by its subscript if that names a loss."""
    wanted = reader.place.loss_name
    if isinstance(node, s.Scripted) and node.below is not None:
        text = words_below(node.below)
        if len(text) < 2:
            raise s.ReadingError("this loss is not known here", node.span, "J, or a loss of the assignment")
        named = reader.notation.named_loss(text)
        if named is None:
            reader.loose(f"J_{{{text}}}", "J")
        if named is not None and named != reader.notation.forms.get(wanted):
            wanted = named
    loss = reader.place.loss if wanted == reader.place.loss_name else reader.notation.losses.get(wanted)
    if loss is None:
        raise s.ReadingError("this loss is not known here", node.span, "a loss of the assignment")
    return loss


def words_below(node: s.Syntax) -> str:
    """The text of a subscript, to look for a loss's name in."""
    if isinstance(node, s.Words):
        return node.text
    if isinstance(node, s.Name):
        return node.name
    return "".join(words_below(part) for part in parts(node))


def _same_arguments(reader: Reader, items: tuple[s.Syntax, ...]) -> None:
    """The loss of a part is of its own arguments; of others, as J(v_o, o, U) or J(v_c, c, 2U), it is another number."""
    words = [key(strip(item)) for item in items]
    for item, word in zip(items, words, strict=True):
        inner = strip(item)
        below = key(strip(inner.below)) if isinstance(inner, s.Scripted) and inner.below is not None else None
        family = reader.notation.families.get(key(inner.base) or "") if isinstance(inner, s.Scripted) else None
        centred = family is not None and family != reader.notation.layout
        other = centred and below is not None and below not in (reader.center, *PAIRS, *reader.center_words)
        named = isinstance(inner, s.Name | s.Scripted | s.Dots | s.Group | s.Listing) and not (
            isinstance(inner, s.Scripted) and inner.above is not None and is_transpose(inner.above)
        )
        outside = {reader.outside, *(f"{each}_{reader.outside}" for each in reader.vectors)}
        centre = word == reader.center and not outside & set(words)
        if other or not named or centre:
            reader.loose(f"J({', '.join(each or '…' for each in words)})", "J(v_c, o, U)")


PAIRS = ("t", "i", "I")
"""Other letters for the centre word."""


def loss_call(
    reader: Reader, head: s.Syntax, arguments: s.Syntax, scope: Scope, label: tuple[s.Syntax, ...]
) -> x.Expression:
    """J(v_c, o, U), J(v_c, w_{t+j}, U), J_{skip-gram}(v_c, w_{t−m}, …, w_{t+m}, U)."""
    named = s.Scripted(head, label[0], span=head.span) if label and isinstance(head, s.Name) else head
    items = arguments.items if isinstance(arguments, s.Listing) else (arguments,)
    if not reader.place.window:
        _same_arguments(reader, items)
        return loss_symbol(reader, named)
    if len(items) < 2 or any(isinstance(each, s.Dots) for item in items for each in every(item)):
        return loss_symbol(reader, named)
    middle, outside = reader.place.free[reader.center], None
    arrays: dict[str, x.Expression] = {}
    for item in items:
        inner = strip(item)
        if isinstance(inner, s.Scripted) and inner.above is not None and is_transpose(inner.above):
            reader.loose(f"{key(inner.base)}^T", key(inner.base) or "")
        word = scope.get(key(inner) or "")
        if reader.number_of_sample(inner) is not None:
            word = reader.index(inner, reader.words, scope)
        elif key(inner) == reader.center:
            word = middle
        if word is not None and word.over == reader.words:  # w_t is the word at the offset 0
            outside = word if word != middle else reader.window_word(x.Ordinal(0, reader.offsets), span=inner.span)
            continue
        value = reader.read(inner, scope)
        kind = "matrix" if reader.words in value.shape else "centre" if reader.dimension in value.shape else ""
        if not kind:
            raise s.ReadingError("this is no argument of the loss of one word", inner.span, "J(v_c, w_{t+j}, U)")
        if kind == "matrix" and outside is None and not arrays:
            reader.loose("J(U, …)", "J(v_c, w, U)")
        arrays[kind] = value.operand if isinstance(value, x.Transpose) else value
    center, matrix = arrays.get("centre"), arrays.get("matrix", reader.layout_matrix)
    if outside is None or center is None:
        raise s.ReadingError(
            "the loss of one word takes a centre vector, a word and U", arguments.span, "J(v_c, w_{t+j}, U)"
        )
    return x.Loss("J", center, outside, matrix, span=(head.span[0], arguments.span[1]))
