"""What does a program compute? A hand-written skip-gram word2vec, the independent witness."""
