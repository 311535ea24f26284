"""TABLE of six more losses, in the form of `gradient_table`: one to three right programs of each, and three to five wrong ones."""

from gradient_table import Row

MORE = (
    Row(
        "triplet",
        r"\frac1N\sum_{i=1}^N \max(0, m + \|a_i-p_i\|^2 - \|a_i-n_i\|^2)",
        ("a", "p"),
        (
            """
def f(a, p, n, m):
    dp, dn = a - p, a - n
    s = m + (dp**2).sum(1) - (dn**2).sum(1)
    on = (s > 0).astype(float)[:, None]
    N = len(a)
    return np.maximum(s, 0).mean(), {"a": 2 * on * (dp - dn) / N, "p": -2 * on * dp / N}
""",
            """
def f(n, p, a, m):
    loss, ga, gp = 0.0, np.zeros_like(a), np.zeros_like(p)
    for i in range(len(a)):
        s = m + np.dot(a[i]-p[i], a[i]-p[i]) - np.dot(a[i]-n[i], a[i]-n[i])
        if s >= 0:
            loss += s
            ga[i] = 2 * (n[i] - p[i])
            gp[i] = 2 * (p[i] - a[i])
    return loss / len(a), (ga / len(a), gp / len(a))
""",
            """
def f(a, p, n, m):
    s = m + np.einsum("ij,ij->i", a - p, a - p) - np.einsum("ij,ij->i", a - n, a - n)
    k = np.where(s > 0, 2.0 / len(a), 0.0)
    return np.sum(s[s > 0]) / len(a), k[:, None] * (n - p), k[:, None] * (p - a)
""",
        ),
        (
            ("2 * on * (dp - dn) / N", "2 * on * (dp - dn)", "size-missing"),
            ("2 * on * (dp - dn) / N", "2 * on * dp / N", "term-missing"),
            ("2 * on * (dp - dn) / N", "2 * on * (dp + dn) / N", "term-sign"),
            ('"p": -2 * on * dp / N', '"p": -2 * dp / N', "step-missing"),
            ('"p": -2 * on * dp / N', '"p": 2 * on * dp / N', "sign"),
        ),
        ("a[N]: d", "p[N]: d", "n[N]: d", "m:"),
    ),
    Row(
        "attention",
        r"g^\top V^\top \operatorname{softmax}\left(\frac{K q}{\sqrt d}\right)",
        ("q", "V", "K"),
        (
            """
def f(q, K, V, g):
    r = np.sqrt(len(q))
    A = softmax(K @ q / r)
    h = V @ g
    dz = A * (h - A @ h)
    return A @ h, {"q": K.T @ dz / r, "V": np.outer(A, g), "K": np.outer(dz, q) / r}
""",
            """
def f(V, K, q, g):
    d = q.size
    s = [np.dot(k, q) / d**0.5 for k in K]
    e = np.exp(np.array(s) - max(s)); p = e / e.sum()
    loss = sum(p[t] * np.dot(V[t], g) for t in range(len(p)))
    gq, gK, gV = np.zeros_like(q), np.zeros_like(K), np.zeros_like(V)
    for t in range(len(p)):
        w = p[t] * (np.dot(V[t], g) - loss) / d**0.5
        gq += w * K[t]; gK[t] = w * q; gV[t] = p[t] * g
    return loss, (gq, gV, gK)
""",
        ),
        (
            ("K.T @ dz / r", "K.T @ dz", "root-missing"),
            ("dz = A * (h - A @ h)", "dz = A * (1 - A) * h", "softmax-diagonal"),
            ("dz = A * (h - A @ h)", "dz = A * h", "softmax-mean-missing"),
            ("np.outer(A, g)", "np.outer(A, g) * len(A)", "size-missing"),
            ("np.outer(dz, q) / r", "np.outer(dz, np.ones_like(q)) / r", "factor-dropped"),
        ),
        ("q: d", "K: k x d", "V: k x m", "g: m"),
    ),
    Row(
        "gaussian nll",
        r"\frac{1}{2N}\sum_{i=1}^N \left(s_i + (y_i - w^\top x_i)^2 e^{-s_i}\right)",
        ("w", "c"),
        (
            """
def f(x, y, w, c):
    s = x @ c
    r = y - x @ w
    e = np.exp(-s)
    N = len(y)
    return (s + r**2 * e).sum() / (2 * N), {"w": -x.T @ (r * e) / N, "c": x.T @ (1 - r**2 * e) / (2 * N)}
""",
            """
def f(w, c, x, y):
    loss, gw, gc = 0.0, np.zeros_like(w), np.zeros_like(c)
    for a, b in zip(x, y):
        v = np.exp(a @ c); r = b - a @ w
        loss += 0.5 * (a @ c) + 0.5 * r * r / v
        gw -= r / v * a
        gc += 0.5 * (1 - r * r / v) * a
    n = len(y)
    return loss / n, {"c": gc / n, "w": gw / n}
""",
            """
def f(x, y, w, c):
    p = np.exp(-(x @ c)); r = x @ w - y
    q = r * r * p
    return 0.5 * np.mean(x @ c + q), (np.mean((r * p)[:, None] * x, 0), 0.5 * np.mean((1 - q)[:, None] * x, 0))
""",
        ),
        (
            ("-x.T @ (r * e) / N", "-x.T @ r / N", "factor-dropped"),
            ("-x.T @ (r * e) / N", "-x.T @ (r * e) / (2 * N)", "factor"),
            ("x.T @ (1 - r**2 * e) / (2 * N)", "x.T @ (1 + r**2 * e) / (2 * N)", "term-sign"),
            ("x.T @ (1 - r**2 * e) / (2 * N)", "-x.T @ (r**2 * e) / (2 * N)", "term-missing"),
            ("x.T @ (1 - r**2 * e) / (2 * N)", "x.T @ (1 - r**2) / (2 * N)", "inner-missing"),
        ),
        ("x[N]: d", "y[N]:", "w: d", "c: d"),
        (),
        (r"s_i = c^\top x_i",),
    ),
    Row(
        "ridge matrix",
        r"\frac{1}{2N}\|X W - Y\|_F^2 + \frac{\lambda}{2}\|W\|_F^2",
        ("W",),
        (
            """
def f(X, W, Y, lambda_):
    R = X @ W - Y
    N = len(X)
    return (R**2).sum() / (2 * N) + lambda_ / 2 * (W**2).sum(), X.T @ R / N + lambda_ * W
""",
            """
def f(W, X, Y, lambda_):
    N, d = X.shape
    G = X.T.dot(X) / N + lambda_ * np.eye(d)
    B = X.T.dot(Y) / N
    loss = 0.5 * np.trace(W.T @ G @ W) - np.trace(W.T @ B) + 0.5 * np.sum(Y * Y) / N
    return loss, {"W": G @ W - B}
""",
        ),
        (
            ("X.T @ R / N + lambda_ * W", "X.T @ R / N + lambda_", "factor-dropped"),
            ("X.T @ R / N + lambda_ * W", "X.T @ R / N + lambda_ / N * W", "term-size-extra"),
            ("X.T @ R / N + lambda_ * W", "(X.T @ R + lambda_ * W) / N", "term-size-extra"),
            ("X.T @ R / N + lambda_ * W", "X.T @ R / N - lambda_ * W", "term-sign"),
            ("X.T @ R / N + lambda_ * W", "X.T @ R / R.size + lambda_ * W", "term-size-extra"),
        ),
        ("X: N x d", "W: d x m", "Y: N x m", "lambda:"),
    ),
    Row(
        "pairs",
        r"-\frac1N\sum_{i=1}^N \log \sigma(r^\top (a_i - b_i))",
        ("r",),
        (
            """
def f(a, b, r):
    z = (a - b) @ r
    return np.logaddexp(0, -z).mean(), -(a - b).T @ sigmoid(-z) / len(a)
""",
        ),
        (
            ("-(a - b).T", "-(a + b).T", "term-sign"),
            ("-(a - b).T", "-a.T", "term-missing"),
            ("sigmoid(-z)", "sigmoid(z)", "inner-wrong"),
        ),
        ("a[N]: d", "b[N]: d", "r: d"),
    ),
    Row(
        "divergence and a squared hinge",
        r"\sum_{k=1}^K p_k \log \frac{p_k}{\operatorname{softmax}(W x)_k} + \frac12 \max(0, 1 - s^\top x)^2",
        ("W", "s"),
        (
            """
def f(W, x, p, s):
    z = W @ x
    q = z - z.max()
    q = q - np.log(np.exp(q).sum())
    m = np.maximum(0, 1 - s @ x)
    return p @ (np.log(p) - q) + m**2 / 2, {"W": np.outer(np.exp(q) - p, x), "s": -m * x}
""",
        ),
        (
            ("np.exp(q) - p", "np.exp(q)", "label-missing"),
            ("np.exp(q) - p", "-p", "prediction-missing"),
            ('"s": -m * x', '"s": -(1 - s @ x) * x', "step-missing"),
        ),
        ("W: K x d", "x: d", "p: K", "s: d"),
        ("p is a distribution", "p is positive"),
    ),
    Row(
        "covariance",
        r"\log\det S + z^\top S^{-1} z",
        ("S", "z"),
        (
            """
def f(S, z):
    P = np.linalg.inv(S)
    return np.linalg.slogdet(S)[1] + z @ P @ z, {"S": P - P @ np.outer(z, z) @ P, "z": 2 * P @ z}
""",
            """
def f(z, S):
    a = np.linalg.solve(S, z)
    return np.log(np.linalg.det(S)) + z @ a, np.linalg.inv(S) - np.outer(a, a), a + a
""",
        ),
        (
            ("P - P @", "P + P @", "inverse-sign"),
            ("P - P @", "-P @", "term-missing"),
            ("P - P @", "S - P @", "inverse-missing"),
            ("np.outer(z, z) @ P", "np.outer(z, z)", "inverse-once"),
            ("- P @ np.outer", "- np.outer", "inverse-once"),
            ("2 * P @ z", "2 * S @ z", "inverse-missing"),
        ),
        ("S: n x n", "z: n"),
        ("S symmetric positive definite",),
    ),
    Row(
        "smooth distance",
        r"\frac1N\sum_{i=1}^N \sqrt{1 + (c^\top z_i - t_i)^2} + \mathbf 1^\top \tanh(c)",
        ("c",),
        (
            """
def f(c, z, t):
    r = z @ c - t
    root, h = np.sqrt(1 + r**2), np.tanh(c)
    return root.mean() + h.sum(), z.T @ (r / root) / len(t) + (1 - h**2)
""",
        ),
        (
            ("z.T @ (r / root) / len(t)", "z.sum(axis=0) * (r / root).mean()", "sums-apart"),
            ("z.T @ (r / root) / len(t)", "z.mean(axis=0) * (r / root).mean()", "sums-apart"),
            ("z.T @ (r / root) / len(t)", "z[0] * (r / root).mean()", "first-for-all"),
            ("/ len(t) + (1", "/ len(c) + (1", "term-size-other"),
            ("(1 - h**2)", "h * (1 - h)", "inner-wrong"),
        ),
        ("z[N]: d", "t[N]:", "c: d"),
    ),
    Row(
        "low rank",
        r"\frac{1}{2m}\|A - B C^\top\|_F^2",
        ("B",),
        (
            """
def f(A, B, C):
    R = B @ C.T - A
    return (R**2).sum() / (2 * len(A)), R @ C / len(A)
""",
        ),
        (
            ("R @ C / len(A)", "-A @ C / len(A)", "term-missing"),
            ("R @ C / len(A)", "(B @ C.T + A) @ C / len(A)", "term-sign"),
            ("R @ C / len(A)", "R @ C / len(C)", "size-other"),
        ),
        ("A: m x n", "B: m x k", "C: n x k"),
    ),
)
