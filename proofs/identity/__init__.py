"""The exact identity test. It shares the expression tree with what it checks, and nothing else.

`Judge(expressions, setting).compare(left, right)` decides whether two expressions are the same function for every size;
`find_witness` gives a point in small integers where they differ, certified by interval arithmetic.
"""

from proofs.identity.assumed import ASSUMED
from proofs.identity.branches import overlapping
from proofs.identity.coverage import exhaustive
from proofs.identity.judge import Comparison, Judge, equal
from proofs.identity.points import Setting
from proofs.identity.undecidable import Undecidable, why
from proofs.identity.witness import Witness, find_witness, numerically

__all__ = [
    "ASSUMED",
    "Comparison",
    "Judge",
    "Setting",
    "Undecidable",
    "Witness",
    "equal",
    "exhaustive",
    "find_witness",
    "numerically",
    "overlapping",
    "why",
]
