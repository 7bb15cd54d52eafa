"""A value as the lines or the brackets that stand for it in a YAML file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.scalars import Word, as_yaml, key_as_yaml
from pap_cli.load.yaml.nodes import MapNode, Quoted, SeqNode
from pap_cli.load.yaml.nodes import Value as Node

# The longest line on which a mapping is written in brackets.
MAX_LINE = 120
# What is left of a value without brackets, commas and quotation marks.
_WORD = re.compile(r"[^\s,\[\]{}\"']+")


def in_brackets(value: Value) -> str:
    """Return a value on one line: a mapping or a list in brackets."""
    if isinstance(value, str):
        return as_yaml(value, brackets=True)
    if isinstance(value, Mapping):
        inner = (f"{key_as_yaml(key, brackets=True)}: {in_brackets(one)}" for key, one in value.items())
        return "{" + ", ".join(inner) + "}"
    return "[" + ", ".join(map(in_brackets, value)) + "]"


def says_all(text: str, value: Value) -> bool:
    """Return True if a value in brackets has the same words as a text: no comment or duplicate key would be lost."""
    return _words(text) == _words(in_brackets(value))


def _words(text: str) -> Counter[str]:
    return Counter(word.rstrip(":") for word in _WORD.findall(text) if word not in ("-", ":"))


def key_lines(key: str, value: Value, column: int, dash_indent: int, *, brackets: bool | None) -> list[str]:
    """Return the lines of a key and its value, without indentation before the first.

    `brackets` is True if a mapping is written in brackets, None if it is where it fits on a line.
    """
    name = key_as_yaml(key)
    if isinstance(value, str):
        return [f"{name}: {as_yaml(value)}"]
    if isinstance(value, Mapping):
        if _fits(value, column + len(name) + 2, brackets):
            return [f"{name}: {in_brackets(value)}"]
        return [f"{name}:", *_mapping_lines(value, column + 2, dash_indent)]
    if all(isinstance(one, str) for one in value) and _fits_words(value, column + len(name)):
        return [f"{name}: {in_brackets(value)}"]
    dashes = column + dash_indent
    entries = [line for one in value for line in entry_lines(one, dashes, dash_indent, brackets=brackets)]
    return [f"{name}:", *entries]


def entry_lines(value: Value, column: int, dash_indent: int, *, brackets: bool | None, gap: int = 1) -> list[str]:
    """Return the lines of an entry of a list whose dash is at a column, with their indentation."""
    start = " " * column + "-" + " " * gap
    if isinstance(value, str):
        return [start + as_yaml(value)]
    if not isinstance(value, Mapping) or _fits(value, len(start), brackets):
        return [start + in_brackets(value)]
    first, *rest = _mapping_lines(value, len(start), dash_indent)
    return [start + first[len(start) :], *rest]


def _mapping_lines(value: Mapping[str, Value], column: int, dash_indent: int) -> list[str]:
    lines: list[str] = []
    for key, inner in value.items():
        first, *rest = key_lines(key, inner, column, dash_indent, brackets=None)
        lines += [" " * column + first, *rest]
    return lines


def _fits(value: Value, column: int, brackets: bool | None) -> bool:
    """Return True if a mapping is written in brackets: one with an ID or with entries of its own is not by itself."""
    if brackets is None and isinstance(value, Mapping) and ("id" in value or any(map(_has_entries, value.values()))):
        return False
    return brackets is not False and column + len(in_brackets(value)) <= MAX_LINE


def _fits_words(value: Sequence[str], column: int) -> bool:
    return column + len(in_brackets(value)) <= MAX_LINE and not any(" " in one for one in value)


def _has_entries(value: Value) -> bool:
    return not isinstance(value, str | Mapping) and any(isinstance(one, Mapping) for one in value)


def as_written(value: Node) -> Value:
    """Return a value so that what has no quotation marks gets none."""
    if isinstance(value, MapNode):
        return {key: as_written(one) for key, one in value.items()}
    if isinstance(value, SeqNode):
        return [as_written(one) for one in value]
    return Word("null") if value is None else value if isinstance(value, Quoted) else Word(value)
