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
    line = separator_of(source.text).join(_cell(text, source.text) for text in written)
    above = table.rows[index - 1] if index else table.heading.row
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
    own = [row for row in table.rows if row.texts[column] == old]
    text = spliced(source.text, [Splice(*row.span(column), _cell(new, source.text)) for row in own])
    texts = [
        [new if nth == column and row in own else cell for nth, cell in enumerate(row.texts)] for row in table.rows
    ]
    return _verified(source, text, texts)


def _index(table: Table, kpi: str, period: str) -> int:
    """Return before which row a figure is added: after the last of an earlier period, or of the same one."""
    column, periods = table.heading.kpi, table.heading.fields["period"]
    own = [nth for nth, row in enumerate(table.rows) if column is None or row.texts[column] == kpi]
    if not own:
        return len(table.rows)
    end = parse_period(period).end.toordinal()
    earlier = [nth for nth in own if _ends(table.rows[nth].texts[periods]) <= end]
    return earlier[-1] + 1 if earlier else own[0]


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
    row = next((one for one in table.rows if table.heading.kpi is None or one.texts[table.heading.kpi] == kpi), None)
    if row is None:
        raise NotCleanError(f"the table has no row for {kpi}; add one", table.heading.row.start)
    if row.texts[index]:
        raise NotCleanError(f"{kpi} has a figure for {period} already", row.start)
    start, end = row.span(index)
    text = spliced(table.source.text, [Splice(start, end, _cell(cells["value"], table.source.text))])
    expected = [
        [cells["value"] if one is row and nth == index else cell for nth, cell in enumerate(one.texts)]
        for one in table.rows
    ]
    return Written(_verified(table.source, text, expected), table.source.position(start)[0])


def _with_columns(table: Table, names: Sequence[str]) -> str:
    """Return a table with empty columns more at its right."""
    text, separator = table.source.text, separator_of(table.source.text)
    heading = table.heading.row
    splices = [Splice(heading.end, heading.end, "".join(separator + name for name in names))]
    splices += [Splice(row.end, row.end, separator * len(names)) for row in table.rows]
    after = spliced(text, splices)
    return _verified(Source(table.source.path, text), after, [[*row.texts, *("" for _ in names)] for row in table.rows])


def _verified(source: Source, text: str, rows: list[list[str]]) -> str:
    """Return the text of a table if it has exactly these rows below its heading.

    Raises:
        UnexpectedMeaningError: if not.
    """
    found = [row.texts for row in read_rows(Source(source.path, text), lambda *_: None)][1:]
    if found != [[cell.strip() for cell in row] for row in rows]:
        raise UnexpectedMeaningError
    return text


def _cell(text: str, table: str) -> str:
    """Return a cell as it is written."""
    marks = separator_of(table) in text or any(mark in text for mark in '"\r\n') or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if marks else text
