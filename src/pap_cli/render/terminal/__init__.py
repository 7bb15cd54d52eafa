"""Paint a document with characters."""
