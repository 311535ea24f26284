"""What an author defines, beyond a plain symbol: functions such as h(x) = 1 + e^{-x}, and members of a family such as p_w = …."""

import re
from contextlib import suppress

from derive import expression as x
from derive.elaboration.definitions import numbers
from derive.parsing import syntax as s
from derive.parsing.trees import key, strip
from derive.reading.context import Definition
from derive.reading.reader import Reader, Scope


def member(reader: Reader, word: str, below: s.Syntax, scope: Scope) -> x.Expression | None:
    """p_o and p_x, where the author defines p_w: the definition, with its letter standing for the other index."""
    plain = [each for each in _members(reader, word) if each.condition is None and not _a_count(each.value)]
    found = {each.key: each for each in plain}
    if len(found) != 1:
        return None
    (only,) = found.values()
    if not reader.own(only.key):
        return None
    index = reader.index_by_itself(below, scope)
    term = index if index is not None else reader.index(below, reader.words, scope)
    return reader.defined([only], scope, at={only.key.removeprefix(f"{word}_"): term})


def of_entries(reader: Reader, word: str, scope: Scope) -> x.Expression | None:
    """δ, where the author defines its entries δ_w: the column of them."""
    running = {each.key for each in _members(reader, word) if each.key[-1] != "'" and reader.own(each.key)}
    if len(running) != 1:
        return None
    (entry,) = running
    for over in (reader.words, reader.draws):
        index = x.Index(entry[-1], over)
        with suppress(s.ReadingError, x.ShapeError):
            value = reader.defined(reader.own(entry), {**scope, index.name: index})
            if value.shape == x.SCALAR:
                return x.Transpose(x.Table(index, value))
    return None


def _members(reader: Reader, word: str) -> list[Definition]:
    """What is defined of p_w for all w: one with the letter of a certain word below is about that word alone."""
    certain = (*reader.fixed, reader.notation.position)
    own = [each for each in reader.definitions if re.fullmatch(rf"{re.escape(word)}_[a-z]'?", each.key)]
    return [each for each in own if each.key.removeprefix(f"{word}_") not in certain]


def _a_count(value: s.Syntax) -> bool:
    """Whether a definition is a count of samples told in words, which is of the part's own sample alone."""
    return isinstance(value, s.Big) and isinstance(value.below, s.Words)


def called(reader: Reader, own: list[Definition], bracket: s.Group, primes: int, scope: Scope) -> x.Expression | None:
    """h(x), h(−x), h′(x) and n(w_s) of the author's own; None where a symbol stands before a bracket as a factor.

    A parameter is bound: the body is read with the argument's value, or its index, in the place of the letter.
    """
    inner, parameter, argument = strip(bracket.inner), own[0].parameter, reader.place.argument
    word = key(inner)
    if primes:
        names = {each.parameter for each in own if not of_index(each)}
        mine = argument is not None and word == argument.name and parameter in {None, word, *names}
        return x.Derivative(_at(reader, own, bracket, scope), argument) if mine and primes == 1 and argument else None
    if parameter is None:
        counted = reader.index_by_itself(inner, scope) is not None or reader.number_of_sample(inner) is not None
        mine = argument is not None and word == argument.name
        return reader.defined(own, scope) if counted or mine else None
    if parameter.startswith(f"{reader.notation.samples}_"):  # n(w_s), used at w_k
        if word == parameter:
            return reader.defined(own, scope)
        number = reader.number_of_sample(inner)
        sample = None if number is None else key(number)
        if sample is None:
            raise s.ReadingError("this is no word of a sample", bracket.span, parameter)
        found = reader.index(s.Name(sample, span=inner.span), reader.draws, scope)
        return reader.defined(own, scope, at={parameter.split("_", 1)[1]: found})
    return _at(reader, own, bracket, scope)


def of_index(found: Definition) -> bool:
    """Whether it is a function of an index."""
    return found.parameter is not None and numbers(found.parameter, found.value)


def _at(reader: Reader, own: list[Definition], bracket: s.Group, scope: Scope) -> x.Expression:
    """A function of the author's at the argument in its brackets."""
    parameter, inner = own[0].parameter, strip(bracket.inner)
    if parameter is None:
        return reader.defined(own, scope)
    index = reader.index_by_itself(inner, scope)
    if index is not None:
        return reader.defined(own, scope, at={parameter: index})
    if not of_index(own[0]):
        return reader.defined(own, scope, {parameter: reader.read(bracket.inner, scope)})
    refused: s.ReadingError | None = None
    for over in filter(None, (reader.words, reader.draws)):
        try:
            return reader.defined(own, scope, at={parameter: reader.index(inner, over, scope)})
        except s.ReadingError as error:
            refused = refused or error
    raise refused or s.ReadingError("this is no index", bracket.span, "an index")


def slope(reader: Reader, word: str, scope: Scope) -> x.Expression | None:
    """h′ of a function that the author defines, by the part's own argument."""
    own, argument = reader.own(word), reader.place.argument
    return None if argument is None or not own else x.Derivative(reader.defined(own, scope), argument)
