"""The text of a YAML file with one value set, one key or entry added or taken out, and every other character kept."""
