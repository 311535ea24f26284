"""Derivations of losses of one's own: `derivation_of_own` derives the gradient of a statement by the common rules."""

from derive.own.deriving import OWN, Own, derivation_of_own

__all__ = ["OWN", "Own", "derivation_of_own"]
