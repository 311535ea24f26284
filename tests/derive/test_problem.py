"""The assignment: it loads, its losses have their shapes, no gradient stands in it, and the checker's derivative is the slope of the loss."""

import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import mpmath as mp
import numpy as np
import pytest

from derive import expression as x
from derive.assignments.files import AssignmentError, assignments
from derive.nodes import rebuild
from derive.problem import load
from derive.traversal import free_indices, substitute
from proofs.identity.balls import Balls
from proofs.identity.evaluate import Evaluation
from proofs.identity.points import Point, Setting

STEP = mp.mpf(10) ** -15
TOLERANCE = 1e-12
"""Central differences at 50 digits are good to STEP²; balls are read back as floats, good to 1e-16 of values below 10."""
GRADIENTS = [part for part in load().parts if part.kind == "gradient"]


def test_the_parts():
    problem = load()
    assert assignments() == ("cs224n-a2",)
    assert len({part.id for part in problem.parts}) == len(problem.parts)
    assert [part.id for part in problem.block("g.1")] == ["g.1.v_c", "g.1.u_o", "g.1.u_ws"]
    for wrong in ("z", "g.1.u", ""):
        with pytest.raises(KeyError, match="it has"):
            problem.block(wrong)
    with pytest.raises(KeyError, match="there is no assignment"):
        load("cs000")


@pytest.mark.parametrize("part", [part for part in load().parts if part.loss is not None], ids=lambda part: part.id)
def test_losses_are_scalars(part):
    assert part.kind == "reuse" or part.loss.shape == x.SCALAR
    assert free_indices(part.loss) <= set(part.free)
    if part.variable is not None:
        assert x.Derivative(part.loss, part.variable).shape == part.variable.shape


def test_no_gradient_stands_in_the_file():
    """LaTeX stands under losses and quantities, and where a variable or a quantity is named; nowhere a derivative."""
    text = (resources.files("derive") / "assignments" / "cs224n-a2.toml").read_text(encoding="utf8")
    data = tomllib.loads(text)
    assert not re.search(r"\\frac\s*\{\\partial|\\nabla|\\partial", text)
    allowed = {
        "id",
        "kind",
        "loss",
        "equals",
        "by",
        "free",
        "generic",
        "special",
        "form",
        "asks",
        "asks_zh",
        "samples",
        "distinct",
    }
    allowed |= {
        "constraints",
        "window",
        "apart",
        "evaluated",
        "by_columns",
        "model",
        "model_zh",
        "value",
        "years",
        "optional",
    }
    for row in data["parts"]:
        assert set(row) <= allowed
        assert row["kind"] == "reuse" or "value" not in row
        assert re.fullmatch(r"|x|U|[uv]_\{?\w+\}?|U_\{o,.*", row.get("by", ""))
        assert "\\" not in row["asks"] + row["asks_zh"] + row.get("model", "")


# ------------------------------------------------------------------------------------------------ a second route to every gradient


def dot(a: Any, b: Any) -> Any:
    return mp.fsum(p * q for p, q in zip(a, b, strict=True))


def softplus(z: Any) -> Any:
    return mp.log(1 + mp.exp(z))


def naive(m: Any, at: Any, o: int) -> Any:
    v = m["C"][:, at["c"]]
    return mp.log(mp.fsum(mp.exp(dot(column, v)) for column in m["U"].T)) - dot(m["U"][:, o], v)


def negative(m: Any, at: Any) -> Any:
    v, U = m["C"][:, at["c"]], m["U"]
    return softplus(-dot(U[:, at["o"]], v)) + mp.fsum(softplus(dot(U[:, k], v)) for k in at["words"])


LOSSES = {
    "naive": lambda m, at: naive(m, at, at["o"]),
    "negative": negative,
    "signed": lambda m, at: mp.fsum(softplus(-dot(column, m["C"][:, at["c"]])) for column in m["M"].T),
    "window": lambda m, at: mp.fsum(naive(m, at, k) for j, k in enumerate(at["near"]) if j != at["m"]),
    "leaky_relu": lambda m, at: max(m["alpha"][0, 0] * m["x"][0, 0], m["x"][0, 0]),
    "relu": lambda m, at: max(mp.mpf(0), m["x"][0, 0]),
    "sigmoid": lambda m, at: 1 / (1 + mp.exp(-m["x"][0, 0])),
}


def written_out(part: Any) -> x.Expression:
    """The loss of a part; a window's abstract J as the naive loss of the word at that offset."""
    loss = load().notation.losses["naive"]
    o = next(index for index in free_indices(loss) if index.name == "o")

    def expand(node: Any) -> Any:
        return substitute(loss, {o: node.outside}) if isinstance(node, x.Loss) else rebuild(node, expand)

    return expand(part.loss)


def point(part: Any, V: int, d: int, K: int, m: int, seed: int) -> tuple[Point, dict[str, Any]]:
    r = np.random.default_rng(seed)
    o, c, s = int(r.integers(V)), int(r.integers(V)), int(r.integers(K))
    others = [k for k in range(V) if k != o]
    words = r.permutation(others)[:K] if part.stated[-1:] == ("w_1, …, w_K distinct",) else r.choice(others, K)
    values = {"o": o, "c": c, "s": s % len(words), "w": (c + 1) % V}
    at = {**values, "words": words, "near": r.integers(0, V, 2 * m + 1), "m": m}
    indices = {index: np.array([[[values[index.name]]]]) for index in part.free}
    maps = {"w": np.array([words]), "w_t": at["near"][None, :]}
    sizes = {"V": V, "d": d, "K": len(words), "m": m}
    return Point(sizes, indices, {name: maps[name] for name, _, _ in part.maps}, np.zeros(1, dtype=int)), at


@pytest.mark.parametrize(
    "sizes", [(5, 3, 4, 1, 0), (3, 3, 2, 2, 11), (2, 1, 1, 1, 2), (6, 2, 3, 2, 3), (4, 4, 6, 1, 4)], ids=str
)
@pytest.mark.parametrize("part", GRADIENTS, ids=lambda part: part.id)
def test_the_checkers_derivative_is_the_slope_of_the_loss(part, sizes):
    here, at = point(part, *sizes)
    setting = Setting(part.free, part.maps, part.assumptions, part.constraints)
    evaluation = Evaluation(Balls(np.random.default_rng(sizes[-1]), 2), here, setting)
    loss = written_out(part)
    value = evaluation.value(loss)
    found = evaluation.value(x.Derivative(loss, part.variable))
    with mp.workdps(50):
        m = {
            key.name: np.array([[mp.mpf(float(entry)) for entry in row] for row in levels[0][0]], dtype=object)
            for key, levels in evaluation._symbols.items()
            if isinstance(key, x.Symbol)
        }
        m["M"] = np.concatenate([m["U"][:, [at["o"]]], -m["U"][:, at["words"]]], axis=1) if "U" in m else None
        written = LOSSES[part.loss_name]
        assert abs(float(value.ravel()[0]) - float(written(m, at))) < TOLERANCE
        variable = part.variable
        if isinstance(variable, x.Column):
            name = variable.matrix.name
            index = {"v_c": "c", "u_o": "o", "u_w": "w", "v_w": "w"}.get(part.by)
            columns = [at[index] if index else at["words"][at["s"]]]
        else:
            name = "M" if isinstance(variable, x.Named) else variable.name
            columns = range(m[name].shape[1])
        for row in range(m[name].shape[0]):
            for k, column in enumerate(columns):
                slope = 0
                for step in (STEP, -STEP):
                    moved = m[name].copy()
                    moved[row, column] += step
                    slope += written({**m, name: moved}, at) / (2 * step)
                got = found[0, row, k] if found.ndim == 3 else found[..., row, k].ravel()[0]
                assert abs(float(got) - float(slope)) < TOLERANCE


# -------------------------------------------------------------------------------------------------------- an assignment of one's own

GUIDE = Path(__file__).parents[2] / "docs" / "assignments.md"
RIDGE, LOGISTIC = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf8"), re.DOTALL)
"""The examples of the guide."""


def test_an_assignment_from_a_file(tmp_path):
    from proofs.verify import check

    file = tmp_path / "logistic.toml"
    file.write_text(LOGISTIC, encoding="utf8")
    assert load(str(file)).part("1").variable.shape == ("d", "1")
    assert check("1", r"(\sigma(u_o^\top v_c) - 1) u_o", assignment=str(file)).verdict == "proved"
    assert check("1", r"\sigma(u_o^\top v_c) u_o", assignment=str(file)).verdict == "wrong"
    with pytest.raises(AssignmentError):
        load(str(tmp_path / "none.toml"))
    with pytest.raises(KeyError):
        load("none")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("u[V]: d, columns of U", "u[V]: d x e"), "line 3, declare: a family is of vectors"),
        (("[notation]", '[notation]\nfamilies = { u = "U" }'), "families: this key is not known"),
        (("declare = ", "declared = "), "line 1, declare: this key is missing"),
    ],
)
def test_a_faulty_file_with_a_notation_is_told_with_its_key(tmp_path, change, told):
    file = tmp_path / "faulty.toml"
    file.write_text(LOGISTIC.replace(*change), encoding="utf8")
    with pytest.raises(AssignmentError, match=re.escape(told)):
        load(str(file))
