"""Derivative rules of one-variable calculus: powers, quotients, products, elementary functions, and what happens at kinks."""

from fractions import Fraction

from derive.expression import (
    ALWAYS,
    SCALAR,
    Add,
    All,
    Call,
    Cases,
    Compare,
    Condition,
    Derivative,
    Expression,
    Extremum,
    Negative,
    Not,
    Number,
    Power,
    Product,
    Quotient,
)
from derive.pattern import factors_of, product
from derive.premises import Premises
from derive.rule import TWO, Rule
from derive.rules_notation import CALCULUS, c, d, f, g, k, more, part
from derive.slopes import slope, slope_at_x
from derive.writing.text import text


def _over_power(node: Expression, premises: Premises) -> Expression | None:
    """∂(c/(k f^n)) = −n c/(k f^(n+1)) ∂f."""
    match node:
        case Derivative(Quotient(top, bottom), variable) if bottom.shape == SCALAR:
            varying = [factor for factor in factors_of(bottom) if premises.depends(factor, variable)]
            constant = [factor for factor in factors_of(bottom) if factor not in varying]
            if premises.depends(top, variable) or len(varying) != 1:
                return None
            match varying[0]:
                case Power(base, Number(n)) if n > 0:
                    above, below = product(Number(n), top), product(*constant, Power(base, Number(n + 1)))
                    return Negative(product(Quotient(above, below), Derivative(base, variable)))
                case base if constant:
                    below = product(*constant, Power(base, TWO))
                    return Negative(product(Quotient(top, below), Derivative(base, variable)))
    return None


def _by_cases(node: Expression, premises: Premises) -> Expression | None:
    """Every case by itself, where its condition holds with room to spare."""
    match node:
        case Derivative(Cases(branches), variable):
            conditions = [condition for _, condition in branches]
            made = tuple(
                (Derivative(value, variable), _inside(condition, conditions[:place]))
                for place, (value, condition) in enumerate(branches)
            )
            return Cases(made)
    return None


def _inside(condition: Condition, before: list[Condition]) -> Condition:
    """A condition without its boundary; "otherwise" is what the cases before it leave."""
    match condition:
        case Compare(left, "<=", right):
            return Compare(left, "<", right)
    if condition == ALWAYS and before:
        others = tuple(Not(each) for each in before)
        return others[0] if len(others) == 1 else All(others)
    return condition


def _of_function(name: str, function: str, en: str, zh: str, proviso: str = "") -> Rule:
    """The chain rule for an elementary function: ∂ F(f) = F′(f) ∂ f."""
    return Rule(name, en, zh, ((d(Call(function, f)), Product((slope(function, f), d(f)))),), CALCULUS, proviso)


def _with_its_slope(name: str, chinese: str, function: str, proviso: str = "") -> Rule:
    """The same for a function whose slope is told as it stands in the table."""
    told = text(slope_at_x(function))
    en, zh = f"The slope of the {name} of `x` is `{told}`.", f"`x` 的{chinese}的导数是 `{told}`。"
    return _of_function(name, function, en, zh, proviso)


BETWEEN = "the argument lies between −1 and 1"
SCALAR_RULES: tuple[Rule, ...] = (
    Rule(
        "power",
        "Power rule: the exponent comes down, one less remains.",
        "幂函数求导：指数移到前面，指数减一。",
        ((d(Power(f, k)), Product((k, Power(f, Add((k, Number(Fraction(-1))))), d(f)))),),
        CALCULUS,
        "the exponent is constant",
    ),
    Rule(
        "constant over a power",
        "A constant over a power: the exponent comes down with a minus, one more remains below.",
        "常数除以幂：指数带负号移到前面，分母的指数加一。",
        (),
        CALCULUS,
        "the base is not zero",
        build=_over_power,
    ),
    Rule(
        "quotient with a constant numerator",
        "Quotient rule with a constant numerator.",
        "商的求导法则，分子为常数。",
        ((d(Quotient(c, g)), Negative(Product((Quotient(c, Power(g, TWO)), d(g))))),),
        CALCULUS,
        "the denominator is not zero",
    ),
    Rule(
        "quotient",
        "Quotient rule.",
        "商的求导法则。",
        ((d(Quotient(f, g)), Quotient(Add((Product((g, d(f))), Negative(Product((f, d(g)))))), Power(g, TWO))),),
        CALCULUS,
        "the denominator is not zero",
    ),
    Rule(
        "product",
        "Product rule.",
        "乘积的求导法则。",
        ((d(Product((f, part, more))), Add((Product((part, more, d(f))), Product((f, d(Product((part, more)))))))),),
        CALCULUS,
    ),
    _of_function(
        "logarithm",
        "log",
        "Chain rule for the logarithm: one over the argument, times its derivative.",
        "对数的链式法则：自变量的倒数乘以其导数。",
    ),
    _of_function(
        "exponential",
        "exp",
        "Chain rule for the exponential: it stays as it is, times the derivative of the exponent.",
        "指数函数的链式法则：函数不变，乘以指数的导数。",
    ),
    _of_function(
        "sigmoid",
        "sigmoid",
        "Chain rule with `σ′ = σ(1 − σ)`.",
        "链式法则，其中 `σ′ = σ(1 − σ)`。",
    ),
    _of_function(
        "hyperbolic tangent",
        "tanh",
        "Chain rule with `tanh′ = 1 − tanh²`.",
        "链式法则，其中 `tanh′ = 1 − tanh²`。",
    ),
    _of_function(
        "square root",
        "sqrt",
        "Chain rule for the square root.",
        "平方根的链式法则。",
    ),
    _of_function(
        "absolute value",
        "abs",
        "Away from zero the derivative of `|x|` is the sign of `x`.",
        "在零点以外，`|x|` 的导数是 `x` 的符号。",
        "the argument is not zero (a kink)",
    ),
    _of_function(
        "rectifier",
        "relu",
        "Away from the kink ReLU has slope 1 where its argument is positive and 0 where it is negative.",
        "在折点以外，自变量为正时 ReLU 的斜率为 1，为负时为 0。",
        "the argument is not zero (a kink)",
    ),
    _of_function(
        "softplus",
        "softplus",
        "Chain rule with `softplus′ = σ`.",
        "链式法则，其中 `softplus′ = σ`。",
    ),
    _of_function(
        "sine",
        "sin",
        "Chain rule with `sin′ = cos`.",
        "链式法则，其中 `sin′ = cos`。",
    ),
    _of_function(
        "cosine",
        "cos",
        "Chain rule with `cos′ = −sin`.",
        "链式法则，其中 `cos′ = −sin`。",
    ),
    _of_function(
        "hyperbolic sine",
        "sinh",
        "Chain rule with `sinh′ = cosh`.",
        "链式法则，其中 `sinh′ = cosh`。",
    ),
    _of_function(
        "hyperbolic cosine",
        "cosh",
        "Chain rule with `cosh′ = sinh`.",
        "链式法则，其中 `cosh′ = sinh`。",
    ),
    _with_its_slope("arc tangent", "反正切", "arctan"),
    _with_its_slope("arc sine", "反正弦", "arcsin", BETWEEN),
    _with_its_slope("arc cosine", "反余弦", "arccos", BETWEEN),
    _with_its_slope("inverse hyperbolic sine", "反双曲正弦", "arcsinh"),
    _with_its_slope("inverse hyperbolic cosine", "反双曲余弦", "arccosh", "the argument is above 1"),
    _with_its_slope("inverse hyperbolic tangent", "反双曲正切", "arctanh", BETWEEN),
    _of_function(
        "error function",
        "erf",
        "The slope of the error function of `x` is `(2/√π) exp(−x²)`.",
        "`x` 的误差函数的导数是 `(2/√π) exp(−x²)`。",
    ),
    _of_function(
        "logarithm of the gamma function",
        "lgamma",
        "The slope of `log Γ` is the digamma function `ψ`.",
        "`log Γ` 的导数是双伽玛函数 `ψ`。",
        "the argument is above 0",
    ),
    _of_function(
        "digamma",
        "digamma",
        "The slope of the digamma function is the trigamma function.",
        "双伽玛函数的导数是三伽玛函数。",
        "the argument is above 0",
    ),
    Rule(
        "greater of two",
        "Where one of the two is the greater, the maximum has its derivative; at the kink, where they are equal, it has none.",
        "两者之中较大者决定导数；在两者相等的折点处导数不存在。",
        ((d(Extremum("max", (f, g))), Cases(((d(g), Compare(f, "<", g)), (d(f), Compare(g, "<", f))))),),
        CALCULUS,
        "the two are not equal (a kink)",
    ),
    Rule(
        "lesser of two",
        "Where one of the two is the lesser, the minimum has its derivative; at the kink, where they are equal, it has none.",
        "两者之中较小者决定导数；在两者相等的折点处导数不存在。",
        ((d(Extremum("min", (f, g))), Cases(((d(f), Compare(f, "<", g)), (d(g), Compare(g, "<", f))))),),
        CALCULUS,
        "the two are not equal (a kink)",
    ),
    Rule(
        "case by case",
        "Inside every case the derivative is that of the case; at a boundary it exists if both sides agree.",
        "在每种情形内部分别求导；在分界处，只有两侧一致时导数才存在。",
        (),
        CALCULUS,
        "not at a boundary between two cases (a kink)",
        build=_by_cases,
    ),
)
