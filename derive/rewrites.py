r"""The algebra rules: one row each, grouped by when they are used. Rows whose patterns say everything are matched by them; the others
name the function of `derive.algebra` that finds any number and order of terms, and their forms show what it does.
"""

from fractions import Fraction

from derive import algebra
from derive.expression import (
    Add,
    Call,
    Cases,
    Column,
    Compare,
    Constant,
    Delta,
    Entry,
    Mapped,
    Negative,
    Not,
    Number,
    OneHot,
    Power,
    Product,
    Quotient,
    Same,
    Softmax,
    Sum,
    Symbol,
    Table,
    Transpose,
)
from derive.pattern import hole
from derive.expression import Index
from derive.rules import CALCULUS, ONE, TWO, Form, Rule
from derive.algebra import Algebra

f, g, h = hole("f"), hole("g"), hole("h")
a, b, z, v = hole("a", "n×1"), hole("b", "n×1"), hole("z", "n×1"), hole("v", "m×1")
A, B = hole("A", "n×m"), hole("B", "m×n")
U, x = hole("U", "m×n"), hole("x")
i, k, o = (Index(name, "n") for name in "iko")
r, s = Index("r", "K"), Index("s", "K")
w_r, w_s = Mapped("w", r, "n"), Mapped("w", s, "n")
ZERO = Number(Fraction(0))
ALGEBRA = "field axioms"
DEFINITION = "definition"
LOGARITHM = "laws of the logarithm"


def row(
    name: str,
    en: str,
    zh: str,
    forms: tuple[Form, ...],
    source: str = ALGEBRA,
    *,
    build: Algebra | None = None,
    proviso: str = "",
    grain: str = "line",
) -> Rule:
    """One row of the table."""
    return Rule(name, en, zh, forms, source, proviso, None, grain, build)


def at(vector, index):  # type: ignore[no-untyped-def]
    """In a pattern: an entry."""
    return Entry(vector, index)


def exp(argument):  # type: ignore[no-untyped-def]
    """In a pattern: e to the argument."""
    return Call("exp", argument)


def sigma(argument):  # type: ignore[no-untyped-def]
    """In a pattern: σ of the argument."""
    return Call("sigmoid", argument)


TIDY: tuple[Rule, ...] = (
    row("signs", "Signs are taken in.", "去掉括号前的负号。", ((Negative(Negative(f)), f), (Negative(Add((f, g))), Add((Negative(f), Negative(g))))), build=algebra.signs_in, grain="tidy"),
    row("zero terms", "Zeros fall away.", "去掉零项。", ((Add((f, ZERO)), f),), build=algebra.drop_zero_terms, grain="tidy"),
    row("times zero", "A product with zero is zero.", "乘以零得零。", ((Product((ZERO, f)), ZERO), (Sum(i, ZERO), ZERO)), build=algebra.vanish, grain="tidy"),
    row("times one", "Ones fall away.", "去掉因子一。", ((Product((ONE, f)), f), (Quotient(f, ONE), f), (Power(f, ONE), f)), build=algebra.drop_ones, grain="tidy"),
    row("signs in front", "Signs move to the front.", "负号移到最前。", ((Product((f, Negative(g))), Negative(Product((f, g)))), (Sum(i, Negative(f)), Negative(Sum(i, f)))), build=algebra.signs_out, grain="tidy"),
    row("arithmetic", "Numbers are worked out.", "数值运算。", ((Add((TWO, Number(Fraction(-1)))), ONE), (Product((TWO, f, TWO)), Product((Number(Fraction(4)), f)))), build=algebra.arithmetic, grain="tidy"),
    row("transposes", "A transposed product has its factors turned round.", "乘积的转置等于转置的逆序乘积。", ((Transpose(Transpose(a)), a), (Transpose(Product((A, B))), Product((Transpose(B), Transpose(A))))), build=algebra.transpositions, grain="tidy"),
    row("one fraction", "A product with a fraction is written as one fraction.", "与分式的乘积写成一个分式。", ((Product((Quotient(f, g), h)), Quotient(Product((f, h)), g)),), build=algebra.one_fraction, proviso="g is not zero", grain="tidy"),
    row("fraction over a fraction", "A fraction divided once more.", "繁分式化简。", ((Quotient(Quotient(f, g), h), Quotient(f, Product((g, h)))),), build=algebra.one_fraction_deep, proviso="g and h are not zero", grain="tidy"),
    row("opposite terms", "Opposite terms cancel.", "相反的项抵消。", ((Add((f, g, Negative(f))), g),), build=algebra.cancel_terms, grain="tidy"),
    row("same index", "An index equals itself.", "下标等于自身。", ((Delta(Same(i, i)), ONE),), build=algebra.known_delta, source=DEFINITION, proviso="or the assumptions say that the two indices differ", grain="fold"),
)  # fmt: skip

PREPARE: tuple[Rule, ...] = (
    row("unfold", "Put in what the name stands for.", "代入该记号的定义。", (), DEFINITION, build=algebra.unfold, grain="fold"),
    row("definition of softmax", "Definition of softmax.", "softmax 的定义。", ((at(Softmax(z), k), Quotient(exp(at(z, k)), Sum(i, exp(at(z, i))))),), DEFINITION, build=algebra.definition_of_softmax),
    row("entry by entry", "What acts on every entry is read off at one entry.", "逐元素的运算按分量写出。", ((at(exp(z), k), exp(at(z, k))),), DEFINITION, build=algebra.entry_by_entry, grain="fold"),
    row("logarithm of a quotient", "The logarithm of a quotient is a difference of logarithms.", "商的对数等于对数之差。", ((Call("log", Quotient(f, g)), Add((Call("log", f), Negative(Call("log", g))))),), LOGARITHM, proviso="f and g are positive"),
    row("logarithm of a product", "The logarithm of a product is a sum of logarithms.", "积的对数等于对数之和。", ((Call("log", Product((f, g))), Add((Call("log", f), Call("log", g)))),), LOGARITHM, proviso="f and g are positive"),
    row("logarithm of an exponential", "The logarithm undoes the exponential.", "对数与指数互逆。", ((Call("log", exp(f)), f),), LOGARITHM, grain="fold"),
)  # fmt: skip

COLLECT: tuple[Rule, ...] = (
    row("cancel", "Equal factors above and below cancel.", "约去分子分母的公因子。", ((Quotient(Product((f, g)), f), g),), build=algebra.cancel_factors, proviso="the factor is not zero"),
    row("opposite argument", "Symmetry of the sigmoid: 1 − σ(−x) = σ(x).", "sigmoid 的对称性：1 − σ(−x) = σ(x)。", ((Add((ONE, Negative(sigma(Negative(f))))), sigma(f)),), CALCULUS),
    row("distinct samples", "The samples are distinct, so w_r = w_s only for r = s: one term remains.", "负样本互不相同，只有 r = s 时 w_r = w_s：只剩一项。", ((Sum(r, at(z, w_r), Same(w_r, w_s)), at(z, w_s)),), "assumption", build=algebra.only_itself, proviso="the samples are distinct"),
    row("one index", "Of the sum only the term remains whose index is asked for.", "求和中只剩下标相符的一项。", ((Sum(i, Product((at(a, i), Delta(Same(i, k))))), at(a, k)),), DEFINITION, build=algebra.collapse_delta),
    row("matching samples", "Only the samples that are this word contribute, each once.", "只有等于该词的样本有贡献，每个计一次。", ((Sum(r, Product((at(z, w_r), Delta(Same(w_r, k))))), Sum(r, at(z, w_r), Same(w_r, k))),), DEFINITION, build=algebra.restrict_by_delta),
    row("equal words", "Where w_r = w_s, the vectors are the same.", "当 w_r = w_s 时，对应的向量相同。", ((Sum(r, at(z, w_r), Same(w_r, w_s)), Sum(r, at(z, w_s), Same(w_r, w_s))),), DEFINITION, build=algebra.equal_words),
    row("move into the sum", "The denominator moves into the sum.", "分母移入求和号。", ((Quotient(Sum(i, Product((at(a, i), Column(U, i)))), g), Sum(i, Product((Quotient(at(a, i), g), Column(U, i))))),), build=algebra.into_sum, proviso="the index does not occur in g"),
    row("share", "The exponential over the sum stands by itself.", "把指数与总和之比单独写出。", ((Quotient(Product((exp(at(z, k)), f)), Sum(i, exp(at(z, i)))), Product((Quotient(exp(at(z, k)), Sum(i, exp(at(z, i)))), f))),), build=algebra.share_of, grain="fold"),
    row("name the probabilities", "This ratio is the predicted probability.", "该比值就是预测概率。", ((Quotient(exp(at(z, k)), Sum(i, exp(at(z, i)))), at(Softmax(z), k)),), DEFINITION, build=algebra.name_entries),
    row("constants out of the sum", "What does not depend on the index moves out; the sum that remains counts the terms.", "与下标无关的因子移到求和号外，剩下的和就是项数。", ((Sum(r, Product((f, at(z, w_r))), Same(w_r, w_s)), Product((f, Sum(r, at(z, w_r), Same(w_r, w_s))))),), build=algebra.constants_out),
)  # fmt: skip

CLOSE: tuple[Rule, ...] = (
    row("sum of columns", "A combination of the columns is the matrix times the vector of its coefficients.", "各列的线性组合等于矩阵乘以系数向量。", ((Sum(i, Product((at(a, i), Column(U, i)))), Product((U, a))), (Sum(i, Product((at(a, i), OneHot(i)))), a)), DEFINITION, build=algebra.sum_of_columns),
    row("column by one-hot", "A column is the matrix times a one-hot vector.", "一列等于矩阵乘以独热向量。", ((Add((Product((U, a)), Column(U, o))), Add((Product((U, a)), Product((U, OneHot(o)))))),), DEFINITION, build=algebra.column_by_one_hot, grain="fold"),
    row("columns with a common vector", "Columns that are multiples of one vector make an outer product.", "各列都是同一向量的倍数，合成外积。", ((Table(i, Product((at(a, i), v))), Product((v, Transpose(a)))),), DEFINITION, build=algebra.outer_product),
    row("factor out to the left", "The common matrix is factored out to the left.", "向左提出公因子。", ((Add((Product((U, a)), Negative(Product((U, b))))), Product((U, Add((a, Negative(b)))))),), build=algebra.common_left),
    row("factor out to the right", "The common vector is factored out to the right.", "向右提出公因子。", ((Add((Product((f, v)), Negative(Product((g, v))))), Product((Add((f, Negative(g))), v))),), build=algebra.common_right),
)  # fmt: skip

ONE_HOT: tuple[Rule, ...] = (
    row("entry of a one-hot vector", "The indicator is an entry of the one-hot vector.", "该示性函数是独热向量的分量。", ((Delta(Same(i, o)), at(OneHot(o), i)),), DEFINITION, build=algebra.entry_of_one_hot, grain="line"),
)  # fmt: skip

CASES: tuple[Rule, ...] = (
    row("two cases", "The index agrees, or it does not.", "分下标相同与不同两种情形。", ((Product((Delta(Same(i, o)), f)), Cases(((f, Same(i, o)), (ZERO, Not(Same(i, o)))))),), DEFINITION, build=algebra.cases_of_delta),
    row("shrinking factor", "Since 0 < c < 1, cx < x holds exactly for x > 0.", "由于 0 < c < 1，cx < x 当且仅当 x > 0。", (), "order of the real numbers", build=algebra.shrinking, proviso="0 < c < 1"),
)  # fmt: skip

SIGMOID: tuple[Rule, ...] = (
    row("split the square", "The fraction over a square is a product of two fractions.", "分母为平方的分式拆成两个分式之积。", ((Quotient(f, Power(g, TWO)), Product((Quotient(ONE, g), Quotient(f, g)))),), proviso="g is not zero"),
    row("fold into σ", "By the definition of σ.", "由 σ 的定义。", (
        (Quotient(ONE, Add((ONE, exp(Negative(f))))), sigma(f)),
        (Quotient(exp(f), Add((exp(f), ONE))), sigma(f)),
        (Quotient(exp(Negative(f)), Add((ONE, exp(Negative(f))))), Add((ONE, Negative(sigma(f))))),
        (Quotient(ONE, Add((exp(f), ONE))), Add((ONE, Negative(sigma(f))))),
    ), DEFINITION),
)  # fmt: skip

REWRITES: tuple[Rule, ...] = TIDY + PREPARE + COLLECT + CLOSE + ONE_HOT + CASES + SIGMOID
"""The whole table."""
