"""Answers to a statement of one's own: read, and held against the derivative that the statement asks for."""

from proofs.statements.decide import check_statement

__all__ = ["check_statement"]
