"""Formulas beside others that differ from them in one sign: what must be read, and what must not be read as if it were that.

A row is (what is tried, part, the formula that must not be accepted, the one that must be), like those of `traps_table`.
"""

from traps_table import Trap

SIGNED = r"\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)"


def sampled(below: str, word: str) -> str:
    """The gradient by v_c, its sum over what stands below."""
    return rf"-(1-\sigma(u_o^\top v_c))u_o + \sum_{{{below}}} \sigma(u_{{{word}}}^\top v_c) u_{{{word}}}"


EXPECTATIONS = (
    Trap("a mean under y", "b.1", r"E_{w \sim y}[u_w] - u_o", r"E_{w \sim \hat y}[u_w] - u_o"),
    Trap("a mean given another word", "b.1", r"E_{w \sim P(\cdot|o)}[u_w] - u_o", r"E_{w \sim P(\cdot|c)}u_w - u_o"),
    Trap("a mean of another letter", "b.1", r"E_{x \sim \hat y}[u_w] - u_o", r"E_{x \sim \hat y}[u_x] - u_o"),
    Trap("a mean that is none", "b.1", r"E_{w < \hat y}[u_w] - u_o", r"E_{\hat y}[u] - u_o"),
    Trap("probabilities given another word", "b.1", r"\sum_w P(w|o) u_w - u_o", r"\sum_w P(w|c) u_w - u_o"),
    Trap("probabilities given themselves", "b.1", r"\sum_w P(w|w) u_w - u_o", r"\sum_w P(u_w|v_c) u_w - u_o"),
    Trap("given something", "c", r"(P(O=w|C<c) - y_w) v_c", r"(P(O=w|C=c) - y_w) v_c"),
    Trap("given nothing", "c", r"(P(w|) - y_w) v_c", r"(P(w|c) - y_w) v_c"),
)

SIGNS = (
    Trap(
        "a slash after a slash",
        "g.1.u_o",
        r"-1/\sigma(u_o^\top v_c) / \sigma(u_o^\top v_c) (1-\sigma(u_o^\top v_c)) v_c",
    ),
    Trap("an entrywise product that is none", "b.1", r"U \circ (\hat y - y)", r"U \cdot (\hat y - y)"),
    Trap("a product of Kronecker's", "d", r"U \otimes (\hat y - y)^\top", r"(\hat y - y)^\top \otimes v_c"),
    Trap("a word within", "b.1", r"U(\hat y - y \text{ not})", r"U(\hat y - y)"),
    Trap("a stray bar", "b.1", r"U(\hat y - y|)", r"U(\hat y - y)"),
    Trap("an accent on a bracket", "b.1", r"U\hat(\hat y - y)", r"U\mathbf(\hat y - y)"),
    Trap(
        "an offset of both signs",
        "i.1",
        r"\sum_{-m\le j\le m, j\ne0} \frac{\partial J(v_c, w_{t \pm j}, U)}{\partial U}",
    ),
    Trap(
        "an offset from elsewhere",
        "i.1",
        r"\sum_{-m\le j\le m, j\ne0} \frac{\partial J(v_c, w_{x + j}, U)}{\partial U}",
    ),
)

INDICES = (
    Trap("bars round an index", "b.1", r"U\hat y - u_{|o|}", r"\hat y_1 u_1 + \dots + \hat y_{|V|} u_{|V|} - u_o"),
    Trap("a condition on another index", "b.1", r"\sum_w \hat y_w u_w - u_{o \ne w}", r"\sum_w \hat y_w u_w - u_o"),
    Trap("two letters for one index", "c", r"(\hat y_x - y_w) v_c", r"(\hat y_w - y_w) v_c"),
    Trap("a sample that nothing binds", "h", r"\sum_{k=1}^K 1[w_k = w_t] \sigma(u_{w_s}^\top v_c) v_c"),
    Trap("an index without its letter", "h", r"\sum_{k=1}^K 1[w_k = w_s] \sigma(u_{_k}^\top v_c) v_c"),
)

SETS = (
    Trap(
        "an interval without its end",
        "b.1",
        r"\sum_{w \in [1,V)} \hat y_w u_w - u_o",
        r"\sum_{w \in [1,V]} \hat y_w u_w - u_o",
    ),
    Trap("an interval without its beginning", "b.1", r"\sum_{w \in [,V]} \hat y_w u_w - u_o"),
    Trap(
        "a set and one more",
        "b.1",
        r"(\hat y_o - 1)u_o + \sum_{w \in V + \{o\}} \hat y_w u_w",
        r"(\hat y_o - 1)u_o + \sum_{w \in V - \{o\}} \hat y_w u_w",
    ),
)

WORDED = tuple(
    Trap(
        f"a case with {words}",
        "c",
        rf"\begin{{cases}} (\hat y_w - 1) v_c & {words} w = o \\ \hat y_w v_c & \text{{otherwise}} \end{{cases}}",
        r"\begin{cases} (\hat y_w - 1) v_c & \text{if } w = o \\ \hat y_w v_c & \text{in all other cases} \end{cases}",
    )
    for words in (r"\text{unless }", r"\text{except }", r"\lnot", r"\text{not }", r"\text{only sometimes }")
)

CASES = (
    *WORDED,
    Trap("a case by a name", "c", r"\begin{cases} (\hat y_w - 1) v_c & \foo(w=o) \\ \hat y_w v_c & \text{otherwise} \end{cases}"),
    Trap("a case denied", "c", r"\begin{cases} (\hat y_w - 1) v_c & \lnot(w = o) \\ \hat y_w v_c & \text{otherwise} \end{cases}", r"\begin{cases} \hat y_w v_c & \lnot(w = o) \\ (\hat y_w - 1) v_c & \text{otherwise} \end{cases}"),
    Trap("a set of one", "c", r"\begin{cases} (\hat y_w - 1) v_c & w \notin \{o\} \\ \hat y_w v_c & \text{else} \end{cases}", r"\begin{cases} (\hat y_w - 1) v_c & w \in \{o\} \\ \hat y_w v_c & \text{elsewhere} \end{cases}"),
    Trap("positive and negative", "e", r"\begin{cases} 1 & \text{if } x \text{ is negative} \\ \alpha & \text{if } x \text{ is positive} \end{cases}", r"\begin{cases} 1 & \text{if } x \text{ is positive} \\ \alpha & \text{if } x \text{ is negative} \end{cases}"),
)  # fmt: skip

ONES = (
    Trap("ones that add up", "b.1", r"\frac{U \exp(U^\top v_c)}{\mathbf 1^\top (U^\top v_c)} - u_o", r"\frac{U \exp(U^\top v_c)}{\mathbf 1^\top \exp(U^\top v_c)} - u_o"),
    Trap("ones behind a row", "d", r"\frac{v_c \exp(v_c^\top U)}{v_c^\top U \mathbf 1} - v_c y^\top", r"\frac{v_c \exp(v_c^\top U)}{\exp(v_c^\top U) \mathbf 1} - v_c y^\top"),
    Trap("ones alone in a term", "g.2.U", rf"v_c {SIGNED}^\top + v_c \mathbf 1^\top", rf"v_c {SIGNED}^\top - v_c \mathbf 1^\top"),
    Trap("ones behind the matrix", "g.2.v_c", r"U_{o,\{w_1,\dots,w_K\}}" + SIGNED, r"U_{o,\{w_1,\dots,w_K\}}" + SIGNED + r" - U_{o,\{w_1,\dots,w_K\}} \mathbf 1"),
    Trap("ones of another length", "g.2.v_c", r"-U_{o,\{w_1,\dots,w_K\}}(\mathbf 1_{K} - " + SIGNED + ")", r"-U_{o,\{w_1,\dots,w_K\}}(\mathbf 1_{K+1} - " + SIGNED + ")"),
    Trap("ones whose length does not show", "b.1", r"U(\hat y - y) + v_c \mathbf 1^\top \mathbf 1 - v_c \mathbf 1^\top \mathbf 1"),
    Trap("a diagonal and ones", "b.1", r"U(2\operatorname{diag}(\hat y) \mathbf 1 - y)", r"U(\operatorname{diag}(\hat y) \mathbf 1 - y)"),
    Trap("the norm of one kind", "b.1", r"U\left(\frac{\exp(U^\top v_c)}{\|\exp(U^\top v_c)\|_2} - y\right)", r"U\left(\frac{\exp(U^\top v_c)}{\|\exp(U^\top v_c)\|_1} - y\right)"),
)  # fmt: skip

WORDS = (
    *(Trap(f"the word as {unit}", "b.1", rf"U(\hat y - {unit.replace('o', 'c')})", rf"U(\hat y - {unit})") for unit in (r"e_{o}", r"\delta_{o}", r"\mathbb{1}_{o}", r"\mathbf 1_{o}")),
    Trap("the word by a function", "b.1", r"U(\hat y - \operatorname{onehot}(c))", r"U(\hat y - \operatorname{onehot}(o))"),
    Trap("an indicator of the word", "c", r"(\hat y_w - \mathbb 1_{c}(w)) v_c", r"(\hat y_w - \mathbb 1_{o}(w)) v_c"),
    Trap("an indicator by I", "c", r"(\hat y_w - \mathbb I_{w \ne o}) v_c", r"(\hat y_w - \mathbb I_{w = o}) v_c"),
    Trap("inner products by brackets", "g.1.u_o", r"v_c(\sigma(\langle u_o, u_o \rangle) - 1)", r"v_c(\sigma(\langle u_o, v_c \rangle) - 1)"),
    Trap("a mean by brackets", "b.1", r"\langle u \rangle_{y} - u_o", r"\langle u \rangle_{\hat y} - u_o"),
    Trap("probabilities by subscripts", "c", r"(p_{w|o} - y_w) v_c", r"(p_{w|c} - y_w) v_c"),
    Trap("another thing by that letter", "b.1", r"$\sum_w p_w u_w - u_o$ where $p_w = \exp(u_w^\top v_c)$", r"\sum_w p_w u_w - u_o"),
    Trap("the step", "e", r"1 + (\alpha - 1) H(x)", r"\alpha + (1 - \alpha) H(x)"),
    Trap("a prime behind brackets", "f", r"\sigma(x)' = \sigma(x)(1+\sigma(x))", r"\sigma(x)' = \sigma(x)(1-\sigma(x))"),
    Trap("a hyperbolic function", "f", r"\frac14 \operatorname{sech}^2(x)"),
)  # fmt: skip

UNNAMED = (
    Trap("all words for the samples", "g.1.v_c", sampled("w", "w"), sampled("k", "w_k")),
    Trap("all words but o", "g.1.v_c", sampled(r"w \ne o", "w"), sampled("k", "k")),
    Trap("all words but o, by another letter", "g.1.v_c", sampled(r"i \ne o", "i"), sampled("i", "w_i")),
    Trap("words that are w_s", "h", r"\sum_w 1\{w = w_s\} \sigma(u_w^\top v_c) v_c", r"\sum_k 1\{w_k = w_s\} \sigma(u_{w_k}^\top v_c) v_c"),
    Trap("a condition on another letter", "b.1", r"(\hat y_o - 1) u_o + \sum_{x \ne o} \hat y_w u_w", r"(\hat y_o - 1) u_o + \sum_{x \ne o} \hat y_x u_x"),
)  # fmt: skip

PART = r"\frac{\partial J(v_c, w_{t%sj}, U)}{\partial v_c}"

HALVES = (
    Trap("words before o, twice", "b.1", r"\sum_{w<o} \hat y_w u_w + (\hat y_o-1)u_o + \sum_{w<o} \hat y_w u_w", r"\sum_{w<o} \hat y_w u_w + (\hat y_o-1)u_o + \sum_{w>o} \hat y_w u_w"),
    Trap("words up to o", "b.1", r"\sum_{w=1}^{o-1} \hat y_w u_w + (\hat y_o-1)u_o + \sum_{w=o}^{V} \hat y_w u_w", r"\sum_{w=1}^{o-1} \hat y_w u_w + (\hat y_o-1)u_o + \sum_{w=o+1}^{V} \hat y_w u_w"),
    Trap("one half of a window", "i.2", r"\sum_{j=1}^{m} " + PART % "+", r"\sum_{j=-m}^{-1} " + PART % "+" + r" + \sum_{j=1}^{m} " + PART % "+"),
    Trap("one half, and the other taken off", "i.2", r"\sum_{j=-m}^{-1} " + PART % "+" + r" - \sum_{j=1}^{m} " + PART % "+"),
    Trap("one half twice", "i.2", rf"\sum_{{j=1}}^m ({PART % '+'} + {PART % '+'})", rf"\sum_{{j=1}}^m ({PART % '+'} + {PART % '-'})"),
    Trap("a window and its centre", "i.2", r"\sum_{j=-m}^{m} " + PART % "+", r"\sum_{j=-m}^{m} " + PART % "+" + r" - \frac{\partial J(v_c, w_t, U)}{\partial v_c}"),
)  # fmt: skip

ALL_TERMS = r"\sum_{k=0}^{K} (\sigma(u_{w_k}^\top v_c) - 1\{k = %s\}) u_{w_k}, \ w_0 = o"

NAMED_SETS = (
    Trap("samples from the 0th on", "g.1.v_c", ALL_TERMS % "1", ALL_TERMS % "0"),
    Trap("the matrix of the samples", "g.1.v_c", r"u_o(\sigma(u_o^\top v_c) - 1) - U_{neg}\sigma(U_{neg}^\top v_c)", r"u_o(\sigma(u_o^\top v_c) - 1) + U_{neg}\sigma(U_{neg}^\top v_c)"),
    Trap("the set of the samples", "g.1.v_c", sampled(r"w \in V", "w"), sampled(r"w \in \mathcal N", "w")),
    Trap("the words around", "i.1", r"2 \sum_{w \in \text{context}} \frac{\partial J(v_c, w, U)}{\partial U}", r"\sum_{w \in \text{context}} \frac{\partial J(v_c, w, U)}{\partial U}"),
    Trap("the words around, written out", "i.1", r"\sum_{w \in \{w_{t-m}, \dots, w_{t+m}\}} \frac{\partial J(v_c, w, U)}{\partial U}", r"\sum_{w \in \{w_{t-m}, \dots, w_{t-1}, w_{t+1}, \dots, w_{t+m}\}} \frac{\partial J(v_c, w, U)}{\partial U}"),
    Trap("words around where there is no window", "b.1", r"\sum_{w \in \text{context}} \hat y_w u_w - u_o"),
    Trap("another list of words", "g.2.U", SIGNED.replace("w_1", "w_2") + r" v_c", r"v_c(" + SIGNED + r" - 1)^\top"),
)  # fmt: skip

PROGRAMS = (
    Trap("as in programs", "b.1", "U(y - yhat)", "U(yhat - y)"),
    Trap("as in programs, with a line", "b.1", "U(y_hat + y)", "U(y_hat - y)"),
    Trap("a sum without a backslash", "b.1", "sum_w yhat_w u_w", "sum_w yhat_w u_w - u_o"),
    Trap("NumPy", "b.1", "U.T @ (softmax(U @ v_c) + y)", "U @ (softmax(U.T @ v_c) - y)"),
    Trap(
        "a sum of NumPy's",
        "b.1",
        "U @ np.exp(U.T @ v_c) - u_o",
        "U @ np.exp(U.T @ v_c) / np.sum(np.exp(U.T @ v_c)) - u_o",
    ),
    Trap("a function without a backslash", "g.1.u_o", "(sigma(u_o^T v_c) + 1) v_c", "(sigma(u_o^T v_c) - 1) v_c"),
)

REST = (
    Trap("a loss of one letter", "b.1", r"\frac{\partial J_{o}}{\partial v_c} = U(\hat y - y)", r"\frac{\partial J}{\partial v_c} = U(\hat y - y)"),
    Trap("a slope of a function of one's own", "f", r"Let $h(x) = 2\sigma(x)$. Then $h' = h(x)(1-h(x))$", r"Let $h(x) = \sigma(x)$. Then $h' = h(x)(1-h(x))$"),
    Trap("a range with a condition behind a colon", "h", r"\sum_{2 \le k \le K : w_k = w_s} \sigma(u_{w_s}^\top v_c) v_c", r"\sum_{1 \le k \le K : w_k = w_s} \sigma(u_{w_s}^\top v_c) v_c"),
    Trap("the cross-entropy of a softmax that is written out", "a", r"CE(\hat y, \operatorname{softmax}(U^\top v_c)) = -\log \hat y_o", r"CE(y, \operatorname{softmax}(U^\top v_c)) = -\log \hat y_o"),
    Trap("the greatest of one", "c", r"\max(\hat y_w - y_w) v_c"),
    Trap("a word as a set", "c", r"\begin{cases} (\hat y_w - 1) v_c & w \in o \\ \hat y_w v_c & \text{otherwise} \end{cases}"),
    Trap("a loss of something else", "i.1", r"\sum_{w \in \text{context}} \frac{\partial J(v_c, w, o)}{\partial U}"),
    Trap("samples by another letter", "g.1.v_c", r"\sum_{j_k \in \text{neg}} \sigma(u_{w_k}^\top v_c) u_{w_k} - \sigma(-u_o^\top v_c) u_o", r"\sum_{w_k \in \text{neg}} \sigma(u_{w_k}^\top v_c) u_{w_k} - \sigma(-u_o^\top v_c) u_o"),
)  # fmt: skip

READINGS = (
    *REST,
    *PROGRAMS,
    *NAMED_SETS,
    *HALVES,
    *ONES,
    *WORDS,
    *UNNAMED,
    *EXPECTATIONS,
    *SIGNS,
    *INDICES,
    *SETS,
    *CASES,
)
