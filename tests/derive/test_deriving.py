"""The gradients of the assignment come out of the rules; each line is the same function as the loss, differentiated by the checker."""

import pytest

from derive.deriving import gradient_chain, names_of
from derive.premises import Premises
from derive.problem import load
from derive.writing.latex import latex
from proofs.identity import Judge, Setting

PROBLEM = load("cs224n-a2")

RESULTS = [
    ("b.1", r"U(\hat{y} - y)"),
    ("c", r"(\hat{y}_w - \mathbb{1}[w = o]) v_c"),
    (
        "g.1.v_c",
        r"-(1 - \sigma(u_o^\top v_c)) u_o + \sum_{k=1}^K \sigma(u_{w_k}^\top v_c) u_{w_k}",
    ),
    ("g.1.u_o", r"-(1 - \sigma(u_o^\top v_c)) v_c"),
    ("g.1.u_ws", r"\sigma(u_{w_s}^\top v_c) v_c"),
    ("h", r"\left(\sum_{k:w_k=w_s} 1\right) \sigma(u_{w_s}^\top v_c) v_c"),
    ("i.3", r"\mathbf{0}"),
]


def chain_of(name):
    part = PROBLEM.part(name)
    return part, gradient_chain(part.loss, part.variable, Premises(part.variable, part.assumptions, names_of(PROBLEM)))


@pytest.mark.parametrize(("name", "result"), RESULTS, ids=[name for name, _ in RESULTS])
def test_results(name, result):
    assert latex(chain_of(name)[1].result) == result


@pytest.mark.parametrize("name", [name for name, _ in RESULTS])
def test_every_single_step_is_the_gradient(name):
    part, chain = chain_of(name)
    expressions = [chain.start, *(step.after for step in chain.steps)]
    judge = Judge(expressions, Setting(part.free, part.maps, part.assumptions, part.constraints))
    for step in chain.steps:
        assert judge.compare(chain.start, step.after).equal, step.rule.name
