"""Ids for the shell's completion, read without building the model: no pydantic, no tables."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pap_cli.model.place import Source

_SECTIONS = {
    "milestone": ("milestones",),
    "action": ("actions",),
    "recommendation": ("recommendations",),
    "kpi": ("kpis",),
    "review": ("reviews",),
    "owner": ("owners",),
    "body": ("bodies",),
    "plan": ("plan",),
    "item": (
        "milestones",
        "actions",
        "recommendations",
        "kpis",
        "reviews",
        "concerns",
        "owners",
        "bodies",
        "statutory",
    ),
}
# The sections whose entries stand under their ids.
_KEYED = frozenset({"owners", "bodies", "statutory"})


def ids(kind: str, incomplete: str, workspace: str | None = None) -> list[str]:
    """The ids of one kind in the workspace that start with what was typed; none if anything is wrong."""
    from pap_cli.errors import PapError
    from pap_cli.load.workspace.files import Reader, find_workspace, kpi_files, plan_units

    try:
        reader = Reader(find_workspace(Path(workspace or os.environ.get("PAP_WORKSPACE") or ".")))
        paths = [path for unit in plan_units(reader.root) for path in unit.paths]
        paths += kpi_files(reader.root)
        found: list[str] = []
        for path in paths:
            source = reader.read(path)
            if source is not None:
                found += _ids_in(source, _SECTIONS[kind])
    except (PapError, OSError):
        return []
    return [id for id in dict.fromkeys(found) if id.startswith(incomplete)]


_LINE = re.compile(r"( *)(- +)?(\{ *)?([\w.:/\-]+): *(.*)")


def _ids_in(source: Source, names: tuple[str, ...]) -> list[str]:
    """The ids of entries under these keys, by lines and indentation alone: importing yaml costs more than all else.

    A file in which such a section is written between brackets is read as YAML after all.
    """
    found: list[str] = []
    above: list[tuple[int, str]] = []
    for line in source.text.splitlines():
        entry = _LINE.match(line)
        if entry is None:
            continue
        indent, dash, brace, key, rest = entry.groups()
        depth = len(indent) + len(dash or "")
        while above and above[-1][0] >= depth:
            above.pop()
        section = above[-1][1] if above else ""
        if section in names:
            if section in _KEYED and not dash:
                found.append(key)
            elif key == "id":
                found.append(re.split("[ ,}]", rest.strip("\"'"), maxsplit=1)[0].strip("\"'"))
            elif brace:
                return _by_reading(source, names)
        if key in names and rest[:1] in ("{", "["):
            return _by_reading(source, names)
        if not brace and (not rest or rest.startswith("#")):
            above.append((depth, key))
    return found


def _by_reading(source: Source, names: tuple[str, ...]) -> list[str]:
    from pap_cli.load.yaml.read import read_nodes

    return list(_in_sections(read_nodes(source, lambda *_: None), names))


def _in_sections(node: object, names: tuple[str, ...]) -> Iterator[str]:
    """The ids of entries in lists and mappings under these keys, and under them."""
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in names and key in _KEYED and isinstance(value, dict):
            yield from value
        elif key in names and isinstance(value, dict):
            yield from _own_id(value)
        elif isinstance(value, dict):
            yield from _in_sections(value, names)
        elif isinstance(value, list):
            for entry in value:
                if key in names:
                    yield from _own_id(entry)
                yield from _in_sections(entry, names)


def _own_id(entry: object) -> Iterator[str]:
    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
        yield entry["id"]
