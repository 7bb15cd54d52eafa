"""What the columns of a tracker mean: from their contents first, from their headings second, all at once."""
