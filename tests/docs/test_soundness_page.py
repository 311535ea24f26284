"""docs/soundness.md, "From the page to the test": every row of its tables is a page here, with the verdict that the row tells."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from derive.words.rules import RULES
from gradproof import check, verify

CHAPTER = (Path(__file__).parents[2] / "docs" / "soundness.md").read_text(encoding="utf8").split("\n## ")[1]
V_C = r"\frac{\partial J}{\partial v_c}"
RIGHT = rf"${V_C} = U(\hat y - y)$"
COLUMNS = r"$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$"
PAGES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "signs, numbers and terms that touch a formula, inside the dollars or outside": (
        ("b.1", r"$U(\hat y - y)$ + $u_o$", "wrong"),
        ("b.1", r"2$U(\hat y - y)$", "wrong"),
        ("c", r"-\begin{cases} (\hat y_w - 1) v_c & w = o \\ \hat y_w v_c & w \ne o \end{cases}", "wrong"),
    ),
    "the left side": (
        ("b.1", rf"$-{V_C} = U(y - \hat y)$", "incomplete"),
        ("b.1", rf"$-{V_C} = U(\hat y - y)$", "wrong"),
        ("b.1", r"$U(\hat y - y)$", "proved"),
    ),
    "the name of a variable, or a derivative, that the words give a value to": (
        ("c", r"$u_o$: $(\hat y_o - 1) v_c$; for $u_w$ with $w \ne o$ we get $\hat y_w v_c$", "proved"),
        ("c", r"$u_o$: $\hat y_w v_c$; for $u_w$ with $w \ne o$ we get $(\hat y_o - 1) v_c$", "wrong"),
        ("b.1", r"$u_o$: $U(\hat y - y)$", "wrong-target"),
    ),
    "a condition beside a formula": (
        ("c", r"$(\hat y_o - 1) v_c$ if $w = o$, $\hat y_w v_c$ otherwise", "proved"),
        ("c", r"$\hat y_w v_c$ if $w = o$, $(\hat y_o - 1) v_c$ otherwise", "wrong"),
    ),
    "an introduction or description of a symbol": (
        ("b.1", f"{RIGHT} where $y$ is the one-hot label", "proved"),
        ("b.1", rf"{RIGHT} where $\hat y$ is the label", "ambiguous"),
    ),
    "words beside the formula that deny, doubt, restrict, multiply or offer another": (
        ("b.1", f"{RIGHT} twice", "ambiguous"),
        ("b.1", f"It is not {RIGHT}", "ambiguous"),
        ("b.1", f"{RIGHT} for $V = 2$ only", "ambiguous"),
    ),
    "a definition beside the answer": (
        ("f", r"$\sigma'(x) = \sigma(x)(1 - \sigma(x))$, where $\sigma(z) = 1/(1 + e^{-z})$", "proved"),
        ("f", r"$\sigma'(x) = \sigma(x)(1 - \sigma(x))$, where $\sigma(z) = 1/(1 + e^z)$", "ambiguous"),
    ),
    "what stands below or above a symbol": (("b.1", r"$U(\hat y - y^{(2)})$", "unreadable"),),
    "an equation for the loss, anywhere": (
        ("b.1", rf"$J = -\log\hat y_o$. {RIGHT}", "proved"),
        ("b.1", rf"$J = \log\hat y_o$. {RIGHT}", "ambiguous"),
    ),
    "any other equation between known symbols": (("b.1", rf"{RIGHT}, $u_o = u_w$", "ambiguous"),),
    "a set or range beside a claim": (
        ("c", rf"{COLUMNS} for $w \in \{{1, \ldots, V\}}$", "proved"),
        ("c", rf"{COLUMNS} for $w \in \{{o, c\}}$", "ambiguous"),
    ),
    "a set of values that a symbol is said to lie in": (
        ("b.1", rf"{RIGHT}, $y \in \{{0, 1\}}^V$", "proved"),
        ("b.1", rf"{RIGHT}, $\hat y \in \{{0, 1\}}^V$", "ambiguous"),
        ("b.1", rf"{RIGHT}, $o \in \{{1, 2\}}$", "ambiguous"),
    ),
    "a further expression behind a gap in the formula": (
        ("b.1", r"$U(\hat y - y) \quad (3)$", "proved"),
        ("b.1", r"$U(\hat y - y) \quad x$", "ambiguous"),
        ("b.1", r"$U(\hat y - y) \quad\ding{55}$", "ambiguous"),
    ),
    "a derivative on the way that the words name": (
        ("b.1", rf"The derivative of $u_o^\top v_c$ is $u_o$. So {RIGHT}", "proved"),
        ("b.1", rf"The derivative of $u_o^\top v_c$ is $v_c$. So {RIGHT}", "ambiguous"),
    ),
    "what a sum runs over": (
        ("h", r"$\sum_{k: w_k = w_s} \sigma(u_{w_s}^\top v_c) v_c$", "proved"),
        ("h", r"$\sum_{k: w_k = s} \sigma(u_{w_s}^\top v_c) v_c$", "ambiguous"),
    ),
    "a property of the value": (
        ("f", r"$\sigma(x)(1-\sigma(x))$. It is at most $1/4$.", "proved"),
        ("f", r"$\sigma(x)(1-\sigma(x))$. It is at most $1/8$.", "ambiguous"),
    ),
    "the value in words of the assignment": (
        ("b.1", RIGHT + " In words: the expected vector minus the observed one.", "proved"),
        ("b.1", RIGHT + " In words: the gradient equals the observed vector.", "ambiguous"),
    ),
    "a count in words": (
        ("h", r"$n\,\sigma(u_{w_s}^\top v_c) v_c$, where $n$ is the number of times $w_s$ was sampled", "proved"),
        (
            "h",
            r"$n\,\sigma(u_{w_s}^\top v_c) v_c$, where $n$ is the number of times $w_s$ was not sampled",
            "ambiguous",
        ),
    ),
    "a bracket that is missing": (
        ("b.1", r"$U(\hat y - y$", "unknown"),
        ("b.1", r"$U(\hat y - y))$", "proved"),
    ),
    "a relation that is not equality": (("b.1", rf"${V_C} \approx U(\hat y - y)$", "incomplete"),),
    "a second answer with another value": (("b.1", rf"{RIGHT}, so the answer is $U\hat y$", "ambiguous"),),
    r"comments, `\iffalse`, struck or hidden text": (
        ("b.1", f"~~{RIGHT}~~", "incomplete"),
        ("b.1", f"<!-- {RIGHT} -->", "incomplete"),
    ),
    "a macro of the page": (("b.1", r"\def\p{y} {\def\p{\hat y}} $U(\p - y)$", "unreadable"),),
    "a word or a sign that stands alone in a formula, or at a brace": (
        ("b.1", RIGHT[:-1] + r" \Rightarrow \text{contradiction}$", "ambiguous"),
    ),
    "a formula inside of a command or an environment that is not known to set it": (
        ("b.1", rf"\scalebox{{0}}{{{RIGHT}}}", "ambiguous"),
    ),
    "what the words say that it is the derivative of, or by": (
        ("b.1", f"{RIGHT}. This is the gradient for $u_o$.", "ambiguous"),
        ("b.1", f"Negative sampling: {RIGHT}", "ambiguous"),
    ),
    "the words around a formula in the line: its paragraph, title, row of a table": (
        ("b.1", f"{RIGHT}. Nobody believed it.", "ambiguous"),
        ("b.1", f"#### Rejected\n\n{RIGHT}", "ambiguous"),
    ),
    "the clause above a displayed formula, its line, a short sentence behind it or one about it": (
        ("b.1", r"The mean of the gradients is \[U(\hat y - y)\]", "ambiguous"),
    ),
    "a sentence beside an answer that corrects it, or says that roles, signs or terms are changed": (
        ("b.1", f"{RIGHT}. It should have a minus sign.", "ambiguous"),
    ),
    "connectives, labels, spacing, sentences about something else": (
        ("b.1", f"Hence {RIGHT}.", "proved"),
        ("b.1", f"所以 {RIGHT}", "proved"),
    ),
}
"""Of each row: a part, a page of one answer, and its verdict."""
ANSWER = "## (b) i\n\n" + RIGHT + "\n\n## (c)\n\n" + COLUMNS + "\n"
DOCUMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "a title, an introduction, an erratum or another part of the document": (
        (ANSWER + "\n## Errata\n\nIn (c) the sign is reversed.\n", "c"),
    ),
    "a sentence that names a part, anywhere; one in the block of the answer that judges it or turns it round": (
        (ANSWER + "\n## Notes\n\nWith the negative of (c) my test passes.\n", "c"),
    ),
    "a sentence away from the answers that speaks of the loss, the labels, the answers or a formula": (
        ("Each loss is weighted by its distance.\n\n" + ANSWER, "b.1 c"),
        ("I typed these after the deadline.\n\n" + ANSWER, ""),
    ),
    "rows: of notation, of results, of marks; a head of a file, a glossary, a footnote": (
        ("- $y$: prediction\n\n" + ANSWER, "b.1 c"),
        (ANSWER + "\n## Short answers\n\n(c) $\\hat y_w v_c$\n", "c"),
    ),
    "the label of a part": (("## (b) i\n\n$(\\hat y_w - y_w) v_c$\n\n## (c)\n\n$U(\\hat y - y)$\n", "b.1 c"),),
    "a language that is not read, a quotation": ((ANSWER + "\nDas stimmt leider nicht.\n", "c"),),
}
"""Of each row about documents: a document, and the parts that are not accepted in it."""


def rows(table: int) -> Iterator[list[str]]:
    """The rows of a table of the chapter, cell by cell."""
    found = re.findall(r"(?:^\|.*\n)+", CHAPTER, re.MULTILINE)[table]
    for line in found.splitlines()[2:]:
        yield [cell.strip() for cell in line.strip("|").split(" | ")]


def test_every_row_has_a_page():
    assert {row[0] for row in rows(0)} == {*PAGES, *DOCUMENTS}


@pytest.mark.parametrize(("part", "page", "word"), [each for pages in PAGES.values() for each in pages])
def test_a_page_is_decided_as_its_row_says(part: str, page: str, word: str):
    assert check(part, page).verdict == word


@pytest.mark.parametrize(("text", "parts"), [each for pages in DOCUMENTS.values() for each in pages])
def test_a_document_is_decided_as_its_row_says(text: str, parts: str, tmp_path: Path):
    (tmp_path / "homework.md").write_text(text, encoding="utf8")
    found = verify(tmp_path / "homework.md")
    given = {each.part: each.accepted for each in found if each.part in ("b.1", "c")}
    assert given == {part: part not in parts.split() for part in ("b.1", "c")}


def test_the_rules_of_words_are_those_of_the_program():
    shown = [(name, speaks.strip('"'), silent.strip('"')) for name, _, speaks, silent in rows(1)]
    told = [(each.name, each.example, each.harmless) for each in RULES]
    assert [re.sub(r"\$[^$]*\$", "⟦⟧", " | ".join(each)) for each in shown] == [
        re.sub(r"⟦[^⟧]*⟧", "⟦⟧", " | ".join(each)) for each in told
    ]
