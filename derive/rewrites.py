"""The algebra rules of a derivation: before differentiating, and to collect what came out. Trivial algebra is in `derive.tidying`,
the way back to matrices in `derive.closed_form`; `REWRITES` is the whole table.
"""

from derive.closed_form import CASES, CLOSE, EXPAND, ONE_HOT
from derive.expression import (
    Add,
    Call,
    Negative,
    Power,
    Product,
    Quotient,
)
from derive.indexing import (
    cancel_factors,
    collapse_delta,
    constants_out,
    definition_of_softmax,
    entries_of_one_hot,
    entry_by_entry,
    equal_words,
    into_sum,
    name_entries,
    only_itself,
    restrict_by_delta,
    share_of,
    unfold,
)
from derive.rule import DEFINITION, LOGARITHM, ONE, TWO, Rule, exp, f, g, row, sigma
from derive.tidying import TIDY

PREPARE: tuple[Rule, ...] = (
    row(
        "unfold",
        "Put in what the name stands for.",
        "代入该记号的定义。",
        source=DEFINITION,
        build=unfold,
        grain="fold",
    ),
    row(
        "definition of softmax",
        "Definition of softmax.",
        "softmax 的定义。",
        source=DEFINITION,
        build=definition_of_softmax,
    ),
    row(
        "entries of a one-hot vector",
        "A one-hot vector is 1 at its word and 0 elsewhere.",
        "独热向量在该词处为 1，其余为 0。",
        source=DEFINITION,
        build=entries_of_one_hot,
    ),
    row(
        "entry by entry",
        "What acts on every entry is read off at one entry.",
        "逐元素的运算按分量写出。",
        source=DEFINITION,
        build=entry_by_entry,
        grain="fold",
    ),
    row(
        "logarithm of a quotient",
        "The logarithm of a quotient is a difference of logarithms.",
        "商的对数等于对数之差。",
        ((Call("log", Quotient(f, g)), Add((Call("log", f), Negative(Call("log", g))))),),
        LOGARITHM,
        proviso="f and g are positive",
    ),
    row(
        "logarithm of a product",
        "The logarithm of a product is a sum of logarithms.",
        "积的对数等于对数之和。",
        ((Call("log", Product((f, g))), Add((Call("log", f), Call("log", g)))),),
        LOGARITHM,
        proviso="f and g are positive",
    ),
    row(
        "logarithm of an exponential",
        "The logarithm undoes the exponential.",
        "对数与指数互逆。",
        ((Call("log", exp(f)), f),),
        LOGARITHM,
        grain="fold",
    ),
)

COLLECT: tuple[Rule, ...] = (
    row(
        "cancel",
        "Equal factors above and below cancel.",
        "约去分子分母的公因子。",
        build=cancel_factors,
        proviso="the factor is not zero",
    ),
    row(
        "opposite argument",
        "Symmetry of the sigmoid: `1 − σ(−x) = σ(x)`.",
        "sigmoid 的对称性：`1 − σ(−x) = σ(x)`。",
        ((Add((ONE, Negative(sigma(Negative(f))))), sigma(f)),),
        "σ(x) + σ(−x) = 1",
    ),
    row(
        "distinct samples",
        "The samples are distinct, so `w_r = w_s` only for `r = s`: one term remains.",
        "负样本互不相同，只有 `r = s` 时 `w_r = w_s`：只剩一项。",
        source="assumption",
        build=only_itself,
        proviso="the samples are distinct",
    ),
    row(
        "one index",
        "Of the sum only the term remains whose index is asked for.",
        "求和中只剩下标相符的一项。",
        source=DEFINITION,
        build=collapse_delta,
    ),
    row(
        "matching samples",
        "Only the samples that are this word contribute, each once.",
        "只有等于该词的样本有贡献，每个计一次。",
        source=DEFINITION,
        build=restrict_by_delta,
    ),
    row(
        "equal words",
        "Where `w_r = w_s`, the vectors are the same.",
        "当 `w_r = w_s` 时，对应的向量相同。",
        source=DEFINITION,
        build=equal_words,
        grain="fold",
    ),
    row(
        "move into the sum",
        "The denominator moves into the sum.",
        "分母移入求和号。",
        build=into_sum,
        proviso="the index does not occur in g",
    ),
    row(
        "share",
        "The exponential over the sum stands by itself.",
        "把指数与总和之比单独写出。",
        build=share_of,
        grain="fold",
    ),
    row(
        "name the probabilities",
        "This ratio is the predicted probability.",
        "该比值就是预测概率。",
        source=DEFINITION,
        build=name_entries,
    ),
    row(
        "constants out of the sum",
        "What does not depend on the index moves out; the sum that remains counts the terms.",
        "与下标无关的因子移到求和号外，剩下的和就是项数。",
        build=constants_out,
    ),
)

SIGMOID: tuple[Rule, ...] = (
    row(
        "split the square",
        "The fraction over a square is a product of two fractions.",
        "分母为平方的分式拆成两个分式之积。",
        ((Quotient(f, Power(g, TWO)), Product((Quotient(ONE, g), Quotient(f, g)))),),
        proviso="g is not zero",
    ),
    row(
        "fold into σ",
        "By the definition of `σ`.",
        "由 `σ` 的定义。",
        (
            (Quotient(ONE, Add((ONE, exp(Negative(f))))), sigma(f)),
            (Quotient(exp(f), Add((exp(f), ONE))), sigma(f)),
            (Quotient(exp(Negative(f)), Add((ONE, exp(Negative(f))))), Add((ONE, Negative(sigma(f))))),
            (Quotient(ONE, Add((exp(f), ONE))), Add((ONE, Negative(sigma(f))))),
        ),
        DEFINITION,
    ),
)

REWRITES: tuple[Rule, ...] = TIDY + PREPARE + COLLECT + CLOSE + ONE_HOT + CASES + EXPAND + SIGMOID
"""The whole table."""


def rewrite(name: str) -> Rule:
    """The row with this name."""
    return next(rule for rule in REWRITES if rule.name == name)
