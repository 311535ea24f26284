"""How a loss and its derivative may be spelled: L(w) = …, ∂_w L, a sum over pairs of a symmetric matrix."""

import pytest

from derive.statement import StatementError
from derive.stating import state
from proofs.statements import check_statement


@pytest.mark.parametrize("name", ["L(w)", r"\mathcal{L}", "J", r"\ell(w; x)", "E_{total}"])
def test_a_loss_may_have_its_name_before_it(name):
    asked = state(rf"{name} = \frac12 (w^\top x - t)^2", "w", declare=["w: d", "x: d", "t:"])
    assert check_statement(asked, r"(w^\top x - t) x").verdict == "proved"
    assert check_statement(asked, r"(w^\top x - t) w").verdict == "wrong"


@pytest.mark.parametrize(
    ("loss", "wrt", "right", "wrong"),
    [
        (r"g(t) = \tanh t", "t", "g'(t) = 1 - g(t)^2", "g'(t) = 1 - g(t^2)"),
        (r"g(t) = \tanh t", "t", "g' = (1 - g)(1 + g)", "g' = (1 - g)(1 - g)"),
        (r"g(t) = \frac{1}{1+e^{-t}}", "t", "g' = g(1 - g)", "g' = g(1 - g(-t))"),
        (r"g(t) = e^{t}", "t", "g' = g(g(t) - g + 1)", "g' = g(g(t) - g)"),
        (r"g(t) = \frac{1}{1+e^{-t}}", "t", r"\frac{dg}{dt} = g(t) g(-t)", r"\frac{dg}{dt} = g(t) g(1-t)"),
        (r"R = \sqrt{w^\top w}", "w", r"\nabla R = \frac{w}{R}", r"\nabla R = R w"),
        (r"z = (t - 3)^2", "t", "z' = 2(t - 3)", r"z' = 2\sqrt{z}"),
        (
            r"L(w, b) = e^{w b}",
            "w",
            r"\frac{\partial L}{\partial w} = b L(w, b)",
            r"\frac{\partial L}{\partial w} = b L(b, b)",
        ),
    ],
)
def test_an_answer_may_use_the_name_of_the_loss(loss, wrt, right, wrong):
    asked = state(loss, wrt)
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, wrong).verdict == "wrong"


@pytest.mark.parametrize(
    ("loss", "wrt", "right", "wrong"),
    [
        ("s^2 t + t^3", "t", r"\frac{\partial}{\partial t} = s^2 + 3t^2", r"\frac{\partial}{\partial t} = s^2 + 3t"),
        (r"w^\top w", "w", r"\nabla = 2w", r"\nabla = w"),
        (r"w^\top w", "w", r"\nabla_w = 2w", r"\nabla_w = -2w"),
        (r"\sin(t) \cos(t)", "t", r"\cos 2t", r"\cos 2t \sin t"),
        (
            r"a^\top \operatorname{softmax}(z)",
            "z",
            r"$(\operatorname{diag}(p) - pp^\top) a$ where $p = \mathrm{softmax}(z)$",
            r"$\operatorname{diag}(p) a$ where $p = \mathrm{softmax}(z)$",
        ),
        (r"e^{s t}", "t", r"Let $k = e^{st}$. Then $\nabla = s k$.", r"Let $k = e^{st}$. Then $\nabla = k$."),
    ],
)
def test_short_ways_to_write_an_answer(loss, wrt, right, wrong):
    asked = state(loss, wrt)
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, wrong).verdict == "wrong"


@pytest.mark.parametrize(
    "answer",
    [
        r"\frac{\partial}{\partial s} = 2st",
        r"\frac{\partial}{\partial t} s^2 = s^2 + 3t^2",
        "Let $a = s^2$ and $b = 3t^2$.",
    ],
)
def test_an_operator_by_itself_is_of_the_loss_and_by_what_it_says(answer):
    assert not check_statement(state("s^2 t + t^3", "t"), answer).accepted


@pytest.mark.parametrize("answer", [r"\nabla_t^2 = 2t", r"\nabla_t^\top = 2t", r"\frac{\partial^2}{\partial t^2} = 2t"])
def test_an_operator_by_itself_differentiates_as_often_as_it_says(answer):
    assert not check_statement(state("t^2", "t"), answer).accepted


def test_the_slope_of_the_loss_elsewhere_is_not_what_is_asked():
    asked = state(r"g(t) = \frac{1}{1+e^{-t}}", "t")
    assert not check_statement(asked, "g'(0) = 1/4").accepted
    assert not check_statement(asked, "g'(2t) = g(2t)(1 - g(2t))").accepted


@pytest.mark.parametrize("loss", [r"\int_0^t s^2 ds", r"\lim_{h \to 0} t/h", r"\binom{t}{2}"])
def test_what_is_not_read_is_told_as_it_is_written(loss):
    with pytest.raises(StatementError, match="is not read here"):
        state(loss, "t")


@pytest.mark.parametrize("loss", [r"w^\top x = w^\top y", "a + b = c", r"L = w^\top x = 3", "3 = w"])
def test_an_equation_without_a_name_on_its_left_is_no_loss(loss):
    with pytest.raises(StatementError):
        state(loss, "w")


def test_the_variable_may_stand_below_the_sign():
    asked = state(r"L = \frac12\|Xw - y\|^2", "w", declare=["X: N x d", "w: d", "y: N"])
    assert check_statement(asked, r"\partial_w L = X^\top(Xw - y)").accepted
    assert check_statement(asked, r"\partial_w L = X^\top(Xw + y)").verdict == "wrong"
    assert not check_statement(asked, r"\partial_y L = X^\top(Xw - y)").accepted


ENERGY = r"-\sum_{i<j} J_{ij} s_i s_j - \sum_i h_i s_i"
DECLARED = ["J: n x n", "s: n", "h: n"]


def test_pairs_of_a_symmetric_matrix_have_no_order():
    asked = state(ENERGY, "s_k", declare=DECLARED, assume=["J is symmetric"])
    assert check_statement(asked, r"-\sum_{j \neq k} J_{kj} s_j - h_k").accepted
    assert check_statement(asked, r"-\sum_{j} J_{kj} s_j - h_k").verdict == "wrong"


def test_pairs_of_any_matrix_have_one():
    asked = state(ENERGY, "s_k", declare=DECLARED)
    assert check_statement(asked, r"-\sum_{j > k} J_{kj} s_j - \sum_{i < k} J_{ik} s_i - h_k").accepted
    assert check_statement(asked, r"-\sum_{j \neq k} J_{kj} s_j - h_k").verdict == "wrong"


@pytest.mark.parametrize(
    ("loss", "answer"),
    [
        (r"y t^2 + (1 - y) \sqrt{t}", r"2 y^2 t + (1 - y)^2 \frac{1}{2\sqrt t}"),
        (r"y t^2 + (1 - y) \max(0, s - t)", r"2 y^2 t - (1 - y)^2 1\{s > t\}"),
    ],
)
def test_what_is_one_of_a_few_values_takes_no_other_one_in_a_counterexample(loss, answer):
    asked = state(loss, "t", declare=["t:", "y:", "s:"], assume=["y in {0,1}"])
    assert check_statement(asked, answer).verdict == "proved"
    plain = state(loss, "t", declare=["t:", "y:", "s:"])
    assert check_statement(plain, answer).verdict == "wrong"


SHAPED = ["h: m", "y: m", "W: m x d", "x: d", r"\lambda:"]
WITH_PENALTY = r"\frac12 \lVert h - y \rVert^2 + \frac{\lambda}{2} \lVert W \rVert_F^2"


def test_a_name_that_is_declared_and_defined_is_what_it_is_defined_as():
    asked = state(WITH_PENALTY, "W", where=["h = W x"], declare=SHAPED)
    assert check_statement(asked, r"(h - y) x^\top + \lambda W").verdict == "proved"
    assert check_statement(asked, r"\lambda W").verdict == "wrong"


@pytest.mark.parametrize(
    ("where", "declare", "message"),
    [
        (
            "h = W x",
            [each.replace("h: m", "h: d") for each in SHAPED],
            "declared as a d × 1 .* and defined as a m × 1",
        ),
        ("y = -y", SHAPED, "something else of itself"),
        (r"h = 2 h", SHAPED, "something else of itself"),
    ],
)
def test_a_declaration_that_a_definition_contradicts_is_refused(where, declare, message):
    with pytest.raises(StatementError, match=message):
        state(WITH_PENALTY, "W", where=[where], declare=declare)


POWERS = [
    (r"\sum_{t=1}^T \gamma^t r_t + \gamma^T v", r"\gamma", [r"\gamma:", "r: T", "v:"], r"\sum_{t=1}^T t \gamma^{t-1} r_t + T \gamma^{T-1} v", r"\sum_{t=1}^T t \gamma^{t-1} r_t + v"),
    (r"(1 + r)^T v", "r", ["T:", "r:", "v:"], r"T (1 + r)^{T-1} v", "v"),
    (r"\gamma^T w^\top s_T", "w", [r"\gamma:", "w: d", "s[T]: d"], r"\gamma^T s_T", r"\gamma s_T"),
    (r"\sum_{t=1}^T w^T s_t", "w", ["w: d", "s[T]: d"], r"\sum_{t=1}^T s_t", r"T \sum_{t=1}^T s_t"),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "wrt", "declare", "right", "wrong"), POWERS)
def test_a_number_to_the_t_is_a_power_where_t_is_known(loss, wrt, declare, right, wrong):
    asked = state(loss, wrt, declare=declare)
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, wrong).verdict == "wrong"


@pytest.mark.parametrize(
    ("loss", "wrt", "declare", "assume", "message"),
    [
        ("r^T v", "r", ["r:", "v:"], [], "a number has no transposition"),
        (r"(1 + r)^T v", "r", ["r:", "v:"], [], "a number has no transposition"),
        (r"\operatorname{tr}(e^{W \circ W})", "W", ["W: d x d"], [], "of the matrix as a whole"),
        (r"\operatorname{tr}(\log X)", "X", ["X: n x n"], [], "of the matrix as a whole"),
        (
            r"\operatorname{tr}(S \log S)",
            "S",
            ["S: n x n"],
            ["S symmetric, positive definite"],
            "of the matrix as a whole",
        ),
    ],
)
def test_what_could_be_meant_of_the_whole_is_not_taken_entry_by_entry(loss, wrt, declare, assume, message):
    with pytest.raises(StatementError, match=message):
        state(loss, wrt, declare=declare, assume=assume)


def test_what_vanishes_at_small_sizes_is_not_accepted():
    asked = state(r"\sum_{t=2}^T (x_t - a x_{t-1})^2", "a", declare=["x: T", "a:"])
    right = r"-2 \sum_{t=2}^T (x_t - a x_{t-1}) x_{t-1}"
    assert check_statement(asked, right).accepted
    for last in (5, 7, 9):
        less = "".join(f"(T-{k})" for k in range(1, last + 1))
        assert not check_statement(asked, f"{right} + {less}").accepted
        assert not check_statement(
            asked, f"-2 \\sum_{{t=2}}^T (x_t - a x_{{t-1}}) x_{{t-1}} (1 + {less.replace('T', 't')})"
        ).accepted


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("p in (0,1)", "fraction"),
        (r"p_i \in (0, 1)", "fraction"),
        ("p is a mask of zeros and ones", "in"),
        ("p is binary", "in"),
    ],
)
def test_assumptions_in_other_words(said, kind):
    asked = state(r"\sum_i p_i x_i", "x", declare=["p: n", "x: n"], assume=[said])
    assert [(each.symbol, each.kind) for each in asked.assumptions] == [("p", kind)]


@pytest.mark.parametrize(
    ("loss", "answer", "word"),
    [
        (r"\frac12 \lVert W \sigma(V x) - y \rVert^2", r"$h = \sigma(V x)$, $\nabla_W J = (W h - y) h^\top$", "proved"),
        (r"\frac12 \lVert W \sigma(V x) - y \rVert^2", r"$h = \sigma(V x)$, $\nabla_W J = (W h + y) h^\top$", "wrong"),
        (
            r"\frac1h \lVert W \sigma(V x) - y \rVert^2",
            r"$h = \sigma(V x)$, $\nabla_W J = (W h - y) h^\top$",
            "ambiguous",
        ),
        (
            r"\frac12 \lVert W \sigma(V x) - y \rVert^2",
            r"$\nabla_W J = (W \sigma(V x) - y) \sigma(V x)^\top$, where $h = 1$",
            "ambiguous",
        ),
    ],
)
def test_a_name_of_the_answers_own_may_be_the_letter_of_a_size(loss, answer, word):
    asked = state(loss, "W", declare=["W: k x h", "V: h x d", "x: d", "y: k"])
    assert check_statement(asked, answer).verdict == word


def test_a_denominator_may_be_that_of_the_loss_times_an_exponential():
    asked = state(r"-n \log(p + (1 - p) e^{-s}) + N s", "s", declare=["n:", "N:", "p:", "s:"])
    assert check_statement(asked, r"\frac{n (1 - p)}{p e^{s} + 1 - p} + N").verdict == "proved"
    assert check_statement(asked, r"\frac{n (1 - p)}{p e^{-s} + 1 - p} + N").verdict == "wrong"
    assert not check_statement(asked, r"\frac{n (1 - p) (p - n)}{(p e^{s} + 1 - p)(p - n)} + N").accepted


def test_what_is_inverted_is_square_where_nothing_tells_its_sizes():
    asked = state(r"(x-m)^\top A^{-1} (x-m) + \log\det A", "A")
    assert asked.variable.shape[0] == asked.variable.shape[1] != "1"
    assert check_statement(asked, r"A^{-\top} - A^{-\top}(x-m)(x-m)^\top A^{-\top}").verdict == "proved"


@pytest.mark.parametrize("written", [r"a^\top X^{-1} b", r"a^\top X^{-\top} b", r"a^\top v^{-1}"])
def test_what_is_not_square_has_no_inverse(written):
    with pytest.raises(StatementError, match="has no inverse"):
        state(written, "a", declare=("X: m x n", "v: m"))


@pytest.mark.parametrize(
    "said", ["The Hessian is ", "Hessian: ", "For the Hessian: ", "So the second derivative is ", ""]
)
def test_what_is_asked_for_goes_by_its_name(said):
    loss, value = r"\tfrac13 \lVert x \rVert^3", r"$\lVert x \rVert I + x x^\top / \lVert x \rVert$"
    assert check_statement(state(loss, "x", declare=["x: n"], target="hessian"), said + value).accepted
    slope = r"$\lVert x \rVert x$"
    assert check_statement(state(loss, "x", declare=["x: n"]), said + slope).accepted == (not said)


@pytest.mark.parametrize("page", ["", "% $2t$", r"\iffalse $2t$ \fi", r"\sout{$2t$}", "<!-- $2t$ -->", "$$ $$"])
def test_what_is_blank_commented_out_or_struck_is_no_answer(page):
    assert check_statement(state("t^2", "t"), page).verdict == "incomplete"


@pytest.mark.parametrize(
    ("page", "verdict"), [("I did not do this one.", "prose"), ("no idea", "prose"), ("2t", "proved"), ("t", "wrong")]
)
def test_words_alone_are_left_to_a_person(page, verdict):
    assert check_statement(state("t^2", "t"), page).verdict == verdict


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"\frac{\partial J}{\partial w} = \frac{w}{J}", r"\frac{\partial J}{\partial w} = \frac{w}{2J}"),
        (r"\nabla_w L = \frac{w}{L}", r"\nabla_w L = \frac{L}{w^\top w} \mathbf 1"),
        (r"\nabla_w L(w) = \frac{w}{L(w)}", r"\nabla_w L(w) = \frac{w}{L(2w)}"),
        (r"\frac{\partial J}{\partial w_i} = \frac{w_i}{J}", r"\frac{\partial J}{\partial w_i} = \frac{w_i}{J^2}"),
    ],
)
def test_a_loss_without_a_name_has_the_one_that_the_left_side_gives_it(right, wrong):
    asked = state(r"\sqrt{w^\top w}", "w", declare=["w: n"])
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, wrong).refused


def test_another_letter_than_that_of_the_left_side_is_no_loss():
    asked = state(r"\sqrt{w^\top w}", "w", declare=["w: n"])
    assert check_statement(asked, r"\frac{\partial J}{\partial w} = \frac{w}{L}").verdict == "unreadable"
    size = state(r"\sum_{j=1}^J w_j^2", "w", declare=["w: J"])  # J counts
    assert check_statement(size, r"\frac{\partial J}{\partial w} = 2w \cdot \frac{J}{J}").verdict == "proved"
    assert check_statement(size, r"\frac{\partial J}{\partial w} = \frac{2w}{J}").refused


def test_an_indicator_may_touch_the_letter_before_it():
    asked = state(r"-\min(r a, c a)", "r", declare=["r:", "a:", "c:"], assume=["a positive"])
    assert check_statement(asked, r"-a1\{r < c\}").accepted
    assert check_statement(asked, r"-a1\{r > c\}").refused


@pytest.mark.parametrize(
    ("target", "right", "wrong"),
    [
        ("hessian", "f''(x) = 12x^2", "f''(x) = 4x^3"),
        ("hessian", "f'(x) = 4x^3, f''(x) = 12x^2", "f'(x) = 4x^3"),
        ("hessian", "f'' = 12x^2", "f'' = 12x"),
        ("gradient", "f'(x) = 4x^3, f''(x) = 12x^2", "f''(x) = 12x^2"),
        ("gradient", "$f'(x) = 4x^3$, so $f'(1) = 4$.", "$f'(x) = 4x^2$, so $f'(1) = 4$."),
    ],
)
def test_two_primes_are_the_second_derivative(target, right, wrong):
    asked = state("f(x) = x^4", "x", target=target)
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, wrong).refused


@pytest.mark.parametrize(
    ("target", "right", "wrong"),
    [
        ("gradient", r"(x_1^2, \dots, x_n^2)^\top", r"(x_1^3, \dots, x_n^3)^\top"),
        ("gradient", r"\operatorname{diag}(x_1^2, \dots, x_n^2) \mathbf 1", r"\operatorname{diag}(x_1, \dots, x_n) \mathbf 1"),
        ("hessian", r"2\operatorname{diag}(x_1, \ldots, x_n)", r"\operatorname{diag}(x_1, \ldots, x_n)"),
        ("hessian", r"\operatorname{diag}(2x_1, \ldots, 2x_n)", r"\operatorname{diag}(2x_1^2, \ldots, 2x_n^2)"),
    ],
)  # fmt: skip
def test_entries_may_be_written_out_with_dots(target, right, wrong):
    asked = state(r"\frac13 \sum_{i=1}^n x_i^3", "x", declare=["x: n"], target=target)
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, wrong).refused


def test_bars_behind_a_vector_that_lies_are_of_every_entry():
    asked = state(r"\mathbf 1^\top |y - \mu \mathbf 1|", r"\mu", declare=["y: n", r"\mu:"])
    assert check_statement(asked, r"\sum_i \operatorname{sign}(\mu - y_i)").accepted
    assert check_statement(asked, r"\sum_i \operatorname{sign}(y_i - \mu)").refused
    with pytest.raises(StatementError, match="bars around an array"):
        state(r"|y - \mu \mathbf 1|^2", r"\mu", declare=["y: n", r"\mu:"])  # a norm, or of every entry?


def test_an_inner_product_may_have_the_mark_of_frobenius():
    asked = state(r"\langle A, X \rangle_F", "X", declare=["A: m x n", "X: m x n"])
    assert check_statement(asked, "A").accepted
    assert check_statement(asked, "X").refused


@pytest.mark.parametrize("layer", ["2", "1", "L"])
def test_one_may_differentiate_by_the_weights_of_any_layer(layer):
    weights = f"W^{{({layer})}}"
    asked = state(rf"a^\top {weights} x", weights, declare=["a: k", f"{weights}: k x n", "x: n"])
    assert check_statement(asked, r"a x^\top").accepted
    assert check_statement(asked, r"x a^\top").refused
    softmax = state(
        r"-\log p_c", "z^{(2)}", where=[r"p = \operatorname{softmax}(z^{(2)})"], declare=["z^{(2)}: k", "c: index k"]
    )
    assert check_statement(softmax, "p - e_c").accepted
    square = state(r"\log \sigma^2", r"\sigma^2", declare=[r"\sigma:"])  # and σ² is a square
    assert check_statement(square, r"\frac{1}{\sigma^2}").accepted
