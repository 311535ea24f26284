"""What touches a formula from outside, and prose without the macros that are defined in it."""

import pytest

from derive.parsing.passages import without_definitions
from derive.parsing.touching import touching


@pytest.mark.parametrize(
    ("before", "behind", "found"),
    [
        ("so \\sin ", "", "\\sin"),
        ("so \\quad ", "", None),
        ("times 2(", "", "2"),
        ("step 2", "", None),
        ("so k ", "", "k"),
        ("(k) ", "", None),
        ("", ", k", None),
    ],
)
def test_what_touches_a_formula_on_its_line(before, behind, found):
    assert touching(before, behind) == found


@pytest.mark.parametrize("defined", [r"\newcommand{\R}{x}", r"\gdef\R{x}", r"\DeclareMathOperator{\R}{x}"])
def test_a_definition_is_no_prose(defined):
    said = f"\\emph{{Here}} is {defined}and \\emph{{there}}, 50% of it"
    assert without_definitions(said) == "\\emph{Here} is and \\emph{there}, 50% of it"
