"""From an author's text to a verdict: equations, conventions, readings, decisions."""
