"""What each column of a table holds: its cells decide, its heading hints."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.model.periods import parse_period
from pap_cli.sheets.book.cells import letters
from pap_cli.sheets.figures.layout.contents import Contents, contents_of
from pap_cli.sheets.figures.layout.fractions import fraction_of
from pap_cli.sheets.figures.layout.grid import Grid, shown
from pap_cli.sheets.figures.layout.heads import heads_of
from pap_cli.sheets.figures.layout.marks import marks_of
from pap_cli.sheets.figures.layout.meanings import WEAK_AREAS, Guess, asked, by_word, choose_kpi
from pap_cli.sheets.figures.layout.parts import Band, Head
from pap_cli.sheets.figures.reading.context import Context, Doubt, context_of
from pap_cli.sheets.figures.reading.periods import span_in, span_of
from pap_cli.sheets.figures.reading.values import read_value
from pap_cli.sheets.figures.reading.words import folded, meanings, role

_COUNTS = ("numerator", "denominator")
_MOST_CHOICES = 6
_FIGURES = ("period", "value", *_COUNTS)


class Field(Struct, frozen=True, kw_only=True):
    """A column of a table."""

    index: int
    heading: str
    means: str
    confidence: float
    doubt: Doubt | None = None
    why: str = ""
    period: str | None = None
    length: str = ""
    area: str | None = None
    # The KPI of a column that has one of its own.
    kpi: str | None = None
    samples: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """Its name in a spreadsheet."""
        return letters(self.index)


class Layout(Struct, frozen=True, kw_only=True):
    """A table whose columns are known."""

    sheet: str | None
    band: Band
    fields: tuple[Field, ...]
    context: Context
    titles: tuple[str, ...]

    def first(self, means: str) -> Field | None:
        """Return the first column with a meaning."""
        return next((field for field in self.fields if field.means == means), None)

    def every(self, *means: str) -> list[Field]:
        """Return the columns with one of some meanings."""
        return [field for field in self.fields if field.means in means]


def layout_of(grid: Grid, band: Band, answers: Mapping[str, str]) -> Layout:
    """Return what each column of a table holds; ANSWERS are those of a person about its sheet, by topic."""
    titles = [text for row in band.titles for cell in grid.row(row) if (text := grid.text(row, cell.column))]
    data = [row for row in band.body if row not in band.repeated and sum(1 for _ in grid.row(row)) > 1]
    contents = {
        column: contents_of(cell for row in data if (cell := grid.at(row, column)) is not None)
        for column in range(1, grid.width + 1)
    }
    spans = [mark.span for row in band.header for mark in marks_of(grid, row).values() if mark.span is not None]
    if band.long:
        found = [span_of(cell) for row in data for cell in grid.row(row) if contents[cell.column].periods >= 0.6]
        spans += [one[0] for one in found if one is not None]
    context = context_of([grid.sheet.name or "", *titles], spans, answers, _years_of_targets(grid, band))
    heads = heads_of(grid, band, context, lambda column: contents[column].figures > 0)
    blank = Head(text="", own="")
    heads = {
        column: heads.get(column, blank)
        for column in range(1, grid.width + 1)
        if column in heads or contents[column].count
    }
    if band.long:
        fields = _long(grid, data, heads, contents)
    else:
        fields = _with_breakdown(grid, data, _wide(heads, contents, context))
    return Layout(
        sheet=grid.sheet.name,
        band=band,
        fields=tuple(fields[column] for column in sorted(fields)),
        context=context,
        titles=tuple(titles),
    )


def _years_of_targets(grid: Grid, band: Band) -> list[str]:
    """Return the years that headings such as “2023/24 target” name."""
    texts = (grid.text(row, cell.column) for row in band.header for cell in grid.row(row))
    found = (span_in(text) for text in texts if text)
    return [one[0].year for one in found if one is not None and one[0].year and role(one[1]) == "target"]


def _field(column: int, head: Head, contents: Contents, guess: Guess) -> Field:
    return Field(
        index=column,
        heading=head.text,
        means=guess.means,
        confidence=guess.confidence,
        doubt=guess.doubt,
        why=guess.why,
        samples=contents.samples,
    )


def _others(heads: Mapping[int, Head], contents: Mapping[int, Contents], *, long: bool) -> dict[int, Field]:
    """Return what the columns are that have no period of their own."""
    kpi = choose_kpi(heads, contents, long=long)
    found: dict[int, Field] = {}
    for column, head in heads.items():
        guess = by_word(column, head, contents[column], kpi, contents.get(kpi or 0), long=long)
        found[column] = _field(column, head, contents[column], guess)
    return found


def _wide(heads: Mapping[int, Head], contents: Mapping[int, Contents], context: Context) -> dict[int, Field]:
    """Return the columns of a table with a row for each KPI."""
    dated = {column: head for column, head in heads.items() if head.period is not None or head.length}
    fields = _others({column: head for column, head in heads.items() if column not in dated}, contents, long=False)
    months = {head.period for head in dated.values() if head.length == "month" and head.role in (None, "value")}
    counted = {(head.period, head.area) for head in dated.values() if head.role in _COUNTS}
    for column, head in dated.items():
        means = _of_period(head, len(months) > 2, (head.period, head.area) in counted)
        found = contents[column]
        doubt = head.doubt if means in (*_FIGURES, "target", "aggregate") else None
        if means in _FIGURES and found.count and found.figures < 0.5 and not doubt:
            doubt = asked("are these figures, though most of its cells do not look like it", "period", "ignore")
        if head.period is None and not doubt and means in _FIGURES:
            doubt = asked("which period is this")
        why = "a subtotal of the months beside it" if means == "aggregate" and head.role is None else ""
        guess = Guess(means, 0.4 if doubt else 0.95, doubt, why)
        field = _field(column, head, found, guess)
        fields[column] = replace(field, period=head.period, length=head.length, area=head.area)
    if not dated:
        return _without_periods(fields, heads, context)
    periods = tuple(dict.fromkeys(head.period for head in dated.values() if head.period is not None))
    return {column: _undated(field, heads[column], context, periods) for column, field in fields.items()}


def _undated(field: Field, head: Head, context: Context, periods: tuple[str, ...]) -> Field:
    """Give a column of figures beside those of periods the year of the title, if it is called Year or Outturn."""
    if field.period is not None or field.length or field.means not in ("value", *_COUNTS, "aggregate"):
        return field
    if "year" in meanings(head.own) and "/" in context.year:
        year = f"AY {context.year}" if context.academic else context.year
        return replace(field, means="period", period=year, length="year", doubt=None, confidence=0.85)
    if field.means == "aggregate":
        return field
    latest = sorted(periods, key=lambda one: parse_period(one).end, reverse=True)
    choices = (*latest[:_MOST_CHOICES], "ignore")
    return replace(field, area=head.area, doubt=asked("which period are these figures of", *choices), confidence=0.4)


def _with_breakdown(grid: Grid, data: list[int], fields: dict[int, Field]) -> dict[int, Field]:
    """Take the column that tells several rows of one KPI apart for areas, where none is: a group, a team, a ward."""
    names = next((one.index for one in fields.values() if one.means == "kpi"), None)
    if names is None or any(one.means in ("area", "measure_type") for one in fields.values()):
        return fields
    rows = [(shown(grid.covering(row, names)), row) for row in data]
    several = [row for name, row in rows if name and sum(name == other for other, _ in rows) > 1]
    if not several:
        return fields
    for column, field in fields.items():
        pairs = {(shown(grid.covering(row, names)), shown(grid.covering(row, column))) for row in several}
        texts = {text for _, text in pairs}
        if field.means == "notes" and len(pairs) == len(several) and "" not in texts and 2 * len(texts) <= len(several):
            doubt = asked("does it tell rows of the same KPI apart, such as areas or groups", "area", "notes")
            return {**fields, column: replace(field, means="area", doubt=doubt, confidence=0.5)}
    return fields


def _of_period(head: Head, among_months: bool, counted: bool) -> str:
    """Return what a column is that has a period."""
    if head.role in ("numerator", "denominator", "target", "aggregate", "ignore", "notes", "value"):
        return head.role
    if among_months and head.length == "quarter":
        return "aggregate"
    return "value" if counted else "period"


def _without_periods(fields: dict[int, Field], heads: Mapping[int, Head], context: Context) -> dict[int, Field]:
    """Give the values of a table without periods that of its title."""
    doubt = None if context.period is not None else asked("which period are these figures of")
    return {
        column: replace(
            field,
            period=context.period,
            area=heads[column].area,
            doubt=field.doubt or doubt,
            confidence=0.4 if doubt else field.confidence,
        )
        if field.means in ("value", *_COUNTS)
        else field
        for column, field in fields.items()
    }


def _long(grid: Grid, data: list[int], heads: Mapping[int, Head], contents: Mapping[int, Contents]) -> dict[int, Field]:
    """Return the columns of a table with a row for each period."""
    fields = _with_labels(grid, data, _with_one_period(_others(heads, contents, long=True)))
    groups: dict[str, list[int]] = {}
    for column, field in fields.items():
        open_ = field.means in ("value", *_COUNTS, "ignore") or field.doubt
        if open_ and contents[column].figures >= 0.5 and field.means not in ("kpi", "area"):
            groups.setdefault(heads[column].group, []).append(column)
    named = any(field.means == "kpi" for field in fields.values())
    for group, columns in groups.items():
        numbers = {column: [_number(grid, row, column) for row in data] for column in columns}
        told = [column for column in columns if fields[column].doubt or fields[column].means == "ignore"]
        if len(columns) >= 3 and told and (three := fraction_of(numbers)):
            for column, means in zip(three, (*_COUNTS, "value"), strict=True):
                if column in told or fields[column].means in ("value", *_COUNTS):
                    fields[column] = replace(
                        fields[column], means=means, doubt=None, confidence=0.95, why="the arithmetic of the rows fits"
                    )
        _own_kpis(fields, heads, columns, group, named=named)
    return fields


def _with_one_period(fields: dict[int, Field]) -> dict[int, Field]:
    """Ask about a column of days or months that its heading does not call a period, beside one that it does."""
    named = {column for column, field in fields.items() if field.means == "period" and _says_period(field)}
    if not named:
        return fields
    doubt = asked("is it the period of the figures, or a day of something else", "notes", "period", "ignore")
    return {
        column: replace(field, means="notes", doubt=doubt, confidence=0.4)
        if field.means == "period" and column not in named
        else field
        for column, field in fields.items()
    }


def _says_period(field: Field) -> bool:
    return "period" in meanings(field.heading)


def _with_labels(grid: Grid, data: list[int], fields: dict[int, Field]) -> dict[int, Field]:
    """Take a service or board for a note if each KPI has only one: it tells no figures of a KPI apart."""
    names = next((one.index for one in fields.values() if one.means == "kpi"), None)
    labels = [one for one in fields.values() if _may_be_label(one)]
    if names is None:
        return fields
    found = dict(fields)
    for one in labels:
        pairs = {(shown(grid.covering(row, names)), shown(grid.covering(row, one.index))) for row in data}
        if len(pairs) == len({name for name, _ in pairs}) < len(data):
            why = "each KPI has only one: it tells no figures apart"
            found[one.index] = replace(one, means="notes", doubt=None, confidence=0.8, why=why)
    return found


def _may_be_label(field: Field) -> bool:
    """Return True for a column that may say of a KPI to whom it belongs: a service as area, or words not known."""
    if field.means == "area":
        return folded(field.heading) in WEAK_AREAS
    return field.means == "notes" and field.doubt is not None and not meanings(field.heading)


def _own_kpis(
    fields: dict[int, Field], heads: Mapping[int, Head], columns: list[int], group: str, *, named: bool
) -> None:
    """Make columns of figures without a KPI column KPIs of their own: by their group, or by their heading."""
    if named:
        return
    if group:
        for column in columns:
            fields[column] = replace(fields[column], kpi=group)
        return
    open_ = [
        column for column in columns if fields[column].doubt and fields[column].means == "ignore" and heads[column].text
    ]
    plain = [column for column in columns if fields[column].means == "value"]
    if len(open_) >= 1 and not plain and not any(fields[column].means in _COUNTS for column in columns):
        for column in open_:
            fields[column] = replace(
                fields[column],
                means="value",
                kpi=heads[column].text,
                doubt=None,
                confidence=0.85,
                why="a KPI in its own column",
            )


def _number(grid: Grid, row: int, column: int) -> float | None:
    reading = read_value(grid.at(row, column))
    return reading.value if reading is not None else None
