"""What the words beside an answer suppose: another loss, samples of another kind, signs that mean other ones. Each with a harmless sibling."""

import pytest

from proofs import check

GRADIENT = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"
DISTINCT = r"$\frac{\partial J}{\partial u_{w_s}} = \sigma(u_{w_s}^\top v_c) v_c$"
REPEATED = r"$\frac{\partial J}{\partial u_{w_s}} = \sum_{k: w_k = w_s} \sigma(u_{w_k}^\top v_c) v_c$"


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("Here the loss is $3J$. {}", "ambiguous"),
        ("Here the loss is $J$. {}", "proved"),
        (r"The loss is $-\log \hat y_c$. {}", "ambiguous"),
        (r"The loss is $-\log \hat y_o$. {}", "proved"),
        (r"The objective is $\mathcal L(v_c)$. {}", "proved"),
        ("We rescale the loss by $V$. {}", "ambiguous"),
        ("We expand the loss. {}", "proved"),
        ("With a penalty on the weights. {}", "ambiguous"),
        ("For the loss over the whole window: {}", "ambiguous"),
        ("我们把 $2J$ 作为损失。{}", "ambiguous"),
        ("取 $2J$ 作为损失。{}", "ambiguous"),
    ],
)
def test_a_loss_that_is_named_is_that_of_the_part(page, word):
    assert check("b.1", page.format(GRADIENT)).verdict == word


@pytest.mark.parametrize(
    ("part", "page", "word"),
    [
        ("g.1.u_ws", f"The samples may be repeated. {DISTINCT}", "ambiguous"),
        ("g.1.u_ws", f"No sample is repeated. {DISTINCT}", "proved"),
        ("h", f"The samples may be repeated. {REPEATED}", "proved"),
        ("h", f"The samples may not be repeated. {REPEATED}", "ambiguous"),
        ("h", f"The samples are no longer distinct. {REPEATED}", "proved"),
        ("g.1.u_ws", f"采样的样本可以重复。{DISTINCT}", "ambiguous"),
        ("h", f"采样的样本可以重复。{REPEATED}", "proved"),
    ],
)
def test_samples_are_those_of_the_part(part, page, word):
    assert check(part, page).verdict == word


@pytest.mark.parametrize(
    ("page", "word"),
    [
        (r"{}\footnote{{Take $+$ for $-$.}}", "ambiguous"),
        (r"{}\footnote{{See the notes.}}", "proved"),
        ("{} Please read $+$ as $-$.", "ambiguous"),
        ("The $-$ sign comes from the logarithm. {}", "proved"),
        (r"\fbox{{$-$}}{}", "ambiguous"),
        (r"\underline{{$-3$}}{}", "ambiguous"),
        (r"\textbf{{(a)}} {}", "proved"),
        (r"{}\footnote{{$U$ stands for $3U$.}}", "ambiguous"),
        (r"{}\footnote{{$U$ stands for the matrix of outside vectors.}}", "proved"),
        ("{}, only when $V$ is odd", "ambiguous"),
        ("{}（$V$ 为奇数时）", "ambiguous"),
        ("{} The two $\\hat y$ and $y$ are to be exchanged.", "ambiguous"),
    ],
)
def test_signs_in_the_words_are_heard(page, word):
    assert check("b.1", page.format(GRADIENT)).verdict == word


SUM = r"$\frac{\partial J}{\partial v_c} = \sum_w \hat y_w u_w - u_o$"


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("{}, $w$ from $1$ to $V - 2$", "ambiguous"),
        ("{}, $w$ from $1$ to $V$", "proved"),
        (r"{}, $w \in \{{1, \dots, V - 2\}}$", "ambiguous"),
        (r"{}, $w \in \{{1, \dots, V\}}$", "proved"),
        ("{} (summing over the last five words)", "ambiguous"),
        ("{} (summing over all words)", "proved"),
        ("{}，其中 $w$ 只取奇数", "ambiguous"),
        (r"{} Here $\sum$ denotes the maximum.", "ambiguous"),
        (r"{} Here $\sum$ is the sum over all words.", "proved"),
        ("{} не так", "ambiguous"),
        ("<b>-</b>{}", "ambiguous"),
        ("<b>(a)</b> {}", "proved"),
        ("&minus;{}", "ambiguous"),
    ],
)
def test_a_sum_runs_over_what_the_words_say(page, word):
    assert check("b.1", page.format(SUM)).verdict == word


@pytest.mark.parametrize(
    ("behind", "word"), [(", each sample is counted once", "ambiguous"), (", each copy counts by itself", "proved")]
)
def test_samples_that_repeat_count_as_often_as_they_do(behind, word):
    assert check("h", f"{REPEATED}{behind}").verdict == word


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("{}, where the sum is over the samples", "ambiguous"),
        ("{}, where the sum is over all words", "proved"),
        ("{}, $w = 1, 2$", "ambiguous"),
        (r"{}, where $\hat y$ sums to three", "ambiguous"),
        (r"{}, where $\hat y$ sums to one", "proved"),
        (r"{}, where $\hat y$ is the softmax of $U^\top u_c$", "ambiguous"),
        (r"{}, where $\hat y$ is the softmax of $U^\top v_c$", "proved"),
        ("{}, where $v_c$ is a number", "ambiguous"),
        ("{}, where $v_c$ is a vector", "proved"),
        ("{}, where $u_o$ counts twice", "ambiguous"),
        ("{}, normalised", "ambiguous"),
        ("An upper bound: {}", "ambiguous"),
        ("The gradient: {}", "proved"),
        ("The second derivative: {}", "ambiguous"),
    ],
)
def test_what_is_said_of_the_symbols_of_an_answer_is_true_of_them(page, word):
    assert check("b.1", page.format(SUM)).verdict == word
