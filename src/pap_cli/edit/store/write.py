"""Write files so that each is the old or the new one whatever happens, and several are changed together or not at all.

The order: the journal's entry, the new files beside the old ones, all on the disk; the old ones are read again and
compared; then each is replaced in one step.  What a killed command left is finished or taken back by the next.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pap_cli.edit.store import steps
from pap_cli.edit.store.changes import Change, Kept, digest, kept
from pap_cli.edit.store.journal import Entry, Journal, Standing
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
    root = Path(os.path.realpath(root))
    journal = Journal(folder)
    targets = [_target(root, change) for change in changes]
    number = journal.next_number()
    entry = Entry(
        number=number,
        command=command,
        at=now,
        effects=tuple(effects),
        files=tuple(kept(change, root) for change in targets),
        drafts=tuple(_draft(change.path, number).relative_to(root).as_posix() for change in targets),
    )
    _carry_out(root, journal, entry, targets)


def revert(root: Path, folder: Path, entry: Entry, *, then: Standing, now: datetime) -> None:
    """Take a command back, or make it again: `then` says how its entry stands afterwards.

    Raises:
        PapError: if a file was changed since, or cannot be written; then nothing is changed.
    """
    root = Path(os.path.realpath(root))
    journal = Journal(folder)
    targets = changes_of(root, entry, then)
    number = journal.next_number()
    note = Entry(
        number=number,
        command="undo" if then is Standing.UNDONE else "redo",
        at=now,
        effects=(),
        files=tuple(kept(change, root) for change in targets),
        drafts=tuple(_draft(change.path, number).relative_to(root).as_posix() for change in targets),
        of=entry.number,
        then=then,
    )
    _carry_out(root, journal, note, targets)


def changes_of(root: Path, entry: Entry, then: Standing) -> list[Change]:
    """Return what taking an entry back, or making it again, would change.

    Raises:
        PapError: if a file was changed since.
    """
    root = Path(os.path.realpath(root))
    found: list[Change] = []
    others: list[str] = []
    for one in entry.files:
        path = _inside(root, one.path)
        now = steps.read(path)
        try:
            found.append(Change(path, now, one.taken_back(now) if then is Standing.UNDONE else one.applied(now)))
        except ValueError:
            others.append(one.path)
    if others:
        verb = "undone" if then is Standing.UNDONE else "made again"
        raise PapError(
            f"{entry.command} cannot be {verb}: {', '.join(others)} was changed since",
            "change it by hand, or with git",
        )
    return found


def recover(root: Path, folder: Path) -> None:
    """Finish or take back what a killed command left; the lock of the workspace must be held.

    Raises:
        PapError: if a file cannot be written.
    """
    root = Path(os.path.realpath(root))
    journal = Journal(folder)
    for stray in folder.glob("*.draft"):
        steps.delete(stray)
    for entry in journal.entries(Standing.OPEN):
        try:
            _recover(root, journal, entry)
        except OSError as error:
            raise PapError(
                f"cannot finish the interrupted command {entry.command}: {(error.strerror or str(error)).lower()}",
                "make the files of the workspace writable and run this again",
            ) from None


def _recover(root: Path, journal: Journal, entry: Entry) -> bool:
    """Finish or take back a change that is half made; True if it is made."""
    for name in entry.drafts:
        with suppress(FileNotFoundError, NotADirectoryError):
            steps.delete(_inside(root, name))
    now = [(one, steps.read(_inside(root, one.path))) for one in entry.files]
    changed = [digest(data) == one.digest_after for one, data in now]
    if all(changed):
        journal.close(entry)
        return True
    for (one, data), replaced in zip(now, changed, strict=True):
        if replaced:
            _restore(root, one, data, entry.number)
    journal.drop(entry)
    return False


def _restore(root: Path, one: Kept, data: bytes | None, number: int) -> None:
    path = _inside(root, one.path)
    before = one.taken_back(data)
    draft = _draft(path, number)
    steps.delete(draft)
    _put(Change(path, data, before), draft, prepared=False)


def _carry_out(root: Path, journal: Journal, entry: Entry, changes: Sequence[Change]) -> None:
    drafts = [root / name for name in entry.drafts]
    try:
        journal.open(entry)
        for change, draft in zip(changes, drafts, strict=True):
            if change.after is not None:
                if not draft.parent.is_dir():
                    draft.parent.mkdir(parents=True)
                steps.write_new(draft, change.after, change.path)
        for change in changes:
            if steps.read(change.path) != change.before:
                name = change.path.relative_to(root).as_posix()
                raise PapError(f"{name} was changed by another program in the meantime", "run the command again")
        for change, draft in zip(changes, drafts, strict=True):
            _put(change, draft, prepared=True)
        journal.close(entry)
    except BaseException as error:
        made = None
        with suppress(OSError):
            made = _recover(root, journal, entry)
        if not isinstance(error, OSError):
            raise
        if made:  # every file was replaced before the error
            return
        why = f"cannot write {_file_of(error, root)}: {(error.strerror or str(error)).lower()}"
        if made is None:
            raise PapError(f"{why}; the change is half made", "the next command of pap takes it back") from None
        raise PapError(f"{why}; nothing was changed") from None


def _put(change: Change, draft: Path, *, prepared: bool) -> None:
    """Put one file in place, and wait until that is on the disk."""
    if change.after is None:
        steps.delete(change.path)
    else:
        if not prepared:
            steps.write_new(draft, change.after, change.path)
        steps.replace(draft, change.path)
    steps.sync_folder(change.path.parent)


def _file_of(error: OSError, root: Path) -> str:
    names = [os.fsdecode(name) for name in (error.filename2, error.filename) if isinstance(name, str | bytes)]
    return next(
        (os.path.relpath(name, root) for name in names if name.startswith(str(root))), names[0] if names else "a file"
    )


def _draft(path: Path, number: int) -> Path:
    return path.with_name(f".{path.name[:100]}.pap-{number}.tmp")


def _target(root: Path, change: Change) -> Change:
    """Return a change of the file that a link leads to.

    Raises:
        PapError: if that is outside of the workspace.
    """
    return Change(
        _inside(root, change.path.relative_to(root) if change.path.is_absolute() else change.path),
        change.before,
        change.after,
    )


def _inside(root: Path, name: str | Path) -> Path:
    path = Path(os.path.realpath(root / name))
    if not path.is_relative_to(root):
        raise PapError(f"{name} is outside the workspace", "copy the file into the workspace")
    return path
