"""Documents that state their losses themselves: each exercise is read with every word of it, and its answers are held to its own loss."""

import pytest

from proofs.documents import read
from proofs.verify import verify_document

PAGE = r"""
**1. Ridge.** Let $J(w) = \frac{1}{2N}\|Xw-y\|^2 + \frac{\lambda}{2}\|w\|^2$ with $X \in \mathbb{R}^{N\times d}$. Compute $\nabla_w J$.

*Answer.* $\nabla_w J = \frac1N X^\top(Xw-y)+\lambda w$.

**2. Two layers.** Let $J = \frac12\|h-t\|^2$, $h=\sigma(z)$ and $z = Vx$. Find $\partial J/\partial z$ and $\partial J/\partial V$.

*Answer.* $\frac{\partial J}{\partial z} = (h-t)\odot h\odot(1-h)$

$\frac{\partial J}{\partial V} = (h-t)\,x^\top$
"""


def verdicts(tmp_path, text, name="page.md"):
    file = tmp_path / name
    file.write_text(text, encoding="utf8")
    return [(each.part, each.verdict) for each in verify_document(read(file))]


def test_each_exercise_has_a_loss_of_its_own(tmp_path):
    assert verdicts(tmp_path, PAGE) == [("1", "proved"), ("2.1", "proved"), ("2.2", "wrong")]


def test_bold_titles_within_a_paragraph_begin_an_exercise(tmp_path):
    text = r"""**Softmax.** Let $J = -\log\hat y_c$ with $\hat y = \operatorname{softmax}(Wx)$. Compute $\nabla_W J$.

$\nabla_W J = (\hat y - e_c)x^\top$

**Least squares.** Let $J = \frac12\|Ax - b\|^2$. Compute $\nabla_x J$.

$\nabla_x J = A(Ax - b)$
"""
    assert [word for _, word in verdicts(tmp_path, text)] == ["proved", "wrong-shape"]


def test_an_answer_in_a_display_right_behind_the_question_and_plain_text(tmp_path):
    tex = r"""\documentclass{article}\begin{document}
\textbf{Exercise 1.} Let $F(q) = \sum_{i=1}^n q_i\log\frac{q_i}{r_i}$. Compute $\partial F/\partial q_i$.
\begin{align*} \frac{\partial F}{\partial q_i} &= \log\frac{q_i}{r_i} + 1 \end{align*}
\end{document}"""
    assert verdicts(tmp_path, tex, "page.tex") == [("1", "proved")]
    plain = "Problem 1\nLet J = 1/2 ||Ax - b||^2. Compute dJ/dx.\nAnswer: dJ/dx = A^T (Ax - b)\n"
    assert verdicts(tmp_path, plain, "page.txt") == [("1", "proved")]


@pytest.mark.parametrize(
    ("exercise", "word"),
    [
        (r"Let $f(x) = x^\top A x$. Compute the gradient of $f$.", "wrong"),
        (r"Let $f(x) = x^\top A x$. The matrix $A$ is symmetric. Compute the gradient of $f$.", "proved"),
        (r"Throughout, $A$ is symmetric. Let $f(x) = x^\top A x$. Compute the gradient of $f$.", "ambiguous"),
        (r"Let $f(x) = x^\top A x$ where $A$ is symmetric. Compute the gradient of the negative of $f$.", "ambiguous"),
        (r"Let $f(x) = x^\top A x$ where $A$ is symmetric. Compute $\nabla f$ at $x = 0$.", "ambiguous"),
        (r"Let $f(x) = x^\top A x$ where $A$ is a rotation. Compute the gradient of $f$.", "ambiguous"),
        (r"Let $f(x) = x^\top A x$ where $A$ does not depend on $t$. Compute the gradient of $f$.", "ambiguous"),
    ],
)
def test_every_word_of_an_exercise_counts(tmp_path, exercise, word):
    assert verdicts(tmp_path, f"{exercise}\n\n$\\nabla f = 2Ax$\n") == [("1", word)]


def test_a_quantity_in_between_has_the_shape_that_its_definition_gives_it(tmp_path):
    text = r"Let $J = \frac12\|z\|^2$ with $z = Wx$. Compute $\frac{\partial J}{\partial z}$." + "\n\n"
    assert verdicts(tmp_path, text + r"$\frac{\partial J}{\partial z} = z$") == [("1", "proved")]
    assert verdicts(tmp_path, text + r"$\frac{\partial J}{\partial z} = z^\top$") != [("1", "proved")]


def test_an_answer_may_introduce_names_and_say_what_it_finds(tmp_path):
    text = r"Let $J = \frac12\|Wx-t\|^2$. Compute $\nabla_W J$." + "\n\n"
    answer = r"Let $\delta = Wx - t$." + "\n\n" + r"We find $\nabla_W J = \delta x^\top$." + "\n"
    assert verdicts(tmp_path, text + answer) == [("1", "proved")]
    assert verdicts(tmp_path, text + answer.replace("x^", "W^")) != [("1", "proved")]


def test_a_loss_that_cannot_be_read_is_told(tmp_path):
    text = "Let $h = W x$. Compute $\\nabla_W J$.\n\n$\\nabla_W J = h x^\\top$\n"
    assert verdicts(tmp_path, text) == [("1", "unreadable")]


def test_a_document_without_an_exercise_has_no_verdicts(tmp_path):
    assert verdicts(tmp_path, "Let $a = b$. That is all. $a = 2$\n") == []


def test_a_function_that_a_document_states_is_its_own(tmp_path):
    text = "1. Let $f(x)=\\|x\\|^2$. Compute $\\nabla_x f$.\n\n$\\nabla_x f = {}$\n"
    assert verdicts(tmp_path, text.format("2x")) == [("1", "proved")]
    assert verdicts(tmp_path, text.format("x")) == [("1", "wrong")]


def test_what_is_said_behind_an_answer_or_of_a_given_array_counts(tmp_path):
    asked = "Let $J(w) = \\frac12\\|Xw - y\\|^2$. Compute $\\nabla_w J$.\n\n"
    answer = "$\\nabla_w J = X^\\top(Xw-y)$\n"
    for said in ("This is the usual gradient.", "We used the chain rule."):
        assert verdicts(tmp_path, f"{asked}{answer}\n{said}\n") == [("1", "proved")], said
    assert verdicts(tmp_path, f"{asked}{answer}\nOops, the sign is wrong.\n") == [("1", "ambiguous")]
    assert verdicts(tmp_path, f"{asked}Here $X$ is the design matrix. {answer}") == [("1", "proved")]
    assert verdicts(tmp_path, f"{asked}Here $X$ stands for its transpose. {answer}") == [("1", "ambiguous")]


QUESTIONS = {
    "a prime": (r"Let $f(x) = \log(1+e^x)$. Compute $f'(x)$.", r"f'(x) = \frac{e^x}{1+e^x}", r"f'(x) = e^x"),
    "two primes": ("Let $f(x) = x^4$. Compute $f''(x)$.", "f''(x) = 12x^2", "f''(x) = 4x^3"),
    "a pronoun": (r"Let $J(w) = \|w\|^2$. Find its gradient.", "2w", "w"),
    "a verb": ("Let $g(t) = t^3 e^{-t}$. Differentiate it.", "g'(t) = (3t^2 - t^3) e^{-t}", "g'(t) = 3t^2 e^{-t}"),
    "a verb and the function": (r"Differentiate $g(t) = \sqrt{1+t^2}$ with respect to $t$.", r"\frac{t}{g(t)}", "t g(t)"),
    "a loss of another": (r"Let $L(w) = \|w\|^2$ and $J = 2L$. Compute $\nabla_w J$.", "4w", "2w"),
    "a loss without a name": (r"Compute the derivative of $\max(0, 1 - ys)$ with respect to $s$.", r"-y 1\{ys < 1\}", "-y"),
    "a loss and a question in one": (r"Given the loss $\ell = -\log\sigma(s)$, find $\frac{d\ell}{ds}$.", r"\sigma(s) - 1", r"1 - \sigma(s)"),
    "the opposite of a loss": (r"Let $J = \|w\|^2$. Compute the gradient of $-J$ with respect to $w$.", "-2w", "2w"),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_may_be_put_in_many_ways(tmp_path, name):
    question, right, wrong = QUESTIONS[name]
    assert [word for _, word in verdicts(tmp_path, f"{question}\n\n${right}$\n")] == ["proved"]
    assert [word for _, word in verdicts(tmp_path, f"{question}\n\n${wrong}$\n")] == ["wrong"]


def test_several_derivatives_may_be_asked_for_at_once(tmp_path):
    both = r"Let $J = \frac12\|Wx+b-y\|^2$. Compute the gradients with respect to $W$ and $b$."
    answer = r"$\nabla_W J = (Wx+b-y)x^\top$ and $\nabla_b J = Wx+b-y$"
    assert verdicts(tmp_path, f"{both}\n\n{answer}\n") == [("1.1", "proved"), ("1.2", "proved")]
    every = r"Let $h(x, y) = x y^2$. Find both partial derivatives."
    answer = r"$\frac{\partial h}{\partial x} = y^2$ and $\frac{\partial h}{\partial y} = xy$"
    assert verdicts(tmp_path, f"{every}\n\n{answer}\n") == [("1.1", "proved"), ("1.2", "wrong")]


@pytest.mark.parametrize(
    "question",
    [
        "Let $f(x) = x^2$. Find the derivative of $f(3x)$ with respect to $x$.",
        "Let $f(x) = x^2$. Compute $2f'(x)$.",
        "Let $f(x) = x^2$. Frobnicate $f$.",
        "What is the gradient of $x^2 y$?",
    ],
)
def test_a_question_that_is_not_understood_is_told(tmp_path, question):
    page = f"## Exercise 1\n\nLet $f(t) = t$. Compute $f'(t)$.\n\n$f'(t) = 1$\n\n## Exercise 2\n\n{question}\n\n$2x$\n"
    assert verdicts(tmp_path, page) == [("1", "proved"), ("2", "unreadable")]


@pytest.mark.parametrize(
    "question",
    [
        "Let $f(x) = x^2$. Compute $f'(x)$ at $x = 1$.",
        "Let $f(x) = x^2$. Differentiate it twice.",
        "Let $f(x) = x^2$. Compute the derivative of the square root of $f$.",
        "Let $f(x) = x^2$. Find its derivative, assuming $x$ is small.",
        "What is the derivative of $f(x) = x^2$ plus a penalty?",
    ],
)
def test_words_that_may_change_a_question_leave_its_answer_undecided(tmp_path, question):
    assert [word for _, word in verdicts(tmp_path, f"{question}\n\n$f'(x) = 2x$\n")] == ["ambiguous"]


def test_the_derivatives_of_two_functions_are_two_parts(tmp_path):
    page = (
        "Let $f(x) = x^3$ and $g(x) = x^2$. Find the derivatives of $f$ and $g$.\n\n$f'(x) = 3x^2$ and $g'(x) = {}$\n"
    )
    assert verdicts(tmp_path, page.format("2x")) == [("1.1", "proved"), ("1.2", "proved")]
    assert verdicts(tmp_path, page.format("3x")) == [("1.1", "proved"), ("1.2", "wrong")]


CHINESE = [
    (r"设 $J = \frac12\|Wx-t\|^2$。求 $\nabla_W J$。", r"(Wx-t)x^\top", "proved"),
    (r"计算 $\|Xw-y\|^2$ 关于 $w$ 的梯度。", r"2X^\top(Xw-y)", "proved"),
    (r"设 $f(x)=\ln(1+x^2)$。求其二阶导数。", r"\frac{2(1-x^2)}{(1+x^2)^2}", "proved"),
    ("设 $f(x) = x^3$，求其导数。", "3x^2", "proved"),
    ("设 $f(x) = x^3$，求其倒数的导数。", "3x^2", "ambiguous"),
    ("设 $f(x) = x^3$，求其相反数的导数。", "3x^2", "ambiguous"),
    ("设 $f(x) = x^3$，求 $f'(x)$ 在 $x=1$ 处的值。", "3x^2", "ambiguous"),
]


@pytest.mark.parametrize(("question", "answer", "word"), CHINESE)
def test_questions_in_chinese(tmp_path, question, answer, word):
    assert [each for _, each in verdicts(tmp_path, f"{question}\n\n**解** ${answer}$\n")] == [word]


def test_a_loss_of_the_title_before_serves_until_another_is_stated(tmp_path):
    setup = "## Exercise 1\n\nLet $z = 2w$ and $J = \\|z\\|^2$. Compute $\\nabla_w J$.\n\n$\\nabla_w J = 8w$\n\n"
    asked = (
        setup
        + "## Exercise 2\n\nCompute $\\frac{\\partial J}{\\partial z}$.\n\n$\\frac{\\partial J}{\\partial z} = 2z$\n"
    )
    assert verdicts(tmp_path, asked) == [("1", "proved"), ("2", "proved")]
    anew = setup + "## Exercise 2\n\nLet $F = \\|z\\|^4$. Compute $\\nabla_z F$.\n\n$\\nabla_z F = {}$\n"
    assert verdicts(tmp_path, anew.replace("{}", "4\\|z\\|^2 z"))[1] == ("2", "proved")
    assert verdicts(tmp_path, anew.replace("{}", "2z"))[1] == ("2", "wrong")
    own = setup + "## Exercise 2\n\nLet $F = w^\\top z$. Compute $\\nabla_w F$.\n\n$\\nabla_w F = {}$\n"
    assert verdicts(tmp_path, own.replace("{}", "z"))[1] == ("2", "proved")  # z is no 2w here
    assert verdicts(tmp_path, own.replace("{}", "4w"))[1][1] != "proved"


def test_words_that_may_change_a_question_change_nothing_of_what_cannot_be_read(tmp_path):
    page = "Let $f(x) = x^2$. Compute $f'(x)$ at $x = 1$.\n\n$f'(x) = \\heartsuit$\n"
    assert verdicts(tmp_path, page) == [("1", "unreadable")]


@pytest.mark.parametrize("word", ["**minus**", "*minus*", r"\textbf{minus}", "**twice**", r"\emph{half}"])
def test_emphasised_words_count(tmp_path, word):
    question = f"**Exercise 1.** Let $J = \\|w\\|^2$. Compute {word} the gradient of $J$ with respect to $w$."
    assert verdicts(tmp_path, f"{question}\n\n$2w$\n") == [("1", "ambiguous")]
    assert verdicts(tmp_path, f"{question.replace(word + ' ', '')}\n\n$2w$\n") == [("1", "proved")]


@pytest.mark.parametrize(
    "page",
    [
        "All functions below are multiplied by two.\n\n## Exercise 1\n\nLet $f(x) = x^2$. Compute $f'(x)$.\n\n$2x$\n",
        "## Exercise 1\n\nLet $f(x) = x^2$[^1]. Compute $f'(x)$.\n\n$2x$\n\n[^1]: The exponent is three.\n",
        "## Exercise 1\n\nLet $f(x) = x^3$. Let $f(x) = x^2$. Compute $f'(x)$.\n\n$2x$\n",
        "## Exercise 1\n\nLet $f(x) = x^2$. (Typo: it should read $x^3$.) Compute $f'(x)$.\n\n$2x$\n",
    ],
)
def test_what_is_said_elsewhere_of_a_loss_counts(tmp_path, page):
    assert verdicts(tmp_path, page) == [("1", "ambiguous")]


@pytest.mark.parametrize(("called", "word"), [("the weights $w$", "proved"), ("$w$", "proved"), ("the negated $w$", "unreadable"), ("the inverse $w$", "unreadable")])  # fmt: skip
def test_what_is_differentiated_by_may_be_described(tmp_path, called, word):
    page = f"## Exercise 1\n\nLet $J = \\|w\\|^2$. Compute the gradient of $J$ with respect to {called}.\n\n$2w$\n"
    assert [each for _, each in verdicts(tmp_path, page)] == [word]


LETTERED = "## Exercise 1\n\nLet $f(x) = x^4$.\n\n(a) Compute $f'(x)$.\n\n(b) Compute $f''(x)$.\n\n**Solution.**\n\n(a) ${}$\n\n(b) ${}$\n"


def test_a_letter_below_the_solution_is_that_of_its_question(tmp_path):
    assert verdicts(tmp_path, LETTERED.format("4x^3", "12x^2")) == [("1.1", "proved"), ("1.2", "proved")]
    assert verdicts(tmp_path, LETTERED.format("12x^2", "4x^3")) == [("1.1", "wrong"), ("1.2", "wrong")]
    both = "## Exercise 1\n\nLet $L = w^\\top x$.\n\n(a) Compute $\\nabla_w L$.\n\n(b) Compute $\\nabla_x L$.\n\n**Solution.**\n\n"
    assert verdicts(tmp_path, both + "(a) $x$\n\n(b) $w$\n") == [("1.1", "proved"), ("1.2", "proved")]
    assert verdicts(tmp_path, both + "(a) $w$\n\n(b) $x$\n") == [("1.1", "wrong"), ("1.2", "wrong")]
    assert verdicts(tmp_path, both + "(a) $w$\n") == [("1.1", "wrong"), ("1.2", "missing")]
