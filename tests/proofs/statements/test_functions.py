"""Functions and signs of other courses: read, derived, decided. Each row is a loss with right answers and wrong ones."""

import pytest

from derive.statement import StatementError
from derive.stating import state
from proofs.derivations import derive_statement
from proofs.statements import check_statement

T = ("t:",)
MARGIN = ("w: d", "x: d", "y:")
VECTORS = ("z: n", "a: n")
PROBIT = ("w: d", "x[N]: d", "y: N")

ROWS = [
    # the positive part
    (r"[1 - y w^\top x]_+", "w", MARGIN, [r"-y x 1\{y w^\top x < 1\}"], [r"-y x", r"y x 1\{y w^\top x < 1\}", r"-y x 1\{y w^\top x > 1\}"]),
    (r"(1 - t)_+^2", "t", T, [r"-2 (1 - t)_+", r"-2 (1 - t)^+", r"-2 [1 - t]_{+}", r"-2 \max(0, 1 - t)"], [r"2 (1 - t)_+", r"-2 (1 - t)"]),
    (r"a^\top (z - a)^+", "z", VECTORS, [r"a \odot 1\{z > a\}"], [r"a \odot 1\{z < a\}", "a"]),
    (r"\sum_i z_i^+", "z", ("z: n",), [r"1\{z > 0\}"], [r"\mathbf 1", r"1\{z < 0\}"]),
    # kinks: one sign in an exponent and beside it
    (r"|t|", "t", T, [r"\operatorname{sign}(t)", r"\begin{cases}1&t\ge0\\-1&t<0\end{cases}"], ["1", r"\begin{cases}1&t>0\\1&t<0\end{cases}"]),
    (r"\sum_i |z_i|", "z", ("z: n",), [r"\frac{\partial J}{\partial z_i}=\begin{cases}1&z_i>0\\-1&z_i\le0\end{cases}"], ["z"]),
    (r"\max(t, 0) - bt + \log(1 + e^{-|t|})", "t", (*T, "b:"), [r"\sigma(t) - b"], [r"\sigma(-t) - b", r"\sigma(|t|) - b"]),
    (r"\sum_i (\max(z_i, 0) - a_i z_i + \log(1 + e^{-|z_i|}))", "z", VECTORS, [r"\sigma(z) - a"], [r"\sigma(z) + a"]),
    # with numbers of their own
    (r"\operatorname{SELU}(t)", "t", T, [r"\begin{cases}\lambda & t>0\\ \lambda\alpha e^t & t\le 0\end{cases}"], [r"\begin{cases}1 & t>0\\ \lambda\alpha e^t & t\le 0\end{cases}", r"\begin{cases}\lambda & t>0\\ \alpha e^t & t\le 0\end{cases}"]),
    (r"a^\top \operatorname{ELU}(z)", "z", VECTORS, [r"a \odot \begin{cases} \mathbf 1 & z > 0 \\ e^z & z \le 0 \end{cases}"], [r"a \odot e^z", r"a \odot \begin{cases} \mathbf 1 & z < 0 \\ e^z & z \ge 0 \end{cases}"]),
    (r"\operatorname{LeakyReLU}_{b}(w^\top x)", "w", ("w: d", "x: d", "b:"), [r"x (b + (1-b) 1\{w^\top x > 0\})"], ["b x", r"x 1\{w^\top x > 0\}"]),
    (r"\operatorname{swish}_{\beta}(t)", "t", (*T, r"\beta:"), [r"\sigma(\beta t) + \beta t \sigma(\beta t) \sigma(-\beta t)"], [r"\sigma(\beta t) + t \sigma(\beta t) \sigma(-\beta t)"]),
    (r"\operatorname{Huber}(t, 2)", "t", T, [r"\begin{cases} t & |t| \le 2 \\ 2 \operatorname{sign}(t) & |t| > 2 \end{cases}"], [r"\begin{cases} t & |t| \le 2 \\ 2 & |t| > 2 \end{cases}", "t"]),
    (r"\operatorname{mish}(t)", "t", T, [r"\tanh(\log(1 + e^t)) + t (1 - \tanh^2(\log(1 + e^t))) \sigma(t)"], [r"\tanh(\log(1 + e^t))"]),
    (r"\prod_{i=1}^n z_i", "z", ("z: n",), [r"\frac{\partial J}{\partial z_i} = \prod_{j \ne i} z_j", r"\frac{\partial J}{\partial z_i} = \frac{1}{z_i} \prod_j z_j"], [r"\frac{\partial J}{\partial z_i} = \prod_j z_j", r"\frac{\partial J}{\partial z_i} = z_i \prod_j z_j"]),
    (r"\log(t!)", "t", T, [r"\operatorname{digamma}(t + 1)"], [r"\operatorname{digamma}(t)"]),
    # built of others
    (r"\tan(t)", "t", T, [r"1 + \tan^2 t", r"\sec^2(t)", r"\frac{1}{\cos^2(t)}"], [r"\cos^2 t", r"\sec t", r"1 - \tan^2 t"]),
    (r"\cot(t)", "t", T, [r"-\csc^2(t)"], [r"\csc^2(t)"]),
    (r"\coth(t)", "t", T, [r"1 - \coth^2(t)", r"-\operatorname{csch}^2(t)"], [r"\operatorname{csch}^2(t)"]),
    (r"\log_2(t)", "t", T, [r"\frac{1}{t \ln 2}"], [r"\frac 1t", r"\frac{1}{2t}"]),
    (r"\log_{10}(1 + t^2)", "t", T, [r"\frac{2t}{(1 + t^2) \ln 10}"], [r"\frac{2t}{1 + t^2}"]),
    (r"\lg t", "t", T, [r"\frac{1}{t \ln 10}"], [r"\frac{1}{t \ln 2}"]),
    (r"\operatorname{logit}(t)", "t", T, [r"\frac{1}{t(1-t)}"], [r"t(1-t)", r"\frac 1t - \frac{1}{1-t}"]),
    (r"\operatorname{expit}(t)", "t", T, [r"\sigma(t)(1 - \operatorname{expit}(t))"], [r"\sigma(t)"]),
    (r"\operatorname{log1p}(t^2)", "t", T, [r"\frac{2t}{1 + t^2}"], [r"\frac{1}{1 + t^2}"]),
    (r"\operatorname{expm1}(2t)", "t", T, ["2 e^{2t}"], ["2 (e^{2t} - 1)"]),
    (r"a^\top \operatorname{softsign}(z)", "z", VECTORS, [r"\frac{\partial J}{\partial z_i} = \frac{a_i}{(1 + |z_i|)^2}"], [r"\frac{\partial J}{\partial z_i} = \frac{a_i}{1 + |z_i|}"]),
    (r"\operatorname{hardtanh}(t)", "t", T, [r"1\{-1 < t\} 1\{t < 1\}"], [r"1\{t < 1\}", "1"]),
    (r"a^\top \operatorname{clip}(z, -1, 2)", "z", VECTORS, [r"a \odot 1\{z > -\mathbf 1\} \odot 1\{z < 2 \cdot \mathbf 1\}"], [r"a \odot 1\{z > -\mathbf 1\}"]),
    (r"a^\top \max(z, \beta z)", "z", (*VECTORS, r"\beta:"), [], ["a", r"\beta a"]),
    (r"\sqrt[3]{t}", "t", T, [r"\frac{1}{3 \sqrt[3]{t^2}}", r"\frac 13 t^{-2/3}"], [r"\frac 13 t^{2/3}", r"\frac 13 t^{-1/3}"]),
    (r"(t^2 + 1)^{3/5}", "t", T, [r"\frac{6t}{5} (t^2 + 1)^{-2/5}"], [r"\frac{6t}{5} (t^2 + 1)^{2/5}"]),
    # with a slope of their own
    (r"\arctan(t)", "t", T, [r"\frac{1}{1 + t^2}"], [r"\frac{1}{1 - t^2}", r"\frac{1}{\sqrt{1 + t^2}}"]),
    (r"\operatorname{atan}(w^\top x)^2", "w", MARGIN[:2], [r"\frac{2 \arctan(w^\top x)}{1 + (w^\top x)^2} x", r"-\frac{2 \arctan(-w^\top x)}{1 + (w^\top x)^2} x"], [r"\frac{2}{1 + (w^\top x)^2} x"]),
    (r"\arcsin(t)", "t", T, [r"\frac{1}{\sqrt{1 - t^2}}"], [r"-\frac{1}{\sqrt{1 - t^2}}", r"\frac{1}{1 - t^2}", r"\frac{1}{\sqrt{1 + t^2}}"]),
    (r"\arccos(w^\top x)", "w", MARGIN[:2], [r"-\frac{1}{\sqrt{1 - (w^\top x)^2}} x"], [r"\frac{1}{\sqrt{1 - (w^\top x)^2}} x"]),
    (r"\operatorname{arsinh}(t)", "t", T, [r"\frac{1}{\sqrt{1 + t^2}}"], [r"\frac{1}{\sqrt{t^2 - 1}}"]),
    (r"\operatorname{arcosh}(t)", "t", T, [r"\frac{1}{\sqrt{t^2 - 1}}"], [r"\frac{1}{\sqrt{1 + t^2}}"]),
    (r"\operatorname{artanh}(t)", "t", T, [r"\frac{1}{1 - t^2}"], [r"\frac{1}{1 + t^2}"]),
    (r"\operatorname{erf}(t)", "t", T, [r"\frac{2}{\sqrt\pi} e^{-t^2}"], [r"\frac{1}{\sqrt\pi} e^{-t^2}", r"\frac{2}{\sqrt\pi} e^{-t^2/2}"]),
    (r"\log \Gamma(t)", "t", T, [r"\psi(t)", r"\operatorname{digamma}(t)", r"\frac{\Gamma'(t)}{\Gamma(t)}"], [r"\Gamma(t)", r"-\psi(t)", r"\psi(-t)"]),
    (r"\log \Gamma(a + t) - \log \Gamma(t)", "t", ("a:", "t:"), [r"\psi(a + t) - \psi(t)"], [r"\psi(a + t)", r"\psi(a) - \psi(t)"]),
    (r"\Gamma(t) s", "t", ("s:", "t:"), [r"s \Gamma(t) \psi(t)"], [r"s \Gamma(t)", r"s \psi(t)"]),
    (r"\sum_i \operatorname{ELU}(z_i)", "z", ("z: n",), [r"\frac{\partial J}{\partial z_i} = \begin{cases} 1 & z_i > 0 \\ e^{z_i} & z_i \le 0 \end{cases}"], [r"\frac{\partial J}{\partial z_i} = \begin{cases} 1 & z_i > 0 \\ e^{z_i} - 1 & z_i \le 0 \end{cases}", r"\mathbf 1"]),
    # the normal distribution
    (r"t \Phi(t)", "t", T, [r"\Phi(t) + t \phi(t)", r"\Phi(t) + \frac{t}{\sqrt{2\pi}} e^{-t^2/2}", r"\Phi(t) + t \Phi'(t)", r"1 - \Phi(-t) + t \phi(t)"], [r"\Phi(t) - t \phi(t)", r"\Phi(t)", r"\Phi(t) + \frac{t}{\sqrt\pi} e^{-t^2/2}", r"\Phi(-t) + t \phi(t)"]),
    (r"\operatorname{GELU}(t)", "t", T, [r"\Phi(t) + t \varphi(t)"], [r"\Phi(t)"]),
    (r"-\sum_{i=1}^N (y_i \log \Phi(w^\top x_i) + (1 - y_i) \log(1 - \Phi(w^\top x_i)))", "w", PROBIT, [r"-\sum_i \frac{(y_i - \Phi(w^\top x_i)) \phi(w^\top x_i)}{\Phi(w^\top x_i)(1 - \Phi(w^\top x_i))} x_i"], [r"\sum_i \frac{(y_i - \Phi(w^\top x_i)) \phi(w^\top x_i)}{\Phi(w^\top x_i)(1 - \Phi(w^\top x_i))} x_i", r"-\sum_i (y_i - \Phi(w^\top x_i)) x_i"]),
    # denominators that are products of those of the loss; powers of sums; functions side by side
    (r"\log_2(1 + \frac{h^2 p}{s^2})", "p", ("h:", "p:", "s:"), [r"\frac{1}{\ln 2} \frac{h^2}{s^2 + h^2 p}"], [r"\frac{h^2}{s^2 + h^2 p}"]),
    (r"\sum_{k=1}^K \log(1 + \frac{g_k p_k}{m_k})", "p_j", ("g: K", "p: K", "m: K", "j: index K"), [r"\frac{g_j}{m_j + g_j p_j}"], [r"\frac{g_j}{m_j + p_j}"]),
    (r"(a t^\rho + (1 - a) s^\rho)^{1/\rho}", "t", ("a:", "t:", "s:", r"\rho:"), [r"a t^{\rho - 1} (a t^\rho + (1 - a) s^\rho)^{1/\rho - 1}"], [r"a t^{\rho - 1} (a t^\rho + (1 - a) s^\rho)^{1/\rho}"]),
    (r"\sin t \cos t", "t", T, [r"\cos(2t)", r"\cos t \cos t - \sin t \sin t"], [r"\cos t \cos t"]),
    # norms of other degrees, and functions of one's own with a subscript
    (r"\lVert z \rVert_4^4", "z", ("z: n",), [r"\frac{\partial J}{\partial z_i} = 4 z_i^3"], [r"\frac{\partial J}{\partial z_i} = 4 z_i^2", r"\frac{\partial J}{\partial z_i} = 4 |z_i|^3"]),
    (r"\lVert z \rVert_3", "z", ("z: n",), [r"\frac{\partial J}{\partial z_i} = \frac{z_i |z_i|}{\lVert z \rVert_3^2}"], [r"\frac{\partial J}{\partial z_i} = \frac{z_i^2}{\lVert z \rVert_3^2}"]),
    # the number π
    (r"\sin(2 \pi f t)", "t", ("f:", "t:"), [r"2 \pi f \cos(2 \pi f t)"], [r"2 f \cos(2 \pi f t)", r"2 \pi \cos(2 \pi f t)"]),
    (r"\frac{1}{\pi (1 + t^2)}", "t", T, [r"-\frac{2t}{\pi (1 + t^2)^2}"], [r"-\frac{2t}{(1 + t^2)^2}"]),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "wrt", "declare", "right", "wrong"), ROWS, ids=[row[0] for row in ROWS])
def test_right_answers_are_proved_and_wrong_ones_refused(loss, wrt, declare, right, wrong):
    asked = state(loss, wrt, declare=declare)
    assert {latex: check_statement(asked, latex).verdict for latex in right} == dict.fromkeys(right, "proved")
    assert {latex: check_statement(asked, latex).verdict for latex in wrong} == dict.fromkeys(wrong, "wrong")


@pytest.mark.parametrize(("loss", "wrt", "declare"), [row[:3] for row in ROWS], ids=[row[0] for row in ROWS])
def test_it_is_derived_and_every_step_is_decided(loss, wrt, declare):
    assert derive_statement(state(loss, wrt, declare=declare)).checked


@pytest.mark.parametrize(
    ("loss", "right", "wrong"),
    [
        (r"\arctan(t)", r"-\frac{2t}{(1 + t^2)^2}", r"\frac{2t}{(1 + t^2)^2}"),
        (r"\arcsin(t)", r"\frac{t}{(1 - t^2)^{3/2}}", r"\frac{t}{(1 - t^2)^{1/2}}"),
        (r"\arccos(t)", r"-\frac{t}{(1 - t^2)^{3/2}}", r"\frac{t}{(1 - t^2)^{3/2}}"),
        (r"\operatorname{arsinh}(t)", r"-\frac{t}{(1 + t^2)^{3/2}}", r"\frac{t}{(1 + t^2)^{3/2}}"),
        (r"\operatorname{arcosh}(t)", r"-\frac{t}{(t^2 - 1)^{3/2}}", r"\frac{t}{(t^2 - 1)^{3/2}}"),
        (r"\operatorname{artanh}(t)", r"\frac{2t}{(1 - t^2)^2}", r"-\frac{2t}{(1 - t^2)^2}"),
        (r"\operatorname{erf}(t)", r"-\frac{4t}{\sqrt\pi} e^{-t^2}", r"\frac{4t}{\sqrt\pi} e^{-t^2}"),
        (r"\Phi(t)", r"-t \phi(t)", r"t \phi(t)"),
    ],
)
def test_second_derivatives(loss, right, wrong):
    asked = state(loss, "t", declare=T, target="hessian")
    assert check_statement(asked, right).verdict == "proved"
    assert check_statement(asked, wrong).verdict == "wrong"


@pytest.mark.parametrize(
    ("loss", "factor"),
    [
        (r"\operatorname{erf}(s)", r"\operatorname{erf}(2s) - 2 \operatorname{erf}(s)"),
        (r"\arctan(s)", r"\arctan(s) + \arctan(1/s) - \frac{\pi}{2}"),  # 0 for s > 0 alone
        (r"\arctan(s)", r"\arctan(1) - \frac{785398163397448}{10^{15}}"),
        (r"\arcsin(s)", r"\arcsin(s)^2 + \arccos(s)^2 - 1"),
        (r"\operatorname{erf}(s)", r"\operatorname{erf}(s) - \tanh(s)"),
        (r"\arctan(s)", r"\arctan(s) - \arcsin(s)"),
        (r"\arccos(s)", r"\arccos(s) + \arccos(-s)"),  # π, not 0
        (r"\Phi(s)", r"\Phi(s) + \Phi(-s)"),
    ],
)
def test_a_false_relation_between_values_is_never_accepted(loss, factor):
    asked = state(loss + " + t^2", "t", declare=("s:", "t:"))
    assert check_statement(asked, "2t").verdict == "proved"
    assert not check_statement(asked, f"2t + t ({factor})").accepted


@pytest.mark.parametrize(
    ("loss", "wrt", "declare", "message"),
    [
        (r"\lVert X^+ y \rVert^2", "y", ("X: n x d", "y: n"), "pseudo-inverse, which is not known"),
        (r"\lVert X^{+} y \rVert^2", "y", ("X: n x n", "y: n"), "pseudo-inverse, which is not known"),
        (r"\lVert z^+ \rVert^2", "z", ("z: n",), "its positive part, its pseudo-inverse or another vector"),
        (r"\lVert z_+ \rVert^2", "z", ("z: n",), r"the positive part of z, or a name of its own"),
        ("t^-", "t", T, "this superscript is not understood"),
        (r"\sum_i (y_i - \sum_k w_k x_{ik+1})^2", "w", ("x: N", "w: K", "y: T"), "this sum is no index"),
        (r"\sum_{i=1}^{n+m} z_i^2", "z", ("z: n", "m:"), "this is no size"),
        (r"\operatorname{LeakyReLU}(t)", "t", T, "LeakyReLU has a number of its own"),
        (r"\operatorname{clip}(t, 2, 1)", "t", T, "in the wrong order"),
        (r"\operatorname{clip}(t)", "t", T, "of a value and of two numbers"),
        (r"\sqrt[n]{t}", "t", T, "this root is not understood"),
        (r"\sin^{-1}(t)", "t", T, "this superscript of a function is not understood"),
        (r"\phi(t)", "t", T, "the function phi is not known"),
        (r"\lVert \Phi (w - v) - \Phi u \rVert^2", "w", (), "the function Phi is not known"),
    ],
)
def test_what_could_mean_several_things_is_refused_with_the_reason(loss, wrt, declare, message):
    with pytest.raises(StatementError, match=message):
        state(loss, wrt, declare=declare)


@pytest.mark.parametrize(
    ("loss", "wrt", "declare", "code"),
    [
        ("[t]_+", "t", T, "positive-part"),
        ("t^+", "t", T, "positive-part"),
        (r"\lg t", "t", T, "logarithm-decimal"),
        (r"\Phi(t)", "t", T, "normal-distribution"),
        (r"\operatorname{GELU}(t)", "t", T, "normal-distribution"),
        (r"\sqrt[3]{t}", "t", T, "root-of-positive"),
    ],
)
def test_how_it_was_read_is_said(loss, wrt, declare, code):
    assert code in {note.code for note in state(loss, wrt, declare=declare).notes}


@pytest.mark.parametrize("name", [r"\rho_\tau", "g_2", r"\log_2"])
def test_a_function_of_ones_own_may_have_a_subscript(name):
    asked = state(f"{name}(3 t)^2", "t", [rf"{name}(u) = u^2 + \tau u"], ["t:", r"\tau:"])
    assert check_statement(asked, r"2 (9 t^2 + 3 \tau t)(18 t + 3 \tau)").verdict == "proved"
    assert check_statement(asked, r"2 (9 t^2 + 3 \tau t)(18 t + 3)").verdict == "wrong"


def test_a_value_that_is_missing_on_a_surface_is_not_overlooked():
    """Where one summand is left out, its denominator is none of the loss."""
    asked = state(r"t^2 + s \sum_{k \ne j} \frac{1}{m_k}", "t", declare=["m: K", "t:", "s:", "j: index K"])
    assert check_statement(asked, "2t").verdict == "proved"
    assert not check_statement(asked, r"2t + 0 \cdot \frac{1}{m_j}").accepted


def test_a_letter_of_ones_own_is_no_constant():
    asked = state(r"\sum_k \pi_k x_k", r"\pi", declare=["x: n"])
    assert check_statement(asked, "x").verdict == "proved"
    assert state(r"\pi t", "t", declare=["t:", r"\pi:"]).declarations.get("pi") is not None
    assert "pi" not in state(r"\pi t", "t", declare=["t:"]).declarations


SLOPES = [
    (r"\sum_i \log \sigma'(z_i)", "z", ("z: n",), [r"\mathbf 1 - 2 \sigma(z)"], [r"\mathbf 0", r"\mathbf 1 - \sigma(z)"]),
    (r"\tanh'(w^\top x)", "w", ("w: d", "x: d"), [r"-2 \tanh(w^\top x) (1 - \tanh^2(w^\top x)) x"], [r"\mathbf 0", r"\tanh(w^\top x) x"]),
]  # fmt: skip


@pytest.mark.parametrize(("loss", "wrt", "declare", "right", "wrong"), SLOPES)
def test_a_slope_in_a_loss_is_written_out(loss, wrt, declare, right, wrong):
    asked = state(loss, wrt, declare=declare)
    assert {latex: check_statement(asked, latex).verdict for latex in right} == dict.fromkeys(right, "proved")
    assert {latex: check_statement(asked, latex).verdict for latex in wrong} == dict.fromkeys(wrong, "wrong")
    assert derive_statement(asked).checked


def test_the_slope_of_an_authors_own_function_is_written_out():
    asked = state(r"\sum_i g'(z_i)", "z", where=[r"g(s) = s^3"], declare=("z: n",))
    assert check_statement(asked, "6 z").verdict == "proved"
    assert check_statement(asked, r"\mathbf 0").verdict == "wrong"
