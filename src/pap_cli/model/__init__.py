"""The records that everything works with: plans, KPIs, settings, dates, and positions in a text.

The description of a field is in its annotation (see `model/entry`), the one source of the JSON Schema, the file
reference and the hints in messages.
"""
