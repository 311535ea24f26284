"""What the claims of an answer come to: each sign by itself, and the end against the truth."""
