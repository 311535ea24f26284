"""What stands below, above or beside a symbol is part of it: rows of wrong answers that drop it, and right ones that keep it."""

from traps_table import Trap

SLOPE = r"f'(x_j)=\begin{cases}1&x_j>0\\\alpha&x_j<0\end{cases}"
BELOW = (
    Trap("two inputs", "f", r"\sigma'(x_a)=\sigma(x_b)-\sigma(x_a)^2", r"\sigma'(x_a)=\sigma(x_a)-\sigma(x_a)^2"),
    Trap("an input with and without its place", "f", r"\sigma'(x)=\sigma(x)\sigma(-x_k)", r"\sigma(x_k)\sigma(-x_k)"),
    Trap("terms that cancel if places are dropped", "f", r"\sigma'(x)=\sigma(x)(1-\sigma(x))+x_3^3-x_4^3"),
    Trap("differentiated by another input", "f", r"\frac{\partial\sigma(x_p)}{\partial x_q}=\sigma(x_p)\sigma(-x_p)"),
    Trap("a slope with another place", "e", r"f'(x)=\begin{cases}1&x>0\\\alpha_2&x<0\end{cases}", SLOPE),
    Trap("cases of two inputs", "e", r"f'(x_j)=\begin{cases}1&x_j>0\\\alpha&x_k<0\end{cases}", SLOPE),
    Trap("an input on the left alone", "e.relu", r"f'(x)=\begin{cases}1&x_j>0\\0&x_j<0\end{cases}"),
    Trap("a sum over inputs", "f", r"\sigma'(x)=\sigma(x)\sigma(-x)+\sum_{k=1}^{3}(x_k-x_{k+1})"),
    Trap("another input on the next line", "f", "$\\sigma'(x_a)$\n\n$$=\\sigma(x_b)\\sigma(-x_b)$$"),
    Trap(
        "a loss with another name",
        "b.1",
        r"\frac{\partial J_{\text{valid}}}{\partial v_c}=U(\hat y-y)",
        r"\frac{\partial J_{\text{naive-softmax}}}{\partial v_c}=U(\hat y-y)",
    ),
)
ABOVE = (
    Trap("the label of an example", "b.1", r"U(\hat y-y^{(3)})", r"U(\hat y-y)"),
    Trap("an entry of an example", "c", r"(\hat y_w-y_w^{(2)})v_c"),
    Trap("a layer", "d", r"\frac{\partial J}{\partial U}=v_c^{(1)}(\hat y-y)^\top"),
    Trap("a step", "b.1", r"\sum_w\hat y_wu_w^{(k+1)}-u_o"),
    Trap("an example without brackets", "b.1", r"U(\hat y-y^{2})"),
    Trap("a layer without brackets", "h", r"\sum_{k:w_k=w_s}\sigma(u_{w_k}^\top v_c^{1})v_c"),
    Trap("a function of a layer", "g.1.u_o", r"(\sigma^{(1)}(u_o^\top v_c)-1)v_c", r"(\sigma(u_o^\top v_c)-1)v_c"),
    Trap("a derivative of higher order", "f", r"\sigma(x)-\sigma^{(2)}(x)", r"\sigma(x)-\sigma^{2}(x)"),
    Trap("a number at a step", "f", r"\sigma'(x)=\sigma(x^{t})\sigma(-x)", r"\sigma'(x)=e^{(-x)}(1+e^{(-x)})^{(-2)}"),
    Trap("an entry at a step", "c", r"(\hat y_w^{t}-y_w^{t})v_c", r"(\hat y_w^T-y_w^T)v_c"),
)

GRADIENT = r"$\frac{\partial J}{\partial v_c}=U(\hat y-y)$"
SAMPLED = r"$\frac{\partial J}{\partial u_o}=(\sigma(u_o^\top v_c)-1)v_c$"
NEGATIVES = r"\sum_{k=1}^K\log\sigma(-u_{w_k}^\top v_c)"
WINDOW = r"$\frac{\partial J_{skip-gram}}{\partial v_c}=\sum_{-m\le j\le m,j\ne0}\frac{\partial J(v_c,w_{t+j},U)}{\partial v_c}$"
LOSSES = (
    Trap("the loss with another sign", "b.1", rf"$J=\ln\hat y_o$. {GRADIENT}", rf"$J=-\ln\hat y_o$. {GRADIENT}"),
    Trap("the loss of another word", "b.1", rf"We minimise $J=-\log\hat y_c$. {GRADIENT}"),
    Trap(
        "a term more in the loss",
        "b.1",
        rf"The loss is $J=-\log\hat y_o+\frac12\|v_c\|^2$, so {GRADIENT}",
        rf"The loss is $J=-u_o^\top v_c+\log\sum_w\exp(u_w^\top v_c)$, so {GRADIENT}",
    ),
    Trap(
        "a term with a symbol of its own",
        "b.1",
        rf"$J=-\log\hat y_o+\mu(v_c^\top v_c)$, hence {GRADIENT}",
        rf"With $J=f(g)$, $\frac{{\partial J}}{{\partial g}}=f'(g)$. {GRADIENT}",
    ),
    Trap("a loss called L", "b.1", r"$L=\hat y_o$. $\frac{\partial L}{\partial v_c}=U(\hat y-y)$"),
    Trap("through the author's scores", "b.1", rf"$t=U^\top v_c$, $J=CE(y,softmax(3t))$. {GRADIENT}"),
    Trap(
        "a loss without its samples",
        "g.1.u_o",
        rf"$J=-\log\sigma(u_o^\top v_c)$. {SAMPLED}",
        rf"$J=-\log\sigma(u_o^\top v_c)-{NEGATIVES}$. {SAMPLED}",
    ),
    Trap(
        "a mean over the samples",
        "g.1.u_o",
        rf"$J=-\log\sigma(u_o^\top v_c)-\frac1K{NEGATIVES}$. {SAMPLED}",
    ),
    Trap(
        "a slip of the pen in the index of a sum",
        "h",
        r"$J=-\log\sigma(u_o^\top v_c)-\sum_{k: w_k\ne w_s}\log\sigma(-u_{w_i}^\top v_c)$. $\sum_{k:w_k=w_s}\sigma(u_{w_k}^\top v_c)v_c$",
        r"$J=-\log\sigma(u_o^\top v_c)-\sum_{k: w_k=w_s}\log\sigma(-u_{w_s}^\top v_c)-\sum_{k: w_k\ne w_s}\log\sigma(-u_{w_i}^\top v_c)$. "
        r"$\sum_{k:w_k=w_s}\sigma(u_{w_k}^\top v_c)v_c$",
    ),
    Trap(
        "half of the window",
        "i.2",
        rf"$J_{{skip-gram}}=\sum_{{1\le j\le m}}J(v_c,w_{{t+j}},U)$. {WINDOW}",
        rf"$J_{{skip-gram}}=\sum_{{-m\le j\le m,j\ne0}}J(v_c,w_{{t+j}},U)$. {WINDOW}",
    ),
    Trap("a cross-entropy of another loss", "a", r"$J=\log\hat y_o$, $-\sum_wy_w\log\hat y_w=-\log\hat y_o$"),
)

CENTRE = r"\frac{\partial J}{\partial v_c}=U(\hat y-y)"
WORD = r"$\frac{\partial J}{\partial u_w}=(\hat y_w-y_w)v_c$"
SIGMOID = r"$\sigma'(x)=\sigma(x)(1-\sigma(x))$"
CASES = r"$f'(x)=\begin{cases}1&x>0\\\alpha&x<0\end{cases}$"
SAMPLE = r"\frac{\partial J}{\partial u_{w_s}}=\sigma(u_{w_s}^\top v_c)v_c"
ENTROPY = r"-\sum_wy_w\log\hat y_w=-\log\hat y_o"
EQUATIONS = (
    Trap("two vectors that are one", "b.1", rf"{CENTRE},\quad u_a=u_b"),
    Trap("a vector of both families", "b.1", rf"{CENTRE},\quad v_w=u_w"),
    Trap("orthonormal vectors", "b.1", rf"{CENTRE},\quad U^\top U=I", rf"{CENTRE},\quad \sum_wy_w=1"),
    Trap("orthonormal vectors, ahead", "b.1", rf"With $U^\top U=I$, ${CENTRE}$"),
    Trap("vectors of length 1", "b.1", rf"${CENTRE}$, $\|u_w\|=1$", rf"${CENTRE}$, $y^\top\mathbf 1=1$"),
    Trap(
        "a probability of another word",
        "b.1",
        rf"$P(O=o\mid C=c)=\hat y_c$. ${CENTRE}$",
        rf"$P(O=o\mid C=c)=\hat y_o$. ${CENTRE}$",
    ),
    Trap(
        "scores of another model",
        "b.1",
        rf"$z=2U^\top v_c$, $\hat y=softmax(z)$, ${CENTRE}$",
        rf"$z=U^\top v_c$, $\hat y=softmax(z)$, ${CENTRE}$",
    ),
    Trap("a unit vector that is none", "b.1", r"U(\hat y-e_o),\quad e_o=\mathbf 1", r"U(\hat y-e_o),\quad e_o=y"),
    Trap(
        "the matrix the other way round",
        "b.1",
        rf"{CENTRE},\quad U=[u_1,\dots,u_V]^\top",
        rf"{CENTRE},\quad U=[u_1,\dots,u_V]",
    ),
    Trap("a prediction of one word", "c", rf"{WORD}, $\hat y_w=\frac1V$", rf"{WORD}, $y_w=\mathbb 1[w=o]$"),
    Trap("scores that are 0", "c", rf"{WORD}, $U^\top v_c=0$"),
    Trap("a square matrix", "d", r"$\frac{\partial J}{\partial U}=v_c(\hat y-y)^\top$, $\operatorname{tr}(U)=1$"),
    Trap("a slope of 1", "e", rf"{CASES}, $\alpha=1$", rf"{CASES}, $0<\alpha<1$"),
    Trap("one input", "f", rf"{SIGMOID}, $x=0$", rf"{SIGMOID}, $\sigma(x)+\sigma(-x)=1$"),
    Trap("an even sigmoid", "f", rf"$\sigma(-x)=\sigma(x)$. {SIGMOID}", rf"$\sigma(-x)=1-\sigma(x)$. {SIGMOID}"),
    Trap("a score that is 0", "g.1.u_o", rf"{SAMPLED}, $u_o^\top v_c=0$", rf"{SAMPLED}, $\sigma(-z)=1-\sigma(z)$"),
    Trap("samples that are the word", "g.1.u_ws", rf"{SAMPLE},\quad u_{{w_s}}=u_o", SAMPLE),
    Trap(
        "samples that are one",
        "h",
        r"\frac{\partial J}{\partial u_{w_s}}=\sum_{k:w_k=w_s}\sigma(u_{w_k}^\top v_c)v_c,\quad u_{w_1}=u_{w_2}",
    ),
    Trap("a loss that is 0", "i.2", rf"{WINDOW}, $J(v_c,w_{{t+j}},U)=0$", WINDOW),
    Trap("a centre that is an outside word", "i.2", rf"{WINDOW}, $v_c=u_o$"),
    Trap(
        "vectors that are 0",
        "i.3",
        r"\frac{\partial J_{skip-gram}}{\partial v_w}=0,\quad v_w=0",
        r"\frac{\partial J_{skip-gram}}{\partial v_w}=0,\quad w\ne c",
    ),
    Trap(
        "a vocabulary of three words", "a", rf"{ENTROPY}\quad\text{{for }}V=3", rf"{ENTROPY}\quad\text{{since }}y_o=1"
    ),
    Trap("a word that is the centre", "a", rf"{ENTROPY},\quad o=c", rf"{ENTROPY},\quad y_o=1"),
)

ONE = r"\frac{\partial J}{\partial u_w}=(\hat y_w-y_w)v_c"
LOGISTIC = r"\sigma'(x)=\sigma(x)(1-\sigma(x))"
OTHERS = r"\frac{\partial J_{skip-gram}}{\partial v_w}=0"
SETS = (
    Trap("words of the context", "c", rf"{ONE},\quad w\in\text{{context}}", rf"{ONE},\quad w\in\text{{Vocab}}"),
    Trap(
        "words of the window",
        "c",
        rf"{ONE},\quad w\in\{{w_{{t-m}},\dots,w_{{t+m}}\}}",
        rf"{ONE},\quad w\in\{{1,\dots,V\}}",
    ),
    Trap("two words", "c", rf"{ONE}\quad(w\in\{{c,o\}})", rf"{ONE}\quad(\forall w\in W)"),
    Trap("all words but one", "c", rf"{ONE},\quad w\in Vocab\setminus\{{o\}}", rf"{ONE},\quad\forall w\in Vocab"),
    Trap("a set without a name here", "c", rf"{ONE},\quad w\in\mathcal B", rf"{ONE},\quad u_w\in\mathbb R^d"),
    Trap("vectors that are 0 in a space", "c", rf"{ONE},\quad u_w\in\{{0\}}^d", rf"{ONE},\quad y\in\{{0,1\}}^V"),
    Trap(
        "a sum over some words",
        "b.1",
        r"\frac{\partial J}{\partial v_c}=\sum_w\hat y_wu_w-u_o,\quad w\in A",
        r"\frac{\partial J}{\partial v_c}=\sum_w\hat y_wu_w-u_o,\quad w\in V",
    ),
    Trap("vectors of a kernel", "b.1", rf"{CENTRE},\quad v_c\in\ker U^\top", rf"{CENTRE},\quad o\in Vocab"),
    Trap("positive numbers", "f", rf"{LOGISTIC},\quad x\in\mathbb R^{{+}}", rf"{LOGISTIC},\quad x\in\mathbb R"),
    Trap(
        "numbers but 0",
        "f",
        rf"{LOGISTIC},\quad x\in\mathbb R\setminus\{{0\}}",
        rf"{LOGISTIC},\quad\forall x\in\mathbb R",
    ),
    Trap(
        "numbers but 1",
        "e",
        rf"{CASES.strip('$')},\quad x\in\mathbb R\setminus\{{1\}}",
        rf"{CASES.strip('$')},\quad x\in\mathbb R\setminus\{{0\}}",
    ),
    Trap(
        "all samples but the last",
        "g.1.u_ws",
        rf"{SAMPLE},\quad s\in\{{1,\dots,K-1\}}",
        rf"{SAMPLE},\quad s\in\{{1,\dots,K\}}",
    ),
    Trap(
        "samples of the context",
        "g.1.u_ws",
        rf"{SAMPLE},\quad w_s\in\text{{context}}",
        rf"{SAMPLE},\quad w_s\in\{{w_1,\dots,w_K\}}",
    ),
    Trap("all words, the centre too", "i.3", rf"{OTHERS}\quad\forall w", rf"{OTHERS}\quad\forall w\ne c"),
    Trap("all words, in words", "i.3", rf"{OTHERS}\quad\text{{for all }}w", rf"{OTHERS}\quad\text{{for all }}w\ne c"),
    Trap(
        "all words, by their numbers",
        "i.3",
        rf"{OTHERS},\quad w=1,\dots,V",
        rf"{OTHERS},\quad w\in Vocab\setminus\{{c\}}",
    ),
)

IN_SLOPES = r"$\frac{\partial J}{\partial u_{w_s}}=\frac{\sigma'(u_{w_s}^\top v_c)}{1-\sigma(u_{w_s}^\top v_c)}v_c$"
SLOPES = (
    Trap(
        "a false slope that the end is written in",
        "g.1.u_ws",
        rf"{IN_SLOPES} where $\sigma'(x)=\sigma(x)^2$",
        rf"{IN_SLOPES} where $\sigma'(x)=\sigma(x)\sigma(-x)$",
    ),
    Trap("a slope that is not read", "g.1.u_ws", rf"{IN_SLOPES}, where $\frac{{d\sigma}}{{dx}}=\sigma(-x)$", IN_SLOPES),
)

SYMBOLS = (*BELOW, *ABOVE, *LOSSES, *EQUATIONS, *SETS, *SLOPES)
