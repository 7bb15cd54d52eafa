"""What each command records: a function for each fact, which says what to write in the entry of an item."""
