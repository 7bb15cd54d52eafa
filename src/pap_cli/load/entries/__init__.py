"""Entries of a file: from YAML nodes to checked records, and the JSON Schemas of both."""
