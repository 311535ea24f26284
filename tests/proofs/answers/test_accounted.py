"""What stands beside a formula: what changes its meaning is not accepted, what does not keeps the verdict."""

import sys
from pathlib import Path

import pytest

from proofs import check

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))

from page import CHANGED, INERT

CLAIMS = {
    "b.1": r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
    "f": r"$\sigma'(x) = \sigma(x)(1 - \sigma(x))$",
    "c": r"$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$",
}


@pytest.mark.parametrize("kind", CHANGED)
def test_a_change_of_the_page_that_changes_the_meaning_is_not_accepted(kind):
    for part, claim in CLAIMS.items():
        page = CHANGED[kind](claim)
        if page is not None:
            found = check(part, page)
            assert not found.accepted, (part, page)


@pytest.mark.parametrize("kind", INERT)
def test_a_change_that_keeps_the_meaning_keeps_the_verdict(kind):
    for part, claim in CLAIMS.items():
        page = INERT[kind](claim)
        if page is not None:
            found = check(part, page)
            assert found.accepted, (part, page, found.message)


NOT_THE_QUESTION = [
    ("b.1", f"{CLAIMS['b.1']}. This is the gradient for $u_o$."),
    ("b.1", f"Negative sampling: {CLAIMS['b.1']}"),
    ("b.1", f"{CLAIMS['b.1']}. Nobody believed it."),
    ("b.1", f"#### Rejected\n\n{CLAIMS['b.1']}"),
    ("b.1", r"The mean of the gradients is \[U(\hat y - y)\]"),
    ("b.1", r"$\frac{\partial J(v_c, c, U)}{\partial v_c} = U(\hat y - y)$"),
    ("b.1", r"$\nabla^2_{v_c} J = U(\hat y - y)$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c} = \{U(\hat y - y)\}$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c} = ((\hat y - y)^T U^T)^T$ where $T = 3$"),
    ("c", r"$\frac{\partial J}{\partial u_w} = (P(w) - y_w) v_c$"),
    ("b.2", r"It is zero when $U\hat y = u_o$ and $V = 2$"),
    ("b.1", CLAIMS["b.1"][:-1] + r" \iff o \ne c$"),
    ("b.1", CLAIMS["b.1"][:-1] + r", \text{ i.e. } U \hat y$"),
    ("b.1", "## What not to write\n\n" + CLAIMS["b.1"]),
    ("b.1", f"[//]: # ({CLAIMS['b.1']})"),
    ("g.1.u_o", r"$\frac{\partial J}{\partial u_o} = (\sigma(u_o^\top v_c) - 1) v_c$ for every $o$ in the samples"),
    ("f", CLAIMS["f"] + r". Here σ is the standard deviation."),
    ("f", CLAIMS["f"] + r" where $\sigma(z)$ is $1 -$ the logistic function"),
    ("b.1", r"The gradient with respect to the scores is $U(\hat y - y)$."),
    ("c", CLAIMS["c"] + " (sum over $w$)"),
    ("b.1", CLAIMS["b.1"] + r". But $U \hat y$ is the answer."),
    ("b.1", r"The gradient of $-J$ is $U(\hat y - y)$."),
    ("b.1", r"$\frac{\partial J}{\partial v_c} = U(\underbrace{\hat y}_{\text{label}} - y)$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c} = \overbrace{U(\hat y - y)}^{-1}$"),
    ("c", CLAIMS["c"] + " for every word in the context"),
    (
        "i.2",
        r"$\frac{\partial J_{sg}}{\partial v_c} = \sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}$ where $J$ is the accuracy",
    ),
    ("a", r"$-\sum_w y_w \log \hat y_w = -\sum_w \hat y_w \log y_w = -\log \hat y_o$"),
    ("a", r"$-\sum_w y_w \log \hat y_w = -y_w \log \hat y_w = -\log \hat y_o$"),
    ("a", r"$-\sum_w y_w \log \hat y_w = -\log \hat y_o$ since $\log \hat y_w = 0$ for $w \ne o$"),
    ("c", CLAIMS["c"][:-1] + r"\quad (w = 2, \dots, V)$"),
    ("f", CLAIMS["f"] + r", $x \ll 0$"),
    ("f", CLAIMS["f"].replace(r"\sigma(x))", r"\varsigma(x))")),
    ("g.1.u_ws", r"$\frac{\partial J}{\partial u_{w_s}} = \sigma(u_{w_s}^\top v_c) v_c$ for every $w$"),
    ("g.1.u_ws", r"$\frac{\partial J}{\partial u_{w_s}} = \sigma(u_{w_s}^\top v_c) v_c$ where $s$ is the outside word"),
    ("i.3", r"$\frac{\partial J}{\partial v_w} = 0$ for every word"),
    ("a", r"When $\hat y = y$, $-\sum_w y_w \log \hat y_w = -\log \hat y_o$"),
    ("a", r"$-\sum_w y_w \log \hat y_w = -\log \hat y_o$, because $y_c = 1$"),
    ("e", r"$f'(x) = \begin{cases} 1 & x > 0 \\ \alpha & x < 0 \\ \text{undefined} & x = 3 \end{cases}$"),
]


@pytest.mark.parametrize(("part", "text"), NOT_THE_QUESTION)
def test_what_looks_like_the_answer_and_is_another_thing_is_not_accepted(part, text):
    assert not check(part, text).accepted


LEFT_SIDES = [
    (r"-\frac{\partial J}{\partial v_c} = U(y - \hat y)", "incomplete"),
    (r"-\frac{\partial J}{\partial v_c} = U(\hat y - y)", "wrong"),
    (r"2\frac{\partial J}{\partial v_c} = 2U(\hat y - y)", "incomplete"),
    (r"\left(\frac{\partial J}{\partial v_c}\right)^\top = (\hat y - y)^\top U^\top", "proved"),
    (r"U\hat y - Uy = U(\hat y - y)", "proved"),
]


@pytest.mark.parametrize(("latex", "word"), LEFT_SIDES)
def test_the_left_side_is_decided_like_any_other_expression(latex, word):
    assert check("b.1", latex).verdict == word


REDEFINED = [
    r"Let $y$ be uniform. $\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
    r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$ where $\hat y = \sigma(U^\top v_c)$",
    r"$\frac{\partial J}{\partial v_c} = \sum_w \hat y_w u_w - u_o$, where $\hat y_w = P(w)$",
    r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$, where $\hat y$ is the one-hot label and $y$ the prediction.",
    r"设 $y$ 为均匀分布。$\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
]
AGREEING = [
    r"Let $y$ be the one-hot vector of the true outside word. $\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
    r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$ where $\hat y = \operatorname{softmax}(U^\top v_c)$",
    r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$, where $\hat y$ is the predicted distribution.",
    r"其中 $y$ 是独热向量。$\frac{\partial J}{\partial v_c} = U(\hat y - y)$",
]


@pytest.mark.parametrize("text", REDEFINED)
def test_a_symbol_that_means_something_else_is_ambiguous(text):
    assert check("b.1", text).verdict == "ambiguous"


@pytest.mark.parametrize("text", AGREEING)
def test_a_definition_that_agrees_is_inert(text):
    assert check("b.1", text).accepted


def test_two_answers_that_differ_are_not_accepted():
    first, second = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$", r"$U\hat y$"
    assert check("b.1", f"{first}, so the answer is {second}").verdict == "ambiguous"
    assert check("b.1", f"{first}, so the answer is $U\\hat y - u_o$").accepted


def test_a_false_step_of_an_identity_refuses_it():
    assert check("a", r"-\sum_w y_w \log \hat y_w = -\sum_w \log \hat y_w = -\log \hat y_o").verdict == "wrong"


BESIDE = [r"\implies 0=1", r"\iff U=0"]


@pytest.mark.parametrize("consequence", BESIDE)
def test_a_false_consequence_behind_the_answer_is_not_passed_over(consequence):
    assert check("b.1", r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)" + consequence + "$").verdict == "ambiguous"


def test_an_assignment_to_a_symbol_redefines_it():
    claim = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"
    assert check("b.1", r"$y\leftarrow 2y$; " + claim).verdict == "ambiguous"


def test_a_condition_explained_in_words_keeps_its_verdict():
    text = "$u_o = E[u_w]$，即模型的估计值等于实际值时计算出的梯度等于 0。"
    assert check("b.2", text).verdict == "proved"


SIGNED = (
    r"$\frac{\partial J}{\partial v_c}=U_{o,\{w_1,\dots,w_K\}}"
    r"(\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)-\mathbf 1)$%s"
)
DEFINED_ELSEWHERE = [
    ("f", r"$\sigma'(x)=\sigma(x)(1-\sigma(x))$, where $\sigma(z)=1/(1+e^{z})$"),
    ("f", r"$\sigma'(x)=\sigma(x)(1-\sigma(x))$, $x=0$"),
    ("e", r"$f'(x)=\begin{cases}1&x>0\\\alpha&x<0\end{cases}$, where $f(x)=\min(\alpha x,x)$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$, $\hat y_w=\sigma(u_w^\top v_c)$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$, $U=[v_1,\dots,v_V]$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$, $y=(1,0,\dots,0)$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$, where $U$ is $V\times d$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)\in\mathbb R^V$"),
    ("b.1", r"若 $y$ 均匀，$\frac{\partial J}{\partial v_c}=U(\hat y-y)$"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=\sum_{w=1}^m\hat y_wu_w-u_o$, where $m$ is the window size"),
    ("b.1", r"$\frac{\partial J}{\partial v_c}=\mathcal U(\hat y-y)$"),
    ("g.2.v_c", SIGNED % r", $U_{o,\{w_1,\dots,w_K\}}=[u_o,u_{w_1},\dots,u_{w_K}]$"),
    ("g.2.v_c", SIGNED % r" where $\mathbf 1=(1,0,\dots,0)^\top$"),
    ("c", r"$\frac{\partial J}{\partial u_o}=(\hat y_o-1)v_c$, $\frac{\partial J}{\partial v_c}=3v_c$"),
    ("c", r"$\frac{\partial J}{\partial u_o}=(\hat y_o-1)v_c$, otherwise $\hat y_ov_c$"),
    ("b.2", r"$U\hat y=u_o$ for all $o$"),
    ("i.3", r"$\frac{\partial J}{\partial v_w}=0$ for all $w$"),
]


@pytest.mark.parametrize(("part", "text"), DEFINED_ELSEWHERE)
def test_what_is_said_beside_an_answer_is_held_against_the_assignment(part, text):
    assert check(part, text).verdict == "ambiguous"


SAMPLES = r"\frac{\partial J}{\partial u_{w_s}}=%s\sigma(u_{w_s}^\top v_c)v_c"
SUMMED = r"\frac{\partial J}{\partial v_c}=-\sigma(-u_o^\top v_c)u_o+%s"
WINDOW = r"\frac{\partial J}{\partial U}=\sum_{-m\le j\le m,j\ne0}\frac{\partial J(%s)}{\partial U}"
LOOSE = [
    ("h", SAMPLES % r"\sum_{k:w_k=s}"),
    ("h", SAMPLES % r"\sum_{k:k=w_s}"),
    ("h", SAMPLES % r"\sum_{w_s}"),
    ("h", SAMPLES % r"\sum_{w\in\{w_1,\dots,w_K\}}1\{w=w_s\}"),
    ("g.1.v_c", SUMMED % r"\sum_k\sigma(u_k^\top v_c)u_{w_k}"),
    ("g.1.v_c", SUMMED % r"\sum_{w=1}^K\sigma(u_w^\top v_c)u_w"),
    ("g.1.v_c", SUMMED % r"\sum_{i\ne o}\sigma(u_{w_i}^\top v_c)u_{w_i}"),
    ("g.1.v_c", SUMMED % r"\sum_{i=1}^k\sigma(u_{w_i}^\top v_c)u_{w_i}"),
    ("g.1.v_c", SUMMED % r"\sum_{o=1}^K\sigma(u_{w_o}^\top v_c)u_{w_o}"),
    ("i.1", WINDOW % "v_c,w_j,U"),
    ("i.1", WINDOW % r"v_c,w_{t+j},U^\top"),
    ("i.1", WINDOW % r"U,w_{t+j},v_c"),
]


@pytest.mark.parametrize(("part", "latex"), LOOSE)
def test_what_a_range_or_a_name_does_not_say_is_not_read_into_it(part, latex):
    found = check(part, latex)
    assert found.verdict == "ambiguous"
    assert found.message.code == "loose"


COUNTED = r"$\frac{\partial J}{\partial u_{w_s}}=n_s\,\sigma(u_{w_s}^\top v_c)v_c$, where $n_s$ is the %s."
COUNTS = {
    r"number of times $w_s$ appears among the $K$ negative samples": True,
    r"number of times that $w_s$ was sampled": True,
    r"multiplicity of $w_s$ among the samples": True,
    r"number of times $w_s$ appears among the other samples": False,
    r"number of times $w_s$ was sampled before step $s$": False,
    r"expected number of times $w_s$ is sampled": False,
    r"number of times $w_k$ is sampled": False,
    r"number of times $o$ is sampled": False,
    r"number of times any word is repeated": False,
    r"number of times $w_s$ occurs in the batch": False,
    r"square of the number of times $w_s$ is sampled": False,
}


@pytest.mark.parametrize(("words", "right"), COUNTS.items())
def test_a_count_in_words_counts_the_samples_that_equal_the_one_asked_about(words, right):
    assert check("h", COUNTED % words).accepted == right


def test_a_count_of_another_name_is_no_count():
    assert not check("h", COUNTED.replace("=n_s", "=n_k") % r"number of times $w_s$ is sampled").accepted


BRACKETS = [
    (r"U(\hat y - y", "unknown", "bracket-supplied"),
    (r"U\hat y - Uy)", "unknown", "bracket-dropped"),
    (r"U\left(\hat y - y\right", "unknown", "bracket-supplied"),
    (r"U(\hat y - y))", "proved", "bracket-doubled"),
]


@pytest.mark.parametrize(("value", "word", "code"), BRACKETS)
def test_a_bracket_is_never_mended_in_silence(value, word, code):
    found = check("b.1", rf"\frac{{\partial J}}{{\partial v_c}}={value}")
    assert found.verdict == word
    assert code in [note.code for note in found.notes]


STEPS = [
    (r"-\sum_{w=o}^V y_w\log\hat y_w", False),
    (r"-\log\prod_w y_w\hat y_w", False),
    (r"-[y_1\log\hat y_1+\dots+y_o\log\hat y_o+\dots+y_V\log\hat y_V]", True),
    (r"-0\cdot\log\hat y_1-\dots-1\cdot\log\hat y_o-\dots-0\cdot\log\hat y_V", True),
    (r"-0\cdot\log\hat y_1-\dots-1\cdot\log\hat y_c-\dots-0\cdot\log\hat y_o", False),
]


@pytest.mark.parametrize(("step", "right"), STEPS)
def test_every_step_of_an_identity_must_be_read(step, right):
    assert check("a", rf"-\sum_w y_w\log\hat y_w={step}=-\log\hat y_o").accepted == right


RANGES = {
    r"s=1,\dots,K": True,
    r"s\in\{1,\dots,K\}": True,
    r"s=1,\dots,V": False,
    r"s=2,\dots,K": False,
    r"s=1,\dots,K-1": False,
    r"s\in\{1,\dots,V\}": False,
}


@pytest.mark.parametrize(("values", "right"), RANGES.items())
def test_a_range_beside_an_answer_is_the_one_of_its_index(values, right):
    text = rf"$\frac{{\partial J}}{{\partial u_{{w_s}}}}=\sigma(u_{{w_s}}^\top v_c)v_c$ for ${values}$"
    assert check("g.1.u_ws", text).accepted == right


PLAIN = [
    ("e", r"$f'(x)=1$ if $x>0$ and $\alpha$ if $x<0$."),
    ("e", r"$f'(x)=1$ when $x>0$, and $\alpha$ otherwise."),
    ("e", r"当 $x>0$ 时 $f'(x)=1$，否则 $f'(x)=\alpha$。"),
    ("c", r"$\frac{\partial J}{\partial u_w}=(\hat y_w-y_w)v_c$, where $y_w=1$ if $w=o$ and $0$ otherwise"),
    (
        "g.1.u_o",
        r"$\frac{\partial J}{\partial u_o}=(\sigma(u_o^\top v_c)-1)v_c$, because $o$ is not among the samples.",
    ),
    ("i.3", r"$\frac{\partial J}{\partial v_w}=\mathbf 0$, since only $v_c$ appears in the loss."),
    (
        "b.1",
        r"$\frac{\partial J}{\partial v_c}=\sum_{w=1}^{N}\hat y_w u_w-u_o$, where $N$ is the size of the vocabulary.",
    ),
    ("c", CLAIMS["c"][:-1] + r"\quad (w = 1, \dots, V)$"),
    ("c", CLAIMS["c"] + r" for all $w$"),
    ("b.1", r"We know $o$ is the only true outside word. " + CLAIMS["b.1"]),
    ("a", r"$y_w = 0$ for $w \ne o$ and $y_o = 1$, so $-\sum_w y_w \log \hat y_w = -\log \hat y_o$"),
    ("f", CLAIMS["f"] + r". Its maximum is $\frac14$ at $x = 0$."),
    ("i.3", r"$\frac{\partial J}{\partial v_w} = 0$ (when $w \ne c$)"),
    ("i.3", r"$\frac{\partial J}{\partial v_w} = 0$, as $v_w$ does not appear in the loss."),
    ("b.1", r"The gradient with respect to the center vector is $U(\hat y - y)$."),
    ("f", CLAIMS["f"] + r". Here σ is the logistic function."),
    ("b.1", "(2 points) " + CLAIMS["b.1"] + " (a $d$-dimensional vector)"),
    ("b.1", r"Dropping terms that do not depend on $v_c$, $\frac{\partial J}{\partial v_c}=U(\hat y-y)$."),
]


@pytest.mark.parametrize(("part", "text"), PLAIN)
def test_the_plain_ways_to_say_it_are_accepted(part, text):
    found = check(part, text)
    assert found.accepted, found.message


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("$2$ {}", "ambiguous"),
        ("{} $2$", "ambiguous"),
        (r"$\alpha$ {}", "ambiguous"),
        (r"{} $\square$", "proved"),
        ("$(1)$ {}", "proved"),
        ("{}\n$2$ is no part of it.", "proved"),
    ],
)
def test_a_formula_right_beside_another_may_be_a_factor_of_it(page, word):
    assert check("b.1", page.format(r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$")).verdict == word


def test_what_an_author_says_of_a_known_set_and_is_not_understood_accepts_nothing_and_keeps_what_is_wrong_wrong():
    said, sum_of = (
        r"Let $\text{{Vocab}}=\text{{Nouns}}\cup\text{{Verbs}}$. {}",
        r"$\frac{{\partial J}}{{\partial v_c}}=\sum_{{w\in\text{{Vocab}}}}{}u_w-u_o$",
    )
    assert check("b.1", said.format(sum_of.format(r"\hat y_w"))).verdict == "ambiguous"
    assert check("b.1", said.format(sum_of.format("y_w"))).verdict == "wrong"


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("Since the rows of $U$ are the words of the corpus, {}", "ambiguous"),
        ("Since the rows of $U$ are the outside vectors, {}", "transposed"),
        ("The rows of $U$ are not the word vectors. {}", "proved"),
        ("The rows of $U$ are the coordinates of the word vectors. {}", "proved"),
    ],
)
def test_words_that_put_the_vectors_where_they_do_not_lie_accept_nothing(told, word):
    assert check("d", told.format(r"$\frac{\partial J}{\partial U}=v_c(\hat y-y)^\top$")).verdict == word


@pytest.mark.parametrize("number", [r"\mathbf1^\top\mathbf1", r"\mathbf1\mathbf1^\top\mathbf1"])
def test_a_product_of_ones_whose_length_nothing_tells_is_not_one(number):
    assert not check("f", rf"$\sigma'(x)=\sigma(x)({number}-\sigma(x))$").accepted
    assert not check("c", rf"$\frac{{\partial J}}{{\partial u_w}}=(\hat y_w-{number}y_w)v_c$").accepted


def test_what_a_derivative_acts_on_before_a_dot_is_no_accusation():
    told = r"$\sigma'(x)=-\sigma(x)\frac{d}{dx}\log(1-\sigma(x))\cdot\frac{1%s\sigma(x)}{\sigma(x)}$"
    assert check("f", told % "-").verdict == "incomplete"
    assert check("f", told % "+").verdict == "wrong"


def test_a_derivative_that_is_said_to_be_unequal_to_something_is_not_accepted_by_what_follows():
    left, one, other = r"\frac{\partial J}{\partial v_c}", r"-(u_o-\sum_x\hat y_xu_x)", r"U(\hat y-y)"
    for unequal in (
        rf"$${left} \ne {one}$$ $$= {other}$$",
        rf"$${left} = {one}$$ $$\ne {other}$$",
        rf"$${left} \ne {one}$$ $${left} = {other}$$",
    ):
        assert not check("b.1", unequal).accepted
        assert check("b.1", unequal.replace(r"\ne", "=")).verdict == "proved"


@pytest.mark.parametrize("value", [r"U(\hat y-y)", r"-(u_o-\sum_x\hat y_xu_x)"])
def test_what_goes_on_in_a_display_of_its_own_is_said_of_the_derivative_before_it(value):
    said = r"$$\frac{{\partial J}}{{\partial {}}}={}$$" + "\n\n" + r"$$={}$$"
    assert check("b.1", said.format("v_c", value, value)).verdict == "proved"
    for other in ("u_9", "u_w", "U"):
        assert not check("b.1", said.format(other, value, value)).accepted
