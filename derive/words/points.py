"""TABLE of the words by which a value is told at one point behind a formula: "at ⟦x = 0⟧ it is ⟦1/4⟧"."""

from derive.words.saying import Phrases

_IT = "(it|this|that|[the] (derivative|slope|value|gradient))"
_IS = "(is|equals|becomes|takes the value|为|是|等于) [exactly|just|equal to]"

AT_A_POINT = Phrases("behind", f"[and|so|where|which] (at|for|when|if|在|当) <at X>[,] [处|时] [{_IT}] {_IS} <value X>")
_MOST = "[its|the|with|a|an]* (largest|greatest|maximal|maximum|max|highest) [value|slope|derivative] [of|is|equals|being|=]*"

IS_AT_A_POINT = Phrases("behind", f"[and|so] (which|{_IT}) {_IS} <value X> (at|for|when|if) <at X>")
MOST_AT_A_POINT = Phrases(
    "behind", f"[and|so] {_MOST} <value X>[,] [is|attained|reached|taken|obtained]* (at|for|when) <at X>"
)
"""A sentence, or the end of one, that tells what the formula before it is at a point; the value behind the point, or before it; its largest one."""
