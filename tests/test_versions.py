"""The oldest versions that CI installs are the lower bounds that pyproject.toml states."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OLDEST = ROOT / ".ci" / "oldest.txt"
BOUND = re.compile(r"([\w-]+)>=([\d.]+)$")


def bounds():
    """Each lower bound of what a test run installs: name → version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [
        project["dependencies"],
        *(project["optional-dependencies"][name] for name in ("test", "serve", "completion")),
    ]
    return dict(found.groups() for group in groups for each in group if (found := BOUND.match(each)))


@pytest.mark.skipif(not OLDEST.exists(), reason="the list of oldest versions stands in the repository only")
def test_the_oldest_versions_are_the_lower_bounds():
    lines = [line.split("==") for line in OLDEST.read_text("utf-8").splitlines() if not line.startswith("#")]
    pinned = {name: version.removesuffix(".0") if version.count(".") > 1 else version for name, version in lines}
    assert pinned == bounds()
