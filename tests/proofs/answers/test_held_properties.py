r"""What words say a value is like is held by its values: "at most $1/4$" is inert behind σ(1 − σ), and "at most $1/8$" is told."""

import pytest

from gradproof import check

RIGHT = {
    "b.1": r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$",
    "c": r"$\frac{\partial J}{\partial u_w}=(\hat y_w-y_w)v_c$",
    "d": r"$\frac{\partial J}{\partial U}=v_c(\hat y-y)^\top$",
    "e": r"$f'(x)=\begin{cases}1 & x>0\\ \alpha & x<0\end{cases}$",
    "f": r"$\sigma'(x)=\sigma(x)(1-\sigma(x))$",
    "i.1": r"$\frac{\partial J}{\partial U}=\sum_{-m\le j\le m,j\ne0}\frac{\partial J(v_c,w_{t+j},U)}{\partial U}$",
    "g.1.u_o": r"$\frac{\partial J}{\partial u_o}=-(1-\sigma(u_o^\top v_c))v_c$",
}


@pytest.mark.parametrize(
    ("part", "true", "false"),
    [
        ("f", ", always positive", ", always negative"),
        ("f", ". Each entry is at most 1/4.", ". Each entry is at most 1/5."),
        ("f", ". It is at most $0.3$.", ". It is at most $0.2499$."),
        ("f", ". Its maximum is 1/4.", ". Its maximum is 1."),
        ("f", ". It is less than 1 everywhere.", ". It is greater than $1/4$ everywhere."),
        ("f", ". It is an even function.", ". It is an odd function."),
        ("f", ", symmetric around x=0", ", increasing"),
        ("f", r". It vanishes as $x\to\pm\infty$.", r". It tends to 1 as $x\to\infty$."),
        ("f", ". It is positive and even.", ". It is positive and odd."),
        ("c", ", all parallel to $v_c$", ", all parallel to $u_w$"),
        ("d", ". It has rank one.", ". It is symmetric."),
        ("f", ". It lies between 0 and 1/4.", ". It lies between 0 and 1/5."),
        ("f", ". It never exceeds $1/4$.", ". It never exceeds 0.2."),
        ("d", r". Its $o$-th column is $(\hat y_o-1)v_c$.", r". Its $o$-th column is $\hat y_ov_c$."),
        ("i.1", ". There are $2m$ terms.", ". There are $m$ terms."),
        ("i.1", ". The sum has $2m$ terms.", ". The sum has $2m+1$ terms."),
        ("b.1", r". This equals $U\hat y-u_o$.", r". This equals $\partial J/\partial u_o$ as well."),
        ("b.1", ", a vector of length d", ", a vector of length V"),
        ("d", ". Its $w$-th column is $(\\hat y_w-y_w)v_c$.", ". Its $w$-th row is $(\\hat y_w-y_w)v_c$."),
        ("g.1.u_o", ", which points along $-v_c$", ", which points along $v_c$"),
    ],
)
def test_a_true_property_says_nothing_and_a_false_one_is_told(part: str, true: str, false: str):
    assert check(part, RIGHT[part] + true).accepted
    assert check(part, RIGHT[part] + false).verdict == "ambiguous"


@pytest.mark.parametrize(
    "false",
    [
        ". Its norm is 1.",
        ". It has unit length.",
        " (all entries are positive)",
        ". This is linear in $v_c$.",
        "，与 $u_o$ 无关",
    ],
)
def test_a_vector_has_no_property_that_a_point_refutes(false: str):
    assert check("b.1", RIGHT["b.1"] + false).verdict == "ambiguous"


def test_what_another_thing_is_like_is_none_of_it():
    assert check("f", RIGHT["f"] + ". The exponential is increasing.").accepted


@pytest.mark.parametrize(
    ("part", "same", "other"),
    [
        (
            "b.1",
            ". In words: the expected vector minus the observed one.",
            ". In words: the gradient equals the observed vector.",
        ),
        ("b.1", ", i.e. what the model expects minus what it saw", ", i.e. the observed minus the expected vector"),
        (
            "b.1",
            ". It is the difference between the prediction and the label, taken back to vectors by $U$.",
            ". So the gradient is the expected vector.",
        ),
        (
            "c",
            ". That is, the prediction minus the label, times the center vector.",
            ". In words: the predicted probability times the center vector.",
        ),
        ("b.1", "，即期望向量减去观测向量", "，即观测向量减去期望向量"),
    ],
)
def test_a_value_in_words_of_the_assignment_is_held(part: str, same: str, other: str):
    assert check(part, RIGHT[part] + same).accepted
    assert check(part, RIGHT[part] + other).verdict == "ambiguous"


@pytest.mark.parametrize(
    "gone", [". The second term cancels.", r". Only the first term survives, $U\hat y$", ". Only $u_o$ is updated."]
)
def test_a_term_that_is_said_to_be_gone_speaks_against_the_sum(gone: str):
    assert check("b.1", RIGHT["b.1"] + gone).verdict == "ambiguous"


def test_a_term_may_be_spoken_of():
    assert check("b.1", RIGHT["b.1"] + r". The first term is $U\hat y$.").accepted
    assert check("b.1", RIGHT["b.1"] + ". The second term does not depend on $v_c$.").accepted


def test_a_bound_at_the_end_of_a_chain_is_held():
    right = r"\sigma'(x)=\sigma(x)(1-\sigma(x))"
    assert check("f", rf"${right}\le\frac14$").accepted
    assert check("f", rf"${right}\le\frac18$").verdict == "incomplete"


@pytest.mark.parametrize("said", ["is 1 if", "is one for", "is 1 only for", "equals 1 when"])
def test_a_number_among_the_words_is_the_value_of_its_symbol(said: str):
    assert check("c", rf"{RIGHT['c']}, where $y_w$ {said} $w=o$").accepted
    assert not check("c", rf"{RIGHT['c']}, where $y_w$ {said} $w\ne o$").accepted


def test_another_function_is_named_before_a_slope():
    assert check("e", f"For the leaky ReLU: {RIGHT['e']}").accepted
    assert check("e", f"For the sigmoid: {RIGHT['e']}").verdict == "ambiguous"


def test_how_the_vectors_lie_is_told_in_chinese():
    assert check("b.1", f"这里 $U$ 按列存放词向量。{RIGHT['b.1']}").accepted
    assert not check("b.1", f"这里 $U$ 按行存放词向量。{RIGHT['b.1']}").accepted


@pytest.mark.parametrize(
    "said",
    [
        ". It is a convex combination of the columns of $U$.",
        ". Its entries sum to one.",
        ". Its components are probabilities.",
        ". It grows linearly with $v_c$.",
        ". It has V entries.",
        ". The latter term is zero.",
    ],
)
def test_what_a_value_is_said_to_be_is_understood_or_told(said: str):
    assert check("b.1", RIGHT["b.1"] + said).verdict == "ambiguous"


@pytest.mark.parametrize(
    "said",
    [
        ". It is a linear combination of the columns of $U$.",
        ". It is then multiplied by the learning rate.",
        ". Its shape is $d\\times 1$.",
        ", which is neat.",
        ". It is what we wanted.",
        ". It pulls $v_c$ towards $u_o$.",
    ],
)
def test_what_is_known_of_a_value_says_nothing(said: str):
    assert check("b.1", RIGHT["b.1"] + said).accepted
