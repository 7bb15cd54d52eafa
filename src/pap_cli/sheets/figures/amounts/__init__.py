"""Figures in the units of their KPIs, and what is asked about them."""
