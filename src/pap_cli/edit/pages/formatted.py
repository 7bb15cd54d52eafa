"""Which files `pap fmt` changed, or would change."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pap_cli.document import SCHEMA_VERSION, Document, Paragraph, Passage, Prose, Records, Run
from pap_cli.edit.layout.workspace import Formatted
from pap_cli.edit.pages.edited import difference


class FormatView(Struct, frozen=True, kw_only=True):
    """The result of `pap fmt`, written or not."""

    formatted: Formatted
    written: bool
    kind: str = "edit"

    def facts(self) -> Mapping[str, object]:
        """Return each file that is not in the layout with the difference, and those that were left as they are."""
        return {
            "schema_version": SCHEMA_VERSION,
            "written": self.written,
            "files": [{"path": one.name, "diff": difference(one)} for one in self.formatted.files],
            "skipped": [{"path": name, "reason": why} for name, why in self.formatted.skipped],
            "unchanged": self.formatted.unchanged,
        }

    def records(self) -> Records:
        """Return a row for each file that is not in the layout, or was left as it is."""
        changed = [
            (one.name, "formatted" if self.written else "would be formatted", "") for one in self.formatted.files
        ]
        return Records(
            ("path", "result", "reason"), [*changed, *((name, "skipped", why) for name, why in self.formatted.skipped)]
        )

    def document(self) -> Document:
        """Return a line for each file, and how many there are."""
        verb = "formatted" if self.written else "would be formatted"
        lines = [f"{one.name} {verb}" for one in self.formatted.files]
        lines += [f"{name} is left as it is: {why}" for name, why in self.formatted.skipped]
        count, same = len(self.formatted.files), self.formatted.unchanged
        files = "1 file" if count == 1 else f"{count} files"
        last = Paragraph(f"{files} {verb}, {same} already {'is' if same == 1 else 'are'} in this layout.")
        listed = (Prose(tuple(Passage((Run(line),), "•") for line in lines)),) if lines else ()
        return Document("", (*listed, last), as_lines=True)

    def difference(self) -> str:
        """Return the difference in all files in the form of `diff -u`."""
        return "".join(map(difference, self.formatted.files))
