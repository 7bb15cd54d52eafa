"""Take a table of figures apart into rows that can be read on their own, each with the heading."""

from __future__ import annotations

from collections.abc import Iterator

from pap_cli.load.entries.validate import FileReading
from pap_cli.load.tables.figures import figures_as_written
from pap_cli.load.versions.pieces import Found, Piece, Placed, Section, Split
from pap_cli.model.place import Source

FIGURE = "figure"
ROWS = "rows"


class Rows:
    """All rows that were ever seen, by their text and that of their heading."""

    def __init__(self) -> None:
        self.known: dict[str, Piece] = {}

    def of(self, text: str) -> Piece:
        """Return the piece that consists of a heading and a row."""
        if text not in self.known:
            self.known[text] = Piece(ROWS, text, tuple(_figures(text)))
        return self.known[text]

    def split(self, text: str, before: Split | None) -> Split:
        """Return a table in rows; in one piece if a cell is in quotation marks, and so may go over several lines."""
        text = text.replace("\r\n", "\n").lstrip("\n")
        last = before.sections[0] if before is not None and before.sections else None
        if before is not None and last is not None and last.text == text:
            return before
        heading, _, body = text.partition("\n")
        if '"' in text or "\r" in text or heading.casefold().startswith("sep="):
            return self._alone(text)
        same = last is not None and last.text.startswith(f"{heading}\n")
        known = last.items if last is not None and same else {}
        rows = body.split("\n")
        items = {row: known.get(row) or (Placed(self.of(f"{heading}\n{row}\n")),) for row in rows if row}
        return Split((Section(ROWS, text, items),))

    def _alone(self, text: str) -> Split:
        return Split((Section(ROWS, text, {text: (Placed(self.of(text)),)}),))


def _figures(text: str) -> Iterator[Found]:
    reading = FileReading(Source("", text))
    found = figures_as_written(reading)
    for id, figures in found.by_kpi.items():
        yield from (Found(FIGURE, id, figure) for figure in figures)
