"""A certificate's statement against the loss and the answer, in numbers: what the exporter wrote must be what was read.

Coq's kernel cannot see a lie of the exporter. So the text is read back (`reading`) at random points, where each hypothesis must hold, the
loss must have its value, and both sides of every theorem those of the gradient and the answer, entry by entry.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from derive import expression as x
from derive.nodes import rebuild
from derive.traversal import free_indices, walk
from proofs.coq.names import identifier, size_name
from proofs.coq.reading import ReadingError, Scope, Section, Theorem, close, many, read_sections
from proofs.coq.statement import Claim, Given
from proofs.identity import Setting, Undecidable
from proofs.identity.balls import Balls
from proofs.identity.evaluate import Evaluation
from proofs.identity.points import Point, draw_point, patterns

POINTS = 3
TRIES = 60
HALF, POINTED, OTHER = 1, 7, 3
"""How large a half width is at these points, a size into which maps and free indices point, and any other."""


class MisreadError(Exception):
    """The statement is not what was to be certified; the sentence says where."""


def agree(items: Sequence[tuple[Given, Claim]], text: str, seed: int = 1) -> int:
    """How many entries of statement and answer were compared, all of them equal. MisreadError at the first that is not."""
    sections = read_sections(text)
    if len(sections) != len(items):
        raise MisreadError(f"{len(sections)} sections for {len(items)} claims")
    compared = 0
    for section, (where, claim) in zip(sections, items, strict=True):
        truth, value = (concrete(each) for each in (claim.truth, claim.value))
        for evaluation in points(where, Claim(truth, value, claim.condition), seed):
            compared += _at(section, evaluation, truth, value)
    return compared


def concrete(node: Any) -> Any:
    """An abstract loss J(v, w, M) given as z + z³, where z = vᵀM_w."""
    if isinstance(node, x.Loss):
        z = x.Product((x.Transpose(concrete(node.center)), x.Column(concrete(node.matrix), node.outside)))
        return x.Add((z, x.Product((z, z, z))))
    return rebuild(node, concrete)


def points(where: Given, claim: Claim, seed: int) -> Any:
    """Evaluations at random points that the part and the claim's condition admit."""
    free = set(where.free)
    free |= free_indices(claim.truth) | free_indices(claim.value) | free_indices(claim.condition)
    order = tuple(sorted(free, key=lambda index: (index.over, index.name)))
    named = {size for index in order for size in index.over.split("+")} | _sizes(claim.truth) | _sizes(claim.value)
    named |= {size for _, *ends in where.maps for size in ends}
    pointed = {index.over for index in order} | {into for _, _, into in where.maps}
    pointed -= {over for _, over, _ in where.maps}
    sizes = {
        name.lstrip("±"): HALF if name.startswith("±") else POINTED if name in pointed else OTHER
        for name in named
        if not name.isdigit()
    }
    setting = Setting(order, where.maps, where.assumptions, where.constraints)
    random, found = np.random.default_rng(seed), 0
    chosen = sorted(patterns(setting, sizes), key=lambda each: -len(set(each.values())))  # all apart comes first
    for attempt in range(TRIES):
        pattern = [chosen[int(random.integers(len(chosen))) if attempt else 0]]
        point: Point = draw_point(setting, sizes, pattern, 1, random)
        evaluation = Evaluation(Balls(np.random.default_rng(seed + attempt), 1, fine=True), point, setting)
        try:
            if not all(_holds(evaluation, each) for each in (*where.assumptions, claim.condition)):
                continue
            evaluation.value(claim.truth)
            evaluation.value(claim.value)
        except Undecidable:
            continue
        found += 1
        yield evaluation
        if found == POINTS:
            return
    raise MisreadError("no point was found at which to compare")


def _holds(evaluation: Evaluation, condition: x.Condition) -> bool:
    """Whether a condition holds at a point, for all values of the indices that are not free there."""
    scope = dict(evaluation.scope)
    for index in free_indices(condition) - set(scope):
        scope, _, _ = evaluation.bind(index, scope)
    return bool(evaluation.holds(condition, 0, scope).all())


def _sizes(node: x.Node) -> set[str]:
    shapes = [each.shape for each in walk(node) if isinstance(each, x.Expression)]
    return {part for shape in shapes for size in shape for part in size.split("+")}


NATURAL, REAL, MAP, LOSS = "nat", "R", "nat -> nat", "(nat -> R) -> nat -> (nat -> nat -> R) -> R"
ARRAYS = (REAL, "nat -> R", "nat -> nat -> R")
"""The types of what has no index, one, and two."""


def given(evaluation: Evaluation, variables: dict[str, str]) -> Scope:
    """The numbers of a point by their names in Coq. MisreadError for a variable that the point does not know.

    Names that are of one type and differ in what Coq cannot write are told apart by ' and _ at their ends.
    """
    point = evaluation.point
    sizes = {size_name(name): value for name, value in point.sizes.items()}  # nothing else has such a name
    known: dict[tuple[str, str], Any] = {
        (NATURAL, identifier(index.name)): int(array.flat[0]) for index, array in point.indices.items()
    }
    known |= {(MAP, identifier(name)): _listed([int(each) for each in array[0]]) for name, array in point.maps.items()}
    for key, drawn in evaluation._symbols.items():
        if isinstance(key, x.Symbol):
            kind = ARRAYS[sum(size != "1" for size in key.declared)]
            known[kind, identifier(key.name)] = matrix(numbers(drawn[0]), key.declared)
    longest = max(point.sizes.values(), default=1)  # an array is 0 beyond its end
    known[LOSS, "J"] = many(3, lambda v, o, U: _cubic(sum(v(i) * U(i)(o) for i in range(longest))))
    known[REAL, "undefined"] = float("nan")
    scope: Scope = {"largest": longest}
    for name, kind in variables.items():
        if kind == NATURAL and name in sizes:
            scope[name] = sizes[name]
            continue
        own = next((each for each in ((kind, name), (kind, name.rstrip("'_"))) if each in known), None)
        if own is None:
            raise MisreadError(f"what {name} is, the loss and the answer do not say")
        scope[name] = known[own]
    return scope


def _cubic(z: Any) -> Any:
    return z + z**3


def _listed(values: list[int]) -> Any:
    return lambda s: values[s]


def numbers(balls: Any) -> np.ndarray:
    """The middles of an array of balls, as a matrix of floats."""
    array = balls.reshape(balls.shape[-2:])
    return np.array([[float(each.mid()) for each in row] for row in array])


def matrix(array: np.ndarray, shape: x.Shape) -> Any:
    """An array as Coq sees it: a function of its indices, a number where there are none."""
    if shape == x.SCALAR:
        return float(array[0, 0])
    if "1" in shape:
        flat = array.reshape(-1)
        return lambda i: float(flat[i]) if i < len(flat) else 0.0
    return lambda i: lambda j: float(array[i, j]) if i < array.shape[0] and j < array.shape[1] else 0.0


def _at(section: Section, evaluation: Evaluation, truth: x.Expression, value: x.Expression) -> int:
    """Everything that a section says at one point; how many entries were compared."""
    wanted, answer = numbers(evaluation.value(truth)), numbers(evaluation.value(value))
    loss = _loss(evaluation, truth)
    scope = section.scope(given(evaluation, section.variables))
    for name, holds in section.hypotheses.items():
        if not holds(scope):
            raise MisreadError(f"the hypothesis {name} does not hold where the answer is meant")
    seen: set[tuple[int, int]] = set()
    for name, theorem in section.theorems.items():
        for place in _places(theorem, scope):
            row, column = (sum(value for named, value in place.items() if named.startswith(each)) for each in "jk")
            at = (row + ("other_row" in name), column + ("other_column" in name))
            if at in seen:
                raise MisreadError(f"the entry {at} is stated twice")
            seen.add(at)
            inside = {**scope, **place}
            if not (close(theorem.left(inside), wanted[at]) and close(theorem.right(inside), answer[at])):
                raise MisreadError(f"the entry {at} of the statement is not that of the loss and the answer")
    if len(seen) != wanted.size:
        raise MisreadError(f"{len(seen)} entries of {wanted.size} are stated")
    if loss is not None and "loss" in section.parameters:
        (variable,) = section.parameters["loss"]
        if not close(scope["loss"](scope[variable]), loss):
            raise MisreadError("the loss of the statement is another one")
    return len(seen)


def _loss(evaluation: Evaluation, truth: x.Expression) -> float | None:
    """The value of what is differentiated, if it is one number; None where the truth is no derivative."""
    while isinstance(truth, x.Transpose | x.Entry):
        truth = truth.operand if isinstance(truth, x.Transpose) else truth.matrix
    if not isinstance(truth, x.Derivative) or truth.body.shape != x.SCALAR:
        return None
    return float(numbers(evaluation.value(truth.body))[0, 0])


def _places(theorem: Theorem, scope: Scope) -> Iterator[Scope]:
    """Every value of the names that a theorem is about."""
    names = [name for name, _ in theorem.ranges]
    for values in product(*(range(size(scope)) for _, size in theorem.ranges)):
        yield dict(zip(names, values, strict=True))


def in_file(items: Sequence[tuple[Given, Claim]], text: str) -> int:
    """`agree`, and a statement that cannot be read is one that does not agree."""
    try:
        return agree(items, text)
    except (ReadingError, KeyError, TypeError, IndexError) as error:
        raise MisreadError(f"the statement cannot be read back: {error}") from None
