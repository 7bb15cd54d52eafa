"""Milestones, actions and recommendations at a date, and milestones in groups."""
