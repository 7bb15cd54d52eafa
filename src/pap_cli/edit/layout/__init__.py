"""The layout of a YAML file: the order of keys within an entry, and the empty lines between entries."""
