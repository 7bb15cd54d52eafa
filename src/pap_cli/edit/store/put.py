"""One new file is put in the place of an old one, and what was displaced is looked at before it is deleted."""

from __future__ import annotations

import os
from pathlib import Path

from pap_cli.edit.store import steps
from pap_cli.edit.store.changes import Change, digest
from pap_cli.errors import PapError


class OvertakenError(Exception):
    """Another program changed a file at the last moment; what it wrote is in its place."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def put(change: Change, draft: Path) -> None:
    """Put the new file, which is at DRAFT, in its place; the old one is at DRAFT afterwards, where the system can.

    Raises:
        OvertakenError: if the file is not as it was before the change.
        OSError: if it cannot be put there.
    """
    path = change.path
    try:
        if change.before is None:
            steps.create(draft, path)
        elif change.after is None:
            steps.create(path, draft)
        elif not steps.exchange(draft, path):
            refuse_overtaken(change)
            steps.replace(draft, path)
    except (FileExistsError, FileNotFoundError):
        raise OvertakenError(path) from None
    if os.path.lexists(draft) and look(draft) != digest(change.before):
        put_back(draft, path)
        raise OvertakenError(path)
    steps.sync_folder(path.parent)


def put_back(draft: Path, path: Path) -> None:
    """Give a file that was displaced its place again."""
    if not os.path.lexists(path):
        steps.create(draft, path)
    elif not steps.exchange(draft, path):
        steps.replace(draft, path)


def refuse_overtaken(change: Change) -> None:
    """Refuse to change a file that is not as it was.

    Raises:
        OvertakenError: if it is not.
    """
    if look(change.path) != digest(change.before):
        raise OvertakenError(change.path)


def look(path: Path) -> str:
    """Return the digest of a file; empty if there is none, and a word if something else is there."""
    try:
        return digest(steps.read(path))
    except OSError:
        if path.is_dir() or not path.parent.is_dir():
            return "no file"
        raise


def inside(root: Path, name: str | Path) -> Path:
    """Return the file of the workspace that a name, or the link of that name, leads to.

    Raises:
        PapError: if that is outside of the workspace.
    """
    path = Path(os.path.realpath(root / name))
    if not path.is_relative_to(root):
        raise PapError(f"{name} is outside the workspace", "copy the file into the workspace")
    return path
