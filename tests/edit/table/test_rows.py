"""Figures written into CSV files of any form: one row or one cell more, and every other cell as it was."""

from __future__ import annotations

import csv
import io
import os
import random

import pytest

from pap_cli.edit.table.rows import NewFigure, missing_columns, with_figures, with_kpi
from pap_cli.edit.text.problems import NotCleanError
from pap_cli.load.tables.cells import Row, read_rows
from pap_cli.model.place import Source

TABLES = int(os.environ.get("FUZZ_EXAMPLES", "0")) or 400
PERIODS = ("2016-04", "2016-05", "2016-06", "2016-08")
NOTES = ("", "a, b", "a; b", 'say "x"', "two\nlines", "tab\there", " blank", "é 下", "=1+1", "'", "x" * 200)


def written(text: str, kpi: str, period: str, **cells: str) -> str:
    return with_figures(Source("k.csv", text), [NewFigure(kpi, period, cells)]).text


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("kpi,period,value\nx,2016-04,1\n", "2016-05", "kpi,period,value\nx,2016-04,1\nx,2016-05,7\n"),
        ("kpi,period,value\nx,2016-04,1", "2016-05", "kpi,period,value\nx,2016-04,1\nx,2016-05,7"),
        ("kpi,period,value\r\nx,2016-04,1\r\n", "2016-05", "kpi,period,value\r\nx,2016-04,1\r\nx,2016-05,7\r\n"),
        ("kpi;period;value\nx;2016-04;1\n", "2016-05", "kpi;period;value\nx;2016-04;1\nx;2016-05;7\n"),
        ("kpi\tperiod\tvalue\nx\t2016-04\t1\n", "2016-05", "kpi\tperiod\tvalue\nx\t2016-04\t1\nx\t2016-05\t7\n"),
        ("sep=;\nkpi;period;value\nx;2016-04;1\n", "2016-05", "sep=;\nkpi;period;value\nx;2016-04;1\nx;2016-05;7\n"),
        ("value,period\n1,2016-04\n", "2016-05", "value,period\n1,2016-04\n7,2016-05\n"),
        ("kpi,period,value\n", "2016-05", "kpi,period,value\nx,2016-05,7\n"),
        (
            '"kpi","period","value"\n"x","2016-04","1"\n',
            "2016-05",
            '"kpi","period","value"\n"x","2016-04","1"\n"x","2016-05","7"\n',
        ),
        # between the rows of its KPI, in their order, whether the first or the latest is at the top
        (
            "kpi,period,value\nx,2016-04,1\nx,2016-06,2\ny,2016-04,3\n",
            "2016-05",
            "kpi,period,value\nx,2016-04,1\nx,2016-05,7\nx,2016-06,2\ny,2016-04,3\n",
        ),
        (
            "kpi,period,value\nx,2016-06,1\nx,2016-05,2\ny,2016-04,3\n",
            "2016-07",
            "kpi,period,value\nx,2016-07,7\nx,2016-06,1\nx,2016-05,2\ny,2016-04,3\n",
        ),
        (
            "kpi,period,value\nx,2016-06,1\nx,2016-05,2\ny,2016-04,3\n",
            "2016-04",
            "kpi,period,value\nx,2016-06,1\nx,2016-05,2\nx,2016-04,7\ny,2016-04,3\n",
        ),
        # a wide table: a cell, also where its row ends before it
        ("kpi,2016-04,2016-05\nx,1,\ny,2,3\n", "2016-05", "kpi,2016-04,2016-05\nx,1,7\ny,2,3\n"),
        ("kpi,2016-04,2016-05\ny,2,3\nx,1", "2016-05", "kpi,2016-04,2016-05\ny,2,3\nx,1,7"),
        ("kpi,2016-04,2016-05\ny,2,3\nx", "2016-05", "kpi,2016-04,2016-05\ny,2,3\nx,,7"),
        ('kpi,2016-04,2016-05\n"x","1",""\n', "2016-05", 'kpi,2016-04,2016-05\n"x","1","7"\n'),
        ("2016-04,2016-05\n1,\n", "2016-05", "2016-04,2016-05\n1,7\n"),
        # a row that ends early is no row of this KPI
        (
            "period,value,kpi\n2016-04\n2016-04,1,x\n",
            "2016-05",
            "period,value,kpi\n2016-04\n2016-04,1,x\n2016-05,7,x\n",
        ),
    ],
)
def test_a_figure_is_a_row_or_a_cell(text: str, period: str, expected: str) -> None:
    assert written(text, "x", period, value="7") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kpi,period,value\nx,2016-04,1\n", "kpi,period,value,note\nx,2016-04,1,\nx,2016-05,7,N\n"),
        # a spreadsheet that saved an empty column to the right
        ("kpi,period,value,\nx,2016-04,1,\n", "kpi,period,value,note,\nx,2016-04,1,,\nx,2016-05,7,N\n"),
    ],
)
def test_a_column_that_is_missing_is_added_to_every_row(text: str, expected: str) -> None:
    assert missing_columns(Source("k.csv", text), ["value", "note"]) == ["note"]
    assert written(text, "x", "2016-05", value="7", note="N") == expected


@pytest.mark.parametrize(
    ("text", "period", "message"),
    [
        ("kpi,2016-04\nx,1\n", "2016-05", "the table has no column 2016-05; add one to its heading"),
        ("kpi,2016-04\ny,1\n", "2016-04", "the table has no row for x; add one"),
        ("kpi,2016-04\nx,1\n", "2016-04", "x has a figure for 2016-04 already"),
        ('kpi,period,value\nx,2016-04,"1\n', "2016-05", "the table has an error, which  pap check  shows"),
        ("", "2016-05", "the table has an error, which  pap check  shows"),
        ("nothing\n1\n", "2016-05", "the table has an error, which  pap check  shows"),
    ],
)
def test_what_has_no_place_is_refused(text: str, period: str, message: str) -> None:
    with pytest.raises(NotCleanError) as error:
        written(text, "x", period, value="7")
    assert error.value.message == message


def test_another_id_is_written_only_in_the_rows_of_the_kpi() -> None:
    text = 'note,kpi,period,value\nx,x,2016-04,1\n,y,2016-04,2\nx\n"x","x",2016-05,3\n'
    expected = 'note,kpi,period,value\nx,z,2016-04,1\n,y,2016-04,2\nx\n"x","z",2016-05,3\n'
    assert with_kpi(Source("k.csv", text), "x", "z") == expected


class Drawn:
    """A table in a random form."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(seed)  # noqa: S311 - no secret
        self.separator = rng.choice([",", ";", "\t"])
        self.line_break = rng.choice(["\n", "\r\n", "\r"])
        self.marked, self.spaced, self.padded = rng.random() < 0.3, rng.random() < 0.3, rng.random() < 0.2
        rows = self._wide() if rng.random() < 0.3 else self._long()
        lines = [f"sep={self.separator}"] if rng.random() < 0.2 else []
        for nth, row in enumerate(rows):
            lines.append(self._line(row, heading=not nth))
            if self.spaced and rng.random() < 0.3:
                lines.append(rng.choice(["", self.separator * 3]))
        self.text = self.line_break.join(lines) + rng.choice([self.line_break, self.line_break, ""])

    def _wide(self) -> list[list[str]]:
        kpis = self.rng.choice([["x", "y", "z"], [""]])
        rows = [[kpi, *(self.rng.choice(["1", "2.5", ""]) for _ in PERIODS)] for kpi in kpis]
        start = 0 if kpis[0] else 1
        return [row[start:] for row in [["kpi", *PERIODS], *rows]]

    def _long(self) -> list[list[str]]:
        columns = ["period", "value", *self.rng.sample(["numerator", "denominator", "published", "note"], 2), "kpi"]
        kpis = self.rng.choice([["x", "y", "z"], ["x"]])
        columns = columns if len(kpis) > 1 else columns[:-1]
        self.rng.shuffle(columns)
        known = {"value": "3", "numerator": "1", "denominator": "2", "published": "2016-09-01"}
        cells = [
            {**known, "kpi": kpi, "period": period, "note": self.rng.choice(NOTES)}
            for kpi in kpis
            for period in PERIODS[: self.rng.randrange(1, 5)]
        ]
        return [columns, *([row[column] for column in columns] for row in cells)]

    def _line(self, row: list[str], *, heading: bool) -> str:
        marks = (self.separator, '"', "\n", "\r")
        cells = [
            '"' + cell.replace('"', '""') + '"'
            if (self.marked and not heading) or any(mark in cell for mark in marks) or cell != cell.strip()
            else f" {cell}"
            if self.padded and self.separator != "\t"
            else cell
            for cell in row
        ]
        return self.separator.join(cells) + (self.separator if self.rng.random() < 0.1 else "")

    def rows(self, text: str) -> list[list[str]]:
        """Return the rows of a table as the csv module reads them, without empty cells at their ends."""
        found = csv.reader(io.StringIO(text, newline=""), delimiter=self.separator, skipinitialspace=True)
        rows = [list(row) for row in found]
        for row in rows:
            while row and not row[-1].strip():
                row.pop()
        return [row for row in rows if row and not row[0].startswith("sep=")]


@pytest.mark.parametrize("part", range(4))
def test_every_other_cell_of_any_table_stays_as_it_is(part: int) -> None:
    made = 0
    for seed in range(part, TABLES, 4):
        drawn = Drawn(seed)
        rng = drawn.rng
        cells = {"value": "7.5", **rng.choice([{}, {"note": rng.choice(NOTES[1:])}, {"numerator": "1"}])}
        kpi, period = rng.choice(["x", "y", "new"]), rng.choice([*PERIODS, "2016-03", "2016-07", "2016-Q3"])
        try:
            text = written(drawn.text, kpi, period, **cells)
        except NotCleanError:
            continue
        made += 1
        before, after = drawn.rows(drawn.text), drawn.rows(text)
        more = [row for row in after if row not in before]
        if len(after) == len(before):  # a cell of a wide table
            assert len(more) == 1, seed
            assert more[0].count("7.5") == 1, seed
        else:  # a row, and for a new column its name
            heading = after[0] != before[0]
            assert len(after) == len(before) + 1, seed
            assert [row for row in after[heading:] if row in before] == before[heading:], seed
            assert after[0][: len(before[0])] == before[0], seed
    assert made > TABLES / 16


def _lines(source: Source, row: Row) -> range:
    return range(source.position(row.start)[0], source.position(row.end)[0] + 1)


def test_figures_written_together_are_the_same_as_one_after_another() -> None:
    made = 0
    for seed in range(TABLES // 2):
        drawn = Drawn(seed)
        rng = drawn.rng
        figures = [
            NewFigure(
                rng.choice(["x", "y", "new"]),
                rng.choice([*PERIODS, "2016-03", "2016-07", "2016-09"]),
                {"value": "7.5", **rng.choice([{}, {}, {"note": rng.choice(NOTES[1:])}, {"published": "2016-10-01"}])},
            )
            for _ in range(rng.randrange(2, 6))
        ]
        if rng.random() < 0.5:  # as a wide table takes them
            figures = [NewFigure(one.kpi, one.period, {"value": "7.5"}) for one in figures]
        text = drawn.text
        try:
            for one in figures:
                text = written(text, one.kpi, one.period, **one.cells)
        except NotCleanError:
            with pytest.raises(NotCleanError):
                with_figures(Source("k.csv", drawn.text), figures)
            continue
        made += 1
        together = with_figures(Source("k.csv", drawn.text), figures)
        assert together.text == text, seed
        after = Source("k.csv", text)
        rows = {line: row for row in read_rows(after, lambda *_: None) for line in _lines(after, row)}
        assert all("7.5" in rows[line].texts for line in together.lines), seed
    assert made > TABLES / 8
