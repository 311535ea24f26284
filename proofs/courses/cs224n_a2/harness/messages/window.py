"""Sentences on the window loss, `skipgram`."""

MESSAGES: dict[str, tuple[str, str]] = {
    "order-for-index": (
        "{f} uses the place of a word in word2Ind (list(word2Ind).index(word), or its place in the alphabet) for its index word2Ind[word]",
        "{f} 用词在 word2Ind 中的次序代替了下标 word2Ind[word]",
    ),
    "loss-function-ignored": (
        "{f} ignores the word2vecLossAndGradient that it is handed: it always calls the same loss function (naiveSoftmaxLossAndGradient)",
        "{f} 忽略了传入的 word2vecLossAndGradient：总是调用同一个损失函数（naiveSoftmaxLossAndGradient）",
    ),
    "calls-loss-twice": (
        "{f} calls the loss function {got} times for {expected} outside word(s): each call draws other samples",
        "{f} 对 {expected} 个外部词调用了 {got} 次损失函数：每次调用抽的样本不同",
    ),
    "center-vector-of-outside-word": (
        "{f} hands over the centre vector of the outside word (wrong row), not that of the centre word",
        "{f} 传给损失函数的是外部词的中心向量（行错了），应为中心词的",
    ),
    "outside-vector-for-center-vector": (
        "{f} takes the centre word's vector from outsideVectors: it stands in centerWordVectors",
        "{f} 从 outsideVectors 取中心词的向量，应从 centerWordVectors 取",
    ),
    "center-index-for-outside-word": (
        "{f} hands over the index of the centre word where that of the outside word belongs",
        "{f} 传给损失函数的是中心词的下标，应为外部词的",
    ),
    "center-vectors-for-outside-vectors": (
        "{f} hands over centerWordVectors where outsideVectors belongs",
        "{f} 传给损失函数的是 centerWordVectors，应为 outsideVectors",
    ),
    "index-off-by-one": (
        "{f} hands over an index one too low or too high for the outside word",
        "{f} 传给损失函数的外部词下标差了一",
    ),
    "word-zero-skipped": (
        "{f} skips the outside word whose index is 0 (an index of 0 counts as false)",
        "{f} 跳过了下标为 0 的外部词（0 被当作 False）",
    ),
    "window-mean": (
        "{f} takes the mean over the window where the sum belongs: it divides by the number of outside words",
        "{f} 对窗口取了平均（除以外部词数），应为求和",
    ),
    "center-row-of-outside-word": (
        "{f} puts the gradient of the centre vector in the row of the outside word (wrong row)",
        "{f} 把中心向量的梯度放到了外部词那一行（行错了）",
    ),
    "center-word-skipped": (
        "{f} skips outside words that are equal to the centre word",
        "{f} 跳过了与中心词相同的外部词",
    ),
    "repeats-skipped": (
        "{f} counts an outside word that occurs twice in the window once",
        "{f} 对窗口里出现两次的外部词只计一次",
    ),
    "last-word-only": (
        "{part} in {f} is that of the last outside word only: each word overwrites the one before it (= for +=)",
        "{f} 的{part}只有最后一个外部词的：每个词覆盖前一个（= 应为 +=）",
    ),
    "first-word-only": (
        "{part} in {f} is that of the first outside word only (returns inside the loop?)",
        "{f} 的{part}只有第一个外部词的（在循环里 return 了?）",
    ),
    "first-word-skipped": ("{f} skips the first outside word", "{f} 跳过了第一个外部词"),
    "last-word-skipped": ("{f} skips the last outside word", "{f} 跳过了最后一个外部词"),
    "window-cut": (
        "{f} cuts the window: it counts the outside words by windowSize and leaves some out; all of them count",
        "{f} 截短了窗口：按 windowSize 数外部词而漏了一些；所有外部词都要算",
    ),
    "center-and-outside-exchanged": (
        "{f} exchanges centre and outside word: it predicts the centre word from each outside word",
        "{f} 把中心词和外部词弄反了：由每个外部词预测中心词",
    ),
    "gradients-exchanged": (
        "{f} exchanges the two gradients (centre vectors and outside vectors)",
        "{f} 把两个梯度（中心、外部）弄反了",
    ),
    "center-gradient-in-every-row": (
        "{f} adds the gradient of the centre vector to every row, not to the centre word's alone",
        "{f} 把中心向量的梯度加到了每一行，而不只是中心词那行",
    ),
    "row-of-outside-word-only": (
        "{f} keeps of each gradient of the outside vectors only the row of the outside word",
        "{f} 对外部向量的梯度只保留了外部词那一行",
    ),
    "row-by-position": (
        "{f} puts the gradient of the centre vector in the row of the position in the window (wrong row)",
        "{f} 把中心向量的梯度放到了窗口位置对应的行（行错了）",
    ),
    "first-entry-only": (
        "{f} takes [0] of the gradient of the centre vector, which has shape (d,): its first entry goes to every dimension",
        "{f} 对形状为 (d,) 的中心词向量梯度取了 [0]：第一个分量被加到了每一维",
    ),
    "row-zero": (
        "{f} puts the gradient of the centre vector in row 0 (wrong row)",
        "{f} 把中心向量的梯度放到了第 0 行（行错了）",
    ),
    "not-additive": (
        "{f} is not additive over the window: the two halves do not add up to the whole",
        "{f} 对窗口不可加：两半之和不等于整体",
    ),
}
