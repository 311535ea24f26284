"""Words around a right value, in pairs: of those on the left nothing changes what it says, those on the right do."""

import pytest

from proofs import check

PAIRS = [
    ("It is well known that the gradient is {}.", "It is a common misconception that the gradient is {}."),
    ("The derivative with respect to the centre vector is {}.", "The derivative with respect to the learning rate is {}."),
    ("Expanding the normaliser, the gradient is {}.", "Ignoring the normaliser, the gradient is {}."),
    ("{}. See below for the derivation.", "{}. See below for the right version."),
    ("In what follows $U$ has $V$ columns. {}", "In what follows $U$ has unit columns. {}"),
    ("Note the minus sign of the label. {}", "The $-$ below is to be read as $+$. {}"),
    ("{}. The finite differences agree.", "{}. The finite differences do not agree."),
    ("{}. One of the signs comes from the label.", "{}. One of the signs has to go."),
    ("The gradient is {}, and has the shape of $v_c$.", "The gradient has the same norm as {}."),
    ("{}, which concludes the proof.", "{}, which halves the gradient."),
    ("{} is a single matrix-vector product.", "{} is a single term of the gradient."),
    ("The gradient is zero when the prediction is perfect. In general it is {}.", "The gradient is zero. In general it is {}."),
    ("After a few lines of algebra that I omit, we get {}.", "After omitting a term, we get {}."),
    ("If you prefer, the gradient is {}.", "If you are lucky, the gradient is {}."),
    ("Here the labels are one-hot. {}", "Here the labels are flipped. {}"),
    ("{}. The prediction is a distribution.", "{}. The hat belongs on the other $y$."),
]  # fmt: skip


@pytest.mark.parametrize(("harmless", "changing"), PAIRS)
def test_words_that_change_a_value_block_it_and_others_do_not(harmless, changing):
    value = r"$U(\hat y - y)$"
    assert check("b.1", harmless.format(value)).verdict == "proved"
    assert not check("b.1", changing.format(value)).accepted


COLUMNS = [
    r"The gradient is $v_c(\hat y - y)^\top$, whose $w$-th column is $(\hat y_w - y_w)v_c$.",
    r"Each column $w$ of the gradient is $(\hat y_w - y_w)v_c$, so collecting the columns gives $v_c(\hat y - y)^\top$.",
]


@pytest.mark.parametrize("page", COLUMNS)
def test_a_column_beside_the_matrix_is_held_against_it(page):
    assert check("d", page).verdict == "proved"
    assert not check("d", page.replace(r"(\hat y_w - y_w)v_c", r"\hat y_w v_c")).accepted
    assert not check("d", page.replace(r"v_c(\hat y - y)^\top", r"v_c\hat y^\top")).accepted


def test_a_vector_behind_one_of_its_entries_is_an_answer_of_its_own():
    page = r"$\frac{\partial J}{\partial v_{c,i}} = \sum_w U_{iw}(\hat y_w - y_w)$; in vector form, $U(\hat y - y)$."
    assert check("b.1", page).verdict == "proved"
    assert not check("b.1", page.replace(r"$U(\hat y - y)$", r"$U(\hat y - 2y)$")).accepted
    assert not check("b.1", page.replace(r"(\hat y_w - y_w)", r"(\hat y_w + y_w)")).accepted


FOR_OTHER_PARTS = [
    ("f", r"\sigma(x)(1-\sigma(x))", r"The derivative of $\sigma$ is {}.", r"The derivative of $\tanh$ is {}."),
    ("f", r"\sigma(x)(1-\sigma(x))", "{}, which is a number.", "{}, which vanishes at $0$."),
    ("c", r"(\hat y_w-y_w)v_c", "{} for all words in the vocabulary.", "{} for all words in the context window."),
    (
        "g.1.v_c",
        r"(\sigma(u_o^\top v_c)-1)u_o-\sum_{s=1}^K(\sigma(-u_{w_s}^\top v_c)-1)u_{w_s}",
        "{} with $K$ negative samples.",
        "{} with $K$ set to one.",
    ),
    (
        "g.1.v_c",
        r"(\sigma(u_o^\top v_c)-1)u_o-\sum_{s=1}^K(\sigma(-u_{w_s}^\top v_c)-1)u_{w_s}",
        "{}. Here the sum is over all negative samples.",
        "{}. Here the sum is meant over positive words.",
    ),
]


@pytest.mark.parametrize(("part", "value", "harmless", "changing"), FOR_OTHER_PARTS)
def test_the_same_for_functions_cases_and_sums(part, value, harmless, changing):
    assert check(part, harmless.format(f"${value}$")).verdict == "proved"
    assert not check(part, changing.format(f"${value}$")).accepted


ON_THE_WAY = [
    ("f", r"The derivative of $e^{-x}$ is $-e^{-x}$, so $\sigma'(x)=\sigma(x)(1-\sigma(x))$.", "$-e^{-x}$", "$e^{-x}$"),
    (
        "b.1",
        r"The derivative of $u_o^\top v_c$ with respect to $v_c$ is $u_o$. So $\frac{\partial J}{\partial v_c}=-u_o+\sum_w\hat y_wu_w$.",
        "$u_o$",
        "$v_c$",
    ),
    (
        "b.1",
        r"The gradient of $\log\sum_w\exp(u_w^\top v_c)$ is $\sum_w\hat y_wu_w$. So $\frac{\partial J}{\partial v_c}=-u_o+\sum_w\hat y_wu_w$.",
        r"is $\sum_w\hat y_wu_w$",
        r"is $\sum_wu_w$",
    ),
]


@pytest.mark.parametrize(("part", "page", "right", "wrong"), ON_THE_WAY)
def test_a_derivative_on_the_way_that_words_name_is_held(part, page, right, wrong):
    assert check(part, page).verdict == "proved"
    assert check(part, page.replace(right, wrong)).verdict == "ambiguous"
