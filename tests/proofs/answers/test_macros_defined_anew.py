"""A macro that is defined more than once: a use sees the definition before it, in its group; where a page leaves that open, it is refused."""

import pytest

from derive.parsing.macros import collect, collect_all
from derive.parsing.syntax import ReadingError
from proofs.documents import read
from proofs.verify import check, verify_document

U = r"\frac{\partial J}{\partial v_c} = U (\q - y)"
RIGHT = [
    rf"\def\q{{y}}\def\q{{\hat y}}${U}$",
    rf"\newcommand{{\q}}{{y}}\renewcommand{{\q}}{{\hat y}}${U}$",
    rf"\def\q{{\hat y}}${U}$\def\q{{y}}",
    rf"{{\def\q{{\hat y}}${U}$}}",
    rf"\begin{{center}}\def\q{{\hat y}}${U}$\end{{center}}",
    rf"$\def\q{{\hat y}}$ ${U}$",
    rf"\def\r{{\hat y}}\def\q{{\r}}${U}$",
]
WRONG = [
    rf"\def\q{{\hat y}}\def\q{{y}}${U}$",
    rf"\def\q{{y}}${U}$\def\q{{\hat y}}",
    rf"\def\q{{y}}${U}$ \renewcommand{{\q}}{{\hat y}}",
    rf"\newcommand{{\q}}{{y}}{{\renewcommand{{\q}}{{\hat y}}}}${U}$",
    rf"\def\q{{y}}\begin{{center}}\def\q{{\hat y}}\end{{center}}${U}$",
    rf"\def\q{{y}}$\def\q{{\hat y}}$ ${U}$",
    rf"\def\r{{y}}\def\q{{\r}}${U}$\def\r{{\hat y}}",
    rf"${U}$ \def\q{{\hat y}}",
]


@pytest.mark.parametrize("latex", RIGHT)
def test_a_use_sees_the_definition_before_it(latex):
    assert check("b.1", latex).verdict == "proved"


@pytest.mark.parametrize("latex", WRONG)
def test_a_definition_behind_a_use_or_in_a_closed_group_is_not_seen(latex):
    assert not check("b.1", latex).accepted


def test_declarations_stand_before_the_answer():
    assert check("b.1", f"${U}$", r"\def\q{y}\def\q{\hat y}").verdict == "proved"
    assert check("b.1", rf"\def\q{{\hat y}}${U}$", r"\def\q{y}").verdict == "proved"
    assert not check("b.1", rf"${U}$\def\q{{\hat y}}", r"\def\q{y}").accepted


def test_a_command_keeps_its_meaning_up_to_where_it_is_defined_anew():
    macros = collect(r"\phi \renewcommand{\phi}{\psi} \phi", 0)
    text = r"\phi \renewcommand{\phi}{\psi} \phi"
    assert [token.text for token in macros.tokens(text, 0, 4)] == ["phi"]
    assert [token.text for token in macros.tokens(text, 31)] == ["psi"]
    with pytest.raises(ReadingError, match="not defined yet"):
        collect(r"\own \def\own{x}", 0).tokens(r"\own", 0, 4)


@pytest.mark.parametrize(
    ("page", "contested"),
    [
        (r"\def\q{a}\def\q{b} $\q$", False),
        (r"\def\q{a} $\q$ \def\q{a}", False),
        (r"\def\q{a} $\q$ \def\q{b} $\q$", True),
        (r"\def\q{b} {\def\q{a}} $\q$", True),
        (r"\def\r{\q} \def\q{a} $\r$ \def\q{b}", True),
        (r"\def\q{a} $x$ \def\q{b}", False),
    ],
)
def test_a_page_that_uses_two_meanings_of_a_name_is_contested(page, contested):
    assert ("q" in collect_all(page, page).contested) == contested


@pytest.mark.parametrize("suffix", [".md", ".tex"])
def test_a_document_with_a_name_of_two_meanings_is_not_accepted_by_the_last(tmp_path, suffix):
    head = "\n\n## (b)\n\n" if suffix == ".md" else "\n\\section*{(b)}\n"
    verdicts = {}
    for name, text in (
        ("once", rf"\def\q{{\hat y}}{head}${U}$"),
        ("anew", rf"\def\q{{y}}{head}${U}$ \def\q{{\hat y}} $\q$"),
    ):
        path = tmp_path / f"{name}{suffix}"
        path.write_text(text + "\n")
        found = verify_document(read(path))
        verdicts[name] = any(each.accepted for each in found)
    assert verdicts == {"once": True, "anew": False}
