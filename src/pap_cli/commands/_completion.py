"""Ids for the shell's completion, read without building the model: no pydantic, no tables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_SECTIONS = {
    "milestone": ("milestones",),
    "action": ("actions",),
    "recommendation": ("recommendations",),
    "kpi": ("kpis",),
    "review": ("reviews",),
    "owner": ("owners",),
    "body": ("bodies",),
    "plan": ("plan",),
    "item": ("milestones", "actions", "recommendations", "kpis", "reviews", "concerns", "owners", "bodies"),
}


def ids(kind: str, incomplete: str) -> list[str]:
    """The ids of one kind in the workspace that start with what was typed; none if anything is wrong."""
    from pap_cli.errors import PapError
    from pap_cli.load.files import Reader, find_workspace, kpi_files, plan_units
    from pap_cli.load.nodes import read_nodes

    try:
        reader = Reader(find_workspace(Path(os.environ.get("PAP_WORKSPACE") or ".")))
        paths = [path for unit in plan_units(reader.root) for path in unit.paths]
        paths += kpi_files(reader.root)
        found: list[str] = []
        for path in paths:
            source = reader.read(path)
            if source is not None:
                found += _in_sections(read_nodes(source, lambda *_: None), _SECTIONS[kind])
    except (PapError, OSError):
        return []
    return [id for id in dict.fromkeys(found) if id.startswith(incomplete)]


def _in_sections(node: object, names: tuple[str, ...]) -> Iterator[str]:
    """The ids of entries in lists and mappings under these keys, and under them."""
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in names and key in ("owners", "bodies") and isinstance(value, dict):
            yield from value
        elif key in names and isinstance(value, dict):
            yield from _own_id(value)
        elif isinstance(value, list):
            for entry in value:
                if key in names:
                    yield from _own_id(entry)
                yield from _in_sections(entry, names)


def _own_id(entry: object) -> Iterator[str]:
    if isinstance(entry, dict) and isinstance(entry.get("id"), str):
        yield entry["id"]
