"""What an edit did, or would do: a line for each item, and with --dry-run the difference in the files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import unified_diff
from typing import Any

from msgspec import Struct

from pap_cli.document import SCHEMA_VERSION, Block, Document, Paragraph, Passage, Prose, Records, Run
from pap_cli.edit.draft.edits import Effect
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.edit.draft.prepare import Edited
from pap_cli.edit.text.changes import EntryChange, RenameKey, SetEntry


class EditView(Struct, frozen=True, kw_only=True):
    """An edit at a date, written or not."""

    edited: Edited
    as_of: date
    written: bool
    kind: str = "edit"

    def facts(self) -> Mapping[str, object]:
        """Return the effect on each item, and the difference in each file."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            "written": self.written and bool(self.edited.files),
            "changes": [_facts(effect) for effect in self.edited.effects],
            "files": [{"path": one.name, "diff": difference(one)} for one in self.edited.files],
        }

    def records(self) -> Records:
        """Return a row for each item."""
        rows = [
            (
                one.edit.item.plan,
                one.edit.item.id,
                one.edit.key,
                one.path,
                one.line,
                one.before.rating.value if one.before else None,
                one.after.rating.value if one.after else None,
                one.sentence(),
            )
            for one in self.edited.effects
        ]
        return Records(("plan", "id", "key", "path", "line", "rating_before", "rating_after", "effect"), rows)

    def document(self) -> Document:
        """Return a line for each item; unless it is written, the difference in the files below."""
        lines = [one.sentence() for one in self.edited.effects]
        if not self.edited.files:
            lines.append("Nothing to change.")
        blocks: list[Block] = [Paragraph(lines[0])]
        if len(lines) > 1:
            blocks = [Prose(tuple(Passage((Run(line),), "•") for line in lines))]
        if not self.written and self.edited.files:
            blocks.append(Paragraph(self.difference(), code=True))
        return Document("", tuple(blocks), as_lines=True)

    def difference(self) -> str:
        """Return the difference in all files in the form of `diff -u`."""
        return "".join(map(difference, self.edited.files))


def _facts(effect: Effect) -> dict[str, object]:
    item = effect.edit.item
    return {
        "plan": item.plan,
        "id": item.id,
        "sort": item.sort.value,
        "key": effect.edit.key or None,
        "path": effect.path,
        "line": effect.line,
        "set": [
            *(_change(change) for change in effect.edit.changes),
            *({"key": key, "value": value} for key, value in effect.edit.wrote.items()),
        ],
        "before": effect.before.facts() if effect.before else None,
        "after": effect.after.facts() if effect.after else None,
        "findings": list(effect.findings),
        "effect": effect.sentence(),
    }


def _change(change: EntryChange) -> dict[str, Any]:
    """Return a change as the key and the value that it writes."""
    if isinstance(change, RenameKey):
        return {"key": change.key, "value": change.new}
    if isinstance(change, SetEntry):
        return {"key": ".".join(map(str, change.path)), "value": change.value}
    return {"key": ".".join((*map(str, change.path), change.key)), "value": change.value}


def difference(file: ChangedFile) -> str:
    """Return the difference in a file in the form of `diff -u`, which `git apply` takes."""
    before, after = ("" if data is None else data.decode("utf-8", "replace") for data in (file.before, file.after))
    old = f"a/{file.name}" if file.before is not None else "/dev/null"
    new = f"b/{file.name}" if file.after is not None else "/dev/null"
    lines = unified_diff(_lines(before), _lines(after), old, new)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Return lines that end where those of `diff` do: at a line feed and nowhere else."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
