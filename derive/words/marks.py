"""TABLES of what marks a part, an answer or a question in a homework document, in English, Chinese and Korean.

One row, one way of writing. Everything here is matched outside formulas only, and at the start of a line, so that neither
`\\part` for ∂ nor a word "solution" in a sentence is taken for a mark.
"""

import re
from functools import cache

# ------------------------------------------------------------------------------------------------------------ part labels

_ROMAN = r"(?:i{1,3}|i?[vx]|vi{1,3}|I{1,3}|I?[VX]|VI{1,3})"
_TOKEN = rf"(?:{_ROMAN}(?![A-Za-z])|[a-pA-P](?![A-Za-z])|\d{{1,2}}(?!\d))"
_COMPOUND = rf"(?:[a-pA-P][.\-–_]?{_ROMAN}(?![A-Za-z])|[a-pA-P][.\-–_]?\d{{1,2}}(?!\d)|\d{{1,2}}[.\-–_]?[a-pA-P](?![A-Za-z])(?:[.\-–_]?{_ROMAN}(?![A-Za-z]))?)"
_ANY = rf"(?-i:{_COMPOUND}|{_TOKEN})"
"""Letters of both cases are named, so that Python need not look for the other case of each, which is slow."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"

_POINTS = r"(?:\s*[（(\[]\s*(?:coding\s*:\s*)?\d+(?:\.\d+)?\s*(?:points?|pts?\.?|marks?|分|점|点)[^)\]）\n]{0,40}[)\]）](?:\s*[:.])?)?"
_BRACKETED = rf"\\?[（(]\s*(?:{_ANY}\s*(?:,\s*(?=[A-Za-z\d])|(?=[)）])))+[)）]"
_WORD = r"(?:(?:sub-?)?(?:question|problem|exercise|part|task)|q|ex|小?问题?|第|题目?|小题|문제|문항)"
_STOP = r"(?=\s*(?:$|[:：.。)）\-—(（\[*_}]|\n))"

PART_LABELS = tuple(
    re.compile(pattern + _POINTS, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"{_WORD}\s*[.#:：]?\s*{_ANY}\s*[题问]?\s*[:：.,]?\s*{_BRACKETED}(?:[ \t]*{_BRACKETED})*",  # Question 1(c)(i)
        rf"{_WORD}\s*[.#:：]?\s*{_BRACKETED}(?:[ \t]*{_BRACKETED})*",  # Part (a)
        rf"{_WORD}\s*\d{{1,2}}\.\d{{1,2}}(?![.\d]){_STOP}[:：.]?",  # Q1.2
        rf"{_WORD}\s*[.#:：]?\s*{_ANY}\s*[题问]?{_STOP}[:：.]?",  # Problem A, Q.a, 第1题
        rf"(?:\d{{1,2}}\s*[.]?|第?[一二三四五六七八九十]{{1,3}}[题问]?\s*[、.．,，:：]?)\s*{_BRACKETED}(?:[ \t]*{_BRACKETED})*",  # 1.(c), 1 (c), 三、(c)
        rf"{_BRACKETED}(?:[ \t]*{_BRACKETED})*(?:[ \t]+(?:iii|ii|iv|i)(?=\s*(?:$|[.):])))?[:：.]?",  # (a), (b)(i), (g) i
        rf"[{CIRCLED}]",
        rf"{_ANY}\s*[.．]?\s*[)）](?=\s|$|\*|\}})",  # b), 1), b.1)
        rf"{_ANY}\s*[.．、:：](?=\s|$|\*|\}})",  # b., 1., b:
        rf"(?=\w{{1,2}}[.\-–])(?-i:{_COMPOUND})(?=\s|$|\*|\}}|:)",  # b.1
        r"(?-i:iii|ii|iv|i)(?=[ \t]*$)",  # ii, alone on its line
        rf"{_ANY}(?=\*\*|__|\}})",  # **ii**, in bold type
    )
)
POINTS_OF_LABEL = re.compile(r"\[[^\]]*\]|[（(]\s*\d+\s*(?:points?|pts?|marks?|分|점)[^)）]*[)）]", re.IGNORECASE)
NO_TOKENS = re.compile(
    r"\b(?:sub-?)?(?:question|problem|exercise|part|task|ex)|\bq(?=[\W\d])|\bq$|[题问第小문제항]", re.IGNORECASE
)
"""What is no counting sign of a label."""
TITLE_LABEL = re.compile(
    rf"\s*(?:q\s*[.:]?\s*)?({_ANY}(?:\s*(?:,|&|and|和|、)\s*{_ANY})*)\s*(?:$|[:.)\-—]|\s)", re.IGNORECASE
)
TITLE_WORD = re.compile(rf"\b(?:question|problem|exercise|part|문제)\s*[.#]?\s*({_ANY})|问题\s*({_ANY})", re.IGNORECASE)
IMAGE_LABEL = re.compile(rf"(?:^|[/_\-])q?(\d?{_ANY})(?:[._\-]\w{{3,4}})?$", re.IGNORECASE)
TOKENS_OF_LABEL = re.compile(
    rf"[{CIRCLED}]|\d+|(?:^|(?<=[^A-Za-z])){_ROMAN}(?![A-Za-z])|(?<=[a-pA-P]){_ROMAN}(?![A-Za-z])|[A-Za-z]"
)

# --------------------------------------------------------------------------------------------------------- label of a role

_END = r"\s*(?:[:：](?:\s*(?:\*\*|__|\}))?|\.?\s*(?:\*\*|__|\}|\*|_)\s*[:：.]?|\.(?=\s|$)|(?=\s*$))"
ROLE_LABELS = tuple(
    (role, re.compile(pattern + _END, re.IGNORECASE | re.MULTILINE))
    for role, pattern in (
        (
            "answer",
            rf"(?:(?:my|our|the|student'?s?|sample)\s+)?(?:answers?|solutions?|soln?|ans|response)(?:\s+(?:to|for))?(?:\s*{_BRACKETED}|\s+{_ANY})?",
        ),
        ("answer", r"proof"),
        ("answer", rf"(?:我的|参考)?(?:答案?|解答?|解析|回答|证明?)(?:\s*{_BRACKETED})?"),
        ("answer", r"(?:나의\s*|내\s*)?(?:답안?|풀이|정답|해답|증명)"),
        ("question", r"(?:questions?|instructions?|problem(?:\s+statement)?|prompt|task)"),
        ("question", r"(?:题目|问题|原题|题干|문제)"),
    )
)

# ------------------------------------------------------------------------------------------------------- LaTeX environments

ANSWER_NAMES = re.compile(
    r"(?:my|our|your|student)?(?:answers?|ans|ifans|solutions?|soln?|response|solutionorbox|solutionorlines|solutionbox|answerbox)\d?",
    re.IGNORECASE,
)
QUESTION_NAMES = re.compile(
    r"(?:question|problem|exercise|prompt|instructions?|homeworkProblem|qstn)(?:box|text)?", re.IGNORECASE
)
BOXES = ("shaded", "framed", "mdframed", "tcolorbox", "leftbar", "snugshade")
LISTS = {
    "enumerate": "by depth",
    "compactenum": "by depth",
    "enumerate*": "by depth",
    "itemize": "",
    "itemize*": "",
    "description": "",
    "compactitem": "",
} | {"questions": "arabic", "parts": "alpha", "subparts": "roman", "subsubparts": "arabic"}
EXAM_ITEMS = {
    "question": "questions",
    "titledquestion": "questions",
    "part": "parts",
    "subpart": "subparts",
    "subsubpart": "subsubparts",
}
LIST_STYLES = (
    (re.compile(r"\\alph|(?<![A-Za-z\\{])a(?![A-Za-z])", re.IGNORECASE), "alpha"),
    (re.compile(r"\\roman|(?<![A-Za-z\\{])i(?![A-Za-z])", re.IGNORECASE), "roman"),
    (re.compile(r"\\arabic|1"), "arabic"),
)
BY_DEPTH = ("arabic", "alpha", "roman", "alpha")
"""LaTeX's own labels of enumerate by depth."""
ANSWER_IN_DEFINITION = re.compile(r"\b(?:answer|solution)s?\b\s*:?|[答解]\s*[:：}]", re.IGNORECASE)

NOT_WRITTEN = re.compile(
    r"\bcod(?:e|ing)\b|\bimplement|\bprogramming\b|\bsubmission\b|\bsubmit|\breferences?\b|\bbibliography\b|编程|代码|实现|提交|参考文献|코드|구현|코딩|제출",
    re.IGNORECASE,
)
"""Titles of sections that hold no written answers, where they do not say that they hold such ones too."""
WRITTEN = re.compile(r"\bwritten\b|\bderiv|\bmath|\banswers?\b|书面|推导|答案|풀이|유도", re.IGNORECASE)

# ----------------------------------------------------------------------------------------------------- wording of questions

QUESTION_WORDING = (
    r"^(?:please |now |then |also |additionally,? )*(?:compute|calculate|derive|find|evaluate|determine|work out|obtain) (?:the |each |all |all of the )?(?:following |three |partial |first |vectori[sz]ed )*(?:derivatives?|gradients?|partials?|expressions?)\b",
    r"^(?:please )?(?:compute|derive|find|calculate|write down|give) \W*(?:\\d?frac|\\nabla|∂|d[a-zσ]/)",
    r"^(?:please )?(?:prove|show|verify|argue)\b(?! (?:in|on|up)\b)",
    r"^(?:please )?(?:write|give|state|express) (?:down |out )?(?:your|the|three|each|all|a|an)\b.*\b(?:answers?|solutions?|derivatives?|gradients?|in terms of|expressions?)",
    r"^(?:please |briefly |in one sentence,? )*(?:describe|explain|interpret|discuss|justify|comment|state)\b.*\b(?:why|how|what|which|when|with one sentence|in one sentence|each|term)\b",
    r"^(?:please )?(?:repeat|provide|answer|break down|consider how)\b.*\b(?:parts?|answers?|questions?|derivatives?|exercise)",
    r"\b(?:please |you should |you may |you can |you might )(?:write|provide|break|repeat|use|assume|ignore|describe|want to|be able|not assume|not refer|answer)",
    r"\byour (?:final |written )?(?:answers?|solutions?|work|implementation)\b.*\b(?:should|must|in terms of|credit|one line|equation|depend)|\bshow your work\b|depending on your implementation",
    r"\bfull credit\b|\bno derivations? (?:is|are) necessary\b|\bthere will be two cases\b|\bin this sub-?(?:part|question)\b|\bfor this question\b",
    r"^(?:which|what|when|why|how|under what|in what|does|do|is|are|can)\b[^.]*\?$|\?$",
    r"\bis (?:given|defined|described) (?:by|in) (?:equation|eq\b|figure|the following|the equation)|\bloss(?: function)? (?:for .* )?is (?:then )?given by\b",
    r"^(?:now )?(?:we (?:shall|will|now)|let us now|now we|next,? we) (?:shall |will )?(?:now )?(?:consider|repeat|look at|study|turn)",
    r"^(?:suppose|assume) (?:that )?(?:the cent(?:er|re) word|\$?K\$? (?:negative|words)|every word|the negative samples)",
    r"^recall (?:that|from|the)\b.*\b(?:word2vec|skip-?gram|lectures?|key insight|loss)",
    r"represents? an arbitrary loss|^for simplicity of notation|^in other words, .*(?:imply|implies|may be true)|^in lecture\b|^caveat\b|^hint\b|^\W*note\b\s*[:：]|^once you(?:'|’)?re done|^for a cent(?:er|re) word|^(?:so far,? )?we have looked at|are, to some extent, artifacts|^additional terms and functions|^where .* is (?:the sigmoid|a scalar)|^for a sample|^do note that|^in order to simplify|^here,? \$?.*\brepresents?\b",
    r"请(?:你|大家)?(?:证明|计算|写出|求|推导|重复|解释|说明|描述|给出|将|注意|使用|用|分别)",
    r"^(?:试|求(?!导后|得|和|出)|计算|写出|证明|推导|给出|描述|解释)[^，。]{0,60}(?:导数|梯度|偏导|偏微分|损失|为什么|等价|相同)",
    r"(?:什么情况下|什么时候|何时|为什么|哪个|哪些|多大程度|如何|怎样|是什么)[^。]*[？?]",
    r"[？?]$|^(?:提示|注意|说明|备注)[:：]|用一句话|^(?:现在|接下来|下面)我们(?:将|来|考虑)|^(?:假定|假设|考虑)(?:中心词|从|.{0,8}负样本|.{0,4}个)|由(?:下式|方程|公式|下面).{0,12}给出|通过(?:下式|方程).{0,16}给出|^这将会?会?有两种情况|^到目前为止|^一旦你|代表.*任意.*损失|取决于你的实现|^还记得|每个答案应该|不需要用到具体|结果以.{0,6}形式表示|^为(?:了)?方便(?:表示|起见)|^答案(?:关于|用|请)|是一个标量|可能会用到",
    r"(?:구하시오|구하라|구하여라|계산하(?:라|시오|여라)|증명하(?:라|시오|여라)|설명하(?:라|시오|여라)|보여라|보이시오|쓰시오|적으시오|서술하시오)",
    r"적어라고 한다|말하라고 한다",
)


@cache
def question_wording() -> tuple[re.Pattern[str], ...]:
    """How questions are worded; made ready when the first document is read, since an answer alone needs none of it."""
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in QUESTION_WORDING)


INTRODUCES = re.compile(
    r"(?:given by|defined (?:as|by)|i\.?\s?e\.?|\bthat|namely|that is|show that|prove that|as follows|given by equation[^.]{0,30}|loss (?:is|function)|following loss|note that [^.]*[:：)]|Equation[^.]{0,40}"
    r"|下式给出|给出|以下表达式给出|等价.{0,80}|即|总损失为|定义为|为|如下|(?:이다|아래와 같다|식이 참인 이유를 말하라고 한다)\.?)\s*[:：,，]?\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""A question that ends so is followed by a formula of the question."""

CONDITION = re.compile(
    r"\s*(?:\*\*)?\s*(?:[Oo]therwise|否则|\$?\s*(?:(?:[Cc]ase|[Ww]hen|[Ii]f|[Ff]or|当|若|如果|对于|情况)\s*\d?\s*[:：]?)?\s*(?:\$|\\\(|\{)*\s*"
    r"[wkijsxou](?:_\w)?\s*(?:=|!=|\\neq?\b|≠|\\not\s*=|<|>)\s*[kijsxo0](?![A-Za-z_^\\(]))",
)
"""What follows a sub-label that tells the cases of one answer apart."""
INNER = re.compile(
    r"(?=[*_\\mo我])(?:"  # most characters begin none of these
    r"(?:\*\*|__|\\textbf\{|\\underline\{)\s*(?:(?:my|our) )?(?:answer|solution|解答|解|答案|答)\s*(?:[:：.]\s*(?:\*\*|__|\})|(?:\*\*|__|\})\s*[:：])"
    r"|\b(?:my|our) answer\s*[:：]|我的答案\s*[:：])",
    re.IGNORECASE,
)
SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s+(?=[（(]|(?:part|question|problem|问题|第)\b)", re.IGNORECASE)
"""The number of a section, before the label of the part that it is about: 1.2 (b)."""
