"""A book of figures as `pap` understands it: its tables, KPIs and figures, what to tell and what to ask."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.sheets.book.cells import Book, Sheet
from pap_cli.sheets.figures.amounts import figures_of, kpis_of, scale_key
from pap_cli.sheets.figures.gathered import Gathered
from pap_cli.sheets.figures.layout.bands import bands_of
from pap_cli.sheets.figures.layout.columns import Field, Layout, layout_of
from pap_cli.sheets.figures.layout.grid import Grid, grid_of
from pap_cli.sheets.figures.long import doubt_of, gather_long, periods_of
from pap_cli.sheets.figures.questions import answered, questions_of
from pap_cli.sheets.figures.reading.context import Doubt
from pap_cli.sheets.figures.reading.words import folded
from pap_cli.sheets.figures.scale import scales_of
from pap_cli.sheets.figures.wide import gather_wide
from pap_cli.sheets.understood import Column, Outcome, Table, Told, Understood

# Sheets that show figures of other sheets again, or none.
_COPIES = re.compile(
    r".*\b(?:summary|dashboard|contents?|index|lookups?|lists?|key|legend|notes|guidance|archived?|old|copy|superseded|charts?|graphs?|"
    r"example|template|instructions?|read ?me|definitions?|metadata|cover|glossary|do not use|previous version|drop ?downs?|validation)\b.*"
)


class _Laid(Struct, frozen=True):
    """A sheet with its tables."""

    grid: Grid
    layouts: tuple[Layout, ...]


def understand(book: Book, answers: Mapping[str, str], only: str | None = None) -> Understood:
    """Return what a book of figures holds.

    ANSWERS are what a person said, by the key of the question; ONLY is the one sheet to read.
    """
    laid = {nth: _laid(sheet, answers) for nth, sheet in enumerate(book.sheets) if only in (None, sheet.name)}
    taken = _taken(laid)
    gathered = Gathered()
    for nth in taken:
        for layout in laid[nth].layouts:
            _gather(laid[nth].grid, layout, gathered)
    scales = scales_of(gathered, answers, {key: scale_key(gathered, key) for key in gathered.kpis})
    figures, told, doubtful = figures_of(gathered, scales)
    kpis, about_targets = kpis_of(gathered, scales, figures)
    tables = tuple(_table(book, nth, sheet, laid, taken, doubtful) for nth, sheet in enumerate(book.sheets))
    report = [*_of_sheets(book, laid, taken), *gathered.told, *told, *about_targets]
    return Understood(
        file=book.name,
        sheets=tables,
        kpis=kpis,
        figures=figures,
        report=tuple(dict.fromkeys(report)),
        rows=_outcomes(book, laid, taken, gathered),
        ask=questions_of([laid[nth].layouts for nth in taken], gathered, scales, figures, answers),
    )


def _laid(sheet: Sheet, answers: Mapping[str, str]) -> _Laid:
    """Return a sheet with its tables, as a person answered about it."""
    grid = grid_of(sheet)
    own = {
        topic: answers[key]
        for topic in ("year", "calendar", "days", "order")
        if (key := answered(topic, sheet.name)) in answers
    }
    layouts = []
    for band in bands_of(grid):
        layout = layout_of(grid, band, own)
        if (doubt := doubt_of(periods_of(grid, layout))) is not None:
            fields = tuple(_doubting(field, doubt) if field.means == "period" else field for field in layout.fields)
            layout = replace(layout, fields=fields)
        layouts.append(replace(layout, fields=tuple(_told(field, sheet.name, answers) for field in layout.fields)))
    return _Laid(grid, tuple(layouts))


def _doubting(field: Field, doubt: Doubt) -> Field:
    return replace(field, doubt=doubt, confidence=0.4)


def _told(field: Field, sheet: str | None, answers: Mapping[str, str]) -> Field:
    """Return a column as a person said what it is: its meaning, and after it a period."""
    answer = answers.get(answered("column", sheet, field.letter))
    if answer is None:
        return field
    means, _, period = answer.partition(" ")
    return replace(field, means=means, period=period or field.period, doubt=None, confidence=1.0, why="as you said")


def _gather(grid: Grid, layout: Layout, gathered: Gathered) -> None:
    if layout.band.long:
        gather_long(grid, layout, periods_of(grid, layout), gathered)
    else:
        gather_wide(grid, layout, gathered)


def _taken(laid: Mapping[int, _Laid]) -> list[int]:
    """Return the sheets with figures; those that are hidden, or show others again, only if there are no others."""
    with_figures = [nth for nth, one in laid.items() if one.layouts]
    first_hand = [nth for nth in with_figures if not laid[nth].grid.sheet.hidden and not _is_copy(laid[nth].grid.sheet)]
    return first_hand or with_figures


def _is_copy(sheet: Sheet) -> bool:
    return bool(_COPIES.fullmatch(folded(sheet.name or "")))


def _of_sheets(book: Book, laid: Mapping[int, _Laid], taken: list[int]) -> list[Told]:
    """Return what to tell of sheets that are not taken though they have figures, and of columns that are totals."""
    found: list[Told] = []
    for nth, one in laid.items():
        if nth not in taken and one.layouts:
            hidden = one.grid.sheet.hidden
            why = "the sheet is hidden" if hidden else "it looks like a copy or a summary of others"
            found.append(
                Told(
                    kind="hidden" if hidden else "key",
                    why=f"{why}: not read; read it with --sheet",
                    sheet=one.grid.sheet.name,
                )
            )
        for layout in one.layouts if nth in taken else ():
            for field in layout.every("aggregate"):
                why = field.why or "a total of other columns, which has no period of its own: not taken"
                found.append(
                    Told(kind="aggregate", why=why, sheet=one.grid.sheet.name, column=field.letter, cell=field.heading)
                )
            for field in layout.every("ignore"):
                if field.samples:
                    why = "not taken: it says nothing that pap keeps"
                    found.append(
                        Told(
                            kind="no-column",
                            why=why,
                            sheet=one.grid.sheet.name,
                            column=field.letter,
                            cell=field.heading,
                        )
                    )
    found += [Told(kind="key", why=remark) for remark in book.remarks]
    return found


def _table(
    book: Book,
    nth: int,
    sheet: Sheet,
    laid: Mapping[int, _Laid],
    taken: list[int],
    doubtful: set[tuple[str | None, str]],
) -> Table:
    if nth not in taken:
        return Table(sheet=sheet.name, role="other")
    layouts = laid[nth].layouts
    columns: dict[str, Column] = {}
    for layout in layouts:
        for field in layout.fields:
            if field.letter not in columns:
                columns[field.letter] = _column(field, doubtful, sheet.name)
    rows = [row for layout in layouts for row in layout.band.body]
    headers = [row for layout in layouts for row in (*layout.band.header, *layout.band.repeated)]
    return Table(
        sheet=sheet.name,
        role="kpis",
        columns=tuple(columns.values()),
        header_rows=tuple(sorted(headers)),
        first_row=min(rows, default=None),
        last_row=max(rows, default=None),
    )


def _column(field: Field, doubtful: set[tuple[str | None, str]], sheet: str | None) -> Column:
    mixed = (sheet, field.letter) in doubtful
    why = field.doubt.question if field.doubt else "are its numbers shares or percentages" if mixed else field.why
    return Column(
        letter=field.letter,
        heading=field.heading,
        means=field.means,
        confidence=0.4 if mixed else field.confidence,
        asked=field.doubt is not None or mixed,
        samples=field.samples,
        why=why,
        period=field.period,
    )


def _outcomes(book: Book, laid: Mapping[int, _Laid], taken: list[int], gathered: Gathered) -> tuple[Outcome, ...]:
    """Return what became of every row of the book."""
    known = {(one.sheet, one.row): one for one in gathered.outcomes}
    found: list[Outcome] = []
    for nth, sheet in enumerate(book.sheets):
        layouts = laid[nth].layouts if nth in taken else ()
        headers = {row for layout in layouts for row in layout.band.header}
        titles = {row for layout in layouts for row in layout.band.titles}
        for row in grid_of(sheet).rows:
            if (sheet.name, row) in known:
                found.append(known[sheet.name, row])
            elif row in headers:
                found.append(Outcome(sheet=sheet.name, row=row, became="taken", why="the heading"))
            elif row in titles:
                found.append(Outcome(sheet=sheet.name, row=row, became="kept", why="a title"))
            else:
                why = "above or beside the tables" if layouts else "the sheet was not read as figures"
                found.append(Outcome(sheet=sheet.name, row=row, became="not-understood", why=why))
    return tuple(found)
