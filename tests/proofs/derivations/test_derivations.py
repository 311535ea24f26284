"""Derivations are checked before they are shown; what does not pass is named and not shown."""

import importlib.util
import json
import xml.etree.ElementTree
from dataclasses import replace
from pathlib import Path

import pytest

import proofs
from derive.blocks import Chain, Words
from derive.derivation import Derivation
from derive.deriving import OutsideError
from derive.expression import Negative
from derive.lessons import derivation_of
from derive.problem import load
from derive.stating import state
from derive.through_quantities import through_quantities
from derive.writing.latex import latex
from proofs.cli import main
from proofs.derivations import UncheckedError, check, derive_loss

PROBLEM = load("cs224n-a2")
PARTS = [part.id for part in PROBLEM.parts]


@pytest.mark.parametrize("name", PARTS)
def test_every_part_passes_and_has_the_grain_of_a_textbook(name):
    found = proofs.derive(name)
    assert found.checked
    assert all(1 <= len(chain.lines) <= 10 or not chain.lines for chain in found.chains)


@pytest.mark.parametrize("name", ["b.1", "c", "g.1.v_c", "h"])
def test_a_changed_line_is_refused(name):
    made = derivation_of(PROBLEM, PROBLEM.part(name))
    position, chain = next((i, block) for i, block in enumerate(made.blocks) if isinstance(block, Chain))
    last = chain.lines[-1]
    wrong = replace(chain, lines=(*chain.lines[:-1], replace(last, expression=Negative(last.expression))))
    blocks = (*made.blocks[:position], wrong, *made.blocks[position + 1 :])
    with pytest.raises(UncheckedError, match="is not an identity"):
        check(replace(made, blocks=blocks))


def test_what_derive_makes_is_unchecked_and_says_so():
    made = derivation_of(PROBLEM, PROBLEM.part("b.1"))
    assert not made.checked
    assert "Unchecked." in made.text()
    assert "every size" in check(made).text()


def test_a_claim_is_checked_too():
    made = derivation_of(PROBLEM, PROBLEM.part("c"))
    blocks = tuple(
        replace(block, right=Negative(block.right)) if type(block).__name__ == "Claim" else block
        for block in made.blocks
    )
    with pytest.raises(UncheckedError, match="claim"):
        check(replace(made, blocks=blocks))


OWN = [
    (
        "logistic regression",
        r"-t \log \sigma(w^\top x) - (1-t)\log(1-\sigma(w^\top x))",
        "w",
        r"((1 - t) \sigma(w^\top x) - t(1 - \sigma(w^\top x))) x",
    ),
    (
        "softmax regression",
        r"-\log \frac{\exp(w_k^\top x)}{\sum_{j=1}^{K} \exp(w_j^\top x)}",
        "W",
        r"x(\hat{y} - e_k)^\top",
    ),
    (
        "softmax regression with a bias",
        r"-\log \operatorname{softmax}(W x + b)_k",
        "W",
        r"(\operatorname{softmax}(W x + b) - e_k) x^\top",
    ),
    (
        "two layers, sigmoid",
        r"-\log \sigma(w_2^\top \sigma(W_1 x))",
        "W_1",
        r"-\sigma(-w_2^\top \sigma(W_1 x))(w_2 \odot \sigma(W_1 x) \odot (\mathbf{1} - \sigma(W_1 x))) x^\top",
    ),
    (
        "two layers, ReLU",
        r"-\log \sigma(a^\top \operatorname{ReLU}(W x + b))",
        "W",
        r"-\sigma(-a^\top \operatorname{ReLU}(W x + b))(a \odot \mathbb{1}[W x + b > 0]) x^\top",
    ),
    (
        "squared error with an L2 penalty",
        r"\frac{1}{2}\lVert W x - y \rVert^2 + \frac{\lambda}{2} \lVert W \rVert^2",
        "W",
        r"\lambda W + (W x - y) x^\top",
    ),
    (
        "GloVe",
        r"\sum_{i=1}^{V}\sum_{j=1}^{V} f_{ij}(w_i^\top \tilde{w}_j + b_i + \tilde{b}_j - \log X_{ij})^2",
        "w_k",
        r"\sum_{j=1}^V 2 f_{k, j}(w_k^\top \tilde{w}_j + b_k + \tilde{b}_j - \log X_{k, j}) \tilde{w}_j",
    ),
    (
        "CBOW, softmax",
        r"-\log \frac{\exp(u_o^\top \hat{v})}{\sum_{w=1}^{V} \exp(u_w^\top \hat{v})}",
        r"\hat{v}",
        r"U(\hat{y} - e_o)",
    ),
    (
        "CBOW, negative sampling",
        r"-\log \sigma(u_o^\top \hat{v}) - \sum_{s=1}^{K} \log \sigma(-u_{w_s}^\top \hat{v})",
        r"\hat{v}",
        r"-(1 - \sigma(u_o^\top \hat{v})) u_o + \sum_{s=1}^K \sigma(u_{w_s}^\top \hat{v}) u_{w_s}",
    ),
    (
        "a softmax row of attention",
        r"a^\top \operatorname{softmax}(K q)",
        "q",
        r"K^\top(\operatorname{softmax}(K q) \odot (a - (a^\top \operatorname{softmax}(K q)) \mathbf{1}))",
    ),
]


@pytest.mark.parametrize(("loss", "by", "result"), [row[1:] for row in OWN], ids=[row[0] for row in OWN])
def test_losses_of_ones_own(loss, by, result):
    found = derive_loss(loss, by)
    assert found.checked
    assert latex(found.chains[-1].result) == result


@pytest.mark.parametrize(
    ("loss", "by", "message"),
    [
        (r"w^\top w + \kappa(w)", "w", "could be a call"),
        (r"w", "w_", "an argument is missing"),
        (r"W x", "x", "not a number"),
        (r"w^\top x", r"\sigma(w)", "nothing to differentiate by"),
    ],
)
def test_what_is_outside_gets_a_sentence(loss, by, message):
    with pytest.raises(OutsideError, match=message):
        derive_loss(loss, by)


def test_the_place_that_is_not_understood():
    loss = r"w^\top w + \kappa(w)"
    with pytest.raises(OutsideError) as refused:
        state(loss, "w")
    assert loss[slice(*refused.value.span)].startswith(r"\kappa")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_command_in_every_format(capsys, lang):
    for kind in ("text", "latex", "markdown", "html", "json"):
        assert main(["derive", "b.1", "g.2", "--format", kind, "--lang", lang]) == 0
        printed = capsys.readouterr().out
        assert printed
        if kind == "json":
            (first, *_) = json.loads(printed)["derivations"]
            assert first["checked"] is True
            assert first["sizes"] == "every"
        if kind == "html":
            assert "<script" not in printed
            assert "http" not in printed.split("</style>")[1]


def test_html_is_well_formed():
    for name in PARTS:
        xml.etree.ElementTree.fromstring(proofs.derive(name).html())


def test_the_command_says_what_is_wrong(capsys):
    assert main(["derive", "zz"]) == 2
    assert main(["derive", "--loss", "x"]) == 2
    assert main(["derive", "--loss", r"w^\top w + \kappa(w)", "--wrt", "w"]) == 2
    assert "column 12" in capsys.readouterr().err


def test_a_notebook_shows_the_derivation():
    found = proofs.derive("b.1")
    assert found._repr_latex_().startswith(r"\section*")
    shown = xml.etree.ElementTree.fromstring(found._repr_html_())
    assert shown.get("class") == "gradproof-derivation"
    assert len(list(shown.iter("math"))) > 5


def test_detail_and_shapes():
    found = proofs.derive("b.1")
    assert len(found.text(detail=True).splitlines()) > len(found.text().splitlines())
    assert "[d × 1]" in found.text(shapes=True)
    assert r"\in \mathbb{R}^{d}" in found.latex(shapes=True)


def test_pdf_without_tex_keeps_the_document(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert main(["derive", "f", "--pdf", "-o", str(tmp_path / "f.pdf")]) == 0
    assert "is not installed" in capsys.readouterr().err
    assert (tmp_path / "f.tex").read_text().startswith(r"\documentclass")


def test_a_wrong_step_of_a_deep_network_is_refused():
    loss = r"-y^\top \log \operatorname{softmax}(W_2 \sigma(W_1 x + b_1) + b_2)"
    made = through_quantities(state(loss, "W_1"))
    assert check(made).checked
    chain = made.chains[-1]
    for place, line in enumerate(chain.lines):
        last = line.steps[-1]
        wrong = replace(last, after=Negative(last.after), result=Negative(last.result))
        lines = list(chain.lines)
        lines[place] = replace(line, expression=wrong.after, steps=(*line.steps[:-1], wrong))
        changed = tuple(replace(chain, lines=tuple(lines)) if block is chain else block for block in made.blocks)
        with pytest.raises(UncheckedError):
            check(replace(made, blocks=changed))


def test_a_named_vector_and_the_place_in_its_definition(capsys):
    loss = ["derive", "--loss", r"\frac{1}{2} \lVert z \rVert^2", "--wrt", "W"]
    assert main([*loss, "--where", "z = W x - y"]) == 0
    assert "∂J/∂W" in capsys.readouterr().out
    assert main([*loss, "--where", r"z = \kappa(W) - y"]) == 2
    told = capsys.readouterr().err
    assert "--where" in told
    assert "kappa(…) could be a call" in told
    assert "column 5" in told
    assert main(["derive", "b.1", "--where", "z = x"]) == 2


def test_random_losses_equal_sympy():
    path = Path(__file__).parents[3] / "benchmarks" / "derivations.py"
    spec = importlib.util.spec_from_file_location("benchmark_derivations", path)
    assert spec is not None
    benchmark = importlib.util.module_from_spec(spec)
    assert spec.loader is not None
    spec.loader.exec_module(benchmark)
    assert all(benchmark.agrees(seed) for seed in range(40))


def test_an_empty_derivation_has_nothing_to_check():
    assert check(Derivation("x", Words("", ""), ())).evidence.steps == 0
