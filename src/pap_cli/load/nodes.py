"""YAML text as plain containers that remember where everything stood.

Scalars stay text until the model types them, so that `no` is never False and `010` never 8.  Two readers give the same
containers: `lines` reads plain files, which nearly all are, and `events` all others, whatever is in them.
"""

from __future__ import annotations

from typing import TypeAlias

from pap_cli.load.report import Report
from pap_cli.model.place import Fields, Source

Value: TypeAlias = "str | MapNode | SeqNode | None"

MAX_DEPTH = 40
MAX_NODES = 3_000_000
MAX_ALIASED_NODES = 10_000
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""The plain words for nothing."""


class Quoted(str):
    """A scalar that was written between quotation marks, or as a block: text, whatever it looks like."""

    __slots__ = ()


class MapNode(dict[str, "Value"]):
    """A mapping; `at` holds for each key the offset of the key and the first and last offset of its value."""

    __slots__ = ("at", "end", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.at: dict[str, tuple[int, int, int]] = {}


class SeqNode(list["Value"]):
    """A list; `at` holds for each entry its first offset, again its first, and its last."""

    __slots__ = ("at", "end", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.at: list[tuple[int, int, int]] = []


def read_nodes(source: Source, report: Report) -> Value:
    """Read one YAML document.

    Everything wrong is reported; what can be kept is returned.  None stands for a file with nothing in it and for a
    file that could not be read at all.
    """
    from pap_cli.load.lines import read_lines

    plain = read_lines(source.text)
    if plain is not None:
        return plain
    from pap_cli.load.events import read_events  # it imports yaml, which costs as much as the interpreter's start

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
    fields = node.at if isinstance(node, MapNode) else {}
    return {name: (key + by, first + by, last + by) for name, (key, first, last) in fields.items()}
