"""What is said of an answer: stable code → sentence in English and in Chinese, filled from `Note.values`."""

ANSWERS: dict[str, tuple[str, str]] = {
    # it holds
    "holds-every-size": ("It holds for every size[[, {how}]].", "对任意规模都成立[[（{how}）]]。"),
    "holds-up-to": (
        "It holds exactly for all sizes up to {sizes}; the argument does not reach further.",
        "在不超过 {sizes} 的所有规模下精确成立；更大的规模没有论证。",
    ),
    "holds-numerically": (
        "It agrees wherever it was tried in interval arithmetic[[ ({points} points)]]; this is not a proof.",
        "在区间算术试过的各点都一致[[（{points} 个点）]]；这不是证明。",
    ),
    # what stands beside it
    "bracket-supplied": (
        "A bracket “{bracket}” is never closed, and it does not show where it should be.",
        "括号“{bracket}”没有闭合，看不出应在何处闭合。",
    ),
    "bracket-dropped": (
        "A bracket “{bracket}” closes nothing, and it does not show where its partner should stand.",
        "括号“{bracket}”没有对应的左括号，看不出应在何处。",
    ),
    "bracket-doubled": (
        "A bracket “{bracket}” closes nothing and was left out.",
        "多余的括号“{bracket}”已忽略。",
    ),
    "unread-step": (
        "A step of the chain cannot be read, and here the chain is the answer[[ ({detail})]].",
        "等式链中有一步无法读出，而此题的答案正是这条链[[（{detail}）]]。",
    ),
    "loose": (
        "“{symbol}” was read as {meaning}, which is not what it says; say what is meant.",
        "“{symbol}”按 {meaning} 理解，但写法并非如此；请写明含义。",
    ),
    "redefined": (
        "{symbol} is given another meaning here than in the assignment; the answer cannot be decided under it.",
        "{symbol} 在此处的含义与题目不同，无法据此判定。",
    ),
    "given-twice": (
        "{symbol} is given more than one value, and they are not the same; nothing that uses it can be decided.",
        "{symbol} 被赋予了不止一个值，且互不相同，因此用到它的内容无法判定。",
    ),
    "said-elsewhere": (
        "Elsewhere the document says “{words}”, which may take this answer back.",
        "文档别处写道“{words}”，这可能推翻此答案。",
    ),
    "formula-alone": (
        "Read by itself the formula is right ({verdict}). Whether what stands beside it changes it, a person decides.",
        "单看公式是对的（{verdict}）；旁边的内容是否改变其含义，由人判断。",
    ),
    "label-differs": (
        "The label is that of {label}, and the value is right for {part}; it is not clear which of them is meant.",
        "标号是 {label}，而此式是 {part} 的正确答案；请确认所答的是哪一题。",
    ),
    "two-answers": (
        "Two answers are given, and they differ: “{other}” is the other one.",
        "给出了两个不同的答案，另一个是“{other}”。",
    ),
    "relation": (
        "The sign “{sign}” does not say that both sides are equal; write = for the answer.",
        "符号“{sign}”并不表示两边相等；答案应写 =。",
    ),
    # it differs
    "differs": (
        "The {side} is not what was asked for[[ in the case {case}]].",
        "{side}与所求不相等[[（情形 {case}）]]。",
    ),
    "differs-in-case": (
        "It differs in the case {case}[[, and is right in the case {holds_in}]].",
        "在 {case} 的情形下不相等[[，在 {holds_in} 的情形下正确]]。",
    ),
    "cases-overlap": (
        "Two cases apply at once and say different things; one of them is wrong.",
        "有两种情形同时成立，而所给的值不同；其中一个是错的。",
    ),
    "letter-left-over": (
        "Beside the right value stands a term with “{symbol}”, which nothing here defines.",
        "在正确的值之外还有一项含“{symbol}”，而此处没有定义它。",
    ),
    "not-zero-there": (
        "At this point the gradient is not zero, though by this condition it should be.",
        "按所写的条件，梯度在这一点应为零，其实不为零。",
    ),
    "zero-elsewhere": (
        "The gradient is zero at this point too, where the condition does not hold: all columns are the same there.",
        "在这一点上各列相同，梯度也为零，而所写的条件并不成立。",
    ),
    "no-value": (
        "At this point the answer has no value (a root or a logarithm of a negative number), and the right one has.",
        "在这一点上答案没有值（对负数开方或取对数），而正确的结果有值。",
    ),
    "link-fails": ("The step “= {text}” [[in line {line} ]]does not hold.", "[[第 {line} 行的]]等式“= {text}”不成立。"),
    "final-right-link-wrong": (
        "The last form is right, but a step before it[[ in line {line}]][[, “{link}”,]] does not hold.",
        "最后的结果正确，但前面[[第 {line} 行]]有一步[[“{link}”]]不成立。",
    ),
    "final-wrong-links-right": (
        "The steps up to line {line} hold; the last form does not.",
        "到第 {line} 行为止的各步成立，最后的结果不成立。",
    ),
    "shape-mismatch": ("The shapes do not fit: {detail}.", "形状不匹配：{detail}。"),
    "shape-differs": ("It is {found}; {expected} was asked for.", "写出的是 {found}；所求是 {expected}。"),
    "scalar-for-vector": (
        "It is {found}, where {expected} was asked for.",
        "所求是 {expected}，写出的却是 {found}。",
    ),
    "transposed": (
        "The value is right, but it is laid out as {found}; {expected} was asked for.",
        "数值正确，但写成了 {found}；应为 {expected}。",
    ),
    "mixed-layout": (
        "The value is right, but a step of the chain is its transpose: the end is {expected}, the step is not.",
        "数值正确，但等式链中有一步是它的转置：结尾是{expected}，那一步不是。",
    ),
    "zero-remark": (
        "The formula is right, but “{remark}” is not when it is zero.",
        "公式正确，但“{remark}”不是它为零的条件。",
    ),
    "other-target": (
        "It holds, but it is the derivative by {claimed}; the one by {target} was asked for.",
        "等式成立，但这是对 {claimed} 的导数；题目要求对 {target} 求导。",
    ),
    "wrong-target": (
        "The value is the derivative by {target}, but the left side says by {claimed}.",
        "数值是对 {target} 的导数，左端却写成对 {claimed} 的导数。",
    ),
    "of-something-else": (
        "The value is what was asked for, but the left side is the derivative of something else by {target}.",
        "数值就是所求，但左端是另一个函数对 {target} 的导数。",
    ),
    # something is missing
    "missing": ("No answer to this part was found.", "没有找到这一题的答案。"),
    "incomplete-no-conclusion": (
        "What stands there is on the way; the conclusion is not drawn.",
        "所写内容只是中间步骤，没有写出结论。",
    ),
    "incomplete-case": ("A case is missing[[: {case}]].", "缺少一种情形[[：{case}]]。"),
    "incomplete-range": (
        "The range of the sum[[ over {symbol}]] is not given[[: {detail}]].",
        "没有写出[[ {symbol} 的]]求和范围[[：{detail}]]。",
    ),
    "incomplete-form": (
        "It is right, but not brought to the form that was asked for[[: {detail}]].",
        "结果正确，但没有化为题目要求的形式[[：{detail}]]。",
    ),
    "zero-condition": (
        "The condition is that the gradient itself is zero, for every size.",
        "所写条件就是梯度为零，对任意规模都成立。",
    ),
    "zero-sufficient": (
        "Where ŷ = y the gradient is zero; it can be zero elsewhere too.",
        "当 ŷ = y 时梯度为零；此外也可能为零。",
    ),
    "own-formula-elsewhere": (
        "Read for all words but {case}, for which the author gives a formula of its own.",
        "按 {case} 之外的情形来读，因为作者对 {case} 另给了公式。",
    ),
    "covers-case": ("This decides the case {case}.", "此式判定的是 {case} 的情形。"),
    "not-evaluated": ("It is left unevaluated[[; its value is {value}]].", "没有算出结果[[；其值为 {value}]]。"),
    "empty": ("There is nothing there.", "没有写任何内容。"),
    # a person decides, or nobody could
    "prose": (
        "The answer is in words: a person decides. [[A model answer: {model}]]",
        "答案是文字：由人判断。[[参考答案：{model}]]",
    ),
    "unreadable": (
        "It cannot be read here[[: {found}]].[[ Expected: {expected}.]]",
        "此处无法读取[[：{found}]]。[[此处应为：{expected}。]]",
    ),
    "budget": (
        "Not decided within the time allowed[[ ({seconds} s)]].",
        "在允许的时间[[（{seconds} 秒）]]内未能判定。",
    ),
    "unknown-outside": (
        "Not decided: this is outside what can be decided exactly[[ ({detail})]].",
        "未能判定：这超出了可精确判定的范围[[（{detail}）]]。",
    ),
    "unknown-part": ("There is no part {part} in this assignment.", "该作业没有 {part} 这一题。"),
    "unplaced": ("It could not be told which part this answers.", "无法确定这是哪一题的答案。"),
    "internal-error": (
        "gradproof failed on this answer: {detail}. This is a fault of gradproof.",
        "gradproof 处理该答案时出错：{detail}。这是 gradproof 的问题。",
    ),
    "bad-line": ("This line of the input is not an answer: {detail}.", "输入的这一行不是答案：{detail}。"),
    "ambiguous": ("It can be read in ways that differ in truth: {readings}.", "有真假不同的几种读法：{readings}。"),
    # how it was read
    "reading": ("{symbol} was read as {meaning}.", "{symbol} 读作 {meaning}。"),
    "sample-words": ("{symbol} was read as running over the words {meaning}.", "{symbol} 读作遍历各词 {meaning}。"),
    "reading-expectation": (
        "E[u_w] was read as the expectation under ŷ, Σ_w ŷ_w u_w.",
        "E[u_w] 读作在 ŷ 下的期望，即 Σ_w ŷ_w u_w。",
    ),
    "reading-sum-over-equal-samples": (
        "The sum was read as running over the samples that equal w_s.",
        "求和读作对所有等于 w_s 的样本进行。",
    ),
    "reading-inner-product": ("Two vectors side by side were read as their inner product.", "并列的两个向量读作内积。"),
    "reading-u0-is-uo": ("u_0 was read as u_o.", "u_0 读作 u_o。"),
    "reading-instance": (
        "The general J was read as the author's own instance of it[[, {loss}]].",
        "一般的 J 读作作者代入的具体损失[[ {loss}]]。",
    ),
    "where-defined": (
        "At single points, where a denominator is 0, what is written has no value; it is right wherever it has one.",
        "在分母为 0 的个别点上，所写的式子没有定义；在有定义处是正确的。",
    ),
    "reading-missing-partial": ("A missing ∂ was supplied.", "补上了缺失的 ∂。"),
    "summed-by-delta": (
        "The index {symbol} stands beside a Kronecker δ; it was summed over.",
        "下标 {symbol} 与克罗内克 δ 并列；按对它求和理解。",
    ),
    "reading-unknown-index": (
        "The index {symbol} is not bound by anything; it was left free.",
        "下标 {symbol} 没有被约束，按自由下标处理。",
    ),
    "not-in-asked-form": (
        "It is right, but not written in the terms asked for[[ ({form})]].",
        "结果正确，但没有用题目要求的记号[[（{form}）]]表示。",
    ),
    "assumption": ("Taken for granted: {detail}.", "默认：{detail}。"),
}

VALUES: dict[str, str] = {
    "columns": "列",
    "rows": "行",
    "column": "列",
    "row": "行",
    "answer": "答案",
    "last form": "最后的结果",
    "left side": "左端",
    "right side": "右端",
    "scalar": "标量",
    "vector": "向量",
    "matrix": "矩阵",
    "transposed": "转置",
    "shape of the variable": "与变量同形",
    "otherwise": "其他",
    "a column": "列向量",
    "a row": "行向量",
    "every": "任意",
}
"""Values that are words themselves, in Chinese."""
DEFAULTS: dict[str, dict[str, str]] = {
    "differs": {"side": "answer"},
    "scalar-for-vector": {"found": "scalar", "expected": "vector"},
}
"""Values that a code has unless others are given."""
