"""The versions of a workspace in the commits of a repository: which there are, and what each entry was in them."""
