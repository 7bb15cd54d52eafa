"""A value as lines of YAML, as `pap` writes it; a text of several lines as people would write it, below its key."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.lines import in_brackets, key_lines
from pap_cli.edit.text.scalars import as_yaml

# The longest line on which a mapping is written in brackets.
_MAX_LINE = 120
_INDENT = 2
# Lines of a text that can stand below a key: without characters that need an escape, blanks at an end or at the start.
_PLAIN_LINE = re.compile(
    r"(?:[^\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]*[^\s\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff])?)?"
)


def entry(value: Mapping[str, Value], column: int) -> list[str]:
    """Return the lines of an entry of a list whose dash is at a column."""
    first, *rest = mapping(value, column + _INDENT)
    return [f"{' ' * column}- {first.lstrip(' ')}", *rest]


def mapping(value: Mapping[str, Value], column: int) -> list[str]:
    """Return the lines of a mapping whose keys are at a column."""
    return [line for key, inner in value.items() for line in _key(key, inner, column)]


def _key(key: str, value: Value, column: int) -> list[str]:
    start = " " * column
    if isinstance(value, str):
        if below := _below(value, column + _INDENT):
            return [f"{start}{key}: |-", *below]
        return [f"{start}{key}: {as_yaml(value)}"]
    if isinstance(value, Mapping) or all(isinstance(one, str) and " " not in one for one in value):
        first, *rest = key_lines(key, value, column, _INDENT, brackets=None)
        return [start + first, *rest]
    return [f"{start}{key}:", *(line for one in value for line in _of_list(one, column + _INDENT))]


def _of_list(value: Value, column: int) -> list[str]:
    dash = f"{' ' * column}- "
    if isinstance(value, str):
        if below := _below(value, column + _INDENT):
            return [f"{dash}|-", *below]
        return [dash + as_yaml(value)]
    if isinstance(value, Mapping) and not _is_large(value):
        short = in_brackets(value)
        if len(dash) + len(short) <= _MAX_LINE:
            return [dash + short]
    return entry(value, column) if isinstance(value, Mapping) else [dash + in_brackets(value)]


def _is_large(value: Mapping[str, Value]) -> bool:
    return "id" in value or any(isinstance(one, str) and "\n" in one for one in value.values())


def _below(text: str, column: int) -> list[str]:
    """Return the lines of a text of several lines; nothing if it cannot be written so."""
    if "\n" not in text:
        return []
    lines = text.split("\n")
    if not lines[0] or not lines[-1] or not all(map(_PLAIN_LINE.fullmatch, lines)):
        return []
    return [f"{' ' * column}{line}" if line else "" for line in lines]
