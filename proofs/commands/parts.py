"""`gradproof parts`: the assignments that are known, and the parts that they have."""

import argparse

from proofs.commands.common import (
    UsageError,
    assignment_data,
    columns,
    complain,
    known_assignments,
    language,
    task_statement,
    tasks_of,
    write,
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--assignment", metavar="ID", help="only this one")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text or json")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead of to the terminal")
    parser.add_argument("--lang", choices=("en", "zh"), default=language(), help="language (from LANG)")


def run(options: argparse.Namespace) -> int:
    """List them."""
    try:
        names = (options.assignment,) if options.assignment else known_assignments()
        listed = [listing(name, options.lang) for name in names]
        if options.format == "json":
            write(as_json(listed), options.output, for_people=False)
        else:
            write(as_text(listed, columns(options.output)), options.output)
    except UsageError as error:
        return complain("parts", str(error))
    return 0


def listing(name: str, lang: str) -> dict[str, object]:
    """An assignment as plain data."""
    data = assignment_data(name)

    def said(of: dict[str, str], key: str) -> str:
        return of.get(f"{key}_zh") or of[key] if lang == "zh" else of[key]

    parts = [{"part": part["id"], "kind": part["kind"], "asks": said(part, "asks")} for part in data["parts"]]
    if name.endswith(".toml") and tasks_of(name) is not None:
        for each in parts:
            each["understood"] = understood(name, each["part"])
    return {"assignment": name, "title": said(data, "title"), "parts": parts}


def understood(name: str, part: str) -> str:
    """How a part of a file was read: its loss, typeset for a terminal, and what its symbols are."""
    from derive.writing.text import text

    asked = task_statement(name, part)
    assert asked is not None
    declared = ", ".join(each.spoken() for each in asked.declarations)
    return f"J = {text(asked.loss)}   by {text(asked.variable)}   [{declared}]"


def as_json(listed: list[dict[str, object]]) -> str:
    """The listing as JSON."""
    from proofs.report.json import pretty

    return pretty({"assignments": listed}) + "\n"


def as_text(listed: list[dict[str, object]], most: int) -> str:
    """The listing as a table of at most so many columns."""
    from proofs.report.layout import padded, width, wrapped

    lines: list[str] = []
    for each in listed:
        parts: list[dict[str, str]] = each["parts"]  # type: ignore[assignment]
        first = max(width(part["part"]) for part in parts)
        lines += ([""] if lines else []) + [f"{each['assignment']}  {each['title']}", ""]
        for part in parts:
            lines += wrapped(part["asks"], f"  {padded(part['part'], first)}  ", " " * (first + 4), most)
            if "understood" in part:
                lines += wrapped(part["understood"], " " * (first + 4), " " * (first + 6), most)
    return "\n".join(lines) + "\n"
