"""What a definition may say, and what it means: its syntax, its names and the types of its values."""
