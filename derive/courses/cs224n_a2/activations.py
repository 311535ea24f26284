"""Parts e and f: activation functions."""

from collections.abc import Iterable

from derive.blocks import Block, Claim, Words
from derive.closed_form import CASES
from derive.deriving import gradient_chain
from derive.differentiate import GRADIENT
from derive.expression import (
    Add,
    Call,
    Quotient,
)
from derive.lessons import ONE, gradient, named_loss, premises_of
from derive.problem import Part, Problem
from derive.rewrites import SIGMOID


def part_e(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part, CASES)
    low = found.result.branches[1][0]  # type: ignore[attr-defined]
    return [
        found,
        Words("At {0} equal to 0 the two branches meet in a kink: the slope from the left is {1}, from the right 1, so there is no "
              "derivative. Every slope between the two supports the graph: the subdifferential there is the interval from {1} to 1. "
              "Programs take one of them, mostly an end; for a gradient step any choice will do.",
              "在 {0} 等于 0 处两支相接成折点：左侧斜率为 {1}，右侧斜率为 1，因此导数不存在。两者之间的每个斜率都支撑图像："
              "该处的次微分是从 {1} 到 1 的区间。程序取其中之一，多取端点；对梯度下降而言任选其一即可。", (part.variable, low)),  # type: ignore[arg-type]
    ]  # fmt: skip


def part_f(problem: Problem, part: Part) -> Iterable[Block]:
    assert part.loss is not None
    assert part.variable is not None
    x = part.variable
    other = Quotient(Call("exp", x), Add((Call("exp", x), ONE)))
    premises = premises_of(problem, part)
    phases = (*GRADIENT, SIGMOID)
    return [
        Words("From the first form of `σ`:", "由 `σ` 的第一种形式："),
        gradient_chain(part.loss, x, premises, named_loss(part), phases),
        Words("The second form is the same function, numerator and denominator multiplied by {0}:", "第二种形式是同一个函数，分子分母同乘以 {0}：", (Call("exp", x),)),
        Claim(part.loss, other),
        gradient_chain(other, x, premises, named_loss(part), phases),
        Words("The slope needs no new exponential once `σ` is known, and it is largest at 0, where it is 1/4.",
              "已知 `σ` 后求斜率不需再算指数；斜率在 0 处最大，为 1/4。"),
    ]  # fmt: skip
