"""Equations and clauses that only pick out the terms or samples of which an answer speaks, and those that change it."""

import pytest

from proofs.verify import check

CHAIN = r"$-\sum_w y_w\log\hat y_w=-\log\hat y_o$"
COPIES = r"$\frac{\partial J}{\partial u_{w_s}}=\sum_{i:w_i=w_s}\sigma(u_{w_s}^\top v_c)v_c$"
REUSED = r"$1-\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)$"
COUNTED = r"$\frac{\partial J}{\partial u_{w_s}}=n_s\,\sigma(u_{w_s}^\top v_c)v_c$"


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("a", f"All summands with $y_w=0$ vanish, so {CHAIN}."),
        ("a", f"The one term that survives is the one where $y_w=1$, hence {CHAIN}."),
        ("b.2", r"$\hat y=y$ suffices; in general the gradient vanishes exactly when $U\hat y=Uy$."),
        ("g.2.reuse", f"The repeated factor: {REUSED}"),
        ("g.2.reuse", f"The vector {REUSED} is used in all of them."),
        ("h", f"If some samples are drawn more than once, {COPIES}"),
        ("h", f"The samples need not be distinct. When words may repeat, {COPIES}"),
        ("h", f"当样本可能重复时，{COPIES}"),
        ("h", f"We add one term for each index $i$ with $w_i=w_s$: {COPIES}"),
        ("h", f"Let $n_s$ be the number of indices $i$ such that $w_i=w_s$. Then {COUNTED}"),
    ],
)
def test_what_picks_out_terms_changes_nothing(part, answer):
    assert check(part, answer).verdict == "proved"


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("a", f"For words with $y_w=0$, {CHAIN}."),
        ("a", f"Every term with $y_w=1$ drops out, so {CHAIN}."),
        ("a", f"The terms with $y_w=2$ remain, hence {CHAIN}."),
        ("a", f"The one term that survives is the one where $y_w=0$, hence {CHAIN}."),
        ("h", f"We add half a term for each index $i$ with $w_i=w_s$: {COPIES}"),
        ("a", f"Let $y_w=0$. {CHAIN}"),
        ("b.2", r"$\hat y=2y$ suffices; in general the gradient vanishes exactly when $U\hat y=Uy$."),
        ("h", f"If no samples repeat, {COPIES}"),
        ("h", f"当样本不重复时，{COPIES}"),
        ("h", f"We add one term for each index $i$ with $w_i=w_o$: {COPIES}"),
        ("h", f"Let $n_s$ be the number of indices $i$ such that $w_i=w_o$. Then {COUNTED}"),
        ("h", f"Let $n_s$ be twice the number of indices $i$ such that $w_i=w_s$. Then {COUNTED}"),
        ("g.1.u_ws", r"If samples repeat, $\frac{\partial J}{\partial u_{w_s}}=\sigma(u_{w_s}^\top v_c)v_c$"),
    ],
)
def test_what_restricts_or_changes_an_answer_is_not_accepted(part, answer):
    assert check(part, answer).verdict not in ("proved", "equal-up-to", "equal-numerically", "wrong")


@pytest.mark.parametrize(
    "said", ["Here $y_w=0$ for most, so", "Except at $w=o$, $y_w=0$, so", "除 $w=o$ 外 $y_w=0$，故"]
)
def test_no_answer_is_refused_for_what_its_author_says_of_some_terms(said):
    assert check("a", f"{said} {CHAIN}.").verdict != "wrong"


@pytest.mark.parametrize(
    "said", [r"$$y_o=1\\ y_w=0$$", r"when $a \in o$, $y_a=1$. when $a\notin o, y_a=0$", "For $w=o$: $y_w=1$."]
)
def test_a_case_by_the_entry_of_the_label_is_no_step(said):
    assert all(link.holds is not False for link in check("a", said).links)


def test_a_false_entry_of_the_label_is_a_false_step():
    assert [link.holds for link in check("a", "$y_o=0$").links] == [False]
    assert [link.holds for link in check("a", r"$y_w=0$ for $w\ne o$").links] == [True]


@pytest.mark.parametrize(
    ("part", "answer", "word"),
    [
        ("a", f"Except at $w=o$, $y_w=0$, so {CHAIN}.", "proved"),
        ("a", f"Except at $w=o$, $y_w=1$, so {CHAIN}.", "wrong"),
        ("i.3", r"Except for $w=c$, $\frac{\partial J}{\partial v_w}=0$.", "proved"),
        ("c", r"Except for $w=o$, $\frac{\partial J}{\partial u_w}=(\hat y_w-1)v_c$.", "wrong"),
    ],
)
def test_a_sentence_that_excepts_a_case_speaks_of_the_others(part, answer, word):
    assert check(part, answer).verdict == word


@pytest.mark.parametrize(
    "answer",
    [
        r"$\frac{\partial J}{\partial v_w}=1$ if $w=o$ and $\frac{\partial J}{\partial v_w}=0$ otherwise.",
        r"Except for $w=o$, $\frac{\partial J}{\partial v_w}=0$.",
    ],
)
def test_a_case_of_a_word_that_the_part_does_not_know_accepts_nothing(answer):
    assert not check("i.3", answer).accepted
