"""What several tests of reports hold a Gradescope result to: the fields of its \"Autograder Specifications\", by hand."""

import pytest

TEST_FIELDS = {
    "name": str, "score": float, "max_score": float, "status": str, "output": str, "output_format": str, "visibility": str,
    "extra_data": dict, "number": str, "tags": list, "name_format": str,
}  # fmt: skip
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
VISIBILITIES = {"hidden", "after_due_date", "after_published", "visible"}


def _is_results(made):
    """Whether an object has the structure that Gradescope's specification gives."""
    assert set(made) <= {
        "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
        "stdout_visibility", "extra_data", "tests", "leaderboard",
    }  # fmt: skip
    assert "score" in made or made["tests"]
    for test in made["tests"]:
        assert all(isinstance(value, TEST_FIELDS[name]) for name, value in test.items())
        assert test["output_format"] in FORMATS
        assert test["visibility"] in VISIBILITIES
        assert test.get("status", "passed") in {"passed", "failed"}
        assert 0 <= test["score"] <= test["max_score"]
    assert made["score"] == pytest.approx(sum(test["score"] for test in made["tests"]))
    return True


@pytest.fixture(scope="session")
def is_results():
    """The check itself."""
    return _is_results
