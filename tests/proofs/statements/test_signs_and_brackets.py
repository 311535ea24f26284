"""Notations of statements and of answers to them, each with right and wrong answers, and what is refused with a place and a reason."""

import pytest

from derive.statement import StatementError
from derive.stating import state
from gradproof import compile
from proofs.statements import check_statement

Z, AZ = ("z: n",), ("z: n", "a: n")
ROWS = [
    (r"\langle a, z \rangle^2", "z", AZ, [r"2 \langle a, z \rangle a", r"2 \langle z, a \rangle a"], [r"2 \langle z, z \rangle a", "2 a"]),
    (r"\langle A, X \rangle", "X", ("A: m x n", "X: m x n"), ["A"], [r"2 A", r"A + X"]),
    (r"\operatorname{logsumexp}(z)", "z", Z, [r"\operatorname{softmax}(z)"], [r"\exp(z)", r"\operatorname{softmax}(-z)"]),
    (r"a^\top \operatorname{SiLU}(z)", "z", AZ, [r"a \odot (\sigma(z) + z \odot \sigma(z) \odot (1 - \sigma(z)))"], [r"a \odot \sigma(z)"]),
    (r"t \operatorname{swish}(t)", "t", ("t:",), [r"2 t \sigma(t) + t^2 \sigma(t) \sigma(-t)"], [r"2 t \sigma(t)"]),
    (r"\mathbf 1_n^\top \exp(z)", "z", Z, [r"\exp(z)"], [r"\mathbf 1_n", r"\mathbf 1_n^\top \exp(z)"]),
    (r"\sum_{i \in \{1, \dots, n\}} z_i^2", "z", Z, [r"2 z", r"\boxed{2 z}"], ["z", r"\boxed{z}"]),
    (r"\sum_{i \in [n]} a_i z_i", "z", AZ, ["a"], ["z"]),
    (r"e_k^\top z", "z", (*Z, "k: index n"), ["e_k"], [r"\mathbf 1", r"z"]),
    (r"z^\top (A + I_n) z", "z", (*Z, "A: n x n"), [r"(A + A^\top + 2 I_n) z", r"(A + A^\top) z + 2 z"], [r"(A + A^\top + I_n) z"]),
    (r"a^\top \operatorname{diag}(X)", "X", ("a: n", "X: n x n"), [r"\operatorname{diag}(a)"], [r"a a^\top", r"\operatorname{diag}(X)"]),
    (r"\lVert [x_1, \dots, x_N] w \rVert^2", "w", ("x[N]: d", "w: N"), [r"2 [x_1, \dots, x_N]^\top [x_1, \dots, x_N] w"], [r"[x_1, \dots, x_N]^\top [x_1, \dots, x_N] w"]),
    (r"\sum_i \max(a_i, z_i)", "z", AZ, [r"1\{z > a\}"], [r"1\{z < a\}"]),
    (r"\sum_{i} \begin{cases} z_i^2 & z_i > 0 \\ 0 & \text{otherwise} \end{cases}", "z", Z, [r"2 z \odot 1\{z > 0\}"], [r"2 z"]),
    (r"\lVert X \rVert_1 + \lVert X \rVert_{1,1}", "X", ("X: m x n",), [r"2 \operatorname{sign}(X)"], [r"2 X", r"2 \mathbf 1 \mathbf 1^\top"]),
    (r"(\mathbf 1^\top \exp(z))^2 + n z^\top z", "z", Z, [r"2 (\mathbf 1^\top \exp(z)) \odot \exp(z) + 2 \mathbf 1^\top \mathbf 1 z"], [r"2 \exp(z) + 2 \mathbf 1^\top \mathbf 1 z"]),
    (r"\sum_i \log_2^2 z_i", "z", Z, [r"\frac{\partial J}{\partial z_i} = \frac{2 \log_2 z_i}{z_i \ln 2}"], [r"\frac{\partial J}{\partial z_i} = \frac{2 \log_2 z_i}{z_i}"]),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "wrt", "declare", "right", "wrong"), ROWS, ids=[row[0] for row in ROWS])
def test_right_answers_are_proved_and_wrong_ones_refused(loss, wrt, declare, right, wrong):
    asked = state(loss, wrt, (), declare)
    assert {latex: check_statement(asked, latex).verdict for latex in right} == dict.fromkeys(right, "proved")
    assert {latex: check_statement(asked, latex).refused for latex in wrong} == dict.fromkeys(wrong, True)


def test_a_function_of_ones_own_has_a_slope():
    asked = state(r"f(t)^2", "t", [r"f(x) = x^3 + x"], ["t:"])
    assert check_statement(asked, r"2 f(t) f'(t)").verdict == "proved"
    assert check_statement(asked, r"2 f(t) (3 t^2 + 1)").verdict == "proved"
    assert check_statement(asked, r"2 f'(t)").refused


BATCH = (r"\lVert X W + b - Y \rVert_F^2", ["X: N x d", "W: d x m", "b: m", "Y: N x m"])


@pytest.mark.parametrize(
    ("wrt", "latex", "accepted"),
    [
        ("W", r"2 X^\top (X W + b - Y)", True),
        ("W", r"X^\top (X W + b - Y)", False),
        ("b", r"2 (X W + b - Y)^\top \mathbf 1", True),
        ("b", r"2 (X W + b - Y)^\top (X W + b - Y) \mathbf 1", False),
    ],
)
def test_a_bias_is_added_to_every_row(wrt, latex, accepted):
    asked = state(BATCH[0], wrt, (), BATCH[1], convention="rows")
    assert "bias-every-row" in {each.code for each in asked.notes}
    assert check_statement(asked, latex).accepted == accepted


@pytest.mark.parametrize(
    ("latex", "accepted"),
    [
        (r"\frac{\partial^2 J}{\partial z \partial z^\top} = A + A^\top", True),
        (r"\frac{\partial^2 J}{\partial z^2} = A + A^\top", True),
        (r"\nabla^2 J = A + A^\top", True),
        (r"\nabla^2_z J = 2 A", False),
        (r"\frac{\partial^2 J}{\partial z \partial z^\top} = A", False),
    ],
)
def test_second_derivatives_are_written_in_several_ways(latex, accepted):
    asked = state(r"z^\top A z", "z", (), ["z: n", "A: n x n"], target="hessian")
    assert check_statement(asked, latex).accepted == accepted


def test_a_jacobian_is_told_entry_by_entry():
    asked = state(r"\operatorname{softmax}(z)", "z", (), ["z: n"], target="jacobian")
    right = (
        r"\frac{\partial f_i}{\partial z_j} = \operatorname{softmax}(z)_i (\delta_{ij} - \operatorname{softmax}(z)_j)"
    )
    assert check_statement(asked, right).accepted
    assert check_statement(asked, right.replace("- ", "+ ")).refused


@pytest.mark.parametrize(
    ("loss", "wrt", "declare", "message"),
    [
        (r"\sum_{i=1} z_i", "z", Z, "where does this sum end"),
        (r"\sum z_i", "z", Z, "over what"),
        (r"\operatorname{softmax}(t)", "t", ("t:",), "softmax of a number"),
        (r"a^\top z_{ij}", "z", AZ, "one index"),
        (r"a^\top X^0 a", "X", ("a: n", "X: n x n"), "power of a matrix"),
        (r"\exp() + t", "t", ("t:",), "argument of exp is missing"),
        (r"\max(t) + t", "t", ("t:",), "several numbers"),
        (r"X^\top_{ij}", "X", ("X: n x n", "i: index n", "j: index n"), "of A or of its transpose"),
        (r"\sum_{i \in S} z_i", "z", Z, "set is not understood"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_the_reason(loss, wrt, declare, message):
    with pytest.raises(StatementError, match=message):
        state(loss, wrt, (), declare)


@pytest.mark.parametrize(
    "loss", [r"\lVert z \rVert^2", r"\langle a, z \rangle", r"z^\top a", r"\mathbf z^2", r"a \odot z"]
)
def test_what_stands_in_a_norm_an_inner_product_or_beside_a_sign_of_vectors_is_a_vector(loss):
    asked = state(
        loss, r"\mathbf z" if "bf" in loss else "z", target="jacobian" if "odot" in loss or "bf" in loss else "gradient"
    )
    rows, columns = asked.variable.shape
    assert (rows != "1", columns) == (True, "1")


def test_a_diagonal_of_entries_is_numbered_by_the_letter_that_nothing_binds():
    asked = state(r"\frac12 \sum_{i=1}^n c_i z_i^2 + \sum_{i=1}^n \sqrt{1 + z_i^2}", "z", declare=["z: n", "c: n"])
    right = r"$D z + \operatorname{diag}(c_j) z$ where $D = \operatorname{diag}\left(\frac{1}{\sqrt{1 + z_i^2}}\right)$"
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, right.replace("1 + z", "2 + z")).refused


def test_what_stands_below_a_slash_is_asked_where_a_letter_follows_the_number():
    asked = state(r"\exp\left(-\frac{z^\top z}{2 h^2}\right)", "z", declare=["z: n", "h:"])
    assert check_statement(asked, r"-\frac{z}{h^2} \exp(-z^\top z/2h^2)").verdict == "unreadable"
    assert check_statement(asked, r"-\frac{z}{h^2} \exp(-z^\top z/(2h^2))").verdict == "proved"
    assert check_statement(asked, r"-\frac{z}{h^2} \exp(-1/2 h^{-2} z^\top z)").verdict == "proved"


def test_a_letter_written_in_two_ways_is_one_and_never_two():
    asked = state(r"z \varphi^2", "z", declare=["z:", "varphi:"])
    assert check_statement(asked, r"\phi^2").verdict == check_statement(asked, r"\varphi^2").verdict == "proved"
    assert check_statement(asked, r"2 \varphi^2 - \phi^2").verdict == "unreadable"
    with pytest.raises(StatementError, match=r"one letter|declared twice"):
        state(r"z \varphi + z^2 \phi", "z", declare=["z:", "varphi:", "phi:"])
    with pytest.raises(StatementError, match="one letter"):
        state(r"z \varepsilon", "z", [r"\epsilon = 2"], ["z:", "varepsilon:"])


def test_a_file_takes_an_argument_by_the_name_that_was_declared():
    made = compile(loss=r"z \varphi^2", wrt=r"\varphi", declare=["z:", "varphi:"])
    loss, slopes = made(z=2.0, varphi=3.0)
    assert (float(loss), {name: float(slope) for name, slope in slopes.items()}) == (18.0, {"varphi": 12.0})


def test_the_norm_that_is_meant_by_the_sum_of_all_entries_is_said():
    assert "norm-of-entries" in {each.code for each in state(r"\lVert X \rVert_1", "X", declare=["X: m x n"]).notes}
    with pytest.raises(StatementError):
        state(r"\lVert X \rVert_2", "X", declare=["X: m x n"])


def test_cases_of_entries_beside_a_mean_are_decided():
    z = r"Z = \frac1n A^\top B"
    asked = state(r"\sum_{i=1}^d \sum_{j \ne i} Z_{ij}^2 - \sum_{i=1}^d Z_{ii}", "A", [z], ["A: n x d", "B: n x d"])
    right = r"$\frac1n B E^\top$ where $E_{ij} = \begin{cases} -1 & i = j \\ 2 Z_{ij} & i \ne j \end{cases}$"
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, right.replace(r"\frac1n B", "B")).refused
    assert check_statement(asked, right.replace("-1 &", "-n &")).refused


def test_ones_whose_length_nothing_tells_are_of_the_only_length_that_there_is_or_not_read():
    scaled = state(r"\frac{m}{2} \lVert W x \rVert^2", "W", declare=("W: m x n", "x: n"))
    assert check_statement(scaled, r"\mathbf 1_m^\top \mathbf 1_m W x x^\top").verdict == "proved"
    assert check_statement(scaled, r"\mathbf 1^\top \mathbf 1 W x x^\top").verdict == "unreadable"


@pytest.mark.parametrize(
    ("loss", "accepted"),
    [(r"\operatorname{tr}(S) - \operatorname{tr}(S^\top)", True), (r"\operatorname{tr}(S)", False)],
)
def test_a_bold_zero_is_that_of_the_shape_which_is_asked_for(loss, accepted):
    stated = state(loss, "S", declare=("S: n x n",))
    for zero in (r"\mathbf 0", r"2\mathbf 0 - \mathbf 0", r"\mathbf 0^\top", r"S + \mathbf 0 - S"):
        found = check_statement(stated, zero)
        assert (found.accepted, found.verdict == "wrong") == (accepted, not accepted), zero


def test_a_logarithm_of_a_sum_that_is_divided_may_end_before_the_slash():
    with pytest.raises(StatementError, match="does log reach over the slash"):
        state(r"\log \sum_i x_i / c", "c", declare=["x: n", "c:"])
    said = state(r"\log(\sum_i x_i) / c", "c", declare=["x: n", "c:"])
    assert check_statement(said, r"-\frac{\log(\sum_i x_i)}{c^2}").accepted
    assert check_statement(said, r"-\frac1c").refused
    inside = state(r"\log \sum_i (x_i / c)", "c", declare=["x: n", "c:"])
    assert check_statement(inside, r"-\frac1c").accepted
    divided = state(r"\log \sum_i x_i / z_i", "x", declare=["x: n", "z: n"])
    assert check_statement(divided, r"\frac{\partial J}{\partial x_k} = \frac{1}{z_k \sum_i \frac{x_i}{z_i}}").accepted
