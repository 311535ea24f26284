"""TABLE of sentences on a function that is held against a stated loss, English and Chinese, keyed by the code of the finding.

`{f}` is the function, `{part}` the loss or a gradient, `{size}` a size, `{what}` a piece of the loss.
"""

from typing import Any

from proofs.harness.gradient.stated import LOSS
from proofs.harness.messages import conduct, effects, precision

OWN: dict[str, tuple[str, str]] = {
    "value": ("{part} is not the derived one", "{part}与推导值不同"),
    "gradient-missing": ("{f} does not return {part}, but {got}", "{f} 没有返回{part}，而是 {got}"),
    "wrong-structure": ("{f} is to return (loss, gradients); it returns a {got}", "{f} 应返回（损失，梯度），实际返回 {got}"),
    "wrong-shape": ("{part} has the shape {got}; its variable has {expected}", "{part}的形状是 {got}，变量的形状是 {expected}"),
    "loss-shape": ("the loss is an array of shape {shape}, not a scalar", "损失是形状 {shape} 的数组，不是标量"),
    "gradient-shape": ("{part} has shape {shape}, an axis of length 1 too many or too few", "{part}的形状是 {shape}，多了或少了一个长度为 1 的轴"),
    "gradient-dtype": ("{part} comes as {dtype}, and the input is float64", "{part}的类型是 {dtype}，而输入是 float64"),
    "not-repeatable": ("{f} does not return the same digits twice on the same input", "{f} 对同样的输入两次返回的数字不同"),
    "overflow": ("{part} is {value} at large inputs, where the true value is finite", "输入大时{part}是 {value}，而真值是有限的"),
    "overflow-raises": ("{f} raises {exception} at large inputs", "输入大时 {f} 抛出异常 {exception}"),
    "digits-lost": ("{part} loses digits at large inputs, many more than rounding takes", "输入大时{part}损失的有效数字远多于舍入误差"),
    "single-precision": ("{part} is accurate to float32 only, although the input is float64", "输入是 float64,{part}却只有 float32 的精度"),
    "float32-wrong": ("{part} is wrong on float32 arrays, beyond the rounding of float32", "{part}在 float32 数组上出错，超出 float32 的舍入误差"),
    # the kind of slip, decided by evidence
    "index-off": ("{part} is that for {what} in the place of {factor}: one off", "{part}是把 {factor} 换成 {what} 的结果：差了一"),
    "inputs-exchanged": ("{part} is the derived one with {what} and {factor} exchanged", "{part}是把 {what} 与 {factor} 互换后的推导值"),
    "input-transposed": ("{part} is the derived one for the transpose of {what}", "{part}是把 {what} 换成其转置后的推导值"),
    "input-ignored": ("{part} is the derived one for ones in the place of {what}: {what} is left out", "{part}是把 {what} 全换成 1 的推导值：漏了 {what}"),
    "factor-twice": ("{part} has the factor {factor} of {what} once too often", "{part}多乘了一次 {what} 的因子 {factor}"),
    "softmax-sum": ("{part} takes away the sum of what comes to the softmax, where its mean, sᵀ times it, belongs", "{part}减去了传入 softmax 的值之和，应减去其加权平均 sᵀ·"),
    "zero": ("{part} is zero throughout", "{part}恒为零"),
    "sign": ("{part} has the wrong sign", "{part}的符号反了"),
    "factor": ("{part} is {factor} times the derived one", "{part}是推导值的 {factor} 倍"),
    "offset": ("{part} is the derived one plus {offset}", "{part}是推导值加 {offset}"),
    "size-missing": ("{part} is {factor}{size} times the derived one: a 1/{size} is missing (a sum where the mean belongs)", "{part}是推导值的 {factor}{size} 倍：少了 1/{size}（应取平均，而不是求和）"),
    "size-extra": ("{part} is {factor}the derived one divided by {size}: a mean where the sum belongs", "{part}是推导值{factor}除以 {size}：应求和，而不是取平均"),
    "size-other": ("{part} is divided by {other} where {size} belongs", "{part}除以了 {other}，应除以 {size}"),
    "root-missing": ("{part} is {factor}√{size} times the derived one: a 1/√{size} is missing", "{part}是推导值的 {factor}√{size} 倍：少了 1/√{size}"),
    "root-extra": ("{part} is {factor}the derived one divided by √{size}, which does not belong there", "{part}是推导值{factor}除以 √{size}：多除了 √{size}"),
    "transposed": ("{part} is transposed", "{part}转置了"),
    "transposed-square": ("{part} is transposed where it is square, and right elsewhere", "{part}为方阵时转置了，其余情形正确"),
    "reshaped": ("{part} is reshaped where it should be transposed, which mixes up its entries", "{part}应转置却用了 reshape，元素被打乱"),
    "exchanged": ("{part} is the gradient by {other}", "{part}其实是对 {other} 的梯度"),
    "not-summed": ("{part} is not summed over {size}: it has one entry for each", "{part}没有对 {size} 求和：每个都留了一份"),
    "wrong-axis": ("{part} has the right total, but not the right entries, as if it were summed along another axis or put in other places", "{part}的总和正确，各元素却不对：像是求和的轴不对，或放错了位置"),
    "broadcast": ("every entry of {part} is the sum over {axis}, broadcast where each belongs to one place", "{part}的每个元素都是{axis}之和：各元素应各归其位，却被广播了"),
    "inner-missing": ("{part} lacks an inner derivative: that of {what}", "{part}少了内层导数：{what} 的导数"),
    "inner-wrong": ("{part} has {slope} for the derivative of {what}", "{part}把 {what} 的导数写成了 {slope}"),
    "factor-dropped": ("{part} lacks the factor {factor}, the inner derivative of {what}", "{part}少了因子 {factor}，即 {what} 的内层导数"),
    "step-missing": ("{part} lacks the step of {what}: it counts also where the other side is taken", "{part}少了 {what} 的阶跃：取另一侧的地方也算进去了"),
    "step-reversed": ("{part} has the step of {what} turned round: it counts where the other side is taken", "{part}把 {what} 的阶跃弄反了：只算了取另一侧的地方"),
    "one-side": ("{part} takes the derivative by one of the two places in {what} twice: right for a symmetric matrix only", "{part}把 {what} 中一处的导数算了两次：只对对称矩阵正确"),
    "one-side-only": ("{part} has one half of the product rule on {what}: its variable stands there twice", "{part}对 {what} 只用了乘积法则的一半：变量在其中出现两次"),
    "inverse-missing": ("{part} has {what} where its inverse belongs", "{part}用了 {what}，应该用它的逆"),
    "inverse-sign": ("{part} lacks the minus sign in the derivative of {what}", "{part}中 {what} 的导数少了负号"),
    "inverse-once": ("{part} has {what} once in its derivative, where it belongs on both sides", "{part}中 {what} 的导数里只乘了一次 {what}，左右两边都应有"),
    "label-missing": ("{part} lacks the label: the probabilities where probabilities minus label belong", "{part}缺少标签：用了概率，应为概率减标签"),
    "prediction-missing": ("{part} lacks the probabilities: the label alone where probabilities minus label belong", "{part}缺少概率：只用了标签，应为概率减标签"),
    "softmax-diagonal": ("{part} takes the softmax entry by entry, s(1 - s): the terms -s_i s_j between its entries are missing", "{part}把 softmax 当作逐元素函数 s(1 - s)：缺少元素之间的 -s_i s_j"),
    "softmax-mean-missing": ("{part} multiplies by the softmax alone: the mean over its entries, sᵀ times what comes in, is not taken away", "{part}只乘了 softmax：没有减去各元素的加权平均"),
    "term-missing": ("{part} leaves out what comes through {what}{whole}", "{part}漏了经由 {what}{whole} 的部分"),
    "term-sign": ("{part} has the wrong sign in what comes through {what}{whole}", "{part}中经由 {what}{whole} 的部分符号反了"),
    "term-factor": ("{part} has what comes through {what} {factor} times", "{part}中经由 {what} 的部分是应有的 {factor} 倍"),
    "term-size-missing": ("{part} has what comes through {what} {size} times: a 1/{size} is missing there", "{part}中经由 {what} 的部分是应有的 {size} 倍：少了 1/{size}"),
    "term-size-extra": ("{part} has what comes through {what} divided by {size}, which does not belong there", "{part}中经由 {what} 的部分多除以了 {size}"),
    "term-size-other": ("{part} has what comes through {what} divided by {other} where {size} belongs", "{part}中经由 {what} 的部分除以了 {other}，应除以 {size}"),
    "only-first": ("{part} has the first term of the sum over {what} only", "{part}只有对 {what} 求和的第一项"),
    "only-last": ("{part} has the last term of the sum over {what} only (= for +=?)", "{part}只有对 {what} 求和的最后一项（= 应为 +=？）"),
    "sums-apart": ("{part} is a product of sums where the sum of the products belongs: {factor} is summed by itself", "{part}把乘积之和算成了和的乘积：{factor} 被单独求和"),
    "first-for-all": ("{part} takes the first of the {factor} in the place of each", "{part}在每一项里都用了第一个 {factor}"),
    "first-left-out": ("{part} leaves out the first term of the sum over {what}", "{part}漏了对 {what} 求和的第一项"),
    "last-left-out": ("{part} leaves out the last term of the sum over {what}", "{part}漏了对 {what} 求和的最后一项"),
    "half-precision": ("{part} has the precision of float16 only", "{part}只有 float16 的精度"),
    "rounded": ("{part} is rounded to {digits} decimals", "{part}被舍入到 {digits} 位小数"),
    "beyond-the-kink": ("at a kink, where a maximum, an absolute value or a step changes sides, {part} is not between the values of the two sides; elsewhere it is right", "在折点处（最大值、绝对值或阶跃换侧的地方），{part}不在两侧的值之间；其余各处正确"),
    "clipped": ("{part} is clipped at {bound}", "{part}在 {bound} 处被截断"),
}  # fmt: skip
MESSAGES = {**conduct.MESSAGES, **effects.MESSAGES, **precision.MESSAGES, **OWN}


def spoken(part: str, lang: str = "en") -> str:
    """A part of the answer in words.

    >>> spoken("loss"), spoken("w")
    ('the loss', 'the gradient by w')
    """
    if not part:
        return "结果" if lang == "zh" else "the result"
    if lang == "zh":
        return "损失" if part == LOSS else f"对 {part} 的梯度"
    return "the loss" if part == LOSS else f"the gradient by {part}"


def sentence(code: str, function: str, part: str = "", lang: str = "en", **words: Any) -> str:
    """One sentence for a code.

    >>> print(sentence("size-missing", "f", "w", size="N", factor=""))
    The gradient by w is N times the derived one: a 1/N is missing (a sum where the mean belongs).
    """
    zh = lang == "zh"
    given = dict.fromkeys(("where", "whole", "factor", "value", "rows", "argument"), "") | words
    text = MESSAGES[code][zh].format(**{"f": function, "part": spoken(part, lang), "exception": "", **given})
    text = text.rstrip(".") + ("。" if zh else ".")
    return text if zh or text.startswith(function) else text[:1].upper() + text[1:]
