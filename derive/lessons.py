"""What the derivation of each part of an assignment tells. A part without a row here gets its gradient derived and its names explained.

Formulas are found by the rules from the loss as stated; a lesson only says which of them to show, and puts words between them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cache

from derive.closed_form import CASES, CLOSE, EXPAND, ONE_HOT
from derive.derivation import Block, Chain, Claim, Derivation, Line, Words
from derive.deriving import chain, given, gradient_chain, names_of
from derive.differentiate import BY_COLUMNS, GRADIENT, Phase
from derive.expression import (
    Add,
    Call,
    Column,
    Compare,
    Condition,
    Delta,
    Derivative,
    Entry,
    Expression,
    Index,
    Mapped,
    Named,
    Negative,
    Not,
    Number,
    OneHot,
    Product,
    Quotient,
    Same,
    Some,
    Sum,
    Symbol,
    Table,
    Transpose,
)
from derive.pattern import factors_of, substitute_named
from derive.premises import Premises
from derive.problem import Part, Problem
from derive.rewrites import SIGMOID, rewrite
from derive.rules import derivative_rule
from derive.traversal import fresh, walk

Lesson = Callable[[Problem, Part], Iterable[Block]]

LOSS_NAMES = {"naive": "J_naive-softmax", "negative": "J_neg-sample", "signed": "J_neg-sample", "window": "J_skip-gram",
              "leaky_relu": "f", "relu": "f", "sigmoid": "σ"}  # fmt: skip
"""How the assignment calls its losses and functions."""

ONE, ZERO = Number(Fraction(1)), Number(Fraction(0))
ETA = Symbol("eta")


def derivation_of(problem: Problem, part: Part) -> Derivation:
    """The derivation of one part, unchecked."""
    lesson = LESSONS.get(problem.id, {}).get(part.id, _gradient)
    blocks = tuple(lesson(problem, part))
    return Derivation(part.id, title_of(problem, part), blocks, part.constraints)


def title_of(problem: Problem, part: Part) -> Words:
    """The heading of a derivation."""
    told = TITLES.get(problem.id, {}).get(part.id)
    if told is not None:
        return Words(*told)
    if part.kind == "gradient" and part.variable is not None:
        name = Named(named_loss(part), part.loss or ONE)
        return Words("The derivative of {0} by {1}", "{0} 对 {1} 的导数", (name, part.variable))
    return Words(part.asks, part.asks_zh)


# ------------------------------------------------------------------------------------------------------------- common pieces


def premises_of(problem: Problem, part: Part, extra: tuple[Named, ...] = ()) -> Premises:
    """What the derivation of a part may rely on."""
    bounds = tuple(Compare(Symbol(name), "<", ONE) for name, kind in part.constraints if kind == "fraction")
    return Premises(part.variable or ONE, part.assumptions + bounds, (*names_of(problem), *extra))


def named_loss(part: Part) -> str:
    """The name of the loss of a part."""
    return LOSS_NAMES.get(part.loss_name, "J")


def gradient(problem: Problem, part: Part, *further: Phase) -> Chain:
    """The gradient of a part from the loss, by the common tables and those that the part needs besides."""
    assert part.loss is not None
    assert part.variable is not None
    phases = (*GRADIENT, *further)
    return gradient_chain(part.loss, part.variable, premises_of(problem, part), named_loss(part), phases)


def explained(problem: Problem, *expressions: Expression) -> list[Block]:
    """What the names stand for that occur in expressions: ŷ entry by entry, y as a unit vector."""
    used = {node for each in expressions for node in walk(each) if isinstance(node, Named)}
    told: list[Block] = []
    for named in names_of(problem):
        if named in used:
            told.append(_definition(named))
    return [Words("Here", "其中"), *told] if told else []


def _definition(named: Named) -> Claim:
    match named.value:
        case Transpose(Table(index, body)):
            return Claim(Entry(named, index), body, definition=True)
        case OneHot(at):
            w = fresh(Index("w", at.over), frozenset({at}) if isinstance(at, Index) else frozenset())
            return Claim(Entry(named, w), Delta(Same(w, at)), definition=True)
    return Claim(named, named.value, definition=True)


def under(facts: tuple[Condition, ...]) -> list[Block]:
    """The assumptions about indices, in words."""
    told: list[Block] = []
    for fact in facts:
        match fact:
            case Not(Same(Index() as word, Mapped(name, _, over))):
                sample = Mapped(name, Index("s", "K"), over)
                told.append(
                    Words(
                        "No sample is the outside word: {0} for every `s`.",
                        "负样本都不是外部词：对所有 `s` 有 {0}。",
                        (Not(Same(sample, word)),),
                    )
                )
            case Some((Same(r, s), Not(Same(Mapped(name, _, over), _)))):
                r, s = Index("r", r.over), Index("s", s.over)
                told.append(
                    Words(
                        "The samples are distinct: {0} for {1}.",
                        "负样本互不相同：当 {1} 时 {0}。",
                        (Not(Same(Mapped(name, r, over), Mapped(name, s, over))), Not(Same(r, s))),
                    )
                )
            case Not(Same(Index() as one, Index() as other)):
                told.append(Words("Here {0}.", "这里 {0}。", (Not(Same(one, other)),)))
    return told


def _gradient(problem: Problem, part: Part) -> Iterable[Block]:
    if part.kind != "gradient":
        return [Words(part.model or part.asks, part.model_zh or part.asks_zh)]
    found = gradient(problem, part)
    return [*under(part.assumptions), found, *explained(problem, found.result)]


# ---------------------------------------------------------------------------------------------------------- cs224n-a2: a to d


def _a(problem: Problem, part: Part) -> Iterable[Block]:
    assert part.loss is not None
    phases = ((rewrite("entries of a one-hot vector"),), (rewrite("one index"),), (rewrite("definition of softmax"),))
    proof = chain(None, part.loss, premises_of(problem, part), phases)
    outside = proof.lines[-2].expression
    return [
        Words("The true distribution `y` is one-hot, so of the cross-entropy only the term of the outside word remains.",
              "真实分布 `y` 是独热向量，因此交叉熵中只剩下外部词的那一项。"),
        proof,
        Words("The last line is the naive softmax loss of equation (2); {0} is a scalar, the probability of the outside word.",
              "最后一行就是式 (2) 的朴素 softmax 损失；{0} 是标量，即外部词的概率。", (_last_entry(outside),)),
        *explained(problem, part.loss),
    ]  # fmt: skip


def _last_entry(expression: Expression) -> Expression:
    return next(node for node in walk(expression) if isinstance(node, Entry))


def _b_1(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part)
    return [
        found,
        *explained(problem, found.result),
        Words("In words: the mean of the outside vectors under the model, minus the outside vector that was observed.",
              "即：模型下外部词向量的期望，减去实际观察到的外部词向量。"),
    ]  # fmt: skip


def _softmax_gradient(problem: Problem) -> Chain:
    return gradient(problem, problem.part("b.1"))


def _b_2(problem: Problem, part: Part) -> Iterable[Block]:
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


def _b_3(problem: Problem, part: Part) -> Iterable[Block]:
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


def _b_4(problem: Problem, part: Part) -> Iterable[Block]:
    matrix = problem.part("d").variable
    assert isinstance(matrix, Symbol)
    alpha = Symbol("alpha")
    u_x, u_y = (Column(matrix, Index(name, "V")) for name in "xy")
    unit = normalised(u_y)
    return [
        Words("Suppose {0} is a multiple of {1} with a positive factor {2}: {0} points where {1} points. Normalised, the two are the same:",
              "设 {0} 是 {1} 的 {2} 倍，且 {2} 为正：两者方向相同。归一化之后两者相等：", (u_x, u_y, alpha)),
        Claim(normalised(Product((alpha, u_y))), unit, (Compare(ZERO, "<", alpha),)),
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


def normalised(vector: Expression) -> Expression:
    """x / √(xᵀx)."""
    return Quotient(vector, Call("sqrt", Product((Transpose(vector), vector))))


def _c(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part, CASES)
    short = gradient(problem, part, ONE_HOT, CLOSE).result
    return [
        found,
        Words("With the entries of `y` the two cases are one formula:", "用 `y` 的分量，两种情形合为一个式子："),
        Claim(found.result, short),
        *explained(problem, short),
    ]


def _d(problem: Problem, part: Part) -> Iterable[Block]:
    from_c = gradient(problem, problem.part("c"), ONE_HOT, CLOSE)
    whole = gradient_chain(
        part.loss, part.variable, premises_of(problem, part), named_loss(part), (BY_COLUMNS, *GRADIENT, ONE_HOT, CLOSE)  # type: ignore[arg-type]
    )  # fmt: skip
    last = next(i for i, step in enumerate(whole.steps) if step.rule.name == "columns with a common vector")
    inside = whole.steps[1:last]
    told = Words("Each column is known from part c.", "各列已由 c 部分求得。")
    tail = Line(whole.steps[-1].after, whole.steps[last:])
    lines = (whole.lines[0], Line(inside[-1].after, inside, told), tail)
    return [
        Words("From part c, for every word `w`:", "由 c 部分，对每个词 `w`："),
        replace(from_c, start=from_c.result, lines=()),
        Words("These are the columns of the derivative by `U`:", "它们就是对 `U` 的导数的各列："),
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


# ---------------------------------------------------------------------------------------------------------- cs224n-a2: e and f


def _e(problem: Problem, part: Part) -> Iterable[Block]:
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


def _f(problem: Problem, part: Part) -> Iterable[Block]:
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


# ---------------------------------------------------------------------------------------------------------- cs224n-a2: g to i


def _g_1(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part)
    return [*under(part.assumptions), found, *explained(problem, found.result)]


@cache
def _signed(problem_id: str, loss: Expression) -> tuple[Named, Named, Expression]:
    """The signed matrix, the vector z of signed scores, and the loss as a function of z."""
    scores = next(node for node in walk(loss) if isinstance(node, Product) and isinstance(node.factors[0], Transpose))
    matrix = next(node for node in walk(scores) if isinstance(node, Named))
    z = Named("z", scores)
    return matrix, z, substitute_named(loss, scores, z)


def _shared(problem: Problem, part: Part) -> tuple[Chain, Named, Expression]:
    """∂J/∂z of the signed form, its vector z, and the loss in terms of z."""
    assert part.loss is not None
    _, z, loss = _signed(problem.id, part.loss)
    premises = premises_of(problem, part, (z,))
    return gradient_chain(loss, z, replace(premises, variable=z), named_loss(part)), z, loss


def _signed_gradient(problem: Problem, part: Part, variable: Expression) -> Chain:
    """∂J/∂variable through z."""
    shared, z, loss = _shared(problem, part)
    name = named_loss(part)
    start = Derivative(Named(name, loss), variable)  # type: ignore[arg-type]
    inner = Derivative(Named(name, loss), z)
    found = given("what was found", "What was found for `z`.", "代入对 `z` 求得的结果。", inner, shared.result)
    premises = replace(premises_of(problem, part, (z,)), variable=variable)
    return chain(None, start, premises, ((derivative_rule("through a layer"),), (found,)))


def _g_2_part(problem: Problem, part: Part) -> Iterable[Block]:
    assert part.loss is not None
    assert part.variable is not None
    matrix, z, _ = _signed(problem.id, part.loss)
    shared, _, _ = _shared(problem, part)
    return [
        Words("With the signed matrix and its scores", "引入带符号的矩阵及其得分"),
        Claim(matrix, matrix.value, definition=True),
        Claim(z, z.value, definition=True),
        Words("the loss is a sum over the entries of `z` alone:", "损失就只是 `z` 各分量的和："),
        Claim(problem.notation.losses["negative"], shared.start.body, part.assumptions),  # type: ignore[attr-defined]
        Words("First the common vector, `K + 1` numbers that both gradients need:", "先求公共向量，即两个梯度都要用到的 `K + 1` 个数："),
        shared,
        Words("From it the gradient in one product:", "由它只需一次乘法即得梯度："),
        _signed_gradient(problem, part, part.variable),
    ]  # fmt: skip


def _g_2(problem: Problem, part: Part) -> Iterable[Block]:
    by_v, by_matrix = problem.part("g.2.v_c"), problem.part("g.2.U")
    assert by_v.variable is not None
    assert by_matrix.variable is not None
    assert part.loss is not None
    shared, z, _ = _shared(problem, part)
    _, plain, _ = _signed(problem.id, part.loss)
    return [
        Words("Both gradients go through the scores {0} alone:", "两个梯度都只通过得分 {0}：", (z,)),
        Claim(plain, plain.value, definition=True),
        shared,
        Words("This vector is computed once, with `K + 1` values of `σ` that the loss has computed already, and serves twice:",
              "该向量只计算一次，其中 `K + 1` 个 `σ` 值在计算损失时已经得到，然后使用两次："),
        _signed_gradient(problem, part, by_v.variable),
        _signed_gradient(problem, part, by_matrix.variable),
        Words("Without it every gradient would compute the scores and their sigmoids anew.", "否则每个梯度都要重新计算得分及其 sigmoid。"),
    ]  # fmt: skip


def _h(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part)
    distinct = problem.part("g.1.u_ws")
    one = chain(None, found.result, premises_of(problem, distinct), ((rewrite("distinct samples"),),))
    count = next(node for node in walk(found.result) if isinstance(node, Sum))
    return [
        *under(part.assumptions),
        Words("The samples may repeat. The sum splits into the samples that are the word {0} and those that are not; only the first depend on {1}.",
              "负样本可以重复。求和分成等于 {0} 的样本与不等于它的样本两部分，只有前者依赖于 {1}。", (part.variable.index, part.variable)),  # type: ignore[union-attr]
        found,
        Words("The sum {0} counts how often the word was drawn. If the samples are distinct the count is 1, and this is the result of part g:",
              "和 {0} 是该词被抽中的次数。若样本互不相同，则次数为 1，即得 g 部分的结果：", (count,)),
        replace(one, facts=distinct.assumptions),
    ]  # fmt: skip


def _i(en: str, zh: str) -> Lesson:
    def lesson(problem: Problem, part: Part) -> Iterable[Block]:
        return [*under(part.assumptions), gradient(problem, part), Words(en, zh)]

    return lesson


LESSONS: dict[str, dict[str, Lesson]] = {
    "cs224n-a2": {
        "a": _a,
        "b.1": _b_1,
        "b.2": _b_2,
        "b.3": _b_3,
        "b.4": _b_4,
        "c": _c,
        "d": _d,
        "e": _e,
        "e.relu": _e,
        "f": _f,
        "g.1.v_c": _g_1,
        "g.1.u_o": _g_1,
        "g.1.u_ws": _g_1,
        "g.2.reuse": _g_2,
        "g.2.U": _g_2_part,
        "g.2.v_c": _g_2_part,
        "h": _h,
        "i.1": _i(
            "Every pair of the window adds its own derivative by `U`.", "窗口中的每一对都贡献它自己对 `U` 的导数。"
        ),
        "i.2": _i(
            "All pairs share the centre word, so its vector collects a term from each of them.",
            "各对共用中心词，因此中心词向量从每一对得到一项。",
        ),
        "i.3": _i(
            "The loss of the window uses no centre vector but that of the centre word itself.",
            "窗口的损失只用到中心词自己的中心向量，不含其他中心向量。",
        ),
    }
}
"""The lesson of each part, by assignment."""

TITLES: dict[str, dict[str, tuple[str, str]]] = {
    "cs224n-a2": {
        "a": ("The cross-entropy of `y` and `ŷ` is the naive softmax loss", "`y` 与 `ŷ` 的交叉熵就是朴素 softmax 损失"),
        "b.2": ("When the gradient vanishes", "梯度何时为零"),
        "b.3": ("What each term of the gradient does", "梯度的每一项起什么作用"),
        "b.4": ("When normalised vectors lose information", "归一化向量何时丢失信息"),
        "e": ("The derivative of Leaky ReLU", "Leaky ReLU 的导数"),
        "e.relu": ("The derivative of ReLU", "ReLU 的导数"),
        "f": ("The derivative of the sigmoid", "sigmoid 的导数"),
        "g.2.reuse": ("What both gradients share", "两个梯度共用的量"),
        "g.3": ("Why negative sampling is cheaper", "负采样为何更省计算"),
    }
}
"""Headings of parts that are more than a derivative."""
