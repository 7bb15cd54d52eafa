"""Write files so that each is the old or the new one whatever happens, and several are changed together or not at all.

The order: the journal's entry, the new files beside the old ones, all on the disk; the old ones are read again and
compared; then each changes places with its new one, and what was displaced is compared once more.  What a killed
command left is completed or taken back by the next.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pap_cli.edit.store import steps
from pap_cli.edit.store.changes import Change, kept
from pap_cli.edit.store.journal import Entry, Journal, Standing
from pap_cli.edit.store.put import OvertakenError, inside, put, refuse_overtaken
from pap_cli.edit.store.recover import Recovered, delete_empty, recover_entry
from pap_cli.errors import PapError


def write(
    root: Path, folder: Path, changes: Sequence[Change], *, command: str, effects: Sequence[str], now: datetime
) -> None:
    """Change files as one command, which can be taken back; the lock of the workspace must be held.

    `folder` is that of the workspace's state.

    Raises:
        PapError: if a file was changed by another program in the meantime, or cannot be written; then nothing is
            changed.
    """
    real = Path(os.path.realpath(root))
    targets = {inside(real, change.path): change for change in changes if change.before != change.after}
    made = [Change(path, change.before, change.after) for path, change in targets.items()]
    entry = Entry(number=0, command=command, at=now, effects=tuple(effects), files=())
    _carry_out(real, Journal(folder), entry, made)


def revert(root: Path, folder: Path, entry: Entry, *, then: Standing, now: datetime) -> None:
    """Take a command back, or make it again: `then` says how its entry stands afterwards.

    Raises:
        PapError: if a file was changed since, or cannot be written; then nothing is changed.
    """
    name = "undo" if then is Standing.UNDONE else "redo"
    note = Entry(
        number=0,
        command=f"{name} of {entry.command}",
        at=now,
        effects=(),
        files=(),
        folders=entry.folders,
        of=entry.number,
        then=then,
    )
    _carry_out(Path(os.path.realpath(root)), Journal(folder), note, changes_of(root, entry, then))


def changes_of(root: Path, entry: Entry, then: Standing) -> list[Change]:
    """Return what taking an entry back, or making it again, would change.

    Raises:
        PapError: if a file was changed since, or cannot be read.
    """
    root = Path(os.path.realpath(root))
    found: list[Change] = []
    others: list[str] = []
    for one in entry.files:
        path = inside(root, one.path)
        try:
            now = steps.read(path)
            found.append(Change(path, now, one.taken_back(now) if then is Standing.UNDONE else one.applied(now)))
        except ValueError:
            others.append(f"{one.path} was {'changed' if path.exists() else 'deleted'} since")
        except OSError as error:
            raise PapError(f"cannot read {one.path}: {_why(error)}") from None
    if others:
        verb = "undone" if then is Standing.UNDONE else "made again"
        raise PapError(
            f"{entry.command} cannot be {verb}: {', '.join(others)}", "change the files by hand, or with git"
        )
    return found


def _carry_out(root: Path, journal: Journal, entry: Entry, changes: Sequence[Change]) -> None:
    entry = _filled(root, journal, entry, changes)
    drafts = [root / name for name in entry.drafts]
    try:
        journal.open(entry)
        for name in reversed(entry.folders):
            steps.make_folder(root / name)
            steps.sync_folder((root / name).parent)
        for change, draft in zip(changes, drafts, strict=True):
            if change.after is not None:
                steps.write_new(draft, change.after, change.path)
        for change in changes:
            refuse_overtaken(change)
            if change.before is not None and steps.is_read_only(change.path):
                raise PapError(f"{_name(change.path, root)} is read-only", "make it writable and run the command again")
        for change, draft in zip(changes, drafts, strict=True):
            put(change, draft)
        for draft in drafts:
            steps.delete(draft)
        delete_empty(root, entry)
        journal.close(entry)
    except BaseException as error:
        recovered: Recovered | None = None
        with suppress(OSError, MemoryError):
            recovered = recover_entry(root, journal, entry)
        if recovered is not None and recovered.made:  # every file was in place before the error or Ctrl-C
            return
        failed = _error(error, root, dict(zip(drafts, changes, strict=True)))
        if failed is None:
            raise
        if recovered is None:
            raise PapError(
                f"{failed.message}; the change may be half made",
                "the next command that changes files takes it back or completes it",
            ) from None
        raise PapError(f"{failed.message}; nothing was changed", failed.help) from None


def _filled(root: Path, journal: Journal, entry: Entry, changes: Sequence[Change]) -> Entry:
    """Return an entry with its number, its files, and the names of what is made on the way."""
    # Not only the number: another machine may have a journal of its own about the same folder.
    token = os.urandom(4).hex()
    drafts = [change.path.with_name(f".pap-{token}-{index}.tmp") for index, change in enumerate(changes)]
    folders = {
        parent for change in changes for parent in change.path.parents if not parent.exists() and root in parent.parents
    }
    return Entry(
        number=journal.next_number(),
        command=entry.command,
        at=entry.at,
        effects=entry.effects,
        files=tuple(kept(change, root) for change in changes),
        drafts=tuple(_name(draft, root) for draft in drafts),
        folders=tuple(_name(path, root) for path in sorted(folders, reverse=True)) or entry.folders,
        of=entry.of,
        then=entry.then,
    )


def _error(error: BaseException, root: Path, changes: dict[Path, Change]) -> PapError | None:
    """Return an error in the user's words; None if it is none that the user can do something about."""
    match error:
        case PapError():
            return error
        case OvertakenError():
            name = _name(error.path, root)
            return PapError(f"{name} was changed by another program in the meantime", "run the command again")
        case OSError():
            return PapError(f"cannot write {_file_of(error, root, changes)}: {_why(error)}")
        case MemoryError():
            return PapError("cannot write the files: not enough memory")
    return None


def _file_of(error: OSError, root: Path, changes: dict[Path, Change]) -> str:
    """Return the name of the file that an error is about: not that of a draft, which the user does not know."""
    names = [Path(os.fsdecode(name)) for name in (error.filename2, error.filename) if isinstance(name, str | bytes)]
    if not names:
        return "the files"
    path = next((changes[name].path for name in names if name in changes), names[0])
    return _name(path, root) if path.is_relative_to(root) else str(path)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
