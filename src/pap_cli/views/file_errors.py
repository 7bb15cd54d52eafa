"""Any view of a workspace, with the number of errors in its files."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.cell import Tone
from pap_cli.document import Document, Paragraph, Records, View
from pap_cli.wording.cells import count_words


class WithFileErrors(Struct, frozen=True):
    """A view whose facts have the number of errors, and whose page mentions them if `noticed`."""

    view: View
    errors: int
    noticed: bool = False

    @property
    def kind(self) -> str:
        """The kind of the view."""
        return self.view.kind

    def facts(self) -> Mapping[str, object]:
        """Return the facts of the view, with the number below its date."""
        facts = self.view.facts()
        first = {name: facts[name] for name in ("schema_version", "as_of") if name in facts}
        return {**first, "file_errors": self.errors, **facts}

    def records(self) -> Records:
        """Return the records of the view."""
        return self.view.records()

    def document(self) -> Document:
        """Return the page, below a sentence on the errors if there are any and the view does not mention them."""
        document = self.view.document()
        if not (self.noticed and self.errors):
            return document
        return replace(document, blocks=(Paragraph(f"{notice(self.errors)}.", Tone.RED), *document.blocks))


def notice(errors: int) -> str:
    """Return what a page with errors in the files says."""
    return f"{count_words(errors, 'error')} in the files; some items may be missing"
