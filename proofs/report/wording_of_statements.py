"""What is said of a statement of one's own and of an answer to it: stable code → sentence in English and in Chinese."""

STATEMENTS: dict[str, tuple[str, str]] = {
    # the statement
    "statement": (
        "The {field} cannot be read: {found}.[[ Expected: {expected}.]]",
        "无法读取 {field}：{found}。[[此处应为：{expected}。]]",
    ),
    "inferred": ("Not declared, so it was read as --declare '{what}'.", "没有声明，按 --declare '{what}' 理解。"),
    "row-vector": (
        "{name} is taken to be a row vector, since it fits as nothing else.",
        "{name} 只能作为行向量，按行向量理解。",
    ),
    "assumption-not-used": (
        "This assumption was not understood and not used: “{text}”.",
        "这个假设未能理解，没有使用：“{text}”。",
    ),
    "definition-of-declared": (
        "{name} is declared already, so “{text}” was only taken as a remark.",
        "{name} 已声明，“{text}” 只作为说明。",
    ),
    # how it was read
    "entrywise-number": (
        "A number beside an array was applied to every entry.",
        "数组旁的数按逐元素理解。",
    ),
    "step-before": (
        "{name} was taken as given: only this step is differentiated, not the steps before it.",
        "{name} 视为已知：只对这一步求导，不追溯之前的步骤。",
    ),
    "matrix-of-rows": (
        "{name} was read as the matrix whose rows are the {family}_i.",
        "{name} 理解为以各 {family}_i 为行的矩阵。",
    ),
    "matrix-of-columns": (
        "{name} was read as the matrix whose columns are the {family}_i.",
        "{name} 理解为以各 {family}_i 为列的矩阵。",
    ),
    "entrywise-function": ("{name} of an array was taken of each entry.", "{name} 作用于数组时按逐元素理解。"),
    "positive-part": (
        "A plus at a bracket or a number is the positive part: [z]_+ = max(0, z).",
        "括号或数旁的 + 表示正部：[z]_+ = max(0, z)。",
    ),
    "root-of-positive": (
        "A root that is not a square root was taken of a positive number.",
        "除平方根外的根式，被开方数按正数处理。",
    ),
    "logarithm-decimal": ("lg is read as the logarithm to base 10.", "lg 按以 10 为底的对数理解。"),
    "normal-distribution": (
        "Φ is read as the distribution function of the standard normal distribution, φ as its density.",
        "Φ 按标准正态分布函数理解，φ 按其密度理解。",
    ),
    "entrywise-power": ("A power of an array was taken of each entry.", "数组的幂按逐元素理解。"),
    "entrywise-quotient": ("Division by an array was taken entry by entry.", "除以数组按逐元素理解。"),
    "entrywise-indicator": (
        "The indicator of a condition on an array is the array of the indicators of its entries.",
        "数组条件的示性函数按逐元素理解。",
    ),
    "sample-by-number": (
        "A sample's number stands where the sample itself is needed; it was read as the sample {name}_k.",
        "此处应为样本本身，却写了样本的编号；按样本 {name}_k 理解。",
    ),
    "chain-rule": (
        "The derivatives side by side do not multiply as matrices; they were read as the chain rule.",
        "并列的导数不能按矩阵相乘，按链式法则理解。",
    ),
    "line-not-read": (
        "The line “{text}” was not read; the answer does not end in it.",
        "“{text}”这一步未能识别；答案并不以它结尾。",
    ),
    "bias-every-row": ("A bias beside a batch is added to every row.", "偏置加到批中的每一行。"),
    "bias-every-column": ("A bias beside a batch is added to every column.", "偏置加到批中的每一列。"),
    "norm-of-entries": (
        "The 1-norm of a matrix is the sum of the absolute values of its entries.",
        "矩阵的 1 范数按所有元素绝对值之和理解。",
    ),
    "norm-frobenius": ("The norm of a matrix is its Frobenius norm.", "矩阵的范数按 Frobenius 范数理解。"),
    "softmax-every-row": ("softmax of a matrix is taken of each row.", "矩阵的 softmax 按行计算。"),
    "softmax-every-column": ("softmax of a matrix is taken of each column.", "矩阵的 softmax 按列计算。"),
    "bound-anew": (
        "{name} is used both outside a sum and as the index of the sum; inside, it is the index of the sum.",
        "{name} 既出现在求和之外，又作求和下标；求和之内按求和下标理解。",
    ),
    "prime-transposes": ("A prime at an array was read as its transpose.", "数组上的撇号按转置理解。"),
    "sum-goes-on": (
        "The sum over {name} was read as going on over the terms behind it in which {name} stands.",
        "对 {name} 的求和一直延伸到其后含 {name} 的各项。",
    ),
    "index-stays-inside": (
        "This needs {condition}; otherwise an index goes past the last entry.",
        "此处需要 {condition}，否则下标越界。",
    ),
    "pairs-apart": (
        "The sum runs over {first} and {second}, all pairs in which they differ.",
        "求和遍历 {first} 与 {second}，取所有两者不同的数对。",
    ),
    "entrywise-beside": (
        "The vectors side by side in an entrywise product were multiplied entry by entry.",
        "逐元素乘积中并列的向量也按元素相乘。",
    ),
    "square-of-its-own": (
        "The square of {name} was treated as a positive variable, and {name} as its square root.",
        "{name} 的平方本身作为一个正的变量，{name} 是它的平方根。",
    ),
    "attained-once": (
        "{name} is the index of the {kind}. Where two entries share it, there is no derivative.",
        "{name} 是取得 {kind} 的下标；若两处同时取得，则导数不存在。",
    ),
    "row-of-matrix": (
        "{name} with an index is a row of {whole}, as a column vector.",
        "带下标的 {name} 是 {whole} 的一行，按列向量处理。",
    ),
    "column-as-vector": ("{name} with an index is a column of {whole}.", "带下标的 {name} 是 {whole} 的一列。"),
    "row-of-array": (
        "One subscript at an array whose rows are the data was read as a row of it.",
        "数据为各行的数组只有一个下标时，读作它的一行。",
    ),
    "row-as-vector": (
        "{name} with one index is a row of {name}, as a column vector.",
        "带一个下标的 {name} 是 {name} 的一行，按列向量处理。",
    ),
    "two-pis": (
        "π behind a number, as in 2π, is the number π; with a subscript it is the author's own.",
        "紧跟在数后的 π（如 2π）是圆周率；带下标的 π 是作者自己的符号。",
    ),
    "product-of-positive": ("What is multiplied under ∏ is taken to be positive.", "∏ 下的各因子按正数处理。"),
    "function-written-out": ("{name}(z) is {form}.", "{name}(z) 即 {form}。"),
    "gamma-function": ("Γ is Euler's gamma function, of positive numbers.", "Γ 是欧拉伽玛函数，其自变量为正数。"),
    "index-as-number": (
        "The index {name} stands as a number here, counted from {first}.",
        "此处下标 {name} 作为数出现，从 {first} 开始计。",
    ),
    "pairs": (
        "The terms are symmetric in {first} and {second}. So the sum over pairs is half the sum over all {first} ≠ {second}.",
        "各项关于 {first} 与 {second} 对称，故按 {first} ≠ {second} 的全部求和的一半理解。",
    ),
    "read-as-product": ("{name}(…) was read as a product.", "{name}(…) 按乘积理解。"),
    "loss-name": ("{name} was taken to be the loss.", "{name} 理解为所给的损失。"),
    "reading-entry": (
        "The index {index} was taken to pick an entry of the answer.",
        "下标 {index} 理解为所求导数的分量下标。",
    ),
    # the answer
    "words-beside": (
        "“{words}” beside the formula may change what it says. Remove it, or make it part of the formula.",
        "公式旁的“{words}”可能改变其含义。请删去，或写进公式。",
    ),
    "label-beside": (
        "“{words}” before the formula does not name the derivative that was asked for. Write the left side, or say that it is the gradient.",
        "公式前的“{words}”没有说明它就是所求的导数。请写出左边，或注明这就是所求梯度。",
    ),
    "wrong-target-stated": (
        "The left side is not {target}, which was asked for. Correct the left side.",
        "左边不是所求的 {target}。请改正左边。",
    ),
    "incomplete-entry": (
        "The answer gives only some entries; all entries were asked for.",
        "只给出了部分分量；所求为全部分量。",
    ),
    "implies": (
        "The equation is true, but its left side is not the derivative itself. Solve it for the derivative.",
        "等式成立，但左边不是导数本身。请解出导数。",
    ),
}
