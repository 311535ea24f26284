"""Verdicts as JUnit XML, which continuous integration shows as tests: a suite a document, a test an answer.

Refused is a failure; what is neither accepted nor refused is skipped, with the reason; a document that cannot be read is an error.
The attributes are those of the schema that Jenkins publishes (xunit-plugin, junit-10.xsd).
"""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from proofs.report.fields import kind, leaves, place, told
from proofs.report.json import Record
from proofs.report.layout import harmless

OUTCOMES = {"refused": "failure", "other": "skipped"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render(documents: Sequence[Record], lang: str = "en") -> str:
    """The whole file, with its declaration."""
    root = ElementTree.Element("testsuites", name="gradproof")
    for document in documents:
        _suite(root, document, lang)
    _count(root, root)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: ElementTree.Element, document: Record, lang: str) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=_safe(document["file"]))
    if document.get("error"):
        case = ElementTree.SubElement(suite, "testcase", classname=_safe(document["file"]), name="read", time="0")
        ElementTree.SubElement(case, "error", message=_safe(document["error"]), type="unreadable-document")
    seen: dict[str, int] = {}
    for made in leaves(document["answers"]):
        line, column = place(made)
        name = made["part"] or "unplaced"
        seen[name] = seen.get(name, 0) + 1
        name += f" ({seen[name]})" if seen[name] > 1 else ""
        case = ElementTree.SubElement(
            suite, "testcase", classname=_safe(document["file"]), name=_safe(name), time=f"{made['seconds']:.3f}"
        )
        if outcome := OUTCOMES.get(kind(made["verdict"])):
            said = f"{made['verdict']}: {told(made, lang)}"
            shown = ElementTree.SubElement(case, outcome, message=_safe(said))
            if outcome == "failure":
                shown.set("type", made["verdict"])
                shown.text = _safe(f"{made.get('file') or document['file']}:{line}:{column}\n{made.get('text', '')}")
    _count(suite, suite)


def _count(element: ElementTree.Element, within: ElementTree.Element) -> None:
    """Set the counts of a suite, or of all of them."""
    cases = list(within.iter("testcase"))
    counted = {"tests": len(cases)} | {
        name: sum(case.find(tag) is not None for case in cases)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped"))
    }
    if element.tag == "testsuites":
        del counted["skipped"]  # the schema has it on a suite only
    for name, value in counted.items():
        element.set(name, str(value))
    element.set("time", f"{sum(float(case.get('time', 0)) for case in cases):.3f}")


def _safe(text: str) -> str:
    return _NOT_XML.sub("�", harmless(text))
