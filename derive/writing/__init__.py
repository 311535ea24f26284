"""Expressions and derivations, written: one layout of boxes, and a thin writer for each medium."""
