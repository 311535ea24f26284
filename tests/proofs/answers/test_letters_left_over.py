"""A letter that nothing defines: a term with it beside the right value is one too many; elsewhere, and where it may be told, it is not read."""

import pytest

from proofs.verify import check

DV = r"\frac{\partial J}{\partial v_c} = "


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        ("b.1", rf"{DV}U(\hat y - y) + \kappa u_o"),
        ("b.1", rf"{DV}\text{{noise}} + \sum_w \hat y_w u_w - u_o"),
        ("c", r"\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c + b"),
        ("f", r"\sigma'(x) = \sigma(x)(1 - \sigma(x)) + \varepsilon"),
        ("i.3", r"\frac{\partial J_{skip-gram}}{\partial v_w} = 0 + \tau v_w"),
    ],
)
def test_a_term_with_it_beside_the_right_value_is_one_too_many(part: str, answer: str) -> None:
    found = check(part, answer)
    assert (found.verdict, found.message.code) == ("wrong", "letter-left-over")
    assert found.counterexample is not None


@pytest.mark.parametrize(
    "answer",
    [
        rf"{DV}U(q - y)",
        rf"{DV}q - u_o",
        rf"{DV}U\hat y + \kappa u_o",
        rf"{DV}U(\hat y - y) + \unknown",
        rf"{DV}U(\hat y - y) + \kappa (u_o - u_o)",
        rf"${DV}U(\hat y - y) + \kappa u_o$ where $\kappa$ vanishes.",
        rf"${DV}U(\hat y - y) + \kappa u_o$ where kappa is zero.",
    ],
)
def test_elsewhere_it_is_not_read_and_nothing_is_told_of_shapes(answer: str) -> None:
    assert check("b.1", answer).verdict == "unreadable"


def test_defined_it_is_what_it_is_said_to_be() -> None:
    assert check("b.1", rf"${DV}U(\hat y - y) + \kappa u_o$ where $\kappa = 0$").accepted
    assert check("b.1", rf"${DV}U(\hat y - y) + \kappa u_o$ where $\kappa = 1$").verdict == "wrong"
