r"""Sets of values that an author says a symbol of the assignment lies in: y ∈ {0, 1}^V says what is so, o ∈ {1, 2} and ŷ ∈ {0, 1}^V restrict it."""

from collections.abc import Iterator

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.problem import Part, Problem
from proofs.answers.claims.script import Script

LABELS = (("\\{", "0", "1"), ("[", "0", "1"))
SHARES = (("[", "0", "1"), ("(", "0", "1"))


def restricted(script: Script, problem: Problem, part: Part) -> s.Span | None:
    """The first relation that puts a symbol, a quantity or an index of the assignment into fewer values than it may have."""
    for chain in script.declarations:
        values = _values(chain.sides[-1]) if chain.operators == ("in",) else None
        if values is not None and any(_restricts(letter, values, problem, part) for letter in _letters(chain)):
            return chain.span
    return None


def _values(within: s.Syntax) -> tuple[str, ...] | None:
    r"""The bracket and the members of \{0, 1\}^V or [0, 1]; None for a set that is not written out."""
    inner = strip(within)
    group = inner.base if isinstance(inner, s.Scripted) else inner
    if not isinstance(group, s.Group) or any(isinstance(each, s.Dots) for each in every(group)):
        return None
    members = strip(group.inner)
    items = members.items if isinstance(members, s.Listing) else (members,)
    return (group.opening, *(_word(each) for each in items))


def _word(node: s.Syntax) -> str:
    inner = strip(node)
    return inner.text if isinstance(inner, s.Numeral) else key(inner) or "?"


def _letters(chain: s.Chain) -> Iterator[str]:
    left = strip(chain.sides[0])
    for each in left.items if isinstance(left, s.Listing) else (left,):
        item = strip(each)
        yield (key(item.base if isinstance(item, s.Scripted) else item) or "").replace("widehat ", "hat ")


def _restricts(letter: str, values: tuple[str, ...], problem: Problem, part: Part) -> bool:
    notation = problem.notation
    if letter in notation.quantities:
        inner = notation.quantities[letter]
        hot = isinstance(inner.value if isinstance(inner, x.Named) else inner, x.OneHot)
        return values not in (LABELS if hot else SHARES)
    if letter in part.place.free:
        return values[0] == "\\{" and all(each.isdigit() for each in values[1:])
    return letter in notation.symbols or letter in notation.families
