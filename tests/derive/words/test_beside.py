"""What stands around a claim: the clause that leads to it, what is attached to it, and what is said near it and further away."""

import pytest

from derive.words.beside import blocking, told_against
from proofs import check

B = r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$"

LEADS = [
    ("hence", "hence minus"),
    ("by the chain rule we obtain", "by the chain rule we cannot obtain"),
    ("by the multivariable chain rule", "by the norm"),
    ("using the product rule", "using the product"),
    ("利用乘积法则", "取绝对值"),
    ("it is the outer product", "it is the norm"),
    ("it is the vector", "it is half the vector"),
    ("the gradient with respect to ⟦1⟧ is", "the norm of the gradient with respect to ⟦1⟧ is"),
    ("the derivative of the loss by ⟦1⟧ is", "the value of the softmax is"),
    ("differentiating every summand on its own we find", "the textbook finds"),
    ("since integration is additive, we have", "since the labels are uniform, we have"),
    ("using (3) and the definition of the softmax:", "using the mean of the losses:"),
    ("Now we peel off the outermost function:", "Now we reverse the roles of both vectors:"),
    ("in vector form,", "in the limit,"),
    ("for every word in the vocabulary,", "for every word but the first,"),
    ("Last step:", "Last guess:"),
    ("把每一项拆开，分别处理，得到", "下列式子中错误的是"),
    ("所以梯度为", "梯度的一半为"),
]


@pytest.mark.parametrize(("harmless", "changing"), LEADS)
def test_the_clause_before_a_claim_leads_to_it_or_changes_it(harmless, changing):
    assert blocking(harmless + " ", "") is None
    assert blocking(changing + " ", "") is not None


TAILS = [
    (", because the logarithm turns a ratio into a subtraction", ", because the logarithm has base ⟦2⟧"),
    (" by the chain rule", " by half"),
    (", an outer product", ", a row vector"),
    (" for every word", " for the first word"),
    (", where ⟦1⟧ runs over all words", ", where ⟦1⟧ runs over the rare words"),
    (", as the factors cancel", ", the bracket being squared"),
    (" (quotient rule)", " (sign flipped)"),
    (". It can be computed in one pass.", ". It has to be multiplied by ⟦2⟧."),
    (". Intuitively, the expected minus the observed vector.", ". Then subtract the observed vector."),
    (". The first term does not depend on ⟦1⟧.", ". All other gradients are zero."),
    (" (3 points).", " 3."),
    (" over all words", " over 4"),
    (" over all words", " over ⟦2⟧"),
    (", taking one column after the other", ", keeping only the first two columns"),
    (" by the law of total probability", " with probability ⟦2⟧"),
    (" (counting every sample)", " (counting every sample twice)"),
    (", after cancelling the sums", ", after removing the first column"),
    ("，其中各项的形状都一样", "，最后再乘以 ⟦2⟧"),
    (", as before", ", as always"),
    (", since we can do so", ", because one may"),
    (", so ⟦2⟧", ", or ⟦2⟧"),
    (" for every word", " if ⟦2⟧ is zero"),
    (" for every word", " in one row every word"),
    (". At the optimum we need ⟦2⟧.", ". It has to be divided by ⟦2⟧."),
]


@pytest.mark.parametrize(("harmless", "changing"), TAILS)
def test_what_follows_a_claim_explains_it_or_changes_it(harmless, changing):
    assert blocking("", harmless) is None
    assert blocking("", changing) is not None


LONG = ". The rows of the matrix are weighted, each by what the model thinks of it, and "


@pytest.mark.parametrize(
    ("denial", "denies"), [("it is not small.", False), ("it is.", False), ("it is not true.", True)]
)
def test_a_long_sentence_behind_a_display_speaks_against_it_where_it_only_denies(denial, denies):
    assert (blocking("", LONG + denial, displayed=True) is not None) is denies


ASIDE = [
    r"\begin{itemize}\item[$\otimes$] @\end{itemize}",
    r"\begin{formersolution}@\end{formersolution}",
    r"\begin{tcolorbox}[title=Erratum]@\end{tcolorbox}",
    r"\begin{quote}@\end{quote} The quoted line is mistaken.",
    "@\n\nIt is a vector.\n\n**Feedback:** signs, 0/2.",
    "@\n\n† up to a factor",
    "F: @",
    "Nobody believed it. The shapes are fine. @",
    "#### Thrown away\n\n@",
    "$@$\n\nNumerical check: off by far, it failed.",
]


@pytest.mark.parametrize("page", ASIDE)
def test_a_label_a_box_or_a_later_paragraph_speaks_against_an_answer(page):
    assert not check("b.1", page.replace("@", B)).accepted
    assert check("b.1", B).accepted


def test_beside_a_displayed_formula_a_sentence_about_something_else_is_free():
    other = "Our program keeps two arrays of floats, one for each kind of vector, and reads them once a step."
    assert blocking("", f"\n{other}", displayed=True) is None
    own = "This formula is not what we keep in the arrays of floats, one for each kind of vector that it reads."
    assert blocking("", f"\n{own}", displayed=True) is not None


def test_another_language_is_not_understood():
    assert blocking("Das ist leider nicht wahr: ", "") is not None
    assert blocking("", ". Das stimmt so nicht ganz genau.") is not None


@pytest.mark.parametrize(
    ("page", "quoted"),
    [
        (
            rf"We know $a$, and {B}, where each entry of $\hat y$ is  halved by us.",
            r"where each entry of $\hat y$ is  halved by us",
        ),
        (f"{B}，最后再乘以 $2$。", "最后再乘以 $2$"),
        (f"The gradient is {B}. It holds only for a while.", "It holds only for a while"),
    ],
)
def test_whole_clauses_are_quoted_as_they_were_written(page, quoted):
    assert dict(check("b.1", page).message.values)["words"] == quoted


def test_what_stands_between_two_claims_counts_for_the_second():
    assert told_against("That was easy. It is not true.") == "It is not true"
    assert told_against("That was easy.") is None
    assert told_against("The bicycle falls.") is not None
    assert told_against("The bicycle falls.", strict=False) is None


def test_a_clause_that_ends_in_what_it_says_of_the_gradient_leads_to_no_claim():
    assert blocking("The gradient is labels", "") is not None
