"""A label before a value without a left side names the derivative asked for, or the value is left to a person."""

import pytest

from derive.words.labels import Fits, foreign
from gradproof import check

VALUE = r"$U(\hat y - y)$"
LABELS = [
    ("Gradient:", "Update:"),
    ("Result —", "Score —"),
    ("**Derivative**\n\n", "**Curvature**\n\n"),
    ("Gradient of the loss:", "Loss:"),
    ("Value of the gradient:", "Value of the loss:"),
    ("Step 4:", "The step:"),
    (r"For $v_c$:", r"For $u_w$:"),
    ("For the centre word:", "For the wrong word:"),
    ("Centre vector:", "Context vector:"),
    ("For the naive softmax:", "For the linear model:"),
    ("Naive softmax:", "Skip-gram:"),
    ("Part (b):", "Part (c):"),
    ("Answer to (b):", "Answer to (d):"),
    ("Simplified:", "Scaled:"),
    ("For the centre word we get", "For GloVe we get"),
    ("对中心词向量的梯度：", "对外部词向量的梯度："),
    ("最终结果：", "更新量："),
]


@pytest.mark.parametrize(("naming", "other"), LABELS)
def test_a_label_names_the_derivative_or_another_thing(naming: str, other: str) -> None:
    assert check("b.1", f"{naming} {VALUE}").verdict == "proved"
    found = check("b.1", f"{other} {VALUE}")
    assert found.verdict == ("wrong-target" if "$u_w$" in other else "ambiguous")
    assert found.message.code in ("label-beside", "words-beside", "wrong-target", "other-target")


OF_THE_TRUE_WORD, OF_ANOTHER = r"$(\hat y_o-1)v_c$", r"$\hat y_wv_c$"


@pytest.mark.parametrize(
    "said",
    [
        "$u_o$: A; $u_w$, $w\\neq o$: B",
        "$u_o$: A; $u_w$ ($w\\neq o$): B",
        "With respect to $u_o$: A. With respect to $u_w$, $w\\neq o$: B.",
        "For $u_o$ we get A. For $u_w$ with $w\\neq o$ we get B.",
        "The gradient with respect to $u_o$ is A, and with respect to $u_w$, $w\\neq o$, it is B.",
        "$\\nabla_{u_o}J$: A\n\n$\\nabla_{u_w}J$ ($w\\ne o$): B",
        "- $u_o$: A\n- $u_w$, $w\\neq o$: B",
    ],
)
def test_a_value_under_the_name_of_a_variable_is_the_derivative_by_it(said):
    def put(first: str, second: str) -> str:
        return said.replace("A", first).replace("B", second)

    assert check("c", put(OF_THE_TRUE_WORD, OF_ANOTHER)).accepted
    assert check("c", put(OF_ANOTHER, OF_THE_TRUE_WORD)).refused
    assert not check("c", put(OF_THE_TRUE_WORD, OF_ANOTHER).replace("u_w", "v_w")).accepted
    assert not check("c", put(OF_THE_TRUE_WORD, OF_ANOTHER).replace("u_o", "2u_o", 1)).accepted


@pytest.mark.parametrize(
    ("part", "value", "naming", "other"),
    [
        ("g.1.u_o", r"$(\sigma(u_o^\top v_c) - 1) v_c$", "For the outside word:", "For the negative samples:"),
        ("g.1.u_ws", r"$(1-\sigma(-u_{w_s}^\top v_c)) v_c$", "For every sample:", r"For $u_o$:"),
        ("i.3", "$0$", "All other words:", "The centre word:"),
        ("f", r"$\sigma(x)(1-\sigma(x))$", r"Derivative of $\sigma(x)$:", r"Derivative of $\tanh(x)$:"),
        ("f", r"$\sigma(x)(1-\sigma(x))$", r"By $x$:", r"By $z$:"),
        ("f", r"$\sigma(x)(1-\sigma(x))$", "Derivative of the sigmoid:", "The sigmoid:"),
    ],
)
def test_a_label_is_held_against_the_part(part: str, value: str, naming: str, other: str) -> None:
    assert check(part, f"{naming} {value}").accepted
    assert not check(part, f"{other} {value}").accepted


def test_the_message_quotes_the_word_of_the_label():
    found = check("b.1", f"Learning rate: {VALUE}")
    assert (found.message.code, found.message.values["words"]) == ("label-beside", "learning rate")


def test_an_item_may_have_any_letter_before_its_label():
    assert check("b.1", f"(x) Gradient: {VALUE}").accepted
    assert not check("b.1", f"(x) Momentum: {VALUE}").accepted


def test_a_left_side_says_by_itself_what_a_value_is():
    assert check("b.1", r"Loss: $\frac{\partial J}{\partial v_c} = U(\hat y - y)$").accepted


def test_the_words_of_the_variable_and_of_the_loss_fit_and_no_others():
    fits = Fits(frozenset(["left", "左边"]), frozenset(["ridge"]))
    assert foreign("Gradient of the ridge by the left vector", fits) is None
    assert foreign("Gradient of the ridge by the right-hand vector", fits) == "right-hand"
    assert foreign("关于左边词向量的导数", fits) is None


def test_a_label_before_a_value_of_a_loss_of_ones_own_names_a_derivative_too():
    def verdict(label: str) -> str:
        loss = r"\frac{1}{2} w^\top w"
        return check(latex=f"{label} $w$", loss=loss, wrt="w", declare=["w: d"]).verdict

    assert verdict("Gradient by the weights:") == "proved"
    assert verdict("The penalty:") != "proved"


@pytest.mark.parametrize(
    ("part", "label", "other"),
    [
        ("b.1", "(b) ", "(d) "),
        ("b.1", "Chain rule: ", "The chain rule: "),
        ("b.1", "$v_c$: ", r"$\hat y$: "),
        ("b.1", "We obtain: ", r"Let me call this $\delta$: "),
        ("b.1", "Gradient ", "Loss "),
        ("g.1.u_ws", "For the negative sample: ", "For the outside word: "),
    ],
)
def test_a_label_that_names_another_thing_is_told(part: str, label: str, other: str):
    value = {"b.1": r"U(\hat y-y)", "g.1.u_ws": r"(1-\sigma(-u_{w_s}^\top v_c))v_c"}[part]
    bare = f"$= {value}$" if other == "Loss " else f"${value}$"
    assert check(part, label + bare).accepted
    assert check(part, other + bare).verdict == "ambiguous"


def test_a_mistake_that_is_told_is_no_answer():
    assert not check("b.1", r"A common mistake: $\frac{\partial J}{\partial v_c}=U(\hat y-y)$").accepted
    assert check("b.1", r"A common mistake is to forget $y$. $\frac{\partial J}{\partial v_c}=U(\hat y-y)$").accepted
