"""The reader of statements: what it makes of Coq's text, and that a statement which lies is found out."""

import re
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from derive import expression as x
from proofs.coq import kinds
from proofs.coq import terms as t
from proofs.coq.agreement import MisreadError, in_file
from proofs.coq.making import made
from proofs.coq.reading import VOCABULARY, ReadingError, read_term, without_comments

U = np.array([[1.0, 2.0, -1.0], [0.5, -2.0, 3.0]])
SCOPE = {
    **VOCABULARY, "largest": 4, "n": 3, "x": 0.5, "y": -2.0, "w": lambda s: [2, 0, 2][s], "v": lambda i: [3.0, -1.0][i],
    "U": lambda i: lambda j: U[i, j],
}  # fmt: skip

VALUES = [
    ("1 - 2 - 3", -4),
    ("- 2 ^ 2", -4),
    ("- x * y + 1", 2),
    ("12 / 2 / 3", 2),
    ("2 * - x", -1),
    ("exp (ln 3) * x", 1.5),
    ("sigmoid 0", 0.5),
    ("Sum n (fun i => INR i * 2)", 6),
    ("Sum 2 (fun i => U i (w 0%nat) * v i)", -6),
    ("delta (w 0%nat) (w 2%nat) + delta 0%nat n", 1),
    ("if Nat.eqb n 3 then x else y", 0.5),
    ("if Rlt_dec x y then 1 else if Rle_dec y x then 2 else 3", 2),
    ("set2 U 1 2 x 1 2 + set2 U 1 2 x 0 2", -0.5),
    ("set1 v 0 x (pred 1)", 0.5),
    ("Rmax x y + Rabs y + sign_of y", 1.5),
    ("Derive (fun t => t ^ 3 + U 0 1 * t) x", 2.75),
    ("Derive (fun t => set2 U 0 1 t 0 1 * set2 U 0 1 t 0 1) (U 0 1)", 4),
]
PROPOSITIONS = [
    ("forall s, (s < n)%nat -> (w s < 3)%nat", True),
    ("forall s r, (s < n)%nat -> (r < n)%nat -> w s = w r -> s = r", False),
    ("x <> y", True),
    ("0 < x /\\ x < 1", True),
    ("x <= y", False),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_the_value_of_a_term(text, value):
    assert read_term(text)(SCOPE) == pytest.approx(value)


@pytest.mark.parametrize(("text", "truth"), PROPOSITIONS)
def test_the_truth_of_a_proposition(text, truth):
    assert bool(read_term(text)(SCOPE)) is truth


@pytest.mark.parametrize("text", ["1 +", "(x", "fun => x)", "x ; y", "if x then y", ""])
def test_what_is_no_term_is_refused(text):
    with pytest.raises(ReadingError):
        read_term(text)


def test_comments_may_hold_comments():
    assert without_comments("a (* b (* c *) d *) e") == "a  e"


ANSWERS = {
    "b.1": r"U(\hat y - y)",
    "c": r"(\hat y_w - y_w) v_c",
    "g.1.v_c": r"-(1 - \sigma(u_o^\top v_c)) u_o + \sum_k \sigma(u_{w_k}^\top v_c) u_{w_k}",
    "g.2.U": r"v_c (\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c) - \mathbf 1)^\top",
    "e": r"\begin{cases} 1 & x > 0 \\ \alpha & x < 0 \end{cases}",
    "i.2": r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}",
}
LIES = [
    ("b.1", r"- ln", "ln"),
    ("b.1", r"U i o", "U i c"),
    ("b.1", r"Sum V", "Sum d"),
    ("b.1", r"delta w o", "delta w c"),
    ("b.1", r"set2 C j c t", "set2 C j o t"),
    ("b.1", r"\(j < d\)", "(j < 1)"),
    ("b.1", r"\(o < V\)", "(V < o)"),
    ("b.1", r"yhat w - y w", "yhat w + y w"),
    ("b.1", r"loss \(set2 C j c t\)", "ln (loss (set2 C j c t))"),
    ("c", r"delta (\w+) o", r"delta o o"),
    ("c", r"C j c\)", "C j w)"),
    ("g.1.v_c", r"sigmoid \(- ", "sigmoid ("),
    ("g.1.v_c", r"o <> w s", "o = w s"),
    ("g.1.v_c", r"w s = w r -> s = r", "w s = s"),
    ("g.1.v_c", r"1 - sigmoid", "2 - sigmoid"),
    ("g.2.U", r"\(k < K\)", "(k < 1)"),
    ("g.2.U", r"Theorem first_column .*?Qed\.", ""),
    ("g.2.U", r"then U i o else", "then - U i o else"),
    ("e", r"alpha \* x <> x", "x < 0"),
    ("e", r"then 1 else", "then 2 else"),
    ("i.2", r"Nat.eqb j1 m", "Nat.eqb j1 0%nat"),
    ("i.2", r"Sum \(2 \* m \+ 1\)", "Sum (2 * m)"),
]


@cache
def certified(part):
    """The certificate of the answer to a part, made once."""
    return made(part, ANSWERS[part], "", "cs224n-a2")


@pytest.mark.parametrize("part", ANSWERS)
def test_a_statement_reads_back(part):
    found = certified(part)
    assert in_file(found.items, found.certificate.text) > 0


@pytest.mark.parametrize(("part", "written", "instead"), LIES)
def test_a_statement_that_was_changed_does_not_read_back(part, written, instead):
    found = certified(part)
    text = found.certificate.text
    changed = re.sub(written, instead, text, count=1, flags=re.DOTALL)
    assert changed != text
    with pytest.raises(MisreadError):
        in_file(found.items, changed)


def _without_sign(self, node, row, column, bound):
    return self.entry(node.operand, row, column, bound)


def _doubled(self, node, row, column, bound):
    return t.Rational(Fraction(2 * node.value))


EXPORTERS = {
    "a minus is lost": (x.Negative, _without_sign, "b.1"),
    "constants are doubled": (x.Constant, _doubled, "g.2.U"),
    "numbers are doubled": (x.Number, _doubled, "e"),
    "the other word is hot": (
        x.OneHot,
        lambda self, node, row, column, bound: t.Delta(row, self.position(x.Index("c", "V"), bound)),
        "b.1",
    ),
    "conditions are forgotten": (
        x.Sum,
        lambda self, node, row, column, bound: self.over(
            node.index.over, node.index.name, lambda at: self.entry(node.body, row, column, {**bound, node.index: at})
        ),
        "i.2",
    ),
}


@pytest.mark.parametrize("slip", EXPORTERS)
def test_an_exporter_that_lies_is_found_out(slip, monkeypatch):
    kind, rule, part = EXPORTERS[slip]
    found = certified(part)
    monkeypatch.setitem(kinds.ENTRIES, kind, rule)
    from proofs.coq.terms import OutsideError
    from proofs.coq.theorem import stated as statement

    try:
        stated = statement(*found.items[0])
        text = "\n".join(
            ["Section Certificate.", *stated.givens(), *stated.definitions(), *map(stated.theorem, stated.theorems)]
        )
    except (OutsideError, AttributeError, TypeError, IndexError):
        pytest.fail("the slip leads to no statement, so it shows nothing")
    with pytest.raises(MisreadError):
        in_file(found.items, text + "\nEnd Certificate.\n")
