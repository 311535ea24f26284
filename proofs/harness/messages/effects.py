"""Sentences on an effect where no known bug explains it: what is wrong, and by how much."""

MESSAGES: dict[str, tuple[str, str]] = {
    "factor": ("{part} in {f} is {factor} times the derived one", "{f} 的{part}是推导值的 {factor} 倍"),
    "zero": ("{part} in {f} is zero throughout", "{f} 的{part}恒为零"),
    "offset": ("{part} in {f} is the derived one plus {offset}", "{f} 的{part}是推导值加 {offset}"),
    "not-finite": (
        "{part} in {f} is {value} (a logarithm of 0 or of a negative number, or 0/0?)",
        "{f} 的{part}是 {value}（对 0 或负数取了对数，或 0/0）",
    ),
    "value-loss": ("the loss of {f} is not the derived one{where}", "{f} 的损失与推导值不同{where}"),
    "value-value": ("{f} returns a wrong value{where}", "{f} 返回的值不对{where}"),
    "harness-failed": ("the test harness itself failed on {f}: {exception}", "测试工具自身在 {f} 上出错：{exception}"),
}
