"""Lists of items of one kind, one file each."""
