"""Derivations of statements are decided before they are shown, and a changed line is refused."""

from dataclasses import replace

import pytest

from derive.blocks import Chain
from derive.expression import Negative
from derive.stating import state
from derive.through_quantities import sums_to_one, through_quantities
from derive.writing.latex import latex
from derive.writing.text import text
from proofs.cli import main
from proofs.derivations import UncheckedError, check, derive_loss, derive_statement
from proofs.statements import check_statement

NETWORK = {
    "where": [r"h = \sigma(x W_1 + b_1)", r"\hat{y} = \operatorname{softmax}(h W_2 + b_2)"],
    "declare": ["x: d", "W_1: d x m", "b_1: m", "W_2: m x k", "b_2: k", "y: k"],
    "assume": ["x, h, b_1, b_2, y are row vectors"],
    "convention": "rows",
}
STATED = {
    "a network with row vectors": {"loss": r"-\sum_i y_i \log \hat{y}_i", "wrt": "W_1", **NETWORK},
    "two ways to the variable": {
        "loss": r"g^\top (t \odot h + (1 - t) \odot x)",
        "wrt": "x",
        "where": [r"t = \sigma(W x)", r"h = \tanh(V x)"],
        "declare": ["x: d", "g: d", "W: d x d", "V: d x d"],
    },
    "labels": {
        "loss": r"-\sum_{i=1}^N \log \frac{e^{w_{y_i}^\top x_i}}{\sum_{k=1}^C e^{w_k^\top x_i}}",
        "wrt": "w_j",
        "declare": ["x[N]: d", "w[C]: d", "y[N]: index C", "j: index C"],
    },
}


@pytest.mark.parametrize("stated", STATED.values(), ids=STATED)
def test_it_is_checked(stated):
    assert derive_loss(**stated).checked


@pytest.mark.parametrize("stated", STATED.values(), ids=STATED)
def test_a_changed_line_is_refused(stated):
    made = through_quantities(state(**stated))
    for block in made.blocks:
        if not isinstance(block, Chain):
            continue
        for place, line in enumerate(block.lines):
            last = line.steps[-1]
            wrong = replace(last, after=Negative(last.after), result=Negative(last.result))
            lines = list(block.lines)
            lines[place] = replace(line, expression=wrong.after, steps=(*line.steps[:-1], wrong))
            lines = lines[: place + 1]
            changed = tuple(replace(block, lines=tuple(lines)) if b is block else b for b in made.blocks)
            with pytest.raises(UncheckedError):
                check(replace(made, blocks=changed))


SOFTMAX = {"loss": r"-y^\top \log \hat{y}", "wrt": r"\theta", "where": [r"\hat{y} = \operatorname{softmax}(\theta)"]}


def test_an_assumption_is_used_and_named():
    assert text(derive_loss(**SOFTMAX, declare=["y: n"]).chains[-1].result) == "(𝟏ᵀ y) ŷ − y"
    found = derive_loss(**SOFTMAX, declare=["y: n"], assume=["y is one-hot"])
    assert text(found.chains[-1].result) == "ŷ − y"
    assert "𝟏ᵀ y = 1, as assumed." in found.text("en")


def test_what_is_not_assumed_may_not_be_put_in():
    made = through_quantities(state(**SOFTMAX, declare=["y: n"], assume=["y is one-hot"]))
    assert check(made, sums_to_one(state(**SOFTMAX, declare=["y: n"], assume=["y is one-hot"]))).checked
    with pytest.raises(UncheckedError):
        check(made)


@pytest.mark.parametrize("stated", STATED.values(), ids=STATED)
def test_what_was_found_may_be_put_in_at_its_place_only(stated):
    made = through_quantities(state(**stated))
    for block in made.blocks:
        if not isinstance(block, Chain) or len(block.lines) < 2:
            continue
        last = block.lines[-1].steps[-1]
        wrong = replace(last, after=Negative(last.after))
        line = replace(block.lines[-1], expression=wrong.after, steps=(*block.lines[-1].steps[:-1], wrong))
        changed = replace(block, lines=(*block.lines[:-1], line))
        with pytest.raises(UncheckedError):
            check(replace(made, blocks=tuple(changed if each is block else each for each in made.blocks)))


def test_the_command_says_how_it_was_read(capsys):
    asked = ["derive", "--loss", r"\frac12 \lVert X w - y \rVert^2", "--wrt", "w", "--declare", "X: N x d"]
    assert main([*asked, "--lang", "en"]) == 0
    printed = capsys.readouterr().out
    assert "Not declared, so it was read as --declare 'y: N'." in printed
    assert "J = (1/2) (zᵀ z)" in printed


def test_a_declaration_that_cannot_be_read(capsys):
    assert main(["derive", "--loss", "x^2", "--wrt", "x", "--declare", "x"]) == 2
    assert "--declare" in capsys.readouterr().err


@pytest.mark.parametrize(
    "stated",
    [
        {"loss": r"\log\frac{\det R}{\det S} + p^\top S^{-1} p", "wrt": "p", "declare": ["p: n", "R: n x n", "S: n x n"], "assume": ["R, S symmetric, positive definite"]},
        {"loss": r"\log\sum_{k=1}^{K} c_k e^{-(t - m_k)^2}", "wrt": "m", "declare": ["c: K", "m: K", "t:"], "where": [r"q_k = \frac{c_k e^{-(t - m_k)^2}}{\sum_{l=1}^{K} c_l e^{-(t - m_l)^2}}"]},
    ],
    ids=["a determinant that is never 0", "a denominator that is the argument of a logarithm in the loss"],
)  # fmt: skip
def test_a_denominator_that_the_loss_has_leaves_nothing_open(stated):
    assert derive_statement(state(**stated)).checked


@pytest.mark.parametrize(
    ("loss", "declare"),
    [
        (r"-(1 - \sigma(z))^\gamma \log \sigma(z)", ["z:", "gamma:"]),
        (r"(z - y)^\gamma", ["z:", "y:", "gamma:"]),
        (r"(y z^\gamma + (1 - y) z)^{1/\gamma}", ["z:", "y:", "gamma:"]),
    ],
)
def test_a_power_of_a_sum_is_decided_where_the_sum_is_above_0(loss, declare):
    assert derive_statement(state(loss, "z", declare=declare)).checked


def test_a_sum_inside_of_another_keeps_its_own_letters():
    weights = r"q_{ij} = \frac{1}{(1 + (z_i - z_j)^2) \sum_{k=1}^n \sum_{l \ne k} \frac{1}{1 + (z_k - z_l)^2}}"
    asked = state(
        r"-\sum_{i=1}^n \sum_{j \ne i} P_{ij} \log q_{ij}", "z_m", [weights], ["z: n", "P: n x n", "m: index n"]
    )
    assert derive_statement(asked).checked


def test_a_quantity_that_is_symmetric_by_itself_gets_no_name_where_a_step_by_it_would_be_false():
    asked = state(r"\operatorname{tr}((X^\top X)^{-1} B)", "X", declare=["X: m x n", "B: n x n"])
    made = derive_statement(asked)
    assert made.checked
    last = latex(made.chains[-1].result)
    assert check_statement(asked, last).accepted
    assert check_statement(asked, f"2 ({last})").refused


def test_a_sum_along_the_diagonal_is_a_trace():
    made = derive_loss(r"\log\det(a I + F^\top F)", "a", declare=["F: n x m", "a:"])
    assert text(made.chains[-1].result) == "tr((a I + Fᵀ F)⁻¹)"


def test_the_members_of_a_family_keep_its_letter():
    made = derive_loss(r"\sum_{i=1}^N (w^\top Z_i)^2", "w", declare=["Z[N]: d", "w: d"])
    shown = latex(made.chains[-1].result)
    assert "Z_i" in shown
    assert "z" not in shown
    asked = state(r"\sum_{i=1}^N (w^\top Z_i)^2", "w", declare=["Z[N]: d", "w: d"])
    assert check_statement(asked, shown).verdict == "proved"


MEAN = r"\hat{v} = \frac{1}{2m} \sum_{-m \le j \le m, j \ne 0} v_{w_{t+j}}"


@pytest.mark.parametrize(
    ("loss", "slope"),
    [
        (r"-\log \frac{\exp(u_o^\top \hat{v})}{\sum_{w=1}^{V} \exp(u_w^\top \hat{v})}", "U softmax(Uᵀ v̂) − u_o"),
        (
            r"-\log \sigma(u_o^\top \hat{v}) - \sum_{s=1}^{K} \log \sigma(-u_{w_s}^\top \hat{v})",
            "Σ_{s=1…K} σ(u_{w_s}ᵀ v̂) u_{w_s} − σ(−u_oᵀ v̂) u_o",
        ),
    ],
)
def test_a_quantity_may_be_a_sum_over_a_window(loss, slope):
    by_mean, by_column = derive_statement(state(loss, "v_k", (MEAN,))).chains
    assert text(by_mean.result) == slope
    assert text(by_column.lines[0].expression) == "((Σ_{−m≤j≤m,j≠0} 𝟙[k = w_{t+j}]) (∂J/∂v̂))/(2 m)"
