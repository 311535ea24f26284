"""Objects of gradproof in a notebook, and cells that are judged; a whole notebook is executed when nbclient is installed."""

import re

import pytest

import gradproof
from proofs.harness.findings import Finding, Report
from proofs.notebook.magics import answer

FAULTY = Report(
    "mine.py",
    (
        Finding(
            "sigmoid", "overflow", "error", "It <overflows>.", {"x": [1000, -1], "name": "a&b"}, expected=1, got="nan",
            snippet="sigmoid(1000)",
        ),
    ),
    {"sigmoid": 20},
    0.5,
)  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "kind", "word"),
    [
        (lambda: gradproof.check("b.1", r"U\hat y"), "refused", "wrong"),
        (lambda: gradproof.check("b.1", r"U(\hat y - y)"), "accepted", "proved"),
        (lambda: gradproof.derive("b.1"), "standing", "every size"),
        (lambda: gradproof.compile("b.1"), "gradproof-function", "v_c"),
        (lambda: FAULTY, "refused", "It &lt;overflows&gt;."),
        (lambda: Report("mine.py"), "accepted", "no fault found"),
    ],
)
def test_what_a_notebook_shows_is_html_with_mathml_and_no_script(shown, kind, word, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    html = shown()._repr_html_()
    assert kind in html
    assert word in html
    assert "<script" not in html
    assert html.count("<div") == html.count("</div")
    assert "$" not in re.sub(r"<pre>.*?</pre>", "", html, flags=re.DOTALL)


def test_a_verdict_becomes_latex_for_print():
    assert gradproof.check("b.1", r"U\hat y")._repr_latex_() == r"\[U \hat{y} \qquad \text{b.1: wrong}\]"


def test_a_compiled_function_becomes_the_loss_that_it_computes():
    assert gradproof.compile("f")._repr_latex_().startswith("\\[")
    assert r"\log" in gradproof.compile("b.1")._repr_latex_()


def test_a_report_becomes_latex_whose_special_characters_are_escaped():
    latex = Report("my_file.py", (Finding("f", "b", "error", r"100% of $x_1 \ne 2"),))._repr_latex_()
    assert r"\textbf{my\_file.py}" in latex
    assert r"100\% of \$x\_1 \textbackslash{}ne 2" in latex


def test_the_smallest_input_is_set_as_a_matrix_and_words_stay_words():
    html = FAULTY._repr_html_()
    assert re.search(r"<mtext>x</mtext><mo>=</mo>.*<mn>1000</mn>.*<mn>−1</mn>", html)
    assert "a&amp;b" in html


# ------------------------------------------------------------------------------------------------------------------- the cells


def test_a_cell_is_judged_in_the_language_and_at_the_hints_that_it_asks_for():
    found = answer("b.1 --lang zh --hints 1", "U\\hat y\n")
    assert found.verdict.verdict == "wrong"
    assert "错误" in found._repr_html_()
    assert 'class="example"' not in found._repr_html_()
    assert 'class="example"' in answer("b.1 --lang zh", "U\\hat y\n")._repr_html_()
    assert "错误" in repr(found)


@pytest.mark.parametrize(("latex", "word"), [(r"(Wx - t)x^\top", "proved"), (r"(t - Wx)x^\top", "wrong")])
def test_a_cell_answers_for_a_loss_of_ones_own(latex, word):
    line = r"--loss '\frac12 \|W x - t\|^2' --wrt W --declare 'W: m x d' --lang en"
    assert answer(line, latex).verdict.verdict == word


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (r"--loss '\frac{1' --wrt w", "never closed"),
        ("--loss x", "--wrt"),
        ("--wrt x", "--loss"),
        ("", "PART"),
        ("z", "no part 'z'"),
        ("b.1 --hints 7", "--hints"),
        ("b.1 'x", "quotation"),
        ("b.1 --assignment q", "q"),
    ],
)
def test_a_first_line_that_is_wrong_is_told(line, reason):
    pytest.importorskip("IPython", reason="IPython is not installed, so there are no cells")
    from IPython.core.error import UsageError

    with pytest.raises(UsageError, match=re.escape(reason)):
        answer(line, "x")


def test_a_notebook_runs_from_top_to_bottom():
    nbformat = pytest.importorskip("nbformat", reason="nbclient is not installed: pip install 'gradproof[notebook]'")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed: pip install 'gradproof[notebook]'")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed: pip install 'gradproof[notebook]'")
    cells = [
        "%load_ext gradproof",
        "%%answer b.1 --lang en\n\\frac{\\partial J}{\\partial v_c} = U\\hat{y}",
        "_.verdict",
        "import gradproof\ngradproof.derive('c')",
        "gradproof.compile('b.1')",
        "%%answer nowhere\nx",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True).execute()
    shown = [cell.outputs for cell in notebook.cells]
    assert shown[0] == []
    for outputs, word in zip(shown[1:5], ("wrong", "wrong", "<math", "gradproof-function"), strict=True):
        (output,) = outputs
        assert word in output.data["text/html"]
        assert output.data["text/latex"]
    assert "✗ wrong" in shown[1][0].data["text/plain"]
    assert [output.get("ename", "UsageError") for output in shown[5]] == ["UsageError"]
    assert "no part 'nowhere'" in str(shown[5])
