"""What stands beside an answer and is none: parts of a matrix, names, shapes, instances; each true line beside a false one."""

import pytest

from proofs.verify import check

SAMPLES = r"U_{o,\{w_1,\dots,w_K\}}"
OF_U = r"\frac{\partial J}{\partial U}=v_c(\hat y-y)^\top"
TWINS = [
    ("d", rf"Each column is $(\hat y_w-y_w)v_c$, so $${OF_U}$$", rf"Each column is $(\hat y_w+y_w)v_c$, so $${OF_U}$$"),
    ("d", rf"每一列的梯度是 $(\hat y_w-y_w)v_c$，所以 $${OF_U}$$", rf"每一列的梯度是 $\hat y_wv_c$，所以 $${OF_U}$$"),
    ("g.2.U", rf"Let $B={SAMPLES}$. Then $\frac{{\partial J}}{{\partial B}}=v_c(\sigma(B^\top v_c)-\mathbf 1)^\top$.", rf"Let $B={SAMPLES}$. Then $\frac{{\partial J}}{{\partial B}}=v_c(\mathbf 1-\sigma(B^\top v_c))^\top$."),
    ("b.2", r"It vanishes exactly when $U\hat y=Uy$. A sufficient condition is $\hat y=y$.", r"It vanishes exactly when $U\hat y=Uy$. A sufficient condition is $\hat y=3y$."),
    ("c", "dJ/du_w = (yhat_w - y_w) v_c\nThat is, (yhat_o - 1) v_c for w = o, and yhat_w v_c for w != o.", "dJ/du_w = (yhat_w - y_w) v_c\nThat is, (yhat_o - 1) v_c for w = o, and -yhat_w v_c for w != o."),
    ("i.3", r"For any $w\ne c$ we find $\frac{\partial J}{\partial v_w}=0$.", r"For any $w\ne c$ we find $\frac{\partial J}{\partial v_w}=v_c$."),
]  # fmt: skip


@pytest.mark.parametrize(("part", "right", "wrong"), TWINS, ids=[f"{part} {right}" for part, right, _ in TWINS])
def test_what_is_true_beside_an_answer_says_nothing_against_it(part, right, wrong):
    found = check(part, right)
    assert found.accepted, (found.verdict, found.message)
    assert not check(part, wrong).accepted


def test_a_product_of_shapes_is_a_step_only_where_it_is_false():
    answer = r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$. Shapes: $(d\times V)(V\times1)=d\times1$."
    assert [each.holds for each in check("b.1", answer).links] == [True]
    assert False in [each.holds for each in check("b.1", answer.replace(r"=d\times1", r"=V\times1")).links]
