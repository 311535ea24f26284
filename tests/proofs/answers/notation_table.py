"""Formulas beside others that differ from them in one sign: what must be read, and what must not be read as if it were that.

A row is (what is tried, part, the formula that must not be accepted, the one that must be), like those of `traps_table`.
"""

from traps_table import Trap

EXPECTATIONS = (
    Trap("a mean under y", "b.1", r"E_{w \sim y}[u_w] - u_o", r"E_{w \sim \hat y}[u_w] - u_o"),
    Trap("a mean given another word", "b.1", r"E_{w \sim P(\cdot|o)}[u_w] - u_o", r"E_{w \sim P(\cdot|c)}u_w - u_o"),
    Trap("a mean of another letter", "b.1", r"E_{x \sim \hat y}[u_w] - u_o", r"E_{x \sim \hat y}[u_x] - u_o"),
    Trap("a mean that is none", "b.1", r"E_{w < \hat y}[u_w] - u_o", r"E_{\hat y}[u] - u_o"),
    Trap("probabilities given another word", "b.1", r"\sum_w P(w|o) u_w - u_o", r"\sum_w P(w|c) u_w - u_o"),
    Trap("probabilities given themselves", "b.1", r"\sum_w P(w|w) u_w - u_o", r"\sum_w P(u_w|v_c) u_w - u_o"),
    Trap("given something", "c", r"(P(O=w|C<c) - y_w) v_c", r"(P(O=w|C=c) - y_w) v_c"),
    Trap("given nothing", "c", r"(P(w|) - y_w) v_c", r"(P(w) - y_w) v_c"),
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

READINGS = (*EXPECTATIONS, *SIGNS, *INDICES, *SETS, *CASES)
