"""Functions of other courses in compiled files: value and gradient against the mathematics, by a formula of the standard library."""

import math
import re

import numpy as np
import pytest

from proofs.cli import main


def bell(t):
    return math.exp(-t * t / 2) / math.sqrt(2 * math.pi)


def normal(t):
    return (1 + math.erf(t / math.sqrt(2))) / 2


FUNCTIONS = {
    r"[t]_+": lambda t: max(t, 0.0),
    r"(1 - t)^+": lambda t: max(1 - t, 0.0),
    r"\tan(t)": math.tan,
    r"\cot(t)": lambda t: 1 / math.tan(t),
    r"\sec(t)": lambda t: 1 / math.cos(t),
    r"\csc(t)": lambda t: 1 / math.sin(t),
    r"\coth(t)": lambda t: 1 / math.tanh(t),
    r"\log_2 t": math.log2,
    r"\log_{10} t": math.log10,
    r"\lg t": math.log10,
    r"\operatorname{logit}(t)": lambda t: math.log(t / (1 - t)),
    r"\operatorname{log1p}(t)": math.log1p,
    r"\operatorname{expm1}(t)": math.expm1,
    r"\operatorname{softsign}(t)": lambda t: t / (1 + abs(t)),
    r"\operatorname{logsigmoid}(t)": lambda t: -math.log1p(math.exp(-t)),
    r"\operatorname{clip}(t, -1, 1/2)": lambda t: min(max(t, -1), 0.5),
    r"\operatorname{hardtanh}(t)": lambda t: min(max(t, -1), 1),
    r"\sqrt[3]{t}": lambda t: t ** (1 / 3),
    r"\arctan(t)": math.atan,
    r"\arcsin(t)": math.asin,
    r"\arccos(t)": math.acos,
    r"\operatorname{arsinh}(t)": math.asinh,
    r"\operatorname{arcosh}(1 + t)": lambda t: math.acosh(1 + t),
    r"\operatorname{artanh}(t)": math.atanh,
    r"\operatorname{erf}(t)": math.erf,
    r"\operatorname{erfc}(t)": math.erfc,
    r"\Phi(t)": normal,
    r"\Phi(t) \phi(t)": lambda t: normal(t) * bell(t),
    r"\operatorname{GELU}(t)": lambda t: t * normal(t),
    r"\sin(\pi t)": lambda t: math.sin(math.pi * t),
}
STEP = 1e-6
CLOSE = 1e-8
"""A central difference with this step is off by some 1e-10."""


@pytest.mark.parametrize("latex", FUNCTIONS)
def test_of_a_number_and_of_every_entry(latex, tmp_path):
    file = tmp_path / "made.py"
    entry = re.sub(r"\bt\b", "z_i", latex)
    f = FUNCTIONS[latex]
    for loss, wrt, declared in ((latex, "t", "t:"), (rf"\sum_{{i=1}}^n {entry}", "z", "z: n")):
        assert main(["compile", "--loss", loss, "--wrt", wrt, "--declare", declared, "-o", str(file)]) == 0
        space: dict = {}
        exec(file.read_text(encoding="utf8"), space)  # noqa: S102 (our own text)
        points = [0.3, 0.7, 0.45]
        if wrt == "t":
            value, slope = space["loss_and_gradient"](t=0.3)
            points = points[:1]
        else:
            value, slope = space["loss_and_gradient"](z=np.array(points))
        assert value == pytest.approx(sum(map(f, points)), rel=1e-12)
        slopes = [(f(t + STEP) - f(t - STEP)) / (2 * STEP) for t in points]
        assert np.reshape(slope[wrt], -1) == pytest.approx(slopes, abs=CLOSE)


def test_single_precision_stays(tmp_path):
    file = tmp_path / "made.py"
    loss = r"\sum_{i=1}^n z_i \Phi(z_i) \arctan(z_i)"
    assert main(["compile", "--loss", loss, "--wrt", "z", "--declare", "z: n", "-o", str(file)]) == 0
    space: dict = {}
    exec(file.read_text(encoding="utf8"), space)  # noqa: S102 (our own text)
    value, slope = space["loss_and_gradient"](z=np.ones(3, np.float32))
    assert value.dtype == slope["z"].dtype == np.float32
