"""Sentences on what is wrong where no known bug explains it: in which part, which relation fails."""

MESSAGES: dict[str, tuple[str, str]] = {
    "wrong-rows": (
        "{part} in {f} has the right sum over the words, but in the wrong rows",
        "{f} 的{part}按词求和正确，但放错了行",
    ),
    "penalty-added": (
        "the loss of {f} has a penalty on top, {factor} times {penalty} (a regularisation)",
        "{f} 的损失多加了惩罚项：{factor} 乘 {penalty}（正则化）",
    ),
    "value-v_c": (
        "the gradient of the centre vector in {f} is not the derived one{where}",
        "{f} 的中心向量梯度与推导值不同{where}",
    ),
    "value-U": (
        "the gradient of the outside vectors in {f} is not the derived one{where}",
        "{f} 的外部向量梯度与推导值不同{where}",
    ),
    "value-V": (
        "the gradient of the centre vectors in {f} is not the derived one{where}",
        "{f} 的中心词矩阵梯度与推导值不同{where}",
    ),
    "value-x": ("sgd does not get to where x - step·grad leads{where}", "sgd 没有到达 x - step·grad 应到的点{where}"),
    "value-samples": (
        "{f} does not return the first K samples other than the outside word, in the order they are drawn in",
        "{f} 返回的不是按抽取顺序的前 K 个非外部词样本",
    ),
    "untouched-row": (
        "{part} in {f} is not zero in row {row}, whose word does not enter",
        "{f} 的{part}在第 {row} 行不为零，而该词并未出现",
    ),
    "rows-do-not-sum-to-zero": ("the rows of ∂J/∂U in {f} do not sum to zero", "{f} 的 ∂J/∂U 各行之和不为零"),
    "not-rank-one": ("the rows of ∂J/∂U in {f} are not multiples of v_c", "{f} 的 ∂J/∂U 各行不是 v_c 的倍数"),
    "scores-only": (
        "in {f} v_c·∂v_c and the inner product of U with ∂U differ: the gradients do not belong to one loss of the scores",
        "{f} 中 v_c·∂v_c 与 ⟨U, ∂U⟩ 不相等：两个梯度不属于同一个损失",
    ),
    "depends-on-word-order": ("{f} depends on how the words are numbered", "{f} 的结果依赖于词的编号"),
    "depends-on-score-shift": (
        "the loss of {f} changes when all scores are shifted alike",
        "所有分数同时平移时 {f} 的损失改变了",
    ),
    "depends-on-axes": (
        "{f} depends on the axes: rotating all vectors alike changes more than it should",
        "{f} 依赖于坐标轴：所有向量一起旋转时结果改变了",
    ),
}
