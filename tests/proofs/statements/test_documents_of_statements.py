"""Documents on an assignment of statements: where each answer is placed, what goes with it, and what must not be accepted."""

import json

import pytest

from derive.tasks import labels
from proofs.cli import main
from proofs.documents import read
from proofs.verify import check, verify_document

ASSIGNMENT = r"""
id = "shop"
title = "Two losses"
declare = ["A: r x c", "z: c", "b: r", "q: c", "S: c x c"]
where = ['e = A z - b']

[[parts]]
id = "fit.z"
loss = '\frac12 e^\top e'
wrt = "z"

[[parts]]
id = "fit.A"
loss = '\frac12 e^\top e'
wrt = "A"

[[parts]]
id = "form"
loss = 'z^\top S z'
wrt = "z"

[[parts]]
id = "7"
loss = 'q^\top S z'
wrt = "S"
optional = true
"""
RIGHT = {
    "fit.z": r"$\frac{\partial J}{\partial z} = A^\top (A z - b)$.",
    "fit.A": r"$\frac{\partial J}{\partial A} = (A z - b) z^\top$.",
    "form": r"$\frac{\partial J}{\partial z} = (S + S^\top) z$.",
    "7": r"$\frac{\partial J}{\partial S} = q z^\top$.",
}


@pytest.fixture
def verified(tmp_path):
    """The words of a document, part by part."""
    file = tmp_path / "shop.toml"
    file.write_text(ASSIGNMENT, encoding="utf8")

    def words(text, suffix=".md"):
        document = tmp_path / f"answers{suffix}"
        document.write_text(text, encoding="utf8")
        found = verify_document(read(document, labels(str(file))), assignment=str(file))
        return {each.part: each.verdict for each in found}

    return words


PLACED = [
    ("by its label", "## fit.z\n\nWe get $A^\\top (A z - b)$.", {"fit.z": "proved"}),
    ("by a label in bold type", "**7.** $q z^\\top$", {"7": "proved"}),
    ("by a label in brackets", "(form) $(S + S^\\top) z$", {"form": "proved"}),
    ("by the label of a block and the left side", f"## fit\n\n{RIGHT['fit.A']} {RIGHT['fit.z']}", {"fit.z": "proved", "fit.A": "proved"}),
    ("by its left side", RIGHT["fit.A"], {"fit.A": "proved"}),
    ("by the loss written out", r"$\frac{\partial}{\partial z} z^\top S z = 2 S z$", {"form": "wrong"}),
    ("by its value", RIGHT["form"], {"form": "proved"}),
    ("by its symbols", r"$\frac{\partial J}{\partial z} = A^\top (A z + b)$", {"fit.z": "wrong"}),
    ("two in one formula", r"$$\nabla_A J = (A z - b) z^\top, \qquad \nabla_S J = z q^\top$$", {"fit.A": "proved", "7": "transposed"}),
    ("the label wins over the value", "## form\n\n$A^\\top (A z - b)$", {"form": "wrong"}),
    ("nothing is an answer", "The matrix $A$ is tall, and $e = A z - b$.", {}),
    ("words alone", "## form\n\nIt is twice the symmetric part.", {"form": "prose"}),
    ("the left side of another part", "## form\n\n" + RIGHT["fit.A"], {"form": "wrong-target"}),
    ("an equation that cannot be read", "## form\n\n$(S + S^\\top z$", {"form": "unreadable"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in PLACED], ids=[row[0] for row in PLACED])
def test_an_answer_is_placed(verified, text, expected):
    assert {part: word for part, word in verified(text).items() if word != "missing"} == expected


def test_parts_without_an_answer_are_missing_and_optional_ones_are_not(verified):
    assert verified(RIGHT["fit.A"]) == {"fit.z": "missing", "fit.A": "proved", "form": "missing"}


def test_letters_of_a_document_are_no_names_of_parts(tmp_path):
    file = tmp_path / "letters.toml"
    file.write_text(ASSIGNMENT.replace('"form"', '"b"'), encoding="utf8")
    document = tmp_path / "letters.md"
    document.write_text(f"(a) {RIGHT['fit.z']}\n\n(b) {RIGHT['fit.A']}\n\n(c) {RIGHT['form']}", encoding="utf8")
    found = verify_document(read(document, labels(str(file))), assignment=str(file))
    assert {each.part: each.verdict for each in found} == dict.fromkeys(("fit.z", "fit.A", "b"), "proved")


KEPT = [
    ("a denial behind it", "## form\n\n$(S + S^\\top) z$ is not the gradient."),
    ("a denial behind it, before another answer", f"## fit\n\n{RIGHT['fit.A']} This is false. {RIGHT['fit.z']}"),
    ("a factor in words", "## form\n\nThe gradient is twice $(S + S^\\top) z$."),
    ("another meaning of a name, said before", "Let $e = A z + b$.\n\n## fit\n\n" + RIGHT["fit.A"].replace("(A z - b)", "e")),
    ("another loss, said before", "We use $J = 2 z^\\top z$.\n\n## form\n\n" + RIGHT["form"]),
    ("another meaning of a name, in the answer", "## fit\n\nLet $e = A z + b$. " + RIGHT["fit.A"].replace("(A z - b)", "e")),
    ("a second answer", "## form\n\n" + RIGHT["form"] + "\n\n## form\n\n$S z$"),
    ("only for some", "## form\n\n$(S + S^\\top) z$ if $S$ is diagonal, $S z$ otherwise."),
    ("the definition of another letter in between", f"## fit\n\nLet $g = A z + b$. {RIGHT['fit.A'].replace('(A z - b)', 'g')}"),
]  # fmt: skip


@pytest.mark.parametrize("text", [row[1] for row in KEPT], ids=[row[0] for row in KEPT])
def test_what_is_said_against_an_answer_is_not_lost(verified, text):
    found = {part: word for part, word in verified(text).items() if word != "missing"}
    assert found
    assert any(word not in ("proved", "equal-up-to", "equal-numerically") for word in found.values())


def test_names_that_an_author_gives_hold_in_what_follows(verified):
    text = "Let $g = A z - b$ be the residual.\n\n## fit.z\n\n$A^\\top g$\n\n## fit.A\n\n$\\nabla_A J = g z^\\top$"
    assert {verified(text)[part] for part in ("fit.z", "fit.A")} == {"proved"}


def test_a_name_may_be_given_anew(verified):
    text = "## fit.A\n\nWith $g = A z - b$ it is $\\nabla_A J = g z^\\top$.\n\n## form\n\nWith $g = S z$ it is $\\nabla_z J = g + S^\\top z$."
    assert {verified(text)[part] for part in ("fit.A", "form")} == {"proved"}


def test_macros_and_environments_of_latex(verified):
    text = r"""\documentclass{article}\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}\newcommand{\T}{^\top}
\begin{document}
\subsection*{Part fit}
\begin{align*} \pd{J}{z} &= A\T (A z - b), \\ \pd{J}{A} &= z (A z - b)\T \end{align*}
\end{document}"""
    assert verified(text, ".tex") == {"fit.z": "proved", "fit.A": "transposed", "form": "missing"}


def test_cells_of_a_notebook(verified, tmp_path):
    cells = [{"cell_type": "markdown", "source": f"## {part}\n\n{text}"} for part, text in RIGHT.items()]
    words = verified(json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}), ".ipynb")
    assert words == dict.fromkeys(RIGHT, "proved")


def test_a_block_of_parts_takes_one_answer(tmp_path):
    file = tmp_path / "shop.toml"
    file.write_text(ASSIGNMENT, encoding="utf8")
    found = check("fit", r"\frac{\partial J}{\partial A} = (A z - b) z^\top", assignment=str(file))
    assert (found.part, found.verdict) == ("fit.A", "proved")


@pytest.fixture
def homework(tmp_path):
    """A folder of two submissions, and the assignment."""
    file, folder = tmp_path / "shop.toml", tmp_path / "in"
    folder.mkdir()
    file.write_text(ASSIGNMENT, encoding="utf8")
    (folder / "ann.md").write_text("\n\n".join(RIGHT.values()), encoding="utf8")
    (folder / "bob.md").write_text(RIGHT["fit.z"].replace("- b", "+ b"), encoding="utf8")
    return file, folder


def test_verify_writes_its_reports(capsys, homework, tmp_path):
    file, folder = homework
    assert main(["verify", str(folder), "--assignment", str(file), "--format", "json"]) == 1
    made = json.loads(capsys.readouterr().out)["documents"]
    assert [[each["verdict"] for each in one["answers"]] for one in made] == [
        ["proved"] * 4,
        ["wrong", "missing", "missing"],
    ]
    page = tmp_path / "report.html"
    assert main(["verify", str(folder), "--assignment", str(file), "--format", "html", "-o", str(page)]) == 1
    assert "fit.A" in page.read_text(encoding="utf8")


def test_a_class_is_graded(capsys, homework, tmp_path):
    file, folder = homework
    points = tmp_path / "points.toml"
    points.write_text('[points]\nfit = 4\nform = 2\n"7" = 1\n', encoding="utf8")
    arguments = ["grade", str(folder), "--points", str(points), "-o", str(tmp_path / "out"), "--assignment", str(file)]
    assert main(arguments) == 0
    rows = (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].split(",")[:5] == ["submission", "fit.z", "fit.A", "form", "7"]
    assert [row.split(",")[:5] for row in rows[1:]] == [["ann", "2", "2", "2", "1"], ["bob", "0", "0", "0", "0"]]


def test_a_faulty_assignment_is_one_sentence(capsys, homework):
    file, folder = homework
    file.write_text(ASSIGNMENT.replace("z^\\top S z'", "z^\\top S f(z)'"), encoding="utf8")
    for command in (["verify", str(folder)], ["serve"]):
        assert main([*command, "--assignment", str(file)]) == 2
        said = capsys.readouterr().err
        assert "parts[3].loss" in said
        assert len(said.splitlines()) == 1


def test_a_hessian_under_the_title_of_its_part_goes_by_its_letter(tmp_path):
    loss = r"loss = '\sum_{i=1}^{N} \log(1 + e^{w^\top x_i})'" + "\nwrt = 'w'\n"
    file = tmp_path / "fit.toml"
    head = "id = 'fit'\ntitle = 'One loss'\ndeclare = ['x[N]: d', 'w: d']\n\n"
    file.write_text(
        f"{head}[[parts]]\nid = 'fit'\n{loss}\n[[parts]]\nid = 'fit.hessian'\n{loss}target = 'hessian'\n", "utf8"
    )
    slope, value = (
        r"$\nabla_w J = \sum_i \sigma(w^\top x_i) x_i$",
        r"\sum_i \sigma(w^\top x_i) \sigma(-w^\top x_i) x_i x_i^\top",
    )
    found = {}
    for scale in ("", "2 "):
        document = tmp_path / "a.md"
        document.write_text(f"# Fit\n\n{slope}. For the Hessian: $$H = {scale}{value}.$$\n", "utf8")
        told = verify_document(read(document, labels(str(file))), assignment=str(file))
        found[scale] = {each.part: each.verdict for each in told}
    assert found[""] == {"fit": "proved", "fit.hessian": "proved"}
    assert found["2 "] == {"fit": "proved", "fit.hessian": "wrong"}


def test_a_name_that_one_answer_gives_within_a_chain_is_known_to_the_next(verified):
    fit = r"With $e = A z - b$: $\frac{\partial J}{\partial e} = A z - b =: \delta$." + "\n\n"
    both = (
        r"$\frac{\partial J}{\partial z} = A^\top \delta$."
        + "\n\n"
        + r"$\frac{\partial J}{\partial A} = \delta z^\top$."
    )
    assert verified(fit + both)["fit.A"] == "proved"
    assert verified(fit.replace("A z - b =:", "b - A z =:") + both)["fit.A"] == "wrong"
