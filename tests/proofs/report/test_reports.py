"""Reports: every code in both languages, the record key by key, hints that hold back, terminals of a hundred columns."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proofs
from proofs.report.hints import cut
from proofs.report.json import line_of, plain, record
from proofs.report.layout import COLUMNS, Paint, quoted, width, wrapped
from proofs.report.text import Style, number, render
from proofs.report.wording import FIELD, OPTIONAL, TABLE, meaning, say
from proofs.report.wording_of_answers import ANSWERS
from proofs.report.wording_of_reasons import REASONS
from proofs.report.wording_of_reports import PHRASES, WORDS
from proofs.report.wording_of_statements import STATEMENTS
from proofs.verdict import WEIGHT, Counterexample, Link, Note, Verdict

KEYS = [
    "id",
    "part",
    "verdict",
    "reading",
    "links",
    "final_holds",
    "in_asked_form",
    "claimed",
    "target",
    "convention",
    "sizes",
    "assumptions",
    "counterexample",
    "mistake",
    "repair",
    "message",
    "seconds",
]
"""The keys of the record, in the order of the contract."""

WRONG = Verdict(
    part="c",
    verdict="wrong",
    message=Note("differs-in-case", {"case": "w = o", "holds_in": "w ≠ o"}),
    reading=r"\hat{y}_w u_w",
    links=(Link("a", True, 1, 3), Link("b", False, 2, 5)),
    final_holds=False,
    claimed="∂J/∂u_w",
    target="∂J/∂u_w",
    convention={"U": "columns", "layout": None},
    sizes={"V": 2, "d": 1},
    counterexample=Counterexample({"V": 2, "d": 1}, {"u_1": [1], "v_c": [Fraction(1, 2)]}, [0.7310585786], [-0.25], (1,), "w = o"),
    mistake="u-for-v",
    repair={"latex": r"(\hat{y}_w - y_w) v_c", "edits": []},
    notes=(Note("reading-expectation"),),
    line=2,
    column=3,
)  # fmt: skip
PROVED = Verdict("f", "proved", Note("holds-every-size"), sizes="every")
SOURCE = "first line\n$$a = b = c$$"


def line_of_source(verdict, number):
    lines = SOURCE.split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else ""


# ----------------------------------------------------------------------------------------------------------------- wording


def test_no_sentence_is_written_twice():
    assert ANSWERS.keys() & STATEMENTS.keys() == set()


@pytest.mark.parametrize("code", [*TABLE, *PHRASES])
def test_every_code_is_said_in_both_languages_with_the_same_values(code):
    english, chinese = TABLE.get(code) or PHRASES[code]
    assert sorted(set(FIELD.findall(english))) == sorted(set(FIELD.findall(chinese)))
    assert not re.search(r"[一-鿿]", english)
    for text in (english, chinese):
        bare = OPTIONAL.sub("", text)
        assert "[[" not in bare
        assert "]]" not in bare
        assert code in PHRASES or code in REASONS or bare.strip()[-1] in ".。"  # a reason stands in a sentence
    assert code in PHRASES or re.search(r"[一-鿿]", chinese)


def test_every_word_is_explained():
    assert set(WORDS) == set(WEIGHT)
    assert all(meaning(word, lang) for word in WORDS for lang in ("en", "zh"))


def test_every_code_that_the_source_names_is_in_the_table():
    named = set()
    for file in Path(proofs.__file__).parent.rglob("*.py"):
        if {"harness", "report"} & set(file.parts):
            continue
        named |= set(
            re.findall(r'\b(?:Note|Undecidable|TooLarge)\(\s*"([a-z0-9-]+)"', file.read_text(encoding="utf-8"))
        )
    assert named - set(TABLE) == set()


def test_codes_of_the_reader_are_in_the_table():
    import derive

    folder = Path(derive.__file__).parent / "reading"
    named = {
        code
        for file in folder.glob("*.py")
        for code in re.findall(r'\.remark\(\s*"([a-z0-9-]+)"', file.read_text("utf-8"))
    }
    assert named - set(TABLE) == set()


@pytest.mark.parametrize(
    ("note", "lang", "expected"),
    [
        (Note("no-such-code"), "en", "no-such-code"),
        (Note("differs"), "en", "The answer is not equal to what was asked for."),
        (Note("differs"), "zh", "答案与所求不相等。"),
        (Note("differs", {"case": "w = o"}), "en", "The answer is not equal to what was asked for in the case w = o."),
        (
            Note("transposed", {"found": "a row", "expected": "a column"}),
            "zh",
            "值是对的，但写成了 行向量，应为 列向量。请取转置。",
        ),
        (
            Note("link-fails", {"text": r"\frac{a}{b}", "line": 3}),
            "en",
            r"The step “= \frac{a}{b}” in line 3 is false.",
        ),
        (
            Note("wrong-target", {"claimed": "x"}),
            "en",
            "The value is the derivative by …, but the left side says by x. Correct the left side.",
        ),
        (Note("ambiguous", {"readings": ["a", "b"]}), "zh", "有几种读法，有对有错：a、b。请写成只有一种读法的形式。"),
        (Note("incomplete-case", {"case": ""}), "en", "A case is missing."),
    ],
)
def test_sentences(note, lang, expected):
    assert say(note, lang) == expected


# -------------------------------------------------------------------------------------------------------------------- JSON


@pytest.mark.parametrize("verdict", [WRONG, PROVED])
@pytest.mark.parametrize("hints", range(4))
def test_the_record_has_the_keys_of_the_contract_in_order(verdict, hints):
    made = record(verdict, hints=hints)
    assert list(made)[: len(KEYS)] == KEYS
    assert json.loads(line_of(made)) == made
    assert made["verdict"] == verdict.verdict


def test_the_record_in_full():
    made = record(WRONG)
    assert made["links"] == [
        {"text": "a", "holds": True, "line": 1, "column": 3},
        {"text": "b", "holds": False, "line": 2, "column": 5},
    ]
    assert made["counterexample"] == {
        "V": 2, "d": 1, "values": {"u_1": [1], "v_c": ["1/2"]}, "answer": [0.7310585786], "gradient": [-0.25], "entry": [1], "case": "w = o",
    }  # fmt: skip
    assert made["convention"] == {"U": "columns", "layout": None}
    assert made["message"] == "The answer is wrong in the case w = o, and right in the case w ≠ o."
    assert record(WRONG, "zh")["message"] == "答案在 w = o 时错误，在 w ≠ o 时正确。"
    assert (made["final_holds"], made["in_asked_form"]) == (False, True)
    assert (made["line"], made["column"], made["mistake"], made["reading"]) == (2, 3, "u-for-v", r"\hat{y}_w u_w")
    assert record(PROVED)["sizes"] == "every"
    assert record(PROVED)["counterexample"] is None


def test_several_answers_of_a_part():
    both = Verdict("g.1", "wrong", Note("differs"), answers=(WRONG, PROVED))
    assert [each["part"] for each in record(both, hints=1)["answers"]] == ["c", "f"]
    assert record(both, hints=1)["answers"][0]["counterexample"] is None


def test_values_that_json_has_not():
    assert plain({"a": Fraction(4, 2), 1: float("inf"), "c": (float("nan"), {3})}) == {
        "a": 2,
        "1": "inf",
        "c": ["nan", [3]],
    }
    assert json.loads(line_of({"x": "\ud800"})) == {"x": "\ud800"}


# ------------------------------------------------------------------------------------------------------------------- hints


def test_each_level_tells_more():
    seen = [record(WRONG, hints=n) for n in range(4)]
    assert [bool(made["links"]) for made in seen] == [False, True, True, True]
    assert [made["counterexample"] is not None for made in seen] == [False, False, True, True]
    assert [made["mistake"] for made in seen] == [None, None, "u-for-v", "u-for-v"]
    assert [made["repair"] is not None for made in seen] == [False, False, False, True]
    assert [made["message"] == meaning("wrong", "en") for made in seen] == [True, False, False, False]


def test_model_answers_and_right_values_are_held_back():
    prose = Verdict("g.3", "prose", Note("prose", {"model": "SECRET"}))
    value = Verdict("i.3", "wrong", Note("not-evaluated", {"value": "SECRET"}))
    for verdict, level in ((prose, 3), (value, 2)):
        told = ["SECRET" in json.dumps(record(verdict, hints=n)) for n in range(4)]
        assert told == [n >= level for n in range(4)]
        shown = ["SECRET" in render([verdict], line_of_source, Style(hints=n)) for n in range(4)]
        assert shown == told


def test_accepted_answers_keep_their_sentence():
    assert cut(PROVED, 0).message == PROVED.message


# -------------------------------------------------------------------------------------------------------------------- text


def test_the_report_of_a_wrong_answer():
    text = render([WRONG, PROVED], line_of_source, Style(), "homework.md", ["a.tex:1:1: gone"])
    assert text.split("\n")[:5] == [
        "homework.md",
        "",
        "  part    verdict  where",
        "  c     ✗ wrong    line 2",
        "  f     ✓ proved   line 1",
    ]
    for line in (
        "    The answer is wrong in the case w = o, and right in the case w ≠ o.",
        "    | $$a = b = c$$",
        "    |     ^",
        "    Counterexample, V = 2, d = 1, in the case w = o:",
        "      u_1 = (1)",
        "      v_c = (1/2)",
        "      the answer gives (0.7311)",
        "      the right value is (−0.25)",
        r"    Nearest right answer: (\hat{y}_w - y_w) v_c",
        "note: a.tex:1:1: gone",
        "1 accepted, 1 refused, 0 neither",
    ):
        assert line in text.split("\n"), line
    assert "f  ✓" not in text.replace("  f     ✓", "")


def test_chinese_and_plain_marks_and_colour():
    chinese = render([WRONG], line_of_source, Style("zh"))
    assert "✗ 错误 wrong" in chinese
    assert "最接近的正确答案" in chinese
    assert "x wrong" in render([WRONG], line_of_source, Style(marks=False))
    assert "\x1b[" not in render([WRONG], line_of_source, Style())
    assert "\x1b[31m" in render([WRONG], line_of_source, Style(paint=Paint(True)))


def test_an_accepted_answer_with_a_false_step_is_told():
    verdict = Verdict("f", "proved", Note("final-right-link-wrong", {"line": 2}), links=(Link("b", False, 2, 5),))
    assert "    |     ^" in render([verdict], line_of_source, Style())


def test_nothing_from_a_file_reaches_the_terminal_as_a_command():
    bad = Verdict("c", "unreadable", Note("unreadable", {"expected": "x\x1b[2J", "found": "\x07"}), line=1)
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", render([bad], lambda v, n: "\x1b]0;title\x07", Style(), "a\x1bb"))


def test_no_answers():
    assert render([], line_of_source, Style("zh")) == "没有找到答案\n"


WIDE = st.text(alphabet="ab 反例，。ŷ\u0302^\\{}_x", max_size=300)


@given(WIDE, st.integers(0, 300), st.sampled_from(["en", "zh"]), st.integers(0, 3))
def test_reports_fit_a_hundred_columns(text, column, lang, hints):
    verdict = Verdict(
        "g.1.u_ws", "wrong", Note("link-fails", {"text": text, "line": 1}), reading=text, repair={"latex": text}, column=column,
        counterexample=Counterexample({"V": 2}, {text: [[1, 2], [3, 4]]}, [1.0] * 40, text),
    )  # fmt: skip
    for line in render([verdict], lambda v, n: text, Style(lang, hints), "title").split("\n"):
        assert width(line) <= COLUMNS


@given(WIDE)
def test_wrapping_loses_nothing(text):
    assert "".join("".join(wrapped(text, "  ", columns=20)).split()) == "".join(text.split())


@given(WIDE.filter(str.strip), st.integers(1, 300))
def test_the_caret_stands_under_its_column(text, column):
    shown, caret = quoted(text, column, "| ")
    at = width(caret) - 1
    here = min(column - 1, len(text))
    if here < len(text):
        before = shown
        while width(before) > at:
            before = before[:-1]
        rest = shown[len(before) :].lstrip("\u0302")
        assert rest[:1] == text[here : here + 1].strip() or text[here] in " \u0302"


def test_the_caret_in_a_long_line():
    shown, caret = quoted("a" * 150 + "!" + "b" * 150, 151, "| ")
    assert shown.index("!") == caret.index("^")
    assert (shown[2], shown[-1], width(shown) <= COLUMNS) == ("…", "…", True)


def test_numbers():
    assert number([[1.0, -2.5], [0, 1 / 3]]) == "[1, −2.5; 0, 0.3333]"
    assert number("-x") == "−x"
