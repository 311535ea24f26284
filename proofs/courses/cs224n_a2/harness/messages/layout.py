"""Sentences on the layout of word vectors, on scores, and on the edges of the sizes."""

MESSAGES: dict[str, tuple[str, str]] = {
    "wrong-structure": (
        "{f} does not return loss, gradient of the centre, gradient of the outside vectors, but a {got}",
        "{f} 返回的不是三项（损失、中心梯度、外部梯度），而是 {got}",
    ),
    "log-one-minus-sigmoid": (
        "{f} computes log(1 - sigmoid(x)): cancellation loses digits at large scores, and in the end it is log(0)",
        "{f} 计算 log(1 - sigmoid(x))：分数大时相消损失有效数字，最后成为 log(0)",
    ),
    "epsilon-in-log": (
        "{f} adds a constant (about {epsilon}) inside the logarithm: the loss is -log(p + eps), its gradient that of the exact loss",
        "{f} 在对数里加了常数（约 {epsilon}）：损失是 -log(p + eps)，梯度却是精确损失的",
    ),
    "scores-clipped": (
        "{f} clips the scores before the sigmoid: beyond them loss and gradient are wrong",
        "{f} 在 sigmoid 之前截断了分数：超出范围的损失和梯度是错的",
    ),
    "softmax-unshifted": (
        "{f} takes the softmax without subtracting the maximum first: exp overflows at large scores, and inf/inf is nan",
        "{f} 计算 softmax 时没有先减去最大值：分数大时 exp 溢出，inf/inf 得 nan",
    ),
    "zero-times-log-zero": (
        "{f} multiplies 0 by log 0 at large scores: where a ŷ_w has underflown to 0, y_w·log(ŷ_w) is nan; take log ŷ_o alone, as s_o - log Σ exp",
        "分数大时 {f} 用 0 乘 log 0：ŷ_w 下溢为 0 时 y_w·log(ŷ_w) 是 nan；只取 log ŷ_o，写成 s_o - log Σ exp",
    ),
    "empty-window": ("{f} refuses or miscounts an empty window: {effect}", "{f} 不能正确处理空窗口：{effect}"),
    "edge-size": (
        "{f} fails where the dimension or the vocabulary is 1: {effect}",
        "维数或词表大小为 1 时 {f} 出错：{effect}",
    ),
    "center-must-be-row": (
        "{f} wants the centre vector as a row of shape (1, d); the course hands it over as (d,)",
        "{f} 要求中心向量的形状是 (1, d)；课程传入的是 (d,)",
    ),
    "gradient-must-be-row": (
        "{f} wants the gradient of the centre vector as a row of shape (1, d); the course's loss functions return (d,)",
        "{f} 要求中心向量的梯度形状是 (1, d)；课程的损失函数返回 (d,)",
    ),
    "transposed-layout": (
        "{f} returns the gradient of the outside vectors transposed, (d, V) where the course's layout is (V, d)",
        "{f} 返回的外部向量梯度是转置的：(d, V)，课程的布局是 (V, d)",
    ),
    "reshape-for-transpose": (
        "{f} reshapes the transposed gradient of the outside vectors to (V, d), which mixes up its entries: transpose it",
        "{f} 把转置的外部向量梯度 reshape 成 (V, d)，元素被打乱：应当转置",
    ),
    "transpose-forgotten": (
        "{f} forgets the transpose: U @ (ŷ - y) for U.T @ (ŷ - y), which runs only where V = d",
        "{f} 忘了转置：写成 U @ (ŷ - y) 而不是 U.T @ (ŷ - y)，只有 V = d 时才能运行",
    ),
}
