"""TABLE of what may be supposed of a symbol, in words: "y is one-hot", "A and B are symmetric", "each row of T sums to 1"."""

import re

PROPERTIES = {
    "one-hot": "one-hot",
    "onehot": "one-hot",
    "sums to 1": "sums-to-1",
    "sum to 1": "sums-to-1",
    "sums to one": "sums-to-1",
    "a distribution": "distribution",
    "distribution": "distribution",
    "a probability distribution": "distribution",
    "symmetric": "symmetric",
    "positive definite": "positive-definite",
    "positive": "positive",
    "invertible": "invertible",
    "orthogonal": "orthogonal",
    "full rank": "full-rank",
    "has full rank": "full-rank",
    "has full column rank": "full-rank",
    "of full column rank": "full-rank",
    "nonzero": "nonzero",
    "not zero": "nonzero",
    "row vector": "row",
    "row vectors": "row",
    "a row vector": "row",
    "0 or 1": "in",
    "binary": "in",
    "a binary mask": "in",
    "a mask of zeros or ones": "in",
    "strictly positive": "positive",
    "nonsingular": "invertible",
    "full column rank": "full-rank",
}
"""What may be said of a symbol, in words."""
RESTRICTING = re.compile(
    r"\\(?:leq?|geq?|preceq|succeq)\b|[<>=≤≥]"
    r"|\b(?:symmetric|definite|semidefinite|orthogonal|orthonormal|diagonal|triangular|idempotent|stochastic|normali[sz]ed|unit (?:norm|length)"
    r"|non-?negative|sums? (?:up )?to|add up to|cent(?:er|re)d|zero mean)\b"
)
ROWS_OF = re.compile(r"^\s*(?:(?:each|every) row|(?:the |all |all the )?rows) of\s+")
PROPERTY = "|".join(sorted(map(re.escape, PROPERTIES), key=len, reverse=True))
PILED = re.compile(rf"(?:(?:both|all|an?)\s+)?(?P<words>(?:{PROPERTY})(?:\s+(?:{PROPERTY}))*)(?:\s+matri(?:x|ces))?")
LAYOUTS = {
    "by-rows": re.compile(r"\b(?:row-?wise|row[ -]by[ -]row|(?:each|every|per) row|by rows?)\b|按行|每一?行"),
    "by-columns": re.compile(
        r"\b(?:column-?wise|column[ -]by[ -]column|(?:each|every|per) column|by columns?)\b|按列|每一?列"
    ),
}
"""How a sentence says that softmax is taken of each row of a matrix, or of each column."""
