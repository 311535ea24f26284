"""Verdicts as SARIF 2.1.0, which code scanning and editors show at the line of the document."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from proofs.report.fields import LEVELS, broken_link, kind, leaves, place, told
from proofs.report.json import Record
from proofs.report.wording import meaning
from proofs.report.wording_of_reports import WORDS

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
UNREAD = "unreadable-document"


def render(documents: Sequence[Record], lang: str = "en") -> str:
    """The whole log: one run; a rule a verdict word; a result for each answer that is not plainly accepted."""
    rules = [
        {
            "id": word,
            "shortDescription": {"text": meaning(word, lang)},
            "defaultConfiguration": {"level": LEVELS[kind(word)]},
        }
        for word in WORDS
    ]
    rules.append({"id": UNREAD, "shortDescription": {"text": "A document that cannot be read."}})
    driver = {"name": "gradproof", "version": _version(), "rules": rules}
    run = {
        "tool": {"driver": driver},
        "language": {"en": "en-US", "zh": "zh-CN"}[lang],
        "columnKind": "unicodeCodePoints",
        "results": [result for document in documents for result in _results(document, lang)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _results(document: Record, lang: str) -> Iterator[dict[str, Any]]:
    if document.get("error"):
        yield _result(UNREAD, "error", document["error"], document["file"])
    for made in leaves(document["answers"]):
        level = LEVELS[kind(made["verdict"])]
        if level == "note" and broken_link(made) is None:
            continue
        line, column = place(made)
        region = {"startLine": line, "startColumn": column} if line and not made.get("cell") else None
        said = f"{made['part']}: {told(made, lang)}" if made["part"] else told(made, lang)
        result = _result(made["verdict"], level, said, made.get("file") or document["file"], region)
        print_of = f"{document['file']}\0{made['part']}\0{made.get('text', '')}".encode()
        result["partialFingerprints"] = {"answer/v1": hashlib.sha256(print_of).hexdigest()[:32]}
        result["properties"] = {"part": made["part"], "mistake": made["mistake"]} | (
            {"cell": made["cell"], "line": made["line"]} if made.get("cell") else {}
        )
        yield result


def _result(rule: str, level: str, text: str, file: str, region: dict[str, int] | None = None) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": uri(file)}} | ({"region": region} if region else {})
    return {"ruleId": rule, "level": level, "message": {"text": text}, "locations": [{"physicalLocation": place}]}


def uri(file: str) -> str:
    """A path as the reference that SARIF asks for.

    >>> uri("home work/a%.md")
    'home%20work/a%25.md'
    """
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _version() -> str:
    try:
        return version("gradproof")
    except PackageNotFoundError:  # run from the sources
        return "0"
