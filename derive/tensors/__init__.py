"""Losses and gradients as contractions over indices, and the NumPy files that compute them."""

from derive.tensors import stable  # noqa: F401 - it fills in the forms that `algebra` asks for
