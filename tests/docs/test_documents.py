"""README and docs: every command line in them is one that its parser takes, every link leads somewhere."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from proofs.cli import COMMANDS, command_line

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINE = re.compile(r"^    (gradproof (?:.*\\\n)*.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


COMMAND_LINES = [
    pytest.param(line, id=f"{file.name}: {line[:60]}")
    for file in FILES
    for line in LINE.findall(file.read_text("utf-8"))
]


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_a_command_in_the_docs_is_one_that_there_is(line):
    words = shlex.split(line, comments=True)
    words = words[: min((words.index(sign) for sign in "<>|" if sign in words), default=len(words))]
    assert words[1] in COMMANDS
    assert command_line(words[1]).parse_args(words[1:]).command == words[1]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_links_lead_somewhere(file):
    for link in LINK.findall(file.read_text("utf-8")):
        assert "://" in link or (file.parent / link).exists(), link


def test_every_page_of_a_role_is_linked_from_readme():
    readme = (ROOT / "README.md").read_text("utf-8")
    for role in ("student", "teacher", "engineer", "assignments"):
        assert f"docs/{role}.md" in readme


def test_the_page_of_notations_is_the_table_of_the_tests():
    spec = importlib.util.spec_from_file_location("write_notation", ROOT / "docs" / "write_notation.py")
    writing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writing)
    assert (ROOT / "docs" / "notation.markdown").read_text("utf-8") == writing.page(), (
        "run python docs/write_notation.py"
    )
    assert sum(len(getattr(writing.table(), name)) for name in writing.TITLES) == len(writing.table().ROWS)
