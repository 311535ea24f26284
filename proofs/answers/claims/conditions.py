"""The conditions beside an equation: what they restrict, and what of them is not understood."""

from dataclasses import replace

from derive import expression as x
from derive.parsing import syntax as s
from derive.parsing.trees import every, key, strip
from derive.parsing.vocabulary import NAMES
from derive.problem import Part
from derive.reading.elaborate import Reader
from derive.reading.ranges import all_values
from derive.traversal import walk
from derive.words.beside import blocking
from derive.words.phrases import RESTATED_BEFORE
from proofs.answers.claims.domains import restricts_to_a_set, says_nothing


def read_condition(reader: Reader, node: s.Syntax) -> tuple[x.Condition | None, list[s.Syntax]]:
    """A condition beside an equation, and what of it was not understood; harmless words and full ranges restrict nothing."""
    inner = strip(node)
    if isinstance(inner, s.Words):
        again = RESTATED_BEFORE.match(inner.text)
        return None, ([node] if blocking("", f" {inner.text}") or (again and "\\" in inner.text) else [])
    if isinstance(inner, s.Name) and len(inner.name) > 1 and inner.name not in NAMES and inner.name.isalpha():
        said = inner.name.lower()  # a label: "Wrong: …"
        return None, ([node] if blocking(f"{said}: ", "") or blocking("", f" {said}") else [])
    relations: list[s.Syntax] = [
        each
        for each in every(node)
        if isinstance(each, s.Relation) and not any(isinstance(side, s.Relation) for side in each.sides)
    ]
    found, unread = [], []
    for each in map(_without_quantifier, relations or [node]):
        if isinstance(each, s.Relation) and reader.own(key(strip(each.sides[0])) or ""):
            continue
        try:
            found.append(reader.condition(each, {}))
            if restricts_to_a_set(reader, each, found[-1]):
                unread.append(each)
        except (s.ReadingError, x.ShapeError):
            if not says_nothing(reader, each) and not (isinstance(each, s.Relation) and all_values(reader, each)):
                unread.append(each)
    return None if not found else found[0] if len(found) == 1 else x.All(tuple(found)), unread


def _without_quantifier(node: s.Syntax) -> s.Syntax:
    """k ∈ {1, …, K} for ∀ k ∈ {1, …, K}."""
    if not isinstance(node, s.Relation) or node.operators[0] != "forall" or not isinstance(node.sides[0], s.Empty):
        return node
    return replace(node, sides=node.sides[1:], operators=node.operators[1:]) if len(node.sides) > 2 else node.sides[1]


def of_sizes(reader: Reader, node: s.Syntax) -> bool:
    """Whether a condition is about a size, as V ≥ 10 is: then it is no case of the part."""
    try:
        found, _ = read_condition(reader, node)
    except (s.ReadingError, x.ShapeError):
        return False
    return found is not None and any(isinstance(each, x.Dimension) for each in walk(found))


def leaves_out_the_centre(conditions: list[x.Condition], part: Part) -> bool:
    """Whether what a claim about all words of a window but the centre is said to hold for leaves the centre out, w ≠ c, or never was all words."""
    return not part.place.window or part.place.generic is None or any(isinstance(each, x.Not) for each in conditions)
