"""Read a YAML document with the line reader if it is plain, otherwise with the event parser."""

from __future__ import annotations

from pap_cli.load.yaml.lines import read_lines
from pap_cli.load.yaml.nodes import MapNode, Value
from pap_cli.model.place import Fields, Source
from pap_cli.problems import Report


def read_nodes(source: Source, report: Report) -> Value:
    """Return the root of a YAML document and report its problems; None if it is empty or cannot be read."""
    plain = read_lines(source.text)
    if plain is not None:
        return plain
    from pap_cli.load.yaml.events import read_events  # importing yaml takes as long as starting Python

    return read_events(source, report)


def fields_between(text: str, start: int, end: int) -> Fields:
    """Return the offsets of the fields of the entry between two offsets, by parsing it again: few are ever needed.

    To be parsed alone it needs the indentation before it, or a key before its brackets.
    """
    brackets = text.startswith("{", start)
    before = "x: " if brackets else " " * (start - text.rfind("\n", 0, start) - 1)
    node = read_nodes(Source("", before + text[start:end]), lambda *_: None)
    if isinstance(node, MapNode) and brackets:
        node = node["x"]
    by = start - len(before)
    fields = node.fields() if isinstance(node, MapNode) else {}
    return {name: (key + by, first + by, last + by) for name, (key, first, last) in fields.items()}
