"""Answers in every notation that people use: each right one beside a wrong sibling, and how the sibling must be refused.

A row is (notation, part, right, wrong, word for the wrong one). Tests and the latency benchmark share the table.
"""

from typing import NamedTuple


class Row(NamedTuple):
    """One notation: an answer to accept, and its sibling to refuse."""

    notation: str
    part: str
    right: str
    wrong: str
    word: str = "wrong"


DV = r"\frac{\partial J}{\partial v_c} = "
"""The left side that asks for b.1."""

TRANSPOSES = tuple(
    Row(f"transpose {sign}", "d", rf"v_c (\hat y - y)^{sign}", rf"v_c (y - \hat y)^{sign}")
    for sign in ("T", r"\top", r"\intercal", r"{\mathrm{T}}", r"{\mathsf T}")
)

BOLD = tuple(
    Row(f"bold {font}", "b.1", template.replace("MINUS", "-"), template.replace("MINUS", "+"))
    for font, template in (
        (r"\bm", r"\bm{U}(\hat{\bm y} MINUS \bm y)"),
        (r"\bm, no braces", r"\bm U(\hat{\bm y} MINUS \bm y)"),
        (r"\mathbf", r"\mathbf{U}(\mathbf{\hat{y}} MINUS \mathbf{y})"),
        (r"\boldsymbol", r"\boldsymbol{U}(\boldsymbol{\hat y} MINUS \boldsymbol{y})"),
        (r"\pmb", r"\pmb{U}(\hat{\pmb{y}} MINUS \pmb y)"),
        (r"{\bf }", r"{\bf U}(\hat{\bf y} MINUS {\bf y})"),
        (r"\textbf", r"\textbf{U}(\hat{\textbf{y}} MINUS \textbf{y})"),
        (r"\mathit", r"\mathit{U}(\hat{y} MINUS \mathit{y})"),
        (r"\vec", r"U(\vec{\hat y} MINUS \vec{y})"),
    )
)

HATS = tuple(
    Row(f"hat {hat}", "c", rf"({hat} - y_w) v_c", rf"({hat} + y_w) v_c")
    for hat in (
        r"\hat y_w",
        r"\hat{y}_w",
        r"\hat{y_w}",
        r"\widehat{y}_w",
        r"\widehat{y_w}",
        r"\tilde{y}_w",
        r"\mathbf{\hat y}_w",
    )
)

DERIVATIVES = tuple(
    Row(f"left side {left}", "b.1", rf"{left} = U(\hat{{y}} - y)", rf"{left} = U(y - \hat{{y}})")
    for left in (
        r"\frac{\partial J}{\partial v_c}",
        r"\dfrac{\partial J}{\partial v_c}",
        r"{\partial J \over \partial v_c}",
        r"\frac{\part J}{\part v_c}",
        r"\nabla_{v_c} J",
        r"\nabla_{v_c} J_{\text{naive-softmax}}",
        r"\nabla v_c",
        r"\frac{\delta J}{\delta v_c}",
        r"\partial J / \partial v_c",
        r"\frac{\partial}{\partial v_c} J",
        r"\frac{\partial}{\partial v_c} J_{naive-softmax}(v_c, o, U)",
        r"\frac{\partial J_{\text{naive-softmax}}(v_c, o, U)}{\partial v_c}",
        r"\frac{\partial J}{v_c}",
        r"\frac{\partial \mathcal{L}}{\partial v_c}",
        r"\partial_{v_c} J",
        r"\frac{\mathrm{d} J}{\mathrm{d} v_c}",
        r"\frac{\partial J}{\partial \nu_c}",
        r"\frac{\partial J}{\partial \mathbf{v}_{\mathbf{c}}}",
        "∂J/∂v_c",
    )
)

SUMS = (
    Row("sum over Vocab", "b.1", r"-u_o + \sum_{w \in Vocab} \hat y_w u_w", r"u_o + \sum_{w \in Vocab} \hat y_w u_w"),
    Row(
        "sum over \\text{Vocab}",
        "b.1",
        r"-u_o + \sum_{x \in \text{Vocab}} \hat y_x u_x",
        r"-u_o + \sum_{x \in \text{Vocab}} y_x u_x",
    ),
    Row("sum to V", "b.1", r"-u_o + \sum_{w=1}^{V} \hat y_w u_w", r"-u_o + \sum_{w=1}^{V} \hat y_w u_o"),
    Row("sum to |V|", "b.1", r"-u_o + \sum_{w=1}^{|V|} \hat y_w u_w", r"-u_o - \sum_{w=1}^{|V|} \hat y_w u_w"),
    Row(
        "sum to |Vocab|",
        "b.1",
        r"-u_o + \sum_{w=1}^{|Vocab|} \hat y_w u_w",
        r"-u_o + 2\sum_{w=1}^{|Vocab|} \hat y_w u_w",
    ),
    Row("sum to W", "b.1", r"-u_o + \sum_{w=1}^{W} \hat y_w u_w", r"-u_o + \sum_{w=2}^{W} \hat y_w u_w"),
    Row("sum to n", "b.1", r"-u_o + \sum_{i=1}^{n} \hat y_i u_i", r"-u_o + \sum_{i=1}^{n-1} \hat y_i u_i"),
    Row("sum without range", "b.1", r"-u_o + \sum_w \hat y_w u_w", r"-u_o + \sum_w \hat y_o u_w"),
    Row("sum without subscript", "b.1", r"-u_o + \sum \hat y_w u_w", r"-u_o + \sum \hat y_w u_w + u_o"),
    Row(
        "capital sigma as a sum",
        "g.1.v_c",
        r"-(1-\sigma(u_o^T v_c))u_o + \Sigma_k (1-\sigma(-u_k^T v_c))u_k",
        r"-(1-\sigma(u_o^T v_c))u_o - \Sigma_k (1-\sigma(-u_k^T v_c))u_k",
    ),
    Row(
        "set of a sum in braces",
        "g.1.v_c",
        r"-(1-\sigma(u_o^T v_c))u_o + \sum_{s \in \{1,\dots,K\}} \sigma(u_{w_s}^T v_c)u_{w_s}",
        r"-(1-\sigma(u_o^T v_c))u_o + \sum_{s \in \{1,\dots,K\}} \sigma(-u_{w_s}^T v_c)u_{w_s}",
    ),
    Row(
        "same bound letter twice",
        "b.1",
        r"-u_o + \sum_{w \in V} \frac{\exp(u_w^T v_c)}{\sum_{w \in V} \exp(u_w^T v_c)} u_w",
        r"-u_o + \sum_{w \in V} \frac{\exp(u_o^T v_c)}{\sum_{w \in V} \exp(u_w^T v_c)} u_w",
    ),
    Row(
        "primed index", "b.1", r"-u_o + \sum_{w'=1}^{V} \hat y_{w'} u_{w'}", r"-u_o + \sum_{w'=1}^{V} \hat y_{w'} u_{o}"
    ),
    Row(
        "sum with j ≠ o",
        "b.1",
        r"(\hat y_o - 1) u_o + \sum_{w \ne o} \hat y_w u_w",
        r"\hat y_o u_o + \sum_{w \ne o} \hat y_w u_w",
    ),
    Row("\\limits", "b.1", r"-u_o + \sum\limits_{w \in V} \hat y_w u_w", r"-u_o + \sum\limits_{w \in V} u_w"),
)

PROBABILITIES = (
    Row("P(O=w|C=c)", "c", r"(P(O=w|C=c) - y_w) v_c", r"(P(O=o|C=c) - y_w) v_c"),
    Row("P(O=w\\mid C=c)", "b.1", r"-u_o + \sum_{w} P(O=w \mid C=c) u_w", r"-u_o + \sum_{w} P(O=o \mid C=c) u_w"),
    Row("p(x|c)", "b.1", r"-u_o + \sum_{x \in V} p(x|c) u_x", r"u_o - \sum_{x \in V} p(x|c) u_x"),
    Row("Pr", "b.1", r"-u_o + \sum_{x \in V} \Pr(x|c) u_x", r"-u_o + \sum_{x \in V} \Pr(x|c) u_o"),
    Row(
        "\\mathbb{P}",
        "b.1",
        r"-u_o + \sum_{x \in V} \mathbb{P}(x \mid c) u_x",
        r"-u_o - \sum_{x \in V} \mathbb{P}(x \mid c) u_x",
    ),
    Row("E[u_w]", "b.1", r"-u_o + E[u_w]", r"u_o - E[u_w]"),
    Row("\\mathbb{E}", "b.1", r"\mathbb{E}[u_w] - u_o", r"\mathbb{E}[u_w] + u_o"),
    Row(
        "E with a subscript", "b.1", r"\mathbb{E}_{w \sim \hat y}[u_w] - u_o", r"\mathbb{E}_{w \sim \hat y}[u_w] - 2u_o"
    ),
    Row("softmax", "b.1", r"U(\text{softmax}(U^\top v_c) - y)", r"U(\text{softmax}(U^\top v_c) + y)"),
    Row(
        "softmax by \\operatorname",
        "b.1",
        r"U(\operatorname{softmax}(U^\top v_c) - y)",
        r"U\operatorname{softmax}(U^\top v_c)",
    ),
)

FUNCTIONS = (
    Row("σ by itself, with a dot", "f", r"\sigma \cdot (1 - \sigma)", r"\sigma \cdot (1 + \sigma)"),
    Row(
        "exp without backslash",
        "b.1",
        r"-u_o + \frac{\sum_w exp(u_w^T v_c) u_w}{\sum_w exp(u_w^T v_c)}",
        r"-u_o + \frac{\sum_w exp(u_w^T v_c)}{\sum_w exp(u_w^T v_c)} u_w",
    ),
    Row(
        "e to the power",
        "b.1",
        r"-u_o + \frac{\sum_w e^{u_w^T v_c} u_w}{\sum_w e^{u_w^T v_c}}",
        r"-u_o + \frac{\sum_w e^{u_w^T v_c} u_w}{\sum_w e^{u_o^T v_c}}",
    ),
    Row(
        "\\exp with braces",
        "b.1",
        r"-u_o + \frac{\sum_w \exp{(u_w^T v_c)} u_w}{\sum_x \exp{(u_x^T v_c)}}",
        r"-u_o + \frac{\sum_w \exp{(-u_w^T v_c)} u_w}{\sum_x \exp{(u_x^T v_c)}}",
    ),
    Row("σ with braces", "g.1.u_o", r"-(1-\sigma{(u_o^T v_c)})v_c", r"-(1+\sigma{(u_o^T v_c)})v_c"),
    Row(
        "σ with cdot", "g.1.u_o", r"(\sigma(u_o^T \cdot v_c) - 1) \cdot v_c", r"(\sigma(u_o^T \cdot v_c) - 1) \cdot u_o"
    ),
    Row(
        "σ with \\left( \\right)",
        "g.1.u_o",
        r"\left(\sigma\left(u_o^\top v_c\right) - 1\right) v_c",
        r"\left(1 - \sigma\left(u_o^\top v_c\right)\right) v_c",
    ),
    Row("\\log_2 to a power", "f", r"\sigma(x)(\log_2^2 2 - \sigma(x))", r"\sigma(x)(\log_2^2 4 - \sigma(x))"),
    Row("sec by its name", "f", r"\sigma(x)(\sec 0 - \sigma(x))", r"\sigma(x)(1 - \sec 1 \sigma(x))"),
    Row("1 − σ(−x)", "g.1.u_o", r"-\sigma(-u_o^\top v_c) v_c", r"-\sigma(u_o^\top v_c) v_c"),
    Row("\\text{sigmoid}", "g.1.u_o", r"(\text{sigmoid}(u_o^\top v_c) - 1) v_c", r"\text{sigmoid}(u_o^\top v_c) v_c"),
    Row("σ without argument", "f", r"\sigma(1-\sigma)", r"\sigma(1+\sigma)"),
    Row("σ squared", "f", r"\sigma(x) - \sigma^2(x)", r"\sigma(x) + \sigma^2(x)"),
    Row("square outside", "f", r"\sigma(x) - \sigma(x)^2", r"1 - \sigma(x)^2"),
    Row("σ' on the left", "f", r"\sigma'(x) = \sigma(x)(1-\sigma(x))", r"\sigma'(x) = \sigma(x)(\sigma(x)-1)"),
    Row("σ^\\prime", "f", r"\sigma^\prime(x) = \sigma(x)\sigma(-x)", r"\sigma^\prime(x) = \sigma(-x)\sigma(-x)"),
    Row(
        "d/dx",
        "f",
        r"\frac{d}{dx}\sigma(x) = \sigma(x)(1-\sigma(x))",
        r"\frac{d}{dx}\sigma(x) = -\sigma(x)(1-\sigma(x))",
    ),
    Row(
        "dσ/dx",
        "f",
        r"\frac{d\sigma(x)}{dx} = \frac{e^{-x}}{(1+e^{-x})^2} = \sigma(x)(1-\sigma(x))",
        r"\frac{d\sigma(x)}{dx} = \frac{e^{-x}}{1+e^{-x}}",
    ),
    Row("v_c(…) a product", "d", r"v_c(\hat y - y)^\top", r"v_c(\hat y + y)^\top"),
    Row("product with \\times", "c", r"(\hat y_w - y_w) \times v_c", r"(\hat y_w - y_w) \times u_o"),
)

CONDITIONS = (
    Row(
        "\\substack",
        "h",
        r"\sum_{\substack{k=1 \\ w_k = w_s}}^{K} \sigma(u_{w_s}^T v_c) v_c",
        r"\sum_{\substack{k=1 \\ w_k \ne w_s}}^{K} \sigma(u_{w_s}^T v_c) v_c",
    ),
    Row(
        "\\atop",
        "h",
        r"\sum_{1 \le i \le K \atop w_i = w_s} \sigma(u_{w_s}^T v_c) v_c",
        r"\sum_{1 \le i \le K \atop w_i = w_s} \sigma(-u_{w_s}^T v_c) v_c",
    ),
    Row(
        "colon",
        "h",
        r"\sum_{i: w_i = w_s} (1 - \sigma(-u_{w_s}^T v_c)) v_c",
        r"\sum_{i: w_i = w_s} (1 - \sigma(u_{w_s}^T v_c)) v_c",
    ),
    Row(
        "comma",
        "h",
        r"\sum_{k=1, w_k = w_s}^{K} \sigma(u_{w_k}^T v_c) v_c",
        r"\sum_{k=1, w_k \neq w_s}^{K} \sigma(u_{w_k}^T v_c) v_c",
    ),
    Row(
        "equality alone",
        "h",
        r"\sum_{w_i = w_s} \sigma(u_{w_s}^T v_c) v_c",
        r"-\sum_{w_i = w_s} \sigma(u_{w_s}^T v_c) v_c",
    ),
    Row(
        "set-builder",
        "h",
        r"\sum_{i \in \{j : w_j = w_s\}} \sigma(u_{w_s}^T v_c) v_c",
        r"\sum_{i \in \{j : w_j = w_s\}} \sigma(u_{w_s}^T v_c) u_o",
    ),
    Row(
        "indicator 1{…}",
        "h",
        r"\sum_{k=1}^K \mathbb{1}\{w_k = w_s\} \sigma(u_{w_s}^T v_c) v_c",
        r"\sum_{k=1}^K \mathbb{1}\{w_k \ne w_s\} \sigma(u_{w_s}^T v_c) v_c",
    ),
    Row(
        "indicator 1[…]",
        "h",
        r"\sum_{k=1}^K \mathbf{1}[w_k = w_s] \sigma(u_{w_k}^T v_c) v_c",
        r"\sum_{k=1}^K \mathbf{1}[k = s] \sigma(u_{w_k}^T v_c) v_c",
    ),
    Row(
        "indicator with a subscript",
        "h",
        r"\sum_{k=1}^K \mathbb{1}_{w_k = w_s} \sigma(u_{w_k}^T v_c) v_c",
        r"2\sum_{k=1}^K \mathbb{1}_{w_k = w_s} \sigma(u_{w_k}^T v_c) v_c",
    ),
    Row(
        "indicator I(…)",
        "h",
        r"\sum_{k=1}^K I(w_k = w_s) \sigma(u_{w_k}^T v_c) v_c",
        r"\sum_{k=1}^K I(w_k = w_s) \sigma(u_{o}^T v_c) v_c",
    ),
    Row(
        "\\mathbb{I}",
        "h",
        r"\sum_{k=1}^K \mathbb{I}[w_k = w_s] \sigma(u_{w_k}^T v_c) v_c",
        r"\sum_{k=1}^K \mathbb{I}[w_k = w_s] v_c",
    ),
    Row("Kronecker δ", "c", r"(\hat y_w - \delta_{wo}) v_c", r"(\hat y_w + \delta_{wo}) v_c"),
    Row(
        "Kronecker δ that picks an index",
        "c",
        r"\frac{\partial J}{\partial u_i} = \delta_{ij} (\hat y_j - y_j) v_c",
        r"\frac{\partial J}{\partial u_i} = (\hat y_j - \delta_{ij} y_j) v_c",
    ),
    Row(
        "Kronecker δ of samples that repeat",
        "h",
        r"\frac{\partial J}{\partial u_{w_s}} = \sum_{k=1}^K \sigma(u_{w_k}^\top v_c) v_c \delta_{w_k w_s}",
        r"\frac{\partial J}{\partial u_{w_s}} = \sigma(u_{w_k}^\top v_c) v_c \delta_{w_k w_s}",
    ),
    Row(
        "a sum told by cases",
        "a",
        r"-\sum_w y_w \log \hat y_w = -y_{w \neq o} \log \hat y_{w \neq o} + \dots - y_{w=o} \log \hat y_{w=o} = -\log \hat y_o",
        r"-\sum_w y_w \log \hat y_w = -y_{w \neq o} \log \hat y_{w \neq o} + \dots + y_{w=o} \log \hat y_{w=o} = -\log \hat y_o",
    ),
    Row("Kronecker δ with a comma", "c", r"(\hat y_w - \delta_{w,o}) v_c", r"(\hat y_w - \delta_{w,c}) v_c"),
    Row(
        "Kronecker δ of samples",
        "h",
        r"\sum_{k=1}^K \delta_{w_k, w_s} \sigma(u_{w_s}^T v_c) v_c",
        r"\sum_{k=1}^K \delta_{k, s} \sigma(u_{w_s}^T v_c) v_c",
    ),
    Row(
        "size of a set",
        "h",
        r"|\{k : w_k = w_s\}| \sigma(u_{w_s}^T v_c) v_c",
        r"|\{k : w_k \ne w_s\}| \sigma(u_{w_s}^T v_c) v_c",
    ),
    Row("indicator of w = o", "c", r"(\hat y_w - \mathbb{1}[w = o]) v_c", r"(\hat y_w - \mathbb{1}[w \ne o]) v_c"),
    Row("plain 1 with brackets", "c", r"(\hat y_w - 1\{w = o\}) v_c", r"(\hat y_w - 1) v_c"),
    Row(
        "count in words, |S|",
        "h",
        r"$|S| \sigma(u_{w_s}^T v_c) v_c$ where $|S|$ is the number of times $w_s$ appears among the samples",
        r"$|S| \sigma(-u_{w_s}^T v_c) v_c$ where $|S|$ is the number of times $w_s$ appears among the samples",
    ),
    Row(
        "count defined after use",
        "h",
        r"$n_s (1-\sigma(-u_{w_s}^T v_c)) v_c$, with $n_s = \sum_{k=1}^K \mathbb{1}[w_k = w_s]$",
        r"$n_s (1-\sigma(-u_{w_s}^T v_c)) v_c$, with $n_s = \sum_{k=1}^K \mathbb{1}[w_k \ne w_s]$",
    ),
)

DEFINITIONS = (
    Row(
        "a definition before use",
        "b.1",
        r"Let $\theta = U^\top v_c$. Then $\frac{\partial J}{\partial v_c} = U(\text{softmax}(\theta) - y)$.",
        r"Let $\theta = -U^\top v_c$. Then $\frac{\partial J}{\partial v_c} = U(\text{softmax}(\theta) - y)$.",
    ),
    Row(
        "a definition after use",
        "g.1.u_o",
        r"$\frac{\partial J}{\partial u_o} = (s - 1) v_c$ where $s = \sigma(u_o^\top v_c)$",
        r"$\frac{\partial J}{\partial u_o} = (s - 1) v_c$ where $s = \sigma(-u_o^\top v_c)$",
    ),
    Row(
        "a definition with a subscript",
        "c",
        r"$\frac{\partial J}{\partial u_w} = (p_w - y_w)v_c$, where $p_w = \frac{\exp(u_w^T v_c)}{\sum_x \exp(u_x^T v_c)}$",
        r"$\frac{\partial J}{\partial u_w} = (p_w - y_w)v_c$, where $p_w = \frac{\exp(u_w^T v_c)}{\sum_x \exp(u_o^T v_c)}$",
    ),
    Row(
        "a vector of one's own",
        "b.1",
        r"$e = \hat y - y$, so $\nabla_{v_c} J = U e$",
        r"$e = y - \hat y$, so $\nabla_{v_c} J = U e$",
    ),
    Row(
        "a macro",
        "b.1",
        r"\newcommand{\yh}{\hat{\mathbf{y}}} $\nabla_{v_c} J = U(\yh - y)$",
        r"\newcommand{\yh}{\hat{\mathbf{y}}} $\nabla_{v_c} J = U(\yh + y)$",
    ),
    Row(
        "a macro with an argument",
        "g.1.u_o",
        r"\newcommand{\sig}[1]{\sigma\left(#1\right)} $(\sig{u_o^\top v_c} - 1) v_c$",
        r"\newcommand{\sig}[1]{\sigma\left(#1\right)} $(\sig{-u_o^\top v_c} - 1) v_c$",
    ),
    Row(
        "a macro by \\def",
        "d",
        r"\def\bv{\mathbf{v}} $\bv_c(\hat y - y)^\top$",
        r"\def\bv{\mathbf{u}} $\bv_c(\hat y - y)^\top$",
    ),
    Row(
        "\\DeclareMathOperator",
        "b.1",
        r"\DeclareMathOperator{\sm}{softmax} $U(\sm(U^\top v_c) - y)$",
        r"\DeclareMathOperator{\sm}{softmax} $U(\sm(U^\top v_c) - 2y)$",
    ),
)

STEPS = (
    Row(
        "derivative inside a step",
        "g.1.u_o",
        r"\frac{\partial J}{\partial u_o} = -\frac{\partial}{\partial u_o}\log\sigma(u_o^\top v_c) = -(1-\sigma(u_o^\top v_c))v_c",
        r"\frac{\partial J}{\partial u_o} = -\frac{\partial}{\partial u_o}\log\sigma(u_o^\top v_c) = (1-\sigma(u_o^\top v_c))v_c",
    ),
    Row(
        "aligned",
        "b.1",
        "\\begin{aligned}\n\\frac{\\partial J}{\\partial v_c} &= -u_o + \\sum_x \\hat y_x u_x \\\\\n&= U(\\hat y - y)\n\\end{aligned}",
        "\\begin{aligned}\n\\frac{\\partial J}{\\partial v_c} &= -u_o + \\sum_x \\hat y_x u_x \\\\\n&= U(y - \\hat y)\n\\end{aligned}",
    ),
    Row(
        "align*",
        "b.1",
        "\\begin{align*}\n\\nabla_{v_c} J &= U\\hat y - u_o\\\\ &= U(\\hat y - y)\n\\end{align*}",
        "\\begin{align*}\n\\nabla_{v_c} J &= U\\hat y - u_o\\\\ &= U(\\hat y + y)\n\\end{align*}",
    ),
    Row(
        "Jacobian chain",
        "b.1",
        r"Let $\theta = U^\top v_c$. $$\frac{\partial J}{\partial v_c} = \frac{\partial \theta}{\partial v_c}\frac{\partial J}{\partial \theta} = U(\hat y - y)$$",
        r"Let $\theta = U^\top v_c$. $$\frac{\partial J}{\partial v_c} = \frac{\partial \theta}{\partial v_c}\frac{\partial J}{\partial \theta} = U(y - \hat y)$$",
    ),
    Row("boxed", "b.1", r"\boxed{U(\hat y - y)}", r"\boxed{U\hat y}"),
    Row("spacing commands", "b.1", r"U \, \big( \hat y \; - \quad y \big)", r"U \, \big( \hat y \; + \quad y \big)"),
)

UNICODE = (
    Row("Unicode", "b.1", "∂J/∂v_c = U(ŷ − y)", "∂J/∂v_c = U(ŷ + y)"),
    Row("Unicode subscripts", "b.1", "−uₒ + Σ_x ŷ_x u_x", "uₒ + Σ_x ŷ_x u_x"),
    Row("Unicode transpose", "d", "v_c(ŷ − y)ᵀ", "v_c(y − ŷ)ᵀ"),
    Row("Unicode σ", "g.1.u_o", "(σ(u_oᵀv_c) − 1)v_c", "(σ(−u_oᵀv_c) − 1)v_c"),
    Row("full-width signs", "b.1", r"U（\hat y － y）", r"U（\hat y ＋ y）"),
    Row(
        "full-width equals",
        "b.1",
        r"\frac{\partial J}{\partial v_c} ＝ U（\hat{y} － y）",
        r"\frac{\partial J}{\partial v_c} ＝ U（y － \hat{y}）",
    ),
    Row("u_0 for u_o", "g.1.u_o", r"-(1-\sigma(u_0^T v_c)) v_c", r"-(1-\sigma(u_0^T v_c)) u_0"),
    Row("superscript before subscript", "g.1.u_o", r"(\sigma(u^T_o v_c) - 1) v_c", r"(\sigma(u^T_c v_c) - 1) v_c"),
    Row(
        "Chinese words inside",
        "c",
        r"\frac{\partial J}{\partial u_w} = \begin{cases}(\hat y_w - 1)v_c & \text{当 } w = o \\ \hat y_w v_c & \text{否则}\end{cases}",
        r"\frac{\partial J}{\partial u_w} = \begin{cases}\hat y_w v_c & \text{当 } w = o \\ (\hat y_w - 1) v_c & \text{否则}\end{cases}",
    ),
    Row(
        "Chinese sentence",
        "b.1",
        r"因此梯度为 $U(\hat y - y)$，其中 $U$ 的每一列是词向量。",
        r"因此梯度为 $U(\hat y + y)$，其中 $U$ 的每一列是词向量。",
    ),
    Row(
        "Korean words",
        "c",
        r"$w = o$ 일 때 $\frac{\partial J}{\partial u_w} = (\hat y_o - 1)v_c$, $w \ne o$ 일 때 $\frac{\partial J}{\partial u_w} = \hat y_w v_c$",
        r"$w = o$ 일 때 $\frac{\partial J}{\partial u_w} = \hat y_o v_c$, $w \ne o$ 일 때 $\frac{\partial J}{\partial u_w} = \hat y_w v_c$",
    ),
)

CASES = (
    Row(
        "cases",
        "c",
        r"\begin{cases} (\hat y_o - 1) v_c & w = o \\ \hat y_w v_c & w \ne o \end{cases}",
        r"\begin{cases} (\hat y_o - 1) u_o & w = o \\ \hat y_w v_c & w \ne o \end{cases}",
    ),
    Row(
        "cases with if and otherwise",
        "c",
        r"\frac{\partial J}{\partial u_w} = \begin{cases} (\hat y_w - 1) v_c & \text{if } w = o \\ \hat y_w v_c & \text{otherwise} \end{cases}",
        r"\frac{\partial J}{\partial u_w} = \begin{cases} (1 - \hat y_w) v_c & \text{if } w = o \\ \hat y_w v_c & \text{otherwise} \end{cases}",
    ),
    Row(
        "\\left\\{ array",
        "c",
        r"\left\{\begin{array}{ll} (\hat y_o - 1) v_c & w = o \\ \hat y_w v_c & w \neq o \end{array}\right.",
        r"\left\{\begin{array}{ll} (\hat y_o - 1) v_c & w = o \\ -\hat y_w v_c & w \neq o \end{array}\right.",
    ),
    Row(
        "\\left\\{ aligned",
        "c",
        r"\left\{\begin{aligned} &(\hat y_o - 1) v_c && \text{if } w = o \\ &\hat y_w v_c && \text{if } w \neq o \end{aligned}\right.",
        r"\left\{\begin{aligned} &(\hat y_o + 1) v_c && \text{if } w = o \\ &\hat y_w v_c && \text{if } w \neq o \end{aligned}\right.",
    ),
    Row(
        "two formulas and words",
        "c",
        r"When $w = o$: $\frac{\partial J}{\partial u_w} = (\hat y_o - 1) v_c$. When $w \ne o$: $\frac{\partial J}{\partial u_w} = \hat y_w v_c$.",
        r"When $w = o$: $\frac{\partial J}{\partial u_w} = (\hat y_o - 1) v_c$. When $w \ne o$: $\frac{\partial J}{\partial u_w} = -\hat y_w v_c$.",
    ),
    Row(
        "words in English",
        "c",
        r"If $w = o$, $\nabla_{u_w} J = (\hat y_o - 1)v_c$; otherwise $\nabla_{u_w} J = \hat y_w v_c$",
        r"If $w = o$, $\nabla_{u_w} J = \hat y_o v_c$; otherwise $\nabla_{u_w} J = \hat y_w v_c$",
    ),
    Row(
        "words in Chinese",
        "c",
        r"当 $w = o$ 时，$\nabla_{u_w} J = (\hat y_o - 1)v_c$；当 $w \ne o$ 时，$\nabla_{u_w} J = \hat y_w v_c$",
        r"当 $w = o$ 时，$\nabla_{u_w} J = (\hat y_o - 1)v_c$；当 $w \ne o$ 时，$\nabla_{u_w} J = (\hat y_w - 1)v_c$",
    ),
    Row(
        "left sides u_o and u_w",
        "c",
        r"$\frac{\partial J}{\partial u_o} = (\hat y_o - 1) v_c$, $\frac{\partial J}{\partial u_{w \neq o}} = \hat y_w v_c$",
        r"$\frac{\partial J}{\partial u_o} = (\hat y_o - 1) v_c$, $\frac{\partial J}{\partial u_{w \neq o}} = \hat y_o v_c$",
    ),
    Row(
        "Leaky ReLU in cases",
        "e",
        r"f'(x) = \begin{cases} 1 & x > 0 \\ \alpha & x < 0 \end{cases}",
        r"f'(x) = \begin{cases} \alpha & x > 0 \\ 1 & x < 0 \end{cases}",
    ),
    Row(
        "Leaky ReLU with otherwise",
        "e",
        r"\begin{cases} 1 & \text{if } x > 0 \\ \alpha & \text{otherwise} \end{cases}",
        r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
    ),
    Row(
        "Leaky ReLU in words",
        "e",
        r"$\frac{df}{dx} = 1$ if $x > 0$, and $\frac{df}{dx} = \alpha$ if $x < 0$",
        r"$\frac{df}{dx} = 1$ if $x > 0$, and $\frac{df}{dx} = -\alpha$ if $x < 0$",
    ),
    Row("ReLU by an indicator", "e.relu", r"f'(x) = 1(x > 0)", r"f'(x) = 1(x < 0)"),
    Row("ReLU by \\mathbb{1}", "e.relu", r"\mathbb{1}[x > 0]", r"\mathbb{1}[x > 0] x"),
)

DOTS = (
    Row(
        "a list of columns",
        "d",
        r"[\hat y_1 v_c, \dots, (\hat y_o - 1) v_c, \dots, \hat y_V v_c]",
        r"[\hat y_1 v_c, \dots, (\hat y_o + 1) v_c, \dots, \hat y_V v_c]",
    ),
    Row(
        "a matrix of columns",
        "d",
        r"\begin{bmatrix} \hat y_1 v_c & \cdots & (\hat y_o - 1)v_c & \cdots & \hat y_V v_c \end{bmatrix}",
        r"\begin{bmatrix} \hat y_1 v_c & \cdots & \hat y_o v_c & \cdots & \hat y_V v_c \end{bmatrix}",
    ),
    Row(
        "a list of derivatives",
        "d",
        r"\left[\frac{\partial J}{\partial u_1}, \frac{\partial J}{\partial u_2}, \dots, \frac{\partial J}{\partial u_{|V|}}\right] = v_c(\hat y - y)^T",
        r"\left[\frac{\partial J}{\partial u_1}, \frac{\partial J}{\partial u_2}, \dots, \frac{\partial J}{\partial u_{|V|}}\right] = v_c(\hat y + y)^T",
    ),
    Row(
        "a sum written out",
        "b.1",
        r"\hat y_1 u_1 + \cdots + (\hat y_o - 1) u_o + \cdots + \hat y_V u_V",
        r"\hat y_1 u_1 + \cdots + (\hat y_o + 1) u_o + \cdots + \hat y_V u_V",
    ),
    Row(
        "a plain sum written out",
        "b.1",
        r"\hat y_1 u_1 + \hat y_2 u_2 + \dots + \hat y_V u_V - u_o",
        r"\hat y_1 u_1 + \hat y_2 u_2 + \dots + \hat y_V u_V",
    ),
)

SAMPLES = (
    Row(
        "u_k for a sample",
        "g.1.v_c",
        r"(\sigma(u_o^T v_c)-1)u_o - \sum_{k=1}^K (\sigma(-u_k^T v_c)-1)u_k",
        r"(\sigma(u_o^T v_c)-1)u_o + \sum_{k=1}^K (\sigma(-u_k^T v_c)-1)u_k",
    ),
    Row(
        "u_{w_s}",
        "g.1.v_c",
        r"-(1-\sigma(u_o^\top v_c))u_o + \sum_{s=1}^K (1-\sigma(-u_{w_s}^\top v_c))u_{w_s}",
        r"-(1-\sigma(u_o^\top v_c))u_o + \sum_{s=1}^K (1-\sigma(u_{w_s}^\top v_c))u_{w_s}",
    ),
    Row(
        "\\partial u_k",
        "g.1.u_ws",
        r"\frac{\partial J}{\partial u_k} = (1-\sigma(-u_k^T v_c))v_c",
        r"\frac{\partial J}{\partial u_k} = -(1-\sigma(-u_k^T v_c))v_c",
    ),
    Row(
        "u_{w_k} on the left",
        "g.1.u_ws",
        r"\frac{\partial J}{\partial u_{w_k}} = \sigma(u_{w_k}^T v_c) v_c",
        r"\frac{\partial J}{\partial u_{w_k}} = \sigma(u_{w_k}^T v_c) u_{w_k}",
    ),
    Row(
        "signed matrix",
        "g.2.v_c",
        r"U_{o,\{w_1,\dots,w_K\}}(\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c) - \mathbf{1})",
        r"U_{o,\{w_1,\dots,w_K\}}(\mathbf{1} - \sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c))",
    ),
    Row(
        "signed matrix, its gradient",
        "g.2.U",
        r"v_c(\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c) - \mathbf{1})^\top",
        r"v_c(\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c) + \mathbf{1})^\top",
    ),
    Row(
        "signed matrix, bold with dots",
        "g.2.v_c",
        r"-\bm{U}_{o,\{w_1, \ldots, w_K\}}(\bm 1 - \sigma(\bm{U}_{o,\{w_1, \ldots, w_K\}}^\top \bm{v}_c))",
        r"-\bm{U}_{o,\{w_1, \ldots, w_K\}}(\bm 1 - \sigma(-\bm{U}_{o,\{w_1, \ldots, w_K\}}^\top \bm{v}_c))",
    ),
    Row(
        "reuse",
        "g.2.reuse",
        r"\mathbf{1} - \sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)",
        r"\mathbf{1} + \sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)",
    ),
)

WINDOWS = (
    Row(
        "J abstract, U",
        "i.1",
        r"\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial U}",
        r"-\sum_{-m \le j \le m, j \ne 0} \frac{\partial J(v_c, w_{t+j}, U)}{\partial U}",
    ),
    Row(
        "J abstract, v_c",
        "i.2",
        r"\sum_{\substack{-m \leq j \leq m \\ j \neq 0}} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}",
        r"\sum_{-m \leq j \leq m} \frac{\partial J(v_c, w_{t+j}, U)}{\partial v_c}",
    ),
    Row(
        "operator outside",
        "i.1",
        r"\frac{\partial}{\partial U} \sum_{-m \le j \le m, j \ne 0} J(v_c, w_{t+j}, U) = \sum_{-m \le j \le m, j \ne 0} \frac{\partial}{\partial U} J(v_c, w_{t+j}, U)",
        r"\frac{\partial}{\partial U} \sum_{-m \le j \le m, j \ne 0} J(v_c, w_{t+j}, U) = \sum_{-m \le j < m, j \ne 0} \frac{\partial}{\partial U} J(v_c, w_{t+j}, U)",
    ),
    Row(
        "naive, written out",
        "i.2",
        r"\sum_{-m \le j \le m, j \ne 0} (-u_{w_{t+j}} + \sum_{x \in V} \hat y_x u_x)",
        r"\sum_{-m \le j \le m, j \ne 0} (u_{w_{t+j}} + \sum_{x \in V} \hat y_x u_x)",
    ),
    Row("zero", "i.3", r"0", r"\sum_{-m \le j \le m, j \ne 0} u_{w_{t+j}}"),
    Row("zero vector", "i.3", r"\frac{\partial J}{\partial v_w} = \vec{0}", r"\frac{\partial J}{\partial v_w} = v_w"),
    Row(
        "zero for w ≠ c",
        "i.3",
        r"\frac{\partial J_{skip-gram}}{\partial v_w} = \mathbf{0} \quad (w \neq c)",
        r"\frac{\partial J_{skip-gram}}{\partial v_w} = v_c \quad (w \neq c)",
    ),
)

ROWS_OF_U = (
    Row("rows by use", "b.1", r"U^\top(\hat y - y)", r"U^\top(\hat y + y)"),
    Row(
        "rows, declared",
        "b.1",
        r"Here $U \in \mathbb{R}^{V \times d}$. $U^\top(\hat y - y)$",
        r"Here $U \in \mathbb{R}^{V \times d}$. $U(\hat y - y)$",
        "wrong-shape",
    ),
    Row(
        "columns, declared",
        "b.1",
        r"Here $U \in \mathbb{R}^{d \times V}$. $U(\hat y - y)$",
        r"Here $U \in \mathbb{R}^{d \times V}$. $U^\top(\hat y - y)$",
        "wrong-shape",
    ),
    Row(
        "rows, declared, gradient of U",
        "d",
        r"$U \in \mathbb{R}^{|V| \times d}$: $(\hat y - y) v_c^\top$",
        r"$U \in \mathbb{R}^{|V| \times d}$: $v_c (\hat y - y)^\top$",
        "transposed",
    ),
    Row(
        "columns, declared, gradient of U",
        "d",
        r"$U \in \mathbb{R}^{d \times |V|}$: $v_c (\hat y - y)^\top$",
        r"$U \in \mathbb{R}^{d \times |V|}$: $(\hat y - y) v_c^\top$",
        "transposed",
    ),
    Row(
        "row vectors, declared",
        "b.1",
        r"$y, \hat y \in \mathbb{R}^{1 \times V}$: $U(\hat y - y)^\top$",
        r"$y, \hat y \in \mathbb{R}^{1 \times V}$: $U(\hat y - y)$",
        "wrong-shape",
    ),
    Row(
        "U as a list of columns",
        "d",
        r"$U = [u_1, \dots, u_V]$: $v_c(\hat y - y)^\top$",
        r"$U = [u_1, \dots, u_V]$: $(\hat y - y) v_c^\top$",
        "transposed",
    ),
    Row("shapes that do not multiply", "d", r"v_c(\hat y - y)^\top", r"v_c(\hat y - y)", "wrong-shape"),
    Row("a number for a vector", "b.1", r"\sum_w (\hat y_w - y_w) u_w", r"\sum_w (\hat y_w - y_w)", "wrong-shape"),
    Row("inner product for outer", "d", r"v_c (\hat y - y)^\top", r"(\hat y - y)^\top v_c", "wrong-shape"),
)

IDENTITIES = (
    Row(
        "cross-entropy",
        "a",
        r"-\sum_{w \in Vocab} y_w \log(\hat y_w) = -\log(\hat y_o)",
        r"-\sum_{w \in Vocab} y_w \log(\hat y_w) = \log(\hat y_o)",
    ),
    Row(
        "log without backslash",
        "a",
        r"-\sum_{w} y_w log(\hat y_w) = -y_o log(\hat y_o) = -log(\hat y_o)",
        r"-\sum_{w} y_w log(\hat y_w) = -\hat y_o log(\hat y_o)",
    ),
    Row(
        "split off a term",
        "a",
        r"-\sum_{w} y_w \log \hat y_w = -\left(y_o \log \hat y_o + \sum_{w \ne o} y_w \log \hat y_w\right) = -\log \hat y_o",
        r"-\sum_{w} y_w \log \hat y_w = -\left(y_o \log \hat y_o + \sum_{w \ne o} y_w \log \hat y_w\right) = -\log y_o",
    ),
    Row(
        "by dots",
        "a",
        r"-\sum_{w} y_w \log \hat y_w = -[y_1 \log \hat y_1 + \cdots + y_o \log \hat y_o + \cdots + y_V \log \hat y_V] = -\log \hat y_o",
        r"-\sum_{w} y_w \log \hat y_w = -[y_1 \log \hat y_1 + \cdots + y_o \log \hat y_o + \cdots + y_V \log \hat y_V] = -\log \hat y_c",
    ),
    Row("when it is zero", "b.2", r"U\hat y = U y", r"U\hat y = -U y"),
    Row("zero by a difference", "b.2", r"U\hat y - u_o = 0", r"U\hat y = -u_o"),
    Row("zero as membership in a kernel", "b.2", r"\hat y - y \in \ker U", r"\hat y + y \in \ker U"),
    Row("zero as membership in a null space", "b.2", r"\hat y - y \in \text{Null}(U)", r"\hat y \in \text{Null}(U)"),
    Row(
        "a cross-entropy as an inner product",
        "a",
        r"-\langle y, \log\hat y\rangle = -\log\hat y_o",
        r"-\langle y, \log\hat y\rangle = -\log y_o",
    ),
    Row(
        "a matrix by the derivatives by its columns",
        "d",
        r"\frac{\partial J}{\partial U} = [\frac{\partial J}{\partial u_1}, \dots, \frac{\partial J}{\partial u_V}]",
        r"\frac{\partial J}{\partial U} = -[\frac{\partial J}{\partial u_1}, \dots, \frac{\partial J}{\partial u_V}]",
    ),
    Row(
        "for all samples",
        "g.1.u_ws",
        r"\frac{\partial J}{\partial u_k} = \sigma(u_k^\top v_c) v_c, \forall k \in [1, K]",
        r"\frac{\partial J}{\partial u_k} = -\sigma(u_k^\top v_c) v_c, \forall k \in [1, K]",
    ),
    Row(
        "a range with two bounds",
        "g.1.u_ws",
        r"\frac{\partial J}{\partial u_{w_k}} = \sigma(u_{w_k}^\top v_c) v_c, 1 \le k \le K",
        r"\frac{\partial J}{\partial u_{w_k}} = \sigma(-u_{w_k}^\top v_c) v_c, 1 \le k \le K",
    ),
    Row(
        "a primed index of samples",
        "h",
        r"\sum_{s': w_{s'} = w_s} \sigma(u_{w_s}^\top v_c) v_c",
        r"\sum_{s': w_{s'} \ne w_s} \sigma(u_{w_s}^\top v_c) v_c",
    ),
    Row("zero as an expectation", "b.2", r"u_o = \sum_{w} \hat y_w u_w", r"u_c = \sum_{w} \hat y_w u_w"),
)

TARGETS = (
    Row(
        "the left side names another",
        "b.1",
        r"\frac{\partial J}{\partial v_c} = U(\hat y - y)",
        r"\frac{\partial J}{\partial u_o} = U(\hat y - y)",
        "wrong-target",
    ),
    Row(
        "the left side names U",
        "d",
        r"\frac{\partial J}{\partial U} = v_c (\hat y - y)^\top",
        r"\frac{\partial J}{\partial v_c} = v_c (\hat y - y)^\top",
        "wrong-target",
    ),
)

ROWS: tuple[Row, ...] = (
    *TRANSPOSES, *BOLD, *HATS, *DERIVATIVES, *SUMS, *PROBABILITIES, *FUNCTIONS, *CONDITIONS, *DEFINITIONS, *STEPS,
    *UNICODE, *CASES, *DOTS, *SAMPLES, *WINDOWS, *ROWS_OF_U, *IDENTITIES, *TARGETS,
)  # fmt: skip
