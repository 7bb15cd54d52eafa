"""Figures of a book as KPIs in files: new ones, and what a newer version of the book changes."""
