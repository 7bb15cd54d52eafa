"""The life of an entry in the commits of a repository: what each changed, and how its dates and figures moved."""
