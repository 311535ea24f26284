"""Assignments as data: one TOML file each. `derive.problem.load` reads them, and `derive.tasks.load_tasks` those of statements."""

DEFAULT = "cs224n-a2"
"""The assignment that is meant where none is named."""
