"""Meanings under the notation of an assignment, on top of `derive.elaboration`: `elaborate` makes trees of the syntax of `derive.parsing`."""
