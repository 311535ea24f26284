"""HTML reports: what an author writes comes out set and harmless, the false link is the one that is marked, hints hold back."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.report.html import broken_in, verdict_html
from proofs.report.json import record
from proofs.report.page import document_html, page
from proofs.report.typeset import Stretch, formula, mixed
from proofs.verdict import Counterexample, Link, Note, Verdict
from proofs.verify import check

CHAIN = r"""\begin{aligned}
\sigma'(x) &= \frac{e^{-x}}{(1 + e^{-x})^2} \\
&= \sigma(x) \frac{e^{-x}}{1 - e^{-x}} \\
&= \sigma(x)(1 - \sigma(x))
\end{aligned}"""


WRONG = Verdict(
    "c", "wrong", Note("differs-in-case", {"case": "w = o", "holds_in": "w ≠ o"}), text=r"$(\hat{y}_w - y_w) u_w$", mistake="vector",
    reading=r"(\hat{y}_w - y_w) u_w", counterexample=Counterexample({"V": 2, "d": 1}, {"U": [[1, 0]], "v_c": [0]}, -0.5, 0, None, "w = o"),
    repair={"latex": r"(\hat{y}_w - y_w) v_c", "edits": [{"start": 19, "end": 22, "to": "v_c"}]},
)  # fmt: skip


class Tags(HTMLParser):
    """The elements of a page and their attributes, and whether each one that opens is closed in its turn."""

    EMPTY = ("meta", "mspace", "br")

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attributes}
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        assert tag in self.EMPTY

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


@pytest.mark.parametrize(
    ("latex", "part"),
    [
        (r"\hat{y}", '<mover accent="true"><mi>y</mi>'),
        (r"{\partial J \over \partial v_c}", "<mfrac>"),
        (r"\mathbf{v}", "<mi>𝐯</mi>"),
        (r"\begin{cases} 1 & x > 0 \\ \alpha & \text{if $x < 0$} \end{cases}", "<mo>&lt;</mo>"),
        (r"\begin{align*} a &= b \\ &= c \end{align*}", "<mtable"),
        (r"\begin{eqnarray} a &=& b \end{eqnarray}", "<mtable"),
        (r"\sum_{\substack{-m \le j \le m \\ j \ne 0}} x", "<munder>"),
        (r"\part J", "<mi>∂</mi>"),
        (r"x \tag{1} \label{one}", "<math><mi>x</mi></math>"),
    ],
)
def test_what_people_write_is_set(latex, part):
    assert part in formula(latex)
    assert "merror" not in formula(latex)


def test_macros_of_the_author():
    assert "<mi>𝐯</mi>" in formula(r"\vc", r"\newcommand{\vc}{\mathbf{v}_c}")
    assert "<mtext>\\loop</mtext>" in formula(r"\loop", r"\newcommand{\loop}{\loop\loop}")


@pytest.mark.parametrize("latex", [r"\frac{a", "{" * 9000, r"\frac{" * 9000, r"\hat" * 9000, "x" * 30_000, r"\left( a"])
def test_what_cannot_be_set_stands_as_it_was_written(latex):
    assert formula(latex) == f'<code class="source">{latex}</code>'


PIECES = [*"\\{}$&_^<>\"'#%=ab ", "\\text{", "\\color{", "\\href{", "<script>", "\\begin{align}", "\\textbf{"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_no_text_makes_an_element_of_its_own(text):
    tags = Tags(f"<div>{mixed(text)}</div>")
    assert not tags.seen & {"script", "a", "img", "iframe", "style", "link", "object"}
    assert not [name for name in tags.attributes if name.startswith("on") or name in ("href", "src")]


def test_the_first_false_link_is_marked_and_no_other():
    made = verdict_html(check("f", CHAIN))
    assert made.count('class="broken"') == 1
    marked = made.split('class="broken">')[1].split("</mtd>")[0]
    assert "<mfrac>" in marked
    assert "<mi>σ</mi>" in marked  # the second link: σ times a fraction
    assert 'class="broken"' not in verdict_html(check("f", CHAIN.replace("1 - e", "1 + e")))


def test_a_false_link_that_spans_cells_is_marked_in_each():
    text = "a = b & c"
    (mark,) = broken_in(text, [{"text": "b & c", "holds": False}])
    assert (mark.start, mark.end) == (2, 9)
    assert formula(r"\begin{aligned}" + text + r"\end{aligned}", marks=[Stretch(17, 24, "broken")]).count("broken") == 2


def test_a_counterexample_is_matrices_and_the_repair_a_difference():
    made = verdict_html(WRONG)
    assert "<mtable>" in made
    assert "<del>" in made
    assert "<ins>" in made
    tags = Tags(made)
    assert "Counterexample" in tags.words
    point = Counterexample({"V": 2}, {"U": [[1, 0], [0, -1]]}, 0.5, [1, 2])
    made = verdict_html(Verdict("d", "wrong", Note("differs"), counterexample=point))
    assert made.count("<mtr>") == 4  # two rows of U, two entries of the column; 0.5 is a number
    assert "<mn>−1</mn>" in made


@pytest.mark.parametrize("hints", range(4))
def test_hints_hold_for_the_page_as_for_the_record(hints):
    made = verdict_html(WRONG, hints=hints)
    assert ("Counterexample" in made) == (hints >= 2)
    assert ("<ins>" in made) == (hints >= 3)
    assert ("Read as" in made) == (hints >= 2)


def test_in_chinese():
    words = Tags(verdict_html(WRONG, "zh")).words
    assert "反例" in words
    assert "最接近的正确答案" in words
    assert "Counterexample" not in words


def test_a_record_gives_the_same_as_the_verdict():
    found = check("b.1", r"$$\frac{\partial J}{\partial v_c} = U\hat{y}$$")
    assert verdict_html(record(found)) == verdict_html(found)


def test_notes_may_be_codes_with_their_words_and_edits_spans_of_the_source():
    made = record(Verdict("c", "ambiguous", Note("ambiguous"), text="$2 x$ twice"))
    made["notes"] = [{"code": "words-of-a-later-version", "words": "twice"}, "a sentence"]
    made["repair"] = {"latex": "x", "edits": [{"start": 1, "end": 4, "to": "x"}]}
    shown = verdict_html(made)
    assert "a sentence" in shown
    assert "words-of-a-later-version" in shown
    assert "<del><math><mn>2</mn><mi>x</mi></math></del>" in shown


def test_links_in_an_order_of_their_own_mark_nothing():
    links = record(Verdict("f", "wrong", Note("differs"), links=(Link("z", False, 1, 1),), text="x = y"))["links"]
    assert broken_in("x = y", links) == []


def test_a_page_is_one_file_that_loads_nothing():
    made = {"file": "<b>.md", "answers": [record(check("f", CHAIN)), record(check("b.1", r"U\hat{y}"))]}
    tags = Tags(page("<t>", document_html(made)))
    assert "script" not in tags.seen
    assert not tags.attributes & {"src", "onclick", "srcset"}
    assert "<b>.md" in tags.words
    assert "1 accepted, 1 refused, 0 neither" in tags.words


def test_what_the_message_says_is_not_said_again():
    made = record(
        Verdict(
            "c", "ambiguous", Note("ambiguous"), notes=(Note("ambiguous"), Note("covers-case"), Note("covers-case"))
        )
    )
    words = Tags(verdict_html(made, style=False)).words
    assert words.count(made["message"]) == 1
    assert words.count("This formula is for the case") == 1
