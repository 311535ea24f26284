"""Answers to losses of one's own: right ones beside wrong ones, and what is neither; every wrong one is refused for its own reason."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

LEAST = (r"\frac12 \lVert A z - b \rVert^2", "z", ("A: r x c", "z: c", "b: r"), ())
BILINEAR = (r"u^\top M v", "M", ("M: r x c", "u: r", "v: c"), ())
TRACE = (r"\operatorname{tr}(K Q^\top K)", "Q", ("K: n x n", "Q: n x n"), ())
LAYER = (r"a^\top \tanh(M z + b)", "M", ("a: r", "M: r x c", "z: c", "b: r"), ())
FAMILY = (r"\sum_{i=1}^{T} (q^\top p_i - s_i)^2", "p_k", ("q: c", "p[T]: c", "s: T", "k: index T"), ())
LABELS = (
    r"-\sum_{i=1}^{T} \log \frac{e^{q_{c_i}^\top p_i}}{\sum_{j=1}^{G} e^{q_j^\top p_i}}",
    "q_k",
    ("q[G]: d", "p[T]: d", "c[T]: index G", "k: index G"),
    (),
)
CROSS = (r"-t^\top \log s", "r", ("t: C", "r: C"), (r"s = \operatorname{softmax}(r)",))
SCALAR = (r"t^3 + \cos(t)", "t", ("t:",), ())
ABSOLUTE = (r"\lambda \lVert w \rVert_1", "w", ("w: d", "lambda:"), ())

TABLE = [
    (LEAST, r"A^\top (A z - b)", "proved"),
    (LEAST, r"\nabla_z J = A^\top A z - A^\top b", "proved"),
    (LEAST, r"\frac{\partial J}{\partial z_i} = \sum_{k=1}^{r} A_{ki} ((A z)_k - b_k)", "accepted"),
    (LEAST, r"A^\top (b - A z)", "wrong"),
    (LEAST, r"2 A^\top (A z - b)", "wrong"),
    (LEAST, r"A (A z - b)", "wrong-shape"),
    (LEAST, r"(A z - b)^\top A", "transposed"),
    (LEAST, r"-\frac{\partial J}{\partial z} = A^\top (b - A z)", "incomplete"),
    (LEAST, r"2 \frac{\partial J}{\partial z} = A^\top (b - A z)", "wrong"),
    (LEAST, r"\frac{\partial J}{\partial b} = A^\top (A z - b)", "wrong-target"),
    (LEAST, r"\frac{\partial (A z)}{\partial z} = A^\top (A z - b)", "wrong-target"),
    (LEAST, r"\frac{\partial J}{\partial z_1} = \sum_{k=1}^{r} A_{k,1} ((A z)_k - b_k)", "incomplete"),
    (LEAST, r"$A^\top (A z - b)$ but only for r = 2", "ambiguous"),
    (LEAST, r"A^\top (A z - b) + q", "unreadable"),
    (LEAST, r"A^\top f(A z - b)", "unreadable"),
    (LEAST, r"A^\top (A z - b", "unreadable"),
    (LEAST, r"\frac{\partial J}{\partial z_i} = \sum_{i=1}^{c} A_{1i} z_i", "wrong"),
    (LEAST, "0", "wrong"),
    (LEAST, r"\frac{\partial \hat{c}}{\partial z} = A^\top (A z - b)", "proved"),
    (LEAST, r"\frac{\partial \hat{c}}{\partial z} = A^\top A z", "wrong"),
    (BILINEAR, r"u v^\top", "proved"),
    (BILINEAR, r"\frac{\partial}{\partial M_{ab}} u^\top M v = u_a v_b", "proved"),
    (BILINEAR, r"v u^\top", "transposed"),
    (BILINEAR, r"\frac{\partial J}{\partial M_{ab}} = u_b v_a", "unreadable"),
    (BILINEAR, r"u^\top v", "wrong-shape"),
    (BILINEAR, r"u \odot v", "wrong-shape"),
    (BILINEAR, r"2 u v^\top", "wrong"),
    (TRACE, r"(K K)^\top \cdot 0 + K K", "accepted"),
    (TRACE, r"K^2", "accepted"),
    (TRACE, r"K^\top K", "wrong"),
    (TRACE, r"2 K", "wrong"),
    (TRACE, r"(K^\top)^2", "transposed"),
    (LAYER, r"(a \odot (1 - \tanh^2(M z + b))) z^\top", "proved"),
    (LAYER, r"(a \odot \tanh'(M z + b)) z^\top", "accepted"),
    (LAYER, r"(a \odot \tanh(M z + b)) z^\top", "wrong"),
    (LAYER, r"(a \odot (1 - \tanh(M z + b))) z^\top", "wrong"),
    (LAYER, r"a z^\top", "wrong"),
    (LAYER, r"z (a \odot (1 - \tanh^2(M z + b)))^\top", "transposed"),
    (FAMILY, r"2 (q^\top p_k - s_k) q", "proved"),
    (FAMILY, r"\sum_{i=1}^{T} 2 (q^\top p_i - s_i) q", "wrong"),
    (FAMILY, r"2 (q^\top p_k - s_k) p_k", "wrong"),
    (FAMILY, r"(q^\top p_k - s_k) q", "wrong"),
    (LABELS, r"\sum_{i=1}^{T} (r_{ik} - 1\{c_i = k\}) p_i \quad\text{where } r_{ik} = \frac{e^{q_k^\top p_i}}{\sum_{j=1}^{G} e^{q_j^\top p_i}}", "accepted"),
    (LABELS, r"\sum_{i=1}^{T} (1\{c_i = k\} - \frac{e^{q_k^\top p_i}}{\sum_{j=1}^{G} e^{q_j^\top p_i}}) p_i", "wrong"),
    (LABELS, r"\sum_{i=1}^{T} \frac{e^{q_k^\top p_i}}{\sum_{j=1}^{G} e^{q_j^\top p_i}} p_i", "wrong"),
    (LABELS, r"-\sum_{i : c_i = k} p_i", "wrong"),
    (CROSS, r"s (\mathbf 1^\top t) - t", "proved"),
    (CROSS, r"s - t", "wrong"),
    (CROSS, r"-t \oslash s", "wrong"),
    (SCALAR, r"3 t^2 - \sin(t)", "accepted"),
    (SCALAR, r"3 t^2 + \sin(t)", "wrong"),
    (SCALAR, r"3 t - \sin(t)", "wrong"),
    (ABSOLUTE, r"\lambda \operatorname{sign}(w)", "accepted"),
    (ABSOLUTE, r"\lambda w", "wrong"),
    (ABSOLUTE, r"\lambda \mathbf 1", "wrong"),
]  # fmt: skip


def decided(stated, latex):
    loss, wrt, declare, where = stated
    return check_statement(state(loss, wrt, where, declare), latex)


@pytest.mark.parametrize(("stated", "latex", "word"), TABLE, ids=[f"{row[0][1]}: {row[1][:60]}" for row in TABLE])
def test_an_answer_gets_its_word(stated, latex, word):
    found = decided(stated, latex)
    assert found.accepted if word == "accepted" else found.verdict == word


def test_with_its_assumption_the_answer_is_right():
    loss, wrt, declare, where = CROSS
    assert check_statement(state(loss, wrt, where, declare, ["t sums to 1"]), "s - t").verdict == "proved"


def test_a_false_step_before_a_right_end_is_named():
    found = decided(LEAST, r"\frac{\partial J}{\partial z} = A^\top (A z + b) = A^\top (A z - b)")
    assert found.verdict == "proved"
    assert [link.holds for link in found.links] == [False, False]
    assert any(note.code == "final-right-link-wrong" for note in found.notes)


def test_hessians_and_jacobians():
    hessian = state(r"\frac12 z^\top B z", "z", declare=["z: n", "B: n x n"], target="hessian")
    assert check_statement(hessian, r"\nabla^2_z J = \frac12 (B + B^\top)").accepted
    assert check_statement(hessian, r"H = \frac12 (B + B^\top)").accepted
    assert check_statement(hessian, "B").verdict == "wrong"
    assert check_statement(hessian, r"\frac{\partial J}{\partial z} = \frac12 (B + B^\top)").refused
    jacobian = state(r"B z", "z", declare=["z: n", "B: m x n"], target="jacobian")
    assert check_statement(jacobian, r"\frac{\partial f_i}{\partial z_j} = B_{ij}").accepted
    assert check_statement(jacobian, r"B^\top").verdict == "transposed"


def test_a_wrong_answer_has_its_counterexample():
    point = decided(LEAST, r"A^\top (b - A z)").counterexample
    assert point is not None
    assert point.answer != point.gradient
    assert set(point.values) >= {"A", "z", "b"}


def test_shorthands_are_said():
    codes = {note.code for note in decided(LAYER, r"(a \odot (1 - \tanh^2(M z + b))) z^\top").notes}
    assert {"entrywise-number", "entrywise-power"} <= codes


def test_an_index_bound_inside_and_free_outside_is_said():
    found = decided(FAMILY, r"2 (q^\top p_k - s_k) q + 0 \sum_{k=1}^{T} p_k")
    assert any(note.code == "bound-anew" for note in found.notes)


def test_a_sum_goes_on_over_the_terms_behind_it_in_which_its_index_stands():
    loss = r"-\frac{c}{n} \sum_{i=1}^n b_i \log a_i + (1 - b_i) \log(1 - a_i) + c^2"
    stated = state(loss, "a", declare=("a: n", "b: n", "c:"))
    assert any(note.code == "sum-goes-on" for note in stated.notes)
    right = r"-\frac cn \left(\frac{b}{a} - \frac{1 - b}{1 - a}\right)"
    assert check_statement(stated, right).accepted
    assert check_statement(stated, right.replace(r"- \frac{1 - b}", r"+ \frac{1 - b}")).refused
    named = state(r"c \sum_i a_i b_i + a_i", "a", declare=("a: n", "b: n", "c:"))
    assert check_statement(named, r"c (b + \mathbf 1)").accepted


def test_what_is_false_of_shares_alone_is_shown_between_0_and_1():
    stated = state(r"\sum_{i=1}^n a_i \log a_i + (1 - a_i) \log(1 - a_i)", "a", declare=("a: n",))
    assert check_statement(stated, r"\log\frac{a}{1 - a}").accepted
    found = check_statement(stated, r"\log\frac{1 - a}{a}")
    assert found.verdict == "wrong"
    assert 0 < found.counterexample.values["a"] < 1


def test_how_far_a_sum_of_an_answer_goes_is_not_guessed_where_that_changes_its_value():
    stated = state(r"\sum_{i=1}^n (a_i - t)^2", "t", declare=("a: n", "t:"))
    assert check_statement(stated, r"\sum_{i=1}^n 2t - 2 a_i").accepted
    assert check_statement(stated, r"-\sum_{i=1}^n 2 a_i + 2t_i").verdict == "unreadable"
    assert check_statement(stated, r"-2\sum_{i=1}^n a_i - t").refused  # no i stands in the second term
    assert check_statement(stated, r"-\sum_{i=1}^n 2t + 2 a_i").verdict == "unreadable"


ENTRY = (r"\sum_{i=1}^{n} b_i^2 c_i", "b_k", ("b: n", "c: n", "k: index n"), ())


@pytest.mark.parametrize(
    ("latex", "word"),
    [
        (r"\frac{\partial J}{\partial b_k} = 2 b_k c_k", "proved"),
        (r"\frac{\partial J}{\partial b_j} = 2 b_j c_j", "proved"),
        (r"\nabla_b J = 2 b \odot c", "proved"),
        (r"\frac{\partial J}{\partial b_j} = 2 b_k c_k", "wrong"),
        (r"\frac{\partial J}{\partial b_k} = b_k c_k", "wrong"),
        (r"\frac{\partial J}{\partial c_k} = b_k^2", "wrong-target"),
        (r"\frac{\partial J}{\partial b_1} = 2 b_1 c_1", "incomplete"),
    ],
)
def test_the_derivative_by_an_entry(latex, word):
    assert decided(ENTRY, latex).verdict == word


def test_a_derivative_by_a_quantity_of_the_authors_own_is_a_step():
    found = decided(
        LAYER,
        r"$s = M z + b$, $\frac{\partial J}{\partial s} = a \odot (1 - \tanh^2(s))$, $\nabla_M J = (a \odot (1 - \tanh^2(s))) z^\top$",
    )
    assert found.verdict == "proved"
    assert not [link for link in found.links if link.holds is not True]


def test_a_false_derivative_by_a_quantity_in_between_is_named():
    found = decided(
        LAYER,
        r"$s = M z + b$, $\frac{\partial J}{\partial s} = a \odot \tanh(s)$, so $\nabla_M J = (a \odot (1 - \tanh^2(s))) z^\top$",
    )
    assert found.verdict == "proved"
    assert [link.holds for link in found.links] == [False, True]
    assert any(note.code == "final-right-link-wrong" for note in found.notes)


def test_a_symbol_that_the_words_speak_of_is_no_answer():
    assert decided(LEAST, r"The gradient by $z$ is $A^\top (A z - b)$.").verdict == "proved"
    assert decided(LEAST, r"The gradient by $z$ is $A^\top (A z + b)$.").verdict == "wrong"


@pytest.mark.parametrize(("shape", "word"), [("r \\times c", "proved"), ("c \\times r", "unreadable")])
def test_a_shape_beside_the_answer_is_held_against_the_declaration(shape, word):
    latex = rf"With $A \in \mathbb{{R}}^{{{shape}}}$ we get $\nabla_z J = A^\top (A z - b)$."
    assert decided(LEAST, latex).verdict == word


ROWS = (
    r"-\sum_{k=1}^{C} t_k \log s_k",
    "W",
    ("v: D", "W: D x H", "U: H x C", "t: C"),
    (r"h = \sigma(v W)", r"s = \operatorname{softmax}(h U)"),
)


@pytest.mark.parametrize(
    ("latex", "word"),
    [
        (r"v^\top (((s - t) U^\top) \odot h \odot (\mathbf 1 - h))", "right"),
        (r"v^\top (((s - t) U^\top) \odot h \odot (\mathbf 1^\top - h))", "right"),
        (r"v^\top (((s - t) U^\top) \odot h \odot (\mathbf 1 + h))", "wrong"),
        (r"v^\top (((s - t) U^\top) \odot h \odot \mathbf 1)", "wrong"),
        (r"\mathbf 1 (((s - t) U^\top) \odot h \odot (\mathbf 1 - h))", "wrong"),
    ],
)
def test_the_vector_of_ones_lies_where_rows_do(latex, word):
    loss, wrt, declare, where = ROWS
    found = check_statement(
        state(loss, wrt, where, declare, ["v, h, t are row vectors", "t is one-hot"], convention="rows"), latex
    )
    assert found.accepted == (word == "right")
    assert found.refused == (word == "wrong")


@pytest.mark.parametrize("latex", [r"A^\top + z \mathbf 1", r"A (\mathbf 1 + b) \mathbf 1"])
def test_a_message_names_no_size_of_our_own(latex):
    found = decided(LEAST, latex)
    assert found.verdict == "wrong-shape"
    assert "?" not in str(found.message)


def test_the_base_of_a_power_that_is_no_number_is_positive():
    power = state(r"x^\gamma", "x", declare=["x:", "gamma:"])
    assert check_statement(power, r"\gamma x^{\gamma - 1}").verdict == "proved"
    assert check_statement(power, r"\gamma x^\gamma").verdict == "wrong"
    assert check_statement(power, r"(\gamma - 1) x^{\gamma - 1}").verdict == "wrong"


HINGES = (
    r"\begin{cases} \frac12 t^2 & \text{if } |t| \le a \\ a (|t| - \frac12 a) & \text{otherwise} \end{cases}",
    "t",
    ("t:", "a:"),
    (),
)
SLOPES = {
    r"\begin{cases} t & \text{if } |t| \le a \\ a \operatorname{sign}(t) & \text{if } |t| > a \end{cases}": "right",
    r"\begin{cases} t & \text{when } |t| \le a \\ a \operatorname{sign}(t) & \text{for } |t| > a \end{cases}": "right",
    r"\begin{cases} t & \text{if } |t| \le a \\ a \operatorname{sign}(t) & \text{otherwise} \end{cases}": "right",
    r"\begin{cases} t & \text{当 } |t| \le a \text{ 时} \\ a \operatorname{sign}(t) & \text{否则} \end{cases}": "right",
    r"\left(\begin{cases} 1 & \text{if } |t| \le a \\ 0 & \text{if } |t| > a \end{cases}\right) t + a \left(\begin{cases} 0 & \text{if } |t| \le a \\ 1 & \text{if } |t| > a \end{cases}\right) \operatorname{sign}(t)": "right",
    r"\begin{cases} t & \text{if } |t| > a \\ a \operatorname{sign}(t) & \text{if } |t| \le a \end{cases}": "wrong",
    r"\begin{cases} t & \text{unless } |t| \le a \\ a \operatorname{sign}(t) & \text{if } |t| > a \end{cases}": "wrong",
    r"\begin{cases} t & \text{if not } |t| \le a \\ a \operatorname{sign}(t) & \text{if } |t| > a \end{cases}": "wrong",
    r"\begin{cases} a \operatorname{sign}(t) & \text{unless } |t| \le a \\ t & \text{otherwise} \end{cases}": "right",
    r"\begin{cases} t & \text{if not } |t| > a \\ a \operatorname{sign}(t) & \text{if } |t| > a \end{cases}": "right",
    r"\begin{cases} t & \text{only if } |t| \le a \\ a \operatorname{sign}(t) & \text{if } |t| > a \end{cases}": "unreadable",
}  # fmt: skip


@pytest.mark.parametrize("latex", SLOPES)
def test_cases_with_words_before_their_conditions(latex):
    loss, wrt, declare, where = HINGES
    found = check_statement(state(loss, wrt, where, declare, ["a positive"]), latex)
    assert found.accepted if SLOPES[latex] == "right" else found.verdict == SLOPES[latex]


BATCH = (r"\sum_{i=1}^{N} \lVert W x^{(i)} - y^{(i)} \rVert^2", "W", ("W: m x d", "x[N]: d", "y[N]: m"), ())


@pytest.mark.parametrize(
    ("latex", "word"),
    [
        (r"2 \sum_{i=1}^{N} (W x^{(i)} - y^{(i)}) x^{(i)\top}", "proved"),
        (r"2 \sum_{i=1}^{N} (W x^{(i)} - y^{(i)}) (x^{(i)})^T", "proved"),
        (r"2 \sum_{i=1}^{N} (W x^{(i)} + y^{(i)}) x^{(i)\top}", "wrong"),
        (r"2 \sum_{i=1}^{N} (W x^{(i)} - y^{(i)}) x^{(i)2}", "unreadable"),
    ],
)
def test_a_member_of_a_family_may_be_transposed_in_its_superscript(latex, word):
    assert decided(BATCH, latex).verdict == word


def test_a_prime_at_a_matrix_or_behind_a_bracket_transposes():
    least = state(r"(y - X b)'(y - X b)", "b", declare=("X: n x p", "y: n", "b: p"))
    assert any(note.code == "prime-transposes" for note in least.notes)
    assert check_statement(least, r"-2 X'(y - X b)").accepted
    assert check_statement(least, r"2 X'(y - X b)").verdict == "wrong"
    assert check_statement(least, r"-2 (y - X b)'X").verdict == "transposed"
    square = state(r"\tfrac12 \lVert y - X b \rVert^2", "b", declare=("X: n x p", "y: n", "b: p"))
    assert check_statement(square, r"X'X b - X'y").accepted
    assert state(r"b'A b", "b", declare=("A: p x p", "b: p")).loss.shape == ("1", "1")


def test_a_prime_is_part_of_a_name_where_nothing_shows_a_transposition():
    apart = state(r"\lVert x - x' \rVert^2", "x")
    assert check_statement(apart, "2 (x - x')").accepted
    layer = state(r"c^\top h", "W", declare=("W: m x n", "x: n", "c: m"), where=(r"h = \tanh(W x)",))
    assert check_statement(layer, r"(c \odot h') x^\top").verdict == "unreadable"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"3 a^{\circ 2}", r"3 a^{\circ 3}"),
        (r"3 a^{\odot 2}", r"3 a^{\odot 2} + 0 a^{\circ -1}"),
        (r"3 a^{\odot 2} \odot \mathbf 1", r"3 a^{\odot 2} \odot a"),
        (r"\frac{\partial J}{\partial a_i} = 3 a_i^2 + \delta_{i1} - \delta_{1i}", r"3 a^{\circ 2} + a_{1}"),
    ],
)
def test_a_power_of_every_entry_and_a_number_behind_an_index(right, wrong):
    stated = state(r"\sum_{i=1}^n a_i^3", "a", declare=("a: n",))
    assert check_statement(stated, right).accepted
    assert not check_statement(stated, wrong).accepted


def test_a_softmax_beside_a_matrix_whose_rows_are_one_hot_is_of_the_rows():
    loss = r"-\sum_{i=1}^N \sum_{k=1}^K Y_{ik} \log P_{ik}"
    told = {"where": (r"P = \operatorname{softmax}(X W)",), "declare": ("X: N x d", "W: d x K", "Y: N x K")}
    rows = state(loss, "W", assume=("each row of Y is one-hot",), **told)
    assert check_statement(rows, r"X^\top (P - Y)").accepted
    assert check_statement(rows, r"X^\top (Y - P)").verdict == "wrong"
    assert check_statement(state(loss, "W", **told), r"X^\top (P - Y)").refused  # of the columns, and said


def test_a_product_of_capitals_behind_a_sign_is_no_word():
    stated = state(r"\operatorname{tr}(X^\top A X B)", "X", declare=("A: n x n", "B: m x m", "X: n x m"))
    assert check_statement(stated, "A^TXB^T + AXB").accepted
    assert check_statement(stated, "A^TXB^T - AXB").verdict == "wrong"
