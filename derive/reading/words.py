"""Words that say nothing against a claim beside them, in English and Chinese; those that change it stand in `phrases`."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


COUNT_WORDS = words_of(
    """appear appearing appears chosen copies copy count counts drawn equal equals how many multiplicity number occur occurrences often picked
    occurred occurs repeated repeats sampled time times 出现 次 次数 重复(?!使用|利用|计算)
    횟수"""
)
"""Words of a count that was read."""

OF_COUNTS = words_of(
    """a an the of in is was are were be been being has have had that this it its we get so where here let denote denotes and with by
    for how many often times number count counts multiplicity occurrence occurrences word sample samples sampled sampling negative
    negatives draw draws drawn chosen selected picked copies copy appear appears appeared appearing occur occurs occurred occurring repeated
    k repeat same vector token among within set list multiset which equal equals to as our i.e e.g i e g simply just exactly then
    corresponding define defined if suppose assume say frac partial sum sigma top quad text mathbf boldsymbol bm"""
)
"""Words that a clause may hold which counts the samples equal to one: any other word makes it another number."""

OF_COUNTS_ZH = sorted(
    words_of(
        "出现 的 次数 次 是 为 在 中 个 负 样本 负样本 采样 被 重复 抽到 抽中 抽取 表示 其中 这里 词 单词 单 记 设 令 即 所有 共 集合 里 选中 采到 它 该 向量 了 与 相同 相等 数 数量 等于 若 如果 假设 当 则 那么"
    ),
    key=len,
    reverse=True,
)

ROW_WORDS = words_of("""each every row rows 每一行 行 词向量""")
"""Words of an orientation that was read."""

SPECIAL = words_of(
    "unit symmetric diagonal orthogonal invertible zero constant binary single small large square scalar"
)
"""Properties: what holds for something with one of them may not hold for others."""

HAN_OF_CASES = (
    "当且仅当",
    "当",
    "若",
    "如果",
    "时",
    "梯度",
    "为零",
    "零",
    "只有",
    "只",
    "重复使用",
    "重复",
    "复用",
    "重用",
)

CONDITIONAL_WORDS = words_of(
    """once exactly gradient if iff only remain remains reusable reuse reused reusing survives term terms vanish vanishes when whenever
    zero"""
)

HARMLESS = words_of(
    """place places spot way ways noise jacobian stack stacks stacking stacked heaviside basis standard stored store stores storing cached intuitively intuition surprise surprising logistic variable variables maximum minimum match matches matching agree agrees what lecture lectures notes slides textbook code efficient efficiently easy easier
    compare compares comparing interpret interpreted interpretation meaning means mean consistent sanity done run runs check checks verifies finite point points pts mark marks total quantity quantities second third fourth a about above accordingly actual after again align all also among an and ans answer answers any appear appears applied
    applies apply applying are arrive arrives as asked at batch be because become becomes been before begin being below between
    bias bm both bring by calculate calculated calculating calculation calculus can carefully case cases center centre chain
    checked choose chose chosen claimed clearly collect collecting column columns combine combining compact compactly complete
    completes component components compute computed computes computing conclude conducted concluded consequently consider considering
    contain contains context corpus correct cost cross cross-entropy d-dimensional data definition definitions depend
    depends derivative derivatives derive derived derives desired did difference differentiate differentiated differentiating
    differentiation dimension dimensions directly distribution do does doing done dot due e.g each earlier easily element
    elements emph end entries entropy entry eq eqn eqns eqref eqs equal equals equation equations error errors every ex exercise
    exp expand expanded expanding expectation expected exponential express expressed expression expressions factoring fig final
    finally find finds first follow following follows for form forms formula formulas found frac from function functions general
    get gets give given gives got gradient gradients group grouping had has have having hence here hfill hidden hold holds i
    i've i.e identity ii iii immediately in index indices inner input insert into involve involves is it it's item its itself iv
    just keep keeps know known label labels last lastly later layer leave leaves left let let's like likewise line linearity
    lines log logarithm logit logits look looks loss losses mathbf matrices matrix matrix-form matrix-vector model more
    moving much multiplication must my nabla naive namely neat needed negative-sampling network next nice noindent notation note
    notice now number objective observed obtain obtained obtains obviously of on one one-hot otherwise our outcome outer output
    outside over overall own par part partial per pf plug plugging predicted prediction predictions previous probabilities
    probability problem product products proof prove proven proves proving pulling put putting q.e.d qed quad question quickly
    quotient real rearrange rearranged rearranging recall recognise recognising recognize recognizing reduces ref regard remain
    remains remember required residual respect respectively result results rewrite rewriting rewritten right rule rules same
    sample samples sampling scalar score scores section see seen shall shape should show shown shows side sides sigmoid
    similarly simple simplest simplified simplifies simplify simplifying simply since size sizes skip-gram skipgram so softmax
    sol soln solution solutions solved some space standard start starting stated stay stays step steps straightforward
    straightforwardly subsection substitute substituted substituting substitution such sum summation summed summing sums tab
    take taken takes taking task term terms textbf textit that that's the their them then there thereby therefore these they
    this those through thus to together too training trivial true turn under upon us use used uses using usual value values
    vector vectorised vectorized vectors verified very vi via vii viz vocab vocabulary w.r.t wanted was way we we've weight
    weighted weights well well-known whence where which who whose will window with within word word2vec words work working
    write writes writing written wrt yield yields you"""
)
"""Words that say nothing against a formula beside them. Everything else beside a claim may change it, and is quoted."""

BESIDES = words_of(
    """efficient cheap cheaper fast faster slow slower memory time computation iterate iterates loop loops vocabulary whole entire example examples code implement
    implements implementation program array numpy store stored update updates learning rate descent direction moves push pushes pull pulls towards away closer
    similar likely unlikely difference differences expected observed actual intuition remarkable nice elegant common comes come share shares logarithms
    vectors model's network easy read remember long short line lines student students proofread typeset fine okay consistent power powers linear differentiation contributes contribute additive page sheet exercise homework thanks help"""
)
"""Further words that say nothing in a sentence of their own beside a claim."""

HAN_WORDS = sorted(
    words_of(
        """否则 其他情况 估计 估计值 实际 实际值 算出 计算出 出 一 三 上 上下文 上式 上面 下 下式 下面 不难 与 且 两边 个 中 中心 为 之和 之差 乘积 也 也就是 了 二 于是 交叉熵 从而 代入 令 以上 以下 以及 任意 会 使用 便
    偏导 偏导数 元素 公式 关于 其 其中 具体 内积 再 写作 写成 函数 分布 分量 列 则 利用 到 前 化简 即 参考 又 可 可以 可得 可知 右边 合并 同时 同样 同理 后 向量
    和 因为 因此 在 外积 外部 大小 如 如下 它 定义 对 对应 导数 将 小题 就 展开 左边 差 已知 并 应 应用 应该 式子 形式 得 得出 得到 我们 我们知道 我的 所以 所有
    所求 所示 把 损失 损失函数 接着 推导 故 整理 时 易知 是 显然 最后 最终 有 期望 本题 相加 无关 标签 根据 梯度 概率 此 此时 步 每 每个 求 求和 求导 法则 注意 然后 独热 用
    由 由于 的 直接 相乘 相应 看出 真实 着 知 知道 矩阵 称 第 等于 等式 答 答案 简单 类似 类似地 结果 结论 给出 给定 继续 维 维度 综上 而 能 表示 要求 见 观测 解
    计算 记 设 证 证明 证毕 词 词向量 词汇表 词表 该 误差 过 这 这里 进一步 通过 那 那么 部分 都 链式 链式法则 需要 项 预测 题 题目 首先"""
    ),
    key=len,
    reverse=True,
)

HANGUL_WORDS = sorted(
    words_of(
        """일 때 인 경우 그러므로 따라서 즉 이다 는 은 이 가 을 를 로 으로 에 대해 대한 편미분 미분 하면 결과 아래 위 와 과 같다 같이 다음 답 풀이 증명 그 외 다른
        나머지 여기서 정리 계산 그리고 또 이고 이며 에서 의 각 행 열 벡터 단어 손실 함수 한다 된다 한 할 식 모든 만약 아니면 일때 인경우 이므로 때문에 우리 는다 구하 고 면 도"""
    ),
    key=len,
    reverse=True,
)

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
