"""Losses of one's own: `read_own` finds what the letters stand for, `derivation_of_own` derives the gradient by the common rules."""

from derive.own.deriving import OWN, derivation_of_own
from derive.own.reading import Own, read_own

__all__ = ["OWN", "Own", "derivation_of_own", "read_own"]
