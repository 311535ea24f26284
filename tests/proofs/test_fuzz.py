"""Mutations of answers and documents get a verdict: nothing is raised. Many more of them in benchmarks/fuzz.py."""

import importlib.util
import random
from collections import Counter
from pathlib import Path

import pytest

from proofs.verify import check

_path = Path(__file__).parents[2] / "benchmarks" / "fuzz.py"
_spec = importlib.util.spec_from_file_location("fuzz", _path)
fuzz = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(fuzz)


def test_nothing_is_raised():
    told: list[str] = []
    words, raised, _, _ = fuzz.run(120, 2026, 10.0, told.append)
    assert (raised, told) == (0, [])
    assert {"unreadable", "wrong", "proved"} <= set(words)


@pytest.mark.parametrize(
    ("part", "text", "word"),
    [
        ("b.1", r"{\partial J \over \partial v_c} _x ŷ_x u_x= U(y - \hat{y})", "unknown"),  # x over d and over V
        (
            "g.1.u_ws",
            rf"\frac{{\partial {'J ' * 33}}}{{\partial u_{{w_k}}}} = \sigma(-u_{{w_k}}^\top v_c) v_c",
            "unknown",
        ),
        ("g.1.u_o", r"\newcommand{\sig}[1×]{\sigma\left(#01\right)} $(\sig{x} - 1) v_c$", "unreadable"),
    ],
)
def test_what_was_raised_once(part, text, word):
    assert check(part, text).verdict == word


def test_what_is_raised_is_told_with_its_text(monkeypatch):
    def broken(case, budget, folder):
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr(fuzz, "words_of", broken)
    told: list[str] = []
    assert fuzz.run(3, 1, 1.0, told.append)[1] == 3
    assert all("on purpose" in each for each in told)


def test_what_overruns_is_told(monkeypatch):
    monkeypatch.setattr(fuzz, "words_of", lambda case, budget, folder: (["unknown"], [], 1.5))
    told: list[str] = []
    assert fuzz.run(2, 1, 1.0, told.append) == (Counter(unknown=2), 0, 2, 1.5)
    assert len(told) == 2


@pytest.mark.parametrize("mutation", fuzz.MUTATIONS, ids=lambda each: each.__name__)
def test_every_mutation_changes_something_and_holds_at_the_edges(mutation):
    tokens, other = list("abcdefgh"), list("xyz")
    seen = {tuple(mutation(list(tokens), other, random.Random(seed))) for seed in range(40)}
    assert len(seen - {tuple(tokens)}) > 5
    for seed in range(20):
        mutation([], [], random.Random(seed))
