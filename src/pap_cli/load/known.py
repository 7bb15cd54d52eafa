"""The commit that a repository held on a day, or that a revision names, and the workspace in it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.load.workspace.committed import IN_FOLDERS, CommittedReader, blobs_of
from pap_cli.load.workspace.git import output, run
from pap_cli.load.workspace.history import Base
from pap_cli.load.workspace.loader import Tick, Workspace, read_workspace
from pap_cli.load.workspace.repository import commit_of, folder_in, place_in_repository
from pap_cli.model.dates import show_date
from pap_cli.model.entry import COMMIT_ID
from pap_cli.model.known_on import SHORT, KnownOn, When
from pap_cli.model.london import day_in_london


class Held(Struct, frozen=True):
    """What a repository held at a time: the commit, and the files of the workspace in it."""

    known_on: KnownOn
    base: Base

    def reader(self) -> CommittedReader:
        """Return a reader of the workspace as it was."""
        return self.base.reader()

    def workspace(self, other: Workspace | None = None, tick: Tick | None = None) -> Workspace:
        """Return the workspace as it was, with its settings of then."""
        return read_workspace(self.reader(), other, tick)

    def reader_of(self, path: Path) -> CommittedReader | None:
        """Return a reader of one file as it was, by its name; None if it is not in the repository.

        The reader has no file if it was not there yet.
        """
        if not self.base.contains(path):
            return None
        data = self.base.file(path)
        return CommittedReader(path.parent, {path.name: data} if data is not None else {})


def held_on(root: Path, when: When) -> Held:
    """Return what the repository of a workspace held at the end of a day in London, or at a revision.

    The commit of a day is the last on the first-parent line of HEAD up to there: neither it nor a commit before it on
    this line was made later.  So a commit with an earlier date than one before it counts from the date of that one.

    Raises:
        PapError: if git is not installed, this is no repository, it has no such revision, no commit by that day or no
            workspace in it, or the clone is shallow and does not reach back.
    """
    top, folder = place_in_repository(root)
    if when.day is not None:
        commit, committed = _last_by(root, when.day)
    else:
        commit = commit_of(root, when.revision)
        committed = _lines(root, "--no-walk", commit)[0][1]
    folder = folder_in(root, top, folder, commit)
    blobs = blobs_of(top, commit, folder)
    known_on = KnownOn(commit=commit, committed=committed, when=when)
    if not any(name.startswith(IN_FOLDERS) for name in blobs):
        raise _without_workspace(top, folder, known_on)
    return Held(known_on, Base(root, top, commit, folder, blobs))


def head_of(root: Path) -> Held:
    """Return what the last commit of a repository holds of a workspace.

    Raises:
        PapError: as `held_on`, or if the repository has no commits yet.
    """
    place_in_repository(root)
    if not output(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise _without_commits()
    return held_on(root, When(revision="HEAD"))


def in_store(root: Path, commit: str) -> bool:
    """Return True if a repository has a commit, named by its ID in hexadecimal digits.

    Raises:
        PapError: if git is not installed, or the workspace is in no repository.
    """
    place_in_repository(root)
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}^{{commit}}")
    # a branch or a tag may have such a name, and is no commit that stays the same
    return bool(re.fullmatch(COMMIT_ID, commit)) and output(root, *words).startswith(commit.lower())


def _without_commits() -> PapError:
    return PapError("this repository has no commits yet", "commit the plan first:  git add . && git commit")


def _last_by(root: Path, day: date) -> tuple[str, date]:
    """Return the last commit on the first-parent line of HEAD by the end of a day, with its date."""
    line = _lines(root, "--first-parent", "--reverse", "HEAD")
    if not line:
        raise _without_commits()
    found = None
    for commit, committed in line:
        if committed > day:
            break
        found = commit, committed
    if found is not None:
        return found
    first, began = line[0]
    if output(root, "rev-parse", "--is-shallow-repository") == "true":
        raise PapError(
            f"this clone is shallow: its history is incomplete before commit {first[:SHORT]} of {show_date(began)}, "
            f"and what was known on {show_date(day)} is not in it",
            "fetch the rest:  git fetch --unshallow",
        )
    raise PapError(
        f"no commit by {show_date(day)}: the first, {first[:SHORT]}, is of {show_date(began)}", "write a later day"
    )


def _lines(root: Path, *words: str) -> list[tuple[str, date]]:
    """Return the commits that `git rev-list` lists, with their dates in London."""
    found = run(root, ("rev-list", "--timestamp", *words, "--")).stdout.decode("ascii", "replace")
    pairs = (line.split() for line in found.splitlines())
    return [(commit, day_in_london(int(seconds))) for seconds, commit in pairs]


def _without_workspace(top: Path, folder: str, known_on: KnownOn) -> PapError:
    """Return the error if a commit has no plan and no KPI in a folder."""
    place = folder.rstrip("/") or "its top folder"
    places = [f"{folder}{name}" for name in ("plans", "kpis")]
    first = output(top, "rev-list", "--first-parent", "--reverse", "--timestamp", "HEAD", "--", *places).split()
    began = f"the first with one is {first[1][:SHORT]} of {show_date(day_in_london(int(first[0])))}" if first else ""
    return PapError(
        f"commit {known_on.short} of {show_date(known_on.committed)} has no plans/ or kpis/ in {place}",
        began or "commit the plan first:  git add . && git commit",
    )
