"""The cache of command output, and where it is stored."""
