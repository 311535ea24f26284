"""`import gradproof`: a dozen names, none of them loaded before it is asked for."""

import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

import gradproof

ROOT = Path(__file__).parent.parent.parent
LIGHT = """
import sys
import gradproof
assert set(gradproof.__all__) <= set(dir(gradproof))
heavy = {"sympy", "numpy", "scipy", "hypothesis", "flint"} & set(sys.modules)
assert not heavy, heavy
assert gradproof.check("b.1", "U(\\hat y - y)").accepted
assert "sympy" not in sys.modules
"""


def test_the_import_and_the_check_of_an_answer_load_no_sympy():
    run = subprocess.run([sys.executable, "-c", LIGHT], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr


def test_every_name_is_there_and_has_a_docstring_with_an_example():
    assert gradproof.__version__ == metadata.version("gradproof")
    for name in set(gradproof.__all__) - {"__version__"}:
        function = getattr(gradproof, name)
        assert callable(function), name
        assert ">>> " in function.__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'verfy'"):
        gradproof.verfy  # noqa: B018


def test_derive_takes_a_part_or_a_loss_and_not_both():
    assert gradproof.derive("f").checked
    for wrong in ({"part": "f", "loss": "x"}, {"loss": "x"}, {}):
        with pytest.raises(TypeError, match="derive takes a part"):
            gradproof.derive(**wrong)


def test_check_takes_a_part_and_an_answer_or_an_answer_and_a_loss():
    square = {"loss": "L = t^2", "wrt": "t"}
    assert gradproof.check(r"\frac{dL}{dt} = 2t", **square).verdict == "proved"
    assert gradproof.check(latex="t", **square).verdict == "wrong"
    assert gradproof.check(part="b.1", latex=r"U(\hat y - y)").verdict == "proved"
    for wrong in (
        {"part": "f"},
        {"latex": "2t"},
        {"part": "f", "latex": "2t", **square},
        {"latex": "2t", "loss": "t"},
        square,
    ):
        with pytest.raises(TypeError, match="check takes a part and an answer"):
            gradproof.check(**wrong)


def test_a_gradient_has_three_forms_that_agree():
    import numpy as np

    found = gradproof.gradient(r"\frac{1}{2} x^\top x", "x")
    assert "x" in found.latex
    loss, gradients = found.numpy(np.array([1.0, -2.0]))
    assert (float(loss), gradients["x"].tolist()) == (2.5, [1.0, -2.0])
    assert str(found.sympy) == "Sum(KroneckerDelta(i1, i2)*x[i2], (i2, 1, d))"
    assert found._repr_latex_() == f"${found.latex}$"


def test_the_module_is_the_command():
    run = subprocess.run([sys.executable, "-m", "gradproof", "--version"], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["gradproof", gradproof.__version__]


def test_every_package_is_typed_shipped_checked_and_under_the_contract():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packages = sorted(p.parent.name for p in ROOT.glob("*/py.typed"))
    assert packages == ["derive", "gradproof", "numeric", "proofs"]
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == packages
    assert settings["tool"]["mypy"]["packages"] == packages
    assert settings["tool"]["importlinter"]["root_packages"] == packages


def test_a_compiled_loss_of_ones_own_pickles_and_its_source_needs_numpy_only():
    import pickle

    import numpy as np

    made = gradproof.compile(loss=r"-\log \sigma(w^\top x)", wrt="w", declare=["w: d", "x: d"])
    arrays = {"w": np.array([1.0, -2.0]), "x": np.array([0.5, 3.0])}
    loss, gradients = pickle.loads(pickle.dumps(made))(**arrays)
    assert np.isclose(loss, np.log1p(np.exp(5.5)))
    assert np.allclose(gradients["w"], -arrays["x"] / (1 + np.exp(-5.5)))
    assert "gradproof" not in "".join(line for line in made.source.splitlines() if "import" in line)
    with pytest.raises(TypeError, match="compile takes a part"):
        gradproof.compile("h", loss="x", wrt="x")


def test_a_compiled_loss_of_ones_own_says_what_it_is_and_takes_arrays_in_order():
    import numpy as np

    made = gradproof.compile(loss=r"\frac12 \|X w - y\|^2", wrt="w", declare=["X: N x d", "w: d", "y: N"])
    assert r"J = \frac12 \|X w - y\|^2" in made.__doc__
    assert "X: array (N, d)" in made.__doc__
    X, w, y = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, -1.0]), np.array([2.0, 3.0])
    assert made(X, w, y)[0] == made(X, y=y, w=w)[0] == 12.5
    with pytest.raises(TypeError, match="3 arguments"):
        made(X, w, y, y)
    with pytest.raises(TypeError, match="w is given twice"):
        made(X, w, w=w)


def test_derive_and_gradient_take_the_declarations_that_compile_takes():
    import numpy as np

    stated = {"loss": r"\frac1N\sum_{i=1}^N (w^\top x_i - y_i)^2", "wrt": "w", "declare": ["x[N]: d", "y[N]:", "w: d"]}
    assert gradproof.derive(**stated).checked
    found = gradproof.gradient(**stated)
    x, y, w = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), np.ones(3), np.array([1.0, -1.0])
    arrays = {"x": x, "y": y, "w": w}
    loss, gradients = found.numpy(**arrays)
    assert loss == gradproof.compile(**stated)(**arrays)[0] == 4.0
    assert np.allclose(gradients["w"], 2 * x.T @ (x @ w - y) / 3)
    rows = {"loss": r"\|x W\|^2", "wrt": "W", "declare": ["x: n", "W: n x m"], "convention": "rows"}
    assert gradproof.gradient(**rows).latex
    assert gradproof.compile(**rows)(x=np.ones(2), W=np.eye(2))[0] == 2.0
