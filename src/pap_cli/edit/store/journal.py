"""The journal of a workspace: what each command changed, so that it can be taken back.

An entry is a file of data in the user's state folder.  It is written before the first file is replaced; while it is
open, the next command finishes or takes back what a killed one left half done.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from pap_cli.edit.store import steps
from pap_cli.edit.store.changes import Kept
from pap_cli.errors import PapError

# How many commands can be taken back, and how many bytes their entries may have together.
MAX_ENTRIES, MAX_BYTES = 200, 64 * 1024 * 1024
_VERSION = 1


class Standing(StrEnum):
    """Where an entry stands, as the ending of its file."""

    # Being written: the files may be as before, as after, or some of each.
    OPEN = "open"
    DONE = "done"
    UNDONE = "undone"


class Entry(Struct, frozen=True, kw_only=True):
    """What one command changed."""

    number: int
    command: str
    at: datetime
    effects: tuple[str, ...]
    files: tuple[Kept, ...]
    # The names of the temporary files beside the files, which are deleted if the command was killed.
    drafts: tuple[str, ...] = ()
    # The folders that are made for new files, the deepest first.
    folders: tuple[str, ...] = ()
    # For an undo or a redo: the entry that it takes back or makes again, and how that stands afterwards.
    of: int | None = None
    then: Standing | None = None
    version: int = _VERSION


class Journal:
    """The entries of one workspace, by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def paths(self, standing: Standing) -> list[Path]:
        """Return the files of the entries that stand so, oldest first."""
        return sorted(self.folder.glob(f"*.{standing.value}"), key=_number)

    def read(self, path: Path) -> Entry | None:
        """Return an entry; None if it is damaged, or of another version of pap."""
        try:
            if path.is_symlink() or path.stat().st_size > MAX_BYTES:
                return None
            entry = msgspec.json.decode(path.read_bytes(), type=Entry)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None
        fits = entry.version == _VERSION and entry.number == _number(path) and len(entry.drafts) == len(entry.files)
        return entry if fits else None

    def next_number(self) -> int:
        """Return a number higher than any that is taken."""
        return 1 + max((_number(path) for path in self.folder.glob("*.*")), default=0)

    def open(self, entry: Entry) -> None:
        """Write an entry to the disk before anything is changed.

        Raises:
            PapError: if it is larger than the journal may be.
        """
        data = msgspec.json.encode(entry)
        if len(data) > MAX_BYTES:
            raise PapError("the change is larger than what undo can keep", "change fewer files at once")
        path = self._path(entry.number, Standing.OPEN)
        draft = path.with_suffix(".draft")
        steps.write_new(draft, data, None)
        draft.chmod(0o600)
        steps.replace(draft, path)
        steps.sync_folder(self.folder)

    def close(self, entry: Entry) -> None:
        """Note that an entry is done; for an undo or redo, how the entry stands that it is about.

        What is noted already, because an interrupted command got that far, stays.
        """
        path = self._path(entry.number, Standing.OPEN)
        if entry.of is not None and entry.then is not None:
            other = Standing.DONE if entry.then is Standing.UNDONE else Standing.UNDONE
            old = self._path(entry.of, other)
            if old.exists():
                steps.replace(old, self._path(entry.of, entry.then))
            steps.delete(path)
        else:
            for undone in self.paths(Standing.UNDONE):
                steps.delete(undone)
            if path.exists():
                steps.replace(path, self._path(entry.number, Standing.DONE))
        steps.sync_folder(self.folder)
        self._prune()

    def drop(self, entry: Entry) -> None:
        """Forget an entry whose change was not made."""
        path = self._path(entry.number, Standing.OPEN)
        for stray in (path, path.with_suffix(".draft")):
            with suppress(OSError):
                steps.delete(stray)

    def _path(self, number: int, standing: Standing) -> Path:
        return self.folder / f"{number:08d}.{standing.value}"

    def _prune(self) -> None:
        """Delete the oldest entries if there are too many."""
        paths = self.paths(Standing.DONE)
        size = sum(_size(path) for path in paths)
        for path in paths[:-1]:
            if len(paths) <= MAX_ENTRIES and size <= MAX_BYTES:
                return
            size -= _size(path)
            paths = paths[1:]
            with suppress(OSError):
                steps.delete(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _number(path: Path) -> int:
    stem = path.stem
    return int(stem) if stem.isdecimal() and stem.isascii() and len(stem) < 18 else 0
