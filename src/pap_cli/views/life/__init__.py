"""The life of an item or a KPI in the commits of a repository."""
