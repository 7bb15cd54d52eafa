"""Parse YAML into nodes with offsets."""
