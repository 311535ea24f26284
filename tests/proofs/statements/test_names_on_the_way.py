r"""Names that an answer gives on its way: N_k where N counts, σ_{ij} of a σ, a name at either end of a chain, W_r that has no index."""

import pytest

from derive.stating import state
from proofs.statements import check_statement

CLUSTERS = state(
    r"\sum_{n=1}^{N} \sum_{c=1}^{C} g_{nc} \lVert z_n - t_c \rVert^2",
    "t_a",
    declare=["g: N x C", "z[N]: d", "t[C]: d", "a: index C"],
)
DUELS = state(
    r"\sum_{i=1}^{m} \sum_{j=1}^{m} B_{ij} \log(1 + e^{s_j - s_i})", "s_k", declare=["B: m x m", "s: m", "k: index m"]
)
COUNTS = state(r"\sum_{n=1}^{N} (e^{a^\top z_n} - c_n a^\top z_n)", "a", declare=["z[N]: d", "c: N", "a: d"])
LAYER = state(r"b^\top \tanh(A_h x + B_h h)", "A_h", declare=["b: m", "A_h: m x d", "x: d", "B_h: m x m", "h: m"])
BENT = state(r"(t - Z a)^\top D (t - Z a)", "a", declare=["t: n", "Z: n x k", "a: k", "D: n x n"], target="hessian")

NAMED = [
    (CLUSTERS, r"$2 N_a t_a - 2\sum_{n=1}^N g_{na} z_n$ where $N_c = \sum_{n=1}^N g_{nc}$", "2 N_a t_a", "2 N t_a"),
    (
        DUELS,
        r"$\sum_j (B_{jk} \sigma_{kj} - B_{kj} \sigma_{jk})$ where $\sigma_{ij} = \sigma(s_i - s_j)$",
        r"\sigma_{kj}",
        r"\sigma_{jk}",
    ),
    (
        COUNTS,
        r"$L = \sum_n L_n$ with $L_n = e^{a^\top z_n} - c_n a^\top z_n$. $\nabla_a L = \sum_n \nabla_a L_n = \sum_n (e^{a^\top z_n} - c_n) z_n$",
        "- c_n) z_n",
        "+ c_n) z_n",
    ),
    (
        COUNTS,
        r"Let $r_n = e^{a^\top z_n} - c_n = \mu_n - c_n$, where $\mu_n = e^{a^\top z_n}$. Then $\nabla_a L = \sum_n r_n z_n$",
        r"\sum_n r_n z_n",
        r"\sum_n \mu_n z_n",
    ),
    (
        LAYER,
        r"$q_h = A_h x + B_h h$, $\delta_h = \frac{\partial L}{\partial q_h} = b \odot (1 - \tanh^2(q_h))$. $\nabla_{A_h} L = \delta_h x^\top$",
        r"\delta_h x^\top",
        r"\delta_h h^\top",
    ),
    (COUNTS, r"$\nabla_a L = \sum_n (e^{a^\top z_n} - c_n) z_n =: \eta$", "- c_n", "+ c_n"),
    (BENT, r"$H = Z^\top M Z$ with $M = D + D^\top$", "D + D", "D - D"),
    (BENT, r"$\nabla_a^2 = Z^\top (D + D^\top) Z$", r"(D + D^\top)", "2 D"),
    (BENT, r"$\frac{\partial^2}{\partial a\,\partial a^\top} = Z^\top (D + D^\top) Z$", r"(D + D^\top)", "2 D"),
]


@pytest.mark.parametrize(("asked", "right", "part", "wrong"), NAMED)
def test_a_name_of_the_answer_is_what_it_says(asked, right, part, wrong):
    assert check_statement(asked, right).accepted
    assert check_statement(asked, right.replace(part, wrong)).refused


def test_a_false_name_is_no_excuse():
    assert check_statement(CLUSTERS, r"$2 N_a t_a - 2\sum_n g_{na} z_n$ where $N_c = \sum_n g_{nc} + 1$").refused
    assert check_statement(COUNTS, r"$\nabla_a L = \sum_n (e^{a^\top z_n} - c_n) z_n = a$").refused
    assert not check_statement(COUNTS, r"$\nabla_a L = \eta$, $\eta = \sum_n e^{a^\top z_n} z_n$").accepted


def test_the_author_s_own_loss_is_not_taken_for_the_loss():
    halved = r"$L = \frac12\sum_n (e^{a^\top z_n} - c_n a^\top z_n) = \frac12 S$, where $S = \sum_n (e^{a^\top z_n} - c_n a^\top z_n)$."
    assert not check_statement(COUNTS, rf"{halved} $\nabla_a L = \frac12\sum_n (e^{{a^\top z_n}} - c_n) z_n$").accepted


PROBIT = state(r"\sum_{n=1}^{N} \log \Phi(b_n a^\top z_n)", "a", declare=["b: N", "z[N]: d", "a: d"])


def test_a_letter_of_what_it_is_a_value_of():
    right = r"$\sum_n \frac{\phi_n}{\Phi_n} b_n z_n$ where $\phi_n = \phi(b_n a^\top z_n)$ and $\Phi_n = \Phi(b_n a^\top z_n)$"
    assert check_statement(PROBIT, right).accepted
    assert check_statement(PROBIT, right.replace(r"\Phi_n}", r"\phi_n}")).refused


def test_a_density_is_not_the_number_of_the_examples():
    said = r"$\sum_n \frac{\mathcal{N}(b_n a^\top z_n)}{\Phi(b_n a^\top z_n)} b_n z_n$"
    assert check_statement(PROBIT, said).verdict == "unreadable"


def test_the_mean_of_an_array_is_of_all_its_entries():
    rows = state(r"\operatorname{mean}((Z a - t)^2)", "a", declare=["Z: n x k", "a: k", "t: n"])
    assert check_statement(rows, r"\frac{2}{n} Z^\top (Z a - t)").verdict == "proved"
    assert check_statement(rows, r"\frac{2}{k} Z^\top (Z a - t)").verdict == "wrong"
    whole = state(r"\text{mean}(Z \odot Z)", "Z", declare=["Z: n x k"])
    assert check_statement(whole, r"\frac{2}{n k} Z").verdict == "proved"
    assert check_statement(whole, r"\frac{2}{n} Z").verdict == "wrong"
