"""From what stands on the page to what it means: syntax elaborated against the notation of an assignment and of its author.

One function for each kind of syntax, in the table MEANINGS of the reader.
"""

from dataclasses import replace
from typing import Any

from derive import expression as x
from derive.elaboration import names
from derive.elaboration import reader as declared
from derive.elaboration.conditions import cases
from derive.elaboration.multiplied_out import at_number, multiplied_out
from derive.elaboration.powers import bracketed
from derive.elaboration.series import is_dots
from derive.parsing import syntax as s
from derive.parsing.trees import every, is_transpose, key, strip
from derive.reading.expectations import mean
from derive.reading.halves import both_ways, forwards
from derive.reading.heads import begun
from derive.reading.helpers import slope
from derive.reading.ranges import read_range
from derive.reading.reader import BEGINNINGS, MEANINGS, Reader, Scope
from derive.reading.sets import context, written_out
from derive.reading.symbols import symbol
from derive.reading.terms_by_cases import letter_of_cases, sum_of_cases


def name(reader: Reader, node: s.Name, scope: Scope) -> x.Expression:
    return symbol(reader, node, key(node) or "", None, scope)


def scripted(reader: Reader, node: s.Scripted, scope: Scope) -> x.Expression:
    """Scripts on a name, with brackets around it or not, as the notation means them; on anything else as everybody does."""
    base, below, above = node.base, node.below, node.above
    if not _of_a_name(node):
        return names.scripted(reader, node, scope)
    if above is not None and below is None and not node.primes and key(base) == "e" and not is_transpose(above):
        return x.Call("exp", reader.real(above, scope), span=node.span)
    if above is not None:
        return reader.raised(scripted(reader, replace(node, above=None), scope), above, node, scope)
    if node.primes:
        return primed(reader, node, scope)
    if below is None:
        return reader.read(base, scope)
    if isinstance(base, s.Group) and base.opening == "\\langle":
        return mean(reader, strip(below), base.inner, scope)
    if isinstance(base, s.Group) and isinstance(base.inner, s.Signed):  # \boldsymbol{-u}_k is −u_k
        letter = s.Scripted(base.inner.operand, below, span=node.span)
        return reader.read(s.Signed(base.inner.sign, letter, span=node.span), scope)
    if isinstance(base, s.Name) and key(base) == "I" and isinstance(strip(below), s.Relation):
        return x.Delta(reader.condition(below, scope), span=node.span)
    return symbol(reader, node, key(base) or "", below, scope)


def _of_a_name(node: s.Scripted) -> bool:
    """Whether the scripts are on a name; (v_c)_i and (∂J/∂v_c)_i are entries, ⟨u⟩_ŷ is a mean."""
    base = node.base
    if not isinstance(base, s.Group):
        return isinstance(base, s.Name) or (key(base) is not None and not isinstance(base, s.Numeral))
    if node.below is not None and base.opening == "\\langle":
        return not isinstance(strip(base.inner), s.Listing)
    if node.below is not None and base.opening == "" and isinstance(base.inner, s.Signed):
        return isinstance(base.inner.operand, s.Name)
    inner = strip(base)
    indexed = isinstance(inner, s.Scripted) and inner.below is not None and inner.above is None
    indexed |= any(isinstance(each, s.Name) and each.name == "nabla" for each in every(inner))
    return key(base) is not None and not (node.below is not None and indexed)


def primed(reader: Reader, node: s.Scripted, scope: Scope) -> x.Expression:
    """σ′, f′: the derivative at the part's argument; other primes are part of a name."""
    word = key(node.base)
    if word in ("sigma", "f") and node.primes == 1 and reader.place.argument is not None:
        argument = reader.place.argument
        body = x.Call("sigmoid", argument) if word == "sigma" else reader.place.loss
        if body is not None:
            return x.Derivative(body, argument, span=node.span)
    whole = key(node)
    if whole is not None and not reader.own(whole) and word is not None and node.primes == 1:
        own = slope(reader, word, scope)
        if own is not None:
            return own
    if whole is not None:
        return symbol(reader, node, whole, None, scope)
    raise s.ReadingError("this prime is not understood", node.span, "σ′(x) or f′(x)")


def additive(reader: Reader, node: s.Additive, scope: Scope) -> x.Expression:
    letter = letter_of_cases(reader, node, scope) if any(is_dots(term) for term in node.terms) else None
    if letter is not None:
        return sum_of_cases(reader, node, letter, scope)
    return declared.READERS[s.Additive](reader, node, scope)


def group(reader: Reader, node: s.Group, scope: Scope) -> x.Expression:
    """Brackets, of which |N_s| may be a name of the author's own."""
    own = reader.own(f"|{key(strip(node.inner))}|") if node.opening == "|" else []
    return reader.defined(own, scope) if own else bracketed(reader, node, scope)


def big(reader: Reader, node: s.Big, scope: Scope) -> x.Expression:
    """Sums, and what is no sum."""
    if node.operator != "sum":
        product = multiplied_out(reader, node, scope) if node.operator == "prod" else None
        if product is None:  # of others it is only known that they are of numbers
            found = read_range(reader, node.below, node.above, node.body, scope)
            reader.real(node.body, {**scope, **found.scope(reader)})
            raise s.ReadingError(f"{node.operator} over a range is not understood", node.span, "a sum")
        return product
    node = both_ways(reader, node)
    letter = context(reader, node.below)
    if letter is not None:
        offset = x.Index("j", reader.offsets, span=node.span)
        word = reader.window_word(offset, span=node.span)
        apart_from = x.Not(x.Same(offset, x.Ordinal(0, reader.offsets)))
        return x.Sum(offset, reader.read(node.body, {**scope, letter: word}), apart_from, span=node.span)
    apart = written_out(reader, node.below, node.above)
    if apart is not None:
        letter, ahead, run = apart
        if node.above is not None:
            reader.remark("reading", symbol=f"{reader.sample_map}_0", meaning=reader.outside)
            single = [reader.read(at_number(node.body, letter, 0), scope)]
        else:
            terms = [{**scope, letter: reader.index(each, reader.words, scope)} for each in ahead]
            single = [reader.read(node.body, each) for each in terms]
        return reader.add([*single, big(reader, replace(node, below=run), scope)], node)
    found = read_range(reader, node.below, node.above, node.body, scope)
    inner = {**scope, **found.scope(reader)}
    whole = [
        x.ALWAYS,
        *(x.Not(x.Same(each, x.Ordinal(0, reader.offsets))) for each in found.indices if each.over == reader.offsets),
    ]
    body = forwards(node.body, found.letters[0]) if len(whole) == 2 and found.condition in whole else node.body
    value = reader.read(body, inner)
    for index in reversed(found.indices):
        value = x.Sum(index, value, found.condition if index is found.indices[-1] else x.ALWAYS, span=node.span)
    return value


def branches(reader: Reader, node: s.Branches, scope: Any) -> x.Expression:
    """Cases; of a chain in a row the last side is the value, and each of its links is decided by itself."""
    last = [
        value.sides[-1] if isinstance(value, s.Relation) and set(value.operators) == {"="} else value
        for value, _ in node.rows
    ]
    rows = tuple((value, when) for value, (_, when) in zip(last, node.rows, strict=True))
    return cases(reader, replace(node, rows=rows), scope)


MEANINGS |= {
    s.Name: name,
    s.Scripted: scripted,
    s.Additive: additive,
    s.Group: group,
    s.Big: big,
    s.Branches: branches,
}
BEGINNINGS.append(begun)
