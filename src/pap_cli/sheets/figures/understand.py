"""A book of figures as `pap` understands it: its tables, KPIs and figures, what to tell and what to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Pairs
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.sheets.book.cells import Book, Sheet
from pap_cli.sheets.figures.amounts.figures import figures_of, kpis_of, scale_name
from pap_cli.sheets.figures.amounts.questions import AREAS, OWN, PERIODS, SCALES, questions_of, words_of
from pap_cli.sheets.figures.amounts.scale import scales_of
from pap_cli.sheets.figures.layout.bands import bands_of
from pap_cli.sheets.figures.layout.columns import Field, Layout, layout_of
from pap_cli.sheets.figures.layout.grid import Grid, grid_of
from pap_cli.sheets.figures.reading.context import Doubt
from pap_cli.sheets.figures.reading.words import folded
from pap_cli.sheets.figures.rows.gathered import Gathered
from pap_cli.sheets.figures.rows.long import doubt_of, gather_long, periods_of
from pap_cli.sheets.figures.rows.wide import gather_wide
from pap_cli.sheets.mapping import UNANSWERED, Mapping, SheetAnswers, column_for
from pap_cli.sheets.understood import Column, Outcome, Question, Table, Told, Understood

# Sheets that show figures of other sheets again, or none.
_COPIES = re.compile(
    r".*\b(?:summary|dashboard|contents?|index|lookups?|lists?|key|legend|notes|guidance|archived?|old|copy"
    r"|superseded|charts?|graphs?|example|template|instructions?|read ?me|definitions?|metadata|cover|glossary"
    r"|do not use|previous version|drop ?downs?|validation)\b.*"
)
# For the choice of years, where the file has no day.
_LATEST = date(2017, 1, 1)


class _Laid(Struct, frozen=True):
    """A sheet with its tables."""

    grid: Grid
    layouts: tuple[Layout, ...]


def understand_figures(book: Book, mapping: Mapping | None = None, only: str | None = None) -> Understood:
    """Return what a book of figures holds.

    `mapping` has what a person said of it before; `only` names the one sheet that is read.
    """
    known = [mapping.sheet(sheet.name) if mapping is not None else None for sheet in book.sheets]
    laid = {nth: _laid(sheet, known[nth]) for nth, sheet in enumerate(book.sheets) if only in (None, sheet.name)}
    taken = _taken(laid, known, asked_for=only is not None)
    gathered = Gathered()
    moments = {nth: next((one.context.moment for one in laid[nth].layouts if one.context.moment), "") for nth in taken}
    for nth in sorted(taken, key=lambda nth: (moments[nth] if all(moments.values()) else "", nth)):
        for layout in laid[nth].layouts:
            _gather(laid[nth].grid, layout, gathered)
    said = _words(known, SCALES)
    scales = scales_of(gathered, {key: said.get(scale_name(gathered, key), "") for key in gathered.kpis})
    figures, told, doubtful = figures_of(
        gathered, scales, {book.sheets[nth].name: moment for nth, moment in moments.items()}
    )
    kpis, about_targets = kpis_of(gathered, scales, figures)
    ask = questions_of(
        [laid[nth].layouts for nth in taken],
        gathered,
        scales,
        figures,
        _words(known, AREAS).get(OWN),
        book.saved or _LATEST,
    )
    conflicts = _conflicts(told, known)
    ask = (*ask, *conflicts.values())
    report = [*_of_sheets(book, laid, taken), *gathered.told, *told, *about_targets]
    tables = [_table(nth, sheet, laid, taken, doubtful) for nth, sheet in enumerate(book.sheets)]
    return Understood(
        file=book.name,
        sheets=tuple(
            replace(
                table,
                words=words_of(table.sheet, ask, _all_words(answers)),
                asked=table.sheet in conflicts and table.role == "kpis",
            )
            for table, answers in zip(tables, known, strict=True)
        ),
        kpis=kpis,
        figures=figures,
        report=tuple(dict.fromkeys(report)),
        rows=_outcomes(book, laid, taken, gathered),
        ask=ask,
    )


def _conflicts(told: Iterable[Told], known: Iterable[SheetAnswers | None]) -> dict[str | None, Question]:
    """Return a question about each sheet with other figures than one before it, unless a person said to read it."""
    said = {one.name for one in known if one is not None and one.role == "kpis"}
    found: dict[str | None, Question] = {}
    for one in told:
        if one.kind == "conflict" and one.sheet not in said:
            text = f"“{one.sheet}” has figures that differ from those of another sheet: read it too, as revisions?"
            found.setdefault(one.sheet, Question(question=text, key="role", choices=("other", "kpis"), sheet=one.sheet))
    return found


def own_area(mapping: Mapping | None) -> str | None:
    """Return the area that a person named as their own."""
    return _words(mapping.sheets, AREAS).get(OWN) if mapping is not None else None


def _all_words(answers: SheetAnswers | None) -> dict[str, dict[str, str]]:
    words = answers.words if answers is not None else {}
    return {
        kind: {word: means for word, means in words[kind].items() if means != UNANSWERED}
        for kind in (PERIODS, SCALES, AREAS)
        if kind in words
    }


def _words(known: Iterable[SheetAnswers | None], kind: str) -> dict[str, str]:
    """Return what a person said of the words of a kind, on any sheet."""
    return {word: means for answers in known for word, means in _all_words(answers).get(kind, {}).items()}


def _laid(sheet: Sheet, known: SheetAnswers | None) -> _Laid:
    """Return a sheet with its tables, as a person answered about it."""
    grid = grid_of(sheet)
    layouts = []
    for band in bands_of(grid):
        layout = layout_of(grid, band, _all_words(known).get(PERIODS, {}))
        if (doubt := doubt_of(periods_of(grid, layout))) is not None:
            fields = tuple(_doubting(field, doubt) if field.means == "period" else field for field in layout.fields)
            layout = replace(layout, fields=fields)
        layouts.append(replace(layout, fields=tuple(_told(field, known) for field in layout.fields)))
    return _Laid(grid, tuple(layouts))


def _doubting(field: Field, doubt: Doubt) -> Field:
    return replace(field, doubt=doubt, confidence=0.4)


def _told(field: Field, known: SheetAnswers | None) -> Field:
    """Return a column as a person said what it is."""
    answer = column_for(known, field.letter, field.heading)
    if answer is None or answer.means == UNANSWERED:
        return field
    period = answer.settings.get("period", UNANSWERED)
    return replace(
        field,
        means="ignore" if period == "ignore" else answer.means,
        period=field.period if period == UNANSWERED else period,
        area=answer.settings.get("area", field.area),
        doubt=field.doubt if field.doubt is not None and field.doubt.topic != "column" else None,
        confidence=1.0,
        why="as you said" if answer.means != field.means else field.why,
    )


def _gather(grid: Grid, layout: Layout, gathered: Gathered) -> None:
    if layout.band.long:
        gather_long(grid, layout, periods_of(grid, layout), gathered)
    else:
        gather_wide(grid, layout, gathered)


def _taken(laid: Pairs[int, _Laid], known: Sequence[SheetAnswers | None], *, asked_for: bool) -> list[int]:
    """Return the sheets with figures; those that are hidden, or show others again, only if there are no others."""
    roles = [one.role if one is not None else "" for one in known]
    with_figures = [nth for nth, one in laid.items() if one.layouts and roles[nth] != "other"]
    if asked_for:
        return with_figures
    first_hand = [
        nth
        for nth in with_figures
        if roles[nth] == "kpis" or not (laid[nth].grid.sheet.hidden or _is_copy(laid[nth].grid.sheet))
    ]
    return first_hand or with_figures


def _is_copy(sheet: Sheet) -> bool:
    return bool(_COPIES.fullmatch(folded(sheet.name or "")))


def _of_sheets(book: Book, laid: Pairs[int, _Laid], taken: list[int]) -> list[Told]:
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
    found += [Told(kind="file", why=remark) for remark in book.remarks]
    return found


def _table(
    nth: int,
    sheet: Sheet,
    laid: Pairs[int, _Laid],
    taken: list[int],
    doubtful: set[tuple[str | None, str]],
) -> Table:
    if nth not in taken:
        return Table(sheet=sheet.name, role="other", why=_why_not(nth, laid))
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


def _why_not(nth: int, laid: Pairs[int, _Laid]) -> str:
    """Return why a sheet is not read."""
    if nth not in laid:
        return "another sheet was asked for"
    if not laid[nth].layouts:
        return "it has no table of figures"
    return "it is hidden" if laid[nth].grid.sheet.hidden else "it looks like a copy or a summary of others"


def _column(field: Field, doubtful: set[tuple[str | None, str]], sheet: str | None) -> Column:
    mixed = (sheet, field.letter) in doubtful
    why = field.doubt.question if field.doubt else "are its numbers shares or percentages" if mixed else field.why
    pairs = (("period", field.period), ("area", field.area))
    return Column(
        letter=field.letter,
        heading=field.heading,
        means=field.means,
        confidence=0.4 if mixed else field.confidence,
        asked=field.doubt is not None or mixed,
        samples=field.samples,
        why=why,
        period=field.period,
        settings=tuple((name, text) for name, text in pairs if text is not None and field.means != "ignore"),
    )


def _outcomes(book: Book, laid: Pairs[int, _Laid], taken: list[int], gathered: Gathered) -> tuple[Outcome, ...]:
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
