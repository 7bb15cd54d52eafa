"""IDs for shell completion, from the cache if no file has changed since they were read."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from pap_cli.cache.output import store_for
from pap_cli.load.workspace.locate import digest, nearest_workspace, workspace_stamp
from pap_cli.model.order import natural

_SECTIONS = ("milestones", "actions", "recommendations", "kpis", "reviews", "concerns", "owners", "bodies", "statutory")
# The sections that each kind of ID is found in.
_KINDS: Mapping[str, Sequence[str]] = {
    "milestone": ("milestones",),
    "action": ("actions",),
    "recommendation": ("recommendations",),
    "kpi": ("kpis",),
    "review": ("reviews",),
    "owner": ("owners",),
    "body": ("bodies",),
    "plan": ("plan",),
    "item": _SECTIONS,
}
# The sections whose keys are the IDs of their entries.
_KEYED = frozenset({"owners", "bodies", "statutory"})


def ids(kind: str, incomplete: str, workspace: str | None = None) -> list[str]:
    """Return the IDs of one kind that begin with INCOMPLETE; none if the workspace cannot be read."""
    root = nearest_workspace(os.path.realpath(workspace or os.environ.get("PAP_WORKSPACE") or "."))
    if root is None:
        return []
    found = _ids_by_section(root)
    known = dict.fromkeys(id for section in _KINDS[kind] for id in found[section])
    return sorted((id for id in known if id.startswith(incomplete)), key=natural)


def _ids_by_section(root: str) -> Mapping[str, Sequence[str]]:
    """Return all IDs of a workspace, from the cache or else from its files."""
    from msgspec import json

    store = store_for(root, os.environ)
    if store is None:
        return _read_ids(root)
    key = digest(b"ids", os.fsencode(root))
    stamp = workspace_stamp(root).encode()
    cached_stamp, _, data = (store.get(key) or b"").partition(b"\n")
    if cached_stamp == stamp:
        return json.decode(data, type=dict[str, list[str]])
    found = _read_ids(root)
    store.put(key, stamp + b"\n" + json.encode(found))
    return found


def _read_ids(root: str) -> dict[str, list[str]]:
    from pathlib import Path

    from pap_cli.load.workspace.files import FileReader, kpi_files, plan_units
    from pap_cli.load.yaml.read import read_nodes

    found: dict[str, list[str]] = {section: [] for section in ("plan", *_SECTIONS)}
    try:
        reader = FileReader(Path(root))
        for path in (*(path for unit in plan_units(reader.root) for path in unit.paths), *kpi_files(reader.root)):
            source = reader.read(path)
            if source is not None:
                _collect(read_nodes(source, lambda *_: None), found)
    except OSError:
        pass  # there are no messages during completion: offer what was found
    return found


def _collect(node: object, found: Mapping[str, list[str]]) -> None:
    """Add the IDs of all entries below a node to the lists of their sections."""
    if not isinstance(node, dict):
        return
    for section, value in node.items():
        if section in _KEYED and isinstance(value, dict):
            found[section].extend(value)
        for entry in value if isinstance(value, list) else [value]:
            if section in found and isinstance(entry, dict) and isinstance(entry.get("id"), str):
                found[section].append(entry["id"])
            _collect(entry, found)
