"""Sentences on gradient descent, `sgd`."""

MESSAGES: dict[str, tuple[str, str]] = {
    "ascent": (
        "sgd goes uphill: x + step·grad where x - step·grad belongs",
        "sgd 方向反了：写成 x + step·grad，应为 x - step·grad",
    ),
    "postprocessing-lost": ("sgd throws the result of postprocessing away", "sgd 丢弃了 postprocessing 的结果"),
    "postprocessing-before-step": (
        "sgd applies postprocessing before the step, not after it",
        "sgd 在更新之前做了 postprocessing，应在之后",
    ),
    "postprocessing-at-end": (
        "sgd applies postprocessing once at the end, not after each step",
        "sgd 只在最后做一次 postprocessing，应每步都做",
    ),
    "postprocessing-of-start": (
        "sgd applies postprocessing to the start vector too, before the first step",
        "sgd 对起始向量也做了 postprocessing(第一步之前)",
    ),
    "postprocessing-twice": (
        "sgd applies postprocessing twice after each step",
        "sgd 每步做了两次 postprocessing",
    ),
    "postprocessing-once": (
        "sgd applies postprocessing after the first step only",
        "sgd 只在第一步之后做了 postprocessing",
    ),
    "postprocessing-of-gradient": (
        "sgd applies postprocessing to the gradient, not to x",
        "sgd 对梯度而不是对 x 做 postprocessing",
    ),
    "step-divided-by-rows": (
        "sgd divides the step by the number of rows of the gradient (grad / len(grad)): the step is normalised by its size",
        "sgd 把步长除以了梯度的行数（grad / len(grad)）",
    ),
    "gradient-normalised": ("sgd normalises the gradient (to length 1) before the step", "sgd 在更新前把梯度归一化了"),
    "gradient-sign-only": ("sgd uses only the sign of the gradient", "sgd 只用了梯度的符号"),
    "adaptive-step": (
        "sgd divides the step by the root of the summed squares of the gradients (AdaGrad): plain steps are asked for",
        "sgd 把步长除以梯度平方和的根（AdaGrad）：要求的是普通步长",
    ),
    "gradient-clipped": ("sgd clips the gradient before the step", "sgd 在更新前截断了梯度"),
    "gradient-of-step-before": (
        "sgd steps along the gradient of the iteration before, not along the one just computed",
        "sgd 用的是上一次迭代的梯度，而不是刚算出的",
    ),
    "step-grows": ("sgd multiplies the step by the number of the iteration", "sgd 把步长乘以了迭代次数"),
    "integer-start": ("sgd truncates its start vector to whole numbers", "sgd 把起始向量截断成整数"),
    "extra-evaluation": (
        "sgd calls f once more than there are iterations; where it gets to is right",
        "sgd 比迭代次数多调用了一次 f；终点是对的",
    ),
    "gradient-averaged": ("sgd steps along the mean of the gradient's numbers", "sgd 用了梯度各分量的平均"),
    "step-squared": ("sgd multiplies the gradient by the square of step", "sgd 用了 step 的平方"),
    "step-ignored": ("sgd ignores step: it subtracts the gradient itself", "sgd 忽略了 step：直接减去梯度"),
    "loss-for-gradient": (
        "sgd steps along the loss that f returns, not along the gradient",
        "sgd 用了 f 返回的损失而不是梯度来更新",
    ),
    "one-iteration-short": ("sgd makes one iteration too few (iterations - 1)", "sgd 少做了一次迭代（iterations - 1）"),
    "one-iteration-more": ("sgd makes one iteration too many (iterations + 1)", "sgd 多做了一次迭代（iterations + 1）"),
    "one-iteration-only": ("sgd stops after the first iteration", "sgd 第一次迭代后就停了"),
    "calls-f-twice": (
        "sgd calls f twice per iteration: loss and gradient come from different samples",
        "sgd 每次迭代调用 f 两次：损失和梯度来自不同的样本",
    ),
    "calls-per-iteration": (
        "sgd calls f {got} times where {expected} iterations were asked for",
        "sgd 调用 f 共 {got} 次，而要求的是 {expected} 次迭代",
    ),
    "step-decays-each-iteration": (
        "sgd makes the step smaller within the first iterations; it is to be halved every 20000 only",
        "sgd 在最初几次迭代里就减小步长；应每 20000 次才减半",
    ),
    "gradient-of-the-start": (
        "sgd takes the gradient at the start vector in every iteration, not at the current x",
        "sgd 每次都用起点处的梯度，而不是当前 x 处的",
    ),
    "start-forgotten": ("sgd steps from the start vector in every iteration", "sgd 每次都从起始向量出发"),
    "momentum": ("sgd uses momentum", "sgd 用了动量"),
    "returns-start": ("sgd returns its start vector, not where it got to", "sgd 返回的是起始向量，而不是终点"),
    "returns-gradient": ("sgd returns the last gradient, not x", "sgd 返回的是最后的梯度，而不是 x"),
    "default-loss": (
        "{f} does not use naiveSoftmaxLossAndGradient where no loss function is handed over",
        "没有传入损失函数时 {f} 没有使用 naiveSoftmaxLossAndGradient",
    ),
    "annealing-missing": (
        "sgd does not anneal: the step is to be halved every 20000 iterations",
        "sgd 没有退火：步长应每 20000 次迭代减半",
    ),
    "annealing-wrong": (
        "sgd anneals wrongly: the step is to be halved every 20000 iterations; after 20002 it has come to {got}, not to {expected}",
        "sgd 退火不对：步长应每 20000 次迭代减半；20002 次后到了 {got}，应为 {expected}",
    ),
    "resume": (
        "sgd with useSaved does not go on from the saved iteration: it makes {got} calls of f where {expected} iterations are left",
        "sgd 用 useSaved 时没有从保存处继续：调用 f {got} 次，而还剩 {expected} 次迭代",
    ),
    "resume-step": (
        "sgd with useSaved does not get to where the saved vector and the annealed step lead: {got}, not {expected}",
        "sgd 用 useSaved 时没有到达保存的向量和退火后的步长应到的点：{got}，应为 {expected}",
    ),
    "saves-missing": (
        "sgd with useSaved does not save its parameters at iteration {expected}",
        "sgd 用 useSaved 时没有在第 {expected} 次迭代保存参数",
    ),
    "saves-wrong": (
        "sgd saves another vector than the x of that iteration, after the step and postprocessing: {got}, not {expected}",
        "sgd 保存的不是那次迭代（更新和 postprocessing 之后）的 x：{got}，应为 {expected}",
    ),
    "saves-unasked": (
        "sgd saves its parameters although useSaved is False",
        "useSaved 为 False 时 sgd 也保存了参数",
    ),
    "resume-start": (
        "sgd with useSaved goes on from another vector than the saved one",
        "sgd 用 useSaved 时没有从保存的向量继续",
    ),
}
