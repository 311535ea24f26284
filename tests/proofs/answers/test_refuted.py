"""What the exact test cannot carry is refuted by a point where it is tried to: near the numbers that it names, with more digits."""

import pytest

from proofs.verify import check

REFUTED = {
    "a size far away": ("b.1", r"U(\hat y-y)+\max(0,V-700)v_c"),
    "two sizes far away": (
        "g.1.v_c",
        r"\sum_k\sigma(u_{w_k}^\top v_c)u_{w_k}-\sigma(-u_o^\top v_c)u_o+\max(0,K-35)v_c",
    ),
    "a length that is a number": ("b.1", r"U(\hat y-y)+1\{d=45\}v_c"),
    "two sizes that are one": ("b.1", r"U(\hat y-y)+1\{V=d\}v_c"),
    "a number of samples far away": (
        "g.1.v_c",
        r"\sum_k\sigma(u_{w_k}^\top v_c)u_{w_k}-\sigma(-u_o^\top v_c)u_o+1\{K=70\}v_c",
    ),
    "a row that is a number": ("b.1", r"U(\hat y-y)+u_{44}1\{V=44\}"),
    "a term of 60 digits": ("b.1", r"U(\hat y-y)+10^{-60}v_c"),
    "a term that is small everywhere": ("f", r"\sigma(x)(1-\sigma(x))+e^{-e^{x}}e^{-e^{8}}"),
    "a threshold far away": ("f", r"\sigma(x)(1-\sigma(x))+\max(0,x-10^{7})"),
    "a threshold beside 0": ("e", r"\begin{cases}1&x\geq 0.002\\\alpha&x<0.002\end{cases}"),
    "a case for one number": ("e", r"\begin{cases}1&x>0\\\alpha&x<0\\3&x=2\end{cases}"),
    "a smallest size": (
        "c",
        r"\begin{cases}(\hat y_w-1)v_c&w=o\text{ and }V<70\\\hat y_wv_c&\text{otherwise}\end{cases}",
    ),
    "the first K of 1 + K entries": ("g.2.v_c", r"\sum_{s=1}^{K} (\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c))_s u_{w_s}"),
}
"""Kind → part and answer, each wrong at some size or number only, or by one place."""

TORN = (
    ("c", r"\begin{cases}(\hat y_w-1)v_c&w=o\\\hat y_wv_c&w=o\end{cases}"),
    ("c", r"\begin{cases}(\hat y_w-1)v_c&w=o\\\hat y_wv_c&w\ne c\end{cases}"),
    ("e.relu", r"\begin{cases}1&x>0\\0&x>-4\end{cases}"),
)
"""Answers with two cases that apply at once and differ."""


@pytest.mark.parametrize(("part", "answer"), REFUTED.values(), ids=REFUTED)
def test_a_point_near_what_is_named_refutes(part, answer):
    found = check(part, answer)
    assert found.verdict == "wrong", found.message
    assert found.counterexample is not None


@pytest.mark.parametrize(("part", "answer"), TORN)
def test_cases_that_contradict_each_other_are_wrong(part, answer):
    found = check(part, answer)
    assert (found.verdict, found.message.code) == ("wrong", "cases-overlap")


@pytest.mark.parametrize("members", [r"\{w_1,\dots,w_K\}", r"\{1,\dots,K\}", "[1,K]"])
def test_a_word_may_be_said_to_be_a_sample(members):
    """Three cases, of which the part is about one; a set that is not all of the samples is not understood."""
    answer = r"\frac{\partial J}{\partial u_w}=\begin{cases}-\sigma(-u_o^\top v_c)v_c&w=o\\\sigma(u_w^\top v_c)v_c&w\in S\\0&\text{otherwise}\end{cases}"
    assert check("g.1.u_ws", answer.replace("S", members)).verdict == "proved"
    assert check("g.1.u_ws", answer.replace("S", members.replace("K", "{K-1}"))).verdict == "unreadable"


def test_a_case_told_for_w_is_one_for_its_other_letter():
    answer = r"For $u_w=u_o$: $$\frac{\partial J}{\partial u_o}=(\hat y_o-1)v_c.$$ Now the case $u_%s\ne u_o$. $$\frac{\partial J}{\partial u_j}=\hat y_jv_c$$"
    assert check("c", answer % "w").verdict == "proved"
    assert check("c", answer % "i").verdict == "ambiguous"


def test_a_bare_matrix_may_be_the_signed_one_that_is_named():
    answer = r"From $U_{o,\{w_1,\dots,w_K\}}^\top v_c$ we reuse $\sigma(U^\top v_c)-\mathbf 1$"
    assert check("g.2.reuse", answer).verdict == "proved"
    assert check("g.2.reuse", answer.replace(r"\sigma(U^\top", r"\sigma(U")).verdict == "wrong"


@pytest.mark.parametrize(
    ("answer", "word", "code"),
    [
        (r"The gradient vanishes if and only if $U=0$", "wrong", "zero-elsewhere"),
        (r"It is zero only when $\hat y=y$", "wrong", "zero-elsewhere"),
        (r"It is zero unless $\hat y=0$", "wrong", "not-zero-there"),
        (r"It is zero unless $U\hat y=u_o$", "wrong", "not-zero-there"),
        (r"It is zero if and only if $U\hat y=u_o$", "proved", "zero-condition"),
        (r"It is nonzero unless $U\hat y=u_o$", "ambiguous", "words-beside"),
        (r"It is zero when $\hat y=y$", "incomplete", "zero-sufficient"),
    ],
)
def test_a_condition_for_zero_is_refuted_by_a_point(answer, word, code):
    found = check("b.2", answer)
    assert (found.verdict, found.message.code) == (word, code)


@pytest.mark.parametrize(
    ("part", "answer", "word"),
    [
        ("i.2", r"\sum_{-m\le j\le m,j\ne0}\frac{\partial J(v_c,w_{t-j},U)}{\partial v_c}", "proved"),
        ("i.2", r"\sum_{|j|\le m}\frac{\partial J(v_c,w_{t-j},U)}{\partial v_c}", "wrong"),
        ("i.1", r"\frac{\partial J_{sg}}{\partial U}=\frac{\partial J(v_c,w_{t+j},U)}{\partial U}", "wrong"),
        ("a", r"-\sum_w y_w\log_2\hat y_w=-\log\hat y_o", "wrong"),
        ("f", r"\sigma(x)\frac{\log_3(1-\sigma(x))}{\log_3 e}\frac{1-\sigma(x)}{\log(1-\sigma(x))}", "proved"),
        ("e", r"\begin{cases}5&\alpha=1/2\\1&x>0\\\alpha&x<0\end{cases}", "wrong"),
        ("e", r"\begin{cases}1&x\in\{1,2\}\\\alpha&\text{otherwise}\end{cases}", "wrong"),
    ],
)
def test_windows_logarithms_and_sets_are_read(part, answer, word):
    assert check(part, answer).verdict == word


@pytest.mark.parametrize(
    ("part", "answer", "word"),
    [
        ("i.1", r"\sum_{j=1}^{m}\frac{\partial J(v_c,w_{t+j},U)}{\partial U}", "wrong"),
        ("i.2", r"\sum_{-m\le j\le -1}\frac{\partial J(v_c,w_{t+j},U)}{\partial v_c}", "wrong"),
        (
            "i.2",
            r"\sum_{j=-m}^{-1}\frac{\partial J(v_c,w_{t+j},U)}{\partial v_c}+\sum_{j=1}^{m}\frac{\partial J(v_c,w_{t+j},U)}{\partial v_c}",
            "proved",
        ),
        ("h", r"\sum_{k=1}^{s}1\{w_k=w_s\}\sigma(u_{w_k}^\top v_c)v_c", "wrong"),
        ("h", r"\sum_{k:w_k=w_s,k\ge s}\sigma(u_{w_k}^\top v_c)v_c", "wrong"),
        ("b.1", r"\sum_{w\le o}\hat y_wu_w+\sum_{w>o}\hat y_wu_w-u_o", "proved"),
    ],
)
def test_what_depends_on_an_order_of_indices_is_refuted_and_what_does_not_is_proved(part, answer, word):
    assert check(part, answer).verdict == word


@pytest.mark.parametrize(
    "columns",
    [
        r"[(\hat y_3-y_3)v_c,\dots,(\hat y_V-y_V)v_c]",
        r"[(\hat y_1-y_1)v_c,\dots,(\hat y_{V-2}-y_{V-2})v_c]",
        r"[\frac{\partial J}{\partial u_1},\dots,\frac{\partial J}{\partial u_d}]",
        r"\begin{bmatrix}(\hat y_1-y_1)v_c\\\vdots\\(\hat y_V-y_V)v_c\end{bmatrix}",
        r"\begin{bmatrix}(\hat y_1-y_1)v_c^\top&\cdots&(\hat y_V-y_V)v_c^\top\end{bmatrix}",
    ],
)
def test_a_list_with_another_number_of_columns_has_another_shape(columns):
    found = check("d", r"\frac{\partial J}{\partial U}=" + columns)
    assert (found.verdict, found.message.code) == ("wrong-shape", "shape-mismatch")


def test_a_list_of_all_columns_has_the_right_shape():
    assert check("d", r"[(\hat y_1-y_1)v_c,\dots,(\hat y_V-y_V)v_c]").verdict == "proved"


@pytest.mark.parametrize(
    "extra", [r"+\log(u_o^\top v_c)v_c-\log(u_o^\top v_c)v_c", r"\frac{\sqrt{v_c^\top u_o}^2}{|v_c^\top u_o|}"]
)
def test_an_answer_without_a_value_is_wrong(extra):
    """The gradient has a value wherever the scores are below 0; the answer has none."""
    found = check("b.1", r"U(\hat y-y)" + extra)
    assert (found.verdict, found.message.code) == ("wrong", "no-value")
    assert found.counterexample.answer is None


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("e", r"\begin{cases}1&x\ge0\\\alpha&x\le0\end{cases}"),  # at the kink any value will do
        ("f", r"\exp(\log\sigma(x)+\log(1-\sigma(x)))"),
        ("f", r"\sigma(x)(1-\sigma(x))\frac{x}{x}"),
    ],
)
def test_what_is_right_is_not_refuted(part, answer):
    assert check(part, answer).verdict in ("proved", "equal-numerically")


def test_a_sum_over_w_s_is_read_as_the_author_split_the_loss():
    """Σ_{w_s} alone does not say what it runs over; beside Σ_{≠ w_s} in the author's own loss it does."""
    answer = r"$$\frac{\partial J}{\partial u_{w_s}} = \sum_{w_s} \sigma(u_{w_s}^\top v_c) v_c$$"
    loss = r"$$J = -\log\sigma(u_o^\top v_c) - \sum_{w_s} \log\sigma(-u_{w_s}^\top v_c) - \sum_{\ne w_s} \log\sigma(-u_{w_s}^\top v_c)$$"
    assert check("h", answer).verdict == "ambiguous"
    assert check("h", f"{loss} {answer}").verdict == "proved"


@pytest.mark.parametrize("power", ["{-y}", "{[2]}", "[2]", "{{1-y}}"])
def test_a_power_in_braces_of_its_own_is_read_or_refused(power):
    """Such a power once raised an error of the program."""
    assert not check("b.1", rf"U(\hat y - y)^{{{power}}}").accepted
