"""Labels of items, items that speak of one another, and text that a page does not show."""

from pathlib import Path

import pytest

from proofs.documents import read
from proofs.verify import verify_document

FORMULA = r"$\frac{\partial J}{\partial U} = v_c (\hat y - y)^\top$"


def accepted(folder, name, text):
    path = folder / name
    path.write_text(text)
    return any(each.accepted for each in verify_document(read(path)))


WRONG_LABELS = ["wrong", "no", "negated", "twice", "old", "不对", r"$\times$", r"$2\times$", "?", "✗"]
LABELS = ["(i)", "1.", r"$\bullet$", r"$\circ$", "*", "Answer.", "Solution:", ""]


@pytest.mark.parametrize("label", [*WRONG_LABELS, *LABELS])
def test_a_label_of_an_item_is_heard(tmp_path, label):
    text = f"\\section*{{(d)}}\n\\begin{{itemize}}\n\\item[{label}] {FORMULA}\n\\end{{itemize}}\n"
    assert accepted(tmp_path, "a.tex", text) == (label in LABELS)


AGAINST = [
    r"Item \ref{it:u} lacks a minus sign.", r"\ref{it:u} is false.", "Item 1 is wrong.", "1 is mistaken.", "The first item is a mistake.",
    "The previous item is off by a factor of three.", r"The negative of \ref{it:u} is the answer.", "第一项有误。",
]  # fmt: skip
BESIDE = [
    "The first item follows from the chain rule.",
    "Its shape is the shape of $U$.",
    r"In \ref{it:u} we used the chain rule.",
]


@pytest.mark.parametrize("sentence", [*AGAINST, *BESIDE])
def test_an_item_that_speaks_of_another_is_heard(tmp_path, sentence):
    text = f"\\section*{{(d)}}\n\\begin{{enumerate}}\n\\item \\label{{it:u}} {FORMULA}\n\\item {sentence}\n\\end{{enumerate}}\n"
    assert accepted(tmp_path, "a.tex", text) == (sentence in BESIDE)


HIDDEN = [
    '<span style="text-decoration: line-through">{}</span>', '<i style="text-decoration-line:line-through">{}</i>', "<template>{}</template>",
    '<b style="color: white">{}</b>', '<div style="opacity: 0">{}</div>', '<span style="font-size:0">{}</span>', "<font color=white>{}</font>",
    '<font color="#FFF">{}</font>', "<title>{}</title>", "<noscript>{}</noscript>", "{{--{}--}}", "~~ {} ~~",
]  # fmt: skip
SHOWN = [
    '<span style="color: navy">{}</span>', '<b style="background-color: white">{}</b>', '<div style="opacity: 0.8">{}</div>',
    '<span style="font-size: 0.9em">{}</span>', "<font color=red>{}</font>", "<u>{}</u>", "{}",
]  # fmt: skip


@pytest.mark.parametrize("frame", [*HIDDEN, *SHOWN])
def test_hidden_and_struck_text_is_no_answer(tmp_path, frame):
    text = f"## (d)\n\n{frame.format(FORMULA)}\n"
    assert accepted(tmp_path, "a.md", text) == (frame in SHOWN)


QUOTED = ["My neighbour has", "Wrong:", "Hypothesis, refuted below:", "Do not write this:", "错误的做法："]


@pytest.mark.parametrize("words", [*QUOTED, "The gradient is", "By the chain rule we have"])
def test_words_around_a_quotation_are_heard(tmp_path, words):
    text = f"## (d)\n\n{words}\n\n> {FORMULA}\n"
    assert accepted(tmp_path, "a.md", text) == (words not in QUOTED)


def test_numbers_indented_below_a_letter_count_its_questions(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "**Problem 1**\n\nb.\n   1. $U(\\hat y-y)$\n   2. When $U\\hat y = Uy$.\n\nc. $(\\hat y_w - y_w)v_c$\n",
        encoding="utf8",
    )
    assert [block.hint for block in read(page).blocks] == ["b.1", "b.2", "c"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.md", "## 1.2 (b)\n\n### i\n\n$U(\\hat y-y)$\n\n### ii\n\nWhen $U\\hat y = Uy$.\n"),
        ("page.md", "(b)\n\n> i\n\n$U(\\hat y-y)$\n\n> ii\n\nWhen $U\\hat y = Uy$.\n"),
        (
            "page.tex",
            "\\begin{enumerate}\\item[(b)]\\begin{enumerate}\n\\item[i.] $U(\\hat y-y)$\n\\item[ii.] When $U\\hat y = Uy$.\n\\end{enumerate}\\end{enumerate}\n",
        ),
    ],
)
def test_small_numerals_count_the_questions_of_a_letter(tmp_path: Path, name: str, text: str) -> None:
    page = tmp_path / name
    page.write_text(text, encoding="utf8")
    assert [block.hint for block in read(page).blocks] == ["b.1", "b.2"]


def test_a_title_that_is_underlined_is_a_heading(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("1b\n--\n$U(\\hat y-y)$\n\n1d\n---\n$v_c(\\hat y-y)^\\top$\n", encoding="utf8")
    assert [block.hint for block in read(page).blocks] == ["b", "d"]


def test_where_a_link_leads_says_nothing(tmp_path: Path) -> None:
    text = f"(d) {FORMULA}\n\n---\n\nReference: [the course](https://example.org/not/half/wrong)\n"
    assert accepted(tmp_path, "page.md", text)
    assert not accepted(tmp_path, "page.md", text.replace("---\n\nReference: [the course]", "This is wrong: [see]"))


def test_a_remark_on_where_a_gradient_is_zero_gives_no_symbol_another_meaning(tmp_path: Path) -> None:
    text = "(a) $-\\sum_w y_w\\log\\hat y_w = -\\log\\hat y_o$\n\n(b)\n\n$$\\frac{\\partial J}{\\partial v_c}=U(\\hat y-y)$$\n\n（1）当$\\hat y=y$时，梯度为0。\n"
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf8")
    found = {each.part: each.accepted for each in verify_document(read(page))}
    assert found["a"]
    assert found["b.1"]
