"""What words say that a symbol is: what the assignment says too is no redefinition, anything else is one."""

from pathlib import Path

import pytest

from proofs.documents import read
from proofs.verify import check, verify_document

VALUE = r"$\frac{\partial J}{\partial v_c} = U(\hat y-y)$"


@pytest.mark.parametrize(
    "words",
    [
        r"设 $U$ 的每一列是一个外部词向量 $u_w$。",
        r"Let $U$ be the matrix with columns $u_w$.",
        r"I write $\hat y$ for the model's predicted distribution over the vocabulary.",
        r"Here $y$ is one at $o$ and zero everywhere else.",
        r"Let $y$ be the one-hot vector, zero everywhere but at $o$.",
        r"Let $y$ be the one-hot vector $e_o$.",
        r"Write $\hat y$ for the normalised vector $\exp(U^\top v_c)/\|\exp(U^\top v_c)\|_1$.",
        r"Let $U$ be the matrix $[u_1,\dots,u_V]$.",
        r"The symbol $\hat y$ means the prediction.",
        r"The vector $\hat y$ is the softmax of the scores.",
        r"The letter $U$ stands for the outside vectors.",
        r"Our $\hat y$ is the score vector $\hat y = \operatorname{softmax}(U^\top v_c)$.",
    ],
)
def test_a_description_that_agrees_says_nothing_new(words: str) -> None:
    assert check("b.1", f"{words}\n\n{VALUE}").accepted


@pytest.mark.parametrize(
    "words",
    [
        r"设 $U$ 的每一列是一个中心词向量 $v_w$。",
        r"Let $U$ be the matrix with columns $v_w$.",
        r"Let $U$ be the matrix with columns $u_o$.",
        r"Let $U$ be the matrix with columns $2u_w$.",
        r"Let $U$ be $u_w$.",
        r"Let $y$ be the one-hot vector $e_c$.",
        r"By $y$ I mean the vector $e_c$.",
        r"Let $y$ be one-hot at $o+1$.",
        r"Here $y$ means the vector $\mathbf 1/V$.",
        r"Write $\hat y$ for the normalised vector $\exp(U^\top v_c)/\|\exp(U^\top v_c)\|_2$.",
        r"Let $U$ be the matrix $[v_1,\dots,v_V]$.",
        r"I write $\hat y$ for the uniform distribution over the vocabulary.",
        r"I write $\hat y$ for the model's unnormalised scores over the vocabulary.",
        r"Let $y$ be one-hot and the softmax of it be applied twice.",
        r"Suppose $y$ is zero.",
        r"Here $y$ is the zero vector.",
        r"$y$ is zero.",
        r"Let $y$ be a vector of zeros.",
        r"Let $y$ be zero everywhere.",
        r"令 $y$ 为零。",
        r"The symbol $\hat y$ means the label.",
        r"Our symbol $\hat y$ stands for the scores.",
        r"这里 $\hat y$ 表示得分。",
        r"The letter $U$ stands for the centre vectors.",
        r"In my notation $\hat y$ carries the labels.",
        r"My $U$ has the centre vectors.",
        r"The vector $v_c$ is the context vector.",
        r"The matrix $U$ is symmetric.",
        r"The roles of $y$ and $\hat y$ are exchanged.",
    ],
)
def test_a_description_that_does_not_agree_speaks_against_the_answer(words: str) -> None:
    assert not check("b.1", f"{words} {VALUE}").accepted


@pytest.mark.parametrize(
    "told",
    ["其中 $U$ 的各列为 $u_w$。", "where the columns of $U$ are the $u_w$.", "$U$ has the outside vectors as columns."],
)
def test_words_that_say_that_the_vectors_are_columns_settle_the_layout(told: str) -> None:
    assert check("b.1", f"{told}\n\n{VALUE}").accepted
    assert check("d", rf"{told} $\frac{{\partial J}}{{\partial U}} = (\hat y-y)v_c^\top$").verdict == "transposed"


@pytest.mark.parametrize("told", ["$U$ has the outside vectors as rows.", "$U$ 的每一行都是一个词向量。"])
def test_words_that_say_that_the_vectors_are_rows_settle_it_too(told: str) -> None:
    assert check("d", rf"{told} $\frac{{\partial J}}{{\partial U}} = (\hat y-y)v_c^\top$").accepted
    assert not check("b.1", f"{told} {VALUE}").accepted


@pytest.mark.parametrize(
    "what", ["not the $u_w$", "the vectors $2u_w$", "the center vectors", "the $u_w$ minus their mean"]
)
def test_columns_that_are_others_are_not_understood(what: str) -> None:
    assert not check("b.1", f"The columns of $U$ are {what}. {VALUE}").accepted


def test_how_a_function_acts_is_no_description_of_the_ones() -> None:
    signed = r"U_{o,\{w_1,\dots,w_K\}}"
    value = rf"\[ \frac{{\partial J}}{{\partial v_c}} = -{signed}(\mathbf 1 - \sigma({signed}^\top v_c)), \]"
    told = r"where $\mathbf 1$ is the $(K+1)$-dimensional vector of ones and the sigmoid acts elementwise."
    assert check("g.2.v_c", f"{value}\n{told}").accepted
    assert not check("g.2.v_c", f"{value}\n{told.replace('ones', 'twos')}").accepted


def test_where_two_answers_lay_the_matrix_out_in_two_ways_it_lies_as_the_assignment_has_it(tmp_path: Path) -> None:
    first = r"(b.1) $\frac{\partial J}{\partial v_c} = U^\top(\hat y-y)$"
    second = r"(d) $\frac{\partial J}{\partial U} = v_c(\hat y-y)^\top$"
    page = tmp_path / "page.md"
    page.write_text(f"{first}\n\n{second}\n", encoding="utf8")
    found = {each.part: each.accepted for each in verify_document(read(page))}
    assert (found["b.1"], found["d"]) == (False, True)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r"where $\odot$ is the elementwise product", r"where $\odot$ denotes composition"),
        (r"where $\odot$ denotes elementwise multiplication", r"where $\odot$ denotes elementwise addition"),
        (r"其中 $\odot$ 表示逐元素相乘", r"其中 $\odot$ 表示复合"),
    ],
)
def test_what_a_sign_is_said_to_mean_is_held_against_it(right: str, wrong: str) -> None:
    formula = r"$\sigma' = \sigma\odot(1-\sigma)$"
    assert check("f", f"{formula}, {right}").accepted
    assert not check("f", f"{formula}, {wrong}").accepted
