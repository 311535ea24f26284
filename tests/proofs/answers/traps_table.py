"""Wrong answers that look right wherever one happens to look, and right ones that look alike.

A row is (trap, part, wrong, right): the first must never be accepted, the second, where there is one, must be.
"""

from typing import NamedTuple


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
    Trap("a set of two", "b.1", rf"\sum_{{w \in \{{1,V\}}}} {TERM}", rf"\sum_{{w \in [1,V]}} {TERM}"),
    Trap(
        "a set with a gap",
        "b.1",
        rf"\sum_{{w \in \{{1,3,\dots,V\}}}} {TERM}",
        rf"\sum_{{w \in \{{1,2,\dots,V\}}}} {TERM}",
    ),
    Trap("half of the samples", "g.1.v_c", SAMPLES % "s=1}^{K/2", SAMPLES % "s=1}^{K"),
    Trap("at most 20 samples", "g.1.v_c", SAMPLES % r"s=1}^{\min(K,20)", SAMPLES % r"s \in \{w_1,\dots,w_K\}"),
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

TRAPS = (*RANGES, *INDICES)
