"""LEXICON of what may be said of the things that an assignment gives: anything else that they are said to be makes them other things."""

import re

ANYTHING = """the a an of in on for to with by and each every all its our their this that it we i as just simply then now here there which also always exactly at from so given known defined written denoted used not_used needed calculate
shared computed found above below before earlier part scalar vector vectors column columns matrix number numbers real function functions independent distinct entry entries element elements component
dimension dimensional size shape called named fixed true actual own single part parts term terms first second last two where needed stored reused again together however still
一个 的 个 和 与 都 这 该 所有 每个 各 中 里 上 是 为 可以 由 以 关于 对 函数 常数 向量 矩阵 标量 列 维 线性 独立"""
SAID_OF = {
    "label|target|标签|真实": "constant concentrated mass one-hot onehot hot ground truth observed word words indicator distribution zero one outside context target 独热 独热向量 真实 分布 词 外部词",
    "prediction|probabilit|distribution|预测|概率|分布": "positive concentrated mass softmax score scores predicted probability probabilities distribution conditional model model's probability normalised normalized softmax 词表 词汇表 词 模型 概率 分布 预测",
    "score|logit|得分|分数": "linear dot inner product products logit logits score scores word words exponent exponents argument arguments softmax 内积 点积",
    "loss|cost|objective|损失|代价|目标函数|交叉熵": "loss negative log logarithm likelihood softmax cross-entropy entropy naive negative-sampling sampling skip-gram function cost objective probability word sum sums over window windows logarithms logs position positions context smooth differentiable convex independent 对数 交叉熵 概率 负对数 负对数似然 损失",
    "softmax|sigmoid|sigma|activation|relu|激活函数": "function smooth differentiable sigmoid logistic softmax exponential exponentials elementwise element-wise componentwise probability probabilities distribution scores words vocabulary piecewise invariant shift shifts translation shift-invariant",
    "sample|negative|sampler|样本|采样": "drawn sampled noise word words negative samples randomly independently 词 互异 互不相同",
    "vector|embedding|matri|weight|parameter|向量|矩阵|权重": "outer_product product rank 外积 embedding embeddings word words stacked parameters outer outside context output 词 外部词 中心词",
    "column|列": "outside output context word words vectors gradient gradients derivative derivatives embedding embeddings 梯度 导数 词向量 外部词",
    "entr|component": "zero one score scores predicted probability probabilities softmax rest position index word words o k w 0 1",
    "sum|求和|和式": "all every each word words vocabulary vocab samples negative window positions context index indices whole entire same k runs over 所有 词 样本",
    "window|窗口": "sum loss losses context words around center centre neighbours",
    "word|vocabular|corpus|词": "rows columns word words vocabulary index indices observed predicted true sampled negative outside context 词",
}
"""What is known of them besides, by their names."""


def said_of(noun: str) -> frozenset[str]:
    """The words that may be said of a thing that the assignment gives."""
    own = (words for stem, words in SAID_OF.items() if re.match(stem, noun))
    return frozenset(f"{ANYTHING} {' '.join(own)}".split())
