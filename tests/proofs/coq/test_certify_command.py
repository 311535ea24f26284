"""`gradproof certify` as a user meets it: files, sentences, exit status."""

import shutil

import pytest

from proofs.cli import main
from proofs.coq.coqc import library, workshop

RIGHT, WRONG = r"\sigma(x)(1 - \sigma(x))", r"\sigma(x)"


def run(capsys, *arguments):
    """Exit status, standard output, standard error."""
    status = main(["certify", *map(str, arguments), "--lang", "en"])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_certificate_and_its_library_are_written_side_by_side(capsys, tmp_path):
    status, out, err = run(capsys, "f", RIGHT, "-o", tmp_path / "f.v")
    assert (status, out) == (0, "")
    assert "f: proved; the certificate is in" in err
    assert "Theorem answer" in (tmp_path / "f.v").read_text(encoding="utf8")
    assert (tmp_path / "GradProof.v").read_text(encoding="utf8") == library()


def test_without_a_file_it_is_printed(capsys):
    status, out, _ = run(capsys, "f")
    assert status == 0
    assert out.startswith("(* A certificate of gradproof")


def test_a_wrong_answer_is_refused_and_nothing_is_written(capsys, tmp_path):
    status, _, err = run(capsys, "f", WRONG, "-o", tmp_path / "f.v")
    assert status == 1
    assert "the verdict is wrong" in err
    assert not list(tmp_path.iterdir())


def test_an_accepted_answer_without_a_proof_keeps_its_verdict(capsys, tmp_path):
    status, _, err = run(capsys, "f", r"\sigma(x)\sigma(-x) + \frac{x^2 + 1}{x^2 + 1} - 1", "-o", tmp_path / "f.v")
    assert status == 3
    assert "f: proved; no certificate: a division by what may be zero" in err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["b.1.v", "b1.txt", "1b.v", "GradProof.v", "b-1.v"])
def test_a_name_that_coq_cannot_compile_is_a_wrong_use(name, capsys, tmp_path):
    status, _, err = run(capsys, "f", RIGHT, "-o", tmp_path / name)
    assert status == 2
    assert name in err
    assert not list(tmp_path.iterdir())


def test_a_file_of_someone_else_is_not_overwritten(capsys, tmp_path):
    (tmp_path / "GradProof.v").write_text("mine", encoding="utf8")
    status, _, err = run(capsys, "f", RIGHT, "-o", tmp_path / "f.v")
    assert status == 2
    assert "another file" in err
    assert [each.name for each in tmp_path.iterdir()] == ["GradProof.v"]


def test_without_coq_the_file_is_written_and_one_sentence_says_what_to_install(capsys, tmp_path, monkeypatch):
    workshop.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda name: None)
    status, _, err = run(capsys, "f", RIGHT, "-o", tmp_path / "f.v", "--check")
    assert status == 3
    assert err.splitlines()[-1] == "Coq is not installed: apt-get install --no-install-recommends coq libcoq-coquelicot"
    assert (tmp_path / "f.v").exists()


@pytest.mark.skipif(shutil.which("coqc") is None, reason="Coq is not installed")
def test_coq_checks_it(capsys, tmp_path):
    status, _, err = run(capsys, "f", RIGHT, "-o", tmp_path / "f.v", "--check")
    assert status == 0
    assert "Coq accepts it" in err
    assert "3 entries" in err


def test_an_unknown_part_is_a_wrong_use(capsys):
    assert run(capsys, "z")[0] == 2
