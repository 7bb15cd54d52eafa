"""A page with every kind of block, and one text in every place where a text from a file can stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.diagnostics import Diagnostic, Excerpt, Rule, Severity
from pap_cli.document import (
    Block,
    Document,
    Facts,
    Figure,
    Finding,
    Findings,
    Heading,
    Paragraph,
    Passage,
    Prose,
    Records,
    Run,
    Table,
)
from pap_cli.drawing import Bar, ChartPoint, Mark, SpcChart, StackedBars, TimeChart, TimeRow
from pap_cli.model.place import Span

DAY = date(2016, 10, 14)
RULE = Rule("PAP999", "sample-rule", Severity.ERROR, "A page.")
BARS = StackedBars((Bar("June", ((Tone.RED, 1), (Tone.GREEN, 3))),), ((Tone.RED, "late"), (Tone.GREEN, "fine")), "m")
NONE = Table((), ())


@dataclass(frozen=True)
class Page:
    """A view that is nothing but its page."""

    page: Document
    kind: str = "report"

    def facts(self) -> Mapping[str, object]:
        return {}

    def records(self) -> Records:
        return Records(())

    def document(self) -> Document:
        return self.page


def page(*blocks: Block, title: str = "A page", author: str = "", as_of: date | None = DAY) -> Page:
    return Page(Document(title, blocks, author=author, as_of=as_of))


def rows(*texts: str, columns: int = 2) -> Table:
    """A table with a row for each text, which is in each of its columns."""
    return Table(
        tuple(Column(f"Column {number}") for number in range(columns)),
        tuple(tuple(Cell(text) for _ in range(columns)) for text in texts),
    )


def everything(text: str) -> Page:
    """Every kind of block; the text stands for whatever a file may say."""
    marked = Cell(text, Tone.RED, marked=True)
    diagnostic = Diagnostic(rule=RULE, message=text, help=text, path=f"plans/{text}", span=Span(3, 2, 3, 9))
    return Page(
        Document(
            text,
            (
                Heading(text, aside=text),
                Paragraph(text, Tone.AMBER),
                Paragraph(f"a:\n  {text}", code=True),
                Prose(
                    (
                        Passage((Run(text, strong=True), Run(text, emphasis=True))),
                        Passage((Run(text),), "•"),
                        Passage((Run(text),), "1."),
                    )
                ),
                Facts(((text, marked), ("", Cell(text)))),
                Heading(text, level=4, new_page=True),
                Table(
                    (Column(text), Column("Title", flexible=True), Column("Number", Align.RIGHT, keep=1)),
                    (
                        (Cell(text), marked, Cell("12")),
                        (Cell(series=(1, None, 3), target=2, text=""), Cell("x"), Cell(text)),
                    ),
                    more=text,
                ),
                TimeChart(
                    date(2016, 1, 1),
                    date(2017, 1, 1),
                    DAY,
                    ((text, (TimeRow(marked, text, (Mark(DAY, "due"),)),)),),
                    (("due", "approved date"),),
                ),
                SpcChart((ChartPoint(text, 4.0, 4.0, 2.0, 6.0, Tone.PLAIN, "common"),), text, 5.0, text),
                Figure(text, text, BARS, NONE),
                Findings((Finding(diagnostic, Excerpt(3, text, 1, 3)),)),
            ),
            author=text,
            subject=text,
            as_of=DAY,
        )
    )
