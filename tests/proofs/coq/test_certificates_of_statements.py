"""Certificates of losses of one's own: what the fragment reaches, what it leaves, and that a wrong value has no proof."""

import re
import shutil

import pytest
from together import refused

from derive.stating import state
from proofs.cli import main
from proofs.coq.agreement import in_file
from proofs.coq.claims import of_statement
from proofs.coq.making import made_of_statement
from proofs.coq.proving import NoProofError
from proofs.coq.statement import Claim
from proofs.coq.terms import OutsideError
from proofs.coq.theorem import certificate

needs_coq = pytest.mark.skipif(shutil.which("coqc") is None, reason="Coq is not installed")

TRACE = (r"\operatorname{tr}(A X B X)", "X", {"declare": ["A: n x n", "B: n x n", "X: n x n"]})
FORM = (r"(P x + p)^\top Q (R x + r)", "x", {"declare": ["P: a x n", "p: a", "Q: a x b", "R: b x n", "r: b", "x: n"]})
MEAN = (
    r"\frac{1}{N} \sum_{i=1}^N \log(1 + e^{-y_i w^\top x_i}) + \frac{\mu}{2} w^\top w",
    "w",
    {"declare": ["x[N]: d", "y: N", "w: d", "mu:"]},
)
ENTROPY = (r"-\sum_i q_i \log p_i", "z", {"where": [r"p = softmax(z)"], "declare": ["z: C", "q: C"], "assume": ["q sums to 1"]})  # fmt: skip
SYMMETRIC = (r"\operatorname{tr}(W^\top S W)", "W", {"declare": ["W: d x k", "S: d x d"], "assume": ["S symmetric"]})
WAVE = (r"a^\top \sin(x) + \cos(t)", "x", {"declare": ["a: n", "x: n", "t:"]})
TURN = (r"\sin^2(t) - \cos^2(t)", "t", {"declare": ["t:"]})
POSITIVE = (r"\sum_i p_i \log p_i", "p", {"declare": ["p: n"], "assume": ["p positive"]})
WHICH = (r"\sum_i q_i^2", "q", {"declare": ["q: k"]})
LAYER = (
    r"\lVert M \operatorname{ReLU}(P x + b) - y \rVert^2",
    "M",
    {"declare": ["M: k x m", "P: m x d", "x: d", "b: m", "y: k"]},
)
RECTIFIED = (
    r"\frac{1}{2 \tau} \lVert M \operatorname{ReLU}(P x + b) - y \rVert^2",
    "P",
    {"declare": ["M: k x m", "P: m x d", "x: d", "b: m", "y: k", "tau:"]},
)
SIZES = (r"\lVert X j \rVert^2", "j", {"declare": ["X: S x k", "j: k"]})

RIGHT = {
    "a trace, by the product rule": (TRACE, r"A^\top X^\top B^\top + B^\top X^\top A^\top"),
    "one entry of it": (TRACE, r"\frac{\partial J}{\partial X_{ij}} = (B X A + A X B)_{ji}"),
    "a form in two affine maps": (FORM, r"P^\top Q (R x + r) + R^\top Q^\top (P x + p)"),
    "its sums in another order": (FORM, r"P^\top Q R x + R^\top Q^\top P x + P^\top Q r + R^\top Q^\top p"),
    "a mean": (MEAN, r"-\frac{1}{N} \sum_{i=1}^N \sigma(-y_i w^\top x_i) y_i x_i + \mu w"),
    "entries that sum to 1": (ENTROPY, r"p - q"),
    "a symmetric matrix": (SYMMETRIC, r"2 S W"),
    "a sine": (WAVE, r"a \odot \cos(x)"),
    "cos² + sin² = 1": (TURN, r"4 \sin(t) \cos(t) (\sin^2(t) + \cos^2(t))"),
    "positive entries": (POSITIVE, r"\log(p) + \mathbf{1}"),
    "a maximum that is not differentiated": (
        LAYER,
        r"2 (M h - y) h^\top \text{ where } h = \operatorname{ReLU}(b + P x)",
    ),
    "a rectified layer": (
        RECTIFIED,
        r"\frac1\tau \left(M^\top (M \operatorname{ReLU}(P x + b) - y) \odot 1\{P x + b > 0\}\right) x^\top",
    ),
    "an index with the name of a size": (WHICH, r"\frac{\partial J}{\partial q_k} = 2 q_k"),
    "sizes and vectors with the names of words": (SIZES, r"2 X^\top X j"),
}
WRONG = {
    "the product rule forgotten": (TRACE, r"A^\top X^\top B^\top"),
    "a sign inside": (FORM, r"P^\top Q (R x + r) + R^\top Q^\top (P x - p)"),
    "the mean forgotten": (MEAN, r"-\sum_{i=1}^N \sigma(-y_i w^\top x_i) y_i x_i + \mu w"),
    "a sign": (ENTROPY, r"q - p"),
    "not symmetric": ((*SYMMETRIC[:2], {"declare": SYMMETRIC[2]["declare"]}), r"2 S W"),
    "the sum is not said to be 1": ((*ENTROPY[:2], {**ENTROPY[2], "assume": []}), r"p - q"),
    "a sine of a sine": (WAVE, r"-a \odot \cos(x)"),
    "the other side of the kink": (
        RECTIFIED,
        r"\frac1\tau \left(M^\top (M \operatorname{ReLU}(P x + b) - y) \odot 1\{P x + b < 0\}\right) x^\top",
    ),
    "one over": (POSITIVE, r"\log(p) + p"),
}
OUTSIDE = {
    "an inverse": ((r"a^\top X^{-1} b", "X", {"declare": ["a: n", "X: n x n", "b: n"]}),
                   r"-X^{-\top} a b^\top X^{-\top}", "inverse"),
    "a second derivative": ((r"\frac12 x^\top A x", "x", {"declare": ["A: n x n", "x: n"], "target": "hessian"}),
                            r"\frac12 (A + A^\top)", "derivative"),
}  # fmt: skip


def asked(loss, wrt, options):
    """The statement."""
    return state(loss, wrt, **options)


@pytest.mark.parametrize("case", RIGHT)
def test_an_accepted_answer_has_a_proof_and_its_statement_reads_back(case):
    statement, answer = RIGHT[case]
    found = made_of_statement(asked(*statement), answer)
    assert found.certificate is not None, (found.word, found.reason)
    assert in_file(found.items, found.certificate.text) > 0


@needs_coq
def test_coq_accepts_them():
    cases = ("its sums in another order", "a mean", "a symmetric matrix", "cos² + sin² = 1", "positive entries", "a rectified layer")  # fmt: skip
    made = {case: made_of_statement(asked(*RIGHT[case][0]), RIGHT[case][1]).certificate for case in cases}
    assert refused(made)[0] == {}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_answer_has_no_proof(case):
    statement, answer = WRONG[case]
    assert not made_of_statement(asked(*statement), answer).accepted
    (candidate,) = of_statement(asked(*statement), answer)
    (claim,) = candidate.alternatives[0]
    assert isinstance(claim, Claim)
    with pytest.raises(NoProofError):
        certificate([(candidate.given, claim)])


@pytest.mark.parametrize("case", OUTSIDE)
def test_what_the_fragment_does_not_reach_keeps_its_verdict_and_the_reason_is_told(case):
    statement, answer, reason = OUTSIDE[case]
    found = made_of_statement(asked(*statement), answer)
    assert found.accepted
    assert found.certificate is None
    assert reason in found.reason


def test_the_transpose_is_not_certified():
    statement = asked("x^\\top a", "x", {})
    (candidate,) = of_statement(statement, r"a^\top")
    with pytest.raises(OutsideError):
        certificate([(candidate.given, *candidate.alternatives[0])])


def test_a_size_that_is_divided_by_is_not_zero_and_the_statement_says_so():
    statement, answer = RIGHT["a mean"]
    text = made_of_statement(asked(*statement), answer).certificate.text
    assert "Hypothesis N_above_zero : (0 < N)%nat." in text
    assert "d_above_zero" not in text


def test_where_it_has_a_kink_or_divides_by_a_number_the_statement_says_that_it_does_not_lie_there():
    statement, answer = RIGHT["a rectified layer"]
    text = made_of_statement(asked(*statement), answer).certificate.text
    assert "Hypothesis tau_not_zero : tau <> 0." in text
    assert re.search(r"Hypothesis off_the_kink1 : forall \w+, \(\w+ < m\)%nat -> 0 <> Sum d", text)


def searching(*_):
    """A search that never finds anything."""
    while True:
        pass


def test_the_search_for_a_proof_ends(monkeypatch):
    monkeypatch.setattr("proofs.coq.making.SEARCH", 0.01)
    monkeypatch.setattr("proofs.coq.making.chosen", searching)
    statement, answer = RIGHT["a trace, by the product rule"]
    found = made_of_statement(asked(*statement), answer)
    assert found.accepted
    assert found.certificate is None
    assert "broken off" in found.reason


def test_our_own_closed_form_of_a_loss(tmp_path, capsys):
    status = main(["certify", "--loss", r"\frac12 \lVert X w - y \rVert^2", "--wrt", "w", "--declare", "X: N x d",
                   "--declare", "w: d", "--declare", "y: N", "--lang", "en", "-o", str(tmp_path / "own.v")])  # fmt: skip
    assert status == 0
    assert "∂J/∂w: closed form; the certificate is in" in capsys.readouterr().err
    assert "Theorem answer" in (tmp_path / "own.v").read_text(encoding="utf8")


def test_an_answer_to_a_loss_of_ones_own(tmp_path, capsys):
    options = ["certify", "--loss", "x^\\top a", "--wrt", "x", "--lang", "en", "-o", str(tmp_path / "own.v")]
    assert main([*options, "a"]) == 0
    assert "∂J/∂x: proved" in capsys.readouterr().err
    assert main([*options, "-a"]) == 1
    assert "the verdict is wrong" in capsys.readouterr().err
    assert main([*options, "b.1", "a"]) == 2


def test_a_part_of_another_assignment(tmp_path, capsys):
    file = tmp_path / "mine.toml"
    file.write_text(
        'id = "mine"\ntitle = "Mine"\n[[parts]]\nid = "1"\nloss = "a^\\\\top x"\nwrt = "x"\ndeclare = ["a: n", "x: n"]\n',
        encoding="utf8",
    )
    assert main(["certify", "1", "a", "--assignment", str(file), "--lang", "en", "-o", str(tmp_path / "own.v")]) == 0
    assert "1: proved" in capsys.readouterr().err
