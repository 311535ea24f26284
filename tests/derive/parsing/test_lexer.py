"""Tokens: what stands there and where."""

import pytest

from derive.parsing.lexer import lex
from derive.parsing.vocabulary import CHARACTERS, COMMANDS

RUNS = [
    ("uv", ["u", "v"]),
    ("Tv", ["T", "v"]),
    ("log", ["log"]),
    ("ylog", ["y", "log"]),
    ("Vocabexp", ["Vocab", "exp"]),
    ("logits", ["logits"]),
    ("otherwise", ["otherwise"]),
    ("abc", ["a", "b", "c"]),
    ("abcd", ["abcd"]),
    ("abcd_e", ["a", "b", "c", "d", "_", "e"]),
    ("x^10", ["x", "^", "1", "0"]),
    (r"\frac12", ["frac", "1", "2"]),
    (r"\hat yx", ["hat", "y", "x"]),
    ("L O G", ["L", "O", "G"]),
    ("e x p", ["exp"]),
    ("1.5", ["1.5"]),
    ("1...", ["1", "dots"]),
    ("a\u200bb\ufeff", ["a", "b"]),
    (r"a\,\;\!b~\ c\displaystyle\limits", ["a", "b", "c"]),
    (r"a\color{red}b\tag{x}\label{y}c", ["a", "b", "c"]),
    (r"\not= \not\in \ne", ["!=", "notin", "!="]),
    ("<= >= != <", ["<=", ">=", "!=", "<"]),
    (r"\stackrel{!}{=}", ["approx"]),  # what shall be equal is not said to be
    (r"\operatorname*{softmax}", ["softmax"]),
    ("Ｕ（ŷ）", ["U", "(", "hat", "y", ")"]),
    ("x₁² ᵀ", ["x", "_", "1", "^", "2", "^", "T"]),
    ("a⁻¹", ["a", "^", "{", "-", "1", "}"]),
    ("yhat - y_hat_w", ["hat", "y", "-", "hat", "y", "_", "w"]),
    ("U.T @ np.exp(x.T)", ["U", "^", "T", "*", "exp", "(", "x", "^", "T", ")"]),
    ("np.sum(x). T", ["np.sum", "(", "x", ")", ".", "T"]),
    ("当w时", ["当", "w", "时"]),
]


@pytest.mark.parametrize(("text", "tokens"), RUNS)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in lex(text)] == tokens


@pytest.mark.parametrize(("text", "tokens"), RUNS)
def test_places(text: str, tokens: list[str]) -> None:
    places = [(token.start, token.end) for token in lex(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@pytest.mark.parametrize("sign", sorted(CHARACTERS))
def test_every_character_of_the_table_is_read_as_the_table_says(sign: str) -> None:
    tokens = [(token.kind, token.text) for token in lex("a" + sign)][1:]
    assert tokens == ([] if CHARACTERS[sign][0] in ("skip", "space") else [CHARACTERS[sign]])


def test_quote_marks_are_no_relations() -> None:
    assert [t.text for t in lex("> a\n> > b")] == ["a", "b"]
    assert [t.text for t in lex("x > 0")] == ["x", ">", "0"]


def test_a_command_that_nobody_knows_is_a_name() -> None:
    assert "softmaxx" not in COMMANDS
    assert lex(r"\softmaxx")[0][:2] == ("name", "softmaxx")
