"""Spearman's ρ with coverage, and files of judgements."""

import numpy as np
import pytest

from numeric.evaluate import JudgementsError, Similarity, installed_judgements, read_judgements, similarity

LINE = np.array([[np.cos(a), np.sin(a)] for a in (0.0, 0.3, 0.8, 1.5)])  # cosine to the first falls with the angle
JUDGED = [("a", "b"), ("a", "c"), ("a", "d")]


@pytest.mark.parametrize(
    ("scores", "rho"), [((3, 2, 1), 1.0), ((1, 2, 3), -1.0), ((2, 3, 1), 0.5), ((9, 9, 1), 0.866025403784)]
)
def test_rho_is_the_rank_correlation(scores, rho):
    judgements = [(a, b, s) for (a, b), s in zip(JUDGED, scores, strict=True)]
    assert similarity("abcd", LINE * [[5], [1], [2], [9]], judgements) == Similarity(rho, 3, 3)


def test_coverage_counts_pairs_with_both_vectors():
    judgements = [("a", "b", 1.0), ("a", "z", 2.0), ("y", "z", 3.0)]
    assert similarity("ab", np.eye(2), judgements) == Similarity(None, 1, 3)


def test_equal_cosines_have_no_rho():
    assert similarity("abcd", np.ones((4, 2)), [(*pair, s) for s, pair in enumerate(JUDGED)]).rho is None


def test_judgements_are_read(tmp_path):
    (tmp_path / "j").write_text("# a remark\nTiger\tCat\t7.35\n\nbook \t paper\t7.46\textra\n")
    assert read_judgements(tmp_path / "j") == [("tiger", "cat", 7.35), ("book", "paper", 7.46)]


@pytest.mark.parametrize("line", ["a b 3", "a\tb", "a\tb\thigh"])
def test_another_line_is_refused_with_its_place(tmp_path, line):
    (tmp_path / "j").write_text(f"a\tb\t1\n{line}\n")
    with pytest.raises(JudgementsError, match="line 2: not two words and a number"):
        read_judgements(tmp_path / "j")


def test_the_installed_sets_are_whole():
    files = installed_judgements()
    if not files:
        pytest.skip("no WordSim-353 or SimLex-999: pip install 'gradproof[similarity]'")
    sizes = {name: len(read_judgements(file)) for name, file in files.items()}
    assert sizes == {"WordSim-353": 353, "SimLex-999": 999}
