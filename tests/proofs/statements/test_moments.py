"""One step of a recurrent network and the layers of a deep one, as courses number them: h_t, h^{(t)}, a^{⟨t⟩}, W^{[1]}, a_{l-1}."""

import pytest

import gradproof
from derive.statement import StatementError
from derive.stating import state
from derive.writing.latex import latex
from proofs.statements import check_statement

STEP = r"\frac12\|{h} - y\|^2"
CELL = r"{h} = \tanh(W {before} + V {x})"
ANSWER = r"\left(({h} - y) \odot (1 - {h} \odot {h})\right) {before}^\top"
SCRIPTS = {
    "below": ("h_t", "h_{t-1}", "x_t"),
    "in round brackets": ("h^{(t)}", "(h^{(t-1)})", "x^{(t)}"),
    "in angle brackets": (r"h^{\langle t\rangle}", r"(h^{\langle t-1\rangle})", r"x^{\langle t\rangle}"),
    "of a layer": ("h^{[l]}", "(h^{[l-1]})", "x^{[l]}"),
}
DEEP = [r"a^{(1)} = \tanh(W^{(1)} x + b^{(1)})", r"a^{(2)} = W^{(2)} a^{(1)} + b^{(2)}"]


@pytest.mark.parametrize("scripts", SCRIPTS.values(), ids=SCRIPTS)
def test_one_step_is_decided(scripts):
    h, before, x = scripts

    def filled(text):
        return text.replace("{h}", h).replace("{before}", before).replace("{x}", x)

    asked = state(filled(STEP), "W", [filled(CELL)])
    assert check_statement(asked, filled(ANSWER)).verdict == "proved"
    assert check_statement(asked, filled(ANSWER).replace(before, x)).verdict in ("wrong", "wrong-shape")
    assert check_statement(asked, filled(ANSWER).replace("1 - ", "1 + ")).verdict == "wrong"


def test_a_cell_with_a_gate_is_differentiated_by_the_state_before():
    where = [r"c_t = f_t \odot c_{t-1} + i_t \odot \tilde{c}_t", r"h_t = o_t \odot \tanh(c_t)"]
    asked = state(r"g^\top h_t", "c_{t-1}", where)
    assert check_statement(asked, r"g \odot o_t \odot (1 - \tanh^2(c_t)) \odot f_t").accepted
    assert check_statement(asked, r"g \odot o_t \odot (1 - \tanh^2(c_t)) \odot i_t").verdict == "wrong"


def test_layers_are_told_apart_by_their_numbers():
    asked = state(r"\frac12\|a^{(2)} - y\|^2", "W^{(1)}", DEEP)
    right = r"\left(W^{(2)\top}(a^{(2)} - y) \odot (1 - a^{(1)} \odot a^{(1)})\right) x^\top"
    assert check_statement(asked, right).verdict == "proved"
    assert not check_statement(asked, right.replace("a^{(2)} - y", "a^{(1)} - y")).accepted


def test_a_letter_that_something_runs_through_is_still_an_index():
    asked = state(r"\sum_{t=1}^T (y_t - h_t)^2", "w", [r"h_t = w^\top x_t"], ["x[T]: d", "w: d", "y: T"])
    assert check_statement(asked, r"-2\sum_{t=1}^T (y_t - h_t) x_t").verdict == "proved"


def test_what_stands_a_step_before_is_said_to_be_given():
    asked = state(r"\frac12\|h_t - y\|^2", "W", [r"h_t = \tanh(W h_{t-1} + V x_t)"])
    assert ("step-before", "h_t-1") in {(note.code, dict(note.values).get("name")) for note in asked.notes}


@pytest.mark.parametrize("loss", [r"a^\top h_t + b^\top h_{t+1}", r"a^\top h_t + b^\top h_{t-1}", r"a^\top h_{t+1}"])
def test_a_quantity_at_several_moments_is_not_taken_for_a_constant(loss):
    with pytest.raises(StatementError):
        state(loss, "W", [r"h_t = \tanh(W x_t)"])


def test_names_are_written_as_they_were_read():
    loss = state(r"\|h^{(t-1)}\|^2", "h^{(t-1)}", declare=["h^{(t-1)}: n"]).loss
    assert "h^{(t -1)}" in latex(loss).replace(r"\mathbf{h}", "h")


def test_the_program_takes_them_by_their_plain_names():
    f = gradproof.compile(loss=r"a^\top h_{t-1}", wrt="h_{t-1}", declare=["a: n", "h_{t-1}: n"])
    assert f(a=[1.0, 2.0], h_t_1=[3.0, 4.0])[1]["h_t_1"].tolist() == [1.0, 2.0]
