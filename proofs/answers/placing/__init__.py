"""Which part of an assignment a claim of a document answers, and which parts the document is asked for."""
