"""Derivations as plain data for JSON: every line and every single step with its rule."""

from typing import Any

from derive.blocks import Block, Chain, Claim, Line, Step, Words
from derive.derivation import Derivation
from derive.writing.latex import latex
from derive.writing.placing import counting_from_zero
from derive.writing.sentences import in_dollars
from derive.writing.text import text


def data(derivation: Derivation, lang: str = "en") -> dict[str, Any]:
    """The whole derivation."""
    with counting_from_zero(derivation.from_zero):
        return _data(derivation, lang)


def _data(derivation: Derivation, lang: str) -> dict[str, Any]:
    evidence = derivation.evidence
    return {
        "part": derivation.part,
        "title": in_dollars(derivation.title, lang),
        "checked": derivation.checked,
        "sizes": evidence.sizes if evidence else None,
        "blocks": [_block(block, lang) for block in derivation.blocks],
    }


def _block(block: Block, lang: str) -> dict[str, Any]:
    match block:
        case Words():
            return {"kind": "words", "text": in_dollars(block, lang)}
        case Claim(left, right, facts, definition):
            return {
                "kind": "definition" if definition else "claim",
                "left": latex(left),
                "right": latex(right),
                "facts": [latex(fact) for fact in facts],
            }
        case Chain():
            return {
                "kind": "chain",
                "left": latex(block.left) if block.left is not None else None,
                "start": latex(block.start),
                "shape": list(block.result.shape),
                "facts": [latex(fact) for fact in block.facts],
                "lines": [_line(line, lang) for line in block.lines],
            }


def _line(line: Line, lang: str) -> dict[str, Any]:
    return {
        "latex": latex(line.expression),
        "text": text(line.expression),
        "why": " ".join(in_dollars(reason, lang) for reason in line.reasons()),
        "steps": [_step(step, lang) for step in line.steps],
    }


def _step(step: Step, lang: str) -> dict[str, Any]:
    return {
        "rule": step.rule.name,
        "where": list(step.where),
        "latex": latex(step.after),
        "why": in_dollars(step.why, lang),
        "source": step.rule.source,
    }
