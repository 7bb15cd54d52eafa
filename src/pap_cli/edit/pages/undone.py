"""Taking the last command back, or making it again: which one it is, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from pap_cli.document import SCHEMA_VERSION, Document, Paragraph, Records
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.edit.pages.edited import difference
from pap_cli.edit.store.journal import Entry, Journal, Standing
from pap_cli.edit.store.write import changes_of
from pap_cli.errors import PapError
from pap_cli.model.dates import show_date


class UndoView(Struct, frozen=True, kw_only=True):
    """A command that is taken back, or made again, with the difference that this makes in the files."""

    entry: Entry
    then: Standing
    files: tuple[ChangedFile, ...]
    written: bool
    kind: str = "edit"

    def facts(self) -> Mapping[str, object]:
        """Return the command, and the difference in each file."""
        return {
            "schema_version": SCHEMA_VERSION,
            "written": self.written,
            "undone" if self.then is Standing.UNDONE else "redone": self.entry.command,
            "at": self.entry.at.isoformat(timespec="seconds"),
            "effects": list(self.entry.effects),
            "files": [{"path": one.name, "diff": difference(one)} for one in self.files],
        }

    def records(self) -> Records:
        """Return a row for each file."""
        return Records(
            ("path", "command", "written"), [(one.name, self.entry.command, self.written) for one in self.files]
        )

    def document(self) -> Document:
        """Return what was taken back, in a sentence; unless it is written, the difference in the files below."""
        blocks = [Paragraph(self.sentence())]
        if not self.written:
            blocks.append(Paragraph(self.difference(), code=True))
        return Document("", tuple(blocks), as_lines=True)

    def sentence(self) -> str:
        """Return which command it is, and when it ran."""
        verb = "undo" if self.then is Standing.UNDONE else "redo"
        verb = {"undo": "undone", "redo": "made again"}[verb] if self.written else f"to {verb}"
        return f"{verb}: {self.entry.command}, of {show_date(self.entry.at.date())} at {self.entry.at:%H:%M}"

    def difference(self) -> str:
        """Return the difference in all files in the form of `diff -u`."""
        return "".join(map(difference, self.files))


def next_of(folder: Path, then: Standing) -> Entry:
    """Return the command that undo takes back, or redo makes again.

    Raises:
        PapError: if there is none, or its entry in the journal cannot be read.
    """
    undo = then is Standing.UNDONE
    journal = Journal(folder)
    found = journal.paths(Standing.DONE if undo else Standing.UNDONE)
    if not found:
        raise PapError(
            f"nothing to {'undo' if undo else 'redo'} in this workspace",
            "pap only takes back what its own commands changed",
        )
    path = found[-1 if undo else 0]
    entry = journal.read(path)
    if entry is None:
        raise PapError(
            f"what the last command changed cannot be read, or is of another version of pap: {path}",
            "change the files by hand or with git; to go on with the command before it, delete that file",
        )
    return entry


def preview(root: Path, entry: Entry, then: Standing) -> tuple[ChangedFile, ...]:
    """Return what taking a command back, or making it again, changes.

    Raises:
        PapError: if a file was changed since.
    """
    found = zip(changes_of(root, entry, then), entry.files, strict=True)
    return tuple(ChangedFile(change.path, one.path, change.before, change.after) for change, one in found)
