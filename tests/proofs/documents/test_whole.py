"""TABLE of whole homework documents, in differing styles: every answer that is in them with its verdict, and nothing else."""

from pathlib import Path

import pytest

from proofs.documents import read
from proofs.documents.roles import LONGEST
from proofs.verify import verify_document

WHOLE = Path(__file__).parent / "whole"

FOUND = {
    "letters_of_2019.md": "a proved, b.1 proved, c proved, f proved, g.1.v_c proved, g.1.u_o proved, g.1.u_ws wrong,"
    " i.1 proved, i.2 proved, i.3 proved",
    "quoted_questions.md": "a prose, b.1 proved, b.2 proved, b.3 prose, c proved, d proved, e.relu proved, f wrong",
    "chinese.md": "a proved, b.1 proved, b.2 proved, b.3 prose, c proved, d wrong-shape, e proved, f proved, g.1.v_c proved,"
    " g.1.u_o proved, g.1.u_ws proved, g.2.reuse proved, g.3 prose, h proved, i.1 proved, i.2 proved, i.3 proved",
    "korean_post.md": "a proved, b.1 proved, c proved, d proved, f proved, g.1.v_c proved, g.1.u_o proved, g.1.u_ws proved,"
    " i.1 proved, i.2 proved, i.3 proved",
    "no_headings.md": "a proved, b.1 proved, c proved, d proved, f proved, g.1.v_c proved, g.1.u_o proved, g.1.u_ws proved,"
    " i.1 proved, i.2 proved, i.3 proved",
    "github_html.md": "a prose, b.1 proved, b.2 incomplete, c proved, d proved, e proved, f wrong",
    "list_items.md": "a prose, b.1 proved, c proved, d proved, e proved, f proved, g.1.v_c proved, g.1.u_o proved,"
    " g.1.u_ws proved, g.2.reuse proved, g.3 prose, h proved, i.1 proved, i.2 proved, i.3 proved",
    "mixed_2017.md": "b.1 proved, c proved, f proved, g.1.v_c proved, g.1.u_o proved, g.1.u_ws wrong",
    "notebook.ipynb": "a prose, b.1 proved, c proved, d wrong-shape, f proved",
    "printed_question.tex": "a prose, b.1 proved, b.2 incomplete, b.3 prose, c proved, d proved, e.relu proved, f proved,"
    " g.1.v_c proved, g.1.u_o proved, g.1.u_ws wrong, g.2.reuse proved, g.3 prose, h proved, i.1 proved, i.2 proved, i.3 proved",
    "letters_of_2021.tex": "a proved, b.1 proved, c proved, d proved, f proved, g.1.v_c proved, g.1.u_o proved,"
    " g.1.u_ws proved, h proved, i.1 proved, i.2 proved, i.3 proved",
    "bold_answer.tex": "a prose, b.1 wrong, c proved, f proved, g.1.v_c proved, g.1.u_o proved, g.1.u_ws proved,"
    " i.1 proved, i.2 proved, i.3 proved",
    "exam_class.tex": "a proved, b.1 proved, b.2 incomplete, c proved, d proved, e proved, f proved",
    "boxes.tex": "a prose, b.1 proved, c wrong, d proved, e proved, f proved",
    "slides.tex": "a proved, b.1 proved, c proved, d proved, f proved",
    "answers_after_questions.tex": "a prose, b.1 proved, c proved, f proved",
    "included.tex": "b.1 proved, c proved",
    "blog.md": "a incomplete, b.1 proved, c proved, f proved, g.1.v_c proved, g.1.u_o proved, g.1.u_ws proved,"
    " i.1 proved, i.2 proved, i.3 proved",
    "questions_and_answers.md": "a proved, b.1 proved, c proved, d proved, e.relu proved, f proved, g.1.v_c proved,"
    " g.1.u_o proved, g.1.u_ws proved, g.2.reuse proved, g.3 prose, h proved",
    "colour.tex": "a incomplete, b.1 proved, c proved, d wrong-shape, e proved, f proved",
    "merged_2024.tex": "a incomplete, b.1 proved, b.2 proved, c proved, d proved",
    "pictures.md": "a proved, b.1 proved, c proved, d proved, e.relu proved, f proved, g.1.v_c proved, g.1.u_o proved,"
    " g.1.u_ws proved, h proved, i.1 proved",
    "proof_environments.tex": "a proved, b.1 proved, c proved, f proved",
    "unmarked_questions.md": "a proved, b.1 proved, b.2 incomplete, b.3 prose, c proved, d proved, e proved, f proved,"
    " g.1.v_c proved, g.1.u_o proved, g.1.u_ws proved, g.3 prose, h proved",
    "bare_results.md": "a proved, b.1 proved, c proved, d proved, f proved, g.1.v_c proved, g.1.u_o proved,"
    " g.1.u_ws proved, i.1 proved, i.2 proved",
    "numbered.md": "a proved, b.1 proved, c proved, d proved, e.relu incomplete, f proved, g.1.v_c proved, g.1.u_o proved,"
    " g.1.u_ws proved",
    "table.md": "b.1 proved, c proved, d proved, f proved",
    "steps.tex": "b.1 proved, c proved, f proved, g.1.v_c proved, g.1.u_o proved, g.1.u_ws proved",
    "nothing_marked.tex": "a prose, b.1 proved, c proved, f proved, g.1.v_c proved, g.1.u_o proved, g.1.u_ws proved,"
    " i.1 proved, i.2 proved, i.3 proved",
    "unicode.md": "b.1 proved, c proved, d proved, f proved",
    "none_readme.md": "",
    "none_attention.md": "",
    "none_lecture.tex": "",
    "none_template.tex": "",
    "none_questions.md": "",
    "none_rnn.md": "",
    "none_parser.tex": "",
}


def found(path):
    return ", ".join(f"{each.part} {each.verdict}" for each in verify_document(read(path)) if each.verdict != "missing")


@pytest.mark.parametrize("name", FOUND)
def test_every_answer_is_found_and_no_question_is_one(name):
    assert found(WHOLE / name) == FOUND[name]


def test_every_document_is_in_the_table():
    assert {path.name for path in WHOLE.iterdir() if path.is_file()} == set(FOUND)


def test_places_left_for_answers_hold_none(tmp_path):
    text = (WHOLE / "none_questions.md").read_text(encoding="utf-8")
    (tmp_path / "blank.md").write_text(text.replace("\n\n(", "\n\n**Answer:**\n\n("), encoding="utf-8")
    assert found(tmp_path / "blank.md") == ""


def test_a_long_document_is_read_in_portions(tmp_path):
    line = "The word $w$ is a word of the vocabulary, as in every dictionary.\n"
    (tmp_path / "long.md").write_text(
        line * 3000 + "\n(b) $\\frac{\\partial J}{\\partial v_c} = U(\\hat{y} - y)$", encoding="utf-8"
    )
    assert found(tmp_path / "long.md") == "b.1 proved"
    assert max(len(block.text) for block in read(tmp_path / "long.md").blocks) <= LONGEST


WRITTEN = {
    "a byte-order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "lines that end as on Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "lines that end as on old Macs": lambda text: text.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("name", ["letters_of_2019.md", "chinese.md", "boxes.tex"])
def test_the_way_the_bytes_are_written_makes_no_difference(tmp_path, name, written):
    (tmp_path / name).write_bytes(WRITTEN[written]((WHOLE / name).read_text(encoding="utf-8")))
    assert found(tmp_path / name) == FOUND[name]
