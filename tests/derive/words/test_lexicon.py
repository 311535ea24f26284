"""Every word stands in the lexicon once, by one entry, and the longest entry that fits is taken."""

from collections import Counter

import pytest

from derive.words.chinese import CHINESE, KOREAN
from derive.words.english import ENGLISH
from derive.words.everyday import EVERYDAY
from derive.words.lexicon import DANGERS, tags_of, tokens


@pytest.mark.parametrize("table", [ENGLISH | {"": EVERYDAY}, CHINESE, KOREAN], ids=["English", "Chinese", "Korean"])
def test_every_entry_stands_once(table):
    entries = Counter(entry for words in table.values() for entry in words.split())
    assert [entry for entry, times in entries.items() if times > 1] == []


@pytest.mark.parametrize(
    ("text", "dangers"),
    [
        ("no longer", 0),
        ("longer, no", 1),
        ("negative samples", 0),
        ("negative values", 1),
        ("the sum drops out", 0),
        ("a sign was dropped", 2),
        ("归一化", 1),
        ("加权和", 0),
    ],
)
def test_a_phrase_says_what_its_words_do_not(text, dangers):
    assert sum(bool(each.tags & DANGERS) for each in tokens(text)) == dangers


def test_a_word_in_no_table_is_unknown_and_a_noun_of_mathematics_is_open():
    assert tags_of("bicycle") == {"unknown"}
    assert tags_of("monotonicities") == {"math"}
    assert "deny" in tags_of("needn't")


def test_a_compound_has_the_dangers_of_its_parts_if_all_are_known():
    assert {"op", "factor"} <= tags_of("sign-flipped")
    assert tags_of("self-negated") == {"unknown"}
    assert not tags_of("word-sum") & DANGERS


def test_the_pieces_of_a_chinese_phrase_may_stand_apart_and_not_begin_later():
    """只有 … 依赖: "only … depends" tells what there is, where 只有 alone restricts."""
    assert [each.text for each in tokens("只有第一项依赖")] == ["只有第一项依赖"]
    assert [each.text for each in tokens("只有依赖")] == ["只有依赖"]
    assert not tokens("这只有第一项依赖")[0].tags & {"rel"}
    assert [each.tags for each in tokens("只有⟦1⟧")] == [{"rel"}, {"mark"}]
    assert "only" in tokens("只有 这 ⟦1⟧")[0].tags


def test_a_command_that_hides_is_odd_and_any_other_says_what_its_word_says():
    assert "odd" in tags_of(r"\phantom")
    assert tags_of(r"\alpha") == {"plain"}
    assert tags_of(r"\not") & DANGERS
