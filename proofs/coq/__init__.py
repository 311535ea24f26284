"""Certificates: theorems for the proof assistant Coq that an accepted answer is what was asked for, with their proofs.

`terms` are the nouns, `entries` lead from the expression tree to them, `printing` to Coq's text. `slopes` and `normal` find proofs,
`theorem` makes the file, `coqc` runs Coq, and `reading` reads a statement back, by itself, to hold it against the numbers.
"""
