"""CS224n, "understanding word2vec": which part a formula answers, by its left side, its letters and its vectors."""
