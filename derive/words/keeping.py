"""What authors say of a quantity that is used again: that it is stored, computed once, shared, and right up to its sign; it changes nothing.

>>> kept("We can save ⟦…⟧"), kept("⟦…⟧, so it should be stored")
('  ⟦…⟧', '⟦…⟧,  ')
>>> kept("We can save half of ⟦…⟧")
'  half of ⟦…⟧'
"""

from derive.words.saying import Phrases

_KEEP = "(save|store|keep|cache|remember|reuse|re-use|compute|calculate)"
_DONE = "(saved|stored|kept|cached|remembered|reused|re-used|shared)"
_IT = "(it|this|that|them|they|these)"
_WHERE = "(in|for|by) [all|each|every|both] [of] [the|these|them] [two|three|other] [of them|gradients|derivatives|partials|formulas]"
_KEPT = Phrases(
    "anywhere",
    f"""
    (i|we|you|one) (can|could|would|should|may|will|must) [also|simply|just|then] {_KEEP} [{_IT}] [once]
    [so] {_IT} (should|can|could|may|must|will) [also|just|then|simply] be {_DONE} [once]
    [so] [we] {_KEEP} {_IT} [only|just] once [and [then] (keep|store|save|cache|reuse|use) {_IT} [again|around] [{_WHERE}]]
    [only|just] once and [then] (use|reuse|used|reused) [{_IT}] [again] [{_WHERE}]
    up to [the|a|its] [overall] sign
    [我们|我][只]可以[只](保存|存储|缓存|存下|复用)[一次|下来]
    """,
)


def kept(text: str) -> str:
    """A text without what it says of keeping a quantity."""
    return _KEPT.without(text)
