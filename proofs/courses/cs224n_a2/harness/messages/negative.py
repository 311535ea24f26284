"""Sentences on negative sampling and on the drawing of its samples."""

MESSAGES: dict[str, tuple[str, str]] = {
    "samples-redrawn": (
        "{f} draws a second set of negatives: loss and gradient use different samples",
        "{f} 又抽了一组负样本：损失和梯度用的样本不同",
    ),
    "sampler-misused": (
        "{f} draws from the sampler {got} times, where {expected} would give the K negatives",
        "{f} 从采样器抽了 {got} 次，而得到 K 个负样本需要 {expected} 次",
    ),
    "K-ignored": ("{f} ignores K: it uses a fixed number of negatives", "{f} 忽略了 K：使用的负样本数是固定的"),
    "outside-word-kept": (
        "{f} does not draw again when a sample hits the outside word o: o is used as a negative",
        "抽到外部词 o 时 {f} 没有重抽：o 被当作负样本",
    ),
    "outside-word-dropped": (
        "{f} drops a sample that hits the outside word o instead of drawing again: fewer than K negatives",
        "抽到外部词 o 时 {f} 丢弃而不重抽：负样本少于 K 个",
    ),
    "outside-word-redrawn-once": (
        "{f} draws again only once when a sample hits the outside word o (if for while)",
        "抽到外部词 o 时 {f} 只重抽一次（用了 if 而不是 while）",
    ),
    "samples-distinct": (
        "{f} removes repeated samples: a word drawn twice must count twice",
        "{f} 去掉了重复样本：抽到两次的词应计两次",
    ),
    "samples-sorted": (
        "{f} returns the samples in another order than they were drawn in",
        "{f} 返回样本的顺序与抽取顺序不同",
    ),
    "samples-one-short": ("{f} returns K - 1 samples", "{f} 只返回 K - 1 个样本"),
    "sampler-unused": ("{f} does not draw from dataset.sampleTokenIdx", "{f} 没有使用 dataset.sampleTokenIdx 抽样"),
    "repeats-counted-once": (
        "{f} counts a repeated negative once: a word drawn n times must count n times (grad[idx] += buffers, or a set was used)",
        "{f} 对重复的负样本只计一次：抽到 n 次应计 n 次（grad[idx] += 会缓冲，或用了集合）",
    ),
    "repeats-squared": (
        "{f} counts a word drawn n times n² times: the sum over equal samples is added once per sample (squared)",
        "{f} 把抽到 n 次的词计了 n² 次：对相同样本的求和在每个样本上又加了一次",
    ),
    "minus-in-sigmoid-lost": (
        "the minus inside σ of the negative terms is lost in {f}: σ(u_k·v_c) where σ(-u_k·v_c) belongs",
        "{f} 的负样本项中 σ 里的负号丢了：写成 σ(u_k·v_c)，应为 σ(-u_k·v_c)",
    ),
    "positive-term-sign": (
        "the term of the outside word o in {f} has the wrong sign (in σ or before it)",
        "{f} 中外部词 o 那一项的符号错了",
    ),
    "negative-term-sign": ("the terms of the negatives in {f} have the wrong sign", "{f} 中负样本各项的符号错了"),
    "gradient-sign": ("{part} in {f} has the wrong sign (negated)", "{f} 的{part}符号反了"),
    "no-negatives": ("{part} in {f} lacks the K terms of the negatives", "{f} 的{part}缺少 K 个负样本项"),
    "no-outside-word": ("{part} in {f} lacks the term of the outside word o", "{f} 的{part}缺少外部词 o 的项"),
    "first-negative-skipped": (
        "{f} skips the first negative sample: K - 1 of the K negatives are used",
        "{f} 跳过了第一个负样本：K 个只用了 K - 1 个",
    ),
    "last-negative-skipped": (
        "{f} skips the last negative sample: K - 1 of the K negatives are used",
        "{f} 跳过了最后一个负样本：K 个只用了 K - 1 个",
    ),
    "last-negative-only": (
        "{part} in {f} holds the last negative only: each sample overwrites the one before it (= for +=)",
        "{f} 的{part}只有最后一个负样本：每个样本覆盖前一个（= 应为 +=）",
    ),
    "first-negative-only": ("{part} in {f} holds the first negative only", "{f} 的{part}只有第一个负样本"),
    "one-negative-times-K": ("{f} uses one negative K times", "{f} 把同一个负样本用了 K 次"),
    "multiplied-by-K": ("{f} multiplies the negative terms by K", "{f} 把负样本项乘以了 K"),
    "sigmoid-derivative": (
        "{part} in {f} uses σ' = σ(1 - σ) where the derivative of log σ, 1 - σ, belongs",
        "{f} 的{part}用了 σ' = σ(1 - σ)，应为 log σ 的导数 1 - σ",
    ),
    "sigmoid-for-complement": (
        "{part} in {f} has σ where 1 - σ belongs (or, which is the same, the wrong sign inside σ)",
        "{f} 的{part}用了 σ，应为 1 - σ（或者说 σ 里的符号反了）",
    ),
    "label-by-word": (
        "{f} sets the label by word index (labels[outsideWordIdx] = 1), not by position (labels[0] = 1)",
        "{f} 按词的下标设标签（labels[outsideWordIdx] = 1），应按位置（labels[0] = 1）",
    ),
    "label-misplaced": (
        "{f} sets the label at the last place (labels[-1] = 1), while the outside word stands at the first",
        "{f} 把标签设在最后一位（labels[-1] = 1），而外部词在第一位",
    ),
    "outside-term-times-K": (
        "{f} counts the term of the outside word K times: it stands inside the loop over the negatives",
        "{f} 把外部词那一项计了 K 次：它写在了对负样本的循环里",
    ),
    "samples-ignored": (
        "{f} does not use the negatives that it draws: every other word counts as one",
        "{f} 没有使用抽到的负样本：所有其他词都被当作负样本",
    ),
    "one-sample-more": ("{f} uses K + 1 negatives, one too many", "{f} 用了 K + 1 个负样本，多了一个"),
    "softplus-incomplete": (
        "the loss of {f} is Σ log(1 + exp(-|x|)): the term max(0, -x) of the stable log(1 + exp(-x)) is missing",
        "{f} 的损失是 Σ log(1 + exp(-|x|))：稳定写法里的 max(0, -x) 丢了",
    ),
    "mean-for-sum": (
        "{f} takes the mean over the samples where the sum belongs (divides by K or K + 1)",
        "{f} 对样本取了平均，应为求和（除以了 K 或 K + 1）",
    ),
    "rows-by-position": (
        "the gradient of the outside vectors in {f} goes to row s of the s-th sample, not to the row of its word",
        "{f} 把第 s 个样本的梯度放到第 s 行，而不是该词所在的行",
    ),
    "row-overwritten": (
        "the gradient of the outside vectors in {f} is assigned, not added: repeated samples overwrite each other",
        "{f} 对外部向量梯度用了赋值而非累加：重复样本互相覆盖",
    ),
    "outside-row-by-negatives": (
        "the gradients of the negatives in {f} are added to the row of the outside word (wrong row)",
        "{f} 把负样本的梯度加到了外部词那一行（行错了）",
    ),
    "log-of-product-sum": (
        "the loss of {f} is the log of a sum, not the sum of logs",
        "{f} 的损失是和的对数，应为对数的和",
    ),
}
