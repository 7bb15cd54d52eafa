"""Offsets of the part of an entry that a problem is about."""

from __future__ import annotations

from collections.abc import Mapping

from pap_cli.load.yaml.nodes import At, MapNode, SeqNode
from pap_cli.model.place import Source


def line_end(source: Source, start: int) -> int:
    """Return the offset of the end of a line, given an offset in it."""
    line, column = source.position(start)
    return start - column + 1 + len(source.line(line))


def key_end(source: Source, start: int, key: str) -> int:
    """Return the offset after a key that starts at an offset."""
    if source.text.startswith(key, start):
        return start + len(key)
    return start + (len(key) + 2 if source.text[start : start + 1] in ('"', "'") else 1)


def first_line(source: Source, node: MapNode, at: At) -> tuple[int, int]:
    """Return the offsets of the first line of an entry, or of its key if it is empty."""
    if node.end <= node.start:
        return at[0], max(at[0] + 1, at[2])
    return node.start, min(node.end, line_end(source, node.start))


def value_offsets(
    source: Source, key: str, index: int | None, node: MapNode, at: At, filled: Mapping[str, str]
) -> tuple[int, int]:
    """Return the offsets of the value of a key, or of one in its list; those of the key if the value is empty."""
    if key not in node:
        return at[0], key_end(source, at[0], filled[key])
    value = node[key]
    key_start, start, end = node.at(key)
    if index is not None and isinstance(value, SeqNode):
        _, start, end = value.places()[index]
    return (start, end) if end > start else (key_start, key_start + len(key))
