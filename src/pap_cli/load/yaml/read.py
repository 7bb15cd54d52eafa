"""Read a YAML document: by the line reader where it can, by the event parser otherwise."""

from __future__ import annotations

from pap_cli.load.yaml.lines import read_lines
from pap_cli.load.yaml.nodes import MapNode, Value
from pap_cli.load.yaml.reporting import Report
from pap_cli.model.place import Fields, Source


def read_nodes(source: Source, report: Report) -> Value:
    """Read one YAML document.

    Everything wrong is reported; what can be kept is returned.  None stands for a file with nothing in it and for a
    file that could not be read at all.
    """
    plain = read_lines(source.text)
    if plain is not None:
        return plain
    from pap_cli.load.yaml.events import read_events  # it imports yaml, which costs as much as the interpreter's start

    return read_events(source, report)


def fields_between(text: str, start: int, end: int) -> Fields:
    """Where the fields of the entry between two offsets stand, found by reading it once more: few are ever asked for.

    To be read alone it needs what stood before it in its line: as many blanks, or a key for brackets to belong to.
    """
    brackets = text.startswith("{", start)
    before = "x: " if brackets else " " * (start - text.rfind("\n", 0, start) - 1)
    node = read_nodes(Source("", before + text[start:end]), lambda *_: None)
    if isinstance(node, MapNode) and brackets:
        node = node["x"]
    by = start - len(before)
    fields = node.fields() if isinstance(node, MapNode) else {}
    return {name: (key + by, first + by, last + by) for name, (key, first, last) in fields.items()}
