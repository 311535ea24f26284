"""Chains that claim nothing by themselves: they say what an index or the argument is, or over what it runs."""

import re
from dataclasses import replace

from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip

Letters = frozenset[str] | None
"""The letters that are indices on a page; None where that is told by their form."""


def is_index(node: s.Syntax, letters: Letters = None) -> bool:
    """Whether something can only be an index: one of the letters that are, or by its form one letter, w_s, or a set of them."""
    word = key(strip(node))
    if word is None or letters is not None:
        return word in (letters or ())
    return bool(re.fullmatch(r"(hat )?[a-z]'?|w_\w+'?", word)) and word not in (
        "u",
        "v",
        "x",
        "y",
        "z",
        "f",
        "e",
        "b",
        "hat y",
    )


def is_condition(chain: s.Chain, letters: Letters = None) -> bool:
    """Whether a chain only restricts indices or the argument: w = o, w ≠ o, x > 0."""
    if len(chain.sides) < 2:
        return False
    if all(operator in ("<", "<=", ">", ">=") for operator in chain.operators):
        return True
    if not all(operator in ("=", "!=") for operator in chain.operators):
        return False
    return all(is_index(side, letters) for side in chain.sides)


def supposes_a_label(chain: s.Chain) -> bool:
    """Whether a chain says of an entry of the labels that it is 0 or 1: y_w = 1 is a case, v_c = 0 and ŷ_o = 0 are not."""
    sides = [strip(side) for side in chain.sides]
    entry = len(sides) == 2 and isinstance(sides[0], s.Scripted) and sides[0].above is None
    label = entry and isinstance(sides[0], s.Scripted) and key(sides[0].base) == "y"
    return label and chain.operators in (("=",), ("!=",)) and key(sides[1]) in ("0", "1")


def of_head(chain: s.Chain) -> s.Chain:
    """A chain that begins with a condition and an arrow, x > 0 ⇒ f′(x) = 1, as the rest under that condition."""
    at = chain.operators.index("implies") if "implies" in chain.operators else 0
    head = replace(
        chain, sides=chain.sides[: at + 1], operators=chain.operators[:at], places=chain.places[:at], conditions=()
    )
    of_one = head.operators == ("=",) and is_index(head.sides[0]) and isinstance(strip(head.sides[-1]), s.Numeral)
    if not at or not (is_condition(head) or of_one):  # n = 1 ⇒ …
        return chain
    span = (head.sides[0].span[0], head.sides[-1].span[1])
    rest = replace(
        chain, sides=chain.sides[at + 1 :], operators=chain.operators[at + 1 :], places=chain.places[at + 1 :]
    )
    return replace(rest, conditions=(*chain.conditions, s.Relation(head.sides, head.operators, span=span)))


def is_case(node: s.Syntax) -> bool:
    """Whether a condition is about indices alone: w = o."""
    node = strip(node)
    return isinstance(node, s.Relation) and all(is_index(side) for side in node.sides)


def of_subscripts(chain: s.Chain) -> s.Chain:
    """u_w = u_o as w = o: two vectors of one family are told apart by their words."""
    sides = [strip(side) for side in chain.sides]
    if len(sides) != 2 or chain.operators not in (("=",), ("!=",)) or chain.conditions:
        return chain
    left, right = sides
    if not (isinstance(left, s.Scripted) and isinstance(right, s.Scripted) and left.below and right.below):
        return chain
    if left.above or right.above or key(left.base) != key(right.base) or key(left.base) in ("w", "y", "hat y", None):
        return chain
    inner = replace(chain, sides=(strip(left.below), strip(right.below)))
    return inner if is_condition(inner) else chain


KERNELS = ("ker", "Ker", "kernel", "Null", "null", "Nul", "mathcal N")


def of_kernels(chain: s.Chain) -> s.Chain:
    """A x = 0 for x ∈ ker A."""
    kernel = strip(chain.sides[-1])
    if chain.operators != ("in",) or not isinstance(kernel, s.Juxtaposition) or len(kernel.factors) != 2:
        return chain
    if key(kernel.factors[0]) not in KERNELS:
        return chain
    inside = s.Group("(", chain.sides[0], ")", span=chain.sides[0].span)
    image = s.Juxtaposition((kernel.factors[1], inside), ("",), span=chain.sides[0].span)
    return replace(chain, sides=(image, s.Numeral("0", span=kernel.span)), operators=("=",))


def full_run(chain: s.Chain) -> bool:
    """Whether a chain runs through numbers from 1 on: s = 1, …, K."""
    last = strip(chain.sides[-1])
    last = strip(last.inner) if isinstance(last, s.Group) and last.opening == "\\{" else last
    if len(chain.sides) != 2 or not set(chain.operators) <= {"=", "in"} or not isinstance(last, s.Listing):
        return False
    words = ["…" if isinstance(strip(item), s.Dots) else key(strip(item)) or "?" for item in last.items]
    ahead = words[: words.index("…")] if "…" in words else []
    counted = bool(ahead) and ahead == [str(k + 1) for k in range(len(ahead))] and len(words) == len(ahead) + 2
    return counted and not words[-1].isdigit() and is_index(chain.sides[0])


def whole_range(chain: s.Chain) -> bool:
    """Whether a chain says of what shape a symbol is, or that an index runs over all of a named set: U ∈ R^{d × V}, w ∈ Vocab."""
    if full_run(chain):
        return True
    if set(chain.operators) != {"in"}:
        return False
    last = strip(chain.sides[-1])
    return (
        key(last) is not None or isinstance(last, s.Scripted) or any(isinstance(each, s.Dots) for each in every(last))
    )


def shapes_beside(chain: s.Chain) -> list[s.Chain]:
    """Declarations of shape that ride along with an equation, as conditions: U ∈ R^{d×V}."""
    found = []
    for node in chain.conditions:
        for each in every(node):
            if isinstance(each, s.Relation) and each.operators == ("in",):
                found.append(s.Chain(each.sides, each.operators, (each.span,), span=each.span))
    return found
