"""Rows and cells added to a CSV file of figures; every cell that was there stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from pap_cli.bad_value import BadValueError
from pap_cli.edit.text.problems import NotCleanError, UnexpectedMeaningError
from pap_cli.edit.text.splice import Splice, spliced
from pap_cli.load.tables.cells import Row, read_rows, separator_of
from pap_cli.load.tables.heading import Heading, read_heading
from pap_cli.model.periods import parse_period
from pap_cli.model.place import Source

_LINE_BREAK = re.compile(r"\r\n|\n|\r")


class Table(Struct, frozen=True):
    """A CSV file of figures: its heading and rows."""

    source: Source
    heading: Heading
    rows: tuple[Row, ...]

    @property
    def line_break(self) -> str:
        """What ends its first line."""
        found = _LINE_BREAK.search(self.source.text)
        return found[0] if found else "\n"


def read_table(source: Source) -> Table:
    """Return a CSV file of figures.

    Raises:
        NotCleanError: if it has an error.
    """
    problems: list[int] = []

    def report(*problem: object) -> None:
        problems.append(problem[3])  # type: ignore[arg-type]

    rows = list(read_rows(source, report))
    heading = read_heading(rows[0], report) if rows else None
    if heading is None or problems:
        raise NotCleanError("the table has an error, which  pap check  shows", problems[0] if problems else 0)
    return Table(source, heading, tuple(rows[1:]))


class Written(Struct, frozen=True):
    """The text of a table with a figure, and the line of the figure."""

    text: str
    line: int


def missing_columns(source: Source, cells: Iterable[str]) -> list[str]:
    """Return the columns that a long table lacks for the cells of a figure.

    Raises:
        NotCleanError: if the table has an error.
    """
    heading = read_table(source).heading
    return [] if heading.periods else [name for name in cells if name not in heading.fields]


def with_figure(source: Source, kpi: str, period: str, cells: Mapping[str, str]) -> Written:
    """Return a table with the figure of a KPI for a period: a row more, or in a wide table a cell filled.

    CELLS has the texts by column: value, numerator, denominator, published, note.  A column that the table does not
    have is added at its right, to every row.

    Raises:
        NotCleanError: if the table has an error, or a wide one has no column for the period, or no room for the rest.
    """
    table = read_table(source)
    if table.heading.periods:
        return _filled(table, kpi, period, cells)
    if missing := missing_columns(source, cells):
        source = Source(source.path, _with_columns(table, missing))
        table = read_table(source)
    by_column = {index: cells.get(name, "") for name, index in table.heading.fields.items()}
    by_column[table.heading.fields["period"]] = period
    if table.heading.kpi is not None:
        by_column[table.heading.kpi] = kpi
    written = [by_column.get(index, "") for index in range(table.heading.width)]
    index = _index(table, kpi, period)
    above = table.rows[index - 1] if index else table.heading.row
    marks = bool(index) and _is_marked(source.text, above)
    line = separator_of(source.text).join(_cell(text, source.text, marks=marks) for text in written)
    text = spliced(source.text, [Splice(above.end, above.end, table.line_break + line)])
    texts = [row.texts for row in table.rows]
    text = _verified(source, text, [*texts[:index], written, *texts[index:]])
    return Written(text, 1 + source.position(above.end)[0])


def with_kpi(source: Source, old: str, new: str) -> str:
    """Return a table with another ID in the rows of a KPI.

    Raises:
        NotCleanError: if the table has an error.
    """
    table = read_table(source)
    column = table.heading.kpi
    if column is None:
        return source.text
    own = [nth for nth, row in enumerate(table.rows) if _at(row, column) == old]
    spans = [table.rows[nth].span(column) for nth in own]
    splices = [
        Splice(start, end, _cell(new, source.text, marks=source.text.startswith('"', start))) for start, end in spans
    ]
    text = spliced(source.text, splices)
    texts = [list(row.texts) for row in table.rows]
    for nth in own:
        texts[nth][column] = new
    return _verified(source, text, texts)


def _index(table: Table, kpi: str, period: str) -> int:
    """Return before which row a figure is added: below the earlier ones, or above if the latest are at the top."""
    column, periods = table.heading.kpi, table.heading.fields["period"]
    own = [nth for nth, row in enumerate(table.rows) if column is None or _at(row, column) == kpi]
    if not own:
        return len(table.rows)
    end = parse_period(period).end.toordinal()
    ends = [_ends(_at(table.rows[nth], periods)) for nth in own]
    if ends[0] > ends[-1] and ends == sorted(ends, reverse=True):
        return next((nth for nth, one in zip(own, ends, strict=True) if one < end), own[-1] + 1)
    earlier = [nth for nth, one in zip(own, ends, strict=True) if one <= end]
    return earlier[-1] + 1 if earlier else own[0]


def _at(row: Row, index: int) -> str:
    """Return the text of a cell; a row may end before it."""
    return row.texts[index] if index < len(row.texts) else ""


def _is_marked(text: str, row: Row) -> bool:
    """Return True if every cell of a row that has text has quotation marks."""
    starts = [row.span(nth)[0] for nth, cell in enumerate(row.texts) if cell]
    return all(text.startswith('"', start) for start in starts)


def _ends(text: str) -> int:
    try:
        return parse_period(text).end.toordinal()
    except BadValueError:
        return 0


def _filled(table: Table, kpi: str, period: str, cells: Mapping[str, str]) -> Written:
    wanted = parse_period(period)
    index = next((nth for nth, one in table.heading.periods.items() if one == wanted), None)
    if index is None:
        raise NotCleanError(f"the table has no column {period}; add one to its heading", table.heading.row.start)
    if others := [name for name in cells if name != "value"]:
        raise NotCleanError(f"the table has a column for each period, and no room for {', '.join(others)}", 0)
    column = table.heading.kpi
    nth = next((nth for nth, one in enumerate(table.rows) if column is None or _at(one, column) == kpi), None)
    if nth is None:
        raise NotCleanError(f"the table has no row for {kpi}; add one", table.heading.row.start)
    row = table.rows[nth]
    if _at(row, index):
        raise NotCleanError(f"{kpi} has a figure for {period} already", row.start)
    text, missing = table.source.text, index + 1 - len(row.texts)
    start, end = row.span(index) if missing <= 0 else (row.end, row.end)
    cell = _cell(cells["value"], text, marks=_is_marked(text, row))
    text = spliced(text, [Splice(start, end, separator_of(text) * max(0, missing) + cell)])
    expected = [[*one.texts, *[""] * (max(0, missing) if one is row else 0)] for one in table.rows]
    expected[nth][index] = cells["value"]
    return Written(_verified(table.source, text, expected), table.source.position(start)[0])


def _with_columns(table: Table, names: Sequence[str]) -> str:
    """Return a table with empty columns more to the right of those that have a name."""
    text, separator, width = table.source.text, separator_of(table.source.text), table.heading.width

    def end(row: Row) -> int:
        """Return the offset of the end of the last cell below a name."""
        return text.index(separator, row.span(width - 1)[1]) if len(row.texts) > width else row.end

    heading = table.heading.row
    splices = [Splice(end(heading), end(heading), "".join(separator + name for name in names))]
    splices += [Splice(end(row), end(row), separator * len(names)) for row in table.rows]
    after = spliced(text, splices)
    expected = [[*row.texts[:width], *("" for _ in names), *row.texts[width:]] for row in table.rows]
    return _verified(Source(table.source.path, text), after, expected)


def _verified(source: Source, text: str, rows: list[list[str]]) -> str:
    """Return the text of a table if it has exactly these rows below its heading.

    Raises:
        UnexpectedMeaningError: if not.
    """
    found = [row.texts for row in read_rows(Source(source.path, text), lambda *_: None)][1:]
    if found != [[cell.strip() for cell in row] for row in rows]:
        raise UnexpectedMeaningError
    return text


def _cell(text: str, table: str, *, marks: bool) -> str:
    """Return a cell as it is written, in quotation marks if it needs them or the others have them."""
    marks = (
        (marks and bool(text))
        or separator_of(table) in text
        or any(mark in text for mark in '"\r\n')
        or text != text.strip()
    )
    return '"' + text.replace('"', '""') + '"' if marks else text
