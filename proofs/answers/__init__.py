"""From an author's text to a verdict: statements, conventions, readings, decisions."""
