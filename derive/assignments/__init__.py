"""Assignments as data: one TOML file each. `files` finds and checks them; `derive.problem.load` reads those with a notation, `derive.tasks.load_tasks` those of statements."""

DEFAULT = "cs224n-a2"
"""The assignment that is meant where none is named."""
