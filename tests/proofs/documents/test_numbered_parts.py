"""Documents that count the parts of an assignment by numbers: what their formulas show decides whether numbers are letters."""

from pathlib import Path

from proofs.documents import read
from proofs.verify import verify_document

PARTS = [
    r"$-\sum_w y_w\log\hat y_w = -\log\hat y_o$ since $y$ is one-hot",
    r"*i.* $\frac{\partial J}{\partial v_c} = U(\hat y-y)$" + "\n\n" + r"*ii.* When $U\hat y = Uy$.",
    r"$\frac{\partial J}{\partial u_w} = (\hat y_w-y_w)v_c$",
    r"$\frac{\partial J}{\partial U} = v_c(\hat y-y)^\top$",
    r"$f'(x)=1$ if $x>0$ and $\alpha$ if $x<0$",
    r"$\sigma(x)(1-\sigma(x))$",
]


def found(folder: Path, parts: list[str], label: str) -> dict[str, bool]:
    page = folder / "page.md"
    text = "\n\n".join(f"**{label.format(at)}**\n\n{part}" for at, part in enumerate(parts, 1))
    page.write_text(text + "\n", encoding="utf8")
    return {each.part: each.accepted for each in verify_document(read(page)) if each.verdict != "missing"}


def test_numbers_that_agree_with_the_formulas_are_letters(tmp_path: Path) -> None:
    for label in ("Q1.{}", "{}."):
        answers = found(tmp_path, PARTS, label)
        assert all(answers[part] for part in ("a", "b.1", "b.2", "c", "d", "f"))


def test_numbers_that_do_not_are_none(tmp_path: Path) -> None:
    moved = [PARTS[5], *PARTS[1:5][::-1], PARTS[0]]
    assert "b.2" not in found(tmp_path, moved, "Q1.{}")
