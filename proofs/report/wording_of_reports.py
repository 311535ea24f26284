"""What a report says of itself: the words of verdicts with their meaning, its phrases, and the kinds of slips, in English and in Chinese."""

WORDS: dict[str, tuple[str, str, str]] = {
    # word: its name in Chinese, what it means in English, in Chinese
    "proved": ("已证明", "Equal for every size.", "对任意维数都成立。"),
    "equal-up-to": (
        "有限维数内成立",
        "Exactly equal at all the sizes that were tried; no argument reaches further.",
        "在试过的所有维数下精确相等，更大的维数没有论证。",
    ),
    "equal-numerically": (
        "数值相等",
        "Equal wherever it was tried in interval arithmetic; this is not a proof.",
        "在区间算术试过的各点都相等；这不是证明。",
    ),
    "wrong": (
        "错误",
        "Not equal to what was asked for.",
        "与所求不相等。",
    ),
    "wrong-shape": (
        "形状不符",
        "The dimensions do not match, or the result has the wrong shape.",
        "各因子的维数不匹配，或结果的形状不对。",
    ),
    "transposed": (
        "转置",
        "The right value, but transposed against the author's own convention.",
        "值正确，但与作者自己的约定相比多了一个转置。",
    ),
    "wrong-target": ("左边有误", "A right formula under the wrong left side.", "公式正确，但左边写成了别的导数。"),
    "wrong-form": (
        "形式不符",
        "The right value, but not in the symbols that were asked for.",
        "值正确，但没有用题目要求的符号表示。",
    ),
    "incomplete": (
        "不完整",
        "Right so far, but something that was asked for is missing.",
        "已写的部分正确，但缺少题目要求的内容。",
    ),
    "ambiguous": (
        "有歧义",
        "It can be read in several ways, some right and some wrong.",
        "有几种读法，有对有错。",
    ),
    "missing": ("未作答", "No answer to this part was found.", "没有找到这一题的答案。"),
    "prose": ("文字回答", "Words only, so a person must decide.", "只有文字，需要人工判断。"),
    "unreadable": ("无法读取", "It could not be read; the report shows where.", "无法识别；报告中标出了位置。"),
    "unknown": (
        "未能判定",
        "Not decided: the time was up, or there is no exact method for it.",
        "未能判定：时间用尽，或没有可用的精确方法。",
    ),
}

PHRASES: dict[str, tuple[str, str]] = {
    # what the report itself says
    "part": ("part", "题"),
    "verdict": ("verdict", "结论"),
    "where": ("where", "位置"),
    "line": ("line {line}", "第 {line} 行"),
    "cell": ("cell {cell}, line {line}", "第 {cell} 单元第 {line} 行"),
    "at": ("{place}:", "{place}："),
    "counterexample": ("Counterexample, {sizes}:", "反例，{sizes}："),
    "counterexample-alone": ("Counterexample:", "反例："),
    "case": ("in the case {case}", "情形 {case}"),
    "answer": ("the answer gives {value}", "答案的值为 {value}"),
    "gradient": ("the right value is {value}", "正确的值为 {value}"),
    "entry": ("they differ in entry {entry}", "二者在第 {entry} 个分量处不同"),
    "read-as": ("Read as: {reading}", "读作：{reading}"),
    "kind": ("Kind of mistake: {mistake}", "错误类型：{mistake}"),
    "repair": ("Nearest right answer: {latex}", "最接近的正确答案：{latex}"),
    "edit": ("Change {old} to {new}", "把 {old} 改为 {new}"),
    "none": ("no answers found", "没有找到答案"),
    "counts": (
        "{accepted} accepted, {refused} refused, {other} neither",
        "通过 {accepted}，不通过 {refused}，其余 {other}",
    ),
    "remark": ("note: {text}", "注：{text}"),
    "certificate": ("For a proof that Coq checks: {command}", "要得到可由 Coq 检查的证明：{command}"),
    # the grades of a class
    "total": ("total", "总分"),
    "submission": ("submission", "提交"),
    "submissions": ("Submissions", "各份提交"),
    "points-open": ("A person must still grade the parts without points.", "没有分数的题需要人工评分。"),
    "person-points": ("A person gave these points.", "此分为人工评定。"),
    "class": ("The class", "全班情况"),
    "class-facts": (
        "{count} submissions, {most} points[[; mean {mean}, median {median}]][[; {waiting} not graded yet]].",
        "共 {count} 份提交，满分 {most}[[；平均 {mean}，中位数 {median}]][[；尚有 {waiting} 份未评]]。",
    ),
    "by-part": ("By part", "各题情况"),
    "mean-points": ("mean", "平均"),
    "slips": ("Most common mistakes", "最常见的错误"),
    "no-slips": ("No kind of mistake was recognised.", "没有识别出具体的错误。"),
    "look-at": ("for a person", "待人工评分"),
    "kind-accepted": ("accepted", "通过"),
    "kind-refused": ("refused", "不通过"),
    "kind-other": ("for a person", "待人工评分"),
    "kind-missing": ("missing", "未作答"),
    "for-a-person": ("A person must grade this part; it has no points yet.", "此题需要人工评分，暂无分数。"),
    # the HTML report
    "report": ("Verdicts", "判定结果"),
    "steps": ("Step by step", "逐步判定"),
    "how-read": ("Read as", "读作"),
    "example": ("Counterexample", "反例"),
    "answer-gives": ("the answer gives", "答案的值"),
    "right-value": ("the right value", "正确的值"),
    "nearest": ("Nearest right answer", "最接近的正确答案"),
    "assumed": ("Assumed: {what}", "假定：{what}"),
}

MISTAKES: dict[str, tuple[str, str]] = {
    "sign": ("a sign", "符号"),
    "layout": ("the order or the transposition of the factors", "因子的顺序或转置"),
    "minus-in-sigmoid": ("the minus inside σ", "σ 内的负号"),
    "bracket": ("a bracket that closes too late", "括号闭合得太晚"),
    "function-too-many": ("one function too many", "多套了一层函数"),
    "target": ("the left side names another derivative", "左边写的是另一个导数"),
    "entry": ("a vector in place of its entry", "把向量当成了它的分量"),
    "prediction-for-label": ("ŷ and y confused", "混淆了 ŷ 与 y"),
    "vector": ("the wrong vector", "用错了向量"),
    "index": ("the wrong index", "用错了下标"),
    "sum-kept": ("a sum over all samples where only one is asked for", "对单个样本求导却保留了求和"),
    "repetition-not-counted": ("repeated samples not counted", "没有计入重复的样本"),
    "every-sample-counted": (
        "a sum over all samples where only those equal to w_s count",
        "应只计等于 w_s 的样本，却对全部样本求和",
    ),
    "label-missing": ("ŷ in place of ŷ − y", "应为 ŷ − y，却写成 ŷ"),
    "mean-for-sum": ("a mean in place of a sum", "把求和写成了平均"),
    "range": ("a value left out of a sum", "求和范围漏了一个值"),
    "cases-exchanged": ("two cases swapped", "两种情形对调了"),
    "vector-missing": ("a vector left out of a product", "乘积中漏了一个向量"),
    "window-center": ("the centre of the window is counted too", "把窗口中心也算了进去"),
    "term-too-many": ("one term or factor too many", "多了一项或一个因子"),
}
"""Kinds of slips, by the code of `proofs.diagnosis.mistakes`: English, Chinese."""
