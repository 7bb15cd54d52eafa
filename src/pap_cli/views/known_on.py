"""Any view of a workspace as the repository held it at a time, with the commit."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.cell import Tone
from pap_cli.document import Document, Paragraph, Records, View
from pap_cli.model.known_on import KnownOn
from pap_cli.wording.known_on import known_on_words


class WithKnownOn(Struct, frozen=True):
    """A view whose facts have the commit, and whose page ends with it; the cover of a report has it already."""

    view: View
    known_on: KnownOn

    @property
    def kind(self) -> str:
        """The kind of the view."""
        return self.view.kind

    def facts(self) -> Mapping[str, object]:
        """Return the facts of the view, with the commit below its date."""
        facts, one = self.view.facts(), self.known_on
        first = {name: facts[name] for name in ("schema_version", "as_of") if name in facts}
        known = {"day": one.day.isoformat(), "commit": one.commit, "committed": one.committed.isoformat()}
        return {**first, "known_on": known, **facts}

    def records(self) -> Records:
        """Return the records of the view."""
        return self.view.records()

    def document(self) -> Document:
        """Return the page, with the commit below it."""
        document = self.view.document()
        return document if self.kind == "report" else self._below(document)

    def _below(self, document: Document) -> Document:
        words = Paragraph(f"Known on {known_on_words(self.known_on)}.", Tone.MUTED)
        shorter = tuple(map(self._below, document.shorter))
        return replace(document, blocks=(*document.blocks, words), shorter=shorter)
