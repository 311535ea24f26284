"""TABLE of the words of a page around its answers: heads of tables, rows of notation, marks of a grader, lists of results."""

import re
from collections.abc import Collection

from derive.words.graders import BESIDE, CROSS, NO_POINTS
from derive.words.saying import Phrases

HEAD_OF_A_TABLE = re.compile(
    r"[\s|*:]*(?:(?:part|question|problem|exercise|task|no\.?|#|id|answers?|my answers?|solutions?|gradients?|derivatives?|formulas?|results?|remarks?|comments?|notes?|reasons?|why|points"
    r"|题号|题目|小题|问题|答案|解答|结果|梯度|导数|备注|说明|理由)[\s|*:]*)+",
    re.IGNORECASE,
)
"""A row of a Markdown table that only names its columns."""
BEFORE_A_NAME = r"(?:(?:part|question|problem|exercise|task|equation|eq|formula|no|gradient|derivative|对|第|题|问题|公式|小题)\b\.?\s*)?"
BY_NAME = re.compile(r"\b(?:by|wrt|to|for|of|in)\s+$|(?:对|关于)\s*$", re.IGNORECASE)
FORMULA = r"(?:\$\$?[^$\n]+\$\$?|\\\([^\n]*?\\\))"
SYMBOL = rf"(?:{FORMULA}|ŷ|σ|y_?hat|[yUJVKxmosw]|[uvw]_[a-z]{{1,3}}|sigma|loss)"
VALUE = re.compile(rf"\s*[*_`]*({FORMULA})[*_`]*(?: for (?:all|every|each) \$[^$]+\$)?\s*")
COLUMNS = re.compile(
    rf"\b[Tt]he (?:columns|rows) of (?P<what>{FORMULA}) (?:are|is|hold|contain|store) (?P<value>[^.,;\n$]+)|(?P<what_zh>{FORMULA}) ?的(?:每一)?(?:列|行)(?:为|是|存放) ?(?P<value_zh>[^，。；\n$]+)"
)
"""What the columns of a matrix are."""
EXPLAINED_ZH = re.compile(rf"(?P<what>{FORMULA})\s*(?:为|是|表示|代表|记作)\s*(?P<value>[^，。；,;\n$]+)")
EXPLAINED = re.compile(
    r"(?:^|[:;,.]\s*|\band )(?P<what>y_?hat|ŷ|[yUJ]|u_[ow]|v_c|sigma|σ) (?:is|are|denotes?|means?|stands? for) (?P<value>(?:the|an?) [^.,;$\n]+?)(?= and |[.,;\n]|$)",
    re.MULTILINE,
)
"""Symbols that are explained within a sentence of a text without formulas, or of Chinese."""
COMMENTED = re.compile(
    r"^[ \t]*(?P<what>y_?hat|y)[ \t]*=[^\n#]*#[ \t]*(?P<value>(?:the )?(?:labels?|predictions?|targets?|one-?hot\b[^\n]*))[ \t]*$",
    re.MULTILINE,
)
"""Lines of a program that say what they compute."""
NO_MARK = re.compile(
    rf"\s*[*_]*(?:0(?:\.0*)?|{NO_POINTS}|{CROSS}|nil|no|wrong|false|incorrect|错|错误|否)[*_]*\s*", re.IGNORECASE
)
MARKED_WRONG = re.compile(
    rf"^[ \t>*_-]*(?:{CROSS}|:warning:|NO|No\.?|NEIN|F)[ \t*_]*(?=$)|^[ \t>*_-]*{BESIDE}[ \t*_]*(?=\$)|(?<=[$.。)）])[ \t]*{BESIDE}[ \t]*$",
    re.MULTILINE,
)
"""The mark of somebody who found an answer wrong, on a line of its own or beside a formula."""
REPORTED = re.compile(
    r"\b(?:wrote|says?|said|claims?|claimed|answered|told|thought|found|proposed|suggest(?:s|ed)?|posted|gave|copied|forum|slides?|book|last year|first (?:idea|attempt|try))\b|写道|说|认为|去年|书上|网上"
)
"""Whose words a quotation is: those of somebody else, or of an earlier day."""
OF_AN_ITEM = re.compile(
    r"^\W*(?:item\W+)?(?:(?:in|for|of) )?(?:the )?(?:(?:items?|points?|entry|bullet) ?[(（]?\d|(?:first|second|third|previous|preceding|last|former|other) "
    r"(?:items?|points?|entry|bullet|one|formula|answer|result|line)\b|[(（]?\d+[)）.]? (?:is|was|has|needs|should)\b)|^\W*(?:第[一二三四五\d]+[条个]|上一[项条个])",
    re.IGNORECASE,
)
"""A sentence about another item of a list."""
LISTED = re.compile(
    r"(?:\b(?:final|short|my|all|the|in)\b )?(?:\b(?:answers?|results?|summary|short|conclusion|tl;?dr)\b|总结|答案|结果)[*_ ]*(?: to)?[ ]?(?:[:：.]|(?= \())[*_ ]*[(（][^\n]*",
    re.IGNORECASE,
)
"""A short list of answers within a text: "Final answers: (c) $…$"."""
FORMULA_ONLY = re.compile(
    r"(?:(?:it|this) is |是 ?)?(\$\$?[^$]+\$\$?|\\\([^$]*\\\)|\\\[[^$]*\\\])(?: for (?:all|every|each) \$[^$]+\$)?",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b20[12]\d\b")
BEFORE_A_YEAR = re.compile(
    r"(?:winter|spring|summer|fall|autumn|assignment|homework|course|cs\s*\d+\w?|作业)\D{0,60}\Z", re.IGNORECASE
)
NOT_MAIN = re.compile(
    r"readme|license|changelog|macros?$|preamble$|notation$|handout|assignment$|questions?$", re.IGNORECASE
)
"""Names of files that lie beside a main document."""
MAIN = re.compile(r"main|answers?|solutions?|submission|homework|written|hw\d*|a\d+", re.IGNORECASE)


def naming(names: Collection[str]) -> re.Pattern[str]:
    """How a sentence names a part by its name: by itself where it is no word, else behind "part" or in brackets."""
    plain = "|".join(re.escape(each) for each in names if re.search(r"[^A-Za-z]", each)) or r"(?!)"
    words = "|".join(map(re.escape, names)) or r"(?!)"
    return re.compile(
        rf"(?<![\w.])({plain})(?!\w)|\b(?:part|question|problem|answer to)\s+({words})(?!\w)|[(（]({words})[)）]"
    )


def described(what: str, value: str) -> str:
    """The sentence that says of a symbol what it is, in the language of its description.

    >>> described("$y$", "label"), described("$y$", "标签")
    ('$y$ is the label.', '$y$ 是标签。')
    """
    if re.match(r"[㐀-鿿]", value):
        return f"{what} 是{value}。"
    the = "" if re.match(r"(?:the|an?|all|our|my|one|its|each|every)\b|\W", value) else "the "
    return f"{what} is {the}{value}."


IS_ZERO = Phrases(
    "behind",
    """
    [(it|they|this|these|the|all|other|center|centre|context|outside|word|vectors?|gradients?|derivatives?|is|are|simply|just|both|a|an|of|them|partial)+] (zeros?|0)
    [(梯度|导数|都|均|就|是|为|结果|它们|其|全)+]零
    """,
)
"""How an answer begins that is 0, in words."""
