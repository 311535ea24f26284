"""The functions that NumPy lacks, as they are written into a file; each after those that it calls."""

HELPERS = {
    "arrays": '''def arrays(*given):
    """The arguments as arrays: of float32 where every one is, else of float64."""
    kind = np.result_type(*(np.asarray(each) for each in given))
    return [np.asarray(each, kind if kind == np.float32 else np.float64) for each in given]
''',
    "shapes": '''def shapes(**given):
    """ValueError for an argument that has not the sizes that are named beside it: a size of one name is the same everywhere."""
    known = {}
    for name, (value, sizes) in given.items():
        shape, sizes = np.shape(value), sizes.split()
        named = [size for size in dict.fromkeys(sizes) if size in known and not size.isdigit()]
        met = ", ".join(f"{size} = {known[size][0]} as in {known[size][1]}" for size in named)
        for size, n in zip(sizes, shape):
            known.setdefault(size, (int(size) if size.isdigit() else n, name))
        if len(shape) != len(sizes) or any(n != known[size][0] for size, n in zip(sizes, shape)):
            expected = f"({', '.join(sizes)}{',' * (len(sizes) == 1)})" if sizes else "a number"
            raise ValueError(f"{name} has the shape {shape}, expected {expected}" + (f" with {met}" if met else ""))
''',
    "indices": '''def indices(**given):
    """ValueError for indices that are not integers from 0 to the size beside them, less 1."""
    for name, (value, size) in given.items():
        value = np.asarray(value)
        if value.dtype.kind not in "iu" or np.any((value < 0) | (value >= size)):
            raise ValueError(f"{name} must be integers from 0 to {size - 1}")
''',
    "blocks": '''def blocks(rows, row_bytes, most=3 << 20):
    """Slices of the rows of a matrix, equally long, so few at a time that they stay in the cache."""
    parts = max(1, -(-rows * row_bytes // most))
    step = max(1, -(-rows // parts))
    return [slice(start, start + step) for start in range(0, max(1, rows), step)]
''',
    "inverse_of_lower": '''def inverse_of_lower(L):
    """The inverse of a lower triangular matrix, by its halves: products of matrices are the fastest there is."""
    if len(L) <= 64:
        return np.linalg.inv(L)
    half = len(L) // 2
    inverse = np.zeros_like(L)
    inverse[:half, :half] = inverse_of_lower(L[:half, :half])
    inverse[half:, half:] = inverse_of_lower(L[half:, half:])
    inverse[half:, :half] = -inverse[half:, half:] @ (L[half:, :half] @ inverse[:half, :half])
    return inverse
''',
    "log_det_and_inverse": '''def log_det_and_inverse(A):
    """log det A and the inverse of a symmetric positive definite matrix, from its Cholesky factor; where it has none, one by one."""
    try:
        L = np.linalg.cholesky(A)
    except np.linalg.LinAlgError:
        return np.linalg.slogdet(A)[1], np.linalg.inv(A)
    inverse = inverse_of_lower(L)
    return 2 * np.log(np.diagonal(L)).sum(), inverse.T @ inverse
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
    "erf": '''def erf(x):
    """The error function of every entry."""
    return np.vectorize(math.erf, otypes=[np.result_type(x, np.float32)])(x)
''',
    "lgamma": '''def lgamma(x):
    """The logarithm of the gamma function of every entry."""
    return np.vectorize(math.lgamma, otypes=[np.result_type(x, np.float32)])(x)
''',
    "digamma": '''def digamma(x):
    """The derivative of the logarithm of the gamma function, of every entry above 0: from 8 on by its series."""
    x, below = np.array(x, float), 0.0
    for _ in range(8):
        below = below + np.where(x < 8, 1 / x, 0)
        x = x + (x < 8)
    s = 1 / x**2
    return np.log(x) - 0.5 / x - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - s * (1 / 240 - s / 132)))) - below
''',
    "trigamma": '''def trigamma(x):
    """The second derivative of the logarithm of the gamma function, of every entry above 0: from 8 on by its series."""
    x, below = np.array(x, float), 0.0
    for _ in range(8):
        below = below + np.where(x < 8, 1 / x**2, 0)
        x = x + (x < 8)
    s = 1 / x**2
    return 1 / x + s / 2 + s / x * (1 / 6 - s * (1 / 30 - s * (1 / 42 - s * (1 / 30 - 5 * s / 66)))) + below
''',
    "log_sum_exp": '''def log_sum_exp(x, axis=-1):
    """log(sum(exp(x))) along an axis, without overflow."""
    top = x.max(axis=axis, keepdims=True)
    return np.log(np.sum(np.exp(x - top), axis=axis)) + np.squeeze(top, axis)
''',
    "largest": '''def largest(x, weights, axis):
    """The largest x along an axis that has a weight."""
    return np.max(np.where(weights != 0, x, -np.inf), axis=axis, keepdims=True)
''',
    "weighted_log_sum_exp": '''def weighted_log_sum_exp(x, weights, axis=-1):
    """log(sum(weights * exp(x))) along an axis, without overflow."""
    top = largest(x, weights, axis)
    return np.log(np.sum(weights * np.exp(np.minimum(x - top, 0)), axis=axis)) + np.squeeze(top, axis)
''',
    "log_sum_exp_and_softmax": '''def log_sum_exp_and_softmax(x, axis=-1, out=None, block=1 << 19):
    """log(sum(exp(x))) and exp(x) over its sum, along an axis, from one exponential and without overflow."""
    if x.ndim == 2 and axis in (-1, 1) and len(x) > 1 and x.nbytes > block:  # some rows at a time stay in the cache
        e, log_sum = np.empty_like(x) if out is None else out, np.empty(len(x), x.dtype)
        step = max(1, block * len(x) // x.nbytes)
        for start in range(0, len(x), step):
            part = slice(start, start + step)
            log_sum[part], _ = log_sum_exp_and_softmax(x[part], out=e[part])
        return log_sum, e
    top = x.max(axis=axis, keepdims=True)
    e = np.subtract(x, top, out=out)
    np.exp(e, out=e)
    total = e.sum(axis=axis, keepdims=True)
    e /= total
    return np.squeeze(np.log(total) + top, axis), e
''',
    "softmax": '''def softmax(x, axis=-1, out=None):
    """exp(x) over its sum along an axis, without overflow."""
    e = np.subtract(x, x.max(axis=axis, keepdims=True), out=out)
    np.exp(e, out=e)
    e /= e.sum(axis=axis, keepdims=True)
    return e
''',
    "weighted_softmax": '''def weighted_softmax(x, weights, axis=-1):
    """weights * exp(x) over its sum along an axis, without overflow."""
    e = weights * np.exp(np.minimum(x - largest(x, weights, axis), 0))
    return e / e.sum(axis=axis, keepdims=True)
''',
}
