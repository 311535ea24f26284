"""Sentences for when the kind of a fault and the right values are kept back (`--hints 0` and `1`)."""

MESSAGES: dict[str, tuple[str, str]] = {
    "error": ("{f} has an error", "{f} 有错误"),
    "warning": ("{f} has a warning", "{f} 有警告"),
    "not-derived": ("{part} in {f} is not the derived one", "{f} 的{part}与推导值不同"),
    "beyond-course": (
        "{f} is right on the inputs that the course asks about, and not beyond them (large scores, other types, sizes of 1)",
        "{f} 在课程要求的输入上正确，超出时（大分数、其他类型、大小为 1）不正确",
    ),
}
