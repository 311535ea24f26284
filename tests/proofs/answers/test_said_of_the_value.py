"""What stands between the name of an answer and its value, or tells what becomes of it: each beside a neighbour that says nothing."""

import pytest

from proofs.verify import check

A = r"$U(\hat y-y)$"
GRADIENT = r"$\frac{\partial J}{\partial v_c} = U(\hat y-y)$"
SAMPLED = r"$(\sigma(u_o^\top v_c)-1)u_o+\sum_{s=1}^K\sigma(u_{w_s}^\top v_c)u_{w_s}$"
MATRIX = r"$\frac{\partial J}{\partial U} = v_c(\hat y-y)^\top$"
COLUMN = r"$\frac{\partial J}{\partial u_w} = (\hat y_w-y_w)v_c$"

PAIRS = [
    ("b.1", f"The gradient is then {A}.", f"The gradient is no longer {A}."),
    ("b.1", f"The gradient is simply {A}.", f"The gradient is hardly {A}."),
    ("b.1", f"The gradient can be written as {A}.", f"The gradient could be {A}."),
    ("b.1", f"The gradient is {A} by the chain rule.", f"The gradient is {A} together with $u_o$."),
    ("b.1", f"{GRADIENT}. Apply the chain rule to see this.", f"{GRADIENT}. Apply ReLU to this."),
    ("b.1", f"{GRADIENT}. Products are products of matrices.", f"{GRADIENT}. Products are to be read entrywise."),
    ("b.1", f"{GRADIENT}. The product is one of matrices.", f"{GRADIENT}. Here juxtaposition means addition."),
    (
        "b.1",
        f"Throughout, the chain rule is used. {GRADIENT}",
        f"Throughout, a factor of $1/V$ is understood. {GRADIENT}",
    ),
    (
        "b.1",
        f"The gradient has the shape of $v_c$. {GRADIENT}",
        f"{GRADIENT}. The true gradient has a factor $2$ more.",
    ),
    ("b.1", f"We are done: {GRADIENT}", f"Were it so that {GRADIENT}, we could stop."),
    ("b.1", f"{GRADIENT}. Finally we look at $U$.", f"{GRADIENT}. Finally we divide by $V$."),
    ("b.1", f"{GRADIENT}. Recall that $U$ has $V$ columns.", f"{GRADIENT}. Remember to multiply by $v_c$."),
    ("b.1", f"{GRADIENT}. This moves $v_c$.", f"{GRADIENT}. To this one adds $v_c$."),
    (
        "b.1",
        f"{GRADIENT}. Summing over words gives the same gradient.",
        f"{GRADIENT}. Summing over the batch gives the final gradient.",
    ),
    ("b.1", f"By the chain rule, {GRADIENT}", f"Should the vocabulary have two words, {GRADIENT}"),
    (
        "b.1",
        f"The derivative with respect to $v_c$ is given by {A}.",
        f"The gradient results from {A} by flipping the sign.",
    ),
    ("b.1", f"Gradient in $v_c$: {A}", f"Change in $v_c$: {A}"),
    ("d", f"{MATRIX}. Column $w$ is $(\\hat y_w-y_w)v_c$.", f"{MATRIX}. Column $w$ is $(\\hat y_w-1)v_c$."),
    ("b.1", f"Using the chain rule, {GRADIENT}", f"Treating $\\hat y$ as constant, {GRADIENT}"),
    ("b.1", f"With the factor in front, {GRADIENT}", f"Apart from the factor in front, {GRADIENT}"),
    ("b.1", f"{GRADIENT}, the sum being over all words", f"{GRADIENT}, the factor being $-1$"),
    ("b.1", f"{GRADIENT}. This needs the softmax.", f"{GRADIENT}. This still needs the chain rule."),
    ("b.1", f"{GRADIENT}. There is a term for each word.", f"{GRADIENT}. There is also a term $u_o$."),
    ("b.1", f"{GRADIENT}. Here $J$ is the loss.", f"{GRADIENT}. Here $J$ is the negative of the loss."),
    ("b.1", f"The gradient is {A}.", f"The gradient begins with {A}."),
    ("d", f"{MATRIX}. Its $o$-th column is $(\\hat y_o-1)v_c$.", f"{MATRIX}. Its $o$-th column is $v_c$."),
    ("c", f"{COLUMN}. If $w=o$, this is $(\\hat y_o-1)v_c$.", f"{COLUMN}. If $w\\ne o$, replace $\\hat y_w$ by $0$."),
    ("g.1.v_c", f"{SAMPLED}. Only $K+1$ vectors are needed.", f"{SAMPLED}. It is $K+1$."),
    ("c", f"{COLUMN}, and $v_c$ is shared", f"{COLUMN}, but frozen words get zero"),
    ("c", f"{COLUMN}, with $y$ the one-hot label", f"{COLUMN}, with weights $1/K$"),
    ("c", f"{COLUMN}. For $w=o$ this is $(\\hat y_o-1)v_c$.", f"{COLUMN}. For $w=o$ add $v_c$."),
]


@pytest.mark.parametrize(("part", "right", "wrong"), PAIRS)
def test_what_is_said_of_the_value_counts(part: str, right: str, wrong: str) -> None:
    assert check(part, right).accepted
    assert not check(part, wrong).accepted


@pytest.mark.parametrize(
    ("known", "new"),
    [
        ("Using the algebra from the lecture, ", "Using a learning rate of $\\alpha$ inside the gradient, "),
        ("This answer is neat. ", "This answer is marinated. "),
    ],
)
def test_words_about_the_answer_that_no_table_holds_leave_it_undecided(known, new):
    assert check("b.1", known + GRADIENT).accepted
    assert not check("b.1", new + GRADIENT).accepted


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("It does not depend on $v_w$ for other words.", "It does not depend on $o$."),
        ("The sum runs over the vocabulary.", "A bar means the prediction."),
        ("We write the sum as a product.", "In my notation the sum is a maximum."),
        ("It vanishes if $\\hat y = y$.", "This vanishes for every $w$."),
    ],
)
def test_what_it_depends_on_what_signs_mean_and_where_it_is_zero(true, false):
    assert check("b.1", f"{GRADIENT}. {true}").accepted
    assert not check("b.1", f"{GRADIENT}. {false}").accepted


def test_beside_a_displayed_formula_the_words_about_it_must_be_known():
    shown = f"${GRADIENT}$\n"
    assert check("b.1", f"{shown}This gradient is easy to remember.").accepted
    assert check("b.1", f"{shown}A bicycle was standing outside of the lecture hall.").accepted
    assert not check("b.1", f"{shown}This gradient is a bicycle.").accepted
