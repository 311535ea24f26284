"""The words around a claim: a lexicon for each language, clauses of tagged words, and the rules by which they speak against a claim."""
