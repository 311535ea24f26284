"""Derivations that were checked: step by step, line by line, by the exact identity test."""

from proofs.derivations.checking import Equality, UncheckedError, check, setting
from proofs.derivations.deriving import derive, derive_loss, derive_stated, derive_statement

__all__ = [
    "Equality",
    "UncheckedError",
    "check",
    "derive",
    "derive_loss",
    "derive_stated",
    "derive_statement",
    "setting",
]
