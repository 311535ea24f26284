"""What the derivation of each part tells. A part without a row here gets its gradient derived and its names explained."""

from derive.courses.cs224n_a2 import activations, sampling, softmax
from derive.lessons import Lesson

LESSONS: dict[str, Lesson] = {
    "a": softmax.part_a,
    "b.1": softmax.part_b_1,
    "b.2": softmax.part_b_2,
    "b.3": softmax.part_b_3,
    "b.4": softmax.part_b_4,
    "c": softmax.part_c,
    "d": softmax.part_d,
    "e": activations.part_e,
    "e.relu": activations.part_e,
    "f": activations.part_f,
    "g.1.v_c": sampling.part_g_1,
    "g.1.u_o": sampling.part_g_1,
    "g.1.u_ws": sampling.part_g_1,
    "g.2.reuse": sampling.part_g_2,
    "g.2.U": sampling.part_g_2_part,
    "g.2.v_c": sampling.part_g_2_part,
    "g.3": sampling.part_g_3,
    "h": sampling.part_h,
    "i.1": sampling.part_i(
        "Every pair of the window adds its own derivative by `𝐔`.", "窗口中的每一对都贡献它自己对 `𝐔` 的导数。"
    ),
    "i.2": sampling.part_i(
        "All pairs share the centre word, so its vector collects a term from each of them.",
        "各对共用中心词，因此中心词向量从每一对得到一项。",
    ),
    "i.3": sampling.part_i(
        "The loss of the window uses no centre vector but that of the centre word itself.",
        "窗口的损失只用到中心词自己的中心向量，不含其他中心向量。",
    ),
}

TITLES: dict[str, tuple[str, ...]] = {
    "a": (
        "The cross-entropy of {0} and {1} is the naive softmax loss",
        "{0} 与 {1} 的交叉熵就是朴素 softmax 损失",
        "y",
        "hat y",
    ),
    "b.2": ("When the gradient vanishes", "梯度何时为零"),
    "b.3": ("What each term of the gradient does", "梯度的每一项起什么作用"),
    "b.4": ("When normalised vectors lose information", "归一化向量何时丢失信息"),
    "e": ("The derivative of Leaky ReLU", "Leaky ReLU 的导数"),
    "e.relu": ("The derivative of ReLU", "ReLU 的导数"),
    "f": ("The derivative of the sigmoid", "sigmoid 的导数"),
    "g.2.reuse": ("What both gradients share", "两个梯度共用的量"),
    "g.3": ("Why negative sampling is cheaper", "负采样为何更省计算"),
}
"""Headings of parts that are more than a derivative, in both languages, with the names of their formulas."""
