"""Rows and cells added to a CSV file of figures; every cell that was there stays as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from pap_cli.edit.table.placing import NewRow, Placing
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


class NewFigure(Struct, frozen=True):
    """A figure to be written: its KPI, its period, and its other texts by column.

    The columns are value, numerator, denominator, published and note.
    """

    kpi: str
    period: str
    cells: Mapping[str, str]


class Written(Struct, frozen=True):
    """The text of a table with new figures, and the line of each."""

    text: str
    lines: tuple[int, ...]


def missing_columns(source: Source, cells: Iterable[str]) -> list[str]:
    """Return the columns that a long table lacks for the cells of a figure.

    Raises:
        NotCleanError: if the table has an error.
    """
    heading = read_table(source).heading
    return [] if heading.periods else [name for name in cells if name not in heading.fields]


def with_figures(source: Source, figures: Sequence[NewFigure]) -> Written:
    """Return a table with new figures: each is a row more, or in a wide table a cell filled.

    A column that the table does not have is added at its right, to every row.  The table is read, changed and verified
    once, however many figures there are: one at a time, 2,000 figures in 2,400 rows took 24 s.

    Raises:
        NotCleanError: if the table has an error, or a wide one has no column for a period, or no room for the rest.
    """
    table = read_table(source)
    if table.heading.periods:
        return _filled(table, figures)
    missing = [name for one in figures for name in one.cells if name not in table.heading.fields]
    if missing:
        table = read_table(Source(source.path, _with_columns(table, tuple(dict.fromkeys(missing)))))
    return _added(table, figures)


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


def _added(table: Table, figures: Sequence[NewFigure]) -> Written:
    """Return a long table with a row for each figure."""
    source, fields, column = table.source, table.heading.fields, table.heading.kpi
    placing = Placing(
        [_at(row, column) if column is not None else "" for row in table.rows],
        [_at(row, fields["period"]) for row in table.rows],
    )
    new: list[NewRow] = []
    for one in figures:
        by_column = {index: one.cells.get(name, "") for name, index in fields.items()}
        by_column[fields["period"]] = one.period
        if column is not None:
            by_column[column] = one.kpi
        texts = [by_column.get(index, "") for index in range(table.heading.width)]
        new.append(placing.add(one.kpi if column is not None else "", one.period, texts))
    separator, splices, longer = separator_of(source.text), [], 0
    for below, rows in sorted(placing.below.items()):
        end = table.rows[below].end if below >= 0 else table.heading.row.end
        marks = below >= 0 and _is_marked(source.text, table.rows[below])
        for row in rows:
            line = separator.join(_cell(text, source.text, marks=marks) for text in row.texts)
            row.start = end + longer + len(table.line_break)
            longer += len(table.line_break) + len(line)
            splices.append(Splice(end, end, table.line_break + line))
    expected = [row.texts for row in placing.below.get(-1, ())]
    for nth, old in enumerate(table.rows):
        expected += [old.texts, *(row.texts for row in placing.below.get(nth, ()))]
    text = _verified(source, spliced(source.text, splices), expected)
    after = Source(source.path, text)
    return Written(text, tuple(after.position(row.start)[0] for row in new))


def _at(row: Row, index: int) -> str:
    """Return the text of a cell; a row may end before it."""
    return row.texts[index] if index < len(row.texts) else ""


def _is_marked(text: str, row: Row) -> bool:
    """Return True if every cell of a row that has text has quotation marks."""
    starts = [row.span(nth)[0] for nth, cell in enumerate(row.texts) if cell]
    return all(text.startswith('"', start) for start in starts)


def _filled(table: Table, figures: Sequence[NewFigure]) -> Written:
    """Return a wide table with a cell filled for each figure."""
    text, column = table.source.text, table.heading.kpi
    columns = {period: index for index, period in sorted(table.heading.periods.items(), reverse=True)}
    own = {_at(row, column) if column is not None else "": nth for nth, row in reversed([*enumerate(table.rows)])}
    expected = [list(row.texts) for row in table.rows]
    filled: dict[int, list[int]] = {}
    starts: list[int] = []
    for one in figures:
        index = columns.get(parse_period(one.period))
        if index is None:
            heading = table.heading.row.start
            raise NotCleanError(f"the table has no column {one.period}; add one to its heading", heading)
        if others := [name for name in one.cells if name != "value"]:
            raise NotCleanError(f"the table has a column for each period, and no room for {', '.join(others)}", 0)
        nth = own.get(one.kpi if column is not None else "")
        if nth is None:
            raise NotCleanError(f"the table has no row for {one.kpi}; add one", table.heading.row.start)
        texts = expected[nth]
        texts += [""] * (index + 1 - len(texts))
        if texts[index]:
            raise NotCleanError(f"{one.kpi} has a figure for {one.period} already", table.rows[nth].start)
        texts[index] = one.cells["value"]
        filled.setdefault(nth, []).append(index)
        row = table.rows[nth]
        starts.append(row.span(index)[0] if index < len(row.texts) else row.end)
    splices = [splice for nth, at in filled.items() for splice in _cells(text, table.rows[nth], expected[nth], at)]
    lines = tuple(table.source.position(start)[0] for start in starts)
    return Written(_verified(table.source, spliced(text, splices), expected), lines)


def _cells(text: str, row: Row, texts: Sequence[str], filled: Sequence[int]) -> Iterator[Splice]:
    """Yield the changes that fill cells of a row; those to the right of where it ends are one."""
    marks, width = _is_marked(text, row), len(row.texts)
    for index in filled:
        if index < width:
            yield Splice(*row.span(index), _cell(texts[index], text, marks=marks))
    separator = separator_of(text)
    more = "".join(separator + (_cell(one, text, marks=marks) if one else "") for one in texts[width:])
    if more:
        yield Splice(row.end, row.end, more)


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
