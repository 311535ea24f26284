"""Sentences on the functions of one number: sigmoid, leaky ReLU and their gradients."""

MESSAGES: dict[str, tuple[str, str]] = {
    "argument-sign": (
        "{f} has the wrong sign in the exponent: exp(x) for exp(-x), it returns sigmoid(-x)",
        "{f} 指数里的符号错了：exp(x) 应为 exp(-x)，返回的是 sigmoid(-x)",
    ),
    "tanh-for-sigmoid": ("{f} returns tanh (of x or of x/2), not sigmoid(x)", "{f} 返回的是 tanh 而不是 sigmoid(x)"),
    "exp-for-sigmoid": ("{f} returns exp(x)", "{f} 返回的是 exp(x)"),
    "one-missing": ("{f} lacks the 1 + in the denominator", "{f} 的分母少了 1 +"),
    "minus-for-plus": ("{f} has 1 - where 1 + belongs, or the other way round", "{f} 把 1 - 和 1 + 弄反了"),
    "derivative-for-value": ("{f} returns the derivative, not the value", "{f} 返回的是导数而不是函数值"),
    "complement": (
        "{f} returns 1 + exp(-x), the inverse of its value (1 / 1 + exp(-x) for 1 / (1 + exp(-x))?)",
        "{f} 返回的是 1 + exp(-x)，即倒数（漏了括号？应为 1 / (1 + exp(-x))）",
    ),
    "not-elementwise": (
        "{f} is not elementwise: it normalises over the array (a softmax)",
        "{f} 不是逐元素的：它对整个数组归一化（softmax）",
    ),
    "log-for-value": ("{f} returns the logarithm of the value", "{f} 返回的是函数值的对数"),
    "sigmoid-applied-again": (
        "{f} applies sigmoid to its argument once more: s already is sigmoid(x)",
        "{f} 又对参数做了一次 sigmoid:s 已经是 sigmoid(x)",
    ),
    "factor-missing": ("{f} lacks a factor: s * (1 - s) belongs", "{f} 少了一个因子：应为 s * (1 - s)"),
    "tanh-derivative": ("{f} returns the derivative of tanh, 1 - s²", "{f} 返回的是 tanh 的导数 1 - s²"),
    "sign": ("{f} has the wrong sign", "{f} 的符号错了"),
    "square-missing": ("{f} returns s - s", "{f} 返回的是 s - s"),
    "sigmoid-for-derivative": ("{f} returns sigmoid(s), not the derivative", "{f} 返回的是 sigmoid(s) 而不是导数"),
    "alpha-for-alpha-x": (
        "{f} returns alpha where alpha * x belongs (x < 0): the factor x is forgotten",
        "x < 0 时 {f} 返回 alpha，应为 alpha * x：忘了乘 x",
    ),
    "alpha-x-for-alpha": (
        "{f} returns alpha * x where alpha belongs (x < 0)",
        "x < 0 时 {f} 返回 alpha * x，应为 alpha",
    ),
    "alpha-ignored": (
        "{f} ignores alpha: its slope where x < 0 is the same whatever alpha is",
        "{f} 忽略了 alpha：无论 alpha 是多少斜率都一样",
    ),
    "relu": ("{f} is a ReLU: zero where x < 0, alpha is left out", "{f} 是 ReLU：x < 0 时为零，漏了 alpha"),
    "branches-exchanged": (
        "{f} exchanges the two branches (x > 0 and x < 0)",
        "{f} 把两个分支（x > 0 与 x < 0）弄反了",
    ),
    "identity": ("{f} returns x itself", "{f} 原样返回 x"),
    "absolute-value": ("{f} has the wrong sign where x < 0", "x < 0 时 {f} 的符号错了"),
    "gradient-for-value": ("{f} returns the gradient, not the value", "{f} 返回的是梯度而不是函数值"),
    "value-for-gradient": ("{f} returns the value, not the gradient", "{f} 返回的是函数值而不是梯度"),
    "x-for-one": ("{f} returns x where 1 belongs (x > 0)", "x > 0 时 {f} 返回 x，应为 1"),
    "absolute-argument": (
        "{f} loses the sign of x: it returns sigmoid(|x|) (the branch for x < 0 is that of -x)",
        "{f} 丢了 x 的符号：返回的是 sigmoid(|x|)(x < 0 的分支错了)",
    ),
    "argument-scaled": (
        "{f} scales its argument: sigmoid(2x), sigmoid(x/2) or a power of 2 for exp",
        "{f} 缩放了参数：sigmoid(2x)、sigmoid(x/2)，或用 2 的幂代替 exp",
    ),
    "hard-sigmoid": (
        "{f} is a straight line cut off at 0 and 1 (a hard sigmoid), not 1 / (1 + exp(-x))",
        "{f} 是截断的直线（hard sigmoid），应为 1 / (1 + exp(-x))",
    ),
    "truncated": (
        "{f} truncates its result to whole numbers: the array that it fills is of integers",
        "{f} 把结果截断成整数：它填的数组是整数类型",
    ),
    "power-too-many": ("{f} has a factor too many: s * (1 - s) belongs", "{f} 多了一个因子：应为 s * (1 - s)"),
    "alpha-x-added": (
        "{f} adds alpha * x where x > 0 too: max(x, 0) + alpha * x",
        "x > 0 时 {f} 也加上了 alpha * x:max(x, 0) + alpha * x",
    ),
    "alpha-subtracted": ("{f} subtracts alpha where it should multiply by it", "{f} 减去了 alpha，应为乘以 alpha"),
    "divided-by-alpha": ("{f} divides by alpha where it should multiply", "{f} 除以了 alpha，应为乘以 alpha"),
    "kink-moved": ("{f} has its kink at 1 or at alpha, not at 0", "{f} 的转折点在 1 或 alpha，应在 0"),
    "alpha-everywhere": (
        "{f} uses one branch everywhere, also on the other side of 0",
        "{f} 在 0 的两侧用了同一个分支",
    ),
}
