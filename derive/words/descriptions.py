"""Words of which a description of a symbol, or of a count, may consist."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


GRADIENTS = words_of(
    """gradient gradients derivative derivatives slope slopes partial partials differentiation partial_derivative partial_derivatives
    梯度 导数 偏导 偏导数 求导 求梯度 求偏导"""
)
"""Nouns for a derivative."""
LOSSES = words_of("loss losses cost costs objective 损失 损失函数 目标函数 代价")
"""Nouns for what is differentiated."""
COUNT_WORDS = words_of(
    """appear appearing appears chosen copies copy count counts drawn equal equals how many multiplicity number occur occurrences often picked
    occurred occurs repeated repeats sampled time times 出现 次 次数 重复(?!使用|利用|计算)
    횟수"""
)
"""Words of a count that was read."""

OF_COUNTS = words_of(
    """a an the of in is was are were be been being has have had that this it its we get so where here let denote denotes and with by
    for how many often times number count counts multiplicity occurrence occurrences word sample samples sampled sampling negative
    negatives draw draws drawn chosen selected picked copies copy appear shows show comes come turns turn up appears appeared appearing occur occurs occurred occurring repeated
    k repeat same vector token index indices such among within set list multiset which equal equals to as our i.e e.g i e g simply just exactly then
    corresponding define defined if suppose assume say frac partial sum sigma top quad text mathbf boldsymbol bm"""
)
"""Words that a clause may hold which counts the samples equal to one: any other word makes it another number."""

OF_COUNTS_ZH = sorted(
    words_of(
        "一共 总共 出现 的 次数 次 是 为 在 中 个 负 样本 负样本 采样 被 重复 抽到 抽中 抽取 表示 其中 这里 词 单词 单 记 设 令 即 所有 共 集合 里 选中 采到 它 该 向量 了 与 相同 相等 数 数量 等于 若 如果 假设 当 则 那么"
    ),
    key=len,
    reverse=True,
)

ZERO_NAMES = words_of("zero zeros 零 零向量")
"""Words for an answer that is zero."""

ROW_WORDS = words_of("""each every row rows 每一行 行 词向量""")
"""Words of an orientation that was read."""

OF_COLUMNS = words_of("column columns row rows position vocabulary vocab number 列 行 词表 词汇表")
"""Words that make u_k the vector of word k, and not of sample k."""

OF_ANY_SIZE = words_of("size number words word count length total outside context 大小 数量 个数")
"""Words that fit every size."""

NEUTRAL = words_of(
    """a above all also an and are as associated at be before by column columns component corresponding defined denote denoted
    dimension dimensional e.g each element elements else elsewhere entries entry every for from given here i.e in index is it
    its just length matrix number of on one-hot's other otherwise our position real respectively same scalar shape simply size
    space th that the this to token tokens usual value vector vectors vocab vocabulary we which whose with word words written x
    一个 上 与 且 个 中 为 位置 元素 其 其他 其余 分量 列 单词 即 向量 和 在 处 大小 所有 是 每 的 矩阵 第 维 维度 行 表示 词 词汇表 词表"""
)
"""Words of a description that say nothing about which thing is meant."""
