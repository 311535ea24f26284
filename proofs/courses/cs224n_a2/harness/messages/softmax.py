"""Sentences on the naive softmax; many are used for negative sampling too."""

MESSAGES: dict[str, tuple[str, str]] = {
    "center-sign": (
        "the gradient of the centre vector in {f} has the wrong sign: u_o - E[u] where E[u] - u_o belongs (negated)",
        "{f} 的中心词向量梯度符号反了：写成 u_o - E[u]，应为 E[u] - u_o",
    ),
    "outside-sign": (
        "the gradient of the outside vectors in {f} has the wrong sign: y - ŷ for ŷ - y (negated)",
        "{f} 的外部向量梯度符号反了：用了 y - ŷ，应为 ŷ - y",
    ),
    "label-missing": (
        "{part} in {f} lacks the label: ŷ where ŷ - y belongs (the true word's -1 is missing)",
        "{f} 的{part}缺少标签：用了 ŷ，应为 ŷ - y（少了真实词的 -1）",
    ),
    "prediction-missing": (
        "{part} in {f} lacks the prediction: -y where ŷ - y belongs (no expectation)",
        "{f} 的{part}缺少预测：用了 -y，应为 ŷ - y(没有期望项)",
    ),
    "label-added": (
        "{part} in {f} adds the label: ŷ + y where ŷ - y belongs",
        "{f} 的{part}加上了标签：ŷ + y，应为 ŷ - y",
    ),
    "wrong-label-row": (
        "{part} in {f} subtracts the label in the wrong row: the update goes to another word than the outside word o",
        "{f} 的{part}在错误的行减去标签：更新的不是外部词 o",
    ),
    "center-row-for-outside": (
        "row o of the gradient of U in {f} is ŷ_o v_c - u_o: u_o stands where v_c belongs",
        "{f} 中 U 的梯度第 o 行是 ŷ_o v_c - u_o：应为 v_c 的地方写成了 u_o",
    ),
    "outside-vector-for-center": (
        "the gradient of the outside vectors in {f} is made of u where v_c belongs",
        "{f} 的外部向量梯度中应为 v_c 的地方用了 u",
    ),
    "center-for-outside-vector": (
        "the gradient of the centre vector in {f} is made of v_c (or of u_o alone) where the outside vectors u_w belong",
        "{f} 的中心向量梯度中应为外部向量 u_w 的地方用了 v_c(或只用 u_o)",
    ),
    "expectation-is-mean": (
        "{f} takes the plain mean of the outside vectors in place of the expectation under ŷ",
        "{f} 用外部向量的简单平均代替了 ŷ 下的期望",
    ),
    "expectation-is-sum": (
        "{f} takes the plain sum of the outside vectors in place of the expectation under ŷ",
        "{f} 用外部向量的简单求和代替了 ŷ 下的期望",
    ),
    "expectation-is-argmax": (
        "{f} takes the likeliest word in place of the expectation under ŷ",
        "{f} 用概率最大的词代替了 ŷ 下的期望",
    ),
    "sigmoid-for-softmax": (
        "{f} takes the sigmoid of every score in place of the softmax: the probabilities do not sum to one",
        "{f} 对每个分数用了 sigmoid 而不是 softmax：概率之和不为一",
    ),
    "only-row-of-outside-word": (
        "the gradient of the outside vectors in {f} is filled in the row of the outside word only; the rows of all other words are zero",
        "{f} 的外部向量梯度只填了外部词那一行，其余各行为零",
    ),
    "row-of-outside-word-missing": (
        "the gradient of the outside vectors in {f} leaves out the row of the outside word o",
        "{f} 的外部向量梯度漏了外部词 o 那一行",
    ),
    "row-of-outside-word-wrong": (
        "row o of the gradient of the outside vectors in {f} is not (ŷ_o - 1) v_c",
        "{f} 的外部向量梯度第 o 行不是（ŷ_o - 1） v_c",
    ),
    "softmax-derivative": (
        "{part} in {f} has a factor of the softmax's own derivative (ŷ or 1 - ŷ) too many: the derivative of log softmax is ŷ - y",
        "{f} 的{part}多乘了 softmax 自身的导数（ŷ 或 1 - ŷ）:log softmax 的导数是 ŷ - y",
    ),
    "only-term-of-outside-word": (
        "the gradient of the centre vector in {f} has the term of the outside word only: the terms ŷ_w u_w of all others are missing",
        "{f} 的中心向量梯度只有外部词的项（ŷ_o - 1） u_o：缺少其他词的 ŷ_w u_w",
    ),
    "term-of-outside-word-missing": (
        "the gradient of the centre vector in {f} leaves out the term of the outside word o, (ŷ_o - 1) u_o",
        "{f} 的中心向量梯度漏了外部词 o 的项（ŷ_o - 1） u_o",
    ),
    "word-left-out": (
        "{part} in {f} leaves out the first or the last word: a loop over the words starts at 1 or ends one too early",
        "{f} 的{part}漏了第一个或最后一个词：对词的循环从 1 开始，或少了一步",
    ),
    "divided-by-words": (
        "{part} in {f} is divided by the number of words: a mean where the sum belongs",
        "{f} 的{part}除以了词数：取了平均，应为求和",
    ),
    "scores-scaled": (
        "{f} divides the scores by sqrt(d): the score of a word is u_w·v_c itself",
        "{f} 把分数除以了 sqrt(d)：词的分数就是 u_w·v_c",
    ),
    "score-sign": (
        "{f} takes the softmax of -u_w·v_c: the scores have the wrong sign",
        "{f} 对 -u_w·v_c 取 softmax：分数的符号反了",
    ),
    "center-normalised": ("{f} normalises the centre vector (L2, to length 1) first", "{f} 先对中心向量做了 L2 归一化"),
    "outside-normalised": (
        "{f} normalises the outside vectors (L2, to length 1) first",
        "{f} 先对外部向量做了 L2 归一化",
    ),
    "softmax-wrong-axis": (
        "{f} takes the softmax along the wrong axis: every probability is 1",
        "{f} 沿错误的轴计算 softmax：每个概率都是 1",
    ),
    "loss-sign": (
        "the loss of {f} has the wrong sign: the minus before the logarithm is missing",
        "{f} 的损失符号反了：对数前少了负号",
    ),
    "log-base": ("{f} takes the logarithm to another base (2 or 10) than e", "{f} 的对数用了 2 或 10 为底，应为 e"),
    "log-missing": ("the loss of {f} lacks the logarithm", "{f} 的损失少了对数"),
    "normaliser-missing": (
        "the loss of {f} lacks the normaliser log Σ exp: it is the score alone",
        "{f} 的损失缺少归一化项 log Σ exp，只有分数",
    ),
    "loss-of-other-words": (
        "the loss of {f} is -log(1 - ŷ_o), not -log ŷ_o",
        "{f} 的损失是 -log(1 - ŷ_o)，应为 -log ŷ_o",
    ),
    "loss-over-all-words": (
        "the loss of {f} runs over all words, not only the outside word",
        "{f} 的损失对所有词求和，而不是只取外部词",
    ),
    "loss-of-wrong-word": (
        "the loss of {f} is that of another word than the outside word o",
        "{f} 的损失取的不是外部词 o",
    ),
    "loss-is-mean": ("the loss of {f} is divided by the number of words", "{f} 的损失除以了词数"),
    "squared-error": ("the loss of {f} is a squared error, not a cross-entropy", "{f} 的损失是平方误差而不是交叉熵"),
    "binary-cross-entropy": (
        "the loss of {f} is a binary cross-entropy over all words",
        "{f} 的损失是对所有词的二元交叉熵",
    ),
}
