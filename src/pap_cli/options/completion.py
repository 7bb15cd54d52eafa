"""IDs for shell completion, from the cache if no file has changed since they were read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager, redirect_stdout
from io import StringIO

from pap_cli.cache.output import store_for
from pap_cli.load.workspace.locate import digest, nearest_workspace, workspace_stamp
from pap_cli.model.order import natural

_SECTIONS = (
    *("milestones", "actions", "recommendations", "kpis", "reviews", "concerns", "risks"),
    *("owners", "bodies", "statutory", "themes"),
)
# The sections that each kind of ID is found in.
_KINDS: Mapping[str, Sequence[str]] = {
    "milestone": ("milestones",),
    "action": ("actions",),
    "recommendation": ("recommendations",),
    "kpi": ("kpis",),
    "review": ("reviews",),
    "owner": ("owners",),
    "body": ("bodies",),
    "theme": ("themes",),
    "plan": ("plan",),
    "item": _SECTIONS,
    # What a list can be narrowed to.
    "listed": ("milestones", "actions", "recommendations", "kpis"),
}
# The sections whose keys are the IDs of their entries.
_KEYED = frozenset({"owners", "bodies", "statutory", "themes"})


@contextmanager
def for_bash(environ: MutableMapping[str, str]) -> Iterator[None]:
    """Let a completion for bash see whole words, and offer only what follows the part that bash keeps.

    Bash splits words at `:` and `=`, and replaces only the last part by what it is offered.
    """
    from pap_cli.output.write import write_out

    line = environ.get("COMP_WORDS", "")
    number = environ.get("COMP_CWORD", "")
    words, kept = joined(line.split("\n" if "\n" in line else " "), int(number) if number.isdecimal() else 0)
    environ.update(COMP_WORDS="\n".join(words), COMP_CWORD=str(len(words) - 1))
    offered = StringIO()
    try:
        with redirect_stdout(offered):
            yield
    finally:
        write_out("".join(f"{one.removeprefix(kept)}\n" for one in offered.getvalue().splitlines()))


def joined(words: Sequence[str], number: int) -> tuple[list[str], str]:
    """Return the words up to the one with this number, each whole, and the part of the last that bash keeps."""
    found: list[str] = []
    kept = ""
    after_break = False
    for word in [*words[: number + 1], *[""] * (number + 1 - len(words))]:
        is_break = bool(word) and not word.strip(":=")
        if len(found) > 1 and (is_break or after_break):
            kept = found[-1] + (word if is_break else "")
            found[-1] += word
        else:
            kept = ""
            found.append(word)
        after_break = is_break
    return found, kept.rpartition("=")[2]


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
