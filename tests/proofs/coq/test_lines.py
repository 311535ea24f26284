"""Derivations as theorems, line by line."""

import pytest

import proofs
from proofs.cli import main
from proofs.coq.agreement import in_file
from proofs.coq.lines import equalities, of_derivations, stated
from proofs.coq.proving import NoProofError
from proofs.coq.theorem import section


@pytest.mark.parametrize("part", ["a", "c", "e", "g.2.v_c", "i.3"])
def test_every_line_has_a_proof_and_its_statement_reads_back(part):
    derivation = proofs.derive(part)
    found = of_derivations([derivation])
    assert not found.missing
    assert len(found.items) == len(list(equalities(derivation)))
    assert in_file(found.items, found.certificate.text) > 0


def test_a_line_that_does_not_follow_has_no_proof():
    derivation = proofs.derive("b.1")
    lines = list(equalities(derivation))
    (before, _, facts), (_, _, _), (_, other, _) = lines[0], lines[1], lines[-1]
    from derive.expression import Negative

    given, claim = stated(before, Negative(other), facts, derivation.constraints)
    with pytest.raises(NoProofError):
        section(given, claim)


def test_a_line_without_a_proof_is_named(capsys, tmp_path):
    status = main(
        ["derive", "--loss", r"\log(1 + w^\top x)", "--wrt", "w", "--format", "coq", "-o", str(tmp_path / "own.v")]
    )
    said = capsys.readouterr().err
    assert status == 3
    assert "no certificate" in said
    assert "No certificate" in (tmp_path / "own.v").read_text(encoding="utf8")


def test_a_loss_of_ones_own_is_certified_line_by_line(tmp_path):
    loss = r"-\log \sigma(w^\top x)"
    assert main(["derive", "--loss", loss, "--wrt", "w", "--format", "coq", "-o", str(tmp_path / "own.v")]) == 0
    assert "Theorem answer" in (tmp_path / "own.v").read_text(encoding="utf8")
