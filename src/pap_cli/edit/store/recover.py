"""What a command left half done is taken back, or completed if every file was already in place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from pap_cli.edit.store import steps
from pap_cli.edit.store.changes import Change, Kept
from pap_cli.edit.store.journal import Entry, Journal, Standing
from pap_cli.edit.store.put import OvertakenError, inside, look, put, put_back
from pap_cli.errors import PapError
from pap_cli.model.dates import show_date


class Recovered(Struct, frozen=True):
    """What became of an interrupted command: it is made or not, whatever other programs changed since."""

    entry: Entry
    made: bool
    # The files that another program changed since.
    others: tuple[str, ...]

    def sentence(self) -> str:
        """Return what became of the command, for its user."""
        entry = self.entry
        amount = "all" if self.made else "none"
        but = f", but check {', '.join(self.others)}, changed since" if self.others else ""
        return (
            f"{entry.command}, of {show_date(entry.at.date())} at {entry.at:%H:%M}, was interrupted; "
            f"{amount} of its changes are in the files{but}"
        )


def recover(root: Path, folder: Path) -> list[Recovered]:
    """Complete or take back what killed commands left; the lock of the workspace must be held.

    Raises:
        PapError: if a file cannot be written, or an entry cannot be read.
    """
    root = Path(os.path.realpath(root))
    journal = Journal(folder)
    for stray in folder.glob("*.draft"):
        with suppress(OSError):
            steps.delete(stray)
    found: list[Recovered] = []
    for path in journal.paths(Standing.OPEN):
        entry = journal.read(path)
        if entry is None:
            raise PapError(
                f"a command was interrupted, and what it left in the journal cannot be read: {path}",
                "see what changed with  git diff  and then delete that file",
            )
        try:
            found.append(recover_entry(root, journal, entry))
        except OSError as error:
            raise PapError(
                f"cannot finish the interrupted command {entry.command}: {(error.strerror or str(error)).lower()}",
                "make the files of the workspace writable and run this again",
            ) from None
    return found


def recover_entry(root: Path, journal: Journal, entry: Entry) -> Recovered:
    """Complete or take back a change that may be half made.

    It stays if every file was replaced; else the old files are put back.  What another program saved stays.

    Raises:
        OSError: if a file cannot be written.
    """
    files = [(one, inside(root, one.path), draft) for one, draft in zip(entry.files, _drafts(root, entry), strict=True)]
    for one, path, draft in files:
        # Killed between the exchange and the look at what was displaced: another program saved at the last moment.
        if look(path) == one.digest_after and look(draft) not in ("", one.digest_before, one.digest_after):
            put_back(draft, path)
    found = [(look(path), one, path, draft) for one, path, draft in files]
    new = [(one, path, draft) for digest, one, path, draft in found if digest == one.digest_after]
    others = [one.path for digest, one, *_ in found if digest not in (one.digest_before, one.digest_after)]
    made = bool(new) and not any(_waits(digest, one, draft) for digest, one, _, draft in found)
    for one, path, draft in () if made else new:
        try:
            _take_back(one, path, draft)
        except OvertakenError:
            others.append(one.path)
    for _, _, draft in files:
        for stray in (draft, _spare(draft)):
            with suppress(FileNotFoundError, NotADirectoryError):
                steps.delete(stray)
    delete_empty(root, entry)
    if made:
        journal.close(entry)
    else:
        journal.drop(entry)
    return Recovered(entry, made, tuple(others))


def delete_empty(root: Path, entry: Entry) -> None:
    """Delete the folders that a command made for its files, if there is nothing in them."""
    for name in entry.folders:
        with suppress(OSError):
            (root / name).rmdir()


def _waits(now: str, one: Kept, draft: Path) -> bool:
    """Return True if a file was not replaced yet; of one that another program changed, its draft tells."""
    if now in (one.digest_before, one.digest_after):
        return now == one.digest_before
    return look(draft) == one.digest_after


def _take_back(one: Kept, path: Path, draft: Path) -> None:
    """Put the old file back: the one that was displaced, or else one that is written again."""
    now = steps.read(path)
    before = one.taken_back(now)
    if before is None or look(draft) != one.digest_before:
        draft = _spare(draft)
        steps.delete(draft)
        if before is not None:
            steps.write_new(draft, before, path)
    put(Change(path, now, before), draft)


def _drafts(root: Path, entry: Entry) -> Iterator[Path]:
    for name in entry.drafts:
        path = root / name
        yield inside(root, path.parent) / path.name


def _spare(draft: Path) -> Path:
    return draft.with_suffix(".old")
