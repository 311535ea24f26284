"""The programs of compiled functions: nothing is computed twice, and what comes of SymPy's derivative is what one writes by hand."""

import re

import numpy as np
import pytest
from general import CASES

import derive
from derive import expression as x
from derive.compiling import Compiled
from derive.tensors.arguments import BATCH, Argument
from derive.tensors.program import formula


def body(compiled: Compiled) -> str:
    """The lines of the function itself, without those that it calls."""
    return compiled.source[compiled.source.rindex(f"def {compiled.__name__}") :]


def source(name: str) -> str:
    (case,) = (case for case in CASES if case.name == name)
    return body(derive.compile(case.tree, wrt=case.wrt))


def test_a_chain_of_matrices_is_applied_to_its_vector():
    """The gradient by x is one product with each matrix, as in backpropagation, and nothing of rank two is made for it."""
    text = source("two layers, sigmoid")
    assert text.count("W1 @") == text.count("@ W1") == 1
    assert text.count("softmax_pass(W2, ") == 1
    assert "W2 @" not in text
    assert "einsum" not in text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_identity_matrix_is_made(case):
    """SymPy's δ are all sifted, or rows that are added."""
    assert not re.search(r"np\.(eye|arange)", body(derive.compile(case.tree, wrt=case.wrt)))


def test_the_error_of_glove_is_computed_once():
    assert source("GloVe").count("@ M") == 1


def test_the_naive_softmax_reads_its_matrix_in_one_pass():
    text = body(derive.compile("b.1", layout="rows"))
    assert text.count("softmax_pass(U, v_c)") == 1
    assert "exp" not in text
    assert "@ U" not in text


def test_the_scores_of_a_batch_are_written_over_and_both_gradients_come_of_one_array():
    """A copy of a batch of scores is as much memory as all of them."""
    v, U, o = x.Symbol("v", ("d", "1")), x.Symbol("U", ("d", "V")), x.Index("o", "V")
    loss = x.Negative(x.Call("log", x.Entry(x.Softmax(x.Product((x.Transpose(U), v))), o)))
    made = formula(loss, [v, U], ["U"]).over({"v", "o"}, False)
    arguments = [
        Argument("v", (BATCH, "d"), None, "v"),
        Argument("o", (BATCH,), "V", "o"),
        Argument("U", ("V", "d"), None, "U"),
    ]
    text = made.source("f", {each.symbol: each for each in arguments})
    text = text[text.rindex("def f") :]
    assert "copy()" not in text
    assert text.count("-= 1") == 1
    assert "rows(" not in text


@pytest.mark.parametrize("word_loss", ["b.1", "h"])
def test_a_window_takes_its_rows_once(word_loss):
    text = body(derive.compile("i.1", layout="rows", word_loss=word_loss))
    assert text.count(" rows(") == 1
    assert text.count("sigmoid(") == (word_loss == "h")


def test_a_sum_over_a_vocabulary_is_calculated_once_for_all_words_of_a_window():
    """B · log Σ exp, not a sum over B of it."""
    assert "B * log_sum" in body(derive.compile("i.1", layout="rows", word_loss="b.1"))


@pytest.mark.parametrize("part", ["b.1", "e", "f", "h", "i.1"])
def test_a_program_needs_numpy_only(part):
    compiled = derive.compile(part, layout="rows")
    modules = re.findall(r"^(?:import|from) (\w+)", compiled.source, re.MULTILINE)
    assert set(modules) <= {"math", "numpy"}
    space = {}
    exec(compiled.source, space)  # noqa: S102 (our own text)
    values = {
        "x": np.array(0.5),
        "alpha": np.array(0.1),
        "v_c": np.ones(2),
        "U": np.eye(3, 2),
        "o": 0,
        "w": np.array([1, 2]),
    }
    values["outside"] = np.array([0, 0])
    (name,) = [
        each for each in re.findall(r"^def (\w+)", compiled.source, re.MULTILINE) if each.startswith(compiled.__name__)
    ][-1:]
    given = [values[{"negatives": "w"}.get(each.name, each.name)] for each in compiled.arguments]
    assert float(space[name](*given)[0]) == pytest.approx(float(compiled(*given)[0]))
