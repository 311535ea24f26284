"""TABLE of sentences, English and Chinese, keyed by the stable code of a finding. `{f}` is the function, `{part}` the part."""

from typing import Any

PARTS = {
    "loss": ("the loss", "损失"),
    "v_c": ("the gradient of the centre vector (∂J/∂v_c)", "中心词向量的梯度 (∂J/∂v_c)"),
    "U": ("the gradient of the outside vectors (∂J/∂U)", "外围词向量的梯度 (∂J/∂U)"),
    "V": ("the gradient of the centre vectors (∂J/∂V)", "中心词矩阵的梯度 (∂J/∂V)"),
    "value": ("the value", "返回值"),
    "x": ("the end point", "终点"),
    "calls": ("the number of calls of f", "f 的调用次数"),
    "draws": ("the number of draws", "采样次数"),
    "samples": ("the samples", "样本"),
    "": ("the result", "结果"),
}

MESSAGES: dict[str, tuple[str, str]] = {
    # conduct
    "python-2": (
        "the file is written for Python 2 (line {line}), and Python 3 cannot read it",
        "文件是用 Python 2 写的(第 {line} 行),Python 3 无法读取",
    ),
    "cannot-import": ("the file cannot be imported: {exception}", "文件无法导入:{exception}"),
    "exits-on-import": (
        "the file ends the program (sys.exit) while it is imported",
        "文件在导入时结束了程序 (sys.exit)",
    ),
    "hangs-on-import": ("the file does not come to an end when it is imported", "文件导入时不会结束"),
    "seeds-on-import": (
        "the file seeds a global random generator when it is imported",
        "文件在导入时设置了全局随机数种子",
    ),
    "prints-on-import": ("the file prints when it is imported", "文件在导入时打印输出"),
    "no-known-function": (
        "the file has none of the course's functions ({known})",
        "文件中没有课程要求的任何函数 ({known})",
    ),
    "process-died": ("{f} ended the whole process ({exception})", "{f} 使整个进程终止 ({exception})"),
    "not-finished": (
        "the time limit was spent before everything was tested; {f} is the first function left out",
        "时间用尽,测试没有做完;{f} 是第一个没有测试完的函数",
    ),
    "hangs": ("{f} does not come back: it was stopped at the time limit", "{f} 不返回:到时间上限被终止"),
    "exits": ("{f} ends the program (sys.exit) instead of returning", "{f} 结束了程序 (sys.exit) 而不是返回"),
    "memory": ("{f} needs more memory than the limit", "{f} 需要的内存超过上限"),
    "raises": ("{f} raises {exception}", "{f} 抛出异常 {exception}"),
    "missing-import": (
        "{f} needs something that cannot be imported: {exception}",
        "{f} 用到了无法导入的东西:{exception}",
    ),
    "not-written": (
        "{f} is not written yet: its place is empty, and it returns nothing but None, zeros or its start",
        "{f} 还没有写:它返回的只是 None、零或起点",
    ),
    "returns-none": ("{f} returns None", "{f} 返回 None"),
    "wrong-structure": (
        "{f} does not return loss, gradient of the centre, gradient of the outside vectors, but a {got}",
        "{f} 返回的不是三项(损失、中心梯度、外围梯度),而是 {got}",
    ),
    "wrong-type": (
        "{part} that {f} returns is not made of real numbers but is of type {got}",
        "{f} 返回的{part}不是实数,类型是 {got}",
    ),
    "wrong-shape": (
        "{part} that {f} returns has the wrong shape {got}; it should be {expected}",
        "{f} 返回的{part}形状 {got} 不对,应为 {expected}",
    ),
    "prints": ("{f} prints on every call", "{f} 每次调用都打印输出"),
    "seeds": (
        "{f} seeds the global generator of {generator}: every later draw is the same",
        "{f} 给全局随机数生成器 {generator} 设种子:之后每次抽样都相同",
    ),
    "input-changed": (
        "{f} changes its input {argument} in place (row {rows} is overwritten: a view of it was written to, take a copy)",
        "{f} 就地修改了输入 {argument}(第 {rows} 行被覆盖:写入的是视图,应先复制)",
    ),
    "input-overwritten": (
        "{f} changes its input {argument} in place: it writes into its argument, take a copy",
        "{f} 就地修改了输入 {argument}:它写入了自己的参数,应先复制",
    ),
    "start-changed": (
        "sgd updates its start vector x0 in place: the caller's array is changed",
        "sgd 就地更新起始向量 x0:调用者的数组被改变",
    ),
    "shares-input": (
        "{f} returns a view of its input {argument}: writing to the result changes the input",
        "{f} 返回的是输入 {argument} 的视图:修改结果会改变输入",
    ),
    "shares-between-calls": (
        "{f} returns the same array from different calls: a later call overwrites an earlier result",
        "{f} 多次调用返回同一个数组:后一次调用会覆盖前一次的结果",
    ),
    "keeps-state": (
        "{f} keeps state between calls: the same input gives another answer the second time",
        "{f} 在调用之间保留状态:同样的输入第二次得到不同的结果",
    ),
    # shapes and precision
    "loss-shape": (
        "the loss that {f} returns is an array of shape {shape}, not a scalar",
        "{f} 返回的损失是形状 {shape} 的数组,不是标量",
    ),
    "gradient-shape": (
        "{part} that {f} returns has shape {shape}, an axis of length 1 too many or too few",
        "{f} 返回的{part}形状是 {shape},多了或少了一个长度为 1 的轴",
    ),
    "value-shape": (
        "{f} returns an array of shape {shape}, another than its argument has",
        "{f} 返回的数组形状 {shape} 与参数不同",
    ),
    "single-precision": (
        "{part} that {f} returns is accurate to float32 only, although its inputs are float64: single precision inside",
        "{f} 的输入是 float64,{part}却只有 float32 的精度:内部用了单精度",
    ),
    "digits-lost": (
        "{part} that {f} returns loses digits to cancellation (as log(1 - sigmoid(x)) does), many more than rounding takes",
        "{f} 返回的{part}因相消损失了有效数字(如 log(1 - sigmoid(x))),远多于舍入误差",
    ),
    "log-one-minus-sigmoid": (
        "{f} computes log(1 - sigmoid(x)): cancellation loses digits at large scores, and in the end it is log(0)",
        "{f} 计算 log(1 - sigmoid(x)):分数大时相消损失有效数字,最后成为 log(0)",
    ),
    "epsilon-in-log": (
        "{f} adds a constant (about {epsilon}) inside the logarithm: the loss is -log(p + eps), its gradient that of the exact loss",
        "{f} 在对数里加了常数(约 {epsilon}):损失是 -log(p + eps),梯度却是精确损失的",
    ),
    "clipped": ("{f} clips the probability or the score before the logarithm", "{f} 在取对数之前截断了概率或分数"),
    "overflow": (
        "{part} that {f} returns is {value} at large scores, where the true value is finite",
        "分数大时 {f} 返回的{part}是 {value},而真值是有限的",
    ),
    "overflow-raises": ("{f} raises {exception} at large scores", "分数大时 {f} 抛出异常 {exception}"),
    "softmax-unshifted": (
        "{f} takes the softmax without subtracting the maximum first: exp overflows at large scores, and inf/inf is nan",
        "{f} 计算 softmax 时没有先减去最大值:分数大时 exp 溢出,inf/inf 得 nan",
    ),
    "integers-truncated": (
        "{f} truncates integer arrays: the result takes the dtype of the argument",
        "{f} 对整数数组截断:结果沿用了参数的 dtype",
    ),
    "float32-wrong": (
        "{f} is wrong on float32 arrays, beyond the rounding of float32",
        "{f} 在 float32 数组上出错,超出 float32 的舍入误差",
    ),
    "foreign-raises": ("{f} raises {exception} on arrays of {dtype}", "{f} 在 {dtype} 数组上抛出异常 {exception}"),
    "empty-window": ("{f} refuses or miscounts an empty window: {effect}", "{f} 不能正确处理空窗口:{effect}"),
    "edge-size": (
        "{f} fails where the dimension or the vocabulary is 1: {effect}",
        "维数或词表大小为 1 时 {f} 出错:{effect}",
    ),
    "center-must-be-row": (
        "{f} wants the centre vector as a row of shape (1, d); the course hands it over as (d,)",
        "{f} 要求中心向量的形状是 (1, d);课程传入的是 (d,)",
    ),
    "needs-own-loss": (
        "{f} works with the module's own loss function only, not with another of the same signature",
        "{f} 只能与本模块自己的损失函数配合,换成同样签名的函数就不行",
    ),
    # layout
    "transposed-layout": (
        "{f} returns the gradient of the outside vectors transposed, (d, V) where the course's layout is (V, d)",
        "{f} 返回的外围向量梯度是转置的:(d, V),课程的布局是 (V, d)",
    ),
    "transpose-forgotten": (
        "{f} forgets the transpose: U @ (ŷ - y) for U.T @ (ŷ - y), which runs only where V = d",
        "{f} 忘了转置:写成 U @ (ŷ - y) 而不是 U.T @ (ŷ - y),只有 V = d 时才能运行",
    ),
    # naive softmax
    "center-sign": (
        "the gradient of the centre vector in {f} has the wrong sign: u_o - E[u] where E[u] - u_o belongs (negated)",
        "{f} 的中心词向量梯度符号反了:写成 u_o - E[u],应为 E[u] - u_o",
    ),
    "outside-sign": (
        "the gradient of the outside vectors in {f} has the wrong sign: y - ŷ for ŷ - y (negated)",
        "{f} 的外围向量梯度符号反了:用了 y - ŷ,应为 ŷ - y",
    ),
    "label-missing": (
        "{part} in {f} lacks the label: ŷ where ŷ - y belongs (the true word's -1 is missing)",
        "{f} 的{part}缺少标签:用了 ŷ,应为 ŷ - y(少了真实词的 -1)",
    ),
    "prediction-missing": (
        "{part} in {f} lacks the prediction: -y where ŷ - y belongs (no expectation)",
        "{f} 的{part}缺少预测:用了 -y,应为 ŷ - y(没有期望项)",
    ),
    "label-added": (
        "{part} in {f} adds the label: ŷ + y where ŷ - y belongs",
        "{f} 的{part}加上了标签:ŷ + y,应为 ŷ - y",
    ),
    "wrong-label-row": (
        "{part} in {f} subtracts the label in the wrong row: the update goes to another word than the outside word o",
        "{f} 的{part}在错误的行减去标签:更新的不是外围词 o",
    ),
    "center-row-for-outside": (
        "row o of the gradient of U in {f} is ŷ_o v_c - u_o: u_o stands where v_c belongs",
        "{f} 中 U 的梯度第 o 行是 ŷ_o v_c - u_o:应为 v_c 的地方写成了 u_o",
    ),
    "outside-vector-for-center": (
        "the gradient of the outside vectors in {f} is made of u where v_c belongs",
        "{f} 的外围向量梯度中应为 v_c 的地方用了 u",
    ),
    "center-for-outside-vector": (
        "the gradient of the centre vector in {f} is made of v_c (or of u_o alone) where the outside vectors u_w belong",
        "{f} 的中心向量梯度中应为外围向量 u_w 的地方用了 v_c(或只用 u_o)",
    ),
    "expectation-is-mean": (
        "{f} takes the plain mean of the outside vectors in place of the expectation under ŷ",
        "{f} 用外围向量的简单平均代替了 ŷ 下的期望",
    ),
    "expectation-is-sum": (
        "{f} takes the plain sum of the outside vectors in place of the expectation under ŷ",
        "{f} 用外围向量的简单求和代替了 ŷ 下的期望",
    ),
    "only-row-of-outside-word": (
        "the gradient of the outside vectors in {f} is filled in the row of the outside word only; the rows of all other words are zero",
        "{f} 的外围向量梯度只填了外围词那一行,其余各行为零",
    ),
    "row-of-outside-word-missing": (
        "the gradient of the outside vectors in {f} leaves out the row of the outside word o",
        "{f} 的外围向量梯度漏了外围词 o 那一行",
    ),
    "row-of-outside-word-wrong": (
        "row o of the gradient of the outside vectors in {f} is not (ŷ_o - 1) v_c",
        "{f} 的外围向量梯度第 o 行不是 (ŷ_o - 1) v_c",
    ),
    "softmax-derivative": (
        "{part} in {f} has a factor of the softmax's own derivative (ŷ or 1 - ŷ) too many: the derivative of log softmax is ŷ - y",
        "{f} 的{part}多乘了 softmax 自身的导数(ŷ 或 1 - ŷ):log softmax 的导数是 ŷ - y",
    ),
    "center-normalised": ("{f} normalises the centre vector (L2, to length 1) first", "{f} 先对中心向量做了 L2 归一化"),
    "outside-normalised": (
        "{f} normalises the outside vectors (L2, to length 1) first",
        "{f} 先对外围向量做了 L2 归一化",
    ),
    "softmax-wrong-axis": (
        "{f} takes the softmax along the wrong axis: every probability is 1",
        "{f} 沿错误的轴计算 softmax:每个概率都是 1",
    ),
    "loss-sign": (
        "the loss of {f} has the wrong sign: the minus before the logarithm is missing",
        "{f} 的损失符号反了:对数前少了负号",
    ),
    "log-base": ("{f} takes the logarithm to another base (2 or 10) than e", "{f} 的对数用了 2 或 10 为底,应为 e"),
    "log-missing": ("the loss of {f} lacks the logarithm", "{f} 的损失少了对数"),
    "normaliser-missing": (
        "the loss of {f} lacks the normaliser log Σ exp: it is the score alone",
        "{f} 的损失缺少归一化项 log Σ exp,只有分数",
    ),
    "loss-of-other-words": (
        "the loss of {f} is -log(1 - ŷ_o), not -log ŷ_o",
        "{f} 的损失是 -log(1 - ŷ_o),应为 -log ŷ_o",
    ),
    "loss-over-all-words": (
        "the loss of {f} runs over all words, not only the outside word",
        "{f} 的损失对所有词求和,而不是只取外围词",
    ),
    "loss-of-wrong-word": (
        "the loss of {f} is that of another word than the outside word o",
        "{f} 的损失取的不是外围词 o",
    ),
    "loss-is-mean": ("the loss of {f} is divided by the number of words", "{f} 的损失除以了词数"),
    "squared-error": ("the loss of {f} is a squared error, not a cross-entropy", "{f} 的损失是平方误差而不是交叉熵"),
    "binary-cross-entropy": (
        "the loss of {f} is a binary cross-entropy over all words",
        "{f} 的损失是对所有词的二元交叉熵",
    ),
    # negative sampling
    "samples-redrawn": (
        "{f} draws a second set of negatives: loss and gradient use different samples",
        "{f} 又抽了一组负样本:损失和梯度用的样本不同",
    ),
    "sampler-misused": (
        "{f} draws {got} times from the sampler where {expected} draws give the K negatives",
        "{f} 从采样器抽了 {got} 次,而得到 K 个负样本需要 {expected} 次",
    ),
    "K-ignored": ("{f} ignores K: it draws a fixed number of negatives", "{f} 忽略了 K:抽取的负样本数是固定的"),
    "outside-word-kept": (
        "{f} does not draw again when a sample hits the outside word o: o is used as a negative",
        "抽到外围词 o 时 {f} 没有重抽:o 被当作负样本",
    ),
    "outside-word-dropped": (
        "{f} drops a sample that hits the outside word o instead of drawing again: fewer than K negatives",
        "抽到外围词 o 时 {f} 丢弃而不重抽:负样本少于 K 个",
    ),
    "outside-word-redrawn-once": (
        "{f} draws again only once when a sample hits the outside word o (if for while)",
        "抽到外围词 o 时 {f} 只重抽一次(用了 if 而不是 while)",
    ),
    "samples-distinct": (
        "{f} removes repeated samples: a word drawn twice must count twice",
        "{f} 去掉了重复样本:抽到两次的词应计两次",
    ),
    "samples-sorted": (
        "{f} returns the samples in another order than they were drawn in",
        "{f} 返回样本的顺序与抽取顺序不同",
    ),
    "samples-one-short": ("{f} returns K - 1 samples", "{f} 只返回 K - 1 个样本"),
    "sampler-unused": ("{f} does not draw from dataset.sampleTokenIdx", "{f} 没有使用 dataset.sampleTokenIdx 抽样"),
    "repeats-counted-once": (
        "{f} counts a repeated negative once: a word drawn n times must count n times (grad[idx] += buffers, or a set was used)",
        "{f} 对重复的负样本只计一次:抽到 n 次应计 n 次(grad[idx] += 会缓冲,或用了集合)",
    ),
    "repeats-squared": (
        "{f} counts a word drawn n times n² times: the sum over equal samples is added once per sample (squared)",
        "{f} 把抽到 n 次的词计了 n² 次:对相同样本的求和在每个样本上又加了一次",
    ),
    "minus-in-sigmoid-lost": (
        "the minus inside σ of the negative terms is lost in {f}: σ(u_k·v_c) where σ(-u_k·v_c) belongs",
        "{f} 的负样本项中 σ 里的负号丢了:写成 σ(u_k·v_c),应为 σ(-u_k·v_c)",
    ),
    "positive-term-sign": (
        "the term of the outside word o in {f} has the wrong sign (in σ or before it)",
        "{f} 中外围词 o 那一项的符号错了",
    ),
    "negative-term-sign": ("the terms of the negatives in {f} have the wrong sign", "{f} 中负样本各项的符号错了"),
    "gradient-sign": ("{part} in {f} has the wrong sign (negated)", "{f} 的{part}符号反了"),
    "no-negatives": ("{part} in {f} lacks the K terms of the negatives", "{f} 的{part}缺少 K 个负样本项"),
    "no-outside-word": ("{part} in {f} lacks the term of the outside word o", "{f} 的{part}缺少外围词 o 的项"),
    "first-negative-skipped": (
        "{f} skips the first negative sample: K - 1 of the K negatives are used",
        "{f} 跳过了第一个负样本:K 个只用了 K - 1 个",
    ),
    "last-negative-skipped": (
        "{f} skips the last negative sample: K - 1 of the K negatives are used",
        "{f} 跳过了最后一个负样本:K 个只用了 K - 1 个",
    ),
    "last-negative-only": (
        "{part} in {f} holds the last negative only: each sample overwrites the one before it (= for +=)",
        "{f} 的{part}只有最后一个负样本:每个样本覆盖前一个(= 应为 +=)",
    ),
    "first-negative-only": ("{part} in {f} holds the first negative only", "{f} 的{part}只有第一个负样本"),
    "one-negative-times-K": ("{f} uses one negative K times", "{f} 把同一个负样本用了 K 次"),
    "multiplied-by-K": ("{f} multiplies the negative terms by K", "{f} 把负样本项乘以了 K"),
    "sigmoid-derivative": (
        "{part} in {f} uses σ' = σ(1 - σ) where the derivative of log σ, 1 - σ, belongs",
        "{f} 的{part}用了 σ' = σ(1 - σ),应为 log σ 的导数 1 - σ",
    ),
    "sigmoid-for-complement": ("{part} in {f} has σ where 1 - σ belongs", "{f} 的{part}用了 σ,应为 1 - σ"),
    "label-by-word": (
        "{f} sets the label by word index (labels[outsideWordIdx] = 1), not by position (labels[0] = 1)",
        "{f} 按词的下标设标签 (labels[outsideWordIdx] = 1),应按位置 (labels[0] = 1)",
    ),
    "mean-for-sum": (
        "{f} takes the mean over the samples where the sum belongs (divides by K or K + 1)",
        "{f} 对样本取了平均,应为求和(除以了 K 或 K + 1)",
    ),
    "rows-by-position": (
        "the gradient of the outside vectors in {f} goes to row s of the s-th sample, not to the row of its word",
        "{f} 把第 s 个样本的梯度放到第 s 行,而不是该词所在的行",
    ),
    "row-overwritten": (
        "the gradient of the outside vectors in {f} is assigned, not added: repeated samples overwrite each other",
        "{f} 对外围向量梯度用了赋值而非累加:重复样本互相覆盖",
    ),
    "outside-row-by-negatives": (
        "the gradients of the negatives in {f} are added to the row of the outside word (wrong row)",
        "{f} 把负样本的梯度加到了外围词那一行(行错了)",
    ),
    "log-of-product-sum": (
        "the loss of {f} is the log of a sum, not the sum of logs",
        "{f} 的损失是和的对数,应为对数的和",
    ),
    # skipgram
    "order-for-index": (
        "{f} uses the place of a word in word2Ind (list(word2Ind).index(word)) for its index word2Ind[word]",
        "{f} 用词在 word2Ind 中的次序代替了下标 word2Ind[word]",
    ),
    "loss-function-ignored": (
        "{f} always calls naiveSoftmaxLossAndGradient: the word2vecLossAndGradient that it is handed is ignored",
        "{f} 总是调用 naiveSoftmaxLossAndGradient:传入的 word2vecLossAndGradient 被忽略",
    ),
    "window-mean": (
        "{f} takes the mean over the window where the sum belongs: it divides by the number of outside words",
        "{f} 对窗口取了平均(除以外围词数),应为求和",
    ),
    "center-row-of-outside-word": (
        "{f} puts the gradient of the centre vector in the row of the outside word (wrong row)",
        "{f} 把中心向量的梯度放到了外围词那一行(行错了)",
    ),
    "center-word-skipped": (
        "{f} skips outside words that are equal to the centre word",
        "{f} 跳过了与中心词相同的外围词",
    ),
    "repeats-skipped": (
        "{f} counts an outside word that occurs twice in the window once",
        "{f} 对窗口里出现两次的外围词只计一次",
    ),
    "last-word-only": (
        "{part} in {f} is that of the last outside word only: each word overwrites the one before it (= for +=)",
        "{f} 的{part}只有最后一个外围词的:每个词覆盖前一个(= 应为 +=)",
    ),
    "first-word-only": (
        "{part} in {f} is that of the first outside word only (returns inside the loop?)",
        "{f} 的{part}只有第一个外围词的(在循环里 return 了?)",
    ),
    "first-word-skipped": ("{f} skips the first outside word", "{f} 跳过了第一个外围词"),
    "last-word-skipped": ("{f} skips the last outside word", "{f} 跳过了最后一个外围词"),
    "window-cut": (
        "{f} uses only the first windowSize outside words: both sides of the window count",
        "{f} 只用了前 windowSize 个外围词:窗口两侧都要算",
    ),
    "center-and-outside-exchanged": (
        "{f} exchanges centre and outside word: it predicts the centre word from each outside word",
        "{f} 把中心词和外围词弄反了:由每个外围词预测中心词",
    ),
    "gradients-exchanged": (
        "{f} exchanges the two gradients (centre vectors and outside vectors)",
        "{f} 把两个梯度(中心、外围)弄反了",
    ),
    "center-gradient-in-every-row": (
        "{f} adds the gradient of the centre vector to every row, not to the centre word's alone",
        "{f} 把中心向量的梯度加到了每一行,而不只是中心词那行",
    ),
    "row-of-outside-word-only": (
        "{f} keeps of each gradient of the outside vectors only the row of the outside word",
        "{f} 对外围向量的梯度只保留了外围词那一行",
    ),
    "row-by-position": (
        "{f} puts the gradient of the centre vector in the row of the position in the window (wrong row)",
        "{f} 把中心向量的梯度放到了窗口位置对应的行(行错了)",
    ),
    "row-zero": (
        "{f} puts the gradient of the centre vector in row 0 (wrong row)",
        "{f} 把中心向量的梯度放到了第 0 行(行错了)",
    ),
    "not-additive": (
        "{f} is not additive over the window: the two halves do not add up to the whole",
        "{f} 对窗口不可加:两半之和不等于整体",
    ),
    # sgd
    "ascent": (
        "sgd goes uphill: x + step·grad where x - step·grad belongs",
        "sgd 方向反了:写成 x + step·grad,应为 x - step·grad",
    ),
    "postprocessing-lost": ("sgd throws the result of postprocessing away", "sgd 丢弃了 postprocessing 的结果"),
    "postprocessing-before-step": (
        "sgd applies postprocessing before the step, not after it",
        "sgd 在更新之前做了 postprocessing,应在之后",
    ),
    "postprocessing-at-end": (
        "sgd applies postprocessing once at the end, not after each step",
        "sgd 只在最后做一次 postprocessing,应每步都做",
    ),
    "postprocessing-of-gradient": (
        "sgd applies postprocessing to the gradient, not to x",
        "sgd 对梯度而不是对 x 做 postprocessing",
    ),
    "step-divided-by-rows": (
        "sgd divides the step by the number of rows of the gradient (grad / len(grad)): the step is normalised by its size",
        "sgd 把步长除以了梯度的行数 (grad / len(grad))",
    ),
    "gradient-normalised": ("sgd normalises the gradient (to length 1) before the step", "sgd 在更新前把梯度归一化了"),
    "gradient-sign-only": ("sgd uses only the sign of the gradient", "sgd 只用了梯度的符号"),
    "step-ignored": ("sgd ignores step: it subtracts the gradient itself", "sgd 忽略了 step:直接减去梯度"),
    "loss-for-gradient": (
        "sgd steps along the loss that f returns, not along the gradient",
        "sgd 用了 f 返回的损失而不是梯度来更新",
    ),
    "one-iteration-short": ("sgd makes one iteration too few (iterations - 1)", "sgd 少做了一次迭代 (iterations - 1)"),
    "one-iteration-more": ("sgd makes one iteration too many (iterations + 1)", "sgd 多做了一次迭代 (iterations + 1)"),
    "one-iteration-only": ("sgd stops after the first iteration", "sgd 第一次迭代后就停了"),
    "calls-f-twice": (
        "sgd calls f twice per iteration: loss and gradient come from different samples",
        "sgd 每次迭代调用 f 两次:损失和梯度来自不同的样本",
    ),
    "calls-per-iteration": (
        "sgd calls f {got} times where {expected} iterations were asked for",
        "sgd 调用 f 共 {got} 次,而要求的是 {expected} 次迭代",
    ),
    "step-decays-each-iteration": (
        "sgd makes the step smaller in every iteration; it is to be halved every 20000 only",
        "sgd 每次迭代都减小步长;应每 20000 次才减半",
    ),
    "gradient-of-the-start": (
        "sgd takes the gradient at the start vector in every iteration, not at the current x",
        "sgd 每次都用起点处的梯度,而不是当前 x 处的",
    ),
    "start-forgotten": ("sgd steps from the start vector in every iteration", "sgd 每次都从起始向量出发"),
    "momentum": ("sgd uses momentum", "sgd 用了动量"),
    "returns-start": ("sgd returns its start vector, not where it got to", "sgd 返回的是起始向量,而不是终点"),
    "returns-gradient": ("sgd returns the last gradient, not x", "sgd 返回的是最后的梯度,而不是 x"),
    "default-loss": (
        "{f} does not use naiveSoftmaxLossAndGradient where no loss function is handed over",
        "没有传入损失函数时 {f} 没有使用 naiveSoftmaxLossAndGradient",
    ),
    "annealing-missing": (
        "sgd does not anneal: the step is to be halved every 20000 iterations",
        "sgd 没有退火:步长应每 20000 次迭代减半",
    ),
    "annealing-wrong": (
        "sgd anneals wrongly: the step is to be halved every 20000 iterations; after 20002 it has come to {got}, not to {expected}",
        "sgd 退火不对:步长应每 20000 次迭代减半;20002 次后到了 {got},应为 {expected}",
    ),
    "resume": (
        "sgd with useSaved does not go on from the saved iteration: it makes {got} calls of f where {expected} iterations are left",
        "sgd 用 useSaved 时没有从保存处继续:调用 f {got} 次,而还剩 {expected} 次迭代",
    ),
    "resume-start": (
        "sgd with useSaved goes on from another vector than the saved one",
        "sgd 用 useSaved 时没有从保存的向量继续",
    ),
    # elementwise
    "argument-sign": (
        "{f} has the wrong sign in the exponent: exp(x) for exp(-x), it returns sigmoid(-x)",
        "{f} 指数里的符号错了:exp(x) 应为 exp(-x),返回的是 sigmoid(-x)",
    ),
    "tanh-for-sigmoid": ("{f} returns tanh(x), not sigmoid(x)", "{f} 返回的是 tanh(x) 而不是 sigmoid(x)"),
    "exp-for-sigmoid": ("{f} returns exp(x)", "{f} 返回的是 exp(x)"),
    "one-missing": ("{f} lacks the 1 + in the denominator", "{f} 的分母少了 1 +"),
    "minus-for-plus": ("{f} has 1 - where 1 + belongs, or the other way round", "{f} 把 1 - 和 1 + 弄反了"),
    "derivative-for-value": ("{f} returns the derivative, not the value", "{f} 返回的是导数而不是函数值"),
    "complement": ("{f} returns the inverse of its value", "{f} 返回的是倒数"),
    "not-elementwise": (
        "{f} is not elementwise: it normalises over the array (a softmax)",
        "{f} 不是逐元素的:它对整个数组归一化 (softmax)",
    ),
    "log-for-value": ("{f} returns the logarithm of the value", "{f} 返回的是函数值的对数"),
    "sigmoid-applied-again": (
        "{f} applies sigmoid to its argument once more: s already is sigmoid(x)",
        "{f} 又对参数做了一次 sigmoid:s 已经是 sigmoid(x)",
    ),
    "factor-missing": ("{f} lacks a factor: s * (1 - s) belongs", "{f} 少了一个因子:应为 s * (1 - s)"),
    "tanh-derivative": ("{f} returns the derivative of tanh, 1 - s²", "{f} 返回的是 tanh 的导数 1 - s²"),
    "sign": ("{f} has the wrong sign", "{f} 的符号错了"),
    "square-missing": ("{f} returns s - s", "{f} 返回的是 s - s"),
    "sigmoid-for-derivative": ("{f} returns sigmoid(s), not the derivative", "{f} 返回的是 sigmoid(s) 而不是导数"),
    "alpha-for-alpha-x": (
        "{f} returns alpha where alpha * x belongs (x < 0): the factor x is forgotten",
        "x < 0 时 {f} 返回 alpha,应为 alpha * x:忘了乘 x",
    ),
    "alpha-x-for-alpha": (
        "{f} returns alpha * x where alpha belongs (x < 0)",
        "x < 0 时 {f} 返回 alpha * x,应为 alpha",
    ),
    "alpha-ignored": ("{f} ignores alpha: the slope is fixed at 0.01", "{f} 忽略了 alpha:斜率固定为 0.01"),
    "relu": ("{f} is a ReLU: zero where x < 0, alpha is left out", "{f} 是 ReLU:x < 0 时为零,漏了 alpha"),
    "branches-exchanged": ("{f} exchanges the two branches (x > 0 and x < 0)", "{f} 把两个分支(x > 0 与 x < 0)弄反了"),
    "identity": ("{f} returns x itself", "{f} 原样返回 x"),
    "absolute-value": ("{f} has the wrong sign where x < 0", "x < 0 时 {f} 的符号错了"),
    "gradient-for-value": ("{f} returns the gradient, not the value", "{f} 返回的是梯度而不是函数值"),
    "value-for-gradient": ("{f} returns the value, not the gradient", "{f} 返回的是函数值而不是梯度"),
    "x-for-one": ("{f} returns x where 1 belongs (x > 0)", "x > 0 时 {f} 返回 x,应为 1"),
    "alpha-everywhere": (
        "{f} uses one branch everywhere, also on the other side of 0",
        "{f} 在 0 的两侧用了同一个分支",
    ),
    # effects, where no known bug fits
    "factor": ("{part} in {f} is {factor} times the derived one", "{f} 的{part}是推导值的 {factor} 倍"),
    "zero": ("{part} in {f} is zero throughout", "{f} 的{part}恒为零"),
    "sums-in-place-of-rows": (
        "{part} in {f} has the right sum over the words, but in the wrong rows",
        "{f} 的{part}按词求和正确,但放错了行",
    ),
    "not-finite": ("{part} in {f} is {value}", "{f} 的{part}是 {value}"),
    "value-loss": ("the loss of {f} is not the derived one", "{f} 的损失与推导值不同"),
    "value-v_c": ("the gradient of the centre vector in {f} is not the derived one", "{f} 的中心向量梯度与推导值不同"),
    "value-U": ("the gradient of the outside vectors in {f} is not the derived one", "{f} 的外围向量梯度与推导值不同"),
    "value-V": ("the gradient of the centre vectors in {f} is not the derived one", "{f} 的中心词矩阵梯度与推导值不同"),
    "value-value": ("{f} returns a wrong value", "{f} 返回的值不对"),
    "value-x": ("sgd does not get to where x - step·grad leads", "sgd 没有到达 x - step·grad 应到的点"),
    "value-samples": (
        "{f} does not return the first K samples other than the outside word, in the order they are drawn in",
        "{f} 返回的不是按抽取顺序的前 K 个非外围词样本",
    ),
    "untouched-row": (
        "{part} in {f} is not zero in row {row}, whose word does not enter",
        "{f} 的{part}在第 {row} 行不为零,而该词并未出现",
    ),
    "rows-do-not-sum-to-zero": ("the rows of ∂J/∂U in {f} do not sum to zero", "{f} 的 ∂J/∂U 各行之和不为零"),
    "not-rank-one": ("the rows of ∂J/∂U in {f} are not multiples of v_c", "{f} 的 ∂J/∂U 各行不是 v_c 的倍数"),
    "scores-only": (
        "in {f} v_c·∂v_c and the inner product of U with ∂U differ: the gradients do not belong to one loss of the scores",
        "{f} 中 v_c·∂v_c 与 ⟨U, ∂U⟩ 不相等:两个梯度不属于同一个损失",
    ),
    "depends-on-word-order": ("{f} depends on how the words are numbered", "{f} 的结果依赖于词的编号"),
    "depends-on-score-shift": (
        "the loss of {f} changes when all scores are shifted alike",
        "所有分数同时平移时 {f} 的损失改变了",
    ),
    "depends-on-axes": (
        "{f} depends on the axes: rotating all vectors alike changes more than it should",
        "{f} 依赖于坐标轴:所有向量一起旋转时结果改变了",
    ),
    "harness-failed": ("the test harness itself failed on {f}: {exception}", "测试工具自身在 {f} 上出错:{exception}"),
}


def sentence(code: str, function: str, part: str = "", lang: str = "en", **words: Any) -> str:
    """One sentence for a code.

    >>> print(sentence("label-added", "mine", "v_c"))
    The gradient of the centre vector (∂J/∂v_c) in mine adds the label: ŷ + y where ŷ - y belongs.
    """
    zh = lang == "zh"
    template = MESSAGES[code][zh]
    text = template.format_map(_Words(words | {"f": function, "part": PARTS.get(part, (part, part))[zh]}))
    if zh:
        return text + "。"
    return (text if text.startswith(("{", function)) else text[:1].upper() + text[1:]) + "."


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"
