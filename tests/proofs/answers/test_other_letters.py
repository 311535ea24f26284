"""An assignment with other sizes and matrices than those of the first one: what its file declares is what its answers are read by."""

import pytest

from derive.expression import Symbol
from derive.writing.latex import latex
from proofs import check
from proofs.documents import read
from proofs.verify import verify_document

ANOTHER = r"""
id = "another"
title = "Word vectors, in other letters"
declare = ["q[N]: p, columns of A", "v[N]: p, columns of B", "z[S]: sample N", "z_t[±r]: index N"]

[notation]
sizes = { N = ["N"], S = ["S"], p = ["p"], "±r" = ["r"] }
outside = "a"
center = "b"
letters = ["a", "b", "w", "s", "t", "j"]
layout = { matrix = "A", holds = ["word"] }
loss_names = { soft = "soft", drawn = "drawn", all = "around" }

[quantities]
"hat y" = { index = "w", over = "N", value = '\frac{\exp(q_w^\top v_b)}{\sum_{x=1}^N \exp(q_x^\top v_b)}', en = "", zh = "" }
"y" = { index = "w", over = "N", value = '\delta_{w a}', en = "", zh = "" }

[losses]
soft = '-\log \frac{\exp(q_a^\top v_b)}{\sum_{w=1}^N \exp(q_w^\top v_b)}'
drawn = '-\log \sigma(q_a^\top v_b) - \sum_{k=1}^{S} \log \sigma(-q_{z_k}^\top v_b)'
around = '\sum_{-r \le j \le r, j \ne 0} J(v_b, z_{t+j}, A)'

[[parts]]
id = "1"
kind = "gradient"
loss = "soft"
by = "v_b"
free = { a = "N", b = "N" }
asks = "the gradient by v_b"

[[parts]]
id = "2"
kind = "gradient"
loss = "soft"
by = "A"
free = { a = "N", b = "N" }
asks = "the gradient by A"

[[parts]]
id = "3"
kind = "gradient"
loss = "drawn"
by = "v_b"
free = { a = "N", b = "N" }
samples = true
asks = "the gradient by v_b"

[[parts]]
id = "4"
kind = "gradient"
loss = "drawn"
by = "q_{z_s}"
free = { a = "N", b = "N", s = "S" }
samples = true
generic = "s"
asks = "the gradient by one of the samples"

[[parts]]
id = "5"
kind = "gradient"
loss = "around"
by = "v_b"
free = { b = "N" }
window = true
asks = "the gradient by v_b"
"""


@pytest.fixture(scope="module")
def another(tmp_path_factory):
    file = tmp_path_factory.mktemp("assignment") / "another.toml"
    file.write_text(ANOTHER, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("part", "latex", "verdict"),
    [
        ("1", r"A(\hat y - y)", "proved"),
        ("1", r"-q_a + \sum_{w=1}^N \hat y_w q_w", "proved"),
        ("1", r"A \hat y", "wrong"),
        ("1", r"-q_a + E[q_w]", "unreadable"),
        ("2", r"v_b (\hat y - y)^\top", "proved"),
        ("2", r"v_b \hat y^\top", "wrong"),
        ("3", r"(\sigma(q_a^\top v_b) - 1) q_a + \sum_{s=1}^S \sigma(q_{z_s}^\top v_b) q_{z_s}", "proved"),
        ("3", r"(\sigma(q_a^\top v_b) - 1) q_a + \sum_{s=1}^{S-1} \sigma(q_{z_s}^\top v_b) q_{z_s}", "wrong"),
        ("3", r"(\sigma(q_a^\top v_b) - 1) q_a - \sum_{s=1}^S \sigma(q_{z_s}^\top v_b) q_{z_s}", "wrong"),
        ("4", r"\sum_{i: z_i = z_s} \sigma(q_{z_s}^\top v_b) v_b", "proved"),
        ("4", r"\sigma(q_{z_s}^\top v_b) v_b", "wrong"),
        (
            "5",
            r"\sum_{-r \le j \le r, j \ne 0} \frac{\partial J(v_b, z_{t+j}, A)}{\partial v_b}",
            "proved",
        ),
        ("5", r"\sum_{-r \le j \le r} \frac{\partial J(v_b, z_{t+j}, A)}{\partial v_b}", "wrong"),
    ],
)
def test_sizes_matrices_and_index_maps_have_the_names_that_are_declared(another, part, latex, verdict):
    found = check(part, latex, assignment=another)
    assert found.verdict == verdict, found.message


def test_a_record_tells_how_the_matrix_lies_that_is_declared(another):
    assert check("1", r"A(\hat y - y)", assignment=another).convention["A"] == "columns"
    assert check("1", r"A^\top(\hat y - y)", assignment=another).convention["A"] == "rows"
    assert "U" not in check("1", r"A(\hat y - y)", assignment=another).convention


def test_a_counterexample_shows_the_one_vector_that_the_loss_has_of_a_matrix(another):
    point = check("1", r"A \hat y", assignment=another).counterexample
    assert set(point.sizes) == {"N", "p"}
    assert set(point.values) == {"A", "v_b", "a"}


def test_a_slip_is_repaired_by_what_is_declared(another):
    found = check("4", r"\sigma(q_{z_s}^\top v_b) v_b", assignment=another)
    assert found.mistake == "repetition-not-counted"


def test_an_answer_is_echoed_in_the_letters_that_are_declared(another):
    assert check("2", r"v_b (\hat y - y)^\top", assignment=another).reading.startswith("v_b(")


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        (r"$\frac{\partial J}{\partial v_b} = A(\hat y - y)$", {"1": "proved"}),
        (r"$\frac{\partial J}{\partial v_b} = A\hat y$", {"1": "wrong"}),
        (
            r"$\frac{\partial J}{\partial v_b} = (\sigma(q_a^\top v_b) - 1) q_a + \sum_{s=1}^S \sigma(q_{z_s}^\top v_b) q_{z_s}$",
            {"3": "proved"},
        ),
        (
            (
                "# 3\n\n"
                r"$\frac{\partial J}{\partial v_b} = (\sigma(q_a^\top v_b) - 1) q_a - \sum_{s=1}^S \sigma(q_{z_s}^\top v_b) q_{z_s}$"
            ),
            {"3": "wrong"},
        ),
        ("# 1\n\n$$A(\\hat y - y)$$\n\n# 2\n\n$$v_b\\hat y^\\top$$", {"1": "proved", "2": "wrong"}),
        (r"$\frac{\partial L}{\partial W} = W$", {}),
    ],
)
def test_the_answers_of_a_document_are_placed_by_what_they_claim(another, tmp_path, text, verdicts):
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    found = verify_document(read(tmp_path / "a.md"), assignment=another)
    assert {each.part: each.verdict for each in found if each.verdict != "missing"} == verdicts


def test_a_symbol_of_a_loss_of_ones_own_is_written_by_its_name_whatever_its_shape():
    assert latex(Symbol("C", ("d", "V"))) == "C"
