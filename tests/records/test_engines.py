"""The engines: what they read and clean, what they refuse, and that an address is never shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.records import RecordSource
from pap_cli.records.engines.database import address, database
from pap_cli.records.engines.duck import engine
from pap_cli.records.engines.engine import EngineError, Loaded, Row
from pap_cli.records.engines.files import files_of
from pap_cli.records.engines.load import load
from pap_cli.records.sql.query import check_sources

SOURCE = """\
sources:
  cases:
    kind: files
    files: "*/cases.csv"
    as_known: {folders: changes, key: number}
    missing: [u, x]
    columns:
      number: {type: id, heading: Case ID}
      opened: {type: date, heading: Opened, aliases: Start}
      seen: {type: time, heading: Seen, without_time: "23:59"}
      cost: {type: number, heading: Cost}
      visits: {type: whole, heading: Visits}
"""
Load = Callable[[Mapping[str, str | bytes]], Workspace]


@pytest.fixture
def source(load: Load) -> RecordSource:
    return load({"kpis/sources.yaml": SOURCE}).portfolio.sources[0]


def read(source: RecordSource, folder: Path) -> tuple[Loaded, list[Row]]:
    found = files_of(source, [folder])
    with engine(file.path for file in found) as duck:
        loaded = load(duck, source, found)
        return loaded, duck.run("select columns(*)::varchar from pap_cases order by all")


def extract(folder: Path, day: str, text: str, encoding: str = "utf-8") -> None:
    path = folder / day / "cases.csv"
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode(encoding))


def test_cells_are_read_as_they_are_declared(source: RecordSource, tmp_path: Path) -> None:
    extract(tmp_path / "r", "2016-01-31", 'Case ID,Opened,Seen,Cost,Visits\n a1 ,05/02/2016,2016-02-06,"1,250.5",3\n')
    extract(
        tmp_path / "r",
        "2016-02-29",
        "Visits;Start;Case ID;Cost;Seen;Team\nx;2016-03-01 00:00;B2;u;01/03/2016 09:30;£\n",
        "latin-1",
    )
    loaded, rows = read(source, tmp_path / "r")
    assert rows == [
        ("A1", "2016-02-05", "2016-02-06 23:59:00", "1250.500000", "3", "2016-01-31"),
        ("B2", "2016-03-01", "2016-03-01 09:30:00", None, None, "2016-02-29"),
    ]
    assert (loaded.rows, loaded.duplicates, loaded.unreadable) == (2, 0, {})


def test_what_cannot_be_read_is_missing_and_counted(source: RecordSource, tmp_path: Path) -> None:
    lines = ["A1,31/02/2016,soon,free,2.5", "A2,,,,", "A3,2016-13-01,,,1e3"]
    extract(tmp_path / "r", "2016-01-31", "Case ID,Opened,Seen,Cost,Visits\n" + "\n".join(lines) + "\n")
    loaded, rows = read(source, tmp_path / "r")
    assert all(row[1:5] == (None,) * 4 for row in rows)
    assert loaded.unreadable == {"opened": 2, "seen": 1, "cost": 1, "visits": 2}


def test_rows_that_are_equal_in_every_column_count_once(source: RecordSource, tmp_path: Path) -> None:
    heading = "Case ID,Opened,Seen,Cost,Visits,Worker\n"
    row = "A1,2016-01-04,,,1,W1\n"
    extract(tmp_path / "r", "2016-01-31", heading + row + row.replace("A1", " a1 ") + row.replace("W1", "W2"))
    loaded, rows = read(source, tmp_path / "r")
    assert (loaded.rows, loaded.duplicates) == (2, 1)  # another worker is another row, though no column says so
    assert len(rows) == 2


def test_a_column_that_is_not_there_is_named_with_those_that_are(source: RecordSource, tmp_path: Path) -> None:
    extract(tmp_path / "r", "2016-01-31", "Case ID,Opened\nA1,2016-01-04\n")
    with pytest.raises(PapError, match="no column “Seen”, “Cost”, “Visits”") as refused:
        read(source, tmp_path / "r")
    assert refused.value.help is not None
    assert "Opened" in refused.value.help


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "copy (select 1) to '/tmp/pap-out.csv'",
        "attach '/tmp/pap-out.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "select * from read_csv('https://example.org/a.csv')",
    ],
)
def test_the_engine_itself_reads_nothing_but_the_files_of_sources(tmp_path: Path, query: str) -> None:
    """Even if a definition got past the list of what is allowed."""
    with engine([tmp_path / "cases.csv"]) as duck, pytest.raises(EngineError):
        duck.run(query)


def test_the_engine_has_limits_of_time_and_rows() -> None:
    with engine([], seconds=0.2) as duck:
        with pytest.raises(PapError, match="longer than"):
            duck.run("select sum(a.i * b.i) from range(3000000) a(i), range(3000000) b(i)")
        with pytest.raises(PapError, match="more than 10,000 rows"):
            duck.run("select i from range(20000) a(i)")


@pytest.mark.parametrize(
    ("connection", "environ"),
    [
        ("postgresql://me:secret@host/db", {}),
        ("env:", {}),
        ("env:CASES", {}),
        ("env:CASES", {"CASES": "mysql://me:secret@host/db"}),
    ],
)
def test_an_address_is_only_in_the_environment(
    source: RecordSource, connection: str, environ: Mapping[str, str]
) -> None:
    with pytest.raises(PapError) as refused:
        address(replace(source, connection=connection), environ)
    assert "secret" not in f"{refused.value.message} {refused.value.help}"
    assert "kpis/sources.yaml:2" in refused.value.message


def test_a_database_that_cannot_be_reached_does_not_show_its_address() -> None:
    with (
        pytest.raises(PapError, match="the database that CASES is the address of") as refused,
        database("CASES", "postgresql://me:secret@127.0.0.1:1/db"),
    ):
        pass
    assert "secret" not in f"{refused.value} {refused.value.__cause__}"
    assert "127.0.0.1" not in refused.value.message


@pytest.mark.parametrize("name", ["case", "select", "when", "Opened", "1st", "pap_cases", "calendar"])
def test_a_name_that_sql_would_misread_is_refused(load: Load, name: str) -> None:
    portfolio = load({"kpis/sources.yaml": SOURCE.replace("  cases:\n", f"  {name}:\n")}).portfolio
    with pytest.raises(PapError, match=name):
        check_sources(portfolio.sources)
    if name not in ("pap_cases", "calendar"):
        portfolio = load({"kpis/sources.yaml": SOURCE.replace("opened: {", f"{name}: {{")}).portfolio
        with pytest.raises(PapError, match=name):
            check_sources(portfolio.sources)
