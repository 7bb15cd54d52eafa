"""Read a workspace as it was at a git revision, from the object store: nothing is checked out or written."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.load.workspace.committed import IN_FOLDERS, CommittedReader, blobs_of
from pap_cli.load.workspace.git import look_up, output
from pap_cli.load.workspace.loader import Tick, Workspace, read_workspace
from pap_cli.load.workspace.repository import FETCH, commit_of, folder_before, place_in_repository


class Base(Struct, frozen=True):
    """The commit at which a change begins, and the folder of the workspace in it: `council/`, or empty for the top."""

    root: Path
    top: Path
    commit: str
    folder: str
    blobs: dict[str, bytes | None]

    def reader(self) -> CommittedReader:
        """Return a reader of the workspace as it was."""
        return CommittedReader(self.root, self.blobs)

    def workspace(self, now: Workspace | None = None, tick: Tick | None = None) -> Workspace:
        """Return the workspace as it was, with the settings that it had; files with the same text are not parsed."""
        return read_workspace(self.reader(), now, tick)

    def contains(self, path: Path) -> bool:
        """Return True if a path is in the repository."""
        return _absolute(path).is_relative_to(self.top)

    def file(self, path: Path) -> bytes | None:
        """Return the bytes of a file of the repository as they were; None if it was not there.

        A file of the workspace is looked for where the workspace was.
        """
        absolute = _absolute(path)
        name = absolute.relative_to(self.top).as_posix()
        if absolute.is_relative_to(self.root):
            name = self.folder + absolute.relative_to(self.root).as_posix()
        if "\n" in name:
            return None
        return next(look_up(self.top, [f"{self.commit}:{name}"], "--follow-symlinks"))


def _absolute(path: Path) -> Path:
    """Return an absolute path, without following a link that the file itself may be."""
    return Path(os.path.realpath(path.parent), path.name)


def base_of(root: Path, revision: str, known: Iterable[str] = (), head: str = "HEAD") -> Base:
    """Return the commit where the history of HEAD left a revision, with the files of the workspace in it.

    The commit is the merge base, as in `git diff REVISION...HEAD`, so that changes others made since then are not part
    of the change.  If the folder of the workspace has another name now, the names of its files (`known`) show which it
    was.

    Raises:
        PapError: if git is not installed, this is not a repository, or it does not contain the revision.
    """
    top, folder = place_in_repository(root)
    commit = _merge_base(root, revision, head)
    blobs = blobs_of(top, commit, folder)
    if not any(name.startswith(IN_FOLDERS) for name in blobs):
        former = folder_before(top, commit, known, top)
        if former is not None:
            folder, blobs = former, blobs_of(top, commit, former)
    return Base(root, top, commit, folder, blobs)


def workspace_at(now: Workspace, revision: str) -> Workspace:
    """Return a workspace as it was where the history of HEAD left a revision, with the settings that it had.

    Raises:
        PapError: if git is not installed, this is not a repository, or it does not contain the revision.
    """
    return base_of(now.root, revision, now.sources).workspace(now)


def _merge_base(root: Path, revision: str, head: str) -> str:
    base = output(root, "merge-base", commit_of(root, revision), head)
    if not base and output(root, "rev-parse", "--is-shallow-repository") != "true":
        raise PapError(f"“{revision}” and HEAD have no commit in common", "name the branch that HEAD began on")
    if not base:
        raise PapError(f"the history between “{revision}” and HEAD is missing from this clone", FETCH)
    return base.split()[0]
