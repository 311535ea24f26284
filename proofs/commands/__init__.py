"""One module a command: `configure(parser)` declares its options, `run(options)` does it and returns the exit status.

A module here imports nothing heavy at its top: `gradproof --help` loads them all.
"""
