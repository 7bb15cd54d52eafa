"""Workbooks of our own: what is in them, the file that is made of it, and how a file is known again."""
