"""CS224n, "understanding word2vec": the functions that its programs define, and what they are held to."""
