"""Wrong answers that look right wherever one happens to look, and right ones that look alike.

A row is (trap, part, wrong, right): the first must never be accepted, the second, where there is one, must be.
"""

from typing import NamedTuple

from proofs.identity.chains import chains


class Trap(NamedTuple):
    """What is tried, on which part, and its harmless neighbour."""

    trap: str
    part: str
    wrong: str
    right: str = ""


TERM = r"(\hat y_w - y_w) u_w"
SAMPLES = r"-(1-\sigma(u_o^\top v_c))u_o + \sum_{%s} (1-\sigma(-u_{w_s}^\top v_c))u_{w_s}"
REPEATED = r"\sum_{k: w_k = w_s} \sigma(u_{w_s}^\top v_c) v_c"

RANGES = (
    *(
        Trap(f"a sum that ends at {top}", "b.1", rf"\sum_{{w=1}}^{{{top}}} {TERM}", rf"\sum_{{w=1}}^{{|V|}} {TERM}")
        for top in ("V/2", r"\min(V, 40)", "V^2", r"\sqrt{V}", "V-30+30", "V!", r"|V| \text{ if } V < 30")
    ),
    *(
        Trap(f"an upper limit that is no size: {top}", "b.1", rf"\sum_{{w}}^{{{top}}} {TERM}", rf"\sum_w^V {TERM}")
        for top in ("40", "half")
    ),
    Trap("a set and an end", "b.1", rf"\sum_{{w \in V}}^{{40}} {TERM}", rf"\sum_{{w \in V}} {TERM}"),
    Trap(
        "a set that begins later",
        "b.1",
        rf"\sum_{{w \in \{{2,\dots,V\}}}} {TERM}",
        rf"\sum_{{w \in \{{1,\dots,|V|\}}}} {TERM}",
    ),
    *(
        Trap(
            f"a set that is not the vocabulary: {name}",
            "b.1",
            rf"\sum_{{w \in {name}}} {TERM}",
            rf"\sum_{{w \in {own}}} {TERM}",
        )
        for name, own in (
            (r"\mathbb{N}", r"\mathcal{V}"),
            (r"\mathcal{N}", "W"),
            ("N", "V"),
            (r"\mathbb{V}", r"\text{Vocab}"),
        )
    ),
    Trap("a set of two", "b.1", rf"\sum_{{w \in \{{1,V\}}}} {TERM}", rf"\sum_{{w \in [1,V]}} {TERM}"),
    Trap(
        "a set with a gap",
        "b.1",
        rf"\sum_{{w \in \{{1,3,\dots,V\}}}} {TERM}",
        rf"\sum_{{w \in \{{1,2,\dots,V\}}}} {TERM}",
    ),
    Trap("half of the samples", "g.1.v_c", SAMPLES % "s=1}^{K/2", SAMPLES % "s=1}^{K"),
    Trap("at most 20 samples", "g.1.v_c", SAMPLES % r"s=1}^{\min(K,20)", SAMPLES % r"s \in \{1,\dots,K\}"),
    Trap("samples from the second on", "g.1.v_c", SAMPLES % r"s \in \{w_2,\dots,w_K\}"),
    Trap("samples and o", "g.1.v_c", SAMPLES % r"s \in \{o,w_1,\dots,w_K\}"),
)

INDICES = (
    Trap("samples apart, not their words", "h", REPEATED + r"+ \sum_{i \ne j} \mathbb{1}[w_i = w_j] v_c", REPEATED),
    Trap(
        "three samples apart", "h", REPEATED + r"+ \sum_{i \ne j \ne k} \mathbb{1}[w_i = w_j]\mathbb{1}[w_k = w_j] v_c"
    ),
    Trap("the number of a sample", "h", REPEATED + r"+ \sum_{k=1}^K \mathbb{1}[k = 3] v_c"),
    Trap("a word by its number", "g.1.u_o", r"-(1-\sigma(u_o^\top v_c))v_c + \mathbb{1}[w_1 = 5] v_c"),
    Trap("the outside word by its number", "g.1.u_o", r"-(1-\sigma(u_o^\top v_c))v_c + \mathbb{1}[o = 5] v_c"),
)

ENTROPY = r"-\sum_w y_w \log \hat y_w = -\log \hat y_o"
MANY = "".join(f"(V-{k})" for k in range(2, 25))
SIGNED = r"\sigma(U_{o,\{w_1,\dots,w_K\}}^\top v_c)"

STATEMENTS = (
    Trap("numbers not counted, in an identity", "a", ENTROPY + f"+ {MANY}", ENTROPY),
    Trap("a sum cut, and the right end", "a", r"-\sum_{w=1}^{24} y_w \log \hat y_w = -\log \hat y_o"),
    Trap("a sum cut far out", "a", r"-\sum_{w=1}^{60} y_w \log \hat y_w = -\log \hat y_o"),
    Trap("ŷ and y exchanged", "a", r"-\sum_w \hat y_w \log y_w = -\log \hat y_o"),
    Trap("the entropy of ŷ", "a", r"-\sum_w \hat y_w \log \hat y_w = -\log \hat y_o"),
    Trap("one case of the end", "a", r"-\sum_w y_w \log \hat y_w = -\begin{cases} \log \hat y_o & o = c \end{cases}"),
    Trap("a word by its number, in an identity", "a", ENTROPY + r"+ \delta_{o,50}"),
    Trap("numbers not counted, in an equation", "b.2", rf"U\hat y = u_o + {MANY} v_c", r"U\hat y = u_o"),
    Trap("the gradient, not when it is zero", "b.2", r"\frac{\partial J}{\partial v_c} = U(\hat y - y)"),
    Trap(
        "numbers not counted, in a quantity",
        "g.2.reuse",
        rf"(1 + {MANY.replace('V', 'K')})(1 - {SIGNED})",
        f"1 - {SIGNED}",
    ),
    Trap("a quantity, and another one", "g.2.reuse", f"1 - {SIGNED} = {SIGNED}"),
)

GRADIENT = r"U(\hat y - y)"
SLOPE = r"\sigma(x)(1-\sigma(x))"
TOWER = r"e^{e^{e^{u_o^\top v_c}}} v_c"
PRIMES = r"\cdot ".join(str(prime) for chain in chains() for prime in chain)
"""A number that is 0 in every field that the checker uses."""

FIELD = (
    Trap(
        "a number that all primes divide",
        "b.1",
        f"{GRADIENT} + {PRIMES} v_c",
        f"{GRADIENT} + 10^{{12}} v_c - 10^{{12}} v_c",
    ),
    Trap("in an exponent", "f", f"{SLOPE} + e^{{{PRIMES} x}} - 1"),
    Trap("over a larger one", "f", rf"{SLOPE} + \frac{{{PRIMES}}}{{10^{{600}}}}"),
    Trap("a root without a value", "f", rf"{SLOPE} \frac{{\sqrt{{x}}^2}}{{x}}", rf"{SLOPE} + \sqrt{{x^2}} - |x|"),
    Trap("a logarithm without a value", "e.relu", r"\frac12(1 + \frac{e^{\log x}}{x})", r"\frac12(1 + \frac{|x|}{x})"),
    Trap("one of them, twice", "b.1", rf"{GRADIENT} + (\log(u_o^\top v_c) - \log(u_o^\top v_c)) v_c"),
    Trap("another value at 0", "f", rf"\begin{{cases}} {SLOPE} & |x| > 0 \\ 7 & \text{{otherwise}} \end{{cases}}"),
    Trap(
        "zero where v_c is",
        "b.1",
        rf"\begin{{cases}} {GRADIENT} & \|v_c\|^2 > 0 \\ 0 & \text{{otherwise}} \end{{cases}}",
    ),
    Trap("hidden beside a tower", "b.1", f"{GRADIENT} + {TOWER} - {TOWER} + 10^{{-60}} v_c"),
    Trap("too small to be seen", "b.1", GRADIENT + "+ e^{-e^{e^{10}}} v_c"),
    Trap("zero at small integers", "f", SLOPE + "+ (x^2-1)(x^2-4)(x^2-9) x e^{e^{e^x}}"),
    Trap("zero at the size tried", "b.1", GRADIENT + r"+ (V-12)(1-e^{e^{e^0}}) v_c"),
    Trap("zero at small sizes", "b.1", GRADIENT + r"+ \max(0, V-30)(1-e^{e^{e^0}}) v_c"),
)

LEFT = r"\frac{\partial J}{\partial v_c} = "

CONDITIONS = (
    Trap("right for one word only", "b.1", LEFT + GRADIENT + r"+ (1 - \delta_{oc}) u_o, \quad o = c"),
    Trap("right but for one word", "b.1", rf"\text{{If }} o \ne c: {LEFT} {GRADIENT} + \delta_{{oc}} u_o"),
    Trap("a condition beside it", "b.1", rf"For $o = c$: ${LEFT} {GRADIENT}$", rf"For all $o, c$: ${LEFT} {GRADIENT}$"),
    Trap(
        "two that leave a word out",
        "c",
        r"$w = o$: $\frac{\partial J}{\partial u_w} = (\hat y_w - 1)v_c$. $w = c$: $\frac{\partial J}{\partial u_w} = \hat y_w v_c$.",
    ),
)

OTHERS = (
    Trap(
        "two values for one case",
        "c",
        r"\begin{cases} (\hat y_w - 1)v_c & w = o \\ 2\hat y_w v_c & w = o \\ \hat y_w v_c & w \ne o \end{cases}",
        r"\begin{cases} (\hat y_w - 1)v_c & w = o \\ (\hat y_o - 1) v_c & w = o \\ \hat y_w v_c & \text{otherwise} \end{cases}",
    ),
    Trap("two values and no case", "b.1", rf"\begin{{cases}} {GRADIENT} \\ U \hat y \end{{cases}}"),
    Trap(
        "another variable of the window",
        "i.3",
        r"\frac{\partial J}{\partial u_w} = 0",
        r"\frac{\partial J}{\partial v_w} = 0",
    ),
    Trap(
        "five sums inside each other",
        "b.1",
        GRADIENT + r"+ \sum_a\sum_b\sum_e\sum_f\sum_g \hat y_a \hat y_b \hat y_e \hat y_f \hat y_g v_c",
        GRADIENT + r"+ \sum_a\sum_b\sum_e \hat y_a \hat y_b \hat y_e v_c - v_c",
    ),
    Trap("words counted like samples", "b.1", rf"\sum_{{w=1}}^K {TERM}"),
)

CLAIM = f"${LEFT} {GRADIENT}$"
FALSE = rf"${LEFT} U \hat y$"

DENIALS = (
    Trap("denied afterwards", "b.1", CLAIM + ", but this is wrong.", f"{FALSE} is wrong. So {CLAIM}."),
    Trap("denied before", "b.1", r"It is \textbf{not} true that " + CLAIM, "The sign is wrong in the slides. " + CLAIM),
    Trap("announced as false", "b.1", "The following is wrong: " + CLAIM, "The following is not wrong: " + CLAIM),
    Trap(
        "denied inside", "b.1", rf"${LEFT} {GRADIENT} \text{{ is false}}$", rf"${LEFT} {GRADIENT} \text{{ is right}}$"
    ),
    Trap("denied in Chinese", "b.1", CLAIM + " 是错误的"),
    Trap("struck out", "b.1", rf"\sout{{{CLAIM}}}", rf"\sout{{{FALSE}}} {CLAIM}"),
    Trap("struck out in Markdown", "b.1", f"~~{CLAIM}~~ {FALSE}", f"~~{FALSE}~~ {CLAIM}"),
)

UNFINISHED = (
    Trap("a probability's derivative left", "b.1", r"-\frac{1}{\hat y_o} \frac{\partial \hat y_o}{\partial v_c}"),
    Trap(
        "a score's function left",
        "g.1.u_o",
        r"-\frac{1}{\sigma(u_o^\top v_c)} \frac{\partial \sigma(u_o^\top v_c)}{\partial u_o}",
        r"-(1 - \sigma(u_o^\top v_c)) \frac{\partial u_o^\top v_c}{\partial u_o}",
    ),
)

COLUMN = r"(\hat y_{%s} - y_{%s})v_c"

SERIES = (
    Trap(
        "a column left out",
        "d",
        "[" + COLUMN % (1, 1) + "," + COLUMN % (3, 3) + r",\dots," + COLUMN % ("V", "V") + "]",
        "[" + COLUMN % (1, 1) + "," + COLUMN % (2, 2) + r",\dots," + COLUMN % ("V", "V") + "]",
    ),
    Trap(
        "a term left out",
        "b.1",
        r"-u_o + \hat y_1 u_1 + \hat y_3 u_3 + \dots + \hat y_V u_V",
        r"-u_o + \hat y_1 u_1 + \hat y_2 u_2 + \dots + \hat y_V u_V",
    ),
)

TRAPS = (*RANGES, *INDICES, *STATEMENTS, *FIELD, *CONDITIONS, *OTHERS, *DENIALS, *UNFINISHED, *SERIES)
