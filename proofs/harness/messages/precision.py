"""Sentences on shapes, precision and large inputs."""

MESSAGES: dict[str, tuple[str, str]] = {
    "loss-shape": (
        "the loss that {f} returns is an array of shape {shape}, not a scalar",
        "{f} 返回的损失是形状 {shape} 的数组，不是标量",
    ),
    "gradient-shape": (
        "{part} that {f} returns has shape {shape}, an axis of length 1 too many or too few",
        "{f} 返回的{part}形状是 {shape}，多了或少了一个长度为 1 的轴",
    ),
    "value-shape": (
        "{f} returns an array of shape {shape}, another than its argument has",
        "{f} 返回的数组形状 {shape} 与参数不同",
    ),
    "single-precision": (
        "{part} that {f} returns is accurate to float32 only, although its inputs are float64: single precision inside",
        "{f} 的输入是 float64,{part}却只有 float32 的精度：内部用了单精度",
    ),
    "digits-lost": (
        "{part} that {f} returns loses digits to cancellation (as log(1 - sigmoid(x)) does), many more than rounding takes",
        "{f} 返回的{part}因相消损失了有效数字（如 log(1 - sigmoid(x))），远多于舍入误差",
    ),
    "clipped": (
        "{part} in {f} is clipped: where it should go beyond {bound} it stays there (np.clip, of it or of what it is made of)",
        "{f} 的{part}被截断：超过 {bound} 的值都停在那里（对它或其组成部分用了 np.clip）",
    ),
    "half-precision": (
        "{part} that {f} returns has the precision of float16 only",
        "{f} 返回的{part}只有 float16 的精度",
    ),
    "rounded": ("{part} that {f} returns is rounded to {digits} decimals", "{f} 返回的{part}被舍入到 {digits} 位小数"),
    "overflow": (
        "{part} that {f} returns is {value} at large scores, where the true value is finite",
        "分数大时 {f} 返回的{part}是 {value}，而真值是有限的",
    ),
    "overflow-raises": ("{f} raises {exception} at large scores", "分数大时 {f} 抛出异常 {exception}"),
    "integers-truncated": (
        "{f} truncates integer arrays: the result takes the dtype of the argument",
        "{f} 对整数数组截断：结果沿用了参数的 dtype",
    ),
    "float32-wrong": (
        "{f} is wrong on float32 arrays, beyond the rounding of float32",
        "{f} 在 float32 数组上出错，超出 float32 的舍入误差",
    ),
    "foreign-raises": ("{f} raises {exception} on arrays of {dtype}", "{f} 在 {dtype} 数组上抛出异常 {exception}"),
}
