"""Figures of KPIs in a spreadsheet: what each column and row is, and what each cell says."""
