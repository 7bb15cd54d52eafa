"""`pap`: a KPI and milestone tracker for priority action plans kept as YAML in git."""

__version__ = "0.1.0"
