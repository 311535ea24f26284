"""The functions that NumPy lacks, as they are written into a file."""

HELPERS = {
    "arrays": '''def arrays(*given):
    """The arguments as arrays: of float32 where every one is, else of float64."""
    kind = np.result_type(*(np.asarray(each) for each in given))
    return [np.asarray(each, kind if kind == np.float32 else np.float64) for each in given]
''',
    "sigmoid": '''def sigmoid(x):
    """1 / (1 + exp(-x)) without overflow."""
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + e), e / (1 + e))
''',
    "softplus": '''def softplus(x):
    """log(1 + exp(x)) without overflow."""
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
''',
    "log_sum_exp": '''def log_sum_exp(x, axis=-1, weights=1):
    """log(sum(weights * exp(x))) along an axis, without overflow."""
    top = x.max(axis=axis, keepdims=True)
    return np.log(np.sum(weights * np.exp(x - top), axis=axis)) + np.squeeze(top, axis)
''',
    "softmax": '''def softmax(x, axis=-1, weights=1):
    """weights * exp(x) over its sum along an axis, without overflow."""
    e = weights * np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
''',
}
