"""From text to syntax: what is written, piece by piece; what it means is read elsewhere."""
