"""Reports as people and machines read them: text, JSON, JUnit XML, GitHub annotations. One function makes the prose of each."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from proofs.harness.course import known_functions
from proofs.harness.scan import known_as

if TYPE_CHECKING:
    from proofs.harness.findings import Finding, Report

WORDS = {
    "en": {
        "error": "error",
        "warning": "warning",
        "input": "smallest input",
        "expected": "expected",
        "got": "got",
        "formula": "derived",
        "clean": "no fault found",
        "absent": "this function was not submitted, or could not be tested",
        "reproduce": "to see it",
        "also": "the same at large scores",
        "not tested": "not tested",
        "another name": "{name} (named {known}, it would be)",
        "counts": "errors: {e}, warnings: {w}, functions: {f}, examples: {n}, seconds: {s:.2f}",
    },
    "zh": {
        "error": "错误",
        "warning": "警告",
        "input": "最小的输入",
        "expected": "应为",
        "got": "实得",
        "formula": "推导",
        "clean": "没有发现错误",
        "absent": "没有提交这个函数，或无法测试",
        "reproduce": "重现",
        "also": "分数大时同样",
        "not tested": "没有测试",
        "another name": "{name}（若改名为 {known} 就会测试）",
        "counts": "{e} 个错误，{w} 个警告；{f} 个函数共 {n} 个例子，用时 {s:.2f} 秒",
    },
}


def _shown(value: Any, width: int = 200) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= width else text[: width - 1] + "…"


def text_finding(finding: "Finding", lang: str = "en") -> str:
    """One finding for a terminal: the sentence, the smallest input, both values, how to see it."""
    w = WORDS[lang]
    lines = [f"  {w[finding.severity]}: {finding.message} [{finding.bug}]"]
    if finding.example is not None:
        lines += [f"    {w['input']}:"] + [f"      {k} = {_shown(v)}" for k, v in finding.example.items()]
    if finding.example is not None and (finding.expected is not None or finding.got is not None):
        lines += [f"    {w['expected']}: {_shown(finding.expected)}"] * (finding.expected is not None)
        lines += [f"    {w['got']}:      {_shown(finding.got)}"]
    if finding.also:
        lines.append(f"    {w['also']}: {', '.join(finding.also)}")
    if finding.formula and finding.severity == "error":
        lines.append(f"    {w['formula']}:  {finding.formula}")
    if finding.snippet and finding.severity == "error":
        lines += [f"    {w['reproduce']}:"] + [f"      {line}" for line in finding.snippet.splitlines()]
    return "\n".join(lines)


def as_text(reports: "Sequence[Report]", lang: str = "en") -> str:
    """Every module: its findings, errors first, and a line of figures."""
    blocks = []
    for r in reports:
        found = [text_finding(f, lang) for f in (*r.errors, *r.warnings)] or [f"  {WORDS[lang]['clean']}"]
        rest = [f"  {line}" for line in (*not_tested(r, lang), figures(r, lang))]
        blocks.append("\n".join([r.module, *found, *rest]))
    return "\n\n".join(blocks) + "\n"


def figures(report: "Report", lang: str) -> str:
    """One line: how many faults, examples, functions, seconds."""
    e, w, n = len(report.errors), len(report.warnings), sum(report.checked.values())
    return WORDS[lang]["counts"].format(e=e, w=w, n=n, f=len(report.checked), s=report.seconds)


def not_tested(report: "Report", lang: str) -> list[str]:
    """A line that names what nothing was held against; a name of the course's in another spelling is pointed out."""
    if not report.not_tested:
        return []
    w = WORDS[lang]
    known = ((name, known_as(name, known_functions())) for name in report.not_tested)
    names = (w["another name"].format(name=name, known=course) if course else name for name, course in known)
    return [f"{w['not tested']}: {', '.join(names)}"]


def as_json(reports: "Sequence[Report]", lang: str = "en", many: bool = False) -> str:
    """The record of CONTRACT for one file; {"modules": [record, …]} for a folder or several files."""
    records = [r.as_dict() for r in reports]
    return (
        json.dumps({"modules": records} if many else records[0], ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    )


def as_junit(reports: "Sequence[Report]", lang: str = "en") -> str:
    """A suite for each module, a case for each function tested; an error is a failure, a warning goes to system-out."""
    root = ElementTree.Element("testsuites", name="gradproof")
    for r in reports:
        names = list(dict.fromkeys([*r.checked, *(f.function for f in r.findings)]))
        suite = ElementTree.SubElement(
            root, "testsuite", name=r.module, tests=str(len(names)), failures=str(len({f.function for f in r.errors})),
            errors="0", skipped="0", time=f"{r.seconds:.3f}",
        )  # fmt: skip
        for name in names:
            case = ElementTree.SubElement(suite, "testcase", classname=Path(r.module).stem, name=name, time="0")
            for finding in (f for f in r.findings if f.function == name):
                tag, attributes = "system-out", {}
                if finding.severity == "error":
                    tag, attributes = "failure", {"message": finding.message, "type": finding.bug}
                ElementTree.SubElement(case, tag, attributes).text = text_finding(finding, lang)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def as_github(reports: "Sequence[Report]", lang: str = "en") -> str:
    """Workflow commands that GitHub shows on the file."""
    from proofs.report.github import command

    told = ((f.severity, f.message, r.module, f"{f.function}: {f.bug}") for r in reports for f in r.findings)
    return "".join(command(name, said, file=file, title=title) + "\n" for name, said, file, title in told)


def as_gradescope(reports: "Sequence[Report]", lang: str = "en", points: Mapping[str, float] | None = None) -> str:
    """The results.json of a Gradescope autograder: a test for each function, all of its points or none.

    `points` by function; one that is named there and that no file has is a test that fails. Without them each function has one.
    """
    from proofs.report.gradescope import entry, results, written

    w = WORDS[lang]
    tests = []
    names = [*(points or {}), *(f for r in reports for f in [*r.checked, *(g.function for g in r.findings)])]
    for number, name in enumerate(dict.fromkeys(names), 1):
        most = float((points or {}).get(name, 0.0 if points else 1.0))
        found = [f for r in reports for f in r.findings if name in (f.function, *f.also)]
        absent = name != MODULE and not any(name in r.checked for r in reports)
        right = not absent and not any(f.severity == "error" for f in found)
        said = [text_finding(f, lang) for f in found] or [w["absent"] if absent else w["clean"]]
        made = entry(name, most if right else 0.0, most, "\n".join(said), {"bugs": [f.bug for f in found]}, right)
        tests.append({"number": str(number), **made})
    return written(results(tests, sum(r.seconds for r in reports)))


MODULE = "(module)"


FORMATS: dict[str, Callable[..., str]] = {
    "text": as_text,
    "json": as_json,
    "junit": as_junit,
    "github": as_github,
    "gradescope": as_gradescope,
}
