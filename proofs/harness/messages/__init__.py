"""TABLE of sentences, English and Chinese, keyed by the stable code of a finding: a file for each function, as in `bugs/`.

`{f}` stands for the function, `{part}` for the part of its answer.
"""

from typing import Any

from proofs.harness.messages import conduct, descent, effects, elementwise, hints, negative, precision, softmax, window

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

TABLES = (conduct, precision, softmax, negative, window, descent, elementwise, effects, hints)
MESSAGES: dict[str, tuple[str, str]] = {code: texts for table in TABLES for code, texts in table.MESSAGES.items()}


def sentence(code: str, function: str, part: str = "", lang: str = "en", **words: Any) -> str:
    """One sentence for a code.

    >>> print(sentence("label-added", "mine", "v_c"))
    The gradient of the centre vector (∂J/∂v_c) in mine adds the label: ŷ + y where ŷ - y belongs.
    """
    zh = lang == "zh"
    template = MESSAGES[code][zh]
    text = template.format_map(
        _Words({"where": ""} | words | {"f": function, "part": PARTS.get(part, (part, part))[zh]})
    )
    if zh:
        return text + "。"
    return (text if text.startswith(("{", function)) else text[:1].upper() + text[1:]) + "."


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"
