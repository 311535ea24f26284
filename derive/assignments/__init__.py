"""Assignments as data: one TOML file each. `derive.problem.load` reads them."""
