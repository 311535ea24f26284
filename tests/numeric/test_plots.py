"""The projection is the principal components; the pictures are drawn whole, or a sentence says what is missing."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from numeric.plots import GROUPS, MissingMatplotlibError, plot_loss, plot_words, project, words_to_show

PNG = b"\x89PNG"


@given(st.integers(1, 8), st.integers(1, 5), st.integers(0, 999))
def test_projection_is_onto_the_directions_of_most_variance(n, d, seed):
    X = np.random.default_rng(seed).normal(size=(n, d))
    P = project(X)
    assert P.shape == (n, 2)
    np.testing.assert_allclose(P.mean(axis=0), 0, atol=1e-12)
    spread = np.zeros(2)
    spread[: min(2, d)] = np.sort(np.linalg.eigvalsh(np.cov(X.T, bias=True).reshape(d, d)))[::-1][:2]
    np.testing.assert_allclose(P.T @ P / n, np.diag(spread), atol=1e-10)


def test_words_to_show():
    assert words_to_show(["b", "a"], ["a", "x"]) == ["a"]
    assert words_to_show([w for group in GROUPS for w in group] + ["other"])[-1] != "other"
    assert words_to_show(["the", "house", "garden"]) == ["house", "garden"]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_pictures_are_drawn(tmp_path, kind):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'gradproof[plots]'")
    words, loss = tmp_path / f"words.{kind}", tmp_path / f"loss.{kind}"
    plot_words(words, ["one", "two", "$x_", "四"][:3], np.random.default_rng(0).normal(size=(3, 5)))
    plot_loss(loss, np.arange(1, 41) * 1e4, np.linspace(4, 2, 40), 10)
    for path in (words, loss):
        content = path.read_bytes()
        assert content.startswith(PNG) if kind == "png" else b"</svg>" in content


@pytest.mark.parametrize("losses", [[2.0], [np.nan, 3.0], [np.nan]])
def test_few_losses_are_drawn_too(tmp_path, losses):
    pytest.importorskip("matplotlib", reason="matplotlib is not installed: pip install 'gradproof[plots]'")
    plot_loss(tmp_path / "l.png", np.arange(len(losses)) + 1, losses, 1)
    assert (tmp_path / "l.png").read_bytes().startswith(PNG)


def test_without_matplotlib_it_says_what_to_install(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.split(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingMatplotlibError, match=r"pip install 'gradproof\[plots\]'"):
        plot_loss(tmp_path / "l.png", [1], [1], 1)
    assert not list(tmp_path.iterdir())
