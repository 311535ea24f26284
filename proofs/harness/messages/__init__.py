"""TABLE of sentences, English and Chinese, keyed by the stable code of a finding; a course has more of them.

`{f}` stands for the function, `{part}` for the part of its answer.
"""

from functools import cache
from typing import Any

from proofs.harness.course import of_course
from proofs.harness.messages import conduct, effects, hints, precision

TABLES = (conduct, precision, effects, hints)
PARTS = {"loss": ("the loss", "损失"), "": ("the result", "结果")}


@cache
def table() -> dict[str, tuple[str, str]]:
    """All sentences by their codes, those of the course with them."""
    general = {code: texts for each in TABLES for code, texts in each.MESSAGES.items()}
    return general | of_course("messages").MESSAGES


@cache
def parts() -> dict[str, tuple[str, str]]:
    """What the parts of an answer are called."""
    return PARTS | of_course("messages").PARTS


def sentence(code: str, function: str, part: str = "", lang: str = "en", **words: Any) -> str:
    """One sentence for a code.

    >>> print(sentence("factor", "mine", "loss", factor=2))
    The loss in mine is 2 times the derived one.
    """
    zh = lang == "zh"
    template = table()[code][zh]
    text = template.format_map(
        _Words({"where": ""} | words | {"f": function, "part": parts().get(part, (part, part))[zh]})
    )
    if zh:
        return text + "。"
    return (text if text.startswith(("{", function)) else text[:1].upper() + text[1:]) + "."


class _Words(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "?"
