r"""Symbols at one moment of time: h_t, x_t and h_{t-1} where nothing runs through t are vectors of their own.

>>> from derive.elaboration.pages import formula
>>> moment(formula("h_{t-1}").below)
't-1'
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.elaboration.context import Definition
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, parts, strip


def moment(below: s.Syntax | None) -> str | None:
    """A subscript that is a letter, or a letter and a whole number of steps from it; None for any other."""
    inner = strip(below) if below is not None else None
    if isinstance(inner, s.Name):
        return key(inner)
    if not isinstance(inner, s.Additive) or len(inner.terms) != 2:
        return None
    letter, step = inner.terms
    if not isinstance(letter, s.Name) or not isinstance(step, s.Signed) or not isinstance(step.operand, s.Numeral):
        return None
    return f"{key(letter)}{step.sign}{step.operand.text}" if step.operand.text.isdigit() else None


BRACKETS = {"(": ("(", ")"), "[": ("[", "]"), "\\langle": ("<", ">")}
"""Brackets around a label above a name, x^{(i)}, W^{[1]}, a^{⟨t⟩}, and how they stand in its plain name."""


def label(above: s.Syntax | None) -> str | None:
    """A label above a name, with its brackets: "(i)", "[1]", "<t-1>"; None where something else stands there."""
    if not isinstance(above, s.Group) or above.opening not in BRACKETS:
        return None
    inner = strip(above.inner)
    inside = inner.text if isinstance(inner, s.Numeral) else moment(inner)
    opening, closing = BRACKETS[above.opening]
    return None if inside is None else f"{opening}{inside}{closing}"


def script(node: s.Scripted) -> str:
    """The one script of a name as it stands in a plain name: "_t-1" below, "^(t)" above; "" for none, or for another one."""
    if node.above is None:
        at = moment(node.below)
        return f"_{at}" if at else ""
    mark = label(node.above) if node.below is None else None
    return f"^{mark}" if mark else ""


def spelled(node: s.Syntax) -> str | None:
    """The plain name of a symbol with its script: "W_1", "h_t-1", "W^(1)"; None for anything else."""
    if not isinstance(node, s.Scripted) or not isinstance(node.base, s.Name):
        return key(node)
    word = (key(node.base) or "") + "'" * node.primes
    return key(node) or (word + script(node) if script(node) else None)


def letters_of(node: s.Syntax) -> tuple[s.Name, ...]:
    """The two letters that a small word of the language is as well, where it was typed as letters: the i f of v_{if}; () for anything else."""
    if not isinstance(node, s.Words) or len(node.text) != 2 or not node.text.isalpha() or not node.text.isascii():
        return ()
    start, end = node.span
    one, other = s.Name(node.text[0], span=(start, start + 1)), s.Name(node.text[1], span=(start + 1, end))
    return (one, other) if end - start == 2 else ()


def square_name(node: s.Syntax) -> str | None:
    """The name of a square, "sigma^2_B" for σ_B²; None for anything else, as the second of several is, W^{(2)}."""
    node = strip(node)
    if not isinstance(node, s.Scripted) or node.above is None or node.primes or not isinstance(node.base, s.Name):
        return None
    return name_of(node) if key(strip(node.above)) == "2" and label(node.above) is None else None


def name_of(node: s.Scripted) -> str | None:
    """The name of the square of a symbol with its subscript."""
    below = key(strip(node.below)) if node.below is not None else ""
    base = key(node.base)
    return None if base is None or below is None else f"{base}^2" + (f"_{below}" if below else "")


def at_one_moment(definitions: dict[str, Definition], loss: s.Syntax, bound: frozenset[str]) -> dict[str, Definition]:
    """The definitions, those of h_t as one of the whole symbol "h_t", where the loss has h at t alone and others at steps before it.

    `bound`: the letters through which something runs. What stands at a step before, h_{t-1}, is then given: one step is differentiated.
    """
    values = [each.value for each in definitions.values()]
    found: dict[str, Definition] = {}
    for name, each in definitions.items():
        letter = key(each.parameters[0]) if each.form == "entries" and len(each.parameters) == 1 else None
        here = {place for page in (loss, *values) for place in _places(page, name)}
        at_once = all(_inside(place) == letter for place in _places(loss, name))
        near = all(_inside(place) == letter or _inside(place).startswith(f"{letter}-") for place in here)
        if letter is None or letter in bound or not here or not at_once or not near:
            found[name] = each
            continue
        now = min(here, key=lambda place: (_inside(place) != letter, place))  # _t, ^(t), ^[t]
        whole = name + now.replace(_inside(now), letter)
        found[whole] = replace(each, name=whole, form="whole", parameters=())
    return found


def given(definitions: Iterable[Definition], defined: Iterable[str]) -> Iterator[str]:
    """The names of what stands a step before in definitions of something that is defined at one moment: h_{t-1}, as it is written."""
    for each in definitions:
        for node in every(each.value):
            if isinstance(node, s.Scripted) and "-" in script(node):
                now = spelled(node) or ""
                if re.sub(r"-\d+", "", now) in defined:
                    yield now


def _places(page: s.Syntax, name: str) -> Iterator[str]:
    """The subscripts with which a name stands in a page; "" for none, or for one that is no moment. Letters in subscripts are no names."""
    if isinstance(page, s.Scripted) and name.endswith("^2") and (square_name(page) or "").startswith(name):
        yield f"_{moment(page.below)}" if page.below is not None else ""
    elif isinstance(page, s.Scripted) and (key(page.base) or "") + "'" * page.primes == name:
        yield script(page)
    elif isinstance(page, s.Name) and key(page) == name:
        yield ""
    else:
        for part in parts(page):
            if not (isinstance(page, s.Scripted) and part is page.below):
                yield from _places(part, name)


def _inside(place: str) -> str:
    return place.strip("_^()[]<>")
