"""What a plan is made of: frozen records, with no I/O.

What a field is for stands in its annotation (see `model/entry`), the one source of the JSON Schema, the file reference
and the words of some error messages.
"""
