"""Any gradient, not only word2vec's: a function of one's own held against a loss stated in LaTeX, or against a part of an assignment."""

from proofs.harness.gradient.calling import SignatureError
from proofs.harness.gradient.check import GradientWarning, WrongGradient, check_gradient
from proofs.harness.gradient.stated import StatementError

__all__ = ["GradientWarning", "SignatureError", "StatementError", "WrongGradient", "check_gradient"]
