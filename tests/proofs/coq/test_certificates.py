"""Certificates of right answers, and none of wrong ones: what is stated, what is proved, and what Coq says of it."""

import shutil

import pytest
from together import refused

from derive import expression as x
from derive.problem import load
from proofs.coq.agreement import in_file
from proofs.coq.coqc import AXIOMS, compiled
from proofs.coq.making import made
from proofs.coq.proving import NoProofError
from proofs.coq.statement import Claim
from proofs.coq.theorem import certificate

ASSIGNMENT = "cs224n-a2"
needs_coq = pytest.mark.skipif(shutil.which("coqc") is None, reason="Coq is not installed")
GRADIENTS = [part.id for part in load(ASSIGNMENT).parts if part.kind == "gradient"]

RIGHT = {
    "by cases in one brace": (
        "c",
        r"\begin{cases} (\hat y_o - 1) v_c & w = o \\ \hat y_w v_c & w \neq o \end{cases}",
    ),
    "a case for each left side": (
        "c",
        r"$\frac{\partial J}{\partial u_o} = (\hat y_o - 1) v_c$, and $\frac{\partial J}{\partial u_w} = \hat y_w v_c$ for $w \neq o$",
    ),
    "repeated samples": ("h", r"\sum_{k : w_k = w_s} (1 - \sigma(-u_{w_k}^\top v_c)) v_c"),
    "a kink": ("e", r"\begin{cases} 1 & x > 0 \\ \alpha & x < 0 \end{cases}"),
    "an indicator": ("e.relu", r"\mathbb{1}\{x > 0\}"),
    "an exponential written out": ("f", r"\frac{e^{-x}}{(1 + e^{-x})^2}"),
    "a chain with derivatives inside": (
        "b.1",
        r"-\frac{\partial}{\partial v_c} \left(u_o^\top v_c\right) + \sum_w \hat y_w u_w",
    ),
    "a sum of losses left open": (
        "i.1",
        r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial U}",
    ),
    "three parts in one": (
        "i",
        r"""$\frac{\partial J_{sg}}{\partial U} = \sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial U}$,
        $\frac{\partial J_{sg}}{\partial v_c} = \sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}$,
        $\frac{\partial J_{sg}}{\partial v_w} = 0$ for $w \ne c$""",
    ),
    "a signed matrix": ("g.2.v_c", r"U_{o,\{w_1,\dots,w_K\}} (\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c) - \mathbf 1)"),
    "an identity": ("a", r"-\sum_w y_w \log \hat y_w = -\log \hat y_o"),
}
WRONG = {
    "sign": ("b.1", r"U(y - \hat y)"),
    "factor": ("b.1", r"2 U(\hat y - y)"),
    "one term": ("b.1", r"U \hat y"),
    "one case for all": ("c", r"\hat y_w v_c"),
    "cases the other way": ("c", r"\begin{cases} \hat y_w v_c & w = o \\ (\hat y_w - 1) v_c & w \neq o \end{cases}"),
    "a case is missing": ("c", r"\begin{cases} (\hat y_o - 1) v_c & w = o \end{cases}"),
    "repetitions forgotten": ("h", r"\sigma(u_{w_s}^\top v_c) v_c"),
    "minus lost in a sigmoid": (
        "g.1.v_c",
        r"(\sigma(u_o^\top v_c) - 1) u_o + \sum_k \sigma(-u_{w_k}^\top v_c) u_{w_k}",
    ),
    "a branch of the kink": ("e", r"\begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases}"),
    "square forgotten": ("f", r"\sigma(x)(1 - \sigma(x)^2)"),
}


def read(part, latex):
    """The part, and the claim that the answer is its derivative, as the reader of answers reads it."""
    from derive.parsing.macros import collect
    from proofs.answers.claims.conventions import Conventions
    from proofs.answers.claims.script import read_script
    from proofs.answers.decide import decide

    problem = load(ASSIGNMENT)
    given = problem.part(part)
    outcome = decide(read_script(latex, collect(latex)), problem, given, Conventions())
    assert outcome.final is not None, outcome.message
    return given, Claim(x.Derivative(given.loss, given.variable), outcome.final, outcome.condition)


@pytest.mark.parametrize("part", ["a", *GRADIENTS])
def test_our_own_closed_form_has_a_proof_and_its_statement_reads_back(part):
    found = made(part, None, "", ASSIGNMENT)
    assert found.certificate is not None, found.reason
    assert in_file(found.items, found.certificate.text) > 0


@pytest.mark.parametrize("case", RIGHT)
def test_an_accepted_answer_has_a_proof_and_its_statement_reads_back(case):
    found = made(*RIGHT[case], "", ASSIGNMENT)
    assert found.certificate is not None, found.reason
    assert in_file(found.items, found.certificate.text) > 0


@needs_coq
def test_coq_accepts_them_by_the_axioms_of_the_reals():
    cases = ("a case for each left side", "repeated samples", "a kink", "three parts in one")
    refusals, run = refused({case: made(*RIGHT[case], "", ASSIGNMENT).certificate for case in cases}, kernel=True)
    assert refusals == {}
    assert "ClassicalDedekindReals.sig_forall_dec" in run.axioms
    assert set(run.axioms) <= AXIOMS


@needs_coq
def test_one_that_coq_refuses_is_told_from_the_others():
    """That certificates are compiled together in these tests hides none."""
    right = made(*RIGHT["an indicator"], "", ASSIGNMENT).certificate
    refusals, _ = refused({"right": right, "wrong": certificate([read(*WRONG["sign"])], forced=True)})
    assert list(refusals) == ["wrong"]
    assert "Error" in refusals["wrong"]


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_answer_has_no_proof(case):
    part, claim = read(*WRONG[case])
    with pytest.raises(NoProofError):
        certificate([(part, claim)])


@needs_coq
def test_coq_refuses_a_proof_that_is_forced():
    found = certificate([read(*WRONG["repetitions forgotten"])], forced=True)
    run = compiled(found.text, found.theorems)
    assert not run.accepted
    assert "Error" in run.message


@needs_coq
@pytest.mark.parametrize("forgery", ["Axiom cheat : 1 = 2.\nTheorem answer : 1 = 2.\nProof. exact cheat. Qed.\n",
                                     "Theorem answer : 1 = 2.\nAdmitted.\n"])  # fmt: skip
def test_a_proof_that_assumes_what_it_should_show_is_no_proof(forgery):
    run = compiled(f"Require Import GradProof.\n{forgery}Print Assumptions answer.\n", ["answer"])
    assert not run.accepted
    assert "rests on" in run.message


@needs_coq
def test_coq_is_stopped_when_its_time_is_up():
    run = compiled("Require Import GradProof.\nGoal True. do 1000000000 idtac. Qed.\n", [], limit=1.0)
    assert not run.accepted
    assert "stopped" in run.message


def test_a_certificate_says_where_it_stands_and_what_is_assumed():
    text = made("g.1.u_ws", r"\sigma(u_{w_s}^\top v_c) v_c", "", ASSIGNMENT).certificate.text
    statement = text.split("\nProof.")[0]
    for each in ("w_avoids_o", "w_distinct", "forall j, (j < d)%nat", "is_derive", r"\sigma(u_{w_s}^\top v_c) v_c"):
        assert each in statement
    assert len(statement.splitlines()) < 35


def test_an_answer_cannot_leave_the_comment():
    answer = r'U(\hat y - y) \text{*) Axiom a : False. (* "}'
    text = made("b.1", answer, "", ASSIGNMENT).certificate
    if text is not None:
        assert text.text.count("(*") == text.text.count("*)")
        assert '"' not in text.text


def test_there_is_no_certificate_of_what_is_not_accepted():
    found = made("b.1", r"U\hat y", "", ASSIGNMENT)
    assert (found.certificate, found.accepted, found.status) == (None, False, 1)


@pytest.mark.parametrize("part", ["b.3", "g.2.reuse"])
def test_a_part_without_a_closed_form_says_so(part):
    found = made(part, None, "", ASSIGNMENT)
    assert found.certificate is None
    assert "give an answer" in found.reason
