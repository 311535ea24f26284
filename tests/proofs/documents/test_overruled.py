"""What a document says of an answer away from it: titles, introductions, errata, other parts; and what there says nothing."""

from pathlib import Path

import pytest

from proofs.documents import read
from proofs.verify import verify_document

PARTS = {
    "b.1": r"$$\frac{\partial J}{\partial v_c} = U(\hat y - y)$$",
    "c": r"$$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$$",
    "f": r"$$\sigma'(x) = \sigma(x)(1 - \sigma(x))$$",
}
HEADS = {"b.1": "## (b) (i)", "c": "## (c)", "f": "## (f)"}


def document(before: str = "", within: str = "", behind: str = "", head: str = "") -> str:
    """Three right answers, and what is written before, in part (c), and behind them."""
    shown = [f"{HEADS[part]}{head if part == 'c' else ''}\n\n{text}\n" for part, text in PARTS.items()]
    shown.insert(1, f"{within}\n" if within else "")
    return "\n".join([before, *shown, behind])


def verdicts(folder: Path, text: str, suffix: str = ".md") -> dict[str, str]:
    file = folder / f"homework{suffix}"
    file.write_text(text, encoding="utf8")
    return {each.part: each.verdict for each in verify_document(read(file)) if each.verdict != "missing"}


@pytest.mark.parametrize(
    ("told", "against"),
    [
        ({"before": "All answers in this file are incorrect on purpose."}, {"b.1", "c", "f"}),
        ({"before": "以下答案都是错误的。"}, {"b.1", "c", "f"}),
        ({"before": "My gradients are given up to their sign."}, {"b.1", "c", "f"}),
        ({"before": "---\ntitle: Rejected answers\n---"}, {"b.1", "c", "f"}),
        ({"before": r"Notation: $J = \log P(O=o \mid C=c)$."}, {"b.1", "c"}),
        ({"before": r"## Notation" + "\n\n" + r"$\sigma(x) = \tanh(x)$."}, {"f"}),
        ({"before": r"Here $\hat y$ is the label and $y$ the prediction."}, {"b.1", "c"}),
        ({"behind": "## Errata\n\nIn (c) a factor of two is missing."}, {"c"}),
        ({"behind": "## Corrections\n\nPart (f): exchange the two factors' signs."}, {"f"}),
        ({"behind": "## Afterword\n\nI withdraw my answer to (b)(i)."}, {"b.1"}),
        ({"behind": "## 更正\n\n第(c)题的符号写反了。"}, {"c"}),
        ({"before": "In these notes the softmax has a temperature."}, {"b.1", "c", "f"}),
        ({"before": "The labels are smoothed, as is usual."}, {"b.1", "c", "f"}),
        ({"before": "本文的损失取平均。"}, {"b.1", "c", "f"}),
        ({"head": " (withdrawn)"}, {"c"}),
        ({"head": " A wrong attempt"}, {"c"}),
        ({"head": " Failed"}, {"c"}),
        ({"before": "```python\nyhat = onehot(o)  # the label\ny = softmax(s)  # prediction\n```"}, {"b.1", "c"}),
        ({"behind": "## Results\n\n- $\\partial J/\\partial u_w$: $\\hat y_w v_c$"}, {"c"}),
        ({"behind": "## Results\n\n| (f) | $\\sigma(x)$ |\n| --- | --- |"}, {"f"}),
        ({"head": " The descent direction"}, {"c"}),
        ({"within": "Columns as ever.\n\nMy program says that the result points the other way."}, {"b.1"}),
        ({"within": "Columns as ever.\n\nAs I see now, the sign is turned, or rather reversed."}, {"b.1"}),
        ({"within": "The vector has $d$ entries.\n\nEach is a number.\n\nScratch that, the sign is off."}, {"b.1"}),
        ({"within": "每个分量是一个数。\n\n形状一致。\n\n以上有误。"}, {"b.1"}),
        ({"behind": "## Later\n\nWith the negative of (c) my test passes."}, {"c"}),
        ({"behind": "## Later\n\nThe result of (c) does not survive a test with numbers."}, {"c"}),
        ({"before": "In this file every logarithm is one to base three."}, {"b.1", "c", "f"}),
        ({"before": "Each formula below contains one slip."}, {"b.1", "c", "f"}),
        ({"before": "The objective also contains a penalty."}, {"b.1", "c", "f"}),
        ({"before": "All differences are to be multiplied by two."}, {"b.1", "c", "f"}),
    ],
)
def test_a_document_overrules_its_answers(tmp_path: Path, told: dict[str, str], against: set[str]) -> None:
    found = verdicts(tmp_path, document(**told))
    assert set(found) == set(PARTS)
    assert {part for part, word in found.items() if word == "ambiguous"} == against
    assert {word for part, word in found.items() if part not in against} <= {"proved"}


@pytest.mark.parametrize(
    "told",
    [
        {"before": "Please tell me if one of the answers below is wrong."},
        {"before": "There may be mistakes in these solutions."},
        {"before": "The softmax turns the scores of all words into probabilities."},
        {"before": "The gradient of the centre vector is a weighted average of vectors, as we shall see."},
        {"behind": "In practice the loss is averaged over a batch."},
        {"before": "如有错误，请指出。"},
        {"before": r"Notation: $J = -\log P(O=o \mid C=c)$ and $\hat y$ is the predicted distribution."},
        {"before": r"Let $J = -\log\sigma(u_o^\top v_c) - \sum_{k=1}^{K}\log\sigma(-u_{w_k}^\top v_c)$ in part (g)."},
        {"behind": "## Remarks\n\nAs in (b), part (c) uses the chain rule."},
        {"within": "As in (b)(i) the softmax is differentiated first."},
        {"before": "# Error signals in word2vec"},
        {"behind": "## Coding\n\nAll my tests passed; the loss goes down as it should."},
        {"behind": "## Summary\n\nFrom (c) we know that if no word repeats, the columns add up."},
        {"before": "Our loss is the cross-entropy of the softmax, as in the lecture."},
        {"before": "I found the second part hard and the others easy."},
        {"within": "Here the true word pulls, and a wrong word pushes."},
        {"head": " (corrected)"},
        {"before": "```python\nyhat = softmax(s)  # prediction\ny = onehot(o)  # the label\n```"},
        {"behind": "## Results\n\n- $\\partial J/\\partial u_w$: $(\\hat y_w - y_w) v_c$"},
        {"within": "The observed word pulls the other way than the expected one."},
    ],
)
def test_what_says_nothing_against_an_answer(tmp_path: Path, told: dict[str, str]) -> None:
    assert verdicts(tmp_path, document(**told)) == dict.fromkeys(PARTS, "proved")


def test_one_part_takes_back_another(tmp_path: Path) -> None:
    found = verdicts(tmp_path, document(within="In (f) below I forgot a minus sign."))
    assert (found["c"], found["f"]) == ("proved", "ambiguous")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (r"$U \in \mathbb{R}^{V \times d}$.", "wrong-shape"),
        ("The outside vectors are the rows of $U$.", "wrong-shape"),
        (r"$U \in \mathbb{R}^{d \times V}$.", "proved"),
    ],
)
def test_how_the_matrix_lies_is_as_the_introduction_says(tmp_path: Path, said: str, word: str) -> None:
    assert verdicts(tmp_path, document(before=said))["b.1"] == word


def test_an_equation_is_corrected_by_its_label(tmp_path: Path) -> None:
    text = r"""\documentclass{article}\begin{document}
\section*{(c)}
\begin{equation}\label{uw} \frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c \end{equation}
\section*{(f)}
\[ \sigma'(x) = \sigma(x)(1 - \sigma(x)) \]
\section*{Addendum}
In \eqref{uw} the sign is the wrong way round.
\end{document}"""
    assert verdicts(tmp_path, text, ".tex") == {"c": "ambiguous", "f": "proved"}


@pytest.mark.parametrize(("title", "word"), [("Solution", "proved"), ("False solution", "ambiguous")])
def test_an_environment_is_what_its_title_says(tmp_path: Path, title: str, word: str) -> None:
    text = rf"""\documentclass{{article}}\newtheorem{{fable}}{{{title}}}\begin{{document}}
\section*{{(f)}}
\begin{{fable}}$\sigma'(x) = \sigma(x)(1 - \sigma(x))$\end{{fable}}
\end{{document}}"""
    assert verdicts(tmp_path, text, ".tex") == {"f": word}


def test_the_message_quotes_what_overrules(tmp_path: Path) -> None:
    file = tmp_path / "homework.md"
    file.write_text(document(behind="## Errata\n\nIn (c) the sign is reversed."), encoding="utf8")
    (found,) = [each for each in verify_document(read(file)) if each.part == "c"]
    assert found.message.code == "said-elsewhere"
    assert "In (c) the sign is reversed" in found.message.values["words"]


@pytest.mark.parametrize("hidden", ['<div style="display:none">\n\n{}\n\n</div>', "~~\n\n{}\n\n~~"])
def test_what_is_hidden_or_struck_over_lines_is_no_answer(tmp_path: Path, hidden: str) -> None:
    text = f"## (b) (i)\n\n{PARTS['b.1']}\n\n## (c)\n\n{hidden.format(PARTS['c'])}\n\nNothing yet.\n"
    assert verdicts(tmp_path, text) == {"b.1": "proved"}


@pytest.mark.parametrize(
    ("behind", "word"),
    [
        ("## Errata\n\nIn ridge.w the factor is wrong.", "ambiguous"),
        ("## Afterword\n\nAll of the answers above are wrong.", "ambiguous"),
        ("## Afterword\n\nridge.w follows from the rule for a square.", "proved"),
    ],
)
def test_answers_to_another_assignment_are_overruled_by_their_names(tmp_path: Path, behind: str, word: str) -> None:
    assignment = tmp_path / "ridge.toml"
    assignment.write_text(
        """id = "ridge"
title = "Ridge regression"
declare = ["X: N × D", "w: D", "t: N"]

[[parts]]
id = "ridge.w"
asks = "the gradient by w"
loss = '\\frac12\\lVert Xw-t\\rVert^2'
wrt = "w"
""",
        encoding="utf8",
    )
    file = tmp_path / "homework.md"
    file.write_text(
        f"## ridge.w\n\n$$\\frac{{\\partial L}}{{\\partial w}} = X^\\top(Xw - t)$$\n\n{behind}\n", encoding="utf8"
    )
    found = verify_document(read(file, ["ridge.w"]), assignment=str(assignment))
    assert [each.verdict for each in found] == [word]
