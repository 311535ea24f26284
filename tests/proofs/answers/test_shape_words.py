"""What words behind an answer say of its shape: each true remark beside a false one, and remarks on something else."""

import pytest

from proofs.verify import check

V_C = r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$"
OF_U = r"$\frac{\partial J}{\partial U}=v_c(\hat y-y)^\top$"


@pytest.mark.parametrize(
    ("part", "answer", "true", "false"),
    [
        ("b.1", V_C, ". This is a vector of length $d$.", ". This is a vector of length $V$."),
        ("b.1", V_C, ", a $d$-dimensional vector.", ", a $V$-dimensional vector."),
        ("b.1", V_C, ", which is a vector.", ", which is a scalar."),
        ("b.1", V_C, ". The result is a column vector.", ". The result is a number."),
        ("b.1", V_C, ". It has $d$ entries.", ". It has $V$ entries."),
        ("b.1", V_C, r", which is a vector in $\mathbb R^d$.", r", which is a vector in $\mathbb R^V$."),
        ("b.1", V_C, ". 这是一个 $d$ 维向量。", ". 这是一个 $V$ 维向量。"),
        ("b.1", V_C, "，是一个向量。", "，是一个标量。"),
        ("d", OF_U, ". It is a matrix.", ". It is a vector."),
        ("d", OF_U, r". The shape is $d\times V$.", r". The shape is $V\times d$."),
    ],
)
def test_a_shape_in_words_is_held_against_the_value(part, answer, true, false):
    assert check(part, answer + true).accepted
    found = check(part, answer + false)
    assert not found.accepted
    assert not found.refused


@pytest.mark.parametrize(
    "words",
    [
        r" Here $\hat y-y$ is a vector of length $V$.",
        " The loss is a scalar.",
        " This is a matrix-vector product.",
        " $U$ is a matrix.",
    ],
)
def test_the_shape_of_something_else_says_nothing_of_the_value(words):
    assert check("b.1", f"{V_C}.{words}").accepted
