"""Read YAML text into nodes that know their offsets."""
