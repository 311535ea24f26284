"""Lines of Python as the syntax that the same formula has in LaTeX, and texts that are no such lines."""

import pytest

from derive.parsing.passages import read_passages
from derive.parsing.programs import is_program, program
from derive.parsing.syntax import Branches, Juxtaposition, Syntax


def value(text: str) -> Syntax:
    found = program(text)
    assert found is not None, text
    return found[-1].sides[-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.dot(yhat - y)", "U @ (yhat - y)"),
        ("np.dot(U, y_hat - y)", "U @ (yhat - y)"),
        ("np.einsum('ab,b->a', U, yhat - y)", "U @ (yhat - y)"),
        ("np.einsum('i,j->ij', v_c, yhat - y)", "np.outer(v_c, yhat - y)"),
        ("v_c[:, None] * (yhat - y)", "np.outer(v_c, yhat - y)"),
        ("v_c.reshape(-1, 1) @ (yhat - y).reshape(1, -1)", "v_c @ (yhat - y).T"),
        ("np.where(x > 0, 1, alpha)", "1 if x > 0 else alpha"),
        ("np.zeros_like(v_w)", "np.zeros(d)"),
        ("sum(u_k @ v_c * u_k for k in range(1, K + 1))", "sum(u_k @ v_c * u_k for k in range(K))"),
        ("sigmoid(u[k] @ v_c) * v_c", "sigmoid(u_k @ v_c) * v_c"),
    ],
)
def test_two_ways_to_write_one_thing(one: str, other: str) -> None:
    assert value(one) == value(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U @ (yhat - y)", "U @ (y - yhat)"),
        ("U @ (yhat - y)", "U.T @ (yhat - y)"),
        ("np.outer(v_c, y)", "np.outer(y, v_c)"),
        ("np.einsum('i,j->ij', v_c, y)", "np.einsum('i,j->ji', v_c, y)"),
        ("np.einsum('ij,j->i', U, y)", "np.einsum('ij,i->j', U, y)"),
        ("1 if x > 0 else alpha", "1 if x < 0 else alpha"),
        ("1 if x > 0 else alpha", "alpha if x > 0 else 1"),
        ("U @ y * 2", "U @ (y * 2) * 2"),
        ("-x ** 2", "(-x) ** 2"),
        ("(1 - x) ** 2", "1 - x ** 2"),
        ("a @ b - (c - d)", "a @ b - c - d"),
        ("U[:, o]", "U[:, c]"),
        ("np.sum(U, axis=0)", "np.sum(U, axis=1)"),
    ],
)
def test_two_things(one: str, other: str) -> None:
    assert value(one) != value(other)


@pytest.mark.parametrize(
    "text",
    [
        "U (yhat - y)",  # mathematics in ASCII, which is read as such
        "sigma(x) * (1 - sigma(x))",
        "import os; np.outer(v_c, y)",
        "__import__('os').system('true')",
        "np.load('x')[0]",
        "np.einsum('i,i->i', v_c, v_c)",
        "np.sum(U, axis=2)",
        "sum(u_k for k in range(1, K))",  # leaves the last out
        "sum(u_k for k in range(K) if k)",
        "U[:, 1:3]",
        "U[0:2] @ y",
        "np.clip(x, 0, 1)",
        "lambda x: x ** 2",
        "f(x, **y) @ z",
        "x @ y.T.",
        "x @ " + "(" * 60 + "y" + ")" * 60,
        "x @ " + "-" * 1900 + "y",
        "x @ y" + " + y" * 1000,
    ],
)
def test_no_program(text: str) -> None:
    assert program(text) is None


def test_a_longer_program_is_told_from_formulas() -> None:
    assert is_program("yhat = softmax(U.T @ v_c)\nyhat[o] -= 1")
    assert not is_program("the gradient\nU @ (yhat - y)")
    (passage,) = read_passages("yhat = softmax(U.T @ v_c)\nyhat[o] -= 1\ngrad = U @ yhat")
    assert passage.error is not None
    assert "program" in str(passage.error)


def test_left_sides() -> None:
    """grad_v_c is a derivative, grad only says that the answer follows, delta is a name."""
    gradient, bare, named = (program(f"{left} = U @ y") for left in ("grad_v_c", "grad", "delta"))
    assert gradient is not None
    assert bare is not None
    assert named is not None
    assert gradient[0].sides[0] == program("dJ_dv_c = U @ y")[0].sides[0]  # type: ignore[index]
    assert type(bare[0].sides[0]).__name__ == "Empty"
    assert type(named[0].sides[0]).__name__ == "Name"


def test_places_are_those_of_the_text() -> None:
    text = "  ŷ = U.T @ v_c\nnp.where(ŷ > 0, α, 1)"
    found = program(text)
    assert found is not None
    first, second = (chain.sides[-1] for chain in found)
    assert text[slice(*first.span)] == "U.T @ v_c"
    assert isinstance(first, Juxtaposition)
    assert isinstance(second, Branches)
    assert text[slice(*second.rows[0][0].span)] == "α"


def test_words_around_a_program_are_prose_and_its_names_formulas() -> None:
    found = read_passages("So `U @ (yhat - y)`, where `y` is one-hot and U has shape (d, V).")
    assert [each.prose for each in found if each.prose] == ["So ", ", where ", " is one-hot and ", "."]
    assert len([each for each in found if each.chains]) == 3


def test_a_comment_is_a_condition_where_it_stands():
    text = "grad = U @ y  # for w = o"
    (condition,) = program(text)[-1].conditions  # type: ignore[index]
    assert text[slice(*condition.span)] == "# for w = o"


@pytest.mark.parametrize(("short", "long"), [("uo * vc", "u_o * v_c"), ("u_ws", "u_w_s")])
def test_letters_run_together_are_a_letter_with_a_subscript(short, long):
    assert value(f"grad = {short}") == value(f"grad = {long}")
