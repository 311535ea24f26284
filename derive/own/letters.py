"""What letters look like on the page of a loss of one's own: symbols with their scripts, norms, transposition."""

from dataclasses import dataclass, fields, replace
from typing import Any

from derive.reading import syntax as s
from derive.reading.context import every, key, strip

TRANSPOSED = ("T", "top", "intercal")
GREEK = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "varepsilon",
        "zeta",
        "eta",
        "theta",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "xi",
        "pi",
        "rho",
        "tau",
        "phi",
        "chi",
        "psi",
        "omega",
    ]
)
"""Greek letters that are symbols; σ is the sigmoid unless it is never given an argument."""

Scripts = tuple[str, s.Syntax | None, s.Syntax | None]


def letter_of(node: s.Syntax) -> Scripts | None:
    """The letter, subscript and superscript of a symbol; None for anything else, also for function names."""
    if isinstance(node, s.Group) and node.opening == "":
        return letter_of(node.inner)
    if isinstance(node, s.Scripted) and not node.primes:
        inner = letter_of(node.base)
        if inner is None or (inner[1] is not None and node.below is not None) or inner[2] is not None:
            return None
        return inner[0], inner[1] if node.below is None else node.below, node.above
    if isinstance(node, s.Name) and node.font != "blackboard" and (len(node.name) == 1 or node.name in GREEK):
        return key(node) or "", None, None
    return None


def capital(word: str) -> str:
    """The matrix whose columns a letter names: W for w, "tilde W" for w̃."""
    *accents, letter = word.split(" ")
    return " ".join([*accents, letter.upper()])


def is_capital(word: str) -> bool:
    """Whether a word with accents is a capital letter."""
    return word.split(" ")[-1].isupper()


def subscripts(below: s.Syntax) -> tuple[s.Syntax, ...]:
    """The indices of a subscript: ij and i,j are two."""
    inner = strip(below)
    if isinstance(inner, s.Listing):
        return inner.items
    if isinstance(inner, s.Juxtaposition) and not any(inner.operators):
        return inner.factors
    return (inner,)


def is_transposition(node: s.Syntax | None) -> bool:
    """Whether a superscript is a transposition."""
    return node is not None and key(strip(node)) in TRANSPOSED


# ------------------------------------------------------------------------------------------------------------------- norms


@dataclass(frozen=True, slots=True)
class Norm:
    """‖inner‖ with its subscript ("1", "2", "F", "" or anything else) and its power."""

    inner: s.Syntax
    kind: str
    power: s.Syntax | None


def norm_of(node: s.Syntax) -> Norm | None:
    """The norm that a piece of syntax is, or None."""
    base, below, above = node, None, None
    if isinstance(node, s.Scripted) and not node.primes:
        base, below, above = node.base, node.below, node.above
    if not (isinstance(base, s.Group) and base.opening in ("‖", "||")):
        return None
    return Norm(base.inner, "" if below is None else key(strip(below)) or "?", above)


# --------------------------------------------------------------------------------------------------------- before reading


@dataclass(frozen=True, slots=True)
class Part(s.Syntax):
    """An entry of what a call gives, softmax(z)_k."""

    base: s.Syntax
    below: s.Syntax


def prepared(node: s.Syntax, sigma_is_a_letter: bool) -> Any:
    """The syntax with calls that carry scripts made groups of their own, braces of max made round, and σ a letter if it is one."""
    changed = {
        each.name: _inside(getattr(node, each.name), sigma_is_a_letter) for each in fields(node) if each.name != "span"
    }
    node = replace(node, **changed)
    if isinstance(node, s.Name) and node.name == "sigma" and sigma_is_a_letter:
        return replace(node, name="σ")
    return _calls(node) if isinstance(node, s.Juxtaposition) else node


def _inside(value: Any, sigma_is_a_letter: bool) -> Any:
    if isinstance(value, s.Syntax):
        return prepared(value, sigma_is_a_letter)
    return tuple(_inside(each, sigma_is_a_letter) for each in value) if isinstance(value, tuple) else value


SCRIPTED_CALLS = ("max", "min", "softmax")


def _calls(node: s.Juxtaposition) -> s.Syntax:
    """max(…)² as (max(…))², max{…} as max(…), softmax(…)_k as an entry."""
    factors, operators = list(node.factors), list(node.operators)
    for place in range(len(factors) - 1):
        if key(factors[place]) not in SCRIPTED_CALLS or operators[place]:
            continue
        after = factors[place + 1]
        bracket = after.base if isinstance(after, s.Scripted) else after
        if not isinstance(bracket, s.Group):
            continue
        span = (factors[place].span[0], after.span[1])
        round_ = replace(bracket, opening="(", closing=")")
        call: s.Syntax = s.Group("(", s.Juxtaposition((factors[place], round_), ("",), span=span), ")", span=span)
        if isinstance(after, s.Scripted) and after.below is not None:
            call = Part(call, after.below, span=span)
        if isinstance(after, s.Scripted) and after.above is not None:
            call = s.Scripted(call, None, after.above, span=span)
        rest = (*factors[:place], call, *factors[place + 2 :])
        return (
            replace(node, factors=rest, operators=(*operators[:place], *operators[place + 1 :])) if rest[1:] else call
        )
    return node


def sigma_is_a_letter(nodes: tuple[s.Syntax, ...]) -> bool:
    """Whether σ occurs and is never given an argument: the standard deviation, not the sigmoid."""
    parts = [part for node in nodes for part in every(node)]
    called = any(
        _is_sigma(before) and not operator
        for part in parts
        if isinstance(part, s.Juxtaposition)
        for before, operator in zip(part.factors, part.operators, strict=False)
    )
    return not called and any(isinstance(part, s.Name) and part.name == "sigma" for part in parts)


def _is_sigma(node: s.Syntax) -> bool:
    return isinstance(node, s.Name) and node.name == "sigma"
