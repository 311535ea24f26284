"""Assignments as data: one TOML file each. `files` finds and checks them, `loading` reads one: with a notation it is a `Problem`, of statements it is `Tasks`."""

DEFAULT = "cs224n-a2"
"""The assignment that is meant where none is named."""
