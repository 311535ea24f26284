"""An answer in which a right derivation is followed by another that fails has a verdict for each of the two."""

import pytest

from proofs.documents import read
from proofs.verify import verify_document

RIGHT = r"$$\frac{\partial J}{\partial v_c} = \sum_{w} \hat y_w u_w - u_o$$"
AGAIN = "\n\nLet $\\theta = U^\\top v_c$ be the scores. By the chain rule\n"
WRONG = r"$$\frac{\partial J}{\partial v_c} = U(y - \hat y)$$"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (RIGHT + AGAIN + WRONG, ["proved", "wrong"]),
        (WRONG + AGAIN + RIGHT, ["proved"]),
        (RIGHT + AGAIN + RIGHT, ["proved"]),
        (RIGHT + "\n" + WRONG, ["wrong"]),
    ],
    ids=["right, then wrong", "wrong, then right", "right twice", "one derivation"],
)
def test_a_derivation_that_is_begun_anew_is_an_answer_of_its_own(tmp_path, answer, words):
    file = tmp_path / "homework.md"
    file.write_text(f"## (b)\n\n{answer}\n", "utf8")
    (found,) = (each for each in verify_document(read(file), asked=["b.1"]) if each.part == "b.1")
    assert [each.verdict for each in found.answers or (found,)] == words
    assert found.accepted == ("wrong" not in words)
