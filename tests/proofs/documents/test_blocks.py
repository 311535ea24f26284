"""TABLE of documents, small ones, each with the blocks that must be found: (hint, role, text)."""

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.documents import read

A, Q, U = "answer", "question", "unmarked"

MARKDOWN = {
    "letters without marks": (
        "(a) Since y is one-hot.\n\n(b)\n\n$$x = 1$$\n\n(c) $w = o$: $z$",
        [("a", U, "Since y is one-hot."), ("b", U, "$$x = 1$$"), ("c", U, "$w = o$: $z$")],
    ),
    "headings and numbers below letters": (
        "# Homework\n\n## Question 1\n\n### (b)\n\n**(i)** $x$\n\n**(ii)** words\n\n### c.\n\n$y$",
        [("b.1", U, "$x$"), ("b.2", U, "words"), ("c", U, "$y$")],
    ),
    "i after h is a letter, i below i a number": (
        "(h) x\n\n(i) y\n\n- (i) $1$\n- (ii) $2$\n",
        [("h", U, "x"), ("i", U, "y"), ("i.1", U, "$1$"), ("i.2", U, "$2$")],
    ),
    "i after b is a number": ("(b)\n(i) x\n(ii) y\n(iii) z\n\n(c) u", [("b.1", U, "x"), ("b.2", U, "y"), ("b.3", U, "z"), ("c", U, "u")]),
    "headings (h) and (i), and (i) below": ("## (h)\n$x$\n## (i)\n### (i)\n$y$\n### (ii)\n$z$", [("h", U, "$x$"), ("i.1", U, "$y$"), ("i.2", U, "$z$")]),
    "1.i after 1.h is a letter, 2.i no successor of it": (
        "## 1.h\n$x$\n## 1.i\n(i) $y$\n## 2.i\n$z$", [("h", U, "$x$"), ("i.1", U, "$y$"), ("2.1", U, "$z$")]),
    "a numeral behind the letter of a heading": ("## 1.g (i)\n$x$\n## 1.g (ii)\n$y$", [("g.1", U, "$x$"), ("g.2", U, "$y$")]),
    "written answers with code": ("# Written part and code\n\n## (a)\nIt is one-hot.", [("a", U, "It is one-hot.")]),
    "i and ii after h are numbers": ("(h)\n(i) $x$\n(ii) $y$", [("h.1", U, "$x$"), ("h.2", U, "$y$")]),
    "a label far from its predecessor is a mention": ("(a) $x$ by\n(p) and $y$", [("a", U, "$x$ by\n(p) and $y$")]),
    "circled numbers and Chinese marks": (
        "(b)\n\n① 请计算偏导数\n\n解：$x$\n\n② 什么时候为零？\n\n解：$y$\n",
        [("b.1", Q, "请计算偏导数"), ("b.1", A, "$x$"), ("b.2", Q, "什么时候为零？"), ("b.2", A, "$y$")],
    ),
    "a part whose answer is not marked": (
        "(a) Show that it holds.\n\nMy answer: $p$\n\n(b) Compute the derivative of $f$.\n\n$$\\frac{df}{dx} = 1$$\n\n(c) Compute it.\n\nMy answer: $q$",
        [("a", Q, "Show that it holds."), ("a", A, "$p$"), ("b", Q, "Compute the derivative of $f$."), ("b", U, "$$\\frac{df}{dx} = 1$$"),
         ("c", Q, "Compute it."), ("c", A, "$q$")],
    ),
    "things asked for in a list, one answer to all": (
        "(h) $h$\n\n(i) Write the three derivatives:\n\n- (i) $\\partial J / \\partial U$\n- (ii) $\\partial J / \\partial v_c$\n\nOne line each.\n\nAnswer: $x = y$",
        [("h", U, "$h$"), ("i", Q, "Write the three derivatives:"), ("i.1", Q, "$\\partial J / \\partial U$"), ("i.2", Q, "$\\partial J / \\partial v_c$\n\nOne line each."),
         ("i", A, "$x = y$")],
    ),
    "the question quoted": (
        "> (a) Prove it.\n\nso $x$\n\n> (b) Compute the gradient of $J$.\n\n$y$",
        [("a", Q, "Prove it."), ("a", U, "so $x$"), ("b", Q, "Compute the gradient of $J$."), ("b", U, "$y$")],
    ),
    "the answer quoted": (
        "Part one\n\n> $$\n> x\n> $$\n\nPart two\n\n> > $y$ so\n",
        [("", Q, "Part one"), ("", A, "$$\nx\n$$"), ("", Q, "Part two"), ("", A, "$y$ so")],
    ),
    "bold labels": (
        "**1. (a)** Show it.\n\n**Answer:** $x$\n\n**(b)** Find it.\n\n*Solution.* $y$",
        [("a", Q, "Show it."), ("a", A, "$x$"), ("b", Q, "Find it."), ("b", A, "$y$")],
    ),
    "questions first, answers after": (
        "(a) Prove it.\n(b) Derive it.\n\n# Answers\n\n(a) $x$\n\n(b) $y$",
        [("a", Q, "Prove it."), ("b", Q, "Derive it."), ("a", A, "$x$"), ("b", A, "$y$")],
    ),
    "headings that say question and answer": (
        "## Part (a)\n### Question\nShow it.\n### Answer\n$x$\n## Part (b)\n### Solution\n$y$",
        [("a", Q, "Show it."), ("a", A, "$x$"), ("b", A, "$y$")],
    ),
    "Q and A": ("Q: What is it?\nA: $x$\n\nQ: And this?\nA: $y$", [("", Q, "What is it?"), ("", A, "$x$"), ("", Q, "And this?"), ("", A, "$y$")]),
    "part is a derivative inside mathematics": ("(a) $$\\part J = 0$$", [("a", U, "$$\\part J = 0$$")]),
    "labels inside mathematics and code are none": (
        "(a) $$x =\n(b) + c$$ and\n\n```\n(c) code\n```\n\nend",
        [("a", U, "$$x =\n(b) + c$$ and\n\n\n\nend")],
    ),
    "cases do not split an answer": ("(c)\n(i) $w = o$: $x$\n(ii) $w \\neq o$: $y$\n", [("c", U, "(i) $w = o$: $x$\n(ii) $w \\neq o$: $y$")]),
    "steps do not split a marked answer": ("(c)\n答：\n1. first $x$\n2. then $y$\n", [("c", A, "1. first $x$\n2. then $y$")]),
    "pictures with names are parts": ("![3a](img/3a.png)\n\n解：$x$\n\n![3b](img/3b.png)\n\n解：$y$", [("a", A, "$x$"), ("b", A, "$y$")]),
    "coding is not a written answer": ("(a) $x$\n\n# Coding\n\n(a) I ran it.", [("a", U, "$x$"), ("a", Q, "I ran it.")]),
    "front matter and HTML": ('---\ntitle: x\n---\n(a) <font color="red">$x < y$</font> <!-- (b) no --> z', [("a", U, "$x < y$  z")]),
    "the text after the last answer": ("(g) Why?\n\nAnswer: cheap.\n\nSo far we have looked at re-using quantities.", [
        ("g", Q, "Why?"), ("g", A, "cheap."), ("g", Q, "So far we have looked at re-using quantities.")]),
    "a formula after the question that introduces it": (
        "(f) The sigmoid is given by equation 5:\n\n$$s(x)=1$$\n\nCompute the derivative of $s$.\n\n$$s'(x) = 2$$",
        [("f", Q, "The sigmoid is given by equation 5:\n\n$$s(x)=1$$\n\nCompute the derivative of $s$."), ("f", U, "$$s'(x) = 2$$")],
    ),
    "question and answer in one paragraph": ("(b) Compute the gradient of $J$. It is $x$.", [("b", Q, "Compute the gradient of $J$."), ("b", U, "It is $x$.")]),
    "full-width brackets": ("（a）请证明。\n\n答案：$x$\n\n（b） 求导数\n\n答案：$y$", [("a", Q, "请证明。"), ("a", A, "$x$"), ("b", Q, "求导数"), ("b", A, "$y$")]),
    "nested labels": ("(g)(i) $x$\n\n(g)(ii) $y$\n\nb.1 $z$", [("g.1", U, "$x$"), ("g.2", U, "$y$\n\nb.1 $z$")]),
    "mentions are no labels": ("(b) see (a) and part (c)\nof it, $x$ from (7)", [("b", U, "see (a) and part (c)\nof it, $x$ from (7)")]),
}  # fmt: skip

TEX = {
    "an answer environment": (
        (r"\begin{enumerate}[label=(\alph*)]\item Show $a=b$. \begin{answer} $x$ \end{answer}" "\n"
        r"\item Compute $J$ \begin{answer} \begin{enumerate}[(i)]" "\n" r"\item $y$" "\n" r"\item $z$ \end{enumerate} \end{answer} \end{enumerate}"),
        [("a", Q, "Show $a=b$."), ("a", A, "$x$"), ("b", Q, "Compute $J$"), ("b.1", A, "$y$"), ("b.2", A, "$z$")],
    ),
    "the exam class": (
        ("\\begin{questions}\\question Intro\n\\begin{parts}\n\\part[3] Show it.\n\\begin{solution} $\\part J$ \\end{solution}\n\\part Find it.\n"
        "\\begin{solution}$y$\\end{solution}\\end{parts}\\end{questions}"),
        [("1", Q, "Intro"), ("a", Q, "Show it."), ("a", A, "$\\part J$"), ("b", Q, "Find it."), ("b", A, "$y$")],
    ),
    "macros round answers": (
        "\\newcommand{\\mine}[1]{\\textbf{Solution:} #1}\n\\begin{document}\n(a) Show it. \\ifans{so $x$ {as} said}\n\n(b) Find it. \\mine{$y$}\n\\end{document}",
        [("a", Q, "Show it."), ("a", A, "so $x$ {as} said"), ("b", Q, "Find it."), ("b", A, "$y$")],
    ),
    "an environment of one's own": (
        "\\newenvironment{reply}{\\textbf{Answer:}}{}\\begin{document}(a) Show it.\n\\begin{reply}$x$\\end{reply}\\end{document}",
        [("a", Q, "Show it."), ("a", A, "$x$")],
    ),
    "boxes, where nothing else marks": ("(a) Show it.\n\\begin{shaded}$x$\\end{shaded}\n(b) Find it.\n\\begin{shaded}$y$\\end{shaded}", [
        ("a", Q, "Show it."), ("a", A, "$x$"), ("b", Q, "Find it."), ("b", A, "$y$")]),
    "switches": (
        "\\newif\\ifsolutions \\solutionstrue\n\\begin{document}\n(a) Show it.\n\\ifsolutions $x$ \\else hidden \\fi\n\\iffalse (b) $no$ \\fi\n(b) Find it. \\begin{solution}$y$\\end{solution}\n\\end{document}",
        [("a", Q, "Show it."), ("a", A, "$x$"), ("b", Q, "Find it."), ("b", A, "$y$")],
    ),
    "comments": ("(a) 5\\% of $x$ % not (b)\n% \\begin{answer}\n(b) $y\n% - z\n+ u$", [("a", U, "5\\% of $x$"), ("b", U, "$y\n+ u$")]),
    "underlined labels and sections": (
        "\\section{Written}\n\\subsection{Problem A}\n\\underline{Instructions}\nShow it.\n\\underline{Solution}\n$x$\n\\subsection{Problem B}\n\\underline{Solution}\n$y$",
        [("a", Q, "Show it."), ("a", A, "$x$"), ("b", A, "$y$")],
    ),
    "labels in the text": (
        "\\noindent (a) (3 points) Show it.\n\\bigbreak\n\\textbf{Answer:} $x$\n\\bigbreak\n\\noindent(b) Find it.\n\n\\textbf{Answer:} $y$\n\\bigbreak",
        [("a", Q, "Show it."), ("a", A, "$x$"), ("b", Q, "Find it."), ("b", A, "$y$")],
    ),
    "nothing marked": (
        "\\title{x}\\begin{document}\\maketitle\n\\begin{enumerate}[label=(\\alph*)]\n\\item so $x$\n\\item \\begin{align} y \\end{align}\n\\end{enumerate}\n\\end{document}",
        [("a", U, "so $x$"), ("b", U, "\\begin{align} y \\end{align}")],
    ),
    "LaTeX's own list labels": ("\\begin{enumerate}\\item one \\begin{enumerate} \\item $x$ \\item $y$ \\end{enumerate}\\end{enumerate}", [
        ("1", U, "one"), ("a", U, "$x$"), ("b", U, "$y$")]),
    "given labels of items": ("\\begin{description}\\item[(a)] $x$ \\item[(b)] $y$\\end{description}", [("a", U, "$x$"), ("b", U, "$y$")]),
    "verbatim": ("(a) $x$\n\\begin{lstlisting}\n(b) % code\n\\end{lstlisting}\nend", [("a", U, "$x$\n\nend")]),
}  # fmt: skip


def blocks(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    return [(b.hint, b.role, b.text) for b in read(tmp_path / name).blocks]


@pytest.mark.parametrize("case", MARKDOWN)
def test_markdown(tmp_path, case):
    text, expected = MARKDOWN[case]
    assert blocks(tmp_path, "a.md", text) == expected


@pytest.mark.parametrize("case", TEX)
def test_tex(tmp_path, case):
    text, expected = TEX[case]
    assert blocks(tmp_path, "a.tex", text) == expected


def test_plain_text(tmp_path):
    text = "a) one-hot\nb) i. U(yhat - y)\n   ii. when yhat = y\nc. 1 if x > 0\n"
    assert blocks(tmp_path, "a.txt", text) == [
        ("a", U, "one-hot"), ("b.1", U, "U(yhat - y)"), ("b.2", U, "when yhat = y"), ("c", U, "1 if x > 0")
    ]  # fmt: skip


def test_the_number_of_the_question_is_kept_apart(tmp_path):
    (tmp_path / "a.md").write_text("## Question 2\n\n(a) $x$\n\n## Question 3\n\n(a) $y$")
    assert [(b.question, b.hint) for b in read(tmp_path / "a.md").blocks] == [("2", "a"), ("3", "a")]


def test_notebook_cells(tmp_path):
    cells = [
        {"cell_type": "markdown", "source": ["(a) Show it.\n", "\n", "My answer:"]},
        {"cell_type": "code", "source": "(b) = 1"},
        {"cell_type": "markdown", "source": "so\n$x$"},
        {"cell_type": "markdown", "source": "(b) Find it.\n\nMy answer: $y$"},
        "not a cell",
    ]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": cells}))
    document = read(tmp_path / "a.ipynb")
    found = [(b.hint, b.role, b.text) for b in document.blocks]
    assert found == [("a", Q, "Show it."), ("a", A, "so\n$x$"), ("b", Q, "Find it."), ("b", A, "$y$")]
    place = document.blocks[1].place(3)
    assert (place.cell, place.line, place.column) == (3, 2, 1)
    assert str(place).endswith("a.ipynb, cell 3, line 2")
    assert place.source.line(place.line) == "$x$"


def test_included_files(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "main.tex").write_text(
        "\\input{macros}\n\\begin{document}\n(a) $x$\n\\include{sub/b}\n\\input{gone}\n\\input{../secret}\n(c) $z$\n\\end{document}"
    )
    (tmp_path / "macros.tex").write_text("\\newcommand{\\bv}{\\mathbf{v}}\n\\DeclareMathOperator{\\smx}{softmax}")
    (tmp_path / "sub" / "b.tex").write_text("(b)\n$\\bv$\n\\input{main}")
    (tmp_path.parent / "secret.tex").write_text("(d) secret")
    document = read(tmp_path / "main.tex")
    assert [b.hint for b in document.blocks] == ["a", "b", "c"]
    assert document.blocks[1].text.startswith("$\\bv$")
    assert document.preamble.split("\n") == ["\\newcommand{\\bv}{\\mathbf{v}}", "\\DeclareMathOperator{\\smx}{softmax}"]
    assert not any("(d)" in b.text for b in document.blocks)
    place = document.blocks[1].place(1)
    assert (place.file, place.line) == (str(tmp_path / "sub" / "b.tex"), 2)
    assert [str(r).split(": ", 1) for r in document.remarks] == [
        [f"{tmp_path}/sub/b.tex:3:1", "\\input{main}: includes itself; not read again"],
        [f"{tmp_path}/main.tex:5:1", "\\input{gone}: no such file"],
        [f"{tmp_path}/main.tex:6:1", "\\input{../secret}: lies outside the folder of the document; not read"],
    ]


def test_macros_are_found_anywhere(tmp_path):
    text = "(a) $$\\newcommand{\\b}[1]{\\mathbf{#1}} \\b{v}$$\n\n\\def\\R#1{\\mathbb{#1}} \\let\\eps=\\varepsilon\n"
    (tmp_path / "a.md").write_text(text)
    assert read(tmp_path / "a.md").preamble.split("\n") == [
        "\\newcommand{\\b}[1]{\\mathbf{#1}}", "\\def\\R#1{\\mathbb{#1}}", "\\let\\eps=\\varepsilon"
    ]  # fmt: skip


PIECES = st.sampled_from(
    [*string.ascii_lowercase[:5], "(a)", "(b)", "(i)", "① ", "\n", "\n\n", "> ", "$", "$$", "{", "}", "\\[", "\\]", "% ", "# ", "- ", "Answer: ", "解：",
     "**", "\\begin{answer}", "\\end{answer}", "\\begin{enumerate}", "\\end{enumerate}", "\\item ", "\\iffalse", "\\fi", "\\else", "\\iftrue",
     "\\newcommand", "\\def", "\\x", "\\begin{align}", "\\end{align}", "\\begin{comment}", "\\end{comment}", "```", "Compute the gradient. ", "![1a](x)",
     "\\ifans{", "\\section{", "<!--", "-->", "\\begin{document}", "\\verb|", "\\input{a}", "ŷ", "\u200b", "\t"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(["md", "tex", "txt"]))
def test_whatever_is_written_blocks_hold_the_authors_characters_in_order(tmp_path_factory, text, suffix):
    file = tmp_path_factory.mktemp("any") / f"doc.{suffix}"
    file.write_text(text)
    document = read(file)
    at = -1
    for block in document.blocks:
        assert block.text == block.text.strip() != ""
        for i, c in enumerate(block.text):
            place = block.place(i)
            assert place.source.text[place.offset] == c
            if place.source is document.sources[0]:
                assert place.offset > at
                at = place.offset
