"""Workbooks and messages for the people of a plan, and their answers."""
