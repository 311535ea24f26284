"""Parts a to d: the naive softmax loss."""

from collections.abc import Iterable
from dataclasses import replace

from derive.blocks import Block, Chain, Claim, Line, Words
from derive.closed_form import CASES, CLOSE, EXPAND, ONE_HOT
from derive.deriving import chain, gradient_chain
from derive.expression import (
    Add,
    Column,
    Derivative,
    Entry,
    Expression,
    Index,
    Named,
    Negative,
    Power,
    Product,
    Quotient,
    Symbol,
    Table,
    Transpose,
)
from derive.lessons import explained, gradient, named_loss, premises_of
from derive.pattern import factors_of
from derive.problem import Part, Problem
from derive.rewrites import COLLECT, PREPARE, rewrite
from derive.rule import TWO
from derive.rules import DIFFERENTIATE
from derive.rules_of_vectors import BY_COLUMNS
from derive.traversal import walk

ETA = Symbol("eta")
"""The learning rate."""


def part_a(problem: Problem, part: Part) -> Iterable[Block]:
    assert part.loss is not None
    phases = ((rewrite("entries of a one-hot vector"),), (rewrite("one index"),), (rewrite("definition of softmax"),))
    proof = chain(None, part.loss, premises_of(problem, part), phases)
    outside = proof.lines[-2].expression
    return [
        Words("The true distribution `𝐲` is one-hot, so of the cross-entropy only the term of the outside word remains.",
              "真实分布 `𝐲` 是独热向量，因此交叉熵中只剩下外部词的那一项。"),
        proof,
        Words("The last line is the naive softmax loss of equation (2); {0} is a scalar, the probability of the outside word.",
              "最后一行就是式 (2) 的朴素 softmax 损失；{0} 是标量，即外部词的概率。", (_last_entry(outside),)),
        *explained(problem, part.loss),
    ]  # fmt: skip


def _last_entry(expression: Expression) -> Expression:
    return next(node for node in walk(expression) if isinstance(node, Entry))


def part_b_1(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part)
    return [
        found,
        *explained(problem, found.result),
        Words("In words: the mean of the outside vectors under the model, minus the outside vector that was observed.",
              "即：模型下外部词向量的期望，减去实际观察到的外部词向量。"),
    ]  # fmt: skip


def _softmax_gradient(problem: Problem) -> Chain:
    return gradient(problem, problem.part("b.1"))


def part_b_2(problem: Problem, part: Part) -> Iterable[Block]:
    found = _softmax_gradient(problem)
    opened = chain(found.left, found.result, premises_of(problem, problem.part("b.1")), (EXPAND,))
    mean, observed = opened.result.terms[0], opened.result.terms[1].operand  # type: ignore[attr-defined]
    y_hat, y = (problem.notation.quantities[name] for name in ("hat y", "y"))
    matrix = factors_of(found.result)[0]
    return [
        opened,
        Words("So the gradient vanishes exactly when {0} equals {1}: the model's mean outside vector is the observed one.",
              "因此梯度为零当且仅当 {0} 等于 {1}：模型的期望外部词向量恰为观察到的那一个。", (mean, observed)),
        Words("Equality of {0} and {1} is enough for that, but not needed: it is enough that {2} lies in the kernel of {3}. "
              "If the columns of {3} are linearly independent (so at most `d` words), the kernel is zero and the gradient "
              "vanishes only for {0} equal to {1}.",
              "{0} 等于 {1} 是充分条件，但并非必要：只需 {2} 属于 {3} 的核。若 {3} 的各列线性无关（此时词数不超过 d），"
              "核为零，梯度只有在 {0} 等于 {1} 时才为零。", (y_hat, y, Add((y_hat, Negative(y))), matrix)),
        Words("A softmax is positive everywhere, so with two words or more {0} never equals {1}; in that case the gradient only "
              "tends to zero as the prediction tends to the truth.",
              "softmax 的各分量恒为正，词数不少于二时 {0} 不可能等于 {1}；这时只有当预测趋于真实分布时梯度才趋于零。", (y_hat, y)),
        *explained(problem, found.result),
    ]  # fmt: skip


def part_b_3(problem: Problem, part: Part) -> Iterable[Block]:
    found = _softmax_gradient(problem)
    base = problem.part("b.1")
    assert base.variable is not None
    step = Add((base.variable, Negative(Product((ETA, *factors_of(found.result))))))
    moved = chain(None, step, premises_of(problem, base), (EXPAND,))
    pull, push = (term for term in moved.result.terms[1:])  # type: ignore[attr-defined]
    towards, away = (pull, push) if not isinstance(pull, Negative) else (push, pull)
    return [
        Words("A step of gradient descent with learning rate {0} takes {1} to", "以学习率 {0} 做一步梯度下降，{1} 变为", (ETA, base.variable)),
        moved,
        Words("The term {0} pulls the centre vector towards the outside vector that was observed, so its score rises.",
              "{0} 这一项把中心词向量拉向观察到的外部词向量，使其得分升高。", (towards,)),
        Words("The term {0} pushes it away from the mean outside vector under the model: from each word in proportion to the "
              "probability that the model gives it, so the scores of likely wrong words fall.",
              "{0} 这一项把它推离模型下的期望外部词向量：模型给某个词的概率越大，推离得越多，因此可能性大的错误词得分降低。", (away,)),
        Words("The two balance when the model expects what is observed.", "当模型的期望与观察一致时，两项相抵。"),
    ]  # fmt: skip


def part_b_4(problem: Problem, part: Part) -> Iterable[Block]:
    matrix = problem.part("d").variable
    assert isinstance(matrix, Symbol)
    alpha = Symbol("alpha")
    u_x, u_y = (Column(matrix, Index(name, "V")) for name in "xy")
    scaled, length = Product((alpha, u_y)), Symbol("ell")
    return [
        Words("Suppose {0} is a multiple of {1} with a positive factor {2}: {0} points where {1} points. Normalised, the two are the same:",
              "设 {0} 是 {1} 的 {2} 倍，且 {2} 为正：两者方向相同。归一化之后两者相等：", (u_x, u_y, alpha)),
        Claim(square(scaled), Product((Power(alpha, TWO), square(u_y)))),
        Words("So the length of {0} is {1} times the length {2} of {3}, since the factor is positive, and it cancels:",
              "因此 {0} 的长度是 {3} 的长度 {2} 的 {1} 倍（该倍数为正），于是约去：", (scaled, alpha, length, u_y)),
        Claim(Quotient(scaled, Product((alpha, length))), Quotient(u_y, length)),
        Words("Numbers: (6, 8) is twice (3, 4), and both become (0.6, 0.8).", "例如 (6, 8) 是 (3, 4) 的两倍，归一化后都是 (0.6, 0.8)。"),
        Words("That loses what the task needs where the length carries meaning. A phrase is classified by the sum of its vectors, "
              "and “good” and “great” point the same way with different strength: normalised, they count alike. With a negative "
              "factor the two stay opposite, and nothing is lost but the lengths.",
              "若长度携带含义，归一化就丢掉了任务所需的信息。用词向量之和给短语分类时，“good” 与 “great” 方向相同而强度不同，"
              "归一化后两者同等计入。若该倍数为负，两者仍方向相反，丢掉的只有长度。"),
        Words("It loses nothing where only directions matter, as with cosine similarity: then the length, which mostly follows the "
              "frequency of a word, is noise that is better removed.",
              "若只看方向（如余弦相似度），则没有损失：长度主要随词频变化，去掉这种噪声反而更好。"),
    ]  # fmt: skip


def square(vector: Expression) -> Expression:
    """xᵀx."""
    return Product((Transpose(vector), vector))


def part_c(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part, CASES)
    short = gradient(problem, part, ONE_HOT, CLOSE).result
    return [
        found,
        Words("With the entries of `𝐲` the two cases are one formula:", "用 `𝐲` 的分量，两种情形合为一个式子："),
        Claim(found.result, short),
        *explained(problem, short),
    ]


def part_d(problem: Problem, part: Part) -> Iterable[Block]:
    from_c = gradient(problem, problem.part("c"), ONE_HOT, CLOSE)
    whole = gradient_chain(
        part.loss, part.variable, premises_of(problem, part), named_loss(part), (BY_COLUMNS, PREPARE, DIFFERENTIATE, COLLECT, ONE_HOT, CLOSE)  # type: ignore[arg-type]
    )  # fmt: skip
    last = next(i for i, step in enumerate(whole.steps) if step.rule.name == "columns with a common vector")
    inside = whole.steps[1:last]
    told = Words("Each column is known from part c.", "各列已由 c 部分求得。")
    tail = Line(whole.steps[-1].after, whole.steps[last:])
    lines = (whole.lines[0], Line(inside[-1].after, inside, told), tail)
    return [
        Words("From part c, for every word `w`:", "由 c 部分，对每个词 `w`："),
        replace(from_c, start=from_c.result, lines=()),
        Words("These are the columns of the derivative by `𝐔`:", "它们就是对 `𝐔` 的导数的各列："),
        replace(whole, lines=_short(lines, whole)),
        *explained(problem, whole.result),
        Words("Every column is a multiple of the same vector {0}; the coefficients {1} are computed once.",
              "每一列都是同一个向量 {0} 的倍数；系数 {1} 只需计算一次。", (factors_of(whole.result)[0], factors_of(whole.result)[1].operand)),  # type: ignore[attr-defined]
    ]  # fmt: skip


def _short(lines: tuple[Line, ...], whole: Chain) -> tuple[Line, ...]:
    """The lines of part d without the long one: the columns as derivatives, which part c has found."""
    first, columns, last = lines
    assert isinstance(first.expression, Table)
    assert isinstance(first.expression.body, Derivative)
    body = first.expression.body
    assert isinstance(whole.left, Derivative)
    assert isinstance(whole.left.body, Named)
    named = Derivative(Named(whole.left.body.name, body.body), body.variable)
    return (replace(first, expression=Table(first.expression.index, named)), columns, last)
