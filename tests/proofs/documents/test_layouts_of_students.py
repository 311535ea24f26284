"""Whole documents in the layouts that students use: every answer is found in its own part, and nothing of one part is held against another."""

from pathlib import Path

import pytest

from proofs.documents import read
from proofs.verify import verify_document

WINDOW = r"\sum_{-m\le j\le m,j\ne0}\frac{\partial J(v_c,w_{t+j},U)}{\partial BY}"
ANSWERS = {
    "b.1": r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$",
    "c": r"$\frac{\partial J}{\partial u_w}=(\hat y_w-y_w)v_c$",
    "d": r"$\frac{\partial J}{\partial U}=v_c(\hat y-y)^\top$",
    "e": r"$f'(x)=1$ if $x>0$ and $\alpha$ if $x<0$",
    "f": r"Let $s=\sigma(x)$. $\frac{ds}{dx}=s(1-s)$",
    "h": r"$\frac{\partial J}{\partial u_{w_s}}=\sum_{k:w_k=w_s}\sigma(u_{w_s}^\top v_c)v_c$",
    "i": rf"$\frac{{\partial J_{{sg}}}}{{\partial U}}={WINDOW.replace('BY', 'U')}$; $\frac{{\partial J_{{sg}}}}{{\partial v_c}}={WINDOW.replace('BY', 'v_c')}$; $\frac{{\partial J_{{sg}}}}{{\partial v_w}}=0$",
}
CODE = {
    "b.1": "`grad_v_c = U @ (yhat - y)`",
    "c": "`grad_u_w = (yhat[w] - y[w]) * v_c`",
    "d": "`grad_U = np.outer(v_c, yhat - y)`",
    "e": "`np.where(x > 0, 1, alpha)`",
    "f": "`sigmoid(x) * (1 - sigmoid(x))`",
    "h": ANSWERS["h"],
    "i": ANSWERS["i"],
}
HAN = "一二三四五六七八九"


def words(folder: Path, text: str) -> dict[str, str]:
    """The verdict of each part of a document that has an answer."""
    file = folder / "homework.md"
    file.write_text(text, encoding="utf8")
    found = verify_document(read(file))
    return {each.part: each.verdict for each in found if each.verdict != "missing"}


def one_line(label: str) -> str:
    return label[0]


@pytest.mark.parametrize("answers", [ANSWERS, CODE], ids=["formulas", "programs"])
@pytest.mark.parametrize(
    "line",
    [
        "(L) {}\n",
        "Part L)\n{}\n",
        "**L.** {}\n",
        "## Question 1 (L)\n{}\n",
        "1.L\n{}\n",
        "H、(L) {}\n",
        "*(L) What is it?*\n\n> {}\n",
    ],
)
def test_every_answer_is_found_and_right(tmp_path: Path, line: str, answers: dict[str, str]) -> None:
    text = "# a2\n\n" + "\n".join(
        line.replace("L", one_line(part)).replace("H", HAN[at]).replace("{}", answer)
        for at, (part, answer) in enumerate(answers.items())
    )
    expected = [part for part in answers if part != "i"] + ["i.1", "i.2", "i.3"]
    found = words(tmp_path, text)
    assert {part: found.get(part) for part in expected} == dict.fromkeys(expected, "proved")


def test_answers_in_a_table(tmp_path: Path) -> None:
    rows = [f"| {one_line(part)} | {answer} |" for part, answer in ANSWERS.items() if part != "f"]
    found = words(tmp_path, "# word2vec\n\n| part | answer |\n|---|---|\n" + "\n".join(rows))
    assert {part: found.get(part) for part in ("b.1", "c", "d", "e", "h", "i.2")} == dict.fromkeys(
        ("b.1", "c", "d", "e", "h", "i.2"), "proved"
    )


def test_an_answer_that_is_wrong_stays_wrong(tmp_path: Path) -> None:
    text = "# a2\n\n" + "\n\n".join(f"({one_line(part)}) {answer}" for part, answer in ANSWERS.items())
    found = words(tmp_path, text.replace(r"$f'(x)=1$ if $x>0$ and $\alpha$", r"$f'(x)=\alpha$ if $x>0$ and $1$"))
    assert found["e"] == "wrong"
    assert found["b.1"] == "proved"
