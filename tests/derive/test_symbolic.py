"""SymPy's gradient of every part, as a tree at explicit sizes, against central differences of the loss written in loops."""

from collections.abc import Callable
from itertools import chain
from typing import Any

import mpmath as mp
import numpy as np
import pytest
from explicit import World, evaluate
from from_sympy import from_sympy, gradient_tree

from derive import expression as x
from derive.outside import UnsupportedError
from derive.problem import load
from derive.symbolic import gradient, index_form

STEP, TOLERANCE = mp.mpf(10) ** -15, mp.mpf(10) ** -25  # central differences at 50 digits: error STEP² and 1e-35
WORLDS = [(5, 3, 4, 0), (3, 3, 2, 1), (2, 1, 3, 2), (6, 2, 1, 3), (4, 4, 6, 4)]
"""(V, d, K, seed): V = d among them, K above and below V; with few words the negatives repeat."""


@pytest.fixture(autouse=True)
def _digits():
    with mp.workdps(50):
        yield


def dot(a: Any, b: Any) -> Any:
    return mp.fsum(p * q for p, q in zip(a, b, strict=True))


def column(M: Any, j: int) -> list[Any]:
    return [row[j] for row in M]


def log_sigmoid(z: Any) -> Any:
    return -mp.log(1 + mp.exp(-z))


def naive(m: dict[str, Any], w: World) -> Any:
    v, U = column(m["C"], w.indices["c"]), m["U"]
    scores = [dot(column(U, k), v) for k in range(w.sizes["V"])]
    return mp.log(mp.fsum(mp.exp(s) for s in scores)) - scores[w.indices["o"]]


def negative(m: dict[str, Any], w: World) -> Any:
    v, U = column(m["C"], w.indices["c"]), m["U"]
    drawn = mp.fsum(log_sigmoid(-dot(column(U, k), v)) for k in w.maps["w"])
    return -log_sigmoid(dot(column(U, w.indices["o"]), v)) - drawn


def signed(m: dict[str, Any], w: World) -> Any:
    """In the signed matrix itself, which stands among the matrices."""
    (name,) = (key for key in m if key.startswith("U_"))
    return -mp.fsum(log_sigmoid(dot(column(m[name], k), column(m["C"], w.indices["c"]))) for k in range(w.size("1+K")))


LOSSES: dict[str, Callable[[dict[str, Any], World], Any]] = {
    "naive": naive,
    "negative": negative,
    "signed": signed,
    "leaky_relu": lambda m, w: max(m["alpha"][0][0] * m["x"][0][0], m["x"][0][0]),
    "relu": lambda m, w: max(m["x"][0][0], mp.mpf(0)),
    "sigmoid": lambda m, w: 1 / (1 + mp.exp(-m["x"][0][0])),
}
PARTS = [part for part in load().parts if part.loss_name in LOSSES and part.variable is not None]


def world(V: int, d: int, K: int, seed: int) -> World:
    r = np.random.default_rng(seed)

    def matrix(rows: int, columns: int) -> Any:
        return [[mp.mpf(float(value)) for value in row] for row in r.normal(size=(rows, columns))]

    c, o, s = int(r.integers(V)), int(r.integers(V)), int(r.integers(K))
    others = [k for k in range(V) if k != o]
    indices = {"c": c, "o": o, "w": (c + 1) % V, "s": s}
    maps = {"w": [int(k) for k in r.choice(others, size=K)]}
    matrices = {"U": matrix(d, V), "C": matrix(d, V), "x": matrix(1, 1), "alpha": [[mp.mpf(1) / 8]]}
    return World({"V": V, "d": d, "K": K}, matrices, indices, maps)


def differences(loss: Callable[[Any], Any], matrices: Any, name: str, row: int, column: int) -> Any:
    """∂ loss / ∂ one entry."""

    def moved(step: Any) -> Any:
        rows = [list(each) for each in matrices[name]]
        rows[row][column] += step
        return loss({**matrices, name: rows})

    return (moved(STEP) - moved(-STEP)) / (2 * STEP)


def by_differences(part: Any, w: World) -> Any:
    """The gradient by a part's variable, entry by entry."""
    loss, variable = LOSSES[part.loss_name], part.variable
    matrices = dict(w.matrices)
    if part.loss_name == "signed":
        matrices[_signed_name(part)] = evaluate(_signed(part), w)
    if isinstance(variable, x.Column):
        name, columns = variable.matrix.name, [w.term(variable.index)]
    else:
        name = variable.name
        columns = range(len(matrices[name][0]))
    return [
        [differences(lambda m: loss(m, w), matrices, name, row, k) for k in columns]
        for row in range(len(matrices[name]))
    ]


def _signed(part: Any) -> x.Named:
    from derive.traversal import walk

    return next(n for n in walk(part.loss) if isinstance(n, x.Named) and isinstance(n.value, x.Beside))


def _signed_name(part: Any) -> str:
    return _signed(part).name


@evaluate.register
def _(node: x.Beside, w: World) -> Any:
    return [list(chain(*rows)) for rows in zip(*(evaluate(block, w) for block in node.blocks), strict=True)]


@pytest.mark.parametrize("sizes", WORLDS, ids=str)
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_every_part(part, sizes):
    w = world(*sizes)
    tree = gradient_tree(part.loss, part.variable)
    assert tree.shape == part.variable.shape
    got, wanted = evaluate(tree, w), by_differences(part, w)
    assert len(got) == len(wanted)
    for row, other in zip(got, wanted, strict=True):
        for a, b in zip(row, other, strict=True):
            assert abs(a - b) < TOLERANCE


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_the_way_there_and_back_keeps_the_value(part):
    w = world(*WORLDS[0])
    shapes = {"U": ("d", "V"), "C": ("d", "V"), "w": ("K", "V")}
    ((a,),), ((b,),) = evaluate(from_sympy(index_form(part.loss), shapes), w), evaluate(part.loss, w)
    assert abs(a - b) < TOLERANCE


@evaluate.register
def _(node: x.Extremum, w: World) -> Any:
    values = [evaluate(operand, w)[0][0] for operand in node.operands]
    return [[max(values) if node.kind == "max" else min(values)]]


@pytest.mark.parametrize(("part", "at_the_kink"), [("e", mp.mpf(1) / 8), ("e.relu", 0)], ids=["leaky relu", "relu"])
def test_at_a_kink_the_slope_is_that_of_the_left(part, at_the_kink):
    part = load().part(part)
    w = world(*WORLDS[0])
    w.matrices["x"] = [[mp.mpf(0)]]
    assert evaluate(gradient_tree(part.loss, part.variable), w) == [[at_the_kink]]


def test_no_bound_index_is_captured():
    """A free index of the loss that has the name of a fresh one, and a sum over the index that is differentiated by."""
    U, v = x.Symbol("U", ("d", "V")), x.Symbol("v", ("d", "1"))
    for name in ("a1", "i2", "i3", "k1"):
        loss = x.Product((x.Transpose(x.Column(U, x.Index(name, "V"))), v))
        w = World(
            {"V": 3, "d": 2}, {"U": [[mp.mpf(k) for k in range(3)]] * 2, "v": [[mp.mpf(5)], [mp.mpf(7)]]}, {name: 1}
        )
        assert evaluate(gradient_tree(loss, U), w) == [[0, 5, 0], [0, 7, 0]]


def test_what_has_no_gradient_says_so():
    U = x.Symbol("U", ("d", "V"))
    with pytest.raises(x.ShapeError):
        gradient(U, U)
    with pytest.raises(UnsupportedError, match="a symbol, its columns or its entries"):
        gradient(x.Number(1), x.Column(x.Product((U,)), x.Index("o", "V")))
