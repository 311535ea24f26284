"""Do they agree? Exact verdicts on written answers, and property tests of programs."""
