"""One edit: items are found, their files changed in memory, read again and compared; only then may they be written."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import assess
from pap_cli.edit.draft.edits import Edit, Effect
from pap_cli.edit.draft.files import ChangedFile, read_bytes, rewritten
from pap_cli.edit.draft.overlay import ChangedFiles
from pap_cli.edit.draft.refusals import CONTRADICTIONS, new_findings, refuse_contradictions, refuse_errors
from pap_cli.edit.draft.standing import standing
from pap_cli.edit.items.around import around
from pap_cli.edit.items.item import Item, items_of, path_of
from pap_cli.edit.text.changes import Change
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace, read_workspace
from pap_cli.load.yaml.nodes import MapNode
from pap_cli.load.yaml.read import read_nodes


class Edited(Struct, frozen=True, kw_only=True):
    """An edit that is ready to be written: the files, and what it does to each item."""

    files: tuple[ChangedFile, ...]
    effects: tuple[Effect, ...]


def prepare(
    workspace: Workspace,
    edits: Sequence[Edit],
    as_of: date,
    *,
    files: Sequence[ChangedFile] = (),
    today: date,
    force: bool = False,
    refused: frozenset[str] = CONTRADICTIONS,
) -> Edited:
    """Return what edits do to the files and to the ratings of their items, without writing anything.

    `files` are changed already.  Unless it is forced, an edit is refused that brings a finding of a rule in `refused`,
    as of today or of AS_OF, whichever is later.

    Raises:
        PapError: if an edit cannot be made without changing something else, brings an error in a file, or contradicts
            other facts and is not forced.
    """
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        if edit.inside is None and edit.item.entry is not None:
            _refuse_faulty(edit.item)
        if edit.changes:
            by_file.setdefault(edit.place.path, []).append(edit)
    changed = [_changed(workspace, name, found) for name, found in by_file.items()]
    return finish(workspace, [*files, *changed], edits, as_of, today=today, force=force, refused=refused)


def finish(
    workspace: Workspace,
    files: Sequence[ChangedFile],
    edits: Sequence[Edit],
    as_of: date,
    *,
    today: date,
    force: bool,
    refused: frozenset[str] = CONTRADICTIONS,
) -> Edited:
    """Return an edit whose files are changed, once they are read again and compared.

    Raises:
        PapError: as `prepare`.
    """
    files = tuple(one for one in files if one.before != one.after)
    after = read_workspace(ChangedFiles(workspace.root, {one.path: one.after for one in files}), workspace)
    refuse_errors(workspace, after)
    items = {(one.plan, one.sort, one.id): one for one in items_of(after.portfolio)}
    now = {id(edit): items.get((edit.item.plan, edit.item.sort, edit.renamed or edit.item.id)) for edit in edits}
    found = [item for item in now.values() if item is not None]
    parts = around(workspace.portfolio, [edit.item for edit in edits]), around(after.portfolio, found)
    if not force:
        before, then = (assess(part, max(as_of, today), after.config.rating) for part in parts)
        refuse_contradictions(before, then, found, refused)
    old, new = (assess(part, as_of, after.config.rating) for part in parts)
    told = new_findings(workspace.config.check, old, new)
    effects: list[Effect] = []
    for edit in edits:
        item = now[id(edit)]
        if item is None:
            raise PapError(
                f"{edit.item.id} would not be in the workspace after this change; this is a bug in pap",
                "report it with a copy of the files, and edit them by hand",
            )
        effects.append(
            Effect(
                edit=edit,
                path=edit.at[0] if edit.at else item.place.path,
                line=edit.at[1] if edit.at else _line(item, edit.key),
                before=standing(old, edit.item),
                after=standing(new, item),
                later=edit.since if edit.since is not None and edit.since > as_of else None,
                findings=() if edit.renamed or not edit.found else tuple(told.get(item.id, ())),
            )
        )
    return Edited(files=files, effects=tuple(effects))


def _refuse_faulty(item: Item) -> None:
    place = item.place
    if place.faulty:
        span = place.span()
        raise PapError(
            f"{place.path}:{span.line}: {item.id} has an error in the file",
            "run  pap check --select PAP0,PAP1  and correct it first",
        )


def _changed(workspace: Workspace, name: str, edits: Sequence[Edit]) -> ChangedFile:
    """Return a file with the changes of some edits.

    Raises:
        PapError: if a change cannot be made without changing something else.
    """
    source = workspace.sources[name]
    path, before = read_bytes(workspace.root, source)
    root = read_nodes(source, lambda *_: None)
    if not isinstance(root, MapNode):
        raise PapError(f"{name} cannot be changed by a command", "correct the errors that  pap check  shows first")
    changes: list[Change] = []
    for edit in edits:
        steps = path_of(root, edit.place)
        if steps is None:
            raise PapError(
                f"{name}: {edit.item.id} is written in a form that pap cannot change", "edit the file by hand"
            )
        changes += [replace(change, path=(*steps, *change.path)) for change in edit.changes]
    text = rewritten(source, changes)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return ChangedFile(path, name, before, mark + text.encode("utf-8"))


def _line(item: Item, key: str) -> int:
    """Return the line of the last entry of a key, or of its value, or else of the item."""
    place = item.place
    fields = place.fields
    if key not in fields:
        return place.line
    key_start, start, end = fields[key]
    text = place.source.text
    last = text[start:end].rstrip()
    value = getattr(item.entry, key, None)
    if isinstance(value, tuple) and value and getattr(value[-1], "place", None) is not None:
        line: int = value[-1].place.line
        return line
    return place.source.position(start if last else key_start)[0]
