"""A workspace: find it, read its files and settings, and link their entries."""
