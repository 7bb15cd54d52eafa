"""Files that are changed so that nothing is lost: one writer at a time, whole files only, and a journal for undo.

What is written are bytes: nothing here knows what they mean.
"""
