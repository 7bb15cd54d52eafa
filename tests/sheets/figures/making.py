"""Books of figures made from lists of rows, as a reader of files would give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pap_cli.sheets.book.cells import Area, Book, Cell, Row, Sheet
from pap_cli.sheets.figures.understand import understand_figures
from pap_cli.sheets.mapping import ColumnAnswer, SheetAnswers
from pap_cli.sheets.mapping import Mapping as Answers
from pap_cli.sheets.understood import Understood

SAVED = date(2017, 1, 9)


def share(value: float, format: str = "0.0%") -> tuple[float, str]:
    """A number in a format."""
    return value, format


def month(year: int, number: int) -> tuple[date, str]:
    """A real date that is shown as a month."""
    return date(year, number, 1), "mmm-yy"


def cell(column: int, given: Any) -> Cell:
    """A cell with a value, or with a value and its format."""
    value, format = given if isinstance(given, tuple) else (given, "")
    if isinstance(value, str) and value.startswith("#"):
        return Cell(column=column, text=value, error=value)
    shown = f"{value:%b-%y}" if isinstance(value, date) else f"{value:.1%}" if "%" in format else str(value)
    return Cell(column=column, value=value, text=shown, format=format)


def sheet(name: str | None, rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int]] = ()) -> Sheet:
    """A sheet with some rows, from row 1 on; None is an empty cell, and an empty list an empty row."""
    made = [
        Row(number=number, cells=tuple(cell(at, one) for at, one in enumerate(row, 1) if one is not None))
        for number, row in enumerate(rows, 1)
        if any(one is not None for one in row)
    ]
    return Sheet(name=name, rows=tuple(made), merged=tuple(Area(*one) for one in merged))


def book(*sheets: Sheet) -> Book:
    """A workbook that was saved on 9 January 2017."""
    return Book(name="book.xlsx", kind="xlsx", sheets=sheets, formats=True, saved=SAVED)


def understood(*sheets: Sheet, answers: Answers | None = None) -> Understood:
    """What is understood of some sheets."""
    return understand_figures(book(*sheets), answers)


def means(found: Understood, sheet: int = 0) -> list[str]:
    """What each column of a sheet is taken for, with its period."""
    return [f"{one.means} {one.period}" if one.period else one.means for one in found.sheets[sheet].columns]


def values(found: Understood, kpi: str, area: str | None = None) -> dict[str | None, float | str | None]:
    """The figures of a KPI, or the codes in their place, by period."""
    mine = [one for one in found.figures if one.kpi == kpi and (area is None or one.area == area)]
    return {one.period: one.value if one.missing is None else one.missing for one in mine}


def told(found: Understood, kind: str) -> list[int | None]:
    """The rows in which something of a kind is told."""
    return [one.row for one in found.report if one.kind == kind]


def said(
    name: str | None = "S", *, columns: Mapping[str, tuple[str, str]] | None = None, **words: Mapping[str, str]
) -> Answers:
    """What a person said of a sheet: columns by letter as heading and meaning, and words by their kind."""
    answers = {
        letter: ColumnAnswer(heading=heading, means=meaning) for letter, (heading, meaning) in (columns or {}).items()
    }
    kinds = {kind: dict(pairs) for kind, pairs in words.items()}
    return Answers(kind="kpis", sheets=(SheetAnswers(name=name, role="kpis", columns=answers, words=kinds),))
