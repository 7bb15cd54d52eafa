"""The figures that were counted, in the CSV files beside their KPIs."""

from __future__ import annotations

import csv
import io
import posixpath
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from pap_cli.errors import PapError
from pap_cli.load.tables.cells import read_rows
from pap_cli.model.kpi import Kpi
from pap_cli.model.place import Source
from pap_cli.model.records import Grain, series_file
from pap_cli.records.counting import CountedFigure

COLUMNS = ("period", "value", "numerator", "denominator", "published")


class Row(Struct, frozen=True):
    """A row of a table of figures, as texts."""

    period: str
    value: str
    numerator: str
    denominator: str
    published: str

    def equals(self, other: Row) -> bool:
        """Return True if another row has the same numbers, however they are written."""
        return _plain(self) == _plain(other)


class Table(Struct, frozen=True):
    """The figures of one series: the rows of its file, in the order of the file."""

    name: str
    rows: tuple[Row, ...]

    def on(self, day: date) -> dict[str, Row]:
        """Return what was known of each period on a day."""
        found: dict[str, Row] = {}
        for row in sorted(self.rows, key=lambda one: one.published):
            if row.published <= day.isoformat():
                found[row.period] = row
        return found

    def with_figures(self, figures: Iterable[CountedFigure], day: date) -> Table:
        """Return the table with each figure that differs from what was known on a day: as a new one, or a revision."""
        known = self.on(day)
        order = {row.period: n for n, row in enumerate(self.rows)}
        rows = list(self.rows)
        for figure in figures:
            row = row_of(figure, day)
            old = known.get(row.period)
            if old is None or not old.equals(row):
                if old is not None and old.published == row.published:
                    rows.remove(old)  # counted twice on one day: the later count holds
                rows.append(row)
                order.setdefault(row.period, len(order))
        rows.sort(key=lambda one: (order[one.period], one.published))
        return Table(self.name, tuple(rows))

    def text(self) -> str:
        """Return the text of the file."""
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((row.period, row.value, row.numerator, row.denominator, row.published) for row in self.rows)
        return written.getvalue()


def _plain(row: Row) -> tuple[Decimal | None, ...]:
    return tuple(Decimal(text) if text else None for text in (row.value, row.numerator, row.denominator))


def row_of(figure: CountedFigure, day: date) -> Row:
    """Return the row of a figure that was counted as known on a day."""
    return Row(
        figure.period.period,
        _text(figure.value),
        _text(figure.numerator),
        _text(figure.denominator),
        day.isoformat(),
    )


def _text(number: Decimal | None) -> str:
    """Return a number without an exponent; a whole one without decimals."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text and number == number.to_integral_value() else text


def table_name(kpi: Kpi, grain: Grain) -> str:
    """Return the path of the file of a series in the workspace: the first has the name of the KPI alone."""
    if kpi.csv is not None:
        first = posixpath.normpath(posixpath.join(posixpath.dirname(kpi.csv.place.path), kpi.csv.path))
    else:
        first = posixpath.join(posixpath.dirname(kpi.place.path), f"{kpi.id}.csv")
    if kpi.records is None or grain is kpi.records.period.grain[0]:
        return first
    return series_file(first, grain)


def read_table(name: str, text: str | None) -> Table:
    """Return the rows of a file; without text, an empty table.

    Raises:
        PapError: if it has other columns, as one that a person keeps: pap would have to change their rows.
    """
    if text is None:
        return Table(name, ())
    rows = [row.texts for row in read_rows(Source(name, text), lambda *_: None)]
    if not rows or tuple(rows[0]) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise PapError(
            f"{name} is not a table that  pap refresh  keeps: its columns are not {', '.join(COLUMNS)}",
            "keep figures that are typed in another file, and name both in the KPI",
        )
    return Table(name, tuple(Row(*row) for row in rows[1:]))
