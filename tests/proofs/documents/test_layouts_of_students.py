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


ROWS = [(f"({part[0]})", answer) for part, answer in ANSWERS.items() if part not in ("f", "i")]


def table(rows: list[tuple[str, str]], layout: str) -> str:
    if layout == "tex":
        return "\\begin{tabular}{ll}\n" + "\n".join(f"{a} & {b} & seen \\\\" for a, b in rows) + "\n\\end{tabular}\n"
    lines = [f"| {a} | {b} | |" if layout == "spaced" else f"|{a}|{b}||" for a, b in rows]
    return "| Question | Answer | Remarks |\n|:--|:-:|---|\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize("layout", ["spaced", "dense", "tex"])
def test_a_row_of_a_table_is_an_answer_under_its_label(tmp_path: Path, layout: str) -> None:
    shifted = [*ROWS[:-1], (ROWS[-1][0], "$\\sum_{k:w_k=w_s}\\sigma(u_{w_s}^\\top v_c)v_c$")]
    text = table([("(b)(i)", shifted[0][1]), ("(b)(ii)", r"$U\hat y=u_o$"), *shifted[1:]], layout)
    assert words(tmp_path, text) == dict.fromkeys(
        [*(part for part in ANSWERS if part not in ("f", "i")), "b.2"], "proved"
    )


def test_a_letter_alone_in_its_cell_is_a_label(tmp_path: Path) -> None:
    rows = [("b(i)", ROWS[0][1]), *((label.strip("()"), answer) for label, answer in ROWS[1:])]
    found = words(tmp_path, table(rows, "spaced"))
    assert found == dict.fromkeys((part for part in ANSWERS if part not in ("f", "i")), "proved")


def test_a_row_that_is_wrong_is_wrong(tmp_path: Path) -> None:
    rows = [(label, answer.replace("(\\hat y-y)", "(y-\\hat y)")) for label, answer in ROWS]
    found = words(tmp_path, table(rows, "spaced"))
    assert (found["b.1"], found["d"], found["c"]) == ("wrong", "wrong", "proved")


def test_a_table_of_results_behind_the_answers_stays_one(tmp_path: Path) -> None:
    answers = "".join(f"{label} {answer}\n\n" for label, answer in ROWS)
    other = [(label, answer.replace("(\\hat y-y)", "(y-\\hat y)")) for label, answer in ROWS]
    assert words(tmp_path, answers + table(ROWS, "spaced"))["b.1"] == "proved"
    assert words(tmp_path, answers + table(other, "spaced"))["b.1"] != "proved"


@pytest.mark.parametrize("between", [", (ii) ", "; (ii) ", ". (ii) ", "\n\n**ii** "])
def test_the_second_item_may_stand_behind_the_first(tmp_path: Path, between: str) -> None:
    one, two = (WINDOW.replace("BY", by) for by in ("U", "v_c"))
    label = "**i**" if "**" in between else "(i)"
    found = words(
        tmp_path, f"## (c)\n\n{ANSWERS['c']}\n\n## (h)\n\n{ANSWERS['h']}\n\n## (i)\n\n{label} ${one}${between}${two}$\n"
    )
    assert (found["i.1"], found["i.2"]) == ("proved", "proved")


def test_a_row_of_derivatives_in_the_line_answers_for_the_matrix(tmp_path: Path) -> None:
    row = r"$\left[\frac{\partial J}{\partial u_1}, \ldots, \frac{\partial J}{\partial u_{|V|}}\right]$"
    assert words(tmp_path, f"(c) {ANSWERS['c']}\n\n(d) {row}\n")["d"] == "proved"


def test_the_letter_of_a_problem_in_its_options(tmp_path: Path) -> None:
    text = r"""\begin{document}
\begin{problem}[c] What is it?\end{problem}
\begin{solution} $\frac{\partial J}{\partial u_w}=(\hat y_w-y_w)v_c$ \end{solution}
\begin{problem}[d] And this?\end{problem}
\begin{solution} $v_c(\hat y-y)^T$ \end{solution}
\end{document}"""
    file = tmp_path / "homework.tex"
    file.write_text(text, encoding="utf8")
    found = {each.part: each.verdict for each in verify_document(read(file)) if each.verdict != "missing"}
    assert found == {"c": "proved", "d": "proved"}


REUSED = r"$\mathbf 1 - \sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)$"
SLOPE = r"$$\frac{\partial J_{neg}}{\partial u_o} = (\sigma(u_o^\top v_c) - 1)v_c$$"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"## (g)\n\n{SLOPE}\n\nWhat can be reused? The vector {REUSED}.", True),
        (f"## (g)\n\n(i)\n{SLOPE}\n\n(ii) The vector {REUSED} has it all.", True),
        (f"## (g)\n\nThe vector {REUSED} has K + 1 entries.\n\n{SLOPE}", False),
    ],
)
def test_a_quantity_within_a_line_is_an_answer_where_it_is_said_to_be_reused(
    tmp_path: Path, text: str, found: bool
) -> None:
    file = tmp_path / "homework.md"
    file.write_text(text, encoding="utf8")
    assert ("g.2.reuse" in {each.part for each in verify_document(read(file))}) is found


BEGUN = r"\frac{\partial J}{\partial v_c} = -u_o + \sum_x \hat y_x u_x"


@pytest.mark.parametrize(
    ("layout", "wrong"),
    [
        ("$$BEGUN$$\n$$= END$$", "wrong"),
        ("$$BEGUN$$\n\n$$= END$$", "wrong"),
        ("\\[BEGUN\\]\n\n\\[= END\\]", "wrong"),
        ("> $$BEGUN$$\n>\n> $$= END$$", "wrong"),
        ("\\begin{align*}BEGUN\\end{align*}\n\\begin{align*}&= END\\end{align*}", "wrong"),
        ("$$BEGUN$$\nwhich is the same as\n$$= END$$", "ambiguous"),
    ],
)
def test_a_chain_goes_on_in_the_next_display_whichever_way_the_matrix_lies(
    tmp_path: Path, layout: str, wrong: str
) -> None:
    file = tmp_path / "homework.md"
    words = {}
    for end in (r"U(\hat y - y)", r"U(y - \hat y)"):
        file.write_text(f"(b)\n\n{layout.replace('BEGUN', BEGUN).replace('END', end)}\n", encoding="utf8")
        words[end] = next(each.verdict for each in verify_document(read(file)) if each.part == "b.1")
    assert words == {r"U(\hat y - y)": "proved", r"U(y - \hat y)": wrong}


def test_each_display_of_a_part_may_begin_with_its_numeral(tmp_path: Path) -> None:
    file = tmp_path / "homework.md"
    shown = [rf"\frac{{\partial J_{{sg}}}}{{\partial {by}}}={WINDOW.replace('BY', by)}" for by in ("U", "v_c")]
    shown.append(r"\frac{\partial J_{sg}}{\partial v_w}=0")
    displays = [f"$$({number})\\ {each}$$" for number, each in zip(("i", "ii", "iii"), shown, strict=True)]
    file.write_text("\n\n".join(["(h) $1$", "(i)", *displays]), encoding="utf8")
    found = {each.part: each.verdict for each in verify_document(read(file))}
    assert (found["i.1"], found["i.2"], found["i.3"]) == ("proved", "proved", "proved")
