"""Texts without any delimiter: their lines, and the mathematics among their words."""

import pytest

from derive.parsing.passages import read_passages
from derive.parsing.plain_formulas import among_words, line_by_line
from proofs.verify import check


def _lines(text: str) -> list[str]:
    return [text[slice(*each)] for each in line_by_line(text, (0, len(text)))]


def _runs(text: str) -> list[str]:
    return [text[slice(*each)] for each in among_words(text, (0, len(text)))]


def test_lines_that_each_say_something_are_formulas_of_their_own() -> None:
    assert _lines("∂J/∂u_o = (ŷ_o - 1) v_c\n  ∂J/∂v_c = U(ŷ - y)") == ["∂J/∂u_o = (ŷ_o - 1) v_c", "∂J/∂v_c = U(ŷ - y)"]
    assert _lines("x > 0: 1\nx < 0: α") == ["x > 0: 1", "x < 0: α"]
    assert _lines("σ(x) = 1/(1+e^{-x}). σ'(x) = σ(x)(1-σ(x))") == ["σ(x) = 1/(1+e^{-x})", "σ'(x) = σ(x)(1-σ(x))"]


@pytest.mark.parametrize(
    "text",
    [
        "∂J/∂v_c = -u_o + Σ_w ŷ_w u_w\n = U(ŷ - y)",
        "∂J/∂v_c =\n U(ŷ - y)",
        "∂J/∂v_c = -u_o\n + Σ_{w=1}^V ŷ_w u_w",
        "∂J/∂v_c = -u_o +\n Σ_{w=1}^V ŷ_w u_w",
        "∂J/∂v_c = (Σ_w ŷ_w u_w\n - u_o = 0)",
        r"a &= b \\" + "\nc &= d",
    ],
)
def test_a_formula_that_goes_on_in_the_next_line_stays_one(text: str) -> None:
    assert _lines(text) == [text]


def test_runs_of_mathematics_stand_between_words() -> None:
    assert _runs("For w = o the gradient is (ŷ_o − 1) v_c, and it is ŷ_w v_c for the others.") == [
        "w = o",
        "(ŷ_o − 1) v_c",
        "ŷ_w v_c",
    ]
    assert _runs("a one-hot vector, i.e. with one entry of value 1.") == []
    assert _runs("see np.sum(y * np.log(yhat)) in the code") == []


def test_no_sign_and_no_letter_at_the_edge_of_a_run_falls_away() -> None:
    assert _runs("The gradient is - U (ŷ - y).") == ["- U (ŷ - y)"]
    assert _runs("The gradient is a U (ŷ - y).") == ["a U (ŷ - y)"]
    assert _runs("- U (ŷ - y)") == ["- U (ŷ - y)"]


def test_a_line_of_latex_between_lines_of_words_is_a_formula() -> None:
    passages = read_passages("We add both terms up.\n\n\\frac{a}{b} = c^2 + \\alpha")
    assert [len(each.chains) for each in passages] == [0, 1]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("c", "Case w = o: (ŷ_o − 1) v_c\nCase w ≠ o: ŷ_w v_c"),
        ("c", "w = o: ∂J/∂u_o = (ŷ_o − 1) v_c\nw ≠ o: ∂J/∂u_w = ŷ_w v_c"),
        ("c", "∂J/∂u_w = (ŷ_w − y_w) v_c, because y_w is 1 for w = o and 0 for every other word."),
        ("e", "f'(x) = 1 when x > 0\nf'(x) = α when x < 0"),
        ("e", "x > 0: 1\nx < 0: α"),
        ("b.2", "It is zero when U ŷ = U y."),
        ("a", "y_w = 1 if w = o, and y_w = 0 otherwise. So -Σ_w y_w log ŷ_w = -y_o log ŷ_o = -log ŷ_o. QED"),
    ],
)
def test_answers_in_plain_text_are_decided(part: str, text: str) -> None:
    assert check(part, text).accepted


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("c", "Case w = o: (ŷ_o − 1) v_c\nCase w ≠ o: 2 ŷ_w v_c"),
        ("c", "Case w = o: (ŷ_o + 1) v_c\nCase w ≠ o: ŷ_w v_c"),
        ("e", "x > 0: 1\nx < 0: 1"),
        ("b.1", "The gradient is - U (ŷ - y)."),
        ("b.1", "The gradient is a U (ŷ - y) where a is 2."),
        ("b.1", "The gradient is minus U (ŷ - y)."),
        ("b.1", "The gradient is half · U (ŷ - y)."),
        ("b.1", "The gradient is U (ŷ - y) plus one."),
        ("b.1", "This is wrong:\n∂J/∂v_c = U(ŷ - y)"),
        ("b.1", "Wrong:\n\\frac{\\partial J}{\\partial v_c} = U(\\hat y - y)"),
        ("b.1", r"$$\text{Wrong}: U(\hat y - y)$$"),
        ("b.1", "∂J/∂v_c = U(ŷ - y)\n∂J/∂v_c = 2 U(ŷ - y)"),
        ("b.1", "∂J/∂v_c = U(ŷ - y)\nŷ = 2 y"),
    ],
)
def test_what_stands_beside_a_formula_in_plain_text_counts(part: str, text: str) -> None:
    assert not check(part, text).accepted


def test_a_word_with_a_prime_is_the_derivative_of_its_function():
    assert check("f", "sigma'(x) = sigma(x) * (1 - sigma(x))").verdict == "proved"
    assert check("f", "sigma'(x) = sigma(x) * sigma(x)").verdict == "wrong"
