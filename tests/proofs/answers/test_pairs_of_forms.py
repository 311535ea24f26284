"""Forms that are read, each by a right answer and a wrong one that differs from it in that form alone."""

import pytest

from proofs.verify import check

SLOPE = r"\frac{\partial J(v_c, %s, U)}{\partial U}"
OFFSET = SLOPE % "w_{t+j}"
SIGNED = r"U_{o,\{w_1,\dots,w_K\}}"

PAIRS = {
    "bars behind a function are no brackets": (
        "f",
        r"\sigma|x|(1 - \sigma|x|)",
        r"\sigma(x)(1 - \sigma|x|)",
    ),
    "a function without its argument before a dot": ("f", r"\sigma\cdot(1 - \sigma)", r"\sigma\cdot(1 + \sigma)"),
    "a function without its argument at the end": ("f", r"(1 - \sigma)\times\sigma", r"(2 - \sigma)\times\sigma"),
    "an inner product behind a function": (
        "g.1.u_o",
        r"(\sigma\langle u_o, v_c\rangle - 1)v_c",
        r"(\sigma\langle u_o, v_c\rangle + 1)v_c",
    ),
    "a number over a vector": (
        "g.2.v_c",
        rf"{SIGNED}\left(\frac{{1}}{{1+\exp(-{SIGNED}^\top v_c)}} - \mathbf 1\right)",
        rf"{SIGNED}\left(\frac{{2}}{{1+\exp(-{SIGNED}^\top v_c)}} - \mathbf 1\right)",
    ),
    "a product over numbers": ("f", r"\prod_{i=0}^{1}\sigma((-1)^i x)", r"\prod_{i=0}^{2}\sigma((-1)^i x)"),
    "a product with a factor behind it": (
        "b.1",
        r"U(\hat y-y)+\prod_{k=1}^{3}(k-2)v_c",
        r"U(\hat y-y)+\prod_{k=1}^{3}(k-4)v_c",
    ),
    "the number pi": ("b.1", r"U(\hat y-y)+(\pi-\pi)v_c", r"U(\hat y-y)+(\pi-3.1416)v_c"),
    "the loss of the centre word": (
        "i.1",
        rf"\sum_{{j=-m}}^{{m}} {OFFSET} - {SLOPE % 'c'}",
        rf"\sum_{{w \in \text{{context}}}} {SLOPE % 'w'} + {SLOPE % 'c'}",
    ),
    "the last offset": (
        "i.1",
        rf"\sum_{{-m \le j \le m, j \ne 0}} {OFFSET}",
        rf"\sum_{{-m \le j < m, j \ne 0}} {OFFSET}",
    ),
    "the first offset": (
        "i.1",
        rf"\sum_{{j=-m}}^{{-1}} {OFFSET} + \sum_{{j=1}}^{{m}} {OFFSET}",
        rf"\sum_{{-m < j \le m, j \ne 0}} {OFFSET}",
    ),
    "a list up to a small letter for the size": (
        "d",
        r"[(\hat y_1 - y_1)v_c, \dots, (\hat y_n - y_n)v_c]",
        r"[(\hat y_1 + y_1)v_c, \dots, (\hat y_n + y_n)v_c]",
    ),
    "a sum up to a small letter for the size": (
        "b.1",
        r"\hat y_1 u_1 + \hat y_2 u_2 + \dots + \hat y_n u_n - u_o",
        r"\hat y_1 u_1 + \hat y_2 u_2 + \dots + \hat y_n u_n + u_o",
    ),
    "the name of a loss without braces, in plain text": (
        "g.1.u_o",
        "∂J_neg/∂u_o = (σ(u_oᵀ v_c) − 1) v_c",
        "∂J_naive/∂u_o = (σ(u_oᵀ v_c) − 1) v_c",
    ),
    "a name of one's own for the signed matrix": (
        "g.2.U",
        r"With $M = [u_o, -u_{w_1}, \dots, -u_{w_K}]$, $\frac{\partial J}{\partial M} = -v_c(\mathbf 1 - \sigma(M^\top v_c))^\top$",
        r"With $M = [u_o, u_{w_1}, \dots, u_{w_K}]$, $\frac{\partial J}{\partial M} = -v_c(\mathbf 1 - \sigma(M^\top v_c))^\top$",
    ),
    "an end one short": (
        "i.1",
        rf"\sum_{{-m \le j \le m, j \ne 0}} {OFFSET}",
        rf"\sum_{{j=-m+1}}^{{-1}} {OFFSET} + \sum_{{j=1}}^{{m-1}} {OFFSET}",
    ),
}
"""Form → part, right answer, wrong answer."""


@pytest.mark.parametrize(("part", "right", "wrong"), PAIRS.values(), ids=PAIRS)
def test_a_form_is_read(part: str, right: str, wrong: str) -> None:
    assert check(part, right).accepted
    assert check(part, wrong).verdict in ("wrong", "wrong-target")


MISSHAPEN = {
    "a product of matrices": ("i.1", rf"\prod_{{-m \le j \le m, j \ne 0}} {OFFSET}"),
    "the greatest of vectors": ("b.1", r"\max_w \hat y_w u_w - u_o"),
    "a second derivative": ("b.1", r"\frac{\partial^2 J}{\partial v_c^2} = U(\hat y - y)"),
    "second derivatives in a sum": (
        "i.1",
        r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial^2 J(v_c, w_{t+j}, U)}{\partial U^2}",
    ),
}


@pytest.mark.parametrize(("part", "answer"), MISSHAPEN.values(), ids=MISSHAPEN)
def test_what_is_no_such_thing_has_another_shape(part: str, answer: str) -> None:
    assert check(part, answer).verdict == "wrong-shape"


@pytest.mark.parametrize(
    "words",
    [
        r"It is zero unless $\hat y_c = 1$",
        r"The gradient is zero if and only if $\hat y_o = 0$",
        r"It vanishes exactly when $\hat y_o = \frac{1}{3}$",
    ],
)
def test_an_entry_of_the_prediction_is_a_condition_and_no_definition(words: str) -> None:
    assert check("b.2", words).verdict == "wrong"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (r"It vanishes iff $U\hat y = Uy$. If $U$ is injective, this means $\hat y = y$.", "proved"),
        (r"$U\hat y = Uy$. When the columns of $U$ are independent, then $\hat y = y$.", "proved"),
        (r"It vanishes iff $U\hat y = Uy$. If the corpus is large, this means $\hat y = y$.", "ambiguous"),
        (r"If $U$ is injective, it is zero iff $\hat y = y$.", "incomplete"),
        (r"If the corpus is large, it is zero iff $\hat y = y$.", "wrong"),
        (r"It is zero if $\hat y = y$, and only then.", "wrong"),
        (r"$\hat y_o = \frac{1}{2} \text{ only}$", "wrong"),
        (r"It is zero if $\hat y = y$. These are the only cases.", "wrong"),
        (r"It is zero if $U\hat y = Uy$. With $\hat y = y$ it is, and we only come close.", "ambiguous"),
    ],
)
def test_the_only_case_is_one_that_its_own_sentence_calls_so_for_any_matrix(words: str, verdict: str) -> None:
    assert check("b.2", words).verdict == verdict


QUANTITY = r"$\mathbf 1 - \sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)$"


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (f"We can store {QUANTITY}, since all three have it.", "proved"),
        (f"Compute {QUANTITY} once and use it in all of them.", "proved"),
        (f"{QUANTITY}, up to its sign.", "proved"),
        (f"We can store half of {QUANTITY}.", "ambiguous"),
        (f"Compute {QUANTITY} once and double it.", "ambiguous"),
        (f"{QUANTITY}, up to a factor.", "ambiguous"),
    ],
)
def test_that_a_quantity_is_kept_says_nothing_of_its_value(words: str, verdict: str) -> None:
    assert check("g.2.reuse", words).verdict == verdict


GRADIENT = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"
REPEATED = r"$\frac{\partial J}{\partial u_{w_s}} = \sum_{k=1}^{K} 1[w_k = w_s]\sigma(u_{w_k}^\top v_c)v_c$"
SUMMED = r"$\frac{\partial J}{\partial u_{w_s}} = \sum_{k : w_k = w_s} \sigma(u_{w_k}^\top v_c)v_c$"
COUNTED = r"$\frac{\partial J}{\partial u_{w_s}} = r\,\sigma(u_{w_s}^\top v_c)v_c$"
SLOPE_OF_ANOTHER = r"$\frac{\partial J}{\partial v_w} = 0$"


@pytest.mark.parametrize(
    ("part", "inert", "other"),
    [
        (
            "b.1",
            f"{GRADIENT}. In words: it is zero when the expected vector equals the observed one.",
            f"{GRADIENT}. In words: it is zero when the expected vector is long.",
        ),
        (
            "b.1",
            f"{GRADIENT}。当 $U\\hat y = Uy$ 时梯度为零，也就是期望的外部词向量恰好等于真实的外部词向量。",
            f"{GRADIENT}。当 $U\\hat y = Uy$ 时梯度为零，也就是结果还要乘以二。",
        ),
        (
            "h",
            f"If the word $w_s$ was drawn several times, then {REPEATED}.",
            f"If the word $w_s$ was drawn once, then {REPEATED}.",
        ),
        ("i.3", f"{SLOPE_OF_ANOTHER}，其中 $w \\ne c$", f"{SLOPE_OF_ANOTHER}，其中 $w = 1$"),
        (
            "i.3",
            f"Sums commute with derivatives, so there is nothing to do: {SLOPE_OF_ANOTHER}",
            f"Sums commute with derivatives, so there is a term to add: {SLOPE_OF_ANOTHER}",
        ),
        ("b.1", f"{GRADIENT} (1 pt)", f"{GRADIENT} (0 pt)"),
        ("i.3", rf"{SLOPE_OF_ANOTHER} \quad ($w \ne c$)", rf"{SLOPE_OF_ANOTHER} \quad ($v_w = u_w$)"),
        (
            "h",
            f"Sum over all positions $k$ at which $w_k = w_s$: {SUMMED}",
            f"Sum over all positions $k$ at which $w_k = w_1$: {SUMMED}",
        ),
        ("h", f"If $w_s$ shows up $r$ times, then {COUNTED}", f"If $w_o$ shows up $r$ times, then {COUNTED}"),
        (
            "b.2",
            r"It is zero for $U\hat y = Uy$, that is, when the model's average vector is the true one.",
            r"It is zero for $U\hat y = Uy$, that is, when the model's average vector is twice the true one.",
        ),
    ],
)
def test_what_says_nothing_of_a_claim_and_what_may(part: str, inert: str, other: str) -> None:
    assert check(part, inert).verdict == "proved"
    assert check(part, other).verdict == "ambiguous"
