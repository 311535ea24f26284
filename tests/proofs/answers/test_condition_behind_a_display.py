"""A condition that goes on behind a display, or stands in brackets behind a formula, belongs to it."""

import pytest

from proofs.verify import check

LEFT = r"\frac{\partial J}{\partial u_w}="
OUTSIDE, OTHER = r"(\hat y_w-1)v_c", r"\hat y_wv_c"
LAYOUTS = (
    "$$A$$ for $w=o$, $$B$$ for $w\\ne o$.",
    "$$A$$ if $w=o$ and $$B$$ otherwise.",
    "$$A$$\nif $w=o$, and\n$$B$$\nif $w\\ne o$.",
    "$$A$$\n\nfor $w=o$,\n\n$$B$$\n\nfor $w\\ne o$.",
    "$$A$$ ($w=o$)\n$$B$$ ($w\\ne o$)",
    "$A$ ($w=o$), $B$ ($w\\ne o$)",
    "for $w=o$,\n$$A$$\nfor $w\\ne o$,\n$$B$$",
    "$$A$$ when $w=o$. When $w\\ne o$, $$B$$",
)


def laid(layout: str, outside: str, other: str) -> str:
    return layout.replace("A", LEFT + outside).replace("B", LEFT + other)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_case_is_held_to_its_own_condition(layout):
    assert check("c", laid(layout, OUTSIDE, OTHER)).verdict == "proved"
    assert check("c", laid(layout, OTHER, OUTSIDE)).verdict == "wrong"
    assert check("c", laid(layout, f"2{OUTSIDE}", OTHER)).verdict == "wrong"


@pytest.mark.parametrize("behind", ["(2)", "($w=o$) $2$", "($w=o$)$^2$", "($w=o$) twice", "($w=o$) + $v_c$"])
def test_what_stands_behind_one_case_belongs_to_it(behind):
    layout = LAYOUTS[5].replace("($w=o$)", behind, 1)
    assert not check("c", laid(layout, OUTSIDE, OTHER)).accepted


def test_a_zero_is_said_of_the_other_words_behind_its_display():
    assert check("i.3", r"$$\frac{\partial J}{\partial v_w}=0$$ if $w\ne c$.").verdict == "proved"
    assert not check("i.3", r"$$\frac{\partial J}{\partial v_w}=0$$ if $w=c$.").accepted
