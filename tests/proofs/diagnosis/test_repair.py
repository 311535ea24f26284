"""One slip in a right answer is named, and undone; what no single edit mends is left alone."""

import pytest

from proofs.diagnosis import repair
from proofs.diagnosis.mistakes import TABLE
from proofs.report.wording_of_reports import MISTAKES
from proofs.verify import check

SLIPS = [
    ("sign", "g.1.u_ws", r"-\sigma(u_{w_s}^\top v_c) v_c"),
    ("sign", "b.1", r"u_o - \sum_{w \in Vocab} \hat y_w u_w"),
    ("minus-in-sigmoid", "g.1.u_ws", r"(1 - \sigma(u_{w_s}^\top v_c)) v_c"),
    ("minus-in-sigmoid", "g.1.v_c", r"(\sigma(u_o^\top v_c) - 1) u_o + \sum_{k=1}^K (1 - \sigma(u_k^\top v_c)) u_k"),
    ("prediction-for-label", "c", r"(\hat y_w - \hat y_w) v_c"),
    ("vector", "c", r"\begin{cases} (\hat y_w - 1) v_c & w = o \\ \hat y_w u_w & w \ne o \end{cases}"),
    ("index", "g.1.u_o", r"(\sigma(u_o^\top v_o) - 1) v_c"),
    ("sum-kept", "g.1.u_ws", r"\sum_{s=1}^K \sigma(u_{w_s}^\top v_c) v_c"),
    ("repetition-not-counted", "h", r"\sigma(u_{w_s}^\top v_c) v_c"),
    ("window-center", "i.2", r"\sum_{-m \le j \le m} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}"),
    ("every-sample-counted", "h", r"\sum_{i=1}^K \sigma(u_{w_i}^\top v_c) v_c"),
    ("label-missing", "b.1", r"U \hat y"),
    ("label-missing", "c", r"\hat y_w v_c"),
    (
        "mean-for-sum",
        "i.2",
        r"\frac{1}{2m} \sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}",
    ),
    ("range", "b.1", r"-u_o + \sum_{w \ne o} \hat y_w u_w"),
    ("cases-exchanged", "c", r"\begin{cases} \hat y_w v_c & w = o \\ (\hat y_w - 1) v_c & w \ne o \end{cases}"),
    ("vector-missing", "g.1.u_o", r"\sigma(u_o^\top v_c) - 1"),
    ("term-too-many", "b.1", r"U(\hat y - y) + v_c"),
    ("bracket", "g.1.u_o", r"\sigma(u_o^\top v_c - 1) v_c"),
    ("function-too-many", "f", r"\sigma(x)\sigma(1 - \sigma(x))"),
]


@pytest.fixture(autouse=True)
def enough_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that ends by the clock finds less where garbage is collected among nine thousand tests."""
    monkeypatch.setattr(repair, "SECONDS", 10.0)


@pytest.mark.parametrize(("code", "part", "latex"), SLIPS)
def test_one_slip_is_named_and_undone(code: str, part: str, latex: str) -> None:
    verdict = check(part, latex)
    assert verdict.verdict == ("wrong-shape" if code == "vector-missing" else "wrong")
    assert verdict.mistake == code
    assert verdict.repair is not None
    assert check(part, verdict.repair["latex"]).accepted


def test_an_edit_names_the_authors_text_and_its_place() -> None:
    latex = "\\frac{\\partial J}{\\partial u_k}\n  = (1 - \\sigma(u_k^\\top v_c)) v_c"
    verdict = check("g.1.u_ws", latex)
    assert verdict.repair is not None
    (edit,) = verdict.repair["edits"]
    assert edit["kind"] == "minus-in-sigmoid"
    assert edit["from"] == r"\sigma(u_k^\top v_c)"
    line = latex.splitlines()[edit["line"] - 1]
    assert line[edit["column"] - 1 :].startswith(edit["from"])
    assert check("g.1.u_ws", latex.replace(edit["from"], edit["to"])).accepted


@pytest.mark.parametrize(
    ("part", "latex"),
    [
        ("b.1", "u_o - v_c"),
        ("g.1.u_ws", "u_{w_s}"),
        ("f", r"\sigma(x) + x"),
        ("i.3", r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}"),
    ],
)
def test_what_no_single_edit_mends_has_no_repair(part: str, latex: str) -> None:
    verdict = check(part, latex)
    assert (verdict.verdict, verdict.mistake, verdict.repair) == ("wrong", None, None)


def test_every_mistake_has_a_sentence() -> None:
    assert {row.code for row in TABLE} | {"layout", "entry", "target"} == set(MISTAKES)
    assert {code for code, _, _ in SLIPS} == {row.code for row in TABLE}


LAYOUTS = [
    ("d", r"\frac{\partial J}{\partial U} = (\hat y - y)^\top v_c"),
    ("b.1", r"\frac{\partial J}{\partial v_c} = U(\hat y - y)^\top"),
    ("c", r"\frac{\partial J}{\partial u_w} = (\hat y - y)^\top v_c"),
    ("b.1", r"\frac{\partial J}{\partial v_c} = (\hat y - y)^\top U"),
    ("d", r"\frac{\partial J}{\partial U} = (\hat{y} - y)\mathbf{v}_c"),
    ("c", r"\frac{\partial J}{\partial u_w} = \bm{v_c} (\bm{\hat{y}} - \bm{y})^{\top}"),
]


@pytest.mark.parametrize(("part", "latex"), LAYOUTS)
def test_factors_in_another_order_or_transposed_are_put_right(part: str, latex: str) -> None:
    verdict = check(part, latex)
    assert verdict.refused
    assert verdict.mistake == "layout"
    assert verdict.repair is not None
    (edit,) = verdict.repair["edits"]
    assert latex[edit["start"] : edit["end"]] == edit["from"]
    assert [each.count("{") - each.count("}") for each in (edit["from"], edit["to"])] == [0, 0]
    assert check(part, latex[: edit["start"]] + edit["to"] + latex[edit["end"] :]).accepted


@pytest.mark.parametrize(
    ("kind", "part", "latex"),
    [
        (
            "entry",
            "c",
            r"\frac{\partial J}{\partial u_w} = \begin{cases}(\hat y-1)v_c&w=o\\\hat y v_c&w\ne o\end{cases}",
        ),
        ("target", "c", r"\frac{\partial J}{\partial U} = (\hat y_w - y_w) v_c"),
    ],
)
def test_entries_and_another_left_side_are_put_right(kind: str, part: str, latex: str) -> None:
    verdict = check(part, latex)
    assert verdict.refused
    assert verdict.mistake == kind
    assert verdict.repair is not None
    for edit in reversed(verdict.repair["edits"]):
        assert latex[edit["start"] : edit["end"]] == edit["from"]
        latex = latex[: edit["start"]] + edit["to"] + latex[edit["end"] :]
    assert check(part, latex).accepted


def test_a_wrong_value_is_no_matter_of_layout() -> None:
    assert check("b.1", r"\frac{\partial J}{\partial v_c} = \hat y^\top v_c").repair is None
