"""CS224n, "understanding word2vec": what the derivations of its parts tell, as a lecture would."""
