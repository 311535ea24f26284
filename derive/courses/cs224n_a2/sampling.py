"""Parts g to i: negative sampling and the window."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache

from derive.blocks import Block, Chain, Claim, Words
from derive.deriving import chain, given, gradient_chain
from derive.expression import (
    Derivative,
    Dimension,
    Expression,
    Named,
    Number,
    Product,
    Size,
    Sum,
    Transpose,
)
from derive.lessons import Lesson, explained, gradient, named_loss, premises_of, under
from derive.pattern import add, product
from derive.premises import Premises
from derive.problem import Part, Problem
from derive.rewrites import rewrite
from derive.rule import Rule
from derive.rules_notation import MATRIX
from derive.traversal import replaced, walk


def part_g_1(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part)
    return [*under(part.assumptions), found, *explained(problem, found.result)]


@cache
def _signed(loss: Expression) -> tuple[Named, Named, Expression]:
    """The signed matrix, the vector z of signed scores, and the loss as a function of z."""
    scores = next(node for node in walk(loss) if isinstance(node, Product) and isinstance(node.factors[0], Transpose))
    matrix = next(node for node in walk(scores) if isinstance(node, Named))
    z = Named("z", scores)
    by_entries = chain(None, replaced(loss, scores, z), Premises(z), ((rewrite("entry by entry"),),))
    return matrix, z, by_entries.result


def _shared(problem: Problem, part: Part) -> tuple[Chain, Named, Expression]:
    """∂J/∂z of the signed form, its vector z, and the loss in terms of z."""
    assert part.loss is not None
    _, z, loss = _signed(part.loss)
    premises = premises_of(problem, part, (z,))
    return gradient_chain(loss, z, replace(premises, variable=z), named_loss(part)), z, loss


def _through_scores(node: Expression, premises: Premises) -> tuple[Expression, Expression, Expression] | None:
    """For ∂f(z)/∂X with a named z = ab: a, b and ∂f/∂z."""
    for z in premises.names if isinstance(node, Derivative) else ():
        if isinstance(node, Derivative) and isinstance(z.value, Product) and z in set(walk(node.body)):
            one, other = z.value.factors
            return one, other, Derivative(node.body, z)
    return None


def _matrix_back(node: Expression, premises: Premises) -> Expression | None:
    match node, _through_scores(node, premises):
        case Derivative(_, variable), (one, other, slope) if other == variable:
            return Product((Transpose(one), slope))
    return None


def _vector_back(node: Expression, premises: Premises) -> Expression | None:
    match node, _through_scores(node, premises):
        case Derivative(_, variable), (one, other, slope) if one == Transpose(variable):
            return Product((other, Transpose(slope)))
    return None


THROUGH = (
    Rule(
        "through a matrix",
        "Chain rule through `𝐳 = 𝐀𝐱 + 𝐛`: the matrix comes out transposed, in front.",
        "通过 `𝐳 = 𝐀𝐱 + 𝐛` 的链式法则：矩阵转置后放在前面。",
        (),
        MATRIX,
        "the loss depends on the variable through z alone",
        build=_matrix_back,
    ),
    Rule(
        "through a transposed matrix",
        "Chain rule through `𝐳 = 𝐗ᵀ𝐚 + 𝐛`: the vector stands in front, the derivative by `𝐳` follows transposed.",
        "通过 `𝐳 = 𝐗ᵀ𝐚 + 𝐛` 的链式法则：向量放在前面，对 `𝐳` 的导数转置后放在后面。",
        (),
        MATRIX,
        "the loss depends on the variable through z alone",
        build=_vector_back,
    ),
)


def _signed_gradient(problem: Problem, part: Part, variable: Expression) -> Chain:
    """∂J/∂variable through z."""
    shared, z, loss = _shared(problem, part)
    name = named_loss(part)
    start = Derivative(Named(name, loss), variable)  # type: ignore[arg-type]
    inner = Derivative(Named(name, loss), z)
    found = given("what was found", "What was found for `𝐳`.", "代入对 `𝐳` 求得的结果。", inner, shared.result)
    premises = replace(premises_of(problem, part, (z,)), variable=variable)
    back = given("back", "In the original terms.", "换回原来的记号。", z, z.value)
    return chain(None, start, premises, (THROUGH, (found,), (back,)))


def part_g_2_part(problem: Problem, part: Part) -> Iterable[Block]:
    assert part.loss is not None
    assert part.variable is not None
    matrix, z, _ = _signed(part.loss)
    shared, _, _ = _shared(problem, part)
    return [
        Words("With the signed matrix and its scores", "引入带符号的矩阵及其得分"),
        Claim(matrix, matrix.value, definition=True),
        Claim(z, z.value, definition=True),
        Words("the loss is a sum over the entries of `𝐳` alone:", "损失就只是 `𝐳` 各分量的和："),
        Claim(problem.notation.losses["negative"], shared.start.body, part.assumptions),  # type: ignore[attr-defined]
        Words("First the common vector, `K + 1` numbers that both gradients need:", "先求公共向量，即两个梯度都要用到的 `K + 1` 个数："),
        shared,
        Words("From it the gradient in one product:", "由它只需一次乘法即得梯度："),
        _signed_gradient(problem, part, part.variable),
    ]  # fmt: skip


def part_g_2(problem: Problem, part: Part) -> Iterable[Block]:
    by_v, by_matrix = problem.part("g.2.v_c"), problem.part("g.2.U")
    assert by_v.variable is not None
    assert by_matrix.variable is not None
    assert part.loss is not None
    shared, z, _ = _shared(problem, part)
    _, plain, _ = _signed(part.loss)
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


EXAMPLE = {"V": 10_000, "d": 100, "1+K": 11}
"""Sizes for the numbers in words, with ten samples."""


def _polynomial(counts: Mapping[tuple[Size, ...], int]) -> Expression:
    """The counts as a formula: 3Vd + V."""
    terms = [
        product(*([Number(Fraction(times))] if times > 1 or not names else []), *map(Dimension, names))
        for names, times in counts.items()
    ]
    return add(*terms)


def part_g_3(problem: Problem, part: Part) -> Iterable[Block]:
    from derive.compiling import compile  # NumPy is slow to start, and no other part needs it
    from derive.courses.cs224n_a2.operations import operations, value_of

    slow, quick = (operations(compile(name, assignment=problem.id)) for name in ("b.1", "g.1.v_c"))
    numbers = [f"{value_of(each.multiplications, EXAMPLE):,}" for each in (slow, quick)]
    grown = [f"{value_of(each.functions, EXAMPLE):,}" for each in (slow, quick)]
    formulas = tuple(_polynomial(each) for cost in (slow, quick) for each in (cost.multiplications, cost.functions))
    return [
        Words("One sentence: negative sampling touches the `K + 1` outside vectors of the word and its samples, the naive softmax all `V` of the vocabulary.",
              "一句话：负采样只涉及该词及其样本的 `K + 1` 个外部词向量，而朴素 softmax 涉及词表中全部 `V` 个。"),
        Words("Both losses with all their gradients were compiled, and the operations counted while the programs ran. "
              "The naive softmax takes {0} multiplications and divisions and {1} exponentials; "
              "negative sampling takes {2} multiplications and {3} exponentials and logarithms.",
              "把两种损失连同全部梯度编译为程序，并在运行时计数：朴素 softmax 需 {0} 次乘除法和 {1} 次指数运算；"
              "负采样需 {2} 次乘法和 {3} 次指数与对数运算。", formulas),
        Words(f"With `V` = 10,000, `d` = 100 and `K` = 10 that is {numbers[0]} multiplications against {numbers[1]}, and {grown[0]} exponentials against {grown[1]}.",
              f"当 `V` = 10,000、`d` = 100、`K` = 10 时，乘法次数为 {numbers[0]} 对 {numbers[1]}，指数与对数运算为 {grown[0]} 对 {grown[1]}。"),
    ]  # fmt: skip


def part_h(problem: Problem, part: Part) -> Iterable[Block]:
    found = gradient(problem, part)
    distinct = problem.part("g.1.u_ws")
    one = chain(None, found.result, premises_of(problem, distinct), ((rewrite("distinct samples"),),))
    count = next(node for node in walk(found.result) if isinstance(node, Sum))
    return [
        *under(part.assumptions),
        Words("The samples may repeat. The sum splits into the samples that are the word {0} and those that are not; only the first depend on {1}.",
              "负样本可以重复。求和分成等于 {0} 的样本与不等于它的样本两部分，只有前者依赖于 {1}。", (part.variable.index, part.variable)),  # type: ignore[union-attr, arg-type]
        found,
        Words("The sum {0} counts how often the word was drawn. If the samples are distinct the count is 1, and this is the result of part g:",
              "和 {0} 是该词被抽中的次数。若样本互不相同，则次数为 1，即得 g 部分的结果：", (count,)),
        replace(one, facts=distinct.assumptions),
    ]  # fmt: skip


def part_i(en: str, zh: str) -> Lesson:
    def lesson(problem: Problem, part: Part) -> Iterable[Block]:
        return [*under(part.assumptions), gradient(problem, part), Words(en, zh)]

    return lesson
