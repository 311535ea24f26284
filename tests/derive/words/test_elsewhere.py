"""What is said away from an answer: titles, and formulas of a text that has no marks for them."""

import pytest

from derive.words.elsewhere import untitled


@pytest.mark.parametrize(
    ("title", "odd"),
    [
        ("Derivative of the sigmoid", None),
        ("Derivative without the sigmoid", "without the sigmoid"),
        ("Gradient at the origin", "at the origin"),
        ("The gradient, bicycle = softmax(z)", None),
        ("The gradient, $bicycle = softmax(z)$", None),
        ("The gradient bicycle", "bicycle"),
        (r"The gradient \(z\), bicycle = softmax(z)", "bicycle"),
    ],
)
def test_a_title_is_read_but_for_its_formulas(title, odd):
    assert untitled(title) == odd
