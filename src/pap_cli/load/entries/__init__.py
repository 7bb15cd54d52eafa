"""Read entries: from nodes to records of the model, and the JSON Schemas of the files."""
