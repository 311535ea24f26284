"""A part that asks for two cases: both are there, in one place or in two, or the document leaves one out."""

import pytest

from proofs.documents import read
from proofs.verify import verify_document

SPECIAL = r"$$\frac{\partial J}{\partial u_o} = (\hat y_o - 1) v_c$$"
GENERAL = r"$$\frac{\partial J}{\partial u_w} = (\hat y_w - y_w) v_c$$"
OTHERS = r"For $w \neq o$, $\frac{\partial J}{\partial u_w} = \hat y_w v_c$."

BARE = OTHERS.split(", ")[1]


@pytest.mark.parametrize(
    ("shown", "verdict"),
    [
        (SPECIAL, "incomplete"),
        (OTHERS, "incomplete"),
        (f"{SPECIAL}\n\n{SPECIAL}", "incomplete"),
        (f"{SPECIAL}\n\n{OTHERS}", "proved"),
        (f"{SPECIAL}\n\nand\n\n{BARE}", "proved"),
        (f"{GENERAL}\n\n### A new try\n\n{BARE}", "wrong"),
        (f"{OTHERS}\n\n### Case two\n\n{SPECIAL}", "proved"),
        (f"{SPECIAL}\n\n{OTHERS.replace('= ', '= -')}", "wrong"),
    ],
)
def test_both_cases_must_be_there(tmp_path, shown, verdict):
    file = tmp_path / "homework.md"
    file.write_text(f"## (c)\n\n{shown}\n", encoding="utf8")
    assert {each.part: each.verdict for each in verify_document(read(file))}["c"] == verdict
