"""What a plan is made of: frozen, slotted standard-library dataclasses, with no I/O and no outside library.

The descriptions in the fields' metadata are the one source of the JSON Schema, the file reference and the words of
some error messages.  Metadata keys: `description`; `key`, the word in the file where it cannot be a Python name;
`keyed_by`, a collection written as a mapping whose keys are that field of its entries; `one_or_many`, a list that may
be written as a single value; `example`.
"""
