"""TABLE of sentences on the course's functions, English and Chinese, by the code of a finding: a file for each function, as in `bugs/`.

`{f}` stands for the function, `{part}` for the part of its answer.
"""

from proofs.courses.cs224n_a2.harness.messages import descent, elementwise, layout, negative, relations, softmax, window

PARTS: dict[str, tuple[str, str]] = {
    "v_c": ("the gradient of the centre vector (∂J/∂v_c)", "中心词向量的梯度（∂J/∂v_c）"),
    "U": ("the gradient of the outside vectors (∂J/∂U)", "外部词向量的梯度（∂J/∂U）"),
    "V": ("the gradient of the centre vectors (∂J/∂V)", "中心词矩阵的梯度（∂J/∂V）"),
    "value": ("the value", "返回值"),
    "x": ("the end point", "终点"),
    "calls": ("the number of calls of f", "f 的调用次数"),
    "draws": ("the number of draws", "采样次数"),
    "samples": ("the samples", "样本"),
}
"""The parts of their answers in words."""

TABLES = (layout, softmax, negative, window, descent, elementwise, relations)
MESSAGES: dict[str, tuple[str, str]] = {code: texts for table in TABLES for code, texts in table.MESSAGES.items()}
