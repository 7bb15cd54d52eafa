"""Dates that are met or missed: schedules, ratings, statutory clocks and reviews."""
