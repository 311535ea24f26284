"""What stands away from an answer and is not understood speaks against it: introductions and titles; and what honest authors write there."""

from pathlib import Path

import pytest

from proofs.documents import read
from proofs.verify import verify_document

ANSWERS = {
    "b.1": r"$$\frac{\partial J}{\partial v_c} = U(\hat y - y)$$",
    "c": r"$$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$$",
    "e": r"$$f'(x) = \begin{cases} 1 & x > 0 \\ \alpha & x < 0 \end{cases}$$",
    "f": r"$$\sigma'(x) = \sigma(x)(1 - \sigma(x))$$",
}
LABELS = {"b.1": "## (b) (i)", "c": "## (c)", "e": "## (e)", "f": "## (f)"}


def verdicts(folder: Path, text: str, suffix: str = ".md") -> dict[str, str]:
    file = folder / f"homework{suffix}"
    file.write_text(text, encoding="utf8")
    return {each.part: each.verdict for each in verify_document(read(file)) if each.verdict != "missing"}


def document(before: str = "", title: str = "", part: str = "", behind: str = "", within: str = "") -> str:
    """Right answers to four parts; `title` stands behind the label of a part, `within` below its answer."""
    shown = [
        f"{LABELS[each]} {title if each == part else ''}\n\n{text}\n\n{within if each == part else ''}\n"
        for each, text in ANSWERS.items()
    ]
    return "\n".join([f"{before}\n", *shown, behind])


@pytest.mark.parametrize(
    "told",
    [
        "The losses of a batch are weighted by their age.",
        "Words come in two kinds here, and the loss counts the rare ones only.",
        "Each sum leaves out its first index.",
        "We climb the objective, since it is a reward.",
        "In this file the superscript ⊤ inverts a matrix.",
        "损失函数里多了一个惩罚项。",
    ],
)
def test_an_introduction_that_is_not_understood_speaks_against_the_answers(tmp_path: Path, told: str) -> None:
    found = verdicts(tmp_path, document(before=told))
    assert set(found) == set(ANSWERS)
    assert set(found.values()) == {"ambiguous"}


@pytest.mark.parametrize(
    "told",
    [
        "Name: Robin Q., student id 12345",
        "These are my solutions to the written part; I worked alone.",
        "Hello! In this post I derive the gradients of word2vec, following the notation of the handout.",
        "I found the sign of the last term hard at first.",
        "I use column vectors throughout, and logarithms are natural.",
        "这份笔记整理了作业二的全部推导，如有错误欢迎指正。",
        "I had coffee with a friend who dislikes mornings.",
        "本文是我自己做的答案，不保证完全正确。",
    ],
)
def test_what_honest_authors_begin_with_says_nothing(tmp_path: Path, told: str) -> None:
    found = verdicts(tmp_path, document(before=told))
    assert set(found) == set(ANSWERS)
    assert set(found.values()) == {"proved"}


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ("c", "The gradient for $w = o$"),
        ("c", r"$\frac{\partial J}{\partial v_c}$"),
        ("f", "Slope at the origin"),
        ("f", "The softplus"),
        ("e", r"The leaky unit for $\alpha > 3$"),
        ("b.1", "Negative sampling"),
        ("b.1", "负采样"),
        ("c", "Hinge loss"),
    ],
)
def test_a_title_that_names_something_else_speaks_against_its_answer(tmp_path: Path, part: str, title: str) -> None:
    found = verdicts(tmp_path, document(title=title, part=part))
    assert found[part] == "ambiguous"
    assert {word for name, word in found.items() if name != part} == {"proved"}


@pytest.mark.parametrize(
    ("part", "title"),
    [
        ("b.1", "The centre vector"),
        ("b.1", r"What is $\frac{\partial J}{\partial v_c}$?"),
        ("c", r"求 $\frac{\partial J}{\partial u_w}$"),
        ("c", "Outside vectors (5 points)"),
        ("e", r"Leaky ReLU, $0 < \alpha < 1$"),
        ("f", "Derivative of the sigmoid"),
        ("b.1", "Naive softmax"),
    ],
)
def test_a_title_that_names_its_part_says_nothing(tmp_path: Path, part: str, title: str) -> None:
    assert set(verdicts(tmp_path, document(title=title, part=part)).values()) == {"proved"}


@pytest.mark.parametrize("title", ["# Formulas that fail", "# What never to hand in", "# 错题本"])
def test_a_title_above_all_answers_can_reject_them(tmp_path: Path, title: str) -> None:
    assert set(verdicts(tmp_path, document(before=title)).values()) == {"ambiguous"}


TURNED = {
    "a table": "| symbol | stands for |\n|---|---|\n| $y$ | the model's output |\n| $\\hat y$ | the one-hot target |",
    "a list": "- $y$: prediction\n- $\\hat y$: label",
    "words first": "Key: prediction = $y$; label = $\\hat y$.",
    "the head of the file": "---\nsymbols:\n  y: prediction\n  yhat: label\n---",
    "Chinese": "约定 $y$ 为模型输出，$\\hat y$ 为标签。",
    "plain text": "Notation: y is the prediction and yhat the label.",
}


@pytest.mark.parametrize("told", TURNED.values(), ids=TURNED)
def test_a_row_of_notation_says_what_its_sentence_would(tmp_path: Path, told: str) -> None:
    found = verdicts(tmp_path, document(before=told))
    assert {found["b.1"], found["c"]} == {"ambiguous"}


def test_a_row_of_notation_that_agrees_says_nothing(tmp_path: Path) -> None:
    told = "| symbol | stands for |\n|---|---|\n| $y$ | the one-hot label |\n| $\\hat y$ | the predicted distribution |"
    assert set(verdicts(tmp_path, document(before=told)).values()) == {"proved"}


@pytest.mark.parametrize(
    "told",
    [
        "\\begin{description}\\item[$y$] model output\\item[$\\hat y$] label\\end{description}",
        "\\begin{tabular}{ll}$y$ & prediction\\\\ $\\hat y$ & label\\end{tabular}",
        "\\begin{itemize}\\item $y$: output of the model\\item $\\hat y$: label\\end{itemize}",
    ],
)
def test_the_rows_of_latex_are_heard_too(tmp_path: Path, told: str) -> None:
    text = f"\\begin{{document}}\n{told}\n\\section*{{(b)(i)}}\n\\[{ANSWERS['b.1'].strip('$')}\\]\n\\end{{document}}\n"
    assert verdicts(tmp_path, text, ".tex") == {"b.1": "ambiguous"}


@pytest.mark.parametrize(
    ("told", "against"),
    [
        ("| part | answer |\n|---|---|\n| (c) | $\\hat y_w v_c$ |", "c"),
        ("| derivative | value |\n|---|---|\n| $\\frac{\\partial J}{\\partial u_w}$ | $y_w v_c$ |", "c"),
        ("In short: (f) $\\sigma(x)(1 + \\sigma(x))$", "f"),
        ("| part | points |\n|---|---|\n| (b)(i) | 2 |\n| (f) | 0/2 |", "f"),
    ],
)
@pytest.mark.parametrize("where", ["before", "behind"])
def test_another_value_in_a_table_or_no_points_leave_an_answer_undecided(
    tmp_path: Path, told: str, against: str, where: str
) -> None:
    found = verdicts(tmp_path, document(**{where: f"# Results\n\n{told}"}))
    assert {part for part, word in found.items() if word != "proved"} == {against}


def test_the_same_values_in_a_table_say_nothing(tmp_path: Path) -> None:
    told = "# Results\n\n| part | answer |\n|---|---|\n| (c) | $(\\hat y_w - y_w) v_c$ |\n| (f) | $\\sigma(x) - \\sigma(x)^2$ |"
    assert set(verdicts(tmp_path, document(behind=told)).values()) == {"proved"}


@pytest.mark.parametrize("told", ["The negative of what I had.", "Factor missing.", "前面的答案要乘以 2。"])
def test_words_under_the_label_of_a_part_take_its_answer_back(tmp_path: Path, told: str) -> None:
    found = verdicts(tmp_path, document(behind=f"## (f)\n\n{told}"))
    assert {part for part, word in found.items() if word != "proved"} == {"f"}


SWAPPED = r"$y$ is the prediction and $\hat y$ the label."


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("# Notation\n\nTOLD\n\n# Answers\n\n## (b)\n\nFORMULA\n", ".md"),
        ("# Homework\n\nTOLD\n\n# My solutions\n\n## (b)\n\nFORMULA\n", ".md"),
        ("TOLD\n\n## (b)\n\n**My answer:**\n\nFORMULA\n", ".md"),
        ("## (b)\n\nFORMULA\n\n## Notation\n\nTOLD\n", ".md"),
        ("---\nnote: TOLD\n---\n\n## (b)\n\nFORMULA\n", ".md"),
        ("\\section*{(b)\\footnote{TOLD}}\nFORMULA\n", ".tex"),
        ("\\section*{(b)}\nTOLD\n\\begin{solution}\nFORMULA\n\\end{solution}\n", ".tex"),
    ],
)
def test_what_a_symbol_means_is_heard_wherever_it_is_said(tmp_path: Path, text: str, suffix: str) -> None:
    said = text.replace("FORMULA", ANSWERS["b.1"])
    assert verdicts(tmp_path, said.replace("TOLD", SWAPPED), suffix) == {"b.1": "ambiguous"}
    agreed = said.replace("TOLD", r"$y$ is the one-hot label and $\hat y$ the predicted distribution.")
    assert verdicts(tmp_path, agreed, suffix) == {"b.1": "proved"}


@pytest.mark.parametrize("label", ["wrong", "old", "失败"])
def test_the_label_of_an_item_is_no_layout(tmp_path: Path, label: str) -> None:
    text = f"\\section*{{(d)}}\n\\begin{{description}}\n\\item[{label}] $\\frac{{\\partial J}}{{\\partial U}}=v_c(\\hat y-y)^\\top$\n\\end{{description}}\n"
    assert set(verdicts(tmp_path, text, ".tex").values()) <= {"ambiguous"}


@pytest.mark.parametrize(
    "hidden", ["<template>\n\nX\n\n</template>", '<span style="text-decoration: line-through">X</span>', "{--X--}"]
)
def test_what_a_reader_does_not_see_or_sees_struck_is_no_answer(tmp_path: Path, hidden: str) -> None:
    text = "## (b)\n\n" + hidden.replace("X", r"$\frac{\partial J}{\partial v_c} = U(\hat y - y)$")
    assert verdicts(tmp_path, text) == {}


@pytest.mark.parametrize(
    ("told", "against"),
    [
        ("## Summary\n\n- (c): $(y_w - \\hat y_w) v_c$", "c"),
        ("## In short\n\n(f) $\\sigma(x)^2$", "f"),
        ("Final answers: (b)(i) $U(y - \\hat y)$", "b.1"),
        ("| part | right? |\n|---|---|\n| f | no |", "f"),
        ("## To do\n\nFix the sign of (c) before Monday: it needs a minus.", "c"),
    ],
)
def test_a_summary_or_a_list_of_things_to_do_is_heard(tmp_path: Path, told: str, against: str) -> None:
    found = verdicts(tmp_path, document(behind=told))
    assert {part for part, word in found.items() if word != "proved"} == {against}


@pytest.mark.parametrize("mark", ["❌", ":x:", "✗"])
def test_a_mark_on_a_line_of_its_own_is_heard(tmp_path: Path, mark: str) -> None:
    found = verdicts(tmp_path, document(part="c", within=mark))
    assert {part for part, word in found.items() if word != "proved"} == {"c"}


@pytest.mark.parametrize("title", ["A failed attempt", "失败的尝试", "Small windows"])
def test_a_title_within_a_part_is_heard(tmp_path: Path, title: str) -> None:
    text = f"## (b)\n\n### {title}\n\n{ANSWERS['b.1']}\n\n## (f)\n\n### Derivation\n\n{ANSWERS['f']}\n"
    assert verdicts(tmp_path, text) == {"b.1": "ambiguous", "f": "proved"}


def test_the_same_label_twice_names_the_same_part(tmp_path: Path) -> None:
    text = f"## (c)\n\n{ANSWERS['c']}\n\n## (c) again\n\n$$\\frac{{\\partial J}}{{\\partial u_w}} = y_w v_c$$\n"
    assert verdicts(tmp_path, text) == {"c": "wrong"}


def test_values_under_each_others_labels_are_not_moved_in_silence(tmp_path: Path) -> None:
    text = "## (b) (i)\n\n$(\\hat y_w - y_w) v_c$\n\n## (c)\n\n$U(\\hat y - y)$\n"
    assert set(verdicts(tmp_path, text).values()) == {"ambiguous"}
    kept = f"## (b) (i)\n\n{ANSWERS['b.1']}\n\n## (d)\n\n$(\\hat y_w - y_w) v_c$\n"
    assert verdicts(tmp_path, kept) == {"b.1": "proved", "c": "ambiguous"}


def test_letters_that_a_course_moved_are_followed(tmp_path: Path) -> None:
    text = f"(b)\n\n{ANSWERS['b.1']}\n\n(c)\n\n{ANSWERS['c']}\n\n(d)\n\n{ANSWERS['f']}\n"
    assert verdicts(tmp_path, text) == {"b.1": "proved", "c": "proved", "f": "proved"}


@pytest.mark.parametrize(("chosen", "word"), [("I choose (B).", "wrong"), ("选 B。", "wrong")])
def test_answers_to_choose_from_are_answers_to_one_part(tmp_path: Path, chosen: str, word: str) -> None:
    text = f"## (c)\n\n(A) $(\\hat y_w - y_w) v_c$\n\n(B) $(y_w - \\hat y_w) v_c$\n\n{chosen}\n"
    assert verdicts(tmp_path, text) == {"c": word}


@pytest.mark.parametrize(
    ("ahead", "behind"), [("My neighbour wrote:", "I do not think so."), ("From the forum:", ""), ("Old:", "Me: no.")]
)
def test_a_quotation_is_not_the_authors_word(tmp_path: Path, ahead: str, behind: str) -> None:
    text = f"## (b)\n\n{ahead}\n\n> {ANSWERS['b.1']}\n\n{behind}\n"
    assert verdicts(tmp_path, text) == {"b.1": "ambiguous"}


@pytest.mark.parametrize(
    "text",
    [
        "# Falsche Lösungen\n\n## (b)\n\nFORMULA",
        "Hier ist y die Vorhersage und nicht das Label.\n\n## (b)\n\nFORMULA",
        "## (b)\n\nFORMULA\n\nCette réponse est fausse, le signe manque.",
        "## (b)\n\nFORMULA\n\nこれは間違いです。",
    ],
)
def test_a_language_that_is_not_read_is_not_taken_for_harmless(tmp_path: Path, text: str) -> None:
    assert verdicts(tmp_path, text.replace("FORMULA", ANSWERS["b.1"])) == {"b.1": "ambiguous"}


@pytest.mark.parametrize("told", ["The columns of $U$ are the centre vectors.", "$U$ 的列为中心词向量。"])
def test_what_the_columns_of_a_matrix_are_is_heard(tmp_path: Path, told: str) -> None:
    assert verdicts(tmp_path, document(before=told))["b.1"] == "ambiguous"


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ("$V$ 的每一列是一个中心词向量。", "proved"),
        ("$V$ 的每一列是一个外部词向量。", "ambiguous"),
        (r"Let $n = |Vocab|$ and $U = [u_1, \dots, u_n]$.", "proved"),
        (r"Let $n = |Vocab|$ and $U = [u_1, \dots, u_n, u_o]$.", "ambiguous"),
    ],
)
def test_a_matrix_of_the_assignment_is_known_by_either_letter_and_by_its_columns(
    tmp_path: Path, told: str, word: str
) -> None:
    assert verdicts(tmp_path, document(before=told))["b.1"] == word


def test_a_derivative_by_a_symbol_that_nobody_asks_for_is_not_lost(tmp_path: Path) -> None:
    sums = r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}"
    lines = [
        rf"$$\frac{{\partial J_{{skip-gram}}}}{{\partial U}} = {sums}{{\partial U}}$$",
        rf"$$\frac{{\partial J_{{skip-gram}}}}{{\partial v_c}} = {sums}{{\partial v_c}}$$",
        r"$$\frac{\partial J_{skip-gram}}{\partial q_w} = 0$$",
    ]
    found = verdicts(tmp_path, "## (i)\n\n" + "\n\n".join(lines))
    assert (found["i.1"], found["i.2"], found["i.3"]) == ("proved", "proved", "unreadable")


SIGNED = r"U_{o,\{w_1,\dots,w_K\}}"


@pytest.mark.parametrize(
    ("told", "word"),
    [
        (r"Here $U = [u_1, \dots, u_{|V|}]$.", "proved"),
        (r"Here $U = [u_1, \dots, u_K]$.", "ambiguous"),
        (r"Here $U = [2u_1, \dots, 2u_{|V|}]$.", "ambiguous"),
    ],
)
def test_the_columns_of_the_matrix_are_no_samples_where_it_is_said_what_it_is(
    tmp_path: Path, told: str, word: str
) -> None:
    answer = rf"$$\mathbf 1 - \sigma({SIGNED}^\top v_c)$$"
    text = f"{told}\n\n## (c)\n\n{ANSWERS['c']}\n\n## (g)\n\n### (ii)\n\nReuse\n\n{answer}"
    assert verdicts(tmp_path, text)["g.2.reuse"] == word
