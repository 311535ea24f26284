"""More functions that NumPy lacks, those of compiled functions: large matrices are read once, few numbers take few calls."""

PASSES = {
    "softmax_pass": '''def softmax_pass(M, x, cached=8 << 20, block=2 << 20):
    """(log(sum(exp(s))), p, p @ M) with s = M @ x and p = softmax(s); a large M is read once, in blocks that stay in the cache."""
    if M.nbytes <= cached:
        p = M @ x
        top = np.maximum.reduce(p)
        p -= top
        np.exp(p, out=p)
        total = np.add.reduce(p)
        p /= total
        return np.log(total) + top, p, p @ M
    count, d = M.shape
    step = max(1, block // (d * M.itemsize))
    p, mean = np.empty(count, M.dtype), np.zeros(d, M.dtype)
    top, total, tops = -np.inf, 0.0, []
    for start in range(0, count, step):
        rows, part = M[start : start + step], p[start : start + step]
        np.matmul(rows, x, out=part)
        highest = float(part.max())
        if highest > top:
            scale = math.exp(top - highest)
            mean *= scale
            total *= scale
            top = highest
        tops.append(top)
        part -= top
        np.exp(part, out=part)
        total += float(part.sum())
        mean += part @ rows
    for number, start in enumerate(range(0, count, step)):
        p[start : start + step] *= math.exp(tops[number] - top) / total
    mean /= total
    return M.dtype.type(top + np.log(total)), p, mean
''',
    "softplus_and_sigmoid": '''def softplus_and_sigmoid(x):
    """log(1 + exp(x)) and 1 / (1 + exp(-x)), from one exponential that is at most 1."""
    e = np.exp(-np.abs(x))
    return np.maximum(x, 0) + np.log1p(e), np.where(x >= 0, e.dtype.type(1), e) / (1 + e)
''',
    "softplus_sum_and_sigmoid": '''def softplus_sum_and_sigmoid(x):
    """sum(log(1 + exp(x))) and 1 / (1 + exp(-x)) of a vector; a few numbers take fewer steps one by one."""
    if x.size > 128:
        plus, sigma = softplus_and_sigmoid(x)
        return np.add.reduce(plus), sigma
    if x.size > 10:
        plus = np.logaddexp(0, x)
        sigma = np.subtract(x, plus)
        np.exp(sigma, out=sigma)
        return np.add.reduce(plus), sigma
    total, sigma = 0.0, []
    for z in x.tolist():
        if z > 0:
            e = math.exp(-z)
            total += z + math.log1p(e)
            sigma.append(1 / (1 + e))
        else:
            e = math.exp(z)
            total += math.log1p(e)
            sigma.append(e / (1 + e))
    return x.dtype.type(total), np.array(sigma, x.dtype)
''',
    "rows": '''def rows(M, words):
    """The rows of a matrix at some words."""
    return M.take(words, 0) if M.flags.c_contiguous else M[words]
''',
    "joined": '''def joined(first, rest):
    """One word, or one for each example, before those of the samples."""
    if not isinstance(first, int) and first.ndim >= rest.ndim:
        rest = np.broadcast_to(rest, (*np.shape(first), rest.shape[-1]))
    words = np.empty((*rest.shape[:-1], rest.shape[-1] + 1), rest.dtype)
    words[..., 0] = first
    words[..., 1:] = rest
    return words
''',
    "signs": '''def signs(count, dtype, known={}):
    """-1 for the first of the joined samples, 1 for the others."""
    if (count, dtype) not in known:
        known[count, dtype] = np.ones(count, dtype)
        known[count, dtype][:1] = -1
    return known[count, dtype]
''',
    "add_rows": '''def add_rows(target, words, rows):
    """target[words] += rows, every repeat counted: rows of one word are added up in pairs, until each word is left once."""
    if target.ndim == 1 or np.shape(rows) != (*words.shape, *target.shape[1:]):
        np.add.at(target, words, rows)  # repeated where they have fewer axes, or one row for several words
        return
    words, rows = words.reshape(-1), rows.reshape(-1, *target.shape[1:])
    if words.size <= 32:
        few = words.tolist()
        if len(set(few)) == len(few):
            target[words] += rows
        else:
            for word, row in zip(few, rows):
                target[word] += row
        return
    place = words.argsort(kind="stable")
    words = words[place]
    repeats = words[1:] == words[:-1]
    if repeats.any():
        rows = rows.copy()
    while repeats.any():
        start = np.maximum.accumulate(np.where(np.concatenate(([False], repeats)), 0, np.arange(words.size)))
        odd = (np.arange(words.size) - start) % 2 == 1
        second = np.flatnonzero(odd)
        rows[place[second - 1]] += rows[place[second]]
        place, words = place[~odd], words[~odd]
        repeats = words[1:] == words[:-1]
    target[words] += rows[place]
''',
    "zeros": '''def zeros(shape, dtype, out=None):
    """An array of zeros, in memory that is given or new."""
    if out is None:
        return np.zeros(shape, dtype)
    out.fill(0)
    return out
''',
    "outer": '''def outer(a, b, out=None, whole=4 << 20, block=1 << 18):
    """The products of two vectors; short rows by matrix multiplication, many of them in blocks that stay in the cache."""
    if out is None:
        out = np.empty((a.size, b.size), a.dtype)
    if b.size >= 512 or not out.flags.c_contiguous:
        return np.multiply(a[:, None], b, out=out)
    step = max(1, a.size if out.nbytes <= whole else block // max(1, b.nbytes))
    column, row = a[:, None], b[None]
    for start in range(0, a.size, step):
        np.dot(column[start : start + step], row, out=out[start : start + step])
    return out
''',
    "into": '''def into(out, x):
    """x, in memory that is given where there is some."""
    if out is None:
        return x
    out[...] = x
    return out
''',
}
"""By name; each after those that it calls."""
