"""Reader and printer are each other's inverse: what is printed is read as the same function."""

import importlib.util
import json
import random
from pathlib import Path

import pytest

from derive.expression import Column, Index, Symbol
from derive.lessons import derivation_of
from derive.parsing.grammar import read_formula
from derive.problem import load
from derive.reading.context import Place
from derive.reading.elaborate import Reader
from derive.traversal import substitute
from derive.writing.latex import latex
from derive.writing.layout import Style
from proofs.cli import main
from proofs.derivations import setting
from proofs.identity import Judge

PROBLEM = load("cs224n-a2")
v_c = Column(Symbol("C", ("d", "V"), letters=("V", "v")), Index("c", "V"))
FREE = {"o": Index("o", "V"), "c": Index("c", "V")}

_path = Path(__file__).parents[3] / "benchmarks" / "derivations.py"
_spec = importlib.util.spec_from_file_location("benchmark_derivations", _path)
assert _spec is not None
benchmark = importlib.util.module_from_spec(_spec)
assert _spec.loader is not None
_spec.loader.exec_module(benchmark)


@pytest.mark.parametrize("style", [Style(), Style(bold=True)], ids=["plain", "bold"])
def test_random_expressions_are_read_back(style):
    for seed in range(60):
        written = substitute(benchmark.random_loss(random.Random(seed)), {benchmark.v: v_c})
        text = latex(written, style)
        (chain,) = read_formula(text)
        read = Reader(PROBLEM.notation, Place(free=FREE, samples=True)).read(chain.sides[0])
        judge = Judge([written, read], setting([written, read]))
        assert judge.compare(written, read).equal, f"{seed}: {text} was read as {latex(read)}"


def lines():
    """The lines of all gradients, those about the helper z left out: an answer would have to define it first."""
    for part in PROBLEM.parts:
        if part.kind == "gradient":
            made = derivation_of(PROBLEM, part)
            for chain in made.chains[:1] if part.id in ("h", "f") else made.chains:
                for line in chain.lines:
                    text = latex(line.expression)
                    if "z" not in text:
                        yield part.id, text


def test_every_printed_line_is_accepted(tmp_path, capsys):
    rows = [{"id": str(number), "part": part, "latex": text} for number, (part, text) in enumerate(lines())]
    asked = tmp_path / "lines.jsonl"
    asked.write_text("\n".join(map(json.dumps, rows)), encoding="utf8")
    main(["check", "--jsonl", str(asked)])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(answers) == len(rows) > 50
    for row, answer in zip(rows, answers, strict=True):
        unfinished = "partial" in row["latex"] or r"\frac{d}" in row["latex"]
        accepted = ("proved", "equal-up-to", "incomplete") if unfinished else ("proved", "equal-up-to")
        assert answer["verdict"] in accepted, (row, answer["verdict"], answer["message"])
