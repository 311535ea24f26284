"""What is said of an answer: stable code → sentence in English and in Chinese, filled from `Note.values`."""

ANSWERS: dict[str, tuple[str, str]] = {
    # it holds
    "holds-every-size": ("It holds for every size[[, {how}]].", "对任意维数都成立[[（{how}）]]。"),
    "holds-up-to": (
        "It holds exactly for all sizes up to {sizes}; the argument does not reach further.",
        "在不超过 {sizes} 的所有维数下精确成立；更大的维数没有论证。",
    ),
    "holds-numerically": (
        "It agrees wherever it was tried in interval arithmetic[[ ({points} points)]]; this is not a proof.",
        "在区间算术试过的各点都一致[[（{points} 个点）]]；这不是证明。",
    ),
    # what stands beside it
    "bracket-supplied": (
        "The bracket “{bracket}” is never closed, and it is not clear where it should close. Please close it.",
        "括号“{bracket}”没有闭合，也看不出应在哪里闭合。请补上。",
    ),
    "bracket-dropped": (
        "The bracket “{bracket}” closes nothing, and it is not clear where its partner belongs. Add the partner, or remove it.",
        "括号“{bracket}”没有对应的左括号，也看不出左括号应在哪里。请补上左括号，或删去它。",
    ),
    "bracket-doubled": (
        "The extra bracket “{bracket}” was ignored.",
        "多余的括号“{bracket}”已忽略。",
    ),
    "unread-step": (
        "One step of the chain cannot be read[[ ({detail})]]. In this part every step of the chain counts.",
        "等式中有一步无法识别[[（{detail}）]]。这一题的每一步都要判定。",
    ),
    "loose": (
        "“{symbol}” was read as {meaning}, but that is not how it is written. Please write what you mean.",
        "“{symbol}”按 {meaning} 理解，但并不是这样写的。请写明含义。",
    ),
    "redefined": (
        "{symbol} means something else here than in the assignment, so the answer cannot be checked. Keep the assignment's meaning, or use another letter.",
        "{symbol} 在此处的含义与题目不同，因此无法判定。请沿用题目的含义，或换一个字母。",
    ),
    "given-twice": (
        "{symbol} is given two different values, so nothing that uses it can be checked. Keep one of them.",
        "{symbol} 被赋予了两个不同的值，因此用到它的内容无法判定。请只保留一个。",
    ),
    "said-elsewhere": (
        "Elsewhere the document says “{words}”, which may withdraw or change this answer. A person must decide.",
        "文档的另一处写道“{words}”，这可能撤回或改变此答案。需要人工判断。",
    ),
    "formula-alone": (
        "The formula alone is right ({verdict}). A person must decide whether the words beside it change it.",
        "单看公式是对的（{verdict}）；旁边的文字是否改变其含义，需要人工判断。",
    ),
    "label-differs": (
        "The label says {label}, but the value is right for {part}. Please make clear which part it answers.",
        "标号是 {label}，而此式是 {part} 的正确答案；请确认所答的是哪一题。",
    ),
    "two-answers": (
        "Two different answers are given; the other one is “{other}”. Keep the one that you mean.",
        "给出了两个不同的答案，另一个是“{other}”。请只保留一个。",
    ),
    "relation": (
        "The sign “{sign}” does not say that the two sides are equal. Write = for the answer.",
        "符号“{sign}”并不表示两边相等；答案应写等号。",
    ),
    # it differs
    "differs": (
        "The {side} is not equal to what was asked for[[ in the case {case}]].",
        "{side}与所求不相等[[（{case} 时）]]。",
    ),
    "differs-in-case": (
        "The answer is wrong in the case {case}[[, and right in the case {holds_in}]].",
        "答案在 {case} 时错误[[，在 {holds_in} 时正确]]。",
    ),
    "cases-overlap": (
        "Two cases apply at the same time but give different values, so one of them is wrong.",
        "有两种情形会同时成立，给出的值却不同，因此至少有一个是错的。",
    ),
    "letter-left-over": (
        "Besides the right value there is a term with “{symbol}”, which is not defined here. Define it, or remove the term.",
        "除正确的值外，还有一项含“{symbol}”，而它没有定义。请给出定义，或删去这一项。",
    ),
    "not-zero-there": (
        "At this point your condition holds, but the gradient is not zero.",
        "在这一点上所写的条件成立，梯度却不为零。",
    ),
    "zero-elsewhere": (
        "At this point your condition does not hold, but the gradient is zero too, because all columns are the same.",
        "在这一点上所写的条件不成立，但各列相同，梯度也为零。",
    ),
    "no-value": (
        "At this point the answer has no value (the root or logarithm of a negative number), but the right one has.",
        "在这一点上答案没有值（对负数开方或取对数），而正确的结果有值。",
    ),
    "link-fails": ("The step “= {text}” [[in line {line} ]]is false.", "[[第 {line} 行的]]这一步“= {text}”不成立。"),
    "final-right-link-wrong": (
        "The final result is right, but an earlier step[[ in line {line}]][[, “{link}”,]] is false.",
        "最后的结果正确，但前面[[第 {line} 行]]有一步[[“{link}”]]不成立。",
    ),
    "final-wrong-links-right": (
        "The steps up to line {line} are right, but the final result is wrong.",
        "到第 {line} 行为止的各步都正确，但最后的结果错误。",
    ),
    "shape-mismatch": ("The shapes do not match: {detail}.", "形状不匹配：{detail}。"),
    "shape-differs": ("The answer is {found}, but {expected} was asked for.", "答案是 {found}，而所求是 {expected}。"),
    "scalar-for-vector": (
        "The answer is {found}, but {expected} was asked for.",
        "答案是 {found}，而所求是 {expected}。",
    ),
    "transposed": (
        "The value is right, but it is written as {found}, and {expected} was asked for. Transpose it.",
        "值是对的，但写成了 {found}，应为 {expected}。请取转置。",
    ),
    "mixed-layout": (
        "The value is right, but one step is its transpose: the final result is {expected}, that step is not.",
        "值是对的，但有一步写成了它的转置：最后的结果是 {expected}，那一步不是。",
    ),
    "zero-remark": (
        "The formula is right, but “{remark}” is not the condition under which it is zero.",
        "公式正确，但“{remark}”不是它为零的条件。",
    ),
    "other-target": (
        "The equation is true, but it gives the derivative by {claimed}. The derivative by {target} was asked for.",
        "等式成立，但这是对 {claimed} 的导数；题目要求对 {target} 求导。",
    ),
    "wrong-target": (
        "The value is the derivative by {target}, but the left side says by {claimed}. Correct the left side.",
        "右边是对 {target} 的导数，左边却写成对 {claimed} 的导数。请改正左边。",
    ),
    "of-something-else": (
        "The value is right, but the left side is the derivative of another function by {target}. Correct the left side.",
        "右边是对的，但左边是另一个函数对 {target} 的导数。请改正左边。",
    ),
    # something is missing
    "missing": ("No answer to this part was found.", "没有找到这一题的答案。"),
    "incomplete-no-conclusion": (
        "This is only a step on the way. Write the final result.",
        "这只是中间步骤。请写出最后的结果。",
    ),
    "incomplete-equation": (
        "An equation is asked for. Write both sides, and the steps that lead from one to the other.",
        "题目要求证明一个等式。请写出等式两边以及中间的步骤。",
    ),
    "incomplete-case": ("A case is missing[[: {case}]].", "缺少一种情形[[：{case}]]。"),
    "incomplete-range": (
        "The range of the sum[[ over {symbol}]] is not given[[: {detail}]]. Write what it runs over.",
        "没有写出[[ {symbol} 的]]求和范围[[：{detail}]]。请补上。",
    ),
    "incomplete-form": (
        "The answer is right, but not in the form that was asked for[[: {detail}]].",
        "结果正确，但没有化为题目要求的形式[[：{detail}]]。",
    ),
    "zero-condition": (
        "The condition says exactly when the gradient is zero, for every size.",
        "所写的条件正是梯度为零的充要条件，对任意维数都成立。",
    ),
    "zero-sufficient": (
        "If ŷ = y the gradient is zero, but it can be zero in other cases too. Give the condition for all of them.",
        "当 ŷ = y 时梯度为零，但在其他情形下也可能为零。请写出充要条件。",
    ),
    "own-formula-elsewhere": (
        "This was read for all words except {case}, because another formula is given for {case}.",
        "此式按 {case} 以外的情形理解，因为对 {case} 另给了公式。",
    ),
    "covers-case": ("This formula is for the case {case}.", "此式对应 {case} 的情形。"),
    "not-evaluated": (
        "The result is not worked out[[; its value is {value}]].",
        "没有算出最后的结果[[；其值为 {value}]]。",
    ),
    "empty": ("There is no answer here.", "这里没有写答案。"),
    # a person decides, or nobody could
    "prose": (
        "There is no formula that decides this answer, so a person must read it. [[A model answer: {model}]]",
        "这里没有可以判定的公式，需要人工判断。[[参考答案：{model}]]",
    ),
    "unreadable": (
        "This cannot be read[[: {found}]].[[ Expected: {expected}.]]",
        "此处无法读取[[：{found}]]。[[此处应为：{expected}。]]",
    ),
    "budget": (
        "Not decided within the time limit[[ ({seconds} s)]]. A larger --budget allows more time.",
        "在限定的时间[[（{seconds} 秒）]]内未能判定。可用 --budget 延长时间。",
    ),
    "unknown-outside": (
        "Not decided: gradproof has no exact method for this[[ ({detail})]].",
        "未能判定：gradproof 目前无法精确判定这种式子[[（{detail}）]]。",
    ),
    "unknown-part": ("There is no part {part} in this assignment.", "该作业没有 {part} 这一题。"),
    "unplaced": (
        "It is not clear which part this answers. Write the label of the part before it.",
        "无法确定这是哪一题的答案。请在前面写上题号。",
    ),
    "internal-error": (
        "gradproof failed on this answer: {detail}. This is a fault of gradproof, not of the answer.",
        "gradproof 处理该答案时出错：{detail}。这是 gradproof 的问题，不是答案的问题。",
    ),
    "bad-line": ("This line of the input is not an answer: {detail}.", "输入的这一行不是答案：{detail}。"),
    "ambiguous": (
        "It can be read in several ways, some right and some wrong: {readings}. Write it so that only one is possible.",
        "有几种读法，有对有错：{readings}。请写成只有一种读法的形式。",
    ),
    # how it was read
    "reading": ("{symbol} was read as {meaning}.", "{symbol} 读作 {meaning}。"),
    "sample-words": ("{symbol} was read as running over the words {meaning}.", "{symbol} 理解为取遍各词 {meaning}。"),
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
        "J was read as the loss that the author puts in its place[[, {loss}]].",
        "一般的 J 读作作者代入的具体损失[[ {loss}]]。",
    ),
    "where-defined": (
        "At single points, where a denominator is 0, the formula has no value. Everywhere else it is right.",
        "在分母为 0 的个别点上，所写的式子没有定义；其余各处都正确。",
    ),
    "reading-missing-partial": ("A missing ∂ was supplied.", "补上了缺失的 ∂。"),
    "summed-by-delta": (
        "The index {symbol} stands at a Kronecker δ, so it was summed over.",
        "下标 {symbol} 与克罗内克 δ 并列；按对它求和理解。",
    ),
    "reading-unknown-index": (
        "Nothing says what the index {symbol} runs over, so it was treated as free.",
        "没有说明下标 {symbol} 的取值范围，按自由下标处理。",
    ),
    "not-in-asked-form": (
        "The answer is right, but not written in the symbols that were asked for[[ ({form})]].",
        "结果正确，但没有用题目要求的记号[[（{form}）]]表示。",
    ),
    "assumption": ("Assumed: {detail}.", "假定：{detail}。"),
}

VALUES: dict[str, str] = {
    "columns": "列",
    "rows": "行",
    "column": "列",
    "row": "行",
    "answer": "答案",
    "last form": "最后的结果",
    "left side": "左边",
    "right side": "右边",
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
