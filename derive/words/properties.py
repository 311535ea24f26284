r"""TABLE of the properties that words give the value before them: "always positive", "it is an even function", "which is at most $1/4$".

X is a number here, in a formula or among the words. Each row is held by values, see `proofs/answers/account/properties`.

>>> [(each.name, each.numbers) for each in told(", always positive, and at most 1/4. It is even.")]
[('positive', ()), ('most', ('1/4',)), ('even', ())]
>>> [each.name for each in told(". The loss is positive. It is positive in the first case. A positive number.")]
[]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from derive.words.saying import spelled

IT = (
    "(which|it|this|that|[the|this|its|our] (result|derivative|gradient|slope|value)"
    "|(each|every|all) [of|the|its]* (entry|entries|components|component|values|value)|它[的]|其值|每个分量|各分量|[该|其](导数|梯度|结果))"
)
_IS = "(is|are|stays|remains|has|have|是|为|有)"
_EVER = "(always|everywhere|also|clearly|thus|therefore|indeed|strictly|again|moreover|obviously|never more than|an?|the|its|function|都是|恒|总是|处处|均|都|始终)"
_AFTER = (
    "(everywhere|always|functions?|matrix|at all points|for (all|every|any) (x|X|real x|inputs?|real numbers?)|函数|的)"
)
_MOST = "(at most|never (exceeds|more than|above|larger than|greater than)|does not exceed|bounded [above] by|no (more|larger|greater|bigger) than|not (more|larger|greater) than|less than or equal to|至多|不超过|不大于)"

PROPERTIES = {
    "positive": "(positive|larger than zero|正|大于零)",
    "nonnegative": "(non-negative|nonnegative|at least zero|非负)",
    "below zero": "(negative|less than zero|负)",
    "nonpositive": "(non-positive|nonpositive|at most zero|非正)",
    "nonzero": "(non-zero|nonzero|never zero|(nowhere|never) (zero|vanishes)|非零)",
    "even": "(even|symmetric (about|around|in|with respect to) (zero|[the] origin|[the] y-axis|x~=~0|X)|symmetric|偶)",
    "odd": "(odd|point symmetric|antisymmetric|skew-symmetric|奇)",
    "increasing": "([monotonically|monotone] (increasing|growing)|increases|grows|单调递增|递增)",
    "decreasing": "([monotonically|monotone] (decreasing|falling)|decreases|falls|单调递减|递减)",
    "most": f"({_MOST} X)",
    "maximum": "((largest|maximal|maximum|max) [value] [is|of|being|equals]* X|最大值~[为|是]~X)",
    "minimum": "((smallest|least|minimal|minimum|min) [value] [is|of|being|equals]* X|最小值~[为|是]~X)",
    "least": "(at least X|bounded below by X|no (less|smaller) than X|not (less|smaller) than X|(至少|不小于)~X)",
    "below": "((less|smaller) than|below|小于)~X",
    "above": "((greater|more|larger|bigger) than|above|exceeds|大于)~X",
    "limit": "(tends to|goes to|approaches|converges to|趋于|趋向于?)~X [as|for|when|if|in the limit] (X|x~(→|->)~[±|+|-|−|-]∞)",
    "gone": "(vanishes|dies out|disappears) (as X|[as|for|when|if|in the limit|at] (x~(→|->)~[±|+|-|−|-]∞|(large|big) [x|X|inputs?|arguments?|values?]|both ends|infinity))",
    "norm": "([of|a|an|its|the]* (norm|length) [is|equals|of|=]* X)",
    "unit": "(of unit (norm|length)|unit (norm|length)|a unit vector|normali[sz]ed)",
    "rank": "([of|a|an|its|the]* rank [is|of|=]* (one|1)|rank-one [matrix]|rank-1 [matrix])",
    "same": "(equals|equal to|the same as|identical to|coincides with) X [as well|too|also]",
    "terms": "([the|this|its] sum (has|contains|consists of|of|with)|a sum of|a sum over|there are) [exactly|all|the]* X (terms|summands|samples|words)",
    "between": "[lies|stays|lie|stay] (between X and X|in the interval (from|between) X (to|and) X)",
    "combination": "[linear] combination of [the|all]* columns of X",
    "linear": "(linear|affine) in X",
    "free": "((independent of|(does not|doesn't) depend on) X|与~X~无关)",
    "along": "([all] parallel to|a multiple of|proportional to) X",
    "towards": "([always] points? (along|towards?|in the direction of)|along) X",
}
"""How each is said, by its name."""
_NUMBER = r"(?:⟦[^⟧]*⟧|[-−]?\d+(?:[./]\d+)?(?![\w.]*\w)|(?<![a-z])(?:zero|one|a quarter|one quarter|one half|a half)(?![a-z]))"
NUMBERS = {"zero": "0", "one": "1", "a quarter": "1/4", "one quarter": "1/4", "one half": "1/2", "a half": "1/2"}
"""Numbers in words."""
_END = r"(?=\s*(?:\Z|[\n.,;:。，；)）]|\b(?:and|but|so|because|since)\b))"
_OPENS = r"(?:\A|[.,;:，。；：(（—]|\band\b)[\s$]*"
_PARAGRAPH = re.compile(r"\n[ \t>]*\n")


@cache
def _row(name: str) -> re.Pattern[str]:
    said = spelled(PROPERTIES[name]).replace(spelled("X")[3:-1], _NUMBER)
    lead = rf"(?:{_SO}\s*)*(?:{spelled(IT)}\s*)?(?:{spelled(_IS)}\s*)?(?:{spelled(_EVER)}\s*)*"
    where = r"(?:\s*(?:for|when|if|where|on)(?: all| every| any)?\s*(?P<where>⟦[^⟧]*⟧))?"
    return re.compile(rf"{_OPENS}(?P<said>(?P<what>{lead}{said})(?:\s*{spelled(_AFTER)})*{where}){_END}", re.IGNORECASE)


_SO = spelled("(so|hence|thus|here|note that|where|and)")
_SUBJECT = re.compile(
    rf"\W*(?:{_SO}\s*)*{spelled(f'({IT}|its|(the|this) sum|there are|最大值|最小值)')}", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told:
    """A property by its name, the numbers and formulas in it, the formula for where it holds, and its place in the words."""

    name: str
    numbers: tuple[str, ...]
    where: str | None
    span: tuple[int, int]


def told(behind: str) -> Iterator[Told]:
    """The properties that are told of a value in the paragraph behind it, in order: of a sentence that names no subject only right behind it."""
    text, ends = _PARAGRAPH.split(behind)[0], 0
    found = [(each.start(), name, each) for name in PROPERTIES for each in _row(name).finditer(text)]
    for start, name, each in sorted(found, key=lambda one: (one[0], -one[2].end())):
        if each.start("said") < ends:
            continue
        apposed = not re.search(r"\w|⟦", text[ends:start]) and text[start : start + 1] not in (".", "。")
        if apposed or _SUBJECT.match(each["said"]):
            numbers = (NUMBERS.get(one.lower(), one) for one in re.findall(_NUMBER, each["what"], re.IGNORECASE))
            yield Told(name, tuple(numbers), each["where"], each.span("said"))
            ends = each.end()


@lru_cache(maxsize=512)
def leads_to_a_bound(lead: str) -> bool:
    """Whether the words before a formula make it a part of a property: "It is at most ⟦1/4⟧".

    >>> leads_to_a_bound("It is at most"), leads_to_a_bound("It is")
    (True, False)
    """
    said = f".{lead.rstrip()} ⟦…⟧"
    return any(each.span[1] == len(said) and "⟦…⟧" in each.numbers for each in told(said))
