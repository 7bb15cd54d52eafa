"""The cache of command output and of IDs for completion."""
